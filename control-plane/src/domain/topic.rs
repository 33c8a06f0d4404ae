//! Topics as a tenant sees them. Kafka is the truth for them; nothing here is stored.

use std::{collections::BTreeMap, fmt, str::FromStr};

mod list;

use serde::Serialize;
use wire::tenancy::TenantPrefix;

use super::name::Invalid;
pub use list::{ListedTopic, TopicFilter, TopicPlace, TopicStats};

/// Kafka's limit less the tenant's prefix.
const MAX_LEN: usize = 249 - TenantPrefix::LEN;

/// Whether Kafka could hold a topic of this name, or one that starts so.
pub(super) fn is_legal(text: &str) -> bool {
    (1..=MAX_LEN).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

/// A topic's name: 1 to 238 letters, digits, dots, underscores and hyphens; not `.` or `..`, and
/// not beginning with `__`, which is kept for the service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct TopicName(String);

impl TopicName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TopicName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if is_legal(text) && text != "." && text != ".." && !text.starts_with("__") {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(
                "invalid_topic_name",
                format!(
                    "a topic's name has 1 to {MAX_LEN} letters, digits, `.`, `_` and `-`, is not \
                     `.` or `..`, and does not begin with `__`"
                ),
            ))
        }
    }
}

impl From<TopicName> for String {
    fn from(name: TopicName) -> Self {
        name.0
    }
}

impl fmt::Display for TopicName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One line of a list of topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicSummary {
    /// Its name.
    pub name: String,
    /// How many partitions it has.
    pub partitions: u32,
    /// How many copies of each.
    pub replication_factor: u32,
}

/// A topic with all that is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// Kafka's id for it, as Kafka prints it.
    pub id: String,
    /// Its partitions, by number.
    pub partitions: Vec<Partition>,
    /// Its configuration, by name.
    pub config: BTreeMap<String, ConfigValue>,
}

impl Topic {
    /// What a topic would be, as far as is known before it exists.
    pub fn planned(new: &NewTopic) -> Self {
        let empty = Self {
            name: new.name.to_string(),
            id: String::new(),
            partitions: Vec::new(),
            config: BTreeMap::new(),
        };
        let config = new.config.iter().map(|(name, value)| (name.clone(), Some(value.clone())));
        empty.changed(Some(new.partitions.unwrap_or(1)), &config.collect())
    }

    /// What it would be after a change. A configuration that goes back to its default is left out:
    /// only Kafka knows the default.
    #[must_use]
    pub fn changed(
        mut self,
        partitions: Option<u32>,
        config: &BTreeMap<String, Option<String>>,
    ) -> Self {
        let held = self.partitions.len();
        let wanted = partitions.and_then(|wanted| i32::try_from(wanted).ok()).unwrap_or(0);
        self.partitions.extend((0..wanted).skip(held).map(|index| Partition {
            index,
            leader: None,
            replicas: Vec::new(),
            in_sync_replicas: Vec::new(),
            start_offset: None,
            end_offset: None,
        }));
        for (name, value) in config {
            self.config.remove(name);
            if let Some(value) = value.clone() {
                let source = ConfigSource::Topic;
                let value = ConfigValue { value: Some(value), source, read_only: false };
                self.config.insert(name.clone(), value);
            }
        }
        self
    }
}

/// One partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// Its number.
    pub index: i32,
    /// The broker that serves it, if there is one.
    pub leader: Option<i32>,
    /// The brokers that hold it.
    pub replicas: Vec<i32>,
    /// Those of them that are up to date.
    pub in_sync_replicas: Vec<i32>,
    /// The first offset still held, if its broker answered.
    pub start_offset: Option<i64>,
    /// The offset the next record will get, if its broker answered.
    pub end_offset: Option<i64>,
}

/// One configuration of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigValue {
    /// What is in force.
    pub value: Option<String>,
    /// Where that comes from.
    pub source: ConfigSource,
    /// Whether it can be changed here.
    pub read_only: bool,
}

/// Where a configuration's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigSource {
    /// Set on the topic.
    Topic,
    /// The service's or Kafka's default.
    Default,
}

impl ConfigSource {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Topic, Self::Default];

    /// The stable text form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Default => "default",
        }
    }
}

/// A topic to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTopic {
    /// Its name.
    pub name: TopicName,
    /// How many partitions; the service's default if not chosen.
    pub partitions: Option<u32>,
    /// Configurations that differ from the defaults.
    pub config: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_kafka_would_refuse_or_that_are_ours_are_refused() {
        for good in ["a", "orders.v1", "A_b-c.9", "_x", &"a".repeat(238)] {
            assert!(good.parse::<TopicName>().is_ok(), "{good}");
        }
        for bad in ["", ".", "..", "__x", "a b", "a/b", "a\0", "ä", &"a".repeat(239)] {
            assert!(bad.parse::<TopicName>().is_err(), "{bad:?}");
        }
    }
}
