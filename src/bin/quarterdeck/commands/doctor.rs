//! `doctor`: what this program is and what it finds here, for whoever wonders why a result is what it is. Changes nothing.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};

use super::exit::{self, Exit};
use super::{Common, baseline, history, territory};
use quarterdeck::analysis::Analysis;
use quarterdeck::base::console::{Style, escape};
use quarterdeck::base::count::count;
use quarterdeck::baseline::Baseline;
use quarterdeck::diag::findings::Counts;
use quarterdeck::engine;
use quarterdeck::host::{ci, clock, publish};
use quarterdeck::schema::codes::CONFIG_ERROR;
use quarterdeck::source::layout;
use quarterdeck::theme::files::ThemeFiles;
use quarterdeck::theme::overrides::{self, Standing};

#[derive(Args)]
pub struct Options {
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
    format: String,
    /// Where the site goes; else the folder `public` in the territory
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Files of a territory that decide how plans are read and shown.
const FILES: [&str; 9] =
    [layout::TERRITORY, layout::PEOPLE, layout::ICP, layout::CYCLE, layout::QUESTIONS, layout::OVERLAY, layout::STRINGS, layout::BASELINE, "theme/theme.yaml"];

/// What was found: topics in order, each with its facts, and what to do about some of them.
#[derive(Default)]
struct Report {
    topics: Vec<(&'static str, Map<String, Value>)>,
    advice: Vec<String>,
}

impl Report {
    fn topic(&mut self, name: &'static str, facts: Value) {
        if let Value::Object(facts) = facts {
            self.topics.push((name, facts));
        }
    }

    fn advise(&mut self, text: impl Into<String>) {
        self.advice.push(text.into());
    }

    fn json(self) -> String {
        let mut all = Map::new();
        all.insert("schema".to_owned(), "quarterdeck-doctor/1".into());
        all.extend(self.topics.into_iter().map(|(name, facts)| (name.to_owned(), facts.into())));
        all.insert("advice".to_owned(), self.advice.into());
        serde_json::to_string_pretty(&Value::Object(all)).unwrap_or_default() + "\n"
    }

