//! What a plan may not say, as a table: a patch of the standard plan, and the findings that it must have.

use crate::base::span::ByteSpan;
use crate::diag::code::Code;
use crate::schema::check::{check as run, meant_key};
use crate::schema::compose::{EffectiveSchema, plan as plan_schema, review as review_schema};
use crate::schema::sample::{path, plan, tree};

/// `rule pointer «text under the span» message | help`, one line a finding.
fn report(text: &str, schema: &EffectiveSchema) -> Vec<String> {
    let tree = tree(text);
    let findings = run(&path("accounts/northwind-health/plan.md"), &tree, schema, Some("northwind-health"));
    findings
        .iter()
        .map(|f| {
            format!(
                "{} {} «{}» {} | {}",
                f.code.name,
                f.pointer,
                f.span.slice(text),
                f.message,
                [f.help.clone(), Some(f.notes.join("; ").into())].into_iter().flatten().collect::<Vec<_>>().join(" | ")
            )
        })
        .collect()
}

fn check(schema: &EffectiveSchema, patch: &str, expected: &[&str]) {
    let found = report(&plan(patch), schema);
    assert_eq!(found.len(), expected.len(), "{patch}\n{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        for part in expected.split(" … ") {
            assert!(found.contains(part), "{patch}\n  found:    {found}\n  expected: {part}");
        }
    }
}

