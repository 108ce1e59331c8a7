//! `new`: a plan skeleton, and what is still empty in it, the heaviest first.

use std::collections::BTreeSet;

use anyhow::{Context, bail};
use clap::Args;

use super::exit::{self, Exit};
use super::{Common, territory};
use quarterdeck::analysis::Analysis;
use quarterdeck::base::near::nearest;
use quarterdeck::base::path::SourcePath;
use quarterdeck::base::slug::{self, Slug};
use quarterdeck::diag::fix::did_you_mean;
use quarterdeck::engine;
use quarterdeck::host::write;
use quarterdeck::model::account::{Stance, Tier};
use quarterdeck::resolve::ground::Ground;
use quarterdeck::scaffold::skeleton::Start;
use quarterdeck::source::layout;
use quarterdeck::source::snapshot::{File, Snapshot};

#[derive(Args)]
pub struct Options {
    /// The account: its id becomes the folder's name
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// acquire, grow, reactivate, retain or retire; else the one in data/accounts.csv
    #[arg(long, value_name = "S", value_parser = ["acquire", "grow", "reactivate", "retain", "retire"])]
    stance: Option<String>,
    /// Who owns the plan: an id of people.yaml; else the only account owner there is
    #[arg(long, value_name = "P")]
    owner: Option<String>,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let account = Slug::new(&options.account).map_err(|reason| {
        let near = slug::proposal(&options.account).map_or_else(String::new, |near| format!("; `{near}` would do"));
        anyhow::anyhow!("`{}` cannot be an account's id: it {reason}{near}", options.account)
    })?;
    let territory = territory::open(common, None, None)?;
    let path = layout::in_account(account.as_str(), "plan.md");
    if SourcePath::new(&path).is_some_and(|path| territory.snapshot.contains(&path)) {
        bail!("there is a plan for `{account}` already: {path}");
    }
    let ground = engine::ground(&territory.snapshot);
    let row = ground.data(account.as_str()).row.as_ref();
    let stance = options.stance.as_deref().and_then(Stance::parse).or_else(|| row.and_then(|row| row.stance));
    let Some(stance) = stance else {
        let near = nearest(account.as_str(), ground.accounts.keys()).map_or_else(|| ".".to_owned(), |near| format!("; {}", did_you_mean(near)));
        bail!("`{account}` is not in data/accounts.csv{near} Give a stance to plan for it all the same: --stance acquire|grow|reactivate|retain|retire");
    };
    let owner = match &options.owner {
        Some(owner) => owner_named(owner, &ground)?,
        None => only_owner(&territory.snapshot)?,
    };
    let manager = ground.our_people.get(&owner).and_then(|person| person.manager.as_deref());
    let start = Start {
        account: &account,
        title: row.and_then(|row| row.name.as_deref()),
        stance: Some(stance),
        tier: Some(Tier::C),
        owner: Some(&owner),
        manager,
        period: Some(ground.settings.calendar.quarter_of(ground.today)),
    };
    let text = engine::skeleton(&territory.snapshot, &start);
    write::new_file(&territory.root, &path, &text).with_context(|| format!("`{path}` could not be written"))?;
    exit::print(&format!("{}\n", territory.root.join(&path).display()))?;
    if !common.quiet {
        tell(&territory.snapshot, &account, &path, text);
        let folder = territory::folder_from_here(&territory.root, account.as_str());
        exit::say(&format!("next: fill them in, then quarterdeck check {folder}\n"));
    }
    Ok(Exit::Good)
}

/// The owner asked for, who is one of ours.
fn owner_named(owner: &str, ground: &Ground) -> anyhow::Result<String> {
    if ground.settings.has_people && !ground.our_people.contains_key(owner) {
        let near = nearest(owner, ground.our_people.keys()).map_or_else(String::new, |near| format!("; {}", did_you_mean(near)));
        bail!("`{owner}` is not in people.yaml{near}");
    }
    Ok(owner.to_owned())
}

/// The only one there can be, as the plans say it.
fn only_owner(snapshot: &Snapshot) -> anyhow::Result<String> {
    let analysis = engine::check(snapshot);
    match analysis.portfolio.owners().as_slice() {
        [only] => Ok((*only).to_owned()),
        [] => bail!("say who owns the plan: --owner, with an id of people.yaml"),
        many => bail!("say who owns the plan: --owner {}", many.join("|")),
    }
}

/// What is a warning in the draft, will be an error in the active plan, and stands in no line that completeness has named.
fn unweighed(analysis: &Analysis, path: &str, weighed: &BTreeSet<u32>) -> Vec<String> {
    let wanted = analysis.findings.iter().filter(|finding| finding.path.as_str() == path && finding.code.milder_in_draft);
    let mut besides: Vec<(u32, &str)> = wanted
        .filter_map(|finding| {
            let (line, key) = (finding.start.line, finding.pointer.split('/').nth(1)?);
            (!weighed.contains(&line)).then_some((line, key))
        })
        .collect();
    besides.sort_unstable();
    besides.dedup();
    besides.iter().map(|(line, key)| format!("{key} (line {line})")).collect()
}

/// What is still empty, by weight in completeness, then what has no weight and is needed all the same.
fn tell(snapshot: &Snapshot, account: &Slug, path: &str, text: String) {
    let mut snapshot = snapshot.clone();
    if let Some(path) = SourcePath::new(path) {
        snapshot.files.insert(path, File::Bytes(text.into_bytes().into()));
    }
    let analysis = engine::check(&snapshot);
    let position = analysis.portfolio.plans.iter().position(|unit| unit.slug == *account);
    let Some(card) = position.and_then(|position| analysis.cards.get(position)) else { return };
    if let Some(completeness) = card.score("completeness") {
        let mut empty: Vec<_> = completeness.terms.iter().filter(|term| term.share.is_some_and(|share| share < rust_decimal::Decimal::ONE)).collect();
        empty.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.line.cmp(&b.line)));
        exit::say("still empty, heaviest first:\n");
        for term in &empty {
            exit::say(&format!("  {:>3} points  {} (line {})\n", term.weight.normalize(), term.label, term.line));
        }
        let weighed: BTreeSet<u32> = empty.iter().map(|term| term.line).collect();
        let besides = unweighed(&analysis, path, &weighed);
        if !besides.is_empty() {
            exit::say(&format!("an active plan needs too: {}\n", besides.join(", ")));
        }
    }
}
