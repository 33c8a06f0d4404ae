// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `CreatePartitions`, API 37, versions 0 to 3.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `CreatePartitionsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreatePartitionsRequest {
        pub topics: Vec<CreatePartitionsTopic>,
        pub timeout_ms: i32,
        pub validate_only: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for CreatePartitionsRequest {
        const NAME: &'static str = "CreatePartitionsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=3;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            out.put_i32(self.timeout_ms);
            out.put_u8(u8::from(self.validate_only));
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                topics: required(
                    input.array(flexible, |input| CreatePartitionsTopic::decode(version, input))?,
                    "topics",
                )?,
                timeout_ms: input.i32()?,
                validate_only: input.bool()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for CreatePartitionsRequest {
        const KEY: i16 = 37;
        type Response = super::response::CreatePartitionsResponse;
    }

    /// `CreatePartitionsAssignment`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreatePartitionsAssignment {
        pub broker_ids: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl CreatePartitionsAssignment {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::array(out, flexible, Some(&self.broker_ids), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                broker_ids: required(input.array(flexible, Reader::i32)?, "broker_ids")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `CreatePartitionsTopic`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CreatePartitionsTopic {
        pub name: String,
        pub count: i32,
        pub assignments: Option<Vec<CreatePartitionsAssignment>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for CreatePartitionsTopic {
        fn default() -> Self {
            Self {
                name: String::new(),
                count: 0,
                assignments: Some(Vec::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl CreatePartitionsTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::string(out, flexible, Some(&self.name))?;
            out.put_i32(self.count);
            writer::array(out, flexible, self.assignments.as_deref(), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                count: input.i32()?,
                assignments: input
                    .array(flexible, |input| CreatePartitionsAssignment::decode(version, input))?,
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

    /// `CreatePartitionsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreatePartitionsResponse {
        pub throttle_time_ms: i32,
        pub results: Vec<CreatePartitionsTopicResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for CreatePartitionsResponse {
        const NAME: &'static str = "CreatePartitionsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=3;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, flexible, Some(&self.results), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                results: required(
                    input.array(flexible, |input| {
                        CreatePartitionsTopicResult::decode(version, input)
                    })?,
                    "results",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `CreatePartitionsTopicResult`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreatePartitionsTopicResult {
        pub name: String,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl CreatePartitionsTopicResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::string(out, flexible, Some(&self.name))?;
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
