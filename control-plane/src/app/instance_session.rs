//! A connection to an instance through its gateway, as the caller; for what Kafka alone knows.
//!
//! Unlike others, use cases that need one open their transactions themselves, because none may be
//! open while Kafka is asked: a slow cluster would keep the database's connections from everybody
//! else. The caller is authorised in one, and what was done is recorded in another. So Kafka's change
//! comes first, and a control plane that dies in between leaves a change without its audit record.

use std::sync::Arc;

use wire::{
    ids::InstanceId,
    kafka::ErrorCode,
    tenancy::{ACCESS_TOKEN_ISSUER, AccessClaims},
};

use super::{
    App, AppError, Caller, Conflict, audit,
    instances::{authorize_on, require},
};
use crate::{
    domain::{access::Action, audit::Subject, grant, instance::Instance},
    kafka::tenant_session::{SessionError, TenantEndpoint, TenantSession},
    store::{OrgScope, Tx, clusters},
};

/// How long the gateway accepts the token of one request.
const TOKEN_LIFE_S: i64 = 60;
/// How far the gateway's clock may be behind ours.
const CLOCK_SKEW_S: i64 = 5;

/// A connection to an instance on the caller's behalf.
pub(super) struct Session {
    /// The org it belongs to.
    pub(super) scope: OrgScope,
    /// The instance.
    pub(super) instance: Instance,
    /// The connection.
    pub(super) kafka: TenantSession,
}

/// Authorises the caller and connects as them.
pub(super) async fn connect(
    app: &App,
    caller: &Caller,
    action: Action,
    id: InstanceId,
) -> Result<Session, AppError> {
    let mut tx = app.begin().await?;
    let scope = authorize_on(app, &mut tx, caller, action, id).await?;
    let instance = require(&mut tx, &scope, id).await?;
    let cluster = match instance.cluster_id {
        Some(cluster) if instance.phase.serves() => {
            clusters::of_instance(&mut tx, &scope, cluster).await?
        }
        Some(_) | None => None,
    };
    tx.commit().await?;
    let reached = cluster.and_then(|cluster| {
        let endpoint = TenantEndpoint {
            gateways: Some(cluster.internal_gateways).filter(|known| !known.is_empty())?,
            ca_certificate_pem: cluster.ca_certificate_pem?,
        };
        Some((cluster.id, endpoint))
    });
    let Some((cluster, endpoint)) = reached else {
        let phase = instance.phase;
        let detail =
            format!("the instance is {phase}; what it holds can be asked for once it is ready");
        return Err(Conflict::WrongState { detail }.into());
    };
    let now = app.clock.now() / 1000;
    let token = app.keyring.sign_access(&AccessClaims {
        iss: ACCESS_TOKEN_ISSUER.to_owned(),
        aud: cluster.to_string(),
        sub: caller.actor.id(),
        iat: now,
        nbf: now - CLOCK_SKEW_S,
        exp: now + TOKEN_LIFE_S,
        tenant: id,
        grants: grant::of_role(scope.role()),
    });
    let kafka = TenantSession::connect(&endpoint, token, Arc::clone(&app.entropy))
        .await
        .map_err(|error| refused(error, action))?;
    Ok(Session { scope, instance, kafka })
}

impl Session {
    /// Begins a transaction and writes down in it what was done.
    pub(super) async fn record(
        &mut self,
        app: &App,
        action: Action,
        subject: Subject,
        mut detail: serde_json::Value,
    ) -> Result<Tx, AppError> {
        detail["instance_id"] = serde_json::json!(self.instance.id);
        let mut tx = app.begin().await?;
        audit::record(app, &mut tx, &self.scope, action, subject, detail).await?;
        Ok(tx)
    }
}

/// What a refusal means for whoever asked, where it means the same for everything.
pub(super) fn refused(error: SessionError, action: Action) -> AppError {
    let (code, message) = match error {
        SessionError::Refused { code, message, .. } => (code, message),
        SessionError::Unreachable(source) => {
            return AppError::InstanceUnreachable { source: Box::new(source) };
        }
        error @ SessionError::Certificate(_) => {
            return AppError::internal("trust the instance's gateways", error);
        }
    };
    match code {
        ErrorCode::TOPIC_AUTHORIZATION_FAILED
        | ErrorCode::GROUP_AUTHORIZATION_FAILED
        | ErrorCode::CLUSTER_AUTHORIZATION_FAILED => AppError::Forbidden(action),
        code if code.is_retriable() => AppError::InstanceUnreachable {
            source: format!("Kafka answered {}", code.name()).into(),
        },
        code => {
            let said = message.unwrap_or_default();
            AppError::internal("ask the instance's Kafka", format!("{}: {said}", code.name()))
        }
    }
}
