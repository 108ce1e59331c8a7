//! A view to a site: every page and file with its address, its bytes made when somebody asks. Knows no page by name.

use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::audience::project::View;
use crate::base::language::Language;
use crate::base::path::{SitePath, SourcePath};
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::formats::artifact::{Artifact, Site};
use crate::formats::html::{first_of_each, page_bytes};
use crate::pages::page::{Address, Page};
use crate::pages::surround::Surround;
use crate::parse::yaml;
use crate::schema::codes::CONFIG_ERROR;
use crate::schema::compose::EffectiveSchema;
use crate::source::snapshot::Snapshot;
use crate::theme::assets::Assets;
use crate::theme::files::ThemeFiles;
use crate::theme::manifest::Manifest;
use crate::theme::template::{TemplateFault, Templates};

/// What a site is made with, besides the view: the theme, compiled.
pub struct Parts {
    templates: Templates,
    assets: Option<Assets>,
    manifest: Manifest,
    language: Arc<Language>,
    /// The effective schema of a plan.
    schema: Arc<EffectiveSchema>,
    own_templates: bool,
    faults: Mutex<Vec<TemplateFault>>,
}

impl Parts {
    /// Were all pages made so far without a fault of a template?
    pub fn sound(&self) -> bool {
        self.faults.lock().is_ok_and(|faults| faults.is_empty())
    }

    /// Makes every page that a template of the territory may have to do with, and forgets it again. Were all made without a fault?
    pub fn make_all(&self, site: &Site<'_>) -> bool {
        if self.own_templates {
            site.artifacts.par_iter().filter(|artifact| artifact.path.as_str().ends_with(".html")).for_each(|artifact| drop((artifact.bytes)()));
        }
        self.sound()
    }

    /// What was wrong with templates while pages were made, each fault once, as lines for a person.
    pub fn faults(&self) -> Vec<String> {
        let faults = self.faults.lock().map(|mut faults| std::mem::take(&mut *faults)).unwrap_or_default();
        first_of_each(faults)
            .iter()
            .map(|fault| match fault.finding(&CONFIG_ERROR) {
                Some(finding) => format!("{}:{}:{}: {}", finding.path, finding.start.line, finding.start.column, finding.message),
                None => fault.message.clone(),
            })
            .collect()
    }
}

/// Compiles the theme. The findings are mistakes in the territory's own theme files; the built-in part is used instead.
pub fn parts(snapshot: &Snapshot, analysis: &Analysis<'_>) -> (Parts, Vec<Diagnostic>) {
    let theme = ThemeFiles::of(snapshot);
    let mut findings = Vec::new();
    let manifest = manifest(&theme, &mut findings);
    let (templates, faults) = Templates::new(&theme);
    let site = &analysis.portfolio.settings.site;
    // what is wrong with them has been said by `check`
    let (language, _) = super::language::language(snapshot, site);
    let logo = super::language::logo(snapshot, site).unwrap_or_default();
    crate::diag::findings::locate(&mut findings, |path| snapshot.bytes(path));
    findings.extend(faults.iter().filter_map(|fault| fault.finding(&CONFIG_ERROR)));
    let assets = Assets::new(&theme, site.accent.as_deref(), logo, &language.words);
    let schema = analysis.plan_schema.clone();
    (Parts { templates, assets, manifest, language, schema, own_templates: theme.has_own_templates(), faults: Mutex::new(Vec::new()) }, findings)
}

/// The manifest in force, and what is wrong with the territory's own.
pub(super) fn manifest(theme: &ThemeFiles, findings: &mut Vec<Diagnostic>) -> Manifest {
    let Some(file) = theme.get("theme.yaml") else { return Manifest::default() };
    let Some(path) = file.source.clone().or_else(|| SourcePath::new("theme/theme.yaml")) else { return Manifest::default() };
    let bytes: std::sync::Arc<[u8]> = file.bytes.as_ref().into();
    if let Err(error) = std::str::from_utf8(&bytes) {
        let at = ByteSpan::new(error.valid_up_to(), error.valid_up_to() + 1);
        findings.push(Diagnostic::new(&CONFIG_ERROR, &path, at, "the file is not UTF-8").help("save it as UTF-8"));
        return Manifest::default();
    }
    let (tree, mistakes) = yaml::read(&path, &bytes, ByteSpan::new(0, bytes.len()), yaml::TERRITORY);
    findings.extend(mistakes.into_iter().map(crate::config::read::as_config_error));
    let Some(tree) = tree else { return Manifest::default() };
    let (manifest, mistakes) = Manifest::read(&tree, &path, &CONFIG_ERROR);
    findings.extend(mistakes);
    manifest
}

