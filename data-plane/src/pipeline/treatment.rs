//! What happens to each request: the one list of everything a client may send.
//!
//! A request that is not listed is not offered, and closes the connection if it is sent all the same.
//! Each row names the highest version that was looked at; a broker that knows a newer one does not
//! widen it.

use std::ops::RangeInclusive;

use wire::tenancy::AclOperation::DescribeConfigs;
use wire::tenancy::AclOperation::{
    self, Alter, AlterConfigs, Create, Delete, Describe, Read, Write,
};

/// Who deals with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handler {
    /// Forwarded; only names change, both ways.
    Names,
    /// See `produce`.
    Produce,
    /// See `fetch`.
    Fetch,
    /// As `Names`; what the client may not see is left out of the response.
    Listing,
    /// May make a new group: see `groups`.
    JoinGroup,
    /// See `groups`.
    SyncGroup,
    /// May make a new group: see `groups`.
    OffsetCommit,
    /// May make a new group: see `groups`.
    TxnOffsetCommit,
    /// See `groups`.
    DeleteGroups,
    /// See `groups`.
    OffsetDelete,
    /// See `consumer_groups`.
    ConsumerGroupHeartbeat,
    /// See `topics`.
    CreateTopics,
    /// See `topics`.
    CreatePartitions,
    /// See `topics`.
    DeleteTopics,
    /// See `configs`.
    DescribeConfigs,
    /// See `configs`.
    AlterConfigs,
    /// See `configs`.
    IncrementalAlterConfigs,
    /// See `log_dirs`.
    DescribeLogDirs,
    /// See `local`.
    DescribeCluster,
    /// Answered here: see `local`.
    Local,
    /// Sign-in, answered by the session.
    Session,
}

/// One row of the table.
#[derive(Debug)]
pub struct Treatment {
    /// API key.
    pub key: i16,
    /// Kafka's name of it.
    pub name: &'static str,
    /// Versions offered, as far as the broker knows them too.
    pub versions: RangeInclusive<i16>,
    /// First version with tagged fields.
    pub flexible_from: i16,
    /// Who deals with it.
    pub handler: Handler,
    /// What a client must be allowed to do to the topics it names.
    pub topic: AclOperation,
    /// What it must be allowed to do to the groups it names.
    pub group: AclOperation,
    /// What it must be allowed to do to the transactional ids it names.
    pub transactional_id: AclOperation,
}

impl Treatment {
    /// Whether the broker has to know the request.
    pub const fn is_forwarded(&self) -> bool {
        !matches!(self.handler, Handler::Local | Handler::Session)
    }
}

const NEVER: i16 = i16::MAX;

macro_rules! treatments {
    ($($key:literal $name:ident $min:literal ..= $max:literal, flexible $flexible:expr,
        $handler:ident, topic $topic:ident, group $group:ident, txn $txn:ident;)+) => {
        /// The table, by key.
        pub const TREATMENTS: &[Treatment] = &[$(Treatment {
            key: $key,
            name: stringify!($name),
            versions: $min..=$max,
            flexible_from: $flexible,
            handler: Handler::$handler,
            topic: $topic,
            group: $group,
            transactional_id: $txn,
        },)+];
    };
}

