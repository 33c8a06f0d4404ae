// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `ListGroups`, API 16, versions 0 to 5.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::BytesMut;
    use std::ops::RangeInclusive;

    /// `ListGroupsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListGroupsRequest {
        pub states_filter: Vec<String>,
        pub types_filter: Vec<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ListGroupsRequest {
        const NAME: &'static str = "ListGroupsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            if version >= 4 {
                writer::array(out, flexible, Some(&self.states_filter), |e, out| {
                    writer::string(out, flexible, Some(e))
                })?;
            } else {
                absent(self.states_filter.is_empty(), "states_filter", version)?;
            }
            if version >= 5 {
                writer::array(out, flexible, Some(&self.types_filter), |e, out| {
                    writer::string(out, flexible, Some(e))
                })?;
            } else {
                absent(self.types_filter.is_empty(), "types_filter", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                states_filter: if version >= 4 {
                    required(
                        input.array(flexible, |input| {
                            required(input.string(flexible)?, "states_filter")
                        })?,
                        "states_filter",
                    )?
                } else {
                    Vec::new()
                },
                types_filter: if version >= 5 {
                    required(
                        input.array(flexible, |input| {
                            required(input.string(flexible)?, "types_filter")
                        })?,
                        "types_filter",
                    )?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ListGroupsRequest {
        const KEY: i16 = 16;
        type Response = super::response::ListGroupsResponse;
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

    /// `ListGroupsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListGroupsResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub groups: Vec<ListedGroup>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ListGroupsResponse {
        const NAME: &'static str = "ListGroupsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            if version >= 1 {
                out.put_i32(self.throttle_time_ms);
            }
            out.put_i16(self.error_code);
            writer::array(out, flexible, Some(&self.groups), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                throttle_time_ms: if version >= 1 { input.i32()? } else { 0 },
                error_code: input.i16()?,
                groups: required(
                    input.array(flexible, |input| ListedGroup::decode(version, input))?,
                    "groups",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `ListedGroup`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListedGroup {
        pub group_id: String,
        pub protocol_type: String,
        pub group_state: String,
        pub group_type: String,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ListedGroup {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            writer::string(out, flexible, Some(&self.group_id))?;
            writer::string(out, flexible, Some(&self.protocol_type))?;
            if version >= 4 {
                writer::string(out, flexible, Some(&self.group_state))?;
            }
            if version >= 5 {
                writer::string(out, flexible, Some(&self.group_type))?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                group_id: required(input.string(flexible)?, "group_id")?,
                protocol_type: required(input.string(flexible)?, "protocol_type")?,
                group_state: if version >= 4 {
                    required(input.string(flexible)?, "group_state")?
                } else {
                    String::new()
                },
                group_type: if version >= 5 {
                    required(input.string(flexible)?, "group_type")?
                } else {
                    String::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
