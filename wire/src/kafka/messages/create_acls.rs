// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `CreateAcls`, API 30, versions 1 to 3.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `CreateAclsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreateAclsRequest {
        pub creations: Vec<AclCreation>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for CreateAclsRequest {
        const NAME: &'static str = "CreateAclsRequest";
        const VERSIONS: RangeInclusive<i16> = 1..=3;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            writer::array(out, flexible, Some(&self.creations), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                creations: required(
                    input.array(flexible, |input| AclCreation::decode(version, input))?,
                    "creations",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for CreateAclsRequest {
        const KEY: i16 = 30;
        type Response = super::response::CreateAclsResponse;
    }

    /// `AclCreation`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AclCreation {
        pub resource_type: i8,
        pub resource_name: String,
        pub resource_pattern_type: i8,
        pub principal: String,
        pub host: String,
        pub operation: i8,
        pub permission_type: i8,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for AclCreation {
        fn default() -> Self {
            Self {
                resource_type: 0,
                resource_name: String::new(),
                resource_pattern_type: 3,
                principal: String::new(),
                host: String::new(),
                operation: 0,
                permission_type: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl AclCreation {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i8(self.resource_type);
            writer::string(out, flexible, Some(&self.resource_name))?;
            out.put_i8(self.resource_pattern_type);
            writer::string(out, flexible, Some(&self.principal))?;
            writer::string(out, flexible, Some(&self.host))?;
            out.put_i8(self.operation);
            out.put_i8(self.permission_type);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                resource_type: input.i8()?,
                resource_name: required(input.string(flexible)?, "resource_name")?,
                resource_pattern_type: input.i8()?,
                principal: required(input.string(flexible)?, "principal")?,
                host: required(input.string(flexible)?, "host")?,
                operation: input.i8()?,
                permission_type: input.i8()?,
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

    /// `CreateAclsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CreateAclsResponse {
        pub throttle_time_ms: i32,
        pub results: Vec<AclCreationResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for CreateAclsResponse {
        const NAME: &'static str = "CreateAclsResponse";
        const VERSIONS: RangeInclusive<i16> = 1..=3;
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
                    input.array(flexible, |input| AclCreationResult::decode(version, input))?,
                    "results",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `AclCreationResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AclCreationResult {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for AclCreationResult {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl AclCreationResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
