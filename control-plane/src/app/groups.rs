//! Consumer groups of an instance, through its gateway, as the caller.
//!
//! See [`super::instance_session`] for how such use cases differ from others. A group that has
//! members is neither moved nor deleted: Kafka refuses both, and it is said here with the members'
//! names. Kafka's refusal stays, for a member that joins between the look and the change.

use std::collections::{BTreeMap, BTreeSet};

use wire::{ids::InstanceId, kafka::ErrorCode};

use super::{
    App, AppError, Caller, Conflict, FieldError, Noun,
    instance_session::{self, Session, connect},
};
use crate::{
    domain::{
        access::{Action, Role},
        audit::Subject,
        group::{Bounds, Group, GroupName, GroupSummary, Move, Position, Progress, TopicPartition},
        page::{Page, PageRequest},
        topic::TopicName,
    },
    kafka::tenant_session::SessionError,
    store::Tx,
};

// Kafka's special times.
const EARLIEST: i64 = -2;
const LATEST: i64 = -1;
/// At how many groups one request looks to find those of a topic. A plan may allow ten times as many.
const LOOKED_AT: usize = 1_000;

/// A group as its owner sees it.
#[derive(Debug)]
pub struct OwnGroup {
    /// The group.
    pub group: Group,
    /// How far it is, by partition.
    pub progress: Vec<Progress>,
    /// When that was so, in ms.
    pub as_of: i64,
    /// What the caller is in its org.
    pub role: Role,
}

/// What Kafka's refusal means for whoever asked.
fn refused(error: SessionError, action: Action) -> AppError {
    match &error {
        SessionError::Refused { code, .. } => match *code {
            // A group's name is all that could be invalid about it.
            ErrorCode::GROUP_ID_NOT_FOUND | ErrorCode::INVALID_GROUP_ID => {
                AppError::NotFound(Noun::Group)
            }
            ErrorCode::UNKNOWN_TOPIC_OR_PARTITION => AppError::NotFound(Noun::Topic),
            ErrorCode::NON_EMPTY_GROUP
            | ErrorCode::UNKNOWN_MEMBER_ID
            | ErrorCode::REBALANCE_IN_PROGRESS
            | ErrorCode::STALE_MEMBER_EPOCH
            | ErrorCode::ILLEGAL_GENERATION => Conflict::GroupActive { members: Vec::new() }.into(),
            _ => instance_session::refused(error, action),
        },
        _ => instance_session::refused(error, action),
    }
}

/// Which groups to list.
#[derive(Debug)]
pub struct GroupFilter {
    /// Those whose name begins so.
    pub prefix: String,
    /// Those that read this topic; all, if not chosen.
    pub topic: Option<TopicName>,
}

/// An instance's groups. A page of those of a topic can have fewer items than it might, or none,
/// and yet not be the last: it ends after so many groups that were looked at.
pub async fn list(
    app: &App,
    caller: &Caller,
    instance: InstanceId,
    filter: &GroupFilter,
    page: &PageRequest<String>,
) -> Result<Page<GroupSummary, String>, AppError> {
    let action = Action::GroupRead;
    let mut session = connect(app, caller, action, instance).await?;
    let failed = |error| refused(error, action);
    let mut groups = session.kafka.list_groups().await.map_err(failed)?;
    let wanted = usize::from(page.limit) + 1;
    if page.order.descending {
        groups.reverse();
    }
    let follows = |name: &String, after: &String| {
        if page.order.descending { name < after } else { name > after }
    };
    let mut rows: Vec<GroupSummary> = groups
        .into_iter()
        .filter(|group| group.name.starts_with(&filter.prefix))
        .filter(|group| page.after.as_ref().is_none_or(|after| follows(&group.name, after)))
        .collect();
    let mut looked_until = None;
    if let Some(topic) = &filter.topic {
        looked_until = cut_off(&mut rows);
        rows = session.kafka.readers(topic, rows, wanted).await.map_err(failed)?;
    }
    rows.truncate(wanted);
    let mut page = Page::cut(rows, page, |group: &GroupSummary| group.name.clone());
    page.next = page.next.or(looked_until);
    // Only of those that are shown.
    session.kafka.count_members(&mut page.items).await.map_err(failed)?;
    Ok(page)
}

