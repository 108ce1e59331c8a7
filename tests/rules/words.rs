//! QD500: stand-ins in fields and under headings.

use crate::{SUPPORTERS, check, messages, one};

#[test]
fn stand_ins_in_fields() {
    one("title: TODO\n", "placeholder", "TODO");
    one("competition: [{name: Halden Medical, weakness: \"[…]\"}]\n", "placeholder", "weakness");
    one("swot: {strengths: [TBD]}\n", "placeholder", "TBD");
    check("custom: {note: TBD}\n", &[]);
    check("title: TODO\nstatus: draft\n", &["placeholder@4 (warn)"]);
    // what has a finding already is left alone
    check("stance: TBD\n", &["enum-value@"]);
    check("period: TBD\n", &["value-format@"]);
    check("nonsense: {a: TBD}\n", &["unknown-key@"]);
    assert_eq!(
        messages("title: xxx\n"),
        ["`xxx` is a placeholder, so `title` counts as empty | write what you know; a field that is not required may be left out"]
    );
}

#[test]
fn stand_ins_under_headings() {
    let body = |strategy: &str| {
        format!(
            "---\n# Northwind\n\n## Situation\n\nThree campuses.\n\n## Customer goals and needs\n\nFewer stock-outs.\n\n## Strategy\n\n{strategy}\n\n## Relationship plan\n\nRuth first.\n\n\
             ## Growth plan\n\nSurgical first.\n\n## Risks\n\nTwo suppliers.\n"
        )
    };
    one(&body("TBD"), "placeholder", "TBD");
    one(&body("{{strategy}}"), "placeholder", "{{strategy}}");
    check(&body("TBD with Ruth Adeyemi in March."), &[]);
    check(
        "=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\npurpose: [strategy]\n\
           minutes: 90\nattendees: [maya-chen, tomas-rivera]\nhelp: [TODO]\n---\n\nTODO\n",
        &["placeholder@2026-12-16.md:9", "placeholder@2026-12-16.md:12"],
    );
}

#[test]
fn values_that_were_written_for_people() {
    let said = |example: &str, expected: &str| assert_eq!(messages(example), [expected]);
    let person = |evidence: &str| {
        format!("people:\n{SUPPORTERS}  - {{id: p, name: P, title: T, buying_role: user, influence: 2, disposition: neutral, evidence: {evidence}}}\n")
    };
    said(
        &person("[check with Elise]"),
        "`evidence` is text, not a list | brackets make a list: write the text without them, or in quotes where a `[…]` is to stand until somebody knows",
    );
    let action = |hours: &str| {
        format!(
            "actions:\n  - {{id: x, objective: standardise-surgical, text: Agree the pilot terms with Ruth Adeyemi, kind: relationship, owner: maya-chen, due: 2026-12-09, status: doing, hours: {hours}}}\n  \
             - {{id: y, objective: win-clinical-engineering, text: Meet Sofia Lind about the scanner trial, owner: maya-chen, due: 2027-03-19, status: planned}}\n"
        )
    };
    said(&action("60h"), "`60h` is not a number: write a plain number | write 60");
    said(&action("1.5 hours"), "`1.5 hours` is not a number: write a plain number | write 1.5");
    said(&action("45m"), "`45m` is not a number: write a plain number | write 0.75");
    said(&action("30min"), "`30min` is not a number: write a plain number | write 0.5");
    for vague in ["a day of 8", "2 days", "50min"] {
        said(&action(vague), &format!("`{vague}` is not a number: write a plain number | write the hours with digits alone, for example 60 or 1.5"));
    }
    let minutes = |minutes: &str| {
        format!(
            "=== accounts/northwind-health/reviews/2026-12-16.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\npurpose: [strategy]\n\
             minutes: {minutes}\nattendees: [maya-chen, tomas-rivera]\n---\n"
        )
    };
    said(&minutes("2h"), "`2h` is not a whole number: write a plain number | write 120");
    said(&minutes("1.5h"), "`1.5h` is not a whole number: write a plain number | write 90");
    said(&minutes("two of 5"), "`two of 5` is not a whole number: write a plain number | write the minutes with digits alone, for example 90");
    said(
        "swot:\n  strengths:\n    – Four hospital groups since 2021\n    – Consignment in 48 hours\n",
        "`–` stands before this item of a list, where YAML wants `-` | write a hyphen and a space, `- `, before each item",
    );
    let name = |line: &str| format!("=== quarterdeck.yaml\n{}", quarterdeck::rules::example::TERRITORY.replace("name: Northeast Healthcare", line));
    said(&name("name:"), "`name` is empty | write a value behind `name:`");
    let locale = name("name: North\nsite: {locale: en}");
    assert!(messages(&locale)[0].contains("near ones are `en-"), "{:?}", messages(&locale));
    // the language tells near from far, not the letters
    for (written, expected) in [("ar-EG", "near ones are `ar"), ("hi-IN", "there is none of that language; the locales are"), ("fr-BE", "near ones are `fr-")] {
        let locale = name(&format!("name: North\nsite: {{locale: {written}}}"));
        assert!(messages(&locale)[0].contains(expected), "{written}: {:?}", messages(&locale));
    }
}

#[test]
fn what_nobody_sees_is_told_alone() {
    let said = |line: &str, expected: &[&str]| {
        let found = messages(&format!("{line}\n"));
        assert!(found.len() == expected.len() && found.iter().zip(expected).all(|(found, part)| found.contains(part)), "{line:?}: {found:?}");
    };
    for (line, place) in [
        ("stance: grow\u{200b}", "a zero-width character (U+200B) in `stance`"),
        ("owner: \u{ad}maya-chen", "a soft hyphen (U+00AD) in `owner`"),
        ("~stance\nstan\u{200b}ce: grow", "a zero-width character (U+200B) in this key"),
        ("growth_target: 900000\u{a0}", "a no-break space (U+00A0) in `growth_target`"),
        ("tier: A\u{202f}", "a no-break space (U+202F) in `tier`"),
    ] {
        said(line, &[&format!("there is {place}")]);
    }
    // and what is wrong without it too is told
    said("stance: grwo\u{a0}", &["`grwo` is not a stance", "a no-break space (U+00A0)"]);
}

#[test]
fn headings_that_are_none_to_markdown() {
    assert_eq!(
        messages("---\n~## Strategy\n## Situation\n\nThree campuses.\n\n##Strategy\n\nOne theatre first.\n"),
        ["`##Strategy` is no heading: a blank is missing behind the signs | write `## Strategy`"]
    );
    assert_eq!(
        messages("---\n~## Growth plan\n## Growth\u{a0}plan\n\nSurgical first.\n"),
        ["there is a no-break space (U+00A0) in the heading `Growth plan`, so that it is another one | write `Growth plan` with a plain blank"]
    );
}

#[test]
fn a_heading_with_something_hidden_is_told_once() {
    check("---\n~## Strategy\n## Stra\u{200b}tegy\n\nOne theatre first.\n", &["hidden-characters@219 (warn)"]);
}

#[test]
fn sections_are_headings_of_the_second_level() {
    for (written, level) in [("# Strategy", 1), ("### Strategy", 3)] {
        let text = format!(
            "---\n~## Strategy\n## Growth plan\n\nSurgical first, Diagnostics from April 2027.\n\n{written}\n\nOne theatre first, measured for twelve weeks.\n"
        );
        let found = messages(&text);
        assert_eq!(found, [format!("the heading `Strategy` is of level {level}, and sections are of level 2 | write `## Strategy`")]);
    }
}
