//! The world's one door: files, clock, terminal, the published folder. Knows sources and artifacts, nothing of plans.

#![allow(clippy::disallowed_methods, reason = "this room is where the world is asked")]

pub mod browser;
pub mod ci;
pub mod clock;
pub mod disk;
mod executable;
pub mod git;
pub mod incoming;
pub mod loopback;
pub mod memo;
pub mod open;
pub mod publish;
pub mod rescan;
pub mod signal;
pub mod terminal;
pub mod watch;
pub mod write;
