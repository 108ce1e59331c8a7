//! What changed in the reviews of a plan: planned, held, moved, decided.

use crate::changes::Wording;
use crate::changes::words::{moved, number};
use crate::model::past::{Change, ChangeKind};
use crate::model::review::{Review, ReviewStatus};
use crate::resolve::unit::Unit;

/// Reviews come before wording and after people and money.
const RANK: u8 = 3;

/// The reviews of two versions, matched by the names of their files: the folder may be another one. A file that cannot be read says nothing: it has its finding.
pub fn between(cx: &Wording<'_>, old: &[Unit<Review>], new: &[Unit<Review>]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut say = |kind: ChangeKind, id: &str, text: String| changes.push(Change { section: "reviews".to_owned(), id: id.to_owned(), kind, rank: RANK, text });
    for unit in new {
        let Some(review) = &unit.value else { continue };
        let known = old.iter().find(|other| name(other) == name(unit));
        let before = known.filter(|other| other.bytes != unit.bytes || other.value.is_none());
        let (id, on) = (unit.path.as_str(), cx.day(review.date));
        match before.map(|before| before.value.as_ref()) {
            None if known.is_some() => {}
            None | Some(None) => {
                let what = if review.status == ReviewStatus::Held { "held on" } else { "planned for" };
                say(ChangeKind::Added, id, format!("review {what} {on}"));
            }
            Some(Some(before)) => {
                if before.date != review.date {
                    let (kind, words) = moved(before.date, review.date, cx.today);
                    say(kind, id, format!("review {words}"));
                }
                if before.status != review.status {
                    let what = if review.status == ReviewStatus::Held { "was held" } else { "is planned again" };
                    say(ChangeKind::Done, id, format!("review of {on} {what}"));
                }
                let decided = review.decisions.len().saturating_sub(before.decisions.len());
                if decided > 0 {
                    let what = if decided == 1 { "decision" } else { "decisions" };
                    say(ChangeKind::Added, id, format!("{} {what} of the review of {on}", number(decided)));
                }
                if before.date == review.date && before.status == review.status && decided == 0 && notes(before) != notes(review) {
                    say(ChangeKind::Changed, id, format!("notes of the review of {on} changed"));
                }
            }
        }
    }
    for unit in old.iter().filter(|unit| !new.iter().any(|other| name(other) == name(unit))) {
        if let Some(review) = &unit.value {
            say(ChangeKind::Removed, unit.path.as_str(), format!("review of {} removed", cx.day(review.date)));
        }
    }
    changes
}

/// The file's name, without its folder.
fn name(unit: &Unit<Review>) -> &str {
    let path = unit.path.as_str();
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// What a meeting wrote down, without its spelling.
fn notes(review: &Review) -> String {
    format!(
        "{:?}",
        (&review.purpose, &review.attendees, &review.working, &review.not_working, &review.help, &review.decisions, &review.questions, review.next_review)
    )
}
