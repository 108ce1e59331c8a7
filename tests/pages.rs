//! The account page and the theme, made in memory: structure, empty and broken plans, and templates that a territory has broken.

use std::collections::BTreeSet;
use std::path::Path;

use quarterdeck::audience::project::project;
use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::source::fixture;
use quarterdeck::source::snapshot::{File, Snapshot};
use quarterdeck::{engine, host};

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn example() -> Snapshot {
    host::disk::read(Path::new("example-territory"), today(), None).unwrap()
}

/// All account pages by address, and what was wrong with templates.
fn pages(snapshot: &Snapshot) -> (Vec<(String, String)>, Vec<String>) {
    made(snapshot, "/index.html")
}

/// The pages below `accounts/` whose address ends so.
fn made(snapshot: &Snapshot, end: &str) -> (Vec<(String, String)>, Vec<String>) {
    of_site(snapshot, |path| path.starts_with("accounts/") && path.ends_with(end))
}

/// The pages at the addresses that are wanted.
fn of_site(snapshot: &Snapshot, wanted: impl Fn(&str) -> bool) -> (Vec<(String, String)>, Vec<String>) {
    let analysis = engine::check(snapshot);
    let view = project(&analysis, &[]);
    let (parts, findings) = engine::parts(snapshot, &analysis);
    let site = engine::site(&view, &parts);
    let made = site
        .artifacts
        .iter()
        .filter(|artifact| wanted(artifact.path.as_str()))
        .map(|artifact| (artifact.path.to_string(), String::from_utf8((artifact.bytes)()).unwrap()))
        .collect();
    let mut said: Vec<String> = findings.iter().map(|it| format!("{}:{}:{}: {}", it.path, it.start.line, it.start.column, it.message)).collect();
    said.extend(parts.faults());
    (made, said)
}

fn page(snapshot: &Snapshot, slug: &str) -> String {
    let address = format!("accounts/{slug}/index.html");
    pages(snapshot).0.into_iter().find(|(path, _)| *path == address).unwrap_or_else(|| panic!("no {address}")).1
}

fn put(snapshot: &mut Snapshot, path: &str, text: &str) {
    snapshot.files.insert(SourcePath::new(path).unwrap(), File::Bytes(text.as_bytes().into()));
}

fn change(snapshot: &mut Snapshot, path: &str, from: &str, to: &str) {
    let source = SourcePath::new(path).unwrap();
    let text = String::from_utf8(snapshot.bytes(&source).unwrap().to_vec()).unwrap();
    assert!(text.contains(from), "{path} does not say {from}");
    put(snapshot, path, &text.replacen(from, to, 1));
}

/// The values of an attribute, in order.
fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// Every element closed in the order in which it was opened, ids unique, one h1, no gap between headings, links within the page alive.
fn assert_sound(path: &str, html: &str) {
    const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "wbr", "!doctype"];
    let mut open: Vec<&str> = Vec::new();
    let mut level = 0;
    let mut titles = 0;
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.split([' ', '\n']).next().unwrap();
        if let Some(ended) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(ended), "{path}: </{ended}>");
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
        if let Some(digit) = name.strip_prefix('h').and_then(|rest| rest.parse::<u8>().ok()) {
            assert!(digit <= level + 1, "{path}: h{digit} after h{level}");
            level = digit;
            titles += usize::from(digit == 1);
        }
    }
    assert!(open.is_empty(), "{path}: left open: {open:?}");
    assert_eq!(titles, 1, "{path}: h1");
    let ids = attribute(html, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{path}: ids repeat");
    for href in attribute(html, "href").iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(unique.contains(href), "{path}: #{href} leads nowhere");
    }
    for bad in [" style=", " onclick=", " onload=", "<script>", "<style", "href=\"/", "src=\"/"] {
        assert!(!html.contains(bad), "{path}: {bad}");
    }
}

#[test]
fn account_pages_are_sound() {
    let (made, said) = pages(&example());
    assert_eq!(made.len(), 12);
    assert!(said.is_empty(), "{said:?}");
    for (path, html) in &made {
        assert_sound(path, html);
        assert!(html.len() < 120_000, "{path}: {} bytes", html.len());
    }
}

