//! Requests that the gateway answers itself, because the broker's answer would be about the cluster.

use wire::kafka::{
    ErrorCode, Request as _,
    messages::{
        CreateAclsRequest, CreateAclsResponse, DeleteAclsRequest, DeleteAclsResponse,
        DescribeAclsRequest, DescribeAclsResponse, DescribeClientQuotasRequest,
        DescribeClientQuotasResponse, DescribeClusterRequest, DescribeClusterResponse,
        ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse,
        create_acls::response::AclCreationResult,
        delete_acls::response::DeleteAclsFilterResult,
        describe_client_quotas::response::{EntityData, EntryData, ValueData},
    },
};

use super::{Action, Ask, Incoming, Shared, names, scope::Scope};
use crate::error::SessionError;

/// Access is managed with credentials, not with ACLs of Kafka's.
const NO_ACLS: &str =
    "ACLs are managed as grants of the instance's credentials, in the console or the API";

/// Brokers, as opposed to controllers.
const BROKERS: i64 = 1;

/// Answers a request.
pub fn run(scope: &Scope, request: &Incoming) -> Result<Action, SessionError> {
    let (code, message) = (ErrorCode::SECURITY_DISABLED.0, Some(NO_ACLS.to_owned()));
    match request.treatment.key {
        DescribeAclsRequest::KEY => request.answer::<DescribeAclsRequest>(&DescribeAclsResponse {
            error_code: code,
            error_message: message,
            ..Default::default()
        }),
        CreateAclsRequest::KEY => {
            let asked: CreateAclsRequest = request.decode()?;
            let result = AclCreationResult {
                error_code: code,
                error_message: message,
                ..Default::default()
            };
            request.answer::<CreateAclsRequest>(&CreateAclsResponse {
                results: vec![result; asked.creations.len()],
                ..Default::default()
            })
        }
        DeleteAclsRequest::KEY => {
            let asked: DeleteAclsRequest = request.decode()?;
            let result = DeleteAclsFilterResult {
                error_code: code,
                error_message: message,
                ..Default::default()
            };
            request.answer::<DeleteAclsRequest>(&DeleteAclsResponse {
                filter_results: vec![result; asked.filters.len()],
                ..Default::default()
            })
        }
        ListPartitionReassignmentsRequest::KEY => request
            .answer::<ListPartitionReassignmentsRequest>(
                &ListPartitionReassignmentsResponse::default(),
            ),
        DescribeClientQuotasRequest::KEY => {
            let asked: DescribeClientQuotasRequest = request.decode()?;
            request.answer::<DescribeClientQuotasRequest>(&quotas(scope, &asked))
        }
        _ => Err(SessionError::Protocol("no local answer to this request")),
    }
}

/// The instance's own rates, as the default of all its users.
fn quotas(scope: &Scope, asked: &DescribeClientQuotasRequest) -> DescribeClientQuotasResponse {
    let limits = scope.access.tenant.limits;
    // Both are far below 2^53, up to which every whole number is exact.
    let value = |key: &str, rate: u64| ValueData {
        key: key.to_owned(),
        value: u32::try_from(rate).map_or(f64::from(u32::MAX), f64::from),
        ..Default::default()
    };
    let entry = EntryData {
        entity: vec![EntityData { entity_type: "user".to_owned(), ..Default::default() }],
        values: vec![
            value("producer_byte_rate", limits.bytes_in_per_second),
            value("consumer_byte_rate", limits.bytes_out_per_second),
        ],
        ..Default::default()
    };
    let matches = asked.components.iter().all(|c| c.entity_type == "user" && c.r#match.is_none());
    DescribeClientQuotasResponse {
        entries: Some(if matches { vec![entry] } else { Vec::new() }),
        ..Default::default()
    }
}

/// `DescribeCluster`: brokers only; controllers are not for tenants.
pub async fn cluster(
    scope: &Scope,
    shared: &Shared<'_>,
    broker: &mut impl Ask,
    request: Incoming,
) -> Result<Action, SessionError> {
    let survey = names::survey(&request)?;
    if survey.endpoint_type.is_some_and(|kind| kind != BROKERS) {
        return request.answer::<DescribeClusterRequest>(&DescribeClusterResponse {
            error_code: ErrorCode::UNSUPPORTED_ENDPOINT_TYPE.0,
            ..Default::default()
        });
    }
    names::forward(scope, shared, broker, request, survey).await
}
