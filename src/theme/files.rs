//! The files of the theme in force: the built-in ones, each replaced where the territory has one of the same path. Reads no disk.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::path::SourcePath;
use crate::source::snapshot::{File, Snapshot};
use crate::theme::embedded;

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
}

impl ThemeFiles {
    /// The built-in theme alone.
    pub fn embedded() -> Self {
        ThemeFiles { files: embedded::files().into_iter().map(|(path, bytes)| (path, ThemeFile { bytes, source: None })).collect() }
    }

    /// The built-in theme with the files below `theme/` in front of it.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut theme = ThemeFiles::embedded();
        for (path, file) in &snapshot.files {
            let Some(inside) = path.as_str().strip_prefix(FOLDER) else { continue };
            if let File::Bytes(bytes) = file {
                theme.replace(inside, bytes.to_vec(), path.clone());
            }
        }
        theme
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
