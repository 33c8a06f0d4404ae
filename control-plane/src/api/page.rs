//! Lists over HTTP: `page_size`, `page_token`, `order_by` and filters.
//!
//! A page token is the key of the last item, authenticated together with the caller, the path and
//! all other parameters. So it continues exactly the list it came from, for exactly the caller who
//! got it, and tells nothing that the list did not.

use std::{fmt::Display, marker::PhantomData, str::FromStr};

use axum::{extract::FromRequestParts, http::request::Parts};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use utoipa::{
    IntoParams,
    openapi::{
        path::{Parameter, ParameterBuilder, ParameterIn},
        schema::{ObjectBuilder, Type},
    },
};

use super::{
    extract::{parse_query, query_pairs},
    problem::{Code, Problem},
};
use crate::{
    app::{App, Caller},
    domain::page::{Key, Page, PageRequest},
};

const DEFAULT_SIZE: u16 = 50;
const MAX_SIZE: u16 = 500;
const TAG_LEN: usize = 32;

/// A page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct List<T> {
    /// The items.
    pub items: Vec<T>,
    /// Pass it as `page_token` to go on; null on the last page.
    pub next_page_token: Option<String>,
}

/// Describes the parameters that the [`Listing`] of a list by `K` reads.
#[derive(Debug)]
pub struct PageParams<K>(PhantomData<K>);

impl<K: Key> IntoParams for PageParams<K> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let size = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .default(Some(DEFAULT_SIZE.into()))
            .minimum(Some(1))
            .maximum(Some(MAX_SIZE));
        let orders = K::ORDERS.iter().map(|order| order.name());
        let order = ObjectBuilder::new()
            .schema_type(Type::String)
            .default(K::ORDERS.first().map(|order| order.name().into()))
            .enum_values(Some(orders));
        let token = ObjectBuilder::new().schema_type(Type::String);
        [
            ("page_size", size, "At most this many items."),
            ("order_by", order, "What the list is ordered by."),
            (
                "page_token",
                token,
                "Continue a list: the `next_page_token` of the page before, with the same filter \
                 and order.",
            ),
        ]
        .map(|(name, schema, description)| {
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .description(Some(description))
                .schema(Some(schema))
                .build()
        })
        .into()
    }
}

/// A list's filter and position; `F` has the filter's parameters, `K` is what the list is ordered
/// by.
#[derive(Debug)]
pub struct Listing<F, K> {
    /// The filter.
    pub filter: F,
    /// Which part of the list.
    pub page: PageRequest<K>,
    binding: Vec<u8>,
    key: PhantomData<K>,
}

/// No filter.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFilter {}

impl<F, K> Listing<F, K> {
    /// Takes the filter out.
    pub fn split(self) -> (F, Listing<(), K>) {
        let Self { filter, page, binding, key } = self;
        (filter, Listing { filter: (), page, binding, key })
    }
}

impl<F, K: Display> Listing<F, K> {
    /// The page as it is returned.
    pub fn reply<T, U>(&self, app: &App, page: Page<T, K>, turn: impl FnMut(T) -> U) -> List<U> {
        let next_page_token = page.next.as_ref().map(|key| seal(app, &self.binding, key));
        List { items: page.items.into_iter().map(turn).collect(), next_page_token }
    }
}

impl<F: DeserializeOwned, K: Key + Send> FromRequestParts<App> for Listing<F, K> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let mut rest = query_pairs(parts)?;
        let mut take = |name: &str| -> Result<Option<String>, Problem> {
            let at = rest.iter().position(|(n, _)| n == name);
            let value = at.map(|at| rest.remove(at).1);
            if rest.iter().any(|(n, _)| n == name) {
                return Err(malformed(name, "given more than once"));
            }
            Ok(value)
        };
        let limit = match take("page_size")? {
            None => DEFAULT_SIZE,
            Some(text) => text
                .parse()
                .ok()
                .filter(|size| (1..=MAX_SIZE).contains(size))
                .ok_or_else(|| malformed("page_size", "expected a number from 1 to 500"))?,
        };
        let token = take("page_token")?;
        let wanted = take("order_by")?;
        let order = match &wanted {
            None => K::ORDERS.first(),
            Some(name) => K::ORDERS.iter().find(|order| order.name() == name),
        };
        let order = *order.ok_or_else(|| {
            let names: Vec<&str> = K::ORDERS.iter().map(|order| order.name()).collect();
            malformed("order_by", &format!("expected one of: {}", names.join(", ")))
        })?;
        rest.sort();
        let binding = binding(&caller, parts.uri.path(), order.name(), &rest);
        let after = token.map(|token| open(app, &binding, &token)).transpose()?;
        Ok(Self {
            filter: parse_query(rest)?,
            page: PageRequest { limit, order, after },
            binding,
            key: PhantomData,
        })
    }
}

pub(super) fn malformed(name: &str, detail: &str) -> Problem {
    Problem::new(Code::MalformedRequest, format!("the query parameter `{name}`: {detail}")).at(
        name,
        "malformed",
        detail,
    )
}

/// Everything a token is bound to; each part with its length, so that no two lists look alike.
pub(super) fn binding(
    caller: &Caller,
    path: &str,
    order: &str,
    parameters: &[(String, String)],
) -> Vec<u8> {
    let actor = caller.actor.id();
    let parts = [actor.as_str(), path, order]
        .into_iter()
        .chain(parameters.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]));
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(&part.len().to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

/// A token that holds `key`, for whoever `binding` stands for.
pub(super) fn seal(app: &App, binding: &[u8], key: &impl Display) -> String {
    let key = key.to_string();
    let tag = app.keyring.page_tag(&[binding, b"\0", key.as_bytes()].concat());
    URL_SAFE_NO_PAD.encode([&tag, key.as_bytes()].concat())
}

/// The key in a token, if it was given to this caller for this list.
pub(super) fn open<K: FromStr>(app: &App, binding: &[u8], token: &str) -> Result<K, Problem> {
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (tag, key) = bytes.split_at_checked(TAG_LEN)?;
        let content = [binding, b"\0", key].concat();
        if !app.keyring.is_page_tag(&content, tag) {
            return None;
        }
        std::str::from_utf8(key).ok()?.parse().ok()
    };
    read().ok_or_else(|| {
        Problem::new(Code::InvalidPageToken, "this page_token does not continue this list")
    })
}
