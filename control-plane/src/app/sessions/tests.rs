//! Signing in and staying signed in, as a thief would try it.

use wire::secret::Secret;

use super::*;
use crate::app::testing::{PASSWORD, TestApp};

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

async fn sign_in_as(test: &TestApp, email: &str, password: &str) -> Result<SignedIn, AppError> {
    sign_in(&test.app, Origin::default(), email, secret(password)).await
}

async fn recognised(test: &TestApp, access: &Secret<String>) -> bool {
    authenticate(&test.app, access.expose(), Origin::default()).await.is_ok()
}

#[tokio::test]
async fn an_old_refresh_token_ends_the_session_for_thief_and_owner() {
    let (test, _) = TestApp::with_admin().await;
    let first = sign_in_as(&test, "ada@example.com", PASSWORD).await.unwrap();
    let second = refresh(&test.app, Origin::default(), first.refresh_token.expose()).await.unwrap();
    assert!(recognised(&test, &second.access_token).await);
    let third = refresh(&test.app, Origin::default(), second.refresh_token.expose()).await.unwrap();

    // The first one comes back: somebody kept a copy.
    let replay = refresh(&test.app, Origin::default(), first.refresh_token.expose()).await;
    assert!(matches!(replay, Err(AppError::Unauthenticated(_))));
    for tokens in [&first, &second, &third] {
        assert!(!recognised(&test, &tokens.access_token).await, "the session goes on");
    }
    let owner = refresh(&test.app, Origin::default(), third.refresh_token.expose()).await;
    assert!(owner.is_err(), "the newest token still works");
}

#[tokio::test]
async fn two_refreshes_at_once_do_not_both_succeed() {
    let (test, _) = TestApp::with_admin().await;
    let first = sign_in_as(&test, "ada@example.com", PASSWORD).await.unwrap();
    let token = first.refresh_token.expose();
    let (a, b) = tokio::join!(
        refresh(&test.app, Origin::default(), token),
        refresh(&test.app, Origin::default(), token)
    );
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
}

#[tokio::test]
async fn an_invented_refresh_token_ends_nobodys_session() {
    let (test, _) = TestApp::with_admin().await;
    let signed_in = sign_in_as(&test, "ada@example.com", PASSWORD).await.unwrap();
    let good = signed_in.refresh_token.expose().clone();
    for at in 4..good.len() {
        let mut forged = good.clone().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).unwrap();
        if forged != good {
            assert!(refresh(&test.app, Origin::default(), &forged).await.is_err());
        }
    }
    assert!(recognised(&test, &signed_in.access_token).await, "a guess ended the session");
    assert!(refresh(&test.app, Origin::default(), &good).await.is_ok());
    // An access token is no refresh token, and the other way round.
    assert!(refresh(&test.app, Origin::default(), signed_in.access_token.expose()).await.is_err());
    assert!(!recognised(&test, &secret(&good)).await);
}

#[tokio::test]
async fn a_session_ends_when_its_time_is_up() {
    let (test, _) = TestApp::with_admin().await;
    let mut tokens = sign_in_as(&test, "ada@example.com", PASSWORD).await.unwrap();
    for _ in 0..29 {
        test.clock.advance(24 * 3600 * 1000);
        tokens =
            refresh(&test.app, Origin::default(), tokens.refresh_token.expose()).await.unwrap();
    }
    test.clock.advance(24 * 3600 * 1000);
    let refused = refresh(&test.app, Origin::default(), tokens.refresh_token.expose()).await;
    assert!(refused.is_err(), "refreshing prolonged it for ever");
}

