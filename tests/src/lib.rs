//! One harness for all integration tests: a real stack, callers of its REST API, and Kafka clients.
//!
//! The stack is the one users start with `make dev`, run as a child process on free ports with a
//! directory of its own, so what passes here is what people get. Tests share it and keep apart by
//! creating an org each; a test that stops or kills things starts a stack for itself.

pub mod api;
pub mod clients;
pub mod document;
pub mod gateway;
pub mod history;
pub mod inside;
pub mod java;
pub mod processes;
pub mod proxy;
pub mod raw;
pub mod scene;
pub mod stack;
pub mod wait;
pub mod world;

pub use api::{Api, Reply};
pub use stack::Stack;
