//! What each client is set up with, an instance's own values filled in.
//!
//! The templates are in `control-plane/snippets`. What stands between double braces is filled in here;
//! `API_KEY` is left for whoever has it, because we do not. Every value is a name that means nothing
//! special in any of the languages: where a grant has another kind of name, it is not used.

use wire::key::KeyId;

use crate::domain::{
    grant::{AclOperation, Grant, PatternType, ResourceType},
    topic::TopicName,
};

/// The group, and the topic, of those who have no reason to choose another.
const GROUP: &str = "quickstart";
const TOPIC: &str = "hello";
/// What stands for a key's id as long as there is none.
const KEY_ID: &str = "KEY_ID";

/// A client there is a snippet for.
#[derive(Debug)]
pub struct Client {
    /// Its name in paths.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What the snippet is written in.
    pub language: &'static str,
    /// The file to save it as.
    pub file_name: &'static str,
    /// How to install the client.
    pub install: &'static str,
    /// How to use the file, `ca.pem` beside it.
    pub run: &'static str,
    template: &'static str,
}

macro_rules! clients {
    ($($name:literal = $title:literal, $language:literal, $file:literal, $template:literal,
        $install:literal, $run:literal;)+) => {
        /// All of them.
        pub const CLIENTS: &[Client] = &[$(Client {
            name: $name,
            title: $title,
            language: $language,
            file_name: $file,
            install: $install,
            run: $run,
            template: include_str!(concat!("../../snippets/", $template)),
        },)+];
    };
}

clients! {
    "java" = "Java", "properties", "client.properties", "java.properties",
        "Maven: org.apache.kafka:kafka-clients, 2.7 or later",
        "kafka-console-producer.sh --bootstrap-server {{bootstrap}} --command-config client.properties --topic {{topic}}";
    "spring" = "Spring Boot", "yaml", "application.yml", "spring.yml",
        "Maven: org.springframework.boot:spring-boot-starter-kafka; before Spring Boot 4: org.springframework.kafka:spring-kafka",
        "";
    "kcat" = "kcat", "properties", "kcat.conf", "kcat.conf",
        "apt-get install kcat",
        "kcat -F kcat.conf -t {{topic}} -C -o beginning";
    "python" = "Python", "python", "quickstart.py", "python.py",
        "pip install confluent-kafka", "python quickstart.py";
    "node" = "Node.js", "javascript", "quickstart.js", "node.js",
        "npm install @confluentinc/kafka-javascript", "node quickstart.js";
    "go" = "Go", "go", "main.go", "go.go",
        "go mod init quickstart && go get github.com/twmb/franz-go/pkg/kgo@latest", "go run .";
    "rust" = "Rust", "rust", "src/main.rs", "rust.rs",
        "cargo init --name quickstart && cargo add rdkafka --features ssl && cargo add tokio --features full",
        "cargo run";
    "dotnet" = ".NET", "csharp", "Program.cs", "dotnet.cs",
        "dotnet new console && dotnet add package Confluent.Kafka", "dotnet run";
    "connect" = "Kafka Connect", "properties", "connect.properties", "connect.properties",
        "Apache Kafka's own distribution", "connect-distributed.sh connect.properties";
    "streams" = "Kafka Streams", "properties", "streams.properties", "streams.properties",
        "Maven: org.apache.kafka:kafka-streams, 2.7 or later", "";
    "env" = "Environment", "dotenv", ".env", "dot.env", "", "";
}

/// What is filled in.
#[derive(Debug)]
pub struct Values {
    bootstrap: String,
    key_id: String,
    topic: String,
    group: String,
}

impl Values {
    /// Names that the grants allow, as far as they do; `topic` is somebody's choice.
    pub fn new(
        bootstrap: String,
        grants: &[Grant],
        key: Option<&KeyId>,
        topic: Option<&TopicName>,
    ) -> Self {
        let usual_topic = || allowed_name(grants, ResourceType::Topic, TOPIC);
        Self {
            bootstrap,
            key_id: key.map_or(KEY_ID, KeyId::as_str).to_owned(),
            topic: topic.map_or_else(usual_topic, |topic| topic.as_str().to_owned()),
            group: allowed_name(grants, ResourceType::Group, GROUP),
        }
    }

