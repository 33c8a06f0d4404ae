//! Millrace as its users meet it: through HTTP, Kafka clients and the command line, on real parts.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod browse;
mod contract;
mod crash;
mod credentials;
mod embedded;
mod events;
mod faults;
mod gateway;
mod groups;
mod history;
mod hostile_bytes;
mod hostile_http;
mod identity;
mod instances;
mod isolation;
mod java_tools;
mod limits;
mod protocol;
mod quotas;
mod readme;
mod records;
mod revocation;
mod roll;
mod secrets;
mod serve;
mod snippets;
mod static_stability;
mod three_gateways;
mod tidy;
mod topics;
mod usage;
