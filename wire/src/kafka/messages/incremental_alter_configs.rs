// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `IncrementalAlterConfigs`, API 44, versions 0 to 1.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `IncrementalAlterConfigsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct IncrementalAlterConfigsRequest {
        pub resources: Vec<AlterConfigsResource>,
        pub validate_only: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for IncrementalAlterConfigsRequest {
        const NAME: &'static str = "IncrementalAlterConfigsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = 1;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 1;
            writer::array(out, flexible, Some(&self.resources), |e, out| e.encode(version, out))?;
            out.put_u8(u8::from(self.validate_only));
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 1;
            Ok(Self {
                resources: required(
                    input.array(flexible, |input| AlterConfigsResource::decode(version, input))?,
                    "resources",
                )?,
                validate_only: input.bool()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for IncrementalAlterConfigsRequest {
        const KEY: i16 = 44;
        type Response = super::response::IncrementalAlterConfigsResponse;
    }

    /// `AlterConfigsResource`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AlterConfigsResource {
        pub resource_type: i8,
        pub resource_name: String,
        pub configs: Vec<AlterableConfig>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl AlterConfigsResource {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 1;
            out.put_i8(self.resource_type);
            writer::string(out, flexible, Some(&self.resource_name))?;
            writer::array(out, flexible, Some(&self.configs), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 1;
            Ok(Self {
                resource_type: input.i8()?,
                resource_name: required(input.string(flexible)?, "resource_name")?,
                configs: required(
                    input.array(flexible, |input| AlterableConfig::decode(version, input))?,
                    "configs",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `AlterableConfig`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AlterableConfig {
        pub name: String,
        pub config_operation: i8,
        pub value: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for AlterableConfig {
        fn default() -> Self {
            Self {
                name: String::new(),
                config_operation: 0,
                value: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl AlterableConfig {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 1;
            writer::string(out, flexible, Some(&self.name))?;
            out.put_i8(self.config_operation);
            writer::string(out, flexible, self.value.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 1;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                config_operation: input.i8()?,
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

    /// `IncrementalAlterConfigsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct IncrementalAlterConfigsResponse {
        pub throttle_time_ms: i32,
        pub responses: Vec<AlterConfigsResourceResponse>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for IncrementalAlterConfigsResponse {
        const NAME: &'static str = "IncrementalAlterConfigsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = 1;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 1;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, flexible, Some(&self.responses), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 1;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                responses: required(
                    input.array(flexible, |input| {
                        AlterConfigsResourceResponse::decode(version, input)
                    })?,
                    "responses",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `AlterConfigsResourceResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AlterConfigsResourceResponse {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub resource_type: i8,
        pub resource_name: String,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for AlterConfigsResourceResponse {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: Some(String::new()),
                resource_type: 0,
                resource_name: String::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl AlterConfigsResourceResponse {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 1;
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            out.put_i8(self.resource_type);
            writer::string(out, flexible, Some(&self.resource_name))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 1;
            Ok(Self {
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                resource_type: input.i8()?,
                resource_name: required(input.string(flexible)?, "resource_name")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
