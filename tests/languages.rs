//! What a territory says of its site's look reaches the pages: locale, strings, direction, logo, title, accent, classification; and what it says
//! wrongly is a finding at its place.

use std::collections::BTreeMap;
use std::path::PathBuf;

use quarterdeck::base::date::Date;
use quarterdeck::base::path::SourcePath;
use quarterdeck::diag::diagnostic::Diagnostic;
use quarterdeck::engine;
use quarterdeck::source::snapshot::{File, Snapshot};

/// The example with other options of the site, and further files.
fn example(options: &str, files: &[(&str, &[u8])]) -> Snapshot {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("example-territory");
    let mut snapshot = quarterdeck::host::disk::read(&root, Date::parse("2026-11-22").unwrap(), None).unwrap();
    let path = |path: &str| SourcePath::new(path).unwrap();
    let settings = String::from_utf8(snapshot.bytes(&path("quarterdeck.yaml")).unwrap().to_vec()).unwrap();
    let (before, site) = settings.split_once("\nsite:\n").unwrap();
    let after = site.split_inclusive('\n').skip_while(|line| line.starts_with(' ')).collect::<String>();
    let settings = format!("{before}\nsite: {{{options}}}\n{after}");
    for (name, bytes) in [("quarterdeck.yaml", settings.as_bytes())].into_iter().chain(files.iter().copied()) {
        snapshot.files.insert(path(name), File::Bytes(bytes.into()));
    }
    snapshot
}

/// Every file of the site by its address.
fn site(snapshot: &Snapshot) -> BTreeMap<String, String> {
    let analysis = engine::check(snapshot);
    let view = engine::view(&analysis);
    let (parts, notes) = engine::parts(snapshot, &analysis);
    assert!(notes.is_empty(), "{notes:?}");
    let site = engine::site(&view, &parts);
    let made = site.artifacts.iter().map(|artifact| (artifact.path.to_string(), String::from_utf8_lossy(&(artifact.bytes)()).into_owned())).collect();
    assert_eq!(parts.faults(), Vec::<String>::new());
    made
}

/// The findings in the territory's own files.
fn findings(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let found = engine::check(snapshot).findings;
    found.into_iter().filter(|finding| finding.code.name == "config-error").collect()
}

#[track_caller]
fn says(findings: &[Diagnostic], path: &str, line: u32, message: &str, help: &str) {
    let found = findings
        .iter()
        .any(|it| it.path.as_str() == path && it.start.line == line && it.message.contains(message) && it.help.as_deref().unwrap_or("").contains(help));
    assert!(found, "{path}:{line}: {message} ({help}) is not among {findings:#?}");
}

/// The values of attributes that scripts and links read.
fn machine(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for part in html.split(" data-value=\"").skip(1).chain(html.split(" datetime=\"").skip(1)).chain(html.split(" href=\"").skip(1)) {
        // words are sorted as words, in the language of the page
        found.extend(part.split('"').next().filter(|value| !value.contains(' ')));
    }
    found
}

#[test]
fn another_locale_changes_what_people_read_and_nothing_that_programs_read() {
    let english = site(&example("locale: en-US", &[]));
    let german = site(&example("locale: de-DE", &[]));
    let portfolio = &german["index.html"];
    assert!(portfolio.contains("<html lang=\"de-DE\">") && portfolio.contains("22. Nov. 2026"), "{}", &portfolio[..900]);
    assert!(portfolio.contains("Mio.\u{a0}$") && !portfolio.contains("\u{a0}m</dd>"));
    assert!(portfolio.contains("data-score=\"readiness\"") && portfolio.contains(",2</span>"));
    for (path, page) in &english {
        if path.ends_with(".html") {
            assert_eq!(machine(page), machine(&german[path]), "{path}");
        } else {
            assert_eq!(Some(page), german.get(path), "{path}");
        }
    }
}

