//! `review`: the review pack of one account.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::exit::{self, Exit};
use super::{Common, history, territory};
use quarterdeck::audience::project::project;
use quarterdeck::base::date::Date;
use quarterdeck::engine;
use quarterdeck::reports::review;

#[derive(Args)]
pub struct Options {
    /// The account whose plan is reviewed
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// The planned review of that day; else the next one
    #[arg(long, value_name = "D")]
    date: Option<String>,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let date = match options.date.as_deref().map(|text| (text, Date::parse(text))) {
        Some((text, None)) => bail!("`{text}` is not a date; write it as 2026-12-03"),
        Some((_, date)) => date,
        None => None,
    };
    let start = PathBuf::from(&options.account);
    let mut territory = territory::open(common, Some(start.as_path()).filter(|path| path.exists()), None)?;
    let found = history::open(common, &territory.root);
    history::fill(common, &mut territory, found);
    let analysis = engine::check_noting(&territory.snapshot, &mut |stage| territory.times.stage(stage));
    let Some(slug) = territory::account(&territory.root, &analysis, &options.account)? else {
        bail!("`{}` holds all plans; name the account whose plan is reviewed", options.account);
    };
    let view = project(&analysis, &[]);
    let row = view.rows.iter().position(|row| row.slug.as_str() == slug).unwrap_or(usize::MAX);
    if let Some(date) = date {
        let planned = view.planned_reviews(row);
        if !planned.contains(&date) {
            let days: Vec<String> = planned.iter().map(Date::to_string).collect();
            let known = if days.is_empty() { "none is planned at all".to_owned() } else { format!("planned: {}", days.join(", ")) };
            bail!("no account-plan review of `{slug}` is planned for {date}; {known}");
        }
    }
    let Some(pack) = view.pack(row, date) else {
        bail!("the plan of `{slug}` cannot be read; run `quarterdeck check {}`", territory::folder_from_here(&territory.root, &slug));
    };
    exit::print(&review::text(&pack, view.frame.as_of, common.stdout()))?;
    territory.times.stage("report");
    territory.times.tell(common);
    Ok(Exit::Good)
}
