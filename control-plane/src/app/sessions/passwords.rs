//! Password hashing: argon2id, slow on purpose, so rationed.
//!
//! Each hash takes some 20 ms of a core and 19 MiB. No more than two run at a time and no more than
//! a few wait; further sign-ins are asked to come back, so a flood of them cannot starve the rest of
//! the service. Somebody unknown costs the same time as somebody known.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::Semaphore;
use wire::{entropy::Entropy, secret::Secret};

use super::super::AppError;
use crate::domain::user::NewPassword;

const PARALLEL: usize = 2;
const WAITING: usize = 32;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// How a hash with the present parameters begins.
const CURRENT: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// The rationed hasher.
pub struct Passwords {
    entropy: Arc<dyn Entropy>,
    places: Arc<Semaphore>,
    running: Arc<Semaphore>,
    dummy: Secret<String>,
}

/// Whether a hash was made with parameters that are no longer the present ones.
pub fn is_outdated(hash: &Secret<String>) -> bool {
    !hash.expose().starts_with(CURRENT)
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("the parameters are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str, salt: &[u8]) -> Result<Secret<String>, argon2::password_hash::Error> {
    let hash = argon2().hash_password_with_salt(password.as_bytes(), salt)?;
    Ok(Secret::new(hash.to_string()))
}

impl Passwords {
    /// A hasher.
    pub fn new(entropy: Arc<dyn Entropy>) -> Self {
        let dummy = hash_now("nobody has this password", &entropy.bytes::<16>())
            .expect("hashing a constant with these parameters works");
        Self {
            entropy,
            places: Arc::new(Semaphore::new(PARALLEL + WAITING)),
            running: Arc::new(Semaphore::new(PARALLEL)),
            dummy,
        }
    }

    /// The hash to store for a password.
    pub async fn hash(&self, password: &Secret<String>) -> Result<Secret<String>, AppError> {
        let (password, salt) = (password.clone(), self.entropy.bytes::<16>());
        self.run(move || hash_now(password.expose(), &salt))
            .await?
            .map_err(|source| AppError::internal("hash a password", source))
    }

    /// Whether `password` belongs to `hash`; without one, takes as long to say no.
    pub async fn verify(
        &self,
        password: &Secret<String>,
        hash: Option<Secret<String>>,
    ) -> Result<bool, AppError> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.dummy.clone());
        // A longer one is nobody's, and only its start is worth hashing.
        let fits = password.expose().len() <= NewPassword::MAX_BYTES;
        let password = if fits { password.clone() } else { Secret::new(String::new()) };
        let right = self
            .run(move || {
                argon2().verify_password(password.expose().as_bytes(), hash.expose().as_str())
            })
            .await?
            .is_ok();
        Ok(right && known && fits)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        const BUSY: AppError =
            AppError::Unavailable("too many people sign in at this moment; try again");
        let place = self.places.clone().try_acquire_owned().map_err(|_| BUSY)?;
        let turn = self.running.clone().acquire_owned().await.map_err(|_| BUSY)?;
        // The permits go with the work: it runs on even if whoever waits for it gives up.
        let work = tokio::task::spawn_blocking(move || {
            let value = work();
            drop((turn, place));
            value
        });
        work.await.map_err(|source| AppError::internal("run the password hasher", source))
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;
    use wire::entropy::SeededEntropy;

    use super::*;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    #[tokio::test]
    async fn right_and_wrong_passwords_are_told_apart() {
        let passwords = Passwords::new(Arc::new(SeededEntropy::new(1)));
        let hash = passwords.hash(&secret("correct horse battery")).await.unwrap();
        assert!(!is_outdated(&hash), "{}", hash.expose());
        assert!(is_outdated(&secret("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA")));
        let verify = |text: &'static str, hash: Option<Secret<String>>| {
            let passwords = &passwords;
            async move { passwords.verify(&secret(text), hash).await.unwrap() }
        };
        assert!(verify("correct horse battery", Some(hash.clone())).await);
        assert!(!verify("correct horse batterz", Some(hash.clone())).await);
        assert!(!verify("", Some(hash.clone())).await);
        assert!(!verify("nobody has this password", None).await, "the dummy's password signs in");
        assert!(!verify("x", Some(secret("not a hash"))).await);
        let long = secret(&"correct horse battery".repeat(7));
        assert!(!passwords.verify(&long, Some(hash)).await.unwrap());
    }

    /// Whether an account exists must not be measurable: both paths hash once.
    #[tokio::test]
    async fn the_unknown_cost_as_much_as_the_known() {
        let passwords = Passwords::new(Arc::new(SeededEntropy::new(1)));
        let hash = passwords.hash(&secret("correct horse battery")).await.unwrap();
        let mut spent = [std::time::Duration::ZERO; 2];
        for _ in 0..5 {
            for (spent, hash) in spent.iter_mut().zip([Some(hash.clone()), None]) {
                let from = Instant::now();
                passwords.verify(&secret("wrong wrong wrong"), hash).await.unwrap();
                *spent += from.elapsed();
            }
        }
        let ratio = spent[0].as_secs_f64() / spent[1].as_secs_f64();
        assert!((0.3..3.0).contains(&ratio), "known ÷ unknown = {ratio}");
    }

    #[tokio::test]
    async fn a_flood_is_turned_away_instead_of_queued() {
        let passwords = Passwords::new(Arc::new(SeededEntropy::new(1)));
        let all = passwords.places.clone().acquire_many_owned(34).await.unwrap();
        let refused = passwords.verify(&secret("x"), None).await;
        assert!(matches!(refused, Err(AppError::Unavailable(_))));
        drop(all);
        assert!(!passwords.verify(&secret("x"), None).await.unwrap());
    }
}
