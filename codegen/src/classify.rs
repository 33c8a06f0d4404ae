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
        | ("CreateTopics", "Topics.Configs.Name") => "ConfigName",
        ("DescribeConfigs", "Results.Configs.Value" | "Results.Configs.Synonyms.Value")
        | ("AlterConfigs" | "IncrementalAlterConfigs", "Resources.Configs.Value")
        | ("CreateTopics", "Topics.Configs.Value") => "ConfigValue",
        ("StreamsGroupHeartbeat" | "StreamsGroupDescribe", _)
            if path.ends_with("TopicConfigs.Key") =>
        {
            "ConfigName"
        }
        ("StreamsGroupHeartbeat" | "StreamsGroupDescribe", _)
            if path.ends_with("TopicConfigs.Value") =>
        {
            "ConfigValue"
        }
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
        ("StreamsGroupHeartbeat", "Status.StatusDetail") => "ErrorMessage",
        // An address of a broker: the cluster's own, or a neighbour that took over a partition.
        ("Metadata" | "DescribeCluster", "Brokers.Host")
        | ("FindCoordinator", "Host" | "Coordinators.Host")
        | ("Produce" | "Fetch" | "ShareFetch" | "ShareAcknowledge", "NodeEndpoints.Host") => "Host",
        ("Metadata" | "DescribeCluster", "Brokers.Rack")
        | ("Produce" | "Fetch" | "ShareFetch" | "ShareAcknowledge", "NodeEndpoints.Rack") => "Rack",
        _ if is_opaque(api, path) => "Opaque",
        _ => return everywhere(is_request, leaf(path)),
    })
}

/// Supplied by a client, or a word of the protocol: means the same to everybody.
fn is_opaque(api: &str, path: &str) -> bool {
    let leaf = leaf(path);
    match api {
        "ApiVersions" => matches!(
            path,
            "ClientSoftwareName"
                | "ClientSoftwareVersion"
                | "SupportedFeatures.Name"
                | "FinalizedFeatures.Name"
        ),
        "SaslHandshake" => matches!(path, "Mechanism" | "Mechanisms"),
        "DescribeConfigs" => path == "Results.Configs.Documentation",
        "ListTransactions" | "DescribeTransactions" => matches!(
            path,
            "StateFilters" | "UnknownStateFilters" | "TransactionStates.TransactionState"
        ),
        "ListGroups" => matches!(leaf, "StatesFilter" | "TypesFilter" | "GroupState" | "GroupType"),
        "JoinGroup" => matches!(path, "Protocols.Name" | "ProtocolName" | "Leader" | "Reason"),
        "SyncGroup" => path == "ProtocolName",
        "LeaveGroup" => path == "Members.Reason",
        "DescribeGroups" => matches!(path, "Groups.GroupState" | "Groups.ProtocolData"),
        "ConsumerGroupHeartbeat" => path == "ServerAssignor",
        "OffsetCommit" | "TxnOffsetCommit" => path == "Topics.Partitions.CommittedMetadata",
        "OffsetFetch" => path.ends_with("Topics.Partitions.Metadata"),
        "Fetch" => matches!(path, "RackId" | "Topics.Partitions.ReplicaDirectoryId"),
        "ConsumerGroupDescribe" | "ShareGroupDescribe" => {
            matches!(path, "Groups.GroupState" | "Groups.AssignorName")
        }
        // Tags and endpoints are chosen by applications, to be read by their own members.
        "StreamsGroupHeartbeat" | "StreamsGroupDescribe" => {
            matches!(leaf, "GroupState" | "SubtopologyId" | "ProcessId")
                || path.ends_with("ClientTags.Key")
                || path.ends_with("ClientTags.Value")
                || path.ends_with("UserEndpoint.Host")
        }
        _ => false,
    }
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
