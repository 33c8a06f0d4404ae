//! Following a topic as it is written.
//!
//! A task reads and a channel holds a few pages. A client that is slower than its topic loses whole
//! pages, is told how many records those were, and costs no more memory than one that keeps up.

use std::{collections::BTreeMap, ops::Range, sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    time::{Instant, sleep, timeout},
};
use wire::ids::InstanceId;

use super::{Reading, Session, chosen, connect, refused};
use crate::{
    app::{App, AppError, Caller, Noun, sessions},
    domain::{
        access::Action,
        audit::Subject,
        record::{Direction, Scan, ShownRecord},
        topic::TopicName,
    },
};

/// How many pages wait for a slow client.
const WAITING: usize = 8;
/// Between two looks for new records.
const PAUSE: Duration = Duration::from_millis(250);
/// How long it may take to notice that the caller may no longer look. Also renews the access token,
/// which is good for a minute.
const RENEWAL: Duration = Duration::from_secs(5);
/// The longest tail; its client begins another.
const MAX_LIFE: Duration = Duration::from_mins(10);
/// How long a client has to take the last event.
const FAREWELL: Duration = Duration::from_secs(10);

/// What a tail tells.
#[derive(Debug)]
pub enum TailEvent {
    /// New records, merged by time as far as they were read together.
    Records(Vec<ShownRecord>),
    /// So many records are left out here.
    Dropped(u64),
    /// It is over.
    End(EndReason),
}

/// Why a tail is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// It lasted as long as one may.
    TimeLimit,
    /// The caller may no longer look.
    Revoked,
    /// The topic or its instance is gone.
    Deleted,
    /// The instance does not answer.
    Unreachable,
    /// This process ends.
    Closing,
}

/// A tail under way: its events until the last, and its place among those there can be.
#[derive(Debug)]
pub struct Tail {
    events: mpsc::Receiver<TailEvent>,
    _place: OwnedSemaphorePermit,
}

impl Tail {
    /// The next event; none after the last.
    pub async fn next(&mut self) -> Option<TailEvent> {
        self.events.recv().await
    }
}

/// Who follows what.
struct Follower {
    app: App,
    caller: Caller,
    instance: InstanceId,
    name: TopicName,
    partitions: Vec<i32>,
    reading: Reading,
    outlet: Outlet,
}

/// Follows partitions of a topic, or all if none is named, from their ends on.
pub async fn tail(
    app: &App,
    caller: &Caller,
    (instance, name): (InstanceId, TopicName),
    partitions: Vec<i32>,
    reading: Reading,
) -> Result<Tail, AppError> {
    let place = Arc::clone(&app.tails).try_acquire_owned();
    let place = place.map_err(|_| AppError::Unavailable("too many tails are open"))?;
    let (events, receiver) = mpsc::channel(WAITING);
    let mut follower = Follower {
        app: app.clone(),
        caller: caller.clone(),
        instance,
        name,
        partitions,
        reading,
        outlet: Outlet { events, dropped: 0 },
    };
    let mut session = follower.connect().await?;
    let leaders = follower.leaders(&mut session).await?;
    let held = session.kafka.held(&follower.name, &leaders).await;
    let held = held.map_err(|error| follower.refused(error))?;
    let detail = serde_json::json!({
        "from": "tail",
        "partitions": follower.partitions,
        "filtered": !follower.reading.filter.is_empty(),
    });
    let subject = Subject::new("topic", &follower.name);
    session.record(app, Action::RecordRead, subject, detail).await?.commit().await?;
    let ends = held.into_iter().map(|(partition, range)| (partition, range.end)).collect();
    tokio::spawn(async move {
        let app = follower.app.clone();
        let client = follower.outlet.events.clone();
        let reason = tokio::select! {
            () = app.closing.cancelled() => EndReason::Closing,
            () = client.closed() => return,
            () = sleep(MAX_LIFE) => EndReason::TimeLimit,
            error = follower.follow(session, ends) => reason(&error),
        };
        // Whoever does not take it has gone.
        drop(timeout(FAREWELL, client.send(TailEvent::End(reason))).await);
    });
    Ok(Tail { events: receiver, _place: place })
}

fn reason(error: &AppError) -> EndReason {
    match error {
        AppError::NotFound(Noun::Topic) | AppError::Gone(_) | AppError::Conflict(_) => {
            EndReason::Deleted
        }
        // What one saw a moment ago and may not see any more does not exist for one.
        AppError::Forbidden(_) | AppError::Unauthenticated(_) | AppError::NotFound(_) => {
            EndReason::Revoked
        }
        _ => EndReason::Unreachable,
    }
}

