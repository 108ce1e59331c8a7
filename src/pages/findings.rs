//! All findings: counted by rule, and each with its place. The pages of the rules are [`crate::pages::rule`].

use crate::base::language::{phrase, value_word, word};
use std::collections::{BTreeMap, BTreeSet};

use crate::audience::project::View;
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, finding, findings, pager, state, text};
use crate::charts::chart::list;
use crate::diag::code::{Code, Level};
use crate::pages::page::{Address, Content, Page, headed, in_parts};
use crate::pages::rule;

/// The list, in parts; the counts stand on the first.
pub static PAGE: Page = Page { key: "findings", ids: &["M15"], addresses, firsts: None, content };

const COLUMNS: [Column; 6] = [
    column("rule", "Rule", Sort::Text),
    column("level", "Level", Sort::Text).with("x", ""),
    column("what", "What it reports", Sort::None).with("wide", ""),
    column("category", "About", Sort::Text).with("secondary", ""),
    column("findings", "Findings", Sort::Number).with("", "Findings"),
    column("plans", "Plans", Sort::Number).with("x", "Plans"),
];

const FIRST: &str = "findings/index.html";

fn addresses(view: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [view.diagnostics().len()])
}

/// What one rule found.
#[derive(Clone, Default)]
struct Count<'v> {
    findings: usize,
    worst: Option<Level>,
    plans: BTreeSet<&'v str>,
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let mut acts = Html::new();
    for (title, path) in [("CSV", "data/findings.csv"), ("JSON", "data/findings.json"), ("SARIF", "data/findings.sarif")] {
        acts.link_word(&here.to(&SitePath::fixed(path)), &[("class", "btn")], title);
    }
    let mut body = Html::new();
    if at.part == 1 {
        by_rule(view, &here, &mut body);
    }
    all(view, &here, at.part, &mut body);
    if at.part == 1 {
        silent(view, &here, &mut body);
    }
    let (title, crumbs) = headed("Findings", FIRST, at.part);
    Content { title, nav: "findings", crumbs, blocks: vec![("acts", acts), ("lede", lede(view)), ("body", body)] }
}

/// Which rules found something, and how often.
fn by_rule(view: &View<'_>, here: &Here<'_>, body: &mut Html) {
    let mut counts: BTreeMap<&str, Count<'_>> = BTreeMap::new();
    for finding in view.diagnostics() {
        let count = counts.entry(finding.code.name).or_default();
        count.findings += 1;
        count.worst = count.worst.max(Some(finding.level));
        count.plans.extend(view.plan_of(finding).map(Slug::as_str));
    }
    let (mut found, silent): (Vec<&Code>, Vec<&Code>) = rule::codes(view).into_iter().partition(|code| counts.contains_key(code.name));
    let of = |code: &Code| counts.get(code.name).cloned().unwrap_or_default();
    found.sort_by_key(|code| {
        let count = of(code);
        (std::cmp::Reverse(count.worst), std::cmp::Reverse(count.findings), code.name)
    });
    if found.is_empty() {
        body.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "Nothing to clear").word(" as of ");
        text::date(body, view.frame.as_of);
        body.text(&phrase("; {} looked.", &[&text::plural(silent.len(), "rule", "rules")])).close("p").close("div");
    } else {
        block::block(body, "by-rule", &word("By rule"), block::says(word("Worst level first, then most findings")), |out| {
            let mut table = Table::open(out, "rules", &word("Findings by rule"), &COLUMNS, None);
            for code in found {
                let count = of(code);
                table.row(&[("id", &format!("q-{}", code.name))]);
                table.cell(None, |out| finding::code(out, here, code));
                let level = count.worst.unwrap_or(code.level);
                table.cell(Some(state::rank(level)), |out| state::level(level).write(out));
                table.cell(None, |out| text::message(out, &text::sentence(code.docs.what))).text(&value_word(code.category.as_str()));
                let (findings, plans) = (count.findings.to_string(), count.plans.len().to_string());
                table.number(&findings, &findings).number(&plans, &plans).end_row();
            }
            table.close(false);
        });
    }
}

/// Every finding with its place, the worst first; within a level by file and line.
fn all(view: &View<'_>, here: &Here<'_>, part: usize, body: &mut Html) {
    let many = view.diagnostics().len();
    if many == 0 {
        return;
    }
    let shown = view.worst_findings(pager::range(part, many));
    block::block(body, "all", &word("All findings"), block::says(word("Worst level first, then by file and line")), |out| {
        findings::choose(out, here, shown.iter());
        findings::table(out, view, here, &word("All findings"), shown.iter());
        pager::pager(out, here, part, many, |part| SitePath::fixed(FIRST).page(part));
    });
}

/// Rules that are on and had nothing to say.
fn silent(view: &View<'_>, here: &Here<'_>, body: &mut Html) {
    let silent: Vec<&Code> = rule::codes(view).into_iter().filter(|code| view.found_by(code.name) == 0).collect();
    block::block(body, "silent", &word("Rules that found nothing"), block::says(word("Each page says what the rule looks for")), |out| {
        out.open("p", &[]);
        for (index, code) in silent.iter().enumerate() {
            if index > 0 {
                out.text(", ");
            }
            out.open("span", &[("class", "nw")]);
            finding::code(out, here, code);
            out.close("span");
        }
        if silent.is_empty() {
            out.word("There is none.");
        }
        out.close("p");
    });
}

fn lede(view: &View<'_>) -> Html {
    let mut out = Html::new();
    let (errors, warnings) = (view.totals.errors, view.totals.warnings);
    let notes = view.diagnostics().len().saturating_sub(errors + warnings);
    let counts = findings::counts(errors, warnings, notes);
    if !counts.is_empty() {
        let (plans, outside) = view.finding_places();
        out.element("b", &[], &list(&counts));
        match (plans, outside) {
            (0, _) => out.text("."),
            (_, 0) => out.text(&phrase(" in {}.", &[&text::plural(plans, "plan", "plans")])),
            _ => out.text(&phrase(": {n} in the files of the whole territory, the others in {plans}.", &[&outside, &text::plural(plans, "plan", "plans")])),
        };
    }
    out
}
