//! What everything is measured by: scores, readiness, rules, thresholds in force, data, and what was left out.

use crate::base::language::{key, phrase, value_word, word};

use crate::audience::project::View;
use crate::audience::view::PlanView;
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, files, finding, state, text};
use crate::diag::code::Level;
use crate::pages::page::{Address, Content, Page};

/// One page.
pub static PAGE: Page = Page { key: "about", ids: &["R8", "R15"], addresses, firsts: None, content };

/// Files that are listed when they were left out.
const LEFT_OUT: usize = 200;

const SCORES: [Column; 3] = [
    column("score", "Score", Sort::None),
    column("question", "Question", Sort::None).with("wide", ""),
    column("formula", "Formula", Sort::None).with("wide", ""),
];
const BLOCKS: [Column; 3] = [
    column("block", "Block", Sort::None),
    column("weight", "Weight", Sort::Number).with("x", "Weight"),
    column("checks", "Checks", Sort::None).with("wide", ""),
];
const GATES: [Column; 2] = [column("gate", "Gate", Sort::None), column("required", "Asks for", Sort::None).with("wide", "")];
const RULES: [Column; 4] = [
    column("rule", "Rule", Sort::Text),
    column("level", "Level", Sort::Text).with("x", ""),
    column("code", "Code", Sort::Text).with("secondary nw", ""),
    column("what", "What it reports", Sort::None).with("wide", ""),
];
/// Numbers, lists of them and words: to the left, where they find room.
const THRESHOLDS: [Column; 4] = [
    column("key", "Key", Sort::Text),
    column("value", "In force", Sort::Text).with("x", ""),
    column("default", "Default", Sort::Text).with("", "Default"),
    column("decides", "Decides", Sort::None).with("wide", ""),
];
const LEFT: [Column; 2] = [column("path", "File", Sort::Text), column("reason", "Why", Sort::Text).with("wide", "")];

fn addresses(_: &View<'_>) -> Vec<Address> {
    vec![Address { path: SitePath::fixed("about/index.html"), item: 0, part: 1 }]
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let mut body = Html::new();
    // gates and checks that do not apply to the first plan that can be read are missing here; the plans' own pages have theirs
    let example = view.rows.iter().position(|row| row.readable).and_then(|row| view.plan(row));
    scores(view, &mut body);
    readiness(example.as_ref(), &mut body);
    thresholds(view, &mut body);
    rules(view, &here, &mut body);
    data(view, &here, &mut body);
    left_out(view, &mut body);
    let crumbs = vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html"))];
    Content { title: word("About this site").into_owned(), nav: "about", crumbs, blocks: vec![("status", status(view)), ("lede", lede(view)), ("body", body)] }
}

fn status(view: &View<'_>) -> Html {
    let mut out = Html::new();
    out.text(&phrase("{} · for {} · as of {} · ", &[&view.frame.classification, &value_word(&view.frame.audience), &view.frame.as_of.long()]));
    out.text(&phrase("quarterdeck {}", &[&view.frame.version]));
    out
}

fn lede(view: &View<'_>) -> Html {
    let mut out = Html::new();
    let rules = view.rules.iter().filter(|rule| rule.level != Level::Off).count();
    out.word("Every number here comes from a line of a plan or a row of a table, by the ");
    out.element("b", &[], &text::plural(view.scores.len() + 1, "score", "scores")).word(" and ");
    out.element("b", &[], &text::plural(rules, "rule", "rules")).word(" below.");
    out
}

fn scores(view: &View<'_>, out: &mut Html) {
    let sub = block::says(word("0 to 100; a score is undetermined when too little of its weight is known, and never a guess"));
    block::block(out, "scores", &word("Scores"), sub, |out| {
        let mut table = Table::open(out, "score-list", &word("Scores"), &SCORES, None);
        for score in &view.scores {
            table.row(&[("id", &format!("s-{}", score.key))]).text(&word(score.title)).text(&word(score.question));
            table.cell(None, |out| {
                out.element("code", &[], score.formula);
            });
            table.end_row();
        }
        table.close(false);
    });
}

fn readiness(example: Option<&PlanView>, out: &mut Html) {
    let sub = block::says(word("Passed weight over known weight × 100; the weight of a block is split equally over the checks that apply"));
    block::block(out, "readiness", &word("Readiness for a review"), sub, |out| {
        out.open("ul", &[]);
        for (mark, says) in [
            (state::READY, key(": all gates met, the score reaches the threshold, and no check fails without a waiver (gold)")),
            (state::READY_WITH_GAPS, key(": all gates met and the score reaches the threshold (silver)")),
            (state::PREPARE_FIRST, key(": a gate is not met (basic), or the score is below the threshold (bronze)")),
        ] {
            out.open("li", &[]);
            mark.write(out);
            out.word(says).close("li");
        }
        out.close("ul");
        let Some(plan) = example else {
            out.open("p", &[("class", "mut")]).word("Blocks and gates stand here once there is a plan.").close("p");
            return;
        };
        out.label("h3", &[], "Gates");
        let mut table = Table::open(out, "gate-list", &word("Gates"), &GATES, None);
        for gate in &plan.judged.readiness.gates {
            table.row(&[]).text(&word(gate.title)).text(&word(gate.required)).end_row();
        }
        table.close(false);
        out.label("h3", &[], "Blocks");
        let mut table = Table::open(out, "block-list", &word("Blocks"), &BLOCKS, None);
        for block in &plan.judged.readiness.blocks {
            let weight = text::score(block.weight);
            let checks: Vec<_> = block.checks.iter().map(|check| word(check.title)).collect();
            table.row(&[]).text(&word(block.title)).number(&weight, &text::points(block.weight)).text(&checks.join(", ")).end_row();
        }
        table.close(false);
    });
}

