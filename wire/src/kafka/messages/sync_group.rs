// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `SyncGroup`, API 14, versions 0 to 5.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, Bytes, BytesMut};
    use std::ops::RangeInclusive;

    /// `SyncGroupRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct SyncGroupRequest {
        pub group_id: String,
        pub generation_id: i32,
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub protocol_type: Option<String>,
        pub protocol_name: Option<String>,
        pub assignments: Vec<SyncGroupRequestAssignment>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for SyncGroupRequest {
        const NAME: &'static str = "SyncGroupRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            writer::string(out, flexible, Some(&self.group_id))?;
            out.put_i32(self.generation_id);
            writer::string(out, flexible, Some(&self.member_id))?;
            if version >= 3 {
                writer::string(out, flexible, self.group_instance_id.as_deref())?;
            } else {
                absent(self.group_instance_id.is_none(), "group_instance_id", version)?;
            }
            if version >= 5 {
                writer::string(out, flexible, self.protocol_type.as_deref())?;
            }
            if version >= 5 {
                writer::string(out, flexible, self.protocol_name.as_deref())?;
            }
            writer::array(out, flexible, Some(&self.assignments), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                group_id: required(input.string(flexible)?, "group_id")?,
                generation_id: input.i32()?,
                member_id: required(input.string(flexible)?, "member_id")?,
                group_instance_id: if version >= 3 { input.string(flexible)? } else { None },
                protocol_type: if version >= 5 { input.string(flexible)? } else { None },
                protocol_name: if version >= 5 { input.string(flexible)? } else { None },
                assignments: required(
                    input.array(flexible, |input| {
                        SyncGroupRequestAssignment::decode(version, input)
                    })?,
                    "assignments",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for SyncGroupRequest {
        const KEY: i16 = 14;
        type Response = super::response::SyncGroupResponse;
    }

    /// `SyncGroupRequestAssignment`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct SyncGroupRequestAssignment {
        pub member_id: String,
        pub assignment: Bytes,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl SyncGroupRequestAssignment {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 4;
            writer::string(out, flexible, Some(&self.member_id))?;
            writer::bytes(out, flexible, Some(&self.assignment))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 4;
            Ok(Self {
                member_id: required(input.string(flexible)?, "member_id")?,
                assignment: required(input.bytes(flexible)?, "assignment")?,
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
    use bytes::{BufMut as _, Bytes, BytesMut};
    use std::ops::RangeInclusive;

    /// `SyncGroupResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct SyncGroupResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub protocol_type: Option<String>,
        pub protocol_name: Option<String>,
        pub assignment: Bytes,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for SyncGroupResponse {
        const NAME: &'static str = "SyncGroupResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            if version >= 1 {
                out.put_i32(self.throttle_time_ms);
            }
            out.put_i16(self.error_code);
            if version >= 5 {
                writer::string(out, flexible, self.protocol_type.as_deref())?;
            }
            if version >= 5 {
                writer::string(out, flexible, self.protocol_name.as_deref())?;
            }
            writer::bytes(out, flexible, Some(&self.assignment))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                throttle_time_ms: if version >= 1 { input.i32()? } else { 0 },
                error_code: input.i16()?,
                protocol_type: if version >= 5 { input.string(flexible)? } else { None },
                protocol_name: if version >= 5 { input.string(flexible)? } else { None },
                assignment: required(input.bytes(flexible)?, "assignment")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
