//! The results board: what plans brought, with the evidence, and what closed ones taught (D1, D2, R18).

use crate::audience::history::HistoryView;
use crate::audience::project::View;
use crate::audience::results::ResultsView;
use crate::base::html::Html;
use crate::base::language::{key, phrase, value_word, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, files, not_counted, pager, text};
use crate::pages::page::{Address, Content, Page, headed, in_parts};

/// The longest list gives the number of parts.
pub static PAGE: Page = Page { key: "results", ids: &["D1", "D2", "R18", "M22"], addresses, firsts: Some(firsts), content };

const MET: [Column; 5] = [
    column("account", "Account", Sort::Text),
    column("benchmark", "Benchmark", Sort::Text).with("wide", ""),
    column("reached", "Reached", Sort::Number).with("", "Reached"),
    column("on", "Read on", Sort::Date).with("x nw", ""),
    column("evidence", "Evidence", Sort::Text).with("wide", ""),
];
const WINS: [Column; 5] = [
    column("account", "Account", Sort::Text),
    column("deal", "Deal", Sort::Text).with("wide", ""),
    column("amount", "Amount", Sort::Number).with("", "Amount"),
    column("on", "Won on", Sort::Date).with("x nw", ""),
    column("origin", "Origin", Sort::Text).with("secondary", "Origin"),
];
const LESSONS: [Column; 3] = [
    column("account", "Account", Sort::Text),
    column("added", "Value added", Sort::Text).with("x", "Value added"),
    column("lesson", "Lesson", Sort::None).with("wide", ""),
];

const PROJECTIONS: [Column; 6] = [
    column("owner", "Owner", Sort::Text),
    column("quarter", "Quarter", Sort::Text).with("x", "Quarter"),
    column("plans", "Plans", Sort::Number).with("secondary", "Plans"),
    column("projected", "Projected", Sort::Number).with("", "Projected"),
    column("came", "Came", Sort::Number).with("x", "Came"),
    column("difference", "Difference", Sort::Number).with("", "Difference"),
];

const FIRST: &str = "results/index.html";

fn addresses(view: &View<'_>) -> Vec<Address> {
    let results = view.results();
    in_parts(FIRST, [results.met.len(), results.wins.len(), results.lessons.len(), projected(view)])
}

/// Rows of what was projected; none without history.
fn projected(view: &View<'_>) -> usize {
    if matches!(view.frame.history, HistoryView::Known { .. }) { view.calibration().len() } else { 0 }
}

/// The other parts of one of the lists.
fn parts(out: &mut Html, here: &Here<'_>, part: usize, rows: usize) {
    pager::pager(out, here, part, rows, |part| SitePath::fixed(FIRST).page(part));
}

fn firsts(_: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let results = view.results();
    let mut body = Html::new();
    if pager::holds(at.part, results.met.len()) {
        met(view, results, &here, at.part, &mut body);
    }
    if pager::holds(at.part, results.wins.len()) {
        wins(view, results, &here, at.part, &mut body);
    }
    if pager::holds(at.part, results.lessons.len()) {
        lessons(results, &here, at.part, &mut body);
    }
    if pager::holds(at.part, projected(view)) {
        projections(view, &here, at.part, &mut body);
    }
    let (title, crumbs) = headed("Results", FIRST, at.part);
    Content { title, nav: "results", crumbs, blocks: vec![("lede", lede(view, results, &here)), ("body", body)] }
}

fn lede(view: &View<'_>, results: &ResultsView, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    out.element("b", &[], &text::plural(results.met.len(), "benchmark", "benchmarks")).text(&phrase(" reached the target in {}; ", &[&results.year]));
    out.element("b", &[], &text::plural(results.wins.len(), "deal was", "deals were")).word(" won");
    if !results.won.is_zero() {
        out.word(", worth ").element("b", &[], &here.short(results.won));
    }
    out.text(".");
    not_counted::without(&mut out, here, view);
    out
}

fn met(view: &View<'_>, results: &ResultsView, here: &Here<'_>, part: usize, out: &mut Html) {
    block::block(
        out,
        "met",
        &word("Benchmarks met"),
        block::says(phrase("Reached in {}, latest first, with the reading that shows it", &[&results.year])),
        |out| {
            if results.met.is_empty() {
                let example = "readings: [{on: 2026-11-15, value: 45, source: wallet study}]";
                empty::empty(out, "None yet.", "A benchmark whose readings reach its target in this fiscal year stands here.", None, example);
                return;
            }
            let mut table = Table::open(out, "met-table", &word("Benchmarks met"), &MET, Some(("on", true)));
            for row in pager::shown(part, &results.met) {
                table.row(&[("data-account", row.slug.as_str())]).cell(Some(&row.title), |out| {
                    out.link(&here.account_at(&row.slug, "benchmarks"), &[], &row.title).open("small", &[]);
                    if let Some(owner) = view.owner_of(&row.slug) {
                        out.text(&owner.name);
                    }
                    out.close("small");
                });
                table.text(&row.what);
                let unit = if row.unit == "%" { "%".to_owned() } else { format!(" {}", row.unit) };
                let reached = format!("{}{unit}", text::money(row.reading));
                table.cell(Some(&row.reading.to_string()), |out| {
                    out.text(&reached).element("small", &[], &phrase("from {} to {}", &[&text::money(row.baseline), &text::money(row.target)]));
                });
                table.cell(Some(&row.on.to_string()), |out| {
                    here.day(out, row.on);
                    if row.days_early > 0 {
                        out.element("small", &[], &phrase("{} early", &[&text::plural(usize::try_from(row.days_early).unwrap_or(0), "day", "days")]));
                    }
                });
                table.cell(None, |out| {
                    out.text(row.source.as_deref().unwrap_or(&word("no source given"))).text(" ");
                    here.near_place(out, &row.place);
                });
                table.end_row();
            }
            table.close(false);
            parts(out, here, part, results.met.len());
            files::table(out, here, "results-met");
        },
    );
}

