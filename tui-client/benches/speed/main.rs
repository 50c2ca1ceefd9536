//! What the client takes for what people do all day, beside the budgets of it: a key, a frame, another size, another chat, a
//! search. Prints the table of docs/terminal-performance.md, and fails when something takes longer than it may.
//!
//! ```text
//! cargo bench -p tui-client --bench speed                    the program as it is shipped
//! cargo bench -p tui-client --bench speed --profile dev      an unoptimised one, which may take five times as long
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that fails says so, and what it found"
)]

#[expect(dead_code, reason = "a bench needs a part of it")]
#[path = "../../tests/support/mod.rs"]
mod support;

mod crowd;
mod disk;
mod drawing;
mod report;

use std::process::ExitCode;

use report::Report;

fn main() -> ExitCode {
    let mut report = Report::default();
    drawing::measure(&mut report);
    disk::measure(&mut report);
    print!("{report}");
    if report.is_within() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
