//! The files of the theme in force: the built-in ones, each replaced where the territory has one of the same path. Reads no disk.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::path::SourcePath;
use crate::source::snapshot::{File, Snapshot};
use crate::theme::{embedded, forbidden, logo};

/// Where a territory keeps its own.
const FOLDER: &str = "theme/";

/// One file of the theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    pub bytes: Cow<'static, [u8]>,
    /// The territory's file that it comes from; `None` for a built-in one.
    pub source: Option<SourcePath>,
}

impl ThemeFile {
    /// The file as text; bytes that are not UTF-8 become replacement characters.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }
}

/// Path inside the theme to file. Nothing outside this map can ever be loaded.
#[derive(Clone, Debug, Default)]
pub struct ThemeFiles {
    files: BTreeMap<String, ThemeFile>,
    /// Files of the territory that are not used, because of what they hold.
    pub refused: Vec<Refused>,
}

/// A file of the territory's theme that no site is made with; the built-in one, where there is one, stays in its place.
#[derive(Clone, Debug)]
pub struct Refused {
    pub source: SourcePath,
    /// What is wrong, a sentence without a full stop, and at which byte.
    pub message: String,
    pub at: usize,
    pub help: &'static str,
}

impl ThemeFiles {
    /// The built-in theme alone.
    pub fn embedded() -> Self {
        ThemeFiles { files: embedded::files().into_iter().map(|(path, bytes)| (path, ThemeFile { bytes, source: None })).collect(), refused: Vec::new() }
    }

    /// The built-in theme with the files below `theme/` in front of it.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut theme = ThemeFiles::embedded();
        for (path, file) in &snapshot.files {
            let Some(inside) = path.as_str().strip_prefix(FOLDER) else { continue };
            let File::Bytes(bytes) = file else { continue };
            match sound(inside, bytes) {
                Ok(()) => theme.replace(inside, bytes.to_vec(), path.clone()),
                Err((message, at, help)) => theme.refused.push(Refused { source: path.clone(), message, at, help }),
            }
        }
        theme
    }

    /// Does the territory have templates of its own?
    pub fn has_own_templates(&self) -> bool {
        self.between("templates/", ".html").any(|(_, file)| file.source.is_some())
    }

    /// Puts one file of the territory in front of the built-in one.
    pub fn replace(&mut self, inside: &str, bytes: Vec<u8>, source: SourcePath) {
        self.files.insert(inside.to_owned(), ThemeFile { bytes: Cow::Owned(bytes), source: Some(source) });
    }

    pub fn get(&self, path: &str) -> Option<&ThemeFile> {
        self.files.get(path)
    }

    /// All files whose path begins and ends like that, by path; the path is given without both.
    pub fn between<'a>(&'a self, start: &'a str, end: &'a str) -> impl Iterator<Item = (&'a str, &'a ThemeFile)> {
        self.files.iter().filter_map(move |(path, file)| Some((path.strip_prefix(start)?.strip_suffix(end)?, file)))
    }
}

/// May a site be made with this file (`safety.md` §5)? What is wrong, where, and what to do.
fn sound(inside: &str, bytes: &[u8]) -> Result<(), (String, usize, &'static str)> {
    let text = std::str::from_utf8(bytes);
    let css = inside.starts_with("assets/css/") && inside.ends_with(".css");
    let found = match text {
        Err(error) if css || inside.starts_with("assets/js/") => return Err(("the file is not UTF-8".to_owned(), error.valid_up_to(), "save it as UTF-8")),
        Ok(text) if css => forbidden::in_css(text),
        Ok(text) if inside.starts_with("templates/") && inside.ends_with(".html") => forbidden::in_template(text),
        _ if inside == "assets/favicon.svg" => match logo::check(inside, bytes) {
            Err((message, help)) => return Err((message.replace("the logo", "the icon"), 0, help)),
            Ok(_) => None,
        },
        _ => None,
    };
    found.map_or(Ok(()), |(message, at)| Err((format!("the file is not used: {message}"), at, forbidden::HELP)))
}
