//! One page a rule: what it reports, why, how to mend it, examples, and where it found something. Knows rules by their docs alone.

use crate::base::language::{key, phrase, word};
use std::collections::BTreeMap;

use crate::audience::project::View;
use crate::audience::view::FindingView;
use crate::base::html::Html;
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::filter::{Choice, filter};
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, finding, pager, state, text};
use crate::diag::code::{Code, Level};
use crate::pages::page::{Address, Content, Page};

/// A page for each rule of the shelf and for each that has found something, and the further parts of long lists.
pub static PAGE: Page = Page { key: "rule", ids: &["K16"], addresses, firsts: Some(firsts), content };

const COLUMNS: [Column; 5] = [
    column("account", "Account", Sort::Text),
    column("level", "Level", Sort::Text).with("x", ""),
    column("finding", "Finding", Sort::None).with("wide", ""),
    column("where", "Where", Sort::Text).with("nw", ""),
    column("owner", "Owner", Sort::Text).with("x nw", ""),
];

/// The rules that have a page, by name. `Address::item` counts in this order.
pub fn codes(view: &View<'_>) -> Vec<&'static Code> {
    let all = view.rules.iter().map(|rule| rule.code).chain(view.finding_rules().iter().copied());
    let by_name: BTreeMap<&str, &'static Code> = all.map(|code| (code.name, code)).collect();
    by_name.into_values().collect()
}

fn path(code: &Code) -> Option<SitePath> {
    Some(SitePath::of_name("findings", &Slug::new(code.name).ok()?, "html"))
}

fn firsts(view: &View<'_>) -> Vec<Address> {
    let first = |(item, code)| Some(Address { path: path(code)?, item, part: 1 });
    codes(view).into_iter().enumerate().filter_map(first).collect()
}

fn addresses(view: &View<'_>) -> Vec<Address> {
    let mut made = Vec::new();
    for (item, code) in codes(view).into_iter().enumerate() {
        let Some(path) = path(code) else { continue };
        let parts = pager::parts(view.found_by(code.name));
        made.extend((1..=parts).map(|part| Address { path: path.page_of_file(part), item, part }));
    }
    made
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let mut crumbs =
        vec![(word("Portfolio").into_owned(), SitePath::fixed("index.html")), (word("Findings").into_owned(), SitePath::fixed("findings/index.html"))];
    let Some(code) = codes(view).get(at.item).copied() else {
        return Content { title: word("No such rule").into_owned(), nav: "findings", crumbs, blocks: Vec::new() };
    };
    let level = view.rules.iter().find(|rule| rule.code.name == code.name).map_or(code.level, |rule| rule.level);
    let mut blocks = vec![("status", status(code, level)), ("where", places(view, &here, code, at.part))];
    let mut title = code.name.to_owned();
    if at.part == 1 {
        blocks.extend([("lede", lede(code)), ("why", why(code)), ("example", example(code))]);
    } else {
        crumbs.extend(path(code).map(|path| (code.name.to_owned(), path)));
        title.push_str(&phrase(", part {}", &[&at.part]));
    }
    Content { title, nav: "findings", crumbs, blocks }
}

fn status(code: &Code, level: Level) -> Html {
    let mut out = Html::new();
    match level {
        Level::Off => state::UNKNOWN.write_as(&mut out, &word("Off in this territory")),
        level => state::level(level).write(&mut out),
    }
    out.text(" · ").element("code", &[], code.code).text(&phrase(" · about {}", &[&word(category(code))]));
    if level != code.level {
        out.text(&phrase(" · usually {}", &[&word(state::level_word(code.level))]));
    }
    if code.milder_in_draft {
        out.word(" · milder in drafts");
    }
    if code.clock {
        out.word(" · depends on the day");
    }
    out
}

/// What a category is about, for readers.
fn category(code: &Code) -> &'static str {
    use crate::diag::code::Category;
    match code.category {
        Category::Syntax => key("how a file is written"),
        Category::Schema => key("fields and their values"),
        Category::Reference => key("what refers to what"),
        Category::Dates => key("dates"),
        Category::Domain => key("the plan itself"),
        Category::Text => key("wording"),
        Category::Link => key("links"),
        Category::Freshness => key("how fresh things are"),
        Category::Territory => key("the whole territory"),
        Category::Meta => key("the tool"),
    }
}

