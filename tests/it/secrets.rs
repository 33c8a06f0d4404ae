//! What is secret stays out of the logs, however talkative they are and whatever goes wrong.

use std::{fmt::Write as _, fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use bytes::Bytes;
use control_plane::keyring::Keyring;
use harness::{
    Stack, gateway::Gateway, inside::Inside, raw, scene::Scene, wait::eventually, world::unique,
};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use wire::kafka::messages::{SaslAuthenticateRequest, SaslHandshakeRequest};

/// Secrets with what each is called.
#[derive(Default)]
struct Secrets(Vec<(String, Vec<u8>)>);

impl Secrets {
    fn add(&mut self, name: &str, secret: impl AsRef<[u8]>) {
        let secret = secret.as_ref();
        assert!(secret.len() >= 12, "{name} is too short to be looked for");
        self.0.push((name.to_owned(), secret.to_vec()));
    }

    /// The secrets in files below `directory` whose names contain `part`.
    fn add_files(&mut self, directory: &Path, part: &str) {
        let before = self.0.len();
        for entry in fs::read_dir(directory).unwrap().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.contains(part) {
                self.add(&name, fs::read(entry.path()).unwrap().trim_ascii());
            }
        }
        assert!(self.0.len() > before, "no file `{part}` in {}", directory.display());
    }

    /// The names of those that stand in `text`, as they are or in an encoding.
    fn found_in(&self, text: &str) -> Vec<&str> {
        let stands = |secret: &[u8]| spellings(secret).iter().any(|s| text.contains(s));
        let found = self.0.iter().filter(|(_, secret)| stands(secret));
        found.map(|(name, _)| name.as_str()).collect()
    }
}

