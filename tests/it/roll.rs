//! A change of all brokers' settings, as a running cluster meets it: one broker after the other, and
//! never one that the others cannot do without, whoever watches over it.

use std::{collections::BTreeMap, fs, time::Duration};

use harness::{
    Stack,
    history::{load::Load, violations},
    inside::Inside,
    processes::{self, Found},
    wait::eventually,
    world::Customer,
};

const BROKERS: u16 = 3;
const PARTITIONS: u32 = 6;
const RATE: u32 = 200;
/// Three restarts, each with a wait for all copies, on a busy machine.
const ROLL: Duration = Duration::from_mins(4);

fn brokers(cell: &Inside) -> BTreeMap<u16, Found> {
    let folder = |id: u16| cell.directory().join(format!("broker-{id}"));
    let java = |id: u16| {
        processes::below(&folder(id)).into_iter().find(|p| p.command[0].ends_with("/java"))
    };
    (1..=BROKERS).filter_map(|id| Some((id, java(id)?))).collect()
}

/// Somebody edits the settings of every broker by hand. What runs does not notice; what is wanted
/// differs from what runs from now on.
fn meddle(cell: &Inside) {
    for id in 1..=BROKERS {
        let file = cell.directory().join(format!("broker-{id}/kafka/server.properties"));
        let mut settings = fs::read_to_string(&file).unwrap();
        settings.push_str("num.io.threads=3\n");
        fs::write(file, settings).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn brokers_are_rolled_one_by_one_and_a_killed_control_plane_goes_on_where_it_was() {
    let stack = Stack::of_three_brokers().await;
    let instance = Customer::new(&stack).await.standard().await;
    let access = instance.admin_access_everywhere().await;
    instance.topic("orders", PARTITIONS).await;
    let cell = Inside::cell(&stack);
    let before = brokers(&cell);
    assert_eq!(before.len(), usize::from(BROKERS));
    let still = || -> Vec<u16> {
        before.iter().filter(|(_, found)| found.runs()).map(|(id, _)| *id).collect()
    };
    let load = Load::start(&access, "orders", PARTITIONS.try_into().unwrap(), RATE).await;
    let began = load.elapsed();

    stack.kill().await;
    meddle(&cell);
    stack.resume().await;
    let left = |most: usize| {
        let (still, cell) = (&still, &cell);
        async move {
            eventually(&format!("{most} brokers are left"), ROLL, || async {
                let left = still();
                let away = usize::from(BROKERS) - brokers(cell).len();
                assert!(away <= 1, "{away} brokers are away at once");
                if left.len() <= most { Ok(left) } else { Err(format!("{left:?} run as before")) }
            })
            .await
        }
    };
    let two = left(2).await;
    assert_eq!(two.len(), 2, "they did not go one by one");
    stack.kill().await;
    load.goes_on().await;
    assert_eq!(still().len(), 2, "somebody else went on with it");
    stack.resume().await;
    let one = left(1).await;
    assert_eq!(one.len(), 1, "they did not go one by one");
    left(0).await;
    eventually("all copies are in sync", ROLL, || cell.in_sync()).await;
    let gap = load.longest_gap(began);
    let history = load.finish().await;
    assert_eq!(violations(&history), []);
    print(&format!("rolled: {} acknowledged, longest gap {gap:?}", history.acks.len()));

    // Nothing is left to do: what runs is what is wanted, and it stays.
    let after = brokers(&cell);
    for id in 1..=BROKERS {
        let folder = cell.directory().join(format!("broker-{id}/kafka"));
        let settings = fs::read_to_string(folder.join("server.properties")).unwrap();
        assert!(!settings.contains("num.io.threads=3\n"), "broker {id}");
        assert!(!folder.join("pending").exists(), "broker {id}");
    }
    stack.kill().await;
    stack.resume().await;
    instance.topic("afterwards", 1).await;
    assert_eq!(brokers(&cell), after);
    stack.stop().await;
}

#[expect(clippy::print_stdout, reason = "the figures are worth seeing")]
fn print(text: &str) {
    println!("{text}");
}
