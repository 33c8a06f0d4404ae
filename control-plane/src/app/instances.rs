//! Instances: what customers buy.
//!
//! Creating one claims its quotas, writes the wish, its receipt and its audit record, and asks for a
//! look, in one transaction. Everything that takes time happens afterwards, in the reconcile loop.

use std::collections::BTreeMap;

use wire::{
    ids::{ClusterId, InstanceId, OperationId, OrgId},
    tenancy::TenantPrefix,
};

use super::{
    App, AppError, Caller, Conflict, FieldError, Noun, audit, authorize, authorize_resource,
};
use crate::{
    domain::{
        access::{Action, Role},
        audit::Subject,
        cluster::{Cluster, Endpoint, KafkaClusterId},
        instance::{Instance, Labels, Phase},
        limits::ChosenLimits,
        name::{Label, Name},
        operation::{Operation, OperationSubject},
        page::{Page, PageRequest, Place},
        placement::Placement,
        quota,
        work::WorkKind,
    },
    store::{
        self, OrgScope, Tx, clusters, instances, operations::NewOperation, quotas::Claimed, work,
    },
};

pub use crate::store::instances::Filter;

/// What a new instance shall be.
#[derive(Debug)]
pub struct NewInstance {
    /// What its owner calls it.
    pub name: Name,
    /// Which plan.
    pub plan: String,
    /// For people.
    pub description: Label,
    /// For finding it.
    pub labels: Labels,
    /// What it may use, where that is less than the plan allows.
    pub limits: ChosenLimits,
    /// Whether deleting it shall be refused.
    pub deletion_protection: bool,
    /// From where it may be reached.
    pub endpoint: Endpoint,
}

/// An instance as its owner sees it.
#[derive(Debug)]
pub struct OwnInstance {
    /// The instance.
    pub instance: Instance,
    /// The cluster it runs on.
    pub cluster: Option<Cluster>,
    /// What the caller is in its org.
    pub role: Role,
}

/// Asks for an instance.
pub async fn create(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    new: NewInstance,
) -> Result<(OwnInstance, Operation), AppError> {
    let scope = authorize(app, tx, caller, Action::InstanceCreate, org).await?;
    let instance = wanted(app, org, new)?;
    for (name, amount) in quota::claims(instance.placement, &instance.limits) {
        if let Claimed::Over(held) = store::quotas::claim(tx, &scope, name, amount).await? {
            return Err(AppError::QuotaExceeded {
                quota: name.name(),
                limit: held.limit,
                used: held.used,
                requested: amount,
            });
        }
    }
    instances::insert(tx, &scope, &instance).await.map_err(|error| {
        AppError::name_taken(error, instances::NAME_KEY, Noun::Instance, &instance.name)
    })?;
    let detail = serde_json::json!({
        "name": instance.name, "plan": instance.plan, "limits": instance.limits,
        "endpoint": instance.endpoint,
    });
    let operation =
        begin_operation(app, tx, &scope, Action::InstanceCreate, &instance, detail).await?;
    Ok((OwnInstance { instance, cluster: None, role: scope.role() }, operation))
}