#[test]
fn plans() {
    let schema = plan_schema(None).counting_in(Some("USD"));
    let check = |patch: &str, expected: &[&str]| check(&schema, patch, expected);
    check("", &[]);
    // missing keys
    check("~tier", &["required-key /tier «» `tier` is missing | add `tier:` with one of A, B, C"]);
    check("~period\n~people", &["required-key /people", "required-key /period «» `period` is missing | add `period:` with a fiscal period"]);
    check(
        "actions: [{id: a, objective: o, text: T, owner: m, status: doing}]",
        &["required-key /actions/0/due «id» `due` is missing in action `a` | add `due:` with a date"],
    );
    check(
        "benchmarks: [{id: s, text: T, unit: x, direction: up, baseline: {}, target: {value: 1, by: 2027-01-01}}]",
        &["required-key /benchmarks/0/baseline/on «baseline» `on` is missing in `baseline`", "/benchmarks/0/baseline/value"],
    );
    check("team: [{person: x}, {}]", &["/team/0/function «person»", "/team/1/function", "/team/1/person … in team member 2"]);
    check("actions: [{id: a, objective: o, text: T, owner: m, due: 2026-12-09, status: done}]", &["required-key /actions/0/done_on «id» … a date"]);
    check("actions: [{id: a, objective: o, text: T, owner: m, due: 2026-12-09, status: done, done_on: null}]", &["empty-value /actions/0/done_on «null»"]);
    check(
        "people: [{id: r, name: R, title: T, buying_role: user, kdm: true, influence: 2, disposition: neutral}]",
        &["required-key /people/0/in_power … yes, no, unknown"],
    );
    check("opportunities: [{id: t, name: P, amount: 1, probability: 1, close_by: 2027-01-29, status: won}]", &["required-key /opportunities/0/closed_on"]);
    check("commitment: {}", &[]);
    check("objectives: []\nactions: []", &[]);
    // unknown keys
    check("~tier\ntire: A", &["unknown-key /tire «tire» unknown key `tire` | did you mean `tier`?"]);
    check("cadance: monthly", &["unknown-key /cadance «cadance» … did you mean `cadence`?"]);
    check("favourite_colour: blue", &["unknown-key /favourite_colour … fields of your own go under `custom` … known keys"]);
    check("motivations: [earnings]", &["unknown-key /motivations … did you mean `motivation`?"]);
    check("actions: [{id: a, objective: o, txt: T, owner: m, due: 2026-12-09, status: doing}]", &["unknown-key /actions/0/txt «txt» … did you mean `text`?"]);
    check("swot: {strength: [x]}", &["unknown-key /swot/strength … `strengths` … known keys: strengths, weaknesses"]);
    check("\"a/b\": 1", &["unknown-key /a~1b"]);
    // with nothing behind them too
    check("wibble: ~", &["unknown-key /wibble «wibble» unknown key `wibble`"]);
    check("~tier\ntyer: null", &["unknown-key /tyer … did you mean `tier`?"]);
    check("people: [{id: r, name: R, title: T, buying_role: user, influence: 2, disposition: neutral, inpower: null}]", &["unknown-key /people/0/inpower"]);
    check("qualification: {icp_match: {answer: yes, proof: null}, wibble: null}", &["/qualification/icp_match/proof", "/qualification/wibble"]);
    check("swot: {strength: null}", &["unknown-key /swot/strength … `strengths`"]);
    check("asks: {none: All set, why: null}", &["unknown-key /asks/why"]);
    check("custom: {anything: null, more: [{a: null}]}\nicp: {scores: {terms: null}}\nwaiver: null", &[]);
    // enumerations
    check(
        "stance: retian",
        &["enum-value /stance «retian» `retian` is not a stance | did you mean `retain`? | allowed: acquire, grow, reactivate, retain, retire"],
    );
    check("tier: D", &["enum-value /tier «D» `D` is not a tier | write `A`, `B` or `C`"]);
    check("tier: a", &["enum-value … did you mean `A`?"]);
    check("tier: 1", &["enum-value /tier «1» `1` is not a tier"]);
    check("status: Active", &["enum-value /status … `Active` is not a status … `active`"]);
    check("stance: [grow]", &["value-type /stance «[grow]» `stance` is text, not a list"]);
    check("motivation: [earning, winning]", &["enum-value /motivation/0 «earning» `earning` is not a motivation | did you mean `earnings`?"]);
    check("schema: quarterdeck/2", &["enum-value /schema … write `quarterdeck/1`"]);
    check("outcome: {value_added: n/a, lesson: L}", &["enum-value /outcome/value_added «n/a» `n/a` is not an answer | write `yes`, `no` or `unknown`"]);
    check("qualification: {icp_match: {answer: maybe}}", &["enum-value /qualification/icp_match/answer … `maybe` is not an answer"]);
    check("qualification: {icp_match: {answer: true}}", &["enum-value /qualification/icp_match/answer «true» `true` is not an answer | write `yes`"]);
    check("team: [{person: x, function: salez}]", &["enum-value /team/0/function … is not a function … `sales`"]);
    // types
    check("title: 360", &["value-type /title «360» `360` is a number, but `title` is text | put it in quotes: \"360\""]);
    check("title: true", &["value-type /title … `true` is true or false, but `title` is text"]);
    check("title: [x]", &["value-type /title … `title` is text, not a list"]);
    check("growth_target: \"12\"", &["value-type /growth_target «\"12\"» `\"12\"` is text, but `growth_target` is a number | remove the quotes: 12"]);
    check("growth_target: $250K", &["value-format /growth_target «$250K» `$250K` is not an amount: write a plain number | write 250000"]);
    check("growth_target: \"250.000,00\"", &["value-format /growth_target … write 250000"]);
    check(
        "growth_target: € 200k",
        &["value-format /growth_target … this plan counts in USD: write the amount in USD, with digits alone, or give the whole plan another `currency:`"],
    );
    check("currency: EUR\ngrowth_target: € 200k", &["value-format /growth_target … write 200000"]);
    check("growth_target: 2 mln", &["value-format /growth_target … write 2000000"]);
    check("growth_target: 1.5 mil", &["value-format /growth_target … write digits alone"]);
    check("growth_target: about a million", &["value-type /growth_target … is text, but `growth_target` is a number"]);
    check(
        "people: [{id: r, name: R, title: T, buying_role: user, kdm: yes, influence: 2, disposition: neutral}]",
        &["value-type /people/0/kdm «yes» … write `true`"],
    );
    check(
        "people: [{id: r, name: R, title: T, buying_role: user, influence: 2.5, disposition: neutral}]",
        &["value-type /people/0/influence … not a whole number"],
    );
    check("actions: {a: b}", &["value-type /actions «{a: b}» `actions` is a list of actions, not a group of keys | begin each item"]);
    check("commitment: we will", &["value-type /commitment «we will» `commitment` is a group of keys, not `we will` | its keys are statement, by, on"]);
    check("objectives: [none]", &["value-type /objectives/0 «none» an objective of `objectives` is a group of keys"]);
    check("asks: \"none: all set\"", &["value-type /asks … write `{none: \"all set\"}`"]);
    check("tier: \"A,\"", &["enum-value /tier … `A,` is not a tier | did you mean `A`?"]);
    check("asks: nothing", &["value-type /asks «nothing» `asks` is a list of asks, not `nothing` | write a list, or `{none: \"the reason\"}`"]);
    // alternatives
    check("asks: {none: All set}", &[]);
    check("asks: {nothing: x}", &["unknown-key /asks/nothing"]);
    check(
        "asks: [{id: x, what: Y, from: z, by: 2026-12-04, kind: acess, status: open}]",
        &["enum-value /asks/0/kind … `acess` is not a kind | did you mean `access`?"],
    );
    check("icp: {scores: {terms: high}}", &["enum-value /icp/scores/terms «high» `high` is not a level | write the level as a whole number, or `unknown`"]);
    check("icp: {scores: {terms: 1.5}}", &["value-type /icp/scores/terms … not a whole number"]);
    check("icp: {scores: {terms: true}}", &["value-type /icp/scores/terms … `terms` is a whole number or text, not `true`"]);
    // dates, periods, ids
    let due = |text: &str| format!("actions: [{{id: a, objective: o, text: T, owner: m, due: {text}, status: doing}}]");
    check(&due("2026-02-30"), &["date-value /actions/0/due «2026-02-30» there is no 30 February 2026"]);
    check(&due("10/02/2026"), &["date-value … write dates as YYYY-MM-DD | write 2026-02-10 or 2026-10-02"]);
    check(&due("2026-10-2"), &["date-value … | write 2026-10-02"]);
    check(&due("20261002"), &["date-value … | write 2026-10-02"]);
    check(&due("2026-10-02T09:00:00"), &["date-value … has a time of day"]);
    check(&due("\"2026-10-02\""), &[]);
    check(&due(""), &["empty-value /actions/0/due «due» `due` is empty"]);
    check(&due("\"\""), &["empty-value /actions/0/due «\"\"» `due` is empty"]);
    check("period: 2027-Q1", &["value-format /period «2027-Q1» `2027-Q1` is not a fiscal period | write FY2027-Q1"]);
    check("period: FY27-Q1", &["value-format /period … write FY2027-Q1"]);
    check("period: 2027", &["value-format /period … write FY2027"]);
    check("account: Northwind Health", &["value-format /account … `Northwind Health` is not an id … | write `northwind-health`"]);
    check("currency: usd", &["value-format /currency … write USD"]);
    // ranges
    let chance = |text: &str| format!("opportunities: [{{id: t, name: P, amount: 1, probability: {text}, close_by: 2027-01-29, status: open}}]");
    check(&chance("60"), &["value-range /opportunities/0/probability «60» `60` is not between 0 and 1 | write 0.6"]);
    check(&chance("60%"), &["value-format /opportunities/0/probability … `60%` is not a number from 0 to 1 … | write 0.6"]);
    check(&chance("-0.1"), &["value-range"]);
    check("projection_90d: [{brand: surgix, amount: -1}]", &["value-range /projection_90d/0/amount «-1»"]);
    check("growth_target: .inf", &["/growth_target"]);
    check("growth_target: 1e40", &["value-range /growth_target … more than can be counted"]);
    check("growth_target: 0x10", &["value-format /growth_target … write 16"]);
    check("growth_target: 2.5e-3", &[]);
    check("competition: [{name: H, strength: 7}]", &["value-range /competition/0/strength … not between 1 and 5"]);
    // empty
    check("title: \"\"", &["empty-value /title «\"\"» `title` is empty"]);
    check("title: null", &[]);
    check("owner: null", &["empty-value /owner «null» `owner` is empty"]);
    check("owner: \"  \"", &["empty-value /owner"]);
    check("waiver: {for: [], by: x, reason: y, until: 2027-01-01}", &["empty-value /waiver/for «for» `for` is empty"]);
    check("custom: {anything: [1, {a: b}], hex: 0x10}", &[]);
    check("projection_90d: [{brand: surgix, amount: null}]", &["empty-value /projection_90d/0/amount"]);
    check("motivation: [null]", &["empty-value /motivation/0"]);
}

