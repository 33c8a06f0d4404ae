// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeQuorum`, API 55, versions 0 to 2.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeQuorumRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeQuorumRequest {
        pub topics: Vec<TopicData>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeQuorumRequest {
        const NAME: &'static str = "DescribeQuorumRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::array(out, true, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                topics: required(
                    input.array(true, |input| TopicData::decode(version, input))?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeQuorumRequest {
        const KEY: i16 = 55;
        type Response = super::response::DescribeQuorumResponse;
    }

    /// `PartitionData`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct PartitionData {
        pub partition_index: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl PartitionData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.partition_index);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                partition_index: input.i32()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `TopicData`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicData {
        pub topic_name: String,
        pub partitions: Vec<PartitionData>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.topic_name))?;
            writer::array(out, true, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                topic_name: required(input.string(true)?, "topic_name")?,
                partitions: required(
                    input.array(true, |input| PartitionData::decode(version, input))?,
                    "partitions",
                )?,
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
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `DescribeQuorumResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeQuorumResponse {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub topics: Vec<TopicData>,
        pub nodes: Vec<Node>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeQuorumResponse {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: Some(String::new()),
                topics: Vec::new(),
                nodes: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for DescribeQuorumResponse {
        const NAME: &'static str = "DescribeQuorumResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i16(self.error_code);
            if version >= 2 {
                writer::string(out, true, self.error_message.as_deref())?;
            }
            writer::array(out, true, Some(&self.topics), |e, out| e.encode(version, out))?;
            if version >= 2 {
                writer::array(out, true, Some(&self.nodes), |e, out| e.encode(version, out))?;
            } else {
                absent(self.nodes.is_empty(), "nodes", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                error_code: input.i16()?,
                error_message: if version >= 2 { input.string(true)? } else { Some(String::new()) },
                topics: required(
                    input.array(true, |input| TopicData::decode(version, input))?,
                    "topics",
                )?,
                nodes: if version >= 2 {
                    required(input.array(true, |input| Node::decode(version, input))?, "nodes")?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `Listener`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Listener {
        pub name: String,
        pub host: String,
        pub port: u16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Listener {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            writer::string(out, true, Some(&self.host))?;
            out.put_u16(self.port);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
                host: required(input.string(true)?, "host")?,
                port: input.u16()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `Node`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Node {
        pub node_id: i32,
        pub listeners: Vec<Listener>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Node {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.node_id);
            writer::array(out, true, Some(&self.listeners), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                node_id: input.i32()?,
                listeners: required(
                    input.array(true, |input| Listener::decode(version, input))?,
                    "listeners",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `PartitionData`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PartitionData {
        pub partition_index: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub leader_id: i32,
        pub leader_epoch: i32,
        pub high_watermark: i64,
        pub current_voters: Vec<ReplicaState>,
        pub observers: Vec<ReplicaState>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for PartitionData {
        fn default() -> Self {
            Self {
                partition_index: 0,
                error_code: 0,
                error_message: Some(String::new()),
                leader_id: 0,
                leader_epoch: 0,
                high_watermark: 0,
                current_voters: Vec::new(),
                observers: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl PartitionData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.partition_index);
            out.put_i16(self.error_code);
            if version >= 2 {
                writer::string(out, true, self.error_message.as_deref())?;
            }
            out.put_i32(self.leader_id);
            out.put_i32(self.leader_epoch);
            out.put_i64(self.high_watermark);
            writer::array(out, true, Some(&self.current_voters), |e, out| e.encode(version, out))?;
            writer::array(out, true, Some(&self.observers), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                partition_index: input.i32()?,
                error_code: input.i16()?,
                error_message: if version >= 2 { input.string(true)? } else { Some(String::new()) },
                leader_id: input.i32()?,
                leader_epoch: input.i32()?,
                high_watermark: input.i64()?,
                current_voters: required(
                    input.array(true, |input| ReplicaState::decode(version, input))?,
                    "current_voters",
                )?,
                observers: required(
                    input.array(true, |input| ReplicaState::decode(version, input))?,
                    "observers",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `ReplicaState`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ReplicaState {
        pub replica_id: i32,
        pub replica_directory_id: Uuid,
        pub log_end_offset: i64,
        pub last_fetch_timestamp: i64,
        pub last_caught_up_timestamp: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ReplicaState {
        fn default() -> Self {
            Self {
                replica_id: 0,
                replica_directory_id: Uuid::nil(),
                log_end_offset: 0,
                last_fetch_timestamp: -1,
                last_caught_up_timestamp: -1,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl ReplicaState {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.replica_id);
            if version >= 2 {
                out.put_u128(self.replica_directory_id.as_u128());
            } else {
                absent(self.replica_directory_id.is_nil(), "replica_directory_id", version)?;
            }
            out.put_i64(self.log_end_offset);
            if version >= 1 {
                out.put_i64(self.last_fetch_timestamp);
            }
            if version >= 1 {
                out.put_i64(self.last_caught_up_timestamp);
            }
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                replica_id: input.i32()?,
                replica_directory_id: if version >= 2 { input.uuid()? } else { Uuid::nil() },
                log_end_offset: input.i64()?,
                last_fetch_timestamp: if version >= 1 { input.i64()? } else { -1 },
                last_caught_up_timestamp: if version >= 1 { input.i64()? } else { -1 },
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `TopicData`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicData {
        pub topic_name: String,
        pub partitions: Vec<PartitionData>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.topic_name))?;
            writer::array(out, true, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                topic_name: required(input.string(true)?, "topic_name")?,
                partitions: required(
                    input.array(true, |input| PartitionData::decode(version, input))?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
