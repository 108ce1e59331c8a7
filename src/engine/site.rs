//! A view to a site: every page and file with its address, its bytes made when somebody asks. Knows no page by name.

use std::sync::{Arc, Mutex};

use crate::analysis::Analysis;
use crate::audience::project::View;
use crate::base::language::Language;
use crate::base::path::{SitePath, SourcePath};
use crate::diag::diagnostic::Diagnostic;
use crate::formats::artifact::{Artifact, Site};
use crate::formats::html::{first_of_each, page_bytes};
use crate::pages::page::{Address, Page};
use crate::pages::surround::Surround;
use crate::schema::codes::CONFIG_ERROR;
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
    /// The effective schema of a plan, as text.
    schema: String,
    faults: Mutex<Vec<TemplateFault>>,
}

impl Parts {
    /// Were all pages made so far without a fault of a template?
    pub fn sound(&self) -> bool {
        self.faults.lock().is_ok_and(|faults| faults.is_empty())
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
    let schema = serde_json::to_string_pretty(&super::plan_schema(snapshot)).unwrap_or_default() + "\n";
    (Parts { templates, assets, manifest, language, schema, faults: Mutex::new(Vec::new()) }, findings)
}

fn manifest(theme: &ThemeFiles, findings: &mut Vec<Diagnostic>) -> Manifest {
    use crate::base::span::ByteSpan;
    use crate::parse::yaml;
    let Some(file) = theme.get("theme.yaml") else { return Manifest::default() };
    let Some(path) = file.source.clone().or_else(|| SourcePath::new("theme/theme.yaml")) else { return Manifest::default() };
    let bytes: std::sync::Arc<[u8]> = file.bytes.as_ref().into();
    if std::str::from_utf8(&bytes).is_err() {
        return Manifest::default();
    }
    let (tree, mistakes) = yaml::read(&path, &bytes, ByteSpan::new(0, bytes.len()), yaml::TERRITORY);
    findings.extend(mistakes.into_iter().map(crate::config::read::as_config_error));
    let Some(tree) = tree else { return Manifest::default() };
    let (manifest, mistakes) = Manifest::read(&tree, &path, &CONFIG_ERROR);
    findings.extend(mistakes);
    manifest
}

/// The bytes at one address of the site, without the catalogue of all others; `None` where nothing stands. What cannot be told from its address alone
/// is looked for last: the index of the search is made to know the names of its parts.
pub fn page(view: &View<'_>, parts: &Parts, address: &str) -> Option<Vec<u8>> {
    let assets = parts.assets.as_ref()?;
    for page in crate::pages::ALL {
        if let Some(address) = (page.addresses)(view).into_iter().find(|it| it.path.as_str() == address) {
            return Some(page_at(view, parts, &surround(view, parts, assets), page, &address));
        }
    }
    if let Some(asset) = assets.files().find(|asset| asset.path.as_str() == address) {
        return Some(asset.bytes.clone());
    }
    let site = site(view, parts);
    site.artifacts.iter().find(|artifact| artifact.path.as_str() == address).map(|artifact| (artifact.bytes)())
}

fn page_at(view: &View<'_>, parts: &Parts, surround: &Surround<'_>, page: &Page, address: &Address) -> Vec<u8> {
    let made = parts.language.while_making(|| {
        let content = (page.content)(view, address);
        page_bytes(&parts.templates, surround, page.key, &address.path, &content)
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

/// The catalogue of the whole site.
pub fn site<'a>(view: &'a View<'a>, parts: &'a Parts) -> Site<'a> {
    let mut site = Site::default();
    let Some(assets) = &parts.assets else { return site };
    let surround = std::sync::Arc::new(surround(view, parts, assets));
    let mut pages = 0;
    for page in crate::pages::ALL {
        for address in (page.addresses)(view) {
            pages += 1;
            let surround = surround.clone();
            site.artifacts.push(Artifact::new(address.path.clone(), move || page_at(view, parts, &surround, page, &address)));
        }
    }
    for asset in assets.files() {
        site.artifacts.push(Artifact::new(asset.path.clone(), move || asset.bytes.clone()));
    }
    for format in crate::formats::ALL {
        let extra = crate::formats::format::Extra { schema: &parts.schema, pages, files: site.artifacts.len() };
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
        banner: None,
        options: parts.manifest.options.clone(),
    }
}
