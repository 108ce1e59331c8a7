//! Numbers that nobody means: every number of a plan, of the tables and of the territory's files, as great, as small and as negative as a number can be
//! written. The plan is checked, scored, rendered and reviewed all the same.

use proptest::prelude::*;
use quarterdeck::base::console::Style;
use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::engine;
use quarterdeck::host::disk;
use quarterdeck::reports::review;
use quarterdeck::source::snapshot::{File, Snapshot};

const ACCOUNT: &str = "kestrel-ridge-medical-center";
const PLAN: &str = "accounts/kestrel-ridge-medical-center/plan.md";
/// The files whose numbers change.
const FILES: &[&str] = &[PLAN, "data/accounts.csv", "data/quota.csv", "data/revenue.csv", "data/wallet.csv", "quarterdeck.yaml", "icp.yaml"];
const EXTREMES: &[&str] =
    &["7e28", "-7e28", "1e-28", "5000000000000000000000000000", "0", "1", "79228162514264337593543950335", "2147483647", "9223372036854775807"];

/// The example with one plan, and the table rows of its account and a few others.
fn example() -> Snapshot {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("example-territory");
    let mut snapshot = disk::read(&root, Date::parse("2026-11-22").unwrap(), None).unwrap();
    let one = format!("accounts/{ACCOUNT}/");
    snapshot.files.retain(|path, _| !path.as_str().starts_with("accounts/") || path.as_str().starts_with(&one));
    for name in FILES.iter().filter(|name| name.ends_with(".csv")) {
        let text = text(&snapshot, name);
        let few = text.lines().enumerate().filter(|(at, line)| *at < 4 || line.starts_with(ACCOUNT)).map(|(_, line)| format!("{line}\n"));
        write(&mut snapshot, name, &few.collect::<String>());
    }
    snapshot
}

fn text(snapshot: &Snapshot, name: &str) -> String {
    String::from_utf8(snapshot.bytes(&SourcePath::new(name).unwrap()).unwrap().to_vec()).unwrap()
}

fn write(snapshot: &mut Snapshot, name: &str, text: &str) {
    snapshot.files.insert(SourcePath::new(name).unwrap(), File::Bytes(text.as_bytes().into()));
}

/// Where numbers stand, but for those in dates, words and a plan's text.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map_or(text.len(), |end| end + 4);
    let of_word = |c: char| c.is_alphanumeric() || "-._%$:".contains(c);
    let mut found = Vec::new();
    for word in text[..end].split(|c: char| !of_word(c)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        if word.starts_with(|c: char| c.is_ascii_digit()) && word.parse::<f64>().is_ok() {
            found.push(start..start + word.len());
        }
    }
    found
}

/// Everything that is made of a territory; the pages of its plan alone where they suffice.
fn survived(snapshot: &Snapshot, all: bool) {
    let analysis = engine::check(snapshot);
    let view = engine::view(&analysis);
    let (parts, _) = engine::parts(snapshot, &analysis);
    for artifact in &engine::site(&view, &parts).artifacts {
        let path = artifact.path.as_str();
        if all && !path.starts_with("findings/") || path.starts_with("accounts/") {
            let _ = (artifact.bytes)();
        }
    }
    if let Some(pack) = view.pack(0, None) {
        assert!(!review::text(&pack, view.frame.as_of, Style::PLAIN).is_empty());
    }
}

/// One number after the other, each as one of the first three extremes; `QUARTERDECK_TURNS=3` has each as all of them.
#[test]
fn one_number_is_extreme() {
    let example = example();
    let turns = std::env::var("QUARTERDECK_TURNS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut n = 0;
    for name in FILES {
        let sound = text(&example, name);
        for (at, place) in numbers(&sound).into_iter().enumerate() {
            for turn in 0..turns {
                let extreme = EXTREMES[(at + turn) % 3];
                let mut snapshot = example.clone();
                let mut text = sound.clone();
                text.replace_range(place.clone(), extreme);
                write(&mut snapshot, name, &text);
                survived(&snapshot, at == 0);
                n += 1;
            }
        }
    }
    assert!(n > 200, "{n}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(32)) })]

    /// What overflows is often what is made of two: a great number over a small one.
    #[test]
    fn many_numbers_are_extreme(dice in prop::collection::vec(0..8 * EXTREMES.len(), 400)) {
        let mut snapshot = example();
        let mut dice = dice.into_iter().cycle();
        for name in FILES {
            let mut changed = text(&snapshot, name);
            // from the end, so that the places before stay where they are
            for (place, rolled) in numbers(&changed).into_iter().rev().zip(&mut dice) {
                if let Some(extreme) = EXTREMES.get(rolled) {
                    changed.replace_range(place, extreme);
                }
            }
            write(&mut snapshot, name, &changed);
        }
        survived(&snapshot, true);
    }
}

/// Reports of an examiner: each stopped `build` or `review` while `check` had nothing to say.
#[test]
fn numbers_that_stopped_the_program() {
    let check = |edits: &[(&str, &str, &str)]| {
        let mut snapshot = example();
        for (name, from, to) in edits {
            let sound = text(&snapshot, name);
            assert!(sound.contains(from), "{name} has no {from}");
            write(&mut snapshot, name, &sound.replace(from, to));
        }
        survived(&snapshot, true);
    };
    check(&[(PLAN, "baseline: {value: 214,", "baseline: {value: 41,"), (PLAN, "value: 208,", "value: 7e28,")]);
    let great = "account,period,brand,division,product,amount,margin\nkestrel-ridge-medical-center,FY2026-Q4,steadyline,Acute Care,steadyline-bedside,5000000000000000000000000000,0.4\n";
    let example = example();
    let of = |name: &str| text(&example, name);
    let little = great.replace("5000000000000000000000000000", "4");
    check(&[
        ("data/revenue.csv", &of("data/revenue.csv"), &little),
        (PLAN, "amount: 520000 ", "amount: 7e28 "),
        (PLAN, "probability: 0.", "probability: 0.000000000"),
    ]);
    check(&[
        ("data/revenue.csv", &of("data/revenue.csv"), great),
        ("data/quota.csv", &of("data/quota.csv"), "account,period,amount\nkestrel-ridge-medical-center,FY2026-Q4,1\n"),
    ]);
}
