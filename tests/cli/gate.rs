//! `gate`: the score ratchet.

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Ran, dated};

fn repo() -> Repo {
    let repo = Repo::new();
    repo.git(&["branch", "base"]);
    repo
}

fn gate(repo: &Repo) -> Ran {
    dated(repo.path(), ["gate", "--base", "base"])
}

/// Takes a list out of the plan.
fn without(repo: &Repo, section: &str) {
    let text = repo.room.read(PLAN);
    let start = text.find(&format!("\n{section}:")).unwrap() + 1;
    let length = text[start..].lines().skip(1).take_while(|line| line.starts_with([' ', '-', '#'])).map(|line| line.len() + 1).sum::<usize>();
    let head = text[start..].find('\n').unwrap() + 1;
    repo.room.write(PLAN, format!("{}{}", &text[..start], &text[start + head + length..]));
}

#[test]
fn an_untouched_plan_passes_whatever_its_score() {
    let repo = repo();
    let ran = gate(&repo).ends(0);
    assert!(ran.out.contains("0 plans touched since "), "{}", ran.out);
    without(&repo, "benchmarks");
    repo.commit("2026-10-02", MAYA);
    repo.git(&["branch", "-f", "base"]);
    gate(&repo).ends(0);
}

#[test]
fn a_touched_plan_that_lost_names_the_parts_that_fell() {
    let repo = repo();
    without(&repo, "benchmarks");
    let ran = gate(&repo).ends(1);
    assert!(ran.out.contains("error[score-regression]: readiness of Northwind Health Group fell by "), "{}", ran.out);
    assert!(ran.out.contains(" is tolerated"), "{}", ran.out);
    let part = ran.out.lines().find(|line| line.contains("Benchmarks: ")).unwrap_or_else(|| panic!("{}", ran.out));
    assert!(part.trim_start().starts_with("= −") && part.contains(&format!("({PLAN}:")), "{part}");
    assert!(ran.out.contains("1 plan touched since ") && ran.out.contains(": 1 fell"), "{}", ran.out);
    assert!(ran.err.contains("Northwind Health Group  fell"), "{}", ran.err);
    let document = dated(repo.path(), ["gate", "--base", "base", "--format", "json"]).ends(1).json();
    assert_eq!(document["findings"][0]["rule"], "score-regression");
    assert_eq!(document["findings"][0]["code"], "QD910");
    assert_eq!(document["findings"][0]["path"], PLAN);
}

#[test]
fn what_is_tolerated_and_the_floor_stand_in_the_policy() {
    let check = |policy: &str, code: i32, words: &str| {
        let repo = repo();
        let settings = repo.room.read("quarterdeck.yaml");
        assert!(!settings.contains("\n  gate:"));
        let settings = if settings.contains("\npolicy:") {
            settings.replacen("\npolicy:", &format!("\npolicy:\n  gate: {policy}"), 1)
        } else {
            format!("{settings}\npolicy:\n  gate: {policy}\n")
        };
        repo.room.write("quarterdeck.yaml", settings);
        without(&repo, "benchmarks");
        let ran = gate(&repo).ends(code);
        assert!(ran.out.contains(words), "{policy}: {}", ran.out);
    };
    check("{tolerance: 0.5}", 1, "0.5 is tolerated");
    check("{tolerance: 100, floors: {A: 0}}", 0, ": 1 held");
    check("{tolerance: 100, floors: {A: 95}}", 1, "under the floor of 95 for tier A");
}

#[test]
fn a_new_plan_must_reach_the_floor() {
    let repo = repo();
    let plan = repo.room.read(PLAN).replace("northwind-health", "harbour-clinics").replace("Northwind Health Group", "Harbour Clinics");
    repo.room.write("accounts/harbour-clinics/plan.md", &plan);
    let thin = "---\nschema: quarterdeck/1\naccount: thin\ntitle: Thin\nstatus: active\nowner: maya-chen\nperiod: FY2027-Q1\nstance: grow\ntier: A\ncadence: quarterly\n---\n";
    repo.room.write("accounts/thin/plan.md", thin);
    let ran = gate(&repo).ends(1);
    assert!(ran.out.contains("the new plan of Thin has a readiness of ") && ran.out.contains("under the floor of 70 for tier A"), "{}", ran.out);
    assert_eq!(ran.out.matches("error[score-regression]").count(), 1, "{}", ran.out);
    assert!(ran.out.contains("2 plans touched since "), "{}", ran.out);
}

