//! Territories that want to hurt: none crashes, hangs or takes the healthy plans with it, and nothing that a plan says runs on the site.

mod common;

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use common::repo::{MAYA, PLAN, Repo};
use common::scan::scan;
use common::{Ran, Room, TODAY, dated, tree};
use serde_json::Value;

/// What the healthy plans say, and the site must too.
const HEALTHY: [(&str, &str); 2] = [("bellwether-foods", "Bellwether"), ("tidewater-logistics", "Tidewater")];

/// Generous: a debug build on a busy machine. What hangs or explodes is far beyond.
const LIMIT: Duration = Duration::from_secs(60);

fn land(room: &Room) -> PathBuf {
    dated(&room.0, ["init", "land", "-q"]).ends(0);
    room.at("land")
}

/// Runs with at most a gigabyte of memory.
fn limited(folder: &Path, arguments: &[&str]) -> Ran {
    let mut shell = Command::new("sh");
    shell.current_dir(folder).arg("-c").arg("ulimit -v 1000000; exec \"$0\" \"$@\"").arg(env!("CARGO_BIN_EXE_quarterdeck"));
    shell.args(["--as-of", TODAY]).args(arguments);
    common::finish(shell)
}

/// What `check` and `build` make of a territory that was prepared to hurt.
struct Outcome {
    findings: Vec<Value>,
    site: BTreeMap<String, Vec<u8>>,
}

impl Outcome {
    /// The rules with a finding in files whose path holds `part`.
    fn rules(&self, part: &str) -> Vec<&str> {
        self.findings.iter().filter(|finding| finding["path"].as_str().unwrap().contains(part)).map(|finding| finding["rule"].as_str().unwrap()).collect()
    }

    fn holds(&self, text: &str) -> Option<&str> {
        let hit = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        self.site.iter().find(|(_, bytes)| hit(bytes)).map(|(name, _)| name.as_str())
    }
}

#[track_caller]
fn survives(prepare: impl FnOnce(&Room, &Path)) -> Outcome {
    let room = Room::new();
    let land = land(&room);
    prepare(&room, &land);
    let start = Instant::now();
    let check = limited(&land, &["check", "--format", "json", "-q"]);
    assert!(matches!(check.code, 0 | 1), "check ended with {}: {}", check.code, check.err);
    let report = check.json();
    let build = limited(&land, &["build", "-q"]).ends(0);
    assert!(!build.err.contains("panicked"), "{}", build.err);
    assert!(start.elapsed() < LIMIT, "took {:?}", start.elapsed());
    let site = tree(&land.join("public"));
    for (account, text) in HEALTHY {
        let page = &site[&format!("accounts/{account}/index.html")];
        assert!(String::from_utf8_lossy(page).contains(text), "{account} does not reach the site");
    }
    scan(&site);
    Outcome { findings: report["findings"].as_array().unwrap().clone(), site }
}

#[test]
fn the_scanner_sees_what_runs() {
    for html in
        ["<img src=x onerror=alert(1)>", "<a href=' javascript:x'>", "<script>x</script>", "<p style='x'>", "<svg/onload=x>", "<a href=\"&#106;avascript:x\">"]
    {
        let site = BTreeMap::from([("a.html".to_owned(), html.as_bytes().to_vec())]);
        assert!(std::panic::catch_unwind(|| scan(&site)).is_err(), "{html}");
    }
    scan(&BTreeMap::from([(
        "a.html".to_owned(),
        b"<a href=\"b.html\" title=\"a > onerror=x\">&lt;script&gt;</a><script src=\"assets/x.js\"></script>".to_vec(),
    )]));
}

#[test]
fn an_empty_folder_and_folders_without_plans() {
    let outcome = survives(|_, land| {
        std::fs::create_dir_all(land.join("accounts/nothing-here")).unwrap();
        std::fs::create_dir_all(land.join("accounts/only-reviews/reviews")).unwrap();
        std::fs::create_dir_all(land.join("attachments/empty")).unwrap();
    });
    assert!(!outcome.site.keys().any(|name| name.contains("nothing-here")));
}

