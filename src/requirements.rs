//! Where each requirement of account planning has its place: printed as `docs/requirements.md` from what the shelves say of themselves.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A requirement: its id and what it asks for in a line.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    pub id: &'static str,
    pub asks: &'static str,
}

/// The ninety-seven requirements, by letter and number.
pub const ALL: &[Requirement] = &[
    Requirement { id: "K1", asks: "Reacting to what is promising is balanced by work on accounts with long-term potential" },
    Requirement { id: "K2", asks: "Accounts are thought through by the year, the quarter and the month" },
    Requirement { id: "K3", asks: "A plan is a sequence of steps" },
    Requirement { id: "K4", asks: "Choosing accounts comes first, by criteria" },
    Requirement { id: "K5", asks: "The chosen few are a twentieth to a fifth of all" },
    Requirement { id: "K6", asks: "Plans are well made, and looked at again and again" },
    Requirement { id: "K7", asks: "Opportunities inside the account are understood" },
    Requirement { id: "K8", asks: "Relationships with key people are to be broadened" },
    Requirement { id: "K9", asks: "Objectives lie on a short and a long horizon" },
    Requirement { id: "K10", asks: "Actions in order lead to the objectives" },
    Requirement { id: "K11", asks: "Benchmarks measure the results" },
    Requirement { id: "K12", asks: "A written commitment, made by name" },
    Requirement { id: "K13", asks: "The list of key accounts is looked at once a year" },
    Requirement { id: "K14", asks: "The plan is written anew each period" },
    Requirement { id: "K15", asks: "Selling time goes where the return is best" },
    Requirement { id: "K16", asks: "Think first, with the right questions" },
    Requirement { id: "K17", asks: "The play differs by posture" },
    Requirement { id: "D1", asks: "Plans that produce results are recognised" },
    Requirement { id: "D2", asks: "Winning motivates" },
    Requirement { id: "D3", asks: "A plan is tied to a motive of its owner" },
    Requirement { id: "D4", asks: "Sales and marketing both sponsor the practice" },
    Requirement { id: "D5", asks: "Planning fits into the fiscal year" },
    Requirement { id: "D6", asks: "The cycle starts in the third fiscal quarter" },
    Requirement { id: "D7", asks: "Steps leave time between them" },
    Requirement { id: "D8", asks: "The urgent leaves time for the plan" },
    Requirement { id: "D9", asks: "Five steps lead to the finished plan" },
    Requirement { id: "D10", asks: "Homework is assigned" },
    Requirement { id: "D11", asks: "Other functions have a part" },
    Requirement { id: "D12", asks: "Everybody's part is measured" },
    Requirement { id: "D13", asks: "It is everyone's job" },
    Requirement { id: "D14", asks: "What happens without a plan is decided" },
    Requirement { id: "D15", asks: "Good sales excuse no missing plan" },
    Requirement { id: "D16", asks: "Steady planning and steady growth are held side by side" },
    Requirement { id: "R1", asks: "Not every account gets a plan" },
    Requirement { id: "R2", asks: "Every account has one of five stances" },
    Requirement { id: "R3", asks: "Acquire and grow accounts get the full plan" },
    Requirement { id: "R4", asks: "Building a plan takes its time, and progress shows by section" },
    Requirement { id: "R5", asks: "Return on sales time is measured" },
    Requirement { id: "R6", asks: "Six questions decide on a plan" },
    Requirement { id: "R7", asks: "Four yes of six warrant it" },
    Requirement { id: "R8", asks: "The organisation sets the dollar threshold" },
    Requirement { id: "R9", asks: "The question on share is for existing accounts" },
    Requirement { id: "R10", asks: "The ideal customer is described in both directions" },
    Requirement { id: "R11", asks: "A matrix of thirteen criteria" },
    Requirement { id: "R12", asks: "The criteria are the organisation's own" },
    Requirement { id: "R13", asks: "Accounts are scored by weight and by count" },
    Requirement { id: "R14", asks: "Grow and acquire accounts are ranked" },
    Requirement { id: "R15", asks: "Managers confirm the result" },
    Requirement { id: "R16", asks: "Attention goes to high and moderate scores" },
    Requirement { id: "R17", asks: "Four moves close the gap to the growth target" },
    Requirement { id: "R18", asks: "A closed plan says whether it added value" },
    Requirement { id: "R19", asks: "A full plan has its sections" },
    Requirement { id: "R20", asks: "Qualify first, then plan" },
    Requirement { id: "S1", asks: "A review finds what works, what does not and where to help" },
    Requirement { id: "S2", asks: "A review states its purpose" },
    Requirement { id: "S3", asks: "An opportunity review is no plan review" },
    Requirement { id: "S4", asks: "Questions go out in advance" },
    Requirement { id: "S5", asks: "A review leaves a better plan" },
    Requirement { id: "S6", asks: "An unprepared plan is prepared first" },
    Requirement { id: "S7", asks: "The long view is kept" },
    Requirement { id: "S8", asks: "Large deals get a review of their own" },
    Requirement { id: "S9", asks: "Strategy is more than a string of deals" },
    Requirement { id: "S10", asks: "A key account gets its ninety minutes" },
    Requirement { id: "S11", asks: "Time goes to what is weakest" },
    Requirement { id: "S12", asks: "The strategy follows the posture" },
    Requirement { id: "S13", asks: "The manager is there" },
    Requirement { id: "S14", asks: "Questions come by category" },
    Requirement { id: "M1", asks: "The work is spread over separate sittings" },
    Requirement { id: "M2", asks: "A review yields activities" },
    Requirement { id: "M3", asks: "Judgements rest on evidence" },
    Requirement { id: "M4", asks: "Finance and CRM data are used, with their age" },
    Requirement { id: "M5", asks: "A new period is opened" },
    Requirement { id: "M6", asks: "The page looks back and ahead" },
    Requirement { id: "M7", asks: "Revenue is held against the quota" },
    Requirement { id: "M8", asks: "Obstacles of the quarter are named with the support they need" },
    Requirement { id: "M9", asks: "Key decision makers are known to be in power" },
    Requirement { id: "M10", asks: "It is known whether they help" },
    Requirement { id: "M11", asks: "New people on the buying side are noted" },
    Requirement { id: "M12", asks: "It is known when they were met" },
    Requirement { id: "M13", asks: "Access to those above is asked for" },
    Requirement { id: "M14", asks: "Each decision maker has a next meeting within ninety days" },
    Requirement { id: "M15", asks: "Gaps are shown without shame" },
    Requirement { id: "M16", asks: "A and B accounts sit in their tiers" },
    Requirement { id: "M17", asks: "What closes within ninety days comes first" },
    Requirement { id: "M18", asks: "Amounts are qualified again" },
    Requirement { id: "M19", asks: "As, Bs and the money come first" },
    Requirement { id: "M20", asks: "Timing is confirmed" },
    Requirement { id: "M21", asks: "Revenue, people and issues are the foundations" },
    Requirement { id: "M22", asks: "Revenue history with a projection for ninety days" },
    Requirement { id: "M23", asks: "Revenue is split by brand and division" },
    Requirement { id: "M24", asks: "Success in reaching decision makers is counted" },
    Requirement { id: "M25", asks: "The manager helps to reach them" },
    Requirement { id: "M26", asks: "Issues that grew or emerged come first" },
    Requirement { id: "M27", asks: "Statements are specific" },
    Requirement { id: "M28", asks: "Asks are answered, or nothing is needed" },
    Requirement { id: "M29", asks: "Strong sellers enjoy hard problems" },
    Requirement { id: "M30", asks: "What makes people hard to reach is written down" },
];

