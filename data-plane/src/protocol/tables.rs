// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! The schema of every API that brokers offer to clients.

use super::schema::{Api, Entity as E, Kind as K, N, Schema, a, f, s, sa, t};

/// The API with this number.
pub fn api(key: i16) -> Option<&'static Api> {
    Some(match key {
        0 => &PRODUCE,
        1 => &FETCH,
        2 => &LIST_OFFSETS,
        3 => &METADATA,
        8 => &OFFSET_COMMIT,
        9 => &OFFSET_FETCH,
        10 => &FIND_COORDINATOR,
        11 => &JOIN_GROUP,
        12 => &HEARTBEAT,
        13 => &LEAVE_GROUP,
        14 => &SYNC_GROUP,
        15 => &DESCRIBE_GROUPS,
        16 => &LIST_GROUPS,
        17 => &SASL_HANDSHAKE,
        18 => &API_VERSIONS,
        19 => &CREATE_TOPICS,
        20 => &DELETE_TOPICS,
        21 => &DELETE_RECORDS,
        22 => &INIT_PRODUCER_ID,
        23 => &OFFSET_FOR_LEADER_EPOCH,
        24 => &ADD_PARTITIONS_TO_TXN,
        25 => &ADD_OFFSETS_TO_TXN,
        26 => &END_TXN,
        27 => &WRITE_TXN_MARKERS,
        28 => &TXN_OFFSET_COMMIT,
        29 => &DESCRIBE_ACLS,
        30 => &CREATE_ACLS,
        31 => &DELETE_ACLS,
        32 => &DESCRIBE_CONFIGS,
        33 => &ALTER_CONFIGS,
        34 => &ALTER_REPLICA_LOG_DIRS,
        35 => &DESCRIBE_LOG_DIRS,
        36 => &SASL_AUTHENTICATE,
        37 => &CREATE_PARTITIONS,
        38 => &CREATE_DELEGATION_TOKEN,
        39 => &RENEW_DELEGATION_TOKEN,
        40 => &EXPIRE_DELEGATION_TOKEN,
        41 => &DESCRIBE_DELEGATION_TOKEN,
        42 => &DELETE_GROUPS,
        43 => &ELECT_LEADERS,
        44 => &INCREMENTAL_ALTER_CONFIGS,
        45 => &ALTER_PARTITION_REASSIGNMENTS,
        46 => &LIST_PARTITION_REASSIGNMENTS,
        47 => &OFFSET_DELETE,
        48 => &DESCRIBE_CLIENT_QUOTAS,
        49 => &ALTER_CLIENT_QUOTAS,
        50 => &DESCRIBE_USER_SCRAM_CREDENTIALS,
        51 => &ALTER_USER_SCRAM_CREDENTIALS,
        55 => &DESCRIBE_QUORUM,
        57 => &UPDATE_FEATURES,
        60 => &DESCRIBE_CLUSTER,
        61 => &DESCRIBE_PRODUCERS,
        64 => &UNREGISTER_BROKER,
        65 => &DESCRIBE_TRANSACTIONS,
        66 => &LIST_TRANSACTIONS,
        68 => &CONSUMER_GROUP_HEARTBEAT,
        69 => &CONSUMER_GROUP_DESCRIBE,
        71 => &GET_TELEMETRY_SUBSCRIPTIONS,
        72 => &PUSH_TELEMETRY,
        74 => &LIST_CONFIG_RESOURCES,
        75 => &DESCRIBE_TOPIC_PARTITIONS,
        76 => &SHARE_GROUP_HEARTBEAT,
        77 => &SHARE_GROUP_DESCRIBE,
        78 => &SHARE_FETCH,
        79 => &SHARE_ACKNOWLEDGE,
        80 => &ADD_RAFT_VOTER,
        81 => &REMOVE_RAFT_VOTER,
        83 => &INITIALIZE_SHARE_GROUP_STATE,
        84 => &READ_SHARE_GROUP_STATE,
        85 => &WRITE_SHARE_GROUP_STATE,
        86 => &DELETE_SHARE_GROUP_STATE,
        87 => &READ_SHARE_GROUP_STATE_SUMMARY,
        88 => &STREAMS_GROUP_HEARTBEAT,
        89 => &STREAMS_GROUP_DESCRIBE,
        90 => &DESCRIBE_SHARE_GROUP_OFFSETS,
        91 => &ALTER_SHARE_GROUP_OFFSETS,
        92 => &DELETE_SHARE_GROUP_OFFSETS,
        _ => return None,
    })
}

/// All of them, by number.
pub static ALL: &[&Api] = &[
    &PRODUCE,
    &FETCH,
    &LIST_OFFSETS,
    &METADATA,
    &OFFSET_COMMIT,
    &OFFSET_FETCH,
    &FIND_COORDINATOR,
    &JOIN_GROUP,
    &HEARTBEAT,
    &LEAVE_GROUP,
    &SYNC_GROUP,
    &DESCRIBE_GROUPS,
    &LIST_GROUPS,
    &SASL_HANDSHAKE,
    &API_VERSIONS,
    &CREATE_TOPICS,
    &DELETE_TOPICS,
    &DELETE_RECORDS,
    &INIT_PRODUCER_ID,
    &OFFSET_FOR_LEADER_EPOCH,
    &ADD_PARTITIONS_TO_TXN,
    &ADD_OFFSETS_TO_TXN,
    &END_TXN,
    &WRITE_TXN_MARKERS,
    &TXN_OFFSET_COMMIT,
    &DESCRIBE_ACLS,
    &CREATE_ACLS,
    &DELETE_ACLS,
    &DESCRIBE_CONFIGS,
    &ALTER_CONFIGS,
    &ALTER_REPLICA_LOG_DIRS,
    &DESCRIBE_LOG_DIRS,
    &SASL_AUTHENTICATE,
    &CREATE_PARTITIONS,
    &CREATE_DELEGATION_TOKEN,
    &RENEW_DELEGATION_TOKEN,
    &EXPIRE_DELEGATION_TOKEN,
    &DESCRIBE_DELEGATION_TOKEN,
    &DELETE_GROUPS,
    &ELECT_LEADERS,
    &INCREMENTAL_ALTER_CONFIGS,
    &ALTER_PARTITION_REASSIGNMENTS,
    &LIST_PARTITION_REASSIGNMENTS,
    &OFFSET_DELETE,
    &DESCRIBE_CLIENT_QUOTAS,
    &ALTER_CLIENT_QUOTAS,
    &DESCRIBE_USER_SCRAM_CREDENTIALS,
    &ALTER_USER_SCRAM_CREDENTIALS,
    &DESCRIBE_QUORUM,
    &UPDATE_FEATURES,
    &DESCRIBE_CLUSTER,
    &DESCRIBE_PRODUCERS,
    &UNREGISTER_BROKER,
    &DESCRIBE_TRANSACTIONS,
    &LIST_TRANSACTIONS,
    &CONSUMER_GROUP_HEARTBEAT,
    &CONSUMER_GROUP_DESCRIBE,
    &GET_TELEMETRY_SUBSCRIPTIONS,
    &PUSH_TELEMETRY,
    &LIST_CONFIG_RESOURCES,
    &DESCRIBE_TOPIC_PARTITIONS,
    &SHARE_GROUP_HEARTBEAT,
    &SHARE_GROUP_DESCRIBE,
    &SHARE_FETCH,
    &SHARE_ACKNOWLEDGE,
    &ADD_RAFT_VOTER,
    &REMOVE_RAFT_VOTER,
    &INITIALIZE_SHARE_GROUP_STATE,
    &READ_SHARE_GROUP_STATE,
    &WRITE_SHARE_GROUP_STATE,
    &DELETE_SHARE_GROUP_STATE,
    &READ_SHARE_GROUP_STATE_SUMMARY,
    &STREAMS_GROUP_HEARTBEAT,
    &STREAMS_GROUP_DESCRIBE,
    &DESCRIBE_SHARE_GROUP_OFFSETS,
    &ALTER_SHARE_GROUP_OFFSETS,
    &DELETE_SHARE_GROUP_OFFSETS,
];

static PRODUCE: Api = Api {
    key: 0,
    name: "Produce",
    versions: (3, 13),
    request: Schema {
        first_flexible: 9,
        fields: &[
            f("TransactionalId", K::Text, E::TransactionalId, 3, 13, 3),
            f("Acks", K::Int16, E::Acks, 3, 13, N),
            f("TimeoutMs", K::Int32, E::Number, 3, 13, N),
            sa(
                "TopicData",
                3,
                13,
                N,
                &[
                    f("TopicData.Name", K::Text, E::TopicName, 3, 12, N),
                    f("TopicData.TopicId", K::Uuid, E::TopicId, 13, 13, N),
                    sa(
                        "TopicData.PartitionData",
                        3,
                        13,
                        N,
                        &[
                            f("TopicData.PartitionData.Index", K::Int32, E::Number, 3, 13, N),
                            f(
                                "TopicData.PartitionData.Records",
                                K::RecordSet,
                                E::Records,
                                3,
                                13,
                                3,
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 9,
        fields: &[
            sa(
                "Responses",
                3,
                13,
                N,
                &[
                    f("Responses.Name", K::Text, E::TopicName, 3, 12, N),
                    f("Responses.TopicId", K::Uuid, E::TopicId, 13, 13, N),
                    sa(
                        "Responses.PartitionResponses",
                        3,
                        13,
                        N,
                        &[
                            f("Responses.PartitionResponses.Index", K::Int32, E::Number, 3, 13, N),
                            f(
                                "Responses.PartitionResponses.ErrorCode",
                                K::Int16,
                                E::ErrorCode,
                                3,
                                13,
                                N,
                            ),
                            f(
                                "Responses.PartitionResponses.BaseOffset",
                                K::Int64,
                                E::Number,
                                3,
                                13,
                                N,
                            ),
                            f(
                                "Responses.PartitionResponses.LogAppendTimeMs",
                                K::Int64,
                                E::Number,
                                3,
                                13,
                                N,
                            ),
                            f(
                                "Responses.PartitionResponses.LogStartOffset",
                                K::Int64,
                                E::Number,
                                5,
                                13,
                                N,
                            ),
                            sa(
                                "Responses.PartitionResponses.RecordErrors",
                                8,
                                13,
                                N,
                                &[
                                    f(
                                        "Responses.PartitionResponses.RecordErrors.BatchIndex",
                                        K::Int32,
                                        E::Number,
                                        8,
                                        13,
                                        N,
                                    ),
                                    f(
                                        "Responses.PartitionResponses.RecordErrors.BatchIndexErrorMessage",
                                        K::Text,
                                        E::ErrorMessage,
                                        8,
                                        13,
                                        8,
                                    ),
                                ],
                            ),
                            f(
                                "Responses.PartitionResponses.ErrorMessage",
                                K::Text,
                                E::ErrorMessage,
                                8,
                                13,
                                8,
                            ),
                            t(
                                0,
                                s(
                                    "Responses.PartitionResponses.CurrentLeader",
                                    10,
                                    13,
                                    N,
                                    &[
                                        f(
                                            "Responses.PartitionResponses.CurrentLeader.LeaderId",
                                            K::Int32,
                                            E::BrokerId,
                                            10,
                                            13,
                                            N,
                                        ),
                                        f(
                                            "Responses.PartitionResponses.CurrentLeader.LeaderEpoch",
                                            K::Int32,
                                            E::Number,
                                            10,
                                            13,
                                            N,
                                        ),
                                    ],
                                ),
                            ),
                        ],
                    ),
                ],
            ),
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 3, 13, N),
            t(
                0,
                sa(
                    "NodeEndpoints",
                    10,
                    13,
                    N,
                    &[
                        f("NodeEndpoints.NodeId", K::Int32, E::BrokerId, 10, 13, N),
                        f("NodeEndpoints.Host", K::Text, E::Host, 10, 13, N),
                        f("NodeEndpoints.Port", K::Int32, E::Number, 10, 13, N),
                        f("NodeEndpoints.Rack", K::Text, E::Rack, 10, 13, 10),
                    ],
                ),
            ),
        ],
    },
};

static FETCH: Api = Api {
    key: 1,
    name: "Fetch",
    versions: (4, 18),
    request: Schema {
        first_flexible: 12,
        fields: &[
            t(0, f("ClusterId", K::Text, E::ClusterId, 12, 18, 12)),
            f("ReplicaId", K::Int32, E::BrokerId, 4, 14, N),
            t(
                1,
                s(
                    "ReplicaState",
                    15,
                    18,
                    N,
                    &[
                        f("ReplicaState.ReplicaId", K::Int32, E::BrokerId, 15, 18, N),
                        f("ReplicaState.ReplicaEpoch", K::Int64, E::Number, 15, 18, N),
                    ],
                ),
            ),
            f("MaxWaitMs", K::Int32, E::Number, 4, 18, N),
            f("MinBytes", K::Int32, E::Number, 4, 18, N),
            f("MaxBytes", K::Int32, E::MaxBytes, 4, 18, N),
            f("IsolationLevel", K::Int8, E::Number, 4, 18, N),
            f("SessionId", K::Int32, E::SessionId, 7, 18, N),
            f("SessionEpoch", K::Int32, E::SessionEpoch, 7, 18, N),
            sa(
                "Topics",
                4,
                18,
                N,
                &[
                    f("Topics.Topic", K::Text, E::TopicName, 4, 12, N),
                    f("Topics.TopicId", K::Uuid, E::TopicId, 13, 18, N),
                    sa(
                        "Topics.Partitions",
                        4,
                        18,
                        N,
                        &[
                            f("Topics.Partitions.Partition", K::Int32, E::Number, 4, 18, N),
                            f(
                                "Topics.Partitions.CurrentLeaderEpoch",
                                K::Int32,
                                E::Number,
                                9,
                                18,
                                N,
                            ),
                            f("Topics.Partitions.FetchOffset", K::Int64, E::Number, 4, 18, N),
                            f("Topics.Partitions.LastFetchedEpoch", K::Int32, E::Number, 12, 18, N),
                            f("Topics.Partitions.LogStartOffset", K::Int64, E::Number, 5, 18, N),
                            f("Topics.Partitions.PartitionMaxBytes", K::Int32, E::Number, 4, 18, N),
                            t(
                                0,
                                f(
                                    "Topics.Partitions.ReplicaDirectoryId",
                                    K::Uuid,
                                    E::Opaque,
                                    17,
                                    18,
                                    N,
                                ),
                            ),
                            t(
                                1,
                                f(
                                    "Topics.Partitions.HighWatermark",
                                    K::Int64,
                                    E::Number,
                                    18,
                                    18,
                                    N,
                                ),
                            ),
                        ],
                    ),
                ],
            ),
            sa(
                "ForgottenTopicsData",
                7,
                18,
                N,
                &[
                    f("ForgottenTopicsData.Topic", K::Text, E::TopicName, 7, 12, N),
                    f("ForgottenTopicsData.TopicId", K::Uuid, E::TopicId, 13, 18, N),
                    a("ForgottenTopicsData.Partitions", K::Int32, E::Number, 7, 18, N),
                ],
            ),
            f("RackId", K::Text, E::Opaque, 11, 18, N),
        ],
    },
    response: Schema {
        first_flexible: 12,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 4, 18, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 7, 18, N),
            f("SessionId", K::Int32, E::SessionId, 7, 18, N),
            sa(
                "Responses",
                4,
                18,
                N,
                &[
                    f("Responses.Topic", K::Text, E::TopicName, 4, 12, N),
                    f("Responses.TopicId", K::Uuid, E::TopicId, 13, 18, N),
                    sa(
                        "Responses.Partitions",
                        4,
                        18,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", K::Int32, E::Number, 4, 18, N),
                            f("Responses.Partitions.ErrorCode", K::Int16, E::ErrorCode, 4, 18, N),
                            f("Responses.Partitions.HighWatermark", K::Int64, E::Number, 4, 18, N),
                            f(
                                "Responses.Partitions.LastStableOffset",
                                K::Int64,
                                E::Number,
                                4,
                                18,
                                N,
                            ),
                            f("Responses.Partitions.LogStartOffset", K::Int64, E::Number, 5, 18, N),
                            t(
                                0,
                                s(
                                    "Responses.Partitions.DivergingEpoch",
                                    12,
                                    18,
                                    N,
                                    &[
                                        f(
                                            "Responses.Partitions.DivergingEpoch.Epoch",
                                            K::Int32,
                                            E::Number,
                                            12,
                                            18,
                                            N,
                                        ),
                                        f(
                                            "Responses.Partitions.DivergingEpoch.EndOffset",
                                            K::Int64,
                                            E::Number,
                                            12,
                                            18,
                                            N,
                                        ),
                                    ],
                                ),
                            ),
                            t(
                                1,
                                s(
                                    "Responses.Partitions.CurrentLeader",
                                    12,
                                    18,
                                    N,
                                    &[
                                        f(
                                            "Responses.Partitions.CurrentLeader.LeaderId",
                                            K::Int32,
                                            E::BrokerId,
                                            12,
                                            18,
                                            N,
                                        ),
                                        f(
                                            "Responses.Partitions.CurrentLeader.LeaderEpoch",
                                            K::Int32,
                                            E::Number,
                                            12,
                                            18,
                                            N,
                                        ),
                                    ],
                                ),
                            ),
                            t(
                                2,
                                s(
                                    "Responses.Partitions.SnapshotId",
                                    12,
                                    18,
                                    N,
                                    &[
                                        f(
                                            "Responses.Partitions.SnapshotId.EndOffset",
                                            K::Int64,
                                            E::Number,
                                            12,
                                            18,
                                            N,
                                        ),
                                        f(
                                            "Responses.Partitions.SnapshotId.Epoch",
                                            K::Int32,
                                            E::Number,
                                            12,
                                            18,
                                            N,
                                        ),
                                    ],
                                ),
                            ),
                            sa(
                                "Responses.Partitions.AbortedTransactions",
                                4,
                                18,
                                4,
                                &[
                                    f(
                                        "Responses.Partitions.AbortedTransactions.ProducerId",
                                        K::Int64,
                                        E::ProducerId,
                                        4,
                                        18,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.AbortedTransactions.FirstOffset",
                                        K::Int64,
                                        E::Number,
                                        4,
                                        18,
                                        N,
                                    ),
                                ],
                            ),
                            f(
                                "Responses.Partitions.PreferredReadReplica",
                                K::Int32,
                                E::BrokerId,
                                11,
                                18,
                                N,
                            ),
                            f("Responses.Partitions.Records", K::RecordSet, E::Records, 4, 18, 4),
                        ],
                    ),
                ],
            ),
            t(
                0,
                sa(
                    "NodeEndpoints",
                    16,
                    18,
                    N,
                    &[
                        f("NodeEndpoints.NodeId", K::Int32, E::BrokerId, 16, 18, N),
                        f("NodeEndpoints.Host", K::Text, E::Host, 16, 18, N),
                        f("NodeEndpoints.Port", K::Int32, E::Number, 16, 18, N),
                        f("NodeEndpoints.Rack", K::Text, E::Rack, 16, 18, 16),
                    ],
                ),
            ),
        ],
    },
};

static LIST_OFFSETS: Api = Api {
    key: 2,
    name: "ListOffsets",
    versions: (1, 11),
    request: Schema {
        first_flexible: 6,
        fields: &[
            f("ReplicaId", K::Int32, E::BrokerId, 1, 11, N),
            f("IsolationLevel", K::Int8, E::Number, 2, 11, N),
            sa(
                "Topics",
                1,
                11,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 1, 11, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        11,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 1, 11, N),
                            f(
                                "Topics.Partitions.CurrentLeaderEpoch",
                                K::Int32,
                                E::Number,
                                4,
                                11,
                                N,
                            ),
                            f("Topics.Partitions.Timestamp", K::Int64, E::Number, 1, 11, N),
                        ],
                    ),
                ],
            ),
            f("TimeoutMs", K::Int32, E::Number, 10, 11, N),
        ],
    },
    response: Schema {
        first_flexible: 6,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 2, 11, N),
            sa(
                "Topics",
                1,
                11,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 1, 11, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        11,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 1, 11, N),
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 1, 11, N),
                            f("Topics.Partitions.Timestamp", K::Int64, E::Number, 1, 11, N),
                            f("Topics.Partitions.Offset", K::Int64, E::Number, 1, 11, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 4, 11, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static METADATA: Api = Api {
    key: 3,
    name: "Metadata",
    versions: (0, 13),
    request: Schema {
        first_flexible: 9,
        fields: &[
            sa(
                "Topics",
                0,
                13,
                1,
                &[
                    f("Topics.TopicId", K::Uuid, E::TopicId, 10, 13, N),
                    f("Topics.Name", K::Text, E::TopicName, 0, 13, 10),
                ],
            ),
            f("AllowAutoTopicCreation", K::Bool, E::Number, 4, 13, N),
            f("IncludeClusterAuthorizedOperations", K::Bool, E::Number, 8, 10, N),
            f("IncludeTopicAuthorizedOperations", K::Bool, E::Number, 8, 13, N),
        ],
    },
    response: Schema {
        first_flexible: 9,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 3, 13, N),
            sa(
                "Brokers",
                0,
                13,
                N,
                &[
                    f("Brokers.NodeId", K::Int32, E::BrokerId, 0, 13, N),
                    f("Brokers.Host", K::Text, E::Host, 0, 13, N),
                    f("Brokers.Port", K::Int32, E::Number, 0, 13, N),
                    f("Brokers.Rack", K::Text, E::Rack, 1, 13, 1),
                ],
            ),
            f("ClusterId", K::Text, E::ClusterId, 2, 13, 2),
            f("ControllerId", K::Int32, E::BrokerId, 1, 13, N),
            sa(
                "Topics",
                0,
                13,
                N,
                &[
                    f("Topics.ErrorCode", K::Int16, E::ErrorCode, 0, 13, N),
                    f("Topics.Name", K::Text, E::TopicName, 0, 13, 12),
                    f("Topics.TopicId", K::Uuid, E::TopicId, 10, 13, N),
                    f("Topics.IsInternal", K::Bool, E::Number, 1, 13, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        13,
                        N,
                        &[
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 13, N),
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 13, N),
                            f("Topics.Partitions.LeaderId", K::Int32, E::BrokerId, 0, 13, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 7, 13, N),
                            a("Topics.Partitions.ReplicaNodes", K::Int32, E::BrokerId, 0, 13, N),
                            a("Topics.Partitions.IsrNodes", K::Int32, E::BrokerId, 0, 13, N),
                            a("Topics.Partitions.OfflineReplicas", K::Int32, E::BrokerId, 5, 13, N),
                        ],
                    ),
                    f(
                        "Topics.TopicAuthorizedOperations",
                        K::Int32,
                        E::AuthorizedOperations,
                        8,
                        13,
                        N,
                    ),
                ],
            ),
            f("ClusterAuthorizedOperations", K::Int32, E::AuthorizedOperations, 8, 10, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 13, 13, N),
        ],
    },
};

