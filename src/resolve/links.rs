//! Links between files of the territory: where they lead, and whether anything is there. Knows nothing of pages.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::{Edit, Fix};
use crate::parse::markdown::{LinkKind, Outline};
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

/// The plans that a plan's narrative links to, as written.
pub fn plans_linked(unit: &PlanUnit) -> Vec<Slug> {
    let links = unit.file.outline.links.iter().filter(|link| link.address != Address::Mail).filter_map(|link| target(&unit.file.path, &link.target));
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

impl<'p> Anchors<'p> {
    /// Where a file has no such heading: the name that was asked for and the near one, or nothing near.
    fn missing(&mut self, path: &'p SourcePath, outline: &'p Outline, anchor: &str) -> Option<Option<(String, String)>> {
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
        Some(near.map(|near| (wanted.to_owned(), near.to_owned())))
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
    let (before, text) = (findings.len(), file.text());
    let mut anchors = Anchors { known: HashMap::new(), looks: LOOKS };
    for link in file.outline.links.iter().filter(|link| !matches!(link.address, Address::Figure(_) | Address::Mail)) {
        if findings.len() - before == MOST {
            let message = format!("{MOST} links of this file lead to nothing; those from here on are not looked at");
            let mut finding = Diagnostic::new(&BROKEN_LINK, &file.path, link.span, message).help("mend these first");
            finding.account = unit.map(|unit| unit.slug.as_str().to_owned());
            findings.push(finding);
            break;
        }
        let guesses = findings.len() - before < GUESSES;
        let written = link.span.slice(text);
        // what is wrong in the target and what was probably meant, with the words for it
        let mut broken = |message: String, guess: Option<(&str, String, String)>| {
            let mut finding = Diagnostic::new(&BROKEN_LINK, &file.path, link.span, message);
            finding.account = unit.map(|unit| unit.slug.as_str().to_owned());
            if let Some((wrong, near, shown)) = guess {
                finding.fix = instead(&file.path, link.span, written, wrong, &near);
                finding.help = Some(format!("did you mean `{shown}`?"));
            }
            findings.push(finding);
        };
        let word = if link.kind == LinkKind::Image { "image" } else { "link" };
        match target(&file.path, &link.target) {
            None => {}
            Some(Target::Outside) => {
                let message = format!("the {word} `{}` leads out of the territory", link.target);
                let mut finding = Diagnostic::new(&BROKEN_LINK, &file.path, link.span, message).help("link to a file below the territory's folder");
                finding.account = unit.map(|unit| unit.slug.as_str().to_owned());
                findings.push(finding);
            }
            Some(Target::Here { anchor }) => {
                if let Some(near) = anchors.missing(&file.path, &file.outline, &anchor) {
                    broken(format!("there is no heading `#{anchor}` in this file"), heading(&near));
                }
            }
            Some(Target::Plan { folder, anchor }) => match portfolio.find(&folder) {
                // a plan that is there and was left out has its finding
                None if portfolio.left_out.iter().any(|file| Role::Plan { folder: folder.clone() } == layout::role(&file.path)) => {}
                None => {
                    let known = || portfolio.index.keys().map(Slug::as_str).collect::<Vec<_>>();
                    let near = guesses.then(known).and_then(|known| nearest(&folder, known.iter().copied()));
                    broken(
                        format!("there is no plan `accounts/{folder}/plan.md`"),
                        near.map(|near| (folder.as_str(), near.to_owned(), format!("../{near}/plan.md"))),
                    );
                }
                Some(other) => {
                    if let Some(anchor) = anchor.filter(|_| other.readable() && other.file.body.is_some())
                        && let Some(near) = anchors.missing(&other.file.path, &other.file.outline, &anchor)
                    {
                        broken(format!("there is no heading `#{anchor}` in the plan of `{folder}`"), heading(&near));
                    }
                }
            },
            Some(Target::Page { path, anchor: Some(anchor) }) if portfolio.files.contains(&path) => {
                let page = portfolio.own_pages.iter().find(|page| page.file.path == path);
                if let Some(near) = page.and_then(|page| anchors.missing(&page.file.path, &page.file.outline, &anchor)) {
                    broken(format!("there is no heading `#{anchor}` in `{path}`"), heading(&near));
                }
            }
            Some(Target::File(path) | Target::Page { path, .. }) if portfolio.files.contains(&path) || is_folder(portfolio, &path) => {}
            Some(Target::File(path) | Target::Page { path, .. }) => {
                let names = || portfolio.files.iter().filter(|it| it.folder() == path.folder()).map(SourcePath::name).collect::<Vec<_>>();
                let names = if guesses { names() } else { Vec::new() };
                let near = nearest(path.name(), names.iter().copied());
                broken(format!("there is no file `{path}`"), near.map(|near| (path.name(), near.to_owned(), near.to_owned())));
            }
        }
    }
}

/// A wrong heading and the near one, as a guess.
fn heading(near: &Option<(String, String)>) -> Option<(&str, String, String)> {
    near.as_ref().map(|(wanted, near)| (wanted.as_str(), near.clone(), format!("#{near}")))
}

/// The near name in the place of the wrong one, where it stands once in the target and can be written without further signs.
fn instead(path: &SourcePath, span: ByteSpan, written: &str, wrong: &str, near: &str) -> Option<Fix> {
    let mut places = written.match_indices(wrong);
    let (at, _) = places.next().filter(|_| places.next().is_none())?;
    let plain = near.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let start = span.start as usize + at;
    let edit = Edit { path: path.clone(), span: ByteSpan::new(start, start + wrong.len()), text: near.to_owned() };
    plain.then(|| Fix { title: format!("replace with `{near}`"), safe: false, room: None, edits: vec![edit] })
}

/// Does any file lie below that path?
fn is_folder(portfolio: &Portfolio, path: &SourcePath) -> bool {
    let prefix = format!("{path}/");
    SourcePath::new(&prefix).is_some_and(|first| portfolio.files.range(first..).take(64).any(|file| file.as_str().starts_with(&prefix)))
}
