// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeProducers`, API 61, versions 0 to 0.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeProducersRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeProducersRequest {
        pub topics: Vec<TopicRequest>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeProducersRequest {
        const NAME: &'static str = "DescribeProducersRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::array(out, true, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                topics: required(
                    input.array(true, |input| TopicRequest::decode(version, input))?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeProducersRequest {
        const KEY: i16 = 61;
        type Response = super::response::DescribeProducersResponse;
    }

    /// `TopicRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicRequest {
        pub name: String,
        pub partition_indexes: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicRequest {
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

    /// `DescribeProducersResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeProducersResponse {
        pub throttle_time_ms: i32,
        pub topics: Vec<TopicResponse>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeProducersResponse {
        const NAME: &'static str = "DescribeProducersResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, true, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                topics: required(
                    input.array(true, |input| TopicResponse::decode(version, input))?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `PartitionResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct PartitionResponse {
        pub partition_index: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub active_producers: Vec<ProducerState>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl PartitionResponse {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.partition_index);
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            writer::array(out, true, Some(&self.active_producers), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                partition_index: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(true)?,
                active_producers: required(
                    input.array(true, |input| ProducerState::decode(version, input))?,
                    "active_producers",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `ProducerState`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ProducerState {
        pub producer_id: i64,
        pub producer_epoch: i32,
        pub last_sequence: i32,
        pub last_timestamp: i64,
        pub coordinator_epoch: i32,
        pub current_txn_start_offset: i64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ProducerState {
        fn default() -> Self {
            Self {
                producer_id: 0,
                producer_epoch: 0,
                last_sequence: -1,
                last_timestamp: -1,
                coordinator_epoch: 0,
                current_txn_start_offset: -1,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl ProducerState {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i64(self.producer_id);
            out.put_i32(self.producer_epoch);
            out.put_i32(self.last_sequence);
            out.put_i64(self.last_timestamp);
            out.put_i32(self.coordinator_epoch);
            out.put_i64(self.current_txn_start_offset);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                producer_id: input.i64()?,
                producer_epoch: input.i32()?,
                last_sequence: input.i32()?,
                last_timestamp: input.i64()?,
                coordinator_epoch: input.i32()?,
                current_txn_start_offset: input.i64()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `TopicResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicResponse {
        pub name: String,
        pub partitions: Vec<PartitionResponse>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicResponse {
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
                    input.array(true, |input| PartitionResponse::decode(version, input))?,
                    "partitions",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
