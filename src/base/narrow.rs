//! Positions in four bytes, for lists that hold one for many things of ten thousand plans.

/// A position or a number of bytes; no territory has four thousand million of anything.
pub fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
