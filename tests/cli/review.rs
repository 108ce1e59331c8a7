//! `review`.

use crate::common::{Ran, Room, dated, example_territory};

/// The minutes of the agenda's lines.
fn minutes(out: &str) -> Vec<u32> {
    out.lines().filter_map(|line| line.split_once(" min ").or_else(|| line.split_once(" min"))?.0.split_whitespace().last()?.parse().ok()).collect()
}

fn section<'a>(out: &'a str, head: &str) -> Vec<&'a str> {
    let lines = out.lines().skip_while(|line| !line.starts_with(head)).skip(1);
    lines.take_while(|line| line.starts_with(' ')).collect()
}

fn pack(ran: &Ran) {
    let agenda = ran.out.split("\nAgenda of ").nth(1).unwrap();
    let length: u32 = agenda.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(minutes(&section(&ran.out, "Agenda of").join("\n")).iter().sum::<u32>(), length, "{}", ran.out);
    let questions = section(&ran.out, "Questions to send").len();
    assert!((8..=14).contains(&questions), "{}", ran.out);
    for head in ["Gates: ", "As, Bs and the money", "Revenue", "People: ", "Strategic issues", "Asks"] {
        assert!(ran.out.lines().any(|line| line.starts_with(head)), "{head}: {}", ran.out);
    }
}

#[test]
fn the_pack_of_every_plan_adds_up() {
    for folder in std::fs::read_dir(example_territory().join("accounts")).unwrap() {
        let slug = folder.unwrap().file_name().into_string().unwrap();
        pack(&dated(&example_territory(), ["review", &slug]).ends(0));
    }
}

#[test]
fn what_a_director_needs_is_there() {
    let ran = dated(&example_territory(), ["review", "kestrel-ridge-medical-center"]).ends(0);
    for words in [
        "ready-with-gaps, silver",
        "Review on 2026-12-03 (Thu 3 Dec), in 11 days, 120 minutes",
        "strategy, execution, problem",
        "Gwen Ashworth (manager)",
        "not sent, due 2026-11-28",
        "5 yes, 1 no, 0 unknown",
        "tier A, computed A",
        "94% of quota pace",
        "open, 23 days overdue",
        "Who speaks to Imani Brooks before Christmas?",
        "reviews/2026-12-03.md:1",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    assert_eq!(minutes(&section(&ran.out, "Agenda of").join("\n")).first(), Some(&5));
    let by_path = dated(&example_territory().join("accounts"), ["review", "kestrel-ridge-medical-center/"]).ends(0);
    assert_eq!(by_path.out, ran.out);
}

#[test]
fn without_a_review_it_says_what_to_write() {
    let room = Room::new();
    let land = room.example("land");
    let ran = dated(&land, ["review", "dunmore-general"]).ends(0);
    pack(&ran);
    let proposed = section(&ran.out, "No review is planned");
    let path = proposed[0].trim().strip_prefix("write ").unwrap().trim_end_matches(':').to_owned();
    let text: String = proposed[1..].iter().map(|line| format!("{}\n", line.trim())).collect();
    room.write(&format!("land/{path}"), &text);
    let report = dated(&land, ["check", "--format", "json", "accounts/dunmore-general"]).json();
    assert_eq!(report["counts"]["error"], 0, "{report}");
    let ran = dated(&land, ["review", "dunmore-general"]).ends(0);
    assert!(ran.out.contains("Review on 2026-12") && !ran.out.contains("No review is planned"), "{}", ran.out);
}

#[test]
fn a_date_names_one_of_several_reviews() {
    let room = Room::new();
    let land = room.example("land");
    let review = room.read("land/accounts/kestrel-ridge-medical-center/reviews/2026-12-03.md");
    let later = review.replace("date: 2026-12-03", "date: 2027-03-04").replace("minutes: 120", "minutes: 18");
    room.write("land/accounts/kestrel-ridge-medical-center/reviews/2027-03-04.md", &later);
    let account = "kestrel-ridge-medical-center";
    let ran = dated(&land, ["review", account, "--date", "2027-03-04"]).ends(0);
    pack(&ran);
    assert!(ran.out.contains("Review on 2027-03-04") && ran.out.contains("Agenda of 18 minutes") && ran.out.contains("too short for: "), "{}", ran.out);
    assert!(ran.out.contains("18 of the 90 that a tier A account gets"), "{}", ran.out);
    assert!(dated(&land, ["review", account]).ends(0).out.contains("Review on 2026-12-03"));
    for (date, words) in [("2027-01-01", "planned: 2026-12-03, 2027-03-04"), ("3.12.2026", "is not a date")] {
        let ran = dated(&land, ["review", account, "--date", date]).ends(2);
        assert!(ran.err.contains(words) && ran.out.is_empty(), "{}", ran.err);
    }
}

#[test]
fn what_cannot_be_reviewed_is_exit_2() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/accounts/old-mill-clinics/plan.md", "broken\n");
    for (account, words) in [("dunmore-generl", "did you mean `dunmore-general`?"), ("old-mill-clinics", "cannot be read")] {
        let ran = dated(&land, ["review", account]).ends(2);
        assert!(ran.err.contains(words) && ran.out.is_empty(), "{}", ran.err);
    }
}

#[test]
fn the_built_in_bank_is_asked_where_the_territory_has_none() {
    let room = Room::new();
    let land = room.example("land");
    std::fs::remove_file(land.join("questions.yaml")).unwrap();
    let ran = dated(&land, ["review", "saltmarsh-health"]).ends(0);
    pack(&ran);
    let questions = section(&ran.out, "Questions to send");
    assert!(questions.iter().filter(|line| line.contains(';')).count() >= 4, "{questions:#?}");
    room.write("land/questions.yaml", "- {id: only, text: Why?, category: help, when: [speling]}\n");
    let report = dated(&land, ["check", "--format", "json"]).ends(1).json();
    let finding = &report["findings"].as_array().unwrap().iter().find(|finding| finding["path"] == "questions.yaml").unwrap();
    assert!(finding["message"].as_str().unwrap().contains("neither a score nor a readiness block"), "{finding}");
}

#[test]
fn an_account_is_found_by_how_people_begin_its_name() {
    let check = |typed: &str, says: &str| {
        let ran = dated(&example_territory(), ["review", typed]).ends(2);
        assert!(ran.err.contains(says), "{typed}: {}", ran.err);
    };
    check("kestrel", "there is no plan for `kestrel`; did you mean `kestrel-ridge-medical-center`?");
    check("Saltmarsh", "did you mean `saltmarsh-health`?");
    check("saltmarsh-helth", "did you mean `saltmarsh-health`?");
    // two begin so
    check("st", "`quarterdeck score` lists them all");
    check("nobody-here", "`quarterdeck score` lists them all");
}

#[test]
fn the_path_names_a_level_where_one_is_lifted_and_says_how_many_steps_follow() {
    let path = |command: &[&str]| {
        let said = dated(&example_territory(), command.iter().chain(&["kestrel-ridge-medical-center", "--no-history"])).ends(0).out;
        let lines: Vec<String> =
            said.lines().skip_while(|line| *line != "Path to ready").skip(1).take_while(|line| !line.is_empty()).map(str::to_owned).collect();
        lines
    };
    for command in [&["review"][..], &["score", "--explain"]] {
        let lines = path(command);
        // the plan is silver, and the five heaviest steps leave it there
        assert_eq!(lines.len(), 6, "{lines:#?}");
        assert!(lines.iter().all(|line| !line.contains(", then ")), "{lines:#?}");
        assert_eq!(lines[5], "  and 1 more");
    }
}
