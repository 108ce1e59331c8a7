//! What a team does by hand: the hook before a commit, and the first day of the check in an old territory, as `docs/ci.md` says them.

use std::process::Command;

use serde_json::Value;

use crate::common::dated;
use crate::common::repo::{MAYA, PLAN, Repo};
use crate::{parsed, read, script};

#[test]
fn the_hook_checks_what_is_staged() {
    let hooks = parsed(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    assert_eq!(hook["pass_filenames"], false);
    let files = hook["files"].as_str().unwrap();
    let repo = Repo::new();
    // the runner searches each staged path for the pattern
    let wanted = [
        "accounts/x/plan.md",
        "quarterdeck.yaml",
        "data/revenue.csv",
        "quarterdeck-baseline.json",
        "north/quarterdeck-baseline.json",
        "schemas/plan.schema.json",
    ];
    let others = ["logo.svg", "package.json", "my-quarterdeck-baseline.json", "accounts/x/plan.md.orig"];
    let paths = wanted.iter().chain(&others).map(|path| format!("{path}\n")).collect::<String>();
    repo.room.write("paths", paths);
    let found = Command::new("grep").arg("-E").arg(files).arg(repo.room.at("paths")).output().unwrap();
    std::fs::remove_file(repo.room.at("paths")).unwrap();
    assert_eq!(String::from_utf8_lossy(&found.stdout).lines().collect::<Vec<_>>(), wanted);
    repo.edit(PLAN, &[("tier: A", "tier: Z")]);
    let entry = hook["entry"].as_str().unwrap();
    assert_eq!(script(&repo, entry, &[]).0, 0, "nothing is staged");
    repo.git(&["add", "-A"]);
    let (code, said) = script(&repo, entry, &[]);
    assert!(code == 1 && said.contains("enum-value"), "{said}");
    // a change of nothing but the baseline is told too
    repo.commit("2026-10-01", MAYA);
    dated(repo.path(), ["baseline", "create"]).ends(0);
    repo.git(&["add", "-A"]);
    let (code, said) = script(&repo, entry, &[]);
    assert!(code == 0 && said.contains("the baseline grew"), "{said}");
}

/// The fenced blocks of one kind under a heading of `docs/ci.md`.
fn blocks(heading: &str, kind: &str) -> Vec<String> {
    let text = read("docs/ci.md");
    let section = text.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_else(|| panic!("no section {heading}"));
    let inside = section.split("```").skip(1).step_by(2);
    inside.filter_map(|block| block.strip_prefix(&format!("{kind}\n"))).map(str::to_owned).collect()
}

#[test]
fn the_hook_finds_a_territory_in_a_folder_as_the_page_says() {
    let yaml = blocks("Before each commit, on a laptop", "yaml").concat();
    let config: Value = serde_yaml::from_str(&yaml).unwrap();
    let (hook, shipped) = (&config["repos"][0]["hooks"][0], &parsed(".pre-commit-hooks.yaml")[0]);
    assert_eq!(hook["id"], shipped["id"]);
    assert_eq!(hook["files"], "^north/");
    let arguments: Vec<&str> = hook["args"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    // the runner puts them behind the entry, and starts it at the root of the repository
    let command = format!("{} {}", shipped["entry"].as_str().unwrap(), arguments.join(" "));
    let repo = Repo::empty();
    repo.fill("north/");
    repo.commit("2026-09-04", MAYA);
    repo.edit(&format!("north/{PLAN}"), &[("tier: A", "tier: Z")]);
    repo.git(&["add", "-A"]);
    let (code, said) = script(&repo, &command, &[]);
    assert!(code == 1 && said.contains("enum-value"), "{said}");
    // what was wrong before blocks nobody
    repo.commit("2026-10-01", MAYA);
    repo.edit(&format!("north/{PLAN}"), &[("growth_target: 900000", "growth_target: 910000")]);
    repo.git(&["add", "-A"]);
    let (code, said) = script(&repo, &command, &[]);
    assert!(code == 0 && said.contains("1 of 1 plan affected"), "{said}");
}

#[test]
fn an_old_territory_adopts_the_check_as_the_page_says() {
    let repo = Repo::new();
    let rules = || {
        let ran = dated(repo.path(), ["check", "--format", "json"]).json();
        let shown = |it: &Value| format!("{} {} {}", it["state"].as_str().unwrap(), it["severity"].as_str().unwrap(), it["rule"].as_str().unwrap());
        ran["findings"].as_array().unwrap().iter().map(shown).collect::<Vec<_>>()
    };
    let yaml = blocks("Adoption in an old territory", "yaml");
    let [levels, comment] = yaml.as_slice() else { panic!("{yaml:?}") };
    // a comment
    repo.edit(PLAN, &[("tier: A\n", comment)]);
    let found = rules();
    assert!(found.contains(&"suppressed error enum-value".to_owned()) && !found.iter().any(|it| it.starts_with("open error")), "{found:?}");
    // a level for a folder
    repo.edit(PLAN, &[(comment, "tier: Z\n")]);
    let legacy = repo.room.read(PLAN).replace("northwind-health", "legacy-clinics").replace("tier: Z", "tier: A").replace("visibility: ", "visibility: x");
    repo.room.write("accounts/legacy-clinics/plan.md", legacy);
    repo.room.write("quarterdeck.yaml", format!("{}{levels}", repo.room.read("quarterdeck.yaml")));
    let found = rules();
    assert!(found.contains(&"open warn enum-value".to_owned()) && found.contains(&"open error enum-value".to_owned()), "{found:?}");
    assert!(found.contains(&"open info stale-review".to_owned()), "{found:?}");
    // the baseline
    let commands = blocks("Adoption in an old territory", "console").concat();
    let commands: Vec<&str> = commands.lines().filter_map(|line| line.strip_prefix("$ quarterdeck ")).collect();
    assert_eq!(commands.len(), 5, "{commands:?}");
    for line in commands {
        let (first, quoted) = line.split_once(" \"").unwrap_or((line, ""));
        let words = first.split(' ').chain(quoted.strip_suffix('"'));
        dated(repo.path(), words).ends(0);
    }
    assert!(rules().iter().all(|it| it.starts_with("baselined") || it.starts_with("open info")), "{:?}", rules());
    // a line of the file looks as the page shows it
    let shown = blocks("Adoption in an old territory", "json").concat();
    let keys = |line: &str| line.split('"').skip(1).step_by(4).map(str::to_owned).collect::<Vec<_>>();
    let text = repo.room.read("quarterdeck-baseline.json");
    let line = text.lines().find(|line| line.contains("\"/tier\"")).unwrap();
    assert_eq!(keys(line), keys(&shown));
}
