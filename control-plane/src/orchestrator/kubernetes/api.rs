//! Calls to the Kubernetes API server, each with a deadline and a few attempts.
//!
//! There are no watches and no caches: what is decided here may destroy something, so it rests on
//! what the API server says at that moment. Objects are written by server-side apply under one field
//! manager, and strictly: an unknown field is an error, not a warning nobody reads.
//!
//! The rights this needs are those in `helm/millrace/templates/rbac.yaml`.

use std::{fmt::Debug, time::Duration};

use kube::{
    Api, Client, Resource,
    api::{
        DeleteParams, ListParams, Patch, PatchParams, Preconditions, PropagationPolicy,
        ValidationDirective,
    },
    core::{ApiResource, DynamicObject, NamespaceResourceScope},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::{sleep, timeout};

use super::{super::OrchestratorError, names::MANAGER};

/// How long the API server may take for one answer.
const DEADLINE: Duration = Duration::from_secs(10);
/// How long to wait before the second attempt, and before the third.
const PAUSES: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(500)];
/// Objects in one answer to a list, and how many such answers are read at most.
const PAGE: u32 = 500;
const PAGES: usize = 40;

/// An object as it should be.
#[derive(Debug, Clone)]
pub(super) struct Object {
    resource: ApiResource,
    namespace: Option<String>,
    name: String,
    /// All of it.
    pub(super) value: Value,
}

impl Object {
    /// An object of kind `K`, which `value` completes with everything but its kind and its name.
    pub(super) fn new<K>(namespace: Option<&str>, name: &str, mut value: Value) -> Self
    where
        K: Resource<DynamicType = ()>,
    {
        let resource = ApiResource::erase::<K>(&());
        value["apiVersion"] = resource.api_version.clone().into();
        value["kind"] = resource.kind.clone().into();
        value["metadata"]["name"] = name.into();
        if let Some(namespace) = namespace {
            value["metadata"]["namespace"] = namespace.into();
        }
        Self { resource, namespace: namespace.map(str::to_owned), name: name.to_owned(), value }
    }

    /// Its kind and name, for people.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.resource.kind, self.name)
    }
}

/// The API server.
#[derive(Clone)]
pub(super) struct ApiServer {
    client: Client,
}

impl ApiServer {
    pub(super) const fn new(client: Client) -> Self {
        Self { client }
    }

    /// Makes an object be as it should be; returns it as it is now.
    pub(super) async fn apply(&self, object: &Object) -> Result<DynamicObject, OrchestratorError> {
        let (client, resource) = (self.client.clone(), &object.resource);
        let api: Api<DynamicObject> = match &object.namespace {
            Some(namespace) => Api::namespaced_with(client, namespace, resource),
            None => Api::all_with(client, resource),
        };
        let params = PatchParams {
            field_validation: Some(ValidationDirective::Strict),
            ..PatchParams::apply(MANAGER).force()
        };
        let what = format!("write {}", object.title());
        let patch = Patch::Apply(&object.value);
        ask(&what, || api.patch(&object.name, &params, &patch)).await
    }

    /// An object that belongs to no namespace, or one of that namespace.
    pub(super) async fn get<K>(
        &self,
        api: Api<K>,
        name: &str,
    ) -> Result<Option<K>, OrchestratorError>
    where
        K: Resource<DynamicType = ()> + Clone + DeserializeOwned + Debug,
    {
        let what = format!("read {} {name}", K::kind(&()));
        ask(&what, || api.get_opt(name)).await
    }

    /// All objects that `selector` chooses.
    pub(super) async fn list<K>(
        &self,
        api: Api<K>,
        selector: &str,
    ) -> Result<Vec<K>, OrchestratorError>
    where
        K: Resource<DynamicType = ()> + Clone + DeserializeOwned + Debug,
    {
        let what = format!("list {}", K::plural(&()));
        let mut params = ListParams::default().labels(selector).limit(PAGE);
        let mut found = Vec::new();
        for _ in 0..PAGES {
            let page = ask(&what, || api.list(&params)).await?;
            found.extend(page.items);
            match page.metadata.continue_.filter(|token| !token.is_empty()) {
                Some(token) => params = params.continue_token(&token),
                None => return Ok(found),
            }
        }
        Err(OrchestratorError::never(format!("cannot {what}: there are too many")))
    }

