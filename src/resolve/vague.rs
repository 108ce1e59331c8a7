//! Statements that could stand in any plan: clichés, a few words, nothing that one could check, an action in which nothing is done (M27, K10).
//! Knows nothing of where they stand. The lists are English; another language is judged by what holds for all.

mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::config::settings::Settings;
use crate::model::plan::Plan;
use crate::resolve::ground::Ground;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::wording;
use words::{ARTICLES, BEFORE_VERBS, CLICHES, DATES, ENCOUNTERS, FIRST_OF_TWO, HOMOGRAPHS, NO_ADVERBS, NOUN_ENDINGS, NUMBERS, PARTICLES, PREFIXES, VERBS};

/// With fewer words a statement cannot say who, what and how much.
pub const WORDS_MIN: usize = 6;

/// What a statement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Obstacle,
    Ask,
    Action,
}

/// Why a statement says too little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vague {
    /// It holds this phrase.
    Cliche(String),
    /// It is this many words long.
    Short(usize),
    /// It has no number, name or date.
    Bare,
    /// It is an action without a verb.
    Idle,
}

/// The judge of one plan's statements: it knows the territory's own clichés and the names of the account.
#[derive(Debug)]
pub struct Judge<'a> {
    ground: &'a Ground,
    unit: &'a PlanUnit,
    plan: &'a Plan,
    own: Vec<String>,
    english: bool,
}

impl<'a> Judge<'a> {
    pub fn new(ground: &'a Ground, unit: &'a PlanUnit) -> Self {
        let settings = &ground.settings;
        let own = settings.policy.cliches.iter().map(|phrase| spaced(phrase)).filter(|phrase| phrase.len() > 1).collect();
        Judge { ground, unit, plan: ground.plan(unit), own, english: settings.site.locale.starts_with("en") }
    }

    /// Why the statement says too little. What says nothing at all, a stand-in or "don't know", is another matter.
    pub fn judge(&self, text: &str, kind: Kind) -> Option<Vague> {
        if !wording::answers(text) {
            return None;
        }
        vague(text, kind, &self.own, self.english, &|word| self.is_name(word))
    }

    /// Is the word part of a name that the plan or the territory knows? Asked about the first word alone, whose capital says nothing.
    fn is_name(&self, word: &str) -> bool {
        let (plan, settings): (&Plan, &Settings) = (self.plan, &self.ground.settings);
        let customers = plan.people.iter().flat_map(|it| [Some(it.name.as_str()), it.unit.as_deref()]);
        let rivals = plan.competition.iter().flat_map(|it| [Some(it.name.as_str()), it.place.as_deref()]);
        let business = plan.opportunities.iter().flat_map(|it| [it.unit.as_deref(), it.incumbent.as_deref()]);
        let ours = [plan.owner.as_deref(), plan.manager.as_deref(), plan.exec_sponsor.as_deref()];
        let ours = ours.into_iter().chain(plan.team.iter().map(|it| Some(it.person.as_str()))).map(|id| id.map(|id| self.ground.person_name(id)));
        let goods = settings.brands.iter().flat_map(|brand| brand.products.iter().map(|it| Some(it.name.as_str())).chain([Some(brand.name.as_str())]));
        let title = [Some(self.ground.title(self.unit))];
        let mut names = title.into_iter().chain(customers).chain(rivals).chain(business).chain(ours).chain(goods).flatten();
        names.any(|name| name.split_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
    }
}

/// The judgement itself. `own` holds the territory's clichés as `spaced` makes them; `is_name` is asked about a first word.
fn vague(text: &str, kind: Kind, own: &[String], english: bool, is_name: &dyn Fn(&str) -> bool) -> Option<Vague> {
    let plain = spaced(text);
    if let Some(phrase) = cliche(&plain, own) {
        return Some(Vague::Cliche(phrase.to_owned()));
    }
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    if words < WORDS_MIN {
        return Some(Vague::Short(words));
    }
    if !has_fact(text, &plain, is_name) {
        return Some(Vague::Bare);
    }
    (kind == Kind::Action && english && !has_verb(text, &plain) && !begins_with_verb(text)).then_some(Vague::Idle)
}

/// The words in lower case, one blank around each.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars() {
        match c {
            '\'' | '’' => out.push('\''),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// The phrase of either list that the statement holds.
fn cliche<'a>(plain: &str, own: &'a [String]) -> Option<&'a str> {
    static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
        let mut by_word: HashMap<&str, Vec<&str>> = HashMap::new();
        for phrase in CLICHES {
            by_word.entry(phrase.split(' ').next().unwrap_or(phrase)).or_default().push(phrase);
        }
        by_word
    });
    let mut rest = plain.trim_start();
    while let Some((word, after)) = rest.split_once(' ') {
        let holds = |phrase: &&&str| rest.strip_prefix(**phrase).is_some_and(|end| end.starts_with(' '));
        if let Some(found) = BY_FIRST_WORD.get(word).and_then(|phrases| phrases.iter().find(holds)) {
            return Some(found);
        }
        rest = after;
    }
    own.iter().find(|phrase| plain.contains(phrase.as_str())).map(|phrase| phrase.trim())
}

