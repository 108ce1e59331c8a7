//! Pages of the team's own: what they become, what they may hold, and what is said of their mistakes.

use std::path::Path;

use crate::common::{Room, dated, tree};

/// The text of a page between the head of the page and its foot.
fn main_of(html: &str) -> &str {
    html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).unwrap().0
}

/// Rule, line, column, message and help of the findings in one file.
fn told(land: &Path, file: &str, code: i32) -> Vec<String> {
    let report = dated(land, ["check", "--format", "json", "-q"]).ends(code).json();
    let own = report["findings"].as_array().unwrap().iter().filter(|finding| finding["path"] == file);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
    own.map(|it| format!("{} {}:{} {} | {}", text(&it["rule"]), it["start"]["line"], it["start"]["column"], text(&it["message"]), text(&it["help"]))).collect()
}

#[test]
fn a_page_has_an_address_a_place_in_the_navigation_and_figures() {
    let room = Room::new();
    let land = room.example("land");
    assert_eq!(told(&land, "pages/how-we-run-the-quarter.md", 0), Vec::<String>::new());
    let ran = dated(&land, ["build"]).ends(0);
    assert!(ran.err.contains("12 plans, 1 own page, "), "{}", ran.err);
    let page = room.read("land/public/pages/how-we-run-the-quarter.html");
    assert!(page.contains("<h1>How we run the quarter</h1>"));
    let html = main_of(&page);
    assert!(html.contains("data-chart=\"closing_money\"") && html.contains("data-chart=\"action_timeline\""));
    assert!(html.contains("href=\"../accounts/kestrel-ridge-medical-center/index.html#u-strategy\""), "{html}");
    for (file, address) in [("index.html", "pages/"), ("accounts/old-mill-clinics/index.html", "../../pages/"), ("pages/how-we-run-the-quarter.html", "")] {
        let other = room.read(&format!("land/public/{file}"));
        assert!(other.contains(&format!("href=\"{address}how-we-run-the-quarter.html\"")), "{file} leads to it");
    }
    assert!(page.contains("<a href=\"how-we-run-the-quarter.html\" aria-current=\"page\">"));
    let build: serde_json::Value = serde_json::from_str(&room.read("land/public/build.json")).unwrap();
    assert_eq!(build["counts"]["own_pages"], 1);
    // a second build has nothing to do, and says the same of its pages
    let again = dated(&land, ["build"]).ends(0);
    assert!(again.err.contains("1 own page") && again.err.contains("nothing changed"), "{}", again.err);
}

#[test]
fn every_figure_of_the_shelf_can_be_placed() {
    use quarterdeck::charts::chart::Of;
    let room = Room::new();
    let land = room.example("land");
    let mut text = String::from("# All figures\n\n");
    let asked = |key: &str, of: Of| if of == Of::Account { format!("{key}?account=saltmarsh-health") } else { key.to_owned() };
    for chart in quarterdeck::charts::ALL {
        text.push_str(&format!("![{}](figure:{})\n\n", chart.title, asked(chart.key, chart.of)));
    }
    room.write("land/pages/all.md", &text);
    assert_eq!(told(&land, "pages/all.md", 0), Vec::<String>::new());
    dated(&land, ["build", "-q"]).ends(0);
    let page = room.read("land/public/pages/all.html");
    let html = main_of(&page);
    for chart in quarterdeck::charts::ALL {
        // what needs history, or a state that the example is not in, says so instead
        let drawn = html.contains(&format!("data-chart=\"{}\"", chart.key));
        assert!(drawn || matches!(chart.key, "score_trend" | "freshness_strip" | "readiness_trend" | "streak_growth"), "{} is not drawn", chart.key);
    }
    // why it is not drawn is the history, and not that there are no plans
    assert_eq!((html.matches("The history is not known.").count(), html.matches("No figure here.").count()), (4, 0), "{html}");
    assert!(!html.contains("No plans yet"), "{html}");
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(ids.iter().enumerate().all(|(at, id)| !ids[..at].contains(id)), "an id stands twice: {ids:?}");
}

