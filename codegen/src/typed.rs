//! Emits typed messages: one file per API with the modules `request` and `response`, and an index.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{
    HEADER,
    schema::{Api, Field, Message, Struct, Type, Versions},
};

/// The APIs that some process of ours speaks as a client or answers itself.
pub(crate) const TYPED: &[&str] = &[
    "AddOffsetsToTxn",
    "AddPartitionsToTxn",
    "AlterConfigs",
    "AlterUserScramCredentials",
    "ApiVersions",
    "ConsumerGroupDescribe",
    "ConsumerGroupHeartbeat",
    "CreateAcls",
    "CreatePartitions",
    "CreateTopics",
    "DeleteAcls",
    "DeleteGroups",
    "DeleteRecords",
    "DeleteTopics",
    "DescribeAcls",
    "DescribeClientQuotas",
    "DescribeCluster",
    "DescribeConfigs",
    "DescribeGroups",
    "DescribeLogDirs",
    "DescribeProducers",
    "DescribeQuorum",
    "DescribeTransactions",
    "DescribeUserScramCredentials",
    "ElectLeaders",
    "EndTxn",
    "Fetch",
    "FindCoordinator",
    "Heartbeat",
    "IncrementalAlterConfigs",
    "InitProducerId",
    "JoinGroup",
    "LeaveGroup",
    "ListGroups",
    "ListOffsets",
    "ListPartitionReassignments",
    "ListTransactions",
    "Metadata",
    "OffsetCommit",
    "OffsetFetch",
    "Produce",
    "SaslAuthenticate",
    "SaslHandshake",
    "SyncGroup",
    "TxnOffsetCommit",
];

/// Generated files by name, relative to the module `messages`; the index is `messages.rs` itself.
pub(crate) fn emit(apis: &[Api]) -> (String, BTreeMap<String, String>) {
    let mut index = format!(
        "{HEADER}\n//! Typed messages: a module per API with its `request` and `response`.\n\n"
    );
    let mut files = BTreeMap::new();
    for api in apis.iter().filter(|api| TYPED.contains(&api.name.as_str())) {
        let module = snake(&api.name);
        let (request, response) = (&api.request.name, &api.response.name);
        let _ = writeln!(
            index,
            "pub mod {module};\npub use {module}::{{request::{request}, response::{response}}};"
        );
        files.insert(format!("{module}.rs"), file(api));
    }
    (index, files)
}

fn file(api: &Api) -> String {
    let versions = api.request.versions.and(api.response.versions);
    let mut out = format!(
        "{HEADER}\n//! `{}`, API {}, versions {} to {}.\n",
        api.name, api.key, versions.min, versions.max
    );
    let request = format!(
        "\n\nimpl Request for {} {{ const KEY: i16 = {}; type Response = super::response::{}; }}",
        api.request.name, api.key, api.response.name
    );
    for (module, doc, message, extra) in [
        ("request", "What a client asks.", &api.request, request.as_str()),
        ("response", "What a broker answers.", &api.response, ""),
    ] {
        let mut body = emit_struct(message, &message.root, Some(versions));
        body.push_str(extra);
        for inner in &message.structs {
            body.push_str(&emit_struct(message, inner, None));
        }
        let _ = write!(out, "\n/// {doc}\npub mod {module} {{ {} {body} }}\n", imports(&body));
    }
    out
}

