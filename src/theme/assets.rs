//! Style sheet, script and icon as published: joined, tinted, named after their content. Does not know the pages that use them.

use std::collections::BTreeMap;

use crate::base::fingerprint::fingerprint;
use crate::base::language::Entry;
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::theme::colour::{Colour, DARK_WASH, WHITE};
use crate::theme::files::ThemeFiles;

/// The order of the style sheet; a territory's further files follow it by name.
const SHEETS: [&str; 4] = ["tokens", "base", "parts", "print"];
/// The order of the script.
const SCRIPTS: [&str; 2] = ["assets/js/site.js", "assets/js/search.js"];
/// Text in the accent colour must be readable (`site.md` §11, A2).
const CONTRAST: f64 = 4.5;
const CONTRAST_DARK: f64 = 7.0;

/// One published file of the theme.
#[derive(Clone, Debug)]
pub struct Asset {
    pub path: SitePath,
    pub bytes: Vec<u8>,
}

/// What every page links to.
#[derive(Clone, Debug)]
pub struct Assets {
    pub css: Asset,
    pub js: Asset,
    pub favicon: Asset,
    /// The territory's own.
    pub logo: Option<Asset>,
    /// Why a wish of the territory was not followed.
    pub notes: Vec<String>,
}

impl Assets {
    /// Joins and names the files of a theme; `accent` is the territory's own colour for links and focus, `logo` its picture with the ending,
    /// `words` are those that the script says, in another language.
    pub fn new(theme: &ThemeFiles, accent: Option<&str>, logo: Option<(&[u8], &'static str)>, words: &BTreeMap<String, Entry>) -> Option<Self> {
        let mut notes = Vec::new();
        let mut css = String::new();
        let further = theme.between("assets/css/", ".css").map(|(name, _)| name).filter(|name| !SHEETS.contains(name));
        for name in SHEETS.into_iter().chain(further) {
            if let Some(file) = theme.get(&format!("assets/css/{name}.css")) {
                css.push_str(&bare(&file.text().replace("\r\n", "\n")));
            }
        }
        if let Some(text) = accent {
            match tint(text) {
                Ok(rules) => css.push_str(&rules),
                Err(note) => notes.push(note),
            }
        }
        let bytes = |path: &str| theme.get(path).map(|file| file.bytes.to_vec()).unwrap_or_default();
        let scripts = SCRIPTS.map(bytes).concat();
        let logo = match logo {
            Some((bytes, ending)) => Some(named("logo", bytes.to_vec(), ending)?),
            None => None,
        };
        Some(Assets {
            logo,
            css: named("site", css.into_bytes(), "css")?,
            js: named("site", [spoken(&scripts, words).into_bytes(), scripts].concat(), "js")?,
            favicon: named("favicon", bytes("assets/favicon.svg"), "svg")?,
            notes,
        })
    }

    /// All files to publish.
    pub fn files(&self) -> impl Iterator<Item = &Asset> {
        [&self.css, &self.js, &self.favicon].into_iter().chain(&self.logo)
    }
}

/// A style sheet without its comments and indents, which are for those who write it and not for those who load it; what stands in quotes stays.
fn bare(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut quote: Option<char> = None;
    let mut rest = sheet;
    while let Some(c) = rest.chars().next() {
        if quote.is_none()
            && let Some(comment) = rest.strip_prefix("/*")
        {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            // what it kept apart stays apart
            if !out.is_empty() && !out.ends_with(char::is_whitespace) {
                out.push(' ');
            }
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        let begins = out.is_empty() || out.ends_with('\n');
        match quote {
            None if begins && c.is_ascii_whitespace() => continue,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ if c == '\\' => {
                out.push(c);
                // what is escaped is no end
                if let Some(next) = rest.chars().next() {
                    out.push(next);
                    rest = rest.get(next.len_utf8()..).unwrap_or("");
                }
                continue;
            }
            // no text goes over the end of a line: a quote that was never closed hides one line at most
            Some(open) if c == open || c == '\n' => quote = None,
            _ => {}
        }
        out.push(c);
    }
    out
}

/// The words that the script says, as its first line; nothing where it says them in English.
fn spoken(script: &[u8], words: &BTreeMap<String, Entry>) -> String {
    let script = String::from_utf8_lossy(script);
    let said: BTreeMap<&str, &str> =
        words.iter().filter(|(english, _)| script.contains(&format!("say('{english}'"))).map(|(english, entry)| (english.as_str(), entry.plain())).collect();
    if said.is_empty() { String::new() } else { format!("globalThis.qdWords = {};\n", serde_json::json!(said)) }
}

/// `assets/⟨stem⟩-⟨8 digits of the content's hash⟩.⟨ext⟩`.
fn named(stem: &str, bytes: Vec<u8>, ext: &'static str) -> Option<Asset> {
    let mut hash = fingerprint([bytes.as_slice()]);
    hash.truncate(8);
    Some(Asset { path: SitePath::of_asset(&Slug::new(stem).ok()?, &Slug::new(&hash).ok()?, ext), bytes })
}

/// The rules that put the territory's accent in the place of ours; paper keeps the colours of print.css.
///
/// # Errors
/// Why the colour cannot be used.
pub fn tint(text: &str) -> Result<String, String> {
    let colour = Colour::parse(text).ok_or_else(|| format!("`site.accent` is `{text}`, not a colour such as `#17557f`; the theme's own accent is used"))?;
    let contrast = colour.contrast(WHITE);
    if contrast < CONTRAST {
        return Err(format!("`site.accent` {text} has contrast {contrast:.1} on white, less than {CONTRAST}; the theme's own accent is used"));
    }
    let (light, dark) = (colour.css(), colour.lightened(DARK_WASH, CONTRAST_DARK).css());
    Ok(format!(
        "@media screen{{:root{{--acc:{light}}}:root[data-theme=\"dark\"]{{--acc:{dark}}}}}\n@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{--acc:{dark}}}}}\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_named_after_their_content() {
        let theme = ThemeFiles::embedded();
        let none = BTreeMap::new();
        let plain = Assets::new(&theme, None, None, &none).unwrap();
        let tinted = Assets::new(&theme, Some("#7a1f5c"), None, &none).unwrap();
        assert!(plain.css.path.as_str().starts_with("assets/site-") && plain.css.path.as_str().ends_with(".css"));
        assert_ne!(plain.css.path, tinted.css.path);
        assert_eq!(plain.js.path, tinted.js.path);
        assert!(tinted.notes.is_empty());
        let pale = Assets::new(&theme, Some("#ffd0d0"), None, &none).unwrap();
        assert_eq!(pale.css.path, plain.css.path);
        assert_eq!(pale.notes.len(), 1);
        assert!(Assets::new(&theme, Some("red; } body { display: none"), None, &none).unwrap().notes.len() == 1);
    }

    #[test]
    fn readers_load_no_comments_and_texts_stay_whole() {
        let check = |written: &str, published: &str| assert_eq!(bare(written), published, "{written}");
        check("/* why */\na { b: c; }\n", "a { b: c; }\n");
        check("@media print {\n  a { b: c; } /* why */\n\n}\n", "@media print {\na { b: c; } \n}\n");
        check("a { margin: 1px/**/2px; }", "a { margin: 1px 2px; }");
        check("a::before { content: \"/* \\\" */\"; }", "a::before { content: \"/* \\\" */\"; }");
        check("a { content: '\"'; } /* it's */ b {}", "a { content: '\"'; }  b {}");
        check("a { /* never closed", "a { ");
        check("a { content: \"open\n} /* x */\n  b {}", "a { content: \"open\n} \nb {}");
    }
}