#[test]
fn mistakes_have_their_place_and_the_page_says_what_is_missing() {
    let room = Room::new();
    let land = room.example("land");
    let text = "---\n\
        titel: Plan of the year\n\
        order: soon\n\
        visibility: nobody\n\
        ---\n\
        # Plan of the year\n\
        \n\
        ![](figure:growth_gpa)\n\
        \n\
        Beside words ![](figure:growth_gap) it does not stand.\n\
        \n\
        ![](figure:revenue_line)\n\
        \n\
        ![](figure:revenue_line?account=saltmarsh-helth)\n\
        \n\
        [Gone](../accounts/saltmarsh-health/plan.md#riskz), [no plan](../accounts/nobody/plan.md),\n\
        [no page](how-we-run-the-quartre.md), [no heading](how-we-run-the-quarter.md#the-thirten-weeks), [bad](javascript:alert(1)) <b>raw</b>\n\
        \n\
        {{ title }} {% include \"base.html\" %}\n";
    room.write("land/pages/year.md", text);
    let expected = [
        "unknown-key 2:1 unknown key `titel` | did you mean `title`?",
        "value-type 3:8 `order` is a text, a whole number is wanted | write a whole number",
        "enum-value 4:13",
        "broken-link 8:5 there is no figure `growth_gpa` | did you mean `growth_gap`?",
        "broken-link 10:18 a figure needs a paragraph of its own",
        "broken-link 12:5 `revenue_line` is a figure of one account, and none is named | write `figure:revenue_line?account=⟨folder of the account⟩`",
        "broken-link 14:5 there is no plan `accounts/saltmarsh-helth/plan.md` | did you mean `saltmarsh-health`?",
        "broken-link 16:8 there is no heading `#riskz` in the plan of `saltmarsh-health` | did you mean `#risks`?",
        "broken-link 16:63 there is no plan `accounts/nobody/plan.md`",
        "broken-link 17:11 there is no file `pages/how-we-run-the-quartre.md` | did you mean `how-we-run-the-quarter.md`?",
        "broken-link 17:52 there is no heading `#the-thirten-weeks` in `pages/how-we-run-the-quarter.md` | did you mean `#the-thirteen-weeks`?",
        "unsafe-url 17:",
        "raw-html 17:",
    ];
    let found = told(&land, "pages/year.md", 1);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        let same = if expected.starts_with("value-type") { found.starts_with("value-type 3:8 ") } else { found.starts_with(expected) };
        assert!(same, "{found}\n{expected}");
    }
    dated(&land, ["build", "-q"]).ends(0);
    let page = room.read("land/public/pages/year.html");
    let html = main_of(&page);
    // the heading is the title where the field is misspelt; the author's words are shown, not run
    assert!(page.contains("<h1>Plan of the year</h1>"));
    assert!(html.contains("No figure here.</strong> There is no figure <code>growth_gpa</code>."), "{html}");
    assert!(html.contains("{{ title }} {% include &quot;base.html&quot; %}"), "{html}");
    assert!(html.contains("&lt;b&gt;raw") && !html.contains("href=\"javascript:"));
    assert!(html.contains("data-rule=\"unknown-key\""), "the page shows its findings");
    assert!(!html.contains("data-chart"));
}

