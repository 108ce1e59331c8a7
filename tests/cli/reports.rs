//! The reports that code hosts and CI servers read, each read back by a reader of somebody else.

use std::path::PathBuf;

use serde_json::Value;

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Ran, Room, TODAY, command, dated, finish, repository};

/// A territory below the root of a repository, with an error, warnings, and texts that try to be more than text.
fn land(room: &Room) -> PathBuf {
    let land = room.example("a, b/land");
    std::fs::create_dir_all(room.at(".git")).unwrap();
    let plan = "a, b/land/accounts/dunmore-general/plan.md";
    let text = room.read(plan).replacen("\nstance: ", "\nstance: ::error::é|x,%0A", 1);
    room.write(plan, text);
    land
}

const PATH: &str = "a, b/land/accounts/dunmore-general/plan.md";

fn report(format: &str) -> (Room, Ran) {
    let room = Room::new();
    let ran = dated(&land(&room), ["check", "--format", format]).ends(1);
    (room, ran)
}

#[test]
fn sarif_is_valid_by_its_schema_and_begins_at_the_root_of_the_repository() {
    let (_room, ran) = report("sarif");
    let document = ran.json();
    let schema = std::fs::read_to_string(repository().join("tests/fixtures/sarif/sarif-2.1.0.schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&schema).unwrap();
    // the published pattern of the one property that we do not write has a stray bracket, which strict readers of patterns refuse
    for holder in ["run", "toolComponent"] {
        schema["definitions"][holder]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
    }
    let schema = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = schema.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let run = &document["runs"][0];
    let results = run["results"].as_array().unwrap();
    let levels: Vec<&str> = results.iter().map(|it| it["level"].as_str().unwrap()).collect();
    assert_eq!(levels.iter().filter(|level| **level == "error").count(), 1);
    assert_eq!(levels[0], "error", "errors stand first");
    let first = &results[0];
    let physical = &first["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "a%2C%20b/land/accounts/dunmore-general/plan.md");
    let region = &physical["region"];
    let text = std::fs::read(_room.at(PATH)).unwrap();
    let from = region["byteOffset"].as_u64().unwrap() as usize;
    let under = &text[from..from + region["byteLength"].as_u64().unwrap() as usize];
    assert!(std::str::from_utf8(under).unwrap().starts_with("::error::é"), "{under:?}");
    for it in results {
        let rule = &run["tool"]["driver"]["rules"][it["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], it["ruleId"]);
        assert!(!rule["help"]["markdown"].as_str().unwrap().is_empty());
    }
    assert_eq!(run["invocations"][0]["exitCode"], 1);
}

/// What GitHub makes of one line of a log: the command, its properties and its text.
fn annotation(line: &str) -> (String, Vec<(String, String)>, String) {
    let decode = |text: &str| text.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let (head, text) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (command, properties) = head.split_once(' ').unwrap();
    let properties = properties.split(',').map(|pair| pair.split_once('=').unwrap()).map(|(key, value)| (key.to_owned(), decode(value))).collect();
    (command.to_owned(), properties, decode(text))
}

#[test]
fn annotations_come_back_as_they_went_in_ten_a_level() {
    let (_room, ran) = report("github");
    let lines: Vec<_> = ran.out.lines().map(annotation).collect();
    let of = |wanted: &str| lines.iter().filter(|(command, ..)| command == wanted).count();
    assert_eq!((of("error"), of("warning")), (1, 10), "{}", ran.out);
    assert!(of("notice") <= 10);
    let (_, properties, text) = &lines[0];
    let property = |key: &str| properties.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    assert_eq!(property("file"), Some(PATH));
    assert_eq!(property("title"), Some("enum-value (QD103)"));
    assert!(property("line").is_some() && property("col").is_some());
    assert!(text.starts_with("`::error::é|x,%0A"), "{text}");
    let last = ran.out.lines().last().unwrap();
    assert!(last.starts_with("::notice title=quarterdeck::and ") && last.ends_with(" more: see the summary"), "{last}");
    assert!(ran.err.contains("1 error"), "the summary is talk: {}", ran.err);
}

#[test]
fn a_job_of_github_gets_the_findings_the_annotations_and_a_summary() {
    let room = Room::new();
    let land = land(&room);
    room.write("summary.md", "before\n");
    let ran = |arguments: &[&str]| {
        let mut check = command();
        check.current_dir(&land).args(["check", "--as-of", TODAY]).args(arguments);
        check.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", room.at("summary.md"));
        finish(check).ends(1)
    };
    let told = ran(&[]);
    assert!(told.out.contains("error[enum-value]") && told.out.contains("\n::error file="), "{}", told.out);
    for line in told.out.lines().filter(|line| line.trim_start().starts_with("::")) {
        let (command, properties, _) = annotation(line);
        assert!(["error", "warning", "notice"].contains(&command.as_str()) && !properties.is_empty(), "{line}");
    }
    let summary = room.read("summary.md");
    assert!(summary.starts_with("before\n<!-- quarterdeck-report -->\n## Check\n\n**Blocks.**"), "{summary}");
    // who asks for a format gets that and nothing else
    assert!(!ran(&["--format", "concise"]).out.contains("::error file="));
    assert_eq!(room.read("summary.md"), summary);
}

#[test]
fn the_summary_of_a_job_is_no_file_of_the_territory() {
    let room = Room::new();
    let land = land(&room);
    let check = |summary: &std::path::Path, code: i32, said: &str| {
        let mut check = command();
        check.current_dir(&land).args(["check", "--as-of", TODAY]).env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", summary);
        let ran = finish(check).ends(code);
        assert!(ran.err.contains(said), "{}", ran.err);
    };
    let before = std::fs::read(land.join("quarterdeck.yaml")).unwrap();
    for name in ["quarterdeck.yaml", "./quarterdeck.yaml"] {
        check(&land.join(name), 2, "`quarterdeck.yaml` belongs to the territory");
        check(std::path::Path::new(name), 2, "`quarterdeck.yaml` belongs to the territory");
    }
    assert_eq!(std::fs::read(land.join("quarterdeck.yaml")).unwrap(), before);
    // an empty one, as a runner makes it, and one that is not there yet
    let empty = room.write("empty.md", "");
    for summary in [empty, room.at("new.md")] {
        check(&summary, 1, "");
        assert!(std::fs::read_to_string(&summary).unwrap().starts_with("<!-- quarterdeck-report -->"));
    }
}

#[test]
fn gitlab_gets_one_issue_a_finding_each_with_its_own_fingerprint() {
    let (_room, ran) = report("gitlab");
    let issues = ran.json();
    let issues = issues.as_array().unwrap();
    let mut prints: Vec<&str> = issues.iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), issues.len());
    let error = issues.iter().find(|it| it["severity"] == "major").unwrap();
    assert_eq!(error["location"]["path"], PATH);
    assert_eq!(error["check_name"], "enum-value");
    assert!(error["location"]["positions"]["begin"]["line"].is_u64());
    for it in issues {
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&it["severity"].as_str().unwrap()));
    }
}

#[test]
fn junit_is_xml_with_true_counts_and_a_passed_test_for_each_clean_plan() {
    let (_room, ran) = report("junit");
    let document = roxmltree::Document::parse(&ran.out).unwrap_or_else(|error| panic!("{error}\n{}", ran.out));
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let number = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap().parse::<usize>().unwrap();
    let cases: Vec<_> = document.descendants().filter(|it| it.has_tag_name("testcase")).collect();
    let failures: Vec<_> = document.descendants().filter(|it| it.has_tag_name("failure")).collect();
    assert_eq!((number(root, "tests"), number(root, "failures"), number(root, "skipped")), (cases.len(), 1, 0));
    let suites: usize = root.children().filter(|it| it.has_tag_name("testsuite")).map(|it| number(it, "tests")).sum();
    assert_eq!(suites, cases.len());
    let day = |suite: roxmltree::Node<'_, '_>| {
        suite.descendants().any(|it| it.attribute("name") == Some("as_of") && it.attribute("value") == Some(crate::common::TODAY))
    };
    assert!(root.children().filter(|it| it.has_tag_name("testsuite")).all(day), "{}", ran.out);
    assert!(failures[0].attribute("message").unwrap().starts_with("`::error::é|x,%0A"));
    assert_eq!(failures[0].parent().unwrap().attribute("file"), Some(PATH));
    assert!(cases.iter().any(|it| it.attribute("name") == Some("nothing to clear")));
}

#[test]
fn reviewdog_gets_columns_in_bytes() {
    let room = Room::new();
    let land = land(&room);
    let plan = "a, b/land/accounts/old-mill-clinics/plan.md";
    // a wrong value behind a letter of two bytes, on one line
    let text = room.read(plan).replacen("\ncommitment:", "\nx: {é: 1}\ncommitment:", 1);
    room.write(plan, text);
    let ran = dated(&land, ["check", "--format", "rdjson"]).ends(1);
    let document = ran.json();
    assert_eq!(document["source"]["name"], "quarterdeck");
    let diagnostics = document["diagnostics"].as_array().unwrap();
    assert!(diagnostics.len() > 10);
    for it in diagnostics {
        let path = it["location"]["path"].as_str().unwrap();
        let text = std::fs::read(room.at(path)).unwrap();
        let (start, end) = (&it["location"]["range"]["start"], &it["location"]["range"]["end"]);
        let at = |place: &Value| (place["line"].as_u64().unwrap() as usize, place["column"].as_u64().unwrap() as usize);
        let line = text.split(|byte| *byte == b'\n').nth(at(start).0 - 1).unwrap();
        assert!(at(start).1 - 1 <= line.len(), "{it}");
        assert!(at(start) <= at(end), "{it}");
        assert!(["ERROR", "WARNING", "INFO"].contains(&it["severity"].as_str().unwrap()));
    }
    let wrong = diagnostics.iter().find(|it| it["code"]["value"] == "enum-value").unwrap();
    let (line, from, to) =
        (&wrong["location"]["range"]["start"]["line"], &wrong["location"]["range"]["start"]["column"], &wrong["location"]["range"]["end"]["column"]);
    let text = room.read(PATH);
    let line = text.lines().nth(line.as_u64().unwrap() as usize - 1).unwrap();
    let under = &line[from.as_u64().unwrap() as usize - 1..to.as_u64().unwrap() as usize - 1];
    assert!(under.starts_with("::error::é"), "{under}");
}

#[test]
fn a_comment_says_the_verdict_the_plans_and_at_most_twenty_findings() {
    let (_room, ran) = report("markdown");
    let text = ran.out;
    assert!(text.starts_with("<!-- quarterdeck-report -->\n## Check\n\n**Blocks.** 12 plans as of 2026-11-22: 1 error, "), "{text}");
    assert!(text.contains("| Account | Readiness | Errors | Warnings |"), "{text}");
    assert!(text.contains("| Dunmore General Hospital | ") || text.contains("| Dunmore General | "), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("- ✕") || line.starts_with("- !") || line.starts_with("- ·")).count(), 20);
    assert!(text.contains("<details><summary>and ") && text.contains("</details>"), "{text}");
    assert!(text.lines().all(|line| !line.trim_start().starts_with("::")), "{text}");
}

