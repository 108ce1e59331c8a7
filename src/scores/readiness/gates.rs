//! The eight conditions that a review cannot do without: any one unmet is *prepare first* (`domain.md` §6).

use super::GateAndRemedy;
use super::facts::{Facts, Found, Place};
use super::meeting;
use crate::base::count::count;
use crate::diag::code::{Category, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Qualification;
use crate::model::ask::Asks;
use crate::model::objective::Horizon;
use crate::resolve::wording::{answers, says_something};
use crate::scores::qualification::Warrant;
use crate::scores::readiness::result::Gate;
use crate::scores::tally::listed;

/// One entry of the table of gates.
pub struct GateKind {
    pub key: &'static str,
    pub title: &'static str,
    pub required: &'static str,
    /// `None` where it does not apply.
    decide: for<'a> fn(&Facts<'a>) -> Option<Found>,
}

/// The gate that mistakes keep shut.
const SCHEMA: &str = "schema";

/// The gates in the order of the review.
pub static GATES: [GateKind; 8] = [
    GateKind { key: SCHEMA, title: "Readable and sound", required: "no error of syntax, schema or reference", decide: schema },
    GateKind { key: "qualification", title: "Qualification", required: "warranted, or a waiver in force", decide: qualification },
    GateKind { key: "horizons", title: "Horizons", required: "a short and a long objective", decide: horizons },
    GateKind { key: "actions", title: "Actions", required: "an action for every objective", decide: actions },
    GateKind { key: "benchmarks", title: "Benchmarks", required: "at least one, with a reading", decide: benchmarks },
    GateKind { key: "commitment", title: "Commitment", required: "named, dated, of this fiscal year", decide: commitment },
    GateKind { key: "asks", title: "Asks", required: "answered, or an explicit none", decide: asks },
    GateKind { key: "purpose", title: "Purpose", required: "the next review states its purpose", decide: meeting::purpose },
];

/// The gates that apply, in order, each with its remedy.
pub fn gates(facts: &Facts<'_>) -> Vec<GateAndRemedy> {
    GATES
        .iter()
        .filter_map(|kind| {
            let mut found = (kind.decide)(facts)?;
            if let Some(mistake) = facts.mistaken(&found.place).filter(|_| found.passed == Some(false) && kind.key != SCHEMA) {
                // what is missing may follow from the mistake, which is mended first
                let because = format!("{}; `{}` holds a mistake", found.because, mistake.section());
                found = Found::fail(facts.place_of(mistake), because, mend(facts, mistake))?;
            }
            let Place { path, line, pointer } = found.place;
            let met = found.passed == Some(true);
            Some((
                Gate { key: kind.key, title: kind.title, met, measured: found.because.into(), required: kind.required, path, line, pointer: pointer.into() },
                found.remedy,
            ))
        })
        .collect()
}

/// The errors that keep the first gate shut.
fn errors<'a>(facts: &Facts<'a>) -> Vec<&'a Diagnostic> {
    let serious = |category| matches!(category, Category::Syntax | Category::Schema | Category::Reference);
    facts.cx.findings.iter().filter(|it| it.level == Level::Error && serious(it.code.category)).collect()
}

/// What to do about a mistake: what the first gate asks for when it speaks of it too, so that one edit mends both.
pub fn mend(facts: &Facts<'_>, mistake: &Diagnostic) -> String {
    let errors = errors(facts);
    match errors.first() {
        Some(first) if errors.len() > 1 && errors.contains(&mistake) => {
            format!("Correct the {}, beginning with: {}", count(errors.len(), "error", "errors"), first.message)
        }
        _ => format!("Correct the error: {}", mistake.message),
    }
}

fn schema(facts: &Facts<'_>) -> Option<Found> {
    let errors = errors(facts);
    let Some(first) = errors.first() else {
        return match facts.cx.unit.file.value {
            Some(_) => Found::pass(facts.plan(""), "no error"),
            None => Found::fail(facts.plan(""), "the plan cannot be read", "Mend the front matter: it cannot be read"),
        };
    };
    Found::fail(facts.place_of(first), count(errors.len(), "error", "errors"), mend(facts, first))
}

fn qualification(facts: &Facts<'_>) -> Option<Found> {
    if !facts.cx.plan.is_full() {
        return None;
    }
    let place = facts.plan("/qualification");
    let Some(result) = facts.qualification else {
        return Found::fail(place, "not answered", "Answer the six qualification questions");
    };
    let mut measured = format!("{} yes, {} no, {} unknown", result.yes, result.no, result.unknown);
    let waived = facts.waived(&["not-qualified"]);
    if let Some(waiver) = facts.cx.plan.waiver.as_ref().filter(|_| waived && result.verdict != Warrant::Warranted) {
        measured.push_str(&format!("; waived until {}", waiver.until));
    }
    let pass = facts.cx.settings().policy.qualification_pass;
    let remedy = match result.verdict {
        Warrant::Undetermined => {
            let asks: Vec<String> = result.would_settle.iter().map(|key| format!("“{}”", Qualification::asks(key))).collect();
            format!("Answer what is unknown: {} ({} yes of the {pass} that are needed)", listed(&asks), result.yes)
        }
        _ => format!("Reconsider the plan or add a `waiver`: {} yes of the {pass} that are needed", result.yes),
    };
    Found::test(result.verdict == Warrant::Warranted || waived, place, measured, remedy)
}

