//! The catalogue, as everybody who is signed in may read it.

use std::collections::BTreeMap;

use super::App;
use crate::domain::plan::Plan;

/// Every plan, by name.
pub fn list(app: &App) -> &BTreeMap<String, Plan> {
    app.catalogue.plans()
}
