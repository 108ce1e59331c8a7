//! Rolling as texts before and after, and properties over generated plans.

use proptest::prelude::*;

use super::*;

const CALENDAR: FiscalCalendar = FiscalCalendar { start_month: 10 };

fn period(text: &str) -> FiscalPeriod {
    FiscalPeriod::parse(text).unwrap()
}

fn run(text: &str, to: &str) -> Roll {
    roll(&SourcePath::new("accounts/x/plan.md").unwrap(), text.as_bytes(), period(to), CALENDAR)
}

fn done(text: &str) -> Rolled {
    match run(text, "FY2027-Q2") {
        Roll::Rolled(rolled) => *rolled,
        other => panic!("{other:?}\n{text}"),
    }
}

#[track_caller]
fn check(front: &str, expected: &str) -> Rolled {
    let whole = |front: &str| format!("---\n{front}---\n\n# Text\n\nperiod: FY2027-Q1\n");
    let rolled = done(&whole(front));
    assert_eq!(rolled.text, whole(expected));
    assert_eq!(run(&rolled.text, "FY2027-Q2"), Roll::Already);
    rolled
}

#[test]
fn open_actions_are_carried_and_closed_ones_left_to_git() {
    let rolled = check(
        "# ours\nperiod: 'FY2027-Q1'   # until Christmas\nactions:\n  # first things first\n  - id: survey\n    objective: a\n    due: 2026-10-01\n    status: done # in time\n    done_on: 2026-10-01\n\n  # then this\n  - id: terms\n    objective: a\n    due: 2026-12-09   # before the board\n    status: doing\n    after: [survey]   # it needs the list\n  - {id: later, objective: a, due: 2027-02-01, status: planned, after: [survey, terms], slips: 2}\n  - {id: late, objective: a, due: \"2026-11-01\", status: blocked, slips: 2} # !\n  - {id: no, objective: a, due: 2026-11-01, status: dropped}\nbenchmarks: []\n",
        "# ours\nperiod: 'FY2027-Q2'   # until Christmas\nactions:\n  # first things first\n\n  # then this\n  - id: terms\n    objective: a\n    due: 2026-12-09   # before the board\n    slips: 1\n    status: doing\n    after: []   # it needs the list\n  - {id: later, objective: a, due: 2027-02-01, status: planned, after: [terms], slips: 2}\n  - {id: late, objective: a, due: \"2026-11-01\", status: blocked, slips: 3} # !\nbenchmarks: []\n",
    );
    let ids = |list: &[(String, String)]| list.iter().map(|(id, status)| format!("{id} {status}")).collect::<Vec<_>>();
    assert_eq!(ids(&rolled.removed), ["survey done", "no dropped"]);
    let carried: Vec<(&str, Option<i64>)> = rolled.carried.iter().map(|it| (it.id.as_str(), it.slips)).collect();
    assert_eq!(carried, [("terms", Some(1)), ("later", None), ("late", Some(3))]);
    assert_eq!(rolled.freed, ["terms", "later"]);
}

#[test]
fn an_objective_keeps_its_last_action() {
    let rolled = check(
        "period: FY2027-Q1\nactions:\n- {id: one, objective: a, status: done, done_on: 2026-11-02, due: 2026-11-01}\n- {id: two, objective: a, status: done, done_on: 2026-10-02, due: 2026-11-01, after: [one]}\n- {id: three, objective: a, status: dropped, due: 2026-11-01}\n- {id: four, objective: b, status: dropped, due: 2026-11-01, after: [two, one]}\n",
        "period: FY2027-Q2\nactions:\n- {id: one, objective: a, status: done, done_on: 2026-11-02, due: 2026-11-01}\n- {id: four, objective: b, status: dropped, due: 2026-11-01, after: [one]}\n",
    );
    assert_eq!(rolled.kept.iter().map(|(id, _, objective)| format!("{id} {objective}")).collect::<Vec<_>>(), ["one a", "four b"]);
}

