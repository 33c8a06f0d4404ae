// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `ListOffsets`, API 2, versions 1 to 11.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `ListOffsetsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListOffsetsRequest {
        pub replica_id: i32,
        pub isolation_level: i8,
        pub topics: Vec<ListOffsetsTopic>,
        pub timeout_ms: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ListOffsetsRequest {
        const NAME: &'static str = "ListOffsetsRequest";
        const VERSIONS: RangeInclusive<i16> = 1..=11;
        const FIRST_FLEXIBLE: i16 = 6;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            out.put_i32(self.replica_id);
            if version >= 2 {
                out.put_i8(self.isolation_level);
            } else {
                absent(self.isolation_level == 0, "isolation_level", version)?;
            }
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            if version >= 10 {
                out.put_i32(self.timeout_ms);
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            Ok(Self {
                replica_id: input.i32()?,
                isolation_level: if version >= 2 { input.i8()? } else { 0 },
                topics: required(
                    input.array(flexible, |input| ListOffsetsTopic::decode(version, input))?,
                    "topics",
                )?,
                timeout_ms: if version >= 10 { input.i32()? } else { 0 },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ListOffsetsRequest {
        const KEY: i16 = 2;
        type Response = super::response::ListOffsetsResponse;
    }

    /// `ListOffsetsPartition`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ListOffsetsPartition {
        pub partition_index: i32,
        pub current_leader_epoch: i32,
        pub timestamp: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ListOffsetsPartition {
        fn default() -> Self {
            Self {
                partition_index: 0,
                current_leader_epoch: -1,
                timestamp: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl ListOffsetsPartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            out.put_i32(self.partition_index);
            if version >= 4 {
                out.put_i32(self.current_leader_epoch);
            }
            out.put_i64(self.timestamp);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                partition_index: input.i32()?,
                current_leader_epoch: if version >= 4 { input.i32()? } else { -1 },
                timestamp: input.i64()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `ListOffsetsTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListOffsetsTopic {
        pub name: String,
        pub partitions: Vec<ListOffsetsPartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ListOffsetsTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partitions: required(
                    input.array(flexible, |input| ListOffsetsPartition::decode(version, input))?,
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
        codec::{CodecError, Message, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `ListOffsetsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListOffsetsResponse {
        pub throttle_time_ms: i32,
        pub topics: Vec<ListOffsetsTopicResponse>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ListOffsetsResponse {
        const NAME: &'static str = "ListOffsetsResponse";
        const VERSIONS: RangeInclusive<i16> = 1..=11;
        const FIRST_FLEXIBLE: i16 = 6;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            if version >= 2 {
                out.put_i32(self.throttle_time_ms);
            }
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            Ok(Self {
                throttle_time_ms: if version >= 2 { input.i32()? } else { 0 },
                topics: required(
                    input.array(flexible, |input| {
                        ListOffsetsTopicResponse::decode(version, input)
                    })?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `ListOffsetsPartitionResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ListOffsetsPartitionResponse {
        pub partition_index: i32,
        pub error_code: i16,
        pub timestamp: i64,
        pub offset: i64,
        pub leader_epoch: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ListOffsetsPartitionResponse {
        fn default() -> Self {
            Self {
                partition_index: 0,
                error_code: 0,
                timestamp: -1,
                offset: -1,
                leader_epoch: -1,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl ListOffsetsPartitionResponse {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            out.put_i32(self.partition_index);
            out.put_i16(self.error_code);
            out.put_i64(self.timestamp);
            out.put_i64(self.offset);
            if version >= 4 {
                out.put_i32(self.leader_epoch);
            } else {
                absent(self.leader_epoch == -1, "leader_epoch", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                partition_index: input.i32()?,
                error_code: input.i16()?,
                timestamp: input.i64()?,
                offset: input.i64()?,
                leader_epoch: if version >= 4 { input.i32()? } else { -1 },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `ListOffsetsTopicResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListOffsetsTopicResponse {
        pub name: String,
        pub partitions: Vec<ListOffsetsPartitionResponse>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ListOffsetsTopicResponse {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partitions: required(
                    input.array(flexible, |input| {
                        ListOffsetsPartitionResponse::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
