//! Removing a tenant's consumer groups, with members that never said goodbye.
//!
//! The tenant's connections are cut before its groups go, so members can only be left over; waiting
//! for their sessions to expire would hold a deletion up for minutes. They are told to leave.

use wire::{
    kafka::{
        ErrorCode,
        client::{ClientError, Connection},
        messages::{
            ConsumerGroupDescribeRequest, ConsumerGroupHeartbeatRequest, DeleteGroupsRequest,
            DescribeGroupsRequest, LeaveGroupRequest, ListGroupsRequest, MetadataRequest,
            leave_group::request::MemberIdentity,
        },
    },
    tenancy::TenantPrefix,
};

use super::{KafkaAdmin, refusal};
use crate::kafka::{ClusterAccess, KafkaError};

/// The member epoch by which a KIP-848 member says that it leaves.
const LEAVING: i32 = -1;
/// What a broker that does not know the group by this protocol answers.
const NOT_THERE: [ErrorCode; 2] = [ErrorCode::GROUP_ID_NOT_FOUND, ErrorCode::UNKNOWN_MEMBER_ID];

impl KafkaAdmin {
    pub(super) async fn delete_groups(
        &self,
        cluster: &ClusterAccess,
        tenant: TenantPrefix,
    ) -> Result<(), KafkaError> {
        let unreachable = |error: ClientError| KafkaError::unreachable(cluster.cluster_id, error);
        let request = MetadataRequest {
            topics: Some(Vec::new()),
            allow_auto_topic_creation: false,
            ..Default::default()
        };
        // A group lives on the broker that lists it.
        for broker in self.pool.call(cluster, &request).await?.brokers {
            let address = format!("{}:{}", broker.host, broker.port);
            let mut broker =
                self.pool.connector(cluster).connect(&address).await.map_err(unreachable)?;
            let listed = broker.call(&ListGroupsRequest::default()).await.map_err(unreachable)?;
            refusal("ListGroups", listed.error_code, None, &[])?;
            let groups: Vec<String> = listed
                .groups
                .into_iter()
                .map(|group| group.group_id)
                .filter(|group| tenant.logical(group).is_some())
                .collect();
            if groups.is_empty() {
                continue;
            }
            dismiss_classic_members(&mut broker, &groups).await.map_err(unreachable)?;
            dismiss_consumer_members(&mut broker, &groups).await.map_err(unreachable)?;
            let request = DeleteGroupsRequest { groups_names: groups, ..Default::default() };
            for result in broker.call(&request).await.map_err(unreachable)?.results {
                refusal("DeleteGroups", result.error_code, None, &[ErrorCode::GROUP_ID_NOT_FOUND])?;
            }
        }
        Ok(())
    }
}

async fn dismiss_classic_members(
    broker: &mut Connection,
    groups: &[String],
) -> Result<(), ClientError> {
    let request = DescribeGroupsRequest { groups: groups.to_vec(), ..Default::default() };
    for group in broker.call(&request).await?.groups {
        if group.members.is_empty() {
            continue;
        }
        let members = group.members.into_iter().map(|member| MemberIdentity {
            member_id: member.member_id,
            group_instance_id: member.group_instance_id,
            ..Default::default()
        });
        let request = LeaveGroupRequest {
            group_id: group.group_id,
            members: members.collect(),
            ..Default::default()
        };
        let code = ErrorCode(broker.call(&request).await?.error_code);
        if !code.is_none() && !NOT_THERE.contains(&code) {
            return Err(ClientError::broker("LeaveGroup", code));
        }
    }
    Ok(())
}

async fn dismiss_consumer_members(
    broker: &mut Connection,
    groups: &[String],
) -> Result<(), ClientError> {
    let request = ConsumerGroupDescribeRequest { group_ids: groups.to_vec(), ..Default::default() };
    for group in broker.call(&request).await?.groups {
        for member in group.members {
            let request = ConsumerGroupHeartbeatRequest {
                group_id: group.group_id.clone(),
                member_id: member.member_id,
                instance_id: member.instance_id,
                member_epoch: LEAVING,
                ..Default::default()
            };
            let code = ErrorCode(broker.call(&request).await?.error_code);
            if !code.is_none() && !NOT_THERE.contains(&code) {
                return Err(ClientError::broker("ConsumerGroupHeartbeat", code));
            }
        }
    }
    Ok(())
}