    /// Removes exactly this object, not another one of the same name. That it is gone is fine.
    pub(super) async fn delete<K>(&self, api: Api<K>, object: &K) -> Result<(), OrchestratorError>
    where
        K: Resource<DynamicType = ()> + Clone + DeserializeOwned + Debug,
    {
        let name = object.meta().name.clone().unwrap_or_default();
        let what = format!("remove {} {name}", K::kind(&()));
        let uid = object.meta().uid.clone();
        if uid.is_none() {
            return Err(OrchestratorError::never(format!("cannot {what}: it has no UID")));
        }
        let params = DeleteParams {
            preconditions: Some(Preconditions { uid, ..Default::default() }),
            propagation_policy: Some(PropagationPolicy::Background),
            ..Default::default()
        };
        ask(&what, || async {
            match api.delete(&name, &params).await {
                Err(kube::Error::Api(status)) if status.is_not_found() => Ok(()),
                deleted => deleted.map(drop),
            }
        })
        .await
    }

    /// Objects of one namespace.
    pub(super) fn of<K>(&self, namespace: &str) -> Api<K>
    where
        K: Resource<DynamicType = (), Scope = NamespaceResourceScope>,
    {
        Api::namespaced(self.client.clone(), namespace)
    }

    /// Objects of no namespace.
    pub(super) fn all<K>(&self) -> Api<K>
    where
        K: Resource<DynamicType = ()>,
    {
        Api::all(self.client.clone())
    }
}

/// Asks, and asks again where the answer was lost or somebody else was quicker. Whatever is asked
/// here may be carried out twice.
async fn ask<T, F>(what: &str, call: impl Fn() -> F) -> Result<T, OrchestratorError>
where
    F: Future<Output = Result<T, kube::Error>>,
{
    let mut pauses = PAUSES.into_iter();
    loop {
        let error = match timeout(DEADLINE, call()).await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => failure(what, error),
            Err(_) => OrchestratorError::later(format!(
                "cannot {what}: the Kubernetes API server did not answer within {} s",
                DEADLINE.as_secs()
            )),
        };
        match (&error, pauses.next()) {
            (OrchestratorError::Later { .. }, Some(pause)) => sleep(pause).await,
            _ => return Err(error),
        }
    }
}

/// What a refused call means: whether trying again is of use.
fn failure(what: &str, error: kube::Error) -> OrchestratorError {
    match error {
        kube::Error::Api(status) => {
            let reason = format!("cannot {what}: {}", status.message);
            // A quota that is used up is "forbidden" too, but ends when something else goes.
            let quota = status.message.contains("exceeded quota");
            match status.code {
                400 | 401 | 403 | 422 if !quota => OrchestratorError::never(reason),
                _ => OrchestratorError::later(reason),
            }
        }
        error => OrchestratorError::later(format!("cannot {what}")).caused_by(error),
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1::{Namespace, Service};
    use kube::core::Status;
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_says_what_it_is() {
        let value = json!({ "metadata": { "labels": { "a": "b" } }, "spec": {} });
        let object = Object::new::<Service>(Some("clus-1"), "brokers", value);
        assert_eq!(object.value["apiVersion"], "v1");
        assert_eq!(object.value["kind"], "Service");
        assert_eq!(object.value["metadata"]["name"], "brokers");
        assert_eq!(object.value["metadata"]["namespace"], "clus-1");
        assert_eq!(object.value["metadata"]["labels"]["a"], "b");
        assert_eq!(object.title(), "Service brokers");
        let object = Object::new::<Namespace>(None, "clus-1", json!({}));
        assert!(object.value["metadata"].get("namespace").is_none());
    }

    #[test]
    fn what_trying_again_cannot_mend_is_said_to_be_so() {
        let answer = |code, message: &str| {
            let status = Status { code, message: message.to_owned(), ..Status::default() };
            failure("write Pod x", kube::Error::Api(Box::new(status)))
        };
        for code in [400, 401, 403, 422] {
            let error = answer(code, "no");
            assert!(matches!(error, OrchestratorError::Never { .. }), "{code}: {error}");
        }
        for (code, message) in
            [(409, "conflict"), (429, "slow"), (500, "oh"), (403, "exceeded quota: x")]
        {
            let error = answer(code, message);
            assert!(matches!(error, OrchestratorError::Later { .. }), "{code}: {error}");
            assert!(error.to_string().contains(message), "{error}");
        }
    }
}