#[test]
fn pages_run_in_the_direction_of_their_locale() {
    assert!(site(&example("locale: ar", &[]))["index.html"].contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(site(&example("locale: en-GB", &[]))["index.html"].contains("<html lang=\"en-GB\">"));
}

/// What stays English on a page in another language says so, and which way it runs; an English page needs no mark.
#[test]
fn what_stays_english_is_marked_on_a_page_in_another_language() {
    let check = |locale: &str, wanted: Option<&str>| {
        let site = site(&example(&format!("locale: {locale}"), &[]));
        for (path, before) in [
            ("findings/single-threaded.html", "class=\"lede\">"),
            ("readiness/index.html", "<ol class=\"path\"><li><span>"),
            ("about/index.html", "<td role=\"cell\" class=\"wide\">"),
        ] {
            let html = &site[path];
            match wanted {
                Some(mark) => assert!(html.contains(&format!("{before}<span {mark}>")), "{locale} {path}"),
                None => assert!(!html.contains(" lang=\"en\""), "{locale} {path}"),
            }
        }
    };
    check("en-GB", None);
    check("de-DE", Some("lang=\"en\""));
    check("ar", Some("lang=\"en\" dir=\"ltr\""));
}

#[test]
fn words_come_from_the_file_of_strings_and_are_text() {
    let strings = "\"Portfolio\": \"Por<b>t\\\"'\\u0001folio\"\n\"As of {}\": \"{} ist der Stand\"\n\"{} plans\": {one: ein Plan, other: \"{} Pläne\"}\n\"Sort by\": Sortieren\n";
    let files: &[(&str, &[u8])] = &[("strings-de.yaml", strings.as_bytes())];
    let made = site(&example("locale: en-US, strings: strings-de.yaml", files));
    let page = &made["index.html"];
    assert!(page.contains("<h1>Por&lt;b&gt;t&quot;&#39;folio</h1>"), "{:?}", page.split("<h1>").nth(1).map(|rest| &rest[..60]));
    assert!(page.contains("<span>22 Nov 2026 ist der Stand</span>"));
    assert!(page.contains("12 Pläne"));
    // what is not in the file stays English
    assert!(page.contains(">Readiness</a>"));
    let script = made.iter().find(|(path, _)| path.ends_with(".js") && path.starts_with("assets/site-")).unwrap().1;
    assert!(script.starts_with("globalThis.qdWords = {\"Sort by\":\"Sortieren\"};\n"), "{}", &script[..80]);
    // the usual file needs no option
    assert!(site(&example("locale: en-US", &[("strings.yaml", b"\"Actions\": \"Ma\xc3\x9fnahmen\"\n")]))["index.html"].contains(">Maßnahmen</a>"));
    // no mark of the writer is left, whatever people write
    for (path, page) in made.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!page.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{path}");
    }
}

#[test]
fn a_mistake_in_the_file_of_strings_is_a_finding_at_its_place() {
    let strings = "\"Portfolo\": x\n\"Actions\": [a]\n\"As of {}\": heute\n\"Readiness\": \"{n} reif\"\n\"{} plans\": {one: Plan, mnay: x}\n\"Asks\": {one: a, other: b}\n";
    let found = findings(&example("locale: en-US", &[("strings.yaml", strings.as_bytes())]));
    says(&found, "strings.yaml", 1, "no page says `Portfolo`", "did you mean `Portfolio`?");
    says(&found, "strings.yaml", 2, "`Actions` must be text", "quotes");
    says(&found, "strings.yaml", 3, "leaves out `{}`", "put `{}`");
    says(&found, "strings.yaml", 4, "has no place `{n}`", "leave the braces out");
    says(&found, "strings.yaml", 5, "there is no form `mnay`", "did you mean `many`?");
    says(&found, "strings.yaml", 5, "lacks the form `other`", "add `other: …`");
    says(&found, "strings.yaml", 6, "`Asks` has no forms", "one text");
    assert_eq!(found.len(), 7, "{found:#?}");
    let empty = "\"Asks\": \"\"\n\"Actions\": ' '\n\"{} plans\": {one: '', other: \"{} Pläne\"}\n\"Growth\":\n";
    let snapshot = example("locale: en-US", &[("strings.yaml", empty.as_bytes())]);
    let found = findings(&snapshot);
    says(&found, "strings.yaml", 1, "the text for `Asks` is empty", "leave the line out");
    says(&found, "strings.yaml", 2, "the text for `Actions` is empty", "leave the line out");
    says(&found, "strings.yaml", 3, "the text for `{} plans` is empty", "leave the line out");
    says(&found, "strings.yaml", 4, "`Growth` must be text", "quotes");
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(site(&snapshot)["index.html"].contains(">Asks</a>"), "it stays English");
    let found = findings(&example("strings: words.yaml", &[("words.yaml", b"a: b")]).clone());
    assert!(found.is_empty() || found.iter().all(|it| it.path.as_str() == "words.yaml"), "{found:#?}");
    let found = findings(&example("strings: strings-xx.yaml", &[]));
    assert!(found.iter().any(|it| it.path.as_str() == "quarterdeck.yaml" && it.message.contains("`strings-xx.yaml` is no file of strings")), "{found:#?}");
    let whole = std::fs::read("themes/default/strings.yaml").unwrap();
    assert_eq!(findings(&example("locale: en-US", &[("strings.yaml", &whole)])).len(), 0, "the shipped file, copied, is right");
}

