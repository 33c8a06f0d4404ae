// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `Produce`, API 0, versions 3 to 13.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, Bytes, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `ProduceRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ProduceRequest {
        pub transactional_id: Option<String>,
        pub acks: i16,
        pub timeout_ms: i32,
        pub topic_data: Vec<TopicProduceData>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ProduceRequest {
        const NAME: &'static str = "ProduceRequest";
        const VERSIONS: RangeInclusive<i16> = 3..=13;
        const FIRST_FLEXIBLE: i16 = 9;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 9;
            writer::string(out, flexible, self.transactional_id.as_deref())?;
            out.put_i16(self.acks);
            out.put_i32(self.timeout_ms);
            writer::array(out, flexible, Some(&self.topic_data), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 9;
            Ok(Self {
                transactional_id: input.string(flexible)?,
                acks: input.i16()?,
                timeout_ms: input.i32()?,
                topic_data: required(
                    input.array(flexible, |input| TopicProduceData::decode(version, input))?,
                    "topic_data",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ProduceRequest {
        const KEY: i16 = 0;
        type Response = super::response::ProduceResponse;
    }

    /// `PartitionProduceData`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PartitionProduceData {
        pub index: i32,
        pub records: Option<Bytes>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for PartitionProduceData {
        fn default() -> Self {
            Self {
                index: 0,
                records: Some(Bytes::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl PartitionProduceData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            out.put_i32(self.index);
            writer::bytes(out, flexible, self.records.as_ref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            Ok(Self {
                index: input.i32()?,
                records: input.bytes(flexible)?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `TopicProduceData`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicProduceData {
        pub name: String,
        pub topic_id: Uuid,
        pub partition_data: Vec<PartitionProduceData>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicProduceData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            if version <= 12 {
                writer::string(out, flexible, Some(&self.name))?;
            }
            if version >= 13 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, flexible, Some(&self.partition_data), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            Ok(Self {
                name: if version <= 12 {
                    required(input.string(flexible)?, "name")?
                } else {
                    String::new()
                },
                topic_id: if version >= 13 { input.uuid()? } else { Uuid::nil() },
                partition_data: required(
                    input.array(flexible, |input| PartitionProduceData::decode(version, input))?,
                    "partition_data",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
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

    /// `ProduceResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ProduceResponse {
        pub responses: Vec<TopicProduceResponse>,
        pub throttle_time_ms: i32,
        pub node_endpoints: Vec<NodeEndpoint>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ProduceResponse {
        const NAME: &'static str = "ProduceResponse";
        const VERSIONS: RangeInclusive<i16> = 3..=13;
        const FIRST_FLEXIBLE: i16 = 9;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 9;
            writer::array(out, flexible, Some(&self.responses), |e, out| e.encode(version, out))?;
            out.put_i32(self.throttle_time_ms);
            let mut tags = writer::Tags::default();
            if version >= 10 {
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
            let flexible = version >= 9;
            let mut this = Self {
                responses: required(
                    input.array(flexible, |input| TopicProduceResponse::decode(version, input))?,
                    "responses",
                )?,
                throttle_time_ms: input.i32()?,
                node_endpoints: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            };
            this.unknown_tagged_fields = input.tagged(flexible, |tag, input| {
                match tag {
                    0 if version >= 10 => {
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

    /// `BatchIndexAndErrorMessage`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct BatchIndexAndErrorMessage {
        pub batch_index: i32,
        pub batch_index_error_message: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl BatchIndexAndErrorMessage {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            out.put_i32(self.batch_index);
            writer::string(out, flexible, self.batch_index_error_message.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            Ok(Self {
                batch_index: input.i32()?,
                batch_index_error_message: input.string(flexible)?,
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

    /// `PartitionProduceResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PartitionProduceResponse {
        pub index: i32,
        pub error_code: i16,
        pub base_offset: i64,
        pub log_append_time_ms: i64,
        pub log_start_offset: i64,
        pub record_errors: Vec<BatchIndexAndErrorMessage>,
        pub error_message: Option<String>,
        pub current_leader: LeaderIdAndEpoch,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for PartitionProduceResponse {
        fn default() -> Self {
            Self {
                index: 0,
                error_code: 0,
                base_offset: 0,
                log_append_time_ms: -1,
                log_start_offset: -1,
                record_errors: Vec::new(),
                error_message: None,
                current_leader: LeaderIdAndEpoch::default(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl PartitionProduceResponse {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            out.put_i32(self.index);
            out.put_i16(self.error_code);
            out.put_i64(self.base_offset);
            out.put_i64(self.log_append_time_ms);
            if version >= 5 {
                out.put_i64(self.log_start_offset);
            }
            if version >= 8 {
                writer::array(out, flexible, Some(&self.record_errors), |e, out| {
                    e.encode(version, out)
                })?;
            }
            if version >= 8 {
                writer::string(out, flexible, self.error_message.as_deref())?;
            }
            let mut tags = writer::Tags::default();
            if version >= 10 {
                tags.put(0, self.current_leader == LeaderIdAndEpoch::default(), |out| {
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
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            let mut this = Self {
                index: input.i32()?,
                error_code: input.i16()?,
                base_offset: input.i64()?,
                log_append_time_ms: input.i64()?,
                log_start_offset: if version >= 5 { input.i64()? } else { -1 },
                record_errors: if version >= 8 {
                    required(
                        input.array(flexible, |input| {
                            BatchIndexAndErrorMessage::decode(version, input)
                        })?,
                        "record_errors",
                    )?
                } else {
                    Vec::new()
                },
                error_message: if version >= 8 { input.string(flexible)? } else { None },
                current_leader: LeaderIdAndEpoch::default(),
                unknown_tagged_fields: TaggedFields::new(),
            };
            this.unknown_tagged_fields = input.tagged(flexible, |tag, input| {
                match tag {
                    0 if version >= 10 => {
                        this.current_leader = LeaderIdAndEpoch::decode(version, input)?;
                    }
                    _ => return Ok(false),
                }
                Ok(true)
            })?;
            Ok(this)
        }
    }

    /// `TopicProduceResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicProduceResponse {
        pub name: String,
        pub topic_id: Uuid,
        pub partition_responses: Vec<PartitionProduceResponse>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicProduceResponse {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            if version <= 12 {
                writer::string(out, flexible, Some(&self.name))?;
            }
            if version >= 13 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, flexible, Some(&self.partition_responses), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            Ok(Self {
                name: if version <= 12 {
                    required(input.string(flexible)?, "name")?
                } else {
                    String::new()
                },
                topic_id: if version >= 13 { input.uuid()? } else { Uuid::nil() },
                partition_responses: required(
                    input.array(flexible, |input| {
                        PartitionProduceResponse::decode(version, input)
                    })?,
                    "partition_responses",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
