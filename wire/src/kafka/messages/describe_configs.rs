// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeConfigs`, API 32, versions 1 to 4.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeConfigsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeConfigsRequest {
        pub resources: Vec<DescribeConfigsResource>,
        pub include_synonyms: bool,
        pub include_documentation: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeConfigsRequest {
        const NAME: &'static str = "DescribeConfigsRequest";
        const VERSIONS: RangeInclusive<i16> = 1..=4;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            writer::array(out, flexible, Some(&self.resources), |e, out| e.encode(version, out))?;
            out.put_u8(u8::from(self.include_synonyms));
            if version >= 3 {
                out.put_u8(u8::from(self.include_documentation));
            } else {
                absent(!self.include_documentation, "include_documentation", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                resources: required(
                    input
                        .array(flexible, |input| DescribeConfigsResource::decode(version, input))?,
                    "resources",
                )?,
                include_synonyms: input.bool()?,
                include_documentation: if version >= 3 { input.bool()? } else { false },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeConfigsRequest {
        const KEY: i16 = 32;
        type Response = super::response::DescribeConfigsResponse;
    }

    /// `DescribeConfigsResource`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeConfigsResource {
        pub resource_type: i8,
        pub resource_name: String,
        pub configuration_keys: Option<Vec<String>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeConfigsResource {
        fn default() -> Self {
            Self {
                resource_type: 0,
                resource_name: String::new(),
                configuration_keys: Some(Vec::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribeConfigsResource {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 4;
            out.put_i8(self.resource_type);
            writer::string(out, flexible, Some(&self.resource_name))?;
            writer::array(out, flexible, self.configuration_keys.as_deref(), |e, out| {
                writer::string(out, flexible, Some(e))
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 4;
            Ok(Self {
                resource_type: input.i8()?,
                resource_name: required(input.string(flexible)?, "resource_name")?,
                configuration_keys: input.array(flexible, |input| {
                    required(input.string(flexible)?, "configuration_keys")
                })?,
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

    /// `DescribeConfigsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeConfigsResponse {
        pub throttle_time_ms: i32,
        pub results: Vec<DescribeConfigsResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeConfigsResponse {
        const NAME: &'static str = "DescribeConfigsResponse";
        const VERSIONS: RangeInclusive<i16> = 1..=4;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, flexible, Some(&self.results), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                results: required(
                    input.array(flexible, |input| DescribeConfigsResult::decode(version, input))?,
                    "results",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeConfigsResourceResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeConfigsResourceResult {
        pub name: String,
        pub value: Option<String>,
        pub read_only: bool,
        pub config_source: i8,
        pub is_sensitive: bool,
        pub synonyms: Vec<DescribeConfigsSynonym>,
        pub config_type: i8,
        pub documentation: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeConfigsResourceResult {
        fn default() -> Self {
            Self {
                name: String::new(),
                value: Some(String::new()),
                read_only: false,
                config_source: -1,
                is_sensitive: false,
                synonyms: Vec::new(),
                config_type: 0,
                documentation: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribeConfigsResourceResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 4;
            writer::string(out, flexible, Some(&self.name))?;
            writer::string(out, flexible, self.value.as_deref())?;
            out.put_u8(u8::from(self.read_only));
            out.put_i8(self.config_source);
            out.put_u8(u8::from(self.is_sensitive));
            writer::array(out, flexible, Some(&self.synonyms), |e, out| e.encode(version, out))?;
            if version >= 3 {
                out.put_i8(self.config_type);
            }
            if version >= 3 {
                writer::string(out, flexible, self.documentation.as_deref())?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 4;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                value: input.string(flexible)?,
                read_only: input.bool()?,
                config_source: input.i8()?,
                is_sensitive: input.bool()?,
                synonyms: required(
                    input
                        .array(flexible, |input| DescribeConfigsSynonym::decode(version, input))?,
                    "synonyms",
                )?,
                config_type: if version >= 3 { input.i8()? } else { 0 },
                documentation: if version >= 3 {
                    input.string(flexible)?
                } else {
                    Some(String::new())
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeConfigsResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeConfigsResult {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub resource_type: i8,
        pub resource_name: String,
        pub configs: Vec<DescribeConfigsResourceResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeConfigsResult {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: Some(String::new()),
                resource_type: 0,
                resource_name: String::new(),
                configs: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribeConfigsResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 4;
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            out.put_i8(self.resource_type);
            writer::string(out, flexible, Some(&self.resource_name))?;
            writer::array(out, flexible, Some(&self.configs), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 4;
            Ok(Self {
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                resource_type: input.i8()?,
                resource_name: required(input.string(flexible)?, "resource_name")?,
                configs: required(
                    input.array(flexible, |input| {
                        DescribeConfigsResourceResult::decode(version, input)
                    })?,
                    "configs",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeConfigsSynonym`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeConfigsSynonym {
        pub name: String,
        pub value: Option<String>,
        pub source: i8,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeConfigsSynonym {
        fn default() -> Self {
            Self {
                name: String::new(),
                value: Some(String::new()),
                source: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribeConfigsSynonym {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 4;
            writer::string(out, flexible, Some(&self.name))?;
            writer::string(out, flexible, self.value.as_deref())?;
            out.put_i8(self.source);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 4;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                value: input.string(flexible)?,
                source: input.i8()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
