// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `FindCoordinator`, API 10, versions 0 to 6.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `FindCoordinatorRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct FindCoordinatorRequest {
        pub key: String,
        pub key_type: i8,
        pub coordinator_keys: Vec<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for FindCoordinatorRequest {
        const NAME: &'static str = "FindCoordinatorRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=6;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            if version <= 3 {
                writer::string(out, flexible, Some(&self.key))?;
            } else {
                absent(self.key.is_empty(), "key", version)?;
            }
            if version >= 1 {
                out.put_i8(self.key_type);
            } else {
                absent(self.key_type == 0, "key_type", version)?;
            }
            if version >= 4 {
                writer::array(out, flexible, Some(&self.coordinator_keys), |e, out| {
                    writer::string(out, flexible, Some(e))
                })?;
            } else {
                absent(self.coordinator_keys.is_empty(), "coordinator_keys", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                key: if version <= 3 {
                    required(input.string(flexible)?, "key")?
                } else {
                    String::new()
                },
                key_type: if version >= 1 { input.i8()? } else { 0 },
                coordinator_keys: if version >= 4 {
                    required(
                        input.array(flexible, |input| {
                            required(input.string(flexible)?, "coordinator_keys")
                        })?,
                        "coordinator_keys",
                    )?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for FindCoordinatorRequest {
        const KEY: i16 = 10;
        type Response = super::response::FindCoordinatorResponse;
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

    /// `FindCoordinatorResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct FindCoordinatorResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub node_id: i32,
        pub host: String,
        pub port: i32,
        pub coordinators: Vec<Coordinator>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for FindCoordinatorResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                error_message: Some(String::new()),
                node_id: 0,
                host: String::new(),
                port: 0,
                coordinators: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for FindCoordinatorResponse {
        const NAME: &'static str = "FindCoordinatorResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=6;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            if version >= 1 {
                out.put_i32(self.throttle_time_ms);
            }
            if version <= 3 {
                out.put_i16(self.error_code);
            } else {
                absent(self.error_code == 0, "error_code", version)?;
            }
            if (1..=3).contains(&version) {
                writer::string(out, flexible, self.error_message.as_deref())?;
            }
            if version <= 3 {
                out.put_i32(self.node_id);
            } else {
                absent(self.node_id == 0, "node_id", version)?;
            }
            if version <= 3 {
                writer::string(out, flexible, Some(&self.host))?;
            } else {
                absent(self.host.is_empty(), "host", version)?;
            }
            if version <= 3 {
                out.put_i32(self.port);
            } else {
                absent(self.port == 0, "port", version)?;
            }
            if version >= 4 {
                writer::array(out, flexible, Some(&self.coordinators), |e, out| {
                    e.encode(version, out)
                })?;
            } else {
                absent(self.coordinators.is_empty(), "coordinators", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                throttle_time_ms: if version >= 1 { input.i32()? } else { 0 },
                error_code: if version <= 3 { input.i16()? } else { 0 },
                error_message: if (1..=3).contains(&version) {
                    input.string(flexible)?
                } else {
                    Some(String::new())
                },
                node_id: if version <= 3 { input.i32()? } else { 0 },
                host: if version <= 3 {
                    required(input.string(flexible)?, "host")?
                } else {
                    String::new()
                },
                port: if version <= 3 { input.i32()? } else { 0 },
                coordinators: if version >= 4 {
                    required(
                        input.array(flexible, |input| Coordinator::decode(version, input))?,
                        "coordinators",
                    )?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `Coordinator`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Coordinator {
        pub key: String,
        pub node_id: i32,
        pub host: String,
        pub port: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for Coordinator {
        fn default() -> Self {
            Self {
                key: String::new(),
                node_id: 0,
                host: String::new(),
                port: 0,
                error_code: 0,
                error_message: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Coordinator {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.key))?;
            out.put_i32(self.node_id);
            writer::string(out, true, Some(&self.host))?;
            out.put_i32(self.port);
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                key: required(input.string(true)?, "key")?,
                node_id: input.i32()?,
                host: required(input.string(true)?, "host")?,
                port: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(true)?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
