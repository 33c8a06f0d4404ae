// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DeleteGroups`, API 42, versions 0 to 2.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::BytesMut;
    use std::ops::RangeInclusive;

    /// `DeleteGroupsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteGroupsRequest {
        pub groups_names: Vec<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DeleteGroupsRequest {
        const NAME: &'static str = "DeleteGroupsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            writer::array(out, flexible, Some(&self.groups_names), |e, out| {
                writer::string(out, flexible, Some(e))
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                groups_names: required(
                    input.array(flexible, |input| {
                        required(input.string(flexible)?, "groups_names")
                    })?,
                    "groups_names",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DeleteGroupsRequest {
        const KEY: i16 = 42;
        type Response = super::response::DeleteGroupsResponse;
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

    /// `DeleteGroupsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeleteGroupsResponse {
        pub throttle_time_ms: i32,
        pub results: Vec<DeletableGroupResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DeleteGroupsResponse {
        const NAME: &'static str = "DeleteGroupsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
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
                    input.array(flexible, |input| DeletableGroupResult::decode(version, input))?,
                    "results",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DeletableGroupResult`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeletableGroupResult {
        pub group_id: String,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DeletableGroupResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::string(out, flexible, Some(&self.group_id))?;
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                group_id: required(input.string(flexible)?, "group_id")?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
