// @generated from the message definitions of Apache Kafka 4.3.1 by codegen; do not edit
//! The schema of every API that brokers offer to clients.

use super::schema::{Api, Entity::*, Kind::*, N, Schema, a, f, s, sa, t};

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
            f("TransactionalId", Text, TransactionalId, 3, 13, 3),
            f("Acks", Int16, Acks, 3, 13, N),
            f("TimeoutMs", Int32, Number, 3, 13, N),
            sa(
                "TopicData",
                3,
                13,
                N,
                &[
                    f("TopicData.Name", Text, TopicName, 3, 12, N),
                    f("TopicData.TopicId", Uuid, TopicId, 13, 13, N),
                    sa(
                        "TopicData.PartitionData",
                        3,
                        13,
                        N,
                        &[
                            f("TopicData.PartitionData.Index", Int32, Number, 3, 13, N),
                            f("TopicData.PartitionData.Records", RecordSet, Records, 3, 13, 3),
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
                    f("Responses.Name", Text, TopicName, 3, 12, N),
                    f("Responses.TopicId", Uuid, TopicId, 13, 13, N),
                    sa(
                        "Responses.PartitionResponses",
                        3,
                        13,
                        N,
                        &[
                            f("Responses.PartitionResponses.Index", Int32, Number, 3, 13, N),
                            f("Responses.PartitionResponses.ErrorCode", Int16, ErrorCode, 3, 13, N),
                            f("Responses.PartitionResponses.BaseOffset", Int64, Number, 3, 13, N),
                            f(
                                "Responses.PartitionResponses.LogAppendTimeMs",
                                Int64,
                                Number,
                                3,
                                13,
                                N,
                            ),
                            f(
                                "Responses.PartitionResponses.LogStartOffset",
                                Int64,
                                Number,
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
                                        Int32,
                                        Number,
                                        8,
                                        13,
                                        N,
                                    ),
                                    f(
                                        "Responses.PartitionResponses.RecordErrors.BatchIndexErrorMessage",
                                        Text,
                                        ErrorMessage,
                                        8,
                                        13,
                                        8,
                                    ),
                                ],
                            ),
                            f(
                                "Responses.PartitionResponses.ErrorMessage",
                                Text,
                                ErrorMessage,
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
                                            Int32,
                                            BrokerId,
                                            10,
                                            13,
                                            N,
                                        ),
                                        f(
                                            "Responses.PartitionResponses.CurrentLeader.LeaderEpoch",
                                            Int32,
                                            Number,
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
            f("ThrottleTimeMs", Int32, ThrottleTime, 3, 13, N),
            t(
                0,
                sa(
                    "NodeEndpoints",
                    10,
                    13,
                    N,
                    &[
                        f("NodeEndpoints.NodeId", Int32, BrokerId, 10, 13, N),
                        f("NodeEndpoints.Host", Text, Host, 10, 13, N),
                        f("NodeEndpoints.Port", Int32, Number, 10, 13, N),
                        f("NodeEndpoints.Rack", Text, Rack, 10, 13, 10),
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
            t(0, f("ClusterId", Text, ClusterId, 12, 18, 12)),
            f("ReplicaId", Int32, BrokerId, 4, 14, N),
            t(
                1,
                s(
                    "ReplicaState",
                    15,
                    18,
                    N,
                    &[
                        f("ReplicaState.ReplicaId", Int32, BrokerId, 15, 18, N),
                        f("ReplicaState.ReplicaEpoch", Int64, Number, 15, 18, N),
                    ],
                ),
            ),
            f("MaxWaitMs", Int32, Number, 4, 18, N),
            f("MinBytes", Int32, Number, 4, 18, N),
            f("MaxBytes", Int32, MaxBytes, 4, 18, N),
            f("IsolationLevel", Int8, Number, 4, 18, N),
            f("SessionId", Int32, SessionId, 7, 18, N),
            f("SessionEpoch", Int32, SessionEpoch, 7, 18, N),
            sa(
                "Topics",
                4,
                18,
                N,
                &[
                    f("Topics.Topic", Text, TopicName, 4, 12, N),
                    f("Topics.TopicId", Uuid, TopicId, 13, 18, N),
                    sa(
                        "Topics.Partitions",
                        4,
                        18,
                        N,
                        &[
                            f("Topics.Partitions.Partition", Int32, Number, 4, 18, N),
                            f("Topics.Partitions.CurrentLeaderEpoch", Int32, Number, 9, 18, N),
                            f("Topics.Partitions.FetchOffset", Int64, Number, 4, 18, N),
                            f("Topics.Partitions.LastFetchedEpoch", Int32, Number, 12, 18, N),
                            f("Topics.Partitions.LogStartOffset", Int64, Number, 5, 18, N),
                            f("Topics.Partitions.PartitionMaxBytes", Int32, Number, 4, 18, N),
                            t(
                                0,
                                f("Topics.Partitions.ReplicaDirectoryId", Uuid, Opaque, 17, 18, N),
                            ),
                            t(1, f("Topics.Partitions.HighWatermark", Int64, Number, 18, 18, N)),
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
                    f("ForgottenTopicsData.Topic", Text, TopicName, 7, 12, N),
                    f("ForgottenTopicsData.TopicId", Uuid, TopicId, 13, 18, N),
                    a("ForgottenTopicsData.Partitions", Int32, Number, 7, 18, N),
                ],
            ),
            f("RackId", Text, Opaque, 11, 18, N),
        ],
    },
    response: Schema {
        first_flexible: 12,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 4, 18, N),
            f("ErrorCode", Int16, ErrorCode, 7, 18, N),
            f("SessionId", Int32, SessionId, 7, 18, N),
            sa(
                "Responses",
                4,
                18,
                N,
                &[
                    f("Responses.Topic", Text, TopicName, 4, 12, N),
                    f("Responses.TopicId", Uuid, TopicId, 13, 18, N),
                    sa(
                        "Responses.Partitions",
                        4,
                        18,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", Int32, Number, 4, 18, N),
                            f("Responses.Partitions.ErrorCode", Int16, ErrorCode, 4, 18, N),
                            f("Responses.Partitions.HighWatermark", Int64, Number, 4, 18, N),
                            f("Responses.Partitions.LastStableOffset", Int64, Number, 4, 18, N),
                            f("Responses.Partitions.LogStartOffset", Int64, Number, 5, 18, N),
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
                                            Int32,
                                            Number,
                                            12,
                                            18,
                                            N,
                                        ),
                                        f(
                                            "Responses.Partitions.DivergingEpoch.EndOffset",
                                            Int64,
                                            Number,
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
                                            Int32,
                                            BrokerId,
                                            12,
                                            18,
                                            N,
                                        ),
                                        f(
                                            "Responses.Partitions.CurrentLeader.LeaderEpoch",
                                            Int32,
                                            Number,
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
                                            Int64,
                                            Number,
                                            12,
                                            18,
                                            N,
                                        ),
                                        f(
                                            "Responses.Partitions.SnapshotId.Epoch",
                                            Int32,
                                            Number,
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
                                        Int64,
                                        ProducerId,
                                        4,
                                        18,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.AbortedTransactions.FirstOffset",
                                        Int64,
                                        Number,
                                        4,
                                        18,
                                        N,
                                    ),
                                ],
                            ),
                            f(
                                "Responses.Partitions.PreferredReadReplica",
                                Int32,
                                BrokerId,
                                11,
                                18,
                                N,
                            ),
                            f("Responses.Partitions.Records", RecordSet, Records, 4, 18, 4),
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
                        f("NodeEndpoints.NodeId", Int32, BrokerId, 16, 18, N),
                        f("NodeEndpoints.Host", Text, Host, 16, 18, N),
                        f("NodeEndpoints.Port", Int32, Number, 16, 18, N),
                        f("NodeEndpoints.Rack", Text, Rack, 16, 18, 16),
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
            f("ReplicaId", Int32, BrokerId, 1, 11, N),
            f("IsolationLevel", Int8, Number, 2, 11, N),
            sa(
                "Topics",
                1,
                11,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 1, 11, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        11,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 1, 11, N),
                            f("Topics.Partitions.CurrentLeaderEpoch", Int32, Number, 4, 11, N),
                            f("Topics.Partitions.Timestamp", Int64, Number, 1, 11, N),
                        ],
                    ),
                ],
            ),
            f("TimeoutMs", Int32, Number, 10, 11, N),
        ],
    },
    response: Schema {
        first_flexible: 6,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 2, 11, N),
            sa(
                "Topics",
                1,
                11,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 1, 11, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        11,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 1, 11, N),
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 1, 11, N),
                            f("Topics.Partitions.Timestamp", Int64, Number, 1, 11, N),
                            f("Topics.Partitions.Offset", Int64, Number, 1, 11, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 4, 11, N),
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
                    f("Topics.TopicId", Uuid, TopicId, 10, 13, N),
                    f("Topics.Name", Text, TopicName, 0, 13, 10),
                ],
            ),
            f("AllowAutoTopicCreation", Bool, Number, 4, 13, N),
            f("IncludeClusterAuthorizedOperations", Bool, Number, 8, 10, N),
            f("IncludeTopicAuthorizedOperations", Bool, Number, 8, 13, N),
        ],
    },
    response: Schema {
        first_flexible: 9,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 3, 13, N),
            sa(
                "Brokers",
                0,
                13,
                N,
                &[
                    f("Brokers.NodeId", Int32, BrokerId, 0, 13, N),
                    f("Brokers.Host", Text, Host, 0, 13, N),
                    f("Brokers.Port", Int32, Number, 0, 13, N),
                    f("Brokers.Rack", Text, Rack, 1, 13, 1),
                ],
            ),
            f("ClusterId", Text, ClusterId, 2, 13, 2),
            f("ControllerId", Int32, BrokerId, 1, 13, N),
            sa(
                "Topics",
                0,
                13,
                N,
                &[
                    f("Topics.ErrorCode", Int16, ErrorCode, 0, 13, N),
                    f("Topics.Name", Text, TopicName, 0, 13, 12),
                    f("Topics.TopicId", Uuid, TopicId, 10, 13, N),
                    f("Topics.IsInternal", Bool, Number, 1, 13, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        13,
                        N,
                        &[
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 0, 13, N),
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 13, N),
                            f("Topics.Partitions.LeaderId", Int32, BrokerId, 0, 13, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 7, 13, N),
                            a("Topics.Partitions.ReplicaNodes", Int32, BrokerId, 0, 13, N),
                            a("Topics.Partitions.IsrNodes", Int32, BrokerId, 0, 13, N),
                            a("Topics.Partitions.OfflineReplicas", Int32, BrokerId, 5, 13, N),
                        ],
                    ),
                    f("Topics.TopicAuthorizedOperations", Int32, AuthorizedOperations, 8, 13, N),
                ],
            ),
            f("ClusterAuthorizedOperations", Int32, AuthorizedOperations, 8, 10, N),
            f("ErrorCode", Int16, ErrorCode, 13, 13, N),
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
            f("GroupId", Text, GroupId, 2, 10, N),
            f("GenerationIdOrMemberEpoch", Int32, Number, 2, 10, N),
            f("MemberId", Text, MemberId, 2, 10, N),
            f("GroupInstanceId", Text, MemberId, 7, 10, 7),
            f("RetentionTimeMs", Int64, Number, 2, 4, N),
            sa(
                "Topics",
                2,
                10,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 2, 9, N),
                    f("Topics.TopicId", Uuid, TopicId, 10, 10, N),
                    sa(
                        "Topics.Partitions",
                        2,
                        10,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 2, 10, N),
                            f("Topics.Partitions.CommittedOffset", Int64, Number, 2, 10, N),
                            f("Topics.Partitions.CommittedLeaderEpoch", Int32, Number, 6, 10, N),
                            f("Topics.Partitions.CommittedMetadata", Text, Opaque, 2, 10, 2),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 8,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 3, 10, N),
            sa(
                "Topics",
                2,
                10,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 2, 9, N),
                    f("Topics.TopicId", Uuid, TopicId, 10, 10, N),
                    sa(
                        "Topics.Partitions",
                        2,
                        10,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 2, 10, N),
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 2, 10, N),
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
            f("GroupId", Text, GroupId, 1, 7, N),
            sa(
                "Topics",
                1,
                7,
                2,
                &[
                    f("Topics.Name", Text, TopicName, 1, 7, N),
                    a("Topics.PartitionIndexes", Int32, Number, 1, 7, N),
                ],
            ),
            sa(
                "Groups",
                8,
                10,
                N,
                &[
                    f("Groups.GroupId", Text, GroupId, 8, 10, N),
                    f("Groups.MemberId", Text, MemberId, 9, 10, 9),
                    f("Groups.MemberEpoch", Int32, Number, 9, 10, N),
                    sa(
                        "Groups.Topics",
                        8,
                        10,
                        8,
                        &[
                            f("Groups.Topics.Name", Text, TopicName, 8, 9, N),
                            f("Groups.Topics.TopicId", Uuid, TopicId, 10, 10, N),
                            a("Groups.Topics.PartitionIndexes", Int32, Number, 8, 10, N),
                        ],
                    ),
                ],
            ),
            f("RequireStable", Bool, Number, 7, 10, N),
        ],
    },
    response: Schema {
        first_flexible: 6,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 3, 10, N),
            sa(
                "Topics",
                1,
                7,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 1, 7, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        7,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 1, 7, N),
                            f("Topics.Partitions.CommittedOffset", Int64, Number, 1, 7, N),
                            f("Topics.Partitions.CommittedLeaderEpoch", Int32, Number, 5, 7, N),
                            f("Topics.Partitions.Metadata", Text, Opaque, 1, 7, 1),
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 1, 7, N),
                        ],
                    ),
                ],
            ),
            f("ErrorCode", Int16, ErrorCode, 2, 7, N),
            sa(
                "Groups",
                8,
                10,
                N,
                &[
                    f("Groups.GroupId", Text, GroupId, 8, 10, N),
                    sa(
                        "Groups.Topics",
                        8,
                        10,
                        N,
                        &[
                            f("Groups.Topics.Name", Text, TopicName, 8, 9, N),
                            f("Groups.Topics.TopicId", Uuid, TopicId, 10, 10, N),
                            sa(
                                "Groups.Topics.Partitions",
                                8,
                                10,
                                N,
                                &[
                                    f(
                                        "Groups.Topics.Partitions.PartitionIndex",
                                        Int32,
                                        Number,
                                        8,
                                        10,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.CommittedOffset",
                                        Int64,
                                        Number,
                                        8,
                                        10,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.CommittedLeaderEpoch",
                                        Int32,
                                        Number,
                                        8,
                                        10,
                                        N,
                                    ),
                                    f("Groups.Topics.Partitions.Metadata", Text, Opaque, 8, 10, 8),
                                    f(
                                        "Groups.Topics.Partitions.ErrorCode",
                                        Int16,
                                        ErrorCode,
                                        8,
                                        10,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                    f("Groups.ErrorCode", Int16, ErrorCode, 8, 10, N),
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
            f("Key", Text, CoordinatorKey, 0, 3, N),
            f("KeyType", Int8, KeyType, 1, 6, N),
            a("CoordinatorKeys", Text, CoordinatorKey, 4, 6, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 6, N),
            f("ErrorCode", Int16, ErrorCode, 0, 3, N),
            f("ErrorMessage", Text, ErrorMessage, 1, 3, 1),
            f("NodeId", Int32, BrokerId, 0, 3, N),
            f("Host", Text, Host, 0, 3, N),
            f("Port", Int32, Number, 0, 3, N),
            sa(
                "Coordinators",
                4,
                6,
                N,
                &[
                    f("Coordinators.Key", Text, CoordinatorKey, 4, 6, N),
                    f("Coordinators.NodeId", Int32, BrokerId, 4, 6, N),
                    f("Coordinators.Host", Text, Host, 4, 6, N),
                    f("Coordinators.Port", Int32, Number, 4, 6, N),
                    f("Coordinators.ErrorCode", Int16, ErrorCode, 4, 6, N),
                    f("Coordinators.ErrorMessage", Text, ErrorMessage, 4, 6, 4),
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
            f("GroupId", Text, GroupId, 0, 9, N),
            f("SessionTimeoutMs", Int32, Number, 0, 9, N),
            f("RebalanceTimeoutMs", Int32, Number, 1, 9, N),
            f("MemberId", Text, MemberId, 0, 9, N),
            f("GroupInstanceId", Text, MemberId, 5, 9, 5),
            f("ProtocolType", Text, ProtocolType, 0, 9, N),
            sa(
                "Protocols",
                0,
                9,
                N,
                &[
                    f("Protocols.Name", Text, Opaque, 0, 9, N),
                    f("Protocols.Metadata", Bytes, MemberSubscription, 0, 9, N),
                ],
            ),
            f("Reason", Text, Opaque, 8, 9, 8),
        ],
    },
    response: Schema {
        first_flexible: 6,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 2, 9, N),
            f("ErrorCode", Int16, ErrorCode, 0, 9, N),
            f("GenerationId", Int32, Number, 0, 9, N),
            f("ProtocolType", Text, ProtocolType, 7, 9, 7),
            f("ProtocolName", Text, Opaque, 0, 9, 7),
            f("Leader", Text, Opaque, 0, 9, N),
            f("SkipAssignment", Bool, Number, 9, 9, N),
            f("MemberId", Text, MemberId, 0, 9, N),
            sa(
                "Members",
                0,
                9,
                N,
                &[
                    f("Members.MemberId", Text, MemberId, 0, 9, N),
                    f("Members.GroupInstanceId", Text, MemberId, 5, 9, 5),
                    f("Members.Metadata", Bytes, MemberSubscription, 0, 9, N),
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
            f("GroupId", Text, GroupId, 0, 4, N),
            f("GenerationId", Int32, Number, 0, 4, N),
            f("MemberId", Text, MemberId, 0, 4, N),
            f("GroupInstanceId", Text, MemberId, 3, 4, 3),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 4, N),
            f("ErrorCode", Int16, ErrorCode, 0, 4, N),
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
            f("GroupId", Text, GroupId, 0, 5, N),
            f("MemberId", Text, MemberId, 0, 2, N),
            sa(
                "Members",
                3,
                5,
                N,
                &[
                    f("Members.MemberId", Text, MemberId, 3, 5, N),
                    f("Members.GroupInstanceId", Text, MemberId, 3, 5, 3),
                    f("Members.Reason", Text, Opaque, 5, 5, 5),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 5, N),
            f("ErrorCode", Int16, ErrorCode, 0, 5, N),
            sa(
                "Members",
                3,
                5,
                N,
                &[
                    f("Members.MemberId", Text, MemberId, 3, 5, N),
                    f("Members.GroupInstanceId", Text, MemberId, 3, 5, 3),
                    f("Members.ErrorCode", Int16, ErrorCode, 3, 5, N),
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
            f("GroupId", Text, GroupId, 0, 5, N),
            f("GenerationId", Int32, Number, 0, 5, N),
            f("MemberId", Text, MemberId, 0, 5, N),
            f("GroupInstanceId", Text, MemberId, 3, 5, 3),
            f("ProtocolType", Text, ProtocolType, 5, 5, 5),
            f("ProtocolName", Text, Opaque, 5, 5, 5),
            sa(
                "Assignments",
                0,
                5,
                N,
                &[
                    f("Assignments.MemberId", Text, MemberId, 0, 5, N),
                    f("Assignments.Assignment", Bytes, MemberAssignment, 0, 5, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 5, N),
            f("ErrorCode", Int16, ErrorCode, 0, 5, N),
            f("ProtocolType", Text, ProtocolType, 5, 5, 5),
            f("ProtocolName", Text, Opaque, 5, 5, 5),
            f("Assignment", Bytes, MemberAssignment, 0, 5, N),
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
            a("Groups", Text, GroupId, 0, 6, N),
            f("IncludeAuthorizedOperations", Bool, Number, 3, 6, N),
        ],
    },
    response: Schema {
        first_flexible: 5,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 6, N),
            sa(
                "Groups",
                0,
                6,
                N,
                &[
                    f("Groups.ErrorCode", Int16, ErrorCode, 0, 6, N),
                    f("Groups.ErrorMessage", Text, ErrorMessage, 6, 6, 6),
                    f("Groups.GroupId", Text, GroupId, 0, 6, N),
                    f("Groups.GroupState", Text, Opaque, 0, 6, N),
                    f("Groups.ProtocolType", Text, ProtocolType, 0, 6, N),
                    f("Groups.ProtocolData", Text, Opaque, 0, 6, N),
                    sa(
                        "Groups.Members",
                        0,
                        6,
                        N,
                        &[
                            f("Groups.Members.MemberId", Text, MemberId, 0, 6, N),
                            f("Groups.Members.GroupInstanceId", Text, MemberId, 4, 6, 4),
                            f("Groups.Members.ClientId", Text, ClientId, 0, 6, N),
                            f("Groups.Members.ClientHost", Text, ClientHost, 0, 6, N),
                            f("Groups.Members.MemberMetadata", Bytes, MemberSubscription, 0, 6, N),
                            f("Groups.Members.MemberAssignment", Bytes, MemberAssignment, 0, 6, N),
                        ],
                    ),
                    f("Groups.AuthorizedOperations", Int32, AuthorizedOperations, 3, 6, N),
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
            a("StatesFilter", Text, Opaque, 4, 5, N),
            a("TypesFilter", Text, Opaque, 5, 5, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 5, N),
            f("ErrorCode", Int16, ErrorCode, 0, 5, N),
            sa(
                "Groups",
                0,
                5,
                N,
                &[
                    f("Groups.GroupId", Text, GroupId, 0, 5, N),
                    f("Groups.ProtocolType", Text, ProtocolType, 0, 5, N),
                    f("Groups.GroupState", Text, Opaque, 4, 5, N),
                    f("Groups.GroupType", Text, Opaque, 5, 5, N),
                ],
            ),
        ],
    },
};

static SASL_HANDSHAKE: Api = Api {
    key: 17,
    name: "SaslHandshake",
    versions: (0, 1),
    request: Schema { first_flexible: N, fields: &[f("Mechanism", Text, Opaque, 0, 1, N)] },
    response: Schema {
        first_flexible: N,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 0, 1, N),
            a("Mechanisms", Text, Opaque, 0, 1, N),
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
            f("ClientSoftwareName", Text, Opaque, 3, 4, N),
            f("ClientSoftwareVersion", Text, Opaque, 3, 4, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 0, 4, N),
            sa(
                "ApiKeys",
                0,
                4,
                N,
                &[
                    f("ApiKeys.ApiKey", Int16, Number, 0, 4, N),
                    f("ApiKeys.MinVersion", Int16, Number, 0, 4, N),
                    f("ApiKeys.MaxVersion", Int16, Number, 0, 4, N),
                ],
            ),
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 4, N),
            t(
                0,
                sa(
                    "SupportedFeatures",
                    3,
                    4,
                    N,
                    &[
                        f("SupportedFeatures.Name", Text, Opaque, 3, 4, N),
                        f("SupportedFeatures.MinVersion", Int16, Number, 3, 4, N),
                        f("SupportedFeatures.MaxVersion", Int16, Number, 3, 4, N),
                    ],
                ),
            ),
            t(1, f("FinalizedFeaturesEpoch", Int64, Number, 3, 4, N)),
            t(
                2,
                sa(
                    "FinalizedFeatures",
                    3,
                    4,
                    N,
                    &[
                        f("FinalizedFeatures.Name", Text, Opaque, 3, 4, N),
                        f("FinalizedFeatures.MaxVersionLevel", Int16, Number, 3, 4, N),
                        f("FinalizedFeatures.MinVersionLevel", Int16, Number, 3, 4, N),
                    ],
                ),
            ),
            t(3, f("ZkMigrationReady", Bool, Number, 3, 4, N)),
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
                    f("Topics.Name", Text, TopicName, 2, 7, N),
                    f("Topics.NumPartitions", Int32, Number, 2, 7, N),
                    f("Topics.ReplicationFactor", Int16, Number, 2, 7, N),
                    sa(
                        "Topics.Assignments",
                        2,
                        7,
                        N,
                        &[
                            f("Topics.Assignments.PartitionIndex", Int32, Number, 2, 7, N),
                            a("Topics.Assignments.BrokerIds", Int32, BrokerId, 2, 7, N),
                        ],
                    ),
                    sa(
                        "Topics.Configs",
                        2,
                        7,
                        N,
                        &[
                            f("Topics.Configs.Name", Text, ConfigName, 2, 7, N),
                            f("Topics.Configs.Value", Text, ConfigValue, 2, 7, 2),
                        ],
                    ),
                ],
            ),
            f("timeoutMs", Int32, Number, 2, 7, N),
            f("validateOnly", Bool, Number, 2, 7, N),
        ],
    },
    response: Schema {
        first_flexible: 5,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 2, 7, N),
            sa(
                "Topics",
                2,
                7,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 2, 7, N),
                    f("Topics.TopicId", Uuid, TopicId, 7, 7, N),
                    f("Topics.ErrorCode", Int16, ErrorCode, 2, 7, N),
                    f("Topics.ErrorMessage", Text, ErrorMessage, 2, 7, 2),
                    t(0, f("Topics.TopicConfigErrorCode", Int16, Number, 5, 7, N)),
                    f("Topics.NumPartitions", Int32, Number, 5, 7, N),
                    f("Topics.ReplicationFactor", Int16, Number, 5, 7, N),
                    sa(
                        "Topics.Configs",
                        5,
                        7,
                        5,
                        &[
                            f("Topics.Configs.Name", Text, ConfigName, 5, 7, N),
                            f("Topics.Configs.Value", Text, ConfigValue, 5, 7, 5),
                            f("Topics.Configs.ReadOnly", Bool, Number, 5, 7, N),
                            f("Topics.Configs.ConfigSource", Int8, Number, 5, 7, N),
                            f("Topics.Configs.IsSensitive", Bool, Number, 5, 7, N),
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
                    f("Topics.Name", Text, TopicName, 6, 6, 6),
                    f("Topics.TopicId", Uuid, TopicId, 6, 6, N),
                ],
            ),
            a("TopicNames", Text, TopicName, 1, 5, N),
            f("TimeoutMs", Int32, Number, 1, 6, N),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 6, N),
            sa(
                "Responses",
                1,
                6,
                N,
                &[
                    f("Responses.Name", Text, TopicName, 1, 6, 6),
                    f("Responses.TopicId", Uuid, TopicId, 6, 6, N),
                    f("Responses.ErrorCode", Int16, ErrorCode, 1, 6, N),
                    f("Responses.ErrorMessage", Text, ErrorMessage, 5, 6, 5),
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
                    f("Topics.Name", Text, TopicName, 0, 2, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 2, N),
                            f("Topics.Partitions.Offset", Int64, Number, 0, 2, N),
                        ],
                    ),
                ],
            ),
            f("TimeoutMs", Int32, Number, 0, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 2, N),
            sa(
                "Topics",
                0,
                2,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 0, 2, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 2, N),
                            f("Topics.Partitions.LowWatermark", Int64, Number, 0, 2, N),
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 0, 2, N),
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
            f("TransactionalId", Text, TransactionalId, 0, 5, 0),
            f("TransactionTimeoutMs", Int32, Number, 0, 5, N),
            f("ProducerId", Int64, ProducerId, 3, 5, N),
            f("ProducerEpoch", Int16, Number, 3, 5, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 5, N),
            f("ErrorCode", Int16, ErrorCode, 0, 5, N),
            f("ProducerId", Int64, ProducerId, 0, 5, N),
            f("ProducerEpoch", Int16, Number, 0, 5, N),
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
            f("ReplicaId", Int32, BrokerId, 3, 4, N),
            sa(
                "Topics",
                2,
                4,
                N,
                &[
                    f("Topics.Topic", Text, TopicName, 2, 4, N),
                    sa(
                        "Topics.Partitions",
                        2,
                        4,
                        N,
                        &[
                            f("Topics.Partitions.Partition", Int32, Number, 2, 4, N),
                            f("Topics.Partitions.CurrentLeaderEpoch", Int32, Number, 2, 4, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 2, 4, N),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 2, 4, N),
            sa(
                "Topics",
                2,
                4,
                N,
                &[
                    f("Topics.Topic", Text, TopicName, 2, 4, N),
                    sa(
                        "Topics.Partitions",
                        2,
                        4,
                        N,
                        &[
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 2, 4, N),
                            f("Topics.Partitions.Partition", Int32, Number, 2, 4, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 2, 4, N),
                            f("Topics.Partitions.EndOffset", Int64, Number, 2, 4, N),
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
                    f("Transactions.TransactionalId", Text, TransactionalId, 4, 5, N),
                    f("Transactions.ProducerId", Int64, ProducerId, 4, 5, N),
                    f("Transactions.ProducerEpoch", Int16, Number, 4, 5, N),
                    f("Transactions.VerifyOnly", Bool, Number, 4, 5, N),
                    sa(
                        "Transactions.Topics",
                        4,
                        5,
                        N,
                        &[
                            f("Transactions.Topics.Name", Text, TopicName, 4, 5, N),
                            a("Transactions.Topics.Partitions", Int32, Number, 4, 5, N),
                        ],
                    ),
                ],
            ),
            f("V3AndBelowTransactionalId", Text, TransactionalId, 0, 3, N),
            f("V3AndBelowProducerId", Int64, ProducerId, 0, 3, N),
            f("V3AndBelowProducerEpoch", Int16, Number, 0, 3, N),
            sa(
                "V3AndBelowTopics",
                0,
                3,
                N,
                &[
                    f("V3AndBelowTopics.Name", Text, TopicName, 0, 3, N),
                    a("V3AndBelowTopics.Partitions", Int32, Number, 0, 3, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 5, N),
            f("ErrorCode", Int16, ErrorCode, 4, 5, N),
            sa(
                "ResultsByTransaction",
                4,
                5,
                N,
                &[
                    f("ResultsByTransaction.TransactionalId", Text, TransactionalId, 4, 5, N),
                    sa(
                        "ResultsByTransaction.TopicResults",
                        4,
                        5,
                        N,
                        &[
                            f("ResultsByTransaction.TopicResults.Name", Text, TopicName, 4, 5, N),
                            sa(
                                "ResultsByTransaction.TopicResults.ResultsByPartition",
                                4,
                                5,
                                N,
                                &[
                                    f(
                                        "ResultsByTransaction.TopicResults.ResultsByPartition.PartitionIndex",
                                        Int32,
                                        Number,
                                        4,
                                        5,
                                        N,
                                    ),
                                    f(
                                        "ResultsByTransaction.TopicResults.ResultsByPartition.PartitionErrorCode",
                                        Int16,
                                        ErrorCode,
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
                    f("ResultsByTopicV3AndBelow.Name", Text, TopicName, 0, 3, N),
                    sa(
                        "ResultsByTopicV3AndBelow.ResultsByPartition",
                        0,
                        3,
                        N,
                        &[
                            f(
                                "ResultsByTopicV3AndBelow.ResultsByPartition.PartitionIndex",
                                Int32,
                                Number,
                                0,
                                3,
                                N,
                            ),
                            f(
                                "ResultsByTopicV3AndBelow.ResultsByPartition.PartitionErrorCode",
                                Int16,
                                ErrorCode,
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
            f("TransactionalId", Text, TransactionalId, 0, 4, N),
            f("ProducerId", Int64, ProducerId, 0, 4, N),
            f("ProducerEpoch", Int16, Number, 0, 4, N),
            f("GroupId", Text, GroupId, 0, 4, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 4, N),
            f("ErrorCode", Int16, ErrorCode, 0, 4, N),
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
            f("TransactionalId", Text, TransactionalId, 0, 5, N),
            f("ProducerId", Int64, ProducerId, 0, 5, N),
            f("ProducerEpoch", Int16, Number, 0, 5, N),
            f("Committed", Bool, Number, 0, 5, N),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 5, N),
            f("ErrorCode", Int16, ErrorCode, 0, 5, N),
            f("ProducerId", Int64, ProducerId, 5, 5, N),
            f("ProducerEpoch", Int16, Number, 5, 5, N),
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
                f("Markers.ProducerId", Int64, ProducerId, 1, 2, N),
                f("Markers.ProducerEpoch", Int16, Number, 1, 2, N),
                f("Markers.TransactionResult", Bool, Number, 1, 2, N),
                sa(
                    "Markers.Topics",
                    1,
                    2,
                    N,
                    &[
                        f("Markers.Topics.Name", Text, TopicName, 1, 2, N),
                        a("Markers.Topics.PartitionIndexes", Int32, Number, 1, 2, N),
                    ],
                ),
                f("Markers.CoordinatorEpoch", Int32, Number, 1, 2, N),
                f("Markers.TransactionVersion", Int8, Number, 2, 2, N),
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
                f("Markers.ProducerId", Int64, ProducerId, 1, 2, N),
                sa(
                    "Markers.Topics",
                    1,
                    2,
                    N,
                    &[
                        f("Markers.Topics.Name", Text, TopicName, 1, 2, N),
                        sa(
                            "Markers.Topics.Partitions",
                            1,
                            2,
                            N,
                            &[
                                f(
                                    "Markers.Topics.Partitions.PartitionIndex",
                                    Int32,
                                    Number,
                                    1,
                                    2,
                                    N,
                                ),
                                f("Markers.Topics.Partitions.ErrorCode", Int16, ErrorCode, 1, 2, N),
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
            f("TransactionalId", Text, TransactionalId, 0, 5, N),
            f("GroupId", Text, GroupId, 0, 5, N),
            f("ProducerId", Int64, ProducerId, 0, 5, N),
            f("ProducerEpoch", Int16, Number, 0, 5, N),
            f("GenerationId", Int32, Number, 3, 5, N),
            f("MemberId", Text, MemberId, 3, 5, N),
            f("GroupInstanceId", Text, MemberId, 3, 5, 3),
            sa(
                "Topics",
                0,
                5,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 0, 5, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        5,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 5, N),
                            f("Topics.Partitions.CommittedOffset", Int64, Number, 0, 5, N),
                            f("Topics.Partitions.CommittedLeaderEpoch", Int32, Number, 2, 5, N),
                            f("Topics.Partitions.CommittedMetadata", Text, Opaque, 0, 5, 0),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 3,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 5, N),
            sa(
                "Topics",
                0,
                5,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 0, 5, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        5,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 5, N),
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 0, 5, N),
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
            f("ResourceTypeFilter", Int8, ResourceType, 1, 3, N),
            f("ResourceNameFilter", Text, ResourceName, 1, 3, 1),
            f("PatternTypeFilter", Int8, Number, 1, 3, N),
            f("PrincipalFilter", Text, Principal, 1, 3, 1),
            f("HostFilter", Text, AclHost, 1, 3, 1),
            f("Operation", Int8, Number, 1, 3, N),
            f("PermissionType", Int8, Number, 1, 3, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 3, N),
            f("ErrorCode", Int16, ErrorCode, 1, 3, N),
            f("ErrorMessage", Text, ErrorMessage, 1, 3, 1),
            sa(
                "Resources",
                1,
                3,
                N,
                &[
                    f("Resources.ResourceType", Int8, ResourceType, 1, 3, N),
                    f("Resources.ResourceName", Text, ResourceName, 1, 3, N),
                    f("Resources.PatternType", Int8, Number, 1, 3, N),
                    sa(
                        "Resources.Acls",
                        1,
                        3,
                        N,
                        &[
                            f("Resources.Acls.Principal", Text, Principal, 1, 3, N),
                            f("Resources.Acls.Host", Text, AclHost, 1, 3, N),
                            f("Resources.Acls.Operation", Int8, Number, 1, 3, N),
                            f("Resources.Acls.PermissionType", Int8, Number, 1, 3, N),
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
                f("Creations.ResourceType", Int8, ResourceType, 1, 3, N),
                f("Creations.ResourceName", Text, ResourceName, 1, 3, N),
                f("Creations.ResourcePatternType", Int8, Number, 1, 3, N),
                f("Creations.Principal", Text, Principal, 1, 3, N),
                f("Creations.Host", Text, AclHost, 1, 3, N),
                f("Creations.Operation", Int8, Number, 1, 3, N),
                f("Creations.PermissionType", Int8, Number, 1, 3, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 3, N),
            sa(
                "Results",
                1,
                3,
                N,
                &[
                    f("Results.ErrorCode", Int16, ErrorCode, 1, 3, N),
                    f("Results.ErrorMessage", Text, ErrorMessage, 1, 3, 1),
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
                f("Filters.ResourceTypeFilter", Int8, ResourceType, 1, 3, N),
                f("Filters.ResourceNameFilter", Text, ResourceName, 1, 3, 1),
                f("Filters.PatternTypeFilter", Int8, Number, 1, 3, N),
                f("Filters.PrincipalFilter", Text, Principal, 1, 3, 1),
                f("Filters.HostFilter", Text, AclHost, 1, 3, 1),
                f("Filters.Operation", Int8, Number, 1, 3, N),
                f("Filters.PermissionType", Int8, Number, 1, 3, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 3, N),
            sa(
                "FilterResults",
                1,
                3,
                N,
                &[
                    f("FilterResults.ErrorCode", Int16, ErrorCode, 1, 3, N),
                    f("FilterResults.ErrorMessage", Text, ErrorMessage, 1, 3, 1),
                    sa(
                        "FilterResults.MatchingAcls",
                        1,
                        3,
                        N,
                        &[
                            f("FilterResults.MatchingAcls.ErrorCode", Int16, ErrorCode, 1, 3, N),
                            f(
                                "FilterResults.MatchingAcls.ErrorMessage",
                                Text,
                                ErrorMessage,
                                1,
                                3,
                                1,
                            ),
                            f(
                                "FilterResults.MatchingAcls.ResourceType",
                                Int8,
                                ResourceType,
                                1,
                                3,
                                N,
                            ),
                            f(
                                "FilterResults.MatchingAcls.ResourceName",
                                Text,
                                ResourceName,
                                1,
                                3,
                                N,
                            ),
                            f("FilterResults.MatchingAcls.PatternType", Int8, Number, 1, 3, N),
                            f("FilterResults.MatchingAcls.Principal", Text, Principal, 1, 3, N),
                            f("FilterResults.MatchingAcls.Host", Text, AclHost, 1, 3, N),
                            f("FilterResults.MatchingAcls.Operation", Int8, Number, 1, 3, N),
                            f("FilterResults.MatchingAcls.PermissionType", Int8, Number, 1, 3, N),
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
                    f("Resources.ResourceType", Int8, ResourceType, 1, 4, N),
                    f("Resources.ResourceName", Text, ResourceName, 1, 4, N),
                    a("Resources.ConfigurationKeys", Text, ConfigName, 1, 4, 1),
                ],
            ),
            f("IncludeSynonyms", Bool, Number, 1, 4, N),
            f("IncludeDocumentation", Bool, Number, 3, 4, N),
        ],
    },
    response: Schema {
        first_flexible: 4,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 4, N),
            sa(
                "Results",
                1,
                4,
                N,
                &[
                    f("Results.ErrorCode", Int16, ErrorCode, 1, 4, N),
                    f("Results.ErrorMessage", Text, ErrorMessage, 1, 4, 1),
                    f("Results.ResourceType", Int8, ResourceType, 1, 4, N),
                    f("Results.ResourceName", Text, ResourceName, 1, 4, N),
                    sa(
                        "Results.Configs",
                        1,
                        4,
                        N,
                        &[
                            f("Results.Configs.Name", Text, ConfigName, 1, 4, N),
                            f("Results.Configs.Value", Text, ConfigValue, 1, 4, 1),
                            f("Results.Configs.ReadOnly", Bool, Number, 1, 4, N),
                            f("Results.Configs.ConfigSource", Int8, Number, 1, 4, N),
                            f("Results.Configs.IsSensitive", Bool, Number, 1, 4, N),
                            sa(
                                "Results.Configs.Synonyms",
                                1,
                                4,
                                N,
                                &[
                                    f("Results.Configs.Synonyms.Name", Text, ConfigName, 1, 4, N),
                                    f("Results.Configs.Synonyms.Value", Text, ConfigValue, 1, 4, 1),
                                    f("Results.Configs.Synonyms.Source", Int8, Number, 1, 4, N),
                                ],
                            ),
                            f("Results.Configs.ConfigType", Int8, Number, 3, 4, N),
                            f("Results.Configs.Documentation", Text, Opaque, 3, 4, 3),
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
                    f("Resources.ResourceType", Int8, ResourceType, 0, 2, N),
                    f("Resources.ResourceName", Text, ResourceName, 0, 2, N),
                    sa(
                        "Resources.Configs",
                        0,
                        2,
                        N,
                        &[
                            f("Resources.Configs.Name", Text, ConfigName, 0, 2, N),
                            f("Resources.Configs.Value", Text, ConfigValue, 0, 2, 0),
                        ],
                    ),
                ],
            ),
            f("ValidateOnly", Bool, Number, 0, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 2, N),
            sa(
                "Responses",
                0,
                2,
                N,
                &[
                    f("Responses.ErrorCode", Int16, ErrorCode, 0, 2, N),
                    f("Responses.ErrorMessage", Text, ErrorMessage, 0, 2, 0),
                    f("Responses.ResourceType", Int8, ResourceType, 0, 2, N),
                    f("Responses.ResourceName", Text, ResourceName, 0, 2, N),
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
                f("Dirs.Path", Text, Unclassified, 1, 2, N),
                sa(
                    "Dirs.Topics",
                    1,
                    2,
                    N,
                    &[
                        f("Dirs.Topics.Name", Text, TopicName, 1, 2, N),
                        a("Dirs.Topics.Partitions", Int32, Number, 1, 2, N),
                    ],
                ),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 2, N),
            sa(
                "Results",
                1,
                2,
                N,
                &[
                    f("Results.TopicName", Text, TopicName, 1, 2, N),
                    sa(
                        "Results.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Results.Partitions.PartitionIndex", Int32, Number, 1, 2, N),
                            f("Results.Partitions.ErrorCode", Int16, ErrorCode, 1, 2, N),
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
                f("Topics.Topic", Text, TopicName, 1, 5, N),
                a("Topics.Partitions", Int32, Number, 1, 5, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 5, N),
            f("ErrorCode", Int16, ErrorCode, 3, 5, N),
            sa(
                "Results",
                1,
                5,
                N,
                &[
                    f("Results.ErrorCode", Int16, ErrorCode, 1, 5, N),
                    f("Results.LogDir", Text, Path, 1, 5, N),
                    sa(
                        "Results.Topics",
                        1,
                        5,
                        N,
                        &[
                            f("Results.Topics.Name", Text, TopicName, 1, 5, N),
                            sa(
                                "Results.Topics.Partitions",
                                1,
                                5,
                                N,
                                &[
                                    f(
                                        "Results.Topics.Partitions.PartitionIndex",
                                        Int32,
                                        Number,
                                        1,
                                        5,
                                        N,
                                    ),
                                    f(
                                        "Results.Topics.Partitions.PartitionSize",
                                        Int64,
                                        Number,
                                        1,
                                        5,
                                        N,
                                    ),
                                    f(
                                        "Results.Topics.Partitions.OffsetLag",
                                        Int64,
                                        Number,
                                        1,
                                        5,
                                        N,
                                    ),
                                    f(
                                        "Results.Topics.Partitions.IsFutureKey",
                                        Bool,
                                        Number,
                                        1,
                                        5,
                                        N,
                                    ),
                                ],
                            ),
                        ],
                    ),
                    f("Results.TotalBytes", Int64, Number, 4, 5, N),
                    f("Results.UsableBytes", Int64, Number, 4, 5, N),
                    f("Results.IsCordoned", Bool, Number, 5, 5, N),
                ],
            ),
        ],
    },
};

static SASL_AUTHENTICATE: Api = Api {
    key: 36,
    name: "SaslAuthenticate",
    versions: (0, 2),
    request: Schema { first_flexible: 2, fields: &[f("AuthBytes", Bytes, Secret, 0, 2, N)] },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 0, 2, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 2, 0),
            f("AuthBytes", Bytes, Secret, 0, 2, N),
            f("SessionLifetimeMs", Int64, Number, 1, 2, N),
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
                    f("Topics.Name", Text, TopicName, 0, 3, N),
                    f("Topics.Count", Int32, Number, 0, 3, N),
                    sa(
                        "Topics.Assignments",
                        0,
                        3,
                        0,
                        &[a("Topics.Assignments.BrokerIds", Int32, BrokerId, 0, 3, N)],
                    ),
                ],
            ),
            f("TimeoutMs", Int32, Number, 0, 3, N),
            f("ValidateOnly", Bool, Number, 0, 3, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 3, N),
            sa(
                "Results",
                0,
                3,
                N,
                &[
                    f("Results.Name", Text, TopicName, 0, 3, N),
                    f("Results.ErrorCode", Int16, ErrorCode, 0, 3, N),
                    f("Results.ErrorMessage", Text, ErrorMessage, 0, 3, 0),
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
            f("OwnerPrincipalType", Text, Unclassified, 3, 3, 3),
            f("OwnerPrincipalName", Text, Unclassified, 3, 3, 3),
            sa(
                "Renewers",
                1,
                3,
                N,
                &[
                    f("Renewers.PrincipalType", Text, Unclassified, 1, 3, N),
                    f("Renewers.PrincipalName", Text, Unclassified, 1, 3, N),
                ],
            ),
            f("MaxLifetimeMs", Int64, Number, 1, 3, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 1, 3, N),
            f("PrincipalType", Text, Unclassified, 1, 3, N),
            f("PrincipalName", Text, Unclassified, 1, 3, N),
            f("TokenRequesterPrincipalType", Text, Unclassified, 3, 3, N),
            f("TokenRequesterPrincipalName", Text, Unclassified, 3, 3, N),
            f("IssueTimestampMs", Int64, Number, 1, 3, N),
            f("ExpiryTimestampMs", Int64, Number, 1, 3, N),
            f("MaxTimestampMs", Int64, Number, 1, 3, N),
            f("TokenId", Text, Unclassified, 1, 3, N),
            f("Hmac", Bytes, Unclassified, 1, 3, N),
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 3, N),
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
            f("Hmac", Bytes, Unclassified, 1, 2, N),
            f("RenewPeriodMs", Int64, Number, 1, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 1, 2, N),
            f("ExpiryTimestampMs", Int64, Number, 1, 2, N),
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 2, N),
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
            f("Hmac", Bytes, Unclassified, 1, 2, N),
            f("ExpiryTimePeriodMs", Int64, Number, 1, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 1, 2, N),
            f("ExpiryTimestampMs", Int64, Number, 1, 2, N),
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 2, N),
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
                f("Owners.PrincipalType", Text, Unclassified, 1, 3, N),
                f("Owners.PrincipalName", Text, Unclassified, 1, 3, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 1, 3, N),
            sa(
                "Tokens",
                1,
                3,
                N,
                &[
                    f("Tokens.PrincipalType", Text, Unclassified, 1, 3, N),
                    f("Tokens.PrincipalName", Text, Unclassified, 1, 3, N),
                    f("Tokens.TokenRequesterPrincipalType", Text, Unclassified, 3, 3, N),
                    f("Tokens.TokenRequesterPrincipalName", Text, Unclassified, 3, 3, N),
                    f("Tokens.IssueTimestamp", Int64, Number, 1, 3, N),
                    f("Tokens.ExpiryTimestamp", Int64, Number, 1, 3, N),
                    f("Tokens.MaxTimestamp", Int64, Number, 1, 3, N),
                    f("Tokens.TokenId", Text, Unclassified, 1, 3, N),
                    f("Tokens.Hmac", Bytes, Unclassified, 1, 3, N),
                    sa(
                        "Tokens.Renewers",
                        1,
                        3,
                        N,
                        &[
                            f("Tokens.Renewers.PrincipalType", Text, Unclassified, 1, 3, N),
                            f("Tokens.Renewers.PrincipalName", Text, Unclassified, 1, 3, N),
                        ],
                    ),
                ],
            ),
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 3, N),
        ],
    },
};

static DELETE_GROUPS: Api = Api {
    key: 42,
    name: "DeleteGroups",
    versions: (0, 2),
    request: Schema { first_flexible: 2, fields: &[a("GroupsNames", Text, GroupId, 0, 2, N)] },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 2, N),
            sa(
                "Results",
                0,
                2,
                N,
                &[
                    f("Results.GroupId", Text, GroupId, 0, 2, N),
                    f("Results.ErrorCode", Int16, ErrorCode, 0, 2, N),
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
            f("ElectionType", Int8, Number, 1, 2, N),
            sa(
                "TopicPartitions",
                0,
                2,
                0,
                &[
                    f("TopicPartitions.Topic", Text, TopicName, 0, 2, N),
                    a("TopicPartitions.Partitions", Int32, Number, 0, 2, N),
                ],
            ),
            f("TimeoutMs", Int32, Number, 0, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 2,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 2, N),
            f("ErrorCode", Int16, ErrorCode, 1, 2, N),
            sa(
                "ReplicaElectionResults",
                0,
                2,
                N,
                &[
                    f("ReplicaElectionResults.Topic", Text, TopicName, 0, 2, N),
                    sa(
                        "ReplicaElectionResults.PartitionResult",
                        0,
                        2,
                        N,
                        &[
                            f(
                                "ReplicaElectionResults.PartitionResult.PartitionId",
                                Int32,
                                Number,
                                0,
                                2,
                                N,
                            ),
                            f(
                                "ReplicaElectionResults.PartitionResult.ErrorCode",
                                Int16,
                                ErrorCode,
                                0,
                                2,
                                N,
                            ),
                            f(
                                "ReplicaElectionResults.PartitionResult.ErrorMessage",
                                Text,
                                ErrorMessage,
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
                    f("Resources.ResourceType", Int8, ResourceType, 0, 1, N),
                    f("Resources.ResourceName", Text, ResourceName, 0, 1, N),
                    sa(
                        "Resources.Configs",
                        0,
                        1,
                        N,
                        &[
                            f("Resources.Configs.Name", Text, ConfigName, 0, 1, N),
                            f("Resources.Configs.ConfigOperation", Int8, Number, 0, 1, N),
                            f("Resources.Configs.Value", Text, ConfigValue, 0, 1, 0),
                        ],
                    ),
                ],
            ),
            f("ValidateOnly", Bool, Number, 0, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 1,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            sa(
                "Responses",
                0,
                1,
                N,
                &[
                    f("Responses.ErrorCode", Int16, ErrorCode, 0, 1, N),
                    f("Responses.ErrorMessage", Text, ErrorMessage, 0, 1, 0),
                    f("Responses.ResourceType", Int8, ResourceType, 0, 1, N),
                    f("Responses.ResourceName", Text, ResourceName, 0, 1, N),
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
            f("TimeoutMs", Int32, Number, 0, 1, N),
            f("AllowReplicationFactorChange", Bool, Number, 1, 1, N),
            sa(
                "Topics",
                0,
                1,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 0, 1, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        1,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 1, N),
                            a("Topics.Partitions.Replicas", Int32, BrokerId, 0, 1, 0),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            f("AllowReplicationFactorChange", Bool, Number, 1, 1, N),
            f("ErrorCode", Int16, ErrorCode, 0, 1, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 1, 0),
            sa(
                "Responses",
                0,
                1,
                N,
                &[
                    f("Responses.Name", Text, TopicName, 0, 1, N),
                    sa(
                        "Responses.Partitions",
                        0,
                        1,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", Int32, Number, 0, 1, N),
                            f("Responses.Partitions.ErrorCode", Int16, ErrorCode, 0, 1, N),
                            f("Responses.Partitions.ErrorMessage", Text, ErrorMessage, 0, 1, 0),
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
            f("TimeoutMs", Int32, Number, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                0,
                &[
                    f("Topics.Name", Text, TopicName, 0, 0, N),
                    a("Topics.PartitionIndexes", Int32, Number, 0, 0, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 0, 0),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 0, N),
                            a("Topics.Partitions.Replicas", Int32, BrokerId, 0, 0, N),
                            a("Topics.Partitions.AddingReplicas", Int32, BrokerId, 0, 0, N),
                            a("Topics.Partitions.RemovingReplicas", Int32, BrokerId, 0, 0, N),
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
            f("GroupId", Text, GroupId, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 0, N)],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: N,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 0, N),
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 0, 0, N),
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
                    f("Components.EntityType", Text, QuotaEntity, 0, 1, N),
                    f("Components.MatchType", Int8, Number, 0, 1, N),
                    f("Components.Match", Text, QuotaEntity, 0, 1, 0),
                ],
            ),
            f("Strict", Bool, Number, 0, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 1,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            f("ErrorCode", Int16, ErrorCode, 0, 1, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 1, 0),
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
                            f("Entries.Entity.EntityType", Text, QuotaEntity, 0, 1, N),
                            f("Entries.Entity.EntityName", Text, QuotaEntity, 0, 1, 0),
                        ],
                    ),
                    sa(
                        "Entries.Values",
                        0,
                        1,
                        N,
                        &[
                            f("Entries.Values.Key", Text, QuotaEntity, 0, 1, N),
                            f("Entries.Values.Value", Float64, Number, 0, 1, N),
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
                            f("Entries.Entity.EntityType", Text, Unclassified, 0, 1, N),
                            f("Entries.Entity.EntityName", Text, Unclassified, 0, 1, 0),
                        ],
                    ),
                    sa(
                        "Entries.Ops",
                        0,
                        1,
                        N,
                        &[
                            f("Entries.Ops.Key", Text, Unclassified, 0, 1, N),
                            f("Entries.Ops.Value", Float64, Number, 0, 1, N),
                            f("Entries.Ops.Remove", Bool, Number, 0, 1, N),
                        ],
                    ),
                ],
            ),
            f("ValidateOnly", Bool, Number, 0, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 1,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            sa(
                "Entries",
                0,
                1,
                N,
                &[
                    f("Entries.ErrorCode", Int16, ErrorCode, 0, 1, N),
                    f("Entries.ErrorMessage", Text, ErrorMessage, 0, 1, 0),
                    sa(
                        "Entries.Entity",
                        0,
                        1,
                        N,
                        &[
                            f("Entries.Entity.EntityType", Text, Unclassified, 0, 1, N),
                            f("Entries.Entity.EntityName", Text, Unclassified, 0, 1, 0),
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
        fields: &[sa("Users", 0, 0, 0, &[f("Users.Name", Text, Principal, 0, 0, N)])],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 0, 0),
            sa(
                "Results",
                0,
                0,
                N,
                &[
                    f("Results.User", Text, Principal, 0, 0, N),
                    f("Results.ErrorCode", Int16, ErrorCode, 0, 0, N),
                    f("Results.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
                    sa(
                        "Results.CredentialInfos",
                        0,
                        0,
                        N,
                        &[
                            f("Results.CredentialInfos.Mechanism", Int8, Number, 0, 0, N),
                            f("Results.CredentialInfos.Iterations", Int32, Number, 0, 0, N),
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
                    f("Deletions.Name", Text, Principal, 0, 0, N),
                    f("Deletions.Mechanism", Int8, Number, 0, 0, N),
                ],
            ),
            sa(
                "Upsertions",
                0,
                0,
                N,
                &[
                    f("Upsertions.Name", Text, Principal, 0, 0, N),
                    f("Upsertions.Mechanism", Int8, Number, 0, 0, N),
                    f("Upsertions.Iterations", Int32, Number, 0, 0, N),
                    f("Upsertions.Salt", Bytes, Secret, 0, 0, N),
                    f("Upsertions.SaltedPassword", Bytes, Secret, 0, 0, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            sa(
                "Results",
                0,
                0,
                N,
                &[
                    f("Results.User", Text, Principal, 0, 0, N),
                    f("Results.ErrorCode", Int16, ErrorCode, 0, 0, N),
                    f("Results.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
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
                f("Topics.TopicName", Text, TopicName, 0, 2, N),
                sa(
                    "Topics.Partitions",
                    0,
                    2,
                    N,
                    &[f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 2, N)],
                ),
            ],
        )],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ErrorCode", Int16, ErrorCode, 0, 2, N),
            f("ErrorMessage", Text, ErrorMessage, 2, 2, 2),
            sa(
                "Topics",
                0,
                2,
                N,
                &[
                    f("Topics.TopicName", Text, TopicName, 0, 2, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 2, N),
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 0, 2, N),
                            f("Topics.Partitions.ErrorMessage", Text, ErrorMessage, 2, 2, 2),
                            f("Topics.Partitions.LeaderId", Int32, BrokerId, 0, 2, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 0, 2, N),
                            f("Topics.Partitions.HighWatermark", Int64, Number, 0, 2, N),
                            sa(
                                "Topics.Partitions.CurrentVoters",
                                0,
                                2,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.CurrentVoters.ReplicaId",
                                        Int32,
                                        BrokerId,
                                        0,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.CurrentVoters.ReplicaDirectoryId",
                                        Uuid,
                                        Unclassified,
                                        2,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.CurrentVoters.LogEndOffset",
                                        Int64,
                                        Number,
                                        0,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.CurrentVoters.LastFetchTimestamp",
                                        Int64,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.CurrentVoters.LastCaughtUpTimestamp",
                                        Int64,
                                        Number,
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
                                        Int32,
                                        BrokerId,
                                        0,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.Observers.ReplicaDirectoryId",
                                        Uuid,
                                        Unclassified,
                                        2,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.Observers.LogEndOffset",
                                        Int64,
                                        Number,
                                        0,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.Observers.LastFetchTimestamp",
                                        Int64,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.Observers.LastCaughtUpTimestamp",
                                        Int64,
                                        Number,
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
                    f("Nodes.NodeId", Int32, BrokerId, 2, 2, N),
                    sa(
                        "Nodes.Listeners",
                        2,
                        2,
                        N,
                        &[
                            f("Nodes.Listeners.Name", Text, Unclassified, 2, 2, N),
                            f("Nodes.Listeners.Host", Text, Unclassified, 2, 2, N),
                            f("Nodes.Listeners.Port", Uint16, Number, 2, 2, N),
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
            f("timeoutMs", Int32, Number, 0, 2, N),
            sa(
                "FeatureUpdates",
                0,
                2,
                N,
                &[
                    f("FeatureUpdates.Feature", Text, Unclassified, 0, 2, N),
                    f("FeatureUpdates.MaxVersionLevel", Int16, Number, 0, 2, N),
                    f("FeatureUpdates.AllowDowngrade", Bool, Number, 0, 0, N),
                    f("FeatureUpdates.UpgradeType", Int8, Number, 1, 2, N),
                ],
            ),
            f("ValidateOnly", Bool, Number, 1, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 2, N),
            f("ErrorCode", Int16, ErrorCode, 0, 2, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 2, 0),
            sa(
                "Results",
                0,
                1,
                N,
                &[
                    f("Results.Feature", Text, Unclassified, 0, 1, N),
                    f("Results.ErrorCode", Int16, ErrorCode, 0, 1, N),
                    f("Results.ErrorMessage", Text, ErrorMessage, 0, 1, 0),
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
            f("IncludeClusterAuthorizedOperations", Bool, Number, 0, 2, N),
            f("EndpointType", Int8, Number, 1, 2, N),
            f("IncludeFencedBrokers", Bool, Number, 2, 2, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 2, N),
            f("ErrorCode", Int16, ErrorCode, 0, 2, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 2, 0),
            f("EndpointType", Int8, Number, 1, 2, N),
            f("ClusterId", Text, ClusterId, 0, 2, N),
            f("ControllerId", Int32, BrokerId, 0, 2, N),
            sa(
                "Brokers",
                0,
                2,
                N,
                &[
                    f("Brokers.BrokerId", Int32, BrokerId, 0, 2, N),
                    f("Brokers.Host", Text, Host, 0, 2, N),
                    f("Brokers.Port", Int32, Number, 0, 2, N),
                    f("Brokers.Rack", Text, Rack, 0, 2, 0),
                    f("Brokers.IsFenced", Bool, Number, 2, 2, N),
                ],
            ),
            f("ClusterAuthorizedOperations", Int32, AuthorizedOperations, 0, 2, N),
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
                f("Topics.Name", Text, TopicName, 0, 0, N),
                a("Topics.PartitionIndexes", Int32, Number, 0, 0, N),
            ],
        )],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.Name", Text, TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 0, N),
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 0, 0, N),
                            f("Topics.Partitions.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
                            sa(
                                "Topics.Partitions.ActiveProducers",
                                0,
                                0,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.ActiveProducers.ProducerId",
                                        Int64,
                                        ProducerId,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.ProducerEpoch",
                                        Int32,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.LastSequence",
                                        Int32,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.LastTimestamp",
                                        Int64,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.CoordinatorEpoch",
                                        Int32,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.ActiveProducers.CurrentTxnStartOffset",
                                        Int64,
                                        Number,
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
    request: Schema { first_flexible: 0, fields: &[f("BrokerId", Int32, BrokerId, 0, 0, N)] },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 0, 0),
        ],
    },
};

static DESCRIBE_TRANSACTIONS: Api = Api {
    key: 65,
    name: "DescribeTransactions",
    versions: (0, 0),
    request: Schema {
        first_flexible: 0,
        fields: &[a("TransactionalIds", Text, TransactionalId, 0, 0, N)],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            sa(
                "TransactionStates",
                0,
                0,
                N,
                &[
                    f("TransactionStates.ErrorCode", Int16, ErrorCode, 0, 0, N),
                    f("TransactionStates.TransactionalId", Text, TransactionalId, 0, 0, N),
                    f("TransactionStates.TransactionState", Text, Opaque, 0, 0, N),
                    f("TransactionStates.TransactionTimeoutMs", Int32, Number, 0, 0, N),
                    f("TransactionStates.TransactionStartTimeMs", Int64, Number, 0, 0, N),
                    f("TransactionStates.ProducerId", Int64, ProducerId, 0, 0, N),
                    f("TransactionStates.ProducerEpoch", Int16, Number, 0, 0, N),
                    sa(
                        "TransactionStates.Topics",
                        0,
                        0,
                        N,
                        &[
                            f("TransactionStates.Topics.Topic", Text, TopicName, 0, 0, N),
                            a("TransactionStates.Topics.Partitions", Int32, Number, 0, 0, N),
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
            a("StateFilters", Text, Opaque, 0, 2, N),
            a("ProducerIdFilters", Int64, ProducerId, 0, 2, N),
            f("DurationFilter", Int64, Number, 1, 2, N),
            f("TransactionalIdPattern", Text, Regex, 2, 2, 2),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 2, N),
            f("ErrorCode", Int16, ErrorCode, 0, 2, N),
            a("UnknownStateFilters", Text, Opaque, 0, 2, N),
            sa(
                "TransactionStates",
                0,
                2,
                N,
                &[
                    f("TransactionStates.TransactionalId", Text, TransactionalId, 0, 2, N),
                    f("TransactionStates.ProducerId", Int64, ProducerId, 0, 2, N),
                    f("TransactionStates.TransactionState", Text, Opaque, 0, 2, N),
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
            f("GroupId", Text, GroupId, 0, 1, N),
            f("MemberId", Text, MemberId, 0, 1, N),
            f("MemberEpoch", Int32, Number, 0, 1, N),
            f("InstanceId", Text, MemberId, 0, 1, 0),
            f("RackId", Text, Opaque, 0, 1, 0),
            f("RebalanceTimeoutMs", Int32, Number, 0, 1, N),
            a("SubscribedTopicNames", Text, TopicName, 0, 1, 0),
            f("SubscribedTopicRegex", Text, Regex, 1, 1, 1),
            f("ServerAssignor", Text, Opaque, 0, 1, 0),
            sa(
                "TopicPartitions",
                0,
                1,
                0,
                &[
                    f("TopicPartitions.TopicId", Uuid, TopicId, 0, 1, N),
                    a("TopicPartitions.Partitions", Int32, Number, 0, 1, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            f("ErrorCode", Int16, ErrorCode, 0, 1, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 1, 0),
            f("MemberId", Text, MemberId, 0, 1, 0),
            f("MemberEpoch", Int32, Number, 0, 1, N),
            f("HeartbeatIntervalMs", Int32, Number, 0, 1, N),
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
                        f("Assignment.TopicPartitions.TopicId", Uuid, TopicId, 0, 1, N),
                        a("Assignment.TopicPartitions.Partitions", Int32, Number, 0, 1, N),
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
            a("GroupIds", Text, GroupId, 0, 1, N),
            f("IncludeAuthorizedOperations", Bool, Number, 0, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            sa(
                "Groups",
                0,
                1,
                N,
                &[
                    f("Groups.ErrorCode", Int16, ErrorCode, 0, 1, N),
                    f("Groups.ErrorMessage", Text, ErrorMessage, 0, 1, 0),
                    f("Groups.GroupId", Text, GroupId, 0, 1, N),
                    f("Groups.GroupState", Text, Opaque, 0, 1, N),
                    f("Groups.GroupEpoch", Int32, Number, 0, 1, N),
                    f("Groups.AssignmentEpoch", Int32, Number, 0, 1, N),
                    f("Groups.AssignorName", Text, Opaque, 0, 1, N),
                    sa(
                        "Groups.Members",
                        0,
                        1,
                        N,
                        &[
                            f("Groups.Members.MemberId", Text, MemberId, 0, 1, N),
                            f("Groups.Members.InstanceId", Text, MemberId, 0, 1, 0),
                            f("Groups.Members.RackId", Text, Opaque, 0, 1, 0),
                            f("Groups.Members.MemberEpoch", Int32, Number, 0, 1, N),
                            f("Groups.Members.ClientId", Text, ClientId, 0, 1, N),
                            f("Groups.Members.ClientHost", Text, ClientHost, 0, 1, N),
                            a("Groups.Members.SubscribedTopicNames", Text, TopicName, 0, 1, N),
                            f("Groups.Members.SubscribedTopicRegex", Text, Regex, 0, 1, 0),
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
                                            Uuid,
                                            TopicId,
                                            0,
                                            1,
                                            N,
                                        ),
                                        f(
                                            "Groups.Members.Assignment.TopicPartitions.TopicName",
                                            Text,
                                            TopicName,
                                            0,
                                            1,
                                            N,
                                        ),
                                        a(
                                            "Groups.Members.Assignment.TopicPartitions.Partitions",
                                            Int32,
                                            Number,
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
                                            Uuid,
                                            TopicId,
                                            0,
                                            1,
                                            N,
                                        ),
                                        f(
                                            "Groups.Members.TargetAssignment.TopicPartitions.TopicName",
                                            Text,
                                            TopicName,
                                            0,
                                            1,
                                            N,
                                        ),
                                        a(
                                            "Groups.Members.TargetAssignment.TopicPartitions.Partitions",
                                            Int32,
                                            Number,
                                            0,
                                            1,
                                            N,
                                        ),
                                    ],
                                )],
                            ),
                            f("Groups.Members.MemberType", Int8, Number, 1, 1, N),
                        ],
                    ),
                    f("Groups.AuthorizedOperations", Int32, AuthorizedOperations, 0, 1, N),
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
        fields: &[f("ClientInstanceId", Uuid, Unclassified, 0, 0, N)],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ClientInstanceId", Uuid, Unclassified, 0, 0, N),
            f("SubscriptionId", Int32, Number, 0, 0, N),
            a("AcceptedCompressionTypes", Int8, Number, 0, 0, N),
            f("PushIntervalMs", Int32, Number, 0, 0, N),
            f("TelemetryMaxBytes", Int32, Number, 0, 0, N),
            f("DeltaTemporality", Bool, Number, 0, 0, N),
            a("RequestedMetrics", Text, Unclassified, 0, 0, N),
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
            f("ClientInstanceId", Uuid, Unclassified, 0, 0, N),
            f("SubscriptionId", Int32, Number, 0, 0, N),
            f("Terminating", Bool, Number, 0, 0, N),
            f("CompressionType", Int8, Number, 0, 0, N),
            f("Metrics", Bytes, Unclassified, 0, 0, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
        ],
    },
};

static LIST_CONFIG_RESOURCES: Api = Api {
    key: 74,
    name: "ListConfigResources",
    versions: (0, 1),
    request: Schema { first_flexible: 0, fields: &[a("ResourceTypes", Int8, Number, 1, 1, N)] },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            f("ErrorCode", Int16, ErrorCode, 0, 1, N),
            sa(
                "ConfigResources",
                0,
                1,
                N,
                &[
                    f("ConfigResources.ResourceName", Text, ResourceName, 0, 1, N),
                    f("ConfigResources.ResourceType", Int8, ResourceType, 1, 1, N),
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
            sa("Topics", 0, 0, N, &[f("Topics.Name", Text, TopicName, 0, 0, N)]),
            f("ResponsePartitionLimit", Int32, Number, 0, 0, N),
            s(
                "Cursor",
                0,
                0,
                0,
                &[
                    f("Cursor.TopicName", Text, TopicName, 0, 0, N),
                    f("Cursor.PartitionIndex", Int32, Number, 0, 0, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.ErrorCode", Int16, ErrorCode, 0, 0, N),
                    f("Topics.Name", Text, TopicName, 0, 0, 0),
                    f("Topics.TopicId", Uuid, TopicId, 0, 0, N),
                    f("Topics.IsInternal", Bool, Number, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.ErrorCode", Int16, ErrorCode, 0, 0, N),
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 0, N),
                            f("Topics.Partitions.LeaderId", Int32, BrokerId, 0, 0, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 0, 0, N),
                            a("Topics.Partitions.ReplicaNodes", Int32, BrokerId, 0, 0, N),
                            a("Topics.Partitions.IsrNodes", Int32, BrokerId, 0, 0, N),
                            a("Topics.Partitions.EligibleLeaderReplicas", Int32, BrokerId, 0, 0, 0),
                            a("Topics.Partitions.LastKnownElr", Int32, BrokerId, 0, 0, 0),
                            a("Topics.Partitions.OfflineReplicas", Int32, BrokerId, 0, 0, N),
                        ],
                    ),
                    f("Topics.TopicAuthorizedOperations", Int32, AuthorizedOperations, 0, 0, N),
                ],
            ),
            s(
                "NextCursor",
                0,
                0,
                0,
                &[
                    f("NextCursor.TopicName", Text, TopicName, 0, 0, N),
                    f("NextCursor.PartitionIndex", Int32, Number, 0, 0, N),
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
            f("GroupId", Text, GroupId, 1, 1, N),
            f("MemberId", Text, MemberId, 1, 1, N),
            f("MemberEpoch", Int32, Number, 1, 1, N),
            f("RackId", Text, Opaque, 1, 1, 1),
            a("SubscribedTopicNames", Text, TopicName, 1, 1, 1),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 1, N),
            f("ErrorCode", Int16, ErrorCode, 1, 1, N),
            f("ErrorMessage", Text, ErrorMessage, 1, 1, 1),
            f("MemberId", Text, MemberId, 1, 1, 1),
            f("MemberEpoch", Int32, Number, 1, 1, N),
            f("HeartbeatIntervalMs", Int32, Number, 1, 1, N),
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
                        f("Assignment.TopicPartitions.TopicId", Uuid, TopicId, 1, 1, N),
                        a("Assignment.TopicPartitions.Partitions", Int32, Number, 1, 1, N),
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
            a("GroupIds", Text, GroupId, 1, 1, N),
            f("IncludeAuthorizedOperations", Bool, Number, 1, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 1, N),
            sa(
                "Groups",
                1,
                1,
                N,
                &[
                    f("Groups.ErrorCode", Int16, ErrorCode, 1, 1, N),
                    f("Groups.ErrorMessage", Text, ErrorMessage, 1, 1, 1),
                    f("Groups.GroupId", Text, GroupId, 1, 1, N),
                    f("Groups.GroupState", Text, Opaque, 1, 1, N),
                    f("Groups.GroupEpoch", Int32, Number, 1, 1, N),
                    f("Groups.AssignmentEpoch", Int32, Number, 1, 1, N),
                    f("Groups.AssignorName", Text, Opaque, 1, 1, N),
                    sa(
                        "Groups.Members",
                        1,
                        1,
                        N,
                        &[
                            f("Groups.Members.MemberId", Text, MemberId, 1, 1, N),
                            f("Groups.Members.RackId", Text, Opaque, 1, 1, 1),
                            f("Groups.Members.MemberEpoch", Int32, Number, 1, 1, N),
                            f("Groups.Members.ClientId", Text, ClientId, 1, 1, N),
                            f("Groups.Members.ClientHost", Text, ClientHost, 1, 1, N),
                            a("Groups.Members.SubscribedTopicNames", Text, TopicName, 1, 1, N),
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
                                            Uuid,
                                            TopicId,
                                            1,
                                            1,
                                            N,
                                        ),
                                        f(
                                            "Groups.Members.Assignment.TopicPartitions.TopicName",
                                            Text,
                                            TopicName,
                                            1,
                                            1,
                                            N,
                                        ),
                                        a(
                                            "Groups.Members.Assignment.TopicPartitions.Partitions",
                                            Int32,
                                            Number,
                                            1,
                                            1,
                                            N,
                                        ),
                                    ],
                                )],
                            ),
                        ],
                    ),
                    f("Groups.AuthorizedOperations", Int32, AuthorizedOperations, 1, 1, N),
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
            f("GroupId", Text, GroupId, 1, 2, 1),
            f("MemberId", Text, MemberId, 1, 2, 1),
            f("ShareSessionEpoch", Int32, Number, 1, 2, N),
            f("MaxWaitMs", Int32, Number, 1, 2, N),
            f("MinBytes", Int32, Number, 1, 2, N),
            f("MaxBytes", Int32, MaxBytes, 1, 2, N),
            f("MaxRecords", Int32, Number, 1, 2, N),
            f("BatchSize", Int32, Number, 1, 2, N),
            f("ShareAcquireMode", Int8, Number, 2, 2, N),
            f("IsRenewAck", Bool, Number, 2, 2, N),
            sa(
                "Topics",
                1,
                2,
                N,
                &[
                    f("Topics.TopicId", Uuid, TopicId, 1, 2, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 1, 2, N),
                            sa(
                                "Topics.Partitions.AcknowledgementBatches",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.AcknowledgementBatches.FirstOffset",
                                        Int64,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.AcknowledgementBatches.LastOffset",
                                        Int64,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    a(
                                        "Topics.Partitions.AcknowledgementBatches.AcknowledgeTypes",
                                        Int8,
                                        Number,
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
                    f("ForgottenTopicsData.TopicId", Uuid, TopicId, 1, 2, N),
                    a("ForgottenTopicsData.Partitions", Int32, Number, 1, 2, N),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 2, N),
            f("ErrorCode", Int16, ErrorCode, 1, 2, N),
            f("ErrorMessage", Text, ErrorMessage, 1, 2, 1),
            f("AcquisitionLockTimeoutMs", Int32, Number, 1, 2, N),
            sa(
                "Responses",
                1,
                2,
                N,
                &[
                    f("Responses.TopicId", Uuid, TopicId, 1, 2, N),
                    sa(
                        "Responses.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", Int32, Number, 1, 2, N),
                            f("Responses.Partitions.ErrorCode", Int16, ErrorCode, 1, 2, N),
                            f("Responses.Partitions.ErrorMessage", Text, ErrorMessage, 1, 2, 1),
                            f("Responses.Partitions.AcknowledgeErrorCode", Int16, Number, 1, 2, N),
                            f(
                                "Responses.Partitions.AcknowledgeErrorMessage",
                                Text,
                                ErrorMessage,
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
                                        Int32,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.CurrentLeader.LeaderEpoch",
                                        Int32,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                ],
                            ),
                            f("Responses.Partitions.Records", RecordSet, Records, 1, 2, N),
                            sa(
                                "Responses.Partitions.AcquiredRecords",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Responses.Partitions.AcquiredRecords.FirstOffset",
                                        Int64,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.AcquiredRecords.LastOffset",
                                        Int64,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.AcquiredRecords.DeliveryCount",
                                        Int16,
                                        Number,
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
                    f("NodeEndpoints.NodeId", Int32, BrokerId, 1, 2, N),
                    f("NodeEndpoints.Host", Text, Host, 1, 2, N),
                    f("NodeEndpoints.Port", Int32, Number, 1, 2, N),
                    f("NodeEndpoints.Rack", Text, Rack, 1, 2, 1),
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
            f("GroupId", Text, GroupId, 1, 2, 1),
            f("MemberId", Text, MemberId, 1, 2, 1),
            f("ShareSessionEpoch", Int32, Number, 1, 2, N),
            f("IsRenewAck", Bool, Number, 2, 2, N),
            sa(
                "Topics",
                1,
                2,
                N,
                &[
                    f("Topics.TopicId", Uuid, TopicId, 1, 2, N),
                    sa(
                        "Topics.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 1, 2, N),
                            sa(
                                "Topics.Partitions.AcknowledgementBatches",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.AcknowledgementBatches.FirstOffset",
                                        Int64,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.AcknowledgementBatches.LastOffset",
                                        Int64,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    a(
                                        "Topics.Partitions.AcknowledgementBatches.AcknowledgeTypes",
                                        Int8,
                                        Number,
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
            f("ThrottleTimeMs", Int32, ThrottleTime, 1, 2, N),
            f("ErrorCode", Int16, ErrorCode, 1, 2, N),
            f("ErrorMessage", Text, ErrorMessage, 1, 2, 1),
            f("AcquisitionLockTimeoutMs", Int32, Number, 2, 2, N),
            sa(
                "Responses",
                1,
                2,
                N,
                &[
                    f("Responses.TopicId", Uuid, TopicId, 1, 2, N),
                    sa(
                        "Responses.Partitions",
                        1,
                        2,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", Int32, Number, 1, 2, N),
                            f("Responses.Partitions.ErrorCode", Int16, ErrorCode, 1, 2, N),
                            f("Responses.Partitions.ErrorMessage", Text, ErrorMessage, 1, 2, 1),
                            s(
                                "Responses.Partitions.CurrentLeader",
                                1,
                                2,
                                N,
                                &[
                                    f(
                                        "Responses.Partitions.CurrentLeader.LeaderId",
                                        Int32,
                                        Number,
                                        1,
                                        2,
                                        N,
                                    ),
                                    f(
                                        "Responses.Partitions.CurrentLeader.LeaderEpoch",
                                        Int32,
                                        Number,
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
                    f("NodeEndpoints.NodeId", Int32, BrokerId, 1, 2, N),
                    f("NodeEndpoints.Host", Text, Host, 1, 2, N),
                    f("NodeEndpoints.Port", Int32, Number, 1, 2, N),
                    f("NodeEndpoints.Rack", Text, Rack, 1, 2, 1),
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
            f("ClusterId", Text, Unclassified, 0, 1, 0),
            f("TimeoutMs", Int32, Number, 0, 1, N),
            f("VoterId", Int32, Number, 0, 1, N),
            f("VoterDirectoryId", Uuid, Unclassified, 0, 1, N),
            sa(
                "Listeners",
                0,
                1,
                N,
                &[
                    f("Listeners.Name", Text, Unclassified, 0, 1, N),
                    f("Listeners.Host", Text, Unclassified, 0, 1, N),
                    f("Listeners.Port", Uint16, Number, 0, 1, N),
                ],
            ),
            f("AckWhenCommitted", Bool, Number, 1, 1, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            f("ErrorCode", Int16, ErrorCode, 0, 1, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 1, 0),
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
            f("ClusterId", Text, Unclassified, 0, 0, 0),
            f("VoterId", Int32, Number, 0, 0, N),
            f("VoterDirectoryId", Uuid, Unclassified, 0, 0, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 0, 0),
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
            f("GroupId", Text, Unclassified, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.TopicId", Uuid, TopicId, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.Partition", Int32, Number, 0, 0, N),
                            f("Topics.Partitions.StateEpoch", Int32, Number, 0, 0, N),
                            f("Topics.Partitions.StartOffset", Int64, Number, 0, 0, N),
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
                f("Results.TopicId", Uuid, TopicId, 0, 0, N),
                sa(
                    "Results.Partitions",
                    0,
                    0,
                    N,
                    &[
                        f("Results.Partitions.Partition", Int32, Number, 0, 0, N),
                        f("Results.Partitions.ErrorCode", Int16, ErrorCode, 0, 0, N),
                        f("Results.Partitions.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
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
            f("GroupId", Text, Unclassified, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.TopicId", Uuid, TopicId, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.Partition", Int32, Number, 0, 0, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 0, 0, N),
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
                f("Results.TopicId", Uuid, TopicId, 0, 0, N),
                sa(
                    "Results.Partitions",
                    0,
                    0,
                    N,
                    &[
                        f("Results.Partitions.Partition", Int32, Number, 0, 0, N),
                        f("Results.Partitions.ErrorCode", Int16, ErrorCode, 0, 0, N),
                        f("Results.Partitions.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
                        f("Results.Partitions.StateEpoch", Int32, Number, 0, 0, N),
                        f("Results.Partitions.StartOffset", Int64, Number, 0, 0, N),
                        sa(
                            "Results.Partitions.StateBatches",
                            0,
                            0,
                            N,
                            &[
                                f(
                                    "Results.Partitions.StateBatches.FirstOffset",
                                    Int64,
                                    Number,
                                    0,
                                    0,
                                    N,
                                ),
                                f(
                                    "Results.Partitions.StateBatches.LastOffset",
                                    Int64,
                                    Number,
                                    0,
                                    0,
                                    N,
                                ),
                                f(
                                    "Results.Partitions.StateBatches.DeliveryState",
                                    Int8,
                                    Number,
                                    0,
                                    0,
                                    N,
                                ),
                                f(
                                    "Results.Partitions.StateBatches.DeliveryCount",
                                    Int16,
                                    Number,
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
            f("GroupId", Text, Unclassified, 0, 1, N),
            sa(
                "Topics",
                0,
                1,
                N,
                &[
                    f("Topics.TopicId", Uuid, TopicId, 0, 1, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        1,
                        N,
                        &[
                            f("Topics.Partitions.Partition", Int32, Number, 0, 1, N),
                            f("Topics.Partitions.StateEpoch", Int32, Number, 0, 1, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 0, 1, N),
                            f("Topics.Partitions.StartOffset", Int64, Number, 0, 1, N),
                            f("Topics.Partitions.DeliveryCompleteCount", Int32, Number, 1, 1, N),
                            sa(
                                "Topics.Partitions.StateBatches",
                                0,
                                1,
                                N,
                                &[
                                    f(
                                        "Topics.Partitions.StateBatches.FirstOffset",
                                        Int64,
                                        Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.StateBatches.LastOffset",
                                        Int64,
                                        Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.StateBatches.DeliveryState",
                                        Int8,
                                        Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Topics.Partitions.StateBatches.DeliveryCount",
                                        Int16,
                                        Number,
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
                f("Results.TopicId", Uuid, TopicId, 0, 1, N),
                sa(
                    "Results.Partitions",
                    0,
                    1,
                    N,
                    &[
                        f("Results.Partitions.Partition", Int32, Number, 0, 1, N),
                        f("Results.Partitions.ErrorCode", Int16, ErrorCode, 0, 1, N),
                        f("Results.Partitions.ErrorMessage", Text, ErrorMessage, 0, 1, 0),
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
            f("GroupId", Text, Unclassified, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.TopicId", Uuid, TopicId, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[f("Topics.Partitions.Partition", Int32, Number, 0, 0, N)],
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
                f("Results.TopicId", Uuid, TopicId, 0, 0, N),
                sa(
                    "Results.Partitions",
                    0,
                    0,
                    N,
                    &[
                        f("Results.Partitions.Partition", Int32, Number, 0, 0, N),
                        f("Results.Partitions.ErrorCode", Int16, ErrorCode, 0, 0, N),
                        f("Results.Partitions.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
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
            f("GroupId", Text, Unclassified, 0, 1, N),
            sa(
                "Topics",
                0,
                1,
                N,
                &[
                    f("Topics.TopicId", Uuid, TopicId, 0, 1, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        1,
                        N,
                        &[
                            f("Topics.Partitions.Partition", Int32, Number, 0, 1, N),
                            f("Topics.Partitions.LeaderEpoch", Int32, Number, 0, 1, N),
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
                f("Results.TopicId", Uuid, TopicId, 0, 1, N),
                sa(
                    "Results.Partitions",
                    0,
                    1,
                    N,
                    &[
                        f("Results.Partitions.Partition", Int32, Number, 0, 1, N),
                        f("Results.Partitions.ErrorCode", Int16, ErrorCode, 0, 1, N),
                        f("Results.Partitions.ErrorMessage", Text, ErrorMessage, 0, 1, 0),
                        f("Results.Partitions.StateEpoch", Int32, Number, 0, 1, N),
                        f("Results.Partitions.LeaderEpoch", Int32, Number, 0, 1, N),
                        f("Results.Partitions.StartOffset", Int64, Number, 0, 1, N),
                        f("Results.Partitions.DeliveryCompleteCount", Int32, Number, 1, 1, N),
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
            f("GroupId", Text, GroupId, 0, 0, N),
            f("MemberId", Text, MemberId, 0, 0, N),
            f("MemberEpoch", Int32, Number, 0, 0, N),
            f("EndpointInformationEpoch", Int32, Number, 0, 0, N),
            f("InstanceId", Text, MemberId, 0, 0, 0),
            f("RackId", Text, Opaque, 0, 0, 0),
            f("RebalanceTimeoutMs", Int32, Number, 0, 0, N),
            s(
                "Topology",
                0,
                0,
                0,
                &[
                    f("Topology.Epoch", Int32, Number, 0, 0, N),
                    sa(
                        "Topology.Subtopologies",
                        0,
                        0,
                        N,
                        &[
                            f("Topology.Subtopologies.SubtopologyId", Text, Opaque, 0, 0, N),
                            a("Topology.Subtopologies.SourceTopics", Text, TopicName, 0, 0, N),
                            a("Topology.Subtopologies.SourceTopicRegex", Text, Regex, 0, 0, N),
                            sa(
                                "Topology.Subtopologies.StateChangelogTopics",
                                0,
                                0,
                                N,
                                &[
                                    f(
                                        "Topology.Subtopologies.StateChangelogTopics.Name",
                                        Text,
                                        TopicName,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topology.Subtopologies.StateChangelogTopics.Partitions",
                                        Int32,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topology.Subtopologies.StateChangelogTopics.ReplicationFactor",
                                        Int16,
                                        Number,
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
                                                Text,
                                                ConfigName,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Topology.Subtopologies.StateChangelogTopics.TopicConfigs.Value",
                                                Text,
                                                ConfigValue,
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
                                Text,
                                TopicName,
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
                                        Text,
                                        TopicName,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topology.Subtopologies.RepartitionSourceTopics.Partitions",
                                        Int32,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Topology.Subtopologies.RepartitionSourceTopics.ReplicationFactor",
                                        Int16,
                                        Number,
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
                                                Text,
                                                ConfigName,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Topology.Subtopologies.RepartitionSourceTopics.TopicConfigs.Value",
                                                Text,
                                                ConfigValue,
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
                                        Int16,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    a(
                                        "Topology.Subtopologies.CopartitionGroups.SourceTopicRegex",
                                        Int16,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    a(
                                        "Topology.Subtopologies.CopartitionGroups.RepartitionSourceTopics",
                                        Int16,
                                        Number,
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
                    f("ActiveTasks.SubtopologyId", Text, Opaque, 0, 0, N),
                    a("ActiveTasks.Partitions", Int32, Number, 0, 0, N),
                ],
            ),
            sa(
                "StandbyTasks",
                0,
                0,
                0,
                &[
                    f("StandbyTasks.SubtopologyId", Text, Opaque, 0, 0, N),
                    a("StandbyTasks.Partitions", Int32, Number, 0, 0, N),
                ],
            ),
            sa(
                "WarmupTasks",
                0,
                0,
                0,
                &[
                    f("WarmupTasks.SubtopologyId", Text, Opaque, 0, 0, N),
                    a("WarmupTasks.Partitions", Int32, Number, 0, 0, N),
                ],
            ),
            f("ProcessId", Text, Opaque, 0, 0, 0),
            s(
                "UserEndpoint",
                0,
                0,
                0,
                &[
                    f("UserEndpoint.Host", Text, Opaque, 0, 0, N),
                    f("UserEndpoint.Port", Uint16, Number, 0, 0, N),
                ],
            ),
            sa(
                "ClientTags",
                0,
                0,
                0,
                &[
                    f("ClientTags.Key", Text, Opaque, 0, 0, N),
                    f("ClientTags.Value", Text, Opaque, 0, 0, N),
                ],
            ),
            sa(
                "TaskOffsets",
                0,
                0,
                0,
                &[
                    f("TaskOffsets.SubtopologyId", Text, Opaque, 0, 0, N),
                    f("TaskOffsets.Partition", Int32, Number, 0, 0, N),
                    f("TaskOffsets.Offset", Int64, Number, 0, 0, N),
                ],
            ),
            sa(
                "TaskEndOffsets",
                0,
                0,
                0,
                &[
                    f("TaskEndOffsets.SubtopologyId", Text, Opaque, 0, 0, N),
                    f("TaskEndOffsets.Partition", Int32, Number, 0, 0, N),
                    f("TaskEndOffsets.Offset", Int64, Number, 0, 0, N),
                ],
            ),
            f("ShutdownApplication", Bool, Number, 0, 0, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 0, 0),
            f("MemberId", Text, MemberId, 0, 0, N),
            f("MemberEpoch", Int32, Number, 0, 0, N),
            f("HeartbeatIntervalMs", Int32, Number, 0, 0, N),
            f("AcceptableRecoveryLag", Int32, Number, 0, 0, N),
            f("TaskOffsetIntervalMs", Int32, Number, 0, 0, N),
            sa(
                "Status",
                0,
                0,
                0,
                &[
                    f("Status.StatusCode", Int8, Number, 0, 0, N),
                    f("Status.StatusDetail", Text, ErrorMessage, 0, 0, N),
                ],
            ),
            sa(
                "ActiveTasks",
                0,
                0,
                0,
                &[
                    f("ActiveTasks.SubtopologyId", Text, Opaque, 0, 0, N),
                    a("ActiveTasks.Partitions", Int32, Number, 0, 0, N),
                ],
            ),
            sa(
                "StandbyTasks",
                0,
                0,
                0,
                &[
                    f("StandbyTasks.SubtopologyId", Text, Opaque, 0, 0, N),
                    a("StandbyTasks.Partitions", Int32, Number, 0, 0, N),
                ],
            ),
            sa(
                "WarmupTasks",
                0,
                0,
                0,
                &[
                    f("WarmupTasks.SubtopologyId", Text, Opaque, 0, 0, N),
                    a("WarmupTasks.Partitions", Int32, Number, 0, 0, N),
                ],
            ),
            f("EndpointInformationEpoch", Int32, Number, 0, 0, N),
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
                            f("PartitionsByUserEndpoint.UserEndpoint.Host", Text, Opaque, 0, 0, N),
                            f(
                                "PartitionsByUserEndpoint.UserEndpoint.Port",
                                Uint16,
                                Number,
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
                                Text,
                                TopicName,
                                0,
                                0,
                                N,
                            ),
                            a(
                                "PartitionsByUserEndpoint.ActivePartitions.Partitions",
                                Int32,
                                Number,
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
                                Text,
                                TopicName,
                                0,
                                0,
                                N,
                            ),
                            a(
                                "PartitionsByUserEndpoint.StandbyPartitions.Partitions",
                                Int32,
                                Number,
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
            a("GroupIds", Text, GroupId, 0, 0, N),
            f("IncludeAuthorizedOperations", Bool, Number, 0, 0, N),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            sa(
                "Groups",
                0,
                0,
                N,
                &[
                    f("Groups.ErrorCode", Int16, ErrorCode, 0, 0, N),
                    f("Groups.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
                    f("Groups.GroupId", Text, GroupId, 0, 0, N),
                    f("Groups.GroupState", Text, Opaque, 0, 0, N),
                    f("Groups.GroupEpoch", Int32, Number, 0, 0, N),
                    f("Groups.AssignmentEpoch", Int32, Number, 0, 0, N),
                    s(
                        "Groups.Topology",
                        0,
                        0,
                        0,
                        &[
                            f("Groups.Topology.Epoch", Int32, Number, 0, 0, N),
                            sa(
                                "Groups.Topology.Subtopologies",
                                0,
                                0,
                                0,
                                &[
                                    f(
                                        "Groups.Topology.Subtopologies.SubtopologyId",
                                        Text,
                                        Opaque,
                                        0,
                                        0,
                                        N,
                                    ),
                                    a(
                                        "Groups.Topology.Subtopologies.SourceTopics",
                                        Text,
                                        TopicName,
                                        0,
                                        0,
                                        N,
                                    ),
                                    a(
                                        "Groups.Topology.Subtopologies.RepartitionSinkTopics",
                                        Text,
                                        TopicName,
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
                                                Text,
                                                TopicName,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Groups.Topology.Subtopologies.StateChangelogTopics.Partitions",
                                                Int32,
                                                Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Groups.Topology.Subtopologies.StateChangelogTopics.ReplicationFactor",
                                                Int16,
                                                Number,
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
                                                        Text,
                                                        ConfigName,
                                                        0,
                                                        0,
                                                        N,
                                                    ),
                                                    f(
                                                        "Groups.Topology.Subtopologies.StateChangelogTopics.TopicConfigs.Value",
                                                        Text,
                                                        ConfigValue,
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
                                                Text,
                                                TopicName,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Groups.Topology.Subtopologies.RepartitionSourceTopics.Partitions",
                                                Int32,
                                                Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                            f(
                                                "Groups.Topology.Subtopologies.RepartitionSourceTopics.ReplicationFactor",
                                                Int16,
                                                Number,
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
                                                        Text,
                                                        ConfigName,
                                                        0,
                                                        0,
                                                        N,
                                                    ),
                                                    f(
                                                        "Groups.Topology.Subtopologies.RepartitionSourceTopics.TopicConfigs.Value",
                                                        Text,
                                                        ConfigValue,
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
                            f("Groups.Members.MemberId", Text, MemberId, 0, 0, N),
                            f("Groups.Members.MemberEpoch", Int32, Number, 0, 0, N),
                            f("Groups.Members.InstanceId", Text, MemberId, 0, 0, 0),
                            f("Groups.Members.RackId", Text, Opaque, 0, 0, 0),
                            f("Groups.Members.ClientId", Text, ClientId, 0, 0, N),
                            f("Groups.Members.ClientHost", Text, ClientHost, 0, 0, N),
                            f("Groups.Members.TopologyEpoch", Int32, Number, 0, 0, N),
                            f("Groups.Members.ProcessId", Text, Opaque, 0, 0, N),
                            s(
                                "Groups.Members.UserEndpoint",
                                0,
                                0,
                                0,
                                &[
                                    f("Groups.Members.UserEndpoint.Host", Text, Opaque, 0, 0, N),
                                    f("Groups.Members.UserEndpoint.Port", Uint16, Number, 0, 0, N),
                                ],
                            ),
                            sa(
                                "Groups.Members.ClientTags",
                                0,
                                0,
                                N,
                                &[
                                    f("Groups.Members.ClientTags.Key", Text, Opaque, 0, 0, N),
                                    f("Groups.Members.ClientTags.Value", Text, Opaque, 0, 0, N),
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
                                        Text,
                                        Opaque,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Groups.Members.TaskOffsets.Partition",
                                        Int32,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f("Groups.Members.TaskOffsets.Offset", Int64, Number, 0, 0, N),
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
                                        Text,
                                        Opaque,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Groups.Members.TaskEndOffsets.Partition",
                                        Int32,
                                        Number,
                                        0,
                                        0,
                                        N,
                                    ),
                                    f(
                                        "Groups.Members.TaskEndOffsets.Offset",
                                        Int64,
                                        Number,
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
                                                Text,
                                                Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.Assignment.ActiveTasks.Partitions",
                                                Int32,
                                                Number,
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
                                                Text,
                                                Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.Assignment.StandbyTasks.Partitions",
                                                Int32,
                                                Number,
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
                                                Text,
                                                Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.Assignment.WarmupTasks.Partitions",
                                                Int32,
                                                Number,
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
                                                Text,
                                                Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.TargetAssignment.ActiveTasks.Partitions",
                                                Int32,
                                                Number,
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
                                                Text,
                                                Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.TargetAssignment.StandbyTasks.Partitions",
                                                Int32,
                                                Number,
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
                                                Text,
                                                Opaque,
                                                0,
                                                0,
                                                N,
                                            ),
                                            a(
                                                "Groups.Members.TargetAssignment.WarmupTasks.Partitions",
                                                Int32,
                                                Number,
                                                0,
                                                0,
                                                N,
                                            ),
                                        ],
                                    ),
                                ],
                            ),
                            f("Groups.Members.IsClassic", Bool, Number, 0, 0, N),
                        ],
                    ),
                    f("Groups.AuthorizedOperations", Int32, AuthorizedOperations, 0, 0, N),
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
                f("Groups.GroupId", Text, GroupId, 0, 1, N),
                sa(
                    "Groups.Topics",
                    0,
                    1,
                    0,
                    &[
                        f("Groups.Topics.TopicName", Text, TopicName, 0, 1, N),
                        a("Groups.Topics.Partitions", Int32, Number, 0, 1, N),
                    ],
                ),
            ],
        )],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 1, N),
            sa(
                "Groups",
                0,
                1,
                N,
                &[
                    f("Groups.GroupId", Text, GroupId, 0, 1, N),
                    sa(
                        "Groups.Topics",
                        0,
                        1,
                        N,
                        &[
                            f("Groups.Topics.TopicName", Text, TopicName, 0, 1, N),
                            f("Groups.Topics.TopicId", Uuid, TopicId, 0, 1, N),
                            sa(
                                "Groups.Topics.Partitions",
                                0,
                                1,
                                N,
                                &[
                                    f(
                                        "Groups.Topics.Partitions.PartitionIndex",
                                        Int32,
                                        Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.StartOffset",
                                        Int64,
                                        Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.LeaderEpoch",
                                        Int32,
                                        Number,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f("Groups.Topics.Partitions.Lag", Int64, Number, 1, 1, N),
                                    f(
                                        "Groups.Topics.Partitions.ErrorCode",
                                        Int16,
                                        ErrorCode,
                                        0,
                                        1,
                                        N,
                                    ),
                                    f(
                                        "Groups.Topics.Partitions.ErrorMessage",
                                        Text,
                                        ErrorMessage,
                                        0,
                                        1,
                                        0,
                                    ),
                                ],
                            ),
                        ],
                    ),
                    f("Groups.ErrorCode", Int16, ErrorCode, 0, 1, N),
                    f("Groups.ErrorMessage", Text, ErrorMessage, 0, 1, 0),
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
            f("GroupId", Text, GroupId, 0, 0, N),
            sa(
                "Topics",
                0,
                0,
                N,
                &[
                    f("Topics.TopicName", Text, TopicName, 0, 0, N),
                    sa(
                        "Topics.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Topics.Partitions.PartitionIndex", Int32, Number, 0, 0, N),
                            f("Topics.Partitions.StartOffset", Int64, Number, 0, 0, N),
                        ],
                    ),
                ],
            ),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 0, 0),
            sa(
                "Responses",
                0,
                0,
                N,
                &[
                    f("Responses.TopicName", Text, TopicName, 0, 0, N),
                    f("Responses.TopicId", Uuid, TopicId, 0, 0, N),
                    sa(
                        "Responses.Partitions",
                        0,
                        0,
                        N,
                        &[
                            f("Responses.Partitions.PartitionIndex", Int32, Number, 0, 0, N),
                            f("Responses.Partitions.ErrorCode", Int16, ErrorCode, 0, 0, N),
                            f("Responses.Partitions.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
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
            f("GroupId", Text, GroupId, 0, 0, N),
            sa("Topics", 0, 0, N, &[f("Topics.TopicName", Text, TopicName, 0, 0, N)]),
        ],
    },
    response: Schema {
        first_flexible: 0,
        fields: &[
            f("ThrottleTimeMs", Int32, ThrottleTime, 0, 0, N),
            f("ErrorCode", Int16, ErrorCode, 0, 0, N),
            f("ErrorMessage", Text, ErrorMessage, 0, 0, 0),
            sa(
                "Responses",
                0,
                0,
                N,
                &[
                    f("Responses.TopicName", Text, TopicName, 0, 0, N),
                    f("Responses.TopicId", Uuid, TopicId, 0, 0, N),
                    f("Responses.ErrorCode", Int16, ErrorCode, 0, 0, N),
                    f("Responses.ErrorMessage", Text, ErrorMessage, 0, 0, 0),
                ],
            ),
        ],
    },
};
