//! Access tokens of sessions.
//!
//! One algorithm, one key, one `typ`. Everything else in the header is ignored, and every claim is
//! required. Times are compared with the injected clock, so the library's own check is off.

use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};
use wire::{
    ids::{SessionId, UserId, random_text},
    secret::Secret,
};

use super::super::{App, AppError};
use crate::domain::{
    clock::{DateTime, Utc},
    user::Session,
};

const ISSUER: &str = "millrace";
const AUDIENCE: &str = "millrace-api";
const TYPE: &str = "millrace-session+jwt";
const LIFE: TimeDelta = TimeDelta::minutes(10);
/// How far two control planes' clocks may be apart.
const LEEWAY_S: i64 = 5;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Who a token names.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    /// The person.
    pub user: UserId,
    /// Their session.
    pub session: SessionId,
}

/// A token for a session, and when it expires.
pub fn issue(app: &App, session: &Session) -> (Secret<String>, DateTime<Utc>) {
    let now = app.now();
    let expires_at = (now + LIFE).min(session.expires_at);
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: session.user_id,
        sid: session.id,
        jti: random_text(&*app.entropy, 20),
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: expires_at.timestamp(),
    };
    (Secret::new(app.keyring.session_signing().sign(TYPE, &claims)), expires_at)
}

/// Checks a token and says whom it names.
pub fn verify(app: &App, token: &str) -> Result<Named, AppError> {
    const REFUSED: AppError =
        AppError::Unauthenticated("the access token is not valid; sign in again");
    const LONGEST: usize = 2048;
    if token.len() > LONGEST {
        return Err(REFUSED);
    }
    let pair = app.keyring.session_signing();
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    let key = DecodingKey::from_ed_der(pair.public());
    let data = jsonwebtoken::decode::<Claims>(token, &key, &validation).map_err(|_| REFUSED)?;
    let header_fits =
        data.header.typ.as_deref() == Some(TYPE) && data.header.kid.as_deref() == Some(pair.kid());
    let now = app.now().timestamp();
    let claims = data.claims;
    if !header_fits || claims.nbf > now + LEEWAY_S || claims.iat > now + LEEWAY_S {
        return Err(REFUSED);
    }
    if claims.exp <= now - LEEWAY_S {
        return Err(AppError::Unauthenticated(
            "the access token has expired; refresh it with POST /v1/sessions/refresh",
        ));
    }
    Ok(Named { user: claims.sub, session: claims.sid })
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
    use jsonwebtoken::{EncodingKey, Header};
    use serde_json::{Value, json};

    use super::*;
    use crate::app::testing::TestApp;

    fn claims(app: &App) -> Value {
        let now = app.now().timestamp();
        json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": UserId::new(&*app.clock, &*app.entropy),
            "sid": SessionId::new(&*app.clock, &*app.entropy), "jti": "x",
            "iat": now, "nbf": now, "exp": now + 600,
        })
    }

    fn with(claims: &Value, name: &str, value: Value) -> Value {
        let mut claims = claims.clone();
        claims[name] = value;
        claims
    }

    fn without(claims: &Value, name: &str) -> Value {
        let mut claims = claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        claims
    }

    #[tokio::test]
    async fn only_a_token_that_is_right_in_every_respect_passes() {
        let test = TestApp::create().await;
        let app = &test.app;
        let pair = app.keyring.session_signing();
        let good = claims(app);
        assert!(verify(app, &pair.sign(TYPE, &good)).is_ok());

        let now = app.now().timestamp();
        for (what, claims) in [
            ("issuer", with(&good, "iss", json!("other"))),
            ("audience", with(&good, "aud", json!("millrace-gateway"))),
            ("audience list", with(&good, "aud", json!([AUDIENCE, "other"]))),
            ("expired", with(&good, "exp", json!(now - LEEWAY_S))),
            ("not yet", with(&good, "nbf", json!(now + LEEWAY_S + 1))),
            ("from the future", with(&good, "iat", json!(now + LEEWAY_S + 1))),
            ("subject", with(&good, "sub", json!("org_01jd7c4v9ke0xbt5q2m8n6rhwz"))),
            ("extra claim", with(&good, "role", json!("owner"))),
        ] {
            assert!(verify(app, &pair.sign(TYPE, &claims)).is_err(), "{what} passed");
        }
        for name in ["iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"] {
            let token = pair.sign(TYPE, &without(&good, name));
            assert!(verify(app, &token).is_err(), "passed without {name}");
        }
        for typ in ["JWT", "millrace-access+jwt", ""] {
            assert!(verify(app, &pair.sign(typ, &good)).is_err(), "typ {typ} passed");
        }
    }

    #[tokio::test]
    async fn other_algorithms_keys_and_headers_are_refused() {
        let test = TestApp::create().await;
        let app = &test.app;
        let pair = app.keyring.session_signing();
        let good = claims(app);
        let encode = |header: Value, signature: &str| {
            let part = |value: &Value| BASE64.encode(value.to_string());
            format!("{}.{}.{signature}", part(&header), part(&good))
        };
        let kid = pair.kid();
        for alg in ["none", "None", "NONE", ""] {
            let header = json!({"alg": alg, "typ": TYPE, "kid": kid});
            assert!(verify(app, &encode(header, "")).is_err(), "alg {alg:?} passed");
        }
        // The public key as a shared secret: the classic confusion of algorithms.
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(kid.to_owned());
        let confused =
            jsonwebtoken::encode(&header, &good, &EncodingKey::from_secret(pair.public())).unwrap();
        assert!(verify(app, &confused).is_err(), "HS256 with the public key passed");

        // Another key of ours, and another Millrace's.
        let foreign = crate::keyring::Keyring::new(&Secret::new(vec![9; 32]));
        assert!(verify(app, &foreign.session_signing().sign(TYPE, &good)).is_err());

        let token = pair.sign(TYPE, &good);
        let (signed, signature) = token.rsplit_once('.').unwrap();
        assert!(verify(app, &format!("{signed}.")).is_err(), "an empty signature passed");
        assert!(verify(app, signed).is_err());
        let mut forged = BASE64.decode(signature).unwrap();
        forged[0] ^= 1;
        assert!(verify(app, &format!("{signed}.{}", BASE64.encode(forged))).is_err());
        for hostile in ["", ".", "..", "a.b.c", &"a".repeat(5000), "\u{0}", "é.é.é"] {
            assert!(verify(app, hostile).is_err());
        }
    }

    #[tokio::test]
    async fn a_token_lives_ten_minutes() {
        let test = TestApp::create().await;
        let app = &test.app;
        let token = app.keyring.session_signing().sign(TYPE, &claims(app));
        test.clock.advance(10 * 60 * 1000);
        assert!(verify(app, &token).is_ok(), "the leeway for clocks that differ");
        test.clock.advance((LEEWAY_S + 1) * 1000);
        assert!(verify(app, &token).is_err());
    }
}
