//! What `--fix` promises: a mistake whose right form is known is put right to the byte, with every comment and blank around it; what is mended is silent;
//! a second time there is nothing to do; a fix that does harm is left out.

use std::sync::Arc;

use proptest::prelude::*;
use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::base::span::ByteSpan;
use quarterdeck::baseline::Baseline;
use quarterdeck::diag::code::{Fixable, Level};
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::diag::fix::{Edit, Fix};
use quarterdeck::diag::reported::fingerprints;
use quarterdeck::mending::{self, Judged, Mended};
use quarterdeck::rules::{self, example};
use quarterdeck::source::fixture;
use quarterdeck::source::snapshot::{File, Snapshot};
use quarterdeck::{engine, rules::example::PLAN_PATH};

/// A right text, a wrong one in its place, and whether it takes a guess to come back.
const DEFECTS: &[(&str, &str, bool)] = &[
    ("---\nschema", "\n\n---\nschema", false),
    ("stance: grow", "stance: Grow", false),
    ("tier: A", "tier: a", false),
    ("posture: grow-share", "posture: Grow-Share", false),
    ("cadence: quarterly", "Cadence: quarterly", false),
    ("on: 2026-09-04", "on: 2026-9-4", false),
    ("by: 2028-03-31", "by: 2028/3/31", false),
    ("due: 2026-10-30", "due: 20261030", false),
    ("growth_target: 900000", "growth_target: \"900000\"", false),
    ("amount: 700000", "amount: '700000'", false),
    ("hours: 8", "hours: \"8\"", false),
    ("title: Director", "title: Direc\u{200b}tor", false),
    ("reports_to: ruth-adeyemi", "reports_to: ruth-\u{202e}adeyemi", false),
    ("exec_sponsor: ines-okafor", "# quarterdeck: ignore[enum-value] -- once needed\nexec_sponsor: ines-okafor", false),
    ("objectives:", "# quarterdeck: ignore-file[stale-review] -- the old cadence\nobjectives:", false),
    ("period: FY2027-Q1", "period: &now FY2027-Q1", true),
    ("visibility: team", "visibility: teem", true),
    ("status: doing", "status: doign", true),
    ("manager: tomas", "manger: tomas", true),
    ("owner: maya-chen", "owner: maya-chan", true),
    ("objective: standardise-surgical", "objective: standardise-surgicl", true),
    ("after: [refill-workshop]", "after: [refil-workshop]", true),
    ("close_by: 2027-06-15", "close_by: 15/06/2027", true),
    ("probability: 0.3", "probability: 30%", true),
    ("account: northwind-health", "account: northwind-helth", true),
    ("kdm: true", "kdm: yes", true),
    ("Ruth Adeyemi meets [our COO](#growth-plan)", "Ruth Adeyemi meets [our COO](#grwth-plan)", true),
];
/// Mistakes behind which nothing else of the file can be seen.
const SYNTAX: &[(&str, &str)] = &[("  opportunity_size", "\topportunity_size"), ("hours: 6", "hours:6"), ("  - id: pilot-terms", "  -id: pilot-terms")];

/// The standard plan with a comment on every line of its front matter.
fn plan() -> String {
    let (front, body) = example::PLAN.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
    let lines: Vec<String> = front.lines().enumerate().map(|(number, line)| format!("{line}  # note {number}\n")).collect();
    format!("---\n{}---\n{}", lines.concat(), body.replace("meets our COO", "meets [our COO](#growth-plan)"))
}

fn snapshot(plan: &str) -> Snapshot {
    let mut snapshot = fixture::snapshot(&example::territory(""), today());
    snapshot.files.insert(SourcePath::new(PLAN_PATH).unwrap(), File::Bytes(plan.as_bytes().into()));
    snapshot
}

fn today() -> Date {
    Date::parse(example::TODAY).unwrap()
}

fn judge(snapshot: &Snapshot) -> Vec<Judged> {
    let analysis = engine::check(snapshot);
    let mut findings = analysis.findings;
    // as `check` does: what is wrong with the baseline is told beside the plans
    let baseline = SourcePath::new("quarterdeck-baseline.json").and_then(|path| match snapshot.files.get(&path) {
        Some(File::Bytes(bytes)) => Some(Baseline::read(&path, bytes)),
        _ => None,
    });
    if let Some(baseline) = baseline {
        findings.extend(baseline.complaints(&baseline.matched(&findings, &analysis.portfolio), &analysis.portfolio));
    }
    judged(findings)
}

