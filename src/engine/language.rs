//! What a territory says of its site's look: theme, locale, file of strings, logo, accent, read and checked. Does not know what the pages say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::site::manifest;
use crate::base::language::Language;
use crate::base::locale;
use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::config::settings::SiteOptions;
use crate::diag::diagnostic::Diagnostic;
use crate::diag::fix::did_you_mean;
use crate::parse::node::Tree;
use crate::parse::{secrets, yaml};
use crate::resolve::codes::STRAY_FILE;
use crate::schema::codes::CONFIG_ERROR;
use crate::source::layout::{self, Role};
use crate::source::snapshot::Snapshot;
use crate::theme::files::ThemeFiles;
use crate::theme::manifest::Manifest;
use crate::theme::template::Templates;
use crate::theme::{assets::tint, logo, strings};

/// The theme that every territory has.
const BUILT_IN: &str = "default";
/// The file of strings of the territory's own theme.
const THEME_STRINGS: &str = "theme/strings.yaml";

/// What is wrong with the theme, the file of strings, the logo and the accent that a territory names.
pub fn check(snapshot: &Snapshot, site: &SiteOptions, findings: &mut Vec<Diagnostic>) {
    theme(snapshot, site, findings);
    findings.extend(files(&ThemeFiles::of(snapshot)));
    findings.extend(unused_strings(snapshot, site));
    let (_, mistakes) = language(snapshot, site);
    findings.extend(mistakes);
    if let Err((message, help)) = logo(snapshot, site) {
        findings.extend(at_option(snapshot, "/site/logo", message, help));
    }
    if let Some(Err(note)) = site.accent.as_deref().map(tint) {
        findings.extend(at_option(snapshot, "/site/accent", note, "take a darker colour of the same hue".to_owned()));
    }
}

/// The manifest of the territory's own files, and the theme that the site asks for: there is the built-in one, and what the manifest calls itself.
fn theme(snapshot: &Snapshot, site: &SiteOptions, findings: &mut Vec<Diagnostic>) {
    let own = SourcePath::new("theme/theme.yaml").is_some_and(|path| snapshot.bytes(&path).is_some());
    let name = if own { manifest(&ThemeFiles::of(snapshot), findings).name } else { Manifest::default().name };
    let known = BTreeSet::from([BUILT_IN, name.as_str()]);
    if !known.contains(site.theme.as_str()) {
        let message = format!("there is no theme `{}`", site.theme);
        let near = nearest(&site.theme, known);
        let help = near.map_or_else(|| format!("write `{name}`; files below theme/ replace those of the theme"), did_you_mean);
        findings.extend(at_option(snapshot, "/site/theme", message, help));
    }
}

/// What is wrong in the territory's own files: those that no site is made with, and templates that cannot be read or ask for what there is not.
fn files(theme: &ThemeFiles) -> Vec<Diagnostic> {
    let refused = theme.refused.iter().map(|it| Diagnostic::new(&CONFIG_ERROR, &it.source, ByteSpan::new(it.at, it.at), it.message.clone()).help(it.help));
    let mut found: Vec<Diagnostic> = refused.collect();
    if theme.has_own_templates() {
        found.extend(Templates::new(theme).1.iter().filter_map(|fault| fault.finding(&CONFIG_ERROR)));
    }
    found
}

/// A file of strings in the theme that another one stands in front of.
fn unused_strings(snapshot: &Snapshot, site: &SiteOptions) -> Option<Diagnostic> {
    let used = strings_in_force(snapshot, site)?;
    let own = SourcePath::new(THEME_STRINGS).filter(|own| *own != used && snapshot.bytes(own).is_some())?;
    let message = format!("the file is not used: the words of the site are those of `{used}`");
    Some(Diagnostic::new(&STRAY_FILE, &own, ByteSpan::default(), message).help(format!("put what it says into `{used}`, or take one of the two away")))
}

/// The file of strings that the site is made with.
pub fn strings_in_force(snapshot: &Snapshot, site: &SiteOptions) -> Option<SourcePath> {
    file(snapshot, site.strings.as_deref(), &mut Vec::new())
}

