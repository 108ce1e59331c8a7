//! How much a change matters; the smaller number comes first. Knows no sentence.

/// Whether there is a plan, what it is for, whose it is; who decides on the customer's side, and who is for us.
pub const STANDING: u8 = 0;
/// Won, lost, and every amount.
pub const MONEY: u8 = 1;
/// Days that moved, what was carried out, what is blocked.
pub const PACE: u8 = 2;
/// Benchmarks, obstacles, asks, the commitment.
pub const RESULTS: u8 = 3;
/// The customer's people, meetings, objectives, new steps.
pub const PEOPLE: u8 = 4;
/// Other facts.
pub const FACTS: u8 = 5;
/// Wording and details.
pub const WORDS: u8 = 6;
