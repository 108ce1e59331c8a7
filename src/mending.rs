//! Fixes, carried out: takes the fixes that findings bring, puts those that do not overlap into the files, has the result judged again, and goes on
//! until nothing is left to mend (`diagnostics.md` §8). Edits are byte ranges, so every comment and blank stays. A fix after which a file cannot be
//! read, or which brings a mistake of its own, is left out and told. Knows no rule, reads and writes no file: a snapshot in, a snapshot out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::code::{Category, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::diag::reported::{Identity, identity};
use crate::edit::change::{self, Change};
use crate::parse::codes::YAML_UNSUPPORTED;
use crate::parse::document;
use crate::source::layout;
use crate::source::snapshot::{File, Snapshot};

/// After so many rounds it ends, whatever is left.
const ROUNDS: usize = 10;
/// So often the territory is judged on the way, however many fixes turn out to do harm.
const JUDGEMENTS: usize = 400;

/// A finding of a snapshot.
#[derive(Clone, Debug)]
pub struct Judged {
    pub finding: Diagnostic,
    /// As `diag::reported::fingerprints` gives it among all findings of the snapshot.
    pub fingerprint: String,
    /// May it be mended? Those that are not reported, or that somebody accepted, may not.
    pub wanted: bool,
}

/// A fix that was not carried out, as its finding stood in the file at that time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub rule: &'static str,
    pub path: SourcePath,
    pub line: u32,
    /// A safe fix that does harm is a mistake of ours; an unsafe one is a guess that was wrong.
    pub safe: bool,
    /// A sentence without a full stop.
    pub reason: String,
}

/// What became of a snapshot.
#[derive(Clone, Debug)]
pub struct Mended {
    pub snapshot: Snapshot,
    /// How many findings were mended in each file that changed.
    pub files: BTreeMap<SourcePath, usize>,
    pub left_out: Vec<LeftOut>,
    /// There is more to mend than the rounds sufficed for.
    pub more: bool,
}

impl Mended {
    /// All findings that were mended.
    pub fn findings(&self) -> usize {
        self.files.values().sum()
    }
}

/// Mends what the fixes of wanted findings can mend: the safe ones, and with `guesses` the unsafe ones too. `judge` gives all findings of a
/// snapshot in total order.
pub fn mend(snapshot: &Snapshot, guesses: bool, judge: &dyn Fn(&Snapshot) -> Vec<Judged>) -> Mended {
    let mut mended = Mended { snapshot: snapshot.clone(), files: BTreeMap::new(), left_out: Vec::new(), more: false };
    let mut refused = BTreeSet::new();
    let mut before = judge(snapshot);
    let mut judgements = JUDGEMENTS;
    for round in 0..=ROUNDS {
        let chosen = chosen(&before, &mended.snapshot, guesses, &refused);
        if chosen.is_empty() {
            break;
        }
        if round == ROUNDS || judgements == 0 {
            mended.more = true;
            break;
        }
        let mut sieve = Sieve { base: &mended.snapshot, before: &before, judge, good: Vec::new(), after: None, bad: Vec::new(), judgements };
        sieve.sift(&chosen);
        let Sieve { good, after, bad, judgements: left, .. } = sieve;
        judgements = left;
        for (proposal, reason) in bad {
            refused.insert(proposal.key());
            let finding = proposal.finding;
            let (path, line) = (finding.path.clone(), finding.start.line);
            mended.left_out.push(LeftOut { rule: finding.code.name, path, line, safe: proposal.fix.safe, reason });
        }
        // the rest of this round is tried again without what was refused
        let Some((snapshot, found)) = after else { continue };
        for path in good.iter().flat_map(|proposal| proposal.paths()) {
            *mended.files.entry(path.clone()).or_default() += 1;
        }
        mended.snapshot = snapshot;
        before = found;
    }
    mended.files.retain(|path, _| mended.snapshot.bytes(path) != snapshot.bytes(path));
    mended
}

/// A finding and the fix that it brings.
#[derive(Clone, Copy)]
struct Proposal<'j> {
    finding: &'j Diagnostic,
    fix: &'j Fix,
}

