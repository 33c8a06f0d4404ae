# The only entry point. Each target does its own set-up.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PATH := $(PATH):$(HOME)/.cargo/bin:/usr/local/go/bin:/usr/sbin:/sbin

TARGET := $(or $(CARGO_TARGET_DIR),target)
BINARIES := -p control-plane -p data-plane --bins
# Whoever tests builds the whole workspace each time: a part of it would need its dependencies with fewer
# features, and compile them once more.
EVERYTHING := --workspace --bins
# Queries are checked against .sqlx, not against whatever database is at hand.
CARGO := SQLX_OFFLINE=true cargo

.PHONY: help
help: ## Show this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

.PHONY: setup
setup:
	@scripts/setup

# The development profile: our crates without optimisation, what they depend on with some. A build
# from nothing takes minutes instead of tens of minutes, and `make test` uses the same artefacts.
.PHONY: build
build: setup console ## Build, and prepare Kafka for quick starts
	@$(CARGO) build --locked $(BINARIES)
	@$(TARGET)/debug/millrace-control-plane dev --prepare

# The control plane serves it: a development build from console/dist, any other from inside itself.
.PHONY: console
console: setup
	@scripts/console

.PHONY: dev
dev: setup console ## Run the whole service on localhost; Ctrl-C stops it
	@$(CARGO) build --locked $(BINARIES)
	@MILLRACE_LOG=$${MILLRACE_LOG:-warn} exec $(TARGET)/debug/millrace-control-plane dev

.PHONY: setup-tests
setup-tests:
	@scripts/setup tests

.PHONY: build-tests
build-tests: setup-tests console
	@$(CARGO) build --locked $(EVERYTHING)
	@$(TARGET)/debug/millrace-control-plane dev --prepare

.PHONY: test
test: build-tests ## Everything a developer needs to trust a change, on real Postgres and Kafka
	@SQLX_OFFLINE=true scripts/with-postgres cargo test --locked --workspace
	@scripts/console test

.PHONY: clients
clients: build-tests ## Install the Kafka clients that there are snippets for, and run each snippet with its client
	@scripts/setup clients
	@SQLX_OFFLINE=true scripts/with-postgres cargo test --locked -p harness --test it -- --ignored snippets::

.PHONY: images
images: ## Build the container images with buildah, as archives in target/images
	@scripts/setup images
	@images/build

.PHONY: e2e-kube
e2e-kube: ## Install the chart on a real Kubernetes cluster and try everything there, faults included
	@tests/kube/run

.PHONY: bench
bench: setup console ## Measure the gateway beside Kafka used directly, and how quick the service is.
	@cargo build --locked --release $(BINARIES) -p bench
	@$(TARGET)/release/millrace-bench throughput
	@$(TARGET)/release/millrace-bench latency
	@$(TARGET)/release/millrace-bench connections
	@$(TARGET)/release/millrace-bench service

.PHONY: bench-api
bench-api: setup-tests console ## Measure how quick the REST API, and a browser, list ten thousand topics
	@cargo build --locked --release $(BINARIES) -p bench
	@$(TARGET)/release/millrace-bench topics
	@scripts/console bench

.PHONY: check
check: build-tests ## Formatting, lints, licences and drift of generated files, then the tests
	@cargo fmt --all --check
	@$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	@scripts/deny
	@scripts/generate --check
	@scripts/console check
	@$(MAKE) --no-print-directory test

.PHONY: generate
generate: setup-tests ## Write anew what is generated: protocol tables, OpenAPI document, query metadata
	@scripts/generate

.PHONY: clean
clean: ## Remove what was built, and the local service's data
	@scripts/clean
	@cargo clean
