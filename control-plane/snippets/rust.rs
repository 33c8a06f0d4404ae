//! Sends a message and shows what the topic has, until Ctrl-C.

use std::{error::Error, time::Duration};

use rdkafka::{
    ClientConfig, Message,
    consumer::{Consumer, StreamConsumer},
    producer::{FutureProducer, FutureRecord},
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", "{{bootstrap}}")
        .set("security.protocol", "SASL_SSL")
        .set("sasl.mechanisms", "PLAIN")
        .set("sasl.username", "{{key_id}}")
        .set("sasl.password", "API_KEY")
        .set("ssl.ca.location", "ca.pem");

    let producer: FutureProducer = config.create()?;
    let message = FutureRecord::<(), _>::to("{{topic}}").payload("hello from Rust");
    let sent = producer.send(message, Duration::from_secs(10)).await.map_err(|(error, _)| error)?;
    println!("sent to partition {} at offset {}", sent.partition, sent.offset);

    config.set("group.id", "{{group}}").set("auto.offset.reset", "earliest");
    let consumer: StreamConsumer = config.create()?;
    consumer.subscribe(&["{{topic}}"])?;
    loop {
        let message = consumer.recv().await?;
        let value = String::from_utf8_lossy(message.payload().unwrap_or_default());
        println!("{}/{}: {value}", message.partition(), message.offset());
    }
}
