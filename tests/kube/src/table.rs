//! The table the suite prints, row by row as scenarios end.

use std::{
    any::Any,
    cell::Cell,
    panic::AssertUnwindSafe,
    process::ExitCode,
    time::{Duration, Instant},
};

use futures_util::FutureExt as _;

use crate::world::World;

/// A scenario that takes longer than this has failed.
const LIMIT: Duration = Duration::from_mins(10);

/// Runs scenarios and counts what became of them.
pub(crate) struct Table<'a> {
    world: &'a World,
    passed: Cell<usize>,
    failed: Cell<usize>,
    skipped: Cell<usize>,
}

impl<'a> Table<'a> {
    /// Prints the header.
    pub(crate) fn begin(world: &'a World) -> Self {
        row("", "scenario", "took", "seen");
        Self { world, passed: Cell::default(), failed: Cell::default(), skipped: Cell::default() }
    }

    /// Runs a scenario, which panics if it fails and tells what it saw otherwise.
    pub(crate) async fn run(&self, name: &str, scenario: impl Future<Output = String>) {
        let only = &self.world.settings.only;
        if !only.is_empty() && !only.iter().any(|part| name.contains(part.as_str())) {
            return;
        }
        if self.world.settings.is_late() {
            return self.skip(name, "no time is left");
        }
        let began = Instant::now();
        let ended = tokio::time::timeout(LIMIT, AssertUnwindSafe(scenario).catch_unwind()).await;
        let took = format!("{:.1} s", began.elapsed().as_secs_f64());
        let failure = match ended {
            Ok(Ok(seen)) => {
                self.passed.update(|passed| passed + 1);
                return row("ok", name, &took, &seen);
            }
            Ok(Err(panic)) => said(panic.as_ref()),
            Err(_) => format!("did not end within {LIMIT:?}"),
        };
        self.failed.update(|failed| failed + 1);
        row("FAILED", name, &took, &failure);
        self.world.keep_evidence(name).await;
    }

    /// Whether everything was run so far.
    pub(crate) fn is_whole(&self) -> bool {
        self.skipped.get() == 0
    }

    /// Notes a scenario that cannot be run here.
    pub(crate) fn skip(&self, name: &str, why: &str) {
        self.skipped.update(|skipped| skipped + 1);
        row("skip", name, "", why);
    }

    /// Prints the sum; fails if a row did.
    #[expect(clippy::print_stdout, reason = "the table is this program's output")]
    pub(crate) fn end(self) -> ExitCode {
        let [passed, failed, skipped] =
            [self.passed, self.failed, self.skipped].map(Cell::into_inner);
        println!("e2e-kube: {passed} passed, {failed} failed, {skipped} skipped");
        if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

#[expect(clippy::print_stdout, reason = "the table is this program's output")]
fn row(verdict: &str, name: &str, took: &str, seen: &str) {
    println!("{verdict:<6} {name:<44} {took:>8}  {seen}");
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
}