#[test]
fn a_comment_is_cut_at_whole_lines() {
    let room = Room::new();
    let land = room.generated("land", &["600", "--jobs", "1"]);
    for entry in std::fs::read_dir(land.join("accounts")).unwrap() {
        let plan = entry.unwrap().path().join("plan.md");
        let text = std::fs::read_to_string(&plan).unwrap();
        let name = text.lines().find(|line| line.starts_with("title: ")).unwrap();
        let long = format!("title: A customer whose name goes on and on, and on, and on, and on, and on, to the very end of the line{}", " and on".repeat(3));
        let text = text.replacen(name, &long, 1).replacen("\nstance: ", "\nnote: 1\nstance: ", 1);
        std::fs::write(plan, text).unwrap();
    }
    let ran = dated(&land, ["check", "--format", "markdown"]).ends(1);
    assert!(ran.out.chars().count() <= 60_000, "{}", ran.out.chars().count());
    let last = ran.out.trim_end().lines().last().unwrap();
    assert!(last.contains(" left out: this text has a limit."), "{last}");
    assert!(ran.out.lines().filter(|line| line.starts_with("| A customer")).all(|line| line.ends_with(" |")));
}

#[test]
fn several_formats_go_to_several_files_at_once() {
    let room = Room::new();
    let land = land(&room);
    let file = |name: &str| format!("{name}={}", room.at(format!("report.{name}")).display());
    let formats: Vec<String> = ["sarif", "github", "gitlab", "junit", "rdjson", "markdown", "json", "ndjson", "concise"].into_iter().map(file).collect();
    let arguments = formats.iter().flat_map(|format| ["--format", format.as_str()]);
    let ran = dated(&land, ["check"].into_iter().chain(arguments)).ends(1);
    assert_eq!(ran.out, "");
    for name in ["sarif", "github", "gitlab", "junit", "rdjson", "markdown", "json", "ndjson", "concise"] {
        let alone = dated(&land, ["check", "--format", name]).ends(1);
        assert_eq!(room.read(&format!("report.{name}")), alone.out, "{name}");
        assert!(alone.out.ends_with('\n'), "{name}");
    }
    dated(&land, ["check", "--format", "json="]).ends(2);
}

