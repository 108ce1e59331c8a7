//! Strategic issues and strategy (M8, M26, M27, S7, S9, S12).

use rust_decimal::Decimal;

use super::facts::{Facts, Found, first_of};
use crate::base::amount::in_percent;
use crate::base::count::count;
use crate::model::account::Posture;
use crate::model::objective::ObjectiveKind;
use crate::model::obstacle::{Obstacle, Trend};
use crate::resolve::sections::{self, Section};
use crate::resolve::vague::{Judge, Kind};
use crate::resolve::wording::says_something;
use crate::scores::long_view::near;
use crate::scores::tally::{listed, share};
use crate::scores::value::tenths;

fn growing(obstacle: &Obstacle) -> bool {
    matches!(obstacle.trend, Trend::Emerged | Trend::Grown)
}

/// An honest list may hold none that emerged or grew: each has its trend.
pub fn obstacles(facts: &Facts<'_>) -> Option<Found> {
    let obstacles = &facts.cx.plan.obstacles;
    let n_named = obstacles.iter().filter(|it| says_something(&it.what)).count();
    let n_growing = obstacles.iter().filter(|it| growing(it) && says_something(&it.what)).count();
    let because = format!("{} named, {n_growing} emerged or grown", count(n_named, "obstacle", "obstacles"));
    Found::test(n_named > 0, facts.plan("/obstacles"), because, "Name the obstacles that emerged or grew")
}

pub fn specific(facts: &Facts<'_>) -> Option<Found> {
    let obstacles = &facts.cx.plan.obstacles;
    if obstacles.is_empty() {
        return None;
    }
    let judge = Judge::new(facts.cx.ground, facts.cx.unit);
    let vague = || obstacles.iter().enumerate().filter(|(_, it)| !says_something(&it.what) || judge.judge(&it.what, Kind::Obstacle).is_some());
    let (n_vague, first) = (vague().count(), vague().next());
    let because = format!("{} of {} specific", obstacles.len() - n_vague, count(obstacles.len(), "obstacle", "obstacles"));
    let remedy = first
        .map(|(_, it)| format!("Say of the obstacle {} what it is about: a number, a name or a day", first_of(&format!("“{}”", it.what), n_vague)))
        .unwrap_or_default();
    Found::test(n_vague == 0, facts.item("obstacles", first.map(|(index, _)| index)), because, remedy)
}

pub fn support(facts: &Facts<'_>) -> Option<Found> {
    let growing = || facts.cx.plan.obstacles.iter().enumerate().filter(|(_, it)| growing(it));
    let stated = |it: &Obstacle| it.support_needed.as_deref().is_some_and(says_something);
    let n_all = growing().count();
    if n_all == 0 {
        return None;
    }
    let n_stated = growing().filter(|(_, it)| stated(it)).count();
    let first = growing().find(|(_, it)| !stated(it));
    let because = format!("support stated for {n_stated} of {}", count(n_all, "obstacle that emerged or grew", "obstacles that emerged or grew"));
    let remedy = first
        .map(|(_, it)| format!("Say what would help with the obstacle {} (`support_needed`)", first_of(&format!("“{}”", it.what), n_all - n_stated)))
        .unwrap_or_default();
    Found::test(n_stated == n_all, facts.item("obstacles", first.map(|(index, _)| index)), because, remedy)
}

pub fn long_view(facts: &Facts<'_>) -> Option<Found> {
    let policy = &facts.cx.settings().policy;
    let until = facts.today().plus_days(policy.near_term_days);
    let (due, all) = near(facts.cx.plan, until).into_iter().fold((0, 0), |(due, all), near| (due + near.due, all + near.all));
    let part = share(due, all)?;
    let most = policy.near_term_max_share;
    let percent = |share: Decimal| tenths(in_percent(share)).normalize();
    let because = format!("{due} of {all} due by {until}: {} % of at most {} %", percent(part), percent(most));
    let remedy = format!("Add objectives and actions beyond the next {} days", policy.near_term_days);
    Found::test(part <= most, facts.plan("/objectives"), because, remedy)
}

pub fn not_only_revenue(facts: &Facts<'_>) -> Option<Found> {
    let objectives = &facts.cx.plan.objectives;
    let n_other = objectives.iter().filter(|it| it.kind != ObjectiveKind::Revenue).count();
    let because = format!("{n_other} of {} beyond revenue", count(objectives.len(), "objective", "objectives"));
    Found::test(n_other > 0, facts.plan("/objectives"), because, "Add an objective beyond revenue: relationship, position, customer outcome or defence")
}

/// The sections of a full plan, each a heading with words under it (R19), and a look at the rivals where the posture is to defend.
pub fn sections(facts: &Facts<'_>) -> Option<Found> {
    let plan = facts.cx.plan;
    let defends = plan.posture == Some(Posture::Defend);
    if !plan.is_full() && !defends {
        return None;
    }
    let file = &facts.cx.unit.file;
    let named = sections::by_name(&file.outline.headings);
    let there = |section: &str| named.get(&sections::name(section)).into_iter().flatten().any(|index| sections::section(file, *index) == Section::Written);
    let wanted: &[String] = if plan.is_full() { &facts.cx.settings().policy.sections } else { &[] };
    let missing: Vec<&str> = wanted.iter().map(String::as_str).filter(|section| !there(section)).collect();
    let competition = !defends || plan.competition.iter().any(|it| says_something(&it.name));
    let mut because = match wanted.len() {
        0 => String::new(),
        n => format!("{} of {} written", n - missing.len(), count(n, "section", "sections")),
    };
    if defends {
        because.push_str(match (because.is_empty(), competition) {
            (true, true) => "rivals named",
            (true, false) => "no rival named",
            (false, true) => ", rivals named",
            (false, false) => ", no rival named",
        });
    }
    let (place, remedy) = match (missing.is_empty(), competition) {
        (false, _) => (facts.plan(""), format!("Write the sections that are missing: {}", listed(&missing))),
        (true, _) => (facts.plan("/competition"), "Name the rivals that you defend against (`competition`)".to_owned()),
    };
    Found::test(missing.is_empty() && competition, place, because, remedy)
}
