//! The host against real folders: what may be read, and where may be published.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use quarterdeck::base::date::Date;
use quarterdeck::base::path::{SitePath, SourcePath};
use quarterdeck::formats::artifact::{Artifact, Site};
use quarterdeck::host::disk;
use quarterdeck::host::publish::{self, MARKER, Published};
use quarterdeck::source::snapshot::File;

/// A folder with a small territory in `land`, removed at the end.
struct Room(PathBuf);

impl Room {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("quarterdeck-host-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let room = Room(std::env::temp_dir().join(name));
        room.write("land/quarterdeck.yaml", "name: Land\n");
        room.write("land/accounts/a/plan.md", "plan a");
        room
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Every path under the room with a file's text, to see that nothing was touched.
    fn everything(&self) -> Vec<(PathBuf, String)> {
        fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    walk(&entry.path(), found);
                }
                found.push((entry.path(), std::fs::read_to_string(entry.path()).unwrap_or_default()));
            }
        }
        let mut found = Vec::new();
        walk(&self.0, &mut found);
        found.sort();
        found
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Reads the territory and compares it, file by file, with `path: text`, `path! reason` and `path?` for a file that is only known to be there.
fn check_read(room: &Room, out: Option<&Path>, expected: &[&str]) {
    let snapshot = disk::read(&room.at("land"), Date::default(), out).unwrap();
    let show = |(path, file): (&SourcePath, &File)| match file {
        File::Bytes(bytes) => format!("{path}: {}", String::from_utf8_lossy(bytes)),
        File::Refused(reason) => format!("{path}! {reason}"),
        File::Present => format!("{path}?"),
    };
    let found: Vec<String> = snapshot.files.iter().map(show).collect();
    let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    expected.extend(["accounts/a/plan.md: plan a".to_owned(), "quarterdeck.yaml: name: Land\n".to_owned()]);
    expected.sort_by(|a, b| a.split([':', '!', '?']).next().cmp(&b.split([':', '!', '?']).next()));
    assert_eq!(found, expected);
}

#[test]
fn links_are_never_followed() {
    let room = Room::new();
    room.write("secret/plan.md", "secret");
    room.write("land/accounts/b/notes.md", "notes");
    symlink(room.at("secret/plan.md"), room.at("land/accounts/b/plan.md")).unwrap();
    symlink("../a/plan.md", room.at("land/accounts/b/copy.md")).unwrap();
    symlink(room.at("secret"), room.at("land/accounts/c")).unwrap();
    symlink("..", room.at("land/accounts/b/loop")).unwrap();
    symlink("nowhere", room.at("land/icp.yaml")).unwrap();
    symlink("/dev/zero", room.at("land/people.yaml")).unwrap();
    check_read(
        &room,
        None,
        &[
            "accounts/b/copy.md! is a symbolic link",
            "accounts/b/loop! is a symbolic link",
            "accounts/b/notes.md: notes",
            "accounts/b/plan.md! is a symbolic link",
            "accounts/c! is a symbolic link",
            "icp.yaml! is a symbolic link",
            "people.yaml! is a symbolic link",
        ],
    );
}

