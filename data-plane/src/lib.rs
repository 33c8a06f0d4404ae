//! Gateway.

pub mod protocol;
