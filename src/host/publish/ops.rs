//! Every system call of publishing, each behind a gate that a test can close. Knows handles and names, nothing of sites.

use std::ffi::CStr;
use std::io::Read;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{AtFlags, FileType, FlockOperation, Mode, OFlags, Stat};
use rustix::io::{Errno, Result};
use rustix::path::Arg;

use crate::host::open::{self, Entry};

/// Asked before each operation, with its name; an error stands for the operation's own.
pub(super) type Gate<'a> = &'a (dyn Fn(&'static str) -> Result<()> + Sync);

/// The operations of one publication.
#[derive(Clone, Copy)]
pub(super) struct Ops<'a> {
    gate: Gate<'a>,
}

pub(super) const FILE_MODE: Mode = Mode::from_raw_mode(0o644);
pub(super) const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);
const PRIVATE: Mode = Mode::from_raw_mode(0o700);

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const NEW_FILE: OFlags = OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const LOCK_FILE: OFlags = OFlags::RDWR.union(OFlags::CREATE).union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

impl Ops<'static> {
    /// The operations as the system has them.
    pub(super) const REAL: Ops<'static> = Ops { gate: &|_| Ok(()) };
}

impl<'a> Ops<'a> {
    #[cfg(test)]
    pub(super) fn gated(gate: Gate<'a>) -> Self {
        Ops { gate }
    }

    fn run<T>(self, name: &'static str, call: impl Fn() -> Result<T>) -> Result<T> {
        (self.gate)(name)?;
        rustix::io::retry_on_intr(call)
    }

