//! Which problems each operation can answer with.
//!
//! One place for all, because the layers below decide it together. Every answer of a test is held
//! against it.

use utoipa::openapi::{
    HttpMethod, RefOr, SecurityRequirement,
    path::{Operation, ParameterIn},
};

use super::{CREDENTIALS, GROUPS, RECORDS, TOPICS};
use crate::api::problem::Code;

/// What tells operations apart here.
pub(super) struct Traits<'a> {
    /// Its name.
    id: &'a str,
    tag: &'a str,
    parameters: Vec<(&'a str, bool)>,
    /// Whether it does more than read.
    pub(super) changes: bool,
    /// Whether anybody may use it.
    pub(super) is_public: bool,
    takes_body: bool,
}

impl<'a> Traits<'a> {
    /// Reads them.
    pub(super) fn of(method: &HttpMethod, operation: &'a Operation) -> Self {
        let parameters = operation.parameters.iter().flatten().filter_map(|found| match found {
            RefOr::T(found) => Some((found.name.as_str(), found.parameter_in == ParameterIn::Path)),
            RefOr::Ref(_) => None,
        });
        let none = SecurityRequirement::default();
        let security = operation.security.as_ref();
        Self {
            id: operation.operation_id.as_deref().unwrap_or_default(),
            tag: operation.tags.iter().flatten().next().map_or("", String::as_str),
            parameters: parameters.collect(),
            changes: !matches!(method, HttpMethod::Get),
            is_public: security.is_some_and(|list| list.iter().all(|one| *one == none)),
            takes_body: operation.request_body.is_some(),
        }
    }

    fn takes(&self, name: &str) -> bool {
        self.parameters.iter().any(|(taken, _)| *taken == name)
    }

    fn is_one_of(&self, ids: &[&str]) -> bool {
        ids.contains(&self.id)
    }

    /// Whether it asks the instance's Kafka.
    fn is_inside(&self) -> bool {
        [TOPICS, RECORDS, GROUPS].contains(&self.tag)
    }

    /// Whether it can answer with this problem.
    pub(super) fn may_answer(&self, code: Code) -> bool {
        match code {
            Code::MalformedRequest
            | Code::UnknownParameter
            | Code::Internal
            | Code::Unavailable => true,
            Code::InvalidPageToken => self.takes("page_token"),
            Code::Unauthenticated => !self.is_public || self.id == "refresh_session",
            Code::InvalidCredentials => self.is_one_of(&["create_session", "change_password"]),
            Code::RateLimited => !self.is_public || self.id == "create_session",
            Code::Forbidden => {
                !self.is_public && !self.is_one_of(&["get_me", "list_orgs", "list_plans"])
            }
            Code::Csrf => self.changes && (!self.is_public || self.id == "create_session"),
            Code::QuotaExceeded => self.is_one_of(&["create_instance", "create_credential"]),
            Code::NotFound => self.parameters.iter().any(|(_, is_in_path)| *is_in_path),
            Code::Gone => self.takes("instance"),
            Code::RequestTimeout | Code::BodyTooLarge => self.changes,
            Code::UnknownField | Code::UnsupportedMediaType => self.takes_body,
            Code::Invalid => self.takes_body || self.is_one_of(&["browse_records", "tail_records"]),
            Code::IdempotencyKeyInUse | Code::IdempotencyKeyReused => self.takes("Idempotency-Key"),
            Code::PreconditionFailed => self.takes("If-Match"),
            Code::NameTaken => self.is_one_of(&[
                "create_org",
                "update_org",
                "create_user",
                "add_member",
                "create_token",
                "create_instance",
                "create_credential",
                "update_credential",
                "create_topic",
            ]),
            Code::DeletionProtected => self.id == "delete_instance",
            Code::LastOwner => self.is_one_of(&["update_member", "remove_member"]),
            Code::WrongState => {
                self.is_inside()
                    || self.is_one_of(&[
                        "get_instance_connection",
                        "get_instance_ca_certificate",
                        "get_instance_snippet",
                    ])
                    || (self.tag == CREDENTIALS && self.changes)
            }
            Code::PolicyViolation => {
                self.is_one_of(&["create_topic", "update_topic", "produce_records"])
            }
            Code::InstanceUnreachable => self.is_inside(),
            Code::GroupActive => self.is_one_of(&["delete_group", "reset_group"]),
            // Of a method that the document does not have, and of what operations end with.
            Code::MethodNotAllowed | Code::OperationInProgress | Code::CapacityExhausted => false,
        }
    }
}