static OFFSET_COMMIT: Api = Api {
    key: 8,
    name: "OffsetCommit",
    versions: (2, 10),
    request: Schema {
        first_flexible: 8,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 2, 10, N),
            f("GenerationIdOrMemberEpoch", K::Int32, E::Number, 2, 10, N),
            f("MemberId", K::Text, E::MemberId, 2, 10, N),
            f("GroupInstanceId", K::Text, E::MemberId, 7, 10, 7),
            f("RetentionTimeMs", K::Int64, E::Number, 2, 4, N),
            sa(
                "Topics",
                2,
                10,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 2, 9, N),
                    f("Topics.TopicId", K::Uuid, E::TopicId, 10, 10, N),
                    sa(
                        "Topics.Partitions",
                        2,
                        10,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 2, 10, N),
                            f("Topics.Partitions.CommittedOffset", K::Int64, E::Number, 2, 10, N),
                            f(
                                "Topics.Partitions.CommittedLeaderEpoch",
                                K::Int32,
                                E::Number,
                                6,
                                10,
                                N,
                            ),
                            f("Topics.Partitions.CommittedMetadata", K::Text, E::Opaque, 2, 10, 2),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 8,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 3, 10, N),
            sa(
                "Topics",
                2,
                10,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 2, 9, N),
                    f("Topics.TopicId", K::Uuid, E::TopicId, 10, 10, N),
                    sa(
                        "Topics.Partitions",
                        2,
                        10,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 2, 10, N),
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 2, 10, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static OFFSET_FETCH: Api = Api {
    key: 9,
    name: "OffsetFetch",
    versions: (1, 10),
    request: Schema {
        first_flexible: 6,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 1, 7, N),
            sa(
                "Topics",
                1,
                7,
                2,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 1, 7, N),
                    a("Topics.PartitionIndexes", K::Int32, E::Number, 1, 7, N),
                ],
            ),
            sa(
                "Groups",
                8,
                10,
                N,
                &[
                    f("Groups.GroupId", K::Text, E::GroupId, 8, 10, N),
                    f("Groups.MemberId", K::Text, E::MemberId, 9, 10, 9),
                    f("Groups.MemberEpoch", K::Int32, E::Number, 9, 10, N),
                    sa(
                        "Groups.Topics",
                        8,
                        10,
                        8,
                        &[
                            f("Groups.Topics.Name", K::Text, E::TopicName, 8, 9, N),
                            f("Groups.Topics.TopicId", K::Uuid, E::TopicId, 10, 10, N),
                            a("Groups.Topics.PartitionIndexes", K::Int32, E::Number, 8, 10, N),
                        ],
                    ),
                ],
            ),
            f("RequireStable", K::Bool, E::Number, 7, 10, N),
        ],
    },
    response: Schema {
        first_flexible: 6,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 3, 10, N),
            sa(
                "Topics",
                1,
                7,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 1, 7, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        7,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 1, 7, N),
                            f("Topics.Partitions.CommittedOffset", K::Int64, E::Number, 1, 7, N),
                            f(
                                "Topics.Partitions.CommittedLeaderEpoch",
                                K::Int32,
                                E::Number,
                                5,
                                7,
                                N,
                            ),
                            f("Topics.Partitions.Metadata", K::Text, E::Opaque, 1, 7, 1),
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 1, 7, N),
                        ],
                    ),
                ],
            ),
            f("ErrorCode", K::Int16, E::ErrorCode, 2, 7, N),
            sa(
                "Groups",
                8,
                10,
                N,
                &[
                    f("Groups.GroupId", K::Text, E::GroupId, 8, 10, N),
                    sa(
                        "Groups.Topics",
                        8,
                        10,
                        N,
                        &[
                            f("Groups.Topics.Name", K::Text, E::TopicName, 8, 9, N),
                            f("Groups.Topics.TopicId", K::Uuid, E::TopicId, 10, 10, N),
                            sa(
                                "Groups.Topics.Partitions",
                                8,
                                10,
                                N,
                                &[
                                    f(
                                        "Groups.Topics.Partitions.PartitionIndex",
                                        K::Int32,
                                        E::Number,
                                        8,
                                        10,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.CommittedOffset",
                                        K::Int64,
                                        E::Number,
                                        8,
                                        10,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.CommittedLeaderEpoch",
                                        K::Int32,
                                        E::Number,
                                        8,
                                        10,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.Metadata",
                                        K::Text,
                                        E::Opaque,
                                        8,
                                        10,
                                        8,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.ErrorCode",
                                        K::Int16,
                                        E::ErrorCode,
                                        8,
                                        10,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                    f("Groups.ErrorCode", K::Int16, E::ErrorCode, 8, 10, N),
                ],
            ),
        ],
    },
};

static FIND_COORDINATOR: Api = Api {
    key: 10,
    name: "FindCoordinator",
    versions: (0, 6),
    request: Schema {
        first_flexible: 3,
        fields: &[
            f("Key", K::Text, E::CoordinatorKey, 0, 3, N),
            f("KeyType", K::Int8, E::KeyType, 1, 6, N),
            a("CoordinatorKeys", K::Text, E::CoordinatorKey, 4, 6, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 6, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 3, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 1, 3, 1),
            f("NodeId", K::Int32, E::BrokerId, 0, 3, N),
            f("Host", K::Text, E::Host, 0, 3, N),
            f("Port", K::Int32, E::Number, 0, 3, N),
            sa(
                "Coordinators",
                4,
                6,
                N,
                &[
                    f("Coordinators.Key", K::Text, E::CoordinatorKey, 4, 6, N),
                    f("Coordinators.NodeId", K::Int32, E::BrokerId, 4, 6, N),
                    f("Coordinators.Host", K::Text, E::Host, 4, 6, N),
                    f("Coordinators.Port", K::Int32, E::Number, 4, 6, N),
                    f("Coordinators.ErrorCode", K::Int16, E::ErrorCode, 4, 6, N),
                    f("Coordinators.ErrorMessage", K::Text, E::ErrorMessage, 4, 6, 4),
                ],
            ),
        ],
    },
};

static JOIN_GROUP: Api = Api {
    key: 11,
    name: "JoinGroup",
    versions: (0, 9),
    request: Schema {
        first_flexible: 6,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 9, N),
            f("SessionTimeoutMs", K::Int32, E::Number, 0, 9, N),
            f("RebalanceTimeoutMs", K::Int32, E::Number, 1, 9, N),
            f("MemberId", K::Text, E::MemberId, 0, 9, N),
            f("GroupInstanceId", K::Text, E::MemberId, 5, 9, 5),
            f("ProtocolType", K::Text, E::ProtocolType, 0, 9, N),
            sa(
                "Protocols",
                0,
                9,
                N,
                &[
                    f("Protocols.Name", K::Text, E::Opaque, 0, 9, N),
                    f("Protocols.Metadata", K::Bytes, E::MemberSubscription, 0, 9, N),
                ],
            ),
            f("Reason", K::Text, E::Opaque, 8, 9, 8),
        ],
    },
    response: Schema {
        first_flexible: 6,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 2, 9, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 9, N),
            f("GenerationId", K::Int32, E::Number, 0, 9, N),
            f("ProtocolType", K::Text, E::ProtocolType, 7, 9, 7),
            f("ProtocolName", K::Text, E::Opaque, 0, 9, 7),
            f("Leader", K::Text, E::Opaque, 0, 9, N),
            f("SkipAssignment", K::Bool, E::Number, 9, 9, N),
            f("MemberId", K::Text, E::MemberId, 0, 9, N),
            sa(
                "Members",
                0,
                9,
                N,
                &[
                    f("Members.MemberId", K::Text, E::MemberId, 0, 9, N),
                    f("Members.GroupInstanceId", K::Text, E::MemberId, 5, 9, 5),
                    f("Members.Metadata", K::Bytes, E::MemberSubscription, 0, 9, N),
                ],
            ),
        ],
    },
};

static HEARTBEAT: Api = Api {
    key: 12,
    name: "Heartbeat",
    versions: (0, 4),
    request: Schema {
        first_flexible: 4,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 4, N),
            f("GenerationId", K::Int32, E::Number, 0, 4, N),
            f("MemberId", K::Text, E::MemberId, 0, 4, N),
            f("GroupInstanceId", K::Text, E::MemberId, 3, 4, 3),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 4, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 4, N),
        ],
    },
};

static LEAVE_GROUP: Api = Api {
    key: 13,
    name: "LeaveGroup",
    versions: (0, 5),
    request: Schema {
        first_flexible: 4,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 5, N),
            f("MemberId", K::Text, E::MemberId, 0, 2, N),
            sa(
                "Members",
                3,
                5,
                N,
                &[
                    f("Members.MemberId", K::Text, E::MemberId, 3, 5, N),
                    f("Members.GroupInstanceId", K::Text, E::MemberId, 3, 5, 3),
                    f("Members.Reason", K::Text, E::Opaque, 5, 5, 5),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 5, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 5, N),
            sa(
                "Members",
                3,
                5,
                N,
                &[
                    f("Members.MemberId", K::Text, E::MemberId, 3, 5, N),
                    f("Members.GroupInstanceId", K::Text, E::MemberId, 3, 5, 3),
                    f("Members.ErrorCode", K::Int16, E::ErrorCode, 3, 5, N),
                ],
            ),
        ],
    },
};

static SYNC_GROUP: Api = Api {
    key: 14,
    name: "SyncGroup",
    versions: (0, 5),
    request: Schema {
        first_flexible: 4,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 5, N),
            f("GenerationId", K::Int32, E::Number, 0, 5, N),
            f("MemberId", K::Text, E::MemberId, 0, 5, N),
            f("GroupInstanceId", K::Text, E::MemberId, 3, 5, 3),
            f("ProtocolType", K::Text, E::ProtocolType, 5, 5, 5),
            f("ProtocolName", K::Text, E::Opaque, 5, 5, 5),
            sa(
                "Assignments",
                0,
                5,
                N,
                &[
                    f("Assignments.MemberId", K::Text, E::MemberId, 0, 5, N),
                    f("Assignments.Assignment", K::Bytes, E::MemberAssignment, 0, 5, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 5, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 5, N),
            f("ProtocolType", K::Text, E::ProtocolType, 5, 5, 5),
            f("ProtocolName", K::Text, E::Opaque, 5, 5, 5),
            f("Assignment", K::Bytes, E::MemberAssignment, 0, 5, N),
        ],
    },
};

