//! `roll`: the next period in every plan.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use clap::Args;

use super::exit::{self, Exit};
use super::territory::Territory;
use super::{Common, territory};
use quarterdeck::affected::same_lines;
use quarterdeck::base::console::{Style, escape};
use quarterdeck::base::date::FiscalPeriod;
use quarterdeck::engine::{self, past};
use quarterdeck::host::git::Repository;
use quarterdeck::host::{memo, write};
use quarterdeck::model::account::Status;
use quarterdeck::resolve::plan_unit::PlanUnit;
use quarterdeck::scaffold::roll::{self, Roll, Rolled};
use quarterdeck::source::history::Unknown;
use quarterdeck::source::snapshot::Snapshot;

#[derive(Args)]
pub struct Options {
    /// The period to open: FY2027-Q2, FY2028 or FY2027-04
    #[arg(long, value_name = "PERIOD")]
    to: String,
    /// The accounts whose plans roll; else all that are active or in review
    #[arg(value_name = "ACCOUNT")]
    accounts: Vec<String>,
    /// Print what would change and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let to = FiscalPeriod::parse(&options.to).ok_or_else(|| anyhow!("`{}` is not a fiscal period; write it as FY2027-Q2, FY2028 or FY2027-04", options.to))?;
    let start = options.accounts.first().map(PathBuf::from).filter(|path| path.is_dir());
    let territory = territory::open(common, start.as_deref(), None)?;
    let analysis = engine::check(&territory.snapshot);
    let portfolio = &analysis.portfolio;
    let one = |text: &String| {
        let slug = territory::account(&territory.root, &analysis, text)?;
        slug.ok_or_else(|| anyhow!("`{text}` holds all plans; without a name all active ones are rolled"))
    };
    let named: BTreeSet<String> = options.accounts.iter().map(one).collect::<anyhow::Result<_>>()?;
    // one that cannot be read may be active: it is named, not passed over
    let wanted = |unit: &&Arc<PlanUnit>| match named.is_empty() {
        true => !unit.readable() || portfolio.plan(unit).is_live(),
        false => named.contains(unit.slug.as_str()),
    };
    let rolls: Vec<(&Arc<PlanUnit>, Roll)> = portfolio
        .plans
        .iter()
        .filter(wanted)
        .map(|unit| {
            let closed = portfolio.plan(unit).status == Some(Status::Closed);
            let roll =
                if closed { Roll::LeftAlone("is closed".to_owned()) } else { roll::roll(&unit.file.path, &unit.file.stored, to, portfolio.settings.calendar) };
            (unit, roll)
        })
        .collect();
    if let Some((unit, from)) = rolls.iter().find_map(|(unit, roll)| match roll {
        Roll::Ahead(from) => Some((unit, from)),
        _ => None,
    }) {
        bail!("{to} is not later than {from}, the period of `{}`; nothing was changed: name a later period, or the accounts to roll", unit.slug);
    }
    let mut tally = Tally::default();
    let takes_out = |(_, roll): &(_, Roll)| matches!(roll, Roll::Rolled(rolled) if !rolled.removed.is_empty());
    let committed = (rolls.iter().any(takes_out) && !options.dry_run).then(|| committed(&territory));
    for (unit, roll) in &rolls {
        if let Roll::Rolled(rolled) = roll
            && !options.dry_run
        {
            let there = committed.as_ref().and_then(|it| it.as_ref().ok()).and_then(|there| there.bytes(&unit.file.path));
            if !rolled.removed.is_empty() {
                tally.taken_out = true;
                if !there.is_some_and(|there| same_lines(there, &unit.file.stored)) {
                    write::copy(&territory.root, &copies(to), unit.slug.as_str(), &unit.file.stored).with_context(|| {
                        let why = match committed.as_ref().and_then(|it| it.as_ref().err()) {
                            Some(unknown) => format!("git cannot say whether `{}` is committed ({})", unit.file.path, unknown.reason),
                            None => format!("`{}` is not committed as it is", unit.file.path),
                        };
                        format!("{why}, and it could not be copied before it is rolled; {}", tally.so_far())
                    })?;
                    tally.copied += 1;
                }
            }
            write::replace(&territory.root, &unit.file.path, &unit.file.stored, &rolled.text)
                .with_context(|| format!("`{}` could not be written; {}", unit.file.path, tally.so_far()))?;
        }
        tally.count(unit, roll, !named.is_empty());
        exit::print(&told(unit, roll, to, options.dry_run, common.stdout()))?;
    }
    if !common.quiet {
        exit::say(&tally.closing(to, options.dry_run));
    }
    for failure in &tally.failures {
        exit::failure(&anyhow!("{failure}"), common.stderr());
    }
    Ok(if tally.failures.is_empty() { Exit::Good } else { Exit::CouldNot })
}

