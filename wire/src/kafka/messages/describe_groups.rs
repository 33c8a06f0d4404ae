// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeGroups`, API 15, versions 0 to 6.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeGroupsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeGroupsRequest {
        pub groups: Vec<String>,
        pub include_authorized_operations: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeGroupsRequest {
        const NAME: &'static str = "DescribeGroupsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=6;
        const FIRST_FLEXIBLE: i16 = 5;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 5;
            writer::array(out, flexible, Some(&self.groups), |e, out| {
                writer::string(out, flexible, Some(e))
            })?;
            if version >= 3 {
                out.put_u8(u8::from(self.include_authorized_operations));
            } else {
                absent(
                    !self.include_authorized_operations,
                    "include_authorized_operations",
                    version,
                )?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 5;
            Ok(Self {
                groups: required(
                    input.array(flexible, |input| required(input.string(flexible)?, "groups"))?,
                    "groups",
                )?,
                include_authorized_operations: if version >= 3 { input.bool()? } else { false },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeGroupsRequest {
        const KEY: i16 = 15;
        type Response = super::response::DescribeGroupsResponse;
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, Bytes, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeGroupsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeGroupsResponse {
        pub throttle_time_ms: i32,
        pub groups: Vec<DescribedGroup>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeGroupsResponse {
        const NAME: &'static str = "DescribeGroupsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=6;
        const FIRST_FLEXIBLE: i16 = 5;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 5;
            if version >= 1 {
                out.put_i32(self.throttle_time_ms);
            }
            writer::array(out, flexible, Some(&self.groups), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 5;
            Ok(Self {
                throttle_time_ms: if version >= 1 { input.i32()? } else { 0 },
                groups: required(
                    input.array(flexible, |input| DescribedGroup::decode(version, input))?,
                    "groups",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribedGroup`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribedGroup {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub group_id: String,
        pub group_state: String,
        pub protocol_type: String,
        pub protocol_data: String,
        pub members: Vec<DescribedGroupMember>,
        pub authorized_operations: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribedGroup {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: None,
                group_id: String::new(),
                group_state: String::new(),
                protocol_type: String::new(),
                protocol_data: String::new(),
                members: Vec::new(),
                authorized_operations: -2_147_483_648,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribedGroup {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 5;
            out.put_i16(self.error_code);
            if version >= 6 {
                writer::string(out, flexible, self.error_message.as_deref())?;
            } else {
                absent(self.error_message.is_none(), "error_message", version)?;
            }
            writer::string(out, flexible, Some(&self.group_id))?;
            writer::string(out, flexible, Some(&self.group_state))?;
            writer::string(out, flexible, Some(&self.protocol_type))?;
            writer::string(out, flexible, Some(&self.protocol_data))?;
            writer::array(out, flexible, Some(&self.members), |e, out| e.encode(version, out))?;
            if version >= 3 {
                out.put_i32(self.authorized_operations);
            } else {
                absent(
                    self.authorized_operations == -2_147_483_648,
                    "authorized_operations",
                    version,
                )?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 5;
            Ok(Self {
                error_code: input.i16()?,
                error_message: if version >= 6 { input.string(flexible)? } else { None },
                group_id: required(input.string(flexible)?, "group_id")?,
                group_state: required(input.string(flexible)?, "group_state")?,
                protocol_type: required(input.string(flexible)?, "protocol_type")?,
                protocol_data: required(input.string(flexible)?, "protocol_data")?,
                members: required(
                    input.array(flexible, |input| DescribedGroupMember::decode(version, input))?,
                    "members",
                )?,
                authorized_operations: if version >= 3 { input.i32()? } else { -2_147_483_648 },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribedGroupMember`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribedGroupMember {
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub client_id: String,
        pub client_host: String,
        pub member_metadata: Bytes,
        pub member_assignment: Bytes,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DescribedGroupMember {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 5;
            writer::string(out, flexible, Some(&self.member_id))?;
            if version >= 4 {
                writer::string(out, flexible, self.group_instance_id.as_deref())?;
            }
            writer::string(out, flexible, Some(&self.client_id))?;
            writer::string(out, flexible, Some(&self.client_host))?;
            writer::bytes(out, flexible, Some(&self.member_metadata))?;
            writer::bytes(out, flexible, Some(&self.member_assignment))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 5;
            Ok(Self {
                member_id: required(input.string(flexible)?, "member_id")?,
                group_instance_id: if version >= 4 { input.string(flexible)? } else { None },
                client_id: required(input.string(flexible)?, "client_id")?,
                client_host: required(input.string(flexible)?, "client_host")?,
                member_metadata: required(input.bytes(flexible)?, "member_metadata")?,
                member_assignment: required(input.bytes(flexible)?, "member_assignment")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
