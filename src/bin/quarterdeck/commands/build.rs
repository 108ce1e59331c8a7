//! `build`: the site, staged and swapped in whole.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use super::check::{self, Gate};
use super::exit::{self, Exit};
use super::{Common, history, territory};
use quarterdeck::base::console::pasted;
use quarterdeck::base::count::count;
use quarterdeck::diag::findings::Counts;
use quarterdeck::engine;
use quarterdeck::host::publish;

#[derive(Args)]
pub struct Options {
    /// The territory's folder
    #[arg(value_name = "TERRITORY")]
    folder: Option<PathBuf>,
    /// Where the site goes; else the folder `public` in the territory
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Publish nothing when a finding reaches --fail-on
    #[arg(long)]
    strict: bool,
    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    gate: Gate,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    if options.gate.max_warnings.is_some() && !options.strict {
        bail!("--max-warnings decides nothing here without --strict: add it, or leave both out");
    }
    let start = options.folder.as_deref();
    refuse_plain_folder(common, start)?;
    let root = territory::find(common, start)?;
    let out = options.out.clone().unwrap_or_else(|| root.join("public"));
    let mut territory = territory::open(common, start, Some(&out))?;
    let found = history::open(common, &territory.root);
    let inputs = if options.dry_run { None } else { publish::Inputs::of(&territory.snapshot, &history::identity(&found)) };
    if let Some((summary, published)) = inputs.and_then(|inputs| standing(inputs, &out, &territory.root)) {
        territory.times.stage("compare");
        if options.strict && options.gate.exit(summary.counts) == Exit::Findings {
            return Ok(nothing_published(summary.counts));
        }
        territory.times.tell(common);
        tell(common, &out, &summary, &published, territory.times.total());
        return Ok(Exit::Good);
    }
    history::fill_and_compare(common, &mut territory, found);
    // the run ends here: the system takes ten thousand plans back at once, and we would give them back one by one
    let analysis = ManuallyDrop::new(engine::check_noting(&territory.snapshot, &mut |stage| territory.times.stage(stage)));
    let counts = Counts::of(&analysis.findings);
    // a good site is not replaced by one that is made of defaults
    if let Some(fault) = territory::broken_settings(&territory.snapshot, &analysis.findings).first() {
        let help = fault.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        bail!("nothing was published, since quarterdeck.yaml cannot be read: {}: {}{help}", fault.place, fault.message);
    }
    let verdict = options.gate.exit(counts);
    if options.strict && verdict == Exit::Findings {
        return Ok(nothing_published(counts));
    }
    let view = ManuallyDrop::new(engine::view(&analysis));
    territory.times.stage("view");
    let (parts, notes) = engine::parts(&territory.snapshot, &analysis);
    for note in &notes {
        exit::say(&format!("{}\n", quarterdeck::base::console::escape(&super::theme::note(note))));
    }
    let site = engine::site(&view, &parts);
    territory.times.stage("catalogue");
    if options.dry_run {
        tell_preview(&publish::dry_run(&site, &out, &territory.root)?)?;
        return Ok(Exit::Good);
    }
    if options.strict && options.gate.fail_on != "never" && !parts.make_all(&site) {
        // what shows only when a page is made is found before anything is published
        for fault in parts.faults() {
            exit::say(&format!("{fault}\n"));
        }
        exit::say("nothing published: pages cannot be made with the territory's own templates\n");
        return Ok(Exit::Findings);
    }
    let published = publish::publish_sealed(&site, &|| inputs.filter(|_| notes.is_empty() && parts.sound()), &out, &territory.root)?;
    territory.times.stage("publish");
    for fault in parts.faults() {
        exit::say(&format!("{fault}\n"));
    }
    territory.times.tell(common);
    let summary = Summary {
        plans: view.rows.len(),
        own_pages: view.pages.len(),
        as_of: view.frame.as_of.to_string(),
        commit: view.frame.commit().map(|commit| (commit.to_owned(), view.frame.is_uncommitted())),
        left_out: view.left_out.iter().map(|file| (file.path.clone(), file.reason.clone())).collect(),
        counts,
        stands: false,
    };
    tell(common, &out, &summary, &published, territory.times.total());
    Ok(Exit::Good)
}

/// A folder that was named and lies in no territory, or in another one than -C says, is told by its name.
pub fn refuse_plain_folder(common: &Common, start: Option<&Path>) -> anyhow::Result<()> {
    if let (Some(start), Some(_)) = (start, &common.territory) {
        check::paths(&territory::find(common, None)?, &[start.to_path_buf()])?;
    }
    if let (Some(start), None) = (start, &common.territory)
        && start.is_dir()
        && !start.join("quarterdeck.yaml").exists()
        && quarterdeck::host::disk::find_territory(start).is_none()
    {
        bail!("`{}` holds no quarterdeck.yaml; run `quarterdeck init {}` to make a territory there", start.display(), pasted(&start.to_string_lossy()));
    }
    Ok(())
}