fn wins(view: &View<'_>, results: &ResultsView, here: &Here<'_>, part: usize, out: &mut Html) {
    block::block(out, "wins", &word("Deals won"), block::says(phrase("Closed in {}, latest first", &[&results.year])), |out| {
        if results.wins.is_empty() {
            empty::empty(out, "None yet.", "An opportunity that is won in this fiscal year stands here.", None, "status: won, closed_on: 2026-11-12");
            return;
        }
        let mut table = Table::open(out, "wins-table", &word("Deals won"), &WINS, Some(("on", true)));
        for row in pager::shown(part, &results.wins) {
            table.row(&[("data-account", row.slug.as_str())]).cell(Some(&row.title), |out| {
                out.link(&here.account_at(&row.slug, "opportunities"), &[], &row.title).open("small", &[]);
                if let Some(owner) = view.owner_of(&row.slug) {
                    out.text(&owner.name);
                }
                out.close("small");
            });
            table.cell(None, |out| {
                out.text(&row.what).text(" ");
                here.near_place(out, &row.place);
            });
            table.number(&row.amount.to_string(), &text::money_short(row.amount, &row.currency));
            table.cell(Some(&row.on.map(|on| on.to_string()).unwrap_or_default()), |out| match row.on {
                Some(on) => here.day(out, on),
                None => {
                    out.text("–");
                }
            });
            table.text(&value_word(row.origin.unwrap_or("–"))).end_row();
        }
        table.close(false);
        parts(out, here, part, results.wins.len());
        files::table(out, here, "results-wins");
    });
}

fn lessons(results: &ResultsView, here: &Here<'_>, part: usize, out: &mut Html) {
    block::block(out, "lessons", &word("What closed plans taught"), block::says(word("Plans that added no value first")), |out| {
        if results.lessons.is_empty() {
            empty::empty(out, "No plan is closed.", "Closing a plan asks for its outcome.", None, "outcome: {value_added: no, lesson: …}");
            return;
        }
        let mut table = Table::open(out, "lessons-table", &word("Closed plans"), &LESSONS, None);
        for row in pager::shown(part, &results.lessons) {
            table.row(&[("data-account", row.slug.as_str())]).cell(Some(&row.title), |out| {
                out.link(&here.account(&row.slug), &[], &row.title);
            });
            table.text(&value_word(row.added)).cell(None, |out| {
                out.text(&row.lesson).text(" ");
                here.near_place(out, &row.place);
            });
            table.end_row();
        }
        table.close(false);
        parts(out, here, part, results.lessons.len());
        files::table(out, here, "results-lessons");
    });
}

/// What was projected when a quarter began, against what came (M22). Left out without history.
fn projections(view: &View<'_>, here: &Here<'_>, part: usize, out: &mut Html) {
    if !matches!(view.frame.history, HistoryView::Known { .. }) {
        return;
    }
    let rows = view.calibration();
    let sub = word("The 90-day projections as they stood when a quarter began, against the revenue of that quarter, by owner");
    block::block(out, "projections", &word("Projections, then and now"), block::says(sub), |out| {
        if rows.is_empty() {
            let belongs = key("When a quarter has ended, its projection is held against the revenue that came.");
            empty::empty(out, "None yet.", belongs, None, "projection_90d: [{brand: surgix, amount: 144000}]");
            return;
        }
        let mut table = Table::open(out, "projections-table", &word("Projections against revenue"), &PROJECTIONS, None);
        let shown = pager::range(part, rows.len());
        for row in rows.iter().rev().skip(shown.start).take(shown.len()) {
            table.row(&[]).text(&row.owner).text(&row.period.to_string()).number(&row.plans.to_string(), &row.plans.to_string());
            table.number(&row.projected.to_string(), &here.short(row.projected)).number(&row.actual.to_string(), &here.short(row.actual));
            match row.actual.minus(row.projected).ratio(row.projected) {
                Some(share) => {
                    let sign = if share.is_sign_positive() && !share.is_zero() { "+" } else { "" };
                    table.number(&share.round_dp(4).to_string(), &format!("{sign}{}", text::percent(share)));
                }
                None => {
                    table.number("", "–");
                }
            }
            table.end_row();
        }
        table.close(false);
        parts(out, here, part, rows.len());
        files::table(out, here, "results-projections");
    });
}
