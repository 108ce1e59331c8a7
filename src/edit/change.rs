//! A list of replacements, and the text after them.

use crate::base::span::ByteSpan;

/// One replacement; an empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub span: ByteSpan,
    pub text: String,
}

impl Change {
    pub fn new(start: usize, end: usize, text: impl Into<String>) -> Self {
        Change { span: ByteSpan::new(start, end), text: text.into() }
    }
}

/// The text after all changes, which may come in any order; several insertions at one place keep theirs. `None` when two of them overlap, or
/// when one does not fit the text.
pub fn apply(text: &str, changes: &[Change]) -> Option<String> {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| (change.span.start, change.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for change in sorted {
        let range = change.span.range();
        // a slice from behind the last change to this one: fails where they overlap
        out.push_str(text.get(at..range.start)?);
        text.get(range.clone())?;
        out.push_str(&change.text);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn applies_or_refuses() {
        let change = |start, end, text: &str| Change::new(start, end, text);
        let check = |changes: &[Change], expected: Option<&str>| assert_eq!(apply("grüße", changes).as_deref(), expected, "{changes:?}");
        check(&[], Some("grüße"));
        check(&[change(4, 6, "ss"), change(0, 1, "G")], Some("Grüsse"));
        check(&[change(1, 1, "1"), change(1, 1, "2"), change(1, 2, "")], Some("g12üße"));
        check(&[change(0, 2, ""), change(1, 4, "")], None);
        check(&[change(3, 4, "")], None);
        check(&[change(5, 99, "")], None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_not_concerned_stays(text in "(?s).{0,80}", cuts in prop::collection::vec((any::<prop::sample::Index>(), "[a-z]{0,5}"), 0..6)) {
            // cut the text into pieces and replace every second one
            let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut at: Vec<usize> = cuts.iter().map(|(index, _)| *index.get(&places)).collect();
            at.sort_unstable();
            places.clear();
            let mut changes: Vec<Change> = at.chunks_exact(2).zip(&cuts).map(|(pair, (_, new))| Change::new(pair[0], pair[1], new.as_str())).collect();
            let kept: Vec<&str> = {
                let mut from = 0;
                let mut kept = Vec::new();
                for change in &changes {
                    kept.push(&text[from..change.span.range().start]);
                    from = change.span.range().end;
                }
                kept.push(&text[from..]);
                kept
            };
            let expected: String = kept.iter().enumerate().map(|(index, piece)| format!("{piece}{}", changes.get(index).map_or("", |change| &change.text))).collect();
            prop_assert_eq!(apply(&text, &changes), Some(expected.clone()));
            // two insertions at one place keep their order, so only the order of others may be turned round
            let distinct = changes.windows(2).all(|pair| pair[0].span.start != pair[1].span.start);
            if distinct {
                changes.reverse();
                prop_assert_eq!(apply(&text, &changes), Some(expected));
            }
        }
    }
}
