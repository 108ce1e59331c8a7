//! From the start to the end: ports, what is said, what is written (nothing), and how it ends.

use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::common::repo::{Repo, TOMAS};
use crate::common::{Room, command, dated, tree};
use crate::preview::Preview;

#[test]
fn the_address_is_the_result_and_the_audience_is_said() {
    let room = Room::new();
    let preview = Preview::of(&room.example("land"));
    let said = preview.said();
    assert!(said.starts_with("for the team, from memory: 12 plans as of 2026-11-22, 0 errors, "), "{said}");
    assert!(TcpStream::connect(("127.0.0.1", preview.port)).is_ok());
    // who listens on that port, by the system's own account
    let mut listening = Vec::new();
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        let table = std::fs::read_to_string(table).unwrap_or_default();
        let words = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).filter(|words| words.get(3) == Some(&"0A"));
        listening.extend(words.filter_map(|words| words[1].split_once(':').map(|(address, port)| (address.to_owned(), port.to_owned()))));
    }
    let port = format!("{:04X}", preview.port);
    listening.retain(|(_, its)| *its == port);
    assert!(cfg!(not(target_os = "linux")) || !listening.is_empty());
    for (address, _) in listening {
        assert!(["0100007F", "00000000000000000000000001000000"].contains(&address.as_str()), "listens on {address}");
    }
}

#[test]
fn a_taken_port_is_exit_2_when_it_was_named_and_the_next_one_else() {
    let room = Room::new();
    let land = room.example("land");
    let first = Preview::of(&land);
    let taken = dated(&land, ["serve", "--port", &first.port.to_string()]).ends(2);
    assert_eq!(taken.err, format!("error: port {} is taken; name another with --port, or leave --port out and the next free one is used\n", first.port));
    assert_eq!(taken.out, "");
    for odd in ["65536", "-1", "x"] {
        dated(&land, ["serve", "--port", odd]).ends(2);
    }
    // whoever has the usual port, of two previews one has another
    let held = TcpListener::bind(("127.0.0.1", 4747));
    let second = Preview::with(&land, &["--no-history"]);
    assert!((4747..=4767).contains(&second.port), "{}", second.port);
    assert!(second.port != 4747 && second.said().contains(&format!("port 4747 is taken, so this is {}", second.port)), "{}", second.said());
    drop(held);
}

#[test]
fn what_is_no_territory_is_exit_2() {
    let room = Room::new();
    std::fs::create_dir(room.at("empty")).unwrap();
    let ran = dated(&room.0, ["serve", "empty", "--port", "0"]).ends(2);
    assert!(ran.err.contains("holds no quarterdeck.yaml"), "{}", ran.err);
    dated(&room.0, ["serve", "none", "--port", "0"]).ends(2);
    let land = room.example("land");
    dated(&land, ["serve", "--port", "0", "--as-of", "yesterday"]).ends(2);
    std::fs::remove_file(land.join("people.yaml")).unwrap();
    std::os::unix::fs::symlink("icp.yaml", land.join("people.yaml")).unwrap();
    let ran = dated(&land, ["serve", "--port", "0"]).ends(2);
    assert!(ran.err.contains("is a symbolic link"), "{}", ran.err);
}

#[test]
fn it_ends_at_once_with_0_and_has_written_nothing() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let repo = Repo::new();
        let before = tree(repo.path());
        let preview = Preview::with(repo.path(), &["--port", "0"]);
        for address in ["", "changes/", "search/", "none"] {
            preview.get(address);
        }
        let (port, said) = (preview.port, preview.said());
        assert_eq!(preview.end(signal), Some(0), "{signal}");
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "nobody listens any more");
        assert_eq!(before, tree(repo.path()), "{signal}");
        assert!(!said.contains("warning:"), "{said}");
    }
}