fn lede(code: &Code) -> Html {
    let mut out = Html::new();
    text::message(&mut out, &text::sentence(code.docs.what));
    out
}

fn why(code: &Code) -> Html {
    let mut out = Html::new();
    for (id, title, words) in [("why", key("Why it matters"), code.docs.why), ("fix", key("How to fix it"), code.docs.fix)] {
        if !words.is_empty() {
            block::block(&mut out, id, &word(title), block::nothing, |out| {
                out.open("p", &[]);
                text::message(out, &text::sentence(words));
                out.close("p");
            });
        }
    }
    out
}

fn example(code: &Code) -> Html {
    let mut out = Html::new();
    let (bad, blanks) = code.docs.bad_seen();
    let mut sample = |id: &str, title: &'static str, label: &'static str, sample: &str| {
        if !sample.trim().is_empty() {
            block::block(&mut out, id, &word(title), block::nothing, |out| {
                out.open("div", &[("class", "narrative")]).open("pre", &[("tabindex", "0"), ("role", "region"), ("aria-label", &word(label))]);
                out.element("code", &[], &shown(sample)).close("pre").close("div");
                if blanks && id == "bad" {
                    out.open("p", &[("class", "sub")]).word("A · stands for a blank at the end of a line.").close("p");
                }
            });
        }
    };
    sample("bad", key("Reported"), key("Example that is reported"), &bad);
    sample("good", key("Accepted"), key("Example that is accepted"), code.docs.good);
    out
}

/// An example as people read it: what it takes away and which file it is about as comments.
fn shown(example: &str) -> String {
    let line = |line: &str| match (line.strip_prefix('~'), line.strip_prefix("=== ")) {
        (Some(key), _) => phrase("# no {key}", &[&key]),
        (_, Some(path)) => format!("# {path}"),
        _ => line.to_owned(),
    };
    example.trim_end().lines().map(line).collect::<Vec<String>>().join("\n")
}

fn places(view: &View<'_>, here: &Here<'_>, code: &Code, part: usize) -> Html {
    let mut out = Html::new();
    let found = view.found_by(code.name);
    let title = match found {
        0 => word("Found nowhere").into_owned(),
        n => text::plural(n, "finding", "findings"),
    };
    block::block(&mut out, "where", &title, block::nothing, |out| {
        if found == 0 {
            out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "Nothing to clear").word(" as of ");
            text::date(out, view.frame.as_of);
            out.text(".").close("p").close("div");
            return;
        }
        let shown = view.findings_by(code.name, pager::range(part, found));
        if shown.len() > 5 {
            let owners = Choice::of("owner", "Owner", "All owners", shown.iter().map(|it| (&*it.owner, it.owner.to_string())));
            filter(out, here, "places", "Account, words", &[owners], &[("CSV", SitePath::fixed("data/findings.csv"))]);
        }
        let mut table = Table::open(out, "places", &word("Where the rule found something"), &COLUMNS, None);
        for it in &shown {
            row(&mut table, view, here, it);
        }
        table.close(false);
        if let Some(first) = path(code) {
            pager::pager(out, here, part, found, |part| first.page_of_file(part));
        }
    });
    out
}

fn row(table: &mut Table<'_>, view: &View<'_>, here: &Here<'_>, it: &FindingView) {
    let line = it.place.line.to_string();
    table.row(&[("data-rule", it.code.name), ("data-path", &it.place.path), ("data-line", &line), ("data-owner", &it.owner)]);
    table.cell(None, |out| finding::account(out, here, it));
    table.cell(Some(state::rank(it.level)), |out| state::level(it.level).write(out));
    table.cell(None, |out| {
        text::message(out, &text::sentence(it.message()));
        if let Some(help) = it.help() {
            out.open("small", &[]);
            text::message(out, &text::sentence(help));
            out.close("small");
        }
    });
    table.cell(None, |out| here.near_place(out, &it.place));
    table.cell(None, |out| finding::owner(out, here, view, it)).end_row();
}
