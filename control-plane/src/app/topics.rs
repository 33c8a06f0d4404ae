//! Topics of an instance, through its gateway, as the caller.
//!
//! Whether the caller may is asked twice: here, of the access table, and by the gateway, of the
//! grants that the caller's role stands for. Limits and configurations are the gateway's to decide;
//! its words reach the caller.
//!
//! So Kafka's change comes first (see [`super::instance_session`]): whoever repeats a request that
//! was cut off finds the change made, `name_taken` for a topic that was created.

mod stats;

use std::collections::BTreeMap;

use wire::{ids::InstanceId, kafka::ErrorCode, tenancy::ConfigRule};

use super::{
    App, AppError, Caller, Conflict, FieldError, Noun,
    instance_session::{self, Session, connect},
};
use crate::{
    domain::{
        access::{Action, Role},
        audit::Subject,
        page::{Page, PageRequest},
        topic::{
            ConfigSource, ConfigValue, ListedTopic, NewTopic, Topic, TopicFilter, TopicName,
            TopicPlace,
        },
    },
    kafka::tenant_session::SessionError,
    store::Tx,
};

pub use stats::StatsMemory;

/// The longest name or value of a configuration: far more than any has, and less than a text in
/// Kafka's protocol can have.
const MAX_CONFIG_LEN: usize = 4096;

/// A topic as its owner sees it.
#[derive(Debug)]
pub struct OwnTopic {
    /// The topic.
    pub topic: Topic,
    /// What its plan allows its configurations to be.
    pub rules: BTreeMap<String, ConfigRule>,
    /// What the caller is in its org.
    pub role: Role,
}

impl Session {
    /// What the plan allows topics to be configured with.
    fn rules(&self, app: &App) -> BTreeMap<String, ConfigRule> {
        let plan = app.catalogue.plan(&self.instance.plan);
        plan.map(|plan| plan.topic_configs.clone()).unwrap_or_default()
    }

    fn own(&self, app: &App, mut topic: Topic) -> OwnTopic {
        let rules = self.rules(app);
        for (name, config) in &mut topic.config {
            // Kafka does not know plans: the gateway sets their defaults on each topic.
            if rules.get(name).is_some_and(|rule| is_default(rule, config)) {
                config.source = ConfigSource::Default;
            }
        }
        OwnTopic { topic, rules, role: self.scope.role() }
    }

    /// Ends a change that was made: it is recorded whether or not its outcome could be read.
    async fn conclude(
        &mut self,
        app: &App,
        action: Action,
        name: &TopicName,
        detail: serde_json::Value,
        outcome: Result<Topic, SessionError>,
    ) -> Result<(Tx, OwnTopic), AppError> {
        let tx = self.record(app, action, Subject::new("topic", name), detail).await?;
        match outcome {
            Ok(topic) => Ok((tx, self.own(app, topic))),
            Err(error) => {
                tx.commit().await?;
                Err(refused(error, action, Some(name)))
            }
        }
    }
}

/// What Kafka's refusal means for whoever asked.
pub(super) fn refused(error: SessionError, action: Action, topic: Option<&TopicName>) -> AppError {
    let SessionError::Refused { code, message, .. } = &error else {
        return instance_session::refused(error, action);
    };
    let said = || message.clone().unwrap_or_else(|| code.name().to_owned());
    match *code {
        ErrorCode::UNKNOWN_TOPIC_OR_PARTITION | ErrorCode::UNKNOWN_TOPIC_ID => {
            AppError::NotFound(Noun::Topic)
        }
        ErrorCode::TOPIC_ALREADY_EXISTS => {
            let name = topic.map(ToString::to_string).unwrap_or_default();
            Conflict::NameTaken { noun: Noun::Topic, name }.into()
        }
        ErrorCode::POLICY_VIOLATION
        | ErrorCode::THROTTLING_QUOTA_EXCEEDED
        | ErrorCode::INVALID_REPLICATION_FACTOR
        | ErrorCode::INVALID_REQUEST => AppError::PolicyViolation(said()),
        ErrorCode::INVALID_CONFIG => AppError::field("/config", "invalid_config", said()),
        ErrorCode::INVALID_PARTITIONS => {
            AppError::field("/partitions", "invalid_partitions", said())
        }
        ErrorCode::INVALID_TOPIC_EXCEPTION => {
            AppError::field("/name", "invalid_topic_name", said())
        }
        _ => instance_session::refused(error, action),
    }
}

/// An instance's topics, and when their sizes, rates and groups were as shown, in ms.
pub async fn list(
    app: &App,
    caller: &Caller,
    instance: InstanceId,
    filter: &TopicFilter,
    page: &PageRequest<TopicPlace>,
) -> Result<(Page<ListedTopic, TopicPlace>, i64), AppError> {
    let action = Action::TopicRead;
    let mut session = connect(app, caller, action, instance).await?;
    let listed = session.kafka.list_topics().await;
    let (topics, brokers) = listed.map_err(|error| refused(error, action, None))?;
    let stats = stats::recent(app, &mut session, &brokers).await;
    Ok((stats.page(topics, filter, page), stats.as_of))
}

/// One topic.
pub async fn get(
    app: &App,
    caller: &Caller,
    instance: InstanceId,
    name: &TopicName,
) -> Result<OwnTopic, AppError> {
    let action = Action::TopicRead;
    let mut session = connect(app, caller, action, instance).await?;
    let topic = session.kafka.describe_topic(name).await;
    let topic = topic.map_err(|error| refused(error, action, Some(name)))?;
    Ok(session.own(app, topic))
}

