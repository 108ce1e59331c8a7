//! What is served at the moment, and the notice of it. A change is one swap and one notice.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::generation::Generation;
use quarterdeck::host::loopback::Served;
use quarterdeck::serve::answer::Table;
use quarterdeck::serve::live::{Fault, Notice};

struct State {
    generation: Arc<Generation>,
    faults: Vec<Fault>,
    /// The number of the notice.
    notice: u64,
}

pub struct Board {
    state: Mutex<State>,
    bell: Condvar,
}

impl Board {
    pub fn new(generation: Generation) -> Self {
        let faults = generation.faults.clone();
        Board { state: Mutex::new(State { generation: Arc::new(generation), faults, notice: 1 }), bell: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a new site in the place of the old one, which ends with its last request.
    pub fn swap(&self, generation: Generation) {
        let mut state = self.state();
        state.faults = generation.faults.clone();
        let old = std::mem::replace(&mut state.generation, Arc::new(generation));
        state.notice += 1;
        drop(state);
        self.bell.notify_all();
        // outside of the lock: it may be the last to know the old site
        drop(old);
    }

    /// Keeps the site, and says why; an empty list says that all is well again.
    pub fn keep(&self, faults: Vec<Fault>) {
        let mut state = self.state();
        if state.faults != faults {
            state.faults = faults;
            state.notice += 1;
            drop(state);
            self.bell.notify_all();
        }
    }
}

impl Served for Board {
    fn table(&self) -> Arc<dyn Table + Send + Sync> {
        self.state().generation.clone()
    }

    fn notice(&self, known: u64, patience: Duration) -> Option<(u64, String)> {
        let waited = self.bell.wait_timeout_while(self.state(), patience, |state| state.notice == known);
        let (state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        let notice = || Notice { generation: state.generation.generation(), faults: state.faults.clone() }.event();
        (!waited.timed_out()).then(|| (state.notice, notice()))
    }
}
