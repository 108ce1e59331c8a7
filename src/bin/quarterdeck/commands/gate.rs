//! `gate`: the score ratchet for a pull request. Scores the state that a branch left and the files that lie there by the head's policy on one day.

use clap::Args;

use super::exit::{self, Exit};
use super::reporting::{self, Formats};
use super::since::Since;
use super::{Common, territory};
use quarterdeck::base::console::escape;
use quarterdeck::base::count::count;
use quarterdeck::comparison::{self, Sides};
use quarterdeck::diag::findings::Counts;
use quarterdeck::diag::reported::{Reported, State, fingerprints};
use quarterdeck::engine::{self, past};
use quarterdeck::host::git;
use quarterdeck::ratchet::{self, Outcome, Ratchet};
use quarterdeck::reports::report::ReportCx;

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
    let base = past::with_policy_of(&since.base, &territory.snapshot);
    let (base, head) = (engine::score(&base), engine::score(&territory.snapshot));
    territory.times.stage("judged");
    let affected = since.affected(&head);
    let comparison = comparison::compare(&Sides { base: &base, head: &head, head_by_base_policy: None, base_files: &since.base });
    let ratchet = ratchet::ratchet(&base, &head, &affected, &comparison);
    territory.times.stage("compared");
    let fingerprints = fingerprints(&ratchet.findings);
    let reported = |(finding, fingerprint)| Reported { finding, fingerprint, state: State::Open, reason: None };
    let reported: Vec<Reported<'_>> = ratchet.findings.iter().zip(fingerprints).map(reported).collect();
    let touched = sentence(&ratchet, &since.shown());
    let cx = ReportCx {
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
        changes: None,
        passes: ratchet.findings.is_empty(),
    };
    formats.write(common, &territory.root, &cx, None)?;
    if !common.quiet {
        exit::say(&verdicts(&ratchet));
    }
    territory.times.tell(common);
    Ok(if ratchet.findings.is_empty() { Exit::Good } else { Exit::Findings })
}

/// `2 plans touched since 1a2b3c4 (main): 1 fell, 1 held`.
fn sentence(ratchet: &Ratchet, since: &str) -> String {
    let n = |wanted: fn(&Outcome) -> bool| ratchet.plans.iter().filter(|plan| wanted(&plan.outcome)).count();
    let counts = [(n(|it| *it == Outcome::Fell), "fell"), (n(|it| matches!(it, Outcome::Waived(_))), "waived"), (n(|it| *it == Outcome::Held), "held")];
    let parts: Vec<String> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    format!("{} touched since {since}{parts}", count(ratchet.plans.len(), "plan", "plans"))
}

/// One line a touched plan.
fn verdicts(ratchet: &Ratchet) -> String {
    let value = |value: Option<rust_decimal::Decimal>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
    ratchet
        .plans
        .iter()
        .map(|plan| {
            let outcome = match &plan.outcome {
                Outcome::Held => "held".to_owned(),
                Outcome::Fell => "fell".to_owned(),
                Outcome::Waived(waiver) => escape(waiver),
            };
            let worse: String = plan.worse.iter().map(|it| format!("; {}", escape(it))).collect();
            format!("{:>6} → {:>5}  {}  {outcome}{worse}\n", value(plan.before), value(plan.after), escape(&plan.title))
        })
        .collect()
}