/// Requirements that are no business of a program, with the reason.
pub const NOT_MODELLED: &[(&str, &str)] = &[("M29", "an attitude")];

/// The commands with the requirements that they serve; the others serve the tool itself.
pub const COMMANDS: &[(&str, &[&str])] =
    &[("new", &["K16"]), ("check", &["D14"]), ("score", &["K11", "R7", "R13"]), ("review", &["K16", "S1", "S4", "S8", "S11", "S14"]), ("roll", &["K14", "M5"])];

/// Files of a territory and fields of a plan whose reading is the requirement itself: what the schema demands, and the tables.
const FORMAT: &[(&str, &[&str])] = &[
    ("plan format: `selection`, required of an active plan", &["K4"]),
    ("plan format: `period` is a fiscal period, by `fiscal_year_start`", &["D5"]),
    ("plan format: `exec_sponsor`; territory: `program.sponsors`", &["D4"]),
    ("plan format: keys required by stance", &["R3"]),
    ("plan format: `posture`, which sets the weights of health and agenda, the roles that are needed and the questions of a review", &["K17"]),
    ("plan format: `people[].access_barrier`", &["K17"]),
    ("plan format: `stance`, and of every row of accounts.csv", &["R2"]),
    ("`data/*.csv` with `data.*.source` and `as_of`", &["M4", "M23"]),
];

