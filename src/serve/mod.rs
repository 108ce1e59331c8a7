//! What `serve` answers, as pure functions: the head of a request to a response, by a table of addresses. Knows no sockets, no files and no plans.
//! An address is a key of the table and never a path, so there is nothing to leave.

pub mod address;
pub mod answer;
pub mod gate;
pub mod head;
pub mod live;
pub mod response;
#[cfg(test)]
mod tests;
