//! Following what happens in an org.
//!
//! Events stay in the database. A follower is woken when there may be some of its org's and reads them
//! from where it was, at its own pace: one that is slow, or away for a while, costs nothing and misses
//! nothing. Each look asks again whether the caller may still see them.

mod places;

use std::time::Duration;

use tokio::{
    sync::broadcast::{self, error::RecvError},
    time::{sleep, timeout},
};
use wire::{error::chain, ids::OrgId};

use super::{App, AppError, Caller, authorize, sessions};
use crate::{
    domain::{access::Action, event::Event},
    store::{self, Tx, events::Notices},
};

pub use places::{Place, Places};

/// How long a follower waits before it looks even if nobody wakes it; also how long it may take to
/// notice that the caller may no longer follow.
const LOOK: Duration = Duration::from_secs(10);
/// Events read at a time.
const PAGE: i64 = 100;
/// Orgs that a follower may be behind with hearing of; beyond that it looks.
const HEARD: usize = 256;
/// The pause after the database did not answer.
const DATABASE_PAUSE: Duration = Duration::from_millis(500);

/// Wakes followers.
#[derive(Debug)]
pub struct Bell(broadcast::Sender<Option<OrgId>>);

impl Default for Bell {
    fn default() -> Self {
        Self(broadcast::Sender::new(HEARD))
    }
}

impl Bell {
    fn ring(&self, org: Option<OrgId>) {
        // Nobody may be following.
        let _ = self.0.send(org);
    }
}

/// Wakes followers of this process as events commit anywhere, for as long as it is polled.
pub async fn listen(app: &App) {
    loop {
        let lost = match Notices::listen(&app.db).await {
            Ok(mut notices) => {
                // Those of the time without a listener.
                app.bell.ring(None);
                loop {
                    match notices.next().await {
                        Ok(org) => app.bell.ring(org),
                        Err(error) => break error,
                    }
                }
            }
            Err(error) => error,
        };
        tracing::warn!(error = chain(&lost), "events are told late until they are heard of again");
        sleep(DATABASE_PAUSE).await;
    }
}

/// What a follower is told.
#[derive(Debug)]
pub enum Told {
    /// So it stands: whatever comes later is told from this position on.
    Begun(i64),
    /// The events after the position that was named are not kept any more; the position now.
    Missed(i64),
    /// New events, at least one.
    Events(Vec<Event>),
    /// Nothing new.
    Nothing,
}

/// Somebody who follows an org's events.
pub struct Follower {
    app: App,
    caller: Caller,
    org: OrgId,
    position: i64,
    bell: broadcast::Receiver<Option<OrgId>>,
    begun: Option<Told>,
    /// Whether there may be events that were not read.
    is_behind: bool,
    _place: Place,
}

/// Follows an org's events, those after `after` first if it is given.
pub async fn follow(
    app: &App,
    caller: &Caller,
    org: OrgId,
    after: Option<i64>,
) -> Result<Follower, AppError> {
    // First the bell: what commits while this looks is heard of.
    let bell = app.bell.0.subscribe();
    let mut tx = app.begin().await?;
    let scope = authorize(app, &mut tx, caller, Action::OrgRead, org).await?;
    let kept = store::events::kept(&mut tx, &scope).await?;
    tx.rollback().await?;
    let place = app.followers.take(org)?;
    let (position, begun) = match after {
        None => (kept.to, Told::Begun(kept.to)),
        Some(after) if (kept.from..=kept.to).contains(&after) => (after, Told::Begun(after)),
        Some(_) => (kept.to, Told::Missed(kept.to)),
    };
    Ok(Follower {
        app: app.clone(),
        caller: caller.clone(),
        org,
        position,
        bell,
        begun: Some(begun),
        is_behind: true,
        _place: place,
    })
}

impl Follower {
    /// What is to be told next; none once this process ends or the caller may no longer follow.
    pub async fn next(&mut self) -> Option<Told> {
        if let Some(begun) = self.begun.take() {
            return Some(begun);
        }
        if !self.is_behind && self.wait().await.is_none() {
            return None;
        }
        match self.look().await {
            Ok(events) if events.is_empty() => Some(Told::Nothing),
            Ok(events) => Some(Told::Events(events)),
            Err(error) => {
                tracing::debug!(error = chain(&error), "an org's events are followed no longer");
                None
            }
        }
    }

    /// Waits until there may be something to read; none if there will be no more.
    async fn wait(&mut self) -> Option<()> {
        let (org, bell) = (self.org, &mut self.bell);
        let rings = async {
            loop {
                match bell.recv().await {
                    Ok(Some(rung)) if rung != org => {}
                    Ok(_) | Err(RecvError::Lagged(_) | RecvError::Closed) => return,
                }
            }
        };
        // Too long a silence is a reason to look as well.
        let woken = async { timeout(LOOK, rings).await.ok() };
        self.app.closing.run_until_cancelled(woken).await.map(drop)
    }

    async fn look(&mut self) -> Result<Vec<Event>, AppError> {
        sessions::require_live(&self.app, &self.caller).await?;
        let mut tx: Tx = self.app.begin().await?;
        let scope = authorize(&self.app, &mut tx, &self.caller, Action::OrgRead, self.org).await?;
        let events = store::events::list(&mut tx, &scope, self.position, PAGE).await?;
        tx.rollback().await?;
        self.position = events.last().map_or(self.position, |event| event.position);
        self.is_behind = i64::try_from(events.len()).unwrap_or(i64::MAX) == PAGE;
        Ok(events)
    }
}
