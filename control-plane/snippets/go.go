// Sends a message and shows what the topic has, until Ctrl-C.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/plain"
)

func main() {
	ca, err := os.ReadFile("ca.pem")
	if err != nil {
		log.Fatal(err)
	}
	authorities := x509.NewCertPool()
	authorities.AppendCertsFromPEM(ca)

	client, err := kgo.NewClient(
		kgo.SeedBrokers(strings.Split("{{bootstrap}}", ",")...),
		kgo.DialTLSConfig(&tls.Config{RootCAs: authorities}),
		kgo.SASL(plain.Auth{User: "{{key_id}}", Pass: "API_KEY"}.AsMechanism()),
		kgo.ConsumeTopics("{{topic}}"),
		kgo.ConsumerGroup("{{group}}"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	message := &kgo.Record{Topic: "{{topic}}", Value: []byte("hello from Go")}
	sent, err := client.ProduceSync(ctx, message).First()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("sent to partition %d at offset %d\n", sent.Partition, sent.Offset)

	for ctx.Err() == nil {
		fetches := client.PollFetches(ctx)
		fetches.EachRecord(func(record *kgo.Record) {
			fmt.Printf("%d/%d: %s\n", record.Partition, record.Offset, record.Value)
		})
		if err := fetches.Err0(); err != nil && ctx.Err() == nil {
			log.Fatal(err)
		}
	}
}
