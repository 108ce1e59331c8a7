//! How a program that goes on for ever ends: by Ctrl-C, by a request of the system, or with the program that started it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use rustix::process::{Pid, getppid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag::register_conditional_shutdown;

use crate::host::watch::Mailbox;

/// From now on Ctrl-C, a closed terminal and a polite kill end the program at once with 0. Only for programs that have nothing to finish.
///
/// # Errors
/// When the system does not let itself be asked.
pub fn end_quietly() -> std::io::Result<()> {
    let always = Arc::new(AtomicBool::new(true));
    [SIGINT, SIGTERM, SIGHUP].into_iter().try_for_each(|signal| register_conditional_shutdown(signal, 0, always.clone()).map(drop))
}

/// The program that started this one.
pub fn parent() -> Option<Pid> {
    getppid()
}

/// Asks to end once this program has another parent.
pub fn when_parent_ends(parent: Option<Pid>, mailbox: Arc<Mailbox>) {
    std::thread::spawn(move || {
        while getppid() == parent {
            std::thread::sleep(Duration::from_millis(250));
        }
        mailbox.stop();
    });
}
