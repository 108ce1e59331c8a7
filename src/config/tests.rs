//! Territory files as tables: a text, its findings, and what is in force nevertheless.

use crate::config::read::{TerritoryFiles, read};
use crate::config::references::{Known, Weighed};
use crate::config::settings::Settings;
use crate::diag::code::Level;
use crate::model::account::{Band, Cadence, Tier};
use crate::schema::sample::{path, tree};

const KNOWN: Known<'static> = Known {
    rules: &["single-threaded", "stale-review", "yaml-syntax"],
    former: &[("forgotten-review", "stale-review")],
    codes: &["QD411", "QD701", "QD006"],
    fixed: &["yaml-syntax"],
    weighed: &[],
    scores: &["health", "completeness"],
    blocks: &["people", "since-review"],
};
const PEOPLE: &str = "[{id: maya-chen, name: Maya, function: sales, manager: tomas-rivera}, {id: tomas-rivera, name: Tomas}]";

/// Reads one file beside the standard people, and compares `pointer message` of its findings.
fn check(name: &str, text: &str, expected: &[&str]) -> Settings {
    let (people, parsed) = (tree(PEOPLE), tree(text));
    let mut files = TerritoryFiles { people: Some((path("people.yaml"), &people)), ..TerritoryFiles::default() };
    let entry = Some((path(name), &parsed));
    match name {
        "quarterdeck.yaml" => files.territory = entry,
        "people.yaml" => files.people = entry,
        "icp.yaml" => files.icp = entry,
        "cycle.yaml" => files.cycle = entry,
        _ => files.questions = entry,
    }
    let (settings, findings) = read(&files, &KNOWN);
    let found: Vec<String> = findings.iter().map(|f| format!("{} {} {} | {}", f.code.name, f.pointer, f.message, f.help.as_deref().unwrap_or(""))).collect();
    assert_eq!(found.len(), expected.len(), "{text}\n{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with("config-error ") && found.contains(expected), "{text}\n found {found}\n expected {expected}");
    }
    settings
}

fn territory(more: &str, expected: &[&str]) -> Settings {
    check("quarterdeck.yaml", &format!("{{schema: quarterdeck-territory/1, name: Northeast, currency: USD, fiscal_year_start: 10, {more}}}"), expected)
}

#[test]
fn defaults_are_those_of_the_format() {
    let settings = territory("", &[]);
    assert_eq!((settings.name.as_str(), settings.site.title.as_str(), settings.calendar.start_month), ("Northeast", "Northeast", 10));
    let policy = &settings.policy;
    assert_eq!((policy.qualification_pass, policy.review_minutes, policy.objectives_max, policy.data_stale_days), (4, 90, 5, 45));
    assert_eq!(
        (policy.share_limit.to_string(), policy.goal_coverage.to_string(), policy.gate_floors[&Tier::B].to_string()),
        ("0.70".into(), "2.50".into(), "60.00".into())
    );
    assert!(policy.min_growth_value.is_none());
    assert_eq!((settings.cadence(Tier::A), settings.cadence(Tier::C)), (Cadence::Quarterly, Cadence::Annual));
    assert_eq!((settings.icp.criteria.len(), settings.icp.is_default, policy.sections.len()), (13, true, 6));
    assert_eq!(settings.icp.band(40.into()), Band::Moderate);
}