#[test]
fn files_that_are_not_text() {
    let outcome = survives(|room, _| {
        room.write("land/accounts/latin/plan.md", b"---\nschema: quarterdeck/1\ntitle: Caf\xe9\n---\n");
        room.write("land/accounts/zeros/plan.md", b"---\nschema: quarterdeck/1\n\0---\n");
        room.write("land/accounts/utf16/plan.md", b"\xff\xfe-\0-\0-\0\n\0");
        room.write("land/accounts/empty/plan.md", b"");
        room.write("land/accounts/random/plan.md", (0..60_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<u8>>());
        room.write("land/accounts/bellwether-foods/reviews/2026-11-01.md", b"\xff\xfe\xfd");
        room.write("land/data/wallet.csv", b"account,product\n\xff,\xfe\n");
    });
    assert_eq!(outcome.rules("accounts/latin"), ["file-encoding"]);
    let place = outcome.findings.iter().find(|finding| finding["path"] == "accounts/latin/plan.md").unwrap();
    assert_eq!((&place["start"]["line"], &place["start"]["byte"]), (&Value::from(3), &Value::from(36)), "the first bad byte");
    for plan in ["zeros", "utf16", "random"] {
        assert_eq!(outcome.rules(&format!("accounts/{plan}/")), ["file-encoding"], "{plan}");
    }
    assert_eq!(outcome.rules("accounts/empty/"), ["front-matter-missing"]);
    for plan in ["latin", "zeros", "utf16", "empty", "random"] {
        assert!(outcome.site.contains_key(&format!("accounts/{plan}/index.html")), "{plan} has a page that says why");
    }
}

#[test]
fn what_is_not_a_regular_file_is_never_opened() {
    let outcome = survives(|room, land| {
        std::fs::create_dir_all(land.join("accounts/folder/plan.md")).unwrap();
        std::fs::create_dir_all(land.join("accounts/fifo")).unwrap();
        assert!(Command::new("mkfifo").arg(land.join("accounts/fifo/plan.md")).status().unwrap().success());
        assert!(Command::new("mkfifo").arg(land.join("data/quota2.csv")).status().unwrap().success());
        std::fs::create_dir_all(land.join("accounts/socket")).unwrap();
        let _ = std::os::unix::net::UnixListener::bind(land.join("accounts/socket/plan.md"));
        let secret = room.write("outside/secret.md", "---\ntitle: SECRET-TOKEN-OUTSIDE\n---\nSECRET-TOKEN-OUTSIDE\n");
        std::fs::create_dir_all(land.join("accounts/linked")).unwrap();
        symlink(&secret, land.join("accounts/linked/plan.md")).unwrap();
        symlink("/dev/zero", land.join("accounts/bellwether-foods/zero.pdf")).unwrap();
        symlink(room.at("outside"), land.join("accounts/linked-folder")).unwrap();
        symlink(land.join("accounts/bellwether-foods"), land.join("accounts/inside")).unwrap();
        symlink("..", land.join("accounts/loop")).unwrap();
        symlink("/etc/passwd", land.join("accounts/bellwether-foods/passwd.txt")).unwrap();
    });
    assert_eq!(outcome.holds("SECRET-TOKEN-OUTSIDE"), None);
    assert_eq!(outcome.holds("root:x:0"), None);
    for plan in ["fifo/", "linked/"] {
        assert_eq!(outcome.rules(&format!("accounts/{plan}")), ["file-refused"], "{plan}");
    }
    for link in ["accounts/linked-folder", "accounts/inside", "accounts/loop"] {
        assert_eq!(outcome.rules(link), ["file-refused"], "{link}");
    }
    assert!(!outcome.site.contains_key("accounts/inside/index.html"));
}

#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let probe = Room::new();
    let file = probe.write("x", "x");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o0)).unwrap();
    if std::fs::read(&file).is_ok() {
        return; // root reads everything
    }
    let outcome = survives(|room, _| {
        let plan = room.write("land/accounts/locked/plan.md", "---\n---\n");
        std::fs::set_permissions(plan, std::fs::Permissions::from_mode(0o0)).unwrap();
    });
    assert_eq!(outcome.rules("accounts/locked"), ["file-refused"]);
}

#[test]
fn a_giant_plan_is_refused_by_its_size() {
    let outcome = survives(|_, land| {
        for (name, size) in [("giant", 100_u64 << 20), ("huge", 40 << 30)] {
            std::fs::create_dir_all(land.join("accounts").join(name)).unwrap();
            std::fs::File::create(land.join("accounts").join(name).join("plan.md")).unwrap().set_len(size).unwrap();
        }
    });
    assert_eq!(outcome.rules("accounts/giant"), ["file-refused"]);
    assert_eq!(outcome.rules("accounts/huge"), ["file-refused"]);
}