static DESCRIBE_GROUPS: Api = Api {
    key: 15,
    name: "DescribeGroups",
    versions: (0, 6),
    request: Schema {
        first_flexible: 5,
        fields: &[
            a("Groups", K::Text, E::GroupId, 0, 6, N),
            f("IncludeAuthorizedOperations", K::Bool, E::Number, 3, 6, N),
        ],
    },
    response: Schema {
        first_flexible: 5,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 6, N),
            sa(
                "Groups",
                0,
                6,
                N,
                &[
                    f("Groups.ErrorCode", K::Int16, E::ErrorCode, 0, 6, N),
                    f("Groups.ErrorMessage", K::Text, E::ErrorMessage, 6, 6, 6),
                    f("Groups.GroupId", K::Text, E::GroupId, 0, 6, N),
                    f("Groups.GroupState", K::Text, E::Opaque, 0, 6, N),
                    f("Groups.ProtocolType", K::Text, E::ProtocolType, 0, 6, N),
                    f("Groups.ProtocolData", K::Text, E::Opaque, 0, 6, N),
                    sa(
                        "Groups.Members",
                        0,
                        6,
                        N,
                        &[
                            f("Groups.Members.MemberId", K::Text, E::MemberId, 0, 6, N),
                            f("Groups.Members.GroupInstanceId", K::Text, E::MemberId, 4, 6, 4),
                            f("Groups.Members.ClientId", K::Text, E::ClientId, 0, 6, N),
                            f("Groups.Members.ClientHost", K::Text, E::ClientHost, 0, 6, N),
                            f(
                                "Groups.Members.MemberMetadata",
                                K::Bytes,
                                E::MemberSubscription,
                                0,
                                6,
                                N,
                            ),
                            f(
                                "Groups.Members.MemberAssignment",
                                K::Bytes,
                                E::MemberAssignment,
                                0,
                                6,
                                N,
                            ),
                        ],
                    ),
                    f("Groups.AuthorizedOperations", K::Int32, E::AuthorizedOperations, 3, 6, N),
                ],
            ),
        ],
    },
};

static LIST_GROUPS: Api = Api {
    key: 16,
    name: "ListGroups",
    versions: (0, 5),
    request: Schema {
        first_flexible: 3,
        fields: &[
            a("StatesFilter", K::Text, E::Opaque, 4, 5, N),
            a("TypesFilter", K::Text, E::Opaque, 5, 5, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 5, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 5, N),
            sa(
                "Groups",
                0,
                5,
                N,
                &[
                    f("Groups.GroupId", K::Text, E::GroupId, 0, 5, N),
                    f("Groups.ProtocolType", K::Text, E::ProtocolType, 0, 5, N),
                    f("Groups.GroupState", K::Text, E::Opaque, 4, 5, N),
                    f("Groups.GroupType", K::Text, E::Opaque, 5, 5, N),
                ],
            ),
        ],
    },
};

static SASL_HANDSHAKE: Api = Api {
    key: 17,
    name: "SaslHandshake",
    versions: (0, 1),
    request: Schema { first_flexible: N, fields: &[f("Mechanism", K::Text, E::Opaque, 0, 1, N)] },
    response: Schema {
        first_flexible: N,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
            a("Mechanisms", K::Text, E::Opaque, 0, 1, N),
        ],
    },
};

static API_VERSIONS: Api = Api {
    key: 18,
    name: "ApiVersions",
    versions: (0, 4),
    request: Schema {
        first_flexible: 3,
        fields: &[
            f("ClientSoftwareName", K::Text, E::Opaque, 3, 4, N),
            f("ClientSoftwareVersion", K::Text, E::Opaque, 3, 4, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 4, N),
            sa(
                "ApiKeys",
                0,
                4,
                N,
                &[
                    f("ApiKeys.ApiKey", K::Int16, E::Number, 0, 4, N),
                    f("ApiKeys.MinVersion", K::Int16, E::Number, 0, 4, N),
                    f("ApiKeys.MaxVersion", K::Int16, E::Number, 0, 4, N),
                ],
            ),
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 4, N),
            t(
                0,
                sa(
                    "SupportedFeatures",
                    3,
                    4,
                    N,
                    &[
                        f("SupportedFeatures.Name", K::Text, E::Opaque, 3, 4, N),
                        f("SupportedFeatures.MinVersion", K::Int16, E::Number, 3, 4, N),
                        f("SupportedFeatures.MaxVersion", K::Int16, E::Number, 3, 4, N),
                    ],
                ),
            ),
            t(1, f("FinalizedFeaturesEpoch", K::Int64, E::Number, 3, 4, N)),
            t(
                2,
                sa(
                    "FinalizedFeatures",
                    3,
                    4,
                    N,
                    &[
                        f("FinalizedFeatures.Name", K::Text, E::Opaque, 3, 4, N),
                        f("FinalizedFeatures.MaxVersionLevel", K::Int16, E::Number, 3, 4, N),
                        f("FinalizedFeatures.MinVersionLevel", K::Int16, E::Number, 3, 4, N),
                    ],
                ),
            ),
            t(3, f("ZkMigrationReady", K::Bool, E::Number, 3, 4, N)),
        ],
    },
};

static CREATE_TOPICS: Api = Api {
    key: 19,
    name: "CreateTopics",
    versions: (2, 7),
    request: Schema {
        first_flexible: 5,
        fields: &[
            sa(
                "Topics",
                2,
                7,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 2, 7, N),
                    f("Topics.NumPartitions", K::Int32, E::Number, 2, 7, N),
                    f("Topics.ReplicationFactor", K::Int16, E::Number, 2, 7, N),
                    sa(
                        "Topics.Assignments",
                        2,
                        7,
                        N,
                        &[
                            f("Topics.Assignments.PartitionIndex", K::Int32, E::Number, 2, 7, N),
                            a("Topics.Assignments.BrokerIds", K::Int32, E::BrokerId, 2, 7, N),
                        ],
                    ),
                    sa(
                        "Topics.Configs",
                        2,
                        7,
                        N,
                        &[
                            f("Topics.Configs.Name", K::Text, E::ConfigName, 2, 7, N),
                            f("Topics.Configs.Value", K::Text, E::ConfigValue, 2, 7, 2),
                        ],
                    ),
                ],
            ),
            f("timeoutMs", K::Int32, E::Number, 2, 7, N),
            f("validateOnly", K::Bool, E::Number, 2, 7, N),
        ],
    },
    response: Schema {
        first_flexible: 5,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 2, 7, N),
            sa(
                "Topics",
                2,
                7,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 2, 7, N),
                    f("Topics.TopicId", K::Uuid, E::TopicId, 7, 7, N),
                    f("Topics.ErrorCode", K::Int16, E::ErrorCode, 2, 7, N),
                    f("Topics.ErrorMessage", K::Text, E::ErrorMessage, 2, 7, 2),
                    t(0, f("Topics.TopicConfigErrorCode", K::Int16, E::Number, 5, 7, N)),
                    f("Topics.NumPartitions", K::Int32, E::Number, 5, 7, N),
                    f("Topics.ReplicationFactor", K::Int16, E::Number, 5, 7, N),
                    sa(
                        "Topics.Configs",
                        5,
                        7,
                        5,
                        &[
                            f("Topics.Configs.Name", K::Text, E::ConfigName, 5, 7, N),
                            f("Topics.Configs.Value", K::Text, E::ConfigValue, 5, 7, 5),
                            f("Topics.Configs.ReadOnly", K::Bool, E::Number, 5, 7, N),
                            f("Topics.Configs.ConfigSource", K::Int8, E::Number, 5, 7, N),
                            f("Topics.Configs.IsSensitive", K::Bool, E::Number, 5, 7, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static DELETE_TOPICS: Api = Api {
    key: 20,
    name: "DeleteTopics",
    versions: (1, 6),
    request: Schema {
        first_flexible: 4,
        fields: &[
            sa(
                "Topics",
                6,
                6,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 6, 6, 6),
                    f("Topics.TopicId", K::Uuid, E::TopicId, 6, 6, N),
                ],
            ),
            a("TopicNames", K::Text, E::TopicName, 1, 5, N),
            f("TimeoutMs", K::Int32, E::Number, 1, 6, N),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 6, N),
            sa(
                "Responses",
                1,
                6,
                N,
                &[
                    f("Responses.Name", K::Text, E::TopicName, 1, 6, 6),
                    f("Responses.TopicId", K::Uuid, E::TopicId, 6, 6, N),
                    f("Responses.ErrorCode", K::Int16, E::ErrorCode, 1, 6, N),
                    f("Responses.ErrorMessage", K::Text, E::ErrorMessage, 5, 6, 5),
                ],
            ),
        ],
    },
};

static DELETE_RECORDS: Api = Api {
    key: 21,
    name: "DeleteRecords",
    versions: (0, 2),
    request: Schema {
        first_flexible: 2,
        fields: &[
            sa(
                "Topics",
                0,
                2,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 2, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 2, N),
                            f("Topics.Partitions.Offset", K::Int64, E::Number, 0, 2, N),
                        ],
                    ),
                ],
            ),
            f("TimeoutMs", K::Int32, E::Number, 0, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 2, N),
            sa(
                "Topics",
                0,
                2,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 2, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 2, N),
                            f("Topics.Partitions.LowWatermark", K::Int64, E::Number, 0, 2, N),
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static INIT_PRODUCER_ID: Api = Api {
    key: 22,
    name: "InitProducerId",
    versions: (0, 5),
    request: Schema {
        first_flexible: 2,
        fields: &[
            f("TransactionalId", K::Text, E::TransactionalId, 0, 5, 0),
            f("TransactionTimeoutMs", K::Int32, E::Number, 0, 5, N),
            f("ProducerId", K::Int64, E::ProducerId, 3, 5, N),
            f("ProducerEpoch", K::Int16, E::Number, 3, 5, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 5, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 5, N),
            f("ProducerId", K::Int64, E::ProducerId, 0, 5, N),
            f("ProducerEpoch", K::Int16, E::Number, 0, 5, N),
        ],
    },
};