impl<'j> Proposal<'j> {
    fn key(&self) -> String {
        let Identity { rule, path, at, message } = identity(self.finding);
        format!("{rule}\n{path}\n{at}\n{message}\n{}\n{}", self.finding.message, self.fix.title)
    }

    fn pointer(&self) -> Pointer<'j> {
        (&self.finding.path, &self.finding.pointer)
    }

    fn paths(&self) -> BTreeSet<&'j SourcePath> {
        self.fix.edits.iter().map(|edit| &edit.path).collect()
    }

    /// May other mistakes have been out of sight because of this one? What stands in a file that cannot be read, or behind a value that means
    /// nothing, is seen only afterwards, and is then no harm that the fix did.
    fn hides_others(&self) -> bool {
        self.finding.code.level == Level::Error
    }
}

/// The fixes for a round, in order, without those that overlap an earlier one. What may hide others goes first, and by itself.
fn chosen<'j>(judged: &'j [Judged], snapshot: &Snapshot, guesses: bool, refused: &BTreeSet<String>) -> Vec<Proposal<'j>> {
    let proposal = |it: &'j Judged| {
        let fix = it.finding.fix.as_ref().filter(|fix| it.wanted && (fix.safe || guesses) && !fix.edits.is_empty())?;
        Some(Proposal { finding: &it.finding, fix })
    };
    let readable = |proposal: &Proposal<'_>| proposal.fix.edits.iter().all(|edit| snapshot.bytes(&edit.path).is_some());
    let mut all: Vec<Proposal<'_>> = judged.iter().filter_map(proposal).filter(readable).filter(|it| !refused.contains(&it.key())).collect();
    if all.iter().any(Proposal::hides_others) {
        all.retain(Proposal::hides_others);
    }
    let mut taken: BTreeMap<&SourcePath, Vec<(ByteSpan, &str)>> = BTreeMap::new();
    all.retain(|proposal| {
        let rule = proposal.finding.code.name;
        // what two rules want to say at one place may be one thing: the second is asked again after the first
        let met = |(span, by): &(ByteSpan, &str), edit: &Edit| overlap(*span, edit.span) || (*span == edit.span && *by != rule);
        let free = |edit: &Edit| !taken.get(&edit.path).is_some_and(|spans| spans.iter().any(|taken| met(taken, edit)));
        let fits = proposal.fix.edits.iter().all(free);
        if fits {
            proposal.fix.edits.iter().for_each(|edit| taken.entry(&edit.path).or_default().push((edit.span, rule)));
        }
        fits
    });
    all
}

/// Do two edits touch the same bytes? Two insertions at one place do not, nor do neighbours; those of two rules are kept apart all the same.
fn overlap(a: ByteSpan, b: ByteSpan) -> bool {
    a.start < b.end && b.start < a.end
}

