//! Reads Kafka's message definitions (`common/message/*.json` in the clients' jar).
//!
//! The definitions are JSON with `//` comments. What this reader does not understand stops it: a new
//! notion in a later Kafka must be looked at, not skipped.

use std::{collections::BTreeMap, error::Error, fs::File, io::Read as _, path::Path};

use serde::Deserialize;
use serde_json::Value;

/// Result with any error: this is a developer's tool.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// An inclusive range of versions; empty when `min > max`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Versions {
    pub(crate) min: i16,
    pub(crate) max: i16,
}

impl Versions {
    pub(crate) const NONE: Self = Self { min: i16::MAX, max: -1 };

    fn parse(text: &str) -> Result<Self> {
        if text == "none" {
            return Ok(Self::NONE);
        }
        if let Some(min) = text.strip_suffix('+') {
            return Ok(Self { min: min.parse()?, max: i16::MAX });
        }
        let (min, max) = text.split_once('-').unwrap_or((text, text));
        Ok(Self { min: min.parse()?, max: max.parse()? })
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.min > self.max
    }

    pub(crate) fn and(self, other: Self) -> Self {
        let both = Self { min: self.min.max(other.min), max: self.max.min(other.max) };
        if both.is_empty() { Self::NONE } else { both }
    }
}

/// A field's type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    Bool,
    Int8,
    Int16,
    Uint16,
    Int32,
    Int64,
    Float64,
    String,
    Bytes,
    Records,
    Uuid,
    Struct(String),
    Array(Box<Type>),
}

impl Type {
    fn parse(text: &str) -> Result<Self> {
        Ok(match text {
            "bool" => Self::Bool,
            "int8" => Self::Int8,
            "int16" => Self::Int16,
            "uint16" => Self::Uint16,
            "int32" => Self::Int32,
            "int64" => Self::Int64,
            "float64" => Self::Float64,
            "string" => Self::String,
            "bytes" => Self::Bytes,
            "records" => Self::Records,
            "uuid" => Self::Uuid,
            _ => match text.strip_prefix("[]") {
                Some(element) => Self::Array(Box::new(Self::parse(element)?)),
                None if text.starts_with(char::is_uppercase) => Self::Struct(text.to_owned()),
                None => return Err(format!("unknown type {text}").into()),
            },
        })
    }

    /// The structure this is, or is an array of.
    pub(crate) fn structure(&self) -> Option<&str> {
        match self {
            Self::Struct(name) => Some(name),
            Self::Array(element) => element.structure(),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawField {
    name: String,
    r#type: String,
    versions: String,
    tagged_versions: Option<String>,
    tag: Option<u32>,
    nullable_versions: Option<String>,
    flexible_versions: Option<String>,
    #[serde(default)]
    ignorable: bool,
    default: Option<Value>,
    entity_type: Option<String>,
    #[serde(default)]
    fields: Vec<RawField>,
    #[serde(rename = "about")]
    _about: Option<String>,
    #[serde(rename = "mapKey")]
    _map_key: Option<bool>,
    #[serde(rename = "zeroCopy")]
    _zero_copy: Option<bool>,
}

#[derive(Deserialize)]
struct RawStruct {
    name: String,
    versions: String,
    fields: Vec<RawField>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RawMessage {
    name: String,
    #[serde(rename = "type")]
    _type: String,
    api_key: Option<i16>,
    valid_versions: String,
    flexible_versions: Option<String>,
    #[serde(default)]
    listeners: Vec<String>,
    #[serde(default)]
    latest_version_unstable: bool,
    #[serde(default)]
    common_structs: Vec<RawStruct>,
    #[serde(default)]
    fields: Vec<RawField>,
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) versions: Versions,
    pub(crate) nullable: Versions,
    pub(crate) tag: Option<u32>,
    pub(crate) ignorable: bool,
    pub(crate) default: Option<String>,
    pub(crate) entity: Option<String>,
}

/// A structure; the fields' versions are cut to those in which the structure occurs.
#[derive(Debug, Clone)]
pub(crate) struct Struct {
    pub(crate) name: String,
    pub(crate) versions: Versions,
    pub(crate) fields: Vec<Field>,
}

/// A request or response.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) name: String,
    pub(crate) versions: Versions,
    pub(crate) flexible: Versions,
    pub(crate) root: Struct,
    pub(crate) structs: Vec<Struct>,
}

/// Both directions of an API.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) key: i16,
    /// Without the ending `Request`.
    pub(crate) name: String,
    pub(crate) request: Message,
    pub(crate) response: Message,
}

impl Message {
    pub(crate) fn structure(&self, name: &str) -> &Struct {
        self.structs.iter().find(|s| s.name == name).expect("references were checked while reading")
    }
}

/// Every API that clients can reach on a broker, by number.
pub(crate) fn read(jar: &Path) -> Result<Vec<Api>> {
    let mut archive = zip::ZipArchive::new(File::open(jar)?)?;
    let mut pairs: BTreeMap<i16, (Option<RawMessage>, Option<RawMessage>)> = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let name = file.name()?.into_owned();
        let is_definition = name.starts_with("common/message/")
            && Path::new(&name).extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
        if !is_definition {
            continue;
        }
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let text = strip_comments(&text);
        let json: Value = serde_json::from_str(&text).map_err(|e| format!("{name}: {e}"))?;
        let is_request = match json["type"].as_str() {
            Some("request") => true,
            Some("response") => false,
            _ => continue,
        };
        let raw: RawMessage = serde_json::from_value(json).map_err(|e| format!("{name}: {e}"))?;
        let key = raw.api_key.ok_or_else(|| format!("{name}: no apiKey"))?;
        let pair = pairs.entry(key).or_default();
        *(if is_request { &mut pair.0 } else { &mut pair.1 }) = Some(raw);
    }
    let mut apis = Vec::new();
    for (key, pair) in pairs {
        let (Some(request), Some(response)) = pair else {
            return Err(format!("API {key} lacks its request or response").into());
        };
        let removed = request.valid_versions == "none";
        if removed || !request.listeners.iter().any(|l| l == "broker") {
            continue;
        }
        let unstable = request.latest_version_unstable;
        let name = request.name.trim_end_matches("Request").to_owned();
        let (request, response) = (convert(request, unstable)?, convert(response, unstable)?);
        let shared = request.versions.and(response.versions);
        if !shared.is_empty() {
            apis.push(Api { key, name, request, response });
        }
    }
    Ok(apis)
}

