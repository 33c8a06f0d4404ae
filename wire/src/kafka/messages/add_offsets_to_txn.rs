// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `AddOffsetsToTxn`, API 25, versions 0 to 4.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `AddOffsetsToTxnRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddOffsetsToTxnRequest {
        pub transactional_id: String,
        pub producer_id: i64,
        pub producer_epoch: i16,
        pub group_id: String,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for AddOffsetsToTxnRequest {
        const NAME: &'static str = "AddOffsetsToTxnRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=4;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            writer::string(out, flexible, Some(&self.transactional_id))?;
            out.put_i64(self.producer_id);
            out.put_i16(self.producer_epoch);
            writer::string(out, flexible, Some(&self.group_id))?;
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
                group_id: required(input.string(flexible)?, "group_id")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for AddOffsetsToTxnRequest {
        const KEY: i16 = 25;
        type Response = super::response::AddOffsetsToTxnResponse;
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

    /// `AddOffsetsToTxnResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddOffsetsToTxnResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for AddOffsetsToTxnResponse {
        const NAME: &'static str = "AddOffsetsToTxnResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=4;
        const FIRST_FLEXIBLE: i16 = 3;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 3;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
