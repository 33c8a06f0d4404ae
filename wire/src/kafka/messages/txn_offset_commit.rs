// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `TxnOffsetCommit`, API 28, versions 0 to 5.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `TxnOffsetCommitRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct TxnOffsetCommitRequest {
        pub transactional_id: String,
        pub group_id: String,
        pub producer_id: i64,
        pub producer_epoch: i16,
        pub generation_id: i32,
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub topics: Vec<TxnOffsetCommitRequestTopic>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for TxnOffsetCommitRequest {
        fn default() -> Self {
            Self {
                transactional_id: String::new(),
                group_id: String::new(),
                producer_id: 0,
                producer_epoch: 0,
                generation_id: -1,
                member_id: String::new(),
                group_instance_id: None,
                topics: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for TxnOffsetCommitRequest {
        const NAME: &'static str = "TxnOffsetCommitRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            writer::string(out, flexible, Some(&self.transactional_id))?;
            writer::string(out, flexible, Some(&self.group_id))?;
            out.put_i64(self.producer_id);
            out.put_i16(self.producer_epoch);
            if version >= 3 {
                out.put_i32(self.generation_id);
            } else {
                absent(self.generation_id == -1, "generation_id", version)?;
            }
            if version >= 3 {
                writer::string(out, flexible, Some(&self.member_id))?;
            } else {
                absent(self.member_id.is_empty(), "member_id", version)?;
            }
            if version >= 3 {
                writer::string(out, flexible, self.group_instance_id.as_deref())?;
            } else {
                absent(self.group_instance_id.is_none(), "group_instance_id", version)?;
            }
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                transactional_id: required(input.string(flexible)?, "transactional_id")?,
                group_id: required(input.string(flexible)?, "group_id")?,
                producer_id: input.i64()?,
                producer_epoch: input.i16()?,
                generation_id: if version >= 3 { input.i32()? } else { -1 },
                member_id: if version >= 3 {
                    required(input.string(flexible)?, "member_id")?
                } else {
                    String::new()
                },
                group_instance_id: if version >= 3 { input.string(flexible)? } else { None },
                topics: required(
                    input.array(flexible, |input| {
                        TxnOffsetCommitRequestTopic::decode(version, input)
                    })?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for TxnOffsetCommitRequest {
        const KEY: i16 = 28;
        type Response = super::response::TxnOffsetCommitResponse;
    }

    /// `TxnOffsetCommitRequestPartition`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct TxnOffsetCommitRequestPartition {
        pub partition_index: i32,
        pub committed_offset: i64,
        pub committed_leader_epoch: i32,
        pub committed_metadata: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for TxnOffsetCommitRequestPartition {
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

    impl TxnOffsetCommitRequestPartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            out.put_i32(self.partition_index);
            out.put_i64(self.committed_offset);
            if version >= 2 {
                out.put_i32(self.committed_leader_epoch);
            }
            writer::string(out, flexible, self.committed_metadata.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                partition_index: input.i32()?,
                committed_offset: input.i64()?,
                committed_leader_epoch: if version >= 2 { input.i32()? } else { -1 },
                committed_metadata: input.string(flexible)?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `TxnOffsetCommitRequestTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TxnOffsetCommitRequestTopic {
        pub name: String,
        pub partitions: Vec<TxnOffsetCommitRequestPartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TxnOffsetCommitRequestTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partitions: required(
                    input.array(flexible, |input| {
                        TxnOffsetCommitRequestPartition::decode(version, input)
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

    /// `TxnOffsetCommitResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TxnOffsetCommitResponse {
        pub throttle_time_ms: i32,
        pub topics: Vec<TxnOffsetCommitResponseTopic>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for TxnOffsetCommitResponse {
        const NAME: &'static str = "TxnOffsetCommitResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                topics: required(
                    input.array(flexible, |input| {
                        TxnOffsetCommitResponseTopic::decode(version, input)
                    })?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `TxnOffsetCommitResponsePartition`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TxnOffsetCommitResponsePartition {
        pub partition_index: i32,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TxnOffsetCommitResponsePartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            out.put_i32(self.partition_index);
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                partition_index: input.i32()?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `TxnOffsetCommitResponseTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TxnOffsetCommitResponseTopic {
        pub name: String,
        pub partitions: Vec<TxnOffsetCommitResponsePartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TxnOffsetCommitResponseTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partitions: required(
                    input.array(flexible, |input| {
                        TxnOffsetCommitResponsePartition::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
