// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeClientQuotas`, API 48, versions 0 to 1.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeClientQuotasRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeClientQuotasRequest {
        pub components: Vec<ComponentData>,
        pub strict: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for DescribeClientQuotasRequest {
        const NAME: &'static str = "DescribeClientQuotasRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = 1;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 1;
            writer::array(out, flexible, Some(&self.components), |e, out| e.encode(version, out))?;
            out.put_u8(u8::from(self.strict));
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 1;
            Ok(Self {
                components: required(
                    input.array(flexible, |input| ComponentData::decode(version, input))?,
                    "components",
                )?,
                strict: input.bool()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeClientQuotasRequest {
        const KEY: i16 = 48;
        type Response = super::response::DescribeClientQuotasResponse;
    }

    /// `ComponentData`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ComponentData {
        pub entity_type: String,
        pub match_type: i8,
        pub r#match: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ComponentData {
        fn default() -> Self {
            Self {
                entity_type: String::new(),
                match_type: 0,
                r#match: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl ComponentData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 1;
            writer::string(out, flexible, Some(&self.entity_type))?;
            out.put_i8(self.match_type);
            writer::string(out, flexible, self.r#match.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 1;
            Ok(Self {
                entity_type: required(input.string(flexible)?, "entity_type")?,
                match_type: input.i8()?,
                r#match: input.string(flexible)?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
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

    /// `DescribeClientQuotasResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeClientQuotasResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub entries: Option<Vec<EntryData>>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeClientQuotasResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                error_message: Some(String::new()),
                entries: Some(Vec::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for DescribeClientQuotasResponse {
        const NAME: &'static str = "DescribeClientQuotasResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = 1;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 1;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            writer::array(out, flexible, self.entries.as_deref(), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 1;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                entries: input.array(flexible, |input| EntryData::decode(version, input))?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `EntityData`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct EntityData {
        pub entity_type: String,
        pub entity_name: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for EntityData {
        fn default() -> Self {
            Self {
                entity_type: String::new(),
                entity_name: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl EntityData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 1;
            writer::string(out, flexible, Some(&self.entity_type))?;
            writer::string(out, flexible, self.entity_name.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 1;
            Ok(Self {
                entity_type: required(input.string(flexible)?, "entity_type")?,
                entity_name: input.string(flexible)?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `EntryData`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct EntryData {
        pub entity: Vec<EntityData>,
        pub values: Vec<ValueData>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl EntryData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 1;
            writer::array(out, flexible, Some(&self.entity), |e, out| e.encode(version, out))?;
            writer::array(out, flexible, Some(&self.values), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 1;
            Ok(Self {
                entity: required(
                    input.array(flexible, |input| EntityData::decode(version, input))?,
                    "entity",
                )?,
                values: required(
                    input.array(flexible, |input| ValueData::decode(version, input))?,
                    "values",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `ValueData`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ValueData {
        pub key: String,
        pub value: f64,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ValueData {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 1;
            writer::string(out, flexible, Some(&self.key))?;
            out.put_f64(self.value);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 1;
            Ok(Self {
                key: required(input.string(flexible)?, "key")?,
                value: input.f64()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
