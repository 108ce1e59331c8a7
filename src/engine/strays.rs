//! Files whose names are nearly those of ours, and tables that nobody reads: what a person took for a file of the territory and no program opens (P3, P4).

use crate::base::near::nearest;
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::codes::STRAY_FILE;
use crate::resolve::portfolio::LeftOut;
use crate::source::layout::{self, Role, Table};
use crate::source::snapshot::{File, Snapshot};

const DATA: &str = "data/";
/// Files of the territory's folder that are YAML, by their names without the ending.
const NAMES: [&str; 6] = ["quarterdeck", "people", "icp", "cycle", "questions", "strings"];
/// A shorter name is near to too many.
const GUESSED_FROM: usize = 5;
/// What tables are kept in before somebody exports them.
const SHEETS: [&str; 6] = ["xlsx", "xls", "ods", "tsv", "txt", "numbers"];

/// Every such file, with its finding.
pub(super) fn strays(snapshot: &Snapshot) -> Vec<(LeftOut, Diagnostic)> {
    snapshot.files.iter().filter_map(|(path, file)| stray(snapshot, path, file)).collect()
}

fn stray(snapshot: &Snapshot, path: &SourcePath, file: &File) -> Option<(LeftOut, Diagnostic)> {
    let text = path.as_str();
    let (folder, name) = text.rsplit_once('/').map_or(("", text), |(folder, name)| (folder, name));
    if text.starts_with(layout::PAGES) {
        return beside_pages(path, file);
    }
    if !matches!(folder, "" | "data") || matches!(file, File::Refused(_)) || layout::role(path) != Role::Other || layout::is_aside(name) {
        return None;
    }
    let is_sheet = ending(name).is_some_and(|ending| SHEETS.contains(&ending.as_str()));
    let (message, help, reason) = match meant(snapshot, folder, name) {
        // what the table was exported from may well lie beside it
        Some(right) if is_sheet && holds(snapshot, &right) => return None,
        Some(right) if holds(snapshot, &right) => {
            (format!("`{text}` is not read: the territory has `{right}`"), "take one of the two away".to_owned(), format!("`{right}` is read"))
        }
        // a workbook is no table by another name
        Some(right) if is_sheet => {
            (format!("`{text}` is not read: a table is a CSV file"), format!("save it as CSV, as `{right}`"), "it is no CSV file".to_owned())
        }
        Some(right) => (format!("`{text}` is not read: the file is called `{right}`"), format!("rename it to `{right}`"), format!("it is called `{right}`")),
        None if folder == "data" && ending(name) == Some("csv".to_owned()) => {
            let names: Vec<&str> = Table::ALL.iter().filter_map(|table| table.path().strip_prefix(DATA)).collect();
            let message = format!("`{text}` is not read: there is no table of that name");
            (message, format!("the tables are {}; keep others outside of data/", names.join(", ")), "there is no table of that name".to_owned())
        }
        None => return None,
    };
    let finding = Diagnostic::new(&STRAY_FILE, path, ByteSpan::default(), message).help(help);
    Some((LeftOut { path: path.clone(), reason }, finding))
}

/// A file in `pages/` that is no page. Whoever links to it would find nothing.
fn beside_pages(path: &SourcePath, file: &File) -> Option<(LeftOut, Diagnostic)> {
    if matches!(file, File::Refused(_)) || layout::role(path) != Role::Other || layout::is_aside(path.name()) {
        return None;
    }
    let message = format!("`{path}` is not published: own pages are `pages/⟨name⟩.md`, and nothing beside them is read");
    let (help, reason) = match path.name().ends_with(".md") {
        // the role says that it lies in a folder below
        true => (format!("move it to `{}{}`", layout::PAGES, path.name()), "own pages stand directly in `pages/`"),
        false => ("put it into the folder of an account, beside its plan, and link to it there".to_owned(), "own pages are Markdown files"),
    };
    let finding = Diagnostic::new(&STRAY_FILE, path, ByteSpan::default(), message).help(help);
    Some((LeftOut { path: path.clone(), reason: reason.to_owned() }, finding))
}

