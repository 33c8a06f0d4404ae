// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `ElectLeaders`, API 43, versions 0 to 2.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, absent, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `ElectLeadersRequest`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ElectLeadersRequest {
        pub election_type: i8,
        pub topic_partitions: Option<Vec<TopicPartitions>>,
        pub timeout_ms: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for ElectLeadersRequest {
        fn default() -> Self {
            Self {
                election_type: 0,
                topic_partitions: Some(Vec::new()),
                timeout_ms: 60000,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Message for ElectLeadersRequest {
        const NAME: &'static str = "ElectLeadersRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            if version >= 1 {
                out.put_i8(self.election_type);
            } else {
                absent(self.election_type == 0, "election_type", version)?;
            }
            writer::array(out, flexible, self.topic_partitions.as_deref(), |e, out| {
                e.encode(version, out)
            })?;
            out.put_i32(self.timeout_ms);
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                election_type: if version >= 1 { input.i8()? } else { 0 },
                topic_partitions: input
                    .array(flexible, |input| TopicPartitions::decode(version, input))?,
                timeout_ms: input.i32()?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ElectLeadersRequest {
        const KEY: i16 = 43;
        type Response = super::response::ElectLeadersResponse;
    }

    /// `TopicPartitions`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicPartitions {
        pub topic: String,
        pub partitions: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicPartitions {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::string(out, flexible, Some(&self.topic))?;
            writer::array(out, flexible, Some(&self.partitions), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                topic: required(input.string(flexible)?, "topic")?,
                partitions: required(input.array(flexible, Reader::i32)?, "partitions")?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
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

    /// `ElectLeadersResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ElectLeadersResponse {
        pub throttle_time_ms: i32,
        pub error_code: i16,
        pub replica_election_results: Vec<ReplicaElectionResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ElectLeadersResponse {
        const NAME: &'static str = "ElectLeadersResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=2;
        const FIRST_FLEXIBLE: i16 = 2;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            out.put_i32(self.throttle_time_ms);
            if version >= 1 {
                out.put_i16(self.error_code);
            } else {
                absent(self.error_code == 0, "error_code", version)?;
            }
            writer::array(out, flexible, Some(&self.replica_election_results), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            let flexible = version >= 2;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                error_code: if version >= 1 { input.i16()? } else { 0 },
                replica_election_results: required(
                    input.array(flexible, |input| ReplicaElectionResult::decode(version, input))?,
                    "replica_election_results",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `PartitionResult`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PartitionResult {
        pub partition_id: i32,
        pub error_code: i16,
        pub error_message: Option<String>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for PartitionResult {
        fn default() -> Self {
            Self {
                partition_id: 0,
                error_code: 0,
                error_message: Some(String::new()),
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl PartitionResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            out.put_i32(self.partition_id);
            out.put_i16(self.error_code);
            writer::string(out, flexible, self.error_message.as_deref())?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                partition_id: input.i32()?,
                error_code: input.i16()?,
                error_message: input.string(flexible)?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }

    /// `ReplicaElectionResult`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ReplicaElectionResult {
        pub topic: String,
        pub partition_result: Vec<PartitionResult>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl ReplicaElectionResult {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            let flexible = version >= 2;
            writer::string(out, flexible, Some(&self.topic))?;
            writer::array(out, flexible, Some(&self.partition_result), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, flexible, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            let flexible = version >= 2;
            Ok(Self {
                topic: required(input.string(flexible)?, "topic")?,
                partition_result: required(
                    input.array(flexible, |input| PartitionResult::decode(version, input))?,
                    "partition_result",
                )?,
                unknown_tagged_fields: input.tagged(flexible, |_, _| Ok(false))?,
            })
        }
    }
}
