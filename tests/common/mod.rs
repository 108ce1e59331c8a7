//! What the tests on the real binary share: a folder that goes away, a run with everything it said, and the sites it wrote.

#![allow(dead_code, reason = "every test binary uses a part")]

pub mod held;
pub mod repo;
pub mod scan;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The day of all tests.
pub const TODAY: &str = "2026-11-22";

/// A folder that is removed at the end.
pub struct Room(pub PathBuf);

impl Room {
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("quarterdeck-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Room(folder.canonicalize().unwrap())
    }

    pub fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.join(path)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A copy of the example territory, without a built site.
    pub fn example(&self, name: &str) -> PathBuf {
        let to = self.at(name);
        copy(&example_territory(), &to);
        to
    }

    /// A generated territory.
    pub fn generated(&self, name: &str, arguments: &[&str]) -> PathBuf {
        let to = self.at(name);
        let made = Command::new("python3").arg(repository().join("benches/gen_territory.py")).arg(&to).args(arguments).output().expect("python3 runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        to
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn example_territory() -> PathBuf {
    repository().join("example-territory")
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            if entry.file_name() != "public" && entry.file_name() != ".quarterdeck" {
                copy(&entry.path(), &to.join(entry.file_name()));
            }
        } else {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// How a run ended and what it said.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", head(&self.out), head(&self.err));
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}:\n{}", head(&self.out)))
    }
}

fn head(text: &str) -> String {
    text.chars().take(3000).collect()
}

/// The binary, in an environment without anything that changes what it says.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterdeck"));
    for name in ["SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

pub fn finish(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what we print is UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs in a folder.
pub fn run_in<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> Ran {
    let mut command = command();
    command.current_dir(folder).args(arguments);
    finish(command)
}

/// Runs in a folder, as of the day of all tests.
pub fn dated<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> Ran {
    let mut command = command();
    command.current_dir(folder).arg("--as-of").arg(TODAY).args(arguments);
    finish(command)
}

/// Every file under a folder with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                walk(root, &entry.path(), found);
            } else {
                let name = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// The trees hold the same files with the same bytes.
#[track_caller]
pub fn same(what: &str, a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(a), names(b), "{what}: other files");
    for (name, bytes) in a {
        if *bytes != b[name] {
            let (one, two) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&b[name]));
            let differ = one.lines().zip(two.lines()).find(|(one, two)| one != two);
            panic!("{what}: {name} differs: {differ:?}");
        }
    }
}