static OFFSET_FOR_LEADER_EPOCH: Api = Api {
    key: 23,
    name: "OffsetForLeaderEpoch",
    versions: (2, 4),
    request: Schema {
        first_flexible: 4,
        fields: &[
            f("ReplicaId", K::Int32, E::BrokerId, 3, 4, N),
            sa(
                "Topics",
                2,
                4,
                N,
                &[
                    f("Topics.Topic", K::Text, E::TopicName, 2, 4, N),
                    sa(
                        "Topics.Partitions",
                        2,
                        4,
                        N,
                        &[
                            f("Topics.Partitions.Partition", K::Int32, E::Number, 2, 4, N),
                            f("Topics.Partitions.CurrentLeaderEpoch", K::Int32, E::Number, 2, 4, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 2, 4, N),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 2, 4, N),
            sa(
                "Topics",
                2,
                4,
                N,
                &[
                    f("Topics.Topic", K::Text, E::TopicName, 2, 4, N),
                    sa(
                        "Topics.Partitions",
                        2,
                        4,
                        N,
                        &[
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 2, 4, N),
                            f("Topics.Partitions.Partition", K::Int32, E::Number, 2, 4, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 2, 4, N),
                            f("Topics.Partitions.EndOffset", K::Int64, E::Number, 2, 4, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static ADD_PARTITIONS_TO_TXN: Api = Api {
    key: 24,
    name: "AddPartitionsToTxn",
    versions: (0, 5),
    request: Schema {
        first_flexible: 3,
        fields: &[
            sa(
                "Transactions",
                4,
                5,
                N,
                &[
                    f("Transactions.TransactionalId", K::Text, E::TransactionalId, 4, 5, N),
                    f("Transactions.ProducerId", K::Int64, E::ProducerId, 4, 5, N),
                    f("Transactions.ProducerEpoch", K::Int16, E::Number, 4, 5, N),
                    f("Transactions.VerifyOnly", K::Bool, E::Number, 4, 5, N),
                    sa(
                        "Transactions.Topics",
                        4,
                        5,
                        N,
                        &[
                            f("Transactions.Topics.Name", K::Text, E::TopicName, 4, 5, N),
                            a("Transactions.Topics.Partitions", K::Int32, E::Number, 4, 5, N),
                        ],
                    ),
                ],
            ),
            f("V3AndBelowTransactionalId", K::Text, E::TransactionalId, 0, 3, N),
            f("V3AndBelowProducerId", K::Int64, E::ProducerId, 0, 3, N),
            f("V3AndBelowProducerEpoch", K::Int16, E::Number, 0, 3, N),
            sa(
                "V3AndBelowTopics",
                0,
                3,
                N,
                &[
                    f("V3AndBelowTopics.Name", K::Text, E::TopicName, 0, 3, N),
                    a("V3AndBelowTopics.Partitions", K::Int32, E::Number, 0, 3, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 5, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 4, 5, N),
            sa(
                "ResultsByTransaction",
                4,
                5,
                N,
                &[
                    f("ResultsByTransaction.TransactionalId", K::Text, E::TransactionalId, 4, 5, N),
                    sa(
                        "ResultsByTransaction.TopicResults",
                        4,
                        5,
                        N,
                        &[
                            f(
                                "ResultsByTransaction.TopicResults.Name",
                                K::Text,
                                E::TopicName,
                                4,
                                5,
                                N,
                            ),
                            sa(
                                "ResultsByTransaction.TopicResults.ResultsByPartition",
                                4,
                                5,
                                N,
                                &[
                                    f(
                                        "ResultsByTransaction.TopicResults.ResultsByPartition.PartitionIndex",
                                        K::Int32,
                                        E::Number,
                                        4,
                                        5,
                                        N,
                                    ),
                                    f(
                                        "ResultsByTransaction.TopicResults.ResultsByPartition.PartitionErrorCode",
                                        K::Int16,
                                        E::ErrorCode,
                                        4,
                                        5,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
            sa(
                "ResultsByTopicV3AndBelow",
                0,
                3,
                N,
                &[
                    f("ResultsByTopicV3AndBelow.Name", K::Text, E::TopicName, 0, 3, N),
                    sa(
                        "ResultsByTopicV3AndBelow.ResultsByPartition",
                        0,
                        3,
                        N,
                        &[
                            f(
                                "ResultsByTopicV3AndBelow.ResultsByPartition.PartitionIndex",
                                K::Int32,
                                E::Number,
                                0,
                                3,
                                N,
                            ),
                            f(
                                "ResultsByTopicV3AndBelow.ResultsByPartition.PartitionErrorCode",
                                K::Int16,
                                E::ErrorCode,
                                0,
                                3,
                                N,
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static ADD_OFFSETS_TO_TXN: Api = Api {
    key: 25,
    name: "AddOffsetsToTxn",
    versions: (0, 4),
    request: Schema {
        first_flexible: 3,
        fields: &[
            f("TransactionalId", K::Text, E::TransactionalId, 0, 4, N),
            f("ProducerId", K::Int64, E::ProducerId, 0, 4, N),
            f("ProducerEpoch", K::Int16, E::Number, 0, 4, N),
            f("GroupId", K::Text, E::GroupId, 0, 4, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 4, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 4, N),
        ],
    },
};

static END_TXN: Api = Api {
    key: 26,
    name: "EndTxn",
    versions: (0, 5),
    request: Schema {
        first_flexible: 3,
        fields: &[
            f("TransactionalId", K::Text, E::TransactionalId, 0, 5, N),
            f("ProducerId", K::Int64, E::ProducerId, 0, 5, N),
            f("ProducerEpoch", K::Int16, E::Number, 0, 5, N),
            f("Committed", K::Bool, E::Number, 0, 5, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 5, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 5, N),
            f("ProducerId", K::Int64, E::ProducerId, 5, 5, N),
            f("ProducerEpoch", K::Int16, E::Number, 5, 5, N),
        ],
    },
};

static WRITE_TXN_MARKERS: Api = Api {
    key: 27,
    name: "WriteTxnMarkers",
    versions: (1, 2),
    request: Schema {
        first_flexible: 1,
        fields: &[sa(
            "Markers",
            1,
            2,
            N,
            &[
                f("Markers.ProducerId", K::Int64, E::ProducerId, 1, 2, N),
                f("Markers.ProducerEpoch", K::Int16, E::Number, 1, 2, N),
                f("Markers.TransactionResult", K::Bool, E::Number, 1, 2, N),
                sa(
                    "Markers.Topics",
                    1,
                    2,
                    N,
                    &[
                        f("Markers.Topics.Name", K::Text, E::TopicName, 1, 2, N),
                        a("Markers.Topics.PartitionIndexes", K::Int32, E::Number, 1, 2, N),
                    ],
                ),
                f("Markers.CoordinatorEpoch", K::Int32, E::Number, 1, 2, N),
                f("Markers.TransactionVersion", K::Int8, E::Number, 2, 2, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 1,
        fields: &[sa(
            "Markers",
            1,
            2,
            N,
            &[
                f("Markers.ProducerId", K::Int64, E::ProducerId, 1, 2, N),
                sa(
                    "Markers.Topics",
                    1,
                    2,
                    N,
                    &[
                        f("Markers.Topics.Name", K::Text, E::TopicName, 1, 2, N),
                        sa(
                            "Markers.Topics.Partitions",
                            1,
                            2,
                            N,
                            &[
                                f(
                                    "Markers.Topics.Partitions.PartitionIndex",
                                    K::Int32,
                                    E::Number,
                                    1,
                                    2,
                                    N,
                                ),
                                f(
                                    "Markers.Topics.Partitions.ErrorCode",
                                    K::Int16,
                                    E::ErrorCode,
                                    1,
                                    2,
                                    N,
                                ),
                            ],
                        ),
                    ],
                ),
            ],
        )],
    },
};

static TXN_OFFSET_COMMIT: Api = Api {
    key: 28,
    name: "TxnOffsetCommit",
    versions: (0, 5),
    request: Schema {
        first_flexible: 3,
        fields: &[
            f("TransactionalId", K::Text, E::TransactionalId, 0, 5, N),
            f("GroupId", K::Text, E::GroupId, 0, 5, N),
            f("ProducerId", K::Int64, E::ProducerId, 0, 5, N),
            f("ProducerEpoch", K::Int16, E::Number, 0, 5, N),
            f("GenerationId", K::Int32, E::Number, 3, 5, N),
            f("MemberId", K::Text, E::MemberId, 3, 5, N),
            f("GroupInstanceId", K::Text, E::MemberId, 3, 5, 3),
            sa(
                "Topics",
                0,
                5,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 5, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        5,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 5, N),
                            f("Topics.Partitions.CommittedOffset", K::Int64, E::Number, 0, 5, N),
                            f(
                                "Topics.Partitions.CommittedLeaderEpoch",
                                K::Int32,
                                E::Number,
                                2,
                                5,
                                N,
                            ),
                            f("Topics.Partitions.CommittedMetadata", K::Text, E::Opaque, 0, 5, 0),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 5, N),
            sa(
                "Topics",
                0,
                5,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 5, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        5,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 5, N),
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 5, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static DESCRIBE_ACLS: Api = Api {
    key: 29,
    name: "DescribeAcls",
    versions: (1, 3),
    request: Schema {
        first_flexible: 2,
        fields: &[
            f("ResourceTypeFilter", K::Int8, E::ResourceType, 1, 3, N),
            f("ResourceNameFilter", K::Text, E::ResourceName, 1, 3, 1),
            f("PatternTypeFilter", K::Int8, E::Number, 1, 3, N),
            f("PrincipalFilter", K::Text, E::Principal, 1, 3, 1),
            f("HostFilter", K::Text, E::AclHost, 1, 3, 1),
            f("Operation", K::Int8, E::Number, 1, 3, N),
            f("PermissionType", K::Int8, E::Number, 1, 3, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 3, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 3, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 1, 3, 1),
            sa(
                "Resources",
                1,
                3,
                N,
                &[
                    f("Resources.ResourceType", K::Int8, E::ResourceType, 1, 3, N),
                    f("Resources.ResourceName", K::Text, E::ResourceName, 1, 3, N),
                    f("Resources.PatternType", K::Int8, E::Number, 1, 3, N),
                    sa(
                        "Resources.Acls",
                        1,
                        3,
                        N,
                        &[
                            f("Resources.Acls.Principal", K::Text, E::Principal, 1, 3, N),
                            f("Resources.Acls.Host", K::Text, E::AclHost, 1, 3, N),
                            f("Resources.Acls.Operation", K::Int8, E::Number, 1, 3, N),
                            f("Resources.Acls.PermissionType", K::Int8, E::Number, 1, 3, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static CREATE_ACLS: Api = Api {
    key: 30,
    name: "CreateAcls",
    versions: (1, 3),
    request: Schema {
        first_flexible: 2,
        fields: &[sa(
            "Creations",
            1,
            3,
            N,
            &[
                f("Creations.ResourceType", K::Int8, E::ResourceType, 1, 3, N),
                f("Creations.ResourceName", K::Text, E::ResourceName, 1, 3, N),
                f("Creations.ResourcePatternType", K::Int8, E::Number, 1, 3, N),
                f("Creations.Principal", K::Text, E::Principal, 1, 3, N),
                f("Creations.Host", K::Text, E::AclHost, 1, 3, N),
                f("Creations.Operation", K::Int8, E::Number, 1, 3, N),
                f("Creations.PermissionType", K::Int8, E::Number, 1, 3, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 3, N),
            sa(
                "Results",
                1,
                3,
                N,
                &[
                    f("Results.ErrorCode", K::Int16, E::ErrorCode, 1, 3, N),
                    f("Results.ErrorMessage", K::Text, E::ErrorMessage, 1, 3, 1),
                ],
            ),
        ],
    },
};

static DELETE_ACLS: Api = Api {
    key: 31,
    name: "DeleteAcls",
    versions: (1, 3),
    request: Schema {
        first_flexible: 2,
        fields: &[sa(
            "Filters",
            1,
            3,
            N,
            &[
                f("Filters.ResourceTypeFilter", K::Int8, E::ResourceType, 1, 3, N),
                f("Filters.ResourceNameFilter", K::Text, E::ResourceName, 1, 3, 1),
                f("Filters.PatternTypeFilter", K::Int8, E::Number, 1, 3, N),
                f("Filters.PrincipalFilter", K::Text, E::Principal, 1, 3, 1),
                f("Filters.HostFilter", K::Text, E::AclHost, 1, 3, 1),
                f("Filters.Operation", K::Int8, E::Number, 1, 3, N),
                f("Filters.PermissionType", K::Int8, E::Number, 1, 3, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 3, N),
            sa(
                "FilterResults",
                1,
                3,
                N,
                &[
                    f("FilterResults.ErrorCode", K::Int16, E::ErrorCode, 1, 3, N),
                    f("FilterResults.ErrorMessage", K::Text, E::ErrorMessage, 1, 3, 1),
                    sa(
                        "FilterResults.MatchingAcls",
                        1,
                        3,
                        N,
                        &[
                            f(
                                "FilterResults.MatchingAcls.ErrorCode",
                                K::Int16,
                                E::ErrorCode,
                                1,
                                3,
                                N,
                            ),
                            f(
                                "FilterResults.MatchingAcls.ErrorMessage",
                                K::Text,
                                E::ErrorMessage,
                                1,
                                3,
                                1,
                            ),
                            f(
                                "FilterResults.MatchingAcls.ResourceType",
                                K::Int8,
                                E::ResourceType,
                                1,
                                3,
                                N,
                            ),
                            f(
                                "FilterResults.MatchingAcls.ResourceName",
                                K::Text,
                                E::ResourceName,
                                1,
                                3,
                                N,
                            ),
                            f(
                                "FilterResults.MatchingAcls.PatternType",
                                K::Int8,
                                E::Number,
                                1,
                                3,
                                N,
                            ),
                            f(
                                "FilterResults.MatchingAcls.Principal",
                                K::Text,
                                E::Principal,
                                1,
                                3,
                                N,
                            ),
                            f("FilterResults.MatchingAcls.Host", K::Text, E::AclHost, 1, 3, N),
                            f("FilterResults.MatchingAcls.Operation", K::Int8, E::Number, 1, 3, N),
                            f(
                                "FilterResults.MatchingAcls.PermissionType",
                                K::Int8,
                                E::Number,
                                1,
                                3,
                                N,
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static DESCRIBE_CONFIGS: Api = Api {
    key: 32,
    name: "DescribeConfigs",
    versions: (1, 4),
    request: Schema {
        first_flexible: 4,
        fields: &[
            sa(
                "Resources",
                1,
                4,
                N,
                &[
                    f("Resources.ResourceType", K::Int8, E::ResourceType, 1, 4, N),
                    f("Resources.ResourceName", K::Text, E::ResourceName, 1, 4, N),
                    a("Resources.ConfigurationKeys", K::Text, E::ConfigName, 1, 4, 1),
                ],
            ),
            f("IncludeSynonyms", K::Bool, E::Number, 1, 4, N),
            f("IncludeDocumentation", K::Bool, E::Number, 3, 4, N),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 4, N),
            sa(
                "Results",
                1,
                4,
                N,
                &[
                    f("Results.ErrorCode", K::Int16, E::ErrorCode, 1, 4, N),
                    f("Results.ErrorMessage", K::Text, E::ErrorMessage, 1, 4, 1),
                    f("Results.ResourceType", K::Int8, E::ResourceType, 1, 4, N),
                    f("Results.ResourceName", K::Text, E::ResourceName, 1, 4, N),
                    sa(
                        "Results.Configs",
                        1,
                        4,
                        N,
                        &[
                            f("Results.Configs.Name", K::Text, E::ConfigName, 1, 4, N),
                            f("Results.Configs.Value", K::Text, E::ConfigValue, 1, 4, 1),
                            f("Results.Configs.ReadOnly", K::Bool, E::Number, 1, 4, N),
                            f("Results.Configs.ConfigSource", K::Int8, E::Number, 1, 4, N),
                            f("Results.Configs.IsSensitive", K::Bool, E::Number, 1, 4, N),
                            sa(
                                "Results.Configs.Synonyms",
                                1,
                                4,
                                N,
                                &[
                                    f(
                                        "Results.Configs.Synonyms.Name",
                                        K::Text,
                                        E::ConfigName,
                                        1,
                                        4,
                                        N,
                                    ),
                                    f(
                                        "Results.Configs.Synonyms.Value",
                                        K::Text,
                                        E::ConfigValue,
                                        1,
                                        4,
                                        1,
                                    ),
                                    f(
                                        "Results.Configs.Synonyms.Source",
                                        K::Int8,
                                        E::Number,
                                        1,
                                        4,
                                        N,
                                    ),
                                ],
                            ),
                            f("Results.Configs.ConfigType", K::Int8, E::Number, 3, 4, N),
                            f("Results.Configs.Documentation", K::Text, E::Opaque, 3, 4, 3),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static ALTER_CONFIGS: Api = Api {
    key: 33,
    name: "AlterConfigs",
    versions: (0, 2),
    request: Schema {
        first_flexible: 2,
        fields: &[
            sa(
                "Resources",
                0,
                2,
                N,
                &[
                    f("Resources.ResourceType", K::Int8, E::ResourceType, 0, 2, N),
                    f("Resources.ResourceName", K::Text, E::ResourceName, 0, 2, N),
                    sa(
                        "Resources.Configs",
                        0,
                        2,
                        N,
                        &[
                            f("Resources.Configs.Name", K::Text, E::ConfigName, 0, 2, N),
                            f("Resources.Configs.Value", K::Text, E::ConfigValue, 0, 2, 0),
                        ],
                    ),
                ],
            ),
            f("ValidateOnly", K::Bool, E::Number, 0, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 2, N),
            sa(
                "Responses",
                0,
                2,
                N,
                &[
                    f("Responses.ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
                    f("Responses.ErrorMessage", K::Text, E::ErrorMessage, 0, 2, 0),
                    f("Responses.ResourceType", K::Int8, E::ResourceType, 0, 2, N),
                    f("Responses.ResourceName", K::Text, E::ResourceName, 0, 2, N),
                ],
            ),
        ],
    },
};

static ALTER_REPLICA_LOG_DIRS: Api = Api {
    key: 34,
    name: "AlterReplicaLogDirs",
    versions: (1, 2),
    request: Schema {
        first_flexible: 2,
        fields: &[sa(
            "Dirs",
            1,
            2,
            N,
            &[
                f("Dirs.Path", K::Text, E::Unclassified, 1, 2, N),
                sa(
                    "Dirs.Topics",
                    1,
                    2,
                    N,
                    &[
                        f("Dirs.Topics.Name", K::Text, E::TopicName, 1, 2, N),
                        a("Dirs.Topics.Partitions", K::Int32, E::Number, 1, 2, N),
                    ],
                ),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 2, N),
            sa(
                "Results",
                1,
                2,
                N,
                &[
                    f("Results.TopicName", K::Text, E::TopicName, 1, 2, N),
                    sa(
                        "Results.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Results.Partitions.PartitionIndex", K::Int32, E::Number, 1, 2, N),
                            f("Results.Partitions.ErrorCode", K::Int16, E::ErrorCode, 1, 2, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static DESCRIBE_LOG_DIRS: Api = Api {
    key: 35,
    name: "DescribeLogDirs",
    versions: (1, 5),
    request: Schema {
        first_flexible: 2,
        fields: &[sa(
            "Topics",
            1,
            5,
            1,
            &[
                f("Topics.Topic", K::Text, E::TopicName, 1, 5, N),
                a("Topics.Partitions", K::Int32, E::Number, 1, 5, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 5, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 3, 5, N),
            sa(
                "Results",
                1,
                5,
                N,
                &[
                    f("Results.ErrorCode", K::Int16, E::ErrorCode, 1, 5, N),
                    f("Results.LogDir", K::Text, E::Path, 1, 5, N),
                    sa(
                        "Results.Topics",
                        1,
                        5,
                        N,
                        &[
                            f("Results.Topics.Name", K::Text, E::TopicName, 1, 5, N),
                            sa(
                                "Results.Topics.Partitions",
                                1,
                                5,
                                N,
                                &[
                                    f(
                                        "Results.Topics.Partitions.PartitionIndex",
                                        K::Int32,
                                        E::Number,
                                        1,
                                        5,
                                        N,
                                    ),
                                    f(
                                        "Results.Topics.Partitions.PartitionSize",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        5,
                                        N,
                                    ),
                                    f(
                                        "Results.Topics.Partitions.OffsetLag",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        5,
                                        N,
                                    ),
                                    f(
                                        "Results.Topics.Partitions.IsFutureKey",
                                        K::Bool,
                                        E::Number,
                                        1,
                                        5,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                    f("Results.TotalBytes", K::Int64, E::Number, 4, 5, N),
                    f("Results.UsableBytes", K::Int64, E::Number, 4, 5, N),
                    f("Results.IsCordoned", K::Bool, E::Number, 5, 5, N),
                ],
            ),
        ],
    },
};

static SASL_AUTHENTICATE: Api = Api {
    key: 36,
    name: "SaslAuthenticate",
    versions: (0, 2),
    request: Schema { first_flexible: 2, fields: &[f("AuthBytes", K::Bytes, E::Secret, 0, 2, N)] },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 2, 0),
            f("AuthBytes", K::Bytes, E::Secret, 0, 2, N),
            f("SessionLifetimeMs", K::Int64, E::Number, 1, 2, N),
        ],
    },
};

static CREATE_PARTITIONS: Api = Api {
    key: 37,
    name: "CreatePartitions",
    versions: (0, 3),
    request: Schema {
        first_flexible: 2,
        fields: &[
            sa(
                "Topics",
                0,
                3,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 3, N),
                    f("Topics.Count", K::Int32, E::Number, 0, 3, N),
                    sa(
                        "Topics.Assignments",
                        0,
                        3,
                        0,
                        &[a("Topics.Assignments.BrokerIds", K::Int32, E::BrokerId, 0, 3, N)],
                    ),
                ],
            ),
            f("TimeoutMs", K::Int32, E::Number, 0, 3, N),
            f("ValidateOnly", K::Bool, E::Number, 0, 3, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 3, N),
            sa(
                "Results",
                0,
                3,
                N,
                &[
                    f("Results.Name", K::Text, E::TopicName, 0, 3, N),
                    f("Results.ErrorCode", K::Int16, E::ErrorCode, 0, 3, N),
                    f("Results.ErrorMessage", K::Text, E::ErrorMessage, 0, 3, 0),
                ],
            ),
        ],
    },
};

static CREATE_DELEGATION_TOKEN: Api = Api {
    key: 38,
    name: "CreateDelegationToken",
    versions: (1, 3),
    request: Schema {
        first_flexible: 2,
        fields: &[
            f("OwnerPrincipalType", K::Text, E::Unclassified, 3, 3, 3),
            f("OwnerPrincipalName", K::Text, E::Unclassified, 3, 3, 3),
            sa(
                "Renewers",
                1,
                3,
                N,
                &[
                    f("Renewers.PrincipalType", K::Text, E::Unclassified, 1, 3, N),
                    f("Renewers.PrincipalName", K::Text, E::Unclassified, 1, 3, N),
                ],
            ),
            f("MaxLifetimeMs", K::Int64, E::Number, 1, 3, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 3, N),
            f("PrincipalType", K::Text, E::Unclassified, 1, 3, N),
            f("PrincipalName", K::Text, E::Unclassified, 1, 3, N),
            f("TokenRequesterPrincipalType", K::Text, E::Unclassified, 3, 3, N),
            f("TokenRequesterPrincipalName", K::Text, E::Unclassified, 3, 3, N),
            f("IssueTimestampMs", K::Int64, E::Number, 1, 3, N),
            f("ExpiryTimestampMs", K::Int64, E::Number, 1, 3, N),
            f("MaxTimestampMs", K::Int64, E::Number, 1, 3, N),
            f("TokenId", K::Text, E::Unclassified, 1, 3, N),
            f("Hmac", K::Bytes, E::Unclassified, 1, 3, N),
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 3, N),
        ],
    },
};

static RENEW_DELEGATION_TOKEN: Api = Api {
    key: 39,
    name: "RenewDelegationToken",
    versions: (1, 2),
    request: Schema {
        first_flexible: 2,
        fields: &[
            f("Hmac", K::Bytes, E::Unclassified, 1, 2, N),
            f("RenewPeriodMs", K::Int64, E::Number, 1, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 2, N),
            f("ExpiryTimestampMs", K::Int64, E::Number, 1, 2, N),
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 2, N),
        ],
    },
};

static EXPIRE_DELEGATION_TOKEN: Api = Api {
    key: 40,
    name: "ExpireDelegationToken",
    versions: (1, 2),
    request: Schema {
        first_flexible: 2,
        fields: &[
            f("Hmac", K::Bytes, E::Unclassified, 1, 2, N),
            f("ExpiryTimePeriodMs", K::Int64, E::Number, 1, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 2, N),
            f("ExpiryTimestampMs", K::Int64, E::Number, 1, 2, N),
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 2, N),
        ],
    },
};

static DESCRIBE_DELEGATION_TOKEN: Api = Api {
    key: 41,
    name: "DescribeDelegationToken",
    versions: (1, 3),
    request: Schema {
        first_flexible: 2,
        fields: &[sa(
            "Owners",
            1,
            3,
            1,
            &[
                f("Owners.PrincipalType", K::Text, E::Unclassified, 1, 3, N),
                f("Owners.PrincipalName", K::Text, E::Unclassified, 1, 3, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 3, N),
            sa(
                "Tokens",
                1,
                3,
                N,
                &[
                    f("Tokens.PrincipalType", K::Text, E::Unclassified, 1, 3, N),
                    f("Tokens.PrincipalName", K::Text, E::Unclassified, 1, 3, N),
                    f("Tokens.TokenRequesterPrincipalType", K::Text, E::Unclassified, 3, 3, N),
                    f("Tokens.TokenRequesterPrincipalName", K::Text, E::Unclassified, 3, 3, N),
                    f("Tokens.IssueTimestamp", K::Int64, E::Number, 1, 3, N),
                    f("Tokens.ExpiryTimestamp", K::Int64, E::Number, 1, 3, N),
                    f("Tokens.MaxTimestamp", K::Int64, E::Number, 1, 3, N),
                    f("Tokens.TokenId", K::Text, E::Unclassified, 1, 3, N),
                    f("Tokens.Hmac", K::Bytes, E::Unclassified, 1, 3, N),
                    sa(
                        "Tokens.Renewers",
                        1,
                        3,
                        N,
                        &[
                            f("Tokens.Renewers.PrincipalType", K::Text, E::Unclassified, 1, 3, N),
                            f("Tokens.Renewers.PrincipalName", K::Text, E::Unclassified, 1, 3, N),
                        ],
                    ),
                ],
            ),
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 3, N),
        ],
    },
};

static DELETE_GROUPS: Api = Api {
    key: 42,
    name: "DeleteGroups",
    versions: (0, 2),
    request: Schema {
        first_flexible: 2,
        fields: &[a("GroupsNames", K::Text, E::GroupId, 0, 2, N)],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 2, N),
            sa(
                "Results",
                0,
                2,
                N,
                &[
                    f("Results.GroupId", K::Text, E::GroupId, 0, 2, N),
                    f("Results.ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
                ],
            ),
        ],
    },
};

static ELECT_LEADERS: Api = Api {
    key: 43,
    name: "ElectLeaders",
    versions: (0, 2),
    request: Schema {
        first_flexible: 2,
        fields: &[
            f("ElectionType", K::Int8, E::Number, 1, 2, N),
            sa(
                "TopicPartitions",
                0,
                2,
                0,
                &[
                    f("TopicPartitions.Topic", K::Text, E::TopicName, 0, 2, N),
                    a("TopicPartitions.Partitions", K::Int32, E::Number, 0, 2, N),
                ],
            ),
            f("TimeoutMs", K::Int32, E::Number, 0, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 2, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 2, N),
            sa(
                "ReplicaElectionResults",
                0,
                2,
                N,
                &[
                    f("ReplicaElectionResults.Topic", K::Text, E::TopicName, 0, 2, N),
                    sa(
                        "ReplicaElectionResults.PartitionResult",
                        0,
                        2,
                        N,
                        &[
                            f(
                                "ReplicaElectionResults.PartitionResult.PartitionId",
                                K::Int32,
                                E::Number,
                                0,
                                2,
                                N,
                            ),
                            f(
                                "ReplicaElectionResults.PartitionResult.ErrorCode",
                                K::Int16,
                                E::ErrorCode,
                                0,
                                2,
                                N,
                            ),
                            f(
                                "ReplicaElectionResults.PartitionResult.ErrorMessage",
                                K::Text,
                                E::ErrorMessage,
                                0,
                                2,
                                0,
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static INCREMENTAL_ALTER_CONFIGS: Api = Api {
    key: 44,
    name: "IncrementalAlterConfigs",
    versions: (0, 1),
    request: Schema {
        first_flexible: 1,
        fields: &[
            sa(
                "Resources",
                0,
                1,
                N,
                &[
                    f("Resources.ResourceType", K::Int8, E::ResourceType, 0, 1, N),
                    f("Resources.ResourceName", K::Text, E::ResourceName, 0, 1, N),
                    sa(
                        "Resources.Configs",
                        0,
                        1,
                        N,
                        &[
                            f("Resources.Configs.Name", K::Text, E::ConfigName, 0, 1, N),
                            f("Resources.Configs.ConfigOperation", K::Int8, E::Number, 0, 1, N),
                            f("Resources.Configs.Value", K::Text, E::ConfigValue, 0, 1, 0),
                        ],
                    ),
                ],
            ),
            f("ValidateOnly", K::Bool, E::Number, 0, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 1,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            sa(
                "Responses",
                0,
                1,
                N,
                &[
                    f("Responses.ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
                    f("Responses.ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
                    f("Responses.ResourceType", K::Int8, E::ResourceType, 0, 1, N),
                    f("Responses.ResourceName", K::Text, E::ResourceName, 0, 1, N),
                ],
            ),
        ],
    },
};

static ALTER_PARTITION_REASSIGNMENTS: Api = Api {
    key: 45,
    name: "AlterPartitionReassignments",
    versions: (0, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("TimeoutMs", K::Int32, E::Number, 0, 1, N),
            f("AllowReplicationFactorChange", K::Bool, E::Number, 1, 1, N),
            sa(
                "Topics",
                0,
                1,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 1, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        1,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 1, N),
                            a("Topics.Partitions.Replicas", K::Int32, E::BrokerId, 0, 1, 0),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            f("AllowReplicationFactorChange", K::Bool, E::Number, 1, 1, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
            sa(
                "Responses",
                0,
                1,
                N,
                &[
                    f("Responses.Name", K::Text, E::TopicName, 0, 1, N),
                    sa(
                        "Responses.Partitions",
                        0,
                        1,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", K::Int32, E::Number, 0, 1, N),
                            f("Responses.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
                            f(
                                "Responses.Partitions.ErrorMessage",
                                K::Text,
                                E::ErrorMessage,
                                0,
                                1,
                                0,
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static LIST_PARTITION_REASSIGNMENTS: Api = Api {
    key: 46,
    name: "ListPartitionReassignments",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("TimeoutMs", K::Int32, E::Number, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                0,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 0, N),
                    a("Topics.PartitionIndexes", K::Int32, E::Number, 0, 0, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 0, N),
                            a("Topics.Partitions.Replicas", K::Int32, E::BrokerId, 0, 0, N),
                            a("Topics.Partitions.AddingReplicas", K::Int32, E::BrokerId, 0, 0, N),
                            a("Topics.Partitions.RemovingReplicas", K::Int32, E::BrokerId, 0, 0, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static OFFSET_DELETE: Api = Api {
    key: 47,
    name: "OffsetDelete",
    versions: (0, 0),
    request: Schema {
        first_flexible: N,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 0, N)],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: N,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 0, N),
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static DESCRIBE_CLIENT_QUOTAS: Api = Api {
    key: 48,
    name: "DescribeClientQuotas",
    versions: (0, 1),
    request: Schema {
        first_flexible: 1,
        fields: &[
            sa(
                "Components",
                0,
                1,
                N,
                &[
                    f("Components.EntityType", K::Text, E::QuotaEntity, 0, 1, N),
                    f("Components.MatchType", K::Int8, E::Number, 0, 1, N),
                    f("Components.Match", K::Text, E::QuotaEntity, 0, 1, 0),
                ],
            ),
            f("Strict", K::Bool, E::Number, 0, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 1,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
            sa(
                "Entries",
                0,
                1,
                0,
                &[
                    sa(
                        "Entries.Entity",
                        0,
                        1,
                        N,
                        &[
                            f("Entries.Entity.EntityType", K::Text, E::QuotaEntity, 0, 1, N),
                            f("Entries.Entity.EntityName", K::Text, E::QuotaEntity, 0, 1, 0),
                        ],
                    ),
                    sa(
                        "Entries.Values",
                        0,
                        1,
                        N,
                        &[
                            f("Entries.Values.Key", K::Text, E::QuotaEntity, 0, 1, N),
                            f("Entries.Values.Value", K::Float64, E::Number, 0, 1, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static ALTER_CLIENT_QUOTAS: Api = Api {
    key: 49,
    name: "AlterClientQuotas",
    versions: (0, 1),
    request: Schema {
        first_flexible: 1,
        fields: &[
            sa(
                "Entries",
                0,
                1,
                N,
                &[
                    sa(
                        "Entries.Entity",
                        0,
                        1,
                        N,
                        &[
                            f("Entries.Entity.EntityType", K::Text, E::Unclassified, 0, 1, N),
                            f("Entries.Entity.EntityName", K::Text, E::Unclassified, 0, 1, 0),
                        ],
                    ),
                    sa(
                        "Entries.Ops",
                        0,
                        1,
                        N,
                        &[
                            f("Entries.Ops.Key", K::Text, E::Unclassified, 0, 1, N),
                            f("Entries.Ops.Value", K::Float64, E::Number, 0, 1, N),
                            f("Entries.Ops.Remove", K::Bool, E::Number, 0, 1, N),
                        ],
                    ),
                ],
            ),
            f("ValidateOnly", K::Bool, E::Number, 0, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 1,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            sa(
                "Entries",
                0,
                1,
                N,
                &[
                    f("Entries.ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
                    f("Entries.ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
                    sa(
                        "Entries.Entity",
                        0,
                        1,
                        N,
                        &[
                            f("Entries.Entity.EntityType", K::Text, E::Unclassified, 0, 1, N),
                            f("Entries.Entity.EntityName", K::Text, E::Unclassified, 0, 1, 0),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static DESCRIBE_USER_SCRAM_CREDENTIALS: Api = Api {
    key: 50,
    name: "DescribeUserScramCredentials",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[sa("Users", 0, 0, 0, &[f("Users.Name", K::Text, E::Principal, 0, 0, N)])],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
            sa(
                "Results",
                0,
                0,
                N,
                &[
                    f("Results.User", K::Text, E::Principal, 0, 0, N),
                    f("Results.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                    f("Results.ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
                    sa(
                        "Results.CredentialInfos",
                        0,
                        0,
                        N,
                        &[
                            f("Results.CredentialInfos.Mechanism", K::Int8, E::Number, 0, 0, N),
                            f("Results.CredentialInfos.Iterations", K::Int32, E::Number, 0, 0, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static ALTER_USER_SCRAM_CREDENTIALS: Api = Api {
    key: 51,
    name: "AlterUserScramCredentials",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            sa(
                "Deletions",
                0,
                0,
                N,
                &[
                    f("Deletions.Name", K::Text, E::Principal, 0, 0, N),
                    f("Deletions.Mechanism", K::Int8, E::Number, 0, 0, N),
                ],
            ),
            sa(
                "Upsertions",
                0,
                0,
                N,
                &[
                    f("Upsertions.Name", K::Text, E::Principal, 0, 0, N),
                    f("Upsertions.Mechanism", K::Int8, E::Number, 0, 0, N),
                    f("Upsertions.Iterations", K::Int32, E::Number, 0, 0, N),
                    f("Upsertions.Salt", K::Bytes, E::Secret, 0, 0, N),
                    f("Upsertions.SaltedPassword", K::Bytes, E::Secret, 0, 0, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            sa(
                "Results",
                0,
                0,
                N,
                &[
                    f("Results.User", K::Text, E::Principal, 0, 0, N),
                    f("Results.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                    f("Results.ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
                ],
            ),
        ],
    },
};

static DESCRIBE_QUORUM: Api = Api {
    key: 55,
    name: "DescribeQuorum",
    versions: (0, 2),
    request: Schema {
        first_flexible: 0,
        fields: &[sa(
            "Topics",
            0,
            2,
            N,
            &[
                f("Topics.TopicName", K::Text, E::TopicName, 0, 2, N),
                sa(
                    "Topics.Partitions",
                    0,
                    2,
                    N,
                    &[f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 2, N)],
                ),
            ],
        )],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 2, 2, 2),
            sa(
                "Topics",
                0,
                2,
                N,
                &[
                    f("Topics.TopicName", K::Text, E::TopicName, 0, 2, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 2, N),
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
                            f("Topics.Partitions.ErrorMessage", K::Text, E::ErrorMessage, 2, 2, 2),
                            f("Topics.Partitions.LeaderId", K::Int32, E::BrokerId, 0, 2, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 0, 2, N),
                            f("Topics.Partitions.HighWatermark", K::Int64, E::Number, 0, 2, N),
                            sa(
                                "Topics.Partitions.CurrentVoters",
                                0,
                                2,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.CurrentVoters.ReplicaId",
                                        K::Int32,
                                        E::BrokerId,
                                        0,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.CurrentVoters.ReplicaDirectoryId",
                                        K::Uuid,
                                        E::Unclassified,
                                        2,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.CurrentVoters.LogEndOffset",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.CurrentVoters.LastFetchTimestamp",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.CurrentVoters.LastCaughtUpTimestamp",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                ],
                            ),
                            sa(
                                "Topics.Partitions.Observers",
                                0,
                                2,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.Observers.ReplicaId",
                                        K::Int32,
                                        E::BrokerId,
                                        0,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.Observers.ReplicaDirectoryId",
                                        K::Uuid,
                                        E::Unclassified,
                                        2,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.Observers.LogEndOffset",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.Observers.LastFetchTimestamp",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.Observers.LastCaughtUpTimestamp",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
            sa(
                "Nodes",
                2,
                2,
                N,
                &[
                    f("Nodes.NodeId", K::Int32, E::BrokerId, 2, 2, N),
                    sa(
                        "Nodes.Listeners",
                        2,
                        2,
                        N,
                        &[
                            f("Nodes.Listeners.Name", K::Text, E::Unclassified, 2, 2, N),
                            f("Nodes.Listeners.Host", K::Text, E::Unclassified, 2, 2, N),
                            f("Nodes.Listeners.Port", K::Uint16, E::Number, 2, 2, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static UPDATE_FEATURES: Api = Api {
    key: 57,
    name: "UpdateFeatures",
    versions: (0, 2),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("timeoutMs", K::Int32, E::Number, 0, 2, N),
            sa(
                "FeatureUpdates",
                0,
                2,
                N,
                &[
                    f("FeatureUpdates.Feature", K::Text, E::Unclassified, 0, 2, N),
                    f("FeatureUpdates.MaxVersionLevel", K::Int16, E::Number, 0, 2, N),
                    f("FeatureUpdates.AllowDowngrade", K::Bool, E::Number, 0, 0, N),
                    f("FeatureUpdates.UpgradeType", K::Int8, E::Number, 1, 2, N),
                ],
            ),
            f("ValidateOnly", K::Bool, E::Number, 1, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 2, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 2, 0),
            sa(
                "Results",
                0,
                1,
                N,
                &[
                    f("Results.Feature", K::Text, E::Unclassified, 0, 1, N),
                    f("Results.ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
                    f("Results.ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
                ],
            ),
        ],
    },
};

static DESCRIBE_CLUSTER: Api = Api {
    key: 60,
    name: "DescribeCluster",
    versions: (0, 2),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("IncludeClusterAuthorizedOperations", K::Bool, E::Number, 0, 2, N),
            f("EndpointType", K::Int8, E::Number, 1, 2, N),
            f("IncludeFencedBrokers", K::Bool, E::Number, 2, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 2, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 2, 0),
            f("EndpointType", K::Int8, E::Number, 1, 2, N),
            f("ClusterId", K::Text, E::ClusterId, 0, 2, N),
            f("ControllerId", K::Int32, E::BrokerId, 0, 2, N),
            sa(
                "Brokers",
                0,
                2,
                N,
                &[
                    f("Brokers.BrokerId", K::Int32, E::BrokerId, 0, 2, N),
                    f("Brokers.Host", K::Text, E::Host, 0, 2, N),
                    f("Brokers.Port", K::Int32, E::Number, 0, 2, N),
                    f("Brokers.Rack", K::Text, E::Rack, 0, 2, 0),
                    f("Brokers.IsFenced", K::Bool, E::Number, 2, 2, N),
                ],
            ),
            f("ClusterAuthorizedOperations", K::Int32, E::AuthorizedOperations, 0, 2, N),
        ],
    },
};

static DESCRIBE_PRODUCERS: Api = Api {
    key: 61,
    name: "DescribeProducers",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[sa(
            "Topics",
            0,
            0,
            N,
            &[
                f("Topics.Name", K::Text, E::TopicName, 0, 0, N),
                a("Topics.PartitionIndexes", K::Int32, E::Number, 0, 0, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.Name", K::Text, E::TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 0, N),
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                            f("Topics.Partitions.ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
                            sa(
                                "Topics.Partitions.ActiveProducers",
                                0,
                                0,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.ActiveProducers.ProducerId",
                                        K::Int64,
                                        E::ProducerId,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.ProducerEpoch",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.LastSequence",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.LastTimestamp",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.CoordinatorEpoch",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.CurrentTxnStartOffset",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static UNREGISTER_BROKER: Api = Api {
    key: 64,
    name: "UnregisterBroker",
    versions: (0, 0),
    request: Schema { first_flexible: 0, fields: &[f("BrokerId", K::Int32, E::BrokerId, 0, 0, N)] },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
        ],
    },
};

static DESCRIBE_TRANSACTIONS: Api = Api {
    key: 65,
    name: "DescribeTransactions",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[a("TransactionalIds", K::Text, E::TransactionalId, 0, 0, N)],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            sa(
                "TransactionStates",
                0,
                0,
                N,
                &[
                    f("TransactionStates.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                    f("TransactionStates.TransactionalId", K::Text, E::TransactionalId, 0, 0, N),
                    f("TransactionStates.TransactionState", K::Text, E::Opaque, 0, 0, N),
                    f("TransactionStates.TransactionTimeoutMs", K::Int32, E::Number, 0, 0, N),
                    f("TransactionStates.TransactionStartTimeMs", K::Int64, E::Number, 0, 0, N),
                    f("TransactionStates.ProducerId", K::Int64, E::ProducerId, 0, 0, N),
                    f("TransactionStates.ProducerEpoch", K::Int16, E::Number, 0, 0, N),
                    sa(
                        "TransactionStates.Topics",
                        0,
                        0,
                        N,
                        &[
                            f("TransactionStates.Topics.Topic", K::Text, E::TopicName, 0, 0, N),
                            a("TransactionStates.Topics.Partitions", K::Int32, E::Number, 0, 0, N),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static LIST_TRANSACTIONS: Api = Api {
    key: 66,
    name: "ListTransactions",
    versions: (0, 2),
    request: Schema {
        first_flexible: 0,
        fields: &[
            a("StateFilters", K::Text, E::Opaque, 0, 2, N),
            a("ProducerIdFilters", K::Int64, E::ProducerId, 0, 2, N),
            f("DurationFilter", K::Int64, E::Number, 1, 2, N),
            f("TransactionalIdPattern", K::Text, E::Regex, 2, 2, 2),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 2, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 2, N),
            a("UnknownStateFilters", K::Text, E::Opaque, 0, 2, N),
            sa(
                "TransactionStates",
                0,
                2,
                N,
                &[
                    f("TransactionStates.TransactionalId", K::Text, E::TransactionalId, 0, 2, N),
                    f("TransactionStates.ProducerId", K::Int64, E::ProducerId, 0, 2, N),
                    f("TransactionStates.TransactionState", K::Text, E::Opaque, 0, 2, N),
                ],
            ),
        ],
    },
};

static CONSUMER_GROUP_HEARTBEAT: Api = Api {
    key: 68,
    name: "ConsumerGroupHeartbeat",
    versions: (0, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 1, N),
            f("MemberId", K::Text, E::MemberId, 0, 1, N),
            f("MemberEpoch", K::Int32, E::Number, 0, 1, N),
            f("InstanceId", K::Text, E::MemberId, 0, 1, 0),
            f("RackId", K::Text, E::Opaque, 0, 1, 0),
            f("RebalanceTimeoutMs", K::Int32, E::Number, 0, 1, N),
            a("SubscribedTopicNames", K::Text, E::TopicName, 0, 1, 0),
            f("SubscribedTopicRegex", K::Text, E::Regex, 1, 1, 1),
            f("ServerAssignor", K::Text, E::Opaque, 0, 1, 0),
            sa(
                "TopicPartitions",
                0,
                1,
                0,
                &[
                    f("TopicPartitions.TopicId", K::Uuid, E::TopicId, 0, 1, N),
                    a("TopicPartitions.Partitions", K::Int32, E::Number, 0, 1, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
            f("MemberId", K::Text, E::MemberId, 0, 1, 0),
            f("MemberEpoch", K::Int32, E::Number, 0, 1, N),
            f("HeartbeatIntervalMs", K::Int32, E::Number, 0, 1, N),
            s(
                "Assignment",
                0,
                1,
                0,
                &[sa(
                    "Assignment.TopicPartitions",
                    0,
                    1,
                    N,
                    &[
                        f("Assignment.TopicPartitions.TopicId", K::Uuid, E::TopicId, 0, 1, N),
                        a("Assignment.TopicPartitions.Partitions", K::Int32, E::Number, 0, 1, N),
                    ],
                )],
            ),
        ],
    },
};

static CONSUMER_GROUP_DESCRIBE: Api = Api {
    key: 69,
    name: "ConsumerGroupDescribe",
    versions: (0, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[
            a("GroupIds", K::Text, E::GroupId, 0, 1, N),
            f("IncludeAuthorizedOperations", K::Bool, E::Number, 0, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            sa(
                "Groups",
                0,
                1,
                N,
                &[
                    f("Groups.ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
                    f("Groups.ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
                    f("Groups.GroupId", K::Text, E::GroupId, 0, 1, N),
                    f("Groups.GroupState", K::Text, E::Opaque, 0, 1, N),
                    f("Groups.GroupEpoch", K::Int32, E::Number, 0, 1, N),
                    f("Groups.AssignmentEpoch", K::Int32, E::Number, 0, 1, N),
                    f("Groups.AssignorName", K::Text, E::Opaque, 0, 1, N),
                    sa(
                        "Groups.Members",
                        0,
                        1,
                        N,
                        &[
                            f("Groups.Members.MemberId", K::Text, E::MemberId, 0, 1, N),
                            f("Groups.Members.InstanceId", K::Text, E::MemberId, 0, 1, 0),
                            f("Groups.Members.RackId", K::Text, E::Opaque, 0, 1, 0),
                            f("Groups.Members.MemberEpoch", K::Int32, E::Number, 0, 1, N),
                            f("Groups.Members.ClientId", K::Text, E::ClientId, 0, 1, N),
                            f("Groups.Members.ClientHost", K::Text, E::ClientHost, 0, 1, N),
                            a(
                                "Groups.Members.SubscribedTopicNames",
                                K::Text,
                                E::TopicName,
                                0,
                                1,
                                N,
                            ),
                            f("Groups.Members.SubscribedTopicRegex", K::Text, E::Regex, 0, 1, 0),
                            s(
                                "Groups.Members.Assignment",
                                0,
                                1,
                                N,
                                &[sa(
                                    "Groups.Members.Assignment.TopicPartitions",
                                    0,
                                    1,
                                    N,
                                    &[
                                        f(
                                            "Groups.Members.Assignment.TopicPartitions.TopicId",
                                            K::Uuid,
                                            E::TopicId,
                                            0,
                                            1,
                                            N,
                                        ),
                                        f(
                                            "Groups.Members.Assignment.TopicPartitions.TopicName",
                                            K::Text,
                                            E::TopicName,
                                            0,
                                            1,
                                            N,
                                        ),
                                        a(
                                            "Groups.Members.Assignment.TopicPartitions.Partitions",
                                            K::Int32,
                                            E::Number,
                                            0,
                                            1,
                                            N,
                                        ),
                                    ],
                                )],
                            ),
                            s(
                                "Groups.Members.TargetAssignment",
                                0,
                                1,
                                N,
                                &[sa(
                                    "Groups.Members.TargetAssignment.TopicPartitions",
                                    0,
                                    1,
                                    N,
                                    &[
                                        f(
                                            "Groups.Members.TargetAssignment.TopicPartitions.TopicId",
                                            K::Uuid,
                                            E::TopicId,
                                            0,
                                            1,
                                            N,
                                        ),
                                        f(
                                            "Groups.Members.TargetAssignment.TopicPartitions.TopicName",
                                            K::Text,
                                            E::TopicName,
                                            0,
                                            1,
                                            N,
                                        ),
                                        a(
                                            "Groups.Members.TargetAssignment.TopicPartitions.Partitions",
                                            K::Int32,
                                            E::Number,
                                            0,
                                            1,
                                            N,
                                        ),
                                    ],
                                )],
                            ),
                            f("Groups.Members.MemberType", K::Int8, E::Number, 1, 1, N),
                        ],
                    ),
                    f("Groups.AuthorizedOperations", K::Int32, E::AuthorizedOperations, 0, 1, N),
                ],
            ),
        ],
    },
};

static GET_TELEMETRY_SUBSCRIPTIONS: Api = Api {
    key: 71,
    name: "GetTelemetrySubscriptions",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[f("ClientInstanceId", K::Uuid, E::Unclassified, 0, 0, N)],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ClientInstanceId", K::Uuid, E::Unclassified, 0, 0, N),
            f("SubscriptionId", K::Int32, E::Number, 0, 0, N),
            a("AcceptedCompressionTypes", K::Int8, E::Number, 0, 0, N),
            f("PushIntervalMs", K::Int32, E::Number, 0, 0, N),
            f("TelemetryMaxBytes", K::Int32, E::Number, 0, 0, N),
            f("DeltaTemporality", K::Bool, E::Number, 0, 0, N),
            a("RequestedMetrics", K::Text, E::Unclassified, 0, 0, N),
        ],
    },
};

static PUSH_TELEMETRY: Api = Api {
    key: 72,
    name: "PushTelemetry",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("ClientInstanceId", K::Uuid, E::Unclassified, 0, 0, N),
            f("SubscriptionId", K::Int32, E::Number, 0, 0, N),
            f("Terminating", K::Bool, E::Number, 0, 0, N),
            f("CompressionType", K::Int8, E::Number, 0, 0, N),
            f("Metrics", K::Bytes, E::Unclassified, 0, 0, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
        ],
    },
};

static LIST_CONFIG_RESOURCES: Api = Api {
    key: 74,
    name: "ListConfigResources",
    versions: (0, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[a("ResourceTypes", K::Int8, E::Number, 1, 1, N)],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
            sa(
                "ConfigResources",
                0,
                1,
                N,
                &[
                    f("ConfigResources.ResourceName", K::Text, E::ResourceName, 0, 1, N),
                    f("ConfigResources.ResourceType", K::Int8, E::ResourceType, 1, 1, N),
                ],
            ),
        ],
    },
};

static DESCRIBE_TOPIC_PARTITIONS: Api = Api {
    key: 75,
    name: "DescribeTopicPartitions",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            sa("Topics", 0, 0, N, &[f("Topics.Name", K::Text, E::TopicName, 0, 0, N)]),
            f("ResponsePartitionLimit", K::Int32, E::Number, 0, 0, N),
            s(
                "Cursor",
                0,
                0,
                0,
                &[
                    f("Cursor.TopicName", K::Text, E::TopicName, 0, 0, N),
                    f("Cursor.PartitionIndex", K::Int32, E::Number, 0, 0, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                    f("Topics.Name", K::Text, E::TopicName, 0, 0, 0),
                    f("Topics.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                    f("Topics.IsInternal", K::Bool, E::Number, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 0, N),
                            f("Topics.Partitions.LeaderId", K::Int32, E::BrokerId, 0, 0, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 0, 0, N),
                            a("Topics.Partitions.ReplicaNodes", K::Int32, E::BrokerId, 0, 0, N),
                            a("Topics.Partitions.IsrNodes", K::Int32, E::BrokerId, 0, 0, N),
                            a(
                                "Topics.Partitions.EligibleLeaderReplicas",
                                K::Int32,
                                E::BrokerId,
                                0,
                                0,
                                0,
                            ),
                            a("Topics.Partitions.LastKnownElr", K::Int32, E::BrokerId, 0, 0, 0),
                            a("Topics.Partitions.OfflineReplicas", K::Int32, E::BrokerId, 0, 0, N),
                        ],
                    ),
                    f(
                        "Topics.TopicAuthorizedOperations",
                        K::Int32,
                        E::AuthorizedOperations,
                        0,
                        0,
                        N,
                    ),
                ],
            ),
            s(
                "NextCursor",
                0,
                0,
                0,
                &[
                    f("NextCursor.TopicName", K::Text, E::TopicName, 0, 0, N),
                    f("NextCursor.PartitionIndex", K::Int32, E::Number, 0, 0, N),
                ],
            ),
        ],
    },
};

static SHARE_GROUP_HEARTBEAT: Api = Api {
    key: 76,
    name: "ShareGroupHeartbeat",
    versions: (1, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 1, 1, N),
            f("MemberId", K::Text, E::MemberId, 1, 1, N),
            f("MemberEpoch", K::Int32, E::Number, 1, 1, N),
            f("RackId", K::Text, E::Opaque, 1, 1, 1),
            a("SubscribedTopicNames", K::Text, E::TopicName, 1, 1, 1),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 1, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 1, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 1, 1, 1),
            f("MemberId", K::Text, E::MemberId, 1, 1, 1),
            f("MemberEpoch", K::Int32, E::Number, 1, 1, N),
            f("HeartbeatIntervalMs", K::Int32, E::Number, 1, 1, N),
            s(
                "Assignment",
                1,
                1,
                1,
                &[sa(
                    "Assignment.TopicPartitions",
                    1,
                    1,
                    N,
                    &[
                        f("Assignment.TopicPartitions.TopicId", K::Uuid, E::TopicId, 1, 1, N),
                        a("Assignment.TopicPartitions.Partitions", K::Int32, E::Number, 1, 1, N),
                    ],
                )],
            ),
        ],
    },
};

static SHARE_GROUP_DESCRIBE: Api = Api {
    key: 77,
    name: "ShareGroupDescribe",
    versions: (1, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[
            a("GroupIds", K::Text, E::GroupId, 1, 1, N),
            f("IncludeAuthorizedOperations", K::Bool, E::Number, 1, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 1, N),
            sa(
                "Groups",
                1,
                1,
                N,
                &[
                    f("Groups.ErrorCode", K::Int16, E::ErrorCode, 1, 1, N),
                    f("Groups.ErrorMessage", K::Text, E::ErrorMessage, 1, 1, 1),
                    f("Groups.GroupId", K::Text, E::GroupId, 1, 1, N),
                    f("Groups.GroupState", K::Text, E::Opaque, 1, 1, N),
                    f("Groups.GroupEpoch", K::Int32, E::Number, 1, 1, N),
                    f("Groups.AssignmentEpoch", K::Int32, E::Number, 1, 1, N),
                    f("Groups.AssignorName", K::Text, E::Opaque, 1, 1, N),
                    sa(
                        "Groups.Members",
                        1,
                        1,
                        N,
                        &[
                            f("Groups.Members.MemberId", K::Text, E::MemberId, 1, 1, N),
                            f("Groups.Members.RackId", K::Text, E::Opaque, 1, 1, 1),
                            f("Groups.Members.MemberEpoch", K::Int32, E::Number, 1, 1, N),
                            f("Groups.Members.ClientId", K::Text, E::ClientId, 1, 1, N),
                            f("Groups.Members.ClientHost", K::Text, E::ClientHost, 1, 1, N),
                            a(
                                "Groups.Members.SubscribedTopicNames",
                                K::Text,
                                E::TopicName,
                                1,
                                1,
                                N,
                            ),
                            s(
                                "Groups.Members.Assignment",
                                1,
                                1,
                                N,
                                &[sa(
                                    "Groups.Members.Assignment.TopicPartitions",
                                    1,
                                    1,
                                    N,
                                    &[
                                        f(
                                            "Groups.Members.Assignment.TopicPartitions.TopicId",
                                            K::Uuid,
                                            E::TopicId,
                                            1,
                                            1,
                                            N,
                                        ),
                                        f(
                                            "Groups.Members.Assignment.TopicPartitions.TopicName",
                                            K::Text,
                                            E::TopicName,
                                            1,
                                            1,
                                            N,
                                        ),
                                        a(
                                            "Groups.Members.Assignment.TopicPartitions.Partitions",
                                            K::Int32,
                                            E::Number,
                                            1,
                                            1,
                                            N,
                                        ),
                                    ],
                                )],
                            ),
                        ],
                    ),
                    f("Groups.AuthorizedOperations", K::Int32, E::AuthorizedOperations, 1, 1, N),
                ],
            ),
        ],
    },
};

static SHARE_FETCH: Api = Api {
    key: 78,
    name: "ShareFetch",
    versions: (1, 2),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 1, 2, 1),
            f("MemberId", K::Text, E::MemberId, 1, 2, 1),
            f("ShareSessionEpoch", K::Int32, E::Number, 1, 2, N),
            f("MaxWaitMs", K::Int32, E::Number, 1, 2, N),
            f("MinBytes", K::Int32, E::Number, 1, 2, N),
            f("MaxBytes", K::Int32, E::MaxBytes, 1, 2, N),
            f("MaxRecords", K::Int32, E::Number, 1, 2, N),
            f("BatchSize", K::Int32, E::Number, 1, 2, N),
            f("ShareAcquireMode", K::Int8, E::Number, 2, 2, N),
            f("IsRenewAck", K::Bool, E::Number, 2, 2, N),
            sa(
                "Topics",
                1,
                2,
                N,
                &[
                    f("Topics.TopicId", K::Uuid, E::TopicId, 1, 2, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 1, 2, N),
                            sa(
                                "Topics.Partitions.AcknowledgementBatches",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.AcknowledgementBatches.FirstOffset",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.AcknowledgementBatches.LastOffset",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    a(
                                        "Topics.Partitions.AcknowledgementBatches.AcknowledgeTypes",
                                        K::Int8,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
            sa(
                "ForgottenTopicsData",
                1,
                2,
                N,
                &[
                    f("ForgottenTopicsData.TopicId", K::Uuid, E::TopicId, 1, 2, N),
                    a("ForgottenTopicsData.Partitions", K::Int32, E::Number, 1, 2, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 2, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 2, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 1, 2, 1),
            f("AcquisitionLockTimeoutMs", K::Int32, E::Number, 1, 2, N),
            sa(
                "Responses",
                1,
                2,
                N,
                &[
                    f("Responses.TopicId", K::Uuid, E::TopicId, 1, 2, N),
                    sa(
                        "Responses.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", K::Int32, E::Number, 1, 2, N),
                            f("Responses.Partitions.ErrorCode", K::Int16, E::ErrorCode, 1, 2, N),
                            f(
                                "Responses.Partitions.ErrorMessage",
                                K::Text,
                                E::ErrorMessage,
                                1,
                                2,
                                1,
                            ),
                            f(
                                "Responses.Partitions.AcknowledgeErrorCode",
                                K::Int16,
                                E::Number,
                                1,
                                2,
                                N,
                            ),
                            f(
                                "Responses.Partitions.AcknowledgeErrorMessage",
                                K::Text,
                                E::ErrorMessage,
                                1,
                                2,
                                1,
                            ),
                            s(
                                "Responses.Partitions.CurrentLeader",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Responses.Partitions.CurrentLeader.LeaderId",
                                        K::Int32,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.CurrentLeader.LeaderEpoch",
                                        K::Int32,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                ],
                            ),
                            f("Responses.Partitions.Records", K::RecordSet, E::Records, 1, 2, N),
                            sa(
                                "Responses.Partitions.AcquiredRecords",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Responses.Partitions.AcquiredRecords.FirstOffset",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.AcquiredRecords.LastOffset",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.AcquiredRecords.DeliveryCount",
                                        K::Int16,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
            sa(
                "NodeEndpoints",
                1,
                2,
                N,
                &[
                    f("NodeEndpoints.NodeId", K::Int32, E::BrokerId, 1, 2, N),
                    f("NodeEndpoints.Host", K::Text, E::Host, 1, 2, N),
                    f("NodeEndpoints.Port", K::Int32, E::Number, 1, 2, N),
                    f("NodeEndpoints.Rack", K::Text, E::Rack, 1, 2, 1),
                ],
            ),
        ],
    },
};

static SHARE_ACKNOWLEDGE: Api = Api {
    key: 79,
    name: "ShareAcknowledge",
    versions: (1, 2),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 1, 2, 1),
            f("MemberId", K::Text, E::MemberId, 1, 2, 1),
            f("ShareSessionEpoch", K::Int32, E::Number, 1, 2, N),
            f("IsRenewAck", K::Bool, E::Number, 2, 2, N),
            sa(
                "Topics",
                1,
                2,
                N,
                &[
                    f("Topics.TopicId", K::Uuid, E::TopicId, 1, 2, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 1, 2, N),
                            sa(
                                "Topics.Partitions.AcknowledgementBatches",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.AcknowledgementBatches.FirstOffset",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.AcknowledgementBatches.LastOffset",
                                        K::Int64,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    a(
                                        "Topics.Partitions.AcknowledgementBatches.AcknowledgeTypes",
                                        K::Int8,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 1, 2, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 1, 2, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 1, 2, 1),
            f("AcquisitionLockTimeoutMs", K::Int32, E::Number, 2, 2, N),
            sa(
                "Responses",
                1,
                2,
                N,
                &[
                    f("Responses.TopicId", K::Uuid, E::TopicId, 1, 2, N),
                    sa(
                        "Responses.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", K::Int32, E::Number, 1, 2, N),
                            f("Responses.Partitions.ErrorCode", K::Int16, E::ErrorCode, 1, 2, N),
                            f(
                                "Responses.Partitions.ErrorMessage",
                                K::Text,
                                E::ErrorMessage,
                                1,
                                2,
                                1,
                            ),
                            s(
                                "Responses.Partitions.CurrentLeader",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Responses.Partitions.CurrentLeader.LeaderId",
                                        K::Int32,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.CurrentLeader.LeaderEpoch",
                                        K::Int32,
                                        E::Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
            sa(
                "NodeEndpoints",
                1,
                2,
                N,
                &[
                    f("NodeEndpoints.NodeId", K::Int32, E::BrokerId, 1, 2, N),
                    f("NodeEndpoints.Host", K::Text, E::Host, 1, 2, N),
                    f("NodeEndpoints.Port", K::Int32, E::Number, 1, 2, N),
                    f("NodeEndpoints.Rack", K::Text, E::Rack, 1, 2, 1),
                ],
            ),
        ],
    },
};

static ADD_RAFT_VOTER: Api = Api {
    key: 80,
    name: "AddRaftVoter",
    versions: (0, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("ClusterId", K::Text, E::Unclassified, 0, 1, 0),
            f("TimeoutMs", K::Int32, E::Number, 0, 1, N),
            f("VoterId", K::Int32, E::Number, 0, 1, N),
            f("VoterDirectoryId", K::Uuid, E::Unclassified, 0, 1, N),
            sa(
                "Listeners",
                0,
                1,
                N,
                &[
                    f("Listeners.Name", K::Text, E::Unclassified, 0, 1, N),
                    f("Listeners.Host", K::Text, E::Unclassified, 0, 1, N),
                    f("Listeners.Port", K::Uint16, E::Number, 0, 1, N),
                ],
            ),
            f("AckWhenCommitted", K::Bool, E::Number, 1, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
        ],
    },
};

static REMOVE_RAFT_VOTER: Api = Api {
    key: 81,
    name: "RemoveRaftVoter",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("ClusterId", K::Text, E::Unclassified, 0, 0, 0),
            f("VoterId", K::Int32, E::Number, 0, 0, N),
            f("VoterDirectoryId", K::Uuid, E::Unclassified, 0, 0, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
        ],
    },
};

static INITIALIZE_SHARE_GROUP_STATE: Api = Api {
    key: 83,
    name: "InitializeShareGroupState",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::Unclassified, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.Partition", K::Int32, E::Number, 0, 0, N),
                            f("Topics.Partitions.StateEpoch", K::Int32, E::Number, 0, 0, N),
                            f("Topics.Partitions.StartOffset", K::Int64, E::Number, 0, 0, N),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[sa(
            "Results",
            0,
            0,
            N,
            &[
                f("Results.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                sa(
                    "Results.Partitions",
                    0,
                    0,
                    N,
                    &[
                        f("Results.Partitions.Partition", K::Int32, E::Number, 0, 0, N),
                        f("Results.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                        f("Results.Partitions.ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
                    ],
                ),
            ],
        )],
    },
};

static READ_SHARE_GROUP_STATE: Api = Api {
    key: 84,
    name: "ReadShareGroupState",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::Unclassified, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.Partition", K::Int32, E::Number, 0, 0, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 0, 0, N),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[sa(
            "Results",
            0,
            0,
            N,
            &[
                f("Results.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                sa(
                    "Results.Partitions",
                    0,
                    0,
                    N,
                    &[
                        f("Results.Partitions.Partition", K::Int32, E::Number, 0, 0, N),
                        f("Results.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                        f("Results.Partitions.ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
                        f("Results.Partitions.StateEpoch", K::Int32, E::Number, 0, 0, N),
                        f("Results.Partitions.StartOffset", K::Int64, E::Number, 0, 0, N),
                        sa(
                            "Results.Partitions.StateBatches",
                            0,
                            0,
                            N,
                            &[
                                f(
                                    "Results.Partitions.StateBatches.FirstOffset",
                                    K::Int64,
                                    E::Number,
                                    0,
                                    0,
                                    N,
                                ),
                                f(
                                    "Results.Partitions.StateBatches.LastOffset",
                                    K::Int64,
                                    E::Number,
                                    0,
                                    0,
                                    N,
                                ),
                                f(
                                    "Results.Partitions.StateBatches.DeliveryState",
                                    K::Int8,
                                    E::Number,
                                    0,
                                    0,
                                    N,
                                ),
                                f(
                                    "Results.Partitions.StateBatches.DeliveryCount",
                                    K::Int16,
                                    E::Number,
                                    0,
                                    0,
                                    N,
                                ),
                            ],
                        ),
                    ],
                ),
            ],
        )],
    },
};

static WRITE_SHARE_GROUP_STATE: Api = Api {
    key: 85,
    name: "WriteShareGroupState",
    versions: (0, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::Unclassified, 0, 1, N),
            sa(
                "Topics",
                0,
                1,
                N,
                &[
                    f("Topics.TopicId", K::Uuid, E::TopicId, 0, 1, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        1,
                        N,
                        &[
                            f("Topics.Partitions.Partition", K::Int32, E::Number, 0, 1, N),
                            f("Topics.Partitions.StateEpoch", K::Int32, E::Number, 0, 1, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 0, 1, N),
                            f("Topics.Partitions.StartOffset", K::Int64, E::Number, 0, 1, N),
                            f(
                                "Topics.Partitions.DeliveryCompleteCount",
                                K::Int32,
                                E::Number,
                                1,
                                1,
                                N,
                            ),
                            sa(
                                "Topics.Partitions.StateBatches",
                                0,
                                1,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.StateBatches.FirstOffset",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.StateBatches.LastOffset",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.StateBatches.DeliveryState",
                                        K::Int8,
                                        E::Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.StateBatches.DeliveryCount",
                                        K::Int16,
                                        E::Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[sa(
            "Results",
            0,
            1,
            N,
            &[
                f("Results.TopicId", K::Uuid, E::TopicId, 0, 1, N),
                sa(
                    "Results.Partitions",
                    0,
                    1,
                    N,
                    &[
                        f("Results.Partitions.Partition", K::Int32, E::Number, 0, 1, N),
                        f("Results.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
                        f("Results.Partitions.ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
                    ],
                ),
            ],
        )],
    },
};

static DELETE_SHARE_GROUP_STATE: Api = Api {
    key: 86,
    name: "DeleteShareGroupState",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::Unclassified, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[f("Topics.Partitions.Partition", K::Int32, E::Number, 0, 0, N)],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[sa(
            "Results",
            0,
            0,
            N,
            &[
                f("Results.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                sa(
                    "Results.Partitions",
                    0,
                    0,
                    N,
                    &[
                        f("Results.Partitions.Partition", K::Int32, E::Number, 0, 0, N),
                        f("Results.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                        f("Results.Partitions.ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
                    ],
                ),
            ],
        )],
    },
};

static READ_SHARE_GROUP_STATE_SUMMARY: Api = Api {
    key: 87,
    name: "ReadShareGroupStateSummary",
    versions: (0, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::Unclassified, 0, 1, N),
            sa(
                "Topics",
                0,
                1,
                N,
                &[
                    f("Topics.TopicId", K::Uuid, E::TopicId, 0, 1, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        1,
                        N,
                        &[
                            f("Topics.Partitions.Partition", K::Int32, E::Number, 0, 1, N),
                            f("Topics.Partitions.LeaderEpoch", K::Int32, E::Number, 0, 1, N),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[sa(
            "Results",
            0,
            1,
            N,
            &[
                f("Results.TopicId", K::Uuid, E::TopicId, 0, 1, N),
                sa(
                    "Results.Partitions",
                    0,
                    1,
                    N,
                    &[
                        f("Results.Partitions.Partition", K::Int32, E::Number, 0, 1, N),
                        f("Results.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
                        f("Results.Partitions.ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
                        f("Results.Partitions.StateEpoch", K::Int32, E::Number, 0, 1, N),
                        f("Results.Partitions.LeaderEpoch", K::Int32, E::Number, 0, 1, N),
                        f("Results.Partitions.StartOffset", K::Int64, E::Number, 0, 1, N),
                        f("Results.Partitions.DeliveryCompleteCount", K::Int32, E::Number, 1, 1, N),
                    ],
                ),
            ],
        )],
    },
};

static STREAMS_GROUP_HEARTBEAT: Api = Api {
    key: 88,
    name: "StreamsGroupHeartbeat",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 0, N),
            f("MemberId", K::Text, E::MemberId, 0, 0, N),
            f("MemberEpoch", K::Int32, E::Number, 0, 0, N),
            f("EndpointInformationEpoch", K::Int32, E::Number, 0, 0, N),
            f("InstanceId", K::Text, E::MemberId, 0, 0, 0),
            f("RackId", K::Text, E::Opaque, 0, 0, 0),
            f("RebalanceTimeoutMs", K::Int32, E::Number, 0, 0, N),
            s(
                "Topology",
                0,
                0,
                0,
                &[
                    f("Topology.Epoch", K::Int32, E::Number, 0, 0, N),
                    sa(
                        "Topology.Subtopologies",
                        0,
                        0,
                        N,
                        &[
                            f("Topology.Subtopologies.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                            a(
                                "Topology.Subtopologies.SourceTopics",
                                K::Text,
                                E::TopicName,
                                0,
                                0,
                                N,
                            ),
                            a(
                                "Topology.Subtopologies.SourceTopicRegex",
                                K::Text,
                                E::Regex,
                                0,
                                0,
                                N,
                            ),
                            sa(
                                "Topology.Subtopologies.StateChangelogTopics",
                                0,
                                0,
                                N,
                                &[
                                    f(
                                        "Topology.Subtopologies.StateChangelogTopics.Name",
                                        K::Text,
                                        E::TopicName,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topology.Subtopologies.StateChangelogTopics.Partitions",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topology.Subtopologies.StateChangelogTopics.ReplicationFactor",
                                        K::Int16,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    sa(
                                        "Topology.Subtopologies.StateChangelogTopics.TopicConfigs",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Topology.Subtopologies.StateChangelogTopics.TopicConfigs.Key",
                                                K::Text,
                                                E::ConfigName,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Topology.Subtopologies.StateChangelogTopics.TopicConfigs.Value",
                                                K::Text,
                                                E::ConfigValue,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                ],
                            ),
                            a(
                                "Topology.Subtopologies.RepartitionSinkTopics",
                                K::Text,
                                E::TopicName,
                                0,
                                0,
                                N,
                            ),
                            sa(
                                "Topology.Subtopologies.RepartitionSourceTopics",
                                0,
                                0,
                                N,
                                &[
                                    f(
                                        "Topology.Subtopologies.RepartitionSourceTopics.Name",
                                        K::Text,
                                        E::TopicName,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topology.Subtopologies.RepartitionSourceTopics.Partitions",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topology.Subtopologies.RepartitionSourceTopics.ReplicationFactor",
                                        K::Int16,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    sa(
                                        "Topology.Subtopologies.RepartitionSourceTopics.TopicConfigs",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Topology.Subtopologies.RepartitionSourceTopics.TopicConfigs.Key",
                                                K::Text,
                                                E::ConfigName,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Topology.Subtopologies.RepartitionSourceTopics.TopicConfigs.Value",
                                                K::Text,
                                                E::ConfigValue,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                ],
                            ),
                            sa(
                                "Topology.Subtopologies.CopartitionGroups",
                                0,
                                0,
                                N,
                                &[
                                    a(
                                        "Topology.Subtopologies.CopartitionGroups.SourceTopics",
                                        K::Int16,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    a(
                                        "Topology.Subtopologies.CopartitionGroups.SourceTopicRegex",
                                        K::Int16,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    a(
                                        "Topology.Subtopologies.CopartitionGroups.RepartitionSourceTopics",
                                        K::Int16,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
            sa(
                "ActiveTasks",
                0,
                0,
                0,
                &[
                    f("ActiveTasks.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                    a("ActiveTasks.Partitions", K::Int32, E::Number, 0, 0, N),
                ],
            ),
            sa(
                "StandbyTasks",
                0,
                0,
                0,
                &[
                    f("StandbyTasks.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                    a("StandbyTasks.Partitions", K::Int32, E::Number, 0, 0, N),
                ],
            ),
            sa(
                "WarmupTasks",
                0,
                0,
                0,
                &[
                    f("WarmupTasks.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                    a("WarmupTasks.Partitions", K::Int32, E::Number, 0, 0, N),
                ],
            ),
            f("ProcessId", K::Text, E::Opaque, 0, 0, 0),
            s(
                "UserEndpoint",
                0,
                0,
                0,
                &[
                    f("UserEndpoint.Host", K::Text, E::Opaque, 0, 0, N),
                    f("UserEndpoint.Port", K::Uint16, E::Number, 0, 0, N),
                ],
            ),
            sa(
                "ClientTags",
                0,
                0,
                0,
                &[
                    f("ClientTags.Key", K::Text, E::Opaque, 0, 0, N),
                    f("ClientTags.Value", K::Text, E::Opaque, 0, 0, N),
                ],
            ),
            sa(
                "TaskOffsets",
                0,
                0,
                0,
                &[
                    f("TaskOffsets.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                    f("TaskOffsets.Partition", K::Int32, E::Number, 0, 0, N),
                    f("TaskOffsets.Offset", K::Int64, E::Number, 0, 0, N),
                ],
            ),
            sa(
                "TaskEndOffsets",
                0,
                0,
                0,
                &[
                    f("TaskEndOffsets.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                    f("TaskEndOffsets.Partition", K::Int32, E::Number, 0, 0, N),
                    f("TaskEndOffsets.Offset", K::Int64, E::Number, 0, 0, N),
                ],
            ),
            f("ShutdownApplication", K::Bool, E::Number, 0, 0, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
            f("MemberId", K::Text, E::MemberId, 0, 0, N),
            f("MemberEpoch", K::Int32, E::Number, 0, 0, N),
            f("HeartbeatIntervalMs", K::Int32, E::Number, 0, 0, N),
            f("AcceptableRecoveryLag", K::Int32, E::Number, 0, 0, N),
            f("TaskOffsetIntervalMs", K::Int32, E::Number, 0, 0, N),
            sa(
                "Status",
                0,
                0,
                0,
                &[
                    f("Status.StatusCode", K::Int8, E::Number, 0, 0, N),
                    f("Status.StatusDetail", K::Text, E::ErrorMessage, 0, 0, N),
                ],
            ),
            sa(
                "ActiveTasks",
                0,
                0,
                0,
                &[
                    f("ActiveTasks.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                    a("ActiveTasks.Partitions", K::Int32, E::Number, 0, 0, N),
                ],
            ),
            sa(
                "StandbyTasks",
                0,
                0,
                0,
                &[
                    f("StandbyTasks.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                    a("StandbyTasks.Partitions", K::Int32, E::Number, 0, 0, N),
                ],
            ),
            sa(
                "WarmupTasks",
                0,
                0,
                0,
                &[
                    f("WarmupTasks.SubtopologyId", K::Text, E::Opaque, 0, 0, N),
                    a("WarmupTasks.Partitions", K::Int32, E::Number, 0, 0, N),
                ],
            ),
            f("EndpointInformationEpoch", K::Int32, E::Number, 0, 0, N),
            sa(
                "PartitionsByUserEndpoint",
                0,
                0,
                0,
                &[
                    s(
                        "PartitionsByUserEndpoint.UserEndpoint",
                        0,
                        0,
                        N,
                        &[
                            f(
                                "PartitionsByUserEndpoint.UserEndpoint.Host",
                                K::Text,
                                E::Opaque,
                                0,
                                0,
                                N,
                            ),
                            f(
                                "PartitionsByUserEndpoint.UserEndpoint.Port",
                                K::Uint16,
                                E::Number,
                                0,
                                0,
                                N,
                            ),
                        ],
                    ),
                    sa(
                        "PartitionsByUserEndpoint.ActivePartitions",
                        0,
                        0,
                        N,
                        &[
                            f(
                                "PartitionsByUserEndpoint.ActivePartitions.Topic",
                                K::Text,
                                E::TopicName,
                                0,
                                0,
                                N,
                            ),
                            a(
                                "PartitionsByUserEndpoint.ActivePartitions.Partitions",
                                K::Int32,
                                E::Number,
                                0,
                                0,
                                N,
                            ),
                        ],
                    ),
                    sa(
                        "PartitionsByUserEndpoint.StandbyPartitions",
                        0,
                        0,
                        N,
                        &[
                            f(
                                "PartitionsByUserEndpoint.StandbyPartitions.Topic",
                                K::Text,
                                E::TopicName,
                                0,
                                0,
                                N,
                            ),
                            a(
                                "PartitionsByUserEndpoint.StandbyPartitions.Partitions",
                                K::Int32,
                                E::Number,
                                0,
                                0,
                                N,
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static STREAMS_GROUP_DESCRIBE: Api = Api {
    key: 89,
    name: "StreamsGroupDescribe",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            a("GroupIds", K::Text, E::GroupId, 0, 0, N),
            f("IncludeAuthorizedOperations", K::Bool, E::Number, 0, 0, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            sa(
                "Groups",
                0,
                0,
                N,
                &[
                    f("Groups.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                    f("Groups.ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
                    f("Groups.GroupId", K::Text, E::GroupId, 0, 0, N),
                    f("Groups.GroupState", K::Text, E::Opaque, 0, 0, N),
                    f("Groups.GroupEpoch", K::Int32, E::Number, 0, 0, N),
                    f("Groups.AssignmentEpoch", K::Int32, E::Number, 0, 0, N),
                    s(
                        "Groups.Topology",
                        0,
                        0,
                        0,
                        &[
                            f("Groups.Topology.Epoch", K::Int32, E::Number, 0, 0, N),
                            sa(
                                "Groups.Topology.Subtopologies",
                                0,
                                0,
                                0,
                                &[
                                    f(
                                        "Groups.Topology.Subtopologies.SubtopologyId",
                                        K::Text,
                                        E::Opaque,
                                        0,
                                        0,
                                        N,
                                    ),
                                    a(
                                        "Groups.Topology.Subtopologies.SourceTopics",
                                        K::Text,
                                        E::TopicName,
                                        0,
                                        0,
                                        N,
                                    ),
                                    a(
                                        "Groups.Topology.Subtopologies.RepartitionSinkTopics",
                                        K::Text,
                                        E::TopicName,
                                        0,
                                        0,
                                        N,
                                    ),
                                    sa(
                                        "Groups.Topology.Subtopologies.StateChangelogTopics",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Groups.Topology.Subtopologies.StateChangelogTopics.Name",
                                                K::Text,
                                                E::TopicName,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Groups.Topology.Subtopologies.StateChangelogTopics.Partitions",
                                                K::Int32,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Groups.Topology.Subtopologies.StateChangelogTopics.ReplicationFactor",
                                                K::Int16,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                            sa(
                                                "Groups.Topology.Subtopologies.StateChangelogTopics.TopicConfigs",
                                                0,
                                                0,
                                                N,
                                                &[
                                                    f(
                                                        "Groups.Topology.Subtopologies.StateChangelogTopics.TopicConfigs.Key",
                                                        K::Text,
                                                        E::ConfigName,
                                                        0,
                                                        0,
                                                        N,
                                                    ),
                                                    f(
                                                        "Groups.Topology.Subtopologies.StateChangelogTopics.TopicConfigs.Value",
                                                        K::Text,
                                                        E::ConfigValue,
                                                        0,
                                                        0,
                                                        N,
                                                    ),
                                                ],
                                            ),
                                        ],
                                    ),
                                    sa(
                                        "Groups.Topology.Subtopologies.RepartitionSourceTopics",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Groups.Topology.Subtopologies.RepartitionSourceTopics.Name",
                                                K::Text,
                                                E::TopicName,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Groups.Topology.Subtopologies.RepartitionSourceTopics.Partitions",
                                                K::Int32,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Groups.Topology.Subtopologies.RepartitionSourceTopics.ReplicationFactor",
                                                K::Int16,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                            sa(
                                                "Groups.Topology.Subtopologies.RepartitionSourceTopics.TopicConfigs",
                                                0,
                                                0,
                                                N,
                                                &[
                                                    f(
                                                        "Groups.Topology.Subtopologies.RepartitionSourceTopics.TopicConfigs.Key",
                                                        K::Text,
                                                        E::ConfigName,
                                                        0,
                                                        0,
                                                        N,
                                                    ),
                                                    f(
                                                        "Groups.Topology.Subtopologies.RepartitionSourceTopics.TopicConfigs.Value",
                                                        K::Text,
                                                        E::ConfigValue,
                                                        0,
                                                        0,
                                                        N,
                                                    ),
                                                ],
                                            ),
                                        ],
                                    ),
                                ],
                            ),
                        ],
                    ),
                    sa(
                        "Groups.Members",
                        0,
                        0,
                        N,
                        &[
                            f("Groups.Members.MemberId", K::Text, E::MemberId, 0, 0, N),
                            f("Groups.Members.MemberEpoch", K::Int32, E::Number, 0, 0, N),
                            f("Groups.Members.InstanceId", K::Text, E::MemberId, 0, 0, 0),
                            f("Groups.Members.RackId", K::Text, E::Opaque, 0, 0, 0),
                            f("Groups.Members.ClientId", K::Text, E::ClientId, 0, 0, N),
                            f("Groups.Members.ClientHost", K::Text, E::ClientHost, 0, 0, N),
                            f("Groups.Members.TopologyEpoch", K::Int32, E::Number, 0, 0, N),
                            f("Groups.Members.ProcessId", K::Text, E::Opaque, 0, 0, N),
                            s(
                                "Groups.Members.UserEndpoint",
                                0,
                                0,
                                0,
                                &[
                                    f(
                                        "Groups.Members.UserEndpoint.Host",
                                        K::Text,
                                        E::Opaque,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Groups.Members.UserEndpoint.Port",
                                        K::Uint16,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                ],
                            ),
                            sa(
                                "Groups.Members.ClientTags",
                                0,
                                0,
                                N,
                                &[
                                    f("Groups.Members.ClientTags.Key", K::Text, E::Opaque, 0, 0, N),
                                    f(
                                        "Groups.Members.ClientTags.Value",
                                        K::Text,
                                        E::Opaque,
                                        0,
                                        0,
                                        N,
                                    ),
                                ],
                            ),
                            sa(
                                "Groups.Members.TaskOffsets",
                                0,
                                0,
                                N,
                                &[
                                    f(
                                        "Groups.Members.TaskOffsets.SubtopologyId",
                                        K::Text,
                                        E::Opaque,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Groups.Members.TaskOffsets.Partition",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Groups.Members.TaskOffsets.Offset",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                ],
                            ),
                            sa(
                                "Groups.Members.TaskEndOffsets",
                                0,
                                0,
                                N,
                                &[
                                    f(
                                        "Groups.Members.TaskEndOffsets.SubtopologyId",
                                        K::Text,
                                        E::Opaque,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Groups.Members.TaskEndOffsets.Partition",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Groups.Members.TaskEndOffsets.Offset",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                ],
                            ),
                            s(
                                "Groups.Members.Assignment",
                                0,
                                0,
                                N,
                                &[
                                    sa(
                                        "Groups.Members.Assignment.ActiveTasks",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Groups.Members.Assignment.ActiveTasks.SubtopologyId",
                                                K::Text,
                                                E::Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.Assignment.ActiveTasks.Partitions",
                                                K::Int32,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                    sa(
                                        "Groups.Members.Assignment.StandbyTasks",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Groups.Members.Assignment.StandbyTasks.SubtopologyId",
                                                K::Text,
                                                E::Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.Assignment.StandbyTasks.Partitions",
                                                K::Int32,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                    sa(
                                        "Groups.Members.Assignment.WarmupTasks",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Groups.Members.Assignment.WarmupTasks.SubtopologyId",
                                                K::Text,
                                                E::Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.Assignment.WarmupTasks.Partitions",
                                                K::Int32,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                ],
                            ),
                            s(
                                "Groups.Members.TargetAssignment",
                                0,
                                0,
                                N,
                                &[
                                    sa(
                                        "Groups.Members.TargetAssignment.ActiveTasks",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Groups.Members.TargetAssignment.ActiveTasks.SubtopologyId",
                                                K::Text,
                                                E::Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.TargetAssignment.ActiveTasks.Partitions",
                                                K::Int32,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                    sa(
                                        "Groups.Members.TargetAssignment.StandbyTasks",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Groups.Members.TargetAssignment.StandbyTasks.SubtopologyId",
                                                K::Text,
                                                E::Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.TargetAssignment.StandbyTasks.Partitions",
                                                K::Int32,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                    sa(
                                        "Groups.Members.TargetAssignment.WarmupTasks",
                                        0,
                                        0,
                                        N,
                                        &[
                                            f(
                                                "Groups.Members.TargetAssignment.WarmupTasks.SubtopologyId",
                                                K::Text,
                                                E::Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.TargetAssignment.WarmupTasks.Partitions",
                                                K::Int32,
                                                E::Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                ],
                            ),
                            f("Groups.Members.IsClassic", K::Bool, E::Number, 0, 0, N),
                        ],
                    ),
                    f("Groups.AuthorizedOperations", K::Int32, E::AuthorizedOperations, 0, 0, N),
                ],
            ),
        ],
    },
};

static DESCRIBE_SHARE_GROUP_OFFSETS: Api = Api {
    key: 90,
    name: "DescribeShareGroupOffsets",
    versions: (0, 1),
    request: Schema {
        first_flexible: 0,
        fields: &[sa(
            "Groups",
            0,
            1,
            N,
            &[
                f("Groups.GroupId", K::Text, E::GroupId, 0, 1, N),
                sa(
                    "Groups.Topics",
                    0,
                    1,
                    0,
                    &[
                        f("Groups.Topics.TopicName", K::Text, E::TopicName, 0, 1, N),
                        a("Groups.Topics.Partitions", K::Int32, E::Number, 0, 1, N),
                    ],
                ),
            ],
        )],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 1, N),
            sa(
                "Groups",
                0,
                1,
                N,
                &[
                    f("Groups.GroupId", K::Text, E::GroupId, 0, 1, N),
                    sa(
                        "Groups.Topics",
                        0,
                        1,
                        N,
                        &[
                            f("Groups.Topics.TopicName", K::Text, E::TopicName, 0, 1, N),
                            f("Groups.Topics.TopicId", K::Uuid, E::TopicId, 0, 1, N),
                            sa(
                                "Groups.Topics.Partitions",
                                0,
                                1,
                                N,
                                &[
                                    f(
                                        "Groups.Topics.Partitions.PartitionIndex",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.StartOffset",
                                        K::Int64,
                                        E::Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.LeaderEpoch",
                                        K::Int32,
                                        E::Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f("Groups.Topics.Partitions.Lag", K::Int64, E::Number, 1, 1, N),
                                    f(
                                        "Groups.Topics.Partitions.ErrorCode",
                                        K::Int16,
                                        E::ErrorCode,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.ErrorMessage",
                                        K::Text,
                                        E::ErrorMessage,
                                        0,
                                        1,
                                        0,
                                    ),
                                ],
                            ),
                        ],
                    ),
                    f("Groups.ErrorCode", K::Int16, E::ErrorCode, 0, 1, N),
                    f("Groups.ErrorMessage", K::Text, E::ErrorMessage, 0, 1, 0),
                ],
            ),
        ],
    },
};

static ALTER_SHARE_GROUP_OFFSETS: Api = Api {
    key: 91,
    name: "AlterShareGroupOffsets",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.TopicName", K::Text, E::TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", K::Int32, E::Number, 0, 0, N),
                            f("Topics.Partitions.StartOffset", K::Int64, E::Number, 0, 0, N),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
            sa(
                "Responses",
                0,
                0,
                N,
                &[
                    f("Responses.TopicName", K::Text, E::TopicName, 0, 0, N),
                    f("Responses.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                    sa(
                        "Responses.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", K::Int32, E::Number, 0, 0, N),
                            f("Responses.Partitions.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                            f(
                                "Responses.Partitions.ErrorMessage",
                                K::Text,
                                E::ErrorMessage,
                                0,
                                0,
                                0,
                            ),
                        ],
                    ),
                ],
            ),
        ],
    },
};

static DELETE_SHARE_GROUP_OFFSETS: Api = Api {
    key: 92,
    name: "DeleteShareGroupOffsets",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[
            f("GroupId", K::Text, E::GroupId, 0, 0, N),
            sa("Topics", 0, 0, N, &[f("Topics.TopicName", K::Text, E::TopicName, 0, 0, N)]),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", K::Int32, E::ThrottleTime, 0, 0, N),
            f("ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
            f("ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
            sa(
                "Responses",
                0,
                0,
                N,
                &[
                    f("Responses.TopicName", K::Text, E::TopicName, 0, 0, N),
                    f("Responses.TopicId", K::Uuid, E::TopicId, 0, 0, N),
                    f("Responses.ErrorCode", K::Int16, E::ErrorCode, 0, 0, N),
                    f("Responses.ErrorMessage", K::Text, E::ErrorMessage, 0, 0, 0),
                ],
            ),
        ],
    },
};
