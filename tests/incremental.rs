//! A run that has the memory of the one before gives what a run without any gives, to the byte, after every edit of a long random sequence.
//! `QUARTERDECK_EDITS` says how many edits (50), `QUARTERDECK_SEED` where the sequence begins.

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use quarterdeck::analysis::Analysis;
use quarterdeck::audience::project::View;
use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::engine::{self, Memory};
use quarterdeck::host::disk;
use quarterdeck::source::fixture;
use quarterdeck::source::snapshot::{File, Snapshot};

use common::{Room, TODAY};

/// Splitmix64: a short sequence that every machine counts the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

/// What people change, wrongly now and then: from, to.
const EDITS: &[(&str, &str)] = &[
    ("tier: A", "tier: B"),
    ("tier: B", "tier: A"),
    ("status: active", "status: draft"),
    ("status: draft", "status: active"),
    ("status: active", "status: closed"),
    ("status: open\n    origin", "status: won\n    origin"),
    ("amount: 1", "amount: 9"),
    ("amount: 2", "amount: 1"),
    ("probability: 0.", "probability: 1."),
    ("status: doing", "status: done"),
    ("due: 2026-1", "due: 2025-1"),
    ("due: 2027-0", "due: 2026-0"),
    ("close_by: 2027", "close_by: 2026"),
    ("close_by: 2026-1", "close_by: 2029-1"),
    ("owner: ", "owner: x"),
    ("influence: 5", "influence: 1"),
    ("disposition: champion", "disposition: opponent"),
    ("kdm: true", "kdm: false"),
    ("stance: grow", "stance: retain"),
    ("objectives:", "objektives:"),
    ("\n---\n", "\n--\n"),
    ("\n--\n", "\n---\n"),
    ("objektives:", "objectives:"),
    ("The ", "We will become best in class. The "),
    (" and ", " <b>and</b> "),
    ("\n## ", "\n[there](../nowhere/plan.md)\n\n## "),
    ("\n## ", "\nThe portal: https://maya:s3cretly@portal.example.com/stock\n\n## "),
    ("s3cretly", "xxxxxxxx"),
    ("\n## ", "\n# quarterdeck\n<!-- quarterdeck: ignore[broken-link] -- for the test, until 2027-01-31 -->\n## "),
];

struct Land {
    files: BTreeMap<SourcePath, File>,
    /// As they were at first: a thousand edits would leave nothing to edit if nobody ever took one back.
    first: BTreeMap<SourcePath, File>,
    dice: Dice,
    /// How often each of [`EDITS`] was made.
    made: Vec<usize>,
    /// The commits so far, a line each as `source/fixture.rs` reads them; `None` where nobody asked for a history.
    commits: Option<String>,
}

impl Land {
    fn snapshot(&self) -> Snapshot {
        let today = Date::parse(TODAY).unwrap();
        let history = self.commits.as_ref().map(|lines| fixture::snapshot(&format!("=== .history\n{lines}"), today).history);
        Snapshot { files: self.files.clone(), today, history: history.unwrap_or_default() }
    }

    /// Somebody commits what stands in some section of a plan.
    fn commit(&mut self, account: &str) {
        let section = *self.dice.pick(&["people", "opportunities", "commitment", "actions", "owner", "team"]);
        let day = 1 + self.dice.roll(20);
        if let Some(commits) = &mut self.commits {
            commits.push_str(&format!("2026-11-{day:02} {account} {section} by Maya Chen <maya.chen@example.com>\n"));
        }
    }

    fn paths(&self, wanted: impl Fn(&str) -> bool) -> Vec<SourcePath> {
        self.files.keys().filter(|path| wanted(path.as_str())).cloned().collect()
    }

    fn text(&self, path: &SourcePath) -> String {
        match &self.files[path] {
            File::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        }
    }

    fn write(&mut self, path: &SourcePath, text: &str) {
        self.files.insert(path.clone(), File::Bytes(text.as_bytes().into()));
    }

    fn any(&mut self, wanted: impl Fn(&str) -> bool) -> Option<SourcePath> {
        let paths = self.paths(wanted);
        (!paths.is_empty()).then(|| self.dice.pick(&paths).clone())
    }