    fn text(&self, style: Style) -> String {
        let Style { bold, dim, yellow, reset, .. } = style;
        let mut out = String::new();
        let width = self.topics.iter().flat_map(|(_, facts)| facts.keys().map(String::len)).max().unwrap_or(0);
        for (name, facts) in &self.topics {
            out.push_str(&format!("{bold}{name}{reset}\n"));
            for (key, value) in facts {
                out.push_str(&format!("  {dim}{:<width$}{reset} {}\n", key.replace('_', " "), escape(&words(value))));
            }
        }
        for advice in &self.advice {
            out.push_str(&format!("{yellow}look{reset}: {}\n", escape(advice)));
        }
        out
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(map) => map.iter().map(|(key, value)| format!("{} {key}", words(value))).collect::<Vec<_>>().join(", "),
        number => number.to_string(),
    }
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let mut report = Report::default();
    report.topic(
        "program",
        json!({"version": env!("CARGO_PKG_VERSION"), "xlsx": cfg!(feature = "xlsx"), "rules": quarterdeck::rules::ALL.len(), "ci": ci::name()}),
    );
    // a day that cannot be read and a territory that is not there end the command, after what is known without them
    let ended = look(common, options, &mut report);
    exit::print(&if options.format == "json" { report.json() } else { report.text(common.stdout()) })?;
    ended.map(|()| Exit::Good)
}

fn look(common: &Common, options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let today = clock::today(common.as_of.as_deref())?;
    report.topic("day", json!({"as_of": today.to_string(), "from": clock::source(common.as_of.as_deref())}));
    let root = territory::find(common, None)?;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let mut territory = territory::open(common, None, Some(&out))?;
    let mut found = history::open(common, &territory.root);
    let git = git(&mut found, report);
    let quiet = Common { quiet: true, ..common.clone() };
    history::fill(&quiet, &mut territory, found);
    let analysis = engine::check_noting(&territory.snapshot, &mut |stage| territory.times.stage(stage));
    let how = match &common.territory {
        Some(_) => "named with -C",
        None if territory.root.canonicalize().ok() == std::env::current_dir().and_then(|here| here.canonicalize()).ok() => "the working directory",
        None => "the nearest folder above the working directory with a quarterdeck.yaml",
    };
    let (counts, baselined) = counted(&analysis, baseline::of(&territory.snapshot).as_ref());
    report.topic(
        "territory",
        json!({
            "name": analysis.portfolio.settings.name, "folder": territory.root.display().to_string(), "found": how, "plans": analysis.portfolio.plans.len(),
            "findings": {"errors": counts.error, "warnings": counts.warn, "notes": counts.info},
            "accepted": {"suppressed": analysis.accepted.len(), "baselined": baselined},
        }),
    );
    config(&analysis, report);
    report.topic("git", git);
    theme(&analysis, report);
    let state = publish::state(&out, &territory.root);
    report.topic(
        "site",
        json!({
            "folder": out.display().to_string(), "may_be_published": state.refused.is_none(), "files": state.files, "sealed": state.sealed,
            "stages_beside": state.stages, "lock_beside": state.lock,
        }),
    );
    if let Some(reason) = state.refused {
        report.advise(format!("a build would publish nothing: {reason}"));
    }
    if !state.stages.is_empty() || state.lock {
        report.advise("a build is running, or one was killed; the next build removes what the killed one left");
    }
    territory.times.stage("report");
    territory.times.tell(common);
    Ok(())
}

/// The findings that count, as `check` counts them, and how many the baseline holds.
fn counted(analysis: &Analysis<'_>, baseline: Option<&Baseline>) -> (Counts, usize) {
    let Some(baseline) = baseline else { return (Counts::of(&analysis.findings), 0) };
    let matched = baseline.matched(&analysis.findings, &analysis.portfolio);
    let complaints = baseline.complaints(&matched, &analysis.portfolio);
    let open = analysis.findings.iter().enumerate().filter(|(number, _)| matched.accepting(*number).is_none()).map(|(_, finding)| finding);
    let counts = Counts::of(open.chain(&complaints));
    (counts, analysis.findings.len() + complaints.len() - counts.total())
}

/// What the repository is, and what a setting has to be where it does not tell the whole story.
fn git(found: &mut history::Found, report: &mut Report) -> Value {
    let (reason, way_out) = match found {
        None => return json!({"history": false, "reason": "--no-history"}),
        Some(Err(unknown)) => (&unknown.reason, &unknown.way_out),
        Some(Ok(repository)) => match repository.log() {
            Ok(log) => {
                let first = log.commits.last().map(|commit| commit.day.to_string());
                return json!({
                    "history": true, "head": log.head.to_string(), "commits": log.commits.len(), "since": first, "changes_of_plans": log.edits.len(),
                });
            }
            Err(unknown) => {
                report.advise(format!("no history: {}; {}", unknown.reason, unknown.way_out));
                return json!({"history": false, "reason": unknown.reason});
            }
        },
    };
    report.advise(format!("no history: {reason}; {way_out}"));
    json!({"history": false, "reason": reason, "shallow": reason.contains("shallow")})
}

/// The files of the territory that decide, and what they decide.
fn config(analysis: &Analysis<'_>, report: &mut Report) {
    let settings = &analysis.portfolio.settings;
    let there = |name: &&&str| analysis.snapshot.files.keys().any(|path| path.as_str() == **name);
    let files: Vec<&str> = FILES.iter().filter(there).copied().collect();
    let levels: Vec<String> = settings.rule_levels.iter().map(|(rule, level)| format!("{rule} {}", level.as_str())).collect();
    report.topic(
        "config",
        json!({
            "files": files, "currency": settings.currency, "fiscal_start": settings.calendar.start_month, "locale": settings.site.locale,
            "base_url": settings.base_url, "levels": levels, "folders_with_own_levels": settings.overrides.len(),
            "gate_tolerance": settings.policy.gate_tolerance.to_string(), "confidence_min": settings.policy.confidence_min.to_string(),
        }),
    );
    let wrong: Vec<_> = analysis.findings.iter().filter(|finding| finding.code.name == CONFIG_ERROR.name).collect();
    if let Some(first) = wrong.first() {
        let (path, line) = (&first.path, first.start.line);
        report.advise(format!(
            "{} in the territory's own files, the first in {path}:{line}; until then the defaults hold",
            count(wrong.len(), "mistake", "mistakes")
        ));
    }
}

fn theme(analysis: &Analysis<'_>, report: &mut Report) {
    let theme = ThemeFiles::of(analysis.snapshot);
    let of =
        |wanted: Standing| overrides::list(&theme).into_iter().filter(|(_, standing)| *standing == wanted).map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
    report.topic("theme", json!({"base": analysis.portfolio.settings.site.theme, "replaced": of(Standing::Replaced), "own": of(Standing::Own)}));
    for (path, remark) in overrides::check(&theme, &quarterdeck::pages::kinds()) {
        report.advise(format!("theme/{path}: {remark}"));
    }
}
