//! Texts that people choose: resource names, e-mail addresses, labels for humans.
//!
//! They are parsed once, where they enter, into types that cannot hold anything else. Resource names
//! allow only lower-case letters, digits and hyphens, so that two names that look alike are alike,
//! and a name can be part of a host name or a Kubernetes object.

use std::{fmt, str::FromStr};

use serde::Serialize;

/// Why a value was refused, in words for whoever sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Invalid {
    /// A stable name for programs, such as `invalid_name`.
    pub code: &'static str,
    /// What was expected, and what to do.
    pub detail: String,
}

impl Invalid {
    /// A refusal.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }
}

/// A resource's name: 1 to 63 lower-case letters, digits and inner hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub struct Name(String);

impl Name {
    /// The longest name.
    pub const MAX_LEN: usize = 63;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let valid = (1..=Self::MAX_LEN).contains(&text.len())
            && text.bytes().all(inner)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(
                "invalid_name",
                "a name has 1 to 63 lower-case letters, digits and hyphens, and starts and ends \
                 with a letter or digit",
            ))
        }
    }
}

impl TryFrom<String> for Name {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text for humans on one line: a person's name, a description. No control characters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(into = "String")]
pub struct Label(String);

impl Label {
    /// The longest label, in characters.
    pub const MAX_CHARS: usize = 200;

    /// The label as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Label {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.chars().count() <= Self::MAX_CHARS && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new(
                "invalid_text",
                "at most 200 characters on one line, without control characters",
            ))
        }
    }
}

impl TryFrom<String> for Label {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.0
    }
}

/// An e-mail address, in lower case. Only its shape is checked; whether it receives mail is not
/// knowable here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct Email(String);

impl Email {
    /// The longest address (RFC 5321's path limit).
    pub const MAX_LEN: usize = 254;

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let shape = text.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && !host.is_empty() && !host.contains('@')
        });
        let plain = text.bytes().all(|b| b.is_ascii_graphic()) && text.len() <= Self::MAX_LEN;
        if shape && plain {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(Invalid::new("invalid_email", "expected an e-mail address such as ada@example.com"))
        }
    }
}

impl TryFrom<String> for Email {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_be_confused_or_smuggled_are_refused() {
        for good in ["a", "orders", "orders-2", &"a".repeat(63)] {
            assert!(good.parse::<Name>().is_ok(), "{good} was refused");
        }
        let long = "a".repeat(64);
        for bad in [
            "",
            "-a",
            "a-",
            "Orders",
            "a b",
            "a.b",
            "a_b",
            "..",
            "a\0",
            "оrders",
            "a\u{202e}b",
            "a\n",
            &long,
        ] {
            assert!(bad.parse::<Name>().is_err(), "{bad:?} was accepted");
        }
    }

    #[test]
    fn addresses_are_compared_without_case_and_have_no_hidden_characters() {
        assert_eq!("Ada@Example.com".parse::<Email>().unwrap().as_str(), "ada@example.com");
        for bad in ["", "ada", "@x", "ada@", "a@b@c", "a b@c", "a\r\n@c", "ada@exämple.com"] {
            assert!(bad.parse::<Email>().is_err(), "{bad:?} was accepted");
        }
    }
}