/// Finds those of many fixes that can be carried out together, by halves.
struct Sieve<'r, 'j> {
    base: &'r Snapshot,
    before: &'j [Judged],
    judge: &'r dyn Fn(&Snapshot) -> Vec<Judged>,
    good: Vec<Proposal<'j>>,
    /// The snapshot after all good ones, and its findings.
    after: Option<(Snapshot, Vec<Judged>)>,
    bad: Vec<(Proposal<'j>, String)>,
    /// How often it may still ask; what it has not asked about by then stays as it is.
    judgements: usize,
}

impl<'j> Sieve<'_, 'j> {
    fn sift(&mut self, proposals: &[Proposal<'j>]) {
        let Some(left) = self.judgements.checked_sub(1) else { return };
        self.judgements = left;
        let all: Vec<Proposal<'j>> = self.good.iter().chain(proposals).copied().collect();
        match (self.attempt(&all), proposals) {
            (Ok(after), _) => {
                self.good = all;
                self.after = Some(after);
            }
            (Err(Refused::For(reason)), [only]) => self.bad.push((*only, reason)),
            // each of these is known by itself: to look for them by halves would take as many judgements as there are
            (Err(Refused::Silent(silent)), _) if proposals.iter().any(|it| silent.contains(&it.pointer())) => {
                let (quiet, rest): (Vec<_>, Vec<_>) = proposals.iter().copied().partition(|it| it.fix.room.is_some() && silent.contains(&it.pointer()));
                let reason = |it: &Proposal<'_>| format!("nothing would say that `{}` is still to be written", it.finding.pointer.trim_start_matches('/'));
                self.bad.extend(quiet.into_iter().map(|it| (it, reason(&it))));
                if !rest.is_empty() {
                    self.sift(&rest);
                }
            }
            (Err(_), many) => {
                let (first, second) = many.split_at(many.len() / 2);
                [first, second].into_iter().filter(|half| !half.is_empty()).for_each(|half| self.sift(half));
            }
        }
    }

    /// The snapshot after some fixes with its findings, or why they must not be carried out together.
    fn attempt(&self, proposals: &[Proposal<'j>]) -> Result<(Snapshot, Vec<Judged>), Refused<'j>> {
        let refused = |reason: &str| Err(Refused::For(reason.to_owned()));
        let edits = edits(proposals);
        let mut after = self.base.clone();
        for (path, edits) in &edits {
            let Some(bytes) = self.base.bytes(path).and_then(|old| applied(old, edits)) else { return refused("its edits do not fit the file") };
            if layout::role(path).is_policy() && self.base.bytes(path).is_some_and(|old| reads(path, old)) && !reads(path, &bytes) {
                return refused("the file could not be read any more");
            }
            after.files.insert((*path).clone(), File::Bytes(bytes));
        }
        let found = (self.judge)(&after);
        let silent = silent(proposals, &found);
        if !silent.is_empty() {
            return Err(Refused::Silent(silent));
        }
        match self.harm(proposals, &edits, &found) {
            Some(harm) => Err(Refused::For(format!("there would be at {}:{}: {}", harm.path, harm.start.line, harm.message))),
            None => Ok((after, found)),
        }
    }

    /// A finding that stands after the fixes and tells that one of them was wrong.
    fn harm<'f>(&self, proposals: &[Proposal<'j>], edits: &BTreeMap<&SourcePath, Vec<&Edit>>, found: &'f [Judged]) -> Option<&'f Diagnostic> {
        let known: BTreeSet<&str> = self.before.iter().map(|it| it.fingerprint.as_str()).collect();
        let moved = |path: &SourcePath, at: u32| edits.get(path).map_or(i64::from(at), |edits| place(edits, at));
        let revealing = proposals.iter().any(Proposal::hides_others);
        let mut syntax: BTreeMap<&SourcePath, i64> = BTreeMap::new();
        // a mistake in the syntax that stood there before the fixes is nobody's harm
        let stood: BTreeSet<_> = self
            .before
            .iter()
            .map(|it| &it.finding)
            .filter(|it| it.code.category == Category::Syntax)
            .map(|it| (it.code.code, &it.path, moved(&it.path, it.span.start), &*it.message))
            .collect();
        let mut unreadable = BTreeSet::new();
        let mut mended = BTreeSet::new();
        let mut guessed = BTreeSet::new();
        for Proposal { finding, fix } in proposals {
            let at = moved(&finding.path, finding.span.start);
            mended.insert((finding.code.code, &finding.path, at, &*finding.message));
            if finding.code.category == Category::Syntax && finding.code.level == Level::Error {
                let first = syntax.entry(&finding.path).or_insert(at);
                *first = at.min(*first);
                // forms that reading goes on behind are told only of a file that can be read
                if finding.code != &YAML_UNSUPPORTED {
                    unreadable.insert(&finding.path);
                }
            }
            if !fix.safe && fix.room.is_none() && !finding.pointer.is_empty() {
                guessed.insert((&finding.path, &*finding.pointer));
            }
        }
        let out_of_sight = |finding: &Diagnostic| finding.code == &YAML_UNSUPPORTED && unreadable.contains(&finding.path);
        let harm = |it: &&Judged| {
            let finding = &it.finding;
            let (at, error, new) = (i64::from(finding.span.start), finding.level == Level::Error, !known.contains(it.fingerprint.as_str()));
            let unread = error && finding.code.category == Category::Syntax && edits.contains_key(&finding.path);
            // what was mended must be gone; of mistakes in the syntax only the first is seen, so the next one stands further down
            mended.contains(&(finding.code.code, &finding.path, at, &*finding.message))
                || match syntax.get(&finding.path) {
                    Some(first) if unread => {
                        at < *first && !stood.contains(&(finding.code.code, &finding.path, at, &*finding.message)) && !out_of_sight(finding)
                    }
                    _ => unread && new,
                }
                || (error && new && (!revealing || guessed.contains(&(&finding.path, &*finding.pointer))))
        };
        found.iter().find(harm).map(|it| &it.finding)
    }
}

/// Why some fixes must not be carried out together.
enum Refused<'j> {
    /// One of them, whichever it is, for this reason.
    For(String),
    /// Those that make room here, and nothing would say what is still to be written there.
    Silent(BTreeSet<Pointer<'j>>),
}

/// A file and a place in it.
type Pointer<'j> = (&'j SourcePath, &'j str);

/// The places in which fixes make room and no other finding, there or below, says so.
fn silent<'j>(proposals: &[Proposal<'j>], found: &[Judged]) -> BTreeSet<Pointer<'j>> {
    // a heading without words says so itself
    let rooms = || proposals.iter().filter(|it| it.fix.room.is_some() && !it.finding.pointer.is_empty());
    if rooms().next().is_none() {
        return BTreeSet::new();
    }
    let mut told: Vec<(&SourcePath, &str, &str)> = found.iter().map(|it| (&it.finding.path, &*it.finding.pointer, it.finding.code.code)).collect();
    told.sort_unstable();
    let says = |it: &&Proposal<'j>| {
        let ((path, pointer), code) = (it.pointer(), it.finding.code.code);
        let first = told.partition_point(|(of, at, _)| (*of, *at) < (path, pointer));
        let below = told.iter().skip(first).take_while(|(of, at, _)| *of == path && at.starts_with(pointer));
        let here = |at: &str| at.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        below.into_iter().any(|(_, at, other)| *other != code && here(at))
    };
    rooms().filter(|it| !says(it)).map(|it| it.pointer()).collect()
}

