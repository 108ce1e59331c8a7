//! `gate`: the score ratchet for a pull request. Scores the state that a branch left and the files that lie there by the head's policy on one day.

use std::collections::BTreeMap;

use clap::Args;
use rust_decimal::Decimal;

use super::exit::{self, Exit};
use super::reporting::{self, Formats};
use super::since::Since;
use super::{Common, territory};
use quarterdeck::analysis::Analysis;
use quarterdeck::base::console::escape;
use quarterdeck::base::count::count;
use quarterdeck::comparison::{self, Comparison, Sides};
use quarterdeck::diag::findings::Counts;
use quarterdeck::diag::reported::{Reported, State, fingerprints};
use quarterdeck::engine::{self, past};
use quarterdeck::host::git;
use quarterdeck::ratchet::{self, Opened, Outcome, Ratchet, Verdict};
use quarterdeck::reports::markdown;
use quarterdeck::reports::report::{Part, ReportCx};

/// Removed plans that one sentence names; the lines below it name all.
const NAMED: usize = 5;

#[derive(Args)]
pub struct Options {
    /// What the change is compared with: the commit where this branch left REV
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    base: String,
    /// The formats of `check`, each also =FILE; may be given several times
    #[arg(long, value_name = "FORMAT[=FILE]")]
    format: Vec<String>,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let formats = Formats::parse(&options.format)?;
    let mut territory = territory::open(common, None, None)?;
    let since = Since::at(&options.base, &mut territory)?;
    let by_policy_of_head = past::with_policy_of(&since.base, &territory.snapshot);
    let (base, head) = (engine::score(&by_policy_of_head), engine::score(&territory.snapshot));
    territory.times.stage("judged");
    let affected = since.affected(&head);
    let compare = |base: &Analysis<'_>| comparison::compare(&Sides { base, head: &head, head_by_base_policy: None, base_files: &since.base });
    let comparison = compare(&base);
    let opened = ratchet::opened(&base, &head, &comparison);
    let held = ratchet::held(&base, &head, &comparison);
    let rolled = (!opened.is_empty() || !held.is_empty()).then(|| ratchet::rolled(&by_policy_of_head, &opened, &held));
    let (base, comparison) = match rolled.as_ref().map(engine::score) {
        None => (base, comparison),
        Some(base) => {
            let comparison = compare(&base);
            (base, comparison)
        }
    };
    // a change of what scores are measured by is shown by its effect; the new policy alone gates, but who may sign is told by the people of before
    let differs = comparison::policy_differs(&since.base, &territory.snapshot);
    let own = differs.then(|| ratchet::rolled(&since.base, &opened, &held));
    let own = own.as_ref().map(engine::score);
    let earlier = own.as_ref().map(|own| {
        let head = past::with_policy_of(&territory.snapshot, &since.base);
        (readiness(own), readiness(&engine::score(&head)))
    });
    let ratchet = ratchet::ratchet(&base, own.as_ref().unwrap_or(&base), &head, &affected, &comparison);
    territory.times.stage("compared");
    let fingerprints = fingerprints(&ratchet.findings);
    let reported = |(finding, fingerprint)| Reported { finding, fingerprint, state: State::Open, reason: None };
    let reported: Vec<Reported<'_>> = ratchet.findings.iter().zip(fingerprints.iter().map(String::as_str)).map(reported).collect();
    let touched = sentence(&ratchet, &since.shown());
    let verdicts = verdicts(&ratchet, &comparison, &opened, earlier.as_ref());
    let listed: String = verdicts.iter().map(Line::markdown).collect();
    let cx = ReportCx {
        part: Part::Gate,
        findings: &reported,
        counts: Counts::of(&ratchet.findings),
        suppressed: 0,
        baselined: 0,
        plans: &reporting::plan_lines(&head, Some(&base)),
        looked_at: None,
        territory: &head.portfolio.settings.name,
        prefix: &git::place(&territory.root),
        as_of: head.portfolio.today,
        version: env!("CARGO_PKG_VERSION"),
        style: common.stdout(),
        source: &|path| head.source(path),
        affected: Some(&touched),
        changes: (!listed.is_empty()).then_some(listed.as_str()),
        only_new: false,
        passes: ratchet.findings.is_empty(),
    };
    formats.write(common, &territory.root, &cx, None)?;
    if !common.quiet {
        exit::say(&verdicts.iter().map(Line::plain).collect::<String>());
    }
    territory.times.tell(common);
    Ok(if ratchet.findings.is_empty() { Exit::Good } else { Exit::Findings })
}