/// Has the statement a number, a name or a date?
fn has_fact(text: &str, plain: &str, is_name: &dyn Fn(&str) -> bool) -> bool {
    if text.contains(char::is_numeric) || plain.split(' ').any(|word| NUMBERS.binary_search(&word).is_ok()) {
        return true;
    }
    let mut begins = true;
    for token in text.split_whitespace() {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let mut letters = word.chars();
        if letters.next().is_some_and(char::is_uppercase) {
            let acronym = word.chars().count() > 1 && letters.all(|c| c.is_uppercase() || c == '&');
            if acronym || !begins && word != "I" {
                return true;
            }
            if is_name(word) || DATES.binary_search(&word.to_lowercase().as_str()).is_ok() {
                return true;
            }
        }
        begins = token.ends_with(['.', '!', '?', ':', ';']);
    }
    false
}

/// Is anything done? Wrong praise is cheaper here than a wrong warning, so that what may be a verb is one.
fn has_verb(text: &str, plain: &str) -> bool {
    let is = |list: &[&str], word: &str| list.binary_search(&word).is_ok();
    let mut before = "";
    // "kick-off" is no "kick"
    let joined = text.split_whitespace().next().is_some_and(|first| first.contains('-'));
    let mut words = plain.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let plain_form = is(VERBS, word) || word.strip_suffix('s').is_some_and(|base| is(VERBS, base));
        let first = before.is_empty() && !joined;
        let next = words.peek().copied().unwrap_or("");
        let of_two = is(FIRST_OF_TWO, word) && NOUN_ENDINGS.iter().any(|end| next.ends_with(end));
        let noun_follows = of_two || next == "of" || is(ENCOUNTERS, word) && matches!(next, "at" | "for" | "from" | "in" | "with");
        let homograph = is(HOMOGRAPHS, word) && (first && !noun_follows || is(BEFORE_VERBS, before));
        // "leave a box", "tune the profiles": before an article stands a verb, in no list or in this one
        let imperative = first && is(ARTICLES, next);
        let made = first && ["ise", "ize", "ify", "ate"].iter().any(|end| word.ends_with(end));
        if plain_form || homograph || imperative || made {
            return true;
        }
        before = word;
    }
    false
}

