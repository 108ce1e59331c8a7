//! Makes single files that are not there yet, which is what `init` and `new` do, replaces single files whole, which is what `roll` does, and opens those
//! that reports go to.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use crate::base::path::SourcePath;
use crate::host::open::{self, Root};
use crate::host::{disk, memo};
use crate::source::layout::{self, Role};
use crate::source::snapshot;

/// What a call has made so far, to be taken away again when it cannot end.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    /// Outer ones before those in them.
    folders: Vec<PathBuf>,
}

impl Made {
    /// A new file, with the folders that it needs.
    fn file(&mut self, root: &Path, path: &str, text: &str) -> anyhow::Result<()> {
        no_links(root, path)?;
        let target = &root.join(path);
        if let Some(folder) = target.parent() {
            self.folders(folder).map_err(told).with_context(|| format!("the folder `{}` could not be made", folder.display()))?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(target).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => anyhow!("it exists already"),
            _ => told(error),
        })?;
        self.files.push(target.to_owned());
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(told)
    }

    fn folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.folders.push(folder.to_owned()),
                // somebody made it in this moment, and it is theirs
                Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// An unfinished file would stand in the way of the next attempt. A folder in which something lies by now stays.
    fn take_back(self) {
        self.files.iter().for_each(|file| drop(fs::remove_file(file)));
        self.folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// Is no part of a path below `root` a link? What is written through one would lie elsewhere, and would not be read.
///
/// # Errors
/// When one is, with its name.
pub fn no_links(root: &Path, path: &str) -> anyhow::Result<()> {
    let mut target = root.to_owned();
    for part in path.split('/') {
        target.push(part);
        if target.symlink_metadata().is_ok_and(|it| it.is_symlink()) {
            let link = target.strip_prefix(root).unwrap_or(&target);
            bail!("`{}` is a symbolic link, and nothing is written through one", link.display());
        }
    }
    Ok(())
}

/// What the system says, in words.
fn told(error: io::Error) -> anyhow::Error {
    anyhow!("{}", open::says(&error))
}

/// Writes a file below `root`, its folders with it.
///
/// # Errors
/// When the file exists, or the disk says no; then nothing was made.
pub fn new_file(root: &Path, path: &str, text: &str) -> anyhow::Result<()> {
    let mut made = Made::default();
    let written = made.file(root, path, text);
    if written.is_err() {
        made.take_back();
    }
    written
}

/// Writes several such files: all of them, or none.
///
/// # Errors
/// As above, with the path; then what was written before is taken away again, and the folders that were made for it.
pub fn new_files(root: &Path, files: &[(&str, String)]) -> anyhow::Result<()> {
    let mut made = Made::default();
    for (path, text) in files {
        if let Err(error) = made.file(root, path, text) {
            made.take_back();
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
    File::create(file).map_err(|error| match file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        Some(folder) if error.kind() == ErrorKind::NotFound => anyhow!("there is no folder `{}`", folder.display()),
        _ => told(error),
    })
}

/// Opens a file that a text is added to, wherever that is, for example the summary of a job that other steps have begun. A file that the territory is read
/// from is refused.
///
/// # Errors
/// When it is one of the territory's own, or the disk says no.
pub fn addition(root: &Path, file: &Path) -> anyhow::Result<File> {
    if let Some(own) = own(root, file) {
        bail!("`{own}` belongs to the territory and is no place for it; name another file");
    }
    OpenOptions::new().create(true).append(true).open(file).map_err(told)
}

/// The path in the territory of a file that plays a part in it, whatever links lead to it.
fn own(root: &Path, file: &Path) -> Option<SourcePath> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = fs::canonicalize(file).or_else(|_| Ok::<_, io::Error>(fs::canonicalize(folder)?.join(file.file_name().unwrap_or_default()))).ok()?;
    let path = SourcePath::new(whole.strip_prefix(fs::canonicalize(root).ok()?).ok()?.to_str()?)?;
    (layout::role(&path) != Role::Other).then_some(path)
}

/// Keeps a copy of a file that is about to be written over and that nobody else has, in our own folder of the territory. Gives its path.
///
/// # Errors
/// When there is no place for it.
pub fn copy(root: &Path, folder: &str, name: &str, bytes: &[u8]) -> anyhow::Result<String> {
    let own = memo::own_folder(root).map_err(told).with_context(|| format!("the folder `{}` could not be made", memo::FOLDER))?;
    own.with_context(|| format!("the folder `{}` is not ours to write into", memo::FOLDER))?;
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
        return Err(told(error));
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
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(told(error)),
        }
    }
    bail!("a hundred unfinished copies `.{name}.*.new` lie beside it; remove them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_back_what_it_made_and_nothing_else() {
        let room = std::env::temp_dir().join(format!("quarterdeck-write-{}", std::process::id()));
        fs::create_dir_all(room.join("there")).unwrap();
        fs::write(room.join("there/taken"), "mine").unwrap();
        let file = |path: &'static str| (path, "text".to_owned());
        let root = room.join("new/land");
        let error = new_files(&root, &[file("a/b/one"), file("a/two"), file("../../there/c/three"), file("../../there/taken")]).unwrap_err();
        assert!(format!("{error:#}").ends_with("it exists already"), "{error:#}");
        assert!(!room.join("new").exists() && !room.join("there/c").exists());
        assert_eq!(fs::read_to_string(room.join("there/taken")).unwrap(), "mine");
        // nor does one file leave folders
        let error = new_file(&room, "there/taken/below/it", "text").unwrap_err();
        assert!(format!("{error:#}").contains("the folder `"), "{error:#}");
        assert!(!format!("{error:#}").contains("os error"), "{error:#}");
        new_files(&root, &[file("a/b/one"), file("a/two")]).unwrap();
        assert_eq!(fs::read_to_string(root.join("a/b/one")).unwrap(), "text");
        fs::remove_dir_all(&room).unwrap();
    }
}
