//! Typed identifiers: `<prefix>_<26 characters>`, a UUIDv7 in lower-case base32.
//!
//! They sort by creation time, are safe in DNS labels and Kubernetes names once the underscore is
//! dropped, and a value of one kind cannot be passed where another is expected.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::{clock::Clock, entropy::Entropy};

/// RFC 4648 base32hex order would keep sortability too; this alphabet (Crockford's, lower case)
/// also avoids letters that are read as digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const ENCODED_LEN: usize = 26;

/// Why a text is not an identifier of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an identifier like `{expected}_…` with 26 characters after the underscore")]
pub struct IdError {
    /// The prefix that was expected.
    pub expected: &'static str,
}

fn encode(uuid: Uuid) -> String {
    let mut value = uuid.as_u128();
    let mut out = [0_u8; ENCODED_LEN];
    for slot in out.iter_mut().rev() {
        let digit = usize::try_from(value & 31).unwrap_or_default();
        *slot = ALPHABET[digit];
        value >>= 5;
    }
    out.iter().map(|b| char::from(*b)).collect()
}

fn decode(text: &str) -> Option<Uuid> {
    if text.len() != ENCODED_LEN {
        return None;
    }
    let mut value: u128 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|c| *c == byte)?;
        // 26 digits hold 130 bits: the first digit may use only three of its five.
        if value >> 123 != 0 {
            return None;
        }
        value = (value << 5) | u128::try_from(digit).ok()?;
    }
    Some(Uuid::from_u128(value))
}

/// `len` random characters of the identifiers' alphabet; five bits each.
pub fn random_text(entropy: &dyn Entropy, len: usize) -> String {
    let mut bytes = vec![0; len];
    entropy.fill(&mut bytes);
    bytes.iter().map(|b| char::from(ALPHABET[usize::from(b & 31)])).collect()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        pub struct $name(Uuid);

        impl $name {
            /// What the text form starts with.
            pub const PREFIX: &'static str = $prefix;

            /// A new identifier that sorts after those made earlier.
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                let millis = u64::try_from(clock.now()).unwrap_or_default();
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &entropy.bytes()).into_uuid())
            }

            /// The identifier as stored in the database.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", Self::PREFIX, encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix($prefix)
                    .and_then(|rest| rest.strip_prefix('_'))
                    .and_then(decode)
                    .map(Self)
                    .ok_or(IdError { expected: Self::PREFIX })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "utoipa")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .examples([format!("{}_01jd7c4v9ke0xbt5q2m8n6rhwz", Self::PREFIX)])
                    .into()
            }
        }

        #[cfg(feature = "utoipa")]
        impl utoipa::ToSchema for $name {}
    )+};
}

ids! {
    /// A customer.
    OrgId = "org";
    /// A person.
    UserId = "user";
    /// A person's signed-in session.
    SessionId = "sess";
    /// An org-scoped automation token for the REST API.
    TokenId = "tok";
    /// What a customer buys: one Kafka endpoint. The data plane calls it a tenant.
    InstanceId = "inst";
    /// One Kafka cluster run by Millrace.
    ClusterId = "clus";
    /// A machine identity of an instance: a Kafka principal.
    CredentialId = "cred";
    /// A receipt for a change that takes time.
    OperationId = "op";
    /// One entry of an org's audit trail.
    AuditEventId = "aud";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::ManualClock, entropy::SeededEntropy};

    #[test]
    fn text_form_round_trips_and_sorts_by_time() {
        let (clock, entropy) = (ManualClock::at(1_790_000_000_000), SeededEntropy::new(1));
        let first = InstanceId::new(&clock, &entropy);
        clock.advance(1);
        let second = InstanceId::new(&clock, &entropy);
        assert!(first.to_string() < second.to_string());
        assert_eq!(first.to_string().parse::<InstanceId>().unwrap(), first);
        assert_eq!(first.to_string().len(), 31);
    }

    #[test]
    fn other_kinds_and_malformed_texts_are_refused() {
        let id = OrgId::new(&ManualClock::at(1), &SeededEntropy::new(2)).to_string();
        assert!(id.parse::<InstanceId>().is_err());
        for bad in [
            "",
            "org",
            "org_",
            "org_UPPER",
            "org_0000000000000000000000000",
            "org_zzzzzzzzzzzzzzzzzzzzzzzzzz",
        ] {
            assert!(bad.parse::<OrgId>().is_err(), "{bad} was accepted");
        }
    }
}
