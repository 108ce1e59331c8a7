//! `diff`: what changed between two revisions, in account words.

use clap::Args;

use super::exit::{self, Exit};
use super::history::{failure, revision, until};
use super::{Common, territory};
use quarterdeck::base::console::escape;
use quarterdeck::comparison::{self, Sides};
use quarterdeck::engine::{self, past};
use quarterdeck::host::git::Repository;
use quarterdeck::reports::diff::{self, Label};
use quarterdeck::source::history::Oid;

#[derive(Args)]
pub struct Options {
    /// The revision to compare with: a branch, a tag, a commit, HEAD~3, a day
    #[arg(value_name = "BASE", allow_hyphen_values = true)]
    base: String,
    /// The revision to look at; else the files as they lie there
    #[arg(value_name = "HEAD", allow_hyphen_values = true)]
    head: Option<String>,
    /// text, json or markdown
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json", "markdown"])]
    format: String,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let mut territory = territory::open(common, None, None)?;
    let mut repository = Repository::open(&territory.root).map_err(failure)?;
    let today = territory.snapshot.today;
    let base = revision(&mut repository, &options.base)?;
    let mut labels =
        (Label { revision: options.base.clone(), commit: Some(base.to_string()) }, Label { revision: "the working tree".to_owned(), commit: None });
    let mut at = repository.head;
    let mut head = match &options.head {
        None => territory.snapshot.clone(),
        Some(words) => {
            let commit = revision(&mut repository, words)?;
            at = commit;
            labels.1 = Label { revision: words.clone(), commit: Some(commit.to_string()) };
            past::snapshot_at(commit, today, None, &mut repository).map_err(failure)?
        }
    };
    let mut snapshot_of = |commit: Oid, policy| past::snapshot_at(commit, today, policy, &mut repository).map_err(failure);
    let own = snapshot_of(base, None)?;
    let mut by_head_policy = snapshot_of(base, Some(&head))?;
    if !common.no_history {
        // each side knows what was committed until then: the same level as `score` and the site say
        let now = until(at, &head, &mut repository, &territory.root);
        match now.and_then(|now| Ok((now, until(base, &by_head_policy, &mut repository, &territory.root)?))) {
            Ok((now, then)) => (head.history, by_head_policy.history) = (now, then),
            // a shallow clone has both revisions all the same
            Err(unknown) if !common.quiet => {
                let style = common.stderr();
                exit::say(&format!("{}warning{}: no history: {}\n", style.yellow, style.reset, escape(&unknown.to_string())));
            }
            Err(_) => {}
        }
    }
    territory.times.stage("versions");
    // the head's plans under the base's policy
    let differs = comparison::policy_differs(&own, &head);
    let by_base_policy = differs.then(|| past::with_policy_of(&head, &own));
    let (base, head) = (engine::check(&by_head_policy), engine::check(&head));
    let head_by_base_policy = by_base_policy.as_ref().map(engine::check);
    territory.times.stage("judged");
    let found = comparison::compare(&Sides { base: &base, head: &head, head_by_base_policy: head_by_base_policy.as_ref(), base_files: &own });
    territory.times.stage("compared");
    let (base, head) = &labels;
    let text = match options.format.as_str() {
        "json" => format!("{}\n", serde_json::to_string_pretty(&diff::json(&found, base, head))?),
        "markdown" => diff::comment(&found, base, head),
        _ => diff::text(&found, base, head, common.stdout()),
    };
    exit::print(&text)?;
    territory.times.tell(common);
    Ok(Exit::Good)
}
