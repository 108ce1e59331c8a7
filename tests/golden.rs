//! Pages of the example territory as they were last agreed on. `UPDATE=1 cargo test --test golden` writes them again; read the diff.

mod common;

use std::fmt::Write;

use common::{Room, dated, repository};

const PAGES: [(&str, &str); 11] = [
    ("index.html", "portfolio"),
    ("accounts/kestrel-ridge-medical-center/index.html", "plan"),
    ("accounts/kestrel-ridge-medical-center/review.html", "review"),
    ("readiness/index.html", "readiness"),
    ("actions/index.html", "actions"),
    ("calendar/index.html", "calendar"),
    ("owners/priya-raman/index.html", "owner"),
    ("segments/federal-and-public/index.html", "segment"),
    ("findings/index.html", "findings"),
    ("about/index.html", "about"),
    ("pages/how-we-run-the-quarter.html", "own"),
];

/// What a reader is told, a line for each piece of text, with the marks that scripts rely on; no markup, so that a change of style is no change here.
fn outline(html: &str) -> String {
    let mut out = String::new();
    let main = html.split_once("<main").map_or(html, |(_, rest)| rest);
    for piece in main.split('<').skip(1) {
        let (tag, text) = piece.rsplit_once('>').unwrap_or((piece, ""));
        for name in ["data-account", "data-score", "data-value", "data-rule", "data-line", "data-chart", "href"] {
            if let Some((_, rest)) = tag.split_once(&format!(" {name}=\"")) {
                let value = rest.split('"').next().unwrap_or("");
                if !value.starts_with("data:") {
                    let _ = writeln!(out, "  [{name} {value}]");
                }
            }
        }
        let level = tag.strip_prefix('h').and_then(|rest| rest.bytes().next()).filter(u8::is_ascii_digit);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let mark = level.map_or(String::new(), |level| "#".repeat(usize::from(level - b'0')) + " ");
            let _ = writeln!(out, "{mark}{text}");
        }
    }
    out.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn pages() {
    let room = Room::new();
    let land = room.example("land");
    dated(&land, ["build", "-q"]).ends(0);
    let folder = repository().join("tests/golden/pages");
    let mut changed = Vec::new();
    for (page, name) in PAGES {
        let path = folder.join(format!("{name}.txt"));
        let text = outline(&room.read(&format!("land/public/{page}")));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let agreed = std::fs::read_to_string(&path).unwrap_or_default();
        if agreed != text {
            changed.push(format!("{page}\n{}", diff(&agreed, &text)));
        }
    }
    assert!(changed.is_empty(), "changed pages; UPDATE=1 writes them:\n{}", changed.join("\n"));
}

/// The first lines that differ, after the common start and before the common end.
fn diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let part = |sign: &str, lines: &[&str]| lines[start..lines.len() - end].iter().take(12).map(|line| format!("{sign} {line}\n")).collect::<String>();
    format!("line {}\n{}{}", start + 1, part("-", &old), part("+", &new))
}
