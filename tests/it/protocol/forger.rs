//! Bodies of any request, made from the protocol's own tables.

use bytes::{BufMut as _, BytesMut};
use data_plane::protocol::{Entity, Field, Kind, Schema};
use uuid::Uuid;

use super::batch;

/// Bodies made from the protocol's own tables, with the given names wherever names go.
pub(super) struct Forger<'a> {
    pub(super) name: &'a str,
    pub(super) id: Uuid,
    pub(super) group: &'a str,
}

impl Forger<'_> {
    pub(super) fn body(&self, schema: &'static Schema, version: i16) -> Vec<u8> {
        let mut out = Vec::new();
        self.fields(schema.fields, version, schema.is_flexible(version), &mut out);
        out
    }

    fn fields(&self, fields: &'static [Field], version: i16, flexible: bool, out: &mut Vec<u8>) {
        for field in fields.iter().filter(|f| f.tag.is_none() && f.is_in(version)) {
            if field.is_array {
                length(out, flexible, true, 1);
            } else if field.kind == Kind::Structure && field.is_nullable(version) {
                out.put_i8(1);
            }
            self.single(field, version, flexible, out);
        }
        if flexible {
            out.put_u8(0);
        }
    }

    fn single(&self, field: &'static Field, version: i16, flexible: bool, out: &mut Vec<u8>) {
        let number = match field.entity {
            Entity::ReplicaId | Entity::BrokerId | Entity::Acks => -1,
            Entity::MaxBytes => 1 << 20,
            Entity::ResourceType => 2,
            _ if field.path.ends_with("TimeoutMs") => 6_000,
            _ if field.path.ends_with("ReplicationFactor") => -1,
            _ if field.path.ends_with("NumPartitions") => 1,
            _ => 0,
        };
        match field.kind {
            Kind::Structure => self.fields(field.fields, version, flexible, out),
            Kind::Text => {
                let text = match field.entity {
                    Entity::GroupId | Entity::CoordinatorKey | Entity::TransactionalId => {
                        self.group
                    }
                    Entity::ProtocolType => "consumer",
                    Entity::ConfigName => "retention.ms",
                    Entity::TopicName | Entity::ResourceName => self.name,
                    Entity::Regex => ".*",
                    _ => "x",
                };
                length(out, flexible, false, text.len());
                out.put_slice(text.as_bytes());
            }
            Kind::RecordSet => {
                let batch = batch(b"x");
                length(out, flexible, true, batch.len());
                out.put_slice(&batch);
            }
            Kind::Bytes => length(out, flexible, true, 0),
            Kind::Uuid => out.put_slice(self.id.as_bytes()),
            Kind::Bool | Kind::Int8 => out.put_i8(i8::try_from(number).unwrap_or(0)),
            Kind::Int16 | Kind::Uint16 => out.put_i16(i16::try_from(number).unwrap_or(0)),
            Kind::Int32 => out.put_i32(number),
            Kind::Int64 | Kind::Float64 => out.put_i64(number.into()),
        }
    }
}

fn length(out: &mut Vec<u8>, flexible: bool, wide: bool, len: usize) {
    match (flexible, wide) {
        (true, _) => {
            let mut bytes = BytesMut::new();
            wire::kafka::writer::uvarint(&mut bytes, u32::try_from(len + 1).unwrap());
            out.put_slice(&bytes);
        }
        (false, true) => out.put_i32(i32::try_from(len).unwrap()),
        (false, false) => out.put_i16(i16::try_from(len).unwrap()),
    }
}
