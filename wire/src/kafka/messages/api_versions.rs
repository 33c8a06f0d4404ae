// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `ApiVersions`, API 18, versions 0 to 4.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::BytesMut;
    use std::ops::RangeInclusive;

    /// `ApiVersionsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ApiVersionsRequest {
        pub client_software_name: String,
        pub client_software_version: String,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ApiVersionsRequest {
        const NAME: &'static str = "ApiVersionsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=4;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            if version >= 3 {
                writer::string(out, flexible, Some(&self.client_software_name))?;
            }
            if version >= 3 {
                writer::string(out, flexible, Some(&self.client_software_version))?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                client_software_name: if version >= 3 {
                    required(input.string(flexible)?, "client_software_name")?
                } else {
                    String::new()
                },
                client_software_version: if version >= 3 {
                    required(input.string(flexible)?, "client_software_version")?
                } else {
                    String::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ApiVersionsRequest {
        const KEY: i16 = 18;
        type Response = super::response::ApiVersionsResponse;
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

    /// `ApiVersionsResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ApiVersionsResponse {
        pub error_code: i16,
        pub api_keys: Vec<ApiVersion>,
        pub throttle_time_ms: i32,
        pub supported_features: Vec<SupportedFeatureKey>,
        pub finalized_features_epoch: i64,
        pub finalized_features: Vec<FinalizedFeatureKey>,
        pub zk_migration_ready: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ApiVersionsResponse {
        fn default() -> Self {
            Self {
                error_code: 0,
                api_keys: Vec::new(),
                throttle_time_ms: 0,
                supported_features: Vec::new(),
                finalized_features_epoch: -1,
                finalized_features: Vec::new(),
                zk_migration_ready: false,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for ApiVersionsResponse {
        const NAME: &'static str = "ApiVersionsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=4;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            out.put_i16(self.error_code);
            writer::array(out, flexible, Some(&self.api_keys), |e, out| e.encode(version, out))?;
            if version >= 1 {
                out.put_i32(self.throttle_time_ms);
            }
            let mut tags = writer::Tags::default();
            if version >= 3 {
                tags.put(0, self.supported_features.is_empty(), |out| {
                    writer::array(out, flexible, Some(&self.supported_features), |e, out| {
                        e.encode(version, out)
                    })?;
                    Ok(())
                })?;
            }
            if version >= 3 {
                tags.put(1, self.finalized_features_epoch == -1, |out| {
                    out.put_i64(self.finalized_features_epoch);
                    Ok(())
                })?;
            }
            if version >= 3 {
                tags.put(2, self.finalized_features.is_empty(), |out| {
                    writer::array(out, flexible, Some(&self.finalized_features), |e, out| {
                        e.encode(version, out)
                    })?;
                    Ok(())
                })?;
            }
            if version >= 3 {
                tags.put(3, !self.zk_migration_ready, |out| {
                    out.put_u8(u8::from(self.zk_migration_ready));
                    Ok(())
                })?;
            }
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            let mut this = Self {
                error_code: input.i16()?,
                api_keys: required(
                    input.array(flexible, |input| ApiVersion::decode(version, input))?,
                    "api_keys",
                )?,
                throttle_time_ms: if version >= 1 { input.i32()? } else { 0 },
                supported_features: Vec::new(),
                finalized_features_epoch: -1,
                finalized_features: Vec::new(),
                zk_migration_ready: false,
                unknown_tagged_fields: TaggedFields::new(),
            };
            this.unknown_tagged_fields = input.tagged(flexible, |tag, input| {
                match tag {
                    0 if version >= 3 => {
                        this.supported_features = required(
                            input.array(flexible, |input| {
                                SupportedFeatureKey::decode(version, input)
                            })?,
                            "supported_features",
                        )?;
                    }
                    1 if version >= 3 => {
                        this.finalized_features_epoch = input.i64()?;
                    }
                    2 if version >= 3 => {
                        this.finalized_features = required(
                            input.array(flexible, |input| {
                                FinalizedFeatureKey::decode(version, input)
                            })?,
                            "finalized_features",
                        )?;
                    }
                    3 if version >= 3 => {
                        this.zk_migration_ready = input.bool()?;
                    }
                    _ => return Ok(false),
                }
                Ok(true)
            })?;
            Ok(this)
        }
    }

    /// `ApiVersion`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ApiVersion {
        pub api_key: i16,
        pub min_version: i16,
        pub max_version: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ApiVersion {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            out.put_i16(self.api_key);
            out.put_i16(self.min_version);
            out.put_i16(self.max_version);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                api_key: input.i16()?,
                min_version: input.i16()?,
                max_version: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `FinalizedFeatureKey`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct FinalizedFeatureKey {
        pub name: String,
        pub max_version_level: i16,
        pub min_version_level: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl FinalizedFeatureKey {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            out.put_i16(self.max_version_level);
            out.put_i16(self.min_version_level);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
                max_version_level: input.i16()?,
                min_version_level: input.i16()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `SupportedFeatureKey`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct SupportedFeatureKey {
        pub name: String,
        pub min_version: i16,
        pub max_version: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl SupportedFeatureKey {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            out.put_i16(self.min_version);
            out.put_i16(self.max_version);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
                min_version: input.i16()?,
                max_version: input.i16()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
