//! Makes single files that are not there yet: what `init` and `new` write. Never replaces anything.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::Context;

/// Writes a file below `root`, its folders with it.
///
/// # Errors
/// When the file exists, or the disk says no.
pub fn new_file(root: &Path, path: &str, text: &str) -> anyhow::Result<()> {
    let target = root.join(path);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).with_context(|| format!("the folder `{}` could not be made", folder.display()))?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(&target).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => anyhow::anyhow!("it exists already"),
        _ => anyhow::Error::new(error),
    })?;
    file.write_all(text.as_bytes())?;
    Ok(())
}
