// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `AlterUserScramCredentials`, API 51, versions 0 to 0.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, Bytes, BytesMut};
    use std::ops::RangeInclusive;

    /// `AlterUserScramCredentialsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AlterUserScramCredentialsRequest {
        pub deletions: Vec<ScramCredentialDeletion>,
        pub upsertions: Vec<ScramCredentialUpsertion>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for AlterUserScramCredentialsRequest {
        const NAME: &'static str = "AlterUserScramCredentialsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::array(out, true, Some(&self.deletions), |e, out| e.encode(version, out))?;
            writer::array(out, true, Some(&self.upsertions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                deletions: required(
                    input.array(true, |input| ScramCredentialDeletion::decode(version, input))?,
                    "deletions",
                )?,
                upsertions: required(
                    input.array(true, |input| ScramCredentialUpsertion::decode(version, input))?,
                    "upsertions",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for AlterUserScramCredentialsRequest {
        const KEY: i16 = 51;
        type Response = super::response::AlterUserScramCredentialsResponse;
    }

    /// `ScramCredentialDeletion`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ScramCredentialDeletion {
        pub name: String,
        pub mechanism: i8,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ScramCredentialDeletion {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            out.put_i8(self.mechanism);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
                mechanism: input.i8()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `ScramCredentialUpsertion`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ScramCredentialUpsertion {
        pub name: String,
        pub mechanism: i8,
        pub iterations: i32,
        pub salt: Bytes,
        pub salted_password: Bytes,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ScramCredentialUpsertion {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            out.put_i8(self.mechanism);
            out.put_i32(self.iterations);
            writer::bytes(out, true, Some(&self.salt))?;
            writer::bytes(out, true, Some(&self.salted_password))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
                mechanism: input.i8()?,
                iterations: input.i32()?,
                salt: required(input.bytes(true)?, "salt")?,
                salted_password: required(input.bytes(true)?, "salted_password")?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
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

    /// `AlterUserScramCredentialsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AlterUserScramCredentialsResponse {
        pub throttle_time_ms: i32,
        pub results: Vec<AlterUserScramCredentialsResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for AlterUserScramCredentialsResponse {
        const NAME: &'static str = "AlterUserScramCredentialsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, true, Some(&self.results), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                results: required(
                    input.array(true, |input| {
                        AlterUserScramCredentialsResult::decode(version, input)
                    })?,
                    "results",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `AlterUserScramCredentialsResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AlterUserScramCredentialsResult {
        pub user: String,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for AlterUserScramCredentialsResult {
        fn default() -> Self {
            Self {
                user: String::new(),
                error_code: 0,
                error_message: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl AlterUserScramCredentialsResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.user))?;
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                user: required(input.string(true)?, "user")?,
                error_code: input.i16()?,
                error_message: input.string(true)?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
