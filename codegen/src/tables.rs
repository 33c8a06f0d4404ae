//! Emits the schema tables that drive the gateway's walker.

use std::fmt::Write as _;

use crate::{
    HEADER,
    classify::classify,
    schema::{Api, Field, Message, Result, Type, Versions},
    typed::snake,
};

/// The whole of `protocol/tables.rs`.
pub(crate) fn emit(apis: &[Api]) -> Result<String> {
    let mut out = format!(
        "{HEADER}\n//! The schema of every API that brokers offer to clients.\n\n\
         use super::schema::{{Api, Entity as E, Kind as K, N, Schema, a, f, s, sa, t}};\n\n\
         /// The API with this number.\n\
         pub fn api(key: i16) -> Option<&'static Api> {{ Some(match key {{\n"
    );
    for api in apis {
        let _ = writeln!(out, "{} => &{},", api.key, constant(&api.name));
    }
    out.push_str(
        "_ => return None, }) }\n\n/// All of them, by number.\npub static ALL: &[&Api] = &[",
    );
    for api in apis {
        let _ = write!(out, "&{},", constant(&api.name));
    }
    out.push_str("];\n");
    for api in apis {
        let versions = api.request.versions.and(api.response.versions);
        let _ = write!(
            out,
            "\nstatic {}: Api = Api {{ key: {}, name: \"{}\", versions: ({}, {}), request: {}, response: {} }};\n",
            constant(&api.name),
            api.key,
            api.name,
            versions.min,
            versions.max,
            schema(api, &api.request, true)?,
            schema(api, &api.response, false)?,
        );
    }
    Ok(out)
}

fn constant(name: &str) -> String {
    snake(name).to_uppercase()
}

fn schema(api: &Api, message: &Message, is_request: bool) -> Result<String> {
    let first_flexible =
        if message.flexible.is_empty() { "N".to_owned() } else { message.flexible.min.to_string() };
    let cx = Context { api: &api.name, message, is_request };
    let fields = cx.fields(&message.root.fields, message.versions, "")?;
    Ok(format!("Schema {{ first_flexible: {first_flexible}, fields: {fields} }}"))
}

struct Context<'a> {
    api: &'a str,
    message: &'a Message,
    is_request: bool,
}

impl Context<'_> {
    fn fields(&self, fields: &[Field], within: Versions, parent: &str) -> Result<String> {
        let mut out = String::from("&[");
        for field in fields {
            let versions = field.versions.and(within);
            if !versions.is_empty() {
                let row = self.field(field, versions, &format!("{parent}{}", field.name))?;
                let _ = write!(out, "{row},");
            }
        }
        out.push(']');
        Ok(out)
    }

    fn field(&self, field: &Field, versions: Versions, path: &str) -> Result<String> {
        let nullable = field.nullable.and(versions);
        if !nullable.is_empty() && nullable.max != versions.max {
            return Err(format!("{}.{path}: stops being nullable", self.api).into());
        }
        let null = if nullable.is_empty() { "N".to_owned() } else { nullable.min.to_string() };
        let range = format!("{}, {}, {null}", versions.min, versions.max);
        let (element, is_array) = match &field.ty {
            Type::Array(element) => (&**element, true),
            ty => (ty, false),
        };
        let row = match element {
            Type::Array(_) => return Err(format!("{}.{path}: nested array", self.api).into()),
            Type::Struct(name) => {
                let inner = &self.message.structure(name).fields;
                let fields = self.fields(inner, versions, &format!("{path}."))?;
                let make = if is_array { "sa" } else { "s" };
                format!("{make}(\"{path}\", {range}, {fields})")
            }
            simple => {
                let make = if is_array { "a" } else { "f" };
                let entity = classify(self.api, self.is_request, path, field);
                format!("{make}(\"{path}\", K::{}, E::{entity}, {range})", kind(simple))
            }
        };
        Ok(match field.tag {
            Some(tag) => format!("t({tag}, {row})"),
            None => row,
        })
    }
}

fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "Bool",
        Type::Int8 => "Int8",
        Type::Int16 => "Int16",
        Type::Uint16 => "Uint16",
        Type::Int32 => "Int32",
        Type::Int64 => "Int64",
        Type::Float64 => "Float64",
        Type::String => "Text",
        Type::Bytes => "Bytes",
        Type::Records => "RecordSet",
        Type::Uuid => "Uuid",
        Type::Struct(_) | Type::Array(_) => unreachable!("handled by the caller"),
    }
}
