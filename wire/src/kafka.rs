//! Kafka's protocol: messages, framing and a client.
