//! `serve` as a browser and an editor meet it: the real binary, raw requests, real files.

#[path = "../common/mod.rs"]
mod common;

mod edits;
mod life;
mod limits;
mod preview;
mod probes;
