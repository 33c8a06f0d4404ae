// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `ListTransactions`, API 66, versions 0 to 2.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `ListTransactionsRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ListTransactionsRequest {
        pub state_filters: Vec<String>,
        pub producer_id_filters: Vec<i64>,
        pub duration_filter: i64,
        pub transactional_id_pattern: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ListTransactionsRequest {
        fn default() -> Self {
            Self {
                state_filters: Vec::new(),
                producer_id_filters: Vec::new(),
                duration_filter: -1,
                transactional_id_pattern: None,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for ListTransactionsRequest {
        const NAME: &'static str = "ListTransactionsRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::array(out, true, Some(&self.state_filters), |e, out| {
                writer::string(out, true, Some(e))
            })?;
            writer::array(out, true, Some(&self.producer_id_filters), |e, out| {
                out.put_i64(*e);
                Ok(())
            })?;
            if version >= 1 {
                out.put_i64(self.duration_filter);
            } else {
                absent(self.duration_filter == -1, "duration_filter", version)?;
            }
            if version >= 2 {
                writer::string(out, true, self.transactional_id_pattern.as_deref())?;
            } else {
                absent(
                    self.transactional_id_pattern.is_none(),
                    "transactional_id_pattern",
                    version,
                )?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                state_filters: required(
                    input.array(true, |input| required(input.string(true)?, "state_filters"))?,
                    "state_filters",
                )?,
                producer_id_filters: required(
                    input.array(true, Reader::i64)?,
                    "producer_id_filters",
                )?,
                duration_filter: if version >= 1 { input.i64()? } else { -1 },
                transactional_id_pattern: if version >= 2 { input.string(true)? } else { None },
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ListTransactionsRequest {
        const KEY: i16 = 66;
        type Response = super::response::ListTransactionsResponse;
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

    /// `ListTransactionsResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListTransactionsResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub unknown_state_filters: Vec<String>,
        pub transaction_states: Vec<TransactionState>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ListTransactionsResponse {
        const NAME: &'static str = "ListTransactionsResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            writer::array(out, true, Some(&self.unknown_state_filters), |e, out| {
                writer::string(out, true, Some(e))
            })?;
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
                error_code: input.i16()?,
                unknown_state_filters: required(
                    input.array(true, |input| {
                        required(input.string(true)?, "unknown_state_filters")
                    })?,
                    "unknown_state_filters",
                )?,
                transaction_states: required(
                    input.array(true, |input| TransactionState::decode(version, input))?,
                    "transaction_states",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `TransactionState`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TransactionState {
        pub transactional_id: String,
        pub producer_id: i64,
        pub transaction_state: String,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TransactionState {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.transactional_id))?;
            out.put_i64(self.producer_id);
            writer::string(out, true, Some(&self.transaction_state))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                transactional_id: required(input.string(true)?, "transactional_id")?,
                producer_id: input.i64()?,
                transaction_state: required(input.string(true)?, "transaction_state")?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