/// Refuses what Kafka's protocol has no room for; whether the rest makes sense is Kafka's to say.
fn check_config<'a>(config: impl Iterator<Item = (&'a str, &'a str)>) -> Result<(), AppError> {
    let too_long = config.filter(|(name, value)| name.len().max(value.len()) > MAX_CONFIG_LEN);
    let errors: Vec<FieldError> = too_long
        .map(|_| {
            let detail = format!("a name and a value have at most {MAX_CONFIG_LEN} bytes");
            FieldError::new("/config", "too_long", detail)
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

/// Creates a topic; in a dry run, asks Kafka whether it would. Whoever keeps the answer commits the
/// transaction that records the change, here and below.
pub async fn create(
    app: &App,
    caller: &Caller,
    instance: InstanceId,
    new: NewTopic,
    dry_run: bool,
) -> Result<(Tx, OwnTopic), AppError> {
    let action = Action::TopicCreate;
    let mut session = connect(app, caller, action, instance).await?;
    check_config(new.config.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    let failed = |error| refused(error, action, Some(&new.name));
    session.kafka.create_topic(&new, dry_run).await.map_err(failed)?;
    if dry_run {
        return Ok((app.begin().await?, session.own(app, Topic::planned(&new))));
    }
    let detail = serde_json::json!({ "partitions": new.partitions, "config": new.config });
    let outcome = session.kafka.describe_changed(&new.name, |_| true).await;
    session.conclude(app, action, &new.name, detail, outcome).await
}

/// What to change.
#[derive(Debug, Default)]
pub struct TopicChange {
    /// How many partitions it shall have; only more than it has.
    pub partitions: Option<u32>,
    /// A merge patch: a null goes back to the default.
    pub config: BTreeMap<String, Option<String>>,
}

fn is_default(rule: &ConfigRule, config: &ConfigValue) -> bool {
    let default = rule.default_value();
    default.is_some() && default == config.value
}

impl TopicChange {
    /// Whether the topic is as it shall be.
    fn is_in_force(&self, topic: &Topic, rules: &BTreeMap<String, ConfigRule>) -> bool {
        let held = u32::try_from(topic.partitions.len()).unwrap_or(u32::MAX);
        self.partitions.is_none_or(|wanted| held >= wanted)
            && self.config.iter().all(|(name, wanted)| {
                let found = topic.config.get(name);
                found.is_some_and(|found| match wanted {
                    Some(_) => found.value == *wanted,
                    None => {
                        found.source == ConfigSource::Default
                            || rules.get(name).is_some_and(|rule| is_default(rule, found))
                    }
                })
            })
    }
}

/// Changes configurations and adds partitions; in a dry run, asks Kafka whether it would.
pub async fn update(
    app: &App,
    caller: &Caller,
    (instance, name): &(InstanceId, TopicName),
    change: &TopicChange,
    dry_run: bool,
) -> Result<(Tx, OwnTopic), AppError> {
    let action = Action::TopicUpdate;
    let mut session = connect(app, caller, action, *instance).await?;
    let wanted = change.config.iter();
    check_config(wanted.map(|(name, value)| (name.as_str(), value.as_deref().unwrap_or(""))))?;
    let failed = |error| refused(error, action, Some(name));
    let before = session.kafka.describe_topic(name).await.map_err(failed)?;
    let held = u32::try_from(before.partitions.len()).unwrap_or(u32::MAX);
    match change.partitions {
        Some(wanted) if wanted < held => {
            let detail = format!("the topic has {held} partitions; their number can only grow");
            let error = FieldError::new("/partitions", "cannot_shrink", detail);
            return Err(AppError::Invalid(vec![error]));
        }
        Some(wanted) if wanted > held => {
            session.kafka.add_partitions(name, wanted, dry_run).await.map_err(failed)?;
        }
        Some(_) | None => {}
    }
    if !change.config.is_empty() {
        let changes = &change.config;
        session.kafka.alter_topic_config(name, changes, dry_run).await.map_err(failed)?;
    }
    if dry_run {
        let planned = before.changed(change.partitions, &change.config);
        return Ok((app.begin().await?, session.own(app, planned)));
    }
    let detail = serde_json::json!({
        "partitions": { "from": held, "to": change.partitions }, "config": change.config,
    });
    let rules = session.rules(app);
    let shows = |topic: &Topic| change.is_in_force(topic, &rules);
    let outcome = session.kafka.describe_changed(name, shows).await;
    session.conclude(app, action, name, detail, outcome).await
}

/// Deletes a topic with its records; in a dry run, looks whether it is there.
pub async fn delete(
    app: &App,
    caller: &Caller,
    (instance, name): &(InstanceId, TopicName),
    dry_run: bool,
) -> Result<Tx, AppError> {
    let action = Action::TopicDelete;
    let mut session = connect(app, caller, action, *instance).await?;
    let failed = |error| refused(error, action, Some(name));
    if dry_run {
        session.kafka.describe_topic(name).await.map_err(failed)?;
        return app.begin().await;
    }
    session.kafka.delete_topic(name).await.map_err(failed)?;
    let gone = session.kafka.wait_until_gone(name).await;
    let subject = Subject::new("topic", name);
    let tx = session.record(app, action, subject, serde_json::json!({})).await?;
    match gone {
        Ok(()) => Ok(tx),
        Err(error) => {
            tx.commit().await?;
            Err(failed(error))
        }
    }
}
