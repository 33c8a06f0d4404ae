//! Kafka's protocol as tables, and a walker that reads and rewrites bodies by them.
//!
//! A gateway must change a few names in a body and leave everything else as it is. So bodies are not
//! decoded: [`walk`] goes over the bytes once, shows a [`Visitor`] every value together with what it
//! means ([`Entity`]), and notes what is to change as [`Edits`], which then give the new body as
//! slices. Nothing is allocated per field. Bytes that do not follow the tables exactly are an error,
//! so that the broker cannot read a body differently from how it was checked here.

pub mod blobs;
pub mod edit;
pub mod schema;
mod tables;
mod walk;

pub use edit::Edits;
pub use schema::{Api, Entity, Field, Kind, Schema};
pub use tables::{ALL, api};
pub use walk::{Change, NumberChange, Value, Visitor, WalkError, find_number, walk};

/// The paths of the fields that nobody has classified, for an API that is to be let through.
pub fn unclassified(key: i16) -> Vec<String> {
    fn collect(fields: &[Field], prefix: &str, out: &mut Vec<String>) {
        for field in fields {
            if field.entity == Entity::Unclassified {
                out.push(format!("{prefix}.{}", field.path));
            }
            collect(field.fields, prefix, out);
        }
    }
    let mut out = Vec::new();
    match api(key) {
        Some(api) => {
            collect(api.request.fields, &format!("{}Request", api.name), &mut out);
            collect(api.response.fields, &format!("{}Response", api.name), &mut out);
        }
        None => out.push(format!("API {key} is not in the tables")),
    }
    out
}

#[cfg(test)]
mod tests;
