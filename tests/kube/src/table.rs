//! The table the suite prints, row by row as scenarios end.

use std::process::ExitCode;

/// Counts what was printed.
pub(crate) struct Table {
    failed: usize,
}

impl Table {
    /// Prints the header.
    #[expect(clippy::print_stdout, reason = "the table is this program's output")]
    pub(crate) fn begin() -> Self {
        println!("{:<6} {:<40} {:>9}  seen", "", "scenario", "took");
        Self { failed: 0 }
    }

    /// Prints the sum; fails if a row did.
    #[expect(clippy::print_stdout, reason = "the table is this program's output")]
    pub(crate) fn end(self) -> ExitCode {
        println!("e2e-kube: {} failed", self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