/// Leaves as many groups as one request looks at; the name of the last of them, if others follow.
fn cut_off(groups: &mut Vec<GroupSummary>) -> Option<String> {
    let is_all = groups.len() <= LOOKED_AT;
    groups.truncate(LOOKED_AT);
    if is_all { None } else { groups.last().map(|group| group.name.clone()) }
}

/// One group with its members and how far it is.
pub async fn get(
    app: &App,
    caller: &Caller,
    instance: InstanceId,
    name: &GroupName,
) -> Result<OwnGroup, AppError> {
    let action = Action::GroupRead;
    let mut session = connect(app, caller, action, instance).await?;
    let failed = |error| refused(error, action);
    let group = session.kafka.describe_group(name).await.map_err(failed)?;
    let progress = progress(&mut session, &group).await.map_err(failed)?;
    Ok(OwnGroup { group, progress, as_of: app.clock.now(), role: session.scope.role() })
}

/// How far a group is, in what it committed for and in what its members read.
async fn progress(session: &mut Session, group: &Group) -> Result<Vec<Progress>, SessionError> {
    let committed = session.kafka.committed(group).await?;
    let assigned = group.members.iter().flat_map(|member| &member.assignment);
    let shown: BTreeSet<TopicPartition> = committed.keys().chain(assigned).cloned().collect();
    let topics = shown.iter().map(|at| at.topic.as_str()).collect();
    let leaders = session.kafka.leaders(&topics).await?;
    let end = session.kafka.offsets_at(&leaders, &shown, LATEST).await;
    let mut progress: Vec<Progress> = shown
        .into_iter()
        .map(|at| Progress {
            committed: committed.get(&at).copied(),
            end: end.get(&at).copied(),
            waiting_since: None,
            at,
        })
        .collect();
    let waiting = progress.iter().filter(|one| one.lag().is_some_and(|lag| lag > 0));
    let waiting: BTreeMap<TopicPartition, i64> =
        waiting.filter_map(|one| Some((one.at.clone(), one.committed?))).collect();
    let since = session.kafka.timestamps(&leaders, &waiting).await;
    for one in &mut progress {
        one.waiting_since = since.get(&one.at).copied();
    }
    Ok(progress)
}

fn require_empty(group: &Group) -> Result<(), AppError> {
    if group.members.is_empty() {
        return Ok(());
    }
    let name =
        |member: &crate::domain::group::Member| format!("{} at {}", member.client_id, member.host);
    Err(Conflict::GroupActive { members: group.members.iter().map(name).collect() }.into())
}

/// Deletes a group with its offsets; in a dry run, looks whether it could be. Whoever keeps the
/// answer commits the transaction that records the change, here and below.
pub async fn delete(
    app: &App,
    caller: &Caller,
    (instance, name): &(InstanceId, GroupName),
    dry_run: bool,
) -> Result<Tx, AppError> {
    let action = Action::GroupDelete;
    let mut session = connect(app, caller, action, *instance).await?;
    let failed = |error| refused(error, action);
    let group = session.kafka.describe_group(name).await.map_err(failed)?;
    require_empty(&group)?;
    if dry_run {
        return app.begin().await;
    }
    session.kafka.delete_group(&group).await.map_err(failed)?;
    session.record(app, action, Subject::new("group", name), serde_json::json!({})).await
}

/// Where a group shall go on from.
#[derive(Debug)]
pub struct Reset {
    /// In which topic; in all it committed for, if not chosen.
    pub topic: Option<TopicName>,
    /// In which partitions of it; in all, if not chosen.
    pub partitions: Option<BTreeSet<i32>>,
    /// From where.
    pub to: Position,
}

/// Moves a group; in a dry run, tells where it would go.
pub async fn reset(
    app: &App,
    caller: &Caller,
    (instance, name): &(InstanceId, GroupName),
    reset: &Reset,
    dry_run: bool,
) -> Result<(Tx, Vec<Move>), AppError> {
    let action = Action::GroupReset;
    let mut session = connect(app, caller, action, *instance).await?;
    let failed = |error| refused(error, action);
    let group = session.kafka.describe_group(name).await.map_err(failed)?;
    require_empty(&group)?;
    let time = reset.to.time(app.clock.now());
    let moves = plan(&mut session, &group, reset, time).await?;
    if dry_run {
        return Ok((app.begin().await?, moves));
    }
    let offsets = moves.iter().map(|one| (one.at.clone(), one.after)).collect();
    session.kafka.commit(&group, &offsets).await.map_err(failed)?;
    let detail = serde_json::json!({
        "topic": reset.topic.as_ref().map(TopicName::as_str),
        "to": format!("{:?}", reset.to),
        "partitions": moves.len(),
    });
    let tx = session.record(app, action, Subject::new("group", name), detail).await?;
    Ok((tx, moves))
}

