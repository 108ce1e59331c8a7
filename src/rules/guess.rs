//! "Did you mean" for ids: one near name as help and as a fix, within a budget, so that ten thousand wrong names stay cheap.

use std::collections::BTreeMap;

use crate::base::near;
use crate::base::path::SourcePath;
use crate::base::slug;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Fix, did_you_mean};

/// How many pairs of names are compared for one plan before guessing ends.
const BUDGET: usize = 200_000;

/// The known names of one kind.
#[derive(Debug)]
pub struct Guess<'a> {
    names: Vec<&'a str>,
    known: BTreeMap<String, Option<&'a str>>,
    left: usize,
}

impl<'a> Guess<'a> {
    pub fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        Guess { names, known: BTreeMap::new(), left: BUDGET }
    }

    /// The one near name. A name written with blanks and capitals is understood as its id.
    fn near(&mut self, text: &str) -> Option<&'a str> {
        if let Some(found) = self.known.get(text) {
            return *found;
        }
        if self.left < self.names.len() {
            return None;
        }
        self.left -= self.names.len();
        let spelt = slug::proposal(text).and_then(|id| self.names.binary_search(&id.as_str()).ok().and_then(|index| self.names.get(index).copied()));
        let found = spelt.or_else(|| near::nearest(text, self.names.iter().copied()));
        self.known.insert(text.to_owned(), found);
        found
    }

    /// Adds the near name as help and as an unsafe fix, or else the known names when they are few.
    pub fn help(&mut self, finding: Diagnostic, text: &str, what: &str) -> Diagnostic {
        match self.near(text) {
            Some(name) => {
                let (path, span) = (finding.path.clone(), finding.span);
                finding.help(did_you_mean(name)).fix(replacement(&path, span, name))
            }
            None if !self.names.is_empty() && self.names.len() <= 8 => finding.note(format!("{what}: {}", self.names.join(", "))),
            None => finding,
        }
    }
}

/// An unsafe fix that writes `name` over a value.
pub fn replacement(path: &SourcePath, span: ByteSpan, name: &str) -> Fix {
    let word = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let plain = word && !matches!(name.to_ascii_lowercase().as_str(), "true" | "false" | "null");
    let text = if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) };
    Fix::replacement(path, span, name, text)
}
