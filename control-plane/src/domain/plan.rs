//! The catalogue: which plans there are, what each allows, and what clusters are made of.
//!
//! It is data, read once at the start and refused as a whole if any part is wrong, with the key that
//! is. A *profile* is a merge patch on the rest of the file: the same catalogue, scaled for one
//! machine.

use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use wire::tenancy::{ConfigRule, Limits};

use super::{cluster::ClusterKind, name::Name, placement::Placement, quota::QuotaName};

/// The catalogue that comes with the program.
pub const EMBEDDED: &str = include_str!("../../plans.json");

/// A plan customers may choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What people call it.
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Where its instances run.
    pub placement: Placement,
    /// What one instance may use.
    pub limits: Limits,
    /// Which topic configurations may be set, and to what.
    pub topic_configs: BTreeMap<String, ConfigRule>,
}

/// What clusters of one kind are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterShape {
    /// How many brokers.
    pub brokers: u16,
    /// Heap of each broker's JVM.
    pub heap_mib: u32,
    /// Memory of each broker, heap and page cache together. One machine for all does not divide it.
    pub memory_mib: u32,
    /// Thousandths of a core that are set aside for each broker; it may use more where more is free.
    pub cpu_millis: u32,
    /// Size of each broker's volume, where it has one.
    pub storage_gib: u32,
}

/// What a broker's JVM takes besides its heap: code, stacks, buffers of the network.
const JAVA_OVERHEAD_MIB: u32 = 256;

/// The shared cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cells {
    /// How many there should be.
    pub count: u16,
    /// What each is made of.
    pub shape: ClusterShape,
    /// How many partitions each may grant to its instances altogether.
    pub partition_capacity: u32,
}

/// Why a catalogue cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// It is not JSON.
    #[error("the plan catalogue is not JSON")]
    Syntax(#[source] serde_json::Error),
    /// A part of it does not have the form it should.
    #[error("plan catalogue, `{key}`")]
    Form {
        /// Where.
        key: String,
        /// What serde expected there.
        #[source]
        source: serde_json::Error,
    },
    /// A value makes no sense.
    #[error("plan catalogue, `{key}`: {detail}")]
    Value {
        /// Where.
        key: String,
        /// What was expected.
        detail: String,
    },
}

fn wrong(key: impl Into<String>, detail: impl Into<String>) -> CatalogueError {
    CatalogueError::Value { key: key.into(), detail: detail.into() }
}

/// All that is known about plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    kafka_version: String,
    plans: BTreeMap<String, Plan>,
    cells: Cells,
    dedicated: ClusterShape,
    default_quotas: BTreeMap<QuotaName, i64>,
}

impl Catalogue {
    /// Reads a catalogue, scaled by one of its profiles if one is named.
    pub fn load(text: &str, profile: Option<&str>) -> Result<Self, CatalogueError> {
        let mut root: Value = serde_json::from_str(text).map_err(CatalogueError::Syntax)?;
        let profiles = take(&mut root, "profiles");
        if let Some(profile) = profile {
            let key = format!("profiles.{profile}");
            let patch = profiles
                .get(profile)
                .ok_or_else(|| wrong(&key, "there is no such profile in the catalogue"))?;
            merge(&mut root, patch);
        }
        Self::parse(root)
    }

    fn parse(mut root: Value) -> Result<Self, CatalogueError> {
        let kafka_version = section("kafka_version", take(&mut root, "kafka_version"))?;
        let plans: BTreeMap<String, Value> = section("plans", take(&mut root, "plans"))?;
        let plans = plans.into_iter().map(|(name, value)| {
            let plan = plan(&format!("plans.{name}"), &name, value)?;
            Ok((name, plan))
        });
        let plans = plans.collect::<Result<BTreeMap<_, _>, CatalogueError>>()?;
        if plans.is_empty() {
            return Err(wrong("plans", "there must be at least one plan"));
        }
        let mut clusters = take(&mut root, "clusters");
        let mut shared = take(&mut clusters, "shared");
        let cells = Cells {
            count: section("clusters.shared.count", take(&mut shared, "count"))?,
            partition_capacity: section(
                "clusters.shared.partition_capacity",
                take(&mut shared, "partition_capacity"),
            )?,
            shape: shape("clusters.shared", shared)?,
        };
        let dedicated = shape("clusters.dedicated", take(&mut clusters, "dedicated"))?;
        nothing_left("clusters", &clusters)?;
        let default_quotas: BTreeMap<QuotaName, i64> =
            section("default_quotas", take(&mut root, "default_quotas"))?;
        for quota in QuotaName::ALL {
            if default_quotas.get(&quota).is_none_or(|limit| *limit < 0) {
                let detail = "a limit of at least 0 is required";
                return Err(wrong(format!("default_quotas.{quota}"), detail));
            }
        }
        nothing_left("", &root)?;
        Ok(Self { kafka_version, plans, cells, dedicated, default_quotas })
    }