#[test]
fn sections_and_items_have_anchors() {
    let html = page(&example(), "kestrel-ridge-medical-center");
    let ids: BTreeSet<&str> = attribute(&html, "id").into_iter().collect();
    for id in
        ["readiness", "opportunities", "people", "objectives", "benchmarks", "obstacles", "asks", "competition", "swot", "commitment", "reviews", "narrative"]
    {
        assert!(ids.contains(id), "no #{id}");
    }
    for prefix in ["o-", "p-", "a-", "g-", "b-", "i-", "k-", "r-", "s-", "u-"] {
        assert!(ids.iter().any(|id| id.starts_with(prefix)), "no #{prefix}…");
    }
    assert!(html.contains("data-score=\"readiness\""));
}

#[test]
fn what_an_author_writes_is_never_markup() {
    let mut snapshot = example();
    let path = "accounts/kestrel-ridge-medical-center/plan.md";
    change(&mut snapshot, path, "title: Kestrel Ridge Medical Center", "title: '</title><script>alert(1)</script>{{ 7 * 7 }}'");
    change(&mut snapshot, path, "name: Imani Brooks", "name: '\"><img src=x onerror=alert(2)>'");
    change(&mut snapshot, path, "\n## ", "\n<script>alert(3)</script> [x](javascript:alert(4)) {% include \"base.html\" %}\n\n## ");
    let html = page(&snapshot, "kestrel-ridge-medical-center");
    assert!(html.contains("&lt;script&gt;alert(1)") && html.contains("{{ 7 * 7 }}") && html.contains("{% include"));
    assert!(!html.contains("<script>") && !html.contains("<img src=x") && !html.contains("href=\"javascript:"));
    assert_sound("hostile", &html);
}

#[test]
fn a_plan_that_cannot_be_read_shows_why_and_its_source() {
    let mut snapshot = example();
    put(&mut snapshot, "accounts/old-mill-clinics/plan.md", "---\ntitle: \"Old <b>Mill\nstatus: active\n---\n# x\n");
    let html = page(&snapshot, "old-mill-clinics");
    assert!(html.contains("class=\"finding error\"") && html.contains("class=\"caret\""), "{html}");
    assert!(html.contains("<h2 id=\"h-source\">Source</h2>") && html.contains("Old &lt;b&gt;Mill"));
    assert!(!html.contains("plan-layout"));
    assert_sound("unreadable", &html);
    let long = format!("---\ntitle: \"Old\n{}", "x: 1\n".repeat(5000));
    put(&mut snapshot, "accounts/old-mill-clinics/plan.md", &long);
    assert!(page(&snapshot, "old-mill-clinics").len() < 60_000);
}

#[test]
fn an_empty_draft_says_what_belongs_where_and_what_it_is_worth() {
    let mut snapshot = example();
    let plan = "---\nschema: quarterdeck/1\naccount: old-mill-clinics\ntitle: Old Mill\nstatus: draft\nowner: marcus-whitfield\nperiod: FY2027\nstance: grow\ntier: C\n\
                objectives: []\nactions: []\nbenchmarks: []\npeople: []\ncommitment: {}\n---\n";
    put(&mut snapshot, "accounts/old-mill-clinics/plan.md", plan);
    let html = page(&snapshot, "old-mill-clinics");
    assert!(html.contains("Nobody has said what is needed.") && !html.contains("No open ask."));
    for text in ["No people yet.", "No objectives yet.", "No benchmarks yet.", "No obstacles yet.", "No asks yet.", "No commitment yet.", "No narrative yet."] {
        assert!(html.contains(text), "{text}");
    }
    assert!(html.matches("points of completeness.").count() >= 4);
    assert_sound("empty", &html);
}

#[test]
fn review_packs_are_sound_and_add_up() {
    let (made, said) = made(&example(), "/review.html");
    assert_eq!((made.len(), said.len()), (12, 0), "{said:?}");
    for (path, html) in &made {
        assert_sound(path, html);
        let agenda = html.split("id=\"h-agenda\">Agenda, ").nth(1).unwrap();
        let length: u32 = agenda.split(' ').next().unwrap().parse().unwrap();
        let minutes = agenda.split("</ol>").next().unwrap().split("class=\"by\">").skip(1);
        assert_eq!(minutes.map(|rest| rest.split(' ').next().unwrap().parse::<u32>().unwrap()).sum::<u32>(), length, "{path}");
        assert!(html.contains("href=\"index.html\""), "{path} leads back");
    }
    assert!(page(&example(), "dunmore-general").contains("href=\"review.html\""));
}

