//! Golden tables: a patch of the standard plan (`rules::example`), and what the scores say of it.

mod completeness;
mod laws;
mod readiness;
mod relations;
mod values;

use crate::analysis::Analysis;
use crate::base::date::Date;
use crate::rules::example;
use crate::source::fixture;

/// Looks at the analysis of the standard territory after a patch.
fn with<T>(patch: &str, look: impl FnOnce(&Analysis<'_>) -> T) -> T {
    let snapshot = fixture::snapshot(&example::territory(patch), Date::parse(example::TODAY).unwrap());
    look(&crate::engine::check(&snapshot))
}

/// A score of the standard plan: `value @ confidence`, `–` where it does not apply.
#[track_caller]
fn check(key: &str, patch: &str, expected: &str) {
    let shown = with(patch, |analysis| match analysis.cards[0].score(key) {
        None => "–".to_owned(),
        Some(score) => format!("{} @ {}", score.value.map_or("null".to_owned(), |value| format!("{value:.1}")), score.confidence.normalize()),
    });
    assert_eq!(shown, expected, "{key} after\n{patch}");
}

/// A term of a score: `share | because | pointer`, `–` where there is none.
#[track_caller]
fn check_term(key: &str, label: &str, patch: &str, expected: &str) {
    let shown = with(patch, |analysis| {
        let term = analysis.cards[0].score(key).and_then(|score| score.terms.iter().find(|term| term.label == label));
        term.map_or("–".to_owned(), |term| {
            format!("{} | {} | {}", term.share.map_or("null".to_owned(), |share| share.round_dp(4).normalize().to_string()), term.because, term.pointer)
        })
    });
    assert_eq!(shown, expected, "{key}, {label} after\n{patch}");
}

#[test]
fn every_score_of_the_shelf_has_its_key_in_the_list_once() {
    let mut shelf: Vec<&str> = super::ALL.iter().map(|score| score.key).chain([super::readiness::SCORE.key]).collect();
    let mut keys = super::KEYS.to_vec();
    shelf.sort_unstable();
    keys.sort_unstable();
    assert_eq!(keys, shelf);
}
