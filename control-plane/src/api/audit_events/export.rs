//! The whole trail as a file: CSV for spreadsheets, or a JSON object per line for programs.
//!
//! It is read and sent page by page, so its length costs no memory.

use std::io;

use axum::{
    body::Body,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use wire::{
    error::chain,
    ids::{AuditEventId, OrgId},
};

use super::AuditEventView;
use crate::{
    api::problem::Problem,
    app::{
        App, AppError, Caller,
        audit::{self, Filter},
    },
    domain::{
        audit::AuditEvent,
        page::{Order, Page, PageRequest},
    },
};

/// Entries read at a time.
const PORTION: u16 = 500;
/// The columns of the CSV form.
const COLUMNS: &str = "id,at,actor_type,actor_id,action,subject_type,subject_id,outcome,request_id,\
                       address,detail\r\n";

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Ndjson,
}

impl Format {
    /// The form that a client asks for with `Accept`, if it wants a file.
    pub(super) fn wanted(headers: &HeaderMap) -> Option<Self> {
        let accept = headers.get(header::ACCEPT)?.to_str().ok()?;
        accept.split(',').find_map(|range| match range.split(';').next()?.trim() {
            "text/csv" => Some(Self::Csv),
            "application/x-ndjson" => Some(Self::Ndjson),
            _ => None,
        })
    }

    const fn opening(self) -> &'static str {
        match self {
            Self::Csv => COLUMNS,
            Self::Ndjson => "",
        }
    }

    fn line(self, event: AuditEvent) -> String {
        match self {
            Self::Csv => csv(&event),
            Self::Ndjson => {
                let json = serde_json::to_string(&AuditEventView::from(event));
                format!("{}\n", json.unwrap_or_default())
            }
        }
    }
}

fn csv(event: &AuditEvent) -> String {
    let fields = [
        event.id.to_string(),
        event.at.to_rfc3339(),
        event.actor_type.clone(),
        event.actor_id.clone(),
        event.action.clone(),
        event.subject_type.clone(),
        event.subject_id.clone(),
        event.outcome.name().to_owned(),
        event.request_id.clone().unwrap_or_default(),
        event.address.clone().unwrap_or_default(),
        event.detail.to_string(),
    ];
    fields.map(|field| quoted(&field)).join(",") + "\r\n"
}

/// A field of a CSV line. Spreadsheets would calculate what begins like a formula.
fn quoted(field: &str) -> String {
    let guard = if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", field.replace('"', "\"\""))
}

/// Where an export stands.
struct Export {
    app: App,
    caller: Caller,
    org: OrgId,
    filter: Filter,
    format: Format,
}

impl Export {
    async fn page(
        &self,
        after: Option<AuditEventId>,
    ) -> Result<Page<AuditEvent, AuditEventId>, AppError> {
        let mut tx = self.app.begin().await?;
        let request = PageRequest { limit: PORTION, order: Order::NEWEST_FIRST, after };
        audit::list(&self.app, &mut tx, &self.caller, self.org, &self.filter, &request).await
    }

    fn text(&self, page: Page<AuditEvent, AuditEventId>) -> (String, Option<AuditEventId>) {
        let lines = page.items.into_iter().map(|event| self.format.line(event));
        (lines.collect(), page.next)
    }
}

/// All entries that the filter lets through, newest first.
pub(super) async fn export(
    app: App,
    caller: Caller,
    org: OrgId,
    filter: Filter,
    format: Format,
) -> Result<Response, Problem> {
    let export = Export { app, caller, org, filter, format };
    // The first page decides whether there is an answer at all.
    let (text, next) = export.text(export.page(None).await?);
    let first = format!("{}{text}", format.opening());
    let rest = stream::try_unfold((export, next), async |(export, next)| {
        let Some(after) = next else { return Ok(None) };
        match export.page(Some(after)).await {
            Ok(page) => {
                let (text, next) = export.text(page);
                Ok(Some((text, (export, next))))
            }
            // The client sees that the file is not whole.
            Err(error) => {
                tracing::warn!(error = chain(&error), "an export of the audit trail broke off");
                Err(io::Error::other("the export broke off"))
            }
        }
    });
    let body = stream::StreamExt::chain(stream::iter([Ok(first)]), rest);
    let (kind, file) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "attachment; filename=\"audit-events.csv\""),
        Format::Ndjson => ("application/x-ndjson", "attachment; filename=\"audit-events.ndjson\""),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, Body::from_stream(body)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_sent_to_those_who_ask_for_one() {
        let wanted = |accept: &'static str| {
            let headers = [(header::ACCEPT, accept.parse().unwrap())].into_iter().collect();
            Format::wanted(&headers)
        };
        assert_eq!(wanted("text/csv"), Some(Format::Csv));
        assert_eq!(wanted("application/x-ndjson; q=1, */*"), Some(Format::Ndjson));
        assert_eq!(wanted("application/json, */*"), None);
        assert_eq!(Format::wanted(&HeaderMap::new()), None);
    }

    #[test]
    fn nothing_in_a_field_ends_it_or_is_calculated() {
        assert_eq!(quoted("a\"b,\r\nc"), "\"a\"\"b,\r\nc\"");
        for formula in ["=1+1", "+1", "-1", "@x", "\tx"] {
            assert_eq!(quoted(formula), format!("\"'{formula}\""));
        }
    }
}
