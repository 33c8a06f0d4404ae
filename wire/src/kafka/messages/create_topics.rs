// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `CreateTopics`, API 19, versions 2 to 7.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `CreateTopicsRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CreateTopicsRequest {
        pub topics: Vec<CreatableTopic>,
        pub timeout_ms: i32,
        pub validate_only: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for CreateTopicsRequest {
        fn default() -> Self {
            Self {
                topics: Vec::new(),
                timeout_ms: 60000,
                validate_only: false,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for CreateTopicsRequest {
        const NAME: &'static str = "CreateTopicsRequest";
        const VERSIONS: RangeInclusive<i16> = 2..=7;
        const FIRST_FLEXIBLE: i16 = 5;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 5;
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            out.put_i32(self.timeout_ms);
            out.put_u8(u8::from(self.validate_only));
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 5;
            Ok(Self {
                topics: required(
                    input.array(flexible, |input| CreatableTopic::decode(version, input))?,
                    "topics",
                )?,
                timeout_ms: input.i32()?,
                validate_only: input.bool()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for CreateTopicsRequest {
        const KEY: i16 = 19;
        type Response = super::response::CreateTopicsResponse;
    }

    /// `CreatableReplicaAssignment`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreatableReplicaAssignment {
        pub partition_index: i32,
        pub broker_ids: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl CreatableReplicaAssignment {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 5;
            out.put_i32(self.partition_index);
            writer::array(out, flexible, Some(&self.broker_ids), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 5;
            Ok(Self {
                partition_index: input.i32()?,
                broker_ids: required(input.array(flexible, Reader::i32)?, "broker_ids")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `CreatableTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreatableTopic {
        pub name: String,
        pub num_partitions: i32,
        pub replication_factor: i16,
        pub assignments: Vec<CreatableReplicaAssignment>,
        pub configs: Vec<CreatableTopicConfig>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl CreatableTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 5;
            writer::string(out, flexible, Some(&self.name))?;
            out.put_i32(self.num_partitions);
            out.put_i16(self.replication_factor);
            writer::array(out, flexible, Some(&self.assignments), |e, out| e.encode(version, out))?;
            writer::array(out, flexible, Some(&self.configs), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 5;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                num_partitions: input.i32()?,
                replication_factor: input.i16()?,
                assignments: required(
                    input.array(flexible, |input| {
                        CreatableReplicaAssignment::decode(version, input)
                    })?,
                    "assignments",
                )?,
                configs: required(
                    input.array(flexible, |input| CreatableTopicConfig::decode(version, input))?,
                    "configs",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `CreatableTopicConfig`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CreatableTopicConfig {
        pub name: String,
        pub value: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for CreatableTopicConfig {
        fn default() -> Self {
            Self {
                name: String::new(),
                value: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl CreatableTopicConfig {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 5;
            writer::string(out, flexible, Some(&self.name))?;
            writer::string(out, flexible, self.value.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 5;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                value: input.string(flexible)?,
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

    /// `CreateTopicsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreateTopicsResponse {
        pub throttle_time_ms: i32,
        pub topics: Vec<CreatableTopicResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for CreateTopicsResponse {
        const NAME: &'static str = "CreateTopicsResponse";
        const VERSIONS: RangeInclusive<i16> = 2..=7;
        const FIRST_FLEXIBLE: i16 = 5;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 5;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 5;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                topics: required(
                    input.array(flexible, |input| CreatableTopicResult::decode(version, input))?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `CreatableTopicConfigs`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CreatableTopicConfigs {
        pub name: String,
        pub value: Option<String>,
        pub read_only: bool,
        pub config_source: i8,
        pub is_sensitive: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for CreatableTopicConfigs {
        fn default() -> Self {
            Self {
                name: String::new(),
                value: Some(String::new()),
                read_only: false,
                config_source: -1,
                is_sensitive: false,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl CreatableTopicConfigs {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            writer::string(out, true, self.value.as_deref())?;
            out.put_u8(u8::from(self.read_only));
            out.put_i8(self.config_source);
            out.put_u8(u8::from(self.is_sensitive));
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
                value: input.string(true)?,
                read_only: input.bool()?,
                config_source: input.i8()?,
                is_sensitive: input.bool()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `CreatableTopicResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CreatableTopicResult {
        pub name: String,
        pub topic_id: Uuid,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub topic_config_error_code: i16,
        pub num_partitions: i32,
        pub replication_factor: i16,
        pub configs: Option<Vec<CreatableTopicConfigs>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for CreatableTopicResult {
        fn default() -> Self {
            Self {
                name: String::new(),
                topic_id: Uuid::nil(),
                error_code: 0,
                error_message: Some(String::new()),
                topic_config_error_code: 0,
                num_partitions: -1,
                replication_factor: -1,
                configs: Some(Vec::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl CreatableTopicResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 5;
            writer::string(out, flexible, Some(&self.name))?;
            if version >= 7 {
                out.put_u128(self.topic_id.as_u128());
            }
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            if version >= 5 {
                out.put_i32(self.num_partitions);
            }
            if version >= 5 {
                out.put_i16(self.replication_factor);
            }
            if version >= 5 {
                writer::array(out, flexible, self.configs.as_deref(), |e, out| {
                    e.encode(version, out)
                })?;
            }
            let mut tags = writer::Tags::default();
            if version >= 5 {
                tags.put(0, self.topic_config_error_code == 0, |out| {
                    out.put_i16(self.topic_config_error_code);
                    Ok(())
                })?;
            }
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 5;
            let mut this = Self {
                name: required(input.string(flexible)?, "name")?,
                topic_id: if version >= 7 { input.uuid()? } else { Uuid::nil() },
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                topic_config_error_code: 0,
                num_partitions: if version >= 5 { input.i32()? } else { -1 },
                replication_factor: if version >= 5 { input.i16()? } else { -1 },
                configs: if version >= 5 {
                    input.array(flexible, |input| CreatableTopicConfigs::decode(version, input))?
                } else {
                    Some(Vec::new())
                },
                unknown_tagged_fields: TaggedFields::new(),
            };
            this.unknown_tagged_fields = input.tagged(flexible, |tag, input| {
                match tag {
                    0 if version >= 5 => {
                        this.topic_config_error_code = input.i16()?;
                    }
                    _ => return Ok(false),
                }
                Ok(true)
            })?;
            Ok(this)
        }
    }
}
