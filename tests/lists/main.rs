//! The site's lists: data files against each other and against the commands, parts of long lists, links and anchors of every page.

mod data;
mod links;
mod parts;

use std::collections::BTreeMap;
use std::path::PathBuf;

use quarterdeck::analysis::Analysis;
use quarterdeck::audience::project::{View, project};
use quarterdeck::base::date::Date;
use quarterdeck::engine;
use quarterdeck::source::snapshot::Snapshot;

/// The day of all tests.
fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn example() -> Snapshot {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("example-territory");
    quarterdeck::host::disk::read(&root, today(), None).unwrap()
}

fn view<'a>(analysis: &'a Analysis<'a>) -> View<'a> {
    let codes: Vec<_> = quarterdeck::rules::ALL.iter().map(|rule| rule.code).collect();
    project(analysis, &codes)
}

/// Every file of the site by its address.
fn files(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let analysis = engine::check(snapshot);
    let view = view(&analysis);
    let (parts, notes) = engine::parts(snapshot, &analysis);
    assert!(notes.is_empty(), "{notes:?}");
    let site = engine::site(&view, &parts);
    assert_eq!(site.collisions(), []);
    let made = site.artifacts.iter().map(|artifact| (artifact.path.to_string(), (artifact.bytes)())).collect();
    assert_eq!(parts.faults(), Vec::<String>::new());
    made
}