#[test]
fn a_page_needs_no_front_matter_and_says_what_cannot_be_read() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/pages/b.md", "\u{feff}# Second\r\n\r\nSee [the first](a.md#a-part) and [the plan](../accounts/old-mill-clinics/plan.md).\r\n");
    room.write("land/pages/a.md", "---\norder: 2\n---\n\n## A part\n\nWithout a title.\n");
    room.write("land/pages/broken.md", "---\ntitle: [\n---\n\nStill to be read.\n");
    room.write("land/pages/empty.md", "");
    room.write("land/pages/Bad Name.md", "x");
    room.write("land/pages/deep/er.md", "x");
    std::os::unix::fs::symlink("/etc/hostname", room.at("land/pages/link.md")).unwrap();
    assert!(told(&land, "pages/broken.md", 1)[0].starts_with("yaml-syntax 2:"));
    assert!(told(&land, "pages/Bad Name.md", 1)[0].starts_with("path-collision 1:1 the file name `Bad Name` "));
    assert!(told(&land, "pages/link.md", 1)[0].starts_with("file-refused 1:1"));
    assert_eq!(told(&land, "pages/b.md", 1), Vec::<String>::new());
    dated(&land, ["build", "-q"]).ends(0);
    let files = tree(&land.join("public"));
    let own: Vec<&String> = files.keys().filter(|file| file.starts_with("pages/")).collect();
    assert_eq!(own, ["pages/a.html", "pages/b.html", "pages/broken.html", "pages/empty.html", "pages/how-we-run-the-quarter.html"]);
    let second = room.read("land/public/pages/b.html");
    assert!(
        second.contains("<h1>Second</h1>")
            && second.contains("href=\"a.html#u-a-part\"")
            && second.contains("href=\"../accounts/old-mill-clinics/index.html\"")
    );
    // numbers first, then by title
    let places: Vec<usize> =
        ["how-we-run-the-quarter.html\"", "\"a.html\"", "\"broken.html\"", "\"empty.html\"", "\"b.html\""].iter().map(|it| second.find(it).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(room.read("land/public/pages/broken.html").contains("Still to be read."));
    let build: serde_json::Value = serde_json::from_str(&room.read("land/public/build.json")).unwrap();
    let left: Vec<&str> = build["left_out"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(left, ["pages/Bad Name.md", "pages/deep/er.md", "pages/link.md"]);
    assert_eq!(build["counts"]["own_pages"], 5);
}

#[test]
fn what_a_page_says_can_be_found() {
    let room = Room::new();
    let land = room.example("land");
    room.write("land/pages/b.md", "# Words of ours\n\n## Xylophone practice\n\nBring a zither.\n");
    dated(&land, ["build", "-q"]).ends(0);
    let index: String = tree(&land.join("public"))
        .iter()
        .filter(|(file, _)| file.starts_with("assets/search/"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(index.contains("[\"pages/b.html\",\"Words of ours\"]"), "the page");
    assert!(index.contains("[\"pages/b.html#u-xylophone-practice\",\"Xylophone practice\"]"), "its heading");
    assert!(index.contains("\"xylophone\":") && index.contains("\"zither\":"), "its words");
}

#[test]
fn a_plan_may_lead_to_an_own_page_and_show_no_figure() {
    let room = Room::new();
    let land = room.example("land");
    let plan = "land/accounts/old-mill-clinics/plan.md";
    let text = room.read(plan) + "\n## More\n\n[How](../../pages/how-we-run-the-quarter.md#the-thirteen-weeks)\n\n![](figure:growth_gap)\n";
    room.write(plan, text);
    let found = told(&land, "accounts/old-mill-clinics/plan.md", 1);
    assert_eq!(found.iter().filter(|it| it.starts_with("unsafe-url")).count(), 1, "{found:?}");
    assert!(!found.iter().any(|it| it.starts_with("broken-link")), "{found:?}");
    dated(&land, ["build", "-q"]).ends(0);
    let page = room.read("land/public/accounts/old-mill-clinics/index.html");
    assert!(page.contains("href=\"../../pages/how-we-run-the-quarter.html#u-the-thirteen-weeks\""));
    assert!(!page.contains("data-chart=\"growth_gap\""));
}

#[test]
fn what_was_written_of_a_review_stands_on_its_page() {
    let room = Room::new();
    let land = room.example("land");
    let review = "land/accounts/kestrel-ridge-medical-center/reviews/2026-09-15.md";
    let text = room.read(review);
    room.write(review, text + "\nSee [the strategy](../plan.md#strategy), and <b>this</b>.\n");
    dated(&land, ["build", "-q"]).ends(0);
    let page = room.read("land/public/accounts/kestrel-ridge-medical-center/review.html");
    assert!(page.contains("Two hours of argument in ninety minutes."), "{page}");
    assert!(page.contains("href=\"index.html#u-strategy\"") && page.contains("&lt;b&gt;this"), "{page}");
}
