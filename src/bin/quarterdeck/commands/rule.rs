//! `rule`: what a rule wants, with a bad and a good example; alone, the list.

use anyhow::bail;
use clap::Args;

use super::Common;
use super::exit::{self, Exit};
use quarterdeck::base::near::nearest;
use quarterdeck::rules;

#[derive(Args)]
pub struct Options {
    /// A rule's name or code
    #[arg(value_name = "NAME|CODE")]
    name: Option<String>,
}

pub fn run(_: &Common, options: &Options) -> anyhow::Result<Exit> {
    let text = match &options.name {
        None => rules::page::list(),
        Some(name) => match rules::ALL.iter().find(|rule| rule.code.name == name || rule.code.code.eq_ignore_ascii_case(name)) {
            Some(rule) => rules::page::markdown(rule),
            None => {
                let near = nearest(name, rules::ALL.iter().map(|rule| rule.code.name)).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                bail!("there is no rule `{name}`{near} (`quarterdeck rule` lists them)");
            }
        },
    };
    exit::print(&text)?;
    Ok(Exit::Good)
}