/// The bytes of the logo and the ending under which it is published.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn logo<'s>(snapshot: &'s Snapshot, site: &SiteOptions) -> Result<Option<(&'s [u8], &'static str)>, (String, String)> {
    let Some(named) = site.logo.as_deref() else { return Ok(None) };
    // any other picture is somebody's who may change the site's head by replacing it
    let paths = [named.to_owned(), format!("theme/{named}")];
    let paths = paths.iter().filter_map(|path| SourcePath::new(path)).filter(|path| layout::role(path) == Role::Theme);
    let found = paths.into_iter().find_map(|path| snapshot.bytes(&path));
    let Some(bytes) = found else {
        return Err((format!("`{named}` is no picture below theme/"), "put the logo below theme/ and name it like `theme/logo.svg`".to_owned()));
    };
    let ending = logo::check(named, bytes).map_err(|(message, help)| (message, help.to_owned()))?;
    Ok(Some((bytes, ending)))
}

/// The language that `site.locale` and `site.strings` ask for. What is wrong with the file is a finding, and its phrases stay English.
pub fn language(snapshot: &Snapshot, site: &SiteOptions) -> (Arc<Language>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut language = Language { locale: locale::nearest(&site.locale), words: BTreeMap::new() };
    if let Some(path) = file(snapshot, site.strings.as_deref(), &mut findings)
        && let Some(own) = tree(snapshot, &path, &mut findings)
        && let Some(known) = shipped()
    {
        let (words, mistakes) = strings::read(&own, &path, &CONFIG_ERROR, &strings::known(&known));
        language.words = words;
        findings.extend(mistakes);
    }
    (Arc::new(language), findings)
}

/// The file of strings: the one that is named, else the usual one, else one of the territory's own theme.
fn file(snapshot: &Snapshot, named: Option<&str>, findings: &mut Vec<Diagnostic>) -> Option<SourcePath> {
    let there = |path: &SourcePath| snapshot.bytes(path).is_some();
    let Some(named) = named else {
        return [layout::STRINGS, THEME_STRINGS].into_iter().filter_map(SourcePath::new).find(there);
    };
    let found = SourcePath::new(named).filter(there);
    if found.is_none() {
        let help = "put it beside quarterdeck.yaml, with a name like `strings-de.yaml`, or below theme/".to_owned();
        findings.extend(at_option(snapshot, "/site/strings", format!("`{named}` is no file of strings that could be read"), help));
    }
    found
}

/// A finding at an option of `quarterdeck.yaml`.
fn at_option(snapshot: &Snapshot, pointer: &str, message: String, help: String) -> Option<Diagnostic> {
    let path = SourcePath::new(layout::TERRITORY)?;
    let tree = tree(snapshot, &path, &mut Vec::new())?;
    let span = tree.at(pointer)?.span();
    Some(Diagnostic::new(&CONFIG_ERROR, &path, span, message).pointer(pointer).help(help))
}

fn tree(snapshot: &Snapshot, path: &SourcePath, findings: &mut Vec<Diagnostic>) -> Option<Tree> {
    let (bytes, secrets) = secrets::taken_out(path, snapshot.bytes(path)?);
    findings.extend(secrets);
    let bytes: Arc<[u8]> = bytes.into();
    if std::str::from_utf8(&bytes).is_err() {
        let message = "the file is not UTF-8".to_owned();
        findings.push(Diagnostic::new(&CONFIG_ERROR, path, ByteSpan::new(0, 0), message).help("save it as UTF-8"));
        return None;
    }
    let (tree, mistakes) = yaml::read(path, &bytes, ByteSpan::new(0, bytes.len()), yaml::TERRITORY);
    findings.extend(mistakes.into_iter().map(crate::config::read::as_config_error));
    tree
}

/// The shipped file, whatever the territory has in its place.
fn shipped() -> Option<Tree> {
    let theme = ThemeFiles::embedded();
    let path = SourcePath::new(layout::STRINGS)?;
    let bytes: Arc<[u8]> = theme.get(strings::SHIPPED)?.bytes.as_ref().into();
    yaml::read(&path, &bytes, ByteSpan::new(0, bytes.len()), yaml::TERRITORY).0
}
