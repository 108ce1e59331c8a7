//! Opens files below a folder handle: never through a symbolic link, never a special file, never more than was promised.
//! The only file to open what an author wrote. A refusal is half a sentence that goes on after the file's name.

use std::ffi::{CStr, CString};
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::Arc;

use anyhow::anyhow;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use crate::host::rescan::Stamp;

/// How large a file may be, and what to call its kind in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub bytes: u64,
    /// Plural, for example `plan and review files`.
    pub what: &'static str,
}

/// Tells one folder or file of this machine from another, whatever names lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity(rustix::fs::Dev, u64);

impl Identity {
    pub(super) fn of(stat: &Stat) -> Self {
        Identity(stat.st_dev, stat.st_ino)
    }

    /// What a path leads to; `None` when there is nothing.
    pub fn at(path: &Path) -> Option<Self> {
        rustix::fs::stat(path).ok().as_ref().map(Self::of)
    }
}

/// What lies under a name of a folder, before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    /// The reason why it is never opened.
    Refused(&'static str),
}

/// One name in a folder. The name need not be UTF-8.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: CString,
    pub kind: Kind,
}

/// A handle on the territory's folder; everything is opened below it.
#[derive(Debug)]
pub struct Root(OwnedFd);

/// A handle on one folder below the root.
#[derive(Debug)]
pub struct Folder(OwnedFd);

impl Root {
    /// Opens the folder that somebody named on the command line; links in *that* path are his own.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be read.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let opened = rustix::fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty());
        let handle = match opened {
            Err(Errno::NOENT) => Err(anyhow!("the folder `{}` does not exist", path.display())),
            Err(Errno::NOTDIR) => Err(anyhow!("`{}` is not a folder", path.display())),
            other => other.map_err(|error| anyhow!("cannot open the folder `{}`: {}", path.display(), says(&error.into()))),
        };
        handle.map(Root)
    }

    /// Which folder this is.
    pub fn identity(&self) -> Option<Identity> {
        rustix::fs::fstat(&self.0).ok().as_ref().map(Identity::of)
    }

    /// Opens a folder below the root; `""` is the root itself.
    ///
    /// # Errors
    /// The reason why it is refused.
    pub fn folder(&self, path: &str) -> Result<Folder, String> {
        let path = if path.is_empty() { "." } else { path };
        below(self.0.as_fd(), path, OFlags::RDONLY | OFlags::DIRECTORY).map(Folder)
    }

    /// Reads one file below the root.
    ///
    /// # Errors
    /// The reason why it is refused.
    pub fn read(&self, path: &str, limit: Limit) -> Result<Arc<[u8]>, String> {
        content(|| below(self.0.as_fd(), path, OFlags::RDONLY), limit)
    }
}

impl Folder {
    /// Which folder this is.
    pub fn identity(&self) -> Option<Identity> {
        rustix::fs::fstat(&self.0).ok().as_ref().map(Identity::of)
    }

    /// All names in the folder but `.` and `..`, in the order of the disk; stops after `at_most`.
    ///
    /// # Errors
    /// The reason why the folder cannot be listed.
    pub fn entries(&self, at_most: usize) -> Result<Vec<Entry>, String> {
        list(self.0.as_fd(), at_most).map_err(unreadable)
    }

    /// What tells one state of a file of this folder from another; `None` when it is gone.
    pub(super) fn stamp(&self, name: &CStr) -> Option<Stamp> {
        rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW).ok().as_ref().map(Stamp::of)
    }

    /// Reads one file of this folder.
    ///
    /// # Errors
    /// The reason why it is refused.
    pub fn read(&self, name: &CStr, limit: Limit) -> Result<Arc<[u8]>, String> {
        content(|| step(self.0.as_fd(), name, OFlags::RDONLY).map_err(|errno| refusal(self.0.as_fd(), name, errno)), limit)
    }
}

/// The names in an open folder, through a handle of its own.
pub(super) fn list(folder: BorrowedFd<'_>, at_most: usize) -> Result<Vec<Entry>, Errno> {
    let mut entries = Vec::new();
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        if entries.len() >= at_most {
            break;
        }
        let file_type = match entry.file_type() {
            FileType::Unknown => {
                rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW).map_or(FileType::Unknown, |stat| FileType::from_raw_mode(stat.st_mode))
            }
            known => known,
        };
        entries.push(Entry { name: name.to_owned(), kind: kind(file_type) });
    }
    Ok(entries)
}

/// Opens a path below a folder handle: in one call where the kernel can promise it, else component by component. No part of it may be a link.
///
/// # Errors
/// The reason why it is refused.
pub(super) fn below(root: BorrowedFd<'_>, path: &str, flags: OFlags) -> Result<OwnedFd, String> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::ResolveFlags;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        if let Ok(handle) = rustix::fs::openat2(root, path, flags | GUARDS, Mode::empty(), resolve) {
            return Ok(handle);
        }
    }
    by_component(root, path, flags)
}

/// Also the way to a reason that names what was wrong, when the one call failed.
fn by_component(root: BorrowedFd<'_>, path: &str, flags: OFlags) -> Result<OwnedFd, String> {
    let mut handle: Option<OwnedFd> = None;
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        if part.is_empty() || part == ".." {
            return Err("leads out of the territory".to_owned());
        }
        let last = parts.peek().is_none();
        let at = handle.as_ref().map_or(root, AsFd::as_fd);
        let name = CString::new(part).map_err(|_| "has a name that no file can have".to_owned())?;
        let flags = if last { flags } else { OFlags::RDONLY | OFlags::DIRECTORY };
        let next = step(at, &name, flags).map_err(|errno| {
            let reason = refusal(at, &name, errno);
            if last || reason != LINK { reason } else { "lies behind a symbolic link".to_owned() }
        })?;
        handle = Some(next);
    }
    handle.ok_or_else(|| "leads out of the territory".to_owned())
}

