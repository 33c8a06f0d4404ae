//! Installs the chart on a real Kubernetes cluster, runs every scenario and prints one table.
//!
//! `make e2e-kube` starts it, either on the test cluster of `tests/kube/cluster` or on the one that
//! `KUBECONFIG` names. The cluster is expected to be empty of Millrace and to know the images.

mod enterprise;
mod faults;
mod hosts;
mod install;
mod isolation;
mod kube;
mod lane;
mod names;
mod obstacles;
mod prerequisites;
mod proxy;
mod repair;
mod rights;
mod settings;
mod storm;
mod table;
mod world;

use std::process::ExitCode;

use clap::Parser as _;

use proxy::Fault;
use settings::Settings;
use table::Table;
use world::World;

#[tokio::main]
async fn main() -> ExitCode {
    let settings = Settings::parse();
    // A scenario's row says what failed; here only where.
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            complain(&format_args!("at {place}"));
        }
    }));
    if let Err(problem) = prerequisites::check(&settings).await {
        complain(&format_args!("error: {problem}"));
        return ExitCode::from(2);
    }
    let world = World::find(settings).await;
    let table = Table::begin(&world);
    table.run("install to first message", install::install(&world)).await;
    table.run("restricted admission", install::admission(&world)).await;
    table.run("enterprise to first message", enterprise::first_produce(&world)).await;
    table.run("load: nothing", faults::nothing(&world)).await;
    table.run("load: acknowledged records removed", faults::planted(&world)).await;
    // Control planes of their own, beside what happens to the installed one: neither knows of the other.
    tokio::join!(changes(&world, &table), storms(&world, &table));
    if world.settings.cluster.is_some() {
        table.run("load: broker process killed", faults::container_killed(&world)).await;
        table.run("load: node power cut", faults::power_cut(&world)).await;
        table.run("load: api server away", faults::api_server_outage(&world)).await;
    } else {
        table.skip("nodes, api server", "needs the test cluster");
    }
    // One on the shared cluster, one on a cluster of its own.
    tokio::join!(
        table.run("repair: edits and deletes", repair::edits_and_deletes(&world)),
        table.run("repair: foreign namespace, lost volume", repair::what_is_not_ours(&world)),
    );
    table.run("obstacle: no such image", obstacles::no_such_image(&world)).await;
    table.run("obstacle: no node has room", obstacles::no_room(&world)).await;
    table.run("obstacle: not admitted", obstacles::not_admitted(&world)).await;
    if world.settings.cluster.is_some() {
        table.run("brokers under names of one's own", names::domain(&world)).await;
        table.run("brokers at load balancers", names::load_balancers(&world)).await;
    }
    // What was left out used no rights.
    if table.is_whole() {
        table.run("rights granted and used", rights::granted_and_used(&world)).await;
    } else {
        table.skip("rights granted and used", "not everything was run");
    }
    table.end()
}

/// What an operator does to an installation, with clients at work.
async fn changes(world: &World, table: &Table<'_>) {
    table.run("load: certificate roll", faults::certificate_roll(world)).await;
    table.run("load: broker pod deleted", faults::pod_deleted(world)).await;
    table.run("load: control plane roll", faults::control_plane_roll(world)).await;
    table.run("load: control plane and database away", faults::control_plane_outage(world)).await;
    if world.settings.cluster.is_some() {
        table.run("load: gateway roll", faults::gateway_roll(world)).await;
        table.run("load: kafka roll", faults::kafka_roll(world)).await;
        table.run("isolation", isolation::isolation(world)).await;
    } else {
        table.skip("rolls, isolation", "needs the test cluster");
    }
}

/// What an API server may do to a control plane.
async fn storms(world: &World, table: &Table<'_>) {
    if world.settings.database_url.is_none() {
        return table.skip("api server: crashes and bad answers", "needs DATABASE_URL");
    }
    let every = storm::crash_at_every_request(world);
    table.run("api server: crash at every request", every).await;
    for (name, fault) in [
        ("api server: 409 on every second change", Fault::Conflict),
        ("api server: 410 on every second read", Fault::Gone),
        ("api server: every third answer lost", Fault::ReplyLost),
        ("api server: every tenth answer stalled", Fault::Stalled),
    ] {
        table.run(name, storm::bad_answers(world, fault)).await;
    }
}

#[expect(clippy::print_stderr, reason = "what keeps the suite from running is said plainly")]
fn complain(problem: &dyn std::fmt::Display) {
    eprintln!("{problem}");
}
