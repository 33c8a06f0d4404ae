//! Kafka's own tools through an instance: they work as on a cluster of one's own, and nothing they
//! print tells that it is shared.

use std::fmt::Write as _;

use harness::{
    Stack,
    clients::Access,
    inside::Inside,
    java::{Java, Output},
    stack::kafka_libs,
    world::{Customer, Instance},
};

const PRODUCER: &str = "org.apache.kafka.tools.ConsoleProducer";
const CONSUMER: &str = "org.apache.kafka.tools.consumer.ConsoleConsumer";
const TOPICS: &str = "org.apache.kafka.tools.TopicCommand";
const GROUPS: &str = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
const CONFIGS: &str = "kafka.admin.ConfigCommand";
const PERFORMANCE: &str = "org.apache.kafka.tools.ProducerPerformance";

/// A topic of the neighbour, whose name must not show anywhere.
const STRANGER: &str = "neighbours-secret";

/// The tools of one instance that has a neighbour on the same cell.
struct Tools {
    java: Java,
    instance: Instance,
    /// What must not be in any output.
    hidden: [String; 3],
}

impl Tools {
    async fn new(stack: &Stack) -> Self {
        let customer = Customer::new(stack).await;
        let (instance, neighbour) = (customer.standard().await, customer.standard().await);
        neighbour.topic(STRANGER, 1).await;
        let tenants = Inside::cell(stack).tenants().await;
        let prefix = |of: &Instance| tenants[&of.id].as_str().trim_end_matches('-').to_owned();
        let hidden = [prefix(&instance), prefix(&neighbour), STRANGER.to_owned()];
        let access: Access = instance.admin_access().await;
        let java = Java::new(&kafka_libs(), &access, "");
        Self { java, instance, hidden }
    }

    /// Runs a tool, with what it is configured with.
    async fn run(&self, class: &str, arguments: &[&str], input: &str) -> Output {
        let config = ["--command-config", self.java.config_file()];
        let output = self.java.run_raw(class, &[&config, arguments].concat(), input).await;
        for text in [&output.stdout, &output.stderr] {
            for hidden in &self.hidden {
                assert!(!text.contains(hidden), "{class} {arguments:?} shows {hidden}:\n{text}");
            }
        }
        output
    }

    async fn ok(&self, class: &str, arguments: &[&str]) -> String {
        self.run(class, arguments, "").await.expect_success()
    }

    async fn consume(&self, count: usize, arguments: &[&str]) -> String {
        let count = count.to_string();
        let read = ["--from-beginning", "--timeout-ms", "30000", "--max-messages", &count];
        self.ok(CONSUMER, &[&read, arguments].concat()).await
    }
}

/// Lines that programs have really written, each with its number.
fn log_lines(stack: &Stack, count: usize) -> String {
    let logs = ["kafka.log", "gateway.log", "postgres.log", "control-plane.log"];
    let text: String = logs.iter().map(|name| stack.logs(name)).collect();
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() > 100, "only {} lines were logged", lines.len());
    (0..count).zip(lines.iter().cycle()).fold(String::new(), |mut all, (number, line)| {
        writeln!(all, "{number} {line}").unwrap();
        all
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn log_lines_pass_unchanged() {
    let stack = Stack::shared().await;
    let tools = Tools::new(stack).await;
    tools.instance.topic("lines", 1).await;
    let mut sent = log_lines(stack, 20_000);
    // Whoever reads the prefixes in Kafka's own log is an operator, not a customer.
    for hidden in &tools.hidden {
        sent = sent.replace(hidden, "(hidden)");
    }
    tools.run(PRODUCER, &["--topic", "lines"], &sent).await.expect_success();
    let read = tools.consume(20_000, &["--topic", "lines", "--group", "readers"]).await;
    assert!(read == sent, "{} bytes went in, {} came out", sent.len(), read.len());

    let pattern = ["--include", "li.*s", "--group", "matchers"];
    let consumer = [&pattern[..], &["--command-property", "group.protocol=consumer"]].concat();
    let read = tools.consume(20_000, &consumer).await;
    assert!(read == sent, "{} bytes went in, {} came out by pattern", sent.len(), read.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_and_their_configurations_are_managed() {
    let tools = Tools::new(Stack::shared().await).await;
    let create = ["--create", "--topic", "orders", "--partitions", "3"];
    assert!(tools.ok(TOPICS, &create).await.contains("Created topic orders"));
    assert_eq!(tools.ok(TOPICS, &["--list"]).await.trim(), "orders");
    let described = tools.ok(TOPICS, &["--describe", "--topic", "orders"]).await;
    assert!(described.contains("PartitionCount: 3"), "{described}");
    let again = tools.run(TOPICS, &create, "").await;
    let said = format!("{}{}", again.stdout, again.stderr);
    assert!(!again.success && said.contains("already exists"), "{said}");

    let topic = ["--entity-type", "topics", "--entity-name", "orders"];
    let alter = |config: &'static str| [&topic[..], &["--alter", "--add-config", config]].concat();
    tools.ok(CONFIGS, &alter("retention.ms=86400000")).await;
    let described = tools.ok(CONFIGS, &[&topic[..], &["--describe"]].concat()).await;
    assert!(described.contains("retention.ms=86400000"), "{described}");
    let refused = tools.run(CONFIGS, &alter("min.insync.replicas=1"), "").await;
    let said = format!("{}{}", refused.stdout, refused.stderr);
    assert!(!refused.success && said.contains("min.insync.replicas"), "{said}");

    tools.ok(TOPICS, &["--delete", "--topic", "orders"]).await;
    assert_eq!(tools.ok(TOPICS, &["--list"]).await.trim(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_described_and_reset() {
    let stack = Stack::shared().await;
    let tools = Tools::new(stack).await;
    tools.instance.topic("orders", 1).await;
    tools.run(PRODUCER, &["--topic", "orders"], "a\nb\nc\n").await.expect_success();
    tools.consume(3, &["--topic", "orders", "--group", "billing"]).await;

    assert_eq!(tools.ok(GROUPS, &["--list"]).await.trim(), "billing");
    let described = tools.ok(GROUPS, &["--describe", "--group", "billing"]).await;
    let row = described.lines().find(|line| line.starts_with("billing")).unwrap();
    let row: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(row[..6], ["billing", "orders", "0", "3", "3", "0"], "{described}");

    let reset = ["--reset-offsets", "--group", "billing", "--topic", "orders", "--to-offset", "1"];
    tools.ok(GROUPS, &[&reset[..], &["--execute"]].concat()).await;
    let member = ["--topic", "orders", "--group", "billing"];
    let remaining = [&member[..], &["--timeout-ms", "30000", "--max-messages", "2"]].concat();
    assert_eq!(tools.ok(CONSUMER, &remaining).await, "b\nc\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn transactions_are_committed() {
    let tools = Tools::new(Stack::shared().await).await;
    tools.instance.topic("ledger", 1).await;
    let records = ["--topic", "ledger", "--num-records", "500", "--record-size", "100"];
    let pace = ["--throughput", "-1", "--transactional-id", "ledger-writer"];
    let duration = ["--transaction-duration-ms", "200"];
    let printed = tools.ok(PERFORMANCE, &[&records[..], &pace, &duration].concat()).await;
    assert!(printed.contains("500 records sent"), "{printed}");
    let committed = ["--topic", "ledger", "--isolation-level", "read_committed"];
    assert_eq!(tools.consume(500, &committed).await.lines().count(), 500);
}
