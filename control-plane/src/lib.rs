//! Control plane.

pub mod domain;
pub mod orchestrator;
