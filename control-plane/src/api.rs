//! The REST API: DTOs, extractors and problems around the use cases in `app`.
//!
//! A handler reads the request, opens a transaction, calls one use case and turns what it returns
//! into a view. It holds no rule and no SQL. Route, document and handler are one declaration.

pub mod auth;
pub mod extract;
pub mod idempotency;
pub mod page;
pub mod problem;
pub mod reply;
pub mod request_id;
