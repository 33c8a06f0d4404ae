// Sends a message and shows what the topic has, until Ctrl-C.
const { Kafka } = require('@confluentinc/kafka-javascript').KafkaJS;

const kafka = new Kafka({
  kafkaJS: {
    brokers: '{{bootstrap}}'.split(','),
    ssl: true,
    sasl: { mechanism: 'plain', username: '{{key_id}}', password: 'API_KEY' },
  },
  'ssl.ca.location': 'ca.pem',
});

async function main() {
  const producer = kafka.producer();
  await producer.connect();
  const messages = [{ value: 'hello from Node.js' }];
  const [sent] = await producer.send({ topic: '{{topic}}', messages });
  console.log(`sent to partition ${sent.partition} at offset ${sent.baseOffset}`);
  await producer.disconnect();

  const consumer = kafka.consumer({ kafkaJS: { groupId: '{{group}}', fromBeginning: true } });
  process.once('SIGINT', () => consumer.disconnect());
  await consumer.connect();
  await consumer.subscribe({ topics: ['{{topic}}'] });
  await consumer.run({
    eachMessage: async ({ partition, message }) =>
      console.log(`${partition}/${message.offset}: ${message.value}`),
  });
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
