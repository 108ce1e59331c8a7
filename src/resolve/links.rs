//! Links between files of the territory: where they lead, and whether anything is there. Knows nothing of pages.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Fix, did_you_mean};
use crate::parse::outline::{Link, LinkKind, Outline};
use crate::parse::url::Address;
use crate::resolve::codes::BROKEN_LINK;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::portfolio::Portfolio;
use crate::resolve::unit::Unit;
use crate::source::layout::{self, Role};

/// Where a relative link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A heading of the same file.
    Here { anchor: String },
    /// Another plan's file, or a heading in it.
    Plan { folder: String, anchor: Option<String> },
    /// A page of the team's own, or a heading in it.
    Page { path: SourcePath, anchor: Option<String> },
    /// Another file of the territory.
    File(SourcePath),
    /// Out of the territory.
    Outside,
}

/// Reads a link's target from the file that holds it; `None` for an address with a scheme.
pub fn target(from: &SourcePath, link: &str) -> Option<Target> {
    if link.starts_with("//") || link.split(['/', '#', '?']).next().is_some_and(|head| head.contains(':')) {
        return None;
    }
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor.to_owned())));
    let path = path.split('?').next().unwrap_or("");
    if path.is_empty() {
        return Some(Target::Here { anchor: anchor.unwrap_or_default() });
    }
    let Some(path) = from.resolve(path) else { return Some(Target::Outside) };
    Some(match layout::role(&path) {
        Role::Plan { folder } => Target::Plan { folder, anchor },
        Role::Page { .. } => Target::Page { path, anchor },
        _ => Target::File(path),
    })
}

/// The plans that a file's text links to, as written.
pub(in crate::resolve) fn plans_linked(path: &SourcePath, outline: &Outline) -> Vec<Slug> {
    let links = outline.links.iter().filter(|link| link.address != Address::Mail).filter_map(|link| target(path, &link.target));
    links
        .filter_map(|target| match target {
            Target::Plan { folder, .. } => Slug::new(&folder).ok(),
            _ => None,
        })
        .collect()
}

/// Broken links of one file for which the nearest name is looked up: each takes a look at all names, and whoever has more has moved a folder.
const GUESSES: usize = 100;
/// Broken links of one file that are told one by one. Nobody mends more by hand, and each costs time and memory in every report.
const MOST: usize = 1000;

/// Bytes of two names that are held against each other for the wrong headings of one file; after so many nothing is guessed.
const LOOKS: usize = 1 << 25;

/// The headings of the files that one file links to.
struct Anchors<'p> {
    known: HashMap<&'p SourcePath, HashSet<&'p str>>,
    looks: usize,
}

/// A name in a target that is none, and the near one that was probably meant.
struct Guess {
    wrong: String,
    near: String,
    /// The near one as it is shown.
    shown: String,
}

/// A heading that a file does not have.
struct NoHeading {
    near: Option<Guess>,
}

impl<'p> Anchors<'p> {
    /// `None` where the file has the heading, or nobody knows.
    fn missing(&mut self, path: &'p SourcePath, outline: &'p Outline, anchor: &str) -> Option<NoHeading> {
        let plain = |name: &'p str| name.strip_prefix("u-").unwrap_or(name);
        let names = || outline.headings.iter().map(|heading| plain(&heading.anchor));
        let wanted = anchor.strip_prefix("u-").unwrap_or(anchor);
        let known = self.known.entry(path).or_insert_with(|| names().collect());
        // of a text that was not read nobody knows the headings
        if anchor.is_empty() || outline.tangle.is_some() || known.contains(wanted) || known.contains(wanted.to_lowercase().as_str()) {
            return None;
        }
        let looks: usize = if self.looks > 0 { names().map(|name| name.len() * wanted.len() + 1).sum() } else { 0 };
        let near = if self.looks > looks { nearest(wanted, names()) } else { None };
        self.looks = self.looks.saturating_sub(looks);
        Some(NoHeading { near: near.map(|near| Guess { wrong: wanted.to_owned(), near: near.to_owned(), shown: format!("#{near}") }) })
    }
}

/// Every link of every narrative and every own page that leads to nothing (P10).
pub fn check(portfolio: &Portfolio) -> Vec<Diagnostic> {
    let plan = |unit: &Arc<PlanUnit>| {
        let mut findings = Vec::new();
        check_file(portfolio, Some(unit), &unit.file, &mut findings);
        unit.reviews.iter().for_each(|review| check_file(portfolio, Some(unit), review, &mut findings));
        findings
    };
    let mut findings: Vec<Diagnostic> = portfolio.plans.par_iter().flat_map_iter(plan).collect();
    for page in &portfolio.own_pages {
        check_file(portfolio, None, &page.file, &mut findings);
    }
    findings
}

