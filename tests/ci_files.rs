//! The files in `ci/` that teams paste into their repositories: what they may do, and that their commands do what they say.

mod common;
#[path = "ci_files/image.rs"]
mod image;
#[path = "ci_files/laptop.rs"]
mod laptop;

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use common::repo::{MAYA, PLAN, Repo};
use common::{TODAY, repository};

fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn parsed(path: &str) -> Value {
    serde_yaml::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every workflow with its text.
fn workflows() -> Vec<(String, String, Value)> {
    let folder = repository().join("ci/github");
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.into_iter().map(|name| format!("ci/github/{name}")).map(|path| (path.clone(), read(&path), parsed(&path))).collect()
}

fn steps(workflow: &Value) -> Vec<&Value> {
    workflow["jobs"].as_object().unwrap().values().flat_map(|job| job["steps"].as_array().unwrap()).collect()
}

fn run<'w>(workflow: &'w Value, step: &str) -> &'w str {
    steps(workflow).into_iter().find(|it| it["name"] == step).unwrap_or_else(|| panic!("no step {step}"))["run"].as_str().unwrap()
}

#[test]
fn every_action_is_pinned_by_a_hash_and_is_the_host_s_own() {
    for (path, text, workflow) in workflows() {
        for step in steps(&workflow) {
            let Some(uses) = step["uses"].as_str() else { continue };
            let (action, hash) = uses.split_once('@').unwrap_or_else(|| panic!("{path}: {uses}"));
            assert!(action.starts_with("actions/"), "{path}: {uses}");
            assert!(hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}: {uses}");
            assert!(text.contains(&format!("{uses} # v")), "{path}: {uses} says its version");
        }
    }
}

#[test]
fn no_secret_no_event_that_carries_one_and_no_more_rights_than_the_job_needs() {
    for (path, text, workflow) in workflows() {
        assert!(!text.contains("secrets."), "{path}");
        assert!(!text.contains("pull_request_target"), "{path}");
        let rights = workflow["permissions"].as_object().unwrap_or_else(|| panic!("{path} says its rights"));
        let writes: Vec<&String> = rights.iter().filter(|(_, right)| *right == "write").map(|(name, _)| name).collect();
        let may: &[&str] = if path.contains("comment") { &["pull-requests"] } else { &[] };
        assert_eq!(writes, may, "{path}");
        for step in steps(&workflow) {
            if step["uses"].as_str().is_some_and(|uses| uses.starts_with("actions/checkout@")) {
                assert_eq!(step["with"]["persist-credentials"], false, "{path}");
                assert_eq!(step["with"]["fetch-depth"], 0, "{path}");
            }
        }
    }
    let comment = parsed("ci/github/account-plans-comment.yml");
    assert!(steps(&comment).iter().all(|step| step["uses"].is_null()), "who may write fetches no code");
    assert!(comment["on"].get("workflow_run").is_some());
}

#[test]
fn what_somebody_typed_reaches_a_script_as_a_variable_and_never_as_text() {
    for (path, _, workflow) in workflows() {
        for step in steps(&workflow) {
            if let Some(script) = step["run"].as_str() {
                assert!(!script.contains("${{"), "{path}: {script}");
                parses(script);
            }
        }
    }
    let gitlab = parsed("ci/gitlab/account-plans.yml");
    let scripts = gitlab.as_object().unwrap().values().flat_map(|job| job["script"].as_array().unwrap());
    scripts.for_each(|script| parses(script.as_str().unwrap()));
}

/// Bash reads it without a complaint.
fn parses(script: &str) {
    let checked = Command::new("bash").args(["-n", "-c", script]).output().unwrap();
    assert!(checked.status.success() && checked.stderr.is_empty(), "{script}\n{}", String::from_utf8_lossy(&checked.stderr));
}

/// Runs a script of a job where the territory lies, with our program on the search path.
fn script(repo: &Repo, script: &str, variables: &[(&str, &str)]) -> (i32, String) {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_quarterdeck"));
    let path =
        std::env::join_paths([program.parent().unwrap().to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap()))).unwrap();
    let mut bash = Command::new("bash");
    bash.current_dir(repo.path()).args(["-e", "-c", script]).env("PATH", path).env("TERRITORY", ".");
    // 22 November 2026
    bash.env("SOURCE_DATE_EPOCH", "1795305600").env_remove("GITHUB_STEP_SUMMARY").env_remove("GITHUB_ACTIONS");
    bash.envs(variables.iter().copied());
    let output = bash.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), said)
}

