//! "Did you mean": the one near name, or none.

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
}