    /// One edit; says what it did.
    fn edit(&mut self) -> String {
        if self.dice.roll(8) == 0 {
            let all: Vec<_> = self.first.keys().cloned().collect();
            let path = self.dice.pick(&all).clone();
            let said = format!("{path} restored");
            if let Some(file) = self.first.get(&path) {
                self.files.insert(path, file.clone());
            }
            return said;
        }
        let plan = |path: &str| path.starts_with("accounts/") && path.ends_with("/plan.md");
        let review = |path: &str| path.contains("/reviews/") && path.ends_with(".md");
        let Some(path) = (match self.dice.roll(20) {
            0 => self.any(|path| path.ends_with(".csv")),
            1 => self.any(|path| path == "quarterdeck.yaml" || path == "people.yaml" || path == "icp.yaml" || path == "cycle.yaml"),
            2..4 => self.any(review),
            4 => self.any(|path| path.starts_with("pages/")),
            _ => self.any(plan),
        }) else {
            return "nothing".to_owned();
        };
        let name = path.as_str().to_owned();
        if let (Some(account), 0) = (name.split('/').nth(1).filter(|_| plan(&name)), self.dice.roll(2)) {
            self.commit(account);
        }
        match self.dice.roll(12) {
            0 if plan(&name) => {
                let target = SourcePath::new(&name.replace("/plan.md", "-two/plan.md")).unwrap();
                let file = self.files.remove(&path).unwrap();
                self.files.insert(target, file);
                format!("{name} moved")
            }
            1 if plan(&name) => {
                let target = SourcePath::new(&name.replace("/plan.md", "-copy/plan.md")).unwrap();
                let file = self.files[&path].clone();
                self.files.insert(target, file);
                format!("{name} copied")
            }
            2 if !name.ends_with(".yaml") => {
                self.files.remove(&path);
                format!("{name} removed")
            }
            3 if plan(&name) => {
                self.files.insert(path, File::Refused("is a symbolic link".to_owned()));
                format!("{name} refused")
            }
            4 => {
                // the same bytes in another place of memory are the same file
                let text = self.text(&path);
                self.write(&path, &text);
                format!("{name} saved as it was")
            }
            _ if name.ends_with(".csv") => {
                let text = self.text(&path);
                let mut lines: Vec<&str> = text.lines().collect();
                if lines.len() > 2 {
                    let line = 1 + self.dice.roll(lines.len() - 1);
                    lines.remove(line);
                }
                self.write(&path, &(lines.join("\n") + "\n"));
                format!("{name} lost a row")
            }
            _ if name.ends_with(".yaml") => {
                let text = self.text(&path);
                let digits: Vec<usize> = text.match_indices(|c: char| ('2'..='8').contains(&c)).map(|(at, _)| at).collect();
                if digits.is_empty() {
                    return format!("{name} has only ones");
                }
                let at = *self.dice.pick(&digits);
                self.write(&path, &format!("{}1{}", &text[..at], &text[at + 1..]));
                format!("{name} has another digit at {at}")
            }
            _ => {
                let text = self.text(&path);
                let fits: Vec<usize> = (0..EDITS.len()).filter(|edit| text.contains(EDITS[*edit].0)).collect();
                // those that were made least come first, so that a short run has many kinds
                let least = fits.iter().map(|edit| self.made[*edit]).min().unwrap_or_default();
                let fits: Vec<usize> = fits.into_iter().filter(|edit| self.made[*edit] == least).collect();
                if fits.is_empty() {
                    self.write(&path, &(text + "\nOne line more.\n"));
                    return format!("{name} got a line");
                }
                let edit = *self.dice.pick(&fits);
                let (from, to) = EDITS[edit];
                self.made[edit] += 1;
                let found = text.matches(from).count();
                let at = text.match_indices(from).nth(self.dice.roll(found)).unwrap().0;
                self.write(&path, &format!("{}{to}{}", &text[..at], &text[at + from.len()..]));
                format!("{name}: {from:?} to {to:?} at {at}")
            }
        }
    }
}

/// All that is said of a territory.
fn said(analysis: &Analysis<'_>) -> Vec<String> {
    let findings = analysis.findings.iter().map(|finding| format!("{finding:?}"));
    let accepted = analysis.accepted.iter().map(|accepted| format!("{accepted:?}"));
    let cards = analysis.portfolio.plans.iter().zip(&analysis.cards).map(|(unit, card)| format!("{} {:?} {card:?}", unit.slug, unit.file.tainted));
    findings.chain(accepted).chain(cards).collect()
}

/// Every file of the site.
fn site<'a>(analysis: &'a Analysis<'a>, view: &'a View<'a>) -> BTreeMap<String, Vec<u8>> {
    let (parts, _) = engine::parts(analysis.snapshot, analysis);
    let site = engine::site(view, &parts);
    site.artifacts.iter().map(|artifact| (artifact.path.as_str().to_owned(), (artifact.bytes)())).collect()
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn a_run_with_a_memory_gives_what_a_run_without_one_gives() {
    runs_agree(None);
}

/// Each commit gives another history, in which most plans have the past that they had.
#[test]
fn a_run_with_a_memory_and_a_history_gives_what_a_run_without_memory_gives() {
    runs_agree(Some(String::new()));
}

