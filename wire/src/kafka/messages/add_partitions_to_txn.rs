// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `AddPartitionsToTxn`, API 24, versions 0 to 5.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `AddPartitionsToTxnRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddPartitionsToTxnRequest {
        pub transactions: Vec<AddPartitionsToTxnTransaction>,
        pub v3_and_below_transactional_id: String,
        pub v3_and_below_producer_id: i64,
        pub v3_and_below_producer_epoch: i16,
        pub v3_and_below_topics: Vec<AddPartitionsToTxnTopic>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for AddPartitionsToTxnRequest {
        const NAME: &'static str = "AddPartitionsToTxnRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            if version >= 4 {
                writer::array(out, flexible, Some(&self.transactions), |e, out| {
                    e.encode(version, out)
                })?;
            } else {
                absent(self.transactions.is_empty(), "transactions", version)?;
            }
            if version <= 3 {
                writer::string(out, flexible, Some(&self.v3_and_below_transactional_id))?;
            } else {
                absent(
                    self.v3_and_below_transactional_id.is_empty(),
                    "v3_and_below_transactional_id",
                    version,
                )?;
            }
            if version <= 3 {
                out.put_i64(self.v3_and_below_producer_id);
            } else {
                absent(self.v3_and_below_producer_id == 0, "v3_and_below_producer_id", version)?;
            }
            if version <= 3 {
                out.put_i16(self.v3_and_below_producer_epoch);
            } else {
                absent(
                    self.v3_and_below_producer_epoch == 0,
                    "v3_and_below_producer_epoch",
                    version,
                )?;
            }
            if version <= 3 {
                writer::array(out, flexible, Some(&self.v3_and_below_topics), |e, out| {
                    e.encode(version, out)
                })?;
            } else {
                absent(self.v3_and_below_topics.is_empty(), "v3_and_below_topics", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                transactions: if version >= 4 {
                    required(
                        input.array(flexible, |input| {
                            AddPartitionsToTxnTransaction::decode(version, input)
                        })?,
                        "transactions",
                    )?
                } else {
                    Vec::new()
                },
                v3_and_below_transactional_id: if version <= 3 {
                    required(input.string(flexible)?, "v3_and_below_transactional_id")?
                } else {
                    String::new()
                },
                v3_and_below_producer_id: if version <= 3 { input.i64()? } else { 0 },
                v3_and_below_producer_epoch: if version <= 3 { input.i16()? } else { 0 },
                v3_and_below_topics: if version <= 3 {
                    required(
                        input.array(flexible, |input| {
                            AddPartitionsToTxnTopic::decode(version, input)
                        })?,
                        "v3_and_below_topics",
                    )?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for AddPartitionsToTxnRequest {
        const KEY: i16 = 24;
        type Response = super::response::AddPartitionsToTxnResponse;
    }

    /// `AddPartitionsToTxnTopic`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddPartitionsToTxnTopic {
        pub name: String,
        pub partitions: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl AddPartitionsToTxnTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                partitions: required(input.array(flexible, Reader::i32)?, "partitions")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `AddPartitionsToTxnTransaction`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddPartitionsToTxnTransaction {
        pub transactional_id: String,
        pub producer_id: i64,
        pub producer_epoch: i16,
        pub verify_only: bool,
        pub topics: Vec<AddPartitionsToTxnTopic>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl AddPartitionsToTxnTransaction {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.transactional_id))?;
            out.put_i64(self.producer_id);
            out.put_i16(self.producer_epoch);
            out.put_u8(u8::from(self.verify_only));
            writer::array(out, true, Some(&self.topics), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                transactional_id: required(input.string(true)?, "transactional_id")?,
                producer_id: input.i64()?,
                producer_epoch: input.i16()?,
                verify_only: input.bool()?,
                topics: required(
                    input.array(true, |input| AddPartitionsToTxnTopic::decode(version, input))?,
                    "topics",
                )?,
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

    /// `AddPartitionsToTxnResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddPartitionsToTxnResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub results_by_transaction: Vec<AddPartitionsToTxnResult>,
        pub results_by_topic_v3_and_below: Vec<AddPartitionsToTxnTopicResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for AddPartitionsToTxnResponse {
        const NAME: &'static str = "AddPartitionsToTxnResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            out.put_i32(self.throttle_time_ms);
            if version >= 4 {
                out.put_i16(self.error_code);
            }
            if version >= 4 {
                writer::array(out, flexible, Some(&self.results_by_transaction), |e, out| {
                    e.encode(version, out)
                })?;
            } else {
                absent(self.results_by_transaction.is_empty(), "results_by_transaction", version)?;
            }
            if version <= 3 {
                writer::array(
                    out,
                    flexible,
                    Some(&self.results_by_topic_v3_and_below),
                    |e, out| e.encode(version, out),
                )?;
            } else {
                absent(
                    self.results_by_topic_v3_and_below.is_empty(),
                    "results_by_topic_v3_and_below",
                    version,
                )?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: if version >= 4 { input.i16()? } else { 0 },
                results_by_transaction: if version >= 4 {
                    required(
                        input.array(flexible, |input| {
                            AddPartitionsToTxnResult::decode(version, input)
                        })?,
                        "results_by_transaction",
                    )?
                } else {
                    Vec::new()
                },
                results_by_topic_v3_and_below: if version <= 3 {
                    required(
                        input.array(flexible, |input| {
                            AddPartitionsToTxnTopicResult::decode(version, input)
                        })?,
                        "results_by_topic_v3_and_below",
                    )?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `AddPartitionsToTxnPartitionResult`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddPartitionsToTxnPartitionResult {
        pub partition_index: i32,
        pub partition_error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl AddPartitionsToTxnPartitionResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            out.put_i32(self.partition_index);
            out.put_i16(self.partition_error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                partition_index: input.i32()?,
                partition_error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `AddPartitionsToTxnResult`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddPartitionsToTxnResult {
        pub transactional_id: String,
        pub topic_results: Vec<AddPartitionsToTxnTopicResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl AddPartitionsToTxnResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.transactional_id))?;
            writer::array(out, true, Some(&self.topic_results), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                transactional_id: required(input.string(true)?, "transactional_id")?,
                topic_results: required(
                    input.array(true, |input| {
                        AddPartitionsToTxnTopicResult::decode(version, input)
                    })?,
                    "topic_results",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `AddPartitionsToTxnTopicResult`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddPartitionsToTxnTopicResult {
        pub name: String,
        pub results_by_partition: Vec<AddPartitionsToTxnPartitionResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl AddPartitionsToTxnTopicResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 3;
            writer::string(out, flexible, Some(&self.name))?;
            writer::array(out, flexible, Some(&self.results_by_partition), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 3;
            Ok(Self {
                name: required(input.string(flexible)?, "name")?,
                results_by_partition: required(
                    input.array(flexible, |input| {
                        AddPartitionsToTxnPartitionResult::decode(version, input)
                    })?,
                    "results_by_partition",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
