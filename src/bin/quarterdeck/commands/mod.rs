//! The shelf of commands. To add one: its file, its `mod`, its variant and its arm.

mod baseline;
mod build;
mod check;
mod diff;
mod doctor;
pub mod exit;
mod export;
mod found;
mod gate;
mod history;
mod incoming;
mod init;
mod mend;
mod new;
mod reporting;
mod review;
mod roll;
mod rule;
mod schema;
mod score;
mod serve;
mod since;
mod territory;
mod theme;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use exit::Exit;
use quarterdeck::base::console::Style;
use quarterdeck::host::terminal::{self, Color};

/// Strategic account plans as code: check, score and publish a folder of Markdown plans
#[derive(Parser)]
#[command(name = "quarterdeck", version, disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command
#[derive(Args, Clone)]
pub struct Common {
    /// The territory's folder; else the nearest one at or above the first path that holds quarterdeck.yaml
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub territory: Option<PathBuf>,
    /// The day for everything that depends on one; else SOURCE_DATE_EPOCH, else today
    #[arg(long, global = true, value_name = "DATE")]
    pub as_of: Option<String>,
    /// How many threads work; else one a core
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
    /// Leave out what only earlier versions can tell; git is started only where a commit is asked for (REV, --staged)
    #[arg(long, global = true)]
    pub no_history: bool,
    /// Say nothing but results
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say where the time went
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Colour
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: When,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

impl Common {
    fn choice(&self) -> Color {
        match self.color {
            When::Auto => Color::Auto,
            When::Always => Color::Always,
            When::Never => Color::Never,
        }
    }

    /// The styles of standard output.
    pub fn stdout(&self) -> Style {
        Style::new(terminal::stdout(self.choice()).color)
    }

    /// The styles of standard error.
    pub fn stderr(&self) -> Style {
        Style::new(terminal::stderr(self.choice()).color)
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Make a new territory with two filled example plans
    Init(init::Options),
    /// Write a plan skeleton for an account
    New(new::Options),
    /// Find what is wrong, with the place, the reason and the fix
    Check(check::Options),
    /// Hold the findings of today as accepted, so that only new ones count
    ///
    /// quarterdeck-baseline.json, beside quarterdeck.yaml, has one line for each error or warning that the territory lives with for now. `check`
    /// does not count them, and says how many there are; scores and the site stay as they are. Lines are known by ids and not by line numbers, so
    /// that edits elsewhere do not move them. Syntax cannot be held.
    #[command(subcommand)]
    Baseline(baseline::Action),
    /// Publish the site
    Build(build::Options),
    /// Show the site in a browser, and follow the files while they are edited
    ///
    /// Builds in memory and writes nothing. The address is of this machine alone: no other one can open it, and no other site that is open in the
    /// browser. Errors in plans are on the pages; a change that leaves no site (a territory file that cannot be read) keeps the last good one,
    /// with the reason over it. Ctrl-C ends it.
    Serve(serve::Options),
    /// Score plans, every point with its line
    Score(score::Options),
    /// Print the review pack of an account: verdict, gates, agenda, pre-read questions
    Review(review::Options),
    /// Say what changed between two revisions, in account words
    Diff(diff::Options),
    /// Fail when a change leaves a plan that it touches with a worse score
    ///
    /// Scores the state that the branch left and the files that lie there, both by today's rules, policy and day, and without history. A touched
    /// plan fails when it lost more readiness than `policy.gate.tolerance`, fell under the floor of its tier (`policy.gate.floors`), or is new
    /// and under it. A plan that was put into a later period is held against itself rolled into that period. Untouched plans and means never
    /// count. A `waiver` for score-regression in the plan lets it pass, and is shown.
    Gate(gate::Options),
    /// Open the next period in every plan, carrying open actions over
    ///
    /// Edits the front matter in place and touches nothing else: comments, order and quotes stay. Sets `period`; open actions stay, and
    /// `slips` goes up by one on each that was due before the new period; done and dropped actions are taken out, also from the `after` of
    /// others. The last action of an objective stays even when it is done, so that no objective stands without one.
    ///
    /// Commit first: what is taken out is then in Git. Plans for a period of another length (a year beside quarters) stay as they are.
    /// Running it again changes nothing.
    Roll(roll::Options),
    /// Explain a rule with a bad and a good example; alone: list all rules
    Rule(rule::Options),
    /// Write one table, the calendar or the feed, without a site
    Export(export::Options),
    /// List the theme's files, copy them to be changed, check the copies
    Theme(theme::Options),
    /// Print the JSON Schema in force
    Schema(schema::Options),
    /// Say what this program is and what it finds here: territory, files in force, history, theme, site
    ///
    /// For whoever wonders why a result is what it is. Changes nothing; ends with 0 whatever it finds, and with 2 where there is no territory.
    Doctor(doctor::Options),
}

/// Runs the command and tells a failure.
pub fn run(cli: Cli) -> Exit {
    let common = cli.common;
    if let Some(threads) = common.threads {
        // fails only when a pool exists already, which cannot be before this line
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    let outcome = match &cli.command {
        Command::Init(options) => init::run(&common, options),
        Command::New(options) => new::run(&common, options),
        Command::Check(options) => check::run(&common, options),
        Command::Baseline(action) => baseline::run(&common, action),
        Command::Build(options) => build::run(&common, options),
        Command::Serve(options) => serve::run(&common, options),
        Command::Score(options) => score::run(&common, options),
        Command::Review(options) => review::run(&common, options),
        Command::Diff(options) => diff::run(&common, options),
        Command::Gate(options) => gate::run(&common, options),
        Command::Roll(options) => roll::run(&common, options),
        Command::Rule(options) => rule::run(&common, options),
        Command::Export(options) => export::run(&common, options),
        Command::Theme(options) => theme::run(&common, options),
        Command::Schema(options) => schema::run(&common, options),
        Command::Doctor(options) => doctor::run(&common, options),
    };
    outcome.unwrap_or_else(|error| exit::failure(&error, common.stderr()))
}
