//! Makes single files that are not there yet, which is what `init` and `new` do, and replaces single files whole, which is what `roll` does.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::base::path::SourcePath;
use crate::host::disk;
use crate::host::open::Root;
use crate::source::snapshot;

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

/// Puts a text in the place of `old`, what the file was read as: a reader sees the one or the other, never a part.
///
/// # Errors
/// When the file is not what it was, or the disk says no; then it is as it was.
pub fn replace(root: &Path, path: &SourcePath, old: &[u8], text: &str) -> anyhow::Result<()> {
    match disk::read_one(&Root::open(root)?, path) {
        snapshot::File::Bytes(now) if *now == *old => {}
        _ => bail!("it was changed by somebody else in the meantime; run the command again"),
    }
    let target = root.join(path.as_str());
    let (beside, mut file) = beside(&target)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.set_permissions(fs::metadata(&target)?.permissions()))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &target));
    if let Err(error) = written {
        // our own unfinished copy, and nothing else
        let _ = fs::remove_file(&beside);
        return Err(anyhow::Error::new(error));
    }
    Ok(())
}

/// A new file in the same folder, under a name that nobody uses.
fn beside(target: &Path) -> anyhow::Result<(PathBuf, File)> {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for number in 0..100 {
        let path = target.with_file_name(format!(".{name}.{number}.new"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(anyhow::Error::new(error)),
        }
    }
    bail!("a hundred unfinished copies `.{name}.*.new` lie beside it; remove them")
}
