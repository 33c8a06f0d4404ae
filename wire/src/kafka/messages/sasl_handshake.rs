// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `SaslHandshake`, API 17, versions 0 to 1.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::BytesMut;
    use std::ops::RangeInclusive;

    /// `SaslHandshakeRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct SaslHandshakeRequest {
        pub mechanism: String,
    }

    impl Message for SaslHandshakeRequest {
        const NAME: &'static str = "SaslHandshakeRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = i16::MAX;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::string(out, false, Some(&self.mechanism))?;
            Ok(())
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self { mechanism: required(input.string(false)?, "mechanism")? })
        }
    }

    impl Request for SaslHandshakeRequest {
        const KEY: i16 = 17;
        type Response = super::response::SaslHandshakeResponse;
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `SaslHandshakeResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct SaslHandshakeResponse {
        pub error_code: i16,
        pub mechanisms: Vec<String>,
    }

    impl Message for SaslHandshakeResponse {
        const NAME: &'static str = "SaslHandshakeResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = i16::MAX;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i16(self.error_code);
            writer::array(out, false, Some(&self.mechanisms), |e, out| {
                writer::string(out, false, Some(e))
            })?;
            Ok(())
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                error_code: input.i16()?,
                mechanisms: required(
                    input.array(false, |input| required(input.string(false)?, "mechanisms"))?,
                    "mechanisms",
                )?,
            })
        }
    }
}