#[test]
fn only_regular_files_of_a_known_size_are_read() {
    let room = Room::new();
    std::fs::create_dir_all(room.at("land/accounts/b/plan.md/deep")).unwrap();
    std::fs::create_dir_all(room.at("land/accounts/c/reviews/2026-01-01.md")).unwrap();
    std::fs::create_dir_all(room.at("land/accounts/d")).unwrap();
    std::fs::create_dir_all(room.at("land/accounts/e")).unwrap();
    std::fs::create_dir_all(room.at("land/people.yaml")).unwrap();
    assert!(Command::new("mkfifo").arg(room.at("land/accounts/d/plan.md")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(room.at("land/accounts/d/s.md")).unwrap();
    let giant = |path: &str, size: u64| std::fs::File::create(room.at(path)).unwrap().set_len(size).unwrap();
    giant("land/accounts/e/plan.md", 100_000_000_000);
    giant("land/accounts/e/scan.pdf", (32 << 20) + 1);
    giant("land/accounts/e/notes.md", 0);
    room.write("land/theme/assets/x.css", "x");
    room.write("land/README.md", "hello");
    check_read(
        &room,
        None,
        &[
            "README.md?",
            "accounts/b/plan.md! is a folder",
            "accounts/c/reviews/2026-01-01.md! is a folder",
            "accounts/d/plan.md! is not a regular file (a FIFO)",
            "accounts/d/s.md! is not a regular file (a socket)",
            "accounts/e/notes.md: ",
            "accounts/e/plan.md! is 100000.0 MB; plan and review files may have at most 2 MiB",
            "accounts/e/scan.pdf! is 33.6 MB; attachments may have at most 32 MiB",
            "people.yaml! is a folder",
            "theme/assets/x.css: x",
        ],
    );
}

#[test]
fn unreadable_files_are_named() {
    let room = Room::new();
    room.write("land/accounts/b/plan.md", "b");
    room.write("land/accounts/c/plan.md", "c");
    let lock = |path: &str, mode: u32| std::fs::set_permissions(room.at(path), std::fs::Permissions::from_mode(mode)).unwrap();
    lock("land/accounts/b/plan.md", 0o000);
    lock("land/accounts/c", 0o000);
    if std::fs::read(room.at("land/accounts/b/plan.md")).is_err() {
        check_read(&room, None, &["accounts/b/plan.md! cannot be read: permission denied", "accounts/c! cannot be read: permission denied"]);
    }
    lock("land/accounts/c", 0o755);
}

#[test]
fn odd_names_and_depths_are_named() {
    use std::os::unix::ffi::OsStrExt;
    let room = Room::new();
    std::fs::write(room.at("land/accounts/a").join(std::ffi::OsStr::from_bytes(b"b\xff.md")), "x").unwrap();
    room.write("land/accounts/new\nline/plan.md", "n");
    let deep = (0..14).map(|n| n.to_string()).collect::<Vec<_>>().join("/");
    room.write(&format!("land/docs/{deep}/x.md"), "x");
    check_read(
        &room,
        None,
        &[
            "accounts/a/b\u{fffd}.md! has a name that is not UTF-8",
            "accounts/new\nline/plan.md: n",
            "docs/0/1/2/3/4/5/6/7/8/9/10/11! lies more than 12 folders deep",
        ],
    );
}

#[test]
fn published_and_hidden_folders_are_no_input() {
    let room = Room::new();
    room.write("land/.git/config", "x");
    room.write("land/node_modules/x/plan.md", "x");
    room.write("land/.quarterdeck-staging-public-1/site/index.html", "x");
    room.write("land/public/index.html", "x");
    room.write("land/old-site/index.html", "x");
    room.write(&format!("land/old-site/{MARKER}"), "");
    // A marker among the plans hides nothing.
    room.write(&format!("land/accounts/{MARKER}"), "");
    room.write(&format!("land/{MARKER}"), "");
    symlink("public", room.at("land/link-to-out")).unwrap();
    let marker = [format!("accounts/{MARKER}?"), format!("{MARKER}?")];
    let mut expected: Vec<&str> = marker.iter().map(String::as_str).collect();
    expected.push("link-to-out! is a symbolic link");
    check_read(&room, Some(&room.at("land/public")), &expected);
    check_read(&room, Some(&room.at("land/link-to-out")), &expected);
    expected.push("public/index.html?");
    check_read(&room, None, &expected);
}

#[test]
fn a_territory_is_found_from_below() {
    let room = Room::new();
    let land = std::fs::canonicalize(room.at("land")).unwrap();
    let check = |start: &str, expected: Option<&Path>| assert_eq!(disk::find_territory(&room.at(start)).as_deref(), expected, "{start}");
    check("land", Some(&land));
    check("land/accounts/a/plan.md", Some(&land));
    check("land/accounts/none/plan.md", Some(&land));
    check("land/accounts/..", Some(&land));
    check("", None);
    assert!(disk::read(&room.at("none"), Date::default(), None).unwrap_err().to_string().ends_with("does not exist"));
    assert!(disk::read(&room.at("land/quarterdeck.yaml"), Date::default(), None).unwrap_err().to_string().ends_with("is not a folder"));
}

const PAGES: [&str; 4] = ["index.html", "accounts/a/index.html", "accounts/b/index.html", "data/a.csv"];

/// A site that says `text` on each page.
fn site(text: &str) -> Site<'_> {
    Site { artifacts: PAGES.iter().map(|path| Artifact::new(SitePath::fixed(path), move || format!("{path} {text}").into_bytes())).collect() }
}

fn publish(room: &Room, text: &str, out: &str) -> anyhow::Result<Published> {
    publish::publish(&site(text), &room.at(out), &room.at("land"))
}

#[test]
fn out_is_ours_or_untouched() {
    let room = Room::new();
    room.write("full/letter", "dear");
    room.write("file", "x");
    room.write("land/data/revenue.csv", "");
    std::fs::create_dir(room.at("land/theme")).unwrap();
    std::fs::create_dir(room.at("empty")).unwrap();
    std::fs::create_dir(room.at("odd")).unwrap();
    symlink("/etc/hostname", room.at("odd").join(MARKER)).unwrap();
    symlink("empty", room.at("link")).unwrap();
    symlink("land", room.at("land-link")).unwrap();
    let before = room.everything();
    let check = |out: &str, expected: &str| {
        for error in [publish(&room, "x", out).unwrap_err(), publish::dry_run(&site("x"), &room.at(out), &room.at("land")).unwrap_err()] {
            assert!(error.to_string().contains(expected), "{out}: {error:#}");
        }
        assert_eq!(room.everything(), before, "{out}");
    };
    check("full", "holds files that quarterdeck did not publish");
    check("odd", "holds files that quarterdeck did not publish");
    check("file", "is a file or a link, not a folder");
    check("file/x", "leads through a file");
    check("link", "is a symbolic link");
    check("link/", "is a symbolic link");
    check("land", "is the territory itself");
    check("land/accounts/..", "is the territory itself");
    check("land-link/../land", "is the territory itself");
    check("", "the territory lies in");
    check("land/..", "the territory lies in");
    check("land/theme", "is a folder that plans and data are read from");
    check("land-link/theme", "is a folder that plans and data are read from");
    check("land/accounts", "is a folder that plans and data are read from");
    check("land/schemas", "is a folder that plans and data are read from");
    check("land/accounts/a/site", "is a folder that plans and data are read from");
    check("land/people.yaml", "is the name of a file that quarterdeck reads");
    check("none/../x", "leads through a folder that does not exist");
    assert!(publish::publish(&site("x"), Path::new("/"), &room.at("land")).unwrap_err().to_string().contains("root of the file system"));
}

#[test]
fn out_may_be_absent_empty_or_a_site() {
    let room = Room::new();
    std::fs::create_dir(room.at("empty")).unwrap();
    for out in ["empty", "absent", "far/below/this", "land/public", "land/public/"] {
        let preview = publish::dry_run(&site("1"), &room.at(out), &room.at("land")).unwrap();
        assert_eq!((preview.files, preview.removed.len()), (4, 0), "{out}");
        for text in ["1", "2", "2"] {
            let published = publish(&room, text, out).unwrap();
            assert_eq!(published.files, 4);
            assert_eq!(std::fs::read_to_string(room.at(out).join("data/a.csv")).unwrap(), format!("data/a.csv {text}"));
        }
    }
    let more =
        Site { artifacts: vec![Artifact::ready(SitePath::fixed("index.html"), b"index.html 2".to_vec()), Artifact::ready(SitePath::fixed("a"), vec![])] };
    let preview = publish::dry_run(&more, &room.at("absent"), &room.at("land")).unwrap();
    assert_eq!((preview.files, preview.bytes, preview.added, preview.changed.len()), (2, 12, vec!["a".to_owned()], 0));
    assert_eq!(preview.removed, ["accounts/a/index.html", "accounts/b/index.html", "data/a.csv"]);
    let names: Vec<PathBuf> = room.everything().into_iter().map(|(path, _)| path).filter(|path| path.to_string_lossy().contains("/.quarterdeck-")).collect();
    assert!(names.iter().all(|path| path.ends_with(MARKER)), "{names:?}");
    check_read(&room, None, &[]);
}

#[test]
fn odd_addresses_are_refused() {
    let room = Room::new();
    let before = room.everything();
    for addresses in [&["../x"][..], &["/x"], &["a//b"], &["a/../b"], &[""], &[MARKER], &["a.html", "A.html"], &["a", "a/b"]] {
        let artifacts = addresses.iter().map(|text| Artifact::ready(SitePath::fixed(text), vec![])).collect();
        let error = publish::publish(&Site { artifacts }, &room.at("out"), &room.at("land")).unwrap_err();
        assert!(error.to_string().ends_with("nothing was published"), "{addresses:?}: {error}");
        assert_eq!(room.everything(), before, "{addresses:?}");
    }
}

#[test]
fn the_old_site_is_there_until_the_swap() {
    let room = Room::new();
    publish(&room, "old", "out").unwrap();
    let look = || {
        assert_eq!(std::fs::read_to_string(room.at("out/index.html")).unwrap(), "index.html old");
        assert_eq!(std::fs::read_dir(room.at("out/accounts")).unwrap().count(), 2);
        let stage = room.at(&format!(".quarterdeck-staging-out-{}", std::process::id()));
        assert_eq!(std::fs::metadata(stage).unwrap().permissions().mode() & 0o777, 0o700);
        b"new".to_vec()
    };
    let artifacts = PAGES.iter().map(|path| Artifact::new(SitePath::fixed(path), look)).collect();
    publish::publish(&Site { artifacts }, &room.at("out"), &room.at("land")).unwrap();
    assert_eq!(std::fs::read_to_string(room.at("out/index.html")).unwrap(), "new");
}

#[test]
fn builds_at_once_give_one_whole_site() {
    let room = Room::new();
    for _ in 0..10 {
        std::thread::scope(|scope| {
            for text in ["one", "two", "three"] {
                let room = &room;
                scope.spawn(move || publish(room, text, "out").unwrap());
            }
        });
        let said: Vec<String> = PAGES.iter().map(|path| std::fs::read_to_string(room.at("out").join(path)).unwrap()).collect();
        let said: Vec<&str> = said.iter().filter_map(|text| text.split_once(' ')).map(|(_, text)| text).collect();
        assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{said:?}");
        assert_eq!(std::fs::read_dir(&room.0).unwrap().count(), 2);
    }
}

/// Set for the runs of the test below that publish under a umask of their own.
const INNER: &str = "QUARTERDECK_TEST_UMASK";

#[test]
fn modes_are_the_same_whatever_the_umask() {
    if std::env::var_os(INNER).is_some() {
        return published_modes();
    }
    let myself = std::env::current_exe().unwrap();
    for umask in ["0000", "0022", "0027", "0077"] {
        // a umask belongs to the process: each gets one of its own
        let line = format!("umask {umask}; exec \"$0\" --exact modes_are_the_same_whatever_the_umask");
        let status = Command::new("sh").args(["-c", &line]).arg(&myself).env(INNER, umask).stdout(std::process::Stdio::null()).status().unwrap();
        assert!(status.success(), "umask {umask}");
    }
}

fn published_modes() {
    let room = Room::new();
    for text in ["1", "2"] {
        publish(&room, text, "out").unwrap();
        let mode = |path: &str| room.at(path).metadata().unwrap().permissions().mode() & 0o7777;
        for folder in ["out", "out/accounts", "out/accounts/a", "out/data"] {
            assert_eq!(mode(folder), 0o755, "{folder}");
        }
        for file in ["out/index.html", "out/accounts/a/index.html", "out/.quarterdeck-site"] {
            assert_eq!(mode(file), 0o644, "{file}");
        }
    }
}
