//! Findings that a territory lives with: the file, its commands, and what `check` counts.

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Ran, Room, dated};

const FILE: &str = "quarterdeck-baseline.json";

fn run(repo: &Repo, arguments: &[&str]) -> Ran {
    dated(repo.path(), ["--no-history"].iter().chain(arguments))
}

/// State, rule and line of each finding.
fn states(ran: &Ran) -> Vec<String> {
    let document = ran.json();
    let shown = |it: &serde_json::Value| {
        let file = if it["path"] == FILE { format!(" {}", it["start"]["line"]) } else { String::new() };
        format!("{} {}{file}", it["state"].as_str().unwrap(), it["rule"].as_str().unwrap())
    };
    document["findings"].as_array().unwrap().iter().map(shown).collect()
}

#[track_caller]
fn says(repo: &Repo, arguments: &[&str], expected: &[&str], code: i32) {
    let ran = run(repo, &[&["check", "--format", "json"], arguments].concat());
    assert_eq!(states(&ran), expected, "{}", ran.err);
    ran.ends(code);
}

/// The standard plan with a tier and a stance that are none.
fn two() -> Repo {
    let repo = Repo::new();
    repo.edit(PLAN, &[("tier: A", "tier: Z"), ("status: active", "status: actve")]);
    repo
}

#[test]
fn what_was_created_is_clean_and_what_is_new_counts() {
    let repo = two();
    says(&repo, &[], &["open enum-value", "open enum-value"], 1);
    let ran = run(&repo, &["baseline", "create"]).ends(0);
    assert!(ran.err.contains("2 findings are held in `quarterdeck-baseline.json`"), "{}", ran.err);
    let line = |at: &str| format!("{{\"rule\": \"enum-value\", \"path\": \"{PLAN}\", \"at\": \"{at}\", \"added\": \"2026-11-22\"}}");
    assert_eq!(repo.room.read(FILE), format!("[\n  {},\n  {}\n]\n", line("/status"), line("/tier")));
    says(&repo, &[], &["baselined enum-value", "baselined enum-value"], 0);
    let ran = run(&repo, &["check"]).ends(0);
    assert!(ran.out.contains("nothing to clear, 2 in the baseline") && !ran.out.contains("enum-value"), "{}", ran.out);
    let counts = run(&repo, &["check", "--format", "json"]).json()["counts"].clone();
    assert_eq!((counts["error"].as_u64(), counts["baselined"].as_u64()), (Some(0), Some(2)));
    says(&repo, &["--no-baseline"], &["open enum-value", "open enum-value"], 1);
    repo.edit(PLAN, &[("stance: grow", "# a note\nstance: grwo")]);
    says(&repo, &[], &["baselined enum-value", "open enum-value", "baselined enum-value"], 1);
}

#[test]
fn create_never_takes_the_place_of_a_file() {
    let repo = two();
    run(&repo, &["baseline", "create", "--reason", "imported", "--until", "2027-03-31"]).ends(0);
    let before = repo.room.read(FILE);
    assert!(before.contains("\"reason\": \"imported\", \"until\": \"2027-03-31\"}"), "{before}");
    let ran = run(&repo, &["baseline", "create"]).ends(2);
    assert!(ran.err.contains("already") && ran.err.contains("baseline update"), "{}", ran.err);
    assert_eq!(repo.room.read(FILE), before);
    // nothing to hold is no file
    let clean = Repo::new();
    run(&clean, &["baseline", "create"]).ends(0);
    assert!(!clean.at(FILE).exists());
    run(&clean, &["baseline", "update"]).ends(2);
    run(&clean, &["baseline", "show"]).ends(2);
    run(&clean, &["baseline", "create", "--until", "soon"]).ends(2);
}

#[test]
fn what_cannot_be_read_is_not_held() {
    let repo = two();
    repo.edit(PLAN, &[("stance: grow", "stance: grow\nstance: grow")]);
    let ran = run(&repo, &["baseline", "create"]).ends(0);
    assert!(ran.err.contains("2 findings are held") && ran.err.contains("1 finding has to be mended"), "{}", ran.err);
    says(&repo, &[], &["baselined enum-value", "open yaml-duplicate-key", "baselined enum-value"], 1);
}