    /// The Kafka version that new clusters run.
    pub fn kafka_version(&self) -> &str {
        &self.kafka_version
    }

    /// Every plan, by name.
    pub const fn plans(&self) -> &BTreeMap<String, Plan> {
        &self.plans
    }

    /// The plan of this name.
    pub fn plan(&self, name: &str) -> Option<&Plan> {
        self.plans.get(name)
    }

    /// The shared cells there should be.
    pub const fn cells(&self) -> Cells {
        self.cells
    }

    /// What clusters of this kind are made of.
    pub const fn shape(&self, kind: ClusterKind) -> ClusterShape {
        match kind {
            ClusterKind::Shared => self.cells.shape,
            ClusterKind::Dedicated => self.dedicated,
        }
    }

    /// The quotas a new org gets.
    pub const fn default_quotas(&self) -> &BTreeMap<QuotaName, i64> {
        &self.default_quotas
    }
}

fn take(from: &mut Value, key: &str) -> Value {
    from.as_object_mut().and_then(|object| object.remove(key)).unwrap_or(Value::Null)
}

fn section<T: DeserializeOwned>(key: &str, value: Value) -> Result<T, CatalogueError> {
    serde_json::from_value(value)
        .map_err(|source| CatalogueError::Form { key: key.to_owned(), source })
}

fn nothing_left(within: &str, rest: &Value) -> Result<(), CatalogueError> {
    match rest.as_object().and_then(|object| object.keys().next()) {
        None => Ok(()),
        Some(key) if within.is_empty() => Err(wrong(key, "unknown key")),
        Some(key) => Err(wrong(format!("{within}.{key}"), "unknown key")),
    }
}

fn plan(key: &str, name: &str, mut value: Value) -> Result<Plan, CatalogueError> {
    if let Err(invalid) = name.parse::<Name>() {
        return Err(wrong(key, invalid.detail));
    }
    let limits: Limits = section(&format!("{key}.limits"), take(&mut value, "limits"))?;
    let zero = [
        ("partitions", u64::from(limits.partitions)),
        ("groups", u64::from(limits.groups)),
        ("connections", u64::from(limits.connections)),
        ("bytes_in_per_second", limits.bytes_in_per_second),
        ("bytes_out_per_second", limits.bytes_out_per_second),
        ("max_message_bytes", u64::from(limits.max_message_bytes)),
    ]
    .into_iter()
    .find(|(_, limit)| *limit == 0);
    if let Some((limit, _)) = zero {
        return Err(wrong(format!("{key}.limits.{limit}"), "must be at least 1"));
    }
    let rules: BTreeMap<String, Value> =
        section(&format!("{key}.topic_configs"), take(&mut value, "topic_configs"))?;
    let mut topic_configs = BTreeMap::new();
    for (config, rule) in rules {
        let key = format!("{key}.topic_configs.{config}");
        let rule: ConfigRule = section(&key, rule)?;
        sensible(&key, &config, &rule)?;
        topic_configs.insert(config, rule);
    }
    let plan = Plan {
        title: section(&format!("{key}.title"), take(&mut value, "title"))?,
        description: section(&format!("{key}.description"), take(&mut value, "description"))?,
        placement: section(&format!("{key}.placement"), take(&mut value, "placement"))?,
        limits,
        topic_configs,
    };
    nothing_left(key, &value)?;
    Ok(plan)
}

fn sensible(key: &str, config: &str, rule: &ConfigRule) -> Result<(), CatalogueError> {
    match rule {
        ConfigRule::Integer { min, max, .. } if min > max => {
            return Err(wrong(key, format!("`min` {min} is above `max` {max}")));
        }
        ConfigRule::OneOf { values, .. } if values.is_empty() => {
            return Err(wrong(key, "`values` must not be empty"));
        }
        ConfigRule::Integer { .. } | ConfigRule::OneOf { .. } => {}
    }
    match rule.default_value().map(|default| rule.check(config, &default)) {
        Some(Err(detail)) => Err(wrong(format!("{key}.default"), detail)),
        Some(Ok(())) | None => Ok(()),
    }
}

