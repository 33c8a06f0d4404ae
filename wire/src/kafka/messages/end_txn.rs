// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `EndTxn`, API 26, versions 0 to 5.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `EndTxnRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct EndTxnRequest {
        pub transactional_id: String,
        pub producer_id: i64,
        pub producer_epoch: i16,
        pub committed: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for EndTxnRequest {
        const NAME: &'static str = "EndTxnRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            writer::string(out, flexible, Some(&self.transactional_id))?;
            out.put_i64(self.producer_id);
            out.put_i16(self.producer_epoch);
            out.put_u8(u8::from(self.committed));
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                transactional_id: required(input.string(flexible)?, "transactional_id")?,
                producer_id: input.i64()?,
                producer_epoch: input.i16()?,
                committed: input.bool()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for EndTxnRequest {
        const KEY: i16 = 26;
        type Response = super::response::EndTxnResponse;
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

    /// `EndTxnResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct EndTxnResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub producer_id: i64,
        pub producer_epoch: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for EndTxnResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                producer_id: -1,
                producer_epoch: -1,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for EndTxnResponse {
        const NAME: &'static str = "EndTxnResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=5;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            if version >= 5 {
                out.put_i64(self.producer_id);
            }
            if version >= 5 {
                out.put_i16(self.producer_epoch);
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                producer_id: if version >= 5 { input.i64()? } else { -1 },
                producer_epoch: if version >= 5 { input.i16()? } else { -1 },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
