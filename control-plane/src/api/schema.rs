//! How the domain's closed lists look in the OpenAPI document, taken from the lists themselves.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr,
        schema::{Schema, Type},
    },
};

use crate::domain::{
    access::Role,
    audit::Outcome,
    cluster::{ClusterKind, ClusterPhase, Endpoint},
    credential::Preset,
    group::{GroupProtocol, GroupState},
    instance::{ConditionStatus, Phase},
    operation::OperationState,
    placement::Placement,
    quota::QuotaName,
    topic::ConfigSource,
    usage::Window,
};

/// Describes an enum with `name()` by the names of these values.
#[macro_export]
macro_rules! schema_of_names {
    ($type:ty, $values:expr, $description:literal) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .enum_values(Some($values.into_iter().map(|value| value.name())))
                    .description(Some($description))
                    .into()
            }
        }

        impl ToSchema for $type {}
    };
}

schema_of_names!(
    Role,
    Role::ALL,
    "What a person or token may do in an org; each role may do all that the ones before it may."
);
schema_of_names!(Outcome, Outcome::ALL, "How a recorded attempt ended. More may be added.");
schema_of_names!(OperationState, OperationState::ALL, "Where a change stands. More may be added.");
schema_of_names!(Phase, Phase::ALL, "Where an instance is in its life. More may be added.");
schema_of_names!(ConditionStatus, ConditionStatus::ALL, "Whether a condition holds.");
schema_of_names!(
    Placement,
    Placement::ALL,
    "Where an instance runs: beside others, or on a cluster of its own. More may be added."
);
schema_of_names!(
    Endpoint,
    Endpoint::ALL,
    "From where clients may reach an instance: from wherever the installation exposes clusters to, \
     or only from inside the Kubernetes cluster it runs in."
);
schema_of_names!(Preset, Preset::ALL, "A usual set of grants. More may be added.");
schema_of_names!(QuotaName, QuotaName::ALL, "What a quota counts. More may be added.");
schema_of_names!(
    ConfigSource,
    ConfigSource::ALL,
    "Whether a configuration was set on the topic or is a default. More may be added."
);
schema_of_names!(
    GroupProtocol,
    GroupProtocol::ALL,
    "How members agree on who reads what: among themselves, or told by the coordinator. More may be added."
);
schema_of_names!(GroupState, GroupState::ALL, "Where a consumer group stands. More may be added.");
schema_of_names!(Window, Window::ALL, "How far to look back, and how closely. More may be added.");
schema_of_names!(ClusterKind, ClusterKind::ALL, "Whom a cluster serves. More may be added.");
schema_of_names!(
    ClusterPhase,
    ClusterPhase::ALL,
    "Where a cluster is in its life. More may be added."
);
