//! Values without a domain: places, paths, dates, money, ids, hashes. Knows nothing of plans, files or clocks.

pub mod amount;
pub mod circle;
pub mod console;
pub mod count;
pub mod currency;
pub mod date;
pub mod fingerprint;
pub mod fold;
pub mod html;
pub mod language;
pub mod locale;
pub mod looks;
pub mod money;
pub mod narrow;
pub mod near;
pub mod packed;
pub mod path;
pub mod rooted;
pub mod sentence;
pub mod slug;
pub mod snug;
pub mod span;
pub mod window;
