//! From hints that something has changed to looks at the files, and from what they find to a new site: until somebody asks to end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Live;
use super::board::Board;
use super::telling::Telling;
use quarterdeck::host::rescan::Changes;
use quarterdeck::host::watch::{Mailbox, Pace, Scope, Watch, Word};
use quarterdeck::serve::live::Fault;

/// From one look to the next where the system does not say what changes, and while the territory cannot be opened.
const POLL: Duration = Duration::from_secs(1);

/// What is known while the territory is watched.
pub struct Following<'a, 'c> {
    live: &'a mut Live<'c>,
    board: &'a Board,
    mailbox: &'a Arc<Mailbox>,
    telling: &'a Telling<'a>,
    began: Instant,
    pace: Pace,
    /// `None` where the system does not say what changes.
    watch: Option<Watch>,
    /// What was said since the last look.
    gathered: Word,
    lost_root: bool,
    /// Is a look at all files due, because what hints name is not all that may have happened?
    owes_whole: bool,
}

impl<'a, 'c> Following<'a, 'c> {
    /// With the watch that was begun when the files were looked at, or why there is none.
    pub fn new(live: &'a mut Live<'c>, board: &'a Board, mailbox: &'a Arc<Mailbox>, telling: &'a Telling<'a>, watch: Result<Watch, String>) -> Self {
        let mut following = Following {
            live,
            board,
            mailbox,
            telling,
            began: Instant::now(),
            pace: Pace::default(),
            watch: None,
            gathered: Word::default(),
            lost_root: false,
            owes_whole: true,
        };
        match watch {
            Ok(watch) => following.watch = Some(watch),
            Err(reason) => following.poll(&reason),
        }
        // whatever happened since the first look was not told
        following.pace.hint(following.now());
        following
    }

    /// Waits for changes and follows them, until somebody asks to end.
    pub fn run(&mut self) {
        while let Some(scope) = self.wait() {
            let Some(scope) = scope else { continue };
            let begun = Instant::now();
            if scope != Scope::Named || !self.look_at_named(begun) {
                self.look_at_all(begun);
            }
        }
    }

    /// Milliseconds since the watch began.
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Waits for the next word or the next look that is due, and says which look that is, if any. `None` when it is time to end.
    fn wait(&mut self) -> Option<Option<Scope>> {
        let patience = self.pace.due_at().map(|at| Duration::from_millis(at.saturating_sub(self.now())));
        let patience = if self.lost_root { Some(patience.map_or(POLL, |patience| patience.min(POLL))) } else { patience };
        let word = self.mailbox.wait(patience);
        if word.stop {
            return None;
        }
        let now = self.now();
        if word.lost {
            self.pace.lost(now);
        } else if word.hint || (self.lost_root && self.pace.due_at().is_none()) {
            self.pace.hint(now);
        }
        self.gathered.add(word);
        Some(self.pace.due(self.now()))
    }

    /// Looks at the folders that hints named; `false` where that is not enough.
    fn look_at_named(&mut self, begun: Instant) -> bool {
        if self.owes_whole || self.lost_root {
            return false;
        }
        let folders = self.watch.as_ref().and_then(|watch| watch.folders_of(&self.gathered));
        let Some(changes) = folders.and_then(|folders| self.live.tree.look_at(&folders)) else { return false };
        self.gathered.forget_names();
        self.pace.looked_partly(self.now());
        self.unsettled(changes.unsettled);
        self.rebuild(&changes, begun);
        true
    }

    /// Looks at all files: what they are then decides, whatever was said.
    fn look_at_all(&mut self, begun: Instant) {
        self.pace.looked_whole(self.now());
        let changes = match self.live.tree.look() {
            Ok(changes) => changes,
            Err(error) => {
                if !std::mem::replace(&mut self.lost_root, true) {
                    self.telling.failure(&error);
                }
                let message = "the territory's folder cannot be read".to_owned();
                return self.board.keep(vec![Fault { place: String::new(), message, help: None }]);
            }
        };
        self.owes_whole = false;
        let gathered = std::mem::take(&mut self.gathered);
        match self.watch.as_mut().map(|watch| watch.follow(&self.live.tree.folders, &gathered)) {
            Some(Ok(more)) => self.unsettled(more),
            Some(Err(reason)) => {
                self.watch = None;
                self.poll(&reason);
            }
            None => {}
        }
        self.unsettled(changes.unsettled);
        let found_again = std::mem::take(&mut self.lost_root);
        if changes.is_empty() && found_again {
            // nothing has changed, and what was wrong with it before still is
            self.board.keep(self.live.faults.clone());
            self.telling.back();
        }
        self.rebuild(&changes, begun);
    }

    /// Something may have happened behind the look: another one, at everything.
    fn unsettled(&mut self, is_so: bool) {
        if is_so {
            self.pace.hint(self.now());
            self.owes_whole = true;
        }
    }

    fn rebuild(&mut self, changes: &Changes, begun: Instant) {
        if !changes.is_empty() {
            self.live.rebuild(changes, begun, self.board, self.telling);
        }
    }

    fn poll(&mut self, reason: &str) {
        self.pace.look_every(u64::try_from(POLL.as_millis()).unwrap_or(u64::MAX));
        self.telling.polling(reason);
    }
}
