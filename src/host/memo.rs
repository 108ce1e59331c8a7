//! What earlier runs worked out, kept in `.quarterdeck/` of the territory: a folder that is ours alone (0700) and that Git is told to ignore.
//! Losing it costs time and nothing else, so nothing here fails aloud. What this very program did not write itself is not believed: a folder
//! that came with the repository has other rights, and what another build of the program wrote carries another stamp.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::host::executable;
use crate::source::history;

/// The folder's name, below the territory; the walk over the territory enters no folder that begins with a dot.
pub const FOLDER: &str = ".quarterdeck";

/// Names that an unfinished file may have.
const NAMES: usize = 16;

/// The memo of one territory, as one build of the program uses it.
pub struct Memo {
    folder: Option<PathBuf>,
    stamp: [u8; 32],
}

impl Memo {
    /// Opens the folder, and makes it when it is not there. Where it cannot be ours, nothing is kept.
    pub fn open(territory: &Path) -> Self {
        let program = executable::hash();
        let folder = program.and_then(|_| own_folder(territory).ok().flatten());
        Memo { folder, stamp: program.map_or([0; 32], |hash| *hash.as_bytes()) }
    }

    /// The folder as earlier runs left it; makes none.
    pub fn standing(territory: &Path) -> Self {
        if territory.join(FOLDER).symlink_metadata().is_ok() { Memo::open(territory) } else { Memo::none() }
    }

    /// Keeps nothing and finds nothing.
    pub fn none() -> Self {
        Memo { folder: None, stamp: [0; 32] }
    }

    fn path(&self, key: &str) -> Option<PathBuf> {
        let plain = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        plain.then_some(())?;
        Some(self.folder.as_ref()?.join(key))
    }
}

impl history::Memo for Memo {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let mut file = OpenOptions::new().read(true).custom_flags(rustix::fs::OFlags::NOFOLLOW.bits() as i32).open(self.path(key)?).ok()?;
        let mut stamp = [0; 32];
        file.read_exact(&mut stamp).ok().filter(|()| stamp == self.stamp)?;
        let mut hash = [0; 32];
        file.read_exact(&mut hash).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        // a file that was cut off is none
        (blake3::hash(&bytes) == hash).then_some(bytes)
    }

    fn put(&self, key: &str, bytes: &[u8]) {
        let Some(path) = self.path(key) else { return };
        let Some((beside, mut file)) = unfinished(&path) else { return };
        let mut write = || -> std::io::Result<()> {
            file.write_all(&self.stamp)?;
            file.write_all(blake3::hash(bytes).as_bytes())?;
            file.write_all(bytes)?;
            fs::rename(&beside, &path)
        };
        if write().is_err() {
            let _ = fs::remove_file(&beside);
        }
    }
}

/// A file beside the one that is to be, made by this very call: another thread may be writing the same thing, and a killed run may have left its own.
fn unfinished(path: &Path) -> Option<(PathBuf, File)> {
    for number in 0..NAMES {
        let beside = path.with_extension(format!("{}-{number}.new", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside) {
            Ok(file) => return Some((beside, file)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(_) => return None,
        }
    }
    None
}

/// The folder, made when it is not there; `None` where it is there and cannot be ours.
///
/// # Errors
/// When the disk says no.
pub(super) fn own_folder(territory: &Path) -> io::Result<Option<PathBuf>> {
    let folder = territory.join(FOLDER);
    // made with its rights at once, so that there is no moment at which others may look in
    match DirBuilder::new().mode(0o700).create(&folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let it = folder.symlink_metadata()?;
    let ours = it.is_dir() && it.mode() & 0o077 == 0 && it.uid() == rustix::process::geteuid().as_raw();
    if !ours {
        return Ok(None);
    }
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n").inspect_err(|_| drop(fs::remove_file(&ignore)))?;
    }
    Ok(Some(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::history::Memo as _;

    #[test]
    fn removes_nothing_that_it_did_not_make() {
        let territory = std::env::temp_dir().join(format!("quarterdeck-memo-{}", std::process::id()));
        fs::create_dir_all(&territory).unwrap();
        let memo = Memo::open(&territory);
        let folder = territory.join(FOLDER);
        // what another thread is about to write under the same key
        let other = folder.join(format!("a-key.{}-0.new", std::process::id()));
        fs::write(&other, "half").unwrap();
        memo.put("a-key", b"whole");
        assert_eq!(memo.get("a-key").as_deref(), Some(&b"whole"[..]));
        assert_eq!(fs::read(&other).unwrap(), b"half");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..50).for_each(|_| memo.put("b-key", &[7; 10_000])));
            }
        });
        assert_eq!(memo.get("b-key").map(|bytes| bytes.len()), Some(10_000));
        // where nothing can be put into place, only the own unfinished file goes
        fs::create_dir(folder.join("c-key")).unwrap();
        memo.put("c-key", b"x");
        let mut left: Vec<String> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        let other = other.file_name().unwrap().to_str().unwrap();
        assert_eq!(left, [".gitignore", "a-key", other, "b-key", "c-key"]);
        fs::remove_dir_all(&territory).unwrap();
    }
}
