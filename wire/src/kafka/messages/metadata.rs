// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `Metadata`, API 3, versions 0 to 13.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, nullable_if},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `MetadataRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MetadataRequest {
        pub topics: Option<Vec<MetadataRequestTopic>>,
        pub allow_auto_topic_creation: bool,
        pub include_cluster_authorized_operations: bool,
        pub include_topic_authorized_operations: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for MetadataRequest {
        fn default() -> Self {
            Self {
                topics: Some(Vec::new()),
                allow_auto_topic_creation: true,
                include_cluster_authorized_operations: false,
                include_topic_authorized_operations: false,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for MetadataRequest {
        const NAME: &'static str = "MetadataRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=13;
        const FIRST_FLEXIBLE: i16 = 9;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 9;
            writer::array(
                out,
                flexible,
                nullable_if(version >= 1, self.topics.as_deref(), "topics")?,
                |e, out| e.encode(version, out),
            )?;
            if version >= 4 {
                out.put_u8(u8::from(self.allow_auto_topic_creation));
            } else {
                absent(self.allow_auto_topic_creation, "allow_auto_topic_creation", version)?;
            }
            if (8..=10).contains(&version) {
                out.put_u8(u8::from(self.include_cluster_authorized_operations));
            } else {
                absent(
                    !self.include_cluster_authorized_operations,
                    "include_cluster_authorized_operations",
                    version,
                )?;
            }
            if version >= 8 {
                out.put_u8(u8::from(self.include_topic_authorized_operations));
            } else {
                absent(
                    !self.include_topic_authorized_operations,
                    "include_topic_authorized_operations",
                    version,
                )?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 9;
            Ok(Self {
                topics: nullable_if(
                    version >= 1,
                    input.array(flexible, |input| MetadataRequestTopic::decode(version, input))?,
                    "topics",
                )?,
                allow_auto_topic_creation: if version >= 4 { input.bool()? } else { true },
                include_cluster_authorized_operations: if (8..=10).contains(&version) {
                    input.bool()?
                } else {
                    false
                },
                include_topic_authorized_operations: if version >= 8 {
                    input.bool()?
                } else {
                    false
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for MetadataRequest {
        const KEY: i16 = 3;
        type Response = super::response::MetadataResponse;
    }

    /// `MetadataRequestTopic`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MetadataRequestTopic {
        pub topic_id: Uuid,
        pub name: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for MetadataRequestTopic {
        fn default() -> Self {
            Self {
                topic_id: Uuid::nil(),
                name: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl MetadataRequestTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            if version >= 10 {
                out.put_u128(self.topic_id.as_u128());
            }
            writer::string(
                out,
                flexible,
                nullable_if(version >= 10, self.name.as_deref(), "name")?,
            )?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            Ok(Self {
                topic_id: if version >= 10 { input.uuid()? } else { Uuid::nil() },
                name: nullable_if(version >= 10, input.string(flexible)?, "name")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}

/// What a broker answers.
pub mod response {
    use crate::kafka::{
        codec::{CodecError, Message, TaggedFields, absent, check_version, nullable_if, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;
    use uuid::Uuid;

    /// `MetadataResponse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MetadataResponse {
        pub throttle_time_ms: i32,
        pub brokers: Vec<MetadataResponseBroker>,
        pub cluster_id: Option<String>,
        pub controller_id: i32,
        pub topics: Vec<MetadataResponseTopic>,
        pub cluster_authorized_operations: i32,
        pub error_code: i16,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for MetadataResponse {
        fn default() -> Self {
            Self {
                throttle_time_ms: 0,
                brokers: Vec::new(),
                cluster_id: None,
                controller_id: -1,
                topics: Vec::new(),
                cluster_authorized_operations: -2_147_483_648,
                error_code: 0,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for MetadataResponse {
        const NAME: &'static str = "MetadataResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=13;
        const FIRST_FLEXIBLE: i16 = 9;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 9;
            if version >= 3 {
                out.put_i32(self.throttle_time_ms);
            }
            writer::array(out, flexible, Some(&self.brokers), |e, out| e.encode(version, out))?;
            if version >= 2 {
                writer::string(out, flexible, self.cluster_id.as_deref())?;
            }
            if version >= 1 {
                out.put_i32(self.controller_id);
            }
            writer::array(out, flexible, Some(&self.topics), |e, out| e.encode(version, out))?;
            if (8..=10).contains(&version) {
                out.put_i32(self.cluster_authorized_operations);
            } else {
                absent(
                    self.cluster_authorized_operations == -2_147_483_648,
                    "cluster_authorized_operations",
                    version,
                )?;
            }
            if version >= 13 {
                out.put_i16(self.error_code);
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 9;
            Ok(Self {
                throttle_time_ms: if version >= 3 { input.i32()? } else { 0 },
                brokers: required(
                    input
                        .array(flexible, |input| MetadataResponseBroker::decode(version, input))?,
                    "brokers",
                )?,
                cluster_id: if version >= 2 { input.string(flexible)? } else { None },
                controller_id: if version >= 1 { input.i32()? } else { -1 },
                topics: required(
                    input.array(flexible, |input| MetadataResponseTopic::decode(version, input))?,
                    "topics",
                )?,
                cluster_authorized_operations: if (8..=10).contains(&version) {
                    input.i32()?
                } else {
                    -2_147_483_648
                },
                error_code: if version >= 13 { input.i16()? } else { 0 },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `MetadataResponseBroker`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct MetadataResponseBroker {
        pub node_id: i32,
        pub host: String,
        pub port: i32,
        pub rack: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl MetadataResponseBroker {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            out.put_i32(self.node_id);
            writer::string(out, flexible, Some(&self.host))?;
            out.put_i32(self.port);
            if version >= 1 {
                writer::string(out, flexible, self.rack.as_deref())?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            Ok(Self {
                node_id: input.i32()?,
                host: required(input.string(flexible)?, "host")?,
                port: input.i32()?,
                rack: if version >= 1 { input.string(flexible)? } else { None },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `MetadataResponsePartition`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MetadataResponsePartition {
        pub error_code: i16,
        pub partition_index: i32,
        pub leader_id: i32,
        pub leader_epoch: i32,
        pub replica_nodes: Vec<i32>,
        pub isr_nodes: Vec<i32>,
        pub offline_replicas: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for MetadataResponsePartition {
        fn default() -> Self {
            Self {
                error_code: 0,
                partition_index: 0,
                leader_id: 0,
                leader_epoch: -1,
                replica_nodes: Vec::new(),
                isr_nodes: Vec::new(),
                offline_replicas: Vec::new(),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl MetadataResponsePartition {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            out.put_i16(self.error_code);
            out.put_i32(self.partition_index);
            out.put_i32(self.leader_id);
            if version >= 7 {
                out.put_i32(self.leader_epoch);
            }
            writer::array(out, flexible, Some(&self.replica_nodes), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            writer::array(out, flexible, Some(&self.isr_nodes), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            if version >= 5 {
                writer::array(out, flexible, Some(&self.offline_replicas), |e, out| {
                    out.put_i32(*e);
                    Ok(())
                })?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            Ok(Self {
                error_code: input.i16()?,
                partition_index: input.i32()?,
                leader_id: input.i32()?,
                leader_epoch: if version >= 7 { input.i32()? } else { -1 },
                replica_nodes: required(input.array(flexible, Reader::i32)?, "replica_nodes")?,
                isr_nodes: required(input.array(flexible, Reader::i32)?, "isr_nodes")?,
                offline_replicas: if version >= 5 {
                    required(input.array(flexible, Reader::i32)?, "offline_replicas")?
                } else {
                    Vec::new()
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `MetadataResponseTopic`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MetadataResponseTopic {
        pub error_code: i16,
        pub name: Option<String>,
        pub topic_id: Uuid,
        pub is_internal: bool,
        pub partitions: Vec<MetadataResponsePartition>,
        pub topic_authorized_operations: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for MetadataResponseTopic {
        fn default() -> Self {
            Self {
                error_code: 0,
                name: Some(String::new()),
                topic_id: Uuid::nil(),
                is_internal: false,
                partitions: Vec::new(),
                topic_authorized_operations: -2_147_483_648,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl MetadataResponseTopic {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 9;
            out.put_i16(self.error_code);
            writer::string(
                out,
                flexible,
                nullable_if(version >= 12, self.name.as_deref(), "name")?,
            )?;
            if version >= 10 {
                out.put_u128(self.topic_id.as_u128());
            }
            if version >= 1 {
                out.put_u8(u8::from(self.is_internal));
            }
            writer::array(out, flexible, Some(&self.partitions), |e, out| e.encode(version, out))?;
            if version >= 8 {
                out.put_i32(self.topic_authorized_operations);
            } else {
                absent(
                    self.topic_authorized_operations == -2_147_483_648,
                    "topic_authorized_operations",
                    version,
                )?;
            }
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 9;
            Ok(Self {
                error_code: input.i16()?,
                name: nullable_if(version >= 12, input.string(flexible)?, "name")?,
                topic_id: if version >= 10 { input.uuid()? } else { Uuid::nil() },
                is_internal: if version >= 1 { input.bool()? } else { false },
                partitions: required(
                    input.array(flexible, |input| {
                        MetadataResponsePartition::decode(version, input)
                    })?,
                    "partitions",
                )?,
                topic_authorized_operations: if version >= 8 {
                    input.i32()?
                } else {
                    -2_147_483_648
                },
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
