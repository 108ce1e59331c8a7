//! The three ways in which a command ends (contract §2), and how a failure is told.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use quarterdeck::base::console::{Style, escape};

/// How a command ended. 2 wins over 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    Good,
    Findings,
    CouldNot,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Good => ExitCode::SUCCESS,
            Exit::Findings => ExitCode::from(1),
            Exit::CouldNot => ExitCode::from(2),
        }
    }
}

/// Tells a failure on standard error, its causes in order.
pub fn failure(error: &anyhow::Error, style: Style) -> Exit {
    let causes: Vec<String> = error.chain().map(|cause| escape(&cause.to_string())).collect();
    let mut out = io::stderr().lock();
    let _ = writeln!(out, "{}error{}: {}", style.red, style.reset, causes.join(": "));
    Exit::CouldNot
}

/// Writes a result to standard output. A reader that went away is no failure.
pub fn print(text: &str) -> anyhow::Result<()> {
    print_with(|out| out.write_all(text.as_bytes()))
}

/// The same for a result that need not stand in memory as a whole.
pub fn print_with(put: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    match buffered(&mut io::stdout().lock(), put) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(anyhow::Error::new(error).context("the result could not be written")),
        _ => Ok(()),
    }
}

/// Hands on what `put` writes in large pieces, down to the last one.
pub fn buffered(out: &mut dyn Write, put: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    put(&mut out)?;
    out.flush()
}

/// Says something beside the result, on standard error; silence is accepted.
pub fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
