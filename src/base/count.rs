//! Numbers with their noun, as every message and report says them.

use std::fmt::Display;

/// "1 action", "5 actions".
pub fn count<N: Display + PartialEq + From<u8>>(n: N, one: &str, many: &str) -> String {
    let noun = if n == N::from(1) { one } else { many };
    format!("{n} {noun}")
}
