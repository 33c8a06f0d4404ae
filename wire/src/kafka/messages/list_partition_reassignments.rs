// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `ListPartitionReassignments`, API 46, versions 0 to 0.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `ListPartitionReassignmentsRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ListPartitionReassignmentsRequest {
        pub timeout_ms: i32,
        pub topics: Option<Vec<ListPartitionReassignmentsTopics>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ListPartitionReassignmentsRequest {
        fn default() -> Self {
            Self { timeout_ms: 60000, topics: None, unknown_tagged_fields: TaggedFields::new() }
        }
    }

    impl Message for ListPartitionReassignmentsRequest {
        const NAME: &'static str = "ListPartitionReassignmentsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.timeout_ms);
            writer::array(out, true, self.topics.as_deref(), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                timeout_ms: input.i32()?,
                topics: input.array(true, |input| {
                    ListPartitionReassignmentsTopics::decode(version, input)
                })?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ListPartitionReassignmentsRequest {
        const KEY: i16 = 46;
        type Response = super::response::ListPartitionReassignmentsResponse;
    }

    /// `ListPartitionReassignmentsTopics`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListPartitionReassignmentsTopics {
        pub name: String,
        pub partition_indexes: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ListPartitionReassignmentsTopics {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            writer::array(out, true, Some(&self.partition_indexes), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
                partition_indexes: required(input.array(true, Reader::i32)?, "partition_indexes")?,
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

    /// `ListPartitionReassignmentsResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ListPartitionReassignmentsResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub topics: Vec<OngoingTopicReassignment>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ListPartitionReassignmentsResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                error_message: Some(String::new()),
                topics: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for ListPartitionReassignmentsResponse {
        const NAME: &'static str = "ListPartitionReassignmentsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            writer::array(out, true, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(true)?,
                topics: required(
                    input.array(true, |input| OngoingTopicReassignment::decode(version, input))?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `OngoingPartitionReassignment`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OngoingPartitionReassignment {
        pub partition_index: i32,
        pub replicas: Vec<i32>,
        pub adding_replicas: Vec<i32>,
        pub removing_replicas: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OngoingPartitionReassignment {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.partition_index);
            writer::array(out, true, Some(&self.replicas), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            writer::array(out, true, Some(&self.adding_replicas), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            writer::array(out, true, Some(&self.removing_replicas), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                partition_index: input.i32()?,
                replicas: required(input.array(true, Reader::i32)?, "replicas")?,
                adding_replicas: required(input.array(true, Reader::i32)?, "adding_replicas")?,
                removing_replicas: required(input.array(true, Reader::i32)?, "removing_replicas")?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `OngoingTopicReassignment`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct OngoingTopicReassignment {
        pub name: String,
        pub partitions: Vec<OngoingPartitionReassignment>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl OngoingTopicReassignment {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.name))?;
            writer::array(out, true, Some(&self.partitions), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                name: required(input.string(true)?, "name")?,
                partitions: required(
                    input.array(true, |input| {
                        OngoingPartitionReassignment::decode(version, input)
                    })?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
