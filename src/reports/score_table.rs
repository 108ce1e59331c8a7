//! `score` at a terminal: one line a plan, or every term with its line. Text from outside is escaped.

use std::fmt::Write;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::base::amount::Amount;
use crate::base::console::{Style, escape};
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::card::Scorecard;
use crate::scores::portfolio::figures;
use crate::scores::readiness::result::{ReadinessCheck, Verdict};
use crate::scores::value::ScoreValue;

const HEAD: [&str; 11] = ["account", "stance", "tier", "health", "qualification", "icp", "execution", "benchmarks", "coverage", "readiness", "next 90 days"];
/// Columns of figures.
const RIGHT: [bool; 11] = [false, false, false, true, false, true, true, true, true, false, true];

/// One line a plan, aligned; `shows` tells by the account's slug which plans are wanted.
pub fn table(analysis: &Analysis<'_>, shows: &dyn Fn(&str) -> bool, style: Style) -> String {
    let plans: Vec<(&Arc<PlanUnit>, &Arc<Scorecard>)> = wanted(analysis, shows).collect();
    let rows: Vec<[String; 11]> = plans.iter().map(|(unit, card)| row(analysis, unit, card)).collect();
    let mut widths = HEAD.map(|head| head.chars().count());
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    push_row(&mut out, &HEAD.map(str::to_owned), &widths, style.bold, style.reset);
    for (row, (_, card)) in rows.iter().zip(&plans) {
        let colour = match card.readiness.verdict() {
            Verdict::Ready => style.green,
            Verdict::ReadyWithGaps => "",
            Verdict::PrepareFirst => style.dim,
        };
        push_row(&mut out, row, &widths, colour, style.reset);
    }
    let count = match rows.len() {
        0 => "no plans".to_owned(),
        1 => "1 plan".to_owned(),
        n => format!("{n} plans"),
    };
    let _ = writeln!(out, "{count} as of {}; ? is undetermined, – does not apply", analysis.portfolio.today);
    if let Some(line) = gap(analysis) {
        let _ = writeln!(out, "{line}");
    }
    out
}

fn wanted<'a>(analysis: &'a Analysis<'_>, shows: &'a dyn Fn(&str) -> bool) -> impl Iterator<Item = (&'a Arc<PlanUnit>, &'a Arc<Scorecard>)> {
    analysis.portfolio.plans.iter().zip(&analysis.cards).filter(move |(unit, _)| shows(unit.slug.as_str()))
}

fn push_row(out: &mut String, row: &[String; 11], widths: &[usize; 11], start: &str, end: &str) {
    let cells: Vec<String> =
        row.iter().zip(widths).zip(RIGHT).map(|((cell, width), right)| if right { format!("{cell:>width$}") } else { format!("{cell:<width$}") }).collect();
    let line = cells.join("  ");
    let end = if start.is_empty() { "" } else { end };
    let _ = writeln!(out, "{start}{}{end}", line.trim_end());
}

fn row(analysis: &Analysis<'_>, unit: &PlanUnit, card: &Scorecard) -> [String; 11] {
    let plan = analysis.portfolio.plan(unit);
    let word = |value: Option<&str>| value.unwrap_or("–").to_owned();
    let of = |key: &str| match card.score(key) {
        None => "–".to_owned(),
        Some(score) => value(score.value),
    };
    let tier = match card.computed_tier {
        Some(computed) => format!("{} ({computed})", word(plan.tier.map(|tier| tier.as_str()))),
        None => word(plan.tier.map(|tier| tier.as_str())),
    };
    let readiness = &card.readiness;
    [
        unit.slug.as_str().to_owned(),
        word(plan.stance.map(|stance| stance.as_str())),
        tier,
        of("health"),
        word(card.qualification.as_ref().map(|it| it.verdict.as_str())),
        of("icp_fit"),
        of("execution"),
        of("benchmark_attainment"),
        of("goal_coverage"),
        format!("{} {} {}", readiness.verdict().as_str(), readiness.level.as_str(), value(readiness.score.value)),
        money(card.value_at_stake_90d),
    ]
}

fn value(value: Option<Decimal>) -> String {
    value.map_or("?".to_owned(), |value| format!("{value:.1}"))
}

fn money(amount: Amount) -> String {
    amount.in_whole()
}

fn gap(analysis: &Analysis<'_>) -> Option<String> {
    let figures = figures(&analysis.portfolio, &analysis.cards);
    let (target, gap) = (figures.growth_target?, figures.gap?);
    let (won, open) = (money(figures.won), money(figures.weighted_open));
    Some(format!("growth target {}: {won} won, {open} open weighted by probability, gap {}", money(target), money(gap)))
}

