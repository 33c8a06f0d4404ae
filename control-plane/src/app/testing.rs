//! An [`App`] on a database of its own, with time and randomness in the test's hands.

use std::sync::Arc;

use wire::{clock::ManualClock, entropy::SeededEntropy, secret::Secret};

use super::{App, Caller, Parts, bootstrap, sessions, users};
use crate::{
    domain::{
        access::{Actor, Origin},
        plan::{self, Catalogue},
        user::NewPassword,
    },
    keyring::Keyring,
    store::{SystemScope, testing::TestDb},
};

/// The password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery";

/// How often one caller may ask.
const REQUESTS_PER_SECOND: u32 = 200;

/// An app and what a test needs to steer it.
pub struct TestApp {
    /// The app.
    pub app: App,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    _db: TestDb,
}

impl TestApp {
    /// An app on an empty database.
    pub async fn create() -> Self {
        let test_db = TestDb::create().await;
        let clock = Arc::new(ManualClock::at(1_790_000_000_000));
        let app = App::new(Parts::new(
            test_db.db().clone(),
            clock.clone(),
            Arc::new(SeededEntropy::new(7)),
            Arc::new(Keyring::new(&Secret::new(vec![7; 32]))),
            Arc::new(Catalogue::load(plan::EMBEDDED, Some("dev")).unwrap()),
            REQUESTS_PER_SECOND,
        ));
        Self { app, clock, _db: test_db }
    }

    /// The first operator, `ada@example.com`, who owns the org `acme`.
    pub async fn with_admin() -> (Self, Caller) {
        let test = Self::create().await;
        let admin = bootstrap::FirstAdmin {
            email: "ada@example.com".parse().unwrap(),
            password: Secret::new(PASSWORD.to_owned()),
            org: "acme".parse().unwrap(),
        };
        let system = SystemScope::for_composition_root();
        assert!(bootstrap::run(&test.app, &system, admin).await.unwrap());
        let caller = test.sign_in("ada@example.com").await;
        (test, caller)
    }

    /// Adds a person without any org.
    pub async fn person(&self, admin: &Caller, email: &str) -> Caller {
        let new = users::NewUser {
            email: email.parse().unwrap(),
            name: "Somebody".parse().unwrap(),
            password: NewPassword::parse(Secret::new(PASSWORD.to_owned())).unwrap(),
        };
        let mut tx = self.app.begin().await.unwrap();
        users::create(&self.app, &mut tx, admin, new).await.unwrap();
        tx.commit().await.unwrap();
        self.sign_in(email).await
    }

    /// Signs somebody in.
    pub async fn sign_in(&self, email: &str) -> Caller {
        let password = Secret::new(PASSWORD.to_owned());
        let signed_in =
            sessions::sign_in(&self.app, Origin::default(), email, password).await.unwrap();
        let bearer = signed_in.access_token.expose();
        let caller = sessions::authenticate(&self.app, bearer, Origin::default()).await.unwrap();
        assert!(matches!(caller.actor, Actor::User { .. }));
        caller
    }
}