#[test]
fn yaml_bombs() {
    let outcome = survives(|room, _| {
        let mut bomb = String::from("---\nschema: quarterdeck/1\na: &a [x,x,x,x,x,x,x,x,x]\n");
        for (one, two) in ('a'..='y').zip('b'..='z') {
            bomb += &format!("{two}: &{two} [*{one},*{one},*{one},*{one},*{one},*{one},*{one},*{one},*{one}]\n");
        }
        room.write("land/accounts/aliases/plan.md", bomb + "---\n");
        room.write("land/accounts/loop/plan.md", "---\na: &a [*a]\n<<: *a\n---\n");
        room.write("land/accounts/deep-flow/plan.md", format!("---\nx: {}\n---\n", "[".repeat(200_000)));
        room.write("land/accounts/deep-map/plan.md", format!("---\nx: {}{}\n---\n", "{a: ".repeat(50_000), "}".repeat(50_000)));
        let steps: String = (0..3_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        room.write("land/accounts/deep-block/plan.md", format!("---\n{}---\n", &steps[..1_500_000]));
        room.write("land/accounts/deep-list/plan.md", format!("---\nx:\n  {}1\n---\n", "- ".repeat(100_000)));
        room.write("land/accounts/wide/plan.md", format!("---\n{}---\n", (0..80_000).map(|n| format!("key{n}: 1\n")).collect::<String>()));
        room.write("land/accounts/same/plan.md", format!("---\n{}---\n", "title: x\n".repeat(80_000)));
        room.write("land/accounts/long/plan.md", format!("---\ntitle: {}\n---\n", "x".repeat(1_500_000)));
        room.write("land/accounts/question/plan.md", format!("---\n{}\n---\n", "? ".repeat(100_000)));
        room.write("land/accounts/quotes/plan.md", format!("---\n{}\n---\n", "\"a\": '\n".repeat(50_000)));
        room.write("land/accounts/tags/plan.md", "---\ntitle: !!python/object/apply:os.system [id]\nx: !!binary aGk=\n---\n");
        room.write("land/accounts/documents/plan.md", format!("---\n{}", "a: 1\n--- \n".repeat(20_000)));
    });
    for plan in ["aliases", "loop", "tags"] {
        let rules = outcome.rules(&format!("accounts/{plan}/"));
        assert!(rules.contains(&"yaml-unsupported"), "{plan}: {rules:?}");
    }
    for plan in ["deep-flow", "deep-map", "deep-block", "deep-list", "wide", "same", "question", "quotes", "documents"] {
        let rules = outcome.rules(&format!("accounts/{plan}/"));
        assert!(!rules.is_empty() && rules.len() <= 200_000, "{plan}: {} findings", rules.len());
    }
}

#[test]
fn ten_thousand_objectives() {
    survives(|room, _| {
        let plan = room.read("land/accounts/bellwether-foods/plan.md");
        let more: String = (0..10_000)
            .map(|n| format!("  - {{id: objective-{n}, text: Reach step {n} of the long way by March 2028, kind: position, horizon: long, by: 2028-03-31}}\n"))
            .collect();
        let plan = plan.replacen("\nobjectives:\n", &format!("\nobjectives:\n{more}"), 1).replace("account: bellwether-foods", "account: many");
        room.write("land/accounts/many/plan.md", plan);
    });
}

#[test]
fn pathological_markdown() {
    survives(|room, _| {
        let plan = room.read("land/accounts/bellwether-foods/plan.md");
        let (front, _) = plan[4..].split_once("\n---\n").unwrap();
        let n = 50_000;
        let bodies = [
            "*a_ ".repeat(n),
            "[".repeat(n),
            "[a](".repeat(n),
            "![".repeat(n),
            ">".repeat(n),
            "`a``".repeat(n),
            "<!--".repeat(n),
            "**a **".repeat(n),
            "&lt;<a ".repeat(n),
            "- ".repeat(n),
            "1. ".repeat(n),
            "|".repeat(n) + "\n" + &"|-".repeat(n) + "|\n",
            "[^1]".repeat(n) + "\n\n[^1]: x",
            "# ".repeat(n),
            "\\".repeat(n),
            "http://a".repeat(n),
            (0..n / 10).map(|n| format!("# {n}\n")).collect(),
            "\t".repeat(n) + "x",
            "(".repeat(n) + &")".repeat(n),
            "~~a".repeat(n),
            "<".repeat(n),
            "\u{202e}".repeat(n),
            "{{".repeat(n),
            "> ".repeat(n) + &"a\n".repeat(n),
            "- ".repeat(n) + "a\n" + &"\n".repeat(n),
            format!("[a](b \"{}", "x\n".repeat(n)),
            "![a](b.png \"0s:/`[x\n".repeat(5) + &"x\ny```C\n".repeat(n),
            "# a\n".repeat(n) + &"[a](#b) ".repeat(n),
            format!("# {}\n\n[x](#{})", "a".repeat(10 * n), "b".repeat(10 * n)),
        ];
        for (at, body) in bodies.iter().enumerate() {
            let front = front.replace("account: bellwether-foods", &format!("account: pathological-{at}"));
            room.write(&format!("land/accounts/pathological-{at}/plan.md"), format!("---\n{front}\n---\n\n## Situation\n\n{body}\n"));
        }
    });
}

/// What a program got wrong five thousand times is told a thousand times, and then once more.
#[test]
fn a_plan_that_is_nothing_but_mistakes() {
    let outcome = survives(|room, _| {
        let plan = room.read("land/accounts/bellwether-foods/plan.md");
        let (front, _) = plan[4..].split_once("\n---\n").unwrap();
        let n = 5_000;
        let bodies = [
            ("links", "[a](x.md) ".repeat(n)),
            ("images", "![a](y.png)\n\n".repeat(n)),
            ("outside", "[a](../../../x) ".repeat(n)),
            ("headings", "# a\n".repeat(n) + &"[a](#b) ".repeat(n)),
            ("mail", "<a@example.com> ".repeat(n)),
            ("empty", "# a\nTBD\n".repeat(n)),
        ];
        for (name, body) in bodies {
            let front = front.replace("account: bellwether-foods", &format!("account: wrong-{name}"));
            room.write(&format!("land/accounts/wrong-{name}/plan.md"), format!("---\n{front}\n---\n\n## Situation\n\n{body}\n"));
        }
    });
    let count = |name: &str, rule: &str| outcome.rules(&format!("accounts/wrong-{name}/")).iter().filter(|found| **found == rule).count();
    for name in ["links", "images", "outside", "headings"] {
        assert_eq!(count(name, "broken-link"), 1001, "{name}");
    }
    assert_eq!(count("mail", "broken-link"), 0, "an address of a person is no file");
    assert_eq!(count("empty", "placeholder"), 1001);
}

#[test]
fn more_sections_and_headings_than_anybody_writes() {
    let outcome = survives(|room, land| {
        let settings = room.read("land/quarterdeck.yaml");
        let sections: String = (0..8_000).map(|n| format!("    - Section {n}\n")).collect();
        assert!(!settings.contains("\n  sections:") && settings.contains("\npolicy:\n"));
        std::fs::write(land.join("quarterdeck.yaml"), settings.replacen("\npolicy:\n", &format!("\npolicy:\n  sections:\n{sections}"), 1)).unwrap();
        let plan = land.join("accounts/bellwether-foods/plan.md");
        let headings: String = (0..8_000).map(|n| format!("## Sektion {n}\n<!-- {n} -->\n")).collect();
        std::fs::write(&plan, std::fs::read_to_string(&plan).unwrap() + "\n" + &headings).unwrap();
    });
    assert!(outcome.rules("accounts/bellwether-foods/").contains(&"heading-missing"));
}

#[test]
fn deep_and_wide_folders() {
    survives(|room, land| {
        let mut deep = land.join("accounts");
        for _ in 0..300 {
            deep = deep.join("d");
        }
        // the path is longer than some calls take, so it is made step by step
        assert!(Command::new("mkdir").arg("-p").arg(&deep).status().unwrap().success());
        for n in 0..3_000 {
            room.write(&format!("land/accounts/bellwether-foods/stray/{n}.txt"), "x");
        }
    });
}

#[test]
fn names_of_folders() {
    let outcome = survives(|room, _| {
        let plan = room.read("land/accounts/bellwether-foods/plan.md");
        for name in [
            "con",
            "Acme",
            "acme",
            "\u{c4}rzte",
            "A\u{308}rzte",
            "..a",
            "a.",
            "a b",
            "<img src=x onerror=alert(1)>",
            "-x",
            "x--y",
            "index.html",
            "'\"&",
            "\u{202e}gnp.exe",
            "::error::x",
            "a\nb",
            "%2e%2e",
            "{{x}}",
        ] {
            room.write(&format!("land/accounts/{name}/plan.md"), &plan);
        }
        room.write(&format!("land/accounts/{}/plan.md", "x".repeat(200)), &plan);
        // a territory inside a territory
        room.write("land/accounts/bellwether-foods/inner/quarterdeck.yaml", "name: INNER-TOKEN\n");
        room.write("land/accounts/bellwether-foods/inner/accounts/x/plan.md", "---\ntitle: INNER-TOKEN\n---\nINNER-TOKEN");
    });
    assert!(outcome.rules("accounts/con/").contains(&"path-collision"));
    assert!(outcome.findings.iter().filter(|finding| finding["rule"] == "path-collision").count() >= 14);
    assert_eq!(outcome.holds("INNER-TOKEN"), None);
    let info: Value = serde_json::from_slice(&outcome.site["build.json"]).unwrap();
    assert!(info.to_string().contains("accounts/con/plan.md"));
}

const VECTORS: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "</title></textarea></style></script><script>alert(1)</script>",
    "--><img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "{{ 4513 * 8779 }}{% include \"/etc/passwd\" %}",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<base href=//evil.example/>\u{2028}</script>",
];

/// A value with a vector behind every text that is free, or behind every text there is.
fn poisoned(value: &Value, vector: &str, all: bool) -> Value {
    let free = |text: &str| all || (text.contains(' ') && !text.starts_with(|c: char| c.is_ascii_digit()));
    match value {
        Value::String(text) if free(text) => Value::String(format!("{text} {vector}")),
        Value::Array(items) => items.iter().map(|item| poisoned(item, vector, all)).collect(),
        Value::Object(map) => Value::Object(
            map.iter()
                .map(|(key, item)| (key.clone(), if matches!(key.as_str(), "schema" | "account") { item.clone() } else { poisoned(item, vector, all) }))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn front_matter(text: &str) -> (Value, &str) {
    let (front, body) = text[4..].split_once("\n---\n").unwrap();
    (serde_yaml::from_str(front).unwrap(), body)
}

#[test]
fn scripts_in_every_field() {
    let outcome = survives(|room, land| {
        let example = tree(&common::example_territory());
        let plans: Vec<&String> = example.keys().filter(|name| name.ends_with("/plan.md")).collect();
        for (at, vector) in VECTORS.iter().enumerate() {
            // free texts: a sound plan; every text: one with many findings, whose excerpts show the vectors
            for (kind, all) in [("free", false), ("all", true)] {
                let name = plans[at % plans.len()];
                let (value, body) = front_matter(std::str::from_utf8(&example[name]).unwrap());
                let account = format!("{kind}-{at}");
                let mut value = poisoned(&value, vector, all);
                value["account"] = Value::from(account.clone());
                value["custom"] = serde_json::json!({"note": vector, *vector: vector});
                let text = format!(
                    "---\n{}\n---\n{body}\n## {vector}\n\n{vector}\n\n- [ ] {vector}\n\n| {vector} | b |\n|---|---|\n| {vector} | c |\n\n[{vector}](<{vector}>)\n\n```{vector}\n{vector}\n```\n",
                    serde_json::to_string_pretty(&value).unwrap()
                );
                room.write(&format!("land/accounts/{account}/plan.md"), text);
                room.write(&format!("land/accounts/{account}/reviews/2026-11-01.md"), format!("---\n{}\n---\n{vector}\n", serde_json::json!({"schema": "quarterdeck-review/1", "date": "2026-11-01", "kind": vector, "decisions": [vector], "attendees": [vector]})));
            }
        }
        for file in ["people.yaml", "icp.yaml", "cycle.yaml", "questions.yaml"] {
            let value: Value = serde_yaml::from_str(std::str::from_utf8(&example[file]).unwrap()).unwrap();
            room.write(&format!("land/{file}"), serde_json::to_string_pretty(&poisoned(&value, VECTORS[1], false)).unwrap());
        }
        let mut own: Value = serde_yaml::from_str(&room.read("land/quarterdeck.yaml")).unwrap();
        own["name"] = Value::from(format!("Land {}", VECTORS[6]));
        room.write("land/quarterdeck.yaml", serde_json::to_string_pretty(&own).unwrap());
        let accounts: String =
            VECTORS.iter().enumerate().map(|(at, vector)| format!("unplanned-{at},\"{0}\",\"{0}\",\"{0}\",grow,100,\n", vector.replace('"', "\"\""))).collect();
        room.write("land/data/accounts.csv", format!("account,name,segment,region,stance,potential,parent\n{accounts}"));
        assert!(land.join("quarterdeck.yaml").exists());
    });
    assert_eq!(outcome.holds("root:x:0"), None);
    assert_eq!(outcome.holds("39619627"), None, "no template ran");
    let free = (0..VECTORS.len()).filter(|at| outcome.site.contains_key(&format!("accounts/free-{at}/index.html"))).count();
    assert_eq!(free, VECTORS.len());
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_guarded() {
    let cells = ["=1+1", "+1+1", "-1+1 cmd", "@SUM(A1)", "|calc", "%0A=1", "\u{ff1d}1+1", " =1+1"];
    let outcome = survives(|room, _| {
        let (mut value, body) = {
            let text = room.read("land/accounts/bellwether-foods/plan.md");
            let (value, body) = front_matter(&text);
            (value, body.to_owned())
        };
        value["account"] = Value::from("cells");
        let model = value["actions"][0].clone();
        let action = |(at, cell): (usize, &&str)| {
            let mut action = model.clone();
            action["id"] = Value::from(format!("cell-{at}"));
            action["text"] = Value::from(*cell);
            action
        };
        value["actions"] = cells.iter().enumerate().map(action).collect();
        value["title"] = Value::from("=HYPERLINK(\"x\")");
        room.write("land/accounts/cells/plan.md", format!("---\n{}\n---\n{body}", serde_json::to_string(&value).unwrap()));
    });
    for (name, bytes) in outcome.site.iter().filter(|(name, _)| name.ends_with(".csv")) {
        for row in quarterdeck::parse::csv::Reader::new(bytes).skip(1) {
            for cell in row.unwrap().cells {
                let cell = cell.text;
                let first = cell.trim_start().chars().next().unwrap_or('x');
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !matches!(first, '=' | '+' | '-' | '@' | '|' | '%' | '\u{ff1d}'), "{name}: {cell:?}");
            }
        }
    }
    let actions = String::from_utf8_lossy(&outcome.site["data/actions.csv"]).into_owned();
    assert!(actions.contains("'=1+1"), "the action is there, guarded");
}

/// The system calls of a run that open sockets or start programs, one a line; `None` where nobody may look on.
fn traced(folder: &Path, arguments: &[&str]) -> Option<Vec<String>> {
    let log = folder.join(".git/strace.log");
    let mut traced = Command::new("strace");
    traced.current_dir(folder).args(["-f", "-qq", "-s", "4096", "-v", "-e", "trace=socket,connect,bind,execve,execveat,fork,vfork,clone,clone3", "-o"]);
    traced.arg(&log).arg(env!("CARGO_BIN_EXE_quarterdeck")).args(["--as-of", TODAY]).args(arguments);
    let ended = traced.output().ok()?;
    let lines: Vec<String> = std::fs::read_to_string(&log).ok()?.lines().map(str::to_owned).collect();
    // where tracing is forbidden nothing is written down
    if lines.is_empty() {
        return None;
    }
    assert!(matches!(ended.status.code(), Some(0 | 1)), "{arguments:?}: {}", String::from_utf8_lossy(&ended.stderr));
    Some(lines)
}

#[test]
fn no_command_opens_a_socket_and_none_but_git_is_started() {
    let repo = Repo::new();
    repo.change("2026-10-01", MAYA, &[("tier: A", "tier: B")]);
    let text = repo.room.read(PLAN) + "\n![x](https://example.com/a.png) [y](http://example.com/) ![z](//example.com/b.png)\n";
    repo.room.write(PLAN, text);
    repo.commit("2026-10-02", MAYA);
    let runs: [&[&str]; 8] = [
        &["check", "-q"],
        &["check", "-q", "--since", "HEAD~1"],
        &["build", "-q", "--out", "site"],
        &["score"],
        &["diff", "HEAD~1"],
        &["gate", "--base", "HEAD~1"],
        &["--no-history", "check", "-q"],
        &["--no-history", "build", "-q", "--out", "site-2"],
    ];
    for arguments in runs {
        let Some(calls) = traced(repo.path(), arguments) else {
            println!("system calls cannot be traced here");
            return;
        };
        let inet: Vec<&String> = calls.iter().filter(|line| line.contains("AF_INET") || line.contains("connect(") || line.contains("bind(")).collect();
        assert!(inet.is_empty(), "{arguments:?}: {inet:?}");
        let started: Vec<&str> = calls.iter().filter_map(|line| line.split_once("execve(").map(|(_, call)| call)).collect();
        let (own, others) = started.split_first().unwrap();
        assert!(own.contains("quarterdeck"), "{own}");
        // a thread is no program
        let forks = calls.iter().filter(|line| {
            (line.contains("fork(") || line.contains("clone(") || line.contains("clone3(")) && !line.contains("CLONE_THREAD") && !line.contains("resumed")
        });
        if arguments.contains(&"--no-history") {
            assert_eq!((others, forks.count()), (&[][..], 0), "{arguments:?}");
            continue;
        }
        assert!(!others.is_empty(), "{arguments:?} reads the history");
        for call in others {
            let program = call.split('"').nth(1).unwrap();
            assert!(program.starts_with('/') && program.ends_with("/git"), "{arguments:?}: {call}");
            assert!(call.contains("[\"") && call.contains("\"--no-pager\", \"--literal-pathspecs\", \"-c\", \"core.fsmonitor=false\""), "{call}");
            assert!(!call.contains("northwind") && !call.contains("HEAD~1"), "nothing of the repository or of a person is an argument: {call}");
        }
    }
}

/// What an overlay may hold against a list, each with what the list's plan is told. Memory is bounded by `limited`: each of these once took gigabytes.
#[test]
fn an_overlay_that_asks_much_of_a_long_list() {
    let words: Vec<String> = (0..70_000).map(|n| format!("w{n}")).collect();
    let asks = |x: Value| serde_json::json!({"properties": {"custom": {"properties": {"x": x}}}}).to_string();
    let list = |n: usize| (0..n).map(|n| format!("CW-{n}")).collect::<Vec<_>>().join(", ");
    let check = |overlay: &str, n: usize, rule: &str, count: usize, told: &str| {
        assert!(overlay.len() < 1 << 20);
        let room = Room::new();
        let land = land(&room);
        room.write("land/schemas/plan.schema.json", overlay);
        let plan = "land/accounts/bellwether-foods/plan.md";
        room.write(plan, room.read(plan).replacen("---\n", &format!("---\ncustom: {{x: [{}]}}\n", list(n)), 1));
        let start = Instant::now();
        let report = limited(&land, &["check", "--format", "json", "-q"]).ends(1).json();
        let found: Vec<&Value> = report["findings"].as_array().unwrap().iter().filter(|it| it["rule"] == rule).collect();
        assert_eq!(found.len(), count, "{rule}");
        assert!(found.iter().any(|it| it["message"].as_str().unwrap().contains(told)), "{told}");
        assert!(start.elapsed() < LIMIT, "took {:?}", start.elapsed());
    };
    let beyond = "asks more than 300000 things of this plan";
    let schemas = |part: Value| vec![part; 3_000];
    check(&asks(serde_json::json!({"items": {"enum": words}})), 15_000, "enum-value", 1_000, "`CW-0` is not");
    check(&asks(serde_json::json!({"items": {"enum": words}})), 15_000, "value-range", 1, "14000 more mistakes under `custom` are not listed");
    check(&asks(serde_json::json!({"items": {"anyOf": schemas(serde_json::json!({"const": "y"}))}})), 15_000, "value-range", 1, beyond);
    check(&asks(serde_json::json!({"allOf": schemas(serde_json::json!({"items": {"maxLength": 0}}))})), 15_000, "value-range", 1, beyond);
    let twice: Vec<Value> = (0..9_000).map(|_| serde_json::json!({"$ref": "#/$defs/w"})).collect();
    let overlay = serde_json::json!({"$defs": {"w": {"enum": words[..40_000]}}, "properties": {"custom": {"properties": {"x": {"allOf": twice}}}}});
    check(&overlay.to_string(), 3, "config-error", 1, "hold more than 200000 words when references are followed");
}
