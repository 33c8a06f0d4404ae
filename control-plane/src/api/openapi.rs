//! The OpenAPI document: generated from the handlers, completed here with what is the same for all.

mod refusals;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use utoipa::{
    PartialSchema as _, ToSchema as _,
    openapi::{
        ContentBuilder, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr,
        ResponseBuilder, SecurityRequirement,
        path::{Operation, ParameterBuilder, ParameterIn, PathItem},
        schema::{ObjectBuilder, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
        tag::TagBuilder,
    },
};

use self::refusals::Traits;
use super::{
    browser,
    fields::FIELDS,
    problem::{Code, ProblemBody, ProblemField},
};

/// Sign in and out.
pub const SESSIONS: &str = "sessions";
/// People.
pub const USERS: &str = "users";
/// Customers.
pub const ORGS: &str = "orgs";
/// Who belongs to an org.
pub const MEMBERS: &str = "members";
/// Kafka endpoints.
pub const INSTANCES: &str = "instances";
/// What an instance holds.
pub const TOPICS: &str = "topics";
/// What topics hold.
pub const RECORDS: &str = "records";
/// Who reads, and how far they are.
pub const GROUPS: &str = "groups";
/// Kafka clients' way in.
pub const CREDENTIALS: &str = "credentials";
/// Programs' way in.
pub const TOKENS: &str = "tokens";
/// What was done.
pub const AUDIT: &str = "audit";
/// Following changes.
pub const OPERATIONS: &str = "operations";
/// What instances run on.
pub const CLUSTERS: &str = "clusters";
/// What refusals mean.
pub const PROBLEMS: &str = "problems";

const TAGS: [(&str, &str); 14] = [
    (SESSIONS, "Sign in, refresh, sign out"),
    (USERS, "Who you are, and adding people"),
    (ORGS, "Customers: they own instances"),
    (MEMBERS, "Who belongs to an org, and with which role"),
    (TOKENS, "API tokens, with which programs use this API"),
    (INSTANCES, "Kafka endpoints: plans, instances, how to connect"),
    (TOPICS, "Topics of an instance, as Kafka knows them"),
    (RECORDS, "Records of a topic: looking for them, and writing some"),
    (GROUPS, "Consumer groups of an instance: members, offsets, lag"),
    (CREDENTIALS, "Machine identities of an instance, and their keys"),
    (AUDIT, "What was done in an org, and what was refused"),
    (OPERATIONS, "Following changes that take time"),
    (CLUSTERS, "Kafka clusters and what they carry, for operators"),
    (PROBLEMS, "What each refusal means and what to do"),
];

const BEARER: &str = "bearer";
const COOKIE: &str = "cookie";
const NO_SCOPES: [&str; 0] = [];

/// What stands above all operations.
pub fn opening() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Millrace")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Managed Kafka: instances, topics, groups, credentials. Every change takes an \
             `Idempotency-Key` and `dry_run=true`; every refusal is an RFC 9457 problem whose codes are listed at \
             `/v1/problems`; what changes over time is versioned by `ETag` and `If-Match`.",
        ))
        .build();
    let tags =
        TAGS.map(|(name, text)| TagBuilder::new().name(name).description(Some(text)).build());
    OpenApiBuilder::new()
        .info(info)
        .tags(Some(tags))
        .security(Some([BEARER, COOKIE].map(|name| SecurityRequirement::new(name, NO_SCOPES))))
        .build()
}

/// Adds to every operation what is the same for all: the problems it may answer with, and
/// how every change can be repeated and tried.
pub fn complete(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A session's access token, or an API token (`mrt_…`)"))
        .build();
    components.add_security_scheme(BEARER, SecurityScheme::Http(scheme));
    let text = "A browser's session. Whatever changes something needs `X-Millrace-CSRF: 1` as well";
    let cookie = ApiKeyValue::with_description(browser::COOKIE, text);
    components.add_security_scheme(COOKIE, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    components.schemas.insert(ProblemBody::name().into_owned(), ProblemBody::schema());
    components.schemas.insert(ProblemField::name().into_owned(), ProblemField::schema());
    for item in document.paths.paths.values_mut() {
        for (method, operation) in operations(item) {
            complete_operation(&method, operation);
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn complete_operation(method: &HttpMethod, operation: &mut Operation) {
    let Traits { changes, is_public, .. } = Traits::of(method, operation);
    if changes && !is_public {
        let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(255));
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .description(Some(
                "Makes repeating the request safe: the same key gets the same answer for 24 hours.",
            ))
            .schema(Some(text.build()));
        let flag = ObjectBuilder::new().schema_type(Type::Boolean).default(Some(false.into()));
        let dry_run = ParameterBuilder::new()
            .name("dry_run")
            .parameter_in(ParameterIn::Query)
            .description(Some(
                "Only try it: the answer is a refusal if the change would be refused, else 200 with \
                 what would be answered, `\"dry_run\": true` and the header `Dry-Run: true`. Nothing \
                 is changed, and no secret is issued.",
            ))
            .schema(Some(flag.build()));
        let parameters = operation.parameters.get_or_insert_default();
        parameters.extend([key, dry_run].map(|parameter| RefOr::T(parameter.build())));
        let tried = ResponseBuilder::new().description("With `dry_run`: what would be answered");
        let responses = &mut operation.responses.responses;
        responses.entry("200".to_owned()).or_insert_with(|| RefOr::T(tried.build()));
    }
    let shows = operation.responses.responses.get("200");
    let shows = shows.is_some_and(|answer| match answer {
        RefOr::T(answer) => answer.content.contains_key("application/json"),
        RefOr::Ref(_) => false,
    });
    if !changes && shows {
        let text = ObjectBuilder::new().schema_type(Type::String).examples(["id,name"]);
        let fields = ParameterBuilder::new()
            .name(FIELDS)
            .parameter_in(ParameterIn::Query)
            .description(Some(
                "Answer with these fields only, separated by commas; one of an inner object is \
                 `outer.inner`. In a list, the fields of its items.",
            ))
            .schema(Some(text.build()));
        operation.parameters.get_or_insert_default().push(RefOr::T(fields.build()));
    }
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && parameter.parameter_in == ParameterIn::Path
        {
            let what = match parameter.name.as_str() {
                "topic" => "The topic's name, percent-encoded",
                "member" => "The member's user id",
                _ => "Its id",
            };
            parameter.description.get_or_insert_with(|| what.to_owned());
        }
    }
    let traits = Traits::of(method, operation);
    let mut refusals: BTreeMap<StatusCode, Vec<&str>> = BTreeMap::new();
    for code in Code::ALL.iter().filter(|code| traits.may_answer(**code)) {
        refusals.entry(code.status()).or_default().push(code.name());
    }
    for (status, codes) in refusals {
        let content =
            ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemBody::name()))).build();
        let response = ResponseBuilder::new()
            .description(format!("A problem: {}", codes.join(", ")))
            .content("application/problem+json", content)
            .build();
        let key = status.as_str().to_owned();
        operation.responses.responses.entry(key).or_insert(RefOr::T(response));
    }
}
