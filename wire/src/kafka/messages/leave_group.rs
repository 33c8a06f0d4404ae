// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `LeaveGroup`, API 13, versions 0 to 5.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::BytesMut;
    use std::ops::RangeInclusive;

    /// `LeaveGroupRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct LeaveGroupRequest {
        pub group_id: String,
        pub member_id: String,
        pub members: Vec<MemberIdentity>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for LeaveGroupRequest {
        const NAME: &'static str = "LeaveGroupRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            writer::string(out, flexible, Some(&self.group_id))?;
            if version <= 2 {
                writer::string(out, flexible, Some(&self.member_id))?;
            } else {
                absent(self.member_id.is_empty(), "member_id", version)?;
            }
            if version >= 3 {
                writer::array(out, flexible, Some(&self.members), |e, out| e.encode(version, out))?;
            } else {
                absent(self.members.is_empty(), "members", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                group_id: required(input.string(flexible)?, "group_id")?,
                member_id: if version <= 2 {
                    required(input.string(flexible)?, "member_id")?
                } else {
                    String::new()
                },
                members: if version >= 3 {
                    required(
                        input.array(flexible, |input| MemberIdentity::decode(version, input))?,
                        "members",
                    )?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for LeaveGroupRequest {
        const KEY: i16 = 13;
        type Response = super::response::LeaveGroupResponse;
    }

    /// `MemberIdentity`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct MemberIdentity {
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub reason: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl MemberIdentity {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 4;
            writer::string(out, flexible, Some(&self.member_id))?;
            writer::string(out, flexible, self.group_instance_id.as_deref())?;
            if version >= 5 {
                writer::string(out, flexible, self.reason.as_deref())?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 4;
            Ok(Self {
                member_id: required(input.string(flexible)?, "member_id")?,
                group_instance_id: input.string(flexible)?,
                reason: if version >= 5 { input.string(flexible)? } else { None },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `LeaveGroupResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct LeaveGroupResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub members: Vec<MemberResponse>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for LeaveGroupResponse {
        const NAME: &'static str = "LeaveGroupResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            if version >= 1 {
                out.put_i32(self.throttle_time_ms);
            }
            out.put_i16(self.error_code);
            if version >= 3 {
                writer::array(out, flexible, Some(&self.members), |e, out| e.encode(version, out))?;
            } else {
                absent(self.members.is_empty(), "members", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                throttle_time_ms: if version >= 1 { input.i32()? } else { 0 },
                error_code: input.i16()?,
                members: if version >= 3 {
                    required(
                        input.array(flexible, |input| MemberResponse::decode(version, input))?,
                        "members",
                    )?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `MemberResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MemberResponse {
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for MemberResponse {
        fn default() -> Self {
            Self {
                member_id: String::new(),
                group_instance_id: Some(String::new()),
                error_code: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl MemberResponse {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 4;
            writer::string(out, flexible, Some(&self.member_id))?;
            writer::string(out, flexible, self.group_instance_id.as_deref())?;
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 4;
            Ok(Self {
                member_id: required(input.string(flexible)?, "member_id")?,
                group_instance_id: input.string(flexible)?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
