// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `SaslAuthenticate`, API 36, versions 0 to 2.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{Bytes, BytesMut};
    use std::ops::RangeInclusive;

    /// `SaslAuthenticateRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct SaslAuthenticateRequest {
        pub auth_bytes: Bytes,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for SaslAuthenticateRequest {
        const NAME: &'static str = "SaslAuthenticateRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            writer::bytes(out, flexible, Some(&self.auth_bytes))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                auth_bytes: required(input.bytes(flexible)?, "auth_bytes")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for SaslAuthenticateRequest {
        const KEY: i16 = 36;
        type Response = super::response::SaslAuthenticateResponse;
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

    /// `SaslAuthenticateResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SaslAuthenticateResponse {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub auth_bytes: Bytes,
        pub session_lifetime_ms: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for SaslAuthenticateResponse {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: Some(String::new()),
                auth_bytes: Bytes::new(),
                session_lifetime_ms: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for SaslAuthenticateResponse {
        const NAME: &'static str = "SaslAuthenticateResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            writer::bytes(out, flexible, Some(&self.auth_bytes))?;
            if version >= 1 {
                out.put_i64(self.session_lifetime_ms);
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                auth_bytes: required(input.bytes(flexible)?, "auth_bytes")?,
                session_lifetime_ms: if version >= 1 { input.i64()? } else { 0 },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
