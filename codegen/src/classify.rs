//! What each text, byte string, uuid and record set of the protocol *means* to a tenancy gateway.
//!
//! Kafka's own `entityType` covers topics, groups, transactional ids, brokers and producers, but not
//! resource names, coordinator keys, member blobs, patterns, addresses or error texts. This list does,
//! field by field. What it does not name becomes `Unclassified`; the gateway's tests fail while an API
//! that it lets through has such a field, so a new release of Kafka cannot slip a name past review.

use crate::schema::{Field, Type};

/// The name of the gateway's `Entity` for a field.
pub(crate) fn classify(api: &str, is_request: bool, path: &str, field: &Field) -> &'static str {
    let element = match &field.ty {
        Type::Array(element) => element,
        ty => ty,
    };
    match element {
        Type::String | Type::Bytes | Type::Uuid | Type::Records => {
            tagged(field).or_else(|| meaning(api, is_request, path)).unwrap_or("Unclassified")
        }
        Type::Struct(_) => "Structure",
        _ => tagged(field).unwrap_or_else(|| number(path)),
    }
}

/// What Kafka itself says.
fn tagged(field: &Field) -> Option<&'static str> {
    Some(match field.entity.as_deref()? {
        "topicName" => "TopicName",
        "groupId" => "GroupId",
        "transactionalId" => "TransactionalId",
        "brokerId" => "BrokerId",
        "producerId" => "ProducerId",
        _ => return None,
    })
}

/// Numbers that decide something or that a gateway replaces.
fn number(path: &str) -> &'static str {
    match leaf(path) {
        "ThrottleTimeMs" => "ThrottleTime",
        "ErrorCode" | "PartitionErrorCode" => "ErrorCode",
        "SessionId" => "SessionId",
        "SessionEpoch" => "SessionEpoch",
        "ReplicaId" => "ReplicaId",
        "MaxBytes" => "MaxBytes",
        "ResourceType" | "ResourceTypeFilter" => "ResourceType",
        "KeyType" => "KeyType",
        "Acks" => "Acks",
        "AuthorizedOperations" | "TopicAuthorizedOperations" | "ClusterAuthorizedOperations" => {
            "AuthorizedOperations"
        }
        _ => "Number",
    }
}

