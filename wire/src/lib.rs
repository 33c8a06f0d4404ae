//! What two Millrace processes must agree on, and the basics of Kafka's protocol.
//!
//! The control plane writes tenancy records and reads reports; the gateway does the reverse. Both
//! speak Kafka's protocol to brokers. Whatever only one of them needs does not belong here, and
//! nothing here knows HTTP, SQL or Kubernetes.

pub mod broker;
pub mod clock;
pub mod entropy;
pub mod error;
pub mod ids;
pub mod kafka;
pub mod key;
pub mod report;
pub mod scram;
pub mod secret;
pub mod tenancy;
