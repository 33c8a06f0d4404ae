//! Clusters, for those who run this Millrace.

use chrono::TimeDelta;
use wire::ids::ClusterId;

use super::{App, AppError, Caller, credentials::SILENCE};
use crate::{
    domain::{
        access::Actor,
        cluster::{Cluster, Load},
        page::{Page, PageRequest},
        usage::minute_of,
    },
    store::{self, Tx},
};

/// What is taken for the present, beside the minute that is not over, which may have seen too little
/// to tell a rate.
const PRESENT: TimeDelta = TimeDelta::minutes(1);

/// The clusters that there are, with what they carry.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    page: &PageRequest<ClusterId>,
) -> Result<Page<(Cluster, Load), ClusterId>, AppError> {
    let Actor::User { operator: true, .. } = caller.actor else {
        return Err(AppError::NotPermitted("only an operator of this Millrace sees its clusters"));
    };
    let now = app.now();
    let (since, heard_since) = (minute_of(now - PRESENT), now - SILENCE);
    let Page { items, next } = store::clusters::list(tx, page).await?;
    let mut loaded = Vec::with_capacity(items.len());
    for cluster in items {
        let load = store::clusters::load(tx, cluster.id, since, heard_since, now).await?;
        loaded.push((cluster, load));
    }
    Ok(Page { items: loaded, next })
}