#[tokio::test]
async fn unknown_disabled_and_wrong_are_not_told_apart() {
    let (test, ada) = TestApp::with_admin().await;
    test.person(&ada, "grace@example.com").await;
    crate::store::testing::execute(
        &test.app.db,
        "update users set disabled_at = now() where email = 'grace@example.com'",
    )
    .await;
    for (email, password) in [
        ("ada@example.com", "wrong"),
        ("ada@example.com", ""),
        ("nobody@example.com", PASSWORD),
        ("not an address", PASSWORD),
        ("grace@example.com", PASSWORD),
    ] {
        let refused = sign_in_as(&test, email, password).await;
        assert!(matches!(refused, Err(AppError::InvalidCredentials)), "{email}: {refused:?}");
    }
    assert!(sign_in_as(&test, " ADA@example.com", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let (test, ada) = TestApp::with_admin().await;
    let other = sign_in_as(&test, "ada@example.com", PASSWORD).await.unwrap();
    let change = async |current: &str, new: &str| {
        let mut tx = test.app.begin().await.unwrap();
        change_password(&test.app, &mut tx, &ada, secret(current), secret(new)).await?;
        Ok::<_, AppError>(tx.commit().await?)
    };
    assert!(change("wrong", "a new long password").await.is_err());
    assert!(change(PASSWORD, "short").await.is_err());
    assert!(recognised(&test, &other.access_token).await);
    change(PASSWORD, "a new long password").await.unwrap();
    assert!(!recognised(&test, &other.access_token).await);
    assert!(sign_in_as(&test, "ada@example.com", PASSWORD).await.is_err());
    assert!(sign_in_as(&test, "ada@example.com", "a new long password").await.is_ok());
}

#[tokio::test]
async fn failed_attempts_are_recorded_and_limited() {
    let (test, _) = TestApp::with_admin().await;
    for _ in 0..10 {
        let refused = sign_in_as(&test, "ada@example.com", "wrong").await;
        assert!(matches!(refused, Err(AppError::InvalidCredentials)));
    }
    let limited = sign_in_as(&test, "ada@example.com", PASSWORD).await;
    assert!(matches!(limited, Err(AppError::RateLimited { .. })), "{limited:?}");
    test.clock.advance(7_000);
    assert!(sign_in_as(&test, "ada@example.com", PASSWORD).await.is_ok(), "locked out for good");
    let dump = crate::store::testing::dump(&test.app.db).await;
    assert!(recorded(&dump, &[(10, "ada@example.com")]), "{dump}");
    assert!(!dump.contains(PASSWORD));
}

/// Whether these are the counts of all records of refused sign-ins, with what was tried first.
fn recorded(dump: &str, expected: &[(u32, &str)]) -> bool {
    dump.matches("\"outcome\": \"denied\"").count() == expected.len()
        && expected.iter().all(|(count, tried)| {
            dump.contains(&format!("\"detail\": {{\"count\": {count}, \"tried\": \"{tried}\"}}"))
        })
}

#[tokio::test]
async fn guesses_of_one_minute_share_a_record_for_each_account_and_for_nobodys() {
    let (test, ada) = TestApp::with_admin().await;
    test.person(&ada, "bob@example.com").await;
    // From many addresses at once: no limit on guessing holds these back.
    let guess = async |number: u8, email: &str| {
        let address = Some(std::net::IpAddr::from([192, 0, 2, number]));
        let origin = Origin { address, ..Origin::default() };
        let refused = sign_in(&test.app, origin, email, secret("wrong")).await;
        assert!(matches!(refused, Err(AppError::InvalidCredentials)), "{refused:?}");
    };
    for number in 0..3 {
        let (one, other) = (2 * number, 2 * number + 1);
        tokio::join!(guess(one, "ada@example.com"), guess(other, "ada@example.com"));
        guess(number, "bob@example.com").await;
        guess(number, &format!("nobody-{number}@example.com")).await;
    }
    let dump = crate::store::testing::dump(&test.app.db).await;
    let expected = [(6, "ada@example.com"), (3, "bob@example.com"), (3, "nobody-0@example.com")];
    assert!(recorded(&dump, &expected), "{dump}");
    // A minute later begins another.
    test.clock.advance(60_000);
    guess(9, "bob@example.com").await;
    let dump = crate::store::testing::dump(&test.app.db).await;
    assert_eq!(dump.matches("\"outcome\": \"denied\"").count(), 4, "{dump}");
    assert!(dump.contains("\"count\": 1, \"tried\": \"bob@example.com\""), "{dump}");
}
