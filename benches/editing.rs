//! What one edit costs once a territory has been judged: `cargo bench --bench editing -- TERRITORY`. Medians, stage by stage, for an
//! edit of a narrative and for one that moves a close date; each beside a run that starts from nothing. Generate a territory with `benches/gen_territory.py`.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::engine::{self, Memory};
use quarterdeck::host::disk;
use quarterdeck::source::snapshot::{File, Snapshot};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 15;

/// Milliseconds by stage.
type Stages = BTreeMap<&'static str, Vec<f64>>;

fn run(snapshot: &Snapshot, memory: &mut Memory, wanted: &str, stages: &mut Stages) {
    let mut last = Instant::now();
    let began = last;
    let mut ended = |stage: &'static str| {
        stages.entry(stage).or_default().push(last.elapsed().as_secs_f64() * 1e3);
        last = Instant::now();
    };
    let analysis = engine::check_again(snapshot, memory, &mut ended);
    let view = engine::view_again(&analysis, memory);
    ended("view");
    let (parts, _) = engine::parts(snapshot, &analysis);
    ended("theme");
    let site = engine::site_within(&view, &parts, engine::Reach::Ready);
    ended("catalogue");
    let bytes = site.artifacts.iter().find(|artifact| artifact.path.as_str() == wanted).map_or(0, |artifact| (artifact.bytes)().len());
    ended("page");
    assert!(bytes > 1000);
    stages.entry("all").or_default().push(began.elapsed().as_secs_f64() * 1e3);
}

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("say which territory: cargo bench --bench editing -- TERRITORY");
        return;
    };
    let today = Date::parse("2026-11-22").unwrap();
    let mut snapshot = disk::read(Path::new(&folder), today, None).unwrap();
    let plans: Vec<SourcePath> = snapshot.files.keys().filter(|path| path.as_str().ends_with("/plan.md")).cloned().collect();
    let (mut clean, mut body, mut money) = (Stages::new(), Stages::new(), Stages::new());
    let mut memory = Memory::default();
    let page = |path: &SourcePath| path.as_str().replace("plan.md", "index.html");
    run(&snapshot, &mut memory, &page(&plans[0]), &mut Stages::new());
    for round in 0..ROUNDS {
        let path = &plans[(round * 997) % plans.len()];
        let text = String::from_utf8(snapshot.bytes(path).unwrap().to_vec()).unwrap();
        let written = text.clone() + "\nOne sentence more.\n";
        snapshot.files.insert(path.clone(), File::Bytes(written.clone().into_bytes().into()));
        run(&snapshot, &mut memory, &page(path), &mut body);
        let written = written.replacen("close_by: 202", "close_by: 203", 1).replacen("amount: ", "amount: 1", 2);
        snapshot.files.insert(path.clone(), File::Bytes(written.into_bytes().into()));
        run(&snapshot, &mut memory, "index.html", &mut money);
    }
    // last: what they give back to the system would slow the edits after them
    for _ in 0..3 {
        run(&snapshot, &mut Memory::default(), &page(&plans[0]), &mut clean);
    }
    let median = |times: &[f64]| {
        let mut times = times.to_vec();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    println!("{} plans, ms: from nothing · narrative edited, its page · money edited, the portfolio", plans.len());
    let stages = [
        "settings",
        "tables",
        "plans",
        "references",
        "tiers",
        "across",
        "judged",
        "links",
        "places",
        "gather",
        "settle",
        "view",
        "theme",
        "catalogue",
        "page",
        "all",
    ];
    for stage in stages {
        let of = |stages: &Stages| stages.get(stage).map_or(0.0, |times| median(times));
        println!("{stage:>12} {:9.1} {:9.1} {:9.1}", of(&clean), of(&body), of(&money));
    }
}
