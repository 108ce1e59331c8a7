//! `schema`: the JSON Schema in force, core and overlay together.

use clap::Args;

use super::exit::{self, Exit};
use super::{Common, territory};
use quarterdeck::{engine, schema};

#[derive(Args)]
pub struct Options {
    /// plan, review, territory, people, icp or cycle
    #[arg(value_name = "DOCUMENT", default_value = "plan", value_parser = ["plan", "review", "territory", "people", "icp", "cycle"])]
    document: String,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    // only a plan's schema can be tightened by a territory; outside of one the core schema is in force
    let value = if options.document == "plan" && (common.territory.is_some() || territory::find(common, None).is_ok()) {
        let territory = territory::open(common, None, None)?;
        engine::plan_schema(&territory.snapshot)
    } else {
        schema::core::documents()
            .into_iter()
            .chain(quarterdeck::config::schemas::documents())
            .find(|(name, _)| *name == options.document)
            .map(|(_, value)| value)
            .unwrap_or_default()
    };
    let mut text = serde_json::to_string_pretty(&value)?;
    text.push('\n');
    exit::print(&text)?;
    Ok(Exit::Good)
}
