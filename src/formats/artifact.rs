//! A site as a catalogue: every artifact knows its address and makes its bytes when asked. Knows nothing of disks and servers.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::base::packed::{Like, Squeezed};
use crate::base::path::SitePath;

/// Makes an artifact's bytes. The same call gives the same bytes, from any thread.
pub type Make<'a> = Box<dyn Fn() -> Vec<u8> + Send + Sync + 'a>;

/// Makes several files side by side and hands them over part by part, each part with the file's number. For files that grow with the number
/// of plans: they are never in memory as a whole.
pub type Pass<'a> = dyn Fn(&mut dyn FnMut(usize, &[u8])) + Send + Sync + 'a;

/// How much of a file is collected before it is handed over.
pub const PART: usize = 1 << 16;

/// One file of the site.
pub struct Artifact<'a> {
    pub path: SitePath,
    pub bytes: Make<'a>,
    /// The pass that makes the same bytes, and the file's number in it.
    pass: Option<(Arc<Pass<'a>>, usize)>,
}

impl<'a> Artifact<'a> {
    /// An artifact whose bytes are made when somebody asks for them.
    pub fn new(path: SitePath, bytes: impl Fn() -> Vec<u8> + Send + Sync + 'a) -> Self {
        Artifact { path, bytes: Box::new(bytes), pass: None }
    }

    /// An artifact whose bytes are there already.
    pub fn ready(path: SitePath, bytes: Vec<u8>) -> Self {
        Artifact::new(path, move || bytes.clone())
    }

    /// An artifact whose bytes are there already and wait for long: they take less room until then, the less the more they are like others.
    pub fn waiting(path: SitePath, bytes: &[u8], like: &Like) -> Self {
        let squeezed = Squeezed::new(bytes, like);
        Artifact::new(path, move || squeezed.open())
    }

    /// The same artifact, which a pass makes better: as its file of that number.
    pub fn in_pass(self, pass: &Arc<Pass<'a>>, number: usize) -> Self {
        Artifact { pass: Some((pass.clone(), number)), ..self }
    }
}

/// What is made in one go; artifacts come with their positions in the site.
pub enum Group<'s, 'a> {
    One(usize, &'s Artifact<'a>),
    /// In the order of their numbers in the pass.
    Pass(&'s Pass<'a>, Vec<(usize, &'s Artifact<'a>)>),
}

/// All files of a site.
#[derive(Default)]
pub struct Site<'a> {
    pub artifacts: Vec<Artifact<'a>>,
}

impl<'a> Site<'a> {
    /// Every artifact once: passes first, since they take longest; then folder by folder, so that what is made from one plan is made together.
    pub fn groups(&self) -> Vec<Group<'_, 'a>> {
        let mut passes: Vec<(&Arc<Pass<'a>>, BTreeMap<usize, (usize, &Artifact<'a>)>)> = Vec::new();
        let mut others = Vec::new();
        for (position, artifact) in self.artifacts.iter().enumerate() {
            let Some((pass, number)) = &artifact.pass else {
                others.push(Group::One(position, artifact));
                continue;
            };
            match passes.iter_mut().find(|(known, _)| Arc::ptr_eq(known, pass)) {
                Some((_, members)) => drop(members.insert(*number, (position, artifact))),
                None => passes.push((pass, BTreeMap::from([(*number, (position, artifact))]))),
            }
        }
        others.sort_by_key(|group| match group {
            Group::One(_, artifact) => artifact.path.as_str(),
            Group::Pass(..) => "",
        });
        let passes = passes.into_iter().map(|(pass, members)| Group::Pass(&**pass, members.into_values().collect()));
        passes.chain(others).collect()
    }

    /// Pairs of addresses that cannot stand side by side on every system: equal but for letter case, or a file where the other needs a folder.
    /// Empty when the site can be published.
    pub fn collisions(&self) -> Vec<(SitePath, SitePath)> {
        let mut found = Vec::new();
        let mut folded: HashMap<Cow<'_, str>, &SitePath> = HashMap::with_capacity(self.artifacts.len());
        for artifact in &self.artifacts {
            if let Some(earlier) = folded.insert(folded_address(artifact.path.as_str()), &artifact.path) {
                found.push((earlier.clone(), artifact.path.clone()));
            }
        }
        let mut below = Vec::new();
        for artifact in &self.artifacts {
            let address = folded_address(artifact.path.as_str());
            for (end, _) in address.match_indices('/') {
                let above = address.get(..end).and_then(|folder| folded.get(folder));
                below.extend(above.map(|file| ((*file).clone(), artifact.path.clone())));
            }
        }
        below.sort_by(|(_, a), (_, b)| a.cmp(b));
        found.extend(below);
        found
    }
}

/// An address as systems see it that make no difference between letters of either case.
fn folded_address(address: &str) -> Cow<'_, str> {
    if address.bytes().any(|byte| byte.is_ascii_uppercase()) { Cow::Owned(address.to_ascii_lowercase()) } else { Cow::Borrowed(address) }
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
    fn files_of_a_pass_are_made_together_and_first() {
        let pass: Arc<Pass<'_>> = Arc::new(|write| {
            write(1, b"b");
            write(0, b"a");
            write(1, b"b");
        });
        let artifact = |path| Artifact::ready(SitePath::fixed(path), Vec::new());
        let site = Site { artifacts: vec![artifact("x"), artifact("b").in_pass(&pass, 1), artifact("y"), artifact("a").in_pass(&pass, 0)] };
        let groups = site.groups();
        let shown = groups.iter().map(|group| match group {
            Group::One(position, artifact) => format!("{position} {}", artifact.path.as_str()),
            Group::Pass(pass, members) => {
                let mut made = vec![String::new(); members.len()];
                pass(&mut |number, part| made[number].push_str(std::str::from_utf8(part).unwrap()));
                members.iter().zip(made).map(|((position, artifact), made)| format!("{position} {} {made} ", artifact.path.as_str())).collect()
            }
        });
        assert_eq!(shown.collect::<Vec<_>>(), ["3 a a 1 b bb ", "0 x", "2 y"]);
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