#[test]
fn a_review_pack_of_little_says_what_to_write() {
    let mut snapshot = example();
    put(&mut snapshot, "accounts/old-mill-clinics/plan.md", "---\ntitle: \"Old\n---\n");
    let plan = "---\nschema: quarterdeck/1\naccount: dunmore-general\ntitle: <b>Dunmore</b>\nstatus: draft\nowner: nobody\nperiod: FY2027\nstance: grow\ntier: C\n\
                objectives: []\nactions: []\nbenchmarks: []\npeople: []\ncommitment: {}\n---\n";
    put(&mut snapshot, "accounts/dunmore-general/plan.md", plan);
    snapshot.files.retain(|path, _| !path.as_str().starts_with("accounts/dunmore-general/reviews/"));
    let (made, _) = made(&snapshot, "/review.html");
    assert_eq!(made.len(), 11, "a plan that cannot be read has no pack");
    let html = &made.iter().find(|(path, _)| path.contains("dunmore")).unwrap().1;
    assert_sound("little", html);
    for text in [
        "No review is planned",
        "accounts/dunmore-general/reviews/",
        "No review was held yet.",
        "Nobody has said what is needed.",
        "No key decision maker is named.",
        "Review of &lt;b&gt;Dunmore",
    ] {
        assert!(html.contains(text), "{text}");
    }
}

#[test]
fn a_territory_may_replace_a_template() {
    let mut snapshot = example();
    put(
        &mut snapshot,
        "theme/templates/plan.html",
        "{% extends \"base.html\" %}{% block content %}<p>OURS {{ title | safe }}</p>{{ people }}{{ nothing }}{% endblock %}",
    );
    change(&mut snapshot, "accounts/old-mill-clinics/plan.md", "title: Old Mill Clinics", "title: Old <Mill>");
    let (made, said) = pages(&snapshot);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("theme/templates/plan.html:1:90: no page has a value `nothing`; it is empty"), "{said:?}");
    let html = &made.iter().find(|(path, _)| path.contains("old-mill")).unwrap().1;
    assert!(html.contains("<p>OURS Old &lt;Mill&gt;</p>") && html.contains("id=\"people\"") && !html.contains("id=\"asks\""));
}

#[test]
fn a_broken_template_is_said_and_the_built_in_one_used() {
    let check = |template: &str, place: &str, words: &[&str]| {
        let mut snapshot = example();
        put(&mut snapshot, "theme/templates/plan.html", template);
        let (made, said) = pages(&snapshot);
        assert!(made.iter().all(|(_, html)| html.contains("plan-layout")), "{template}");
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with(place), "{said:?}");
        for word in words {
            assert!(said[0].contains(word), "{said:?} does not say {word}");
        }
    };
    check("{% extends \"base.html\" %}\n{% block content %}{{ people \n", "theme/templates/plan.html:", &["cannot be read"]);
    check("{% extends \"base.html\" %}{% block content %}\n  {{ title / 2 }}{% endblock %}", "theme/templates/plan.html:2:", &["cannot make the page of"]);
    // a filter that there is not, with its place
    check("{% extends \"base.html\" %}{% block content %}\n{{ title | shuot }}{% endblock %}", "theme/templates/plan.html:2:12: ", &["shuot"]);
    // a mistake that one plan alone meets, which is named
    check(
        "{% extends \"base.html\" %}{% block content %}<div class=\"plan-layout\">\n{% if title == \"Old Mill Clinics\" %}{{ title / 2 }}{% endif %}</div>{% endblock %}",
        "theme/templates/plan.html:2:",
        &["cannot make the page of Old Mill Clinics (accounts/old-mill-clinics/index.html): "],
    );
    // one that all meet is said of the first by address, in whatever order pages are made
    check(
        "{% extends \"base.html\" %}{% block content %}{{ title.name.first }}{% endblock %}",
        "theme/templates/plan.html:1:",
        &["accounts/alder-valley-health-partners/index.html", "`name` is not defined"],
    );
    check("{% extends \"elsewhere.html\" %}", "theme/templates/plan.html:", &["elsewhere.html"]);
    check("{% include \"../../accounts/old-mill-clinics/plan.md\" %}", "theme/templates/plan.html:", &["plan.md"]);
}

