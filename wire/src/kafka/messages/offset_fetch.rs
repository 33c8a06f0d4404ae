// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `OffsetFetch`, API 9, versions 1 to 10.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{
            CodecError, Message, Request, TaggedFields, absent, check_version, nullable_if,
            required,
        },
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `OffsetFetchRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OffsetFetchRequest {
        pub group_id: String,
        pub topics: Option<Vec<OffsetFetchRequestTopic>>,
        pub groups: Vec<OffsetFetchRequestGroup>,
        pub require_stable: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for OffsetFetchRequest {
        fn default() -> Self {
            Self {
                group_id: String::new(),
                topics: Some(Vec::new()),
                groups: Vec::new(),
                require_stable: false,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for OffsetFetchRequest {
        const NAME: &'static str = "OffsetFetchRequest";
        const VERSIONS: RangeInclusive<i16> = 1..=10;
        const FIRST_FLEXIBLE: i16 = 6;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            if version <= 7 {
                writer::string(out, flexible, Some(&self.group_id))?;
            } else {
                absent(self.group_id.is_empty(), "group_id", version)?;
            }
            if version <= 7 {
                writer::array(
                    out,
                    flexible,
                    nullable_if(version >= 2, self.topics.as_deref(), "topics")?,
                    |e, out| e.encode(version, out),
                )?;
            } else {
                absent(self.topics == Some(Vec::new()), "topics", version)?;
            }
            if version >= 8 {
                writer::array(out, flexible, Some(&self.groups), |e, out| e.encode(version, out))?;
            } else {
                absent(self.groups.is_empty(), "groups", version)?;
            }
            if version >= 7 {
                out.put_u8(u8::from(self.require_stable));
            } else {
                absent(!self.require_stable, "require_stable", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            Ok(Self {
                group_id: if version <= 7 {
                    required(input.string(flexible)?, "group_id")?
                } else {
                    String::new()
                },
                topics: if version <= 7 {
                    nullable_if(
                        version >= 2,
                        input.array(flexible, |input| {
                            OffsetFetchRequestTopic::decode(version, input)
                        })?,
                        "topics",
                    )?
                } else {
                    Some(Vec::new())
                },
                groups: if version >= 8 {
                    required(
                        input.array(flexible, |input| {
                            OffsetFetchRequestGroup::decode(version, input)
                        })?,
                        "groups",
                    )?
                } else {
                    Vec::new()
                },
                require_stable: if version >= 7 { input.bool()? } else { false },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for OffsetFetchRequest {
        const KEY: i16 = 9;
        type Response = super::response::OffsetFetchResponse;
    }

    /// `OffsetFetchRequestGroup`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OffsetFetchRequestGroup {
        pub group_id: String,
        pub member_id: Option<String>,
        pub member_epoch: i32,
        pub topics: Option<Vec<OffsetFetchRequestTopics>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for OffsetFetchRequestGroup {
        fn default() -> Self {
            Self {
                group_id: String::new(),
                member_id: None,
                member_epoch: -1,
                topics: Some(Vec::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl OffsetFetchRequestGroup {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.group_id))?;
            if version >= 9 {
                writer::string(out, true, self.member_id.as_deref())?;
            }
            if version >= 9 {
                out.put_i32(self.member_epoch);
            }
            writer::array(out, true, self.topics.as_deref(), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                group_id: required(input.string(true)?, "group_id")?,
                member_id: if version >= 9 { input.string(true)? } else { None },
                member_epoch: if version >= 9 { input.i32()? } else { -1 },
                topics: input
                    .array(true, |input| OffsetFetchRequestTopics::decode(version, input))?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetFetchRequestTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetFetchRequestTopic {
        pub name: String,
        pub partition_indexes: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OffsetFetchRequestTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partition_indexes), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partition_indexes: required(
                    input.array(flexible, Reader::i32)?,
                    "partition_indexes",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetFetchRequestTopics`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetFetchRequestTopics {
        pub name: String,
        pub topic_id: Uuid,
        pub partition_indexes: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OffsetFetchRequestTopics {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            if version <= 9 {
                writer::string(out, true, Some(&self.name))?;
            }
            if version >= 10 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, true, Some(&self.partition_indexes), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: if version <= 9 {
                    required(input.string(true)?, "name")?
                } else {
                    String::new()
                },
                topic_id: if version >= 10 { input.uuid()? } else { Uuid::nil() },
                partition_indexes: required(input.array(true, Reader::i32)?, "partition_indexes")?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
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
    use uuid::Uuid;

    /// `OffsetFetchResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetFetchResponse {
        pub throttle_time_ms: i32,
        pub topics: Vec<OffsetFetchResponseTopic>,
        pub error_code: i16,
        pub groups: Vec<OffsetFetchResponseGroup>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for OffsetFetchResponse {
        const NAME: &'static str = "OffsetFetchResponse";
        const VERSIONS: RangeInclusive<i16> = 1..=10;
        const FIRST_FLEXIBLE: i16 = 6;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            if version >= 3 {
                out.put_i32(self.throttle_time_ms);
            }
            if version <= 7 {
                writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            } else {
                absent(self.topics.is_empty(), "topics", version)?;
            }
            if (2..=7).contains(&version) {
                out.put_i16(self.error_code);
            }
            if version >= 8 {
                writer::array(out, flexible, Some(&self.groups), |e, out| e.encode(version, out))?;
            } else {
                absent(self.groups.is_empty(), "groups", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 6;
            Ok(Self {
                throttle_time_ms: if version >= 3 { input.i32()? } else { 0 },
                topics: if version <= 7 {
                    required(
                        input.array(flexible, |input| {
                            OffsetFetchResponseTopic::decode(version, input)
                        })?,
                        "topics",
                    )?
                } else {
                    Vec::new()
                },
                error_code: if (2..=7).contains(&version) { input.i16()? } else { 0 },
                groups: if version >= 8 {
                    required(
                        input.array(flexible, |input| {
                            OffsetFetchResponseGroup::decode(version, input)
                        })?,
                        "groups",
                    )?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetFetchResponseGroup`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetFetchResponseGroup {
        pub group_id: String,
        pub topics: Vec<OffsetFetchResponseTopics>,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OffsetFetchResponseGroup {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.group_id))?;
            writer::array(out, true, Some(&self.topics), |e, out| e.encode(version, out))?;
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                group_id: required(input.string(true)?, "group_id")?,
                topics: required(
                    input.array(true, |input| OffsetFetchResponseTopics::decode(version, input))?,
                    "topics",
                )?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetFetchResponsePartition`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OffsetFetchResponsePartition {
        pub partition_index: i32,
        pub committed_offset: i64,
        pub committed_leader_epoch: i32,
        pub metadata: Option<String>,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for OffsetFetchResponsePartition {
        fn default() -> Self {
            Self {
                partition_index: 0,
                committed_offset: 0,
                committed_leader_epoch: -1,
                metadata: Some(String::new()),
                error_code: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl OffsetFetchResponsePartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            out.put_i32(self.partition_index);
            out.put_i64(self.committed_offset);
            if version >= 5 {
                out.put_i32(self.committed_leader_epoch);
            }
            writer::string(out, flexible, self.metadata.as_deref())?;
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                partition_index: input.i32()?,
                committed_offset: input.i64()?,
                committed_leader_epoch: if version >= 5 { input.i32()? } else { -1 },
                metadata: input.string(flexible)?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetFetchResponsePartitions`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OffsetFetchResponsePartitions {
        pub partition_index: i32,
        pub committed_offset: i64,
        pub committed_leader_epoch: i32,
        pub metadata: Option<String>,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for OffsetFetchResponsePartitions {
        fn default() -> Self {
            Self {
                partition_index: 0,
                committed_offset: 0,
                committed_leader_epoch: -1,
                metadata: Some(String::new()),
                error_code: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl OffsetFetchResponsePartitions {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.partition_index);
            out.put_i64(self.committed_offset);
            out.put_i32(self.committed_leader_epoch);
            writer::string(out, true, self.metadata.as_deref())?;
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                partition_index: input.i32()?,
                committed_offset: input.i64()?,
                committed_leader_epoch: input.i32()?,
                metadata: input.string(true)?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetFetchResponseTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetFetchResponseTopic {
        pub name: String,
        pub partitions: Vec<OffsetFetchResponsePartition>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OffsetFetchResponseTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 6;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 6;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partitions: required(
                    input.array(flexible, |input| {
                        OffsetFetchResponsePartition::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `OffsetFetchResponseTopics`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OffsetFetchResponseTopics {
        pub name: String,
        pub topic_id: Uuid,
        pub partitions: Vec<OffsetFetchResponsePartitions>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OffsetFetchResponseTopics {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            if version <= 9 {
                writer::string(out, true, Some(&self.name))?;
            }
            if version >= 10 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::array(out, true, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: if version <= 9 {
                    required(input.string(true)?, "name")?
                } else {
                    String::new()
                },
                topic_id: if version >= 10 { input.uuid()? } else { Uuid::nil() },
                partitions: required(
                    input.array(true, |input| {
                        OffsetFetchResponsePartitions::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