fn check_file<T>(portfolio: &Portfolio, unit: Option<&PlanUnit>, file: &Unit<T>, findings: &mut Vec<Diagnostic>) {
    let before = findings.len();
    let say = |link: &Link, message: String| {
        let mut finding = Diagnostic::new(&BROKEN_LINK, &file.path, link.span, message);
        finding.account = unit.map(|unit| (&unit.slug).into());
        finding
    };
    let anchors = Anchors { known: HashMap::new(), looks: LOOKS };
    let mut follower = Follower { portfolio, path: &file.path, outline: &file.outline, anchors };
    for link in file.outline.links.iter().filter(|link| !matches!(link.address, Address::Figure(_) | Address::Mail)) {
        let told = findings.len() - before;
        if told == MOST {
            let message = format!("{MOST} links of this file lead to nothing; those from here on are not looked at");
            findings.push(say(link, message).help("mend these first"));
            break;
        }
        let Some(broken) = follower.follow(link, told < GUESSES) else { continue };
        let mut finding = say(link, broken.message);
        finding.help = broken.help.map(Into::into);
        if let Some(guess) = broken.guess {
            finding.fix = instead(&file.path, link.span, link.span.slice(file.text()), &guess.wrong, &guess.near).map(Box::new);
            finding.help = Some(did_you_mean(&guess.shown).into());
        }
        findings.push(finding);
    }
}

/// A link that leads to nothing.
struct Broken {
    message: String,
    help: Option<String>,
    guess: Option<Guess>,
}

impl Broken {
    fn new(message: String, guess: Option<Guess>) -> Self {
        Broken { message, help: None, guess }
    }
}

/// Follows the links of one file.
struct Follower<'p> {
    portfolio: &'p Portfolio,
    path: &'p SourcePath,
    outline: &'p Outline,
    anchors: Anchors<'p>,
}

impl Follower<'_> {
    /// What is wrong with a link, if anything; with `guesses` also what was probably meant.
    fn follow(&mut self, link: &Link, guesses: bool) -> Option<Broken> {
        let portfolio = self.portfolio;
        match target(self.path, &link.target)? {
            Target::Outside => {
                let word = if link.kind == LinkKind::Image { "image" } else { "link" };
                let help = Some("link to a file below the territory's folder".to_owned());
                Some(Broken { message: format!("the {word} `{}` leads out of the territory", link.target), help, guess: None })
            }
            Target::Here { anchor } => {
                let missing = self.anchors.missing(self.path, self.outline, &anchor)?;
                Some(Broken::new(format!("there is no heading `#{anchor}` in this file"), missing.near))
            }
            Target::Plan { folder, anchor } => self.follow_plan(&folder, anchor, guesses),
            Target::Page { path, anchor: Some(anchor) } if portfolio.files.contains(&path) => {
                let page = portfolio.own_pages.iter().find(|page| page.file.path == path)?;
                let missing = self.anchors.missing(&page.file.path, &page.file.outline, &anchor)?;
                Some(Broken::new(format!("there is no heading `#{anchor}` in `{path}`"), missing.near))
            }
            Target::File(path) | Target::Page { path, .. } => self.follow_file(&path, guesses),
        }
    }

    fn follow_plan(&mut self, folder: &str, anchor: Option<String>, guesses: bool) -> Option<Broken> {
        let portfolio = self.portfolio;
        let Some(other) = portfolio.find(folder) else {
            // a plan that is there and was left out has its finding
            if portfolio.left_out.iter().any(|file| matches!(layout::role(&file.path), Role::Plan { folder: other } if other == folder)) {
                return None;
            }
            let known = || portfolio.index.keys().map(Slug::as_str).collect::<Vec<_>>();
            let near = guesses.then(known).and_then(|known| nearest(folder, known.iter().copied()));
            let guess = near.map(|near| Guess { wrong: folder.to_owned(), near: near.to_owned(), shown: format!("../{near}/plan.md") });
            return Some(Broken::new(format!("there is no plan `accounts/{folder}/plan.md`"), guess));
        };
        let anchor = anchor.filter(|_| other.readable() && other.file.body.is_some())?;
        let missing = self.anchors.missing(&other.file.path, &other.file.outline, &anchor)?;
        Some(Broken::new(format!("there is no heading `#{anchor}` in the plan of `{folder}`"), missing.near))
    }

    fn follow_file(&self, path: &SourcePath, guesses: bool) -> Option<Broken> {
        let files = &self.portfolio.files;
        if files.contains(path) || is_folder(self.portfolio, path) {
            return None;
        }
        let names = || files.iter().filter(|it| it.folder() == path.folder()).map(SourcePath::name).collect::<Vec<_>>();
        let names = if guesses { names() } else { Vec::new() };
        let near = nearest(path.name(), names.iter().copied());
        let guess = near.map(|near| Guess { wrong: path.name().to_owned(), near: near.to_owned(), shown: near.to_owned() });
        Some(Broken::new(format!("there is no file `{path}`"), guess))
    }
}

/// The near name in the place of the wrong one, where it stands once in the target and can be written without further signs.
fn instead(path: &SourcePath, span: ByteSpan, written: &str, wrong: &str, near: &str) -> Option<Fix> {
    let mut places = written.match_indices(wrong);
    let (at, _) = places.next().filter(|_| places.next().is_none())?;
    let plain = near.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let start = span.start as usize + at;
    plain.then(|| Fix::replacement(path, ByteSpan::new(start, start + wrong.len()), near, near.to_owned()))
}

/// Does any file lie below that path?
fn is_folder(portfolio: &Portfolio, path: &SourcePath) -> bool {
    let prefix = format!("{path}/");
    SourcePath::new(&prefix).is_some_and(|first| portfolio.files.range(first..).take(64).any(|file| file.as_str().starts_with(&prefix)))
}
