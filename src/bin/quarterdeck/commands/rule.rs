//! `rule`: what a rule wants, with a bad and a good example; alone, the list.

use anyhow::Context;
use clap::Args;

use super::exit::{self, Exit};
use super::{Common, territory};
use quarterdeck::diag::fix::did_you_mean;
use quarterdeck::rules;
use quarterdeck::rules::rule::Rule;

#[derive(Args)]
pub struct Options {
    /// A rule's name or code
    #[arg(value_name = "NAME|CODE")]
    name: Option<String>,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    // what a rule wants is the same everywhere, but a folder that was named is there
    if common.territory.is_some() {
        territory::find(common, None)?;
    }
    let text = match &options.name {
        None => rules::page::list(),
        Some(name) => rules::page::markdown(named(name)?),
    };
    exit::print(&text)?;
    Ok(Exit::Good)
}

/// The rule of a name or a code.
///
/// # Errors
/// When there is none, with the nearest name.
pub fn named(name: &str) -> anyhow::Result<&'static Rule> {
    rules::find(name).with_context(|| {
        let near = rules::meant(name).map_or_else(String::new, |near| format!("; {}", did_you_mean(near)));
        format!("there is no rule `{name}`{near} (`quarterdeck rule` lists them)")
    })
}
