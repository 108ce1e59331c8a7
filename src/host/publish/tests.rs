//! The writer with each of its operations failing once, and from each on for good; OUT is always one of two whole sites.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::base::path::SitePath;
use crate::formats::artifact::{Artifact, Pass};

/// A folder with a territory in it, removed at the end.
struct Room(PathBuf);

impl Room {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("quarterdeck-publish-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        // In memory where there is such a folder: the loops below sync a few thousand times.
        let memory = PathBuf::from("/dev/shm");
        let room = if memory.is_dir() { memory } else { std::env::temp_dir() }.join(name);
        std::fs::create_dir_all(room.join("land/accounts/a")).unwrap();
        std::fs::write(room.join("land/quarterdeck.yaml"), "").unwrap();
        Room(room)
    }

    fn land(&self) -> PathBuf {
        self.0.join("land")
    }

    fn out(&self) -> PathBuf {
        self.0.join("out")
    }

    /// What lies beside OUT and the territory.
    fn strays(&self) -> Vec<String> {
        let names = std::fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !matches!(name.as_str(), "land" | "out")).collect()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

type Tree = BTreeMap<String, Vec<u8>>;

/// All files below a folder without the marker; `None` when there is no folder.
fn tree(folder: &Path) -> Option<Tree> {
    fn walk(folder: &Path, prefix: &str, found: &mut Tree) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
            } else if path != MARKER {
                found.insert(path, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = Tree::new();
    folder.symlink_metadata().ok()?;
    walk(folder, "", &mut found);
    Some(found)
}

type Pages = &'static [(&'static str, &'static str)];

const OLD: Pages = &[("index.html", "old"), ("accounts/a/index.html", "a"), ("accounts/b/index.html", "b"), ("assets/x.css", "x")];
const NEW: Pages = &[("index.html", "new"), ("accounts/a/index.html", "a"), ("accounts/c/index.html", "c"), ("assets/x.css", "x"), ("data/a.csv", "")];

/// Those below `accounts` are made in one pass, letter by letter.
fn site(pages: Pages) -> Site<'static> {
    let passed = || pages.iter().filter(|(path, _)| path.starts_with("accounts/"));
    let pass: Arc<Pass<'static>> = Arc::new(move |write| {
        let letters = passed().enumerate().flat_map(|(number, (_, text))| text.as_bytes().chunks(1).map(move |part| (number, part)));
        letters.for_each(|(number, part)| write(number, part));
    });
    let artifact = |(path, text): &(&'static str, &str)| {
        let artifact = Artifact::ready(SitePath::fixed(path), text.as_bytes().to_vec());
        match passed().position(|(known, _)| known == path) {
            Some(number) => artifact.in_pass(&pass, number),
            None => artifact,
        }
    };
    Site { artifacts: pages.iter().map(artifact).collect() }
}

fn whole(pages: Pages) -> Option<Tree> {
    Some(pages.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
}

#[test]
fn any_failure_leaves_one_whole_site() {
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    // Fails the k-th operation (or all from the k-th on, as when the process dies) for every k, and returns how many there were.
    let check = |from: Option<Pages>, for_good: bool, can_exchange: bool, errno: Errno| {
        let mut n_gaps = 0;
        for k in 0.. {
            let case = format!("k = {k}, from {}, for good {for_good}, exchange {can_exchange}, {errno:?}", from.is_some());
            let room = Room::new();
            if let Some(pages) = from {
                publish(&site(pages), &room.out(), &room.land()).unwrap();
            }
            let count = AtomicUsize::new(0);
            let gate = |name: &'static str| {
                let at = count.fetch_add(1, Ordering::Relaxed);
                if at == k || (for_good && at > k) {
                    return Err(errno);
                }
                if name == "exchange" && !can_exchange { Err(Errno::INVAL) } else { Ok(()) }
            };
            let result = one_thread.install(|| publish_with(&site(NEW), &|| None, &room.out(), &room.land(), Ops::gated(&gate), Duration::ZERO));
            let reached = count.load(Ordering::Relaxed) > k;
            let now = tree(&room.out());
            let old = from.and_then(whole);
            match &result {
                Ok(published) => assert_eq!((now, published.files), (whole(NEW), NEW.len()), "{case}"),
                Err(error) if now.is_none() && old.is_some() => {
                    assert!(!can_exchange && for_good, "{case}: {error:#}");
                    n_gaps += 1;
                }
                Err(error) if error.to_string().contains("site is unchanged") => assert_eq!(now, old, "{case}: {error:#}"),
                Err(error) => assert!(now == old || now == whole(NEW), "{case}: {error:#}"),
            }
            let next = publish(&site(NEW), &room.out(), &room.land());
            assert!(next.is_ok(), "{case}: {next:?}");
            assert_eq!(tree(&room.out()), whole(NEW), "{case}");
            assert_eq!(room.strays(), Vec::<String>::new(), "{case}");
            if !reached {
                assert!(result.is_ok(), "{case}: {result:?}");
                assert!(n_gaps <= 2, "the moment without OUT is longer than it must be: {n_gaps} operations");
                return k;
            }
        }
        0
    };
    for for_good in [false, true] {
        for can_exchange in [true, false] {
            assert!(check(None, for_good, can_exchange, Errno::IO) > 30);
            assert!(check(Some(OLD), for_good, can_exchange, Errno::IO) > 60);
        }
        assert!(check(Some(OLD), for_good, true, Errno::NOSPC) > 60);
    }
}

