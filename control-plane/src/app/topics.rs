//! Topics of an instance, through its gateway, as the caller.
//!
//! Whether the caller may is asked twice: here, of the access table, and by the gateway, of the
//! grants that the caller's role stands for. Limits and configurations are the gateway's to decide;
//! its words reach the caller.
//!
//! Unlike other use cases these open their transactions themselves, because none may be open while
//! Kafka is asked: a slow cluster would keep the database's connections from everybody else. The
//! caller is authorised in one, and what was done is recorded in another. So Kafka's change comes
//! first, and a control plane that dies in between leaves a change without its audit record; whoever
//! repeats the request then finds the change made (`name_taken` for a topic that was created).

use std::{collections::BTreeMap, sync::Arc};

use wire::{
    ids::InstanceId,
    kafka::ErrorCode,
    tenancy::{ACCESS_TOKEN_ISSUER, AccessClaims, ConfigRule},
};

use super::{
    App, AppError, Caller, Conflict, FieldError, Noun, audit,
    instances::{authorize_on, require},
};
use crate::{
    domain::{
        access::{Action, Role},
        audit::Subject,
        grant,
        instance::Instance,
        page::{Page, PageRequest},
        topic::{ConfigSource, ConfigValue, NewTopic, Topic, TopicName, TopicSummary},
    },
    kafka::tenant_session::{SessionError, TenantEndpoint, TenantSession},
    store::{OrgScope, Tx, clusters},
};

/// How long the gateway accepts the token of one request.
const TOKEN_LIFE_S: i64 = 60;
/// The longest name or value of a configuration: far more than any has, and less than a text in
/// Kafka's protocol can have.
const MAX_CONFIG_LEN: usize = 4096;
/// How far the gateway's clock may be behind ours.
const CLOCK_SKEW_S: i64 = 5;

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

/// A connection to an instance on the caller's behalf.
pub(super) struct Session {
    pub(super) scope: OrgScope,
    instance: Instance,
    pub(super) kafka: TenantSession,
}

/// Authorises the caller and signs in to the instance's gateway in its name.
pub(super) async fn connect(
    app: &App,
    caller: &Caller,
    action: Action,
    id: InstanceId,
) -> Result<Session, AppError> {
    let mut tx = app.begin().await?;
    let scope = authorize_on(app, &mut tx, caller, action, id).await?;
    let instance = require(&mut tx, &scope, id).await?;
    let cluster = match instance.cluster_id {
        Some(cluster) if instance.phase.serves() => {
            clusters::of_instance(&mut tx, &scope, cluster).await?
        }
        Some(_) | None => None,
    };
    tx.commit().await?;
    let reached = cluster.and_then(|cluster| {
        let endpoint = TenantEndpoint {
            gateways: Some(cluster.internal_gateways).filter(|known| !known.is_empty())?,
            ca_certificate_pem: cluster.ca_certificate_pem?,
        };
        Some((cluster.id, endpoint))
    });
    let Some((cluster, endpoint)) = reached else {
        let phase = instance.phase;
        let detail = format!("the instance is {phase}; it has topics once it is ready");
        return Err(Conflict::WrongState { detail }.into());
    };
    let now = app.clock.now() / 1000;
    let token = app.keyring.sign_access(&AccessClaims {
        iss: ACCESS_TOKEN_ISSUER.to_owned(),
        aud: cluster.to_string(),
        sub: caller.actor.id(),
        iat: now,
        nbf: now - CLOCK_SKEW_S,
        exp: now + TOKEN_LIFE_S,
        tenant: id,
        grants: grant::of_role(scope.role()),
    });
    let kafka = TenantSession::connect(&endpoint, token, Arc::clone(&app.entropy))
        .await
        .map_err(|error| refused(error, action, None))?;
    Ok(Session { scope, instance, kafka })
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

    /// Begins a transaction and writes down in it what was done.
    pub(super) async fn record(
        &mut self,
        app: &App,
        action: Action,
        name: &TopicName,
        mut detail: serde_json::Value,
    ) -> Result<Tx, AppError> {
        detail["instance_id"] = serde_json::json!(self.instance.id);
        let mut tx = app.begin().await?;
        let subject = Subject::new("topic", name);
        audit::record(app, &mut tx, &self.scope, action, subject, detail).await?;
        Ok(tx)
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
        let tx = self.record(app, action, name, detail).await?;
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
    let (code, message) = match error {
        SessionError::Refused { code, message, .. } => (code, message),
        SessionError::Unreachable(source) => {
            return AppError::InstanceUnreachable { source: Box::new(source) };
        }
        error @ SessionError::Certificate(_) => {
            return AppError::internal("trust the instance's gateways", error);
        }
    };
    let said = message.unwrap_or_else(|| code.name().to_owned());
    match code {
        ErrorCode::UNKNOWN_TOPIC_OR_PARTITION | ErrorCode::UNKNOWN_TOPIC_ID => {
            AppError::NotFound(Noun::Topic)
        }
        ErrorCode::TOPIC_ALREADY_EXISTS => {
            let name = topic.map(ToString::to_string).unwrap_or_default();
            Conflict::NameTaken { noun: Noun::Topic, name }.into()
        }
        ErrorCode::TOPIC_AUTHORIZATION_FAILED | ErrorCode::CLUSTER_AUTHORIZATION_FAILED => {
            AppError::Forbidden(action)
        }
        ErrorCode::POLICY_VIOLATION
        | ErrorCode::THROTTLING_QUOTA_EXCEEDED
        | ErrorCode::INVALID_REPLICATION_FACTOR
        | ErrorCode::INVALID_REQUEST => AppError::PolicyViolation(said),
        ErrorCode::INVALID_CONFIG => AppError::field("/config", "invalid_config", said),
        ErrorCode::INVALID_PARTITIONS => AppError::field("/partitions", "invalid_partitions", said),
        ErrorCode::INVALID_TOPIC_EXCEPTION => AppError::field("/name", "invalid_topic_name", said),
        code if code.is_retriable() => AppError::InstanceUnreachable {
            source: format!("Kafka answered {}", code.name()).into(),
        },
        code => AppError::internal("ask the instance's Kafka", format!("{}: {said}", code.name())),
    }
}

/// An instance's topics; those that begin with `prefix`.
pub async fn list(
    app: &App,
    caller: &Caller,
    instance: InstanceId,
    prefix: &str,
    page: &PageRequest<String>,
) -> Result<Page<TopicSummary, String>, AppError> {
    let action = Action::TopicRead;
    let mut session = connect(app, caller, action, instance).await?;
    let mut topics =
        session.kafka.list_topics().await.map_err(|error| refused(error, action, None))?;
    let wanted = usize::from(page.limit) + 1;
    if page.order.descending {
        topics.reverse();
    }
    let follows = |name: &String, after: &String| {
        if page.order.descending { name < after } else { name > after }
    };
    let rows = topics
        .into_iter()
        .filter(|topic| topic.name.starts_with(prefix))
        .filter(|topic| page.after.as_ref().is_none_or(|after| follows(&topic.name, after)))
        .take(wanted);
    Ok(Page::cut(rows.collect(), page, |topic| topic.name.clone()))
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
    let tx = session.record(app, action, name, serde_json::json!({})).await?;
    match gone {
        Ok(()) => Ok(tx),
        Err(error) => {
            tx.commit().await?;
            Err(failed(error))
        }
    }
}