#[test]
fn update_shrinks_and_grows_only_when_told() {
    let repo = two();
    run(&repo, &["baseline", "create"]).ends(0);
    let two_lines = repo.room.read(FILE);
    run(&repo, &["baseline", "update"]).ends(0);
    assert_eq!(repo.room.read(FILE), two_lines);
    repo.edit(PLAN, &[("status: actve", "status: active"), ("stance: grow", "stance: grwo")]);
    says(&repo, &[], &["open enum-value", "baselined enum-value", "open unused-baseline-entry 2"], 1);
    let ran = run(&repo, &["baseline", "update"]).ends(0);
    assert!(ran.err.contains("1 entry taken out, 1 entry in the baseline"), "{}", ran.err);
    says(&repo, &[], &["open enum-value", "baselined enum-value"], 1);
    let ran = run(&repo, &["baseline", "update", "--grow", "--reason", "the old form"]).ends(0);
    assert!(ran.err.contains("1 entry taken in, 0 entries taken out, 2 entries in the baseline"), "{}", ran.err);
    says(&repo, &[], &["baselined enum-value", "baselined enum-value"], 0);
    let grown = repo.room.read(FILE);
    assert!(grown.contains("\"at\": \"/stance\", \"added\": \"2026-11-22\", \"reason\": \"the old form\""), "{grown}");
    run(&repo, &["baseline", "update", "--grow"]).ends(0);
    assert_eq!(repo.room.read(FILE), grown);
    run(&repo, &["baseline", "update", "--reason", "x"]).ends(2);
}

#[test]
fn only_files_that_were_looked_at_are_touched() {
    let repo = two();
    let plan = repo.room.read(PLAN);
    let other = "accounts/harbour-clinics/plan.md";
    repo.room.write(other, plan.replace("northwind-health", "harbour-clinics"));
    run(&repo, &["baseline", "create", "accounts/northwind-health"]).ends(0);
    assert!(!repo.room.read(FILE).contains("harbour"));
    run(&repo, &["baseline", "update", "--grow", "accounts/harbour-clinics"]).ends(0);
    let both = repo.room.read(FILE);
    assert!(both.contains("harbour") && both.contains("northwind"), "{both}");
    repo.edit(PLAN, &[("tier: Z", "tier: A")]);
    run(&repo, &["baseline", "update", "accounts/harbour-clinics"]).ends(0);
    assert_eq!(repo.room.read(FILE), both);
    // a plan that is gone was not looked at: its entries go when somebody prunes
    std::fs::remove_dir_all(repo.at("accounts/harbour-clinics")).unwrap();
    run(&repo, &["baseline", "update"]).ends(0);
    let left = repo.room.read(FILE);
    assert!(left.contains("harbour") && left.lines().count() == both.lines().count() - 1, "{left}");
    run(&repo, &["baseline", "prune"]).ends(0);
    let left = repo.room.read(FILE);
    assert!(!left.contains("harbour") && left.contains("\"/status\""), "{left}");
}

#[test]
fn show_says_whether_each_still_matches() {
    let repo = two();
    run(&repo, &["baseline", "create", "--until", "2026-11-30"]).ends(0);
    let ran = run(&repo, &["baseline", "show"]).ends(0);
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("matches ")).count(), 2, "{}", ran.out);
    assert!(ran.out.contains("since 2026-11-22 until 2026-11-30") && ran.err.contains("2 entries: 2 match"), "{}{}", ran.out, ran.err);
    repo.edit(PLAN, &[("tier: Z", "tier: A")]);
    let ran = run(&repo, &["baseline", "show", "--as-of", "2026-12-01"]).ends(0);
    let standing: Vec<&str> = ran.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(standing, ["expired", "unused"], "{}", ran.out);
}

#[test]
fn a_last_day_that_has_passed_brings_the_finding_back() {
    let repo = two();
    run(&repo, &["baseline", "create", "--until", "2026-11-21"]).ends(0);
    let expected = ["open enum-value", "open enum-value", "open expired-suppression 2", "open expired-suppression 3"];
    says(&repo, &[], &expected, 1);
    // growing does not decide anew
    let before = repo.room.read(FILE);
    run(&repo, &["baseline", "update", "--grow"]).ends(0);
    assert_eq!(repo.room.read(FILE), before);
}

#[test]
fn reports_say_that_it_stands_in_a_baseline_and_why() {
    let repo = two();
    run(&repo, &["baseline", "create", "--reason", "imported"]).ends(0);
    let sarif = run(&repo, &["check", "--format", "sarif"]).ends(0).json();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((result["suppressions"][0]["kind"].as_str(), result["baselineState"].as_str()), (Some("external"), Some("unchanged")));
    assert_eq!(result["suppressions"][0]["justification"], "imported");
    let junit = run(&repo, &["check", "--format", "junit"]).ends(0).out;
    assert!(junit.contains("<skipped message=\"imported\">"), "{junit}");
    for format in ["github", "gitlab", "rdjson", "markdown", "concise"] {
        assert!(!run(&repo, &["check", "--format", format]).ends(0).out.contains("enum-value"), "{format}");
    }
}

