// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DeleteRecords`, API 21, versions 0 to 2.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DeleteRecordsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteRecordsRequest {
        pub topics: Vec<DeleteRecordsTopic>,
        pub timeout_ms: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DeleteRecordsRequest {
        const NAME: &'static str = "DeleteRecordsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            out.put_i32(self.timeout_ms);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                topics: required(
                    input.array(flexible, |input| DeleteRecordsTopic::decode(version, input))?,
                    "topics",
                )?,
                timeout_ms: input.i32()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DeleteRecordsRequest {
        const KEY: i16 = 21;
        type Response = super::response::DeleteRecordsResponse;
    }

    /// `DeleteRecordsPartition`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteRecordsPartition {
        pub partition_index: i32,
        pub offset: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DeleteRecordsPartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i32(self.partition_index);
            out.put_i64(self.offset);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                partition_index: input.i32()?,
                offset: input.i64()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DeleteRecordsTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteRecordsTopic {
        pub name: String,
        pub partitions: Vec<DeleteRecordsPartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DeleteRecordsTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partitions: required(
                    input
                        .array(flexible, |input| DeleteRecordsPartition::decode(version, input))?,
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

    /// `DeleteRecordsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteRecordsResponse {
        pub throttle_time_ms: i32,
        pub topics: Vec<DeleteRecordsTopicResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DeleteRecordsResponse {
        const NAME: &'static str = "DeleteRecordsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                topics: required(
                    input.array(flexible, |input| {
                        DeleteRecordsTopicResult::decode(version, input)
                    })?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DeleteRecordsPartitionResult`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteRecordsPartitionResult {
        pub partition_index: i32,
        pub low_watermark: i64,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DeleteRecordsPartitionResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i32(self.partition_index);
            out.put_i64(self.low_watermark);
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                partition_index: input.i32()?,
                low_watermark: input.i64()?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DeleteRecordsTopicResult`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteRecordsTopicResult {
        pub name: String,
        pub partitions: Vec<DeleteRecordsPartitionResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DeleteRecordsTopicResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partitions: required(
                    input.array(flexible, |input| {
                        DeleteRecordsPartitionResult::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
