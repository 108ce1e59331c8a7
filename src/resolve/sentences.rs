//! The sentences of a plan that are held against those of others: what is diagnosed, wanted, asked and promised. Knows one plan.

use std::hash::{DefaultHasher, Hasher};

use crate::model::plan::Plan;
use crate::resolve::vague::WORDS_MIN;

/// The sections whose sentences are compared. Steps may well be the same in two accounts.
pub const SECTIONS: [&str; 4] = ["objectives", "obstacles", "asks", "commitment"];

/// One sentence, known by its words. Small, because ten thousand plans have some hundred thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// A position in [`SECTIONS`].
    section: u8,
    /// Its position among those of the section.
    index: u32,
    /// Case, blanks and signs make no other sentence. A hash will do: two sentences with the same one are as unlikely as anything.
    pub words: u64,
}

impl Sentence {
    /// One of [`SECTIONS`].
    pub fn section(&self) -> &'static str {
        SECTIONS.get(usize::from(self.section)).copied().unwrap_or_default()
    }

    /// Its position among those of the section.
    pub fn index(&self) -> usize {
        self.index as usize
    }
}

/// The sentences of a section, in the order of its items.
pub fn of_section<'a>(plan: &'a Plan, section: &str) -> Vec<&'a str> {
    match section {
        "objectives" => plan.objectives.iter().map(|it| it.text.as_str()).collect(),
        "obstacles" => plan.obstacles.iter().map(|it| it.what.as_str()).collect(),
        "asks" => plan.asks().iter().map(|it| it.what.as_str()).collect(),
        _ => plan.commitment.iter().filter_map(|it| it.statement.as_deref()).collect(),
    }
}

/// All sentences of a plan that have at least six words.
pub fn of_plan(plan: &Plan) -> Box<[Sentence]> {
    let mut plain = String::new();
    let of = |(place, section): (u8, &str)| (0..).zip(of_section(plan, section)).map(move |(index, text)| (place, index, text));
    let sentences = (0..).zip(SECTIONS).flat_map(of);
    sentences.filter_map(|(section, index, text)| Some(Sentence { section, index, words: words(text, &mut plain)? })).collect()
}

fn words(text: &str, plain: &mut String) -> Option<u64> {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    if words < WORDS_MIN {
        return None;
    }
    plain.clear();
    plain.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    let mut hasher = DefaultHasher::new();
    hasher.write(plain.as_bytes());
    Some(hasher.finish())
}
