// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `Heartbeat`, API 12, versions 0 to 4.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `HeartbeatRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct HeartbeatRequest {
        pub group_id: String,
        pub generation_id: i32,
        pub member_id: String,
        pub group_instance_id: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for HeartbeatRequest {
        const NAME: &'static str = "HeartbeatRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=4;
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
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for HeartbeatRequest {
        const KEY: i16 = 12;
        type Response = super::response::HeartbeatResponse;
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, check_version},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `HeartbeatResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct HeartbeatResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for HeartbeatResponse {
        const NAME: &'static str = "HeartbeatResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=4;
        const FIRST_FLEXIBLE: i16 = 4;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            if version >= 1 {
                out.put_i32(self.throttle_time_ms);
            }
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 4;
            Ok(Self {
                throttle_time_ms: if version >= 1 { input.i32()? } else { 0 },
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
