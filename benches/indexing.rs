//! What the search index costs: `cargo bench --bench indexing -- TERRITORY [FOLDER]`. Milliseconds to make all its files from a territory that has been
//! judged, and to write them into the folder where one is given; a line for each of five rounds. `benches/pagefind` sets it beside Pagefind.

use std::path::Path;
use std::time::Instant;

use quarterdeck::base::date::Date;
use quarterdeck::engine;
use quarterdeck::formats;
use quarterdeck::formats::format::Extra;
use quarterdeck::host::disk;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some(territory) = arguments.next() else {
        println!("say which territory: cargo bench --bench indexing -- TERRITORY [FOLDER]");
        return;
    };
    let folder = arguments.next();
    let snapshot = disk::read(Path::new(&territory), Date::parse("2026-11-22").unwrap(), None).unwrap();
    let analysis = engine::check(&snapshot);
    let index = formats::ALL.iter().find(|format| format.key == "search-index").expect("the format of the search index");
    for _ in 0..ROUNDS {
        // what pages share is not kept from round to round
        let view = engine::view(&analysis);
        let began = Instant::now();
        let artifacts = (index.artifacts)(&view, &Extra::default());
        let mut bytes = 0;
        for artifact in &artifacts {
            let made = (artifact.bytes)();
            bytes += made.len();
            if let Some(folder) = &folder {
                let path = Path::new(folder).join(artifact.path.as_str());
                path.parent().into_iter().for_each(|parent| std::fs::create_dir_all(parent).unwrap());
                std::fs::write(path, made).unwrap();
            }
        }
        println!("{:.1} ms, {} files, {bytes} bytes", began.elapsed().as_secs_f64() * 1e3, artifacts.len());
    }
}
