// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `JoinGroup`, API 11, versions 0 to 9.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, Bytes, BytesMut};
    use std::ops::RangeInclusive;

    /// `JoinGroupRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct JoinGroupRequest {
        pub group_id: String,
        pub session_timeout_ms: i32,
        pub rebalance_timeout_ms: i32,
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub protocol_type: String,
        pub protocols: Vec<JoinGroupRequestProtocol>,
        pub reason: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for JoinGroupRequest {
        fn default() -> Self {
            Self {
                group_id: String::new(),
                session_timeout_ms: 0,
                rebalance_timeout_ms: -1,
                member_id: String::new(),
                group_instance_id: None,
                protocol_type: String::new(),
                protocols: Vec::new(),
                reason: None,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for JoinGroupRequest {
        const NAME: &'static str = "JoinGroupRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=9;
        const FIRST_FLEXIBLE: i16 = 6;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            writer::string(out, flexible, Some(&self.group_id))?;
            out.put_i32(self.session_timeout_ms);
            if version >= 1 {
                out.put_i32(self.rebalance_timeout_ms);
            }
            writer::string(out, flexible, Some(&self.member_id))?;
            if version >= 5 {
                writer::string(out, flexible, self.group_instance_id.as_deref())?;
            } else {
                absent(self.group_instance_id.is_none(), "group_instance_id", version)?;
            }
            writer::string(out, flexible, Some(&self.protocol_type))?;
            writer::array(out, flexible, Some(&self.protocols), |e, out| e.encode(version, out))?;
            if version >= 8 {
                writer::string(out, flexible, self.reason.as_deref())?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            Ok(Self {
                group_id: required(input.string(flexible)?, "group_id")?,
                session_timeout_ms: input.i32()?,
                rebalance_timeout_ms: if version >= 1 { input.i32()? } else { -1 },
                member_id: required(input.string(flexible)?, "member_id")?,
                group_instance_id: if version >= 5 { input.string(flexible)? } else { None },
                protocol_type: required(input.string(flexible)?, "protocol_type")?,
                protocols: required(
                    input.array(flexible, |input| {
                        JoinGroupRequestProtocol::decode(version, input)
                    })?,
                    "protocols",
                )?,
                reason: if version >= 8 { input.string(flexible)? } else { None },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for JoinGroupRequest {
        const KEY: i16 = 11;
        type Response = super::response::JoinGroupResponse;
    }

    /// `JoinGroupRequestProtocol`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct JoinGroupRequestProtocol {
        pub name: String,
        pub metadata: Bytes,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl JoinGroupRequestProtocol {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            writer::string(out, flexible, Some(&self.name))?;
            writer::bytes(out, flexible, Some(&self.metadata))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                metadata: required(input.bytes(flexible)?, "metadata")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, absent, check_version, nullable_if, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, Bytes, BytesMut};
    use std::ops::RangeInclusive;

    /// `JoinGroupResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct JoinGroupResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub generation_id: i32,
        pub protocol_type: Option<String>,
        pub protocol_name: Option<String>,
        pub leader: String,
        pub skip_assignment: bool,
        pub member_id: String,
        pub members: Vec<JoinGroupResponseMember>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for JoinGroupResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                generation_id: -1,
                protocol_type: None,
                protocol_name: Some(String::new()),
                leader: String::new(),
                skip_assignment: false,
                member_id: String::new(),
                members: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for JoinGroupResponse {
        const NAME: &'static str = "JoinGroupResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=9;
        const FIRST_FLEXIBLE: i16 = 6;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            if version >= 2 {
                out.put_i32(self.throttle_time_ms);
            }
            out.put_i16(self.error_code);
            out.put_i32(self.generation_id);
            if version >= 7 {
                writer::string(out, flexible, self.protocol_type.as_deref())?;
            }
            writer::string(
                out,
                flexible,
                nullable_if(version >= 7, self.protocol_name.as_deref(), "protocol_name")?,
            )?;
            writer::string(out, flexible, Some(&self.leader))?;
            if version >= 9 {
                out.put_u8(u8::from(self.skip_assignment));
            } else {
                absent(!self.skip_assignment, "skip_assignment", version)?;
            }
            writer::string(out, flexible, Some(&self.member_id))?;
            writer::array(out, flexible, Some(&self.members), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            Ok(Self {
                throttle_time_ms: if version >= 2 { input.i32()? } else { 0 },
                error_code: input.i16()?,
                generation_id: input.i32()?,
                protocol_type: if version >= 7 { input.string(flexible)? } else { None },
                protocol_name: nullable_if(version >= 7, input.string(flexible)?, "protocol_name")?,
                leader: required(input.string(flexible)?, "leader")?,
                skip_assignment: if version >= 9 { input.bool()? } else { false },
                member_id: required(input.string(flexible)?, "member_id")?,
                members: required(
                    input
                        .array(flexible, |input| JoinGroupResponseMember::decode(version, input))?,
                    "members",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `JoinGroupResponseMember`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct JoinGroupResponseMember {
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub metadata: Bytes,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl JoinGroupResponseMember {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            writer::string(out, flexible, Some(&self.member_id))?;
            if version >= 5 {
                writer::string(out, flexible, self.group_instance_id.as_deref())?;
            }
            writer::bytes(out, flexible, Some(&self.metadata))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                member_id: required(input.string(flexible)?, "member_id")?,
                group_instance_id: if version >= 5 { input.string(flexible)? } else { None },
                metadata: required(input.bytes(flexible)?, "metadata")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
