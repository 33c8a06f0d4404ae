// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DeleteTopics`, API 20, versions 1 to 6.

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

    /// `DeleteTopicsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteTopicsRequest {
        pub topics: Vec<DeleteTopicState>,
        pub topic_names: Vec<String>,
        pub timeout_ms: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DeleteTopicsRequest {
        const NAME: &'static str = "DeleteTopicsRequest";
        const VERSIONS: RangeInclusive<i16> = 1..=6;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            if version >= 6 {
                writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            } else {
                absent(self.topics.is_empty(), "topics", version)?;
            }
            if version <= 5 {
                writer::array(out, flexible, Some(&self.topic_names), |e, out| {
                    writer::string(out, flexible, Some(e))
                })?;
            }
            out.put_i32(self.timeout_ms);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                topics: if version >= 6 {
                    required(
                        input.array(flexible, |input| DeleteTopicState::decode(version, input))?,
                        "topics",
                    )?
                } else {
                    Vec::new()
                },
                topic_names: if version <= 5 {
                    required(
                        input.array(flexible, |input| {
                            required(input.string(flexible)?, "topic_names")
                        })?,
                        "topic_names",
                    )?
                } else {
                    Vec::new()
                },
                timeout_ms: input.i32()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DeleteTopicsRequest {
        const KEY: i16 = 20;
        type Response = super::response::DeleteTopicsResponse;
    }

    /// `DeleteTopicState`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteTopicState {
        pub name: Option<String>,
        pub topic_id: Uuid,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DeleteTopicState {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, self.name.as_deref())?;
            out.put_u128(self.topic_id.as_u128());
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: input.string(true)?,
                topic_id: input.uuid()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, check_version, nullable_if, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `DeleteTopicsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteTopicsResponse {
        pub throttle_time_ms: i32,
        pub responses: Vec<DeletableTopicResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DeleteTopicsResponse {
        const NAME: &'static str = "DeleteTopicsResponse";
        const VERSIONS: RangeInclusive<i16> = 1..=6;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, flexible, Some(&self.responses), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                responses: required(
                    input.array(flexible, |input| DeletableTopicResult::decode(version, input))?,
                    "responses",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DeletableTopicResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DeletableTopicResult {
        pub name: Option<String>,
        pub topic_id: Uuid,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DeletableTopicResult {
        fn default() -> Self {
            Self {
                name: Some(String::new()),
                topic_id: Uuid::nil(),
                error_code: 0,
                error_message: None,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DeletableTopicResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 4;
            writer::string(
                out,
                flexible,
                nullable_if(version >= 6, self.name.as_deref(), "name")?,
            )?;
            if version >= 6 {
                out.put_u128(self.topic_id.as_u128());
            }
            out.put_i16(self.error_code);
            if version >= 5 {
                writer::string(out, flexible, self.error_message.as_deref())?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 4;
            Ok(Self {
                name: nullable_if(version >= 6, input.string(flexible)?, "name")?,
                topic_id: if version >= 6 { input.uuid()? } else { Uuid::nil() },
                error_code: input.i16()?,
                error_message: if version >= 5 { input.string(flexible)? } else { None },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
