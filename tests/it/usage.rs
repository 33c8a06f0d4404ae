//! What an instance used is shown to its owner, as it was and no more.

use harness::{
    Stack,
    clients::PATIENCE,
    wait::eventually,
    world::{Customer, Instance},
};
use serde_json::{Value, json};

async fn usage(instance: &Instance, window: &str) -> Value {
    instance.api.get(&instance.path(&format!("/usage?window={window}"))).await.expect(200)
}

/// What the rates of all points come to.
fn total(usage: &Value, name: &str) -> f64 {
    let points = usage["points"].as_array().unwrap();
    points.iter().map(|point| point[name].as_f64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_moved_shows_within_seconds_and_nobody_elses() {
    let customer = Customer::new(Stack::shared().await).await;
    let (busy, idle) = tokio::join!(customer.standard(), customer.standard());
    busy.topic("t", 1).await;
    let access = busy.admin_access().await;
    access.produce("t", &["x".repeat(100_000).as_str(); 5]).await;
    let _open = access.producer();
    access.consume("t", "g", 5).await;
    for window in ["1h", "24h"] {
        let shown = eventually("the usage is shown", PATIENCE, || async {
            let shown = usage(&busy, window).await;
            let moved = |name| total(&shown, name) > 0.0;
            let all = ["bytes_in_per_second", "bytes_out_per_second", "messages_in_per_second"];
            if all.into_iter().all(moved) && total(&shown, "connections") > 0.0 {
                Ok(shown)
            } else {
                Err(shown.to_string())
            }
        })
        .await;
        assert!(shown["at"].is_string());
        assert_eq!(shown["limits"], busy.api.get(&busy.path("/limits")).await.expect(200));
        let points = shown["points"].as_array().unwrap();
        let step = if window == "1h" { (60, 61) } else { (300, 289) };
        assert_eq!(shown["step_s"], step.0);
        assert!(points.len().abs_diff(step.1) <= 1, "{} points", points.len());
        assert!(
            total(&shown, "bytes_in_per_second") * 60.0 > total(&shown, "messages_in_per_second")
        );
    }
    let shown = usage(&idle, "1h").await;
    assert!(shown["points"].as_array().unwrap().len() > 50);
    for name in ["bytes_in_per_second", "bytes_out_per_second", "messages_in_per_second"] {
        assert_eq!(json!(total(&shown, name)), json!(0.0), "{name}: {shown}");
    }
    for (instance, least, most) in [(&busy, 500_000, 1_000_000), (&idle, 0, 0)] {
        eventually("what is stored is shown", 2 * PATIENCE, || async {
            let shown = usage(instance, "1h").await["storage_bytes"].clone();
            let bytes = shown.as_str().and_then(|bytes| bytes.parse::<u64>().ok());
            if bytes.is_some_and(|bytes| (least..=most).contains(&bytes)) {
                Ok(())
            } else {
                Err(shown)
            }
        })
        .await;
    }
    let refused = busy.api.get(&busy.path("/usage?window=1y")).await;
    refused.expect_problem(400, "malformed_request");
}
