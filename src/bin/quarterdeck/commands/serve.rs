//! `serve`: the site from memory, made anew when the files change.

mod board;
mod following;
mod generation;
mod telling;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use anyhow::Context;
use clap::Args;

use super::exit::{self, Exit};
use super::history::Followed;
use super::{Common, build, territory};
use board::Board;
use following::Following;
use generation::{Generation, Shared};
use quarterdeck::base::date::Date;
use quarterdeck::host::loopback::{self, Served};
use quarterdeck::host::rescan::{Changes, Tree};
use quarterdeck::host::watch::{Mailbox, Watch};
use quarterdeck::host::{browser, clock, signal};
use quarterdeck::serve::answer::Ours;
use quarterdeck::serve::live::Fault;
use quarterdeck::source::snapshot::Snapshot;
use telling::Telling;

#[derive(Args)]
pub struct Options {
    /// The territory's folder
    #[arg(value_name = "TERRITORY")]
    folder: Option<PathBuf>,
    /// The port, 0 for any; else 4747 or the next that is free
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// End when the program that started it ends
    #[arg(long)]
    stop_with_parent: bool,
}

pub fn run(common: &Common, options: &Options) -> anyhow::Result<Exit> {
    let start = options.folder.as_deref();
    build::refuse_plain_folder(common, start)?;
    let begun = Instant::now();
    let today = clock::today(common.as_of.as_deref())?;
    let root = territory::find(common, start)?;
    signal::end_quietly().context("signals cannot be waited for")?;
    let parent = signal::parent();
    // before the work: a port that is taken is said at once, and a browser that comes early waits
    let listeners = loopback::bind(options.port)?;
    let mut live = Live { common, tree: Tree::new(&root), history: Followed::new(&root), memory: Shared::default(), number: 0, today, faults: Vec::new() };
    live.tree.look()?;
    let snapshot = live.snapshot();
    territory::refuse_unreadable(&root, &snapshot)?;
    let mailbox = Arc::new(Mailbox::default());
    // while the site is made, so that the first save does not wait for it
    let watch = {
        let (mailbox, folders) = (mailbox.clone(), live.tree.folders.clone());
        thread::spawn(move || Watch::begin(&root, &mailbox, &folders))
    };
    let first = live.generation(snapshot)?;
    let telling = Telling::new(common);
    telling.begin(&listeners, &first.summary, begun.elapsed())?;
    telling.first_faults(&first.faults);
    live.faults = first.faults.clone();
    let board = Arc::new(Board::new(first));
    let ours = Arc::new(Ours { port: listeners.port, token: loopback::token()? });
    let served: Arc<dyn Served> = board.clone();
    loopback::run(listeners, &ours, &served)?;
    if options.open
        && let Err(reason) = browser::open(ours.port)
    {
        exit::say(&format!("no browser was opened: {reason}\n"));
    }
    if options.stop_with_parent {
        signal::when_parent_ends(parent, mailbox.clone());
    }
    let watch = watch.join().unwrap_or_else(|_| Err("it could not be asked".to_owned()));
    Following::new(&mut live, &board, &mailbox, &telling, watch).run();
    Ok(Exit::Good)
}

/// The territory while it is served.
struct Live<'c> {
    common: &'c Common,
    tree: Tree,
    history: Followed,
    memory: Shared,
    /// Of the newest generation.
    number: u64,
    today: Date,
    /// Why the files as they were last seen make no site.
    faults: Vec<Fault>,
}

impl Live<'_> {
    /// The files as they were last seen, on the day that it is now.
    fn snapshot(&mut self) -> Snapshot {
        // a day that was given once was valid then
        self.today = clock::today(self.common.as_of.as_deref()).unwrap_or(self.today);
        let mut snapshot = Snapshot { files: self.tree.files(), today: self.today, history: Default::default() };
        snapshot.history = self.history.of(self.common, &snapshot);
        snapshot
    }

    fn generation(&mut self, snapshot: Snapshot) -> anyhow::Result<Generation> {
        self.number += 1;
        Generation::start(self.number, snapshot, self.memory.clone())
    }

    fn rebuild(&mut self, changes: &Changes, begun: Instant, board: &Board, telling: &Telling<'_>) {
        let snapshot = self.snapshot();
        match self.generation(snapshot) {
            Ok(generation) => {
                self.faults = generation.faults.clone();
                telling.faults(&self.faults);
                if self.faults.is_empty() {
                    let summary = generation.summary.clone();
                    board.swap(generation);
                    telling.rebuilt(changes, &summary, begun.elapsed());
                    return;
                }
            }
            Err(error) => {
                telling.failure(&error);
                let help = Some("this is not your mistake: please report it".to_owned());
                self.faults = vec![Fault { place: String::new(), message: format!("{error:#}"), help }];
            }
        }
        board.keep(self.faults.clone());
    }
}