    fn get(&self, name: &str) -> &str {
        match name {
            "bootstrap" => &self.bootstrap,
            "key_id" => &self.key_id,
            "topic" => &self.topic,
            "group" => &self.group,
            // A test renders all templates and finds none.
            _ => "",
        }
    }

    /// A text with the values in their places. What is filled in is not looked through again.
    fn fill(&self, template: &str) -> String {
        let mut parts = template.split("{{");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once("}}").unwrap_or_default();
            text.push_str(self.get(name));
            text.push_str(rest);
        }
        text
    }
}

impl Client {
    /// The file.
    pub fn text(&self, values: &Values) -> String {
        values.fill(self.template)
    }

    /// The command to run it with; empty where that depends on the rest of the application.
    pub fn command(&self, values: &Values) -> String {
        values.fill(self.run)
    }
}

/// The usual name if it is allowed or nothing is; else one that is.
fn allowed_name(grants: &[Grant], resource: ResourceType, usual: &str) -> String {
    let operations = match resource {
        ResourceType::Topic => &[AclOperation::Write, AclOperation::Read][..],
        _ => &[AclOperation::Read],
    };
    let is_plain = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
    };
    operations
        .iter()
        .find_map(|operation| {
            if grants.iter().any(|grant| grant.allows(resource, usual, *operation)) {
                return Some(usual.to_owned());
            }
            grants.iter().find_map(|grant| {
                let name = match grant.pattern {
                    PatternType::Literal => grant.name.clone(),
                    PatternType::Prefixed => format!("{}{usual}", grant.name),
                };
                (is_plain(&name) && grant.allows(resource, &name, *operation)).then_some(name)
            })
        })
        .unwrap_or_else(|| usual.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::grant;

    fn granted(resource: ResourceType, name: &str, pattern: PatternType) -> Grant {
        Grant { resource, name: name.to_owned(), pattern, operations: vec![AclOperation::All] }
    }

    fn values(grants: &[Grant]) -> Values {
        Values::new("a:1,b:2".to_owned(), grants, None, None)
    }

    #[test]
    fn everything_is_filled_in_but_the_secret() {
        let values = values(&grant::admin());
        for client in CLIENTS {
            let names = client.template.split("{{").skip(1).chain(client.run.split("{{").skip(1));
            for name in names {
                let name = name.split("}}").next().unwrap();
                assert!(!values.get(name).is_empty(), "{}: {name} is not known", client.name);
            }
            let text = client.text(&values);
            assert!(text.contains("a:1,b:2") && !text.contains("{{"), "{}:\n{text}", client.name);
            assert!(text.contains("API_KEY") && text.contains(KEY_ID), "{}:\n{text}", client.name);
            assert!(text.contains("ca.pem"), "{}:\n{text}", client.name);
        }
    }

    #[test]
    fn a_value_is_not_filled_in_again() {
        let topic = "hello".parse().unwrap();
        let values = Values::new("{{topic}}".to_owned(), &[], None, Some(&topic));
        assert_eq!(values.fill("{{bootstrap}} {{topic}}"), "{{topic}} hello");
    }

    #[test]
    fn names_are_those_that_the_grants_allow() {
        use PatternType::{Literal, Prefixed};
        use ResourceType::{Group, Topic};
        let names = |grants: &[Grant]| {
            let values = values(grants);
            (values.topic, values.group)
        };
        let both = |topic: &str, group: &str| (topic.to_owned(), group.to_owned());
        assert_eq!(names(&[]), both("hello", "quickstart"));
        assert_eq!(names(&grant::produce_consume()), both("hello", "quickstart"));
        assert_eq!(
            names(&[granted(Topic, "orders-", Prefixed), granted(Group, "billing", Literal)]),
            both("orders-hello", "billing")
        );
        assert_eq!(
            names(&[granted(Topic, "orders", Literal), granted(Group, "b.", Prefixed)]),
            both("orders", "b.quickstart")
        );
        // A group's name can be anything, even the end of a string and the start of a program.
        assert_eq!(
            names(&[granted(Group, "\"); rm -rf /", Literal), granted(Group, "' x", Prefixed)]),
            both("hello", "quickstart")
        );
    }
}