/// What a build would change, a line for each file.
///
/// # Errors
/// When standard output cannot be written to.
fn tell_preview(preview: &publish::Preview) -> anyhow::Result<()> {
    let mut text = String::new();
    for (sign, paths) in [('+', &preview.added), ('~', &preview.changed), ('-', &preview.removed)] {
        for path in paths {
            text.push_str(&format!("{sign} {path}\n"));
        }
    }
    exit::print(&text)?;
    exit::say(&format!(
        "nothing written; the site would have {}: {} new, {} changed, {} removed\n",
        count(preview.files, "file", "files"),
        preview.added.len(),
        preview.changed.len(),
        preview.removed.len()
    ));
    Ok(())
}

fn nothing_published(counts: Counts) -> Exit {
    exit::say(&format!(
        "nothing published: {} and {}; `quarterdeck check` lists them\n",
        count(counts.error, "error", "errors"),
        count(counts.warn, "warning", "warnings")
    ));
    Exit::Findings
}

/// What the last line says of a site.
struct Summary {
    plans: usize,
    own_pages: usize,
    as_of: String,
    /// The commit, and whether files differ from it; `None` without history.
    commit: Option<(String, bool)>,
    /// Path and reason.
    left_out: Vec<(String, String)>,
    counts: Counts,
    /// It was there already.
    stands: bool,
}

/// The site in OUT when it is up to date, with what its `build.json` says of it.
fn standing(inputs: publish::Inputs, out: &Path, root: &Path) -> Option<(Summary, publish::Published)> {
    let published = publish::up_to_date(inputs, out, root)?;
    let build: serde_json::Value = serde_json::from_slice(&std::fs::read(out.join("build.json")).ok()?).ok()?;
    let number = |pointer: &str| build.pointer(pointer)?.as_u64().and_then(|n| usize::try_from(n).ok());
    let counts = Counts { error: number("/counts/findings/error")?, warn: number("/counts/findings/warn")?, info: number("/counts/findings/info")? };
    let text = |file: &serde_json::Value, key: &str| Some(file.get(key)?.as_str()?.to_owned());
    let left_out = build.get("left_out")?.as_array()?.iter().map(|file| Some((text(file, "path")?, text(file, "reason")?))).collect::<Option<_>>()?;
    let commit = text(&build, "commit").map(|commit| (commit, build.get("dirty").and_then(serde_json::Value::as_bool) == Some(true)));
    Some((
        Summary {
            plans: number("/counts/plans")?,
            own_pages: number("/counts/own_pages")?,
            as_of: text(&build, "as_of")?,
            commit,
            left_out,
            counts,
            stands: true,
        },
        published,
    ))
}

/// One line on what was published, and one on where to look.
fn tell(common: &Common, out: &Path, summary: &Summary, published: &publish::Published, seconds: f64) {
    if common.quiet {
        return;
    }
    let style = common.stderr();
    let left_out = match summary.left_out.len() {
        0 => "nothing left out".to_owned(),
        n => {
            let mut reasons: Vec<String> =
                summary.left_out.iter().take(3).map(|(path, reason)| format!("{} ({reason})", quarterdeck::base::console::escape(path))).collect();
            if n > 3 {
                reasons.push("…".to_owned());
            }
            format!("{n} left out: {}", reasons.join("; "))
        }
    };
    let unchanged = if summary.stands { ", nothing changed" } else { "" };
    let findings = match (summary.counts.error, summary.counts.warn) {
        (0, 0) => String::new(),
        (errors, warnings) => format!(", {}, {}", count(errors, "error", "errors"), count(warnings, "warning", "warnings")),
    };
    let commit = match &summary.commit {
        None => String::new(),
        Some((commit, false)) => format!(", commit {commit}"),
        Some((commit, true)) => format!(", commit {commit} with changes that are not committed"),
    };
    let own = if summary.own_pages > 0 { format!(", {}", count(summary.own_pages, "own page", "own pages")) } else { String::new() };
    exit::say(&format!(
        "{}{}{}{own}, {} for the team as of {}{commit}, {left_out}, {}{findings}{unchanged}, {seconds:.2} s\n",
        style.bold,
        count(summary.plans, "plan", "plans"),
        style.reset,
        count(published.files, "file", "files"),
        summary.as_of,
        bytes(published.bytes),
    ));
    if published.others > 0 {
        let (others, stay) = (count(published.others, "file or folder", "files and folders"), if published.others == 1 { "stays" } else { "stay" });
        exit::say(&format!("{others} in it that quarterdeck did not publish {stay} there\n"));
    }
    exit::say(&format!("open {}\n", out.join("index.html").display()));
}

fn bytes(n: u64) -> String {
    match n {
        0..1_000 => format!("{n} B"),
        1_000..1_000_000 => format!("{:.1} kB", n as f64 / 1e3),
        _ => format!("{:.1} MB", n as f64 / 1e6),
    }
}
