//! Accounts held against the ideal customer: rankings for grow and acquire apart, calibration, the matrix, and what each question tells apart (R6, R10–R16).

use crate::audience::project::View;
use crate::audience::ranking::{CriterionRow, QuestionRow, RankRow, RankingView};
use crate::base::html::Html;
use crate::base::language::{self, key, phrase, value_word, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, figure, files, not_counted, pager, text};
use crate::charts::icp_heat_map;
use crate::pages::page::{Address, Content, Page, headed, in_parts};

/// The two rankings, in parts; the rest stands on the first.
pub static PAGE: Page = Page { key: "icp", ids: &["R6", "R10", "R11", "R12", "R13", "R14", "R15", "R16"], addresses, firsts: Some(firsts), content };

const RANKS: [Column; 6] = [
    column("account", "Account", Sort::Text),
    column("fit", "Fit", Sort::Number).with("x", "Fit"),
    column("band", "Band", Sort::Text).with("", "Band"),
    column("matched", "Matched", Sort::Number).with("x", "Matched"),
    column("expected", "Manager expects", Sort::Text).with("", "Expected"),
    column("potential", "Potential", Sort::Number).with("secondary", "Potential"),
];
const CALIBRATION: [Column; 4] = [
    column("expected", "Expected", Sort::None).with("", "Expected"),
    column("high", "Computed high", Sort::Number).with("x", "Computed high"),
    column("moderate", "Computed moderate", Sort::Number).with("", "Computed moderate"),
    column("low", "Computed low", Sort::Number).with("x", "Computed low"),
];
const QUESTIONS: [Column; 6] = [
    column("question", "Question", Sort::None),
    column("yes", "Yes", Sort::Number).with("x", "Yes"),
    column("no", "No", Sort::Number).with("", "No"),
    column("unknown", "Unknown", Sort::Number).with("x", "Unknown"),
    column("na", "Not applicable", Sort::Number).with("secondary", "N/a"),
    column("tells", "Tells apart", Sort::None).with("wide", "Tells apart"),
];
const MATRIX: [Column; 4] = [
    column("criterion", "Criterion", Sort::Text),
    column("weight", "Weight", Sort::Number).with("x", "Weight"),
    column("levels", "Levels", Sort::None).with("wide", ""),
    column("plans", "Plans at each level", Sort::None).with("wide", ""),
];

const FIRST: &str = "icp/index.html";

fn addresses(view: &View<'_>) -> Vec<Address> {
    let ranking = view.ranking();
    in_parts(FIRST, [ranking.grow.len(), ranking.acquire.len()])
}

fn firsts(_: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let ranking = view.ranking();
    let mut body = Html::new();
    for (key, title, rows) in [("grow", key("Accounts to grow"), &ranking.grow), ("acquire", key("Accounts to acquire"), &ranking.acquire)] {
        if pager::holds(at.part, rows.len()) {
            ranks(key, title, rows, &here, at.part, &mut body);
        }
    }
    if at.part == 1 {
        levels(ranking, &here, &mut body);
        calibration(ranking, &here, &mut body);
        questions(&ranking.questions, &here, &mut body);
        matrix(ranking, &here, &mut body);
    }
    let (title, crumbs) = headed("Ideal customer", FIRST, at.part);
    Content { title, nav: "icp", crumbs, blocks: vec![("status", status(ranking)), ("lede", lede(view, ranking, &here)), ("body", body)] }
}

fn status(ranking: &RankingView) -> Html {
    let mut out = Html::new();
    let whose = if ranking.is_default { word("the shipped matrix, because there is no icp.yaml") } else { "icp.yaml".into() };
    out.text(&phrase(
        "Version {} of {whose} · high from {}, moderate from {}",
        &[&ranking.version, &whose, &text::points(ranking.bands.0), &text::points(ranking.bands.1)],
    ));
    out
}

fn lede(view: &View<'_>, ranking: &RankingView, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    let all = || ranking.grow.iter().chain(&ranking.acquire);
    let high = all().filter(|row| row.band == Some("high")).count();
    out.element("b", &[], &high.to_string())
        .text(&phrase(" of {} to grow or acquire fit in the high band", &[&text::plural(all().count(), "account", "accounts")]));
    if ranking.unconfirmed > 0 {
        out.word("; for ").element("b", &[], &ranking.unconfirmed.to_string()).word(" no manager has confirmed the result");
    }
    out.text(".");
    not_counted::without(&mut out, here, view);
    out
}

