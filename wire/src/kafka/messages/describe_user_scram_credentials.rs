// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeUserScramCredentials`, API 50, versions 0 to 0.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::BytesMut;
    use std::ops::RangeInclusive;

    /// `DescribeUserScramCredentialsRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeUserScramCredentialsRequest {
        pub users: Option<Vec<UserName>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeUserScramCredentialsRequest {
        fn default() -> Self {
            Self { users: Some(Vec::new()), unknown_tagged_fields: TaggedFields::new() }
        }
    }

    impl Message for DescribeUserScramCredentialsRequest {
        const NAME: &'static str = "DescribeUserScramCredentialsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::array(out, true, self.users.as_deref(), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                users: input.array(true, |input| UserName::decode(version, input))?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeUserScramCredentialsRequest {
        const KEY: i16 = 50;
        type Response = super::response::DescribeUserScramCredentialsResponse;
    }

    /// `UserName`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct UserName {
        pub name: String,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl UserName {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
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

    /// `DescribeUserScramCredentialsResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeUserScramCredentialsResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub results: Vec<DescribeUserScramCredentialsResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeUserScramCredentialsResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                error_message: Some(String::new()),
                results: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for DescribeUserScramCredentialsResponse {
        const NAME: &'static str = "DescribeUserScramCredentialsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            writer::array(out, true, Some(&self.results), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(true)?,
                results: required(
                    input.array(true, |input| {
                        DescribeUserScramCredentialsResult::decode(version, input)
                    })?,
                    "results",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `CredentialInfo`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CredentialInfo {
        pub mechanism: i8,
        pub iterations: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl CredentialInfo {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i8(self.mechanism);
            out.put_i32(self.iterations);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                mechanism: input.i8()?,
                iterations: input.i32()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeUserScramCredentialsResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeUserScramCredentialsResult {
        pub user: String,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub credential_infos: Vec<CredentialInfo>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeUserScramCredentialsResult {
        fn default() -> Self {
            Self {
                user: String::new(),
                error_code: 0,
                error_message: Some(String::new()),
                credential_infos: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribeUserScramCredentialsResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.user))?;
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            writer::array(out, true, Some(&self.credential_infos), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                user: required(input.string(true)?, "user")?,
                error_code: input.i16()?,
                error_message: input.string(true)?,
                credential_infos: required(
                    input.array(true, |input| CredentialInfo::decode(version, input))?,
                    "credential_infos",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