#[test]
fn what_may_be_left_out_as_a_whole_is_warned_of() {
    let check = |text: &str, schema: &EffectiveSchema, expected: &[(&str, &str)]| {
        let found = run(&path("accounts/a/plan.md"), &tree(text), schema, None);
        let found: Vec<(&str, &str)> = found.iter().map(|it| (it.level.as_str(), &*it.message)).collect();
        assert_eq!(found, expected, "{text}");
    };
    let schema = plan_schema(None);
    let warned = |patch: &str, message: &str| check(&plan(patch), &schema, &[("warn", message)]);
    warned("projection_90d: [{amount: 1}]", "`brand` is missing in projection 1, so this line does not count");
    warned("icp: {scores: {terms: 1}, confirmed: {by: x}}", "`on` is missing in `confirmed`, so the levels do not count as confirmed");
    warned("icp: {scores: {terms: 1}, confirmed: {by: x, on: null}}", "`on` is empty, so the levels do not count as confirmed");
    let person = "people: [{id: r, name: R, title: T, buying_role: user, influence: 2, disposition: neutral, next_meeting: {about: x}}]";
    warned(person, "`on` is missing in `next_meeting`, so no meeting counts as set");
    let readings = "benchmarks: [{id: s, text: T, unit: x, direction: up, baseline: {value: 1, on: 2026-01-01}, target: {value: 1, by: 2027-01-01}, readings: [{on: 2026-02-01}]}]";
    warned(readings, "`value` is missing in reading 1, so the reading does not count");
    let review = "{schema: quarterdeck-review/1, type: account-plan, date: 2026-12-16, status: planned, purpose: [strategy], decisions: [{owner: x}]}";
    check(review, &review_schema(), &[("warn", "`what` is missing in decision 1, so the decision does not count")]);
}