#[test]
fn a_file_with_a_mistake_is_a_finding_and_the_plans_are_still_checked() {
    let repo = two();
    run(&repo, &["baseline", "create"]).ends(0);
    let text = repo.room.read(FILE);
    repo.room.write(FILE, text.replace("2026-11-22\"},", "2026-11-22\"}"));
    says(&repo, &[], &["open enum-value", "open enum-value", "open config-error 3"], 1);
    let shown = run(&repo, &["check"]).ends(1).out;
    assert!(shown.contains("quarterdeck-baseline.json:3:3") && shown.contains("3 │   {\"rule\""), "{shown}");
    for action in ["update", "prune", "show"] {
        let ran = run(&repo, &["baseline", action]).ends(2);
        assert!(ran.err.contains("line 3"), "{}", ran.err);
    }
    repo.room
        .write(FILE, text.replace("\"rule\": \"enum-value\", \"path\": \"accounts/northwind-health/plan.md\", \"at\": \"/tier\"", "\"rule\": \"enum-valeu\""));
    says(&repo, &[], &["baselined enum-value", "open enum-value", "open config-error 3"], 1);
}

#[test]
fn another_file_can_be_named() {
    let repo = two();
    run(&repo, &["baseline", "create"]).ends(0);
    let text = repo.room.read(FILE);
    std::fs::rename(repo.at(FILE), repo.at("old.json")).unwrap();
    says(&repo, &["--baseline", "old.json"], &["baselined enum-value", "baselined enum-value"], 0);
    let elsewhere = Room::new();
    elsewhere.write("b.json", text.replace("\"/tier\"", "\"/tiger\""));
    let outside = elsewhere.at("b.json").display().to_string();
    let shown = run(&repo, &["check", "--baseline", &outside]).ends(1).out;
    assert!(shown.contains("b.json:3:3") && shown.contains("/tiger"), "{shown}");
    run(&repo, &["check", "--baseline", "none.json"]).ends(2);
    run(&repo, &["check", "--baseline", "old.json", "--no-baseline"]).ends(2);
}

#[test]
fn the_site_and_scores_do_not_know_it() {
    let repo = two();
    let sites = Room::new();
    let build = |name: &str| {
        run(&repo, &["build", "--out", &sites.at(name).display().to_string()]).ends(0);
    };
    build("before");
    let scores = run(&repo, &["score", "--format", "json"]).ends(0).out;
    run(&repo, &["baseline", "create"]).ends(0);
    build("after");
    let read = |site: &str, page: &str| std::fs::read(sites.at(site).join(page)).unwrap();
    for page in ["findings/index.html", "accounts/northwind-health/index.html", "data/findings.json", "build.json", "index.html"] {
        assert_eq!(read("before", page), read("after", page), "{page}");
    }
    assert_eq!(run(&repo, &["score", "--format", "json"]).ends(0).out, scores);
}

#[test]
fn a_change_of_it_concerns_every_plan_and_its_growth_is_told() {
    let repo = two();
    repo.commit("2026-10-01", MAYA);
    run(&repo, &["baseline", "create"]).ends(0);
    let ran = dated(repo.path(), ["check", "--since", "HEAD"]).ends(0);
    assert!(ran.out.contains(": quarterdeck-baseline.json changed; the baseline grew by 2 entries"), "{}", ran.out);
    let comment = dated(repo.path(), ["check", "--since", "HEAD", "--format", "markdown"]).ends(0).out;
    assert!(comment.contains("the baseline grew by 2 entries"), "{comment}");
    repo.commit("2026-10-02", MAYA);
    // the baseline of the head judges both sides, and an entry that was unused before is not new
    repo.edit(PLAN, &[("tier: Z", "tier: A")]);
    repo.commit("2026-10-03", MAYA);
    let ran = dated(repo.path(), ["check", "--since", "HEAD", "--new-only", "--format", "json"]).ends(0);
    assert_eq!(states(&ran), Vec::<String>::new());
    // what was mended is told to whoever mends it
    let ran = dated(repo.path(), ["check", "--since", "HEAD~1", "--new-only", "--format", "json"]).ends(0);
    assert!(states(&ran).contains(&"open unused-baseline-entry 3".to_owned()), "{:?}", states(&ran));
    run(&repo, &["baseline", "update"]).ends(0);
    let ran = dated(repo.path(), ["check", "--since", "HEAD"]).ends(0);
    assert!(ran.out.contains("quarterdeck-baseline.json changed") && !ran.out.contains("grew"), "{}", ran.out);
}

