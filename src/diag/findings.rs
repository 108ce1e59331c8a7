//! Many findings: located, in total order, counted.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::path::SourcePath;
use crate::base::span::{LineIndex, Position};
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;

/// How many findings of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub error: usize,
    pub warn: usize,
    pub info: usize,
}

impl Counts {
    /// How many findings there are of each level.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.level {
                Level::Error => counts.error += 1,
                Level::Warn => counts.warn += 1,
                Level::Info => counts.info += 1,
                Level::Off => {}
            }
        }
        counts
    }

    /// Both together.
    pub fn add(&mut self, other: Counts) {
        self.error += other.error;
        self.warn += other.warn;
        self.info += other.info;
    }

    /// Those of all levels.
    pub fn total(self) -> usize {
        self.error + self.warn + self.info
    }

    /// The number of findings at or above a level.
    pub fn at_least(self, level: Level) -> usize {
        match level {
            Level::Error => self.error,
            Level::Warn => self.error + self.warn,
            Level::Info | Level::Off => self.total(),
        }
    }
}

/// Gives every finding and label its lines and columns. `text` hands over a file's bytes, or nothing for a file that was not read.
pub fn locate<'a>(findings: &mut [Diagnostic], text: impl Fn(&SourcePath) -> Option<&'a [u8]>) {
    let mut lines = Lines::new(text);
    locate_by(findings, |path, byte| lines.position(path, byte));
}

/// The same with all threads, for findings in many files; those that have their lines keep them. `known` answers for files whose lines somebody has counted.
pub fn locate_many<'a>(
    findings: &mut [Diagnostic],
    known: impl Fn(&SourcePath, u32) -> Option<Position> + Sync,
    text: impl Fn(&SourcePath) -> Option<&'a [u8]> + Sync,
) {
    // findings of one file mostly stand together
    findings.par_chunk_by_mut(|a, b| a.path == b.path).for_each(|findings| {
        let mut lines = Lines::new(&text);
        for finding in findings.iter_mut().filter(|finding| finding.start.line == 0) {
            locate_by(std::slice::from_mut(finding), |path, byte| known(path, byte).unwrap_or_else(|| lines.position(path, byte)));
        }
    });
}

fn locate_by(findings: &mut [Diagnostic], mut place: impl FnMut(&SourcePath, u32) -> Position) {
    for finding in findings {
        finding.start = place(&finding.path, finding.span.start);
        finding.end = place(&finding.path, finding.span.end);
        for label in &mut finding.labels {
            label.start = place(&label.path, label.span.start);
            label.end = place(&label.path, label.span.end);
        }
    }
}

/// The lines of files, counted when the first place in one is asked for.
struct Lines<'a, T> {
    text: T,
    counted: BTreeMap<SourcePath, Option<(LineIndex, &'a [u8])>>,
}

impl<'a, T: Fn(&SourcePath) -> Option<&'a [u8]>> Lines<'a, T> {
    fn new(text: T) -> Self {
        Lines { text, counted: BTreeMap::new() }
    }

    fn position(&mut self, path: &SourcePath, byte: u32) -> Position {
        if !self.counted.contains_key(path) {
            self.counted.insert(path.clone(), (self.text)(path).map(|bytes| (LineIndex::new(bytes), bytes)));
        }
        match self.counted.get(path) {
            Some(Some((index, bytes))) => index.position(bytes, byte),
            _ => Position { line: 1, column: 1, byte: 0 },
        }
    }
}

/// The total order of `contract.md` §3: path, line, column, code, message.
pub fn order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    (&a.path, a.start.line, a.start.column, a.code.code, &a.message, &a.pointer).cmp(&(
        &b.path,
        b.start.line,
        b.start.column,
        b.code.code,
        &b.message,
        &b.pointer,
    ))
}

/// Sorted, without repetitions and without what is switched off.
pub fn settle(findings: &mut Vec<Diagnostic>) {
    findings.retain(|finding| finding.level != Level::Off);
    // most come in order, which this sort finds
    findings.sort_by(order);
    findings.dedup();
}