fn leaf(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn meaning(api: &str, is_request: bool, path: &str) -> Option<&'static str> {
    Some(match (api, path) {
        ("FindCoordinator", "Key" | "CoordinatorKeys" | "Coordinators.Key") => "CoordinatorKey",
        ("JoinGroup", "Protocols.Metadata" | "Members.Metadata")
        | ("DescribeGroups", "Groups.Members.MemberMetadata") => "MemberSubscription",
        ("SyncGroup", "Assignments.Assignment" | "Assignment")
        | ("DescribeGroups", "Groups.Members.MemberAssignment") => "MemberAssignment",
        ("JoinGroup" | "SyncGroup", "ProtocolType")
        | ("DescribeGroups" | "ListGroups", "Groups.ProtocolType") => "ProtocolType",
        ("ListTransactions", "TransactionalIdPattern")
        | ("ConsumerGroupHeartbeat", "SubscribedTopicRegex")
        | ("ConsumerGroupDescribe", "Groups.Members.SubscribedTopicRegex")
        | ("StreamsGroupHeartbeat", "Topology.Subtopologies.SourceTopicRegex")
        | ("StreamsGroupDescribe", "Groups.Topology.Subtopologies.SourceTopicRegex") => "Regex",
        (
            "DescribeConfigs" | "AlterConfigs" | "IncrementalAlterConfigs",
            "Resources.ResourceName" | "Results.ResourceName" | "Responses.ResourceName",
        )
        | ("CreateAcls", "Creations.ResourceName")
        | (
            "DeleteAcls",
            "Filters.ResourceNameFilter" | "FilterResults.MatchingAcls.ResourceName",
        )
        | ("DescribeAcls", "ResourceNameFilter" | "Resources.ResourceName")
        | ("ListConfigResources", "ConfigResources.ResourceName") => "ResourceName",
        (
            "DescribeConfigs",
            "Resources.ConfigurationKeys"
            | "Results.Configs.Name"
            | "Results.Configs.Synonyms.Name",
        )
        | ("AlterConfigs" | "IncrementalAlterConfigs", "Resources.Configs.Name")
        | ("CreateTopics", "Topics.Configs.Name")
        | ("StreamsGroupHeartbeat" | "StreamsGroupDescribe", _)
            if leaf(path) == "ConfigurationKeys"
                || path.ends_with("Configs.Name")
                || path.ends_with("Synonyms.Name")
                || path.ends_with("TopicConfigs.Key") =>
        {
            "ConfigName"
        }
        ("DescribeConfigs", "Results.Configs.Value" | "Results.Configs.Synonyms.Value")
        | ("AlterConfigs" | "IncrementalAlterConfigs", "Resources.Configs.Value")
        | ("CreateTopics", "Topics.Configs.Value") => "ConfigValue",
        ("StreamsGroupHeartbeat" | "StreamsGroupDescribe", _)
            if path.ends_with("TopicConfigs.Value") =>
        {
            "ConfigValue"
        }
        ("DescribeConfigs", "Results.Configs.Documentation") => "Opaque",
        ("DescribeLogDirs", "Results.LogDir") => "Path",
        ("DescribeCluster" | "Metadata" | "Fetch", "ClusterId") => "ClusterId",
        (
            "CreateAcls" | "DeleteAcls" | "DescribeAcls",
            "Creations.Principal"
            | "Filters.PrincipalFilter"
            | "FilterResults.MatchingAcls.Principal"
            | "PrincipalFilter"
            | "Resources.Acls.Principal",
        )
        | ("AlterUserScramCredentials", "Deletions.Name" | "Upsertions.Name" | "Results.User")
        | ("DescribeUserScramCredentials", "Users.Name" | "Results.User") => "Principal",
        (
            "CreateAcls" | "DeleteAcls" | "DescribeAcls",
            "Creations.Host"
            | "Filters.HostFilter"
            | "FilterResults.MatchingAcls.Host"
            | "HostFilter"
            | "Resources.Acls.Host",
        ) => "AclHost",
        (
            "DescribeClientQuotas",
            "Components.EntityType"
            | "Components.Match"
            | "Entries.Entity.EntityType"
            | "Entries.Entity.EntityName"
            | "Entries.Values.Key",
        ) => "QuotaEntity",
        ("AlterUserScramCredentials", "Upsertions.Salt" | "Upsertions.SaltedPassword")
        | ("SaslAuthenticate", "AuthBytes") => "Secret",
        // Supplied by a client, or a word of the protocol; means the same to everybody.
        ("ApiVersions", "ClientSoftwareName" | "ClientSoftwareVersion")
        | ("ApiVersions", "SupportedFeatures.Name" | "FinalizedFeatures.Name")
        | ("SaslHandshake", "Mechanism" | "Mechanisms")
        | ("ListTransactions", "StateFilters" | "UnknownStateFilters")
        | ("ListTransactions" | "DescribeTransactions", "TransactionStates.TransactionState")
        | (
            "ListGroups",
            "StatesFilter" | "TypesFilter" | "Groups.GroupState" | "Groups.GroupType",
        )
        | ("JoinGroup", "Protocols.Name" | "ProtocolName" | "Leader" | "Reason")
        | ("SyncGroup", "ProtocolName")
        | ("LeaveGroup", "Members.Reason")
        | ("DescribeGroups", "Groups.GroupState" | "Groups.ProtocolData")
        | ("ConsumerGroupHeartbeat", "ServerAssignor")
        | ("OffsetCommit" | "TxnOffsetCommit", "Topics.Partitions.CommittedMetadata")
        | ("OffsetFetch", "Topics.Partitions.Metadata" | "Groups.Topics.Partitions.Metadata")
        | ("Fetch", "RackId" | "Topics.Partitions.ReplicaDirectoryId") => "Opaque",
        ("ConsumerGroupDescribe" | "ShareGroupDescribe" | "StreamsGroupDescribe", _)
            if matches!(leaf(path), "GroupState" | "AssignorName") =>
        {
            "Opaque"
        }
        ("StreamsGroupHeartbeat" | "StreamsGroupDescribe", _)
            if leaf(path) == "SubtopologyId"
                || leaf(path) == "ProcessId"
                || path.ends_with("ClientTags.Key")
                || path.ends_with("ClientTags.Value") =>
        {
            "Opaque"
        }
        // Chosen by applications, to be read by their own members.
        ("StreamsGroupHeartbeat" | "StreamsGroupDescribe", _)
            if path.ends_with("UserEndpoint.Host") =>
        {
            "Opaque"
        }
        ("StreamsGroupHeartbeat", "Status.StatusDetail") => "ErrorMessage",
        // An address of a broker: the cluster's own, or a neighbour that took over a partition.
        ("Metadata" | "DescribeCluster", "Brokers.Host")
        | ("FindCoordinator", "Host" | "Coordinators.Host")
        | ("Produce" | "Fetch" | "ShareFetch" | "ShareAcknowledge", "NodeEndpoints.Host") => "Host",
        ("Metadata" | "DescribeCluster", "Brokers.Rack")
        | ("Produce" | "Fetch" | "ShareFetch" | "ShareAcknowledge", "NodeEndpoints.Rack") => "Rack",
        _ => return everywhere(is_request, leaf(path)),
    })
}

/// Names that mean the same in every API that has them.
fn everywhere(is_request: bool, name: &str) -> Option<&'static str> {
    Some(match name {
        "ErrorMessage" | "BatchIndexErrorMessage" | "AcknowledgeErrorMessage" if !is_request => {
            "ErrorMessage"
        }
        "TopicId" => "TopicId",
        "Records" => "Records",
        "MemberId" | "GroupInstanceId" | "InstanceId" => "MemberId",
        "ClientId" if !is_request => "ClientId",
        "ClientHost" if !is_request => "ClientHost",
        // Of a group's member, as it announced it.
        "RackId" => "Opaque",
        _ => return None,
    })
}
