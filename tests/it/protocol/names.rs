//! Names as the cluster has them, which no client may see.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use bytes::{BufMut as _, BytesMut};
use data_plane::{
    pipeline::treatment::{Handler, TREATMENTS},
    protocol,
};
use harness::{Stack, raw, world::unique};
use serde_json::Value;
use uuid::Uuid;
use wire::{
    entropy::SystemEntropy,
    kafka::{
        Message as _,
        client::{Connection, Connector, Login, Security},
        messages::{DescribeGroupsRequest, MetadataRequest},
    },
    scram::Mechanism,
    secret::Secret,
    tenancy::TenantPrefix,
};

use super::{METADATA, contains, forger::Forger, with_record};

/// The cluster's side of an instance: what only its operator sees.
struct Inside {
    prefix: TenantPrefix,
    gateway: Value,
    folder: PathBuf,
}

impl Inside {
    /// Finds the instance that has a topic of this name, which no other has.
    fn of(stack: &Stack, topic: &str) -> Self {
        let (mut folders, mut prefix) = (vec![stack.directory().to_path_buf()], None);
        let mut gateways = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if let Some(found) = name.strip_suffix(&format!("-{topic}-0")) {
                    prefix = Some((found.parse().unwrap(), folder.clone()));
                } else if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else if entry.path().extension().is_some_and(|kind| kind == "json")
                    && let Ok(json) =
                        serde_json::from_slice::<Value>(&fs::read(entry.path()).unwrap())
                    && json["upstream_secret_file"].is_string()
                {
                    gateways.push((json, folder.clone()));
                }
            }
        }
        let (prefix, data) = prefix.expect("a folder of the topic's first partition");
        let shared = gateways.into_iter().max_by_key(|(_, folder)| {
            folder.components().zip(data.components()).take_while(|(a, b)| a == b).count()
        });
        let (gateway, folder) = shared.expect("a gateway's configuration");
        Self { prefix, gateway, folder }
    }

    /// A connection to the broker itself, as the tenant's own user there.
    async fn connect(&self) -> Connection {
        let file = self.folder.join(self.gateway["upstream_secret_file"].as_str().unwrap());
        let secret = Secret::new(fs::read(file).unwrap());
        let login = Login::Scram {
            mechanism: Mechanism::Sha512,
            user: self.prefix.upstream_user(),
            password: self.prefix.upstream_password(&secret),
        };
        let entropy = Arc::new(SystemEntropy::new());
        let connector = Connector::new(Security::Plaintext, login, entropy);
        connector.connect(self.gateway["upstream"].as_str().unwrap()).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_to_any_request_shows_a_name_of_the_cluster() {
    let stack = Stack::shared().await;
    let (theirs, ours) = (unique("canary-theirs"), unique("canary-ours"));
    let ((_, _, their_id), (_, access, our_id)) =
        tokio::join!(with_record(&theirs), with_record(&ours));
    let inside = Inside::of(stack, &ours);
    let them = Inside::of(stack, &theirs).prefix;
    let us = inside.prefix;
    let bare = |prefix: TenantPrefix| prefix.as_str().trim_end_matches('-').to_owned();
    let secrets = [bare(us), bare(them)];

    // The scan fires on what the broker itself answers.
    let mut broker = inside.connect().await;
    let all = MetadataRequest { topics: None, ..Default::default() };
    let mut direct = BytesMut::new();
    broker.call_up_to(&all, METADATA).await.unwrap().encode(METADATA, &mut direct).unwrap();
    assert!(contains(&direct, &secrets[0]), "the scan would not notice a leak");

    let (own, foreign) = (us.physical(&ours), them.physical(&theirs));
    let names: [(&str, Uuid, &str); 5] = [
        (&ours, our_id, "group"),
        (&theirs, their_id, "group"),
        (&own, our_id, &own),
        (&foreign, their_id, &foreign),
        ("", Uuid::nil(), ""),
    ];
    let mut answered = BTreeSet::new();
    for treatment in TREATMENTS.iter().filter(|t| t.handler != Handler::Session) {
        let mut client = raw::connect(&access).await.unwrap();
        for version in treatment.versions.clone() {
            for (name, id, group) in names {
                // What deletes what the next one needs comes with names that nobody has.
                let (name, id) = match treatment.handler {
                    Handler::DeleteTopics if name == ours => ("none", Uuid::nil()),
                    _ => (name, id),
                };
                let mut request = Vec::new();
                request.put_i16(treatment.key);
                request.put_i16(version);
                request.put_i32(9);
                request.put_i16(-1);
                if version >= treatment.flexible_from {
                    request.put_u8(0);
                }
                let schema = &protocol::api(treatment.key).unwrap().request;
                request.extend(Forger { name, id, group }.body(schema, version));
                let mut bytes = i32::try_from(request.len()).unwrap().to_be_bytes().to_vec();
                bytes.extend(request);
                let sent = client.write(&bytes).await;
                let answer = match sent {
                    Ok(()) => client.frame().await,
                    Err(error) => Err(error),
                };
                let Ok(answer) = answer else {
                    client = raw::connect(&access).await.unwrap();
                    continue;
                };
                answered.insert(treatment.name);
                // A name that the client itself sent with a prefix in it may come back.
                let sent_by_client = |secret: &str| contains(&bytes, secret);
                for secret in secrets.iter().filter(|secret| !sent_by_client(secret)) {
                    let text = String::from_utf8_lossy(&answer);
                    assert!(!contains(&answer, secret), "{} v{version}: {text}", treatment.name);
                }
                for physical in [own.as_str(), foreign.as_str()] {
                    let doubled = contains(&bytes, physical);
                    assert!(
                        doubled || !contains(&answer, physical),
                        "{} v{version}",
                        treatment.name
                    );
                }
            }
        }
    }
    let offered =
        TREATMENTS.iter().filter(|t| t.handler != Handler::Session).map(|t| t.name).collect();
    assert_eq!(answered, offered, "each was answered at least once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_broker_knows_what_a_groups_members_subscribe_to() {
    let stack = Stack::shared().await;
    let topic = unique("subscribed");
    let (_, access, _) = with_record(&topic).await;
    let inside = Inside::of(stack, &topic);
    let consumer = access.consumer("readers");
    rdkafka::consumer::Consumer::subscribe(&consumer, &[&topic]).unwrap();
    assert_eq!(harness::clients::take(&consumer, 1).await, ["secret"]);

    let describe =
        |group: String| DescribeGroupsRequest { groups: vec![group], ..Default::default() };
    let physical = inside.prefix.physical(&topic);
    let request = describe(inside.prefix.physical("readers"));
    let direct = inside.connect().await.call_up_to(&request, 5).await.unwrap();
    let member = &direct.groups[0].members[0];
    assert!(contains(&member.member_metadata, &physical), "{member:?}");
    assert!(contains(&member.member_assignment, &physical), "{member:?}");

    let mut client = raw::connect(&access).await.unwrap();
    let shown = client.call(&describe("readers".to_owned()), 5).await.unwrap();
    let member = &shown.groups[0].members[0];
    assert!(contains(&member.member_assignment, &topic), "{member:?}");
    assert!(!contains(&member.member_assignment, &physical), "{member:?}");
}