#[test]
fn reviews() {
    let schema = review_schema();
    let check = |text: &str, expected: &[&str]| {
        let found = report(text, &schema);
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        found.iter().zip(expected).for_each(|(found, part)| assert!(found.contains(part), "{found}"));
    };
    check("{schema: quarterdeck-review/1, type: account-plan, date: 2026-12-16, status: planned, purpose: [strategy]}", &[]);
    check("{schema: quarterdeck-review/1, type: account-plan, date: 2026-12-16, status: planned, purpose: []}", &["empty-value /purpose «purpose»"]);
    check("{schema: quarterdeck-review/1, type: account-plan, date: 2026-12-16, status: planned, purpose: [problem]}", &["required-key /problem_statement «»"]);
    check(
        "{schema: quarterdeck-review/1, type: account plan, date: 2026-12-16, status: planned, purpose: strategy}",
        &["enum-value /type", "value-type /purpose «strategy»"],
    );
    check(
        "{schema: quarterdeck-review/1, type: account-plan, date: 2026-12-16, status: planned, purpose: [strategy], minute: null, decisions: [{what: x, who: ~}]}",
        &["unknown-key /minute «minute»", "unknown-key /decisions/0/who"],
    );
    check("[1]", &["value-type  «[1]» a review is a group of keys, not a list"]);
    check("", &["/date", "/purpose", "/schema", "/status", "/type"]);
}

