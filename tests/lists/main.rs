//! The site's lists: data files against each other and against the commands, parts of long lists, links and anchors of every page.

mod data;
mod links;
mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use quarterdeck::analysis::Analysis;
use quarterdeck::audience::project::View;
use quarterdeck::base::date::Date;
use quarterdeck::engine::{self, Reach};
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
    engine::view(analysis)
}

/// Every file of the site by its address.
fn files(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let analysis = engine::check(snapshot);
    let view = view(&analysis);
    let (parts, notes) = engine::parts(snapshot, &analysis);
    assert!(notes.is_empty(), "{notes:?}");
    let site = engine::site(&view, &parts);
    assert_eq!(site.collisions(), []);
    // what a smaller catalogue lacks is what a request for it calls for
    for reach in [Reach::Ready, Reach::Parts] {
        let within = engine::site_within(&view, &parts, reach);
        let within: BTreeSet<&str> = within.artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
        let wanted: Vec<&str> = site.artifacts.iter().map(|artifact| artifact.path.as_str()).filter(|path| Reach::of(path) <= reach).collect();
        let missing: Vec<&&str> = wanted.iter().filter(|path| !within.contains(*path)).collect();
        assert_eq!(missing, Vec::<&&str>::new(), "{reach:?}");
    }
    let made = site.artifacts.iter().map(|artifact| (artifact.path.to_string(), (artifact.bytes)())).collect();
    assert_eq!(parts.faults(), Vec::<String>::new());
    made
}