#[test]
fn a_value_that_no_page_has_is_said_and_empty() {
    let check = |template: &str, expected: &[&str]| {
        let mut snapshot = example();
        put(&mut snapshot, "theme/templates/plan.html", template);
        let (made, said) = pages(&snapshot);
        assert!(made.iter().all(|(_, html)| html.contains("OURS")), "{template}");
        assert_eq!(said.len(), expected.len(), "{said:?}");
        for (line, expected) in said.iter().zip(expected) {
            assert!(line.starts_with(expected), "{said:?}");
        }
    };
    // what begins otherwise is no page, and the built-in template is used
    check("<!doctype html><main>OURS {{ poeple }}", &["theme/templates/plan.html:1:30: no page has a value `poeple`; it is empty"]);
    check("<!doctype html><main>OURS\n{# poeple #}\npoeple {% if poeple %}x{% endif %}", &["theme/templates/plan.html:3:14: "]);
    // its own names, values that the built-in templates do not place, and fields of values are none
    check(
        "<!doctype html><main>OURS {% set own = 1 %}{{ own }}{% for entry in nav %}{{ loop.index }}{{ entry.title }}{% endfor %}{{ as_of_date }}{{ options.poeple_x | default(value=1) }}",
        &[],
    );
    check("{% extends \"base.html\" %}{% block content %}OURS{{ people }}{{ asks }}{% endblock %}", &[]);
}

#[test]
fn a_theme_for_another_view_is_said() {
    let mut snapshot = example();
    put(&mut snapshot, "theme/theme.yaml", "name: ours\nview: {min: 7, max: 9}\noptoins: {}\n");
    let (made, said) = pages(&snapshot);
    assert_eq!(made.len(), 12);
    assert!(said.iter().any(|line| line.starts_with("theme/theme.yaml:2:") && line.contains("view versions 7 to 9")), "{said:?}");
    assert!(said.iter().any(|line| line.starts_with("theme/theme.yaml:3:") && line.contains("unknown key `optoins`")), "{said:?}");
}

#[test]
fn links_between_plans_lead_to_their_pages() {
    let snapshot = fixture::snapshot(
        "=== quarterdeck.yaml\nschema: quarterdeck-territory/1\nname: N\ncurrency: USD\nfiscal_year_start: 10\n=== accounts/a/plan.md\n---\naccount: a\n---\n[b](../b/plan.md#risks) [c](../c/plan.md) [own](plan.md#x) [top](#x)\n\n## X\n=== accounts/b/plan.md\n---\naccount: b\n---\n# Risks\n",
        today(),
    );
    let html = page(&snapshot, "a");
    assert!(html.contains("href=\"../b/index.html#u-risks\""));
    assert!(!html.contains("../c/"));
    assert_eq!(html.matches("href=\"#u-x\"").count(), 2);
}

#[test]
fn a_row_that_cannot_be_read_is_named_on_the_page_that_misses_it() {
    let mut snapshot = example();
    let revenue = String::from_utf8(snapshot.bytes(&SourcePath::new("data/revenue.csv").unwrap()).unwrap().to_vec()).unwrap();
    let row = revenue.lines().find(|line| line.starts_with("kestrel-ridge-medical-center,")).unwrap();
    let amount = row.split(',').nth(5).unwrap();
    change(&mut snapshot, "data/revenue.csv", row, &row.replace(amount, "12k"));
    let html = page(&snapshot, "kestrel-ridge-medical-center");
    assert!(html.contains("data-rule=\"data-error\" data-path=\"data/revenue.csv\""), "the account's page says what is missing");
    assert!(!page(&snapshot, "saltmarsh-health").contains("data-error"));
}