/// Never follow, never wait for a writer, never become the terminal of a program.
const GUARDS: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC).union(OFlags::NOCTTY);

fn step(at: BorrowedFd<'_>, name: &CStr, flags: OFlags) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(at, name, flags | GUARDS, Mode::empty())
}

const LINK: &str = "is a symbolic link";

fn kind(file_type: FileType) -> Kind {
    match file_type {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Refused(LINK),
        FileType::Fifo => Kind::Refused("is not a regular file (a FIFO)"),
        FileType::Socket => Kind::Refused("is not a regular file (a socket)"),
        FileType::CharacterDevice | FileType::BlockDevice => Kind::Refused("is not a regular file (a device)"),
        FileType::Unknown => Kind::Refused("is not a regular file"),
    }
}

/// Why `openat` said no, told by what lies there.
fn refusal(at: BorrowedFd<'_>, name: &CStr, errno: Errno) -> String {
    match rustix::fs::statat(at, name, AtFlags::SYMLINK_NOFOLLOW).map(|stat| kind(FileType::from_raw_mode(stat.st_mode))) {
        Ok(Kind::Refused(reason)) => reason.to_owned(),
        Ok(Kind::File) if errno == Errno::NOTDIR => "is not a folder".to_owned(),
        _ => unreadable(errno),
    }
}

fn unreadable(errno: Errno) -> String {
    format!("cannot be read: {}", says(&errno.into()))
}

/// A system's reason as words: lower case, without the number.
pub(super) fn says(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A file that has another length every time.
pub(super) const CHANGES: &str = "changes while it is being read";

/// Exactly the bytes that the file says it has; a file that changes meanwhile is read again.
fn content(open: impl Fn() -> Result<OwnedFd, String>, limit: Limit) -> Result<Arc<[u8]>, String> {
    for _ in 0..3 {
        let handle = open()?;
        let stat = rustix::fs::fstat(&handle).map_err(unreadable)?;
        match kind(FileType::from_raw_mode(stat.st_mode)) {
            Kind::File => {}
            Kind::Folder => return Err("is a folder".to_owned()),
            Kind::Refused(reason) => return Err(reason.to_owned()),
        }
        let size = u64::try_from(stat.st_size).unwrap_or(u64::MAX);
        if size > limit.bytes {
            let megabytes = size.saturating_add(50_000) / 100_000;
            return Err(format!("is {}.{} MB; {} may have at most {} MiB", megabytes / 10, megabytes % 10, limit.what, limit.bytes >> 20));
        }
        let length = usize::try_from(size).map_err(|_| "is too large for this machine".to_owned())?;
        if let Some(bytes) = exactly(&mut File::from(handle), length).map_err(|error| format!("cannot be read: {}", says(&error)))? {
            return Ok(bytes);
        }
    }
    Err(CHANGES.to_owned())
}

/// Why a text of unknown length is refused: it has more than `most` bytes.
pub(super) fn megabytes_over(most: u64, what: &str) -> String {
    let mebibytes = most >> 20;
    format!("is over {mebibytes} MiB; {what} may have at most {mebibytes} MiB")
}

/// `None` when the file has become shorter or longer.
fn exactly(file: &mut File, length: usize) -> io::Result<Option<Arc<[u8]>>> {
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, length).collect();
    let Some(buffer) = Arc::get_mut(&mut bytes) else { return Ok(None) };
    match file.read_exact(buffer) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    Ok((file.read(&mut [0])? == 0).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_give_the_same_reason() {
        let base = std::env::temp_dir().join(format!("quarterdeck-open-{}", std::process::id()));
        std::fs::create_dir_all(base.join("in/deep")).unwrap();
        std::fs::write(base.join("in/deep/a.md"), "text").unwrap();
        std::os::unix::fs::symlink("in", base.join("door")).unwrap();
        std::os::unix::fs::symlink("deep/a.md", base.join("in/last")).unwrap();
        let root = Root::open(&base).unwrap();
        let check = |path: &str, expected: Result<(), &str>| {
            let expected = expected.map_err(str::to_owned);
            let got = below(root.0.as_fd(), path, OFlags::RDONLY).map(|_| ());
            assert_eq!(got, expected, "{path}");
            assert_eq!(by_component(root.0.as_fd(), path, OFlags::RDONLY).map(|_| ()), expected, "{path} by component");
        };
        check("in/deep/a.md", Ok(()));
        check("in/last", Err(LINK));
        check("door", Err(LINK));
        check("door/deep/a.md", Err("lies behind a symbolic link"));
        check("in/deep/a.md/b", Err("is not a folder"));
        check("in/none", Err("cannot be read: no such file or directory"));
        check("../x", Err("leads out of the territory"));
        check("in/../../x", Err("leads out of the territory"));
        check("/etc/passwd", Err("leads out of the territory"));
        let limit = Limit { bytes: 4, what: "notes" };
        assert_eq!(root.read("in/deep/a.md", limit).as_deref(), Ok(b"text".as_slice()));
        assert_eq!(root.read("in", limit), Err("is a folder".to_owned()));
        assert_eq!(root.read("in/deep/a.md", Limit { bytes: 3, ..limit }), Err("is 0.0 MB; notes may have at most 0 MiB".to_owned()));
        std::fs::remove_dir_all(&base).unwrap();
    }
}
