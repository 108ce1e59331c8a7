//! Opens the preview in the reader's browser, when asked to: the one program beside `git` that is ever started, with one argument, our own address.

use std::env;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The system's opener.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Starts the opener and does not wait for it.
///
/// # Errors
/// Half a sentence: why it could not be started.
pub fn open(port: u16) -> Result<(), String> {
    let runs = |path: &PathBuf| path.metadata().is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0);
    // only absolute entries count, so that no folder of a repository is one
    let search = env::var_os("PATH").unwrap_or_default();
    let program = env::split_paths(&search).filter(|folder| folder.is_absolute()).map(|folder| folder.join(OPENER)).find(runs);
    let program = program.ok_or_else(|| format!("there is no `{OPENER}` on this machine"))?;
    let mut command = Command::new(program);
    command.arg(format!("http://localhost:{port}/")).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("`{OPENER}` could not be started: {error}"))?;
    // some openers stay as long as the browser does
    std::thread::spawn(move || child.wait());
    Ok(())
}