/// Every place that names a requirement, by id: `rule overdue-action`, `score readiness`, `page growth`.
pub fn places() -> BTreeMap<&'static str, Vec<String>> {
    let mut places: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut put = |ids: &[&'static str], place: String| {
        // ids with a hyphen are of safety, not of the craft
        for id in ids.iter().filter(|id| !id.contains('-')) {
            let known = places.entry(id).or_default();
            if !known.contains(&place) {
                known.push(place.clone());
            }
        }
    };
    for rule in crate::rules::ALL {
        put(rule.code.ids, format!("rule `{}`", rule.code.name));
    }
    for score in crate::scores::ALL {
        put(score.ids, format!("score `{}`", score.key));
    }
    put(crate::scores::readiness::SCORE.ids, "score `readiness`".to_owned());
    for block in &crate::scores::readiness::BLOCKS {
        put(block.ids, format!("readiness block `{}`", block.key));
    }
    for chart in crate::charts::ALL {
        put(chart.ids, format!("chart `{}`", chart.key));
    }
    for page in crate::pages::ALL {
        put(page.ids, format!("page `{}`", page.key));
    }
    for (command, ids) in COMMANDS {
        put(ids, format!("command `{command}`"));
    }
    for (what, ids) in FORMAT {
        put(ids, (*what).to_owned());
    }
    places
}

/// `docs/requirements.md`.
pub fn printed() -> String {
    let places = places();
    let of = |list: &[(&'static str, &'static str)], id: &str| list.iter().find(|(known, _)| *known == id).map(|(_, what)| *what);
    let mut out = "# Requirements\n\nWhat good account planning asks for, and where quarterdeck has it. Printed from the code: every rule, score, figure, page and command names the \
                   requirements that it serves.\n\n| id | asks for | where |\n|---|---|---|\n"
        .to_owned();
    for requirement in ALL {
        let mut parts = places.get(requirement.id).cloned().unwrap_or_default();
        if let Some(why) = of(NOT_MODELLED, requirement.id) {
            parts.push(format!("not modelled: {why}"));
        }
        let _ = writeln!(out, "| {} | {} | {} |", requirement.id, requirement.asks, parts.join(" · "));
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_requirement_has_its_place() {
        let known: BTreeSet<&str> = ALL.iter().map(|it| it.id).collect();
        assert_eq!(known.len(), 97);
        let places = places();
        let elsewhere: BTreeSet<&str> = NOT_MODELLED.iter().map(|(id, _)| *id).collect();
        let missing: Vec<&str> = known.iter().copied().filter(|id| !places.contains_key(id) && !elsewhere.contains(id)).collect();
        assert!(missing.is_empty(), "no place for {missing:?}");
        let invented: Vec<&str> = places.keys().copied().chain(elsewhere).filter(|id| !known.contains(id)).collect();
        assert!(invented.is_empty(), "nobody asks for {invented:?}");
    }
}
