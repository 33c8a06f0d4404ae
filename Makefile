# The only entry point. Each target does its own set-up.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PATH := $(PATH):$(HOME)/.cargo/bin

TARGET := $(or $(CARGO_TARGET_DIR),target)
BINARIES := -p control-plane -p data-plane --bins

.PHONY: help
help: ## Show this list.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12

.PHONY: setup
setup:
	@scripts/setup

# Our crates are built without optimisation, what they depend on with some: a build from nothing takes
# minutes instead of tens of minutes, and the same artefacts serve `make test`.
.PHONY: build
build: setup ## Build everything and prepare Kafka for quick starts.
	@cargo build --locked $(BINARIES)
	@$(TARGET)/debug/millrace-control-plane dev --prepare

.PHONY: dev
dev: setup ## Run the whole service on localhost; Ctrl-C stops it.
	@cargo build --locked $(BINARIES)
	@exec $(TARGET)/debug/millrace-control-plane dev

.PHONY: test
test: build ## Everything a developer needs to trust a change, on real Postgres and Kafka.
	@scripts/with-postgres cargo test --locked --workspace

.PHONY: check
check: build ## Format, lints, then the tests.
	@cargo fmt --all --check
	@scripts/with-postgres cargo clippy --locked --workspace --all-targets -- -D warnings
	@$(MAKE) --no-print-directory test

.PHONY: clean
clean: ## Remove what was built and the local service's data.
	@scripts/clean
	@cargo clean
