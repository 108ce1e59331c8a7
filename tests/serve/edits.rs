//! Edits of every kind: what is served in the end is what a clean build makes, with one rebuild and one notice for each.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::common::{Room, command, dated, finish};
use crate::preview::{Listener, Preview};

pub const PLAN: &str = "accounts/kestrel-ridge-medical-center/plan.md";

struct Land {
    room: Room,
    land: PathBuf,
    preview: Preview,
    listener: Listener,
    generation: u64,
}

impl Land {
    fn new() -> Land {
        let room = Room::new();
        let land = room.example("land");
        let preview = Preview::of(&land);
        let mut listener = preview.listen();
        assert_eq!(listener.next()["generation"], 1);
        Land { room, land, preview, listener, generation: 1 }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.land.join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Writes as plain editors do, truncate and write: two steps, and on a busy machine both may be seen.
    fn write_in_place(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::write(self.at(path), text).unwrap();
    }

    /// Writes in one step that is seen whole or not at all: made outside of the territory, with the folders that are missing, and moved in.
    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let mut new = path.len();
        while let Some((folder, _)) = path[..new].rsplit_once('/').filter(|(folder, _)| !self.at(folder).exists()) {
            new = folder.len();
        }
        let staged = self.room.at("staged");
        let _ = fs::remove_dir_all(&staged);
        fs::create_dir_all(staged.join(path).parent().unwrap()).unwrap();
        fs::write(staged.join(path), text).unwrap();
        fs::rename(staged.join(&path[..new]), self.at(&path[..new])).unwrap();
    }

    /// Writes as careful editors do: another file, renamed into the place.
    fn replace(&self, path: &str, text: &str) {
        let beside = self.at(path).with_file_name(".plan.md.swp");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, self.at(path)).unwrap();
    }

    #[track_caller]
    fn swap(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no `{old}`");
        self.write(path, text.replacen(old, new, 1));
    }

    /// One notice has come, of the next site, without a fault.
    #[track_caller]
    fn told(&mut self, what: &str) {
        let notice = self.listener.next();
        self.generation += 1;
        assert_eq!(notice, serde_json::json!({"generation": self.generation, "faults": []}), "{what}: {}", self.preview.said());
    }

    /// What was written in place is served under the address, after one notice or, where the moment between its two steps was seen, two.
    #[track_caller]
    fn told_in_the_end(&mut self, what: &str, address: &str, sign: &str) {
        self.told(what);
        while !self.preview.get(address).text().contains(sign) {
            self.listener.next();
            self.generation += 1;
        }
        let latest = self.preview.listen().next()["generation"].as_u64().unwrap();
        while self.generation < latest {
            self.told(what);
        }
    }

    #[track_caller]
    fn same(&self, what: &str) {
        self.preview.serves_what_is_built(what, &self.land, &self.room.at("built"), &["--no-history"]);
    }
}