/// Every score of the wanted plans with its terms, the gates and checks, and the path to ready.
pub fn explain(analysis: &Analysis<'_>, shows: &dyn Fn(&str) -> bool, style: Style) -> String {
    let mut out = String::new();
    let Style { bold, dim, reset, .. } = style;
    for (unit, card) in wanted(analysis, shows) {
        if !out.is_empty() {
            out.push('\n');
        }
        let title = escape(analysis.portfolio.title(unit));
        let _ = writeln!(out, "{bold}{title}{reset} {dim}({}, as of {}){reset}", unit.slug.as_str(), analysis.portfolio.today);
        for definition in crate::scores::ALL {
            if let Some(score) = card.score(definition.key) {
                push_score(&mut out, definition.title, definition.formula, score, style);
            }
        }
        push_readiness(&mut out, card, style);
    }
    out
}

fn push_score(out: &mut String, title: &str, formula: &str, score: &ScoreValue, style: Style) {
    let Style { bold, dim, reset, .. } = style;
    let confidence = match score.confidence {
        confidence if confidence == Decimal::ONE => String::new(),
        confidence => format!(", confidence {}", confidence.normalize()),
    };
    let value = score.value.map_or("undetermined".to_owned(), |value| format!("{value:.1}"));
    let _ = writeln!(out, "\n{bold}{title} {value}{reset}{confidence}  {dim}{} = {formula}{reset}", score.key);
    if let Some(beside) = &score.beside {
        let _ = writeln!(out, "  {}", escape(beside));
    }
    let lines: Vec<[String; 4]> = score
        .terms
        .iter()
        .zip(score.statement())
        .map(|(term, points)| {
            let points = match points {
                Some(points) if term.fixed.is_some() => format!("{:+.1}", points.given),
                Some(points) => format!("+{:.1} of {}", points.given, points.possible().normalize()),
                None => "unknown".to_owned(),
            };
            [points, escape(&term.label), escape(&term.because), format!("{}:{}", escape(term.path.as_str()), term.line)]
        })
        .collect();
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let (points, label) = (width(0), width(1));
    for [p, l, because, place] in &lines {
        let _ = writeln!(out, "  {p:>points$}  {l:<label$}  {because}  {dim}{place}{reset}");
    }
}

fn push_readiness(out: &mut String, card: &Scorecard, style: Style) {
    let Style { bold, dim, red, green, yellow, reset, .. } = style;
    let readiness = &card.readiness;
    push_score(out, "Readiness", crate::scores::readiness::SCORE.formula, &readiness.score, style);
    let _ = writeln!(out, "  {bold}{}, {}{reset}", readiness.verdict().as_str(), readiness.level.as_str());
    let _ = writeln!(out, "\n{bold}Gates{reset}");
    let gates = readiness.gates();
    let width = gates.iter().map(|gate| gate.title.chars().count()).max().unwrap_or(0);
    for gate in &gates {
        let (colour, word) = if gate.met { (green, "met  ") } else { (red, "unmet") };
        let _ = writeln!(
            out,
            "  {colour}{word}{reset}  {:<width$}  {}  {dim}{}; {}:{}{reset}",
            gate.title,
            escape(&gate.measured),
            gate.required,
            escape(gate.path.as_str()),
            gate.line
        );
    }
    let blocks = readiness.blocks();
    let failing: Vec<&ReadinessCheck<'_>> = blocks.iter().flat_map(|block| &block.checks).filter(|check| check.passed == Some(false)).collect();
    if !failing.is_empty() {
        let _ = writeln!(out, "\n{bold}Checks that fail{reset}");
    }
    for check in failing {
        let (colour, word) = if check.waived { (yellow, "waived") } else { (red, "fails ") };
        let place = format!("{}:{}", escape(check.path.as_str()), check.line);
        let over = if check.over && !check.waived { format!("; {}", escape(&check.remedy)) } else { String::new() };
        let _ = writeln!(out, "  {colour}{word}{reset}  {}: {}{over}  {dim}{place}{reset}", check.title, escape(&check.because));
    }
    let steps = readiness.path_to_ready();
    if !steps.is_empty() {
        let _ = writeln!(out, "\n{bold}Path to ready{reset}");
    }
    let mut level = readiness.level;
    for (index, step) in steps.iter().enumerate() {
        let place = format!("{}:{}", escape(step.path.as_str()), step.line);
        let lifted = if step.unlocks == level { String::new() } else { format!(", then {}", step.unlocks.as_str()) };
        level = step.unlocks;
        let _ = writeln!(out, "  {}. {}  {dim}{place}{lifted}{reset}", index + 1, escape(&step.action));
    }
    if readiness.more_steps() > 0 {
        let _ = writeln!(out, "  and {} more", readiness.more_steps());
    }
}