#[test]
fn a_site_taken_aside_by_a_killed_run_comes_back() {
    let room = Room::new();
    publish(&site(OLD), &room.out(), &room.land()).unwrap();
    let stage = room.0.join(".quarterdeck-staging-out-1");
    std::fs::create_dir_all(stage.join("site")).unwrap();
    std::fs::write(stage.join(MARKER), "").unwrap();
    std::fs::rename(room.out(), stage.join("old")).unwrap();
    let full = |name: &'static str| if name == "write" { Err(Errno::NOSPC) } else { Ok(()) };
    let error = publish_with(&site(NEW), &|| None, &room.out(), &room.land(), Ops::gated(&full), Duration::ZERO).unwrap_err();
    assert_eq!(error.to_string(), "the disk is full; the published site is unchanged");
    assert_eq!(tree(&room.out()), whole(OLD));
    assert_eq!(room.strays(), Vec::<String>::new());
}

#[test]
fn nothing_of_somebody_else_is_removed() {
    let room = Room::new();
    // Names like ours without our marker, and links.
    std::fs::create_dir_all(room.0.join(".quarterdeck-staging-out-7")).unwrap();
    std::fs::write(room.0.join(".quarterdeck-staging-out-7/letter"), "dear").unwrap();
    std::fs::create_dir_all(room.0.join("beyond")).unwrap();
    std::fs::write(room.0.join("beyond").join(MARKER), "").unwrap();
    symlink("beyond", room.0.join(".quarterdeck-staging-out-8")).unwrap();
    publish(&site(OLD), &room.out(), &room.land()).unwrap();
    // Links in OUT lead nowhere: the file is replaced, what the link shows is left.
    std::fs::write(room.0.join("beyond/index.html"), "old").unwrap();
    std::fs::remove_file(room.out().join("index.html")).unwrap();
    symlink("../beyond/index.html", room.out().join("index.html")).unwrap();
    publish(&site(OLD), &room.out(), &room.land()).unwrap();
    assert_eq!(tree(&room.out()), whole(OLD));
    assert!(room.out().join("index.html").symlink_metadata().unwrap().is_file());
    let beyond = BTreeMap::from([("index.html".to_owned(), b"old".to_vec())]);
    assert_eq!(tree(&room.0.join("beyond")), Some(beyond));
    assert_eq!(std::fs::read_to_string(room.0.join(".quarterdeck-staging-out-7/letter")).unwrap(), "dear");
}

