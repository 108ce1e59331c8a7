//! What is to be reached, the steps to it and the measure that proves it: one row for each objective, with what it lacks.

use crate::audience::view::{ActionView, BenchmarkView, ObjectiveView};
use crate::base::html::Html;
use crate::charts::chart::{Chart, Figure, Of, count, every, list};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "work_chain",
    of: Of::Account,
    title: "Objectives, actions, benchmarks",
    shows: "For each objective its actions and its benchmark, and what lacks one",
    ids: &["K9", "K10", "K11", "M8"],
};

/// How the parts of the chain are written: the page knows of links, days and anchors.
pub trait Cells {
    /// What is in the cell of an objective.
    fn goal(&mut self, out: &mut Html, objective: &ObjectiveView);
    /// A whole item of the list of actions.
    fn step(&mut self, out: &mut Html, action: &ActionView);
    /// What is in the cell of the benchmark that proves an objective.
    fn proof(&mut self, out: &mut Html, benchmark: &BenchmarkView);
}

/// An objective with all that hangs on it.
struct Link<'a> {
    objective: &'a ObjectiveView,
    actions: Vec<&'a ActionView>,
    proof: Option<&'a BenchmarkView>,
}

/// All objectives in the order of the plan, then the actions that serve none of them (K9, K10, K11).
pub fn figure(objectives: &[ObjectiveView], actions: &[ActionView], benchmarks: &[BenchmarkView], cells: &mut dyn Cells) -> Figure {
    if objectives.is_empty() && actions.is_empty() {
        return Figure::empty(CHART.key, "No objectives yet");
    }
    let links: Vec<Link<'_>> = objectives
        .iter()
        .map(|objective| Link {
            objective,
            actions: objective.actions.iter().filter_map(|index| actions.get(*index)).collect(),
            proof: objective.benchmark.as_deref().and_then(|id| benchmarks.iter().find(|it| it.id == id)),
        })
        .collect();
    let served = |index: usize| objectives.iter().any(|objective| objective.actions.contains(&index));
    let loose: Vec<&ActionView> = actions.iter().enumerate().filter(|(index, _)| !served(*index)).map(|(_, action)| action).collect();
    Figure {
        key: CHART.key,
        title: title(&links, actions, loose.len()),
        subtitle: String::new(),
        drawing: draw(&links, &loose, cells),
        description: String::new(),
        header: Vec::new(),
        rows: Vec::new(),
    }
}

fn title(links: &[Link<'_>], actions: &[ActionView], loose: usize) -> String {
    let n = links.len();
    let idle = links.iter().filter(|link| link.actions.is_empty()).count();
    let unproved = links.iter().filter(|link| link.proof.is_none()).count();
    let lack = |n: usize, what: &str| format!("{n} {} {what}", if n == 1 { "lacks" } else { "lack" });
    let mut lacking = Vec::new();
    if idle > 0 {
        lacking.push(lack(idle, "an action"));
    }
    if unproved > 0 {
        lacking.push(lack(unproved, "a benchmark"));
    }
    let head = match (n, lacking.is_empty()) {
        (0, _) => format!("{} no objective", if loose == 1 { "1 action serves".to_owned() } else { format!("{loose} actions serve") }),
        (1, true) => "The one objective has actions and a benchmark".to_owned(),
        (1, false) => {
            let lacks: Vec<String> =
                [(idle, "an action"), (unproved, "a benchmark")].iter().filter(|(n, _)| *n > 0).map(|(_, what)| (*what).to_owned()).collect();
            format!("The one objective lacks {}", list(&lacks))
        }
        (n, true) => format!("{} have actions and a benchmark", every(n, "objectives")),
        (n, false) => format!("Of {n} objectives {}", list(&lacking)),
    };
    match actions.iter().filter(|action| action.overdue_days.is_some()).count() {
        0 => head,
        late => format!("{head}; {} overdue", count(late, "action is", "actions are")),
    }
}

fn draw(links: &[Link<'_>], loose: &[&ActionView], cells: &mut dyn Cells) -> Html {
    let mut out = Html::with_capacity(4096);
    out.open("table", &[("role", "table")]).open("thead", &[("role", "rowgroup")]).open("tr", &[("role", "row"), ("class", "chain")]);
    for head in ["Objective", "Actions", "Benchmark"] {
        out.element("th", &[("role", "columnheader"), ("scope", "col")], head);
    }
    out.close("tr").close("thead").open("tbody", &[("role", "rowgroup")]);
    for link in links {
        row(&mut out, |out| cells.goal(out, link.objective));
        steps(&mut out, &link.actions, cells);
        out.open("td", &[("role", "cell")]);
        match link.proof {
            Some(proof) => cells.proof(&mut out, proof),
            None => lacks(&mut out, "no benchmark"),
        }
        out.close("td").close("tr");
    }
    if !loose.is_empty() {
        row(&mut out, |out| {
            out.text("Actions that serve no objective");
        });
        steps(&mut out, loose, cells);
        out.element("td", &[("role", "cell")], "").close("tr");
    }
    out.close("tbody").close("table");
    out
}

fn row(out: &mut Html, head: impl FnOnce(&mut Html)) {
    out.open("tr", &[("role", "row"), ("class", "chain")]).open("th", &[("role", "rowheader"), ("scope", "row")]);
    head(out);
    out.close("th");
}

fn steps(out: &mut Html, actions: &[&ActionView], cells: &mut dyn Cells) {
    out.open("td", &[("role", "cell")]);
    if actions.is_empty() {
        lacks(out, "no action");
    } else {
        out.open("ol", &[]);
        for action in actions {
            cells.step(out, action);
        }
        out.close("ol");
    }
    out.close("td");
}

fn lacks(out: &mut Html, what: &str) {
    out.open("span", &[("class", "st warn")]).element("span", &[("class", "g"), ("aria-hidden", "true")], "!").text(what).close("span");
}
