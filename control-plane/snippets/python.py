"""Sends a message and shows what the topic has, until Ctrl-C."""

from confluent_kafka import Consumer, Producer

config = {
    "bootstrap.servers": "{{bootstrap}}",
    "security.protocol": "SASL_SSL",
    "sasl.mechanisms": "PLAIN",
    "sasl.username": "{{key_id}}",
    "sasl.password": "API_KEY",
    "ssl.ca.location": "ca.pem",
}


def sent(error, message):
    if error:
        raise SystemExit(f"not sent: {error}")
    print(f"sent to partition {message.partition()} at offset {message.offset()}")


producer = Producer(config)
producer.produce("{{topic}}", value="hello from Python", on_delivery=sent)
producer.flush()

consumer = Consumer(config | {"group.id": "{{group}}", "auto.offset.reset": "earliest"})
consumer.subscribe(["{{topic}}"])
try:
    while True:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            raise SystemExit(f"not read: {message.error()}")
        print(f"{message.partition()}/{message.offset()}: {message.value().decode()}")
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
