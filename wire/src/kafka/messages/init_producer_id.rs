// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `InitProducerId`, API 22, versions 0 to 5.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `InitProducerIdRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct InitProducerIdRequest {
        pub transactional_id: Option<String>,
        pub transaction_timeout_ms: i32,
        pub producer_id: i64,
        pub producer_epoch: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for InitProducerIdRequest {
        fn default() -> Self {
            Self {
                transactional_id: Some(String::new()),
                transaction_timeout_ms: 0,
                producer_id: -1,
                producer_epoch: -1,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for InitProducerIdRequest {
        const NAME: &'static str = "InitProducerIdRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            writer::string(out, flexible, self.transactional_id.as_deref())?;
            out.put_i32(self.transaction_timeout_ms);
            if version >= 3 {
                out.put_i64(self.producer_id);
            } else {
                absent(self.producer_id == -1, "producer_id", version)?;
            }
            if version >= 3 {
                out.put_i16(self.producer_epoch);
            } else {
                absent(self.producer_epoch == -1, "producer_epoch", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                transactional_id: input.string(flexible)?,
                transaction_timeout_ms: input.i32()?,
                producer_id: if version >= 3 { input.i64()? } else { -1 },
                producer_epoch: if version >= 3 { input.i16()? } else { -1 },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for InitProducerIdRequest {
        const KEY: i16 = 22;
        type Response = super::response::InitProducerIdResponse;
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, check_version},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `InitProducerIdResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct InitProducerIdResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub producer_id: i64,
        pub producer_epoch: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for InitProducerIdResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                producer_id: -1,
                producer_epoch: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for InitProducerIdResponse {
        const NAME: &'static str = "InitProducerIdResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            out.put_i64(self.producer_id);
            out.put_i16(self.producer_epoch);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                producer_id: input.i64()?,
                producer_epoch: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