#[test]
fn the_shipped_strings_change_nothing() {
    let whole = std::fs::read("themes/default/strings.yaml").unwrap();
    let plain = site(&example("locale: en-US", &[]));
    let copied = site(&example("locale: en-US", &[("strings.yaml", &whole)]));
    let bare = |page: &str| -> String {
        // forms are joined to their number by the file's blank, and the script has its first line
        let page = page.replace('\u{a0}', " ");
        let mut parts = page.split("assets/site-");
        let first = parts.next().unwrap_or("").to_owned();
        parts.fold(first, |text, part| text + part.get(8..).unwrap_or(""))
    };
    for (path, page) in plain.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert_eq!(bare(page), bare(&copied[path]), "{path}");
    }
}

#[test]
fn an_unknown_locale_names_near_ones_and_falls_back_to_its_language() {
    let snapshot = example("locale: de-LI", &[]);
    let found = findings(&snapshot);
    assert!(found.iter().any(|it| it.message.contains("there is no locale `de-LI`; numbers and days are written as in de-DE")), "{found:#?}");
    assert!(found.iter().any(|it| it.help.as_deref().unwrap_or("").contains("`de-DE`")), "{found:#?}");
    assert!(site(&snapshot)["index.html"].contains("22. Nov. 2026"));
}

#[test]
fn title_classification_accent_logo_and_the_way_to_report_reach_every_page() {
    let logo = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\"/></svg>";
    let options = "title: Acme plans, classification: Secret, accent: '#7A1F5C', logo: logo.svg, issues_url: \"https://example.com/new?a&b\"";
    let made = site(&example(options, &[("theme/logo.svg", logo)]));
    let (path, bytes) = made.iter().find(|(path, _)| path.starts_with("assets/logo-")).unwrap();
    assert!(path.ends_with(".svg") && bytes.as_bytes() == logo, "{path}");
    for (page, html) in made.iter().filter(|(page, _)| page.ends_with(".html")) {
        let depth = "../".repeat(page.matches('/').count());
        assert!(html.contains(&format!("<img src=\"{depth}{path}\" alt=\"\"> Acme plans")), "{page}");
        assert!(html.contains("Acme plans</title>") || html.contains("<title>Acme plans"), "{page}");
        assert!(html.contains("<span>Secret · team</span>"), "{page}");
        assert!(html.contains("<a href=\"https://example.com/new?a&amp;b\" rel=\"noopener noreferrer\">Report a mistake</a>"), "{page}");
    }
    let css = made.iter().find(|(path, _)| path.starts_with("assets/site-") && path.ends_with(".css")).unwrap().1;
    assert!(css.contains("--acc:#7a1f5c"));
    let found = findings(&example("accent: '#ffd0d0', logo: theme/logo.svg", &[("theme/logo.svg", b"<svg><script>x</script></svg>")]));
    assert!(found.iter().any(|it| it.message.contains("has contrast 1.4 on white")), "{found:#?}");
    assert!(found.iter().any(|it| &*it.message == "the logo holds `<script`"), "{found:#?}");
    let bad = site(&example("logo: theme/logo.svg", &[("theme/logo.svg", b"<svg><script>x</script></svg>")]));
    assert!(!bad.keys().any(|path| path.starts_with("assets/logo-")) && !bad["index.html"].contains("<img"));
    // a picture of an account is anybody's
    for elsewhere in ["accounts/northwind-health/logo.svg", "theme/../accounts/northwind-health/logo.svg"] {
        let other = example(&format!("logo: {elsewhere}"), &[("accounts/northwind-health/logo.svg", logo)]);
        assert!(findings(&other).iter().any(|it| it.message.contains("is no picture below theme/")), "{elsewhere}");
        assert!(!site(&other).keys().any(|path| path.starts_with("assets/logo-")), "{elsewhere}");
    }
    let found = findings(&example("logo: ../logo.svg", &[]));
    assert!(found.iter().any(|it| it.message.contains("`../logo.svg` is no picture below theme/")), "{found:#?}");
}