fn thresholds(view: &View<'_>, out: &mut Html) {
    block::block(out, "thresholds", &word("Thresholds in force"), block::says(word("From quarterdeck.yaml; what is not set there is the default")), |out| {
        let mut table = Table::open(out, "threshold-list", &word("Thresholds"), &THRESHOLDS, None);
        for threshold in &view.thresholds {
            table.row(&[]);
            table.cell(None, |out| {
                out.element("code", &[], &threshold.key);
            });
            table.cell(Some(&threshold.value), |out| {
                let value = value_word(&threshold.value);
                if threshold.value == threshold.default {
                    out.text(&value);
                } else {
                    out.element("b", &[], &value);
                }
            });
            table.text(&value_word(&threshold.default)).text(&word(threshold.decides)).end_row();
        }
        table.close(false);
    });
}

fn rules(view: &View<'_>, here: &Here<'_>, out: &mut Html) {
    let off = view.rules.iter().filter(|rule| rule.level == Level::Off).count();
    let changed = view.rules.iter().filter(|rule| rule.level != rule.code.level).count();
    let says = match (changed, off) {
        (0, _) => word("All at their usual level").into_owned(),
        (changed, off) => phrase("{changed} at another level than usual, {off} switched off", &[&changed, &off]),
    };
    block::block(out, "rules", &word("Rules in force"), block::says(&says), |out| {
        let mut table = Table::open(out, "rule-list", &word("Rules"), &RULES, None);
        for it in &view.rules {
            table.row(&[]);
            table.cell(None, |out| finding::code(out, here, it.code));
            table.cell(Some(state::rank(it.level)), |out| {
                match it.level {
                    Level::Off => state::UNKNOWN.write_as(out, &word("Off")),
                    level => state::level(level).write(out),
                }
                if it.level != it.code.level {
                    out.open("small", &[]).word("usually ").word(state::level_word(it.code.level)).close("small");
                }
            });
            table.cell(None, |out| {
                out.element("code", &[], it.code.code);
            });
            table.cell(None, |out| text::message(out, &text::sentence(it.code.docs.what))).end_row();
        }
        table.close(false);
    });
}

fn data(view: &View<'_>, here: &Here<'_>, out: &mut Html) {
    block::block(out, "data", &word("Data"), block::nothing, |out| {
        out.open("p", &[]);
        match &view.frame.data_note {
            Some(note) => out.text(&text::sentence(&note.shown())),
            None => out.word("No revenue table: figures come from the plans alone."),
        };
        if let Some(accounts) = view.totals.accounts {
            out.text(&phrase(" The account list has {}.", &[&text::plural(accounts, "account", "accounts")]));
        }
        out.text(&phrase(" Amounts are in {}.", &[&view.frame.currency])).close("p");
        out.open("p", &[]).word("All lists as files, complete: ");
        let mut first = true;
        for (name, csv, json) in files::DATA {
            if !first {
                out.text("; ");
            }
            first = false;
            out.text(&word(name)).text(" ");
            out.link(&here.to(&SitePath::fixed(csv)), &[], "CSV").text(" ").link(&here.to(&SitePath::fixed(json)), &[], "JSON");
        }
        out.word("; scores with their terms ")
            .link(&here.to(&SitePath::fixed("data/scores.json")), &[], "JSON")
            .word("; the ")
            .link_word(&here.to(&SitePath::fixed("data/plan.schema.json")), &[], "schema of a plan")
            .text("; ");
        out.link_word(&here.to(&SitePath::fixed("build.json")), &[], "what this site was built from").text(".").close("p");
    });
}

fn left_out(view: &View<'_>, out: &mut Html) {
    let title = match view.left_out.len() {
        0 => word("No file was left out").into_owned(),
        n => phrase("{} left out", &[&text::plural(n, "file was", "files were")]),
    };
    block::block(out, "left-out", &title, block::says(word("Files of the territory without a page, and why")), |out| {
        if view.left_out.is_empty() {
            out.open("p", &[("class", "mut")]).word("Everything that was found is published.").close("p");
            return;
        }
        let mut table = Table::open(out, "left-out-list", &word("Files left out"), &LEFT, None);
        for file in view.left_out.iter().take(LEFT_OUT) {
            table.row(&[]);
            table.cell(None, |out| {
                out.element("code", &[], &file.path);
            });
            table.text(&text::sentence(&file.reason)).end_row();
        }
        table.close(false);
        if view.left_out.len() > LEFT_OUT {
            out.element("p", &[("class", "mut sm")], &phrase("and {} more in build.json", &[&(view.left_out.len() - LEFT_OUT)]));
        }
    });
}
