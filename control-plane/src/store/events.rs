//! Events: written with what they tell of, read by whoever follows an org.
//!
//! Those of operations and instances are written by the database itself, whatever changes the rows.

use serde_json::{Value, json};
use sqlx::postgres::PgListener;
use uuid::Uuid;
use wire::ids::{InstanceId, OperationId, OrgId};

use super::{Db, OrgScope, StoreError, SystemScope, Tx};
use crate::domain::{
    clock::{DateTime, Utc},
    event::{Event, Happened},
};

/// Writes an event; it is told when the transaction commits.
pub async fn insert(
    tx: &mut Tx,
    _: &SystemScope,
    (org, instance): (OrgId, InstanceId),
    happened: &Happened,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let bad = |error| StoreError::row("events", "data", "new", error);
    let mut told = serde_json::to_value(happened).map_err(bad)?;
    sqlx::query!(
        "insert into events (org_id, instance_id, kind, data, at) values ($1, $2, $3, $4, $5)",
        org.uuid(),
        instance.uuid(),
        happened.name(),
        told["data"].take(),
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Between which positions an org's events are kept: before the first of them, and the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Whoever has read up to here has missed nothing that is gone.
    pub from: i64,
    /// The newest event's.
    pub to: i64,
}

/// Which of the org's events are kept.
pub async fn kept(tx: &mut Tx, scope: &OrgScope) -> Result<Kept, StoreError> {
    let kept = sqlx::query_as!(
        Kept,
        r#"select coalesce((select min(position) - 1 from events where org_id = $1), p.position)
           as "from!", p.position as "to!" from event_positions p where p.org_id = $1"#,
        scope.org().uuid()
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(kept.unwrap_or(Kept { from: 0, to: 0 }))
}

/// The org's events after a position, oldest first, at most `limit`.
pub async fn list(
    tx: &mut Tx,
    scope: &OrgScope,
    after: i64,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        r#"select position as "position!", instance_id, kind, operation_id, data, at from events
           where org_id = $1 and position > $2 order by position limit $3"#,
        scope.org().uuid(),
        after,
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Event::try_from).collect()
}

/// Forgets events before `before`, at most `limit` of them.
pub async fn purge(
    tx: &mut Tx,
    _: &SystemScope,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "delete from events where ctid in (select ctid from events where at < $1 limit $2)",
        before,
        limit
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// Hears of events as they commit.
#[derive(Debug)]
pub struct Notices {
    listener: PgListener,
}

impl Notices {
    /// Begins to listen, on a connection of its own.
    pub async fn listen(db: &Db) -> Result<Self, StoreError> {
        let mut listener = PgListener::connect_with(db.pool()).await?;
        listener.listen("events").await?;
        Ok(Self { listener })
    }

    /// Waits for the next org that has events; `None` when anything may have been missed.
    pub async fn next(&mut self) -> Result<Option<OrgId>, StoreError> {
        let notice = self.listener.try_recv().await?;
        Ok(notice.and_then(|notice| Some(notice.payload().parse::<Uuid>().ok()?.into())))
    }
}

struct Row {
    position: i64,
    instance_id: Option<Uuid>,
    kind: String,
    operation_id: Option<Uuid>,
    data: Value,
    at: DateTime<Utc>,
}

impl TryFrom<Row> for Event {
    type Error = StoreError;

    fn try_from(mut row: Row) -> Result<Self, StoreError> {
        if let Some(id) = row.operation_id {
            row.data["operation_id"] = json!(OperationId::from(id));
        }
        let told = json!({ "event": row.kind, "data": row.data });
        let happened = serde_json::from_value(told)
            .map_err(|error| StoreError::row("events", "data", row.position, error))?;
        Ok(Self {
            position: row.position,
            at: row.at,
            instance_id: row.instance_id.map(InstanceId::from),
            happened,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::testing::TestApp,
        domain::{access::Action, instance::Phase},
        store::scopes::{self, Access},
    };

    struct World {
        test: TestApp,
        scope: OrgScope,
        system: SystemScope,
        instance: InstanceId,
    }

    impl World {
        /// An org with an instance, whose own events come first.
        async fn create() -> Self {
            let (test, caller) = TestApp::with_admin().await;
            let app = &test.app;
            let mut tx = app.begin().await.unwrap();
            let orgs =
                sqlx::query_scalar!("select id from orgs").fetch_one(&mut *tx).await.unwrap();
            let access = scopes::resolve(&mut tx, &caller, Action::OrgRead, orgs.into(), app.now());
            let Access::Allowed(scope) = access.await.unwrap() else { panic!("ada owns it") };
            let new = crate::app::instances::NewInstance {
                name: "orders".parse().unwrap(),
                plan: "standard".to_owned(),
                description: crate::domain::name::Label::default(),
                labels: crate::domain::instance::Labels::default(),
                limits: crate::domain::limits::ChosenLimits::default(),
                deletion_protection: false,
                endpoint: crate::domain::cluster::Endpoint::Public,
            };
            let made = crate::app::instances::create(app, &mut tx, &caller, scope.org(), new);
            let instance = made.await.unwrap().0.instance.id;
            tx.commit().await.unwrap();
            Self { scope, system: SystemScope::for_composition_root(), instance, test }
        }

        async fn insert(&self, tx: &mut Tx, topic: &str) {
            let happened = Happened::FirstProduce { topic: topic.to_owned() };
            let whose = (self.scope.org(), self.instance);
            insert(tx, &self.system, whose, &happened, self.test.app.now()).await.unwrap();
        }

        async fn after(&self, position: i64) -> Vec<Event> {
            let mut tx = self.test.app.begin().await.unwrap();
            list(&mut tx, &self.scope, position, 100).await.unwrap()
        }

        async fn kept(&self) -> (i64, i64) {
            let mut tx = self.test.app.begin().await.unwrap();
            let kept = kept(&mut tx, &self.scope).await.unwrap();
            (kept.from, kept.to)
        }
    }

    fn topics(events: &[Event]) -> Vec<(i64, &str)> {
        let topic = |event| match event {
            &Event { position, happened: Happened::FirstProduce { ref topic }, .. } => {
                Some((position, topic.as_str()))
            }
            _ => None,
        };
        events.iter().filter_map(topic).collect()
    }

    #[tokio::test]
    async fn what_commits_later_comes_later_whenever_it_was_written() {
        let world = World::create().await;
        let (_, before) = world.kept().await;
        let mut slow = world.test.app.begin().await.unwrap();
        world.insert(&mut slow, "slow").await;
        let mut quick = world.test.app.begin().await.unwrap();
        world.insert(&mut quick, "quick").await;
        quick.commit().await.unwrap();
        let mut undone = world.test.app.begin().await.unwrap();
        world.insert(&mut undone, "undone").await;
        undone.rollback().await.unwrap();

        assert_eq!(topics(&world.after(before).await), [(before + 1, "quick")]);
        slow.commit().await.unwrap();
        assert_eq!(topics(&world.after(before + 1).await), [(before + 2, "slow")]);
        assert_eq!(world.kept().await, (0, before + 2));
    }

    #[tokio::test]
    async fn changes_of_instances_and_operations_tell_of_themselves() {
        let world = World::create().await;
        let seen: Vec<(&str, bool)> = world
            .after(0)
            .await
            .iter()
            .map(|event| match &event.happened {
                Happened::Instance { name, phase } => {
                    (event.happened.name(), (name.as_str(), *phase) == ("orders", Phase::Pending))
                }
                Happened::Operation { kind, .. } => {
                    (event.happened.name(), kind == "instance.create")
                }
                _ => (event.happened.name(), false),
            })
            .collect();
        assert_eq!(seen, [("instance", true), ("operation", true)]);
    }

    #[tokio::test]
    async fn what_is_forgotten_is_known_to_be_missing() {
        let world = World::create().await;
        let (from, to) = world.kept().await;
        assert_eq!((from, to), (0, 2));
        world.test.clock.advance(1_000);
        let mut tx = world.test.app.begin().await.unwrap();
        world.insert(&mut tx, "t").await;
        tx.commit().await.unwrap();
        for (limit, left) in [(1, (1, 3)), (9, (2, 3))] {
            let mut tx = world.test.app.begin().await.unwrap();
            purge(&mut tx, &world.system, world.test.app.now(), limit).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(world.kept().await, left);
        }
        world.test.clock.advance(1_000);
        let mut tx = world.test.app.begin().await.unwrap();
        purge(&mut tx, &world.system, world.test.app.now(), 9).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.kept().await, (3, 3), "positions go on");
    }

    #[tokio::test]
    async fn who_listens_hears_whose_events_there_are() {
        let world = World::create().await;
        let mut notices = Notices::listen(&world.test.app.db).await.unwrap();
        let mut tx = world.test.app.begin().await.unwrap();
        world.insert(&mut tx, "t").await;
        tx.commit().await.unwrap();
        assert_eq!(notices.next().await.unwrap(), Some(world.scope.org()));
    }
}
