//! QD500: stand-ins in fields and under headings.

use crate::{check, messages, one};

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
