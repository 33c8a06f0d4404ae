// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `Fetch`, API 1, versions 4 to 18.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `FetchRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct FetchRequest {
        pub cluster_id: Option<String>,
        pub replica_id: i32,
        pub replica_state: ReplicaState,
        pub max_wait_ms: i32,
        pub min_bytes: i32,
        pub max_bytes: i32,
        pub isolation_level: i8,
        pub session_id: i32,
        pub session_epoch: i32,
        pub topics: Vec<FetchTopic>,
        pub forgotten_topics_data: Vec<ForgottenTopic>,
        pub rack_id: String,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for FetchRequest {
        fn default() -> Self {
            Self {
                cluster_id: None,
                replica_id: -1,
                replica_state: ReplicaState::default(),
                max_wait_ms: 0,
                min_bytes: 0,
                max_bytes: 2_147_483_647,
                isolation_level: 0,
                session_id: 0,
                session_epoch: -1,
                topics: Vec::new(),
                forgotten_topics_data: Vec::new(),
                rack_id: String::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for FetchRequest {
        const NAME: &'static str = "FetchRequest";
        const VERSIONS: RangeInclusive<i16> = 4..=18;
        const FIRST_FLEXIBLE: i16 = 12;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 12;
            if version <= 14 {
                out.put_i32(self.replica_id);
            } else {
                absent(self.replica_id == -1, "replica_id", version)?;
            }
            out.put_i32(self.max_wait_ms);
            out.put_i32(self.min_bytes);
            out.put_i32(self.max_bytes);
            out.put_i8(self.isolation_level);
            if version >= 7 {
                out.put_i32(self.session_id);
            }
            if version >= 7 {
                out.put_i32(self.session_epoch);
            }
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            if version >= 7 {
                writer::array(out, flexible, Some(&self.forgotten_topics_data), |e, out| {
                    e.encode(version, out)
                })?;
            } else {
                absent(self.forgotten_topics_data.is_empty(), "forgotten_topics_data", version)?;
            }
            if version >= 11 {
                writer::string(out, flexible, Some(&self.rack_id))?;
            }
            let mut tags = writer::Tags::default();
            if version >= 12 {
                tags.put(0, self.cluster_id.is_none(), |out| {
                    writer::string(out, flexible, self.cluster_id.as_deref())?;
                    Ok(())
                })?;
            }
            if version >= 15 {
                tags.put(1, self.replica_state == ReplicaState::default(), |out| {
                    self.replica_state.encode(version, out)?;
                    Ok(())
                })?;
            } else {
                absent(self.replica_state == ReplicaState::default(), "replica_state", version)?;
            }
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 12;
            let mut this = Self {
                cluster_id: None,
                replica_id: if version <= 14 { input.i32()? } else { -1 },
                replica_state: ReplicaState::default(),
                max_wait_ms: input.i32()?,
                min_bytes: input.i32()?,
                max_bytes: input.i32()?,
                isolation_level: input.i8()?,
                session_id: if version >= 7 { input.i32()? } else { 0 },
                session_epoch: if version >= 7 { input.i32()? } else { -1 },
                topics: required(
                    input.array(flexible, |input| FetchTopic::decode(version, input))?,
                    "topics",
                )?,
                forgotten_topics_data: if version >= 7 {
                    required(
                        input.array(flexible, |input| ForgottenTopic::decode(version, input))?,
                        "forgotten_topics_data",
                    )?
                } else {
                    Vec::new()
                },
                rack_id: if version >= 11 {
                    required(input.string(flexible)?, "rack_id")?
                } else {
                    String::new()
                },
                unknown_tagged_fields: TaggedFields::new(),
            };
            this.unknown_tagged_fields = input.tagged(flexible, |tag, input| {
                match tag {
                    0 if version >= 12 => {
                        this.cluster_id = input.string(flexible)?;
                    }
                    1 if version >= 15 => {
                        this.replica_state = ReplicaState::decode(version, input)?;
                    }
                    _ => return Ok(false),
                }
                Ok(true)
            })?;
            Ok(this)
        }
    }

    impl Request for FetchRequest {
        const KEY: i16 = 1;
        type Response = super::response::FetchResponse;
    }

    /// `FetchPartition`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct FetchPartition {
        pub partition: i32,
        pub current_leader_epoch: i32,
        pub fetch_offset: i64,
        pub last_fetched_epoch: i32,
        pub log_start_offset: i64,
        pub partition_max_bytes: i32,
        pub replica_directory_id: Uuid,
        pub high_watermark: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for FetchPartition {
        fn default() -> Self {
            Self {
                partition: 0,
                current_leader_epoch: -1,
                fetch_offset: 0,
                last_fetched_epoch: -1,
                log_start_offset: -1,
                partition_max_bytes: 0,
                replica_directory_id: Uuid::nil(),
                high_watermark: 9_223_372_036_854_775_807,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl FetchPartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 12;
            out.put_i32(self.partition);
            if version >= 9 {
                out.put_i32(self.current_leader_epoch);
            }
            out.put_i64(self.fetch_offset);
            if version >= 12 {
                out.put_i32(self.last_fetched_epoch);
            } else {
                absent(self.last_fetched_epoch == -1, "last_fetched_epoch", version)?;
            }
            if version >= 5 {
                out.put_i64(self.log_start_offset);
            }
            out.put_i32(self.partition_max_bytes);
            let mut tags = writer::Tags::default();
            if version >= 17 {
                tags.put(0, self.replica_directory_id.is_nil(), |out| {
                    out.put_u128(self.replica_directory_id.as_u128());
                    Ok(())
                })?;
            }
            if version >= 18 {
                tags.put(1, self.high_watermark == 9_223_372_036_854_775_807, |out| {
                    out.put_i64(self.high_watermark);
                    Ok(())
                })?;
            }
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 12;
            let mut this = Self {
                partition: input.i32()?,
                current_leader_epoch: if version >= 9 { input.i32()? } else { -1 },
                fetch_offset: input.i64()?,
                last_fetched_epoch: if version >= 12 { input.i32()? } else { -1 },
                log_start_offset: if version >= 5 { input.i64()? } else { -1 },
                partition_max_bytes: input.i32()?,
                replica_directory_id: Uuid::nil(),
                high_watermark: 9_223_372_036_854_775_807,
                unknown_tagged_fields: TaggedFields::new(),
            };
            this.unknown_tagged_fields = input.tagged(flexible, |tag, input| {
                match tag {
                    0 if version >= 17 => {
                        this.replica_directory_id = input.uuid()?;
                    }
                    1 if version >= 18 => {
                        this.high_watermark = input.i64()?;
                    }
                    _ => return Ok(false),
                }
                Ok(true)
            })?;
            Ok(this)
        }
    }

    /// `FetchTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct FetchTopic {
        pub topic: String,
        pub topic_id: Uuid,
        pub partitions: Vec<FetchPartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl FetchTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 12;
            if version <= 12 {
                writer::string(out, flexible, Some(&self.topic))?;
            }
            if version >= 13 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 12;
            Ok(Self {
                topic: if version <= 12 {
                    required(input.string(flexible)?, "topic")?
                } else {
                    String::new()
                },
                topic_id: if version >= 13 { input.uuid()? } else { Uuid::nil() },
                partitions: required(
                    input.array(flexible, |input| FetchPartition::decode(version, input))?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `ForgottenTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ForgottenTopic {
        pub topic: String,
        pub topic_id: Uuid,
        pub partitions: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ForgottenTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 12;
            if version <= 12 {
                writer::string(out, flexible, Some(&self.topic))?;
            }
            if version >= 13 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, flexible, Some(&self.partitions), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 12;
            Ok(Self {
                topic: if version <= 12 {
                    required(input.string(flexible)?, "topic")?
                } else {
                    String::new()
                },
                topic_id: if version >= 13 { input.uuid()? } else { Uuid::nil() },
                partitions: required(input.array(flexible, Reader::i32)?, "partitions")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `ReplicaState`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ReplicaState {
        pub replica_id: i32,
        pub replica_epoch: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ReplicaState {
        fn default() -> Self {
            Self { replica_id: -1, replica_epoch: -1, unknown_tagged_fields: TaggedFields::new() }
        }
    }

    impl ReplicaState {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.replica_id);
            out.put_i64(self.replica_epoch);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                replica_id: input.i32()?,
                replica_epoch: input.i64()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, Bytes, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `FetchResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct FetchResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub session_id: i32,
        pub responses: Vec<FetchableTopicResponse>,
        pub node_endpoints: Vec<NodeEndpoint>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for FetchResponse {
        const NAME: &'static str = "FetchResponse";
        const VERSIONS: RangeInclusive<i16> = 4..=18;
        const FIRST_FLEXIBLE: i16 = 12;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 12;
            out.put_i32(self.throttle_time_ms);
            if version >= 7 {
                out.put_i16(self.error_code);
            }
            if version >= 7 {
                out.put_i32(self.session_id);
            } else {
                absent(self.session_id == 0, "session_id", version)?;
            }
            writer::array(out, flexible, Some(&self.responses), |e, out| e.encode(version, out))?;
            let mut tags = writer::Tags::default();
            if version >= 16 {
                tags.put(0, self.node_endpoints.is_empty(), |out| {
                    writer::array(out, flexible, Some(&self.node_endpoints), |e, out| {
                        e.encode(version, out)
                    })?;
                    Ok(())
                })?;
            } else {
                absent(self.node_endpoints.is_empty(), "node_endpoints", version)?;
            }
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 12;
            let mut this = Self {
                throttle_time_ms: input.i32()?,
                error_code: if version >= 7 { input.i16()? } else { 0 },
                session_id: if version >= 7 { input.i32()? } else { 0 },
                responses: required(
                    input
                        .array(flexible, |input| FetchableTopicResponse::decode(version, input))?,
                    "responses",
                )?,
                node_endpoints: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            };
            this.unknown_tagged_fields = input.tagged(flexible, |tag, input| {
                match tag {
                    0 if version >= 16 => {
                        this.node_endpoints = required(
                            input.array(flexible, |input| NodeEndpoint::decode(version, input))?,
                            "node_endpoints",
                        )?;
                    }
                    _ => return Ok(false),
                }
                Ok(true)
            })?;
            Ok(this)
        }
    }

    /// `AbortedTransaction`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AbortedTransaction {
        pub producer_id: i64,
        pub first_offset: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl AbortedTransaction {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 12;
            out.put_i64(self.producer_id);
            out.put_i64(self.first_offset);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 12;
            Ok(Self {
                producer_id: input.i64()?,
                first_offset: input.i64()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `EpochEndOffset`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct EpochEndOffset {
        pub epoch: i32,
        pub end_offset: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for EpochEndOffset {
        fn default() -> Self {
            Self { epoch: -1, end_offset: -1, unknown_tagged_fields: TaggedFields::new() }
        }
    }

    impl EpochEndOffset {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.epoch);
            out.put_i64(self.end_offset);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                epoch: input.i32()?,
                end_offset: input.i64()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `FetchableTopicResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct FetchableTopicResponse {
        pub topic: String,
        pub topic_id: Uuid,
        pub partitions: Vec<PartitionData>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl FetchableTopicResponse {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 12;
            if version <= 12 {
                writer::string(out, flexible, Some(&self.topic))?;
            }
            if version >= 13 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 12;
            Ok(Self {
                topic: if version <= 12 {
                    required(input.string(flexible)?, "topic")?
                } else {
                    String::new()
                },
                topic_id: if version >= 13 { input.uuid()? } else { Uuid::nil() },
                partitions: required(
                    input.array(flexible, |input| PartitionData::decode(version, input))?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `LeaderIdAndEpoch`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct LeaderIdAndEpoch {
        pub leader_id: i32,
        pub leader_epoch: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for LeaderIdAndEpoch {
        fn default() -> Self {
            Self { leader_id: -1, leader_epoch: -1, unknown_tagged_fields: TaggedFields::new() }
        }
    }

    impl LeaderIdAndEpoch {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.leader_id);
            out.put_i32(self.leader_epoch);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                leader_id: input.i32()?,
                leader_epoch: input.i32()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `NodeEndpoint`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct NodeEndpoint {
        pub node_id: i32,
        pub host: String,
        pub port: i32,
        pub rack: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl NodeEndpoint {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.node_id);
            writer::string(out, true, Some(&self.host))?;
            out.put_i32(self.port);
            writer::string(out, true, self.rack.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                node_id: input.i32()?,
                host: required(input.string(true)?, "host")?,
                port: input.i32()?,
                rack: input.string(true)?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `PartitionData`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PartitionData {
        pub partition_index: i32,
        pub error_code: i16,
        pub high_watermark: i64,
        pub last_stable_offset: i64,
        pub log_start_offset: i64,
        pub diverging_epoch: EpochEndOffset,
        pub current_leader: LeaderIdAndEpoch,
        pub snapshot_id: SnapshotId,
        pub aborted_transactions: Option<Vec<AbortedTransaction>>,
        pub preferred_read_replica: i32,
        pub records: Option<Bytes>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for PartitionData {
        fn default() -> Self {
            Self {
                partition_index: 0,
                error_code: 0,
                high_watermark: 0,
                last_stable_offset: -1,
                log_start_offset: -1,
                diverging_epoch: EpochEndOffset::default(),
                current_leader: LeaderIdAndEpoch::default(),
                snapshot_id: SnapshotId::default(),
                aborted_transactions: Some(Vec::new()),
                preferred_read_replica: -1,
                records: Some(Bytes::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl PartitionData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 12;
            out.put_i32(self.partition_index);
            out.put_i16(self.error_code);
            out.put_i64(self.high_watermark);
            out.put_i64(self.last_stable_offset);
            if version >= 5 {
                out.put_i64(self.log_start_offset);
            }
            writer::array(out, flexible, self.aborted_transactions.as_deref(), |e, out| {
                e.encode(version, out)
            })?;
            if version >= 11 {
                out.put_i32(self.preferred_read_replica);
            } else {
                absent(self.preferred_read_replica == -1, "preferred_read_replica", version)?;
            }
            writer::bytes(out, flexible, self.records.as_ref())?;
            let mut tags = writer::Tags::default();
            if version >= 12 {
                tags.put(0, self.diverging_epoch == EpochEndOffset::default(), |out| {
                    self.diverging_epoch.encode(version, out)?;
                    Ok(())
                })?;
            } else {
                absent(
                    self.diverging_epoch == EpochEndOffset::default(),
                    "diverging_epoch",
                    version,
                )?;
            }
            if version >= 12 {
                tags.put(1, self.current_leader == LeaderIdAndEpoch::default(), |out| {
                    self.current_leader.encode(version, out)?;
                    Ok(())
                })?;
            } else {
                absent(
                    self.current_leader == LeaderIdAndEpoch::default(),
                    "current_leader",
                    version,
                )?;
            }
            if version >= 12 {
                tags.put(2, self.snapshot_id == SnapshotId::default(), |out| {
                    self.snapshot_id.encode(version, out)?;
                    Ok(())
                })?;
            } else {
                absent(self.snapshot_id == SnapshotId::default(), "snapshot_id", version)?;
            }
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 12;
            let mut this = Self {
                partition_index: input.i32()?,
                error_code: input.i16()?,
                high_watermark: input.i64()?,
                last_stable_offset: input.i64()?,
                log_start_offset: if version >= 5 { input.i64()? } else { -1 },
                diverging_epoch: EpochEndOffset::default(),
                current_leader: LeaderIdAndEpoch::default(),
                snapshot_id: SnapshotId::default(),
                aborted_transactions: input
                    .array(flexible, |input| AbortedTransaction::decode(version, input))?,
                preferred_read_replica: if version >= 11 { input.i32()? } else { -1 },
                records: input.bytes(flexible)?,
                unknown_tagged_fields: TaggedFields::new(),
            };
            this.unknown_tagged_fields = input.tagged(flexible, |tag, input| {
                match tag {
                    0 if version >= 12 => {
                        this.diverging_epoch = EpochEndOffset::decode(version, input)?;
                    }
                    1 if version >= 12 => {
                        this.current_leader = LeaderIdAndEpoch::decode(version, input)?;
                    }
                    2 if version >= 12 => {
                        this.snapshot_id = SnapshotId::decode(version, input)?;
                    }
                    _ => return Ok(false),
                }
                Ok(true)
            })?;
            Ok(this)
        }
    }

    /// `SnapshotId`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SnapshotId {
        pub end_offset: i64,
        pub epoch: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for SnapshotId {
        fn default() -> Self {
            Self { end_offset: -1, epoch: -1, unknown_tagged_fields: TaggedFields::new() }
        }
    }

    impl SnapshotId {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i64(self.end_offset);
            out.put_i32(self.epoch);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                end_offset: input.i64()?,
                epoch: input.i32()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