fn judged(findings: Vec<Diagnostic>) -> Vec<Judged> {
    let fingerprints = fingerprints(&findings);
    findings.into_iter().zip(fingerprints).map(|(finding, fingerprint)| Judged { finding, fingerprint, wanted: true }).collect()
}

fn text(snapshot: &Snapshot) -> String {
    String::from_utf8(snapshot.bytes(&SourcePath::new(PLAN_PATH).unwrap()).unwrap().to_vec()).unwrap()
}

/// Mends, and sees that a second time nothing is left to do.
#[track_caller]
fn mended(snapshot: &Snapshot, guesses: bool) -> Mended {
    let once = mending::mend(snapshot, guesses, &judge);
    assert!(once.left_out.is_empty() && !once.more, "{:#?}", once.left_out);
    let twice = mending::mend(&once.snapshot, guesses, &judge);
    assert!(twice.files.is_empty() && twice.left_out.is_empty(), "{:#?}", twice.files);
    once
}

fn differs(found: &str, expected: &str) -> String {
    let lines = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    format!("{lines:?}, {} and {} bytes", found.len(), expected.len())
}

/// How a file may be stored.
fn stored(plan: &str, form: usize) -> String {
    match form {
        0 => plan.to_owned(),
        1 => plan.replace('\n', "\r\n"),
        _ => format!("\u{feff}{plan}"),
    }
}

