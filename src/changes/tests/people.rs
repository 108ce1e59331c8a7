//! The sentences about the customer's people.

use super::{check, item};

#[track_caller]
fn person(old: &str, new: &str, expected: &[&str]) {
    item("people", "name: Karl Brandt", old, new, expected);
}

#[test]
fn people_come_leave_and_change_sides() {
    let gone = |facts: &str, expected: &str| check(&format!("people: [{{id: x, name: Karl Brandt, {facts}}}]"), "people: []", &[expected]);
    gone("disposition: champion, kdm: true", "champion Karl Brandt left");
    gone("disposition: opponent", "opponent Karl Brandt left");
    gone("disposition: neutral, kdm: true", "key decision maker Karl Brandt left");
    gone("disposition: unknown, kdm: true", "key decision maker Karl Brandt left");
    gone("disposition: neutral", "Karl Brandt left");
    let came = |facts: &str, expected: &str| check("people: []", &format!("people: [{{id: x, name: Karl Brandt, {facts}}}]"), &[expected]);
    came("buying_role: economic, disposition: neutral", "Karl Brandt is new: economic buyer, neutral");
    came("buying_role: procurement, disposition: unknown", "Karl Brandt is new: procurement, disposition unknown");
    person("disposition: supporter", "disposition: champion", &["Karl Brandt: supporter → champion"]);
    person("in_power: unknown", "in_power: yes", &["Karl Brandt is in power now"]);
    person("in_power: yes", "in_power: no", &["Karl Brandt is no longer in power"]);
    person("in_power: unknown", "in_power: no", &["Karl Brandt is not in power"]);
    person("in_power: yes", "in_power: unknown", &["Karl Brandt: in power yes → unknown"]);
    person("kdm: false", "kdm: true", &["Karl Brandt is a key decision maker now"]);
    person("kdm: true", "kdm: false", &["Karl Brandt is no longer a key decision maker"]);
    person("", "kdm: false", &[]);
}

#[test]
fn people_are_met_and_known_better() {
    person("last_met: 2026-10-01", "last_met: 2026-11-03", &["met Karl Brandt on 3 November"]);
    person("last_met: 2026-11-03", "last_met: 2026-11-02", &["last met Karl Brandt on 2 November, 3 November before"]);
    person("last_met: 2026-11-03", "", &["Karl Brandt: last meeting removed"]);
    person("", "next_meeting: {on: 2026-12-04, about: Terms}", &["next meeting with Karl Brandt on 4 December"]);
    person("next_meeting: {on: 2026-12-01}", "next_meeting: {on: 2026-12-04}", &["next meeting with Karl Brandt on 4 December"]);
    person("next_meeting: {on: 2026-12-04}", "", &["no next meeting with Karl Brandt any more"]);
    person("next_meeting: {on: 2026-12-04, about: A}", "next_meeting: {on: 2026-12-04, about: B}", &["next meeting with Karl Brandt is about something else"]);
    person("next_meeting: {on: 2026-12-04, x: A}", "next_meeting: {on: 2026-12-04, x: B}", &["next meeting with Karl Brandt changed"]);
    person("influence: 3", "influence: 5", &["Karl Brandt: influence 3 → 5"]);
    person("equity: 3", "equity: 2", &["Karl Brandt: relationship equity 3 → 2"]);
    person("title: COO", "title: CEO", &["Karl Brandt: title COO → CEO"]);
    person("unit: Surgical", "", &["Karl Brandt: unit removed, Surgical before"]);
    person("", "unit: Surgical", &["Karl Brandt: unit Surgical, none before"]);
    person("buying_role: user", "buying_role: coach", &["Karl Brandt: buying role user → coach"]);
    person("target_disposition: champion", "target_disposition: supporter", &["Karl Brandt: target champion → supporter"]);
    person("our_owner: ana", "our_owner: ben", &["Karl Brandt: our owner Ana Ruiz → Ben Ode"]);
    person("reports_to: x", "", &["Karl Brandt reports to nobody now"]);
    person("", "reports_to: ruth", &["Karl Brandt reports to ruth now"]);
    person("influences: [ruth]", "influences: [ida]", &["Karl Brandt influences ida now", "Karl Brandt no longer influences ruth"]);
    person("influences: [ruth, ida]", "influences: [ida, ruth]", &["Karl Brandt: influences changed"]);
    person("verified_on: 2026-10-01", "verified_on: 2026-11-03", &["power of Karl Brandt verified on 3 November"]);
    person("verified_on: 2026-10-01", "", &["power of Karl Brandt no longer verified"]);
    person("", "access_barrier: A new assistant", &["access barrier to Karl Brandt is new: *A new assistant*"]);
    person("access_barrier: A new assistant", "", &["access barrier to Karl Brandt is gone"]);
    person("access_barrier: A", "access_barrier: B", &["access barrier to Karl Brandt reworded"]);
    person("evidence: A", "evidence: B", &["Karl Brandt: evidence reworded"]);
    person("", "evidence: B", &["Karl Brandt: evidence added"]);
    person("first_seen: 2025-03-01", "first_seen: 2025-03-02", &["Karl Brandt: first seen 1 March 2025 → 2 March 2025"]);
    check("people: [{id: x, name: Karl Brandt}]", "people: [{id: x, name: Karl Brandt-Roth}]", &["Karl Brandt is called Karl Brandt-Roth now"]);
    person("shoe_size: 7", "shoe_size: 8", &["Karl Brandt: shoe size changed"]);
}
