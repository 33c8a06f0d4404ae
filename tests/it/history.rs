//! The checker of histories finds each kind of violation where one was planted, and nothing elsewhere.

use std::time::Duration;

use harness::{
    Stack,
    history::{Ack, History, Place, Value, Violation, load::Load, longest_gap, violations},
    world::{Customer, unique},
};
use rdkafka::{Offset, TopicPartitionList, admin::AdminOptions};

/// Two producers, two partitions, each value acknowledged, read by the group and by the reader.
fn sound() -> History {
    let mut history = History::default();
    for offset in 0..20 {
        for (partition, producer) in [(0, 0), (1, 1)] {
            let value = Value { producer, sequence: u64::try_from(offset).unwrap() };
            let place = Place { partition, offset };
            let at = Duration::from_millis(10 * value.sequence);
            history.acks.push(Ack { value, partition, offset: Some(offset), at });
            history.by_group.push((place, value));
            history.by_reader.push((place, value));
        }
    }
    history
}

fn place(partition: i32, offset: i64) -> Place {
    Place { partition, offset }
}

fn value(producer: u32, sequence: u64) -> Value {
    Value { producer, sequence }
}

#[test]
fn a_sound_history_passes() {
    let mut history = sound();
    assert_eq!(violations(&history), []);
    // What a group reads again after a rebalance is no duplicate, and what was never acknowledged
    // may be there or not.
    let again = history.by_group[3];
    history.by_group.push(again);
    history.by_reader.push((place(0, 20), value(0, 25)));
    assert_eq!(violations(&history), []);
}

#[test]
fn a_lost_ack_is_found() {
    let mut history = sound();
    history.by_reader.retain(|(at, _)| *at != place(1, 7));
    let ack = *history.acks.iter().find(|ack| ack.value == value(1, 7)).unwrap();
    let lost = |by| Violation::Lost { ack, by };
    assert_eq!(violations(&history), [lost("reader")]);
    history.by_group.retain(|(at, _)| *at != place(1, 7));
    assert_eq!(violations(&history), [lost("group"), lost("reader")]);
}

#[test]
fn an_ack_that_says_not_where_is_looked_for_in_its_partition() {
    let mut history = sound();
    let ack = history.acks.iter_mut().find(|ack| ack.value == value(1, 7)).unwrap();
    ack.offset = None;
    let ack = *ack;
    assert_eq!(violations(&history), []);
    history.by_reader.retain(|(at, _)| *at != place(1, 7));
    assert_eq!(violations(&history), [Violation::Lost { ack, by: "reader" }]);
}

#[test]
fn a_duplicate_is_found() {
    let mut history = sound();
    history.by_reader.push((place(0, 20), value(0, 19)));
    let places = vec![place(0, 19), place(0, 20)];
    assert_eq!(violations(&history), [Violation::Duplicate { value: value(0, 19), places }]);
}

#[test]
fn another_order_is_found() {
    let mut history = sound();
    history.by_reader.extend([(place(0, 20), value(0, 21)), (place(0, 21), value(0, 20))]);
    let late =
        Violation::Reordered { value: value(0, 20), place: place(0, 21), after: value(0, 21) };
    assert_eq!(violations(&history), [late]);
}

#[test]
fn two_values_at_one_place_are_found() {
    let mut history = sound();
    history.by_group.push((place(1, 19), value(1, 40)));
    let found = violations(&history);
    let values = vec![value(1, 19), value(1, 40)];
    let planted = Violation::Rewritten { place: place(1, 19), values };
    assert!(found.contains(&planted), "{found:?}");
}

#[test]
fn an_error_that_a_client_cannot_get_over_is_found() {
    let mut history = sound();
    history.errors.push("producer: fenced".to_owned());
    assert_eq!(violations(&history), [Violation::Error("producer: fenced".to_owned())]);
}

#[test]
fn the_longest_gap_is_that_of_the_partition_that_waits_longest() {
    let ms = Duration::from_millis;
    let mut acks = sound().acks;
    assert_eq!(longest_gap(&acks, 2, ms(0), ms(190)), ms(10));
    acks.retain(|ack| ack.partition == 0 || !(50..=120).contains(&ack.at.as_millis()));
    assert_eq!(longest_gap(&acks, 2, ms(0), ms(190)), ms(90));
    assert_eq!(longest_gap(&acks, 2, ms(130), ms(250)), ms(60), "silence at the end counts");
    assert_eq!(longest_gap(&acks, 3, ms(0), ms(190)), ms(190), "so does never having begun");
}

/// The recording itself is real: records that Kafka really removes are missed.
#[tokio::test(flavor = "multi_thread")]
async fn records_that_are_really_gone_are_missed() {
    let instance = Customer::new(Stack::shared().await).await.standard().await;
    let topic = unique("history");
    instance.topic(&topic, 3).await;
    let access = instance.admin_access().await;

    let load = Load::start(&access, &topic, 3, 500).await;
    load.goes_on().await;
    let history = load.finish().await;
    assert_eq!(violations(&history), []);
    assert!(history.acks.len() > 10, "{} acks", history.acks.len());

    let topic = unique("history");
    instance.topic(&topic, 3).await;
    let load = Load::start(&access, &topic, 3, 500).await;
    let history = load
        .finish_after(async |access| {
            let mut until = TopicPartitionList::new();
            until.add_partition_offset(&topic, 1, Offset::Offset(2)).unwrap();
            access.admin().delete_records(&until, &AdminOptions::new()).await.unwrap();
        })
        .await;
    let found = violations(&history);
    assert_eq!(found.len(), 2, "{found:?}");
    for violation in found {
        assert!(matches!(violation, Violation::Lost { by: "reader", .. }), "{violation:?}");
    }
}
