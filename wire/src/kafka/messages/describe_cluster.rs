// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `DescribeCluster`, API 60, versions 0 to 2.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `DescribeClusterRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeClusterRequest {
        pub include_cluster_authorized_operations: bool,
        pub endpoint_type: i8,
        pub include_fenced_brokers: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeClusterRequest {
        fn default() -> Self {
            Self {
                include_cluster_authorized_operations: false,
                endpoint_type: 1,
                include_fenced_brokers: false,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for DescribeClusterRequest {
        const NAME: &'static str = "DescribeClusterRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_u8(u8::from(self.include_cluster_authorized_operations));
            if version >= 1 {
                out.put_i8(self.endpoint_type);
            } else {
                absent(self.endpoint_type == 1, "endpoint_type", version)?;
            }
            if version >= 2 {
                out.put_u8(u8::from(self.include_fenced_brokers));
            } else {
                absent(!self.include_fenced_brokers, "include_fenced_brokers", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                include_cluster_authorized_operations: input.bool()?,
                endpoint_type: if version >= 1 { input.i8()? } else { 1 },
                include_fenced_brokers: if version >= 2 { input.bool()? } else { false },
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for DescribeClusterRequest {
        const KEY: i16 = 60;
        type Response = super::response::DescribeClusterResponse;
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

    /// `DescribeClusterResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribeClusterResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub endpoint_type: i8,
        pub cluster_id: String,
        pub controller_id: i32,
        pub brokers: Vec<DescribeClusterBroker>,
        pub cluster_authorized_operations: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribeClusterResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                error_code: 0,
                error_message: None,
                endpoint_type: 1,
                cluster_id: String::new(),
                controller_id: -1,
                brokers: Vec::new(),
                cluster_authorized_operations: -2_147_483_648,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for DescribeClusterResponse {
        const NAME: &'static str = "DescribeClusterResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            if version >= 1 {
                out.put_i8(self.endpoint_type);
            } else {
                absent(self.endpoint_type == 1, "endpoint_type", version)?;
            }
            writer::string(out, true, Some(&self.cluster_id))?;
            out.put_i32(self.controller_id);
            writer::array(out, true, Some(&self.brokers), |e, out| e.encode(version, out))?;
            out.put_i32(self.cluster_authorized_operations);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(true)?,
                endpoint_type: if version >= 1 { input.i8()? } else { 1 },
                cluster_id: required(input.string(true)?, "cluster_id")?,
                controller_id: input.i32()?,
                brokers: required(
                    input.array(true, |input| DescribeClusterBroker::decode(version, input))?,
                    "brokers",
                )?,
                cluster_authorized_operations: input.i32()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribeClusterBroker`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DescribeClusterBroker {
        pub broker_id: i32,
        pub host: String,
        pub port: i32,
        pub rack: Option<String>,
        pub is_fenced: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl DescribeClusterBroker {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i32(self.broker_id);
            writer::string(out, true, Some(&self.host))?;
            out.put_i32(self.port);
            writer::string(out, true, self.rack.as_deref())?;
            if version >= 2 {
                out.put_u8(u8::from(self.is_fenced));
            } else {
                absent(!self.is_fenced, "is_fenced", version)?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                broker_id: input.i32()?,
                host: required(input.string(true)?, "host")?,
                port: input.i32()?,
                rack: input.string(true)?,
                is_fenced: if version >= 2 { input.bool()? } else { false },
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