/// How a secret may look in a log.
fn spellings(secret: &[u8]) -> Vec<String> {
    let hex = secret.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let bytes: Vec<String> = secret.iter().map(u8::to_string).collect();
    // The last characters depend on what follows.
    let base64 = STANDARD_NO_PAD.encode(&secret[..secret.len() / 3 * 3]);
    let mut all = vec![hex, base64, bytes.join(", ")];
    if let Ok(text) = std::str::from_utf8(secret) {
        // PEM files are long; a line of one is enough.
        let line = text.lines().find(|line| !line.starts_with('-')).unwrap_or(text);
        all.push(line.to_owned());
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_gets_into_a_log() {
    let stack = Stack::talkative().await;
    let cell = Inside::cell(&stack);
    let gateway = Gateway::start_with_log(&cell, &json!({}), "trace");
    gateway.wait_until_ready().await;
    let mut secrets = Secrets::default();

    // What people and programs sign in with, rightly, wrongly and in a broken way.
    let scene = Scene::set(&stack).await;
    secrets.add("a password", &scene.owner.password);
    secrets.add("an access token", scene.owner.api.token());
    let wrong = unique("canary-wrong-password");
    secrets.add("a wrong password", &wrong);
    let stranger = stack.anonymous();
    let attempts = [
        json!({"email": scene.owner.email, "password": wrong}),
        json!({"email": scene.owner.email, "password": wrong, "unknown": true}),
        json!({"email": 7, "password": wrong}),
        json!(wrong),
    ];
    for attempt in attempts {
        assert!(stranger.post("/v1/sessions", attempt).await.status >= 400);
    }
    let session = json!({"email": scene.owner.email, "password": scene.owner.password});
    let session = stranger.post("/v1/sessions", session).await.expect(201);
    secrets.add("a refresh token", session["refresh_token"].as_str().unwrap());
    let forged = unique("canary-forged-token");
    secrets.add("a forged token", &forged);
    stranger.with_token(&forged).get("/v1/me").await.expect_problem(401, "unauthenticated");
    stranger.get(&format!("/v1/me?access_token={forged}")).await;
    let token = scene.token("developer").await;
    let token = token["secret"]["api_token"].as_str().expect("an API token");
    secrets.add("an API token", token);
    stranger.with_token(token).get("/v1/me").await;

    // What Kafka clients sign in with, by every mechanism.
    let access = scene.instance.admin_access().await;
    secrets.add("a key", &access.api_key);
    let body = access.api_key.rsplit('_').next().unwrap();
    secrets.add("a key's secret part", body);
    scene.instance.topic("t", 1).await;
    let own = gateway.access(&access);
    raw::connect(&own).await.unwrap().produce("t", b"x").await.unwrap();
    for mechanism in ["SCRAM-SHA-256", "SCRAM-SHA-512"] {
        let client: rdkafka::consumer::BaseConsumer = own.config_with(mechanism).create().unwrap();
        let listed = tokio::task::spawn_blocking(move || {
            use rdkafka::consumer::Consumer as _;
            client.fetch_metadata(None, harness::clients::PATIENCE).map(drop)
        });
        listed.await.unwrap().unwrap();
    }
    let mut guess = own.clone();
    guess.api_key = unique("mr_canary-guess");
    secrets.add("a guessed key", &guess.api_key);
    assert!(matches!(raw::connect(&guess).await, Err(raw::RawError::Refused(_))));
    guess.key_id = "token".to_owned();
    assert!(matches!(raw::connect(&guess).await, Err(raw::RawError::Refused(_))));
    malformed_sign_ins(&own, &guess.api_key).await;
    scene.instance.api.delete(&format!("/v1/instances/{}", scene.instance.id)).await.expect(202);

    // What our processes know of one another.
    secrets.add("the administrator's password", stack.dev()["admin"]["password"].as_str().unwrap());
    secrets.add("the root secret", fs::read(stack.directory().join("root.key")).unwrap());
    let keyring = Keyring::load(&stack.directory().join("root.key")).unwrap();
    let cluster = cell.directory().file_name().unwrap().to_str().unwrap().parse().unwrap();
    secrets.add("Kafka's password", keyring.cluster_admin_password(cluster).expose());
    let files = Gateway::files_of(&cell);
    for part in ["gateway-password", "upstream-secret", "pepper", "tls.key"] {
        secrets.add_files(&files, part);
    }
    secrets.add_files(stack.ca_file().parent().unwrap(), "ca.key");

    // The logs tell what happened, to those who look for it.
    let ours = scene.instance.id.clone();
    eventually("the gateway tells of sessions", harness::clients::PATIENCE, || async {
        let log = gateway.log();
        let told = ["session.opened", &ours, "sign-in failed"].iter().all(|w| log.contains(w));
        if told { Ok(()) } else { Err(log) }
    })
    .await;
    let logs = format!("{}{}", stack.logs("log"), gateway.log());
    assert!(stack.log().contains("/v1/sessions") && stack.log().contains("DEBUG"));
    assert_eq!(secrets.found_in(&logs), Vec::<&str>::new());
    // And so they would tell a secret: in whatever spelling, it would be found.
    for (name, secret) in &secrets.0 {
        for spelling in spellings(secret) {
            let planted = format!("{logs}token=\"{spelling}\"");
            assert!(secrets.found_in(&planted).contains(&&name[..]), "{name} is not found");
        }
    }
    stack.stop().await;
}

/// Sign-ins that break off or make no sense, with something secret in them.
async fn malformed_sign_ins(access: &harness::clients::Access, secret: &str) {
    let mut bare = raw::tls(access).await;
    // Plain text where a frame should be.
    bare.write_all(format!("password={secret}\r\n").as_bytes()).await.unwrap();
    let handshake = |mechanism: &str| SaslHandshakeRequest { mechanism: mechanism.to_owned() };
    for (mechanism, token) in [
        ("PLAIN", format!("{secret}\0{secret}")),
        ("PLAIN", format!("\0k0000000000000ab\0{secret}")),
        ("SCRAM-SHA-512", format!("n,,n=k0000000000000ab,r={secret},x={secret}")),
        ("OAUTHBEARER", format!("n,,\x01auth=Bearer {secret}\x01\x01")),
        ("OAUTHBEARER", secret.to_owned()),
    ] {
        let mut client = raw::unsigned(access).await;
        client.call(&handshake(mechanism), 1).await.unwrap();
        let request =
            SaslAuthenticateRequest { auth_bytes: Bytes::from(token), ..Default::default() };
        // It is refused in one way or another.
        let _ = client.call(&request, 2).await;
    }
    let mut client = raw::unsigned(access).await;
    let _ = client.call(&handshake(secret), 1).await;
}
