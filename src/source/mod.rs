//! What a build is made from: the files of a territory and the day. Values only; who reads them is `host`'s business.

pub mod fixture;
pub mod history;
pub mod layout;
pub mod moves;
pub mod snapshot;