#[test]
fn fixes_are_edits_of_the_source() {
    let schema = plan_schema(None);
    let check = |patch: &str, safe: bool, text: &str| {
        let source = plan(patch);
        let findings = run(&path("accounts/a/plan.md"), &tree(&source), &schema, None);
        let fix = findings[0].fix.as_ref().unwrap();
        assert_eq!((fix.safe, fix.edits[0].text.as_str()), (safe, text), "{patch}");
    };
    check("title: 360", true, "\"360\"");
    check("growth_target: \"12\"", true, "12");
    check("stance: retian", false, "retain");
    check("tier: a", true, "A");
    check("~tier\ntire: A", false, "tier");
    check("~tier\nTier: A", true, "tier");
    check("selection: {on: 2026-9-4, by: x, rationale: y}", true, "2026-09-04");
}

#[test]
fn a_misspelt_key_names_what_was_meant() {
    let findings = run(&path("a/plan.md"), &tree(&plan("~posture\npostur: defend")), &plan_schema(None), None);
    assert_eq!(findings.iter().map(meant_key).collect::<Vec<_>>(), [Some("posture")]);
}

#[test]
fn codes_are_in_order_and_documented() {
    let codes: Vec<&&Code> = super::codes::ALL.iter().collect();
    assert!(codes.windows(2).all(|pair| pair[0].code < pair[1].code));
    assert!(codes.iter().all(|code| !code.docs.bad.is_empty() && code.docs.bad != code.docs.good));
    assert_eq!(ByteSpan::default().start, 0);
}

#[test]
fn every_property_has_a_class() {
    fn walk(value: &serde_json::Value, at: &str) {
        if let Some(properties) = value.get("properties").and_then(serde_json::Value::as_object) {
            for (name, property) in properties {
                assert!(property.get("x-audience").is_some(), "{at}/{name} has no class");
            }
        }
        for (name, def) in value.get("$defs").and_then(serde_json::Value::as_object).into_iter().flatten() {
            walk(def, name);
        }
    }
    for (name, document) in super::core::documents() {
        walk(&document, name);
    }
}

/// Reads an overlay: `pointer message` of its findings, and the plan's schema with it.
fn overlaid(text: &str, expected: &[&str]) -> EffectiveSchema {
    let parsed = tree(text);
    let (clean, findings) = super::overlay::read(&path("schemas/plan.schema.json"), &parsed);
    let found: Vec<String> = findings.iter().map(|f| format!("{} {} {} | {}", f.code.name, f.pointer, f.message, f.help.as_deref().unwrap_or(""))).collect();
    assert_eq!(found.len(), expected.len(), "{text}\n{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with("config-error") && found.contains(expected), "{text}\n found {found}\n expected {expected}");
    }
    plan_schema(clean.as_ref())
}

