//! Fetch sessions, which go on reading what was allowed when they were opened.

use std::time::{Duration, Instant};

use harness::{clients::PATIENCE, raw, world::unique};
use serde_json::json;
use wire::kafka::{ErrorCode, messages::FetchRequest};

use super::{FETCH, fetch, fetched, standard, topic_id, with_record};

#[tokio::test(flavor = "multi_thread")]
async fn a_fetch_session_belongs_to_the_connection_that_opened_it() {
    let ((_, owner, id), (_, stranger, _)) =
        tokio::join!(with_record("orders"), with_record("orders"));
    let mut client = raw::connect(&owner).await.unwrap();
    let opened = client.call(&fetch((0, 0), &[id], Duration::ZERO), FETCH).await.unwrap();
    let session = opened.session_id;
    assert!(session != 0 && fetched(&opened).len() == 1, "{opened:?}");

    let again = |epoch| fetch((session, epoch), &[], Duration::ZERO);
    let not_found = ErrorCode::FETCH_SESSION_ID_NOT_FOUND;
    for access in [&stranger, &owner] {
        // Continuing, opening anew and closing: none reaches the session.
        let mut other = raw::connect(access).await.unwrap();
        let answer = other.call(&again(1), FETCH).await.unwrap();
        assert_eq!((ErrorCode(answer.error_code), answer.responses.len()), (not_found, 0));
        other.call(&again(0), FETCH).await.unwrap();
        other.call(&again(-1), FETCH).await.unwrap();
    }
    let goes_on = client.call(&again(1), FETCH).await.unwrap();
    assert_eq!((goes_on.error_code, goes_on.session_id), (0, session));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrowed_grant_stops_a_fetch_that_waits_already() {
    let (instance, admin) = standard(json!({})).await;
    instance.topic("kept", 1).await;
    instance.topic("taken", 1).await;
    let grant = |name: &str| json!({"resource": "topic", "name": name, "pattern": "literal", "operations": ["read"]});
    let both = json!({"name": unique("reader"), "grants": [grant("kept"), grant("taken")]});
    let (credential, access) = instance.credential(both).await;
    access.wait_until_usable().await;
    let mut client = raw::connect(&access).await.unwrap();
    let (kept, taken) = (topic_id(&mut client, "kept").await, topic_id(&mut client, "taken").await);
    let opened = client.call(&fetch((0, 0), &[kept, taken], Duration::ZERO), FETCH).await.unwrap();
    let session = opened.session_id;

    // It waits at the broker while the grant goes.
    let waiting = client.send(&fetch((session, 1), &[], PATIENCE), FETCH).await.unwrap();
    let path = instance.path(&format!("/credentials/{credential}"));
    let etag = instance.api.get(&path).await.header("etag").to_owned();
    let narrowed = json!({"grants": [grant("kept")]});
    let api = instance.api.with_header("if-match", &etag);
    api.patch(&path, narrowed).await.expect(200);
    // The gateway knows when another connection of the same key is refused the topic.
    let mut probe = raw::connect(&access).await.unwrap();
    let deadline = Instant::now() + PATIENCE;
    while !probe.metadata().await.unwrap().topics.iter().all(|t| t.name.as_deref() == Some("kept"))
    {
        assert!(Instant::now() < deadline, "the grant was not narrowed");
    }
    admin.produce("taken", &["not for you"]).await;
    let answer = client.receive::<FetchRequest>(waiting, FETCH).await.unwrap();
    assert!(fetched(&answer).is_empty(), "a record after the grant went: {answer:?}");
    let answer = client.call(&fetch((session, 2), &[], Duration::ZERO), FETCH).await.unwrap();
    assert_eq!(ErrorCode(answer.error_code), ErrorCode::FETCH_SESSION_ID_NOT_FOUND);

    admin.produce("kept", &["for you"]).await;
    let list = fetch((0, 0), &[kept, taken], Duration::ZERO);
    let answer = client.call(&list, FETCH).await.unwrap();
    let topics: Vec<_> = fetched(&answer).into_iter().map(|(id, _)| id).collect();
    assert_eq!(topics, [kept], "{answer:?}");
}
