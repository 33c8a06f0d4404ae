//! `doctor`: checks what serving depends on and says, for each thing, what is wrong and what to do.

use std::sync::Arc;

use wire::{clock::SystemClock, error::chain};

use crate::{
    config::{Config, OrchestratorKind, read_secret},
    machine,
    orchestrator::Orchestrator as _,
    platform,
    server::{db_settings, load_keyring},
    store::Db,
};

/// One thing that was checked.
#[derive(Debug)]
pub struct Finding {
    /// What.
    pub what: &'static str,
    /// That it is right, or what is wrong and what to do.
    pub verdict: Result<String, String>,
}

/// Checks everything. Changes nothing.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![
        Finding { what: "root secret", verdict: root_secret(config) },
        Finding { what: "bootstrap", verdict: bootstrap(config) },
        Finding { what: "listen", verdict: listen(config).await },
        Finding { what: "clusters", verdict: clusters(config).await },
    ];
    findings.extend(database(config).await);
    findings
}

fn root_secret(config: &Config) -> Result<String, String> {
    let file = &config.root_secret_file;
    if config.create_root_secret && !file.exists() {
        return Ok(format!("{} will be made at the first start", file.display()));
    }
    match load_keyring(config) {
        Ok(ring) => Ok(format!("{}, signing key {}", file.display(), ring.session_signing().kid())),
        Err(error) => Err(chain(&error)),
    }
}

fn bootstrap(config: &Config) -> Result<String, String> {
    match (&config.bootstrap.bootstrap_email, &config.bootstrap.bootstrap_password_file) {
        (Some(email), Some(file)) => match read_secret(file) {
            Ok(_) => Ok(format!("{email} will be made operator if there is nobody yet")),
            Err(error) => Err(chain(&error)),
        },
        _ => Ok("not configured: on an empty database nobody can sign in".to_owned()),
    }
}

async fn listen(config: &Config) -> Result<String, String> {
    match tokio::net::TcpListener::bind(config.listen).await {
        Ok(_) => Ok(format!("{} is free", config.listen)),
        Err(error) => Err(format!("{} cannot be used: {error}", config.listen)),
    }
}

async fn clusters(config: &Config) -> Result<String, String> {
    match config.orchestrator {
        OrchestratorKind::Process => machine::examine(config),
        OrchestratorKind::Kubernetes => kubernetes(config).await,
        OrchestratorKind::None => Ok("not run by this control plane".to_owned()),
    }
}

async fn kubernetes(config: &Config) -> Result<String, String> {
    let orchestrator = platform::connect(&config.kubernetes, Arc::new(SystemClock)).await;
    let orchestrator = orchestrator.map_err(|error| chain(&error))?;
    match orchestrator.list().await {
        Ok(clusters) => Ok(format!("Kubernetes answers; {} clusters are in it", clusters.len())),
        Err(error) => Err(chain(&error)),
    }
}

async fn database(config: &Config) -> Vec<Finding> {
    let wrong = |error: &dyn std::error::Error| {
        let verdict = format!("{}; check the database's URL", chain(error));
        vec![Finding { what: "database", verdict: Err(verdict) }]
    };
    let settings = match db_settings(&config.database) {
        Ok(settings) => settings,
        Err(error) => return wrong(&error),
    };
    let db = match Db::connect(&settings).await {
        Ok(db) => db,
        Err(error) => return wrong(&error),
    };
    let connected = Finding { what: "database", verdict: Ok("it answers".to_owned()) };
    let verdict = match db.migration_state().await {
        Ok(state) if state.is_current() => Ok(format!("{} migrations applied", state.known)),
        Ok(state) => Err(format!(
            "{} of {} migrations applied; run `millrace-control-plane migrate`",
            state.applied, state.known
        )),
        Err(error) => Err(chain(&error)),
    };
    db.close().await;
    vec![connected, Finding { what: "schema", verdict }]
}
