//! What kind of mistake: a rule's name, its stable second name, its usual level, and its page in the manual.

use serde::Serialize;

use crate::base::language::key;

/// How much a finding weighs. `Off` is never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Off,
    Info,
    Warn,
    Error,
}

impl Level {
    /// From the mildest to the worst.
    pub const ALL: [Level; 4] = [Level::Off, Level::Info, Level::Warn, Level::Error];

    pub fn as_str(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
        }
    }

    /// Reads a level as files and options write it; `None` for any other word.
    pub fn parse(text: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.as_str() == text)
    }

    /// One level milder, but never silent: what a draft gets for the rules marked † in `diagnostics.md`.
    pub fn milder(self) -> Level {
        match self {
            Level::Error => Level::Warn,
            Level::Warn => Level::Info,
            other => other,
        }
    }
}

/// What a rule is about (`diagnostics.md` §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    Syntax,
    Schema,
    Reference,
    Dates,
    Domain,
    Text,
    Link,
    Freshness,
    Territory,
    Meta,
}

impl Category {
    pub fn as_str(self) -> &'static str {
        match self {
            Category::Syntax => key("syntax"),
            Category::Schema => key("schema"),
            Category::Reference => key("reference"),
            Category::Dates => key("dates"),
            Category::Domain => key("domain"),
            Category::Text => key("text"),
            Category::Link => key("link"),
            Category::Freshness => key("freshness"),
            Category::Territory => key("territory"),
            Category::Meta => key("meta"),
        }
    }
}

/// Whether `check --fix` mends it by itself, and `check --fix --unsafe` where the fix is a guess (`diagnostics.md` §8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixable {
    No,
    Sometimes,
    Safe,
    Unsafe,
}

/// The manual page of a rule. Examples are fixtures: `bad` must fire the rule and only it, `good` must fire nothing.
///
/// An example is either a patch of the standard plan, written as lines `key: value` that replace a top-level section, or whole files under
/// `=== path` headings. `rules::example` documents the form.
#[derive(Clone, Copy, Debug)]
pub struct Docs {
    /// What it reports, one sentence.
    pub what: &'static str,
    /// Why it matters to a sales team, a sentence or two.
    pub why: &'static str,
    /// How to mend it, imperative.
    pub fix: &'static str,
    pub bad: &'static str,
    pub good: &'static str,
}

impl Docs {
    /// The bad example with a `·` for each blank that ends a line, and whether there is any: nobody could see them otherwise.
    pub fn bad_seen(&self) -> (String, bool) {
        let mut any = false;
        let seen = self.bad.split_inclusive('\n').map(|line| {
            let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
            let kept = text.trim_end_matches([' ', '\t']);
            any |= kept.len() < text.len();
            format!("{kept}{}{end}", "·".repeat(text.len() - kept.len()))
        });
        let seen = seen.collect();
        (seen, any)
    }
}

/// One kind of mistake as one static value. The name is primary everywhere; the code never changes its meaning.
#[derive(Debug)]
pub struct Code {
    /// Kebab case, the pattern: "allow *single-threaded*" reads as a sentence.
    pub name: &'static str,
    /// `QDnnn`.
    pub code: &'static str,
    pub category: Category,
    pub level: Level,
    /// † in `diagnostics.md`: one level milder in a draft.
    pub milder_in_draft: bool,
    /// Depends on the as-of date.
    pub clock: bool,
    pub fixable: Fixable,
    /// Requirement ids of `domain.md` that the rule serves, for example `["K9"]`.
    pub ids: &'static [&'static str],
    pub docs: Docs,
}

impl Code {
    /// Is this how somebody names the rule: by its name, or by its code in any letter case?
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.code.eq_ignore_ascii_case(name)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}