/// `3 plans touched since 1a2b3c4 (main): 1 fell, 1 held, 1 removed (Lake Orrin Regional, with a readiness of 93.1)`.
fn sentence(ratchet: &Ratchet, since: &str) -> String {
    let n = |wanted: fn(&Outcome) -> bool| ratchet.plans.iter().filter(|plan| wanted(&plan.outcome)).count();
    let counts = [
        (n(|it| *it == Outcome::Fell), "fell"),
        (n(|it| matches!(it, Outcome::Waived(_))), "waived"),
        (n(|it| *it == Outcome::Held), "held"),
        (n(|it| *it == Outcome::New), "new"),
    ];
    let mut parts: Vec<String> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let gone: Vec<&Verdict> = ratchet.plans.iter().filter(|plan| plan.outcome == Outcome::Removed).collect();
    if !gone.is_empty() {
        let with = |plan: &&Verdict| plan.before.map_or_else(|| plan.title.clone(), |before| format!("{}, with a readiness of {before:.1}", plan.title));
        let mut named: Vec<String> = gone.iter().take(NAMED).map(with).collect();
        if gone.len() > NAMED {
            named.push(format!("and {} more", gone.len() - NAMED));
        }
        parts.push(format!("{} removed ({})", gone.len(), escape(&named.join("; "))));
    }
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    format!("{} touched since {since}{parts}", count(ratchet.plans.len(), "plan", "plans"))
}

type ByAccount = BTreeMap<String, Option<Decimal>>;

/// The readiness of every plan, 0–100.
fn readiness(analysis: &Analysis<'_>) -> ByAccount {
    let plans = analysis.portfolio.plans.iter().zip(&analysis.cards);
    plans.map(|(unit, card)| (unit.slug.to_string(), card.readiness.score.value)).collect()
}

/// What is said of one touched plan.
struct Line<'a> {
    title: &'a str,
    before: String,
    after: String,
    /// The verdict, and what else is worse.
    rest: String,
}

impl Line<'_> {
    /// For the terminal.
    fn plain(&self) -> String {
        format!("{:>6} → {:>5}  {}  {}\n", self.before, self.after, escape(self.title), escape(&self.rest))
    }

    /// For a comment: a waiver is shown where the change is read.
    fn markdown(&self) -> String {
        format!("- {}: {} → {}, {}\n", markdown::quoted(self.title), self.before, self.after, markdown::quoted(&self.rest))
    }
}

/// One line a touched plan, with the period that the change opened; `earlier` is what the policy of the base says of both sides, when it is another one.
fn verdicts<'a>(ratchet: &'a Ratchet, comparison: &Comparison, opened: &BTreeMap<String, Opened>, earlier: Option<&(ByAccount, ByAccount)>) -> Vec<Line<'a>> {
    let value = |value: Option<Decimal>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
    let line = |plan: &'a Verdict| {
        let outcome = match &plan.outcome {
            Outcome::Held => "held",
            Outcome::New => "new",
            Outcome::Removed => "removed",
            Outcome::Fell => "fell",
            Outcome::Waived(waiver) => waiver,
        };
        let both_in = opened.get(&plan.account).map_or_else(String::new, |it| format!("; both in {}", it.period));
        let worse: String = plan.worse.iter().map(|it| format!("; {it}")).collect();
        let by_base = earlier.map_or_else(String::new, |(before, after)| {
            let was = comparison.moved.get(&plan.account).unwrap_or(&plan.account);
            let side = |side: &ByAccount, account: &str| value(side.get(account).copied().flatten());
            format!("; by the policy before it {} → {}", side(before, was), side(after, &plan.account))
        });
        Line { title: &plan.title, before: value(plan.before), after: value(plan.after), rest: format!("{outcome}{both_in}{worse}{by_base}") }
    };
    ratchet.plans.iter().map(line).collect()
}
