// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DeleteAcls`, API 31, versions 1 to 3.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DeleteAclsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteAclsRequest {
        pub filters: Vec<DeleteAclsFilter>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DeleteAclsRequest {
        const NAME: &'static str = "DeleteAclsRequest";
        const VERSIONS: RangeInclusive<i16> = 1..=3;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            writer::array(out, flexible, Some(&self.filters), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                filters: required(
                    input.array(flexible, |input| DeleteAclsFilter::decode(version, input))?,
                    "filters",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DeleteAclsRequest {
        const KEY: i16 = 31;
        type Response = super::response::DeleteAclsResponse;
    }

    /// `DeleteAclsFilter`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DeleteAclsFilter {
        pub resource_type_filter: i8,
        pub resource_name_filter: Option<String>,
        pub pattern_type_filter: i8,
        pub principal_filter: Option<String>,
        pub host_filter: Option<String>,
        pub operation: i8,
        pub permission_type: i8,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DeleteAclsFilter {
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

    impl DeleteAclsFilter {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
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

    /// `DeleteAclsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteAclsResponse {
        pub throttle_time_ms: i32,
        pub filter_results: Vec<DeleteAclsFilterResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DeleteAclsResponse {
        const NAME: &'static str = "DeleteAclsResponse";
        const VERSIONS: RangeInclusive<i16> = 1..=3;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, flexible, Some(&self.filter_results), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                filter_results: required(
                    input
                        .array(flexible, |input| DeleteAclsFilterResult::decode(version, input))?,
                    "filter_results",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DeleteAclsFilterResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DeleteAclsFilterResult {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub matching_acls: Vec<DeleteAclsMatchingAcl>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DeleteAclsFilterResult {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: Some(String::new()),
                matching_acls: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DeleteAclsFilterResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            writer::array(out, flexible, Some(&self.matching_acls), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                matching_acls: required(
                    input.array(flexible, |input| DeleteAclsMatchingAcl::decode(version, input))?,
                    "matching_acls",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DeleteAclsMatchingAcl`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DeleteAclsMatchingAcl {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub resource_type: i8,
        pub resource_name: String,
        pub pattern_type: i8,
        pub principal: String,
        pub host: String,
        pub operation: i8,
        pub permission_type: i8,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DeleteAclsMatchingAcl {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: Some(String::new()),
                resource_type: 0,
                resource_name: String::new(),
                pattern_type: 3,
                principal: String::new(),
                host: String::new(),
                operation: 0,
                permission_type: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DeleteAclsMatchingAcl {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            out.put_i8(self.resource_type);
            writer::string(out, flexible, Some(&self.resource_name))?;
            out.put_i8(self.pattern_type);
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
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                resource_type: input.i8()?,
                resource_name: required(input.string(flexible)?, "resource_name")?,
                pattern_type: input.i8()?,
                principal: required(input.string(flexible)?, "principal")?,
                host: required(input.string(flexible)?, "host")?,
                operation: input.i8()?,
                permission_type: input.i8()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