#[test]
fn every_kind_of_edit_of_every_kind_of_file_ends_as_a_clean_build() {
    type Edit = (&'static str, fn(&Land));
    let edits: &[Edit] = &[
        ("a plan replaced by rename", |it| it.replace(PLAN, &it.read(PLAN).replacen("Edited in place.", "Replaced.", 1))),
        ("a plan with a syntax error", |it| it.swap(PLAN, "stance:", "stance: [")),
        ("and mended", |it| it.swap(PLAN, "stance: [", "stance:")),
        ("a new plan", |it| it.write("accounts/new-harbour/plan.md", it.read(PLAN).replace("kestrel-ridge-medical-center", "new-harbour"))),
        ("a folder renamed", |it| fs::rename(it.at("accounts/new-harbour"), it.at("accounts/old-harbour")).unwrap()),
        ("a plan in the renamed folder", |it| it.swap("accounts/old-harbour/plan.md", "new-harbour", "old-harbour")),
        ("a folder removed", |it| fs::remove_dir_all(it.at("accounts/old-harbour")).unwrap()),
        ("the folder back under its name", |it| it.write("accounts/old-harbour/plan.md", it.read(PLAN).replace("kestrel-ridge-medical-center", "old-harbour"))),
        ("a plan in the folder that is back", |it| it.swap("accounts/old-harbour/plan.md", "Replaced.", "Back.")),
        ("a plan removed", |it| fs::remove_file(it.at("accounts/old-harbour/plan.md")).unwrap()),
        ("a review", |it| {
            let folder = it.at("accounts/kestrel-ridge-medical-center/reviews");
            let first = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
            fs::remove_file(first).unwrap();
        }),
        ("a table", |it| it.swap("data/accounts.csv", "\n", "\n\n")),
        ("a table without its first row", |it| {
            let text = it.read("data/revenue.csv");
            let rows: Vec<&str> = text.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line).collect();
            it.write("data/revenue.csv", rows.join("\n") + "\n");
        }),
        ("a table removed", |it| fs::remove_file(it.at("data/wallet.csv")).unwrap()),
        ("settings", |it| it.swap("quarterdeck.yaml", "name:", "name: New and")),
        ("people", |it| it.swap("people.yaml", "Ruth Calloway", "Ruth Calloway-Hale")),
        ("a template of their own", |it| {
            finish({
                let mut command = command();
                command.args(["theme", "eject", "templates/base.html", "-q", "-C"]).arg(&it.land);
                command
            })
            .ends(0);
        }),
        ("the template edited", |it| it.swap("theme/templates/base.html", "<main id=\"main\"", "<p>own</p><main id=\"main\"")),
        ("the template renamed", |it| fs::rename(it.at("theme/templates/base.html"), it.at("theme/templates/none.html")).unwrap()),
        ("an asset", |it| it.write("theme/assets/css/tokens.css", ":root { --acc: #0a0a0a; }\n")),
        ("the asset edited", |it| it.write("theme/assets/css/tokens.css", ":root { --acc: #0b0b0b; }\n")),
        ("the asset removed", |it| fs::remove_file(it.at("theme/assets/css/tokens.css")).unwrap()),
        ("a link to an attachment that is not there", |it| it.swap(PLAN, "Replaced.", "See [the notes](notes.txt).")),
        ("the attachment", |it| it.write("accounts/kestrel-ridge-medical-center/notes.txt", "one")),
        ("the attachment with as many bytes", |it| it.write("accounts/kestrel-ridge-medical-center/notes.txt", "two")),
        ("the attachment renamed", |it| {
            let folder = it.at("accounts/kestrel-ridge-medical-center");
            fs::rename(folder.join("notes.txt"), folder.join("other.txt")).unwrap();
        }),
        ("an own page", |it| it.write("pages/how-we-work.md", "---\ntitle: How we work\n---\n\nWords.\n")),
    ];
    let mut it = Land::new();
    it.same("at the start");
    it.write_in_place(PLAN, it.read(PLAN).replacen("## Strategy", "Edited in place.\n\n## Strategy", 1));
    it.told_in_the_end("a plan written in place", "accounts/kestrel-ridge-medical-center/", "Edited in place.");
    it.same("a plan written in place");
    for (what, edit) in edits {
        edit(&it);
        it.told(what);
        it.same(what);
    }
    it.listener.silence(300);
    assert_eq!(it.preview.get("accounts/old-harbour/").status, 404, "what is gone is not served");
    let lines = it.preview.said().lines().filter(|line| line.contains(" plans as of ")).count();
    assert_eq!(lines as u64, it.generation, "one line for each: {}", it.preview.said());
}

#[test]
fn one_edit_is_one_rebuild_and_nothing_is_none() {
    let mut it = Land::new();
    let begun = Instant::now();
    it.swap(PLAN, "## Strategy", "Once.\n\n## Strategy");
    it.told("one edit");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    it.listener.silence(700);
    assert!(it.preview.said().contains(&format!("{PLAN} changed: 12 plans as of 2026-11-22, 0 errors, ")), "{}", it.preview.said());
    // touched, or written with the same bytes
    let text = it.read(PLAN);
    it.write(PLAN, &text);
    it.replace(PLAN, &text);
    finish({
        let mut touch = std::process::Command::new("touch");
        touch.arg(it.at(PLAN));
        touch
    });
    // what editors leave for a moment
    for name in ["plan.md~", ".plan.md.swp", "#plan.md#", ".#plan.md", "4913"] {
        it.write(&format!("accounts/kestrel-ridge-medical-center/{name}"), "x");
    }
    // folders that are no input
    it.write(".git/HEAD", "ref: refs/heads/main\n");
    it.write("node_modules/x/package.json", "{}");
    it.listener.silence(700);
    // a build beside it
    for _ in 0..2 {
        dated(&it.land, ["build", "--no-history"]).ends(0);
    }
    assert!(it.at("public/index.html").exists());
    fs::remove_dir_all(it.at("public")).unwrap();
    it.listener.silence(700);
    // and it still follows
    it.swap(PLAN, "Once.", "Twice.");
    it.told("after all that");
    it.same("after all that");
}

#[test]
fn a_burst_is_at_most_two_reloads_and_no_page_is_missing_meanwhile() {
    let mut it = Land::new();
    let base = it.read(PLAN);
    let writer = std::thread::spawn({
        let land = it.land.clone();
        move || {
            // a busy machine may let this rest for as long as the end of a burst: such rests are counted
            let mut rests = 0;
            for n in 0..50 {
                let begun = Instant::now();
                let folder = land.join(format!("accounts/burst-{n}"));
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join("plan.md"), base.replace("kestrel-ridge-medical-center", &format!("burst-{n}"))).unwrap();
                rests += usize::from(begun.elapsed() > Duration::from_millis(10));
            }
            rests
        }
    });
    while !writer.is_finished() {
        for address in ["", "accounts/kestrel-ridge-medical-center/", "readiness/"] {
            assert_eq!(it.preview.get(address).status, 200, "{address}");
        }
    }
    let rests = writer.join().unwrap();
    let mut notices = 0;
    while it.preview.get("accounts/burst-49/").status != 200 {
        it.listener.next();
        notices += 1;
    }
    while it.listener.next_within(Duration::from_millis(700)).is_some() {
        notices += 1;
    }
    assert!((1..=2 + rests).contains(&notices), "{notices} reloads with {rests} rests: {}", it.preview.said());
    it.same("after a burst");
}

