//! What is to be reached, the steps to it and the measure that proves it: one row for each objective, with what it lacks.

use crate::audience::view::{ActionView, BenchmarkView, ObjectiveView};
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
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
        return Figure::empty(CHART.key, &word("No objectives yet"));
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
    let parts = || [(idle, word("an action")), (unproved, word("a benchmark"))].into_iter().filter(|(n, _)| *n > 0);
    let lack = |(n, what)| if n == 1 { phrase("{n} lacks {what}", &[&n, &what]) } else { phrase("{n} lack {what}", &[&n, &what]) };
    let lacking: Vec<String> = parts().map(lack).collect();
    let head = match (n, lacking.is_empty()) {
        (0, _) if loose == 1 => word("1 action serves no objective").into_owned(),
        (0, _) => phrase("{loose} actions serve no objective", &[&loose]),
        (1, true) => word("The one objective has actions and a benchmark").into_owned(),
        (1, false) => {
            let lacks: Vec<String> = parts().map(|(_, what)| what.into_owned()).collect();
            phrase("The one objective lacks {}", &[&list(&lacks)])
        }
        (n, true) => phrase("{} have actions and a benchmark", &[&every(n, "objectives")]),
        (n, false) => phrase("Of {n} objectives {}", &[&n, &list(&lacking)]),
    };
    match actions.iter().filter(|action| action.overdue_days.is_some()).count() {
        0 => head,
        late => phrase("{head}; {} overdue", &[&head, &count(late, "action is", "actions are")]),
    }
}

fn draw(links: &[Link<'_>], loose: &[&ActionView], cells: &mut dyn Cells) -> Html {
    let mut out = Html::with_capacity(4096);
    out.open("table", &[("role", "table"), ("aria-label", &word(CHART.title))])
        .open("thead", &[("role", "rowgroup")])
        .open("tr", &[("role", "row"), ("class", "chain")]);
    for head in [key("Objective"), key("Actions"), key("Benchmark")] {
        out.label("th", &[("role", "columnheader"), ("scope", "col")], head);
    }
    out.close("tr").close("thead").open("tbody", &[("role", "rowgroup")]);
    for link in links {
        row(&mut out, |out| cells.goal(out, link.objective));
        steps(&mut out, &link.actions, cells);
        out.open("td", &[("role", "cell")]);
        match link.proof {
            Some(proof) => cells.proof(&mut out, proof),
            None => lacks(&mut out, key("no benchmark")),
        }
        out.close("td").close("tr");
    }
    if !loose.is_empty() {
        row(&mut out, |out| {
            out.word("Actions that serve no objective");
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
        lacks(out, key("no action"));
    } else {
        out.open("ol", &[]);
        for action in actions {
            cells.step(out, action);
        }
        out.close("ol");
    }
    out.close("td");
}

fn lacks(out: &mut Html, what: &'static str) {
    out.open("span", &[("class", "st warn")]).element("span", &[("class", "g"), ("aria-hidden", "true")], "!").word(what).close("span");
}
