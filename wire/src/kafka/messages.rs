// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! Typed messages: a module per API with its `request` and `response`.

pub mod produce;
pub use produce::{request::ProduceRequest, response::ProduceResponse};
pub mod fetch;
pub use fetch::{request::FetchRequest, response::FetchResponse};
pub mod list_offsets;
pub use list_offsets::{request::ListOffsetsRequest, response::ListOffsetsResponse};
pub mod metadata;
pub use metadata::{request::MetadataRequest, response::MetadataResponse};
pub mod offset_commit;
pub use offset_commit::{request::OffsetCommitRequest, response::OffsetCommitResponse};
pub mod offset_fetch;
pub use offset_fetch::{request::OffsetFetchRequest, response::OffsetFetchResponse};
pub mod find_coordinator;
pub use find_coordinator::{request::FindCoordinatorRequest, response::FindCoordinatorResponse};
pub mod join_group;
pub use join_group::{request::JoinGroupRequest, response::JoinGroupResponse};
pub mod heartbeat;
pub use heartbeat::{request::HeartbeatRequest, response::HeartbeatResponse};
pub mod leave_group;
pub use leave_group::{request::LeaveGroupRequest, response::LeaveGroupResponse};
pub mod sync_group;
pub use sync_group::{request::SyncGroupRequest, response::SyncGroupResponse};
pub mod describe_groups;
pub use describe_groups::{request::DescribeGroupsRequest, response::DescribeGroupsResponse};
pub mod list_groups;
pub use list_groups::{request::ListGroupsRequest, response::ListGroupsResponse};
pub mod sasl_handshake;
pub use sasl_handshake::{request::SaslHandshakeRequest, response::SaslHandshakeResponse};
pub mod api_versions;
pub use api_versions::{request::ApiVersionsRequest, response::ApiVersionsResponse};
pub mod create_topics;
pub use create_topics::{request::CreateTopicsRequest, response::CreateTopicsResponse};
pub mod delete_topics;
pub use delete_topics::{request::DeleteTopicsRequest, response::DeleteTopicsResponse};
pub mod delete_records;
pub use delete_records::{request::DeleteRecordsRequest, response::DeleteRecordsResponse};
pub mod init_producer_id;
pub use init_producer_id::{request::InitProducerIdRequest, response::InitProducerIdResponse};
pub mod add_partitions_to_txn;
pub use add_partitions_to_txn::{
    request::AddPartitionsToTxnRequest, response::AddPartitionsToTxnResponse,
};
pub mod add_offsets_to_txn;
pub use add_offsets_to_txn::{request::AddOffsetsToTxnRequest, response::AddOffsetsToTxnResponse};
pub mod end_txn;
pub use end_txn::{request::EndTxnRequest, response::EndTxnResponse};
pub mod txn_offset_commit;
pub use txn_offset_commit::{request::TxnOffsetCommitRequest, response::TxnOffsetCommitResponse};
pub mod describe_acls;
pub use describe_acls::{request::DescribeAclsRequest, response::DescribeAclsResponse};
pub mod create_acls;
pub use create_acls::{request::CreateAclsRequest, response::CreateAclsResponse};
pub mod delete_acls;
pub use delete_acls::{request::DeleteAclsRequest, response::DeleteAclsResponse};
pub mod describe_configs;
pub use describe_configs::{request::DescribeConfigsRequest, response::DescribeConfigsResponse};
pub mod alter_configs;
pub use alter_configs::{request::AlterConfigsRequest, response::AlterConfigsResponse};
pub mod describe_log_dirs;
pub use describe_log_dirs::{request::DescribeLogDirsRequest, response::DescribeLogDirsResponse};
pub mod sasl_authenticate;
pub use sasl_authenticate::{request::SaslAuthenticateRequest, response::SaslAuthenticateResponse};
pub mod create_partitions;
pub use create_partitions::{request::CreatePartitionsRequest, response::CreatePartitionsResponse};
pub mod delete_groups;
pub use delete_groups::{request::DeleteGroupsRequest, response::DeleteGroupsResponse};
pub mod elect_leaders;
pub use elect_leaders::{request::ElectLeadersRequest, response::ElectLeadersResponse};
pub mod incremental_alter_configs;
pub use incremental_alter_configs::{
    request::IncrementalAlterConfigsRequest, response::IncrementalAlterConfigsResponse,
};
pub mod list_partition_reassignments;
pub use list_partition_reassignments::{
    request::ListPartitionReassignmentsRequest, response::ListPartitionReassignmentsResponse,
};
pub mod describe_client_quotas;
pub use describe_client_quotas::{
    request::DescribeClientQuotasRequest, response::DescribeClientQuotasResponse,
};
pub mod describe_user_scram_credentials;
pub use describe_user_scram_credentials::{
    request::DescribeUserScramCredentialsRequest, response::DescribeUserScramCredentialsResponse,
};
pub mod alter_user_scram_credentials;
pub use alter_user_scram_credentials::{
    request::AlterUserScramCredentialsRequest, response::AlterUserScramCredentialsResponse,
};
pub mod describe_quorum;
pub use describe_quorum::{request::DescribeQuorumRequest, response::DescribeQuorumResponse};
pub mod describe_cluster;
pub use describe_cluster::{request::DescribeClusterRequest, response::DescribeClusterResponse};
pub mod describe_producers;
pub use describe_producers::{
    request::DescribeProducersRequest, response::DescribeProducersResponse,
};
pub mod describe_transactions;
pub use describe_transactions::{
    request::DescribeTransactionsRequest, response::DescribeTransactionsResponse,
};
pub mod list_transactions;
pub use list_transactions::{request::ListTransactionsRequest, response::ListTransactionsResponse};
pub mod consumer_group_heartbeat;
pub use consumer_group_heartbeat::{
    request::ConsumerGroupHeartbeatRequest, response::ConsumerGroupHeartbeatResponse,
};
pub mod consumer_group_describe;
pub use consumer_group_describe::{
    request::ConsumerGroupDescribeRequest, response::ConsumerGroupDescribeResponse,
};
