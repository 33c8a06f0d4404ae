// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeTransactions`, API 65, versions 0 to 0.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::BytesMut;
    use std::ops::RangeInclusive;

    /// `DescribeTransactionsRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeTransactionsRequest {
        pub transactional_ids: Vec<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeTransactionsRequest {
        const NAME: &'static str = "DescribeTransactionsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::array(out, true, Some(&self.transactional_ids), |e, out| {
                writer::string(out, true, Some(e))
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                transactional_ids: required(
                    input
                        .array(true, |input| required(input.string(true)?, "transactional_ids"))?,
                    "transactional_ids",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeTransactionsRequest {
        const KEY: i16 = 65;
        type Response = super::response::DescribeTransactionsResponse;
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

    /// `DescribeTransactionsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeTransactionsResponse {
        pub throttle_time_ms: i32,
        pub transaction_states: Vec<TransactionState>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeTransactionsResponse {
        const NAME: &'static str = "DescribeTransactionsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=0;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, true, Some(&self.transaction_states), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                transaction_states: required(
                    input.array(true, |input| TransactionState::decode(version, input))?,
                    "transaction_states",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `TopicData`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicData {
        pub topic: String,
        pub partitions: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.topic))?;
            writer::array(out, true, Some(&self.partitions), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                topic: required(input.string(true)?, "topic")?,
                partitions: required(input.array(true, Reader::i32)?, "partitions")?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `TransactionState`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TransactionState {
        pub error_code: i16,
        pub transactional_id: String,
        pub transaction_state: String,
        pub transaction_timeout_ms: i32,
        pub transaction_start_time_ms: i64,
        pub producer_id: i64,
        pub producer_epoch: i16,
        pub topics: Vec<TopicData>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TransactionState {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i16(self.error_code);
            writer::string(out, true, Some(&self.transactional_id))?;
            writer::string(out, true, Some(&self.transaction_state))?;
            out.put_i32(self.transaction_timeout_ms);
            out.put_i64(self.transaction_start_time_ms);
            out.put_i64(self.producer_id);
            out.put_i16(self.producer_epoch);
            writer::array(out, true, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                error_code: input.i16()?,
                transactional_id: required(input.string(true)?, "transactional_id")?,
                transaction_state: required(input.string(true)?, "transaction_state")?,
                transaction_timeout_ms: input.i32()?,
                transaction_start_time_ms: input.i64()?,
                producer_id: input.i64()?,
                producer_epoch: input.i16()?,
                topics: required(
                    input.array(true, |input| TopicData::decode(version, input))?,
                    "topics",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