#[test]
fn what_somebody_has_put_into_a_published_folder_stays() {
    let room = Room::new();
    publish(&site(OLD), &room.out(), &room.land()).unwrap();
    let at = |path: &str| room.out().join(path);
    // a working copy, a domain, a pack beside a page that goes, a link, a name that is no text, an empty folder with a mode of its own
    std::fs::create_dir_all(at(".git/refs")).unwrap();
    std::fs::write(at(".git/HEAD"), "ref: refs/heads/pages\n").unwrap();
    std::fs::write(at("CNAME"), "plans.example.com\n").unwrap();
    std::fs::write(at("accounts/a/pack of spring.pdf"), "%PDF").unwrap();
    symlink("../index.html", at("assets/latest")).unwrap();
    std::fs::create_dir(room.out().join(OsStr::from_bytes(b"odd\xff"))).unwrap();
    std::fs::write(room.out().join(OsStr::from_bytes(b"odd\xff/\xfe")), "x").unwrap();
    std::fs::set_permissions(at(".git/refs"), std::fs::Permissions::from_mode(0o700)).unwrap();
    let theirs = || -> Vec<String> {
        let text = |path: &str| std::fs::read_to_string(at(path)).unwrap();
        let odd = std::fs::read(room.out().join(OsStr::from_bytes(b"odd\xff/\xfe"))).unwrap();
        let mode = at(".git/refs").metadata().unwrap().permissions().mode() & 0o7777;
        let link = std::fs::read_link(at("assets/latest")).unwrap();
        vec![text(".git/HEAD"), text("CNAME"), text("accounts/a/pack of spring.pdf"), format!("{mode:o} {} {odd:?}", link.display())]
    };
    let before = theirs();
    for (pages, what) in [(NEW, "another site"), (OLD, "and back"), (OLD, "nothing changed"), (&NEW[..1], "a page alone")] {
        let published = publish(&site(pages), &room.out(), &room.land()).unwrap();
        assert_eq!(published.others, 8, "{what}");
        assert_eq!(theirs(), before, "{what}");
        assert_eq!(at("index.html").exists(), pages.iter().any(|(path, _)| *path == "index.html"), "{what}");
    }
    let gone: Vec<&str> = OLD.iter().map(|(path, _)| *path).filter(|path| !NEW[..1].iter().any(|(new, _)| new == path) && at(path).exists()).collect();
    assert_eq!(gone, Vec::<&str>::new(), "pages of the old site go");
    // what comes after they were looked for
    let late = |name: &'static str| {
        if name == "exchange" && !at("letter").exists() {
            std::fs::write(at("letter"), "dear").unwrap();
        }
        Ok(())
    };
    publish_with(&site(NEW), &|| None, &room.out(), &room.land(), Ops::gated(&late), Duration::ZERO).unwrap();
    assert_eq!(std::fs::read_to_string(at("letter")).unwrap(), "dear");
    assert_eq!(theirs(), before);
    // and a run that is stopped before it has looked again leaves it to the next
    let stopped = |name: &'static str| {
        if name == "exchange" {
            std::fs::write(at("second letter"), "dear").unwrap();
        }
        if name == "link" && room.0.join(format!(".quarterdeck-staging-out-{}/site/second letter", std::process::id())).exists() {
            Err(Errno::IO)
        } else {
            Ok(())
        }
    };
    let error = publish_with(&site(OLD), &|| None, &room.out(), &room.land(), Ops::gated(&stopped), Duration::ZERO).unwrap_err();
    assert!(error.to_string().contains("what was put into the old one during the build lies in"), "{error}");
    assert!(!at("second letter").exists());
    publish(&site(OLD), &room.out(), &room.land()).unwrap();
    assert_eq!(std::fs::read_to_string(at("second letter")).unwrap(), "dear");
    assert_eq!(room.strays(), Vec::<String>::new());
    // the site needs the name
    let room = Room::new();
    publish(&site(&NEW[..1]), &room.out(), &room.land()).unwrap();
    std::fs::write(room.out().join("accounts"), "mine").unwrap();
    let error = publish(&site(OLD), &room.out(), &room.land()).unwrap_err();
    assert!(error.to_string().starts_with("cannot keep `accounts`, which quarterdeck did not publish"), "{error}");
    assert_eq!(std::fs::read_to_string(room.out().join("accounts")).unwrap(), "mine");
}

#[test]
fn a_folder_with_the_name_of_this_run_is_not_removed() {
    let room = Room::new();
    let name = |number: &str| room.0.join(format!(".quarterdeck-staging-out-{}{number}", std::process::id()));
    // What a run with the same process id found in place of OUT, and kept: a stage with our marker around somebody's folder.
    for number in ["", ".2"] {
        std::fs::create_dir_all(name(number).join("site")).unwrap();
        std::fs::write(name(number).join(MARKER), "").unwrap();
        std::fs::write(name(number).join("site/mine.txt"), "mine").unwrap();
    }
    publish(&site(OLD), &room.out(), &room.land()).unwrap();
    assert_eq!(tree(&room.out()), whole(OLD));
    for number in ["", ".2"] {
        assert_eq!(std::fs::read_to_string(name(number).join("site/mine.txt")).unwrap(), "mine");
    }
    assert_eq!(room.strays().len(), 2, "this run's own stage is gone: {:?}", room.strays());
    // Nor is anything removed when there is no name left, or the disk says no; what a killed run left under a further name is.
    let refuse = |name: &'static str| if name == "make folder" { Err(Errno::EXIST) } else { Ok(()) };
    let error = publish_with(&site(NEW), &|| None, &room.out(), &room.land(), Ops::gated(&refuse), Duration::ZERO).unwrap_err();
    assert!(error.to_string().contains("write beside"), "{error}");
    assert_eq!(room.strays().len(), 2);
    std::fs::create_dir_all(name(".3").join("site")).unwrap();
    std::fs::write(name(".3").join(MARKER), "").unwrap();
    // a stage of an OUT called `out-7`, as that is its to remove
    let other = room.0.join(".quarterdeck-staging-out-7-8");
    std::fs::create_dir_all(&other).unwrap();
    std::fs::write(other.join(MARKER), "").unwrap();
    publish(&site(NEW), &room.out(), &room.land()).unwrap();
    assert_eq!(room.strays().len(), 3);
    assert!(!name(".3").exists() && other.exists());
}

