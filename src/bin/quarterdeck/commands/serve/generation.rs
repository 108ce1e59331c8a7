//! One state of the territory as a site that answers. Its values borrow from each other, so they live on threads of their own, which make a page
//! when it is asked for and end when the generation is dropped.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use anyhow::{Context, anyhow};

use crate::commands::territory::Times;
use crate::commands::{territory, theme};
use quarterdeck::audience::project::View;
use quarterdeck::base::path::SourcePath;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::diag::findings::Counts;
use quarterdeck::engine::{self, Memory, Parts, Reach};
use quarterdeck::formats::artifact::{Artifact, Site};
use quarterdeck::parse::document;
use quarterdeck::parse::node::Kind;
use quarterdeck::serve::answer::{Page, Table};
use quarterdeck::serve::live::Fault;
use quarterdeck::source::layout;
use quarterdeck::source::snapshot::{File, Snapshot};

/// Threads that make pages: a browser asks for a few files at once.
const MAKERS: usize = 2;

/// What is said of a site at the terminal.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub plans: usize,
    pub as_of: String,
    pub counts: Counts,
    /// Mistakes in the territory's own theme, for which the built-in files stand in.
    pub notes: Vec<String>,
    /// Where the time went.
    pub times: Option<Times>,
}

/// A question for one page, and where its answer goes.
type Ask = (String, Sender<Page>);

/// A whole site, never half of one.
pub struct Generation {
    number: u64,
    pub summary: Summary,
    /// Why it should not take the place of a good one.
    pub faults: Vec<Fault>,
    /// Every address, with what stands there once somebody has asked.
    pages: HashMap<String, OnceLock<Page>>,
    /// What stands at an address that is known only when it has been made, once somebody has asked.
    late: Mutex<BTreeMap<String, Page>>,
    ask: Sender<Ask>,
}

/// What one generation leaves to the next.
pub type Shared = Arc<Mutex<Memory>>;

impl Table for Generation {
    fn page(&self, key: &str) -> Page {
        if let Some(page) = self.pages.get(key) {
            return page.get_or_init(|| self.made(key)).clone();
        }
        if Reach::of(key) == Reach::Ready {
            return Page::Missing;
        }
        let late = || self.late.lock().unwrap_or_else(PoisonError::into_inner);
        let known = late().get(key).cloned();
        known.unwrap_or_else(|| {
            let page = self.made(key);
            // there is no end of addresses where nothing stands
            if page != Page::Missing {
                late().insert(key.to_owned(), page.clone());
            }
            page
        })
    }

    fn generation(&self) -> u64 {
        self.number
    }
}

/// The site as the makers of pages know it.
struct Catalogue<'a> {
    view: &'a View<'a>,
    parts: &'a Parts,
    ready: HashMap<&'a str, &'a Artifact<'a>>,
    /// With the further parts of lists, and with everything that is known late; each made when somebody asks for what stands there.
    in_parts: OnceLock<Site<'a>>,
    whole: OnceLock<Site<'a>>,
}

impl Catalogue<'_> {
    fn make(&self, key: &str) -> Page {
        if let Some(artifact) = self.ready.get(key) {
            return make(artifact, self.parts);
        }
        let reach = Reach::of(key);
        let larger = match reach {
            Reach::Ready => return Page::Missing,
            Reach::Parts => &self.in_parts,
            Reach::Whole => &self.whole,
        };
        let site = || larger.get_or_init(|| engine::site_within(self.view, self.parts, reach));
        match catch_unwind(AssertUnwindSafe(site)) {
            Ok(site) => site.artifacts.iter().find(|artifact| artifact.path.as_str() == key).map_or(Page::Missing, |artifact| make(artifact, self.parts)),
            Err(panic) => Page::Failed(format!("a bug in quarterdeck: {}", says(&*panic))),
        }
    }
}

/// The stages from files to a site, in order: the one place where `serve` calls the engine.
fn stages<T>(snapshot: &Snapshot, memory: &Shared, made: impl FnOnce(Summary, Vec<Fault>, &Catalogue<'_>, &Site<'_>) -> T) -> T {
    let mut times = Times::new();
    let memory = || memory.lock().unwrap_or_else(PoisonError::into_inner);
    let analysis = engine::check_again(snapshot, &mut memory(), &mut |stage| times.stage(stage));
    let mut view = engine::view_again(&analysis, &mut memory());
    times.stage("view");
    // here the site stands at the top, whatever its address will be
    view.frame.missing_root = None;
    let view = view;
    let (parts, notes) = engine::parts(snapshot, &analysis);
    let site = engine::site_within(&view, &parts, Reach::Ready);
    times.stage("site");
    let ready = site.artifacts.iter().map(|artifact| (artifact.path.as_str(), artifact)).collect();
    let catalogue = Catalogue { view: &view, parts: &parts, ready, in_parts: OnceLock::new(), whole: OnceLock::new() };
    let summary = Summary {
        plans: view.rows.len(),
        as_of: view.frame.as_of.to_string(),
        counts: Counts::of(&analysis.findings),
        notes: notes.iter().map(theme::note).collect(),
        times: Some(times),
    };
    made(summary, unusable(snapshot, &analysis.findings), &catalogue, &site)
}

