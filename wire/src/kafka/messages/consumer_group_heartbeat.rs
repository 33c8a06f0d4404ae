// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `ConsumerGroupHeartbeat`, API 68, versions 0 to 1.

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

    /// `ConsumerGroupHeartbeatRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ConsumerGroupHeartbeatRequest {
        pub group_id: String,
        pub member_id: String,
        pub member_epoch: i32,
        pub instance_id: Option<String>,
        pub rack_id: Option<String>,
        pub rebalance_timeout_ms: i32,
        pub subscribed_topic_names: Option<Vec<String>>,
        pub subscribed_topic_regex: Option<String>,
        pub server_assignor: Option<String>,
        pub topic_partitions: Option<Vec<TopicPartitions>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ConsumerGroupHeartbeatRequest {
        fn default() -> Self {
            Self {
                group_id: String::new(),
                member_id: String::new(),
                member_epoch: 0,
                instance_id: None,
                rack_id: None,
                rebalance_timeout_ms: -1,
                subscribed_topic_names: None,
                subscribed_topic_regex: None,
                server_assignor: None,
                topic_partitions: None,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for ConsumerGroupHeartbeatRequest {
        const NAME: &'static str = "ConsumerGroupHeartbeatRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::string(out, true, Some(&self.group_id))?;
            writer::string(out, true, Some(&self.member_id))?;
            out.put_i32(self.member_epoch);
            writer::string(out, true, self.instance_id.as_deref())?;
            writer::string(out, true, self.rack_id.as_deref())?;
            out.put_i32(self.rebalance_timeout_ms);
            writer::array(out, true, self.subscribed_topic_names.as_deref(), |e, out| {
                writer::string(out, true, Some(e))
            })?;
            if version >= 1 {
                writer::string(out, true, self.subscribed_topic_regex.as_deref())?;
            } else {
                absent(self.subscribed_topic_regex.is_none(), "subscribed_topic_regex", version)?;
            }
            writer::string(out, true, self.server_assignor.as_deref())?;
            writer::array(out, true, self.topic_partitions.as_deref(), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                group_id: required(input.string(true)?, "group_id")?,
                member_id: required(input.string(true)?, "member_id")?,
                member_epoch: input.i32()?,
                instance_id: input.string(true)?,
                rack_id: input.string(true)?,
                rebalance_timeout_ms: input.i32()?,
                subscribed_topic_names: input
                    .array(true, |input| required(input.string(true)?, "subscribed_topic_names"))?,
                subscribed_topic_regex: if version >= 1 { input.string(true)? } else { None },
                server_assignor: input.string(true)?,
                topic_partitions: input
                    .array(true, |input| TopicPartitions::decode(version, input))?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ConsumerGroupHeartbeatRequest {
        const KEY: i16 = 68;
        type Response = super::response::ConsumerGroupHeartbeatResponse;
    }

    /// `TopicPartitions`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicPartitions {
        pub topic_id: Uuid,
        pub partitions: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicPartitions {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_u128(self.topic_id.as_u128());
            writer::array(out, true, Some(&self.partitions), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                topic_id: input.uuid()?,
                partitions: required(input.array(true, Reader::i32)?, "partitions")?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `ConsumerGroupHeartbeatResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ConsumerGroupHeartbeatResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub member_id: Option<String>,
        pub member_epoch: i32,
        pub heartbeat_interval_ms: i32,
        pub assignment: Option<Assignment>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ConsumerGroupHeartbeatResponse {
        const NAME: &'static str = "ConsumerGroupHeartbeatResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            writer::string(out, true, self.member_id.as_deref())?;
            out.put_i32(self.member_epoch);
            out.put_i32(self.heartbeat_interval_ms);
            if let Some(v) = self.assignment.as_ref() {
                out.put_i8(1);
                v.encode(version, out)?;
            } else {
                out.put_i8(-1);
            }
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(true)?,
                member_id: input.string(true)?,
                member_epoch: input.i32()?,
                heartbeat_interval_ms: input.i32()?,
                assignment: if input.i8()? < 0 {
                    None
                } else {
                    Some(Assignment::decode(version, input)?)
                },
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `Assignment`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Assignment {
        pub topic_partitions: Vec<TopicPartitions>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Assignment {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::array(out, true, Some(&self.topic_partitions), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                topic_partitions: required(
                    input.array(true, |input| TopicPartitions::decode(version, input))?,
                    "topic_partitions",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `TopicPartitions`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicPartitions {
        pub topic_id: Uuid,
        pub partitions: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicPartitions {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_u128(self.topic_id.as_u128());
            writer::array(out, true, Some(&self.partitions), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                topic_id: input.uuid()?,
                partitions: required(input.array(true, Reader::i32)?, "partitions")?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