#[test]
fn a_change_that_leaves_no_site_keeps_the_last_one_and_says_why() {
    let mut it = Land::new();
    let good = it.read("quarterdeck.yaml");
    let before = it.preview.get("").body;
    it.write("quarterdeck.yaml", format!("{good}broken: [\n"));
    let notice = it.listener.next();
    assert_eq!(notice["generation"], 1);
    let fault = &notice["faults"][0];
    let line = good.lines().count() + 1;
    assert_eq!(fault["place"], format!("quarterdeck.yaml:{line}:9"), "{notice}");
    assert!(fault["message"].as_str().unwrap().contains('['), "{notice}");
    assert_eq!(it.preview.get("").body, before, "the old site, byte for byte");
    it.preview.wait_for("the site stays as it was until this is mended");
    assert_eq!(it.preview.listen().next(), notice, "who comes later is told as well");
    // an edit of a plan does not bring a site that would be made of guesses
    it.swap(PLAN, "## Strategy", "Meanwhile.\n\n## Strategy");
    it.listener.silence(1_000);
    assert_eq!(it.preview.get("").body, before);
    it.write("quarterdeck.yaml", &good);
    let notice = it.listener.next();
    assert_eq!(notice["faults"], serde_json::json!([]));
    assert!(notice["generation"].as_u64() > Some(1));
    it.same("mended");
    it.write("quarterdeck.yaml", "");
    assert_eq!(it.listener.next()["faults"][0]["message"], "`quarterdeck.yaml` holds no settings");
    // a territory that goes away and comes back is as wrong as it was
    fs::rename(&it.land, it.room.at("moved")).unwrap();
    while !it.listener.next().to_string().contains("cannot be read") {}
    fs::rename(it.room.at("moved"), &it.land).unwrap();
    assert_eq!(it.listener.next()["faults"][0]["message"], "`quarterdeck.yaml` holds no settings");
    it.write("quarterdeck.yaml", &good);
    assert_eq!(it.listener.next()["faults"], serde_json::json!([]));
    fs::rename(it.at("quarterdeck.yaml"), it.room.at("aside")).unwrap();
    assert_eq!(it.listener.next()["faults"][0]["message"], "`quarterdeck.yaml` is gone");
    it.preview.wait_for("is gone; put it back");
    fs::rename(it.room.at("aside"), it.at("quarterdeck.yaml")).unwrap();
    assert_eq!(it.listener.next()["faults"], serde_json::json!([]));
    fs::rename(it.at("people.yaml"), it.room.at("aside")).unwrap();
    std::os::unix::fs::symlink("icp.yaml", it.at("people.yaml")).unwrap();
    let until = |it: &mut Land, said: &str| while !it.listener.next().to_string().contains(said) {};
    until(&mut it, "`people.yaml` is a symbolic link");
    fs::rename(it.room.at("aside"), it.at("people.yaml")).unwrap();
    until(&mut it, "\"faults\":[]");
    it.same("all mended");
}

#[test]
fn a_territory_that_goes_away_is_found_again() {
    let mut it = Land::new();
    fs::rename(&it.land, it.room.at("moved")).unwrap();
    // the next look is called for by the last event, or comes within the second once it is known
    let notice = it.listener.next();
    assert_eq!(notice["generation"], 1);
    assert!(!notice["faults"].as_array().unwrap().is_empty(), "{notice}");
    assert!(!notice.to_string().contains(&*it.room.0.to_string_lossy()), "a page is told no machine path: {notice}");
    assert_eq!(it.preview.get("").status, 200);
    fs::rename(it.room.at("moved"), &it.land).unwrap();
    assert_eq!(it.listener.next()["faults"], serde_json::json!([]));
    it.swap(PLAN, "## Strategy", "Back again.\n\n## Strategy");
    while !it.preview.get("accounts/kestrel-ridge-medical-center/").text().contains("Back again.") {
        it.listener.next();
    }
    it.same("found again");
}

#[test]
fn mistakes_in_plans_and_templates_do_not_stop_a_site() {
    let mut it = Land::new();
    it.write("theme/templates/plan.html", "{% extends \"base.html\" %}{% block content %}{{ nothing.here }}{% endblock %}");
    it.told("a broken template");
    it.preview.wait_for("theme/templates/plan.html");
    assert!(it.preview.get("accounts/kestrel-ridge-medical-center/").text().contains("Kestrel Ridge"), "the built-in one stands in");
    fs::remove_dir_all(it.at("theme/templates")).unwrap();
    it.told("without it");
    it.write(PLAN, b"---\n\xff\n---\n");
    it.told("a plan that is no text");
    it.same("with a plan that is no text");
    assert_eq!(it.preview.get("accounts/kestrel-ridge-medical-center/").status, 200);
}
