//! Plans by the blocks of their readiness: what each plan still needs, worst first, as a table.

use crate::base::language::{key, phrase, word};
use std::borrow::Borrow;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::audience::view::{BlockCounts, RowView};
use crate::base::amount::grouped;
use crate::base::html::{Href, Html};
use crate::base::slug::Slug;
use crate::charts::chart::{Chart, Figure, Of, count, every};
use crate::draw::number::fixed;
use crate::draw::scale::Linear;
use crate::draw::svg::Svg;

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "readiness_matrix",
    of: Of::Territory,
    title: "What each plan still needs",
    shows: "Per plan the verdict, the readiness score against its threshold, and the state of ten blocks",
    ids: &["S6", "M16", "K6"],
};

/// Rows on one page; the caller hands over one page's slice.
pub const ROWS: usize = 500;

/// The block without a column: it weighs least, and is named in the row where it is open.
const LEFT_OUT: &str = "since-review";

/// Addresses that only the page knows.
pub struct Links<'a> {
    /// An account's page.
    pub account: &'a dyn Fn(&Slug) -> Href,
    /// A block on an account's page or pack, by the block's key.
    pub block: &'a dyn Fn(&Slug, &str) -> Option<Href>,
}

/// At most 500 rows, worst first; `threshold` is the score from which a plan counts as silver (S6). Totals and title are about these rows; where
/// they are a part of a longer list, `part` has their places in it and how long it is, and the title says so.
pub fn figure<R: Borrow<RowView>>(rows: &[R], part: Option<(Range<usize>, usize)>, threshold: Decimal, links: &Links) -> Figure {
    let mut rows: Vec<&RowView> = rows.iter().take(ROWS).map(Borrow::borrow).collect();
    if rows.is_empty() {
        return Figure::empty(CHART.key, &word("No plans yet"));
    }
    rows.sort_by(|a, b| a.worst_first(b));
    let blocks = blocks(&rows);
    let failing: Vec<usize> =
        blocks.iter().map(|(key, _)| rows.iter().filter(|row| row.blocks.iter().any(|block| block.key == *key && block.failed > 0)).count()).collect();
    let ready = rows.iter().filter(|row| row.verdict == "ready").count();
    let gaps = rows.iter().filter(|row| row.verdict == "ready-with-gaps").count();
    Figure {
        key: CHART.key,
        title: title(&rows, part, ready, &blocks, &failing),
        subtitle: phrase("✓ complete, ! open checks, – unknown; the line in the bar is the threshold of {}", &[&fixed(threshold, 0)]),
        drawing: drawing(&rows, &blocks, &failing, (ready, gaps), threshold, links),
        description: phrase(
            "{}: {ready} ready, {gaps} ready with gaps, {} to prepare first.",
            &[&count(rows.len(), "plan", "plans"), &ready, &gaps, &(rows.len() - ready - gaps)],
        ),
        header: Vec::new(),
        rows: Vec::new(),
    }
}

/// Key and title of the blocks, in the order of the first row that has them all.
fn blocks(rows: &[&RowView]) -> Vec<(&'static str, &'static str)> {
    let longest = rows.iter().map(|row| &row.blocks).reduce(|best, blocks| if blocks.len() > best.len() { blocks } else { best });
    longest.into_iter().flatten().filter(|block| block.key != LEFT_OUT).map(|block| (block.key, block.title)).collect()
}