/// Whether `name` occurs in `code` as an identifier of its own.
fn mentions(code: &str, name: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

fn imports(body: &str) -> String {
    let pick = |names: &[&str]| {
        names.iter().filter(|n| mentions(body, n)).copied().collect::<Vec<_>>().join(", ")
    };
    let mut bytes = pick(&["Bytes", "BytesMut"]);
    if body.contains("out.put_") {
        bytes.insert_str(0, "BufMut as _, ");
    }
    let mut out = format!("use bytes::{{{bytes}}};");
    if mentions(body, "Uuid") {
        out.push_str("use uuid::Uuid;");
    }
    let codec = pick(&[
        "CodecError",
        "Message",
        "Request",
        "TaggedFields",
        "absent",
        "check_version",
        "nullable_if",
        "required",
    ]);
    let writer = pick(&["writer"]);
    let _ = write!(
        out,
        "use crate::kafka::{{codec::{{{codec}}}, reader::Reader, {writer}}};\
         use std::ops::RangeInclusive;"
    );
    out
}

fn emit_struct(message: &Message, s: &Struct, root: Option<Versions>) -> String {
    let flexible = s.versions.and(message.flexible);
    let cx = Context {
        versions: root.unwrap_or(s.versions),
        flexible: match condition(flexible, s.versions) {
            _ if flexible.is_empty() => "false",
            None => "true",
            Some(_) => "flexible",
        },
    };
    let tags = !flexible.is_empty();
    let mut out = format!("\n\n/// `{}`.\n#[derive(Debug, Clone, PartialEq", s.name);
    let derived = s.fields.iter().all(|f| default(f) == natural(f));
    out.push_str(if derived { ", Default)]" } else { ")]" });
    let _ = write!(out, "pub struct {} {{", s.name);
    for field in &s.fields {
        let _ = write!(out, "pub {}: {},", ident(field), rust_type(field));
    }
    if tags {
        out.push_str("pub unknown_tagged_fields: TaggedFields,");
    }
    out.push('}');
    if !derived {
        let _ = write!(out, "\n\nimpl Default for {} {{ fn default() -> Self {{ Self {{", s.name);
        for field in &s.fields {
            let _ = write!(out, "{}: {},", ident(field), default(field));
        }
        if tags {
            out.push_str("unknown_tagged_fields: TaggedFields::new(),");
        }
        out.push_str("}}}");
    }
    let (mut encode, mut decode) = (encode_body(&cx, s, tags), decode_body(&cx, s, tags));
    if cx.flexible == "flexible" {
        let bind = format!("let flexible = version >= {};", message.flexible.min);
        for body in [&mut encode, &mut decode] {
            if mentions(body, "flexible") {
                body.insert_str(0, &bind);
            }
        }
    }
    if let Some(versions) = root {
        let first = if message.flexible.is_empty() {
            "i16::MAX".to_owned()
        } else {
            message.flexible.min.to_string()
        };
        let check = "check_version(Self::NAME, version, &Self::VERSIONS)?;";
        let _ = write!(
            out,
            "\n\nimpl Message for {0} {{ const NAME: &'static str = \"{0}\"; \
             const VERSIONS: RangeInclusive<i16> = {1}..={2}; \
             const FIRST_FLEXIBLE: i16 = {first};\n\n",
            s.name, versions.min, versions.max
        );
        encode.insert_str(0, check);
        decode.insert_str(0, check);
    } else {
        let _ = write!(out, "\n\nimpl {} {{", s.name);
    }
    let unused = |body: &str, name: &str| if mentions(body, name) { "" } else { "_" };
    let _ = write!(
        out,
        "fn encode(&self, {}version: i16, {}out: &mut BytesMut) -> Result<(), CodecError> \
         {{ {encode} }}\n\n\
         fn decode({}version: i16, {}input: &mut Reader) -> Result<Self, CodecError> \
         {{ {decode} }} }}\n\n",
        unused(&encode, "version"),
        unused(&encode, "out"),
        unused(&decode, "version"),
        unused(&decode, "input"),
    );
    out
}

struct Context {
    versions: Versions,
    flexible: &'static str,
}

fn encode_body(cx: &Context, s: &Struct, tags: bool) -> String {
    let mut out = String::new();
    for field in s.fields.iter().filter(|f| f.tag.is_none()) {
        let write = write_field(cx, field);
        match condition(field.versions, cx.versions) {
            None => out.push_str(&write),
            Some(condition) => {
                let _ = write!(out, "if {condition} {{ {write} }} {}", otherwise(field));
            }
        }
    }
    if !tags {
        out.push_str("Ok(())");
        return out;
    }
    let known: Vec<_> = s.fields.iter().filter(|f| f.tag.is_some()).collect();
    let binding = if known.is_empty() { "let tags" } else { "let mut tags" };
    let _ = write!(out, "{binding} = writer::Tags::default();");
    for field in known {
        let write = write_field(cx, field);
        let put = format!(
            "tags.put({}, {}, |out| {{ {write} Ok(()) }})?;",
            field.tag.unwrap_or_default(),
            is_default(field)
        );
        match condition(field.versions, cx.versions) {
            None => out.push_str(&put),
            Some(condition) => {
                let _ = write!(out, "if {condition} {{ {put} }} {}", otherwise(field));
            }
        }
    }
    let _ = write!(out, "tags.finish(out, {}, version, &self.unknown_tagged_fields)", cx.flexible);
    out
}

/// What happens in versions that lack the field.
fn otherwise(field: &Field) -> String {
    if field.ignorable {
        String::new()
    } else {
        format!("else {{ absent({}, \"{}\", version)?; }}", is_default(field), plain(field))
    }
}

fn write_field(cx: &Context, field: &Field) -> String {
    let value = format!("self.{}", ident(field));
    let flexible = cx.flexible;
    let nullable = !field.nullable.is_empty();
    let optional = |some: String, none: String| if nullable { none } else { some };
    let argument = match &field.ty {
        Type::String | Type::Array(_) => {
            optional(format!("Some(&{value})"), format!("{value}.as_deref()"))
        }
        _ => optional(format!("Some(&{value})"), format!("{value}.as_ref()")),
    };
    let argument = match condition(field.nullable, field.versions) {
        Some(condition) if nullable => {
            format!("nullable_if({condition}, {argument}, \"{}\")?", plain(field))
        }
        _ => argument,
    };
    match &field.ty {
        Type::String => format!("writer::string(out, {flexible}, {argument})?;"),
        Type::Bytes | Type::Records => format!("writer::bytes(out, {flexible}, {argument})?;"),
        Type::Array(element) => {
            let element = match &**element {
                Type::Struct(_) => "|e, out| e.encode(version, out)".to_owned(),
                Type::String => format!("|e, out| writer::string(out, {flexible}, Some(e))"),
                fixed => format!("|e, out| {{ {} Ok(()) }}", put_fixed(fixed, "*e")),
            };
            format!("writer::array(out, {flexible}, {argument}, {element})?;")
        }
        Type::Struct(_) if nullable => format!(
            "if let Some(v) = {argument} {{ out.put_i8(1); v.encode(version, out)?; }} \
             else {{ out.put_i8(-1); }}"
        ),
        Type::Struct(_) => format!("{value}.encode(version, out)?;"),
        fixed => put_fixed(fixed, &value),
    }
}

fn put_fixed(ty: &Type, value: &str) -> String {
    match ty {
        Type::Bool => format!("out.put_u8(u8::from({value}));"),
        Type::Uuid => {
            format!("out.put_u128({}.as_u128());", value.trim_start_matches('*'))
        }
        fixed => format!("out.put_{}({value});", fixed_name(fixed)),
    }
}

fn fixed_name(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::Int8 => "i8",
        Type::Int16 => "i16",
        Type::Uint16 => "u16",
        Type::Int32 => "i32",
        Type::Int64 => "i64",
        Type::Float64 => "f64",
        Type::Uuid => "uuid",
        other => unreachable!("{other:?} has no fixed width"),
    }
}