#[test]
fn overlays_tighten() {
    let schema = overlaid(
        r##"{"$schema": "https://json-schema.org/draft/2020-12/schema", "required": ["exec_sponsor", "custom"],
            "properties": {"tier": {"enum": ["A", "B"], "x-label": "Class"}, "title": {"maxLength": 10}, "stance": {"$ref": "#/$defs/stance"},
              "objectives": {"maxItems": 3, "items": {"required": ["why"], "properties": {"kind": {"enum": ["revenue", "position"]}}}},
              "asks": {"items": {"required": ["kind"], "properties": {"what": {"minLength": 6}}}},
              "custom": {"required": ["crm"], "additionalProperties": false, "properties": {
                "crm": {"type": "string", "pattern": "^OPP-[0-9]{6}$", "x-message": "the CRM id is `OPP-` and six digits"},
                "size": {"anyOf": [{"title": "a number", "pattern": "^[0-9]+$"}, {"title": "a code", "pattern": "^C-"}]}}}},
            "if": {"properties": {"tier": {"const": "A"}}}, "then": {"required": ["waiver"]},
            "$defs": {"stance": {"enum": ["grow", "retain"]}}}"##,
        &[],
    );
    let check = |patch: &str, expected: &[&str]| check(&schema, patch, expected);
    let good = "exec_sponsor: x\ntitle: Northwind\ntier: B\nobjectives: []\ncustom: {crm: OPP-123456}\n";
    check(good, &[]);
    check(&format!("{good}~exec_sponsor"), &["required-key /exec_sponsor"]);
    check(&format!("{good}tier: C"), &["enum-value /tier … write `A` or `B`"]);
    check(&format!("{good}tier: A"), &["required-key /waiver"]);
    check(&format!("{good}stance: acquire"), &["enum-value /stance … write `grow` or `retain`"]);
    check(&format!("{good}title: Northwind Health Group"), &["value-range /title … has 22 characters, and 10 are allowed"]);
    check(
        &format!("{good}objectives: [{{id: o, text: T, kind: defence, horizon: long, by: 2028-01-01}}]"),
        &["required-key /objectives/0/why", "enum-value /objectives/0/kind"],
    );
    check(&format!("{good}asks: [{{id: x, what: Lunch, from: z, by: 2026-12-04, kind: access, status: open}}]"), &["value-range /asks/0/what"]);
    check(&format!("{good}custom: {{crm: 77}}"), &["value-type /custom/crm … the CRM id is"]);
    check(&format!("{good}custom: {{crm: OPP-7}}"), &["value-format /custom/crm «OPP-7» the CRM id is `OPP-` and six digits"]);
    check(&format!("{good}custom: {{crn: OPP-123456}}"), &["unknown-key /custom/crn … `crm`"]);
    check(&format!("{good}custom: {{crm: OPP-123456, size: big}}"), &["no-alternative-fits /custom/size «big» … it may be: a number, a code"]);
    // the kind of an action is another field
    check(&format!("{good}actions: [{{id: a, objective: o, text: T, owner: m, due: 2026-12-09, status: doing, kind: defence}}]"), &[]);
    let text = schema.printed().to_string();
    assert!(text.contains("OPP-") && text.contains("Class") && schema.printed().pointer("/properties/exec_sponsor/type") == Some(&"string".into()));
    assert_ne!(schema.fingerprint(), plan_schema(None).fingerprint());
}

