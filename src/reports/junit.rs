//! A test report as CI servers show it: a suite for each file with findings, and one passed test for each plan without an error.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use crate::base::console::escape;
use crate::base::html::Html;
use crate::base::path::SourcePath;
use crate::base::window::window;
use crate::diag::code::Level;
use crate::diag::reported::{Reported, State};
use crate::reports::report::{Report, ReportCx};
use crate::reports::told;

pub static REPORT: Report = Report { key: "junit", what: "a test report (JUnit XML)", human: false, write };

/// Columns of source that are shown.
const WIDTH: usize = 240;

fn write(cx: &ReportCx<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(document(cx).as_bytes())
}

fn document(cx: &ReportCx<'_>) -> String {
    let mut suites: BTreeMap<String, Vec<&Reported<'_>>> = BTreeMap::new();
    for it in cx.findings {
        suites.entry(shown(cx, &it.finding.path)).or_default().push(it);
    }
    let clean: BTreeSet<String> = cx.plans.iter().map(|plan| shown(cx, &plan.path)).filter(|path| !suites.contains_key(path)).collect();
    let total = cx.findings.len() + clean.len();
    let failed = |found: &[&Reported<'_>]| found.iter().filter(|it| fails(it)).count();
    let skipped = |found: &[&Reported<'_>]| found.iter().filter(|it| it.state != State::Open).count();
    let all: Vec<&Reported<'_>> = cx.findings.iter().collect();
    let mut xml = Html::new();
    let name = format!("quarterdeck: {}", escape(cx.territory));
    let counts = |tests: usize, found: &[&Reported<'_>]| {
        [("tests", tests.to_string()), ("failures", failed(found).to_string()), ("errors", "0".to_owned()), ("skipped", skipped(found).to_string())]
    };
    xml.open("testsuites", &with_name(&name, &counts(total, &all))).text("\n");
    // every report says of which day it is; the form has room for it in each suite alone
    let as_of = cx.as_of.to_string();
    let day = |xml: &mut Html| {
        xml.open("properties", &[]).element("property", &[("name", "as_of"), ("value", &as_of)], "").close("properties");
    };
    for (path, found) in &suites {
        xml.open("testsuite", &with_name(path, &counts(found.len(), found)));
        day(&mut xml);
        xml.text("\n");
        found.iter().for_each(|it| case(cx, &mut xml, path, it));
        xml.close("testsuite").text("\n");
    }
    for path in &clean {
        xml.open("testsuite", &with_name(path, &counts(1, &[])));
        day(&mut xml);
        xml.element("testcase", &[("name", "nothing to clear"), ("classname", path), ("file", path)], "");
        xml.close("testsuite").text("\n");
    }
    xml.close("testsuites").text("\n");
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", xml.into_string())
}

/// A path as it can stand in a log: an attribute keeps line breaks raw on the way out, and readers make blanks of them.
fn shown(cx: &ReportCx<'_>, path: &SourcePath) -> String {
    escape(&cx.host_path(path))
}

/// An error fails its test; a warning or a note passes and is told.
fn fails(it: &Reported<'_>) -> bool {
    it.state == State::Open && it.finding.level == Level::Error
}

fn with_name<'v>(name: &'v str, counts: &'v [(&'static str, String)]) -> Vec<(&'static str, &'v str)> {
    [("name", name)].into_iter().chain(counts.iter().map(|(key, value)| (*key, value.as_str()))).collect()
}

fn case(cx: &ReportCx<'_>, xml: &mut Html, path: &str, it: &Reported<'_>) {
    let finding = it.finding;
    let line = finding.start.line.to_string();
    let name = format!("{} ({}), line {line}", finding.code.name, finding.code.code);
    xml.open("testcase", &[("name", &name), ("classname", path), ("file", path), ("line", &line)]);
    let text = format!("{path}:{line}:{}: {}\n{}", finding.start.column, told::with_labels(cx, finding), excerpt(cx, it));
    match it.state {
        State::Open if fails(it) => xml.element("failure", &[("message", &told::sentence(finding)), ("type", finding.code.name)], &text),
        State::Open => xml.element("system-out", &[], &text),
        state => xml.element("skipped", &[("message", &escape(it.reason.unwrap_or(state.as_str())))], ""),
    };
    xml.close("testcase").text("\n");
}

/// The source line, of a very long one the part around the place.
fn excerpt(cx: &ReportCx<'_>, it: &Reported<'_>) -> String {
    let finding = it.finding;
    let line = (cx.source)(&finding.path).map(|bytes| window(bytes, finding.start, finding.end, WIDTH));
    line.filter(|line| !line.text.is_empty()).map_or_else(String::new, |line| format!("{} │ {}\n", finding.start.line, escape(&line.shown())))
}
