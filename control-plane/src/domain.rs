//! Pure values and transitions: what Millrace is about, without how it is stored, sent or run.
//!
//! Nothing here is async, reads a clock or knows a database, so every rule can be tested by calling
//! it.

pub mod access;
pub mod audit;
pub mod clock;
pub mod cluster;
pub mod credential;
pub mod event;
pub mod grant;
pub mod group;
pub mod instance;
pub mod limits;
pub mod name;
pub mod operation;
pub mod org;
pub mod page;
pub mod placement;
pub mod plan;
pub mod quota;
pub mod record;
pub mod site;
pub mod token;
pub mod topic;
pub mod usage;
pub mod user;
pub mod work;