/// An exception is given to one action: it leaves with it and is not handed to the next one.
#[test]
fn an_exception_leaves_with_its_action() {
    let list = |above: &str| format!("actions:\n{above}");
    let exception = "  # quarterdeck: ignore[overdue-action] -- waiting for the archive\n";
    let (done, late) = ("  - {id: one, objective: a, due: 2026-10-01, status: done}\n", "  - {id: two, objective: a, due: 2027-02-01, status: doing}\n");
    let check = |before: &str, after: &str| {
        check(&format!("period: FY2027-Q1\n{}z: 1\n", list(before)), &format!("period: FY2027-Q2\n{}z: 1\n", list(after)));
    };
    check(&format!("{exception}{done}{late}"), late);
    check(&format!("{late}{exception}{done}"), late);
    check(&format!("  # why\n{exception}\n  # more\n{done}{late}"), &format!("  # why\n\n  # more\n{late}"));
    check(&format!("{exception}{exception}{done}{late}{exception}"), &format!("{late}{exception}"));
    // one of an action that stays, of all actions, of the whole file, or none at all
    check(&format!("{done}{exception}{late}"), &format!("{exception}{late}"));
    check(&format!("{late}{done}{exception}"), &format!("{late}{exception}"));
    let whole = exception.replace("ignore", "ignore-file");
    check(&format!("{whole}{done}{late}"), &format!("{whole}{late}"));
    let unreadable = exception.replace("[overdue-action]", "");
    check(&format!("{unreadable}{done}{late}"), &format!("{unreadable}{late}"));
    // in brackets, above an item or at the end of its line
    let flow = |one: &str| format!("  [\n{one}{}  ]\n", late.replace("  - ", "    "));
    let brief = "    {id: one, objective: a, due: 2026-10-01, status: done},";
    check(&flow(&format!("{exception}{brief}\n")), &flow("    \n"));
    check(&flow(&format!("{brief} {}", exception.trim_start())), &flow("     \n"));
    // what an action waited for
    let after = |ids: &str| late.replace("  - {", "  - ").replace(", ", "\n    ").replace("}\n", &format!("\n    after:\n{ids}"));
    let third = "  - {id: three, objective: a, due: 2027-02-01, status: doing}\n";
    let (id, kept) = ("      - one\n", "      - three\n");
    check(&format!("{done}{}{third}", after(&format!("    {exception}{id}{kept}"))), &format!("{}{third}", after(kept)));
}