async fn plan(
    session: &mut Session,
    group: &Group,
    reset: &Reset,
    time: Option<i64>,
) -> Result<Vec<Move>, AppError> {
    let failed = |error| refused(error, Action::GroupReset);
    let committed = session.kafka.committed(group).await.map_err(failed)?;
    let topics: BTreeSet<&str> = match &reset.topic {
        Some(topic) => BTreeSet::from([topic.as_str()]),
        None => committed.keys().map(|at| at.topic.as_str()).collect(),
    };
    let leaders = session.kafka.leaders(&topics).await.map_err(failed)?;
    let chosen: BTreeSet<TopicPartition> = match (&reset.topic, &reset.partitions) {
        // What was committed for topics that are gone cannot be moved.
        (None, _) => committed.keys().filter(|at| leaders.contains_key(*at)).cloned().collect(),
        (Some(_), None) => leaders.keys().cloned().collect(),
        (Some(topic), Some(partitions)) => {
            let at = |partition| TopicPartition { topic: topic.to_string(), partition };
            partitions.iter().copied().map(at).collect()
        }
    };
    if leaders.is_empty() && reset.topic.is_some() {
        return Err(AppError::field("/topic", "unknown_topic", "there is no such topic"));
    }
    if chosen.is_empty() {
        let detail = "the group has committed no offsets; name the topic to set them for";
        return Err(AppError::field("/topic", "required", detail));
    }
    if let Some(unknown) = chosen.iter().find(|at| !leaders.contains_key(at)) {
        let detail = format!("the topic has no partition {}", unknown.partition);
        return Err(AppError::field("/partitions", "unknown_partition", detail));
    }
    let start = session.kafka.offsets_at(&leaders, &chosen, EARLIEST).await;
    let end = session.kafka.offsets_at(&leaders, &chosen, LATEST).await;
    let at_time = match time {
        Some(time) => Some(session.kafka.offsets_at(&leaders, &chosen, time).await),
        None => None,
    };
    let mut moves = Vec::with_capacity(chosen.len());
    let mut errors = Vec::new();
    for at in chosen {
        let named = format!("partition {} of `{}`", at.partition, at.topic);
        let unknown =
            || AppError::InstanceUnreachable { source: format!("no offsets of {named}").into() };
        let found = at_time.as_ref().map(|found| found.get(&at).copied().ok_or_else(unknown));
        let bounds = Bounds {
            start: start.get(&at).copied().ok_or_else(unknown)?,
            end: end.get(&at).copied().ok_or_else(unknown)?,
            // −1 where no record is that late.
            at_time: found.transpose()?.filter(|offset| *offset >= 0),
        };
        let before = committed.get(&at).copied();
        if let Some(after) = reset.to.offset(before, bounds) {
            moves.push(Move { at, before, after });
        } else {
            let detail = format!("the group has no offset in {named} to count from");
            errors.push(FieldError::new("/to/shift", "no_committed_offset", detail));
        }
    }
    if errors.is_empty() { Ok(moves) } else { Err(AppError::Invalid(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::group::{GroupProtocol, GroupState};

    #[test]
    fn a_request_looks_at_so_many_groups_and_says_where_it_stopped() {
        let group = |number: usize| GroupSummary {
            name: format!("{number:04}"),
            state: GroupState::Empty,
            protocol: GroupProtocol::Classic,
            protocol_type: String::new(),
            coordinator: 1,
            members: None,
        };
        let mut all: Vec<_> = (0..LOOKED_AT).map(group).collect();
        assert_eq!(cut_off(&mut all), None, "nothing follows");
        all.push(group(LOOKED_AT));
        assert_eq!(cut_off(&mut all).as_deref(), Some("0999"));
        assert_eq!(all.len(), LOOKED_AT);
    }
}
