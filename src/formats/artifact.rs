//! A site as a catalogue: every artifact knows its address and makes its bytes when asked. Knows nothing of disks and servers.

use std::collections::BTreeMap;

use crate::base::path::SitePath;

/// Makes an artifact's bytes. The same call gives the same bytes, from any thread.
pub type Make<'a> = Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>;

/// One file of the site.
pub struct Artifact<'a> {
    pub path: SitePath,
    pub bytes: Make<'a>,
}

impl<'a> Artifact<'a> {
    /// An artifact whose bytes are made when somebody asks for them.
    pub fn new(path: SitePath, bytes: impl Fn() -> Vec<u8> + Send + Sync + 'a) -> Self {
        Artifact { path, bytes: Box::new(bytes) }
    }

    /// An artifact whose bytes are there already.
    pub fn ready(path: SitePath, bytes: Vec<u8>) -> Self {
        Artifact::new(path, move || bytes.clone())
    }
}

/// All files of a site.
#[derive(Default)]
pub struct Site<'a> {
    pub artifacts: Vec<Artifact<'a>>,
}

impl Site<'_> {
    /// Pairs of addresses that cannot stand side by side on every system: equal but for letter case, or a file where the other needs a folder.
    /// Empty when the site can be published.
    pub fn collisions(&self) -> Vec<(SitePath, SitePath)> {
        let mut found = Vec::new();
        let mut folded: BTreeMap<String, &SitePath> = BTreeMap::new();
        for artifact in &self.artifacts {
            if let Some(earlier) = folded.insert(artifact.path.as_str().to_ascii_lowercase(), &artifact.path) {
                found.push((earlier.clone(), artifact.path.clone()));
            }
        }
        for (address, path) in &folded {
            for (end, _) in address.match_indices('/') {
                let above = address.get(..end).and_then(|folder| folded.get(folder));
                found.extend(above.map(|file| ((*file).clone(), (*path).clone())));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_artifacts_never_share_an_address() {
        let check = |addresses: &[&'static str], expected: &[(&str, &str)]| {
            let artifacts = addresses.iter().map(|text| Artifact::ready(SitePath::fixed(text), Vec::new())).collect();
            let found = Site { artifacts }.collisions();
            let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!(found, expected, "{addresses:?}");
        };
        check(&[], &[]);
        check(&["index.html", "a/index.html", "b/index.html"], &[]);
        check(&["a/index.html", "a/index.html"], &[("a/index.html", "a/index.html")]);
        check(&["A/index.html", "a/Index.html"], &[("A/index.html", "a/Index.html")]);
        check(&["a", "A/b/c.html"], &[("a", "A/b/c.html")]);
    }

    #[test]
    fn bytes_are_made_when_asked() {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let artifact = Artifact::new(SitePath::fixed("index.html"), || {
            asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            b"page".to_vec()
        });
        assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 0);
        assert_eq!((artifact.bytes)(), b"page");
        assert_eq!(asked.load(std::sync::atomic::Ordering::Relaxed), 1);
    }
}
