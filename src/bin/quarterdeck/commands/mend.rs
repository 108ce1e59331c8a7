//! `check --fix` and `--diff`: has findings mended, writes the files or shows what would be written, and tells what was left alone.

use anyhow::{anyhow, bail};
use clap::Args;

use super::exit;
use super::territory::Territory;
use super::{Common, since};
use quarterdeck::base::console::{Style, escape};
use quarterdeck::base::count::count;
use quarterdeck::host::write;
use quarterdeck::mending::{self, Judged, Mended};
use quarterdeck::parse::secrets;
use quarterdeck::reports::unified;
use quarterdeck::source::snapshot::Snapshot;

#[derive(Args)]
pub struct Mend {
    /// Mend in the files what can be mended without a guess, and report what is left
    #[arg(long)]
    fix: bool,
    /// With --fix or --diff: mend also by guesses, for example the nearest word that is allowed
    #[arg(long = "unsafe")]
    guesses: bool,
    /// Print what --fix would change as a unified diff, and write nothing; the exit code and the summary are those of the files as they are
    #[arg(long, conflicts_with = "format")]
    pub diff: bool,
}

/// What became of the files.
pub struct Outcome {
    /// The territory's files, and so its snapshot, are others than before.
    pub changed: bool,
    /// A file could not be written; it was told.
    pub failed: bool,
}

impl Mend {
    /// Is anything to be mended?
    ///
    /// # Errors
    /// When the options contradict each other.
    pub fn wanted(&self, since: &since::Change, stdin: bool) -> anyhow::Result<bool> {
        if self.guesses && !self.fix && !self.diff {
            bail!("--unsafe goes with --fix or --diff");
        }
        if self.fix && !self.diff && since.staged() {
            bail!("--fix with --staged would mend files that differ from what is staged; run `quarterdeck check --fix`, look at it, and stage it again");
        }
        if self.fix && !self.diff && stdin {
            bail!("--fix has no file to write with --stdin; run it with --diff to see the change, or on the saved file");
        }
        Ok(self.fix || self.diff)
    }

    /// Mends. Afterwards the territory's snapshot is what lies on the disk: what was written, and with `--diff` what was there before.
    ///
    /// # Errors
    /// When standard output says no.
    pub fn run(&self, common: &Common, territory: &mut Territory, judge: &dyn Fn(&Snapshot) -> Vec<Judged>) -> anyhow::Result<Outcome> {
        let mut mended = mending::mend(&territory.snapshot, self.guesses, judge);
        let mut failed = false;
        for path in mended.files.keys().cloned().collect::<Vec<_>>() {
            let (Some(old), Some(new)) = (territory.snapshot.bytes(&path), mended.snapshot.bytes(&path)) else { continue };
            let (Ok(before), Ok(after)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else { continue };
            if self.diff {
                let shown = |text: &str| String::from_utf8_lossy(&secrets::taken_out(&path, text.as_bytes()).0).into_owned();
                exit::print(&coloured(&unified::diff(&path, &shown(before), &shown(after)), common.stdout()))?;
            } else if let Err(error) = write::replace(&territory.root, &path, old, after) {
                exit::failure(&error.context(anyhow!("`{path}` could not be written")), common.stderr());
                failed = true;
                mended.files.remove(&path);
                // what is reported is what lies on the disk
                mended.snapshot.files.extend(territory.snapshot.files.get(&path).map(|old| (path.clone(), old.clone())));
            }
        }
        territory.times.stage("mend");
        if !common.quiet {
            exit::say(&told(&mended, self.diff, common.stderr()));
        }
        let changed = !self.diff && !mended.files.is_empty();
        if changed {
            territory.snapshot = mended.snapshot;
        }
        Ok(Outcome { changed, failed })
    }
}

/// One line on what was mended, and one for each fix that was left out.
fn told(mended: &Mended, diff: bool, style: Style) -> String {
    let mut out = String::new();
    for it in &mended.left_out {
        let place = format!("{}:{}", escape(it.path.as_str()), it.line);
        let ours = if it.safe { "; this is a mistake in quarterdeck, please report it" } else { "" };
        out.push_str(&format!("{}warning{}: {place}: {} was not mended: {}{ours}\n", style.yellow, style.reset, it.rule, escape(&it.reason)));
    }
    let (findings, files) = (count(mended.findings(), "finding", "findings"), count(mended.files.len(), "file", "files"));
    out.push_str(&match (mended.findings(), diff) {
        (0, _) => "nothing to mend\n".to_owned(),
        (_, true) => format!("{findings} in {files} would be mended; nothing was written\n"),
        (_, false) => format!("mended {findings} in {files}\n"),
    });
    if mended.more {
        out.push_str("there is more to mend; run the command again\n");
    }
    out
}

/// A diff for a terminal, its lines coloured and its text harmless; elsewhere the bytes as they are, for `patch` and `git apply`.
fn coloured(diff: &str, style: Style) -> String {
    if style == Style::PLAIN {
        return diff.to_owned();
    }
    let line = |line: &str| {
        let colour = match line.as_bytes().first() {
            Some(b'+') => style.green,
            Some(b'-') => style.red,
            Some(b'@') => style.blue,
            _ => "",
        };
        format!("{colour}{}{}\n", escape(line), if colour.is_empty() { "" } else { style.reset })
    };
    diff.lines().map(line).collect()
}