#[test]
fn a_waiver_in_force_lets_it_pass_and_is_shown() {
    for (until, code) in [("2026-11-22", 0), ("2026-11-21", 1)] {
        let repo = repo();
        without(&repo, "benchmarks");
        let waiver = format!("tier: A\nwaiver: {{for: [score-regression], by: tomas-rivera, reason: We measure anew., until: {until}}}\n");
        repo.edit(PLAN, &[("tier: A\n", &waiver)]);
        let ran = gate(&repo).ends(code);
        assert_eq!(ran.err.contains("waived by Tomas Rivera until 2026-11-22: We measure anew."), code == 0, "{}", ran.err);
    }
}

#[test]
fn a_waiver_is_the_manager_s_to_sign() {
    let signed = |by: &str, more: &[(&str, &str)]| {
        let repo = repo();
        without(&repo, "benchmarks");
        let waiver = format!("tier: A\nwaiver: {{for: [score-regression], by: {by}, reason: We measure anew., until: 2026-12-31}}\n");
        repo.edit(PLAN, &[("tier: A\n", &waiver)]);
        repo.edit(PLAN, more);
        gate(&repo)
    };
    // the plan's manager, whoever is over them, and of a plan with another manager the owner's own
    signed("tomas-rivera", &[]).ends(0);
    signed("ines-okafor", &[]).ends(0);
    signed("tomas-rivera", &[("manager: tomas-rivera", "manager: lena-fischer")]).ends(0);
    for (by, name) in [("maya-chen", "Maya Chen"), ("priya-nair", "Priya Nair"), ("nobody", "nobody")] {
        let ran = signed(by, &[]).ends(1);
        let words = format!("the waiver is signed by {name}, who is neither Tomas Rivera nor over them; the plan's manager decides");
        assert!(ran.out.contains(&words) && ran.err.contains("  fell"), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn whom_the_change_puts_in_charge_signs_nothing_yet() {
    let signed = |repo: &Repo, by: &str, more: &[(&str, &str)], people: &[(&str, &str)]| {
        without(repo, "benchmarks");
        let waiver = format!("tier: A\nwaiver: {{for: [score-regression], by: {by}, reason: We measure anew., until: 2026-12-31}}\n");
        repo.edit(PLAN, &[("tier: A\n", &waiver)]);
        repo.edit(PLAN, more);
        repo.edit("people.yaml", people);
        gate(repo)
    };
    let refused = |ran: Ran, words: &str| {
        let ran = ran.ends(1);
        assert!(ran.out.contains(words) && ran.err.contains("  fell"), "{}{}", ran.out, ran.err);
    };
    let becomes = "the waiver is signed by Maya Chen, who becomes the manager with this very change; Tomas Rivera, the manager before it, decides";
    refused(signed(&repo(), "maya-chen", &[("manager: tomas-rivera", "manager: maya-chen")], &[]), becomes);
    let over = "the waiver is signed by Priya Nair, who may sign only since this very change; Tomas Rivera, the manager before it, decides";
    let unmanaged = [("manager: tomas-rivera\n", ""), ("owner: maya-chen", "owner: ines-okafor")];
    refused(signed(&repo(), "priya-nair", &unmanaged, &[]), over);
    let people = [("name: Tomas Rivera, function: sales, manager: ines-okafor", "name: Tomas Rivera, function: sales, manager: priya-nair")];
    refused(signed(&repo(), "priya-nair", &[], &people), over);
    // in another folder too
    let moved = repo();
    signed(&moved, "maya-chen", &[("manager: tomas-rivera", "manager: maya-chen"), ("account: northwind-health", "account: northwind")], &[]);
    moved.git(&["mv", "accounts/northwind-health", "accounts/northwind"]);
    refused(gate(&moved), becomes);
    // who was the manager still decides on the way out
    signed(&repo(), "tomas-rivera", &[("manager: tomas-rivera", "manager: priya-nair")], &[]).ends(0);
    // where nobody knew the manager the one who is named now decides, and where nobody knows one yet, whoever signs
    for (by, more, code) in [("priya-nair", &[][..], 0), ("omar-haddad", &[("owner: ines-okafor", "owner: ines-okafor\nmanager: priya-nair")], 1)] {
        let repo = repo();
        repo.change("2026-10-02", MAYA, &unmanaged);
        repo.git(&["branch", "-f", "base"]);
        signed(&repo, by, more, &[]).ends(code);
    }
}

#[test]
fn time_that_passes_is_nobodys_fault() {
    let repo = repo();
    repo.edit(PLAN, &[("growth_target: 900000", "growth_target: 900001")]);
    // a year later every date is late on both sides
    let mut late = crate::common::command();
    late.current_dir(repo.path()).args(["gate", "--base", "base", "--as-of", "2027-11-22"]);
    crate::common::finish(late).ends(0);
}

#[test]
fn a_base_that_is_not_there_is_exit_2() {
    let repo = repo();
    let ran = dated(repo.path(), ["gate", "--base", "nowhere"]).ends(2);
    assert!(ran.out.is_empty() && ran.err.contains("there is no revision `nowhere`"), "{}", ran.err);
    dated(repo.path(), ["gate"]).ends(2);
}

#[test]
fn a_plan_that_moves_to_another_folder_takes_its_readiness_along() {
    let repo = repo();
    repo.git(&["mv", "accounts/northwind-health", "accounts/northwind"]);
    let moved = PLAN.replace("northwind-health", "northwind");
    let text = repo.room.read(&moved).replace("account: northwind-health", "account: northwind").replace("Northwind Health Group", "Northwind");
    repo.room.write(&moved, text);
    gate(&repo).ends(0);
    let text = repo.room.read(&moved);
    let cut = text.find("\nbenchmarks:").unwrap() + 1;
    let length = text[cut..].lines().skip(1).take_while(|line| line.starts_with([' ', '-', '#'])).map(|line| line.len() + 1).sum::<usize>();
    let head = text[cut..].find('\n').unwrap() + 1;
    repo.room.write(&moved, format!("{}{}", &text[..cut], &text[cut + head + length..]));
    let ran = gate(&repo).ends(1);
    assert!(ran.out.contains("readiness of Northwind fell by ") && !ran.err.contains("– →"), "{}{}", ran.out, ran.err);
}

#[test]
fn what_else_is_worse_is_named() {
    let repo = repo();
    repo.edit(PLAN, &[("disposition: champion", "disposition: neutral"), ("objectives:", "targets:")]);
    let ran = gate(&repo).ends(1);
    assert!(ran.err.contains("  fell; level "), "{}", ran.err);
}

#[test]
fn a_plan_that_can_no_longer_be_read_is_not_held() {
    // of whatever tier: nobody can tell how much of its readiness is left
    for tier in ["A", "C"] {
        let repo = repo();
        repo.change("2026-10-02", MAYA, &[("tier: A", &format!("tier: {tier}"))]);
        repo.git(&["branch", "-f", "base"]);
        repo.edit(PLAN, &[("stance: grow", "stance: [grow")]);
        let ran = gate(&repo).ends(1);
        assert!(ran.out.contains("error[score-regression]: the plan of Northwind Health Group can no longer be read; its readiness was "), "{}", ran.out);
        assert!(ran.out.contains("mend the plan: `quarterdeck check` names the mistake") && ran.out.contains(": 1 fell"), "{}", ran.out);
        assert!(ran.err.contains("–  Northwind Health Group  fell; the plan can no longer be read"), "{}", ran.err);
    }
}

#[test]
fn a_plan_that_the_change_takes_away_is_named() {
    let repo = repo();
    repo.git(&["rm", "-rq", "accounts/northwind-health"]);
    let ran = gate(&repo).ends(0);
    assert!(ran.out.contains("1 plan touched since ") && ran.out.contains(": 1 removed (Northwind Health Group, with a readiness of "), "{}", ran.out);
    let line = ran.err.lines().find(|line| line.ends_with(" →     –  Northwind Health Group  removed")).unwrap_or_else(|| panic!("{}", ran.err));
    assert!(!line.contains("– →"), "{line}");
    for format in ["markdown", "concise"] {
        let ran = dated(repo.path(), ["gate", "--base", "base", "--format", format]).ends(0);
        assert!(ran.out.contains("1 removed (Northwind Health Group") || ran.out.contains("1 removed \\(Northwind"), "{}", ran.out);
    }
    // brought back, it is new
    repo.commit("2026-10-02", MAYA);
    repo.git(&["branch", "back"]);
    repo.git(&["checkout", "-q", "base", "--", "."]);
    let ran = dated(repo.path(), ["gate", "--base", "back"]).ends(0);
    assert!(ran.out.contains(": 1 new") && ran.err.contains("  Northwind Health Group  new\n"), "{}{}", ran.out, ran.err);
    // a plan that moves is not removed
    let repo = self::repo();
    repo.git(&["mv", "accounts/northwind-health", "accounts/northwind"]);
    let ran = gate(&repo).ends(0);
    assert!(ran.out.contains("1 plan touched since ") && ran.out.contains(": 1 held\n"), "{}", ran.out);
}

#[test]
fn a_change_of_policy_shows_both_results() {
    let repo = repo();
    without(&repo, "benchmarks");
    let ran = gate(&repo).ends(1);
    assert!(!ran.err.contains("policy before it"), "{}", ran.err);
    let settings = repo.room.read("quarterdeck.yaml");
    repo.room.write("quarterdeck.yaml", format!("{settings}\nscores: {{readiness: {{benchmarks: 0}}}}\n"));
    let ran = gate(&repo);
    let line = ran.err.lines().find(|line| line.contains("Northwind Health Group")).unwrap_or_else(|| panic!("{}", ran.err));
    let (new, old) = line.split_once("; by the policy before it ").unwrap_or_else(|| panic!("{line}"));
    assert!(new.contains(" → ") && old.contains(" → "), "{line}");
}

#[test]
fn a_new_period_is_nobody_s_fault_and_what_fell_beside_it_falls() {
    let room = crate::common::Room::new();
    room.example("land");
    let repo = Repo { room };
    let land = repo.at("land");
    repo.git(&["init", "-q"]);
    repo.commit("2026-11-22", MAYA);
    let run = |arguments: &[&str]| {
        let mut command = crate::common::command();
        command.current_dir(&land).args(arguments).args(["--as-of", "2027-01-02"]);
        crate::common::finish(command)
    };
    run(&["roll", "--to", "FY2027-Q2"]).ends(0);
    let ran = run(&["gate", "--base", "HEAD"]).ends(0);
    assert!(ran.out.contains("7 plans touched since ") && ran.out.contains(": 7 held"), "{}", ran.out);
    assert_eq!(ran.err.matches("  held; both in FY2027-Q2\n").count(), 7, "{}", ran.err);
    // the same committed, and by the policy of before where that is another one
    let settings = repo.room.read("land/quarterdeck.yaml");
    repo.room.write("land/quarterdeck.yaml", format!("{settings}\n# changed\n"));
    repo.commit("2027-01-02", MAYA);
    let ran = run(&["gate", "--base", "HEAD~1"]).ends(0);
    let line = ran.err.lines().find(|line| line.contains("; by the policy before it ")).unwrap_or_else(|| panic!("{}", ran.err));
    let values: Vec<&str> = line.split([' ', ';']).filter(|word| word.contains('.')).collect();
    assert!(values.len() == 4 && values.iter().all(|value| *value == values[0]), "{line}");
    // in another folder too
    repo.git(&["mv", "land/accounts/saltmarsh-health", "land/accounts/saltmarsh"]);
    repo.edit("land/accounts/saltmarsh/plan.md", &[("account: saltmarsh-health", "account: saltmarsh")]);
    for table in ["accounts", "revenue", "quota", "wallet"] {
        let path = format!("land/data/{table}.csv");
        repo.room.write(&path, repo.room.read(&path).replace("saltmarsh-health", "saltmarsh"));
    }
    let ran = run(&["gate", "--base", "HEAD~1"]).ends(0);
    assert_eq!(ran.err.matches("; both in FY2027-Q2").count(), 7, "{}", ran.err);
    // a person of whom nobody has heard since is no new period
    repo.edit("land/accounts/saltmarsh/plan.md", &[("last_met: 2026-", "last_met: 2025-"), ("last_met: 2026-", "last_met: 2025-")]);
    let ran = run(&["gate", "--base", "HEAD~1"]).ends(1);
    assert!(ran.out.contains("readiness of Saltmarsh Health fell by ") && ran.out.contains(": 1 fell, 6 held"), "{}", ran.out);
}

#[test]
fn a_review_that_took_place_costs_nothing_and_one_that_is_called_off_does() {
    const REVIEW: &str = "accounts/northwind-health/reviews/2026-12-16.md";
    let on = |day: &str, repo: &Repo| {
        let mut command = crate::common::command();
        command.current_dir(repo.path()).args(["gate", "--base", "base", "--as-of", day]);
        crate::common::finish(command)
    };
    // on its day no less than on the next, when nobody could plan it any more
    for day in ["2026-12-16", "2026-12-17"] {
        let repo = repo();
        repo.edit(REVIEW, &[("status: planned", "status: held")]);
        let ran = on(day, &repo).ends(0);
        assert!(ran.out.contains(": 1 held"), "{}", ran.out);
        // what fell beside it falls
        without(&repo, "benchmarks");
        on(day, &repo).ends(1);
    }
    // before its day nothing took place
    let early = repo();
    early.edit(REVIEW, &[("status: planned", "status: held")]);
    on("2026-12-15", &early).ends(1);
    // in another folder too
    let moved = repo();
    moved.git(&["mv", "accounts/northwind-health", "accounts/northwind"]);
    moved.edit("accounts/northwind/plan.md", &[("account: northwind-health", "account: northwind")]);
    moved.edit("accounts/northwind/reviews/2026-12-16.md", &[("status: planned", "status: held")]);
    on("2026-12-16", &moved).ends(0);
    // whoever calls it off is told what is wanted
    let off = repo();
    off.git(&["rm", "-q", REVIEW]);
    let ran = on("2026-12-16", &off).ends(1);
    let wanted = "gates that are not met: Purpose (Plan the next account-plan review under `reviews/2026-12-16.md`, with its purpose)";
    assert!(ran.out.contains(wanted), "{}", ran.out);
}