fn decode_body(cx: &Context, s: &Struct, tags: bool) -> String {
    let mut out = String::new();
    let known: Vec<_> = s.fields.iter().filter(|f| f.tag.is_some()).collect();
    out.push_str(if known.is_empty() { "Ok(Self {" } else { "let mut this = Self {" });
    for field in &s.fields {
        let value = if field.tag.is_some() {
            default(field)
        } else {
            let read = read_field(cx, field);
            match condition(field.versions, cx.versions) {
                None => read,
                Some(condition) => {
                    format!("if {condition} {{ {read} }} else {{ {} }}", default(field))
                }
            }
        };
        let _ = write!(out, "{}: {value},", ident(field));
    }
    if known.is_empty() {
        if tags {
            let _ = write!(
                out,
                "unknown_tagged_fields: input.tagged({}, |_, _| Ok(false))?,",
                cx.flexible
            );
        }
        out.push_str("})");
        return out;
    }
    let _ = write!(
        out,
        "unknown_tagged_fields: TaggedFields::new(), }}; \
         this.unknown_tagged_fields = input.tagged({}, |tag, input| {{ match tag {{",
        cx.flexible
    );
    // The closure borrows single fields, so the section itself can be assigned.
    for field in known {
        let guard = condition(field.versions, cx.versions)
            .filter(|c| *c != format!("version >= {}", cx.versions.min))
            .map(|c| format!(" if {c}"))
            .unwrap_or_default();
        let _ = write!(
            out,
            "{}{guard} => {{ this.{} = {}; }}",
            field.tag.unwrap_or_default(),
            ident(field),
            read_field(cx, field)
        );
    }
    out.push_str("_ => return Ok(false), } Ok(true) })?; Ok(this)");
    out
}