#[test]
fn each_known_mistake_comes_back_to_the_byte() {
    let right = plan();
    assert!(judge(&snapshot(&right)).is_empty());
    let all = DEFECTS.iter().copied().chain(SYNTAX.iter().map(|(right, wrong)| (*right, *wrong, true)));
    for (good, bad, guess) in all {
        assert!(right.contains(good), "{good}");
        for form in 0..3 {
            let right = stored(&right, form);
            let lines = |text: &str| if form == 1 { stored(text, 1) } else { text.to_owned() };
            let wrong = right.replacen(&lines(good), &lines(bad), 1);
            assert_ne!(wrong, right, "{good}");
            let start = snapshot(&wrong);
            let found = judge(&start);
            assert!(!found.is_empty(), "{bad}");
            if guess {
                assert!(text(&mended(&start, false).snapshot) == wrong, "{bad} takes a guess");
            }
            let it = mended(&start, guess);
            assert!(text(&it.snapshot) == right, "{bad} in form {form}: {}", differs(&text(&it.snapshot), &right));
            assert_eq!(it.findings(), 1, "{bad}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn many_mistakes_come_back_to_the_byte(
        defects in prop::sample::subsequence(DEFECTS.to_vec(), 1..9),
        syntax in prop::sample::subsequence(SYNTAX.to_vec(), 0..3),
        form in 0usize..3,
    ) {
        let right = plan();
        let damage = |text: &str, guesses: bool| {
            defects.iter().filter(|it| it.2 == guesses).fold(text.to_owned(), |text, (good, bad, _)| text.replacen(good, bad, 1))
        };
        let guessed = damage(&right, true);
        let wrong = damage(&guessed, false);
        // what takes no guess is put right, whatever else is wrong
        let safe = mended(&snapshot(&stored(&wrong, form)), false);
        let (found, expected) = (text(&safe.snapshot), stored(&guessed, form));
        prop_assert!(found == expected, "{}", differs(&found, &expected));
        let unread = syntax.iter().fold(wrong, |text, (good, bad)| text.replacen(good, bad, 1));
        let whole = mended(&snapshot(&stored(&unread, form)), true);
        let (found, right) = (text(&whole.snapshot), stored(&right, form));
        prop_assert!(found == right, "{}", differs(&found, &right));
        prop_assert_eq!(whole.findings(), defects.len() + syntax.len());
    }
}

/// What the manual says of a rule's fix is true of its bad example.
#[test]
fn rules_mend_their_bad_examples() {
    for rule in rules::ALL.iter().filter(|rule| !rule.code.docs.bad.is_empty()) {
        let start = fixture::snapshot(&example::territory(rule.code.docs.bad), today());
        let own = |judged: &[Judged]| judged.iter().filter(|it| it.finding.code.name == rule.code.name).map(|it| it.finding.clone()).collect::<Vec<_>>();
        let before = own(&judge(&start));
        let fixes: Vec<&Fix> = before.iter().filter_map(|finding| finding.fix.as_deref()).collect();
        match rule.code.fixable {
            Fixable::No => assert!(fixes.is_empty(), "{} has a fix that its page does not tell", rule.code.name),
            Fixable::Safe => assert!(!fixes.is_empty() && fixes.iter().all(|fix| fix.safe), "{}", rule.code.name),
            Fixable::Unsafe => assert!(!fixes.is_empty() && fixes.iter().all(|fix| !fix.safe), "{}", rule.code.name),
            Fixable::Sometimes => {}
        }
        if !fixes.is_empty() {
            let left = own(&judge(&mended(&start, true).snapshot));
            // room for words is not the words: the finding then asks for them
            let another = fixes.iter().all(|fix| fix.room.is_some()) && !left.iter().any(|it| before.iter().any(|before| before.message == it.message));
            assert!(left.len() < before.len() || another, "{}: {left:#?}", rule.code.name);
        }
    }
}

/// Front matter of `custom` that takes values from another place, what becomes of it, and how many findings are mended.
const TAKEN: &[(&str, &str, usize)] = &[
    (
        "  base: &base  # shared\n    tier: one\n    contact:\n      # by mail\n      name: 'Ruth A.'\n      lines: [1, 2]\n  east:\n    <<: *base  # as above\n    tier: two\n",
        "  base:  # shared\n    tier: one\n    contact:\n      # by mail\n      name: 'Ruth A.'\n      lines: [1, 2]\n  east:\n    contact:  # as above\n      # by mail\n      \
         name: 'Ruth A.'\n      lines: [1, 2]\n    tier: two\n",
        2,
    ),
    (
        "  base: &base {a: 1, b: \"x, y\"}\n  list:\n    - <<: *base\n      c: 3\n    - {<<: *base, b: z}\n",
        "  base: {a: 1, b: \"x, y\"}\n  list:\n    - a: 1\n      b: \"x, y\"\n      c: 3\n    - {a: 1, b: z}\n",
        3,
    ),
    (
        "  base: &base {a: 1}\n  list:\n    - <<: *base\n      a: 3\n    - {<<: *base, a: z}\n    - {a: 2, <<: *base}\n",
        "  base: {a: 1}\n  list:\n    - a: 3\n    - {a: z}\n    - {a: 2}\n",
        4,
    ),
    (
        "  one: &one {a: 1, b: 2}\n  two: &two {b: 3, c: 4}\n  both:\n    <<: *one\n    d: 5\n    <<: *two\n",
        "  one: {a: 1, b: 2}\n  two: {b: 3, c: 4}\n  both:\n    a: 1\n    b: 2\n    d: 5\n    c: 4\n",
        4,
    ),
    (
        "  one: &one {a: 1}\n  two: &two\n    <<: *one\n    b: 2\n  three:\n    <<: *two\n",
        "  one: {a: 1}\n  two:\n    a: 1\n    b: 2\n  three:\n    a: 1\n    b: 2\n",
        4,
    ),
    (
        "  who: &who \"Maya: lead\"\n  and: *who  # the same\n  all: [*who, x]\n",
        "  who: \"Maya: lead\"\n  and: \"Maya: lead\"  # the same\n  all: [\"Maya: lead\", x]\n",
        3,
    ),
    (
        "  why: &why |\n    Two lines\n      of text.\n  deep:\n    why: *why\n    end: 1\n",
        "  why: |\n    Two lines\n      of text.\n  deep:\n    why: |\n      Two lines\n        of text.\n    end: 1\n",
        2,
    ),
    (
        "  team: &team\n  - a: 1\n    b: 2\n  - c\n  deep:\n    also: *team # all\n    in: [x]\n",
        "  team:\n  - a: 1\n    b: 2\n  - c\n  deep:\n    also: # all\n      - a: 1\n        b: 2\n      - c\n    in: [x]\n",
        2,
    ),
    (
        "  map: &map\n    a: 1\n    b:\n      - 2\n  list:\n    - *map\n    - x\n",
        "  map:\n    a: 1\n    b:\n      - 2\n  list:\n    - a: 1\n      b:\n        - 2\n    - x\n",
        2,
    ),
    ("  none: &none\n  also: *none\n", "  none:\n  also: null\n", 2),
];

#[test]
fn what_is_taken_from_elsewhere_is_written_out_in_place() {
    for (bad, good, count) in TAKEN {
        for form in 0..3 {
            let with = |custom: &str| stored(&plan().replacen("---\n", &format!("---\ncustom:\n{custom}"), 1), form);
            let start = snapshot(&with(bad));
            assert!(mended(&start, false).files.is_empty(), "{bad} takes a guess");
            let it = mended(&start, true);
            assert!(text(&it.snapshot) == with(good), "in form {form}:\n{}", text(&it.snapshot).lines().take(24).collect::<Vec<_>>().join("\n"));
            assert_eq!(it.findings(), *count, "{bad}");
            assert!(judge(&it.snapshot).is_empty(), "{bad}");
        }
    }
}

#[test]
fn what_takes_no_fix_says_so() {
    let bomb: String = (1..9).map(|n| format!("  l{n}: &l{n} [{}]\n", vec![format!("*l{}", n - 1); 9].join(", "))).collect();
    let big = format!("  big: &big {}\n  all: [{}]\n", "x".repeat(2000), vec!["*big"; 40].join(", "));
    let cases = [
        (format!("  l0: &l0 lol\n{bomb}"), "too large"),
        (big, "too large"),
        ("  a: &a [*a]\n".to_owned(), "too large"),
        ("  a: *b\n  b: &b x\n".to_owned(), "no anchor of this name"),
        ("  a: &a {b: 1, <<: *z}\n  c: *a\n".to_owned(), "before that there is no fix"),
        ("  a: &a\n    b:\n      - 1\n  c: [*a]\n".to_owned(), "in this layout"),
    ];
    for (custom, help) in cases {
        let start = snapshot(&plan().replacen("---\n", &format!("---\ncustom:\n{custom}"), 1));
        let found = judge(&start);
        let told = |it: &Judged| it.finding.code.name == "yaml-unsupported" && it.finding.help.as_deref().is_some_and(|it| it.contains(help));
        assert!(found.iter().any(told), "{custom}: {:?}", found.iter().map(|it| &it.finding.help).collect::<Vec<_>>());
        assert!(found.iter().filter(|it| told(it)).all(|it| it.finding.fix.is_none()), "{custom}");
        let after = mending::mend(&start, true, &judge);
        assert!(after.left_out.is_empty(), "{:#?}", after.left_out);
        assert!(text(&after.snapshot).len() <= text(&start).len(), "{custom}");
    }
}

#[test]
fn a_mistake_behind_a_merge_key_is_seen_when_it_is_written_out() {
    let list = "  - id: hours-late\n    objective: standardise-surgical\n    text: Agree the terms of the pilot\n    owner: maya-chen\n    due: 2026-12-09\n    status: doing\n";
    assert!(plan().contains("actions:"));
    let base = "custom: {base: &base {due: 2026-12-19}}\n";
    let wrong = plan().replacen("---\n", &format!("---\n{base}"), 1).replacen(
        "actions:  #",
        &format!("actions:\n{}  #", list.replace("    due: 2026-12-09\n", "    <<: *base\n")),
        1,
    );
    let found = judge(&snapshot(&wrong));
    let names: Vec<&str> = found.iter().map(|it| it.finding.code.name).collect();
    assert_eq!(names, ["yaml-unsupported", "yaml-unsupported"], "what a merge key may bring in is not missing");
    let it = mended(&snapshot(&wrong), true);
    assert!(text(&it.snapshot).contains(&list.replace("12-09", "12-19")), "{}", text(&it.snapshot));
}

/// A line of the standard plan without which a key is missing, and what is put in its place.
const MISSING: &[(&str, &str)] = &[
    ("schema: quarterdeck/1", "schema: quarterdeck/1"),
    ("owner: maya-chen", "owner: TBD"),
    ("period: FY2027-Q1", "period:"),
    ("tier: A", "tier:"),
    ("posture: grow-share", "posture:"),
    ("  on: 2026-09-04", "  on:"),
    ("  rationale: Second-largest hospital network in the region; two divisions buy nothing from us yet.", "  rationale: TBD"),
    ("growth_target: 900000", "growth_target:"),
    ("    influence: 5", "    influence:"),
    ("    disposition: champion", "    disposition:"),
    ("    text: Agree consignment terms for the pilot with Ruth Adeyemi", "    text: TBD"),
    ("    due: 2026-10-30", "    due:"),
];

/// The standard plan without comments, since a line that is put in has none.
fn bare() -> String {
    plan().lines().map(|line| format!("{}\n", line.split("  # note").next().unwrap())).collect()
}

#[track_caller]
fn made_room(missing: &[(&str, &str)], form: usize) {
    let put = |text: &str, with: &dyn Fn(&str) -> String| {
        missing.iter().fold(text.to_owned(), |text, (line, room)| text.replacen(&format!("\n{line}\n"), &format!("\n{}", with(room)), 1))
    };
    let (wrong, expected) = (put(&bare(), &|_| String::new()), put(&bare(), &|room| format!("{room}\n")));
    let start = snapshot(&stored(&wrong, form));
    let open = |snapshot: &Snapshot| judge(snapshot).into_iter().filter(|it| it.finding.level == Level::Error).map(|it| it.finding).collect::<Vec<_>>();
    let before = open(&start);
    assert!(mended(&start, false).files.is_empty(), "it takes a guess");
    let it = mended(&start, true);
    let (found, expected) = (text(&it.snapshot), stored(&expected, form));
    assert!(found == expected, "{missing:?}: {}", differs(&found, &expected));
    let after = open(&it.snapshot);
    for (_, room) in missing.iter().filter(|(line, room)| line != room) {
        let key = room.trim().split(':').next().unwrap();
        let told = |finding: &&Diagnostic| finding.pointer.ends_with(&format!("/{key}"));
        assert!(before.iter().any(|it| told(&it) && it.code.name == "required-key"), "{key} is missing: {before:#?}");
        let codes: Vec<&str> = after.iter().filter(told).map(|it| it.code.name).collect();
        let expected: &[&str] = if room.ends_with("TBD") { &["placeholder", "unknown-person"] } else { &["empty-value"] };
        assert!(!codes.is_empty() && codes.iter().all(|code| expected.contains(code)), "{key}: {codes:?}");
    }
}

#[test]
fn a_missing_key_gets_its_place_and_a_finding_stays() {
    for case in MISSING {
        (0..3).for_each(|form| made_room(&[*case], form));
    }
    made_room(MISSING, 0);
    // whose absence hides what the stance asks for
    made_room(&[("stance: grow", "stance:")], 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn many_missing_keys_get_their_places(missing in prop::sample::subsequence(MISSING.to_vec(), 1..MISSING.len()), form in 0usize..3) {
        made_room(&missing, form);
    }
}

#[test]
fn room_is_made_in_lists_and_brackets_too() {
    let cases = [
        ("  - id: pilot-terms\n", "  - ", "  - id:\n"),
        ("{on: 2026-09-04, by: tomas-rivera, rationale: Growth}", "{by: tomas-rivera}", "{on: null, by: tomas-rivera, rationale: TBD}"),
        ("{on: 2026-09-04, by: tomas-rivera, rationale: Growth}", "{ \"on\": 2026-09-04 }", "{ \"on\": 2026-09-04, by: TBD, rationale: TBD }"),
        ("{on: 2026-09-04, by: tomas-rivera, rationale: Growth}", "{}", "{on: null, by: TBD, rationale: TBD}"),
    ];
    let (before, rest) = bare().split_once("\nselection:\n").map(|(before, rest)| (before.to_owned(), rest.to_owned())).unwrap();
    let block: usize = rest.split_inclusive('\n').take_while(|line| line.starts_with(' ')).map(str::len).sum();
    let plan = format!("{before}\nselection: {{on: 2026-09-04, by: tomas-rivera, rationale: Growth}}\n{}", &rest[block..]);
    for (right, wrong, room) in cases {
        let with = |part: &str| plan.replacen(right, part, 1).replace("  -     objective", "  - objective");
        assert_ne!(with(wrong), plan, "{right}");
        let it = mended(&snapshot(&with(wrong)), true);
        assert!(text(&it.snapshot) == with(room), "{wrong}: {}", differs(&text(&it.snapshot), &with(room)));
    }
}

#[test]
fn a_key_that_nobody_would_miss_is_not_put_in() {
    // the fix would make the finding go, and no other would say that something is still to be written
    let keys = [("cadence: quarterly", "cadence:"), ("growth_target: 900000", "growth_target: 900001"), ("title: Northwind", "title: Northwinds")];
    let asked = std::cell::Cell::new(0);
    let judge = |snapshot: &Snapshot| {
        asked.set(asked.get() + 1);
        let mut found = with_fix(snapshot, &keys, false);
        for it in found.iter_mut().filter(|it| it.finding.message.contains("is odd")) {
            let key = keys.iter().find(|(was, _)| it.finding.message.contains(was)).unwrap().1;
            it.finding.pointer = format!("/{}", key.split(':').next().unwrap()).into();
            if let Some(fix) = &mut it.finding.fix {
                fix.room = Some(0);
            }
        }
        found
    };
    let it = mending::mend(&snapshot(&bare()), true, &judge);
    assert_eq!(text(&it.snapshot), bare());
    let mut reasons: Vec<&str> = it.left_out.iter().map(|it| it.reason.as_str()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["cadence", "growth_target", "title"].map(|key| format!("nothing would say that `{key}` is still to be written")));
    // what is known of each by itself is not looked for by halves
    assert!(asked.get() <= 3, "{}", asked.get());
}

#[test]
fn a_plan_without_front_matter_gets_a_skeleton_that_asks() {
    let body = "# Northwind\n\nWe met on 16 December.\n\n---\n\nTwo theatres first.\n";
    for (form, before) in [(0, body.to_owned()), (1, body.to_owned()), (2, body.to_owned()), (0, format!("\n{body}")), (0, String::new()), (0, "\n".to_owned())]
    {
        let start = snapshot(&stored(&before, form));
        assert!(mended(&start, false).files.is_empty(), "it takes a guess");
        let it = mended(&start, true);
        let found = text(&it.snapshot);
        let head = stored("---\nschema: quarterdeck/1\naccount: northwind-health\n", form);
        assert!(found.starts_with(&head), "{found}");
        // missing headings may have been added at its end
        assert!(found.contains(stored(before.trim_end(), form).trim_start_matches('\u{feff}')), "{found}");
        assert_eq!(found.matches("\r\n").count(), if form == 1 { found.matches('\n').count() } else { 0 });
        let after = judge(&it.snapshot);
        let told = |code: &str, pointer: &str| after.iter().any(|it| it.finding.code.name == code && *it.finding.pointer == *pointer);
        assert!(told("placeholder", "/owner"), "{:#?}", after.first().map(|it| &it.finding));
        assert!(["/period", "/stance", "/tier"].iter().all(|pointer| told("empty-value", pointer)));
        assert!(!after.iter().any(|it| it.finding.code.category == quarterdeck::diag::code::Category::Syntax));
    }
}

/// A heading without words is no section: none is put in unless somebody asks for room, and then where the policy has it.
#[test]
fn missing_headings_are_a_guess_and_come_in_the_order_of_the_policy() {
    let right = plan();
    let without = |headings: &[&str]| headings.iter().fold(right.clone(), |text, heading| text.replace(&format!("## {heading}\n\n"), ""));
    let wrong = without(&["Customer goals and needs", "Strategy", "Risks"]);
    assert!(mended(&snapshot(&wrong), false).files.is_empty());
    let it = mended(&snapshot(&wrong), true);
    let found = text(&it.snapshot);
    let headings: Vec<&str> = found.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings, ["## Situation", "## Customer goals and needs", "## Strategy", "## Relationship plan", "## Growth plan", "## Risks"]);
    assert!(found.contains("\n\n## Customer goals and needs\n\n## Strategy\n\n## Relationship plan\n") && found.ends_with("\n\n## Risks\n"), "{found}");
    assert_eq!(it.findings(), 3);
    let still: Vec<String> =
        judge(&it.snapshot).iter().filter(|it| it.finding.code.name == "heading-missing").map(|it| it.finding.message.to_string()).collect();
    assert_eq!(still.len(), 3, "{still:?}");
    assert!(still.iter().all(|message| message.contains("nothing under it")), "{still:?}");
    assert!(mended(&it.snapshot, true).files.is_empty());
}

#[test]
fn what_nobody_asked_for_stays() {
    let wrong = plan().replace("stance: grow", "stance: Grow").replace("tier: A", "tier: a");
    let judge = |snapshot: &Snapshot| {
        let mut all = judge(snapshot);
        all.iter_mut().for_each(|it| it.wanted = &*it.finding.pointer == "/tier");
        all
    };
    let it = mending::mend(&snapshot(&wrong), true, &judge);
    assert_eq!(text(&it.snapshot), plan().replace("stance: grow", "stance: Grow"));
}

/// A judge that brings fixes of its own to the lines `x: …` of the plan.
fn with_fix(snapshot: &Snapshot, fixes: &[(&str, &str)], safe: bool) -> Vec<Judged> {
    let mut findings = engine::check(snapshot).findings;
    let path = SourcePath::new(PLAN_PATH).unwrap();
    let plan = text(snapshot);
    for (old, new) in fixes {
        let Some(at) = plan.find(old) else { continue };
        let span = ByteSpan::new(at, at + old.len());
        let fix = Fix { title: format!("write `{new}`"), safe, room: None, edits: vec![Edit { path: path.clone(), span, text: (*new).to_owned() }] };
        let mut finding = Diagnostic::new(&quarterdeck::rules::heading_missing::CODE, &path, span, format!("`{old}` is odd")).fix(fix).level(Level::Warn);
        finding.start.line = 1;
        findings.push(finding);
    }
    judged(findings)
}

#[test]
fn a_fix_that_does_harm_is_left_out_and_the_others_are_not() {
    let judge = |snapshot: &Snapshot| {
        with_fix(
            snapshot,
            &[
                ("tier: A", "tier: Q"),
                ("period: FY2027-Q1", "period: [FY2027"),
                ("cadence: quarterly", "cadence: monthly"),
                ("hours: 8", "hours: 8 "),
                ("hours: 6", "hours: 7"),
            ],
            true,
        )
    };
    let it = mending::mend(&snapshot(&plan()), false, &judge);
    let expected = plan().replacen("cadence: quarterly", "cadence: monthly", 1).replacen("hours: 6", "hours: 7", 1);
    assert_eq!(text(&it.snapshot), expected, "{}", differs(&text(&it.snapshot), &expected));
    let reasons: Vec<&str> = it.left_out.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(reasons.len(), 3, "{reasons:#?}");
    assert!(reasons.iter().any(|reason| reason.contains("`Q` is not a tier")), "{reasons:#?}");
    assert!(reasons.iter().any(|reason| reason.contains("is never closed")), "{reasons:#?}");
    assert!(reasons.iter().any(|reason| reason.contains("`hours: 8` is odd")), "a fix that leaves its finding: {reasons:#?}");
    assert!(it.left_out.iter().all(|it| it.safe && it.path.as_str() == PLAN_PATH));
}

#[test]
fn many_fixes_that_all_do_harm_come_to_an_end() {
    // each writes something else and leaves its finding where it was
    let lines: Vec<String> = (0..600).map(|n| format!("# number {n:03}\n")).collect();
    let text = plan().replacen("title:", &(lines.concat() + "title:"), 1);
    let asked = std::cell::Cell::new(0);
    let judge = |snapshot: &Snapshot| {
        asked.set(asked.get() + 1);
        let fixes: Vec<(&str, &str)> = lines.iter().map(|line| (line.as_str(), line.as_str())).collect();
        let mut judged = with_fix(snapshot, &fixes, true);
        judged.retain(|it| it.finding.message.contains("# number"));
        judged
    };
    let it = mending::mend(&snapshot(&text), false, &judge);
    assert!(it.more && asked.get() < 420, "{} judgements", asked.get());
    assert!(!it.left_out.is_empty() && it.files.is_empty(), "{:#?}", it.files);
}

#[test]
fn of_overlapping_fixes_the_first_goes_first_and_the_rounds_end() {
    let judge = |snapshot: &Snapshot| {
        with_fix(snapshot, &[("# note 1\n", "# note one\n"), ("1\nquarterly", "x"), ("note one\n", "note 1\n"), ("# note 1\n", "# never\n")], true)
    };
    let it = mending::mend(&snapshot(&plan()), false, &judge);
    assert!(it.left_out.is_empty(), "{:#?}", it.left_out);
    assert!(it.more, "two fixes that undo each other");
    let none = |_: &Snapshot| Vec::new();
    let file: Arc<[u8]> = plan().as_bytes().into();
    assert_eq!(mending::mend(&snapshot(&plan()), false, &none).snapshot.bytes(&SourcePath::new(PLAN_PATH).unwrap()), Some(&*file));
}
