// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeAcls`, API 29, versions 1 to 3.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeAclsRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeAclsRequest {
        pub resource_type_filter: i8,
        pub resource_name_filter: Option<String>,
        pub pattern_type_filter: i8,
        pub principal_filter: Option<String>,
        pub host_filter: Option<String>,
        pub operation: i8,
        pub permission_type: i8,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeAclsRequest {
        fn default() -> Self {
            Self {
                resource_type_filter: 0,
                resource_name_filter: Some(String::new()),
                pattern_type_filter: 3,
                principal_filter: Some(String::new()),
                host_filter: Some(String::new()),
                operation: 0,
                permission_type: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for DescribeAclsRequest {
        const NAME: &'static str = "DescribeAclsRequest";
        const VERSIONS: RangeInclusive<i16> = 1..=3;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i8(self.resource_type_filter);
            writer::string(out, flexible, self.resource_name_filter.as_deref())?;
            out.put_i8(self.pattern_type_filter);
            writer::string(out, flexible, self.principal_filter.as_deref())?;
            writer::string(out, flexible, self.host_filter.as_deref())?;
            out.put_i8(self.operation);
            out.put_i8(self.permission_type);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                resource_type_filter: input.i8()?,
                resource_name_filter: input.string(flexible)?,
                pattern_type_filter: input.i8()?,
                principal_filter: input.string(flexible)?,
                host_filter: input.string(flexible)?,
                operation: input.i8()?,
                permission_type: input.i8()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeAclsRequest {
        const KEY: i16 = 29;
        type Response = super::response::DescribeAclsResponse;
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

    /// `DescribeAclsResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeAclsResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub resources: Vec<DescribeAclsResource>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeAclsResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                error_message: Some(String::new()),
                resources: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for DescribeAclsResponse {
        const NAME: &'static str = "DescribeAclsResponse";
        const VERSIONS: RangeInclusive<i16> = 1..=3;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            writer::array(out, flexible, Some(&self.resources), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                resources: required(
                    input.array(flexible, |input| DescribeAclsResource::decode(version, input))?,
                    "resources",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `AclDescription`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AclDescription {
        pub principal: String,
        pub host: String,
        pub operation: i8,
        pub permission_type: i8,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl AclDescription {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
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
                principal: required(input.string(flexible)?, "principal")?,
                host: required(input.string(flexible)?, "host")?,
                operation: input.i8()?,
                permission_type: input.i8()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeAclsResource`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeAclsResource {
        pub resource_type: i8,
        pub resource_name: String,
        pub pattern_type: i8,
        pub acls: Vec<AclDescription>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeAclsResource {
        fn default() -> Self {
            Self {
                resource_type: 0,
                resource_name: String::new(),
                pattern_type: 3,
                acls: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribeAclsResource {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i8(self.resource_type);
            writer::string(out, flexible, Some(&self.resource_name))?;
            out.put_i8(self.pattern_type);
            writer::array(out, flexible, Some(&self.acls), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                resource_type: input.i8()?,
                resource_name: required(input.string(flexible)?, "resource_name")?,
                pattern_type: input.i8()?,
                acls: required(
                    input.array(flexible, |input| AclDescription::decode(version, input))?,
                    "acls",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