#[test]
fn the_jobs_pass_what_is_complete_and_block_what_is_not() {
    let repo = Repo::new();
    let base = repo.git(&["rev-parse", "HEAD"]);
    let temp = repo.room.at("temp");
    std::fs::create_dir(&temp).unwrap();
    let temp = temp.to_str().unwrap();
    let github = parsed("ci/github/account-plans.yml");
    let gitlab = parsed("ci/gitlab/account-plans.yml");
    let gitlab = gitlab["account-plans"]["script"][0].as_str().unwrap();
    let jobs = [
        (run(&github, "Check"), vec![("BASE", base.as_str()), ("RUNNER_TEMP", temp)]),
        (run(&github, "Gate"), vec![("BASE", base.as_str()), ("RUNNER_TEMP", temp)]),
        (gitlab, vec![("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.as_str())]),
    ];
    repo.edit(PLAN, &[("growth_target: 900000", "growth_target: 910000")]);
    repo.commit("2026-11-20", MAYA);
    for (text, variables) in &jobs {
        let (code, said) = script(&repo, text, variables);
        assert_eq!(code, 0, "{text}\n{said}");
        assert!(said.contains(TODAY), "{said}");
    }
    assert!(read("ci/github/account-plans-comment.yml").contains("<!-- quarterdeck-report -->"), "the comment is found again by this line");
    let plan = repo.room.read(PLAN);
    let (head, rest) = plan.split_once("\nbenchmarks:").unwrap();
    let rest = rest.lines().skip(1).skip_while(|line| line.starts_with([' ', '-'])).collect::<Vec<_>>().join("\n");
    repo.room.write(PLAN, format!("{head}\n{rest}\n"));
    repo.commit("2026-11-21", MAYA);
    for (text, variables) in &jobs {
        let (code, said) = script(&repo, text, variables);
        assert_eq!(code, 1, "{text}\n{said}");
    }
    assert!(repo.room.read("code-quality.json").contains("required-key") && repo.room.read("junit.xml").contains("required-key"));
    assert!(repo.room.read("gate.xml").contains("score-regression"), "the gate is in the reports too");
    assert_eq!(parsed("ci/gitlab/account-plans.yml")["account-plans"]["artifacts"]["reports"]["junit"], serde_json::json!(["junit.xml", "gate.xml"]));
    // the state that the branch left is not there: never an empty success
    for (text, variables) in &jobs {
        let variables: Vec<(&str, &str)> =
            variables.iter().map(|(name, value)| (*name, if *value == base { "0123456789012345678901234567890123456789" } else { value })).collect();
        let (code, said) = script(&repo, text, &variables);
        assert_eq!(code, 2, "{text}\n{said}");
        assert!(said.contains("fetch-depth: 0"), "{said}");
    }
}

#[test]
fn the_comment_says_that_nothing_blocks_where_check_and_gate_pass() {
    let github = parsed("ci/github/account-plans.yml");
    let report = |edits: &[(&str, &str)], base: &str| {
        let repo = Repo::new();
        std::fs::create_dir(repo.room.at("temp")).unwrap();
        let temp = repo.room.at("temp").to_str().unwrap().to_owned();
        let base = if base.is_empty() { repo.git(&["rev-parse", "HEAD"]) } else { base.to_owned() };
        repo.edit(PLAN, edits);
        let mut variables = vec![("BASE", base.as_str()), ("RUNNER_TEMP", temp.as_str())];
        for (step, variable) in [("Check", "CHECK"), ("Gate", "GATE")] {
            let (code, _) = script(&repo, run(&github, step), &variables);
            variables.push((variable, if code == 0 { "success" } else { "failure" }));
        }
        let (code, said) = script(&repo, run(&github, "Report"), &variables);
        assert!(code == 0 && said.is_empty(), "{said}");
        let kept = steps(&github).into_iter().find(|step| step["name"] == "Keep the report").unwrap();
        assert_eq!(kept["with"]["path"], "${{ runner.temp }}/report.md");
        repo.room.read("temp/report.md")
    };
    let verdicts = |report: &str| {
        let lines: Vec<&str> = report.lines().filter(|line| line.starts_with("**") || line.contains("could not be done")).collect();
        lines.iter().map(|line| line.split_inclusive("**").nth(1).map_or(*line, |bold| bold.trim_end_matches('*'))).map(str::to_owned).collect::<Vec<_>>()
    };
    let said = report(&[("growth_target: 900000", "growth_target: 910000")], "");
    assert!(said.starts_with("<!-- quarterdeck-report -->\n**Nothing blocks.**\n"), "{said}");
    assert_eq!(verdicts(&said), ["Nothing blocks.", "Passes.", "Passes."], "{said}");
    let (gate, check) = said.split_once("\n## Check\n").unwrap();
    assert!(gate.contains("\n## Score gate\n") && gate.contains("- Northwind Health Group: 100.0 → 100.0, held\n"), "{gate}");
    assert!(check.contains("→ this change"), "{check}");
    // the honest note of a decision maker whom nobody has met is no mistake, and costs readiness
    let unmet = "people:\n  - {id: eva-holm, name: Eva Holm, title: CFO, unit: Group, buying_role: economic, kdm: true, in_power: unknown, influence: 4, disposition: unknown}\n";
    let said = report(&[("people:\n", unmet)], "");
    assert_eq!(verdicts(&said), ["Blocked.", "Blocks.", "Passes."], "{said}");
    let said = report(&[("visibility: team", "visibility: everybody")], "");
    assert_eq!(verdicts(&said)[..], ["Blocked.", "Passes.", "Blocks."], "{said}");
    let said = report(&[("tier: A", "tier: A")], "nowhere");
    let undone = ["gate", "check"].map(|part| format!("The {part} could not be done; the log of the job says why."));
    assert_eq!(verdicts(&said), ["Blocked.", &undone[0], &undone[1]], "{said}");
}

#[test]
fn the_main_branch_is_checked_whole_because_days_pass_for_everybody() {
    let github = parsed("ci/github/account-plans-main.yml");
    assert_eq!(github["on"]["push"]["branches"], serde_json::json!(["main"]));
    let cron = github["on"]["schedule"][0]["cron"].as_str().unwrap();
    assert!(cron.split(' ').count() == 5 && cron.ends_with(" * * 1"), "once a week: {cron}");
    let gitlab = parsed("ci/gitlab/account-plans.yml");
    assert_eq!(gitlab["account-plans-main"]["rules"], serde_json::json!([{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]));
    let of_a_change = parsed("ci/github/account-plans.yml");
    // an exception whose last day was there before the change began
    let repo = Repo::new();
    let waiver = "tier: A\nwaiver: {for: [stale-review], by: tomas-rivera, reason: The clinic is rebuilt., until: 2026-11-19}\n";
    let all = [run(&github, "Check"), gitlab["account-plans-main"]["script"][0].as_str().unwrap()];
    for text in all {
        let (code, said) = script(&repo, text, &[]);
        assert_eq!(code, 0, "{text}\n{said}");
    }
    repo.change("2026-11-18", MAYA, &[("tier: A\n", waiver)]);
    let base = repo.git(&["rev-parse", "HEAD"]);
    repo.change("2026-11-20", MAYA, &[("growth_target: 900000", "growth_target: 910000")]);
    let temp = repo.room.at("temp");
    std::fs::create_dir(&temp).unwrap();
    let (code, said) = script(&repo, run(&of_a_change, "Check"), &[("BASE", &base), ("RUNNER_TEMP", temp.to_str().unwrap())]);
    assert_eq!(code, 0, "nobody is blocked by what they did not touch\n{said}");
    for text in all {
        let (code, said) = script(&repo, text, &[]);
        assert!(code == 1 && said.contains("2026-11-19"), "{text}\n{said}");
    }
}

#[test]
fn nobody_is_blamed_for_what_the_main_branch_did() {
    let repo = Repo::new();
    let other = "accounts/harbour-clinics/plan.md";
    let plan = repo.room.read(PLAN).replace("northwind-health", "harbour-clinics").replace("Northwind Health Group", "Harbour Clinics");
    repo.room.write(other, plan);
    repo.commit("2026-10-01", MAYA);
    let old = repo.git(&["rev-parse", "HEAD"]);
    repo.git(&["checkout", "-q", "-b", "work"]);
    repo.edit(other, &[("Harbour Clinics", "Harbour")]);
    repo.commit("2026-10-02", MAYA);
    let head = repo.git(&["rev-parse", "HEAD"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.edit(PLAN, &[("stance: grow", "stance: grwo"), ("growth_target: 900000\n", "")]);
    repo.commit("2026-10-03", MAYA);
    let main = repo.git(&["rev-parse", "HEAD"]);
    let temp = repo.room.at("temp");
    std::fs::create_dir(&temp).unwrap();
    let (temp, env) = (temp.to_str().unwrap(), repo.at("temp/env"));
    let github = parsed("ci/github/account-plans.yml");
    let base = |event_base: &str, event_head: &str| {
        let variables = [("EVENT_BASE", event_base), ("EVENT_HEAD", event_head), ("GITHUB_ENV", env.to_str().unwrap())];
        let _ = std::fs::remove_file(&env);
        let (code, said) = script(&repo, run(&github, "Find the base"), &variables);
        assert!(code == 0 && said.is_empty(), "{said}");
        let written = std::fs::read_to_string(&env).unwrap();
        written.strip_prefix("BASE=").unwrap_or_else(|| panic!("{written}")).trim().to_owned()
    };
    // the head itself, which may be a merge of its author's
    assert_eq!(base(&old, &head), old);
    repo.git(&["checkout", "-q", "--detach", "work"]);
    assert_eq!(base(&old, &head), old);
    repo.git(&["checkout", "-q", "--detach", "main"]);
    repo.git(&["merge", "-q", "--no-edit", "work"]);
    assert_eq!(base(&old, &repo.git(&["rev-parse", "HEAD"])), old);
    // the merge that the host made
    let found = base(&old, &head);
    assert_eq!(found, main);
    let gitlab = parsed("ci/gitlab/account-plans.yml");
    let gitlab = gitlab["account-plans"]["script"][0].as_str().unwrap();
    let variables = [("BASE", found.as_str()), ("RUNNER_TEMP", temp), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", old.as_str())];
    let merged = [&variables[..], &[("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", main.as_str())]].concat();
    for text in [run(&github, "Check"), run(&github, "Gate"), gitlab] {
        let (code, said) = script(&repo, text, &merged);
        assert_eq!(code, 0, "{text}\n{said}");
    }
    // a pipeline for the branch has no target
    repo.git(&["checkout", "-q", "--detach", "work"]);
    let (code, said) = script(&repo, gitlab, &[&variables[..], &[("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "")]].concat());
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_job_that_sees_no_variables_says_what_to_do() {
    let repo = Repo::new();
    let github = parsed("ci/github/account-plans.yml");
    for (name, value) in [("QUARTERDECK_URL", ""), ("QUARTERDECK_SHA256", "")] {
        assert_eq!(github["env"][name], format!("${{{{ vars.{name} }}}}"));
        let mut variables = vec![("QUARTERDECK_URL", "https://example.invalid/quarterdeck"), ("QUARTERDECK_SHA256", "00"), ("RUNNER_TEMP", "/nonexistent")];
        variables.push((name, value));
        let (code, said) = script(&repo, run(&github, "Install"), &variables);
        assert!(code == 2 && said.starts_with("::error ") && said.contains("from a fork") && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn the_site_is_built_and_packed() {
    let repo = Repo::new();
    let temp = repo.room.at("temp");
    std::fs::create_dir(&temp).unwrap();
    let pages = parsed("ci/github/account-plans-pages.yml");
    let (code, said) = script(&repo, run(&pages, "Build"), &[("RUNNER_TEMP", temp.to_str().unwrap())]);
    assert_eq!(code, 0, "{said}");
    let listed = Command::new("tar").args(["--list", "--file"]).arg(temp.join("artifact.tar")).output().unwrap();
    assert!(String::from_utf8_lossy(&listed.stdout).lines().any(|line| line == "./index.html"));
}