impl Generation {
    /// Builds the site of a snapshot, with what the generation before has left.
    ///
    /// # Errors
    /// When a thread cannot be started, or ends with a bug.
    pub fn start(number: u64, snapshot: Snapshot, memory: Shared) -> anyhow::Result<Self> {
        let (ask, asked) = channel();
        let (tell, told) = channel();
        let failed = tell.clone();
        let build = move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                stages(&snapshot, &memory, |mut summary, mut faults, catalogue, site| {
                    let tried = tried(&snapshot, catalogue);
                    let known = |path: &str| tried.get(path).cloned().map_or_else(OnceLock::new, OnceLock::from);
                    let pages = || site.artifacts.iter().map(|artifact| artifact.path.as_str()).map(|path| (path.to_owned(), known(path))).collect();
                    let (wrong, pages) = rayon::join(|| wrong(site, &tried, catalogue.parts), pages);
                    faults.extend(wrong);
                    summary.notes.extend(catalogue.parts.faults());
                    let _ = tell.send(Ok((summary, faults, pages)));
                    drop(tell);
                    let asked: Mutex<Receiver<Ask>> = Mutex::new(asked);
                    thread::scope(|scope| {
                        for _ in 0..MAKERS {
                            scope.spawn(|| answer(&asked, catalogue));
                        }
                    });
                });
            }));
            if let Err(panic) = outcome {
                let _ = failed.send(Err(anyhow!("a bug in quarterdeck: {}", says(&*panic))));
            }
        };
        thread::Builder::new().name("site".to_owned()).spawn(build).context("no thread can be started")?;
        let (summary, faults, pages) = told.recv().context("the site was not made")??;
        Ok(Generation { number, summary, faults, pages, late: Mutex::default(), ask })
    }

    fn made(&self, key: &str) -> Page {
        let (answer, answered) = channel();
        let asked = self.ask.send((key.to_owned(), answer));
        asked.ok().and_then(|()| answered.recv().ok()).unwrap_or_else(|| Page::Failed("the threads that make pages have ended".to_owned()))
    }
}

/// Makes pages until nobody can ask any more.
fn answer(asked: &Mutex<Receiver<Ask>>, catalogue: &Catalogue<'_>) {
    loop {
        // the lock is held while one of the makers waits; the other waits for the lock
        let next = asked.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((key, reply)) = next else { return };
        let _ = reply.send(catalogue.make(&key));
    }
}

fn make(artifact: &Artifact<'_>, parts: &Parts) -> Page {
    match catch_unwind(AssertUnwindSafe(|| (artifact.bytes)())) {
        Ok(bytes) if bytes.is_empty() && is_page(artifact.path.as_str()) => Page::Failed(parts.faults().join("\n")),
        Ok(bytes) => Page::Made(bytes.into()),
        Err(panic) => Page::Failed(format!("a bug in quarterdeck: {}", says(&*panic))),
    }
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// What a panic said.
fn says(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason was given")
}

/// Territory files without which there is nothing to show but guesses.
fn unusable(snapshot: &Snapshot, findings: &[Diagnostic]) -> Vec<Fault> {
    if let Some((name, reason)) = territory::unreadable(snapshot) {
        return vec![Fault { place: name.to_owned(), message: format!("`{name}` {reason}"), help: None }];
    }
    let Some(path) = SourcePath::new(layout::TERRITORY) else { return Vec::new() };
    let Some(File::Bytes(bytes)) = snapshot.files.get(&path) else {
        let help = Some("put it back: without it no folder is a territory".to_owned());
        return vec![Fault { place: path.to_string(), message: format!("`{path}` is gone"), help }];
    };
    match document::yaml_file(&path, bytes).tree {
        Some(tree) if tree.root().kind() == Kind::Map => return Vec::new(),
        // an editor that has cut the file off and not yet written it
        Some(_) => return vec![Fault { place: path.to_string(), message: format!("`{path}` holds no settings"), help: None }],
        None => {}
    }
    territory::broken_settings(snapshot, findings)
}

/// Where the territory has templates of its own, one page of each kind, made before anybody sees the site: the built-in ones cannot fail.
fn tried(snapshot: &Snapshot, catalogue: &Catalogue<'_>) -> BTreeMap<String, Page> {
    let own = SourcePath::new(layout::THEME).is_some_and(|first| {
        let theme = snapshot.files.range(first..).map(|(path, _)| path.as_str()).skip_while(|path| *path < layout::THEME);
        theme.take_while(|path| path.starts_with(layout::THEME)).any(is_page)
    });
    if !own {
        return BTreeMap::new();
    }
    let paths: BTreeSet<&str> = catalogue.ready.keys().copied().filter(|path| is_page(path)).collect();
    let mut kinds = BTreeMap::new();
    for path in paths {
        kinds.entry(kind(path)).or_insert(path);
    }
    kinds.values().map(|path| ((*path).to_owned(), catalogue.make(path))).collect()
}

/// An address without what differs between pages of one kind.
fn kind(path: &str) -> (&str, &str) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let first = folder.split('/').next().unwrap_or(folder);
    (first, if matches!(name, "index.html" | "review.html") || first.is_empty() { name } else { "*" })
}

/// What would leave holes in the site.
fn wrong(site: &Site<'_>, tried: &BTreeMap<String, Page>, parts: &Parts) -> Vec<Fault> {
    let fault = |message: String| Fault { place: String::new(), message, help: None };
    let mut faults = Vec::new();
    if site.artifacts.is_empty() {
        faults.push(fault("the theme has no style sheet or script that a site could be made with".to_owned()));
    }
    faults.extend(site.collisions().into_iter().take(1).map(|(a, b)| fault(format!("the site needs one name for two files, `{a}` and `{b}`"))));
    let mut reasons: Vec<&String> = tried.values().filter_map(|page| if let Page::Failed(reason) = page { Some(reason) } else { None }).collect();
    reasons.sort();
    reasons.dedup();
    // a fault that several kinds of page met is told with the first that was made
    faults.extend(reasons.into_iter().filter(|reason| !reason.is_empty()).map(|reason| fault(reason.clone())));
    if faults.is_empty() && tried.values().any(|page| matches!(page, Page::Failed(_))) {
        faults.extend(parts.faults().into_iter().map(fault));
    }
    faults
}