#[test]
fn overlays_never_loosen() {
    let check = |text: &str, expected: &[&str]| {
        let schema = overlaid(text, expected);
        assert_eq!(report(&plan(""), &schema), Vec::<String>::new(), "{text}");
    };
    check(
        r#"{"properties": {"title": {"type": "number"}}}"#,
        &["/properties/title/type `title` is text in quarterdeck, and an overlay cannot make it a number"],
    );
    check(r#"{"properties": {"title": {"type": ["string", "number"]}}}"#, &["cannot make it a number"]);
    check(r#"{"properties": {"tier": {"enum": ["A", "B", "C", "D"]}}}"#, &["/properties/tier/enum `D` is no value that quarterdeck knows for `tier`"]);
    check(
        r#"{"properties": {"people": {"items": {"properties": {"influence": {"minimum": 0, "maximum": 10}}}}}}"#,
        &["`influence` is at least 1", "at most 5"],
    );
    check(r#"{"properties": {"account": {"maxLength": 100}}}"#, &["may have 64 at most"]);
    check(
        r#"{"properties": {"crm_id": {"type": "string"}}}"#,
        &["/properties/crm_id plans have no key `crm_id`, and an overlay cannot add one | fields of your own go under `custom`"],
    );
    check(r#"{"properties": {"cadance": {}}}"#, &["did you mean `cadence`?"]);
    check(r#"{"additionalProperties": true}"#, &["/additionalProperties the plan has no keys but those"]);
    check(r#"{"properties": {"selection": {"additionalProperties": true}}}"#, &["/properties/selection/additionalProperties"]);
    check(r#"{"properties": {"title": {"$ref": "https://example.com/x.json"}}}"#, &["leads out of this file"]);
    check(r##"{"properties": {"title": {"$ref": "#/$defs/none"}}}"##, &["leads nowhere"]);
    check(
        r##"{"properties": {"custom": {"properties": {"a": {"$ref": "#/$defs/a"}}}}, "$defs": {"a": {"properties": {"a": {"$ref": "#/$defs/a"}}}}}"##,
        &["more than 32 deep"],
    );
    check(
        r#"{"properties": {"title": {"maxLenght": 3}}}"#,
        &["`maxLenght` is no keyword of an overlay schema and would be ignored | did you mean `maxLength`?"],
    );
    check(r#"{"properties": {"title": {"pattern": "(a"}}}"#, &["is no pattern that can be used"]);
    check(r#"{"properties": {"title": {"pattern": "(?=a)b"}}}"#, &["is no pattern that can be used"]);
    check(r#"{"properties": {"title": {"format": "telephone"}}}"#, &["is no format that is checked"]);
    check(r#"{"properties": {"title": {"maxLength": "10"}}}"#, &["`maxLength` is a whole number"]);
    check(r#"{"required": ["sponsor_x"]}"#, &["/required/0 `sponsor_x` is required here, but no plan has such a key"]);
    check(r#"{"properties": {"people": false}}"#, &["`people` is forbidden altogether"]);
    check(r#"{"$schema": "http://json-schema.org/draft-07/schema#"}"#, &["draft 2020-12"]);
    check("[1]", &["an overlay schema is a group of keys, not a list"]);
}

/// The printed form knows conditions and nulls; a plan as JSON, `null` kept.
#[test]
fn the_printed_form_helps_editors() {
    let mut printed = super::core::plan();
    printed.checking = printed.printed.clone();
    let editor = super::compose::compile(super::compose::Document::Plan, printed);
    let check = |patch: &str, expected: &[&str]| {
        let value = tree(&plan(patch)).root().to_json();
        let found: Vec<String> = editor.violations(&value).iter().map(|v| format!("{} {:?}", v.at, v.flaw)).collect();
        assert_eq!(found.len(), expected.len(), "{patch} {found:#?}");
        found.iter().zip(expected).for_each(|(found, part)| assert!(found.contains(part), "{found}"));
    };
    let live =
        "objectives: [{id: a, text: A, kind: position, horizon: long, by: 2028-03-31}, {id: b, text: B, kind: revenue, horizon: short, by: 2027-03-31}]\n";
    check(live, &[]);
    check(&format!("{live}manager: null"), &[]);
    check(&format!("{live}owner: null"), &["/owner Type"]);
    check(&format!("{live}~posture"), &["posture"]);
    check(&format!("{live}~posture\nstatus: draft"), &[]);
    check(&format!("{live}~selection"), &["selection"]);
    check(&format!("{live}commitment: {{}}"), &["statement", "by", "on"]);
    check(&format!("{live}status: closed"), &["outcome"]);
    // what is owed has to hold something, and what may be left out may be `null`, whatever its type
    check(&format!("{live}people: []"), &["/people"]);
    check(&format!("{live}team: []"), &["/team"]);
    check(&format!("{live}posture: null"), &["/posture"]);
    check(&format!("{live}icp: {{scores: {{}}}}"), &["/icp/scores"]);
    check(&format!("{live}homework: null\nmotivation: null\nswot: {{strengths: null}}\ncustom: {{a: null}}"), &[]);
    check("", &["/objectives"]);
}