#[test]
fn territories() {
    check("quarterdeck.yaml", "", &["/currency `currency` is missing", "/fiscal_year_start", "/name", "/schema"]);
    let settings = territory("policy: {goal_coverage: 3, review: {minutes: ninety, ready_at: 60}}", &["/policy/review/minutes `ninety` is text"]);
    assert_eq!((settings.policy.review_minutes, settings.policy.ready_at, settings.policy.goal_coverage.to_string()), (90, 60.into(), "3".into()));
    territory("polcy: {}", &["/polcy unknown key `polcy` | did you mean `policy`?"]);
    territory("wibble: null", &["/wibble unknown key `wibble`"]);
    territory("policy: {reviews: null, review: {minute: ~}}", &["/policy/reviews", "/policy/review/minute unknown key `minute` | did you mean `minutes`?"]);
    territory("site: {title: null}, rules: {stale-review: null}, program: null", &[]);
    check("people.yaml", "[{id: maya-chen, name: Maya, boss: null}]", &["/0/boss unknown key `boss`"]);
    territory("policy: {near_term: {max_share: 70}}", &["/policy/near_term/max_share `70` is not between 0 and 1 | write 0.7"]);
    territory("policy: {objectives_max: 1.5}", &["not a whole number"]);
    territory("policy: {key_accounts: {min_share: 0.3, max_share: 0.2}}", &["/policy/key_accounts/min_share `min_share` is 0.3 and `max_share` is 0.2"]);
    // of one that is wrong by itself nothing follows
    territory("policy: {key_accounts: {min_share: 0.05, max_share: -1}}", &["/policy/key_accounts/max_share"]);
    territory("policy: {compliance: {warn_after_days: 14, escalate_after_days: 1.5}}", &["/policy/compliance/escalate_after_days"]);
    territory("program: {growth_target: -1}", &["/program/growth_target `-1` is less than 0"]);
    territory("base_url: plans.example.com", &["/base_url `plans.example.com` is not a web address | begin it with https://"]);
    territory("base_url: https://x.example/a b/", &["/base_url `https://x.example/a b/` is not a web address | write it as a browser shows it"]);
    territory("base_url: \"javascript:alert(1)\"", &["/base_url"]);
    assert_eq!(territory("base_url: \"https://plans.example.com/ne/\"", &[]).base_url.as_deref(), Some("https://plans.example.com/ne/"));
    assert!(territory("base_url: \"https://x/?q=1\"", &["/base_url `base_url` has a `?`"]).base_url.is_none());
    territory("base_url: \"https://x#a\"", &["/base_url `base_url` has a `#`, and no page's address can stand behind one | write https://x"]);
    assert!(
        territory("site: {edit_url: \"https://x/{pth}\"}", &["/site/edit_url `edit_url` has no place `{pth}` | did you mean `{path}`?"])
            .site
            .edit_url
            .is_none()
    );
    territory("site: {edit_url: \"https://x/{path}#L{line}\"}", &[]);
    territory(
        "policy: {qualification: {share_limit: 1.01}}",
        &["/policy/qualification/share_limit `1.01` is not between 0 and 1 | write a number between 0 and 1"],
    );
    territory("site: {rooted_404: true}", &["/site/rooted_404 `rooted_404` has no `base_url` to begin at | add `base_url`"]);
    territory("site: {rooted_404: false}", &[]);
    assert!(territory("site: {rooted_404: true}\nbase_url: https://h.example/ne", &[]).site.rooted_404);
    territory("site: {accent: red}", &["/site/accent `red` is not a colour"]);
    let settings = territory(
        "rules: {single-threaded: off, single-thredded: warn, stale-review: loud}",
        &["/rules/single-thredded there is no rule `single-thredded` | did you mean `single-threaded`?", "/rules/stale-review `loud` is not a"],
    );
    assert_eq!(settings.rule_levels.into_iter().collect::<Vec<_>>(), [("single-threaded".to_owned(), Level::Off)]);
    territory("rules: {forgotten-review: off}", &["/rules/forgotten-review there is no rule `forgotten-review` | did you mean `stale-review`?"]);
    let settings = territory("rules: {QD411: off, yaml-syntax: off}", &["/rules/yaml-syntax `yaml-syntax` cannot be switched off"]);
    assert_eq!(settings.rule_levels.into_iter().collect::<Vec<_>>(), [("single-threaded".to_owned(), Level::Off)]);
    let settings = territory("rules: {stale-review: error}, overrides: [{files: accounts/legacy-*/**, rules: {stale-review: off}}]", &[]);
    assert_eq!(settings.level_for("stale-review", "accounts/legacy-a/plan.md"), Some(Level::Off));
    assert_eq!(settings.level_for("stale-review", "accounts/a/plan.md"), Some(Level::Error));
    assert_eq!(settings.level_for("yaml-syntax", "accounts/a/plan.md"), None);
    let settings = territory(
        "scores: {health: {grow-share: {execution: 30}}, completeness: {actions: 20}, helth: {a: 1}}",
        &["/scores/helth there is no score `helth` | did you mean `health`?"],
    );
    assert_eq!(settings.score_weights.in_row("health", Some("grow-share"), "execution", 20.into()), 30.into());
    assert_eq!(settings.score_weights.in_row("health", Some("defend"), "execution", 15.into()), 15.into());
    assert_eq!(settings.score_weights.in_row("completeness", None, "actions", 15.into()), 20.into());
    territory("scores: {health: {grow-share: {execution: much}}}", &["/scores/health/grow-share/execution `much` is text"]);
    territory("brands: [{id: surgix}, {id: surgix}]", &["/brands/1/id brand `surgix` is defined twice"]);
    let settings = territory("brands: [{id: surgix, name: Surgix}, {name: Nameless}]", &["/brands/1/id `id` is missing in brand 2"]);
    assert_eq!(settings.brands.len(), 1);
    territory(
        "program: {sponsors: {sales: maya-chan}}",
        &["/program/sponsors/sales the sponsor `maya-chan` is not a person in people.yaml | did you mean `maya-chen`?"],
    );
    territory(
        "audiences: {partners: {sees: [all], shows: [basic, planz]}}",
        &["/audiences this version", "/audiences/partners/shows/1 `planz` is not a class of fields | did you mean `plan`?"],
    );
    check(
        "quarterdeck.yaml",
        "{schema: quarterdeck-territory/1, name: \"\", currency: USD, fiscal_year_start: 10, site: {logo: \"\"}}",
        &["/name `name` is empty | write a value: the key is required", "/site/logo `logo` is empty | write a value, or take the key out"],
    );
    check(
        "quarterdeck.yaml",
        "{schema: quarterdeck-territory/1, name: X, currency: US, fiscal_year_start: 13}",
        &["/currency", "/fiscal_year_start `13` is not between 1 and 12"],
    );
}