#[test]
fn what_cannot_be_read_is_not_silently_nothing() {
    let mut snapshot = example();
    change(&mut snapshot, "accounts/saltmarsh-health/plan.md", "tier: A\n", "tier: [A\n");
    let kestrel = "accounts/kestrel-ridge-medical-center/plan.md";
    change(&mut snapshot, kestrel, "probability: 0.55\n", "probability: high\n");
    let (made, _) = of_site(&snapshot, |path| path.ends_with("index.html"));
    let page = |path: &str| made.iter().find(|(at, _)| at == path).map(|(_, html)| html.clone()).unwrap();
    let portfolio = page("index.html");
    for wanted in
        ["one deal of Kestrel Ridge Medical Center with a mistake in it", "Saltmarsh Health, which cannot be read", "without 1\u{a0}plan and 1\u{a0}deal"]
    {
        assert!(portfolio.contains(wanted), "{wanted}");
    }
    let account = page("accounts/kestrel-ridge-medical-center/index.html");
    for wanted in ["One deal with a mistake in it is not counted.", "One entry with a mistake in it is left out, and not counted.", ", 1 left out"] {
        assert!(account.contains(wanted), "{wanted}");
    }
    let readiness = page("readiness/index.html");
    assert!(readiness.contains("Kestrel Ridge Medical Center and Saltmarsh Health"), "both keep the first gate shut");
}

/// Every page that counts or sums over plans names those that it cannot read, and none calls them drafts or closed.
#[test]
fn what_is_counted_says_which_plans_it_is_without() {
    let mut snapshot = example();
    let plans: Vec<String> =
        snapshot.files.keys().map(|path| path.to_string()).filter(|path| path.starts_with("accounts/") && path.ends_with("/plan.md")).collect();
    let check = |snapshot: &Snapshot, expected: &[(&str, &str)], never: &[&str]| {
        let (made, _) = of_site(snapshot, |path| path.ends_with("index.html") && !path.starts_with("accounts/"));
        for (path, wanted) in expected {
            let html = made.iter().find(|(at, _)| at == path).map(|(_, html)| words(html)).unwrap();
            assert!(html.contains(wanted), "{path}: {wanted}: {html}");
            for word in never {
                assert!(!html.contains(word), "{path}: {word}: {html}");
            }
        }
    };
    change(&mut snapshot, "accounts/dunmore-general/plan.md", "---\n", "---\nfoo: [\n");
    let without = "Without 1 plan that cannot be read.";
    let leads = ["actions", "asks", "whitespace", "cycle", "results", "calendar", "icp"].map(|page| format!("{page}/index.html"));
    let mut expected: Vec<(&str, &str)> = leads.iter().map(|page| (page.as_str(), without)).collect();
    expected.extend([
        ("accountability/index.html", "10 of 10 plans keep to the rhythm. 1 plan that is a draft or closed is left out. Without 1 plan that cannot be read."),
        ("index.html", "Overdue actions1of 43 open, without 1 plan"),
    ]);
    check(&snapshot, &expected, &["2 plans that are drafts"]);
    for path in plans.iter().filter(|path| !path.contains("dunmore")) {
        change(&mut snapshot, path, "---\n", "---\nfoo: [\n");
    }
    let all = [
        ("whitespace/index.html", "No plan stands here. 12 plans cannot be read."),
        ("accountability/index.html", "Without 12 plans that cannot be read."),
        ("actions/index.html", "Without 12 plans that cannot be read."),
        ("index.html", "No growth target is known"),
    ];
    check(&snapshot, &all, &["No plans yet", "plans that are drafts", "No growth targets yet"]);
}

/// A territory whose plans are all closed says so wherever it has nothing to count.
#[test]
fn closed_plans_are_no_missing_plans() {
    let mut snapshot = example();
    let plans: Vec<SourcePath> = snapshot.files.keys().filter(|path| path.as_str().ends_with("/plan.md")).cloned().collect();
    for path in plans {
        let text = String::from_utf8(snapshot.bytes(&path).unwrap().to_vec()).unwrap();
        let closed: String = text.lines().map(|line| if line.starts_with("status: ") { "status: closed\n".to_owned() } else { format!("{line}\n") }).collect();
        put(&mut snapshot, path.as_str(), &closed);
    }
    let (made, _) = of_site(&snapshot, |path| path.ends_with("index.html") && !path.starts_with("accounts/"));
    let check = |path: &str, wanted: &[&str]| {
        let html = made.iter().find(|(at, _)| at == path).map(|(_, html)| words(html)).unwrap();
        for word in wanted {
            assert!(html.contains(word), "{path}: {word}: {html}");
        }
        for word in ["No plans yet", "of 0 plans", "0 plans", "own growth target", "quarterdeck new"] {
            assert!(!html.contains(word), "{path}: {word}: {html}");
        }
    };
    check("readiness/index.html", &["No plan stands here. 12 plans are closed."]);
    check("whitespace/index.html", &["No plan stands here. 12 plans are closed."]);
    check("index.html", &["all plans are closed.", "All plans are closed: none asks for growth any more", "Plans ready–all plans are closed"]);
    check("accountability/index.html", &["No plan is active or in review. 12 plans that are drafts or closed are left out."]);
    check("cycle/index.html", &["No plan is active or a draft."]);
    let segments: Vec<&String> = made.iter().map(|(path, _)| path).filter(|path| path.starts_with("segments/")).collect();
    assert!(!segments.is_empty());
    segments.into_iter().for_each(|path| check(path, &["closed."]));
}