fn read_field(cx: &Context, field: &Field) -> String {
    let flexible = cx.flexible;
    let name = plain(field);
    let wrap = |read: String| match condition(field.nullable, field.versions) {
        _ if field.nullable.is_empty() => format!("required({read}?, \"{name}\")?"),
        None => format!("{read}?"),
        Some(condition) => format!("nullable_if({condition}, {read}?, \"{name}\")?"),
    };
    match &field.ty {
        Type::String => wrap(format!("input.string({flexible})")),
        Type::Bytes | Type::Records => wrap(format!("input.bytes({flexible})")),
        Type::Array(element) => {
            let element = match &**element {
                Type::Struct(name) => format!("|input| {name}::decode(version, input)"),
                Type::String => {
                    format!("|input| required(input.string({flexible})?, \"{name}\")")
                }
                fixed => format!("Reader::{}", fixed_name(fixed)),
            };
            wrap(format!("input.array({flexible}, {element})"))
        }
        Type::Struct(name) if !field.nullable.is_empty() => {
            format!(
                "if input.i8()? < 0 {{ None }} else {{ Some({name}::decode(version, input)?) }}"
            )
        }
        Type::Struct(name) => format!("{name}::decode(version, input)?"),
        fixed => format!("input.{}()?", fixed_name(fixed)),
    }
}

/// The test that a version is in `inner`, given that it is in `outer`; none when it always is.
fn condition(inner: Versions, outer: Versions) -> Option<String> {
    match (inner.min > outer.min, inner.max < outer.max) {
        (false, false) => None,
        (true, false) => Some(format!("version >= {}", inner.min)),
        (false, true) => Some(format!("version <= {}", inner.max)),
        (true, true) if inner.min == inner.max => Some(format!("version == {}", inner.min)),
        (true, true) => Some(format!("({}..={}).contains(&version)", inner.min, inner.max)),
    }
}

fn rust_type(field: &Field) -> String {
    fn plain(ty: &Type) -> String {
        match ty {
            Type::String => "String".to_owned(),
            Type::Bytes | Type::Records => "Bytes".to_owned(),
            Type::Uuid => "Uuid".to_owned(),
            Type::Struct(name) => name.clone(),
            Type::Array(element) => format!("Vec<{}>", plain(element)),
            fixed => fixed_name(fixed).to_owned(),
        }
    }
    let ty = plain(&field.ty);
    if field.nullable.is_empty() { ty } else { format!("Option<{ty}>") }
}

/// What Rust's own `Default` gives for the field's type.
fn natural(field: &Field) -> String {
    if !field.nullable.is_empty() {
        return "None".to_owned();
    }
    match &field.ty {
        Type::Bool => "false".to_owned(),
        Type::Float64 => "0.0".to_owned(),
        Type::String => "String::new()".to_owned(),
        Type::Bytes | Type::Records => "Bytes::new()".to_owned(),
        Type::Uuid => "Uuid::nil()".to_owned(),
        Type::Struct(name) => format!("{name}::default()"),
        Type::Array(_) => "Vec::new()".to_owned(),
        _ => "0".to_owned(),
    }
}

fn default(field: &Field) -> String {
    let own = field.default.as_deref().map(str::trim);
    if !field.nullable.is_empty() {
        if own == Some("null") {
            return "None".to_owned();
        }
        let inner = Field { nullable: Versions::NONE, ..field.clone() };
        return format!("Some({})", default(&inner));
    }
    match (own, &field.ty) {
        (None | Some(""), _) | (_, Type::String | Type::Uuid | Type::Array(_)) => natural(field),
        (Some(number), Type::Int8 | Type::Int16 | Type::Uint16 | Type::Int32 | Type::Int64) => {
            let value = match number.strip_prefix("0x") {
                Some(hex) => i64::from_str_radix(hex, 16),
                None => number.parse(),
            };
            let digits = value.expect("a number's default is a number").to_string();
            grouped(&digits)
        }
        (Some(literal), _) => literal.to_owned(),
    }
}

/// Groups digits by three, as clippy wants long literals.
fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |d| ("-", d));
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits.len() > 5 {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

fn is_default(field: &Field) -> String {
    let value = format!("self.{}", ident(field));
    let default = default(field);
    match (default.as_str(), &field.ty) {
        ("None", _) => format!("{value}.is_none()"),
        ("false", _) => format!("!{value}"),
        ("true", _) => value,
        ("String::new()" | "Bytes::new()" | "Vec::new()", _) => format!("{value}.is_empty()"),
        ("Uuid::nil()", _) => format!("{value}.is_nil()"),
        _ => format!("{value} == {default}"),
    }
}

/// The field's name as Rust writes it, for messages.
fn plain(field: &Field) -> String {
    snake(&field.name)
}

fn ident(field: &Field) -> String {
    let name = snake(&field.name);
    match name.as_str() {
        "type" | "match" => format!("r#{name}"),
        _ => name,
    }
}

/// `ThrottleTimeMs` → `throttle_time_ms`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