/// The plans as the newest commit has them, or why nobody can say.
fn committed(territory: &Territory) -> Result<Snapshot, Unknown> {
    let mut repository = Repository::open(&territory.root)?;
    past::snapshot_at(repository.head, territory.snapshot.today, None, &mut repository)
}

/// Where plans lie that were not committed when they were rolled.
fn copies(to: FiscalPeriod) -> String {
    format!("before-{to}")
}

#[derive(Default)]
struct Tally {
    rolled: usize,
    /// Was anything taken out of a plan?
    taken_out: bool,
    /// Plans that Git does not have as they were, as far as it can be asked.
    copied: usize,
    already: usize,
    /// Plans that were left alone and should not have been.
    failures: Vec<String>,
}

impl Tally {
    fn count(&mut self, unit: &PlanUnit, roll: &Roll, named: bool) {
        match roll {
            Roll::Rolled(_) => self.rolled += 1,
            Roll::Already => self.already += 1,
            Roll::OtherLength(from) if named => {
                self.failures.push(format!("`{}` was left alone: its plan is for {from}, a period of another length", unit.slug))
            }
            Roll::OtherLength(_) | Roll::Ahead(_) => {}
            Roll::LeftAlone(reason) => self.failures.push(format!("`{}` was left alone: its plan {reason}", unit.slug)),
        }
    }

    fn so_far(&self) -> String {
        match self.rolled {
            0 => "nothing was changed".to_owned(),
            1 => "1 plan before it was rolled".to_owned(),
            n => format!("{n} plans before it were rolled"),
        }
    }

    fn closing(&self, to: FiscalPeriod, dry_run: bool) -> String {
        let plans = |n: usize| if n == 1 { "1 plan".to_owned() } else { format!("{n} plans") };
        let already = if self.already > 0 { format!(", {} there already", plans(self.already)) } else { String::new() };
        match (self.rolled, dry_run) {
            (0, _) => format!("nothing to roll into {to}{already}\n"),
            (n, true) => format!("{} would roll into {to}{already}; nothing was written\n", plans(n)),
            (n, false) => {
                let kept = match self.copied {
                    0 if !self.taken_out => String::new(),
                    0 => "; what was taken out stays in Git".to_owned(),
                    copied => format!(
                        "; {} not committed, so {} as {} in `{}/{}`",
                        if copied == 1 { "1 plan was".to_owned() } else { format!("{copied} plans were") },
                        if copied == 1 { "it lies" } else { "they lie" },
                        if copied == 1 { "it was" } else { "they were" },
                        memo::FOLDER,
                        copies(to)
                    ),
                };
                format!("{} rolled into {to}{already}{kept}\nnext: quarterdeck check, then commit\n", plans(n))
            }
        }
    }
}

/// What became of one plan.
fn told(unit: &PlanUnit, roll: &Roll, to: FiscalPeriod, dry_run: bool, style: Style) -> String {
    let Style { bold, dim, reset, .. } = style;
    let line = |words: String| format!("{bold}{}{reset}  {words}  {dim}{}{reset}\n", unit.slug, unit.file.path);
    match roll {
        Roll::Rolled(rolled) => {
            let would = if dry_run { "would go from" } else { "from" };
            let mut out = line(format!("{would} {} to {to}", rolled.from));
            details(rolled, &mut out);
            out
        }
        Roll::Already => line(format!("is in {to} already")),
        Roll::OtherLength(from) => line(format!("stays in {from}, a period of another length")),
        // said on standard error
        Roll::Ahead(_) | Roll::LeftAlone(_) => String::new(),
    }
}

fn details(rolled: &Rolled, out: &mut String) {
    let mut part = |label: &str, items: Vec<String>| {
        if !items.is_empty() {
            out.push_str(&format!("  {label:<9} {}\n", items.join(", ")));
        }
    };
    let slipped = |slips: i64| if slips == 1 { "slipped once".to_owned() } else { format!("slipped {slips} times") };
    let carried = rolled.carried.iter().map(|it| match it.slips {
        Some(slips) => format!("{} ({})", escape(&it.id), slipped(slips)),
        None => escape(&it.id),
    });
    part("carried", carried.collect());
    part("taken out", rolled.removed.iter().map(|(id, status)| format!("{} ({status})", escape(id))).collect());
    part("kept", rolled.kept.iter().map(|(id, status, objective)| format!("{} ({status}, the last of {})", escape(id), escape(objective))).collect());
    if !rolled.freed.is_empty() {
        let ids: Vec<String> = rolled.freed.iter().map(|id| escape(id)).collect();
        part("after", vec![format!("{} no longer {} what was taken out", ids.join(", "), if ids.len() == 1 { "names" } else { "name" })]);
    }
}