/// Whoever goes from table to table by ear hears what each holds.
#[test]
fn tables_of_figures_have_names() {
    let (made, _) = of_site(&example(), |path| path.ends_with("index.html"));
    let mut seen = 0;
    for (path, html) in &made {
        for figure in html.split("<figure ").skip(1) {
            let figure = figure.split("</figure>").next().unwrap();
            for table in figure.split("<table").skip(1) {
                let tag = table.split('>').next().unwrap();
                assert!(tag.contains("aria-label=\"") || table.contains("<caption"), "{path}: <table{tag}>");
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

/// The text of a page, its runs of blanks one blank each.
fn words(html: &str) -> String {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<Vec<_>>().join("");
    text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_column_has_the_unit_of_its_rows_however_large_their_sum() {
    let mut snapshot = example();
    for (slug, target) in [("alder-valley-health-partners", "900000"), ("kestrel-ridge-medical-center", "600000")] {
        change(&mut snapshot, &format!("accounts/{slug}/plan.md"), &format!("growth_target: {target}"), "growth_target: 70000000");
    }
    let (made, _) = of_site(&snapshot, |path| path == "index.html");
    let page = words(&made.first().unwrap().1);
    assert!(page.contains("$ thousand; value at stake in 90 days"), "{page}");
}

#[test]
fn an_owners_own_gap_is_the_sum_of_the_accounts() {
    let (made, _) = of_site(&example(), |path| path == "owners/hana-kobayashi/index.html");
    let (_, html) = made.first().unwrap();
    let page = words(html);
    // a deal of an account without a target covers no other account's
    assert!(page.contains("covers 79 % of the $420 k of the accounts&#39; own growth targets"), "{page}");
    assert!(page.contains("Gap to target$89 k") && page.contains("$47 k more without a target") && page.contains("−89"), "{page}");
}

#[test]
fn sentences_count_what_they_speak_of() {
    let mut snapshot = example();
    let (made, _) = of_site(&snapshot, |path| path.ends_with("index.html"));
    let page = |made: &[(String, String)], path: &str| made.iter().find(|(at, _)| at == path).map(|(_, html)| words(html)).unwrap();
    let findings = page(&made, "findings/index.html");
    assert!(findings.contains(": 6 in the files of the whole territory, the others in 7 plans."), "{findings}");
    let readiness = page(&made, "readiness/index.html");
    assert!(readiness.contains("unmet gates and") && readiness.contains("failed checks in") && !readiness.contains("warnings in 7 plans stand"), "{readiness}");
    let rhythm = page(&made, "accountability/index.html");
    assert!(rhythm.contains("10 of 11 plans keep") && rhythm.contains("1 plan that is a draft or closed is left out."), "{rhythm}");
    let retired = page(&made, "accounts/old-mill-clinics/index.html");
    assert!(!retired.contains("Name the deals that this plan is to win"), "{retired}");
    // and of one alone
    snapshot.files.retain(|path, _| !path.as_str().starts_with("accounts/") || path.as_str().starts_with("accounts/saltmarsh-health/"));
    let (made, _) = of_site(&snapshot, |path| path.ends_with("index.html"));
    let portfolio = page(&made, "index.html");
    assert!(portfolio.contains("1 plan, which asks for") && portfolio.contains("The one plan is"), "{portfolio}");
    assert!(page(&made, "accountability/index.html").contains("of 1 plan keeps to the rhythm"));
    assert!(page(&made, "cycle/index.html").contains("of 1 plan has a team of more than one function, no homework left open"));
}

#[test]
fn a_template_that_goes_on_without_end_is_a_fault() {
    let check = |name: &str, text: &str, line: u32, expected: &str| {
        let mut snapshot = example();
        put(&mut snapshot, &format!("theme/templates/{name}"), text);
        let (made, said) = of_site(&snapshot, |path| path == "actions/index.html" || path == "accounts/dunmore-general/index.html");
        let place = format!("theme/templates/{name}:{line}:");
        let told = text.get(text.len().saturating_sub(400)..).unwrap_or(text);
        assert!(said.iter().any(|it| it.starts_with(&place) && it.contains(expected)), "{told}: {said:?}");
        assert!(made.iter().all(|(_, html)| html.starts_with("<!doctype html>")), "{text}");
    };
    let base = std::fs::read_to_string("themes/default/templates/base.html").unwrap();
    let with = |more: &str| base.replace("</main>", &format!("\n{more}</main>"));
    let line = base.lines().position(|line| line.contains("</main>")).unwrap() as u32 + 2;
    let end = "it makes more of the page than 16 MB, or loops without end";
    check("base.html", &with("{% for a in body %}{% for b in body %}{% for c in body %}x{% endfor %}{% endfor %}{% endfor %}"), line, end);
    check("base.html", &with("{% for a in body %}{% for b in body %}{% endfor %}{% endfor %}"), line, end);
    check("base.html", &with("{% for a in range(end=99999) %}{{ body }}{% endfor %}"), line, end);
    check("base.html", &with("{% set x %}{% for a in range(end=99999) %}{{ body }}{% endfor %}{% endset %}"), line, end);
    let doubled = format!("{{% set x = body %}}\n{}", "{% set x = x ~ x %}\n".repeat(60));
    let body = "a value of more than 1048576 bytes cannot be kept";
    check("base.html", &with(&doubled.replace("= body", "= \"0123456789abcdef\"")), line + 16, body);
    check("base.html", &with("{% set x = \"aaaaaaaaaaaaaaaa\" %}{{ body | replace(from=\"\", to=body) | replace(from=\"\", to=body) }}"), line, end);
    check("plan.html", "{% extends \"base.html\" %}{% block content %}\n{{ [a for a in body] }}{% endblock %}", 2, "a loop inside of a value");
    check("plan.html", "{% extends \"base.html\" %}{% block content %}\n{{ body | indent(width=1000) }}{% endblock %}", 2, "`indent` is not available");
    // what is in order stays as it was, whatever an editor put before it
    let mut snapshot = example();
    let plain = pages(&snapshot).0;
    for name in ["base.html", "plan.html"] {
        let text = std::fs::read_to_string(format!("themes/default/templates/{name}")).unwrap();
        put(&mut snapshot, &format!("theme/templates/{name}"), &format!("\u{feff}{text}"));
    }
    let (copied, said) = pages(&snapshot);
    assert!(said.is_empty(), "{said:?}");
    assert!(plain == copied);
}

#[test]
fn what_is_not_computed_is_unknown_and_no_zero() {
    let mut snapshot = example();
    // never bought: what comes is the one deal that closes
    assert!(page(&snapshot, "alder-valley-health-partners").contains("computed $208"));
    snapshot.files.remove(&SourcePath::new("data/revenue.csv").unwrap());
    let page = page(&snapshot, "alder-valley-health-partners");
    assert!(page.contains("computed unknown") && !page.contains("computed $0"), "{page}");
}

#[test]
fn a_deal_that_may_belong_to_several_divisions_is_named() {
    let mut snapshot = example();
    let rows = |division: &str| {
        (1..=4).map(|quarter| format!("alder-valley-health-partners,FY2026-Q{quarter},clearfield,{division},clearfield-drapes,20000,0.3\n")).collect::<String>()
    };
    let table = String::from_utf8(snapshot.bytes(&SourcePath::new("data/revenue.csv").unwrap()).unwrap().to_vec()).unwrap();
    put(&mut snapshot, "data/revenue.csv", &(table.clone() + &rows("Operating Room")));
    // everybody buys the packs in the operating room
    assert!(page(&snapshot, "alder-valley-health-partners").contains("computed $228"));
    let elsewhere = "saltmarsh-health,FY2025-Q1,clearfield,Ambulatory,clearfield-packs,1,0.3\n";
    put(&mut snapshot, "data/revenue.csv", &(table + &rows("Operating Room") + elsewhere));
    let page = page(&snapshot, "alder-valley-health-partners");
    assert!(page.contains("computed unknown") && page.contains("nobody can tell in which division it will be sold"), "{page}");
}