#[test]
fn findings_without_a_place_inside_their_file_are_held_too() {
    let repo = two();
    let table = "account,period,brand,division,product,amount,margin\nnorthwind-health,FY2020-Q4,surgix,Surgical,surgix-core,66000,0.4\n";
    repo.room.write("data/revenue.csv", table);
    repo.edit("quarterdeck.yaml", &[("data:\n  revenue: {source: ERP export, as_of: 2026-11-15}\n", "")]);
    run(&repo, &["baseline", "create", "--reason", "old"]).ends(0);
    let written = repo.room.read(FILE);
    assert!(written.contains(r#"{"rule": "data-stale", "path": "data/revenue.csv", "at": "", "#), "{written}");
    let ran = run(&repo, &["check", "--format", "json"]).ends(0);
    assert!(states(&ran).contains(&"baselined data-stale".to_owned()) && !ran.out.contains("config-error"), "{:?}", states(&ran));
    for action in [&["baseline", "show"][..], &["baseline", "update"], &["baseline", "prune"]] {
        run(&repo, action).ends(0);
        assert_eq!(repo.room.read(FILE), written, "{action:?}");
    }
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let repo = two();
    let check = |reason: &str, why: &str| {
        let ran = run(&repo, &["baseline", "create", "--reason", reason]).ends(2);
        assert!(ran.err.contains(why), "{}", ran.err);
        assert!(!repo.room.at(FILE).exists(), "{reason:?}");
        ran.err
    };
    check("", "say why they may stay, or leave `--reason` out");
    check(" \t", "say why they may stay, or leave `--reason` out");
    let said = check("see the portal, password: swordfish-77", "seems to be a password");
    assert!(!said.contains("swordfish"), "{said}");
}

#[test]
fn show_is_a_list_for_programs_too() {
    let repo = two();
    run(&repo, &["baseline", "create", "--reason", "old"]).ends(0);
    let all = run(&repo, &["baseline", "show", "--format", "json"]).ends(0).json();
    let entries = all["entries"].as_array().unwrap();
    assert_eq!(all["schema"], "quarterdeck-baseline-list/1");
    assert_eq!(all["counts"]["matches"], entries.len());
    let tier = entries.iter().find(|it| it["at"] == "/tier").unwrap();
    assert_eq!((&tier["rule"], &tier["code"], &tier["state"], &tier["reason"]), (&"enum-value".into(), &"QD103".into(), &"matches".into(), &"old".into()));
    repo.edit(PLAN, &[("tier: Z", "tier: A")]);
    let all = run(&repo, &["baseline", "show", "--format", "json"]).ends(0).json();
    assert_eq!((&all["counts"]["unused"], &all["counts"]["matches"]), (&1.into(), &(entries.len() - 1).into()));
    run(&repo, &["baseline", "show", "--format", "yaml"]).ends(2);
}

#[test]
fn a_secret_in_the_file_is_never_replaced_by_its_mask() {
    let repo = two();
    run(&repo, &["baseline", "create", "--reason", "the old form"]).ends(0);
    let token = ["glpat", "-", "a1B2c3D4e5F6g7H8i9J0"].concat();
    repo.room.write(FILE, repo.room.read(FILE).replace("the old form", &format!("see {token}")));
    let before = repo.room.read(FILE);
    assert_eq!(before.matches(&token).count(), 2, "{before}");
    // a file that holds one is not written again until somebody has taken it out
    repo.edit(PLAN, &[("status: actve", "status: active")]);
    for action in [&["baseline", "update"][..], &["baseline", "update", "--grow"], &["baseline", "prune"]] {
        let ran = run(&repo, action).ends(2);
        assert!(ran.err.contains("mend it first") && !ran.err.contains(&token), "{}", ran.err);
        assert_eq!(repo.room.read(FILE), before, "{action:?}");
    }
    let ran = run(&repo, &["check", "--format", "json"]);
    assert!(!ran.out.contains(&token) && !ran.err.contains(&token), "{}", ran.out);
}

/// Holds everything, makes a mistake, has everything mended and tidied that can be, and takes the mistake back: the baseline is as it was.
#[track_caller]
fn survives(repo: &Repo, path: &str, (old, new): (&str, &str)) {
    let before = repo.room.read(FILE);
    assert!(!run(repo, &["check", "--format", "json"]).json()["findings"].to_string().contains("unused-baseline-entry"));
    repo.edit(path, &[(old, new)]);
    let ran = run(repo, &["check", "--fix", "--format", "json"]);
    assert!(!states(&ran).iter().any(|it| it.contains("unused-baseline-entry")), "{new}: {:?}", states(&ran));
    run(repo, &["baseline", "update"]).ends(0);
    run(repo, &["baseline", "prune"]).ends(0);
    assert_eq!(repo.room.read(FILE), before, "{new}");
    assert_ne!(run(repo, &["baseline", "show", "--format", "json"]).json()["counts"]["not_checked"], 0, "{new}");
    repo.edit(path, &[(new, old)]);
    let open = states(&run(repo, &["check", "--format", "json", "--fail-on", "never"])).into_iter().filter(|it| it.starts_with("open ")).collect::<Vec<_>>();
    assert!(!open.iter().any(|it| ["enum-value", "unknown-person"].iter().any(|rule| it.contains(rule)) || it.contains("tier-mismatch")), "{new}: {open:?}");
}

#[test]
fn what_could_not_be_found_in_this_run_keeps_its_entry() {
    let repo = Repo::new();
    repo.edit(PLAN, &[("tier: A", "tier: Z"), ("    horizon: short", "    horizon: shrt"), ("exec_sponsor: ines-okafor", "exec_sponsor: nobody")]);
    run(&repo, &["baseline", "create"]).ends(0);
    assert!(repo.room.read(FILE).contains("/objectives["), "{}", repo.room.read(FILE));
    survives(&repo, PLAN, ("\nobjectives:\n", "\nobjectives: none\nobjectives_of_before:\n"));
    survives(&repo, PLAN, ("\nobjectives:\n", "\nobjektives:\n"));
    survives(&repo, PLAN, ("tier: Z", "tier: [Z]"));
    survives(&repo, PLAN, ("stance: grow", "stance: [grow"));
    // without people nobody is unknown
    survives(&repo, "people.yaml", ("- {id: omar-haddad", "- bad: [\n- {id: omar-haddad"));
    // and what is mended goes
    repo.edit(PLAN, &[("tier: Z", "tier: A"), ("horizon: shrt", "horizon: short"), ("exec_sponsor: nobody", "exec_sponsor: ines-okafor")]);
    let ran = run(&repo, &["baseline", "update"]).ends(0);
    assert!(ran.err.contains("3 entries taken out, 0 entries in the baseline"), "{}", ran.err);
}

#[test]
fn what_ranks_a_plan_among_others_is_not_checked_while_one_of_them_cannot_be_read() {
    let room = Room::new();
    let land = room.example("land");
    let held = |arguments: &[&str]| dated(&land, ["--no-history"].iter().chain(arguments));
    held(&["baseline", "create"]).ends(0);
    let file = "land/quarterdeck-baseline.json";
    let before = room.read(file);
    assert!(before.matches("tier-mismatch").count() > 1, "{before}");
    let saltmarsh = "land/accounts/saltmarsh-health/plan.md";
    let plan = room.read(saltmarsh);
    for (old, new) in [("status: active", "status: on hold"), ("status: active", "status: [active"), ("opportunities:\n", "opportunities: none\nothers:\n")] {
        assert!(plan.contains(old));
        room.write(saltmarsh, plan.replacen(old, new, 1));
        held(&["check", "--fix"]).ends(1);
        held(&["baseline", "update"]).ends(0);
        held(&["baseline", "prune"]).ends(0);
        assert_eq!(room.read(file), before, "{new}");
    }
    room.write(saltmarsh, plan);
    held(&["check", "--max-warnings", "0"]).ends(0);
}

#[test]
fn a_plan_that_moves_takes_its_lines_along_when_they_name_the_new_folder() {
    let repo = two();
    run(&repo, &["baseline", "create"]).ends(0);
    repo.commit("2026-10-02", MAYA);
    repo.git(&["mv", "accounts/northwind-health", "accounts/northwind"]);
    repo.edit("accounts/northwind/plan.md", &[("account: northwind-health", "account: northwind")]);
    let said = run(&repo, &["check", "--since", "HEAD", "--new-only"]);
    assert!(said.out.contains("`accounts/northwind-health/` has no plan any more: where it was moved, write its new folder into this line"), "{}", said.out);
    repo.room.write(FILE, repo.room.read(FILE).replace("accounts/northwind-health/", "accounts/northwind/"));
    let said = run(&repo, &["check", "--since", "HEAD", "--new-only"]).ends(0);
    assert!(said.out.contains("nothing new to clear") && !said.out.contains("the baseline grew"), "{}", said.out);
}