fn runs_agree(commits: Option<String>) {
    let (edits, seed) = (number("QUARTERDECK_EDITS", 50), number("QUARTERDECK_SEED", 7));
    let room = Room::new();
    let land = room.generated("land", &["40", "--defects", "0.3"]);
    let first = disk::read(&land, Date::parse(TODAY).unwrap(), None).unwrap();
    let mut land = Land { first: first.files.clone(), files: first.files, dice: Dice(seed), made: vec![0; EDITS.len()], commits };
    let texts: Vec<String> = land.files.keys().filter(|path| path.as_str().ends_with(".md")).map(|path| land.text(path)).collect();
    for (from, _) in EDITS {
        let made_by_another = EDITS.iter().any(|(_, to)| to.contains(from));
        assert!(made_by_another || texts.iter().any(|text| text.contains(from)), "{from:?} stands in no plan, so the edit is never made");
    }
    land.write(&SourcePath::new("pages/how.md").unwrap(), "---\ntitle: How we plan\n---\n# How\n\nSee [there](../accounts/none/plan.md).\n");
    let mut memory = Memory::default();
    let mut done: Vec<String> = Vec::new();
    for number in 0..=edits {
        let snapshot = land.snapshot();
        let warm = engine::check_again(&snapshot, &mut memory, &mut |_| {});
        let cold = engine::check(&snapshot);
        let (said_warm, said_cold) = (said(&warm), said(&cold));
        for (warm, cold) in said_warm.iter().zip(&said_cold) {
            assert_eq!(warm, cold, "after {number} edits, the last being {:#?}", done.iter().rev().take(3).collect::<Vec<_>>());
        }
        assert_eq!(said_warm.len(), said_cold.len(), "after {number} edits: {:?}", done.last());
        let (warm_view, cold_view) = (engine::view_again(&warm, &mut memory), engine::view(&cold));
        for (warm, cold) in warm_view.rows.iter().zip(&cold_view.rows) {
            assert_eq!(format!("{warm:?}"), format!("{cold:?}"), "after {number} edits, the last being {:?}", done.last());
        }
        assert_eq!(warm_view.rows.len(), cold_view.rows.len());
        // a page is made of nothing but what was said and the snapshot; without optimisation to read them all each time would take an hour
        if !cfg!(debug_assertions) || number % 10 == 0 {
            let (warm, cold) = (site(&warm, &warm_view), site(&cold, &cold_view));
            assert!(warm.keys().eq(cold.keys()), "after {number} edits: {:?}", done.last());
            let other: Vec<&String> = warm.iter().filter(|(path, bytes)| cold.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
            assert!(other.is_empty(), "{other:?} differ after {number} edits: {:?}", done.last());
        }
        done.push(land.edit());
    }
    let kinds: std::collections::BTreeSet<&str> = done.iter().filter_map(|it| it.split(' ').nth(1)).collect();
    assert!(kinds.len() >= 4, "{kinds:?}");
    let n_made = land.made.iter().filter(|made| **made > 0).count();
    assert!(n_made >= (edits as usize / 4).min(EDITS.len() - 4), "{n_made} kinds of edits of {}", EDITS.len());
    if let Some(commits) = &land.commits {
        assert!(commits.lines().count() >= edits as usize / 5, "{commits}");
    }
}

#[test]
fn what_has_not_changed_is_not_read_again() {
    let room = Room::new();
    let land = room.generated("land", &["12"]);
    let mut snapshot = disk::read(&land, Date::parse(TODAY).unwrap(), None).unwrap();
    let mut memory = Memory::default();
    let before: Vec<_> = engine::check_again(&snapshot, &mut memory, &mut |_| {}).portfolio.plans;
    let path = before[3].file.path.clone();
    let text = before[3].file.text().to_owned() + "\nA line more.\n";
    snapshot.files.insert(path.clone(), File::Bytes(text.into_bytes().into()));
    let after = engine::check_again(&snapshot, &mut memory, &mut |_| {}).portfolio;
    let again: Vec<&str> = before.iter().zip(&after.plans).filter(|(a, b)| !Arc::ptr_eq(a, b)).map(|(a, _)| a.file.path.as_str()).collect();
    assert_eq!(again, [path.as_str()]);
}

#[test]
fn a_secret_that_somebody_took_out_is_gone() {
    let room = Room::new();
    let land = room.generated("land", &["2"]);
    let mut snapshot = disk::read(&land, Date::parse(TODAY).unwrap(), None).unwrap();
    let mut memory = Memory::default();
    let path = engine::check(&snapshot).portfolio.plans[0].file.path.clone();
    let text = String::from_utf8_lossy(snapshot.bytes(&path).unwrap()).into_owned();
    let mut found = |line: &str| {
        snapshot.files.insert(path.clone(), File::Bytes(format!("{text}\n{line}\n").into_bytes().into()));
        let analysis = engine::check_again(&snapshot, &mut memory, &mut |_| {});
        analysis.findings.iter().filter(|finding| finding.code.name == "secret-found").count()
    };
    // what stands there now is what was shown before
    let lines = [
        "The portal: https://maya:s3cretly@a.example.com",
        "The portal: https://maya:xxxxxxxx@a.example.com",
        "The portal: https://maya:s3cretly@a.example.com",
    ];
    assert_eq!(lines.map(&mut found), [1, 0, 1]);
}
