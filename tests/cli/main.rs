//! The commands as other programs meet them: exit codes, streams, output (contract §1–§4).

#[path = "../common/mod.rs"]
mod common;

mod baseline;
mod build;
mod check;
mod diff;
mod doctor;
mod everywhere;
mod export;
mod fix;
mod gate;
mod history;
mod hostile_repository;
mod incoming;
mod init;
mod new;
mod own_pages;
mod partial_clone;
mod past_days;
mod readme;
mod reports;
mod review;
mod roll;
mod rule;
mod schema;
mod score;
mod secrets;
mod since;
mod staged;
mod suppressions;
mod theme;