treatments! {
    0 Produce 3..=13, flexible 9, Produce, topic Write, group Read, txn Write;
    1 Fetch 4..=18, flexible 12, Fetch, topic Read, group Read, txn Write;
    2 ListOffsets 1..=11, flexible 6, Names, topic Describe, group Read, txn Write;
    3 Metadata 0..=13, flexible 9, Listing, topic Describe, group Read, txn Write;
    8 OffsetCommit 2..=10, flexible 8, OffsetCommit, topic Read, group Read, txn Write;
    9 OffsetFetch 1..=10, flexible 6, Listing, topic Describe, group Describe, txn Write;
    10 FindCoordinator 0..=6, flexible 3, Names, topic Read, group Describe, txn Describe;
    11 JoinGroup 0..=9, flexible 6, JoinGroup, topic Read, group Read, txn Write;
    12 Heartbeat 0..=4, flexible 4, Names, topic Read, group Read, txn Write;
    13 LeaveGroup 0..=5, flexible 4, Names, topic Read, group Read, txn Write;
    14 SyncGroup 0..=5, flexible 4, SyncGroup, topic Read, group Read, txn Write;
    15 DescribeGroups 0..=6, flexible 5, Names, topic Describe, group Describe, txn Write;
    16 ListGroups 0..=5, flexible 3, Listing, topic Describe, group Describe, txn Describe;
    17 SaslHandshake 0..=1, flexible NEVER, Session, topic Read, group Read, txn Write;
    18 ApiVersions 0..=4, flexible 3, Session, topic Read, group Read, txn Write;
    19 CreateTopics 2..=7, flexible 5, CreateTopics, topic Create, group Read, txn Write;
    20 DeleteTopics 1..=6, flexible 4, DeleteTopics, topic Delete, group Read, txn Write;
    21 DeleteRecords 0..=2, flexible 2, Names, topic Delete, group Read, txn Write;
    22 InitProducerId 0..=5, flexible 2, Names, topic Write, group Read, txn Write;
    23 OffsetForLeaderEpoch 2..=4, flexible 4, Names, topic Describe, group Read, txn Write;
    24 AddPartitionsToTxn 0..=3, flexible 3, Names, topic Write, group Read, txn Write;
    25 AddOffsetsToTxn 0..=4, flexible 3, Names, topic Read, group Read, txn Write;
    26 EndTxn 0..=5, flexible 3, Names, topic Write, group Read, txn Write;
    28 TxnOffsetCommit 0..=5, flexible 3, TxnOffsetCommit, topic Read, group Read, txn Write;
    29 DescribeAcls 1..=3, flexible 2, Local, topic Describe, group Describe, txn Describe;
    30 CreateAcls 1..=3, flexible 2, Local, topic Alter, group Alter, txn Alter;
    31 DeleteAcls 1..=3, flexible 2, Local, topic Alter, group Alter, txn Alter;
    32 DescribeConfigs 1..=4, flexible 4, DescribeConfigs,
        topic DescribeConfigs, group DescribeConfigs, txn Describe;
    33 AlterConfigs 0..=2, flexible 2, AlterConfigs,
        topic AlterConfigs, group AlterConfigs, txn Alter;
    35 DescribeLogDirs 1..=5, flexible 2, DescribeLogDirs,
        topic Describe, group Describe, txn Describe;
    36 SaslAuthenticate 0..=2, flexible 2, Session, topic Read, group Read, txn Write;
    37 CreatePartitions 0..=3, flexible 2, CreatePartitions, topic Alter, group Read, txn Write;
    42 DeleteGroups 0..=2, flexible 2, DeleteGroups, topic Read, group Delete, txn Write;
    44 IncrementalAlterConfigs 0..=1, flexible 1, IncrementalAlterConfigs,
        topic AlterConfigs, group AlterConfigs, txn Alter;
    46 ListPartitionReassignments 0..=0, flexible 0, Local,
        topic Describe, group Describe, txn Describe;
    47 OffsetDelete 0..=0, flexible NEVER, OffsetDelete, topic Read, group Delete, txn Write;
    48 DescribeClientQuotas 0..=1, flexible 1, Local, topic Describe, group Describe, txn Describe;
    60 DescribeCluster 0..=2, flexible 0, DescribeCluster,
        topic Describe, group Describe, txn Describe;
    61 DescribeProducers 0..=0, flexible 0, Names, topic Read, group Read, txn Write;
    65 DescribeTransactions 0..=0, flexible 0, Names, topic Describe, group Read, txn Describe;
    66 ListTransactions 0..=1, flexible 0, Listing,
        topic Describe, group Describe, txn Describe;
    68 ConsumerGroupHeartbeat 0..=1, flexible 0, ConsumerGroupHeartbeat,
        topic Describe, group Read, txn Write;
    69 ConsumerGroupDescribe 0..=1, flexible 0, Names, topic Describe, group Describe, txn Write;
}

/// The row of an API key.
pub fn of(key: i16) -> Option<&'static Treatment> {
    TREATMENTS.iter().find(|treatment| treatment.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol;

    #[test]
    fn every_field_of_every_offered_request_is_classified() {
        for treatment in TREATMENTS {
            let unclassified = protocol::unclassified(treatment.key);
            assert!(unclassified.is_empty(), "{}: {unclassified:?}", treatment.name);
        }
    }

    #[test]
    fn the_table_agrees_with_the_protocol() {
        for treatment in TREATMENTS {
            let api = protocol::api(treatment.key).expect("an offered request has a table");
            assert_eq!(api.name, treatment.name);
            assert_eq!(api.request.first_flexible, treatment.flexible_from, "{}", api.name);
            for version in [treatment.versions.start(), treatment.versions.end()] {
                let known = api.has_version(*version) || treatment.handler == Handler::Session;
                assert!(known, "{} v{version}", api.name);
            }
        }
        let keys: std::collections::BTreeSet<_> = TREATMENTS.iter().map(|t| t.key).collect();
        assert_eq!(keys.len(), TREATMENTS.len(), "a request has one treatment");
    }

    #[test]
    fn requests_between_brokers_and_about_the_cluster_are_not_offered() {
        for key in [4, 5, 6, 7, 27, 34, 38, 43, 45, 49, 50, 51, 52, 55, 57, 58, 64, 74, 80] {
            assert!(of(key).is_none(), "{key} is offered");
        }
        assert_eq!(of(24).map(|t| *t.versions.end()), Some(3), "later ones are for brokers");
    }
}
