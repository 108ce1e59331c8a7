//! What `serve` says at the terminal: where, for whom, and one short line for every change.

use std::time::Duration;

use super::generation::Summary;
use crate::commands::{Common, exit};
use quarterdeck::base::console::{Style, escape};
use quarterdeck::base::count::count;
use quarterdeck::host::loopback::Listeners;
use quarterdeck::host::rescan::Changes;
use quarterdeck::serve::live::Fault;

pub struct Telling<'c> {
    common: &'c Common,
    style: Style,
}

impl<'c> Telling<'c> {
    pub fn new(common: &'c Common) -> Self {
        Telling { common, style: common.stderr() }
    }

    fn say(&self, text: &str) {
        if !self.common.quiet {
            exit::say(text);
        }
    }

    /// The address is the result; everything else is said beside it.
    ///
    /// # Errors
    /// When the result cannot be written.
    pub fn begin(&self, listeners: &Listeners, summary: &Summary, took: Duration) -> anyhow::Result<()> {
        if let Some(taken) = listeners.taken {
            self.say(&format!("port {taken} is taken, so this is {}\n", listeners.port));
        }
        exit::print(&format!("http://localhost:{}/\n", listeners.port))?;
        self.say(&format!("for the team, from memory: {}; Ctrl-C ends it\n", self.site(summary, took)));
        self.notes(summary);
        Ok(())
    }

    /// After a change.
    pub fn rebuilt(&self, changes: &Changes, summary: &Summary, took: Duration) {
        self.say(&format!("{}: {}\n", changed(changes), self.site(summary, took)));
        self.notes(summary);
    }

    fn site(&self, summary: &Summary, took: Duration) -> String {
        format!(
            "{}{}{} as of {}, {}, {}, {:.2} s",
            self.style.bold,
            count(summary.plans, "plan", "plans"),
            self.style.reset,
            summary.as_of,
            count(summary.counts.error, "error", "errors"),
            count(summary.counts.warn, "warning", "warnings"),
            took.as_secs_f64()
        )
    }

    fn notes(&self, summary: &Summary) {
        for note in &summary.notes {
            exit::say(&format!("{}\n", escape(note)));
        }
        if let Some(times) = &summary.times {
            times.tell(self.common);
        }
    }

    /// Why the first site is a guess.
    pub fn first_faults(&self, faults: &[Fault]) {
        self.say_faults(faults, "the site is a guess until this is mended\n");
    }

    /// Why the site stays as it is.
    pub fn faults(&self, faults: &[Fault]) {
        self.say_faults(faults, "the site stays as it was until this is mended\n");
    }

    fn say_faults(&self, faults: &[Fault], so: &str) {
        for Fault { place, message, help } in faults {
            let place = if place.is_empty() { String::new() } else { format!("{}: ", escape(place)) };
            let help = help.as_ref().map_or_else(String::new, |help| format!("; {}", escape(help)));
            exit::say(&format!("{}error{}: {place}{}{help}\n", self.style.red, self.style.reset, escape(message)));
        }
        if !faults.is_empty() {
            exit::say(so);
        }
    }

    pub fn failure(&self, error: &anyhow::Error) {
        exit::failure(error, self.style);
        exit::say("the site stays as it was until this is mended\n");
    }

    pub fn back(&self) {
        self.say("the territory can be read again, and nothing has changed\n");
    }

    pub fn polling(&self, reason: &str) {
        let (yellow, reset) = (self.style.yellow, self.style.reset);
        exit::say(&format!("{yellow}warning{reset}: the system does not say what changes: {}; looking every second instead\n", escape(reason)));
    }
}

/// What changed, in a few words.
fn changed(changes: &Changes) -> String {
    let kinds = [(&changes.changed, "changed"), (&changes.added, "new"), (&changes.removed, "gone")];
    let mut all = kinds.iter().flat_map(|(paths, kind)| paths.iter().map(move |path| (path, kind)));
    match (all.next(), all.next()) {
        (Some((path, kind)), None) => format!("{} {kind}", escape(path.as_str())),
        _ => {
            let parts: Vec<String> = kinds.iter().filter(|(paths, _)| !paths.is_empty()).map(|(paths, kind)| format!("{} {kind}", paths.len())).collect();
            format!("{} of files", parts.join(", "))
        }
    }
}