#[test]
fn one_thread_and_many_say_the_same() {
    let room = Room::new();
    let land = land(&room);
    for name in ["sarif", "github", "gitlab", "junit", "rdjson", "markdown"] {
        let with = |threads: &str| dated(&land, ["check", "--threads", threads, "--format", name]).out;
        assert_eq!(with("1"), with("16"), "{name}");
    }
}

/// A name that tries to be a command of a log, a colour, markup, and the end of each.
const NAME: &str = "n\n::error::pwn\n##[group]x\u{1b}[31m\u{7}]]>::error::<&|`";

#[test]
fn no_file_name_speaks_in_any_report() {
    let repo = Repo::new();
    repo.git(&["branch", "base"]);
    let plan = repo.room.read(PLAN);
    for path in [format!("accounts/{NAME}/plan.md"), format!("accounts/northwind-health/reviews/{NAME}.md"), format!("accounts/northwind-health/{NAME}.pdf")] {
        repo.room.write(&path, plan.replacen("\nstance: ", "\nstance: x", 1));
    }
    repo.edit(PLAN, &[("tier: A", "tier: Z")]);
    repo.commit("2026-09-05", MAYA);
    let silent = |arguments: &[&str]| {
        let ran = dated(repo.path(), arguments);
        assert!(ran.code < 2, "{arguments:?}: {}", ran.err);
        // the lines of a table end as its format wants it
        for text in [ran.out.replace("\r\n", "\n"), ran.err] {
            let hidden = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(hidden, None, "{arguments:?}: {text}");
            for line in text.lines().map(str::trim_start) {
                let ours = arguments.contains(&"github") && ["::error file=", "::warning file=", "::notice "].iter().any(|head| line.starts_with(head));
                assert!(ours || !line.starts_with("::"), "{arguments:?}: {line}");
                assert!(!line.starts_with("##[") && !line.starts_with("##vso"), "{arguments:?}: {line}");
            }
        }
        ran.out
    };
    for format in quarterdeck::reports::ALL {
        let out = silent(&["check", "--format", format.key]);
        assert!(out.contains("pwn"), "{} does not name the file", format.key);
        silent(&["gate", "--base", "base", "--format", format.key]);
    }
    let xml = silent(&["check", "--format", "junit"]);
    roxmltree::Document::parse(&xml).unwrap();
    for format in ["text", "json", "markdown"] {
        silent(&["diff", "base", "--format", format]);
    }
    for format in ["table", "json", "csv"] {
        silent(&["score", "--format", format]);
    }
    silent(&["score", "northwind-health"]);
    silent(&["review", "northwind-health"]);
    silent(&["doctor"]);
    silent(&["doctor", "--format", "json"]);
    silent(&["baseline", "create"]);
    silent(&["baseline", "show"]);
    silent(&["baseline", "show", "--format", "json"]);
    silent(&["baseline", "prune"]);
}