fn ranks(key: &str, title: &'static str, rows: &[RankRow], here: &Here<'_>, part: usize, out: &mut Html) {
    let title = &*word(title);
    block::block(out, key, title, block::says(word("By weighted share of the criteria that are known; matched counts those at their highest level")), |out| {
        if rows.is_empty() {
            empty::empty(out, "None.", "A plan with this stance and levels under `icp.scores` stands here.", None, "icp: {scores: {opportunity_size: 2}}");
            return;
        }
        let mut table = Table::open(out, &format!("rank-{key}"), title, &RANKS, Some(("fit", true)));
        for row in pager::shown(part, rows) {
            table.row(&[("data-account", row.slug.as_str())]).cell(Some(&row.title), |out| {
                out.link(&here.account_at(&row.slug, "qualification"), &[], &row.title);
            });
            let value = row.value.map(text::score).unwrap_or_default();
            table.scored("icp_fit", Some(&value), |out| {
                out.text(&text::in_column(row.value));
            });
            table.text(&row.band.map_or_else(|| word("undetermined"), value_word));
            table.number(&row.matched.to_string(), &phrase("{} of {}", &[&row.matched, &row.criteria]));
            table.cell(Some(row.expected.unwrap_or("")), |out| {
                out.text(&value_word(row.expected.unwrap_or("–")));
                if let Some((by, on)) = &row.confirmed {
                    out.open("small", &[]).text(by).text(", ");
                    text::date(out, *on);
                    out.close("small");
                }
            });
            let potential = row.potential.map(|it| it.to_string()).unwrap_or_default();
            table.number(&potential, &row.potential.map_or_else(|| "–".to_owned(), |it| text::money_short(it, &row.currency))).end_row();
        }
        table.close(false);
        pager::pager(out, here, part, rows.len(), |part| SitePath::fixed(FIRST).page(part));
        files::files(out, here, language::key("Grow and acquire, all rows:"), &["icp-ranking"]);
    });
}

/// Every account against every criterion.
fn levels(ranking: &RankingView, here: &Here<'_>, out: &mut Html) {
    if !ranking.grow.is_empty() || !ranking.acquire.is_empty() {
        out.open("section", &[("class", "block"), ("id", "levels"), ("aria-label", &word("Accounts by criteria"))]);
        figure::figure(out, &icp_heat_map::figure(ranking, &|slug| here.account_at(slug, "qualification")));
        files::table(out, here, "icp-levels");
        out.close("section");
    }
}

fn calibration(ranking: &RankingView, here: &Here<'_>, out: &mut Html) {
    let sub = block::says(word("What managers expect against what the matrix says; far from the diagonal either the matrix or the expectation is wrong"));
    block::block(out, "calibration", &word("Calibration"), sub, |out| {
        if ranking.calibration.is_empty() {
            let example = "icp: {confirmed: {by: tomas-rivera, on: 2026-09-10, expected_band: high}}";
            empty::empty(out, "Nothing to compare yet.", "A manager confirms the result of a plan with the band that was expected.", None, example);
            return;
        }
        let mut table = Table::open(out, "calibration-table", &word("Expected against computed"), &CALIBRATION, None);
        for expected in ["high", "moderate", "low"] {
            table.row(&[]).text(&text::titled(expected));
            for computed in ["high", "moderate", "low"] {
                let found = ranking.calibration.iter().find(|(e, c, _)| *e == expected && *c == computed).map_or(0, |(_, _, count)| *count);
                table.number(&found.to_string(), &found.to_string());
            }
            table.end_row();
        }
        table.close(false);
        files::table(out, here, "icp-calibration");
    });
}

fn questions(rows: &[QuestionRow], here: &Here<'_>, out: &mut Html) {
    let sub = block::says(word("A question that every plan answers alike does not help to choose"));
    block::block(out, "questions", &word("The six questions"), sub, |out| {
        let mut table = Table::open(out, "questions-table", &word("Answers to the six questions"), &QUESTIONS, None);
        for row in rows {
            table.row(&[]).text(&text::titled(row.key).replace("Icp", "ICP"));
            for count in [row.yes, row.no, row.unknown, row.not_applicable] {
                table.number(&count.to_string(), &count.to_string());
            }
            table.text(&match row.tells_apart() {
                None => word("nobody has answered").into_owned(),
                Some(part) if part.is_zero() => word("nothing: all answers are the same").into_owned(),
                Some(part) => phrase("{} of 100", &[&text::plain(part, 0)]),
            });
            table.end_row();
        }
        table.close(false);
        files::table(out, here, "icp-questions");
    });
}

fn matrix(ranking: &RankingView, here: &Here<'_>, out: &mut Html) {
    block::block(out, "matrix", &word("The matrix"), block::nothing, |out| {
        for (title, words) in [(key("Whom we want"), &ranking.about), (key("Why they value us"), &ranking.why_they_value_us)] {
            if let Some(words) = words {
                out.label("h3", &[], title).element("p", &[], words);
            }
        }
        let mut table = Table::open(out, "matrix-table", &word("Criteria of the matrix"), &MATRIX, None);
        for row in &ranking.criteria {
            criterion(row, &mut table);
        }
        table.close(false);
        files::table(out, here, "icp-criteria");
    });
}

fn criterion(row: &CriterionRow, table: &mut Table<'_>) {
    table.row(&[("id", &format!("c-{}", row.id.replace('_', "-")))]).text(&row.label);
    table.number(&row.weight.normalize().to_string(), &text::plain(row.weight, 2));
    table.cell(None, |out| {
        for (index, (level, meaning)) in row.levels.iter().enumerate() {
            if index > 0 {
                out.text(" · ");
            }
            out.element("b", &[], &level.to_string()).text(" ").text(if meaning.is_empty() { "–" } else { meaning });
        }
    });
    let counts = row.levels.iter().map(|(level, _)| phrase("level {level}", &[&level])).chain([word("unknown").into_owned()]).zip(&row.spread);
    let counts: Vec<String> = counts.filter(|(_, count)| **count > 0).map(|(level, count)| format!("{level}: {count}")).collect();
    table.text(&if counts.is_empty() { "–".to_owned() } else { counts.join(" · ") }).end_row();
}