fn page_at(view: &View<'_>, parts: &Parts, surround: &Surround<'_>, page: &Page, address: &Address) -> Vec<u8> {
    let made = parts.language.while_making(|| {
        let content = (page.content)(view, address);
        page_bytes(&parts.templates, surround, page.key, &address.path, content)
    });
    match made {
        Ok(made) => {
            note(parts, made.fault);
            made.bytes
        }
        Err(fault) => {
            note(parts, Some(*fault));
            Vec::new()
        }
    }
}

/// How much of a site is in a catalogue. What is known late costs as much as the rest together, so whoever answers single requests does without it as long
/// as nobody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Everything whose address is known at once.
    Ready,
    /// With the further parts of long lists, which have to be counted.
    Parts,
    /// With what has to be made before its addresses are known.
    Whole,
}

impl Reach {
    /// The smallest catalogue that has what stands at an address, if anything does.
    pub fn of(address: &str) -> Self {
        let late = |prefix: &str| address.starts_with(prefix);
        match crate::formats::ALL.iter().filter_map(|format| format.late).any(late) {
            true => Reach::Whole,
            false if SitePath::is_part(address) => Reach::Parts,
            false => Reach::Ready,
        }
    }
}

/// The catalogue of the whole site.
pub fn site<'a>(view: &'a View<'a>, parts: &'a Parts) -> Site<'a> {
    site_within(view, parts, Reach::Whole)
}

/// The same, as far as it is asked for.
pub fn site_within<'a>(view: &'a View<'a>, parts: &'a Parts, reach: Reach) -> Site<'a> {
    let mut site = Site::default();
    let Some(assets) = &parts.assets else { return site };
    let surround = Arc::new(surround(view, parts, assets));
    let addresses = |page: &&'static Page| match page.firsts {
        Some(firsts) if reach == Reach::Ready => firsts(view),
        _ => (page.addresses)(view),
    };
    let at = |page: &'static Page, address: Address| {
        let surround = surround.clone();
        Artifact::new(address.path.clone(), move || page_at(view, parts, &surround, page, &address))
    };
    let of_page = |page: &&'static Page| addresses(page).into_iter().map(|address| at(page, address)).collect();
    let made: Vec<Vec<Artifact<'_>>> = crate::pages::ALL.par_iter().map(of_page).collect();
    site.artifacts.extend(made.into_iter().flatten());
    let pages = site.artifacts.len();
    for asset in assets.files() {
        site.artifacts.push(Artifact::new(asset.path.clone(), move || asset.bytes.clone()));
    }
    for format in crate::formats::ALL.iter().filter(|format| reach == Reach::Whole || format.late.is_none()) {
        let extra = crate::formats::format::Extra { schema: Some(parts.schema.printed()), pages, files: site.artifacts.len() };
        site.artifacts.extend((format.artifacts)(view, &extra));
    }
    site
}

fn note(parts: &Parts, fault: Option<TemplateFault>) {
    if let (Some(fault), Ok(mut faults)) = (fault, parts.faults.lock()) {
        faults.push(fault);
    }
}

fn surround<'a>(view: &'a View<'a>, parts: &'a Parts, assets: &'a Assets) -> Surround<'a> {
    Surround {
        frame: &view.frame,
        assets,
        nav: crate::pages::nav(view),
        home: SitePath::fixed("index.html"),
        search: Some(SitePath::fixed(crate::pages::search::ADDRESS)),
        feed: crate::formats::feed::address(view),
        commit: view.frame.commit().map(str::to_owned),
        uncommitted: view.frame.is_uncommitted(),
        banner: None,
        options: parts.manifest.options.clone(),
    }
}