/// Does the form of the first words say that something is done, whether the lists know the verb or not? "Jointly map", "re-price the tray", "nail down
/// the date", "debrief Peter".
fn begins_with_verb(text: &str) -> bool {
    let is = |list: &[&str], word: &str| list.binary_search(&word).is_ok();
    let mut words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    let (Some(first), Some(next)) = (words.next(), words.next()) else { return false };
    let (word, follows) = (first.to_lowercase(), next.to_lowercase());
    let noun = |word: &str| NOUN_ENDINGS.iter().any(|end| word.ends_with(end));
    if word.ends_with("ly") && !is(NO_ADVERBS, &word) {
        return is(VERBS, &follows) || is(HOMOGRAPHS, &follows) || is(ARTICLES, &words.next().unwrap_or("").to_lowercase());
    }
    if let Some((before, last)) = word.rsplit_once('-') {
        let verb = is(VERBS, last) || is(HOMOGRAPHS, last) || is(PREFIXES, before) && !noun(last);
        return verb && !matches!(follows.as_str(), "at" | "for" | "from" | "in" | "of" | "on" | "with");
    }
    let named = next.starts_with(char::is_uppercase) && next.chars().any(char::is_lowercase) && !is(DATES, &follows);
    !noun(&word) && first.chars().any(char::is_lowercase) && (is(PARTICLES, &follows) || named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str, kind: Kind) -> Option<Vague> {
        vague(text, kind, &[spaced("Land-and-expand")], true, &|word| word == "Northwind")
    }

    #[test]
    fn lists_are_sorted_and_written_as_they_are_looked_up() {
        for list in [NUMBERS, DATES, VERBS, HOMOGRAPHS, BEFORE_VERBS, ARTICLES, ENCOUNTERS, FIRST_OF_TWO, PARTICLES, PREFIXES, NO_ADVERBS] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", list.windows(2).find(|pair| pair[0] >= pair[1]));
        }
        assert!(CLICHES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(CLICHES.iter().all(|phrase| spaced(phrase).trim() == *phrase), "{CLICHES:?}");
        assert!(HOMOGRAPHS.iter().all(|word| !VERBS.contains(word)));
    }

    #[test]
    fn obstacles() {
        let check = |text: &str, expected: Option<Vague>| assert_eq!(judged(text, Kind::Obstacle), expected, "{text}");
        check("Group policy of August 2026 asks for two suppliers", None);
        check("The market is difficult and budgets are tight", Some(Vague::Bare));
        check("Price pressure from Halden, 12 % since August", None);
        check("We need to move the needle with Ruth Adeyemi in March", Some(Vague::Cliche("move the needle".to_owned())));
        check("A win-win for Northwind and for us in 2027", Some(Vague::Cliche("win win".to_owned())));
        check("Land and expand at Northwind through 2027 and on", Some(Vague::Cliche("land and expand".to_owned())));
        check("Synergistic effects are claimed by Halden since March", None);
        check("Too few people", Some(Vague::Short(3)));
        check("Procurement wants three offers for every order now", None);
        check("Procurement wants several offers for every order now", Some(Vague::Bare));
        // the first word's capital says nothing, unless it is a name that we know
        check("Northwind wants several offers for every order now", None);
        check("They slow down. Everybody waits for the next decision", Some(Vague::Bare));
        check("They wait for the board, and the CFO is new", None);
        check("IT blocks every change of the ordering portal", None);
    }

    #[test]
    fn actions_have_verbs() {
        let check = |text: &str, good: bool| assert_eq!(judged(text, Kind::Action), (!good).then_some(Vague::Idle), "{text}");
        check("Agree consignment terms for the pilot with Ruth Adeyemi", true);
        check("Consignment terms for the pilot with Ruth Adeyemi", false);
        check("Quarterly business meeting with Ruth Adeyemi in March", false);
        check("Review the terms of the pilot with Ruth Adeyemi", true);
        check("Review of the pilot terms with Ruth Adeyemi", false);
        check("Call with Ruth Adeyemi about the pilot terms", false);
        check("Call Ruth Adeyemi about the pilot terms today", true);
        check("Check with finance the rebate tiers for Surgix", true);
        check("Tune the alarm profiles with Ruth Adeyemi", true);
        check("Pricing proposal for the north campus by 9 December", false);
        check("Standardise the packs on all three campuses by May", true);
        check("Ruth Adeyemi to review the draft by 9 December", true);
        check("Maya sends the usage report to Ruth Adeyemi", true);
        for action in [
            "Debrief Peter Ostrowski after the board meeting",
            "Debrief all surgeons after the board meeting of March",
            "Kick off the Port Amity pilot with Dow",
            "Shadow Carla Jimenez for one full night shift",
            "Nail down the March date with Dow",
            "Loop in Ruth Calloway on the Dow call",
            "Upsell Teal Island to the full Clearfield range",
            "Jointly map 12 processes with Carla Jimenez",
            "Re-price the hip tray with Dow in March",
            "Stress-test the changeover plan with Carla Jimenez",
            "Co-author a paper with Carla Jimenez by March",
            "Cross-sell Wayside refill at the two Langford clinics",
            "Contract the builder of Port Amity by March",
            "Price the night rota with Tom Achebe in December",
            "Schedule two changeovers with Marguerite Dow",
            "Carla Jimenez to schedule two changeovers in March",
        ] {
            check(action, true);
        }
        for action in [
            "Contract extension for Gull Point until 2030",
            "Budget meeting with Marguerite Dow in January",
            "Changeover schedule of Port Amity rooms for Marguerite Dow",
            "Kick-off meeting with Marguerite Dow in January",
            "Quarterly business meeting in January with Marguerite Dow",
        ] {
            check(action, false);
        }
        // an obstacle needs none
        assert_eq!(judged("Consignment terms for the pilot with Ruth Adeyemi", Kind::Obstacle), None);
        // and the list of verbs is for English alone
        assert_eq!(vague("Konditionen für den Piloten mit Ruth Adeyemi klären", Kind::Action, &[], false, &|_| false), None);
    }

    #[test]
    fn six_words_are_enough() {
        assert_eq!(judged("Host Ruth Adeyemi in December please", Kind::Ask), None);
        assert_eq!(judged("Host Ruth Adeyemi in December – please", Kind::Ask), None);
        assert_eq!(judged("Host Ruth Adeyemi in December", Kind::Ask), Some(Vague::Short(5)));
    }
}
