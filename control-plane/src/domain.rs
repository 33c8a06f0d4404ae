//! Pure values and transitions: no I/O, no async, no clock.

pub mod cluster;