/// The instance as it will be stored, if its plan allows it.
fn wanted(app: &App, org: OrgId, new: NewInstance) -> Result<Instance, AppError> {
    let Some(plan) = app.catalogue.plan(&new.plan) else {
        let names: Vec<&str> = app.catalogue.plans().keys().map(String::as_str).collect();
        let detail = format!("there is no plan `{}`; choose one of {}", new.plan, names.join(", "));
        return Err(AppError::field("/plan", "unknown_plan", detail));
    };
    if (new.endpoint, plan.placement) == (Endpoint::Private, Placement::Shared) {
        let detail = format!(
            "an instance of the plan `{}` shares its gateways with others and is always public: \
             choose a plan with a cluster of its own, or leave `endpoint` out",
            new.plan
        );
        return Err(AppError::field("/endpoint", "endpoint_unavailable", detail));
    }
    let limits = new.limits.under(&plan.limits).map_err(|refused| {
        let at = |name| format!("/limits/{name}");
        let errors = refused.into_iter().map(|limit| FieldError::at(at(limit.name), limit.invalid));
        AppError::Invalid(errors.collect())
    })?;
    let now = app.now();
    Ok(Instance {
        id: InstanceId::new(&*app.clock, &*app.entropy),
        org_id: org,
        name: new.name,
        plan: new.plan,
        placement: plan.placement,
        description: new.description,
        labels: new.labels,
        limits,
        deletion_protection: new.deletion_protection,
        prefix: TenantPrefix::generate(&*app.entropy),
        shown_cluster_id: KafkaClusterId::generate(&*app.entropy),
        cluster_id: None,
        endpoint: new.endpoint,
        phase: Phase::Pending,
        conditions: Vec::new(),
        generation: 1,
        observed_generation: 0,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}

/// Writes receipt and audit record, and asks for a look.
async fn begin_operation(
    app: &App,
    tx: &mut Tx,
    scope: &OrgScope,
    action: Action,
    instance: &Instance,
    detail: serde_json::Value,
) -> Result<Operation, AppError> {
    let new = NewOperation {
        id: OperationId::new(&*app.clock, &*app.entropy),
        kind: action.name(),
        subject: OperationSubject::Instance(instance.id),
        target_generation: instance.generation,
        now: app.now(),
    };
    let operation = store::operations::insert(tx, scope, new).await?;
    audit::record(app, tx, scope, action, Subject::new("instance", instance.id), detail).await?;
    work::wake(tx, WorkKind::Instance.name(), instance.id.uuid()).await?;
    Ok(operation)
}

/// Lets the caller do something with an instance, if it is theirs.
pub(super) async fn authorize_on(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    action: Action,
    id: InstanceId,
) -> Result<OrgScope, AppError> {
    let org = instances::find_org(tx, id).await?;
    authorize_resource(app, tx, caller, action, Noun::Instance, org).await
}

/// The instance of a scope that was made for it; one that was deleted is gone.
pub(super) async fn require(
    tx: &mut Tx,
    scope: &OrgScope,
    id: InstanceId,
) -> Result<Instance, AppError> {
    instances::get(tx, scope, id).await?.ok_or(AppError::Gone(Noun::Instance))
}

async fn own(tx: &mut Tx, scope: &OrgScope, instance: Instance) -> Result<OwnInstance, AppError> {
    let cluster = match instance.cluster_id {
        Some(cluster) => clusters::of_instance(tx, scope, cluster).await?,
        None => None,
    };
    Ok(OwnInstance { instance, cluster, role: scope.role() })
}

/// One instance.
pub async fn get(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    id: InstanceId,
) -> Result<OwnInstance, AppError> {
    let scope = authorize_on(app, tx, caller, Action::InstanceRead, id).await?;
    let instance = require(tx, &scope, id).await?;
    own(tx, &scope, instance).await
}

/// An org's instances.
pub async fn list(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    org: OrgId,
    filter: &Filter,
    page: &PageRequest<Place<InstanceId>>,
) -> Result<Page<OwnInstance, Place<InstanceId>>, AppError> {
    let scope = authorize(app, tx, caller, Action::InstanceRead, org).await?;
    let page = instances::list(tx, &scope, filter, page).await?;
    let mut known: BTreeMap<ClusterId, Cluster> = BTreeMap::new();
    for id in page.items.iter().filter_map(|instance| instance.cluster_id) {
        if !known.contains_key(&id)
            && let Some(cluster) = clusters::of_instance(tx, &scope, id).await?
        {
            known.insert(id, cluster);
        }
    }
    Ok(page.map(|instance| {
        let cluster = instance.cluster_id.and_then(|id| known.get(&id).cloned());
        OwnInstance { instance, cluster, role: scope.role() }
    }))
}

/// What to change; `None` leaves it.
#[derive(Debug, Default)]
pub struct InstanceChange {
    /// What its owner calls it. Nothing is named after it: addresses, topics and keys stay as they are.
    pub name: Option<Name>,
    /// For people.
    pub description: Option<Label>,
    /// A merge patch: a null removes the label.
    pub labels: BTreeMap<String, Option<String>>,
    /// Whether deleting it shall be refused.
    pub deletion_protection: Option<bool>,
}

/// Changes what an instance is called and labelled. `check` sees the version and may refuse it.
pub async fn update(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    id: InstanceId,
    change: InstanceChange,
    check: impl FnOnce(i64) -> Result<(), AppError>,
) -> Result<OwnInstance, AppError> {
    let scope = authorize_on(app, tx, caller, Action::InstanceUpdate, id).await?;
    let before = instances::lock(tx, &scope, id).await?.ok_or(AppError::Gone(Noun::Instance))?;
    check(before.version)?;
    let labels = before
        .labels
        .patched(change.labels)
        .map_err(|invalid| AppError::Invalid(vec![FieldError::at("/labels", invalid)]))?;
    let name = change.name.unwrap_or_else(|| before.name.clone());
    let description = change.description.unwrap_or_else(|| before.description.clone());
    let changes = instances::Changes {
        name: &name,
        description: &description,
        labels: &labels,
        deletion_protection: change.deletion_protection.unwrap_or(before.deletion_protection),
    };
    instances::update(tx, &scope, id, &changes, app.now())
        .await
        .map_err(|error| AppError::name_taken(error, instances::NAME_KEY, Noun::Instance, &name))?;
    let detail = serde_json::json!({
        "name": { "from": before.name, "to": name },
        "labels": { "from": before.labels, "to": labels },
        "description": { "from": before.description, "to": description },
        "deletion_protection": {
            "from": before.deletion_protection, "to": changes.deletion_protection,
        },
    });
    let subject = Subject::new("instance", id);
    audit::record(app, tx, &scope, Action::InstanceUpdate, subject, detail).await?;
    let instance = require(tx, &scope, id).await?;
    own(tx, &scope, instance).await
}

/// Asks for an instance to be deleted, with its data. Asking again gives the same receipt.
pub async fn delete(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    id: InstanceId,
    check: impl FnOnce(i64) -> Result<(), AppError>,
) -> Result<(OwnInstance, Operation), AppError> {
    let scope = authorize_on(app, tx, caller, Action::InstanceDelete, id).await?;
    let instance = instances::lock(tx, &scope, id).await?.ok_or(AppError::Gone(Noun::Instance))?;
    if instance.phase.is_leaving() {
        let subject = OperationSubject::Instance(id);
        let under_way = store::operations::find_open(tx, &scope, subject).await?;
        let operation = under_way.ok_or(AppError::Gone(Noun::Instance))?;
        return Ok((own(tx, &scope, instance).await?, operation));
    }
    check(instance.version)?;
    if instance.deletion_protection {
        return Err(Conflict::DeletionProtected.into());
    }
    instances::begin_deleting(tx, &scope, id, app.now()).await?;
    let instance = require(tx, &scope, id).await?;
    let detail = serde_json::json!({ "name": instance.name, "plan": instance.plan });
    let operation =
        begin_operation(app, tx, &scope, Action::InstanceDelete, &instance, detail).await?;
    Ok((own(tx, &scope, instance).await?, operation))
}
