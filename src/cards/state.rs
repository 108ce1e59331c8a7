//! States: shape, word and colour together (`site.md` §3). Knows which value is which state, not where it stands.

use crate::base::language::{key, word};
use rust_decimal::Decimal;

use crate::audience::view::Mark;
use crate::base::html::Html;
use crate::diag::code::Level;

/// How one state looks and reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The CSS classes, `st` first.
    pub class: &'static str,
    pub glyph: &'static str,
    pub word: &'static str,
}

const fn state(class: &'static str, glyph: &'static str, word: &'static str) -> State {
    State { class, glyph, word }
}

pub const ON_TRACK: State = state("st on", "●", "On track");
pub const WATCH: State = state("st watch", "◐", "Watch");
pub const AT_RISK: State = state("st risk", "▲", "At risk");
pub const UNKNOWN: State = state("st unknown", "–", "Unknown");
pub const READY: State = state("st ok", "✓", "Ready");
pub const READY_WITH_GAPS: State = state("st warn", "!", "Ready with gaps");
pub const PREPARE_FIRST: State = state("st bad", "✕", "Prepare first");
pub const ERROR: State = state("st bad", "✕", "Error");
pub const WARNING: State = state("st warn", "!", "Warning");
pub const NOTE: State = state("st info", "·", "Note");
pub const MET: State = state("st ok", "✓", "Met");
pub const UNMET: State = state("st bad", "✕", "Not met");

impl State {
    /// The same shape and colour with another word.
    pub fn says(self, word: &'static str) -> State {
        State { word, ..self }
    }

    /// Shape and word.
    pub fn write(self, out: &mut Html) {
        self.write_as(out, &word(self.word));
    }

    /// Shape and a word of the moment.
    pub fn write_as(self, out: &mut Html, word: &str) {
        out.open("span", &[("class", self.class)]).element("span", &[("class", "g"), ("aria-hidden", "true")], self.glyph).text(word).close("span");
    }

    /// The shape alone, with the word for screen readers: for narrow cells.
    pub fn write_narrow(self, out: &mut Html, word: &str) {
        out.open("span", &[("class", self.class)]).element("span", &[("class", "g"), ("aria-hidden", "true")], self.glyph);
        out.element("span", &[("class", "vh")], word).close("span");
    }
}

/// Health: on track from 70, watch from 40.
pub fn health(score: Option<Decimal>) -> State {
    match score {
        None => UNKNOWN,
        Some(value) if value >= Decimal::from(70) => ON_TRACK,
        Some(value) if value >= Decimal::from(40) => WATCH,
        Some(_) => AT_RISK,
    }
}

/// The state of a benchmark and the like.
pub fn mark(mark: Mark) -> State {
    match mark {
        Mark::Good => ON_TRACK,
        Mark::Watch => WATCH,
        Mark::Bad => AT_RISK,
        Mark::Unknown => UNKNOWN,
    }
}

/// The verdict on a review.
pub fn verdict(key: &str) -> State {
    match key {
        "ready" => READY,
        "ready-with-gaps" => READY_WITH_GAPS,
        "prepare-first" => PREPARE_FIRST,
        _ => UNKNOWN,
    }
}

/// The weight of a finding.
pub fn level(level: Level) -> State {
    match level {
        Level::Error => ERROR,
        Level::Warn => WARNING,
        Level::Info | Level::Off => NOTE,
    }
}

/// A sort key for levels, worst first.
pub fn rank(level: Level) -> &'static str {
    match level {
        Level::Error => "1",
        Level::Warn => "2",
        Level::Info => "3",
        Level::Off => "4",
    }
}

/// The word for a level, `off` among them.
pub fn level_word(weight: Level) -> &'static str {
    if weight == Level::Off { key("off") } else { level(weight).word }
}

/// A check: passed, failed or not known.
pub fn passed(passed: Option<bool>) -> State {
    match passed {
        Some(true) => MET,
        Some(false) => UNMET,
        None => UNKNOWN,
    }
}

/// The qualification verdict.
pub fn qualification(key: &str) -> State {
    match key {
        "warranted" => MET.says("Warranted"),
        "not-warranted" => UNMET.says("Not warranted"),
        _ => UNKNOWN.says("Undetermined"),
    }
}

/// The status of an action, as text; one that is late is never shown as on its way.
pub fn action(status: &str, late: bool) -> State {
    match status {
        "doing" if late => state("st risk", "▲", "doing"),
        "done" => state("st ok", "✓", "done"),
        "doing" => state("st on", "●", "doing"),
        "blocked" => state("st risk", "▲", "blocked"),
        "dropped" => state("st unknown", "–", "dropped"),
        _ => state("st info", "·", "planned"),
    }
}

/// From so many days before its day on an open ask is one to watch.
const SOON: i64 = 7;

/// The status of an ask, as text; `days` are left until an answer is due, where a day is named.
pub fn ask(status: &str, days: Option<i64>) -> State {
    match status {
        "granted" => state("st ok", "✓", "granted"),
        "done" => state("st ok", "✓", "done"),
        "refused" => state("st bad", "✕", "refused"),
        _ => match days {
            Some(..0) => state("st risk", "▲", "open"),
            Some(..=SOON) => state("st watch", "◐", "open"),
            _ => state("st info", "·", "open"),
        },
    }
}

/// The status of an opportunity, as text.
pub fn opportunity(status: &str) -> State {
    match status {
        "won" => state("st ok", "✓", "won"),
        "lost" => state("st bad", "✕", "lost"),
        "parked" => state("st unknown", "–", "parked"),
        _ => state("st info", "·", "open"),
    }
}

/// Where a person stands.
pub fn disposition(key: &str) -> State {
    match key {
        "champion" => state("st on", "●", "champion"),
        "supporter" => state("st on", "●", "supporter"),
        "neutral" => state("st watch", "◐", "neutral"),
        "opponent" => state("st risk", "▲", "opponent"),
        _ => state("st unknown", "–", "unknown"),
    }
}

/// How an obstacle moves.
pub fn trend(key: &str) -> State {
    match key {
        "emerged" => state("st risk", "▲", "emerged"),
        "grown" => state("st risk", "▲", "grown"),
        "steady" => state("st watch", "◐", "steady"),
        "easing" => state("st on", "●", "easing"),
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_is_not_on_track_and_what_is_far_off_not_to_be_watched() {
        assert_eq!(action("doing", false).glyph, ON_TRACK.glyph);
        assert_eq!(action("doing", true).glyph, AT_RISK.glyph);
        assert_eq!(action("done", true).glyph, READY.glyph);
        let check = |days: Option<i64>, expected: State| assert_eq!(ask("open", days).glyph, expected.glyph, "{days:?}");
        check(Some(-1), AT_RISK);
        check(Some(0), WATCH);
        check(Some(7), WATCH);
        check(Some(8), NOTE);
        check(None, NOTE);
        assert_eq!(ask("granted", Some(-1)).glyph, READY.glyph);
    }
}