#[test]
fn it_ends_with_its_parent_when_asked() {
    let room = Room::new();
    let land = room.example("land");
    let start = |more: &str| {
        // the address of the server before must be gone before the shell looks for one: the shell empties the file beside looking
        std::fs::write(room.at("address"), "").unwrap();
        let script = format!(
            "\"$0\" serve --port 0 --no-history --as-of 2026-11-22 {more} >../address 2>/dev/null & echo $! >../id; while ! grep -q http ../address; do sleep 0.05; done"
        );
        let mut shell = std::process::Command::new("sh");
        shell.current_dir(&land).arg("-c").arg(script).arg(command().get_program()).stdout(Stdio::null()).stderr(Stdio::null());
        assert!(shell.status().unwrap().success());
        let port: u16 = room.read("address").trim().trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
        let ends = Instant::now() + Duration::from_secs(4);
        let mut alive = true;
        while alive && Instant::now() < ends {
            std::thread::sleep(Duration::from_millis(50));
            alive = TcpStream::connect(("127.0.0.1", port)).is_ok();
        }
        if alive {
            std::process::Command::new("kill").arg(room.read("id").trim()).status().unwrap();
        }
        alive
    };
    assert!(!start("--stop-with-parent"));
    assert!(start(""), "without being asked it goes on");
}

#[test]
fn history_is_read_again_when_head_has_moved() {
    let repo = Repo::new();
    let room = Room::new();
    let preview = Preview::with(repo.path(), &["--port", "0"]);
    let out = room.at("out");
    preview.serves_what_is_built("at the start", repo.path(), &out, &[]);
    let before = preview.get("changes/").body;
    let mut listener = preview.listen();
    listener.next();
    repo.change("2026-11-20", TOMAS, &[("stance: grow", "stance: retain")]);
    listener.next();
    // the commit itself calls for nothing; the next change finds it
    listener.silence(300);
    repo.edit(crate::common::repo::PLAN, &[("stance: retain", "stance: grow")]);
    listener.next();
    preview.serves_what_is_built("after a commit", repo.path(), &out, &[]);
    assert_ne!(preview.get("changes/").body, before);
}

#[test]
fn the_browser_is_opened_only_when_asked_and_is_told_the_address_alone() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    let land = room.example("land");
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let program = room
        .write(&format!("bin/{opener}"), format!("#!/bin/sh\nprintf '%s|' \"$#\" \"$@\" >{}/opened.new && mv {0}/opened.new {0}/opened\n", room.0.display()));
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let start = |arguments: &[&str], path: &str| {
        let mut command = command();
        command.current_dir(&land).env("PATH", path).args(["serve", "--port", "0", "--no-history", "--as-of", "2026-11-22"]).args(arguments);
        Preview::start(command)
    };
    let path = format!("{}:/usr/bin:/bin", room.at("bin").display());
    drop(start(&[], &path));
    std::thread::sleep(Duration::from_millis(300));
    assert!(!room.at("opened").exists());
    let preview = start(&["--open"], &path);
    let ends = Instant::now() + Duration::from_secs(10);
    while !room.at("opened").exists() {
        assert!(Instant::now() < ends, "nothing was opened: {}", preview.said());
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(room.read("opened"), format!("1|http://localhost:{}/|", preview.port));
    // a folder of the territory is no place for programs, and without one the preview goes on
    std::fs::rename(room.at("bin"), land.join("bin")).unwrap();
    let preview = start(&["--open"], "bin:.");
    preview.wait_for(&format!("no browser was opened: there is no `{opener}` on this machine"));
    assert_eq!(preview.get("").status, 200);
}

#[test]
fn where_nothing_can_be_watched_it_looks_every_second_and_says_so() {
    // a name space of its own has limits of its own
    for limit in ["max_inotify_instances", "max_inotify_watches"] {
        let unshare = |then: &str| {
            let mut command = command();
            let program = command.get_program().to_owned();
            command = std::process::Command::new("unshare");
            command.args(["-r", "sh", "-c", &format!("echo 0 >/proc/sys/user/{limit} && {then}")]).arg(program);
            command
        };
        if !unshare("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
            return; // without the right to make one this cannot be seen
        }
        let room = Room::new();
        let land = room.example("land");
        let mut command = unshare("exec \"$0\" serve --port 0 --no-history --as-of 2026-11-22");
        command.current_dir(&land);
        let preview = Preview::start(command);
        preview.wait_for("looking every second instead");
        let plan = land.join(crate::edits::PLAN);
        let text = std::fs::read_to_string(&plan).unwrap();
        std::fs::write(&plan, format!("{text}\nFound by looking.\n")).unwrap();
        preview.wait_for("plan.md changed: 12 plans");
        assert!(preview.get("accounts/kestrel-ridge-medical-center/").text().contains("Found by looking."), "{limit}");
    }
}
