//! Topic names inside the opaque blobs of classic consumer groups.
//!
//! Brokers read these blobs: to expire offsets of topics nobody subscribes to, to refuse deleting
//! offsets of subscribed topics, and to convert groups between protocols. With a tenant's own names
//! in them they would decide wrongly, so the names are rewritten like all others.
//!
//! The blobs are made by clients, some of which put other things there. What cannot be read is passed
//! on unchanged, as a broker ignores it too. `user_data` belongs to the assignor and is never touched.

use std::{borrow::Cow, convert::Infallible};

use bytes::BytesMut;

use super::{
    edit::Edits,
    schema::{Entity, Field, Kind, N, Schema, a, f, sa},
    walk::{Change, Value, Visitor, walk_front},
};

/// What happens to each topic's name.
#[derive(Debug, Clone, Copy)]
pub enum Rename<'p> {
    /// This comes before it.
    Add(&'p str),
    /// This is taken from its start; a name without it stays.
    Remove(&'p str),
}

/// The newest version known; newer blobs begin like this one.
const LAST: i16 = 3;

static SUBSCRIPTION: Schema = Schema {
    first_flexible: N,
    fields: &[
        a("Topics", Kind::Text, Entity::TopicName, 0, LAST, N),
        f("UserData", Kind::Bytes, Entity::Opaque, 0, LAST, 0),
        sa(
            "OwnedPartitions",
            1,
            LAST,
            N,
            &[
                f("OwnedPartitions.Topic", Kind::Text, Entity::TopicName, 1, LAST, N),
                a("OwnedPartitions.Partitions", Kind::Int32, Entity::Number, 1, LAST, N),
            ],
        ),
        f("GenerationId", Kind::Int32, Entity::Number, 2, LAST, N),
        f("RackId", Kind::Text, Entity::Opaque, 3, LAST, 3),
    ],
};

static ASSIGNMENT: Schema = Schema {
    first_flexible: N,
    fields: &[
        sa(
            "AssignedPartitions",
            0,
            LAST,
            N,
            &[
                f("AssignedPartitions.Topic", Kind::Text, Entity::TopicName, 0, LAST, N),
                a("AssignedPartitions.Partitions", Kind::Int32, Entity::Number, 0, LAST, N),
            ],
        ),
        f("UserData", Kind::Bytes, Entity::Opaque, 0, LAST, 0),
    ],
};

impl Visitor for Rename<'_> {
    type Error = Infallible;

    fn value(&mut self, field: &'static Field, value: Value<'_>) -> Result<Change<'_>, Infallible> {
        let (Entity::TopicName, Some(name)) = (field.entity, value.text()) else {
            return Ok(Change::Keep);
        };
        Ok(match self {
            Self::Add(prefix) => Change::Prefix(prefix.as_bytes()),
            Self::Remove(prefix) if name.starts_with(*prefix) => Change::Strip(prefix.len()),
            Self::Remove(_) => Change::Keep,
        })
    }
}

/// Renames the topics of a `ConsumerProtocolSubscription`.
pub fn subscription<'b>(blob: &'b [u8], rename: Rename<'_>) -> Cow<'b, [u8]> {
    rewrite(&SUBSCRIPTION, blob, rename)
}

/// Renames the topics of a `ConsumerProtocolAssignment`.
pub fn assignment<'b>(blob: &'b [u8], rename: Rename<'_>) -> Cow<'b, [u8]> {
    rewrite(&ASSIGNMENT, blob, rename)
}

fn rewrite<'b>(schema: &'static Schema, blob: &'b [u8], mut rename: Rename<'_>) -> Cow<'b, [u8]> {
    let Some((version, body)) = blob.split_first_chunk() else { return Cow::Borrowed(blob) };
    let known = i16::from_be_bytes(*version).min(LAST);
    if known < 0 {
        return Cow::Borrowed(blob);
    }
    let mut edits = Edits::default();
    if walk_front(schema, known, body, &mut rename, &mut edits).is_err() || edits.is_empty() {
        return Cow::Borrowed(blob);
    }
    let mut out = BytesMut::from(&version[..]);
    edits.apply(body, &mut out);
    Cow::Owned(out.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Vec<u8> {
        let len = u16::try_from(value.len()).unwrap();
        [&len.to_be_bytes(), value.as_bytes()].concat()
    }

    /// A version 3 subscription to `a` and `b` that owns partition 5 of `b`.
    fn sample(prefix: &str, version: u8) -> Vec<u8> {
        let mut blob = vec![0, version, 0, 0, 0, 2];
        blob.extend(text(&format!("{prefix}a")));
        blob.extend(text(&format!("{prefix}b")));
        blob.extend([0, 0, 0, 1, 9]); // user data
        blob.extend([0, 0, 0, 1]);
        blob.extend(text(&format!("{prefix}b")));
        blob.extend([0, 0, 0, 1, 0, 0, 0, 5]);
        blob.extend([0, 0, 0, 7]); // generation
        blob.extend(text("rack"));
        blob
    }

    #[test]
    fn names_of_topics_and_owned_partitions_change_and_come_back() {
        for version in [3, 4] {
            // A later version goes on after what is known; the rest is kept.
            let plain = [sample("", version), vec![1, 2, 3]].concat();
            let prefixed = subscription(&plain, Rename::Add("tenant-"));
            assert_eq!(*prefixed, [sample("tenant-", version), vec![1, 2, 3]].concat());
            assert_eq!(*subscription(&prefixed, Rename::Remove("tenant-")), plain);
        }
    }

    #[test]
    fn an_assignment_is_renamed_in_either_direction() {
        let build = |prefix: &str| {
            let mut blob = vec![0, 1, 0, 0, 0, 1];
            blob.extend(text(&format!("{prefix}t")));
            blob.extend([0, 0, 0, 1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
            blob
        };
        assert_eq!(*assignment(&build(""), Rename::Add("p-")), build("p-"));
        assert_eq!(*assignment(&build("p-"), Rename::Remove("p-")), build(""));
    }

    #[test]
    fn what_is_not_a_blob_is_left_alone() {
        let whole = sample("", 3);
        for end in 0..whole.len() {
            assert_eq!(*subscription(&whole[..end], Rename::Add("p-")), whole[..end]);
        }
        for junk in [&b"hello"[..], &[0xff, 0xff, 0, 0], &[0, 0, 0x7f, 0xff, 0xff, 0xff, 0]] {
            assert_eq!(*subscription(junk, Rename::Add("p-")), *junk);
        }
    }

    #[test]
    fn foreign_names_are_not_cut() {
        let blob = sample("other-", 3);
        assert_eq!(*subscription(&blob, Rename::Remove("tenant-")), blob);
    }
}