fn shape(key: &str, value: Value) -> Result<ClusterShape, CatalogueError> {
    let shape: ClusterShape = section(key, value)?;
    if !matches!(shape.brokers, 1 | 3) {
        return Err(wrong(format!("{key}.brokers"), "must be 1 or 3"));
    }
    if shape.heap_mib < 64 {
        return Err(wrong(format!("{key}.heap_mib"), "must be at least 64"));
    }
    if shape.memory_mib < shape.heap_mib + JAVA_OVERHEAD_MIB {
        let least = shape.heap_mib + JAVA_OVERHEAD_MIB;
        return Err(wrong(
            format!("{key}.memory_mib"),
            format!("must be at least {least}: `heap_mib` and what Java needs besides"),
        ));
    }
    if shape.storage_gib == 0 {
        return Err(wrong(format!("{key}.storage_gib"), "must be at least 1"));
    }
    Ok(shape)
}

/// RFC 7386: objects merge, null removes, everything else replaces.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(target) = target {
        for (key, value) in patch {
            if value.is_null() {
                target.remove(key);
            } else {
                merge(target.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_catalogue_is_sound_in_every_profile() {
        let full = Catalogue::load(EMBEDDED, None).unwrap();
        let dev = Catalogue::load(EMBEDDED, Some("dev")).unwrap();
        assert_eq!(full.plan("standard").unwrap().limits.partitions, 100);
        assert_eq!(full.plan("standard").unwrap().limits.bytes_in_per_second, 20_000_000);
        assert_eq!(full.plan("enterprise").unwrap().limits.partitions, 3000);
        assert_eq!(full.shape(ClusterKind::Shared).brokers, 3);
        assert_eq!(dev.shape(ClusterKind::Shared).brokers, 1);
        assert_eq!(dev.plan("standard"), full.plan("standard"));
        assert!(dev.plan("enterprise").unwrap().limits.partitions < 3000);
    }

    #[test]
    fn every_mistake_is_refused_with_its_key() {
        let embedded: Value = serde_json::from_str(EMBEDDED).unwrap();
        let refuse = |pointer: &str, value: Value| {
            let mut broken = embedded.clone();
            *broken.pointer_mut(pointer).unwrap() = value;
            let error = Catalogue::load(&broken.to_string(), None).unwrap_err();
            error.to_string()
        };
        let standard = "/plans/standard";
        for (pointer, value, key) in [
            ("/kafka_version".to_owned(), Value::Null, "kafka_version"),
            (format!("{standard}/title"), Value::from(1), "plans.standard.title"),
            (format!("{standard}/placement"), "moon".into(), "plans.standard.placement"),
            (format!("{standard}/limits/partitions"), 0.into(), "plans.standard.limits.partitions"),
            (format!("{standard}/limits"), Value::Null, "plans.standard.limits"),
            (
                format!("{standard}/topic_configs/retention.ms/min"),
                i64::MAX.into(),
                "plans.standard.topic_configs.retention.ms",
            ),
            (
                format!("{standard}/topic_configs/retention.ms/default"),
                1.into(),
                "plans.standard.topic_configs.retention.ms.default",
            ),
            ("/clusters/shared/brokers".to_owned(), 2.into(), "clusters.shared.brokers"),
            ("/clusters/dedicated/heap_mib".to_owned(), 1.into(), "clusters.dedicated.heap_mib"),
            ("/default_quotas/partitions".to_owned(), (-1).into(), "default_quotas.partitions"),
        ] {
            let message = refuse(&pointer, value);
            assert!(message.contains(&format!("`{key}`")), "{pointer}: {message}");
        }
        let mut extra = embedded.clone();
        extra["plans"]["standard"]["price"] = 1.into();
        let message = Catalogue::load(&extra.to_string(), None).unwrap_err().to_string();
        assert!(message.contains("`plans.standard.price`"), "{message}");
        assert!(Catalogue::load(EMBEDDED, Some("moon")).is_err());
        assert!(Catalogue::load("{", None).is_err());
    }
}
