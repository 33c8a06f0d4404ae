//! What a table says about a field: its type, the versions that have it and what it means.

/// What a value means to a gateway that keeps tenants apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entity {
    /// Nobody has looked at this field yet; an API that has one must not be let through.
    Unclassified,
    /// A group of fields.
    Structure,
    /// A number without a meaning of its own here.
    Number,
    /// The name of a topic.
    TopicName,
    /// The id of a topic.
    TopicId,
    /// The id of a group of any type.
    GroupId,
    /// The id of a transactional producer.
    TransactionalId,
    /// A group, a transactional producer or a share partition, as the key type says.
    CoordinatorKey,
    /// A topic, a group, a broker or another resource, as the resource type beside it says.
    ResourceName,
    /// A `ConsumerProtocolSubscription` when the protocol type is `consumer`.
    MemberSubscription,
    /// A `ConsumerProtocolAssignment` when the protocol type is `consumer`.
    MemberAssignment,
    /// What kind of group; `consumer` gives the member blobs their meaning.
    ProtocolType,
    /// A pattern that the broker would match against names.
    Regex,
    /// Free text of the broker, which may quote names.
    ErrorMessage,
    /// The name of a setting.
    ConfigName,
    /// The value of a setting.
    ConfigValue,
    /// The id of a group's member, or the instance id its application chose.
    MemberId,
    /// What a client calls itself.
    ClientId,
    /// The address a client connects from.
    ClientHost,
    /// The id of the cluster.
    ClusterId,
    /// The host of a broker.
    Host,
    /// The rack of a broker.
    Rack,
    /// A file path on a broker.
    Path,
    /// A user.
    Principal,
    /// The host of an access rule.
    AclHost,
    /// Whom a client quota concerns.
    QuotaEntity,
    /// Credentials.
    Secret,
    /// Record batches.
    Records,
    /// Carried through: a word of the protocol, or a client's own.
    Opaque,
    /// The id of a broker.
    BrokerId,
    /// The id of a producer.
    ProducerId,
    /// For how long a client is asked to wait.
    ThrottleTime,
    /// An error code.
    ErrorCode,
    /// The id of a fetch session.
    SessionId,
    /// The epoch of a fetch session.
    SessionEpoch,
    /// Who fetches: −1 for a client.
    ReplicaId,
    /// A limit of a response's size.
    MaxBytes,
    /// What kind of resource the name beside it has.
    ResourceType,
    /// What kind of key a coordinator is asked for.
    KeyType,
    /// How many replicas a produce request waits for.
    Acks,
    /// What the caller may do, as a bit field.
    AuthorizedOperations,
}

/// The type of a value on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One byte, zero or not.
    Bool,
    /// One byte.
    Int8,
    /// Two bytes.
    Int16,
    /// Two bytes without sign.
    Uint16,
    /// Four bytes.
    Int32,
    /// Eight bytes.
    Int64,
    /// Eight bytes.
    Float64,
    /// Text with its length.
    Text,
    /// Bytes with their length.
    Bytes,
    /// Record batches with their length.
    RecordSet,
    /// Sixteen bytes.
    Uuid,
    /// Fields in a row.
    Structure,
}

impl Kind {
    /// Bytes that a value takes, when all values take the same.
    pub const fn width(self) -> Option<usize> {
        match self {
            Self::Bool | Self::Int8 => Some(1),
            Self::Int16 | Self::Uint16 => Some(2),
            Self::Int32 => Some(4),
            Self::Int64 | Self::Float64 => Some(8),
            Self::Uuid => Some(16),
            Self::Text | Self::Bytes | Self::RecordSet | Self::Structure => None,
        }
    }
}

/// "Never", as a first version.
pub(super) const N: i16 = i16::MAX;

/// A field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Kafka's names from the body down, joined by dots: `Topics.Partitions.ErrorCode`.
    pub path: &'static str,
    /// Its type, or that of its elements.
    pub kind: Kind,
    /// Whether it is an array.
    pub is_array: bool,
    /// What it means.
    pub entity: Entity,
    /// Its number, when it is a tagged field.
    pub tag: Option<u32>,
    /// Its own fields.
    pub fields: &'static [Field],
    min: i16,
    max: i16,
    first_nullable: i16,
}

impl Field {
    /// Whether the version has the field.
    pub const fn is_in(&self, version: i16) -> bool {
        self.min <= version && version <= self.max
    }

    /// Whether null may stand in this version.
    pub const fn is_nullable(&self, version: i16) -> bool {
        self.first_nullable <= version
    }
}

/// The body of a request or response.
#[derive(Debug)]
pub struct Schema {
    /// The first version with compact lengths and tagged fields.
    pub first_flexible: i16,
    /// Its fields.
    pub fields: &'static [Field],
}

impl Schema {
    /// Whether the version has compact lengths and tagged fields.
    pub const fn is_flexible(&self, version: i16) -> bool {
        self.first_flexible <= version
    }
}

/// An API.
#[derive(Debug)]
pub struct Api {
    /// Its number.
    pub key: i16,
    /// Its name.
    pub name: &'static str,
    /// First and last version.
    pub versions: (i16, i16),
    /// What a client asks.
    pub request: Schema,
    /// What a broker answers.
    pub response: Schema,
}

impl Api {
    /// Whether the tables know this version.
    pub const fn has_version(&self, version: i16) -> bool {
        self.versions.0 <= version && version <= self.versions.1
    }
}

/// A field of a simple type.
pub(super) const fn f(
    path: &'static str,
    kind: Kind,
    entity: Entity,
    min: i16,
    max: i16,
    first_nullable: i16,
) -> Field {
    Field { path, kind, is_array: false, entity, tag: None, fields: &[], min, max, first_nullable }
}

/// An array of a simple type.
pub(super) const fn a(
    path: &'static str,
    kind: Kind,
    entity: Entity,
    min: i16,
    max: i16,
    first_nullable: i16,
) -> Field {
    Field { is_array: true, ..f(path, kind, entity, min, max, first_nullable) }
}

/// A structure.
pub(super) const fn s(
    path: &'static str,
    min: i16,
    max: i16,
    first_nullable: i16,
    fields: &'static [Field],
) -> Field {
    Field { fields, ..f(path, Kind::Structure, Entity::Structure, min, max, first_nullable) }
}

/// An array of structures.
pub(super) const fn sa(
    path: &'static str,
    min: i16,
    max: i16,
    first_nullable: i16,
    fields: &'static [Field],
) -> Field {
    Field { is_array: true, ..s(path, min, max, first_nullable, fields) }
}

/// Makes a field a tagged one.
pub(super) const fn t(tag: u32, field: Field) -> Field {
    Field { tag: Some(tag), ..field }
}