impl Follower {
    fn refused(&self, error: crate::kafka::tenant_session::SessionError) -> AppError {
        refused(error, Action::RecordRead, Some(&self.name))
    }

    async fn connect(&self) -> Result<Session, AppError> {
        connect(&self.app, &self.caller, Action::RecordRead, self.instance).await
    }

    async fn leaders(&self, session: &mut Session) -> Result<BTreeMap<i32, i32>, AppError> {
        let leaders = session.kafka.leaders_of(&self.name).await;
        chosen(leaders.map_err(|error| self.refused(error))?, &self.partitions)
    }

    /// Reads what is new until something is in the way.
    async fn follow(&mut self, mut session: Session, mut ends: BTreeMap<i32, i64>) -> AppError {
        let mut renewed = Instant::now();
        loop {
            sleep(PAUSE).await;
            if renewed.elapsed() >= RENEWAL {
                match self.renew().await {
                    Ok(renewed) => session = renewed,
                    Err(error) => return error,
                }
                renewed = Instant::now();
            }
            if let Err(error) = self.read_on(&mut session, &mut ends).await {
                return error;
            }
        }
    }

    async fn renew(&self) -> Result<Session, AppError> {
        sessions::require_live(&self.app, &self.caller).await?;
        self.connect().await
    }

    async fn read_on(
        &mut self,
        session: &mut Session,
        ends: &mut BTreeMap<i32, i64>,
    ) -> Result<(), AppError> {
        let leaders = self.leaders(session).await?;
        let held = session.kafka.held(&self.name, &leaders).await;
        let held = held.map_err(|error| self.refused(error))?;
        let new: BTreeMap<i32, Range<i64>> = held
            .into_iter()
            // A partition that was added is new from its beginning.
            .map(|(at, held)| (at, ends.get(&at).copied().unwrap_or(held.start)..held.end))
            .collect();
        ends.extend(new.iter().map(|(partition, range)| (*partition, range.end)));
        // What was left out is told even if nothing more comes.
        self.outlet.tell(Vec::new());
        let mut scan = Scan::new(Direction::Forward, new);
        while !scan.is_done() {
            let read = session.kafka.browse(&self.name, &leaders, &scan, &self.reading).await;
            let read = read.map_err(|error| self.refused(error))?;
            self.outlet.tell(read.records);
            scan = read.rest;
        }
        Ok(())
    }
}

/// Where events go, and how many records did not fit.
struct Outlet {
    events: mpsc::Sender<TailEvent>,
    dropped: u64,
}

impl Outlet {
    /// Hands records over, or counts them; first says how many were left out before them.
    fn tell(&mut self, records: Vec<ShownRecord>) {
        let count = u64::try_from(records.len()).unwrap_or(u64::MAX);
        if self.dropped > 0 && self.events.try_send(TailEvent::Dropped(self.dropped)).is_ok() {
            self.dropped = 0;
        }
        if count == 0 {
            return;
        }
        let is_behind = self.dropped > 0;
        if is_behind || self.events.try_send(TailEvent::Records(records)).is_err() {
            self.dropped += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::TimestampType;

    fn page(offsets: Range<i64>) -> Vec<ShownRecord> {
        let record = |offset| ShownRecord {
            partition: 0,
            offset,
            timestamp: 0,
            timestamp_type: TimestampType::CreateTime,
            key: None,
            value: None,
            headers: Vec::new(),
        };
        offsets.map(record).collect()
    }

    #[tokio::test]
    async fn who_is_too_slow_is_told_how_many_records_are_missing() {
        let (events, mut client) = mpsc::channel(2);
        let mut outlet = Outlet { events, dropped: 0 };
        for first in [0, 10, 20, 30] {
            outlet.tell(page(first..first + 10));
        }
        let is_page = |event: Option<TailEvent>, first| match event {
            Some(TailEvent::Records(records)) => records[0].offset == first,
            _ => false,
        };
        assert!(is_page(client.recv().await, 0));
        assert!(is_page(client.recv().await, 10));
        outlet.tell(page(40..45));
        assert!(matches!(client.recv().await, Some(TailEvent::Dropped(20))));
        assert!(is_page(client.recv().await, 40));

        for first in [50, 60, 70] {
            outlet.tell(page(first..first + 10));
        }
        let _ = (client.recv().await, client.recv().await);
        outlet.tell(Vec::new());
        let last = client.recv().await;
        assert!(matches!(last, Some(TailEvent::Dropped(10))), "also when nothing more comes");
    }
}
