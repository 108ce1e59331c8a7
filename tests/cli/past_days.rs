//! What the past was stays what it was: whatever order commits came in, whoever has left since, wherever the territory lies now.

use serde_json::Value;

use crate::common::repo::{MAYA, PLAN, Repo, TOMAS};
use crate::common::{command, dated, finish, same, tree};

/// Four commits over two fiscal quarters; the first of them ended on 30 September.
fn with_quarters() -> Repo {
    let repo = Repo::empty();
    repo.fill("");
    repo.edit(PLAN, &[("due: 2026-12-09", "due: 2026-11-04"), ("growth_target: 900000", "growth_target: 800000")]);
    repo.commit("2026-07-10", MAYA);
    repo.change("2026-09-18", MAYA, &[("due: 2026-11-04", "due: 2026-11-25")]);
    repo.change("2026-10-14", TOMAS, &[("due: 2026-11-25", "due: 2026-12-09")]);
    repo.change("2026-11-12", TOMAS, &[("growth_target: 800000", "growth_target: 900000"), ("impact: high", "impact: medium")]);
    repo
}

/// The readiness at the end of September, as the command says it of that day and as the account's page begins its line with.
fn september(repo: &Repo) -> (String, String) {
    let mut command = command();
    command.current_dir(repo.path()).args(["score", "--at", "2026-09-30", "--as-of", "2026-09-30", "--format", "json"]);
    let scores: Value = finish(command).ends(0).json();
    let then = scores["plans"][0]["readiness"]["score"].to_string();
    let out = repo.at("site");
    dated(repo.path(), ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
    let page = std::fs::read_to_string(out.join("accounts/northwind-health/index.html")).unwrap();
    let (_, from) = page.split_once("Readiness rose from ").or_else(|| page.split_once("Readiness fell from ")).expect("the page has a line of its readiness");
    (then, from.split(' ').next().unwrap().to_owned())
}

#[test]
fn the_end_of_a_quarter_is_what_the_scores_of_that_day_are() {
    let (score, page) = september(&with_quarters());
    assert_eq!(score, page);
}

#[test]
fn work_that_is_rebased_onto_newer_work_rewrites_no_past() {
    let repo = with_quarters();
    let before = september(&repo);
    let told = || dated(repo.path(), ["diff", "2026-09-30"]).ends(0).out;
    let changes = told().lines().count();
    assert!(changes > 3, "{}", told());
    // written in September, and on the main line since today
    repo.change("2026-09-22", TOMAS, &[("impact: medium", "impact: low")]);
    assert_eq!(september(&repo), before);
    assert!(told().lines().count() >= changes, "{}", told());
    let page = std::fs::read_to_string(repo.at("site/accounts/northwind-health/index.html")).unwrap();
    assert!(!page.contains("Nothing changed"), "what came after the review of 16 September is still told");
}

#[test]
fn what_is_remembered_of_a_quarter_follows_from_nothing_else() {
    let repo = with_quarters();
    let site = |name: &str| {
        let out = repo.at(name);
        dated(repo.path(), ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
        tree(&out)
    };
    repo.git(&["checkout", "-q", "-b", "without"]);
    repo.git(&["rm", "-q", "-r", "accounts/northwind-health"]);
    repo.commit("2026-11-20", MAYA);
    dated(repo.path(), ["check", "-q"]);
    repo.git(&["checkout", "-q", "main"]);
    let after_another_branch = site("one");
    std::fs::remove_dir_all(repo.at(".quarterdeck")).unwrap();
    same("after another branch", &site("two"), &after_another_branch);
}

#[test]
fn who_left_was_there_before() {
    let repo = with_quarters();
    let before = september(&repo);
    let leave = || {
        for path in [PLAN, "people.yaml", "accounts/northwind-health/reviews/2026-12-16.md"] {
            let text = repo.room.read(path).replace("maya-chen", "ana-ruiz").replace("Maya Chen", "Ana Ruiz");
            repo.room.write(path, text);
        }
    };
    let gate = || dated(repo.path(), ["gate", "--base", "main"]);
    repo.git(&["checkout", "-q", "-b", "change"]);
    let worse = [("    disposition: champion\n", "    disposition: opponent\n"), ("asks:\n", "asks: []\nunasked:\n")];
    repo.change("2026-11-20", TOMAS, &worse);
    let alone = gate().ends(1).out;
    leave();
    repo.commit("2026-11-21", TOMAS);
    let handed_over = gate().ends(1).out;
    let fell = |text: &str| text.lines().find(|line| line.contains("fell by")).map(str::to_owned);
    assert!(fell(&alone).is_some() && fell(&alone) == fell(&handed_over), "{alone}\n{handed_over}");
    repo.git(&["checkout", "-q", "main"]);
    leave();
    repo.commit("2026-11-20", TOMAS);
    assert_eq!(september(&repo), before);
}

#[test]
fn a_territory_that_moves_as_a_whole_keeps_its_past() {
    let repo = with_quarters();
    let before = (september(&repo), dated(repo.path(), ["score", "--explain", "northwind-health"]).ends(0).out);
    let old = repo.git(&["rev-parse", "HEAD"]);
    let to = |from: &str, to: &str, day: &str| {
        std::fs::create_dir_all(repo.at(to)).unwrap();
        for name in ["quarterdeck.yaml", "people.yaml", "accounts"] {
            repo.git(&["mv", &format!("{from}{name}"), &format!("{to}{name}")]);
        }
        repo.commit(day, MAYA);
    };
    to("", "plans/", "2026-11-19");
    to("plans/", "teams/ne/", "2026-11-20");
    let there = repo.at("teams/ne");
    assert_eq!(dated(&there, ["score", "--explain", "northwind-health"]).ends(0).out, before.1);
    let mut command = command();
    command.current_dir(&there).args(["score", "--at", "2026-09-30", "--as-of", "2026-09-30", "--format", "json"]);
    assert_eq!(finish(command).ends(0).json()["plans"][0]["readiness"]["score"].to_string(), before.0.0);
    let gate = dated(&there, ["gate", "--base", &old]).ends(0);
    assert!(gate.out.contains("0 plans touched since "), "{}", gate.out);
    assert!(dated(&there, ["diff", &old]).ends(0).out.contains("nothing changed"));
    // somebody else's folder of that name is none of ours
    repo.room.write("accounts/northwind-health/plan.md", "---\nschema: quarterdeck/1\naccount: northwind-health\n---\n");
    repo.room.write("quarterdeck.yaml", "schema: quarterdeck/1\nname: Others\n");
    repo.commit("2026-11-21", TOMAS);
    assert_eq!(dated(&there, ["score", "--explain", "northwind-health"]).ends(0).out, before.1);
}

#[test]
fn a_closed_plan_is_in_the_trend_of_readiness_as_long_as_it_was_open() {
    let repo = Repo::empty();
    repo.fill("");
    let open = repo.room.read(PLAN).replace("account: northwind-health", "account: pine-valley").replace("title: Northwind Health Group", "title: Pine Valley");
    let closed = open.replace("status: active", "status: closed\noutcome: {value_added: yes, lesson: The count convinced more than the price.}");
    repo.room.write("accounts/pine-valley/plan.md", &open);
    repo.commit("2026-09-18", MAYA);
    // of all plans, at the end of September and today
    let trend = || {
        let out = repo.at("site");
        dated(repo.path(), ["build", "-q", "--out", out.to_str().unwrap()]).ends(0);
        let page = std::fs::read_to_string(out.join("readiness/index.html")).unwrap();
        let (_, section) = page.split_once("id=\"trend\"").expect("readiness over time is drawn");
        let table = section.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
        let all = |row: &str| row.rsplit("</td>").nth(1).and_then(|cell| cell.rsplit('>').next()).unwrap().to_owned();
        table.split("</tr>").filter(|row| row.contains("</td>")).map(all).collect::<Vec<_>>()
    };
    assert_eq!(trend(), ["2", "2"]);
    repo.room.write("accounts/pine-valley/plan.md", closed);
    repo.commit("2026-11-13", MAYA);
    assert_eq!(trend(), ["2", "1"]);
}
