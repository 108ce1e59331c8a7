//! Makes single files that are not there yet, which is what `init` and `new` do, replaces single files whole, which is what `roll` does, and opens those
//! that reports go to.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::base::path::SourcePath;
use crate::host::open::Root;
use crate::host::{disk, memo};
use crate::source::layout::{self, Role};
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
    if let Err(error) = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
        // an empty file would stand in the way of the next attempt
        let _ = fs::remove_file(&target);
        return Err(anyhow::Error::new(error));
    }
    Ok(())
}

/// Writes several such files: all of them, or none.
///
/// # Errors
/// As above, with the path; then what was written before is taken away again.
pub fn new_files(root: &Path, files: &[(&str, String)]) -> anyhow::Result<()> {
    for (index, (path, text)) in files.iter().enumerate() {
        if let Err(error) = new_file(root, path, text) {
            for (made, _) in files.iter().take(index) {
                let _ = fs::remove_file(root.join(made));
            }
            return Err(error.context(format!("`{}` could not be made", root.join(path).display())));
        }
    }
    Ok(())
}

/// Opens a file that a report or an export goes to, wherever that is; what it held is gone. A file that the territory is read from is refused.
///
/// # Errors
/// When it is one of the territory's own, or the disk says no.
pub fn product(root: &Path, file: &Path) -> anyhow::Result<File> {
    if let Some(own) = own(root, file) {
        bail!("`{own}` belongs to the territory and would be lost; name another file");
    }
    Ok(File::create(file)?)
}

/// The path in the territory of a file that plays a part in it, whatever links lead to it.
fn own(root: &Path, file: &Path) -> Option<SourcePath> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = fs::canonicalize(file).or_else(|_| Ok::<_, std::io::Error>(fs::canonicalize(folder)?.join(file.file_name().unwrap_or_default()))).ok()?;
    let path = SourcePath::new(whole.strip_prefix(fs::canonicalize(root).ok()?).ok()?.to_str()?)?;
    (layout::role(&path) != Role::Other).then_some(path)
}

/// Keeps a copy of a file that is about to be written over and that nobody else has, in our own folder of the territory. Gives its path.
///
/// # Errors
/// When there is no place for it.
pub fn copy(root: &Path, folder: &str, name: &str, bytes: &[u8]) -> anyhow::Result<String> {
    memo::own_folder(root).with_context(|| format!("the folder `{}` is not ours to write into", memo::FOLDER))?;
    let text = std::str::from_utf8(bytes).context("it is no text")?;
    for number in 0..100 {
        let number = if number == 0 { String::new() } else { format!("-{number}") };
        let path = format!("{}/{folder}/{name}{number}.md", memo::FOLDER);
        if fs::read(root.join(&path)).is_ok_and(|there| there == bytes) {
            return Ok(path);
        }
        if !root.join(&path).exists() {
            new_file(root, &path, text)?;
            return Ok(path);
        }
    }
    bail!("a hundred earlier copies lie in `{}/{folder}`; remove them", memo::FOLDER)
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
