//! `theme`: the files that the site is made with, copies of them to change, and whether the copies still fit.

use std::path::Path;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::exit::{self, Exit};
use super::{Common, territory};
use quarterdeck::base::near::nearest;
use quarterdeck::base::path::SourcePath;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::diag::fix::did_you_mean;
use quarterdeck::engine;
use quarterdeck::host::write;
use quarterdeck::source::layout::{self, Role};
use quarterdeck::source::snapshot::File;
use quarterdeck::theme::embedded;
use quarterdeck::theme::files::ThemeFiles;
use quarterdeck::theme::overrides::{self, Standing};
use quarterdeck::theme::strings::SHIPPED;

#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// List the files of the theme, and which of them the territory replaces
    List,
    /// Copy built-in files into the territory's theme/, to be changed there
    Eject {
        /// Paths inside the theme, such as templates/plan.html
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
    },
    /// Say which of the territory's theme files replace nothing, or stand for a built-in file that has changed, and what is wrong in templates; makes every page to know
    Check,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let territory = territory::open(common, None, None)?;
    let theme = ThemeFiles::of(&territory.snapshot);
    match &options.what {
        What::List => {
            let analysis = engine::check(&territory.snapshot);
            let strings = engine::strings_in_force(&territory.snapshot, &analysis.portfolio.settings.site);
            for (path, standing) in overrides::list(&theme) {
                let said = match standing {
                    // another file of strings may stand in front
                    Standing::Replaced if path == SHIPPED && strings.as_ref().is_some_and(|it| it.as_str() != "theme/strings.yaml") => {
                        format!("  replaced by {}, and theme/{path} is not used", strings.as_ref().map_or("", |it| it.as_str()))
                    }
                    Standing::BuiltIn => String::new(),
                    Standing::Replaced => format!("  replaced by theme/{path}"),
                    Standing::Own => format!("  only theme/{path}"),
                };
                exit::print(&format!("{path}{said}\n"))?;
            }
            Ok(Exit::Good)
        }
        What::Eject { files } => eject(&territory.root, &territory.snapshot, files),
        What::Check => {
            let mut said = String::new();
            for (path, text) in overrides::check(&theme, &quarterdeck::pages::kinds()) {
                said.push_str(&format!("theme/{path}: {text}\n"));
            }
            let analysis = engine::check(&territory.snapshot);
            for (path, file) in &territory.snapshot.files {
                match file {
                    File::Refused(reason) if path.as_str() == "theme" || path.as_str().starts_with(layout::THEME) => {
                        said.push_str(&format!("{path}: is not read: it {reason}\n"));
                    }
                    File::Present if path.as_str() == "theme" => said.push_str("theme: is a file; the theme is a folder of that name\n"),
                    _ => {}
                }
            }
            let (parts, mut findings) = engine::parts(&territory.snapshot, &analysis);
            let known: Vec<(&SourcePath, u32, &str)> = findings.iter().map(|it| (&it.path, it.span.start, &*it.message)).collect();
            // a file that is not read is told above
            let of_theme =
                |it: &&Diagnostic| matches!(layout::role(&it.path), Role::Theme | Role::Strings) && matches!(it.code.name, "config-error" | "stray-file");
            let told = |it: &&Diagnostic| known.contains(&(&it.path, it.span.start, &*it.message));
            let more: Vec<Diagnostic> = analysis.findings.iter().filter(|it| of_theme(it) && !told(it)).cloned().collect();
            findings.extend(more);
            for finding in &findings {
                let help = finding.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
                said.push_str(&format!("{}:{}:{}: {}{help}\n", finding.path, finding.start.line, finding.start.column, finding.message));
            }
            // some mistakes show only when a page is made
            if overrides::list(&theme).iter().any(|(path, standing)| path.starts_with("templates/") && *standing != Standing::BuiltIn) {
                let view = engine::view(&analysis);
                let site = engine::site(&view, &parts);
                for page in site.artifacts.iter().filter(|artifact| artifact.path.as_str().ends_with(".html")) {
                    drop((page.bytes)());
                }
                for fault in parts.faults() {
                    said.push_str(&format!("{fault}\n"));
                }
            }
            exit::print(&said)?;
            if said.is_empty() {
                exit::say("the theme is in order\n");
                return Ok(Exit::Good);
            }
            Ok(Exit::Findings)
        }
    }
}

/// Copies built-in files; one that is there already stays.
fn eject(root: &Path, snapshot: &quarterdeck::source::snapshot::Snapshot, wanted: &[String]) -> anyhow::Result<Exit> {
    let built_in = embedded::files();
    let notes = SourcePath::new("theme/originals.txt").context("the name of the notes is a path")?;
    let before = snapshot.bytes(&notes).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut after = before.clone().unwrap_or_default();
    let mut copies = Vec::new();
    for path in wanted {
        let path = path.strip_prefix("theme/").unwrap_or(path);
        let Some((path, bytes)) = built_in.iter().find(|(known, _)| known == path) else {
            let near = nearest(path, built_in.iter().map(|(known, _)| known.as_str())).map(|near| format!("; {}", did_you_mean(near)));
            bail!("the theme has no file `{path}`{}; `quarterdeck theme list` names them", near.unwrap_or_default());
        };
        let own = SourcePath::new(&format!("theme/{path}")).with_context(|| format!("`{path}` is no path"))?;
        write::no_links(root, own.as_str())?;
        if copies.iter().any(|(known, _): &(&String, _)| *known == path) {
            continue;
        }
        if snapshot.files.contains_key(&own) {
            bail!("theme/{path} is there already; delete it first to begin anew");
        }
        after = overrides::noted(&after, path, bytes);
        copies.push((path, bytes));
    }
    write::no_links(root, notes.as_str())?;
    let mut made = Vec::new();
    for (path, bytes) in copies {
        let text = std::str::from_utf8(bytes).with_context(|| format!("`{path}` is no text"))?;
        made.push((format!("theme/{path}"), text.to_owned()));
    }
    write::new_files(root, &made.iter().map(|(path, text)| (path.as_str(), text.clone())).collect::<Vec<_>>())?;
    made.iter().try_for_each(|(path, _)| exit::print(&format!("{path}\n")))?;
    match (before, snapshot.files.get(&notes)) {
        (Some(before), Some(File::Bytes(_))) => write::replace(root, &notes, before.as_bytes(), &after)?,
        _ => write::new_file(root, notes.as_str(), &after)?,
    }
    exit::say("change the copies, then run `quarterdeck build`; `quarterdeck theme check` says when an original has changed\n");
    Ok(Exit::Good)
}

/// A mistake in a theme file as one line: where, what, and the way out.
pub fn note(note: &Diagnostic) -> String {
    let help = note.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
    format!("{}:{}: {}{help}", note.path, note.start.line, note.message)
}
