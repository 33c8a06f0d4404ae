//! What a new developer finds: an org, an instance, a topic and a key, made through the API as any
//! user would. Each step looks first, so a second start finds everything and makes nothing.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use wire::secret::Secret;

use super::{
    http::{Client, HttpError, text},
    report::Demo,
};

/// How long the clusters may take to come up.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(50);
const INSTANCE: &str = "demo";
const TOPIC: &str = "hello";
const CREDENTIAL: &str = "quickstart";

/// Signs in as the administrator.
pub(super) async fn sign_in(
    client: &mut Client,
    email: &str,
    password: &Secret<String>,
) -> Result<(), HttpError> {
    let login = json!({ "email": email, "password": password.expose() });
    let session = client.post("/v1/sessions", &login).await?;
    client.sign_in_with(Secret::new(text(&session, "/access_token")?.to_owned()));
    Ok(())
}

/// Finds or makes the demo. `known` is what an earlier start wrote down: a key's secret is shown only
/// once, so without it the credential is made anew.
pub(super) async fn demo(
    client: &Client,
    org: &str,
    ca_file: String,
    known: Option<&Demo>,
) -> Result<Demo, HttpError> {
    let org = if let Some(found) = find(client, "/v1/orgs", org).await? {
        found
    } else {
        client.post("/v1/orgs", &json!({ "name": org })).await?
    };
    let org_id = text(&org, "/id")?.to_owned();
    let instances = format!("/v1/orgs/{org_id}/instances");
    // Whoever has worked with it may have given it another name.
    let renamed = match known {
        Some(known) => item(client, &instances, "id", &known.instance_id).await?,
        None => None,
    };
    let instance = if let Some(found) = renamed {
        found
    } else if let Some(found) = find(client, &instances, INSTANCE).await? {
        found
    } else {
        let wanted = json!({ "name": INSTANCE, "plan": "standard" });
        client.post(&instances, &wanted).await?["instance"].take()
    };
    let instance_id = text(&instance, "/id")?.to_owned();
    let path = format!("/v1/instances/{instance_id}");
    let instance = ready(client, &path).await?;
    let bootstrap = text(&instance, "/connection/bootstrap")?.to_owned();
    topic(client, &format!("{path}/topics")).await?;
    let known = known.filter(|known| known.instance_id == instance_id);
    let (key_id, api_key) = key(client, &format!("{path}/credentials"), known).await?;
    Ok(Demo { org_id, instance_id, bootstrap, ca_file, key_id, api_key, topic: TOPIC.to_owned() })
}

/// Waits until the instance is ready, and returns it.
async fn ready(client: &Client, path: &str) -> Result<Value, HttpError> {
    let started = Instant::now();
    loop {
        let instance = client.get(path).await?;
        if text(&instance, "/status/phase")? == "ready" || started.elapsed() > PATIENCE {
            return Ok(instance);
        }
        sleep(PAUSE).await;
    }
}

/// Finds or makes the topic. That goes through the gateway, which may still be on its way up.
async fn topic(client: &Client, topics: &str) -> Result<(), HttpError> {
    let started = Instant::now();
    loop {
        let attempt = async {
            if !exists(client, &format!("{topics}/{TOPIC}")).await? {
                client.post(topics, &json!({ "name": TOPIC, "partitions": 1 })).await?;
            }
            Ok(())
        };
        match attempt.await {
            Err(error) if is_passing(&error) && started.elapsed() < PATIENCE => sleep(PAUSE).await,
            outcome => return outcome,
        }
    }
}

fn is_passing(error: &HttpError) -> bool {
    error.status().is_some_and(|status| status.is_server_error())
}

async fn key(
    client: &Client,
    credentials: &str,
    known: Option<&Demo>,
) -> Result<(String, String), HttpError> {
    if let Some(credential) = find(client, credentials, CREDENTIAL).await? {
        let holds = |key_id: &str| {
            let keys = credential["keys"].as_array();
            keys.is_some_and(|keys| keys.iter().any(|key| key["id"] == key_id))
        };
        if let Some(known) = known.filter(|known| holds(&known.key_id)) {
            return Ok((known.key_id.clone(), known.api_key.clone()));
        }
        client.delete(&format!("{credentials}/{}", text(&credential, "/id")?)).await?;
    }
    let wanted = json!({ "name": CREDENTIAL, "preset": "admin" });
    let made = client.post(credentials, &wanted).await?;
    let secret = |field: &str| text(&made, &format!("/secret/{field}")).map(ToOwned::to_owned);
    Ok((secret("key_id")?, secret("api_key")?))
}

/// The item called `name` of a list.
async fn find(client: &Client, list: &str, name: &str) -> Result<Option<Value>, HttpError> {
    item(client, list, "name", name).await
}

/// The item of a list with this value in a field.
async fn item(
    client: &Client,
    list: &str,
    field: &str,
    value: &str,
) -> Result<Option<Value>, HttpError> {
    let mut page = String::new();
    loop {
        let answer = client.get(&format!("{list}?page_size=500{page}")).await?;
        let items = answer["items"].as_array().into_iter().flatten();
        if let Some(found) = items.into_iter().find(|item| item[field] == value) {
            return Ok(Some(found.clone()));
        }
        match answer["next_page_token"].as_str() {
            Some(token) => page = format!("&page_token={token}"),
            None => return Ok(None),
        }
    }
}

async fn exists(client: &Client, path: &str) -> Result<bool, HttpError> {
    match client.get(path).await {
        Ok(_) => Ok(true),
        Err(error) if error.status() == Some(hyper::StatusCode::NOT_FOUND) => Ok(false),
        Err(error) => Err(error),
    }
}