/// Removes `//` comments that are not inside a string.
fn strip_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped, mut in_comment) = (false, false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if in_comment {
            in_comment = c != '\n';
            if in_comment {
                continue;
            }
        } else if in_string {
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if c == '/' && chars.peek() == Some(&'/') {
            in_comment = true;
            continue;
        } else {
            in_string = c == '"';
        }
        out.push(c);
    }
    out
}

fn convert(raw: RawMessage, unstable: bool) -> Result<Message> {
    let mut versions = Versions::parse(&raw.valid_versions)?;
    if unstable {
        versions.max -= 1;
    }
    let flexible = Versions::parse(raw.flexible_versions.as_deref().unwrap_or("none"))?;
    if !flexible.is_empty() && flexible.max != i16::MAX {
        return Err(format!("{}: flexible versions that end are not supported", raw.name).into());
    }
    let mut structs = Vec::new();
    let root = convert_struct(raw.name.clone(), versions, raw.fields, &mut structs)?;
    for common in raw.common_structs {
        let versions = Versions::parse(&common.versions)?.and(versions);
        let converted = convert_struct(common.name, versions, common.fields, &mut structs)?;
        structs.push(converted);
    }
    structs.sort_by(|a, b| a.name.cmp(&b.name));
    for field in structs.iter().chain([&root]).flat_map(|s| &s.fields) {
        if let Some(name) = field.ty.structure()
            && !structs.iter().any(|s| s.name == name)
        {
            return Err(format!("{}: no structure {name}", raw.name).into());
        }
    }
    Ok(Message { name: raw.name, versions, flexible, root, structs })
}

fn convert_struct(
    name: String,
    versions: Versions,
    raw: Vec<RawField>,
    structs: &mut Vec<Struct>,
) -> Result<Struct> {
    let mut fields = Vec::new();
    for field in raw {
        let ty = Type::parse(&field.r#type)?;
        let own = Versions::parse(&field.versions)?.and(versions);
        if own.is_empty() {
            continue;
        }
        if field.flexible_versions.is_some() {
            return Err(format!("{name}.{}: own flexible versions", field.name).into());
        }
        if let Some(tagged) = &field.tagged_versions
            && Versions::parse(tagged)?.and(versions) != own
        {
            return Err(format!("{name}.{}: tagged in some versions only", field.name).into());
        }
        let nullable = field.nullable_versions.as_deref().unwrap_or("none");
        let nullable = Versions::parse(nullable)?.and(own);
        if let Some(inner) = ty.structure()
            && !field.fields.is_empty()
        {
            let inner = convert_struct(inner.to_owned(), own, field.fields, structs)?;
            structs.push(inner);
        }
        fields.push(Field {
            name: field.name,
            ty,
            versions: own,
            nullable,
            tag: field.tag,
            ignorable: field.ignorable,
            default: field.default.map(|d| match d {
                Value::String(text) => text,
                other => other.to_string(),
            }),
            entity: field.entity_type,
        });
    }
    Ok(Struct { name, versions, fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let text = "// c\n{\"a\": \"http://x\\\" // no\", // yes\n\"b\": 1}";
        assert_eq!(strip_comments(text), "\n{\"a\": \"http://x\\\" // no\", \n\"b\": 1}");
    }

    #[test]
    fn versions_are_read_and_cut() {
        let all = Versions { min: 3, max: 9 };
        assert_eq!(Versions::parse("4+").unwrap().and(all), Versions { min: 4, max: 9 });
        assert_eq!(Versions::parse("0-2").unwrap().and(all), Versions::NONE);
        assert_eq!(Versions::parse("7").unwrap(), Versions { min: 7, max: 7 });
        assert!(Versions::parse("none").unwrap().is_empty());
    }
}
