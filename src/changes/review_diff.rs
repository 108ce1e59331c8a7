//! What changed in the reviews of a plan: planned, held, moved, decided.

use crate::changes::words::{moved, number};
use crate::changes::{Wording, decisions, rank};
use crate::model::past::{Change, ChangeKind};
use crate::model::review::{DecisionStatus, Review, ReviewStatus, ReviewType};
use crate::resolve::unit::Unit;

/// Reviews come before wording and after people and money.
const RANK: u8 = rank::RESULTS;

/// The reviews of two versions, matched by the names of their files: the folder may be another one. A file that cannot be read says nothing: it has its finding.
pub fn between(cx: &Wording<'_>, old: &[Unit<Review>], new: &[Unit<Review>]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut say =
        |kind: ChangeKind, rank: u8, id: &str, text: String| changes.push(Change { section: "reviews".to_owned(), id: id.to_owned(), kind, rank, text });
    for unit in new {
        let Some(review) = &unit.value else { continue };
        let known = old.iter().find(|other| name(other) == name(unit));
        let before = known.filter(|other| other.bytes != unit.bytes || other.value.is_none());
        let (id, on) = (unit.path.as_str(), cx.day(review.date));
        match before.map(|before| before.value.as_ref()) {
            None if known.is_some() => {}
            None | Some(None) => {
                let what = if review.status == ReviewStatus::Held { "held on" } else { "planned for" };
                say(ChangeKind::Added, RANK, id, format!("review {what} {on}"));
            }
            Some(Some(before)) => {
                if before.date != review.date {
                    let (kind, words) = moved(before.date, review.date, cx.today);
                    say(kind, RANK, id, format!("review {words}"));
                }
                if before.kind != review.kind {
                    let what = match review.kind {
                        ReviewType::AccountPlan => "about the plan now, no longer about an opportunity",
                        ReviewType::Opportunity => "about an opportunity now, no longer about the plan",
                    };
                    say(ChangeKind::Changed, RANK, id, format!("review of {on} is {what}"));
                }
                if before.status != review.status {
                    let what = if review.status == ReviewStatus::Held { "was held" } else { "is planned again" };
                    say(ChangeKind::Done, RANK, id, format!("review of {on} {what}"));
                }
                // what a meeting decided is told one by one when it changes later
                if before.status == ReviewStatus::Planned && before.decisions.is_empty() && !review.decisions.is_empty() {
                    say(ChangeKind::Added, RANK, id, format!("{} of the review of {on}", counted(review)));
                } else {
                    for (kind, rank, text) in decisions::between(cx, review.date, &before.decisions, &review.decisions) {
                        say(kind, rank, id, text);
                    }
                }
                if before.date == review.date && before.status == review.status && notes(before) != notes(review) {
                    say(ChangeKind::Changed, RANK, id, format!("notes of the review of {on} changed"));
                }
            }
        }
    }
    for unit in old.iter().filter(|unit| !new.iter().any(|other| name(other) == name(unit))) {
        if let Some(review) = &unit.value {
            say(ChangeKind::Removed, RANK, unit.path.as_str(), removed(cx, review));
        }
    }
    changes
}

/// `two decisions`.
fn counted(review: &Review) -> String {
    let n = review.decisions.len();
    format!("{} {}", number(n), if n == 1 { "decision" } else { "decisions" })
}

/// What goes with a review that is gone is said with it: nobody is asked for those decisions any more.
fn removed(cx: &Wording<'_>, review: &Review) -> String {
    let on = cx.day(review.date);
    let open = review.decisions.iter().filter(|decision| decisions::status(decision) == DecisionStatus::Open).count();
    let decided = match (review.decisions.len(), open) {
        (0, _) => String::new(),
        (_, 0) => format!(", with {}", counted(review)),
        (1, _) => ", with one open decision".to_owned(),
        (all, open) if all == open => format!(", with {} open decisions", number(all)),
        (_, open) => format!(", with {}, {} of them open", counted(review), number(open)),
    };
    let what = if review.status == ReviewStatus::Held { format!("review held on {on}") } else { format!("planned review of {on}") };
    format!("{what} removed{decided}")
}

/// The file's name, without its folder.
fn name(unit: &Unit<Review>) -> &str {
    let path = unit.path.as_str();
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// What a meeting wrote down besides its decisions, without its spelling.
fn notes(review: &Review) -> String {
    let talk = (&review.working, &review.not_working, &review.help, &review.questions, &review.problem_statement);
    format!("{:?}", (&review.purpose, &review.attendees, talk, review.minutes, review.pre_read_sent_on, review.next_review))
}
