//! The data files behind what a page shows: their list, and the links to them. Knows addresses alone; what is in a file is the business of its format.

use crate::base::html::Html;
use crate::base::language::key;
use crate::base::path::SitePath;
use crate::cards::here::Here;

/// A list as files: its name, CSV and JSON.
pub type Data = (&'static str, &'static str, &'static str);

/// Every list that there is as CSV and JSON, in the order of the pages; `tests/lists` holds it against the formats.
pub const DATA: [Data; 30] = [
    (key("accounts"), "data/accounts.csv", "data/accounts.json"),
    (key("actions"), "data/actions.csv", "data/actions.json"),
    (key("opportunities"), "data/opportunities.csv", "data/opportunities.json"),
    (key("benchmarks"), "data/benchmarks.csv", "data/benchmarks.json"),
    (key("people"), "data/people.csv", "data/people.json"),
    (key("asks"), "data/asks.csv", "data/asks.json"),
    (key("findings"), "data/findings.csv", "data/findings.json"),
    (key("calendar"), "data/calendar.csv", "data/calendar.json"),
    (key("whitespace"), "data/whitespace.csv", "data/whitespace.json"),
    (key("changes"), "data/changes.csv", "data/changes.json"),
    (key("cycle-steps"), "data/cycle-steps.csv", "data/cycle-steps.json"),
    (key("cycle-progress"), "data/cycle-progress.csv", "data/cycle-progress.json"),
    (key("cycle-proposals"), "data/cycle-proposals.csv", "data/cycle-proposals.json"),
    (key("accountability-plans"), "data/accountability-plans.csv", "data/accountability-plans.json"),
    (key("accountability-over-quota"), "data/accountability-over-quota.csv", "data/accountability-over-quota.json"),
    (key("accountability-people"), "data/accountability-people.csv", "data/accountability-people.json"),
    (key("accountability-functions"), "data/accountability-functions.csv", "data/accountability-functions.json"),
    (key("icp-ranking"), "data/icp-ranking.csv", "data/icp-ranking.json"),
    (key("icp-levels"), "data/icp-levels.csv", "data/icp-levels.json"),
    (key("icp-calibration"), "data/icp-calibration.csv", "data/icp-calibration.json"),
    (key("icp-questions"), "data/icp-questions.csv", "data/icp-questions.json"),
    (key("icp-criteria"), "data/icp-criteria.csv", "data/icp-criteria.json"),
    (key("growth-moves"), "data/growth-moves.csv", "data/growth-moves.json"),
    (key("growth-closing"), "data/growth-closing.csv", "data/growth-closing.json"),
    (key("growth-time"), "data/growth-time.csv", "data/growth-time.json"),
    (key("growth-origins"), "data/growth-origins.csv", "data/growth-origins.json"),
    (key("results-met"), "data/results-met.csv", "data/results-met.json"),
    (key("results-wins"), "data/results-wins.csv", "data/results-wins.json"),
    (key("results-lessons"), "data/results-lessons.csv", "data/results-lessons.json"),
    (key("results-projections"), "data/results-projections.csv", "data/results-projections.json"),
];

/// A quiet line under what a page shows, with the files named `names` and what they hold; not on paper. A link is called like its file.
pub fn files(out: &mut Html, here: &Here<'_>, says: &'static str, names: &[&str]) {
    out.open("p", &[("class", "acts sm")]).label("span", &[("class", "mut")], says);
    for (_, csv, json) in DATA.iter().filter(|(name, ..)| names.contains(name)) {
        for path in [csv, json] {
            out.text(" ").link(&here.to(&SitePath::fixed(path)), &[], path.strip_prefix("data/").unwrap_or(path));
        }
    }
    out.close("p");
}

/// The same for one table of which everything is in its file.
pub fn table(out: &mut Html, here: &Here<'_>, name: &str) {
    files(out, here, key("All rows:"), &[name]);
}