#[test]
fn people() {
    let settings = check(
        "people.yaml",
        "[{id: maya-chen, name: Maya, function: salez}, {id: Bad Id, name: X}, {id: maya-chen, name: Other}]",
        &["/0/function `salez` is not a function | did you mean `sales`?", "/1/id `Bad Id` is not an id", "/2/id person `maya-chen` is defined twice"],
    );
    assert_eq!(settings.people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Maya"]);
    check("people.yaml", "[{id: a, name: A, manager: b}]", &["/0/manager the manager `b` is not a person"]);
    check("people.yaml", "[{id: a, name: A, manager: a}]", &["their own manager"]);
    check(
        "people.yaml",
        "[{id: a, name: A, emails: [joan, a@b.example]}, {id: b, name: B, emails: [A@b.example, A@b.example]}]",
        &[
            "/0/emails/0 `joan` is not an address",
            "/1/emails/0 `A@b.example` is the address of two people",
            "/1/emails/1 `A@b.example` is the address of two people",
        ],
    );
    // whoever is meant by another id than the one that is none is not said to be unknown
    let settings = check("people.yaml", "[{id: Joan_Merrick, name: Joan}, {id: b, name: B, manager: joan-merrick}]", &["/0/id `Joan_Merrick` is not an id"]);
    assert!(!settings.has_people);
    check("people.yaml", "{people: []}", &["people.yaml is a list, not a group of keys"]);
    check("people.yaml", "[{id: a, name: A, manager: b}, {id: b, name: B, manager: a}]", &["/0/manager `a` → `b` → `a`: these people manage each other"]);
    assert!(!check("people.yaml", "", &["people.yaml names nobody"]).has_people);
    // of a list that does not name everybody nobody is unknown
    assert!(check("people.yaml", "[{id: a, name: A}]", &[]).has_people);
    assert!(!check("people.yaml", "[{id: a, name: A}, {id: b}]", &["`name` is missing"]).has_people);
}

#[test]
fn matrices_calendars_and_questions() {
    let settings = check(
        "icp.yaml",
        "{version: 3, criteria: [{id: location, weight: 2}, {id: own_fleet, levels: [{value: 1}, {value: 0}]}, {id: location}], bands: {high: 30, moderate: 40}}",
        &["/criteria/2/id criterion `location` is defined twice", "/bands/moderate `moderate` is 40 and `high` is 30"],
    );
    assert_eq!((settings.icp.version.as_str(), settings.icp.criteria.len(), settings.icp.is_default), ("3", 2, false));
    assert_eq!(
        (settings.icp.criteria[0].label.as_str(), settings.icp.criteria[1].label.as_str(), settings.icp.criteria[1].max()),
        ("Location", "own fleet", 1)
    );
    assert_eq!(settings.icp.high.to_string(), "70");
    assert!(settings.lost.is_empty());
    check("icp.yaml", "{criteria: []}", &["/criteria `criteria` is empty"]);
    check("icp.yaml", "{criteria: [{id: location, weight: 0}, {id: terms, weight: 0.0}]}", &["/criteria every criterion has weight 0"]);
    check("icp.yaml", "{criteria: [{id: location, weight: 0}, {id: terms}]}", &[]);
    check("icp.yaml", "{bands: {high: -1, moderate: 40}}", &["/bands/high"]);
    // a version is a name: none of its figures is lost
    for version in ["1.10", "1.1", "007", "2026-11", "1e3"] {
        assert_eq!(check("icp.yaml", &format!("{{version: {version}}}"), &[]).icp.version, version);
    }
    assert!(check("icp.yaml", "{criteria: [{id: Opportunity Size}, {id: terms}]}", &["/criteria/0/id"]).lost.contains("icp"));
    assert!(territory("brands: [{id: Way Side}, {id: b}]", &["/brands/0/id"]).lost.contains("brands"));
    assert!(territory("brands: [{id: a, products: [{id: x}]}]", &[]).lost.is_empty());
    let settings = check(
        "cycle.yaml",
        "{period: FY2028, steps: [{id: team, on: 2027-04-01, owner: maya-chen}, {id: kickoff, on: 2027-03-01, owner: nobody}, {id: party, on: 2027-05-01}]}",
        &[
            "/steps/1/on step `kickoff` is on 2027-03-01, before the step above it (2027-04-01)",
            "/steps/1/owner the owner `nobody`",
            "/steps/2/id `party` is not",
        ],
    );
    assert_eq!(settings.cycle.unwrap().steps.len(), 2);
    check("cycle.yaml", "{period: 2028, steps: []}", &["/period `2028` is not a fiscal period | write FY2028"]);
    let settings = check(
        "questions.yaml",
        "[{id: q1, text: What changed?, category: acount, when: [health]}, {id: q2, text: Who?, category: help, when: [people, since-reveiw]}]",
        &[
            "/0/category `acount` is not a category | did you mean `account`?",
            "/1/when/1 `since-reveiw` is neither a score nor a readiness block | did you mean `since-review`?",
        ],
    );
    assert_eq!(settings.questions.unwrap().len(), 1);
}

#[test]
fn every_property_has_a_class() {
    for (name, document) in super::schemas::documents() {
        let text = document.to_string();
        let count = |word: &str| text.matches(word).count();
        let properties = |value: &serde_json::Value| value.get("properties").and_then(|p| p.as_object()).map_or(0, |p| p.len());
        let total = properties(&document) + document.get("$defs").and_then(|d| d.as_object()).map_or(0, |defs| defs.values().map(properties).sum());
        assert_eq!(count("\"x-audience\""), total, "{name}");
    }
}

#[test]
fn very_many_mistakes_are_soon_told() {
    let many: String = (0..26_000).map(|i| format!("{{id: person-number-{i}, name: N{i}, manager: persom-number-{i}}}, ")).collect();
    let start = std::time::Instant::now();
    let parsed = tree(&format!("[{many}]"));
    let files = TerritoryFiles { people: Some((path("people.yaml"), &parsed)), ..TerritoryFiles::default() };
    let (settings, findings) = read(&files, &KNOWN);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    assert_eq!((settings.people.len(), settings.has_people, findings.len()), (26_000, true, 1_001));
    assert_eq!(findings[0].help.as_deref(), Some("did you mean `person-number-0`?"));
    assert_eq!(&*findings[1_000].message, "25000 more mistakes in this file are not listed");
    // one circle of them all is named by its first ones
    let circle: String = (0..26_000).map(|i| format!("{{id: p{i}, name: N, manager: p{}}}, ", (i + 1) % 26_000)).collect();
    let people = tree(&format!("[{circle}]"));
    let (_, findings) = read(&TerritoryFiles { people: Some((path("people.yaml"), &people)), ..TerritoryFiles::default() }, &KNOWN);
    let said: Vec<&str> = findings.iter().map(|it| &*it.message).collect();
    assert_eq!(said, ["`p0` → `p1` → `p2` → `p3` → `p4` → `p5` → `p6` → `p7` → 25992 more → `p0`: these people manage each other"]);
}

#[test]
fn what_is_not_listed_is_not_believed_either() {
    let rules: String = (0..1_200).map(|i| format!("no-rule-{i}: warn, ")).collect();
    let text = format!("{{schema: quarterdeck-territory/1, name: N, currency: USD, fiscal_year_start: 10, rules: {{{rules}}}, site: {{locale: xx-XX}}}}");
    let parsed = tree(&text);
    let (settings, findings) = read(&TerritoryFiles { territory: Some((path("quarterdeck.yaml"), &parsed)), ..TerritoryFiles::default() }, &KNOWN);
    assert_eq!(findings.len(), 1_001);
    assert_eq!(&*findings[1_000].message, "201 more mistakes in this file are not listed");
    assert!(settings.doubts("rules") && settings.doubts("site"));
    assert!(!settings.doubts("currency"));
}

#[test]
fn some_part_of_a_score_has_weight() {
    let weighed = [Weighed { score: "health", rows: vec!["defend", "retain"], parts: vec!["execution", "freshness"] }];
    let check = |scores: &str, expected: &[&str]| {
        let parsed = tree(&format!("{{schema: quarterdeck-territory/1, name: N, currency: USD, fiscal_year_start: 10, scores: {{health: {scores}}}}}"));
        let files = TerritoryFiles { territory: Some((path("quarterdeck.yaml"), &parsed)), ..TerritoryFiles::default() };
        let found: Vec<String> = read(&files, &Known { weighed: &weighed, ..KNOWN }).1.iter().map(|it| format!("{} {}", it.pointer, it.message)).collect();
        assert_eq!(found, expected, "{scores}");
    };
    check("{execution: 0}", &[]);
    check("{execution: 0, freshness: 1}", &[]);
    check(
        "{defend: {execution: 0}, freshness: 0}",
        &["/scores/health/defend every part of the score `health` has weight 0 in the row `defend`, so nothing is left to work it out of"],
    );
    check(
        "{defend: {execution: 0, freshness: 0.0}, retain: {execution: 0}}",
        &["/scores/health/defend every part of the score `health` has weight 0 in the row `defend`, so nothing is left to work it out of"],
    );
    // once for all rows
    check(
        "{execution: 0, freshness: 0, retain: {execution: 0}}",
        &["/scores/health every part of the score `health` has weight 0, so nothing is left to work it out of"],
    );
}

#[test]
fn audiences_that_nobody_reads_yet_are_told() {
    territory("audiences: {board: {sees: [all]}}", &["/audiences this version publishes for the team alone, so `audiences` changes nothing yet"]);
    territory("audiences: {}", &[]);
}
