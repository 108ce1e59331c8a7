//! "Did you mean": the one near name, or none.

use std::cell::Cell;
use std::collections::HashMap;

/// Characters of a name; a longer text is none, and comparing two of them takes their lengths multiplied.
const LONGEST: usize = 128;

/// The single candidate that `word` may have been meant to be (`diagnostics.md` §3): ignoring letter case first, then a
/// Damerau–Levenshtein distance of at most a third of the longer word and at least one; none for words of one or two letters, none on a tie.
pub fn nearest<'a, S>(word: &str, candidates: impl IntoIterator<Item = &'a S>) -> Option<&'a str>
where
    S: AsRef<str> + ?Sized + 'a,
{
    let length = word.chars().count();
    let mut best: Option<(usize, &str)> = None;
    let mut tie = false;
    for candidate in candidates {
        let candidate = candidate.as_ref();
        if candidate == word {
            continue;
        }
        if candidate.eq_ignore_ascii_case(word) {
            return Some(candidate);
        }
        if length <= 2 || length > LONGEST {
            continue;
        }
        // at least so many characters differ
        let others = candidate.chars().take(2 * LONGEST).count();
        if length.abs_diff(others) > (length.max(others) / 3).max(1) {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase());
        let limit = (length.max(others) / 3).max(1);
        if distance > limit {
            continue;
        }
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => tie = true,
            _ => {
                best = Some((distance, candidate));
                tie = false;
            }
        }
    }
    if tie { None } else { best.map(|(_, name)| name) }
}

/// Names that a file's words are compared with in all: as many as take a second.
const COMPARISONS: usize = 200_000;

/// The names that the words of one file were probably meant to be, each looked for once. A file may hold very many wrong words and name very many things,
/// so that after [`COMPARISONS`] nothing new is looked for.
#[derive(Debug)]
pub struct Guesses {
    /// By the list that the names are in and the word that stands there.
    made: HashMap<(String, String), Option<String>>,
    left: usize,
}

impl Default for Guesses {
    fn default() -> Self {
        Guesses { made: HashMap::new(), left: COMPARISONS }
    }
}

impl Guesses {
    /// The [`nearest`] of a list of `count` names; `None` also when it is too late to look for it.
    pub fn near<'n, S, I>(&mut self, list: &str, word: &str, count: usize, names: impl FnOnce() -> I) -> Option<String>
    where
        S: AsRef<str> + ?Sized + 'n,
        I: IntoIterator<Item = &'n S>,
    {
        let key = (list.to_owned(), word.to_owned());
        if let Some(known) = self.made.get(&key) {
            return known.clone();
        }
        // a list of nothing counts as one, so that no file fills the memory with words
        self.left = self.left.checked_sub(count.max(1))?;
        let near = nearest(word, names()).map(str::to_owned);
        self.made.insert(key, near.clone());
        near
    }
}

/// How many more names the words of one file are compared with, where the names differ from word to word: [`COMPARISONS`] in all.
#[derive(Debug)]
pub struct Patience(Cell<usize>);

impl Default for Patience {
    fn default() -> Self {
        Patience(Cell::new(COMPARISONS))
    }
}

impl Patience {
    /// Is there time to compare a word with so many names? Once there is none for a long list, there may be for a short one.
    pub fn takes(&self, count: usize) -> bool {
        let left = self.0.get().checked_sub(count);
        self.0.set(left.unwrap_or(self.0.get()));
        left.is_some()
    }
}

/// The `count` candidates nearest to a word, nearest first; of equally near ones the earlier.
pub fn closest<'a>(word: &str, candidates: &[&'a str], count: usize) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let mut ranked: Vec<(usize, &'a str)> = candidates.iter().map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), *name)).collect();
    ranked.sort_by_key(|(distance, _)| *distance);
    ranked.into_iter().take(count).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_near_name_or_none() {
        let stances = ["acquire", "grow", "reactivate", "retain", "retire"];
        let check = |word: &str, expected: Option<&str>| assert_eq!(nearest(word, &stances), expected, "{word}");
        check("retian", Some("retain"));
        check("Grow", Some("grow"));
        check("gr", None);
        check("elephant", None);
        check("retai", Some("retain"));
    }

    #[test]
    fn a_file_of_wrong_words_is_not_guessed_to_the_end() {
        let names: Vec<String> = (0..1_000).map(|i| format!("name-{i}")).collect();
        let mut guesses = Guesses::default();
        let mut near = |word: &str| guesses.near("names", word, names.len(), || &names);
        assert_eq!(near("Name-7").as_deref(), Some("name-7"));
        assert!((0..198).all(|i| near(&format!("other word {i}")).is_none()));
        assert_eq!(near("Name-8").as_deref(), Some("name-8"));
        assert_eq!((near("Name-9"), near("Name-7").as_deref()), (None, Some("name-7")), "what is known stays known");
        assert_eq!(guesses.near("others", "elephnt", 1, || ["elephant"]), None, "no comparison is left");
        assert_eq!(Guesses::default().near("others", "elephnt", 1, || ["elephant"]).as_deref(), Some("elephant"));
        assert_eq!(Guesses::default().near("names", "Name-7", COMPARISONS + 1, || &names), None);
    }
}
