// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeLogDirs`, API 35, versions 1 to 5.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeLogDirsRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeLogDirsRequest {
        pub topics: Option<Vec<DescribableLogDirTopic>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeLogDirsRequest {
        fn default() -> Self {
            Self { topics: Some(Vec::new()), unknown_tagged_fields: TaggedFields::new() }
        }
    }

    impl Message for DescribeLogDirsRequest {
        const NAME: &'static str = "DescribeLogDirsRequest";
        const VERSIONS: RangeInclusive<i16> = 1..=5;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            writer::array(out, flexible, self.topics.as_deref(), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                topics: input
                    .array(flexible, |input| DescribableLogDirTopic::decode(version, input))?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeLogDirsRequest {
        const KEY: i16 = 35;
        type Response = super::response::DescribeLogDirsResponse;
    }

    /// `DescribableLogDirTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribableLogDirTopic {
        pub topic: String,
        pub partitions: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DescribableLogDirTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::string(out, flexible, Some(&self.topic))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                topic: required(input.string(flexible)?, "topic")?,
                partitions: required(input.array(flexible, Reader::i32)?, "partitions")?,
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

    /// `DescribeLogDirsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeLogDirsResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub results: Vec<DescribeLogDirsResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeLogDirsResponse {
        const NAME: &'static str = "DescribeLogDirsResponse";
        const VERSIONS: RangeInclusive<i16> = 1..=5;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i32(self.throttle_time_ms);
            if version >= 3 {
                out.put_i16(self.error_code);
            }
            writer::array(out, flexible, Some(&self.results), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: if version >= 3 { input.i16()? } else { 0 },
                results: required(
                    input.array(flexible, |input| DescribeLogDirsResult::decode(version, input))?,
                    "results",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeLogDirsPartition`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeLogDirsPartition {
        pub partition_index: i32,
        pub partition_size: i64,
        pub offset_lag: i64,
        pub is_future_key: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DescribeLogDirsPartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i32(self.partition_index);
            out.put_i64(self.partition_size);
            out.put_i64(self.offset_lag);
            out.put_u8(u8::from(self.is_future_key));
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                partition_index: input.i32()?,
                partition_size: input.i64()?,
                offset_lag: input.i64()?,
                is_future_key: input.bool()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeLogDirsResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeLogDirsResult {
        pub error_code: i16,
        pub log_dir: String,
        pub topics: Vec<DescribeLogDirsTopic>,
        pub total_bytes: i64,
        pub usable_bytes: i64,
        pub is_cordoned: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeLogDirsResult {
        fn default() -> Self {
            Self {
                error_code: 0,
                log_dir: String::new(),
                topics: Vec::new(),
                total_bytes: -1,
                usable_bytes: -1,
                is_cordoned: false,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribeLogDirsResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i16(self.error_code);
            writer::string(out, flexible, Some(&self.log_dir))?;
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            if version >= 4 {
                out.put_i64(self.total_bytes);
            }
            if version >= 4 {
                out.put_i64(self.usable_bytes);
            }
            if version >= 5 {
                out.put_u8(u8::from(self.is_cordoned));
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                error_code: input.i16()?,
                log_dir: required(input.string(flexible)?, "log_dir")?,
                topics: required(
                    input.array(flexible, |input| DescribeLogDirsTopic::decode(version, input))?,
                    "topics",
                )?,
                total_bytes: if version >= 4 { input.i64()? } else { -1 },
                usable_bytes: if version >= 4 { input.i64()? } else { -1 },
                is_cordoned: if version >= 5 { input.bool()? } else { false },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeLogDirsTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeLogDirsTopic {
        pub name: String,
        pub partitions: Vec<DescribeLogDirsPartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DescribeLogDirsTopic {
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
                        DescribeLogDirsPartition::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