    /// The folders above OUT, as `mkdir -p` makes them.
    pub(super) fn make_parents(self, path: &Path) -> Result<()> {
        self.run("make folder", || std::fs::create_dir_all(path).map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO)))
    }

    pub(super) fn open_parent(self, path: &Path) -> Result<OwnedFd> {
        self.run("open folder", || rustix::fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()))
    }

    pub(super) fn open_folder(self, at: BorrowedFd<'_>, name: &CStr) -> Result<OwnedFd> {
        self.run("open folder", || rustix::fs::openat(at, name, FOLDER, Mode::empty()))
    }

    /// A folder that was not there before; [`Self::make_private`] sets its mode, whatever the umask took from it.
    pub(super) fn new_folder(self, at: BorrowedFd<'_>, name: &CStr) -> Result<()> {
        self.run("make folder", || rustix::fs::mkdirat(at, name, PRIVATE))
    }

    /// Only we can enter the folder.
    pub(super) fn make_private(self, at: BorrowedFd<'_>, name: &CStr) -> Result<()> {
        self.run("set mode", || rustix::fs::chmodat(at, name, PRIVATE, AtFlags::empty()))
    }

    /// A folder of the site, 0755 whatever the umask; it may be there already, and its mode is right when this returns.
    pub(super) fn site_folder(self, at: BorrowedFd<'_>, path: &str) -> Result<()> {
        match self.run("make folder", || rustix::fs::mkdirat(at, path, FOLDER_MODE)) {
            Ok(()) | Err(Errno::EXIST) => self.run("set mode", || rustix::fs::chmodat(at, path, FOLDER_MODE, AtFlags::empty())),
            error => error,
        }
    }

    /// A new file of the site, 0644 whatever the umask.
    pub(super) fn write_file(self, at: BorrowedFd<'_>, path: &str, bytes: &[u8]) -> Result<()> {
        let file = self.create_file(at, path)?;
        self.write_all(&file, bytes)
    }

    /// The same, still empty.
    pub(super) fn create_file(self, at: BorrowedFd<'_>, path: &str) -> Result<OwnedFd> {
        let file = self.run("create file", || rustix::fs::openat(at, path, NEW_FILE, FILE_MODE))?;
        self.run("set mode", || rustix::fs::fchmod(&file, FILE_MODE))?;
        Ok(file)
    }

    /// More bytes for a file that we have written.
    pub(super) fn append(self, at: BorrowedFd<'_>, path: &str, bytes: &[u8]) -> Result<()> {
        let flags = OFlags::WRONLY | OFlags::APPEND | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = self.run("open file", || rustix::fs::openat(at, path, flags, Mode::empty()))?;
        self.write_all(&file, bytes)
    }

    pub(super) fn write_all(self, file: &OwnedFd, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let n_written = self.run("write", || rustix::io::write(file, bytes))?;
            bytes = bytes.get(n_written..).unwrap_or(&[]);
        }
        Ok(())
    }

    /// A folder that is not of the site, with the mode that it has in the old tree.
    pub(super) fn same_folder(self, old: BorrowedFd<'_>, new: BorrowedFd<'_>, path: &CStr) -> Result<()> {
        let mode = Mode::from_raw_mode(self.stat(old, path)?.st_mode);
        self.run("make folder", || rustix::fs::mkdirat(new, path, PRIVATE))?;
        self.run("set mode", || rustix::fs::chmodat(new, path, mode, AtFlags::empty()))
    }

    /// A second name for a file of the old tree.
    pub(super) fn link<P: Arg + Copy>(self, old: BorrowedFd<'_>, new: BorrowedFd<'_>, path: P) -> Result<()> {
        self.run("link", || rustix::fs::linkat(old, path, new, path, AtFlags::empty()))
    }

    pub(super) fn stat(self, at: BorrowedFd<'_>, name: &CStr) -> Result<Stat> {
        self.run("stat", || rustix::fs::statat(at, name, AtFlags::SYMLINK_NOFOLLOW))
    }

    pub(super) fn stat_path(self, at: BorrowedFd<'_>, path: &str) -> Result<Stat> {
        self.run("stat", || rustix::fs::statat(at, path, AtFlags::SYMLINK_NOFOLLOW))
    }

    pub(super) fn list(self, folder: BorrowedFd<'_>, at_most: usize) -> Result<Vec<Entry>> {
        self.run("list", || open::list(folder, at_most))
    }

    pub(super) fn rename(self, from: (BorrowedFd<'_>, &CStr), to: (BorrowedFd<'_>, &CStr)) -> Result<()> {
        self.run("rename", || rustix::fs::renameat(from.0, from.1, to.0, to.1))
    }

    /// Two folders change places in one step.
    pub(super) fn exchange(self, a: (BorrowedFd<'_>, &CStr), b: (BorrowedFd<'_>, &CStr)) -> Result<()> {
        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        return self.run("exchange", || rustix::fs::renameat_with(a.0, a.1, b.0, b.1, rustix::fs::RenameFlags::EXCHANGE));
        #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
        return self.run("exchange", || Err(Errno::NOSYS));
    }

    pub(super) fn unlink(self, at: BorrowedFd<'_>, name: &CStr) -> Result<()> {
        self.run("remove file", || rustix::fs::unlinkat(at, name, AtFlags::empty()))
    }

    pub(super) fn remove_folder(self, at: BorrowedFd<'_>, name: &CStr) -> Result<()> {
        self.run("remove folder", || rustix::fs::unlinkat(at, name, AtFlags::REMOVEDIR))
    }

    /// Lets us remove what lies in a folder of the old tree that somebody has write-protected.
    pub(super) fn make_writable(self, folder: BorrowedFd<'_>) -> Result<()> {
        self.run("set mode", || rustix::fs::fchmod(folder, PRIVATE))
    }

    /// All that was written so far reaches the disk.
    pub(super) fn sync(self, any: BorrowedFd<'_>) -> Result<()> {
        #[cfg(target_os = "linux")]
        return self.run("sync", || rustix::fs::syncfs(any));
        #[cfg(not(target_os = "linux"))]
        return self.run("sync", || {
            rustix::fs::sync();
            rustix::fs::fsync(any)
        });
    }

    pub(super) fn sync_folder(self, folder: BorrowedFd<'_>) -> Result<()> {
        self.run("sync", || rustix::fs::fsync(folder))
    }

    pub(super) fn open_lock(self, at: BorrowedFd<'_>, name: &CStr) -> Result<OwnedFd> {
        self.run("open lock", || rustix::fs::openat(at, name, LOCK_FILE, Mode::from_raw_mode(0o600)))
    }

    /// `false` when another process holds it.
    pub(super) fn try_lock(self, lock: &OwnedFd) -> Result<bool> {
        match self.run("lock", || rustix::fs::flock(lock, FlockOperation::NonBlockingLockExclusive)) {
            Err(Errno::WOULDBLOCK) => Ok(false),
            other => other.map(|()| true),
        }
    }

    /// A regular file with a published file's mode, whole; in doubt there is none.
    pub(super) fn read_file(self, tree: BorrowedFd<'_>, path: &str) -> Option<Vec<u8>> {
        let (file, stat) = self.published_file(tree, path)?;
        let mut bytes = Vec::with_capacity(usize::try_from(stat.st_size).ok()?.saturating_add(1));
        std::fs::File::from(file).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn published_file(self, tree: BorrowedFd<'_>, path: &str) -> Option<(OwnedFd, Stat)> {
        let file = open::below(tree, path, OFlags::RDONLY).ok()?;
        let stat = rustix::fs::fstat(&file).ok()?;
        let ours = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile && Mode::from_raw_mode(stat.st_mode) == FILE_MODE;
        ours.then_some((file, stat))
    }

    /// The file of the old tree with exactly these bytes and a published file's mode, if there is one; in doubt there is none.
    pub(super) fn same_file(self, old: BorrowedFd<'_>, path: &str, bytes: &[u8]) -> Option<Stat> {
        let mut twin = self.twin(old, path)?;
        if usize::try_from(twin.stat.st_size) != Ok(bytes.len()) {
            return None;
        }
        twin.add(bytes);
        twin.finish()
    }

    /// The file of the old tree with a published file's mode, to be compared part by part; in doubt there is none.
    pub(super) fn twin(self, old: BorrowedFd<'_>, path: &str) -> Option<Twin> {
        (self.gate)("compare").ok()?;
        let (file, stat) = self.published_file(old, path)?;
        Some(Twin { file, stat, same: true })
    }
}

/// A file of the old tree beside the one that is being made.
pub(super) struct Twin {
    file: OwnedFd,
    stat: Stat,
    same: bool,
}

impl Twin {
    /// Are the next bytes these?
    pub(super) fn add(&mut self, part: &[u8]) {
        let mut buffer = [0; 1 << 14];
        let mut rest = part;
        while self.same && !rest.is_empty() {
            let wanted = buffer.get_mut(..rest.len().min(1 << 14)).unwrap_or_default();
            let n_read = rustix::io::retry_on_intr(|| rustix::io::read(self.file.as_fd(), &mut *wanted)).unwrap_or(0);
            let after = wanted.get(..n_read).filter(|read| !read.is_empty()).and_then(|read| rest.strip_prefix(read));
            self.same = after.is_some();
            rest = after.unwrap_or_default();
        }
    }

    /// Was it the same to its end?
    pub(super) fn finish(self) -> Option<Stat> {
        let ended = || matches!(rustix::io::retry_on_intr(|| rustix::io::read(self.file.as_fd(), &mut [0; 1])), Ok(0));
        (self.same && ended()).then_some(self.stat)
    }
}