fn title(rows: &[&RowView], part: Option<(Range<usize>, usize)>, ready: usize, blocks: &[(&str, &'static str)], failing: &[usize]) -> String {
    let n = rows.len();
    let head = match (part, ready, n) {
        (Some(part), ..) => of_part(part, ready, n),
        (_, 1, 1) => word("The one plan is ready").into_owned(),
        (_, 0, 1) => word("The one plan is not ready").into_owned(),
        (_, ready, n) if ready == n => phrase("{} are ready", &[&every(n, "plans")]),
        (_, 0, n) => phrase("None of {n} plans is ready", &[&n]),
        (_, 1, n) => phrase("1 of {n} plans is ready", &[&n]),
        (_, ready, n) => phrase("{ready} of {n} plans are ready", &[&ready, &n]),
    };
    // the one block that fails most often, when no other fails as often and it holds up at least a third of the plans
    let most = failing.iter().copied().max().unwrap_or(0);
    let mut worst = blocks.iter().zip(failing).filter(|(_, fails)| **fails == most);
    match (worst.next(), worst.next()) {
        (Some(((_, title), _)), None) if most > 1 && most * 3 >= n => phrase("{head}; “{title}” has open checks in {most}", &[&head, &word(title), &most]),
        _ => head,
    }
}

/// How many are ready of the `n` plans of a part.
fn of_part((at, all): (Range<usize>, usize), ready: usize, n: usize) -> String {
    let [from, to, all] = [at.start + 1, at.end, all].map(|number| grouped(&number.to_string()));
    let these = phrase("Plans {from}–{to} of {all}", &[&from, &to, &all]);
    match ready {
        0 => phrase("{these}: none is ready", &[&these]),
        1 => phrase("{these}: 1 is ready", &[&these]),
        _ if ready == n => phrase("{these}: all are ready", &[&these]),
        _ => phrase("{these}: {ready} are ready", &[&these, &ready]),
    }
}

fn drawing(
    rows: &[&RowView],
    blocks: &[(&'static str, &'static str)],
    failing: &[usize],
    (ready, gaps): (usize, usize),
    threshold: Decimal,
    links: &Links,
) -> Html {
    let mut out = Html::with_capacity(1600 * rows.len() + 2000);
    out.open("div", &[("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", &word("Plans by block of readiness"))]);
    out.open("table", &[("class", "matrix"), ("aria-label", &word(CHART.title))]).open("thead", &[]).open("tr", &[]);
    out.label("th", &[("scope", "col")], "Account").label("th", &[("scope", "col"), ("class", "secondary")], "Verdict");
    out.label("th", &[("scope", "col"), ("class", "num")], "Score");
    out.open("th", &[("scope", "col"), ("class", "w secondary")]).label("span", &[("class", "vh")], "Score bar").close("th");
    for (_, title) in blocks {
        out.open("th", &[("scope", "col"), ("class", "b")]).label("span", &[], title).close("th");
    }
    out.close("tr").close("thead").open("tbody", &[]);
    for row in rows {
        line(&mut out, row, blocks, threshold, links);
    }
    out.close("tbody").open("tfoot", &[]).open("tr", &[]);
    out.label("th", &[("scope", "row")], "Plans with open checks");
    out.open("td", &[("class", "secondary")]).text(&phrase("{ready} of {} ready", &[&ready, &rows.len()]));
    out.element("span", &[("class", "vh")], &phrase(", {gaps} ready with gaps, {} to prepare first", &[&gaps, &(rows.len() - ready - gaps)])).close("td");
    out.element("td", &[("class", "num")], "").element("td", &[("class", "w secondary")], "");
    for n in failing {
        out.element("td", &[("class", "b")], &n.to_string());
    }
    out.close("tr").close("tfoot").close("table").close("div");
    out
}

fn line(out: &mut Html, row: &RowView, blocks: &[(&'static str, &'static str)], threshold: Decimal, links: &Links) {
    let (class, glyph, says) = match row.verdict {
        _ if !row.readable => ("st bad", "✕", key("Cannot be read")),
        "ready" => ("st ok", "✓", key("Ready")),
        "ready-with-gaps" => ("st warn", "!", key("Ready with gaps")),
        "prepare-first" => ("st bad", "✕", key("Prepare first")),
        _ => ("st unknown", "–", key("Unknown")),
    };
    out.open("tr", &[("data-account", row.slug.as_str())]).open("th", &[("scope", "row")]);
    out.link(&(links.account)(&row.slug), &[], &row.title);
    if let Some(BlockCounts { title, failed, .. }) = row.blocks.iter().find(|block| block.key == LEFT_OUT && block.failed > 0) {
        out.element("small", &[("class", "noprint")], &phrase("{title}: {failed} open", &[&word(title), failed]));
    }
    out.close("th").open("td", &[("class", "secondary")]);
    out.open("span", &[("class", class)]).element("span", &[("class", "g"), ("aria-hidden", "true")], glyph).word(says).close("span").close("td");
    let score = row.score("readiness");
    let shown = score.map(|score| fixed(score, 0));
    match (score, &shown) {
        (Some(score), Some(shown)) => {
            let value = score.normalize().to_string();
            out.element("td", &[("class", "num"), ("data-score", "readiness"), ("data-value", &value)], shown);
        }
        _ => {
            out.element("td", &[("class", "num")], "–");
        }
    }
    out.open("td", &[("class", "w secondary")]);
    if let Some(score) = score {
        out.push(&bar(score, threshold, row.verdict));
    }
    out.close("td");
    for (key, title) in blocks {
        let found = row.blocks.iter().find(|block| block.key == *key);
        cell(out, &row.slug, key, title, found, links);
    }
    out.close("tr");
}

/// One block of one plan: passed, failed and unknown checks.
fn cell(out: &mut Html, slug: &Slug, key: &str, title: &'static str, checks: Option<&BlockCounts>, links: &Links) {
    let title = word(title);
    let (class, glyph, words) = match checks {
        Some(BlockCounts { failed, .. }) if *failed > 0 => ("b warn", format!("! {failed}"), phrase("{title}: {failed} open", &[&title, failed])),
        Some(BlockCounts { passed, .. }) if *passed > 0 => ("b ok", "✓".to_owned(), phrase("{title}: complete", &[&title])),
        Some(BlockCounts { unknown, .. }) if *unknown > 0 => ("b unknown", "–".to_owned(), phrase("{title}: unknown", &[&title])),
        _ => ("b unknown", "–".to_owned(), phrase("{title}: nothing to check", &[&title])),
    };
    out.open("td", &[("class", class)]);
    let address = (links.block)(slug, key);
    if let Some(address) = &address {
        out.open_link(address, &[]);
    }
    out.element("span", &[("class", "g"), ("aria-hidden", "true")], &glyph).element("span", &[("class", "vh")], &words);
    if address.is_some() {
        out.close("a");
    }
    out.close("td");
}

fn bar(score: Decimal, threshold: Decimal, verdict: &str) -> Html {
    let scale = Linear::new(Decimal::ZERO, Decimal::ONE_HUNDRED, 0, 10_000);
    let at = scale.at(score);
    let class = match verdict {
        "ready" => "fo",
        "ready-with-gaps" => "fw",
        _ => "fb",
    };
    let mut svg = Svg::bar();
    svg.rect("fg", at, 30, 10_000 - at, 100);
    svg.rect(class, 0, 30, at, 100);
    svg.rect("ft", scale.at(threshold).clamp(100, 9_900) - 100, 0, 200, 160);
    svg.finish()
}
