// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! `ConsumerGroupDescribe`, API 69, versions 0 to 1.

/// What a client asks.
pub mod request {
    use crate::kafka::{
        codec::{CodecError, Message, Request, TaggedFields, check_version, required},
        reader::Reader,
        writer,
    };
    use bytes::{BufMut as _, BytesMut};
    use std::ops::RangeInclusive;

    /// `ConsumerGroupDescribeRequest`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ConsumerGroupDescribeRequest {
        pub group_ids: Vec<String>,
        pub include_authorized_operations: bool,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ConsumerGroupDescribeRequest {
        const NAME: &'static str = "ConsumerGroupDescribeRequest";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            writer::array(out, true, Some(&self.group_ids), |e, out| {
                writer::string(out, true, Some(e))
            })?;
            out.put_u8(u8::from(self.include_authorized_operations));
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                group_ids: required(
                    input.array(true, |input| required(input.string(true)?, "group_ids"))?,
                    "group_ids",
                )?,
                include_authorized_operations: input.bool()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    impl Request for ConsumerGroupDescribeRequest {
        const KEY: i16 = 69;
        type Response = super::response::ConsumerGroupDescribeResponse;
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
    use uuid::Uuid;

    /// `ConsumerGroupDescribeResponse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ConsumerGroupDescribeResponse {
        pub throttle_time_ms: i32,
        pub groups: Vec<DescribedGroup>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Message for ConsumerGroupDescribeResponse {
        const NAME: &'static str = "ConsumerGroupDescribeResponse";
        const VERSIONS: RangeInclusive<i16> = 0..=1;
        const FIRST_FLEXIBLE: i16 = 0;

        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            out.put_i32(self.throttle_time_ms);
            writer::array(out, true, Some(&self.groups), |e, out| e.encode(version, out))?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            check_version(Self::NAME, version, &Self::VERSIONS)?;
            Ok(Self {
                throttle_time_ms: input.i32()?,
                groups: required(
                    input.array(true, |input| DescribedGroup::decode(version, input))?,
                    "groups",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `Assignment`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Assignment {
        pub topic_partitions: Vec<TopicPartitions>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Assignment {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::array(out, true, Some(&self.topic_partitions), |e, out| {
                e.encode(version, out)
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                topic_partitions: required(
                    input.array(true, |input| TopicPartitions::decode(version, input))?,
                    "topic_partitions",
                )?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `DescribedGroup`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DescribedGroup {
        pub error_code: i16,
        pub error_message: Option<String>,
        pub group_id: String,
        pub group_state: String,
        pub group_epoch: i32,
        pub assignment_epoch: i32,
        pub assignor_name: String,
        pub members: Vec<Member>,
        pub authorized_operations: i32,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for DescribedGroup {
        fn default() -> Self {
            Self {
                error_code: 0,
                error_message: None,
                group_id: String::new(),
                group_state: String::new(),
                group_epoch: 0,
                assignment_epoch: 0,
                assignor_name: String::new(),
                members: Vec::new(),
                authorized_operations: -2_147_483_648,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl DescribedGroup {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_i16(self.error_code);
            writer::string(out, true, self.error_message.as_deref())?;
            writer::string(out, true, Some(&self.group_id))?;
            writer::string(out, true, Some(&self.group_state))?;
            out.put_i32(self.group_epoch);
            out.put_i32(self.assignment_epoch);
            writer::string(out, true, Some(&self.assignor_name))?;
            writer::array(out, true, Some(&self.members), |e, out| e.encode(version, out))?;
            out.put_i32(self.authorized_operations);
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                error_code: input.i16()?,
                error_message: input.string(true)?,
                group_id: required(input.string(true)?, "group_id")?,
                group_state: required(input.string(true)?, "group_state")?,
                group_epoch: input.i32()?,
                assignment_epoch: input.i32()?,
                assignor_name: required(input.string(true)?, "assignor_name")?,
                members: required(
                    input.array(true, |input| Member::decode(version, input))?,
                    "members",
                )?,
                authorized_operations: input.i32()?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `Member`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Member {
        pub member_id: String,
        pub instance_id: Option<String>,
        pub rack_id: Option<String>,
        pub member_epoch: i32,
        pub client_id: String,
        pub client_host: String,
        pub subscribed_topic_names: Vec<String>,
        pub subscribed_topic_regex: Option<String>,
        pub assignment: Assignment,
        pub target_assignment: Assignment,
        pub member_type: i8,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl Default for Member {
        fn default() -> Self {
            Self {
                member_id: String::new(),
                instance_id: None,
                rack_id: None,
                member_epoch: 0,
                client_id: String::new(),
                client_host: String::new(),
                subscribed_topic_names: Vec::new(),
                subscribed_topic_regex: None,
                assignment: Assignment::default(),
                target_assignment: Assignment::default(),
                member_type: -1,
                unknown_tagged_fields: TaggedFields::new(),
            }
        }
    }

    impl Member {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            writer::string(out, true, Some(&self.member_id))?;
            writer::string(out, true, self.instance_id.as_deref())?;
            writer::string(out, true, self.rack_id.as_deref())?;
            out.put_i32(self.member_epoch);
            writer::string(out, true, Some(&self.client_id))?;
            writer::string(out, true, Some(&self.client_host))?;
            writer::array(out, true, Some(&self.subscribed_topic_names), |e, out| {
                writer::string(out, true, Some(e))
            })?;
            writer::string(out, true, self.subscribed_topic_regex.as_deref())?;
            self.assignment.encode(version, out)?;
            self.target_assignment.encode(version, out)?;
            if version >= 1 {
                out.put_i8(self.member_type);
            }
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                member_id: required(input.string(true)?, "member_id")?,
                instance_id: input.string(true)?,
                rack_id: input.string(true)?,
                member_epoch: input.i32()?,
                client_id: required(input.string(true)?, "client_id")?,
                client_host: required(input.string(true)?, "client_host")?,
                subscribed_topic_names: required(
                    input.array(true, |input| {
                        required(input.string(true)?, "subscribed_topic_names")
                    })?,
                    "subscribed_topic_names",
                )?,
                subscribed_topic_regex: input.string(true)?,
                assignment: Assignment::decode(version, input)?,
                target_assignment: Assignment::decode(version, input)?,
                member_type: if version >= 1 { input.i8()? } else { -1 },
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }

    /// `TopicPartitions`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TopicPartitions {
        pub topic_id: Uuid,
        pub topic_name: String,
        pub partitions: Vec<i32>,
        pub unknown_tagged_fields: TaggedFields,
    }

    impl TopicPartitions {
        fn encode(&self, version: i16, out: &mut BytesMut) -> Result<(), CodecError> {
            out.put_u128(self.topic_id.as_u128());
            writer::string(out, true, Some(&self.topic_name))?;
            writer::array(out, true, Some(&self.partitions), |e, out| {
                out.put_i32(*e);
                Ok(())
            })?;
            let tags = writer::Tags::default();
            tags.finish(out, true, version, &self.unknown_tagged_fields)
        }

        fn decode(_version: i16, input: &mut Reader) -> Result<Self, CodecError> {
            Ok(Self {
                topic_id: input.uuid()?,
                topic_name: required(input.string(true)?, "topic_name")?,
                partitions: required(input.array(true, Reader::i32)?, "partitions")?,
                unknown_tagged_fields: input.tagged(true, |_, _| Ok(false))?,
            })
        }
    }
}
