//! `serve`: the site from memory, made anew when the files change.

mod board;
mod generation;
mod telling;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;

use super::exit::{self, Exit};
use super::history::Followed;
use super::{Common, build, territory};
use board::Board;
use generation::{Generation, Shared};
use quarterdeck::base::date::Date;
use quarterdeck::host::loopback::{self, Served};
use quarterdeck::host::rescan::{Changes, Tree};
use quarterdeck::host::watch::{Mailbox, Pace, Scope, Watch, Word};
use quarterdeck::host::{browser, clock, signal};
use quarterdeck::serve::answer::Ours;
use quarterdeck::serve::live::Fault;
use quarterdeck::source::snapshot::Snapshot;
use telling::Telling;

/// From one look to the next where the system does not say what changes, and while the territory cannot be opened.
const POLL: Duration = Duration::from_secs(1);

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
    let mut live = Live {
        common,
        root: root.clone(),
        tree: Tree::new(&root),
        history: Followed::new(&root),
        memory: Shared::default(),
        number: 0,
        today,
        faults: Vec::new(),
    };
    live.tree.look()?;
    let snapshot = live.snapshot();
    territory::refuse_unreadable(&root, &snapshot)?;
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
    let mailbox = Arc::new(Mailbox::default());
    if options.stop_with_parent {
        signal::when_parent_ends(parent, mailbox.clone());
    }
    live.follow(&board, &mailbox, &telling);
    Ok(Exit::Good)
}

/// The territory while it is served.
struct Live<'c> {
    common: &'c Common,
    root: PathBuf,
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

    /// Waits for changes and follows them, until somebody asks to end.
    fn follow(&mut self, board: &Board, mailbox: &Arc<Mailbox>, telling: &Telling<'_>) {
        let clock = Instant::now();
        let now = || u64::try_from(clock.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut pace = Pace::default();
        let mut watch = Watch::new(&self.root, mailbox).map_err(|reason| self.poll(&mut pace, telling, &reason)).ok();
        // whatever happened since the first look was not told
        pace.hint(now());
        let mut gathered = Word::default();
        let mut lost_root = false;
        // what hints name is not all that may have happened
        let mut owes_whole = true;
        loop {
            let patience = pace.due_at().map(|at| Duration::from_millis(at.saturating_sub(now())));
            let word = mailbox.wait(if lost_root { Some(patience.map_or(POLL, |patience| patience.min(POLL))) } else { patience });
            if word.stop {
                return;
            }
            if word.lost {
                pace.lost(now());
            } else if word.hint || (lost_root && pace.due_at().is_none()) {
                pace.hint(now());
            }
            gathered.add(word);
            let Some(scope) = pace.due(now()) else { continue };
            let begun = Instant::now();
            let folders = watch.as_ref().filter(|_| scope == Scope::Named && !owes_whole && !lost_root).and_then(|watch| watch.folders_of(&gathered));
            if let Some(changes) = folders.and_then(|folders| self.tree.look_at(&folders)) {
                gathered.forget_names();
                pace.looked_partly(now());
                if changes.unsettled {
                    pace.hint(now());
                    owes_whole = true;
                }
                if !changes.is_empty() {
                    self.rebuild(&changes, begun, board, telling);
                }
                continue;
            }
            pace.looked_whole(now());
            match self.tree.look() {
                Ok(changes) => {
                    owes_whole = false;
                    let watched = watch.as_mut().map(|watch| watch.follow(&self.tree.folders, &std::mem::take(&mut gathered)));
                    match watched {
                        Some(Ok(true)) => {
                            pace.hint(now());
                            owes_whole = true;
                        }
                        Some(Err(reason)) => {
                            self.poll(&mut pace, telling, &reason);
                            watch = None;
                        }
                        Some(Ok(false)) | None => {}
                    }
                    if changes.unsettled {
                        pace.hint(now());
                        owes_whole = true;
                    }
                    if !changes.is_empty() {
                        self.rebuild(&changes, begun, board, telling);
                    } else if std::mem::take(&mut lost_root) {
                        // nothing has changed, and what was wrong with it before still is
                        board.keep(self.faults.clone());
                        telling.back();
                    }
                    lost_root = false;
                }
                Err(error) => {
                    if !std::mem::replace(&mut lost_root, true) {
                        telling.failure(&error);
                    }
                    board.keep(vec![Fault { place: String::new(), message: "the territory's folder cannot be read".to_owned(), help: None }]);
                }
            }
        }
    }

    fn poll(&self, pace: &mut Pace, telling: &Telling<'_>, reason: &str) {
        pace.look_every(u64::try_from(POLL.as_millis()).unwrap_or(u64::MAX));
        telling.polling(reason);
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
