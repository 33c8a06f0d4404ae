//! What a new developer finds: an org, an instance, a topic and a key, made through the API as any
//! user would. Each step looks first, so a second start finds everything and makes nothing.

use serde_json::{Value, json};
use wire::secret::Secret;

use super::{
    http::{Client, HttpError, text},
    report::Demo,
};

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
    let org_id = match find(client, "/v1/orgs", org).await? {
        Some(found) => text(&found, "/id")?.to_owned(),
        None => {
            let made = client.post("/v1/orgs", &json!({ "name": org })).await?;
            text(&made, "/id")?.to_owned()
        }
    };
    let instances = format!("/v1/orgs/{org_id}/instances");
    let instance = match find(client, &instances, INSTANCE).await? {
        Some(found) => found,
        None => {
            let wanted = json!({ "name": INSTANCE, "plan": "standard" });
            client.post(&instances, &wanted).await?["instance"].take()
        }
    };
    let instance_id = text(&instance, "/id")?.to_owned();
    let bootstrap = text(&instance, "/connection/bootstrap")?.to_owned();
    let path = format!("/v1/instances/{instance_id}");
    if !exists(client, &format!("{path}/topics/{TOPIC}")).await? {
        let wanted = json!({ "name": TOPIC, "partitions": 1 });
        client.post(&format!("{path}/topics"), &wanted).await?;
    }
    let known = known.filter(|known| known.instance_id == instance_id);
    let (key_id, api_key) = key(client, &format!("{path}/credentials"), known).await?;
    Ok(Demo { org_id, instance_id, bootstrap, ca_file, key_id, api_key, topic: TOPIC.to_owned() })
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
    let mut page = String::new();
    loop {
        let answer = client.get(&format!("{list}?page_size=500{page}")).await?;
        let items = answer["items"].as_array().into_iter().flatten();
        if let Some(found) = items.into_iter().find(|item| item["name"] == name) {
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