/// The edits by file, in the order of their findings; what makes room comes last, by its number.
fn edits<'j>(proposals: &[Proposal<'j>]) -> BTreeMap<&'j SourcePath, Vec<&'j Edit>> {
    let mut edits: BTreeMap<&SourcePath, Vec<&Edit>> = BTreeMap::new();
    let mut proposals: Vec<&Proposal<'j>> = proposals.iter().collect();
    proposals.sort_by_key(|proposal| proposal.fix.room);
    for edit in proposals.into_iter().flat_map(|proposal| &proposal.fix.edits) {
        edits.entry(&edit.path).or_default().push(edit);
    }
    edits
}

/// Where a byte of the old text stands in the new one; one that was replaced stands where its replacement begins.
fn place(edits: &[&Edit], at: u32) -> i64 {
    let before = edits.iter().filter(|edit| edit.span.start < at || (edit.span.start == at && edit.span.end == at));
    before.fold(i64::from(at), |place, edit| {
        let (taken, given) = (i64::from(edit.span.end.min(at)) - i64::from(edit.span.start), edit.text.len());
        let given = if edit.span.end > at { 0 } else { i64::try_from(given).unwrap_or_default() };
        place - taken + given
    })
}

/// The file after its edits, which have its line ends; `None` for a file that is no text, and for edits that do not fit.
fn applied(old: &[u8], edits: &[&Edit]) -> Option<Arc<[u8]>> {
    let text = std::str::from_utf8(old).ok()?;
    let changes: Vec<Change> = edits.iter().map(|edit| Change { span: edit.span, text: edit.text.clone() }).collect();
    change::apply(text, &changes).map(|text| text.into_bytes().into())
}

/// Can a territory file be read at all?
fn reads(path: &SourcePath, bytes: &[u8]) -> bool {
    document::yaml_file(path, &bytes.into()).tree.is_some()
}
