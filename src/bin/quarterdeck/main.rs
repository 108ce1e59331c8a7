//! The command line: parses, runs, and turns the outcome into an exit code. Knows nothing of plans.

// a mistake in a plan is a value with a place, never a panic
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

mod commands;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use commands::Cli;
use commands::exit::{self, Exit};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // help and version are results; everything else is a usage error, exit 2
            let told = error.print().and_then(|()| std::io::stdout().flush());
            let code = match told {
                _ if error.use_stderr() => Exit::CouldNot,
                // a reader that went away is no failure
                Err(failed) if failed.kind() != std::io::ErrorKind::BrokenPipe => {
                    exit::say("error: the help could not be written\n");
                    Exit::CouldNot
                }
                _ => Exit::Good,
            };
            return code.into();
        }
    };
    commands::run(cli).into()
}
