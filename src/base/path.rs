//! Relative paths with `/`, made once and never absolute: where a source lies and where an artifact goes.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::base::slug::Slug;

/// A file of the territory: relative to its root, `/`-separated, without `.` or `..`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SourcePath(Arc<str>);

impl Ord for SourcePath {
    fn cmp(&self, other: &Self) -> Ordering {
        // what is said of one file shares its path, and there is much to sort
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for SourcePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl SourcePath {
    /// A normalised path, or `None` for an absolute one and one that climbs out of the root.
    pub fn new(text: &str) -> Option<Self> {
        if text.starts_with('/') || text.contains('\0') {
            return None;
        }
        let mut parts: Vec<&str> = Vec::new();
        for part in text.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                other => parts.push(other),
            }
        }
        Some(SourcePath(parts.join("/").into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as text that many places share.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }

    /// The folder that holds the file, without a final slash; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last component.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// A relative link read from this file's folder; `None` when it leads out of the territory.
    pub fn resolve(&self, link: &str) -> Option<SourcePath> {
        if link.starts_with('/') {
            return None;
        }
        SourcePath::new(format!("{}/{link}", self.folder()).trim_start_matches('/'))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl AsRef<str> for SourcePath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// An artifact's address in the site: made only from constants, slugs and hashes, so that no text of an author can become a path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SitePath(String);

impl SitePath {
    /// A fixed address such as `index.html`.
    pub fn fixed(text: &'static str) -> Self {
        SitePath(text.to_owned())
    }

    /// `folder/⟨slug⟩/file`, for example `accounts/northwind-health/index.html`.
    pub fn of_slug(folder: &'static str, slug: &Slug, file: &'static str) -> Self {
        SitePath(format!("{folder}/{slug}/{file}"))
    }

    /// `folder/⟨slug⟩.ext`, for example `findings/enum-value.html`.
    pub fn of_name(folder: &'static str, slug: &Slug, ext: &'static str) -> Self {
        SitePath(format!("{folder}/{slug}.{ext}"))
    }

    /// An attachment: `accounts/⟨slug⟩/⟨slug⟩.ext`, its extension one of a fixed list.
    pub fn of_attachment(account: &Slug, stem: &Slug, ext: &'static str) -> Self {
        SitePath(format!("accounts/{account}/{stem}.{ext}"))
    }

    /// A theme file under `assets/`: its name is a slug, a hash and a fixed extension.
    pub fn of_asset(stem: &Slug, hash: &Slug, ext: &'static str) -> Self {
        SitePath(format!("assets/{stem}-{hash}.{ext}"))
    }

    /// The further pages of a long list: `page-2.html` and so on beside the first (contract §5).
    pub fn page(&self, number: usize) -> Self {
        if number < 2 {
            return self.clone();
        }
        let folder = self.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder.is_empty() { SitePath(format!("page-{number}.html")) } else { SitePath(format!("{folder}/page-{number}.html")) }
    }

    /// The further pages of a list that shares its folder with others: `⟨stem⟩-page-2.html`.
    pub fn page_of_file(&self, number: usize) -> Self {
        if number < 2 {
            return self.clone();
        }
        let stem = self.0.strip_suffix(".html").unwrap_or(&self.0);
        SitePath(format!("{stem}-page-{number}.html"))
    }

    /// Is an address one that [`SitePath::page`] or [`SitePath::page_of_file`] gives to a further part?
    pub fn is_part(address: &str) -> bool {
        let name = address.rsplit_once('/').map_or(address, |(_, name)| name);
        let number = name.strip_suffix(".html").and_then(|stem| stem.rsplit_once("page-")).map_or("", |(_, number)| number);
        number.parse::<usize>().is_ok_and(|number| number > 1)
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders lie above the artifact.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The relative link from this page to `target`, always ending in a file name.
    pub fn link_to(&self, target: &SitePath) -> String {
        let mine: Vec<&str> = self.0.split('/').collect();
        let theirs: Vec<&str> = target.0.split('/').collect();
        let folders = mine.len() - 1;
        let shared = mine.iter().take(folders).zip(theirs.iter().take(theirs.len() - 1)).take_while(|(a, b)| a == b).count();
        let mut link = "../".repeat(folders - shared);
        link.push_str(&theirs.get(shared..).unwrap_or(&[]).join("/"));
        link
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_paths_never_leave_the_territory() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(SourcePath::new(text).as_ref().map(SourcePath::as_str), expected, "{text}");
        check("a/b", Some("a/b"));
        check("./a//b/../c", Some("a/c"));
        check("../a", None);
        check("/a", None);
        let plan = SourcePath::new("accounts/x/plan.md").unwrap();
        assert_eq!(plan.resolve("../y/plan.md").unwrap().as_str(), "accounts/y/plan.md");
        assert!(plan.resolve("../../../etc/passwd").is_none());
    }

    #[test]
    fn links_are_relative_and_end_in_a_file() {
        let check = |from: &str, to: &str, link: &str| {
            assert_eq!(SitePath(from.to_owned()).link_to(&SitePath(to.to_owned())), link);
        };
        check("index.html", "accounts/a/index.html", "accounts/a/index.html");
        check("accounts/a/index.html", "index.html", "../../index.html");
        check("accounts/a/index.html", "accounts/b/index.html", "../b/index.html");
        check("findings/index.html", "findings/x.html", "x.html");
    }
}
