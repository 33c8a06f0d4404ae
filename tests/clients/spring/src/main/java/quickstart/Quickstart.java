package quickstart;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends a message and shows what the topic has. Everything about Kafka comes from application.yml. */
@SpringBootApplication
public class Quickstart {
    public static void main(String[] arguments) {
        SpringApplication.run(Quickstart.class, arguments);
    }

    @Bean
    CommandLineRunner sender(KafkaTemplate<String, String> template) {
        return arguments -> template.sendDefault("hello from Spring").get();
    }

    @KafkaListener(topics = "${spring.kafka.template.default-topic}")
    void read(ConsumerRecord<String, String> message) {
        System.out.printf("%d/%d: %s%n", message.partition(), message.offset(), message.value());
    }
}
