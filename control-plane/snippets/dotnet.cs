// Sends a message and shows what the topic has, until Ctrl-C.
using Confluent.Kafka;

var config = new ClientConfig
{
    BootstrapServers = "{{bootstrap}}",
    SecurityProtocol = SecurityProtocol.SaslSsl,
    SaslMechanism = SaslMechanism.Plain,
    SaslUsername = "{{key_id}}",
    SaslPassword = "API_KEY",
    SslCaLocation = "ca.pem",
};

using (var producer = new ProducerBuilder<Null, string>(config).Build())
{
    var message = new Message<Null, string> { Value = "hello from .NET" };
    var sent = await producer.ProduceAsync("{{topic}}", message);
    Console.WriteLine($"sent to partition {sent.Partition.Value} at offset {sent.Offset.Value}");
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
var consumerConfig = new ConsumerConfig(config)
{
    GroupId = "{{group}}",
    AutoOffsetReset = AutoOffsetReset.Earliest,
};
using var consumer = new ConsumerBuilder<Ignore, string>(consumerConfig).Build();
consumer.Subscribe("{{topic}}");
try
{
    while (true)
    {
        var read = consumer.Consume(stop.Token);
        Console.WriteLine($"{read.Partition.Value}/{read.Offset.Value}: {read.Message.Value}");
    }
}
catch (OperationCanceledException)
{
    consumer.Close();
}