#[test]
fn a_folder_swapped_in_during_the_build_is_given_back() {
    for can_exchange in [true, false] {
        let room = Room::new();
        publish(&site(OLD), &room.out(), &room.land()).unwrap();
        let gate = |name: &'static str| {
            if name == "exchange" && !room.0.join("mine").exists() {
                std::fs::rename(room.out(), room.0.join("mine")).unwrap();
                std::fs::create_dir(room.out()).unwrap();
                std::fs::write(room.out().join("letter"), "dear").unwrap();
            }
            if name == "exchange" && !can_exchange { Err(Errno::INVAL) } else { Ok(()) }
        };
        let error = publish_with(&site(NEW), &|| None, &room.out(), &room.land(), Ops::gated(&gate), Duration::ZERO).unwrap_err();
        assert!(error.to_string().contains("was replaced by another folder during the build"), "{error}");
        assert_eq!(tree(&room.out()), Some(BTreeMap::from([("letter".to_owned(), b"dear".to_vec())])));
        assert_eq!(room.strays(), ["mine"]);
    }
}

#[test]
fn what_has_not_changed_keeps_its_file() {
    let room = Room::new();
    let inode = |path: &str| room.out().join(path).metadata().unwrap().ino();
    let first = publish(&site(OLD), &room.out(), &room.land()).unwrap();
    assert_eq!(first, Published { files: 4, bytes: 6, written: 4, others: 0 });
    let before = (inode(""), inode("accounts/a/index.html"), inode("index.html"));
    assert_eq!(publish(&site(OLD), &room.out(), &room.land()).unwrap(), Published { written: 0, ..first });
    assert_eq!(inode(""), before.0, "an unchanged site is not replaced");
    assert_eq!(publish(&site(NEW), &room.out(), &room.land()).unwrap(), Published { files: 5, bytes: 6, written: 3, others: 0 });
    assert_ne!(inode(""), before.0);
    assert_eq!(inode("accounts/a/index.html"), before.1);
    assert_eq!(room.out().join("accounts/a/index.html").metadata().unwrap().nlink(), 1);
    assert_ne!(inode("index.html"), before.2);
    // A changed mode: the tree is as we make it again afterwards.
    let spoil: [fn(&Path); 2] = [
        |out| std::fs::set_permissions(out.join("assets/x.css"), std::fs::Permissions::from_mode(0o666)).unwrap(),
        |out| std::fs::set_permissions(out.join("accounts"), std::fs::Permissions::from_mode(0o777)).unwrap(),
    ];
    for spoil in spoil {
        spoil(&room.out());
        publish(&site(NEW), &room.out(), &room.land()).unwrap();
        assert_eq!(tree(&room.out()), whole(NEW));
        assert_eq!(room.out().join("assets/x.css").metadata().unwrap().mode() & 0o7777, 0o644);
        assert_eq!(room.out().join("accounts").metadata().unwrap().mode() & 0o7777, 0o755);
    }
}

#[test]
fn a_second_build_waits_and_then_says_so() {
    let room = Room::new();
    let target = Target::locate(&room.out(), &room.land()).unwrap();
    let parent = Ops::REAL.open_parent(&target.parent).unwrap();
    let lock = Lock::take(Ops::REAL, parent.as_fd(), &target, Duration::ZERO).unwrap();
    let error = publish_with(&site(OLD), &|| None, &room.out(), &room.land(), Ops::REAL, Duration::from_millis(50)).unwrap_err();
    assert!(error.to_string().starts_with("another build has been publishing into"), "{error}");
    drop(lock);
    publish_with(&site(OLD), &|| None, &room.out(), &room.land(), Ops::REAL, Duration::ZERO).unwrap();
    assert_eq!(room.strays(), Vec::<String>::new());
}
