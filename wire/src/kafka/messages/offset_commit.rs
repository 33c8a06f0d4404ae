// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `OffsetCommit`, API 8, versions 2 to 10.

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

    /// `OffsetCommitRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OffsetCommitRequest {
        pub group_id: String,
        pub generation_id_or_member_epoch: i32,
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub retention_time_ms: i64,
        pub topics: Vec<OffsetCommitRequestTopic>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for OffsetCommitRequest {
        fn default() -> Self {
            Self {
                group_id: String::new(),
                generation_id_or_member_epoch: -1,
                member_id: String::new(),
                group_instance_id: None,
                retention_time_ms: -1,
                topics: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for OffsetCommitRequest {
        const NAME: &'static str = "OffsetCommitRequest";
        const VERSIONS: RangeInclusive<i16> = 2..=10;
        const FIRST_FLEXIBLE: i16 = 8;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 8;
            writer::string(out, flexible, Some(&self.group_id))?;
            out.put_i32(self.generation_id_or_member_epoch);
            writer::string(out, flexible, Some(&self.member_id))?;
            if version >= 7 {
                writer::string(out, flexible, self.group_instance_id.as_deref())?;
            } else {
                absent(self.group_instance_id.is_none(), "group_instance_id", version)?;
            }
            if version <= 4 {
                out.put_i64(self.retention_time_ms);
            }
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 8;
            Ok(Self {
                group_id: required(input.string(flexible)?, "group_id")?,
                generation_id_or_member_epoch: input.i32()?,
                member_id: required(input.string(flexible)?, "member_id")?,
                group_instance_id: if version >= 7 { input.string(flexible)? } else { None },
                retention_time_ms: if version <= 4 { input.i64()? } else { -1 },
                topics: required(
                    input.array(flexible, |input| {
                        OffsetCommitRequestTopic::decode(version, input)
                    })?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for OffsetCommitRequest {
        const KEY: i16 = 8;
        type Response = super::response::OffsetCommitResponse;
    }

    /// `OffsetCommitRequestPartition`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OffsetCommitRequestPartition {
        pub partition_index: i32,
        pub committed_offset: i64,
        pub committed_leader_epoch: i32,
        pub committed_metadata: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for OffsetCommitRequestPartition {
        fn default() -> Self {
            Self {
                partition_index: 0,
                committed_offset: 0,
                committed_leader_epoch: -1,
                committed_metadata: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl OffsetCommitRequestPartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 8;
            out.put_i32(self.partition_index);
            out.put_i64(self.committed_offset);
            if version >= 6 {
                out.put_i32(self.committed_leader_epoch);
            }
            writer::string(out, flexible, self.committed_metadata.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 8;
            Ok(Self {
                partition_index: input.i32()?,
                committed_offset: input.i64()?,
                committed_leader_epoch: if version >= 6 { input.i32()? } else { -1 },
                committed_metadata: input.string(flexible)?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetCommitRequestTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetCommitRequestTopic {
        pub name: String,
        pub topic_id: Uuid,
        pub partitions: Vec<OffsetCommitRequestPartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OffsetCommitRequestTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 8;
            if version <= 9 {
                writer::string(out, flexible, Some(&self.name))?;
            }
            if version >= 10 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 8;
            Ok(Self {
                name: if version <= 9 {
                    required(input.string(flexible)?, "name")?
                } else {
                    String::new()
                },
                topic_id: if version >= 10 { input.uuid()? } else { Uuid::nil() },
                partitions: required(
                    input.array(flexible, |input| {
                        OffsetCommitRequestPartition::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
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

    /// `OffsetCommitResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetCommitResponse {
        pub throttle_time_ms: i32,
        pub topics: Vec<OffsetCommitResponseTopic>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for OffsetCommitResponse {
        const NAME: &'static str = "OffsetCommitResponse";
        const VERSIONS: RangeInclusive<i16> = 2..=10;
        const FIRST_FLEXIBLE: i16 = 8;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 8;
            if version >= 3 {
                out.put_i32(self.throttle_time_ms);
            }
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 8;
            Ok(Self {
                throttle_time_ms: if version >= 3 { input.i32()? } else { 0 },
                topics: required(
                    input.array(flexible, |input| {
                        OffsetCommitResponseTopic::decode(version, input)
                    })?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetCommitResponsePartition`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetCommitResponsePartition {
        pub partition_index: i32,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OffsetCommitResponsePartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 8;
            out.put_i32(self.partition_index);
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 8;
            Ok(Self {
                partition_index: input.i32()?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetCommitResponseTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetCommitResponseTopic {
        pub name: String,
        pub topic_id: Uuid,
        pub partitions: Vec<OffsetCommitResponsePartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OffsetCommitResponseTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 8;
            if version <= 9 {
                writer::string(out, flexible, Some(&self.name))?;
            }
            if version >= 10 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 8;
            Ok(Self {
                name: if version <= 9 {
                    required(input.string(flexible)?, "name")?
                } else {
                    String::new()
                },
                topic_id: if version >= 10 { input.uuid()? } else { Uuid::nil() },
                partitions: required(
                    input.array(flexible, |input| {
                        OffsetCommitResponsePartition::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
