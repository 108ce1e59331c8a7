//! One build at a time into one folder. The system releases the lock when the process dies, so a killed build blocks nobody.

use std::ffi::CString;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use anyhow::bail;
use rustix::io::Errno;

use super::failure;
use super::ops::Ops;
use super::target::Target;
use crate::host::open::Identity;

const PREFIX: &str = ".quarterdeck-lock-";

/// Held until dropped; its file lies beside OUT only as long.
pub(super) struct Lock<'a> {
    ops: Ops<'a>,
    parent: BorrowedFd<'a>,
    name: CString,
    _file: OwnedFd,
}

impl<'a> Lock<'a> {
    /// Waits for the lock, in short steps.
    pub(super) fn take(ops: Ops<'a>, parent: BorrowedFd<'a>, target: &Target, patience: Duration) -> anyhow::Result<Self> {
        let name = target.beside(PREFIX, "")?;
        let failed = |error: Errno| failure(error, &format!("lock `{}`", target.shown));
        let start = Instant::now();
        loop {
            let file = ops.open_lock(parent, &name).map_err(failed)?;
            if ops.try_lock(&file).map_err(failed)? {
                // The holder before us may have removed the file that we opened: then others lock another one.
                let held = rustix::fs::fstat(&file).map_err(failed)?;
                match ops.stat(parent, &name) {
                    Ok(stat) if Identity::of(&stat) == Identity::of(&held) => return Ok(Lock { ops, parent, name, _file: file }),
                    Ok(_) | Err(Errno::NOENT) => {}
                    Err(error) => return Err(failed(error)),
                }
            } else if start.elapsed() >= patience {
                bail!("another build has been publishing into `{}` for {} seconds; wait for it or stop it", target.shown, patience.as_secs());
            } else {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

/// Does a file of a lock lie beside OUT, held or not?
pub(super) fn lies(ops: Ops<'_>, parent: BorrowedFd<'_>, target: &Target) -> bool {
    target.beside(PREFIX, "").is_ok_and(|name| ops.stat(parent, &name).is_ok())
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        // A file that stays is harmless: the next build locks it again.
        let _ = self.ops.unlink(self.parent.as_fd(), &self.name);
    }
}