#[test]
fn what_cannot_be_rolled_is_left_alone() {
    let plan = |period: &str| format!("---\nperiod: {period}\nactions: []\n---\n");
    assert_eq!(run(&plan("FY2027-Q2"), "FY2027-Q2"), Roll::Already);
    assert_eq!(run(&plan("FY2027-Q4"), "FY2027-Q2"), Roll::Ahead(period("FY2027-Q4")));
    assert_eq!(run(&plan("FY2027"), "FY2027-Q2"), Roll::OtherLength(period("FY2027")));
    assert_eq!(run(&plan("FY2027"), "FY2028"), run(&plan("FY2027"), "FY2028"));
    for (text, why) in [
        ("no front matter\n", "cannot be read"),
        ("---\na: 1\n---\n", "has no `period`"),
        ("---\nperiod: spring\n---\n", "`spring`"),
        ("---\nperiod: [\n---\n", "cannot be read"),
    ] {
        match run(text, "FY2027-Q2") {
            Roll::LeftAlone(reason) => assert!(reason.contains(why), "{text}: {reason}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    // an action without a due date or with a wrong number of slips is no reason
    check(
        "period: FY2027-Q1\nactions:\n- {id: a, status: doing}\n- {id: b, due: 2026-10-01, slips: many}\n- {id: c, due: 2026-10-01, slips: }\n- x\n",
        "period: FY2027-Q2\nactions:\n- {id: a, status: doing}\n- {id: b, due: 2026-10-01, slips: many}\n- {id: c, due: 2026-10-01, slips: 1 }\n- x\n",
    );
    check("\"period\" : FY2027-Q1\r\n", "\"period\" : FY2027-Q2\r\n");
}

/// One action in one of several layouts, with comments in odd places.
fn action(index: usize, layout: usize, status: usize, objective: usize, due: usize, after: &[usize], comments: usize) -> String {
    let status = ["planned", "doing", "done", "blocked", "dropped"][status];
    let due = ["2026-10-05", "2026-12-31", "2027-01-01", "2027-06-30"][due];
    let mut fields = vec![format!("id: a{index}"), format!("objective: o{objective}"), format!("due: {due}"), format!("status: {status}")];
    if !after.is_empty() {
        let ids: Vec<String> = after.iter().map(|id| format!("a{id}")).collect();
        fields.push(if layout == 1 { format!("after:\n      - {}", ids.join("\n      - ")) } else { format!("after: [{}]", ids.join(", ")) });
    }
    fields.push(["text: |\n      two\n\n      lines", "text: \"a # sign, and: more\"", "slips: 4", "hours: 3"][(layout + index) % 4].to_owned());
    if layout == 2 || layout == 3 {
        fields.retain(|field| !field.contains('\n'));
        let separator = if layout == 2 { ", " } else { ",\n     " };
        return format!("  - {{{}}}{}\n", fields.join(separator), if comments % 2 == 1 { format!(" # c{index}") } else { String::new() });
    }
    if comments % 4 == 3 {
        fields.reverse();
    }
    let lines: Vec<String> = fields
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let comment = if comments % 2 == 1 && at % 2 == 0 && !field.contains('\n') { format!("  # c{index}-{at}") } else { String::new() };
            format!("{}{field}{comment}", if at == 0 { "  - " } else { "    " })
        })
        .collect();
    let above = if comments % 3 == 1 { format!("  # above {index}\n") } else { String::new() };
    format!("{above}{}\n{}", lines.join("\n"), if comments % 5 == 4 { "\n" } else { "" })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_what_is_concerned_changes(
        parts in prop::collection::vec((0..4usize, 0..5usize, 0..3usize, 0..4usize, prop::collection::vec(0..7usize, 0..3), 0..30usize), 0..7),
        carriage in any::<bool>(),
    ) {
        let actions: String = parts.iter().enumerate().map(|(index, (layout, status, objective, due, after, comments))| action(index, *layout, *status, *objective, *due, after, *comments)).collect();
        let list = if actions.is_empty() { "actions: []\n".to_owned() } else { format!("actions: # ours\n{actions}") };
        let text = format!("---\n# top\nperiod: FY2027-Q1\n{list}  # end of the list\nbenchmarks: []\n---\n\nBody a1.\n");
        let text = if carriage { text.replace('\n', "\r\n") } else { text };
        let rolled = match run(&text, "FY2027-Q2") {
            Roll::Rolled(rolled) => *rolled,
            other => return Err(TestCaseError::fail(format!("{other:?}\n{text}"))),
        };
        prop_assert_eq!(run(&rolled.text, "FY2027-Q2"), Roll::Already);
        // every line of the result stands in the original in the same order, but for the period, slips and `after`
        let mut old = text.lines();
        for line in rolled.text.lines() {
            let ours = ["period:", "slips:", "after:"].iter().any(|key| line.contains(key));
            // such a line may be equal to a later one by chance
            if !ours {
                prop_assert!(old.any(|it| it == line), "{:?} is new or moved:\n{}\n---\n{}", line, text, rolled.text);
            }
        }
        // comments above an item and at the end of the list are nobody's to lose
        for comment in ["# top", "# ours", "# end of the list"] {
            prop_assert_eq!(text.contains(comment), rolled.text.contains(comment));
        }
        for index in 0..parts.len() {
            let above = format!("# above {index}\n");
            prop_assert_eq!(text.replace('\r', "").contains(&above), rolled.text.replace('\r', "").contains(&above), "{}", above);
        }
        prop_assert_eq!(rolled.carried.len() + rolled.kept.len() + rolled.removed.len(), parts.len());
        prop_assert_eq!(text.matches('\r').count() > 0, rolled.text.matches('\r').count() > 0);
        prop_assert_eq!(rolled.text.matches('\n').count() * usize::from(carriage), rolled.text.matches("\r\n").count());
    }
}
