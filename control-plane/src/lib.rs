//! Millrace's control plane.
//!
//! Layers, each importing only what is listed before it:
//! `domain` (pure) ← `store` (SQL) ← `app` (use cases) ← `api` (HTTP).
//! Beside them, `keyring` holds everything derived from the root secret, `config` is the only reader
//! of the environment, `machine` is where clusters run when they are processes, `platform` where they run
//! when they are pods, and `server` puts the parts together.

pub mod api;
pub mod app;
pub mod config;
pub mod dev;
pub mod doctor;
pub mod domain;
pub mod kafka;
pub mod keyring;
pub mod machine;
pub mod orchestrator;
pub mod pki;
pub mod platform;
pub mod reconcile;
pub mod recreate;
pub mod server;
pub mod store;
pub mod telemetry;
