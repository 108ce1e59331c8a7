//! The sales team's nouns: exactly the fields of `plan-format.md`. They derive reading and schema, never writing.
//!
//! Doc comments here are the descriptions in the printed schemas. What only an active plan must have is optional in the type and
//! asked for by rules. Knows nothing of files and nothing of mistakes.

pub mod account;
pub mod action;
pub mod ask;
pub mod benchmark;
pub mod commitment;
pub mod objective;
pub mod obstacle;
pub mod opportunity;
pub mod own_page;
pub mod past;
pub mod person;
pub mod plan;
pub mod review;
pub mod territory;

/// Gives an enumeration of words its text and its list, in the spelling of the files.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] $variant),+
        }
        impl $name {
            /// All words, in the order of `plan-format.md`.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The word as files spell it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
            /// The value that a word names.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;
