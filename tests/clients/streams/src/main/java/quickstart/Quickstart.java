package quickstart;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts the messages of a topic by what they say, which takes a topic to send them through and one to
 * keep the counts in. Everything about Kafka comes from streams.properties.
 */
public final class Quickstart {
    public static void main(String[] arguments) throws Exception {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("streams.properties"))) {
            settings.load(file);
        }
        settings.putIfAbsent("state.dir", "state");

        var counts = Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("counts")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long())
                .withCachingDisabled();
        var builder = new StreamsBuilder();
        builder.stream(arguments[0], Consumed.with(Serdes.ByteArray(), Serdes.String()))
                .groupBy((key, said) -> said, Grouped.with(Serdes.String(), Serdes.String()))
                .count(counts)
                .toStream()
                .foreach((said, count) -> System.out.printf("%s: %d%n", said, count));

        var streams = new KafkaStreams(builder.build(), settings);
        streams.setUncaughtExceptionHandler(failure -> {
            failure.printStackTrace();
            return StreamThreadExceptionResponse.SHUTDOWN_APPLICATION;
        });
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
    }
}
