//! `/v1/orgs/{org}/events`: what happens in an org, as it happens.

use std::{convert::Infallible, fmt::Write as _};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderName, header},
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Utc};
use futures_util::stream;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::ids::{InstanceId, OrgId};

use super::{
    extract::{LastEventId, Path},
    openapi::ORGS,
    orgs::OrgPath,
    problem::Problem,
};
use crate::{
    app::{
        App, Caller,
        events::{self, Follower, Told},
    },
    domain::event::{Event, Happened},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(follow_events))
}

/// The data of an event: when and where it happened, and beside these what its name says.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
struct EventView {
    at: DateTime<Utc>,
    /// The instance that it concerns; null if it concerns none.
    instance_id: Option<InstanceId>,
    /// Of `operation`: `operation_id`, `kind`, `state`, `step`, `steps_done`, `steps_total`, `error`.
    /// Of `instance`: `name`, `phase`. Of `credential.first_authentication`: `credential_id`, `key_id`,
    /// `address`, `client_id`, `software`. Of `topic.first_produce`: `topic`. Of `group.first_join`:
    /// `group`. Of `credential.authentication_failed`: `credential_id`, `key_id`, `address`, `reason`,
    /// `count`, `last_used_at`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    data: serde_json::Value,
}

#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes what `LastEventId` reads")]
struct Resume {
    /// Go on after this event. Browsers send it by themselves when they connect again.
    #[param(rename = "Last-Event-ID")]
    last_event_id: Option<String>,
}

/// Follow an org's events
///
/// Server-sent events, from now on or after `Last-Event-ID`: `operation` and `instance` when one of
/// these changes; `credential.first_authentication`, `topic.first_produce` and `group.first_join` when
/// a client does so for the first time; `credential.authentication_failed` when one is not let in with
/// a key of the org's. They are kept for a day; `missed` tells a client that was away for longer to
/// look at everything again. A comment every 10 s says that it is alive. The server ends it after some
/// minutes, and whenever the caller may no longer follow: connect again.
#[utoipa::path(get, path = "/orgs/{org}/events", tag = ORGS, operation_id = "follow_events",
    params(("org" = OrgId, Path), Resume),
    responses((status = 200, body = EventView, content_type = "text/event-stream",
        description = "The events")))]
async fn follow_events(
    State(app): State<App>,
    caller: Caller,
    Path(path): Path<OrgPath>,
    LastEventId(after): LastEventId,
) -> Result<Response, Problem> {
    let follower = events::follow(&app, &caller, path.org, after).await?;
    let told = stream::unfold(follower, async |mut follower: Follower| {
        let text = written(follower.next().await?);
        Some((Ok::<_, Infallible>(text), follower))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        // Proxies that gather answers before they pass them on leave this one alone.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(told)).into_response())
}

fn written(told: Told) -> String {
    match told {
        // An id without an event: from here on a client goes on when it connects again.
        Told::Begun(position) => format!(": following\nretry: 1000\nid: {position}\n\n"),
        Told::Missed(position) => {
            format!("retry: 1000\nid: {position}\nevent: missed\ndata: {{}}\n\n")
        }
        Told::Nothing => ": alive\n\n".to_owned(),
        Told::Events(events) => events.into_iter().fold(String::new(), |mut text, event| {
            // Writing to a text does not fail.
            let _ = write!(text, "id: {}\n{}", event.position, event_of(&event));
            text
        }),
    }
}

fn event_of(event: &Event) -> String {
    let Event { at, instance_id, happened, .. } = event;
    let view = EventView { at: *at, instance_id: *instance_id, data: data(happened) };
    // JSON has no line breaks of its own.
    let data = serde_json::to_string(&view).unwrap_or_default();
    format!("event: {happened}\ndata: {data}\n\n")
}

fn data(happened: &Happened) -> serde_json::Value {
    let mut told = serde_json::to_value(happened).unwrap_or_default();
    told["data"].take()
}