fn holds(snapshot: &Snapshot, path: &str) -> bool {
    SourcePath::new(path).is_some_and(|path| snapshot.files.contains_key(&path))
}

fn ending(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

/// The path that a file was probably meant to have: its own in small letters and with the right ending, or the near name of a file that is not there.
fn meant(snapshot: &Snapshot, folder: &str, name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = match ending {
        "yml" | "yaml" if folder.is_empty() => "yaml",
        "csv" if folder == "data" => "csv",
        other if folder == "data" && SHEETS.contains(&other) => "csv",
        _ => return None,
    };
    let stem = stem.strip_suffix(".csv").unwrap_or(stem);
    let at = |stem: &str| if folder.is_empty() { format!("{stem}.{ending}") } else { format!("{folder}/{stem}.{ending}") };
    let own = at(stem);
    if SourcePath::new(&own).is_some_and(|path| layout::role(&path) != Role::Other) {
        return Some(own);
    }
    let tables = Table::ALL.iter().filter_map(|table| table.path().strip_prefix(DATA)?.strip_suffix(".csv"));
    let known: Vec<&str> = if folder.is_empty() { NAMES.to_vec() } else { tables.collect() };
    let absent = |near: &&str| !holds(snapshot, &at(near));
    let enough = stem.chars().count() >= GUESSED_FROM;
    nearest(stem, known.iter().copied()).filter(|_| enough).filter(absent).map(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;
    use crate::source::fixture;

    fn check(files: &[&str], expected: &[&str]) {
        let text: String = ["quarterdeck.yaml"].iter().chain(files).map(|path| format!("=== {path}\nx\n")).collect();
        let snapshot = fixture::snapshot(&text, Date::parse("2026-11-22").unwrap());
        let found: Vec<String> = strays(&snapshot).iter().map(|(file, _)| format!("{}: {}", file.path, file.reason)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn files_that_are_nearly_ours_are_named() {
        check(&["people.yml"], &["people.yml: it is called `people.yaml`"]);
        check(&["People.YAML", "Quarterdeck.yaml"], &["People.YAML: it is called `people.yaml`", "Quarterdeck.yaml: `quarterdeck.yaml` is read"]);
        check(&["people.yaml", "people.yml", "peoples.yaml"], &["people.yml: `people.yaml` is read"]);
        check(&["question.yaml", "strings-de.yml"], &["question.yaml: it is called `questions.yaml`", "strings-de.yml: it is called `strings-de.yaml`"]);
        check(&["data/Quota.csv", "data/wallet.CSV"], &["data/Quota.csv: it is called `data/quota.csv`", "data/wallet.CSV: it is called `data/wallet.csv`"]);
        check(&["data/quotas.csv"], &["data/quotas.csv: it is called `data/quota.csv`"]);
        check(&["data/quota.csv", "data/quotas.csv"], &["data/quotas.csv: there is no table of that name"]);
        check(&["data/sales.csv", "data/quota.xlsx"], &["data/quota.xlsx: it is no CSV file", "data/sales.csv: there is no table of that name"]);
        check(&["data/quota.csv", "data/quota.xlsx"], &[]);
        check(
            &["pages/img.png", "pages/notes.txt", "pages/sub/x.md", "pages/sub/y.png"],
            &[
                "pages/img.png: own pages are Markdown files",
                "pages/notes.txt: own pages are Markdown files",
                "pages/sub/x.md: own pages stand directly in `pages/`",
                "pages/sub/y.png: own pages are Markdown files",
            ],
        );
        check(
            &[
                "README.md",
                "mkdocs.yml",
                "docker-compose.yaml",
                "config.yaml",
                "ice.yaml",
                "data/README.md",
                "data/source.xlsx",
                "data/old/sales.csv",
                "pages/how.md",
                "pages/README.md",
                "Makefile",
            ],
            &[],
        );
    }
}
