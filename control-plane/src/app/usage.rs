//! What an instance used lately.

use wire::ids::InstanceId;

use super::{
    App, AppError, Caller,
    instances::{authorize_on, require},
};
use crate::{
    domain::{
        access::Action,
        clock::{DateTime, Utc},
        limits::Limits,
        usage::{UsagePoint, Window, points},
    },
    store::{self, Tx},
};

/// What an instance used, and what it may use.
#[derive(Debug)]
pub struct History {
    /// Up to when that is known; none if no gateway has reported yet.
    pub at: Option<DateTime<Utc>>,
    /// The instance's limits now.
    pub limits: Limits,
    /// What it used, from the beginning of the window on.
    pub points: Vec<UsagePoint>,
    /// Bytes that it holds, not counting copies, as of half a minute ago; none if not known yet.
    pub stored: Option<i64>,
}

/// What an instance used within a window that ends now.
pub async fn history(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    id: InstanceId,
    window: Window,
) -> Result<History, AppError> {
    let scope = authorize_on(app, tx, caller, Action::InstanceRead, id).await?;
    let instance = require(tx, &scope, id).await?;
    let now = app.now();
    let begins = window.begins(now);
    let at = match instance.cluster_id {
        Some(cluster) => store::reports::latest(tx, &scope, cluster).await?,
        None => None,
    };
    // A gateway's clock may be ahead.
    let at = at.map(|at| at.min(now));
    let minutes = store::usage::list_minutes(tx, &scope, id, begins).await?;
    let points = points(window, begins, at.unwrap_or(begins), &minutes);
    let stored = store::usage::stored(tx, &scope, id).await?;
    Ok(History { at, limits: instance.limits, points, stored })
}