fn horizons(facts: &Facts<'_>) -> Option<Found> {
    let n = |horizon| facts.cx.plan.objectives.iter().filter(|it| it.horizon == horizon && says_something(&it.text)).count();
    let (short, long) = (n(Horizon::Short), n(Horizon::Long));
    let remedy = match (short, long) {
        (0, 0) => "Add a short and a long objective",
        (0, _) => "Add a short objective",
        _ => "Add a long objective",
    };
    Found::test(short > 0 && long > 0, facts.plan("/objectives"), format!("{short} short, {long} long"), remedy)
}

fn actions(facts: &Facts<'_>) -> Option<Found> {
    let plan = facts.cx.plan;
    let served = plan.served();
    let without = || plan.objectives.iter().enumerate().filter(|(_, it)| !served.contains(it.id.as_str()));
    let n_without = without().count();
    let measured = format!("{} of {} with an action", plan.objectives.len() - n_without, count(plan.objectives.len(), "objective", "objectives"));
    match without().next() {
        Some((index, objective)) => {
            let others = if n_without > 1 { format!(" and {} more", n_without - 1) } else { String::new() };
            Found::fail(facts.item("objectives", Some(index)), measured, format!("Add an action for the objective `{}`{others}", objective.id))
        }
        None => Found::test(!plan.objectives.is_empty(), facts.plan("/objectives"), measured, "Add an action for every objective"),
    }
}

fn benchmarks(facts: &Facts<'_>) -> Option<Found> {
    let benchmarks = &facts.cx.plan.benchmarks;
    let n_read = benchmarks.iter().filter(|it| it.readings.iter().any(|reading| reading.on <= facts.today())).count();
    if benchmarks.is_empty() {
        return Found::fail(facts.plan("/benchmarks"), "no benchmark", super::work::ADD_A_BENCHMARK);
    }
    let measured = format!("{}, {n_read} with a reading", count(benchmarks.len(), "benchmark", "benchmarks"));
    let remedy = if n_read == 0 { super::work::read_remedy(benchmarks.first(), benchmarks.len()) } else { String::new() };
    Found::test(n_read > 0, facts.item("benchmarks", (n_read == 0).then_some(0)), measured, remedy)
}

fn commitment(facts: &Facts<'_>) -> Option<Found> {
    let commitment = facts.cx.plan.commitment.clone().unwrap_or_default();
    let n_named = commitment.by.iter().filter(|person| says_something(person)).count();
    let stated = commitment.statement.as_deref().is_some_and(says_something);
    let this_year = commitment.on.is_some_and(|on| facts.cx.in_fiscal_year(on));
    let mut measured = match n_named {
        0 => "nobody".to_owned(),
        n => count(n, "person", "people"),
    };
    match commitment.on {
        Some(on) => measured.push_str(&format!(", {on}")),
        None => measured.push_str(", no date"),
    }
    if !stated {
        measured.push_str(", no statement");
    }
    let year = facts.cx.settings().calendar.year_of(facts.today());
    let mut missing = Vec::new();
    for (there, key) in [(stated, "`statement`"), (n_named > 0, "`by`"), (commitment.on.is_some(), "`on`")] {
        if !there {
            missing.push(key);
        }
    }
    let remedy = match (missing.is_empty(), commitment.on.is_some() && !this_year) {
        (true, _) => format!("Renew the commitment: its date lies outside {year}"),
        (false, true) => format!("Sign the commitment again: add {}, and a date in {year}", listed(&missing)),
        (false, false) => format!("Sign the commitment: add {}", listed(&missing)),
    };
    let pointer = match () {
        () if facts.cx.plan.commitment.is_none() || n_named == 0 => "/commitment",
        () if !stated => "/commitment/statement",
        () if !this_year => "/commitment/on",
        () => "/commitment",
    };
    Found::test(stated && n_named > 0 && this_year, facts.plan(pointer), measured, remedy)
}

/// What to do about asks that nobody wrote.
pub const ANSWER_ASKS: &str = "Say what you need from the manager and the organisation (`asks`), or `asks: {none: …}` with the reason";

fn asks(facts: &Facts<'_>) -> Option<Found> {
    let (met, measured) = match &facts.cx.plan.asks {
        Some(Asks::None(none)) if answers(&none.none) => (true, "nothing is needed".to_owned()),
        Some(Asks::None(_)) => (false, "nothing is needed, without a reason".to_owned()),
        Some(Asks::List(list)) => match list.iter().filter(|ask| answers(&ask.what)).count() {
            0 => (false, "no ask".to_owned()),
            n => (true, count(n, "ask", "asks")),
        },
        None => (false, "not answered".to_owned()),
    };
    Found::test(met, facts.plan("/asks"), measured, ANSWER_ASKS)
}
