//! `feed.atom`: what changed in which plan, newest first, for a reader of feeds (RFC 4287). There is one when the site knows where it will stand
//! (`base_url`). Without history it has no entries and says why, so that whoever reads it is not told that it is gone.
//!
//! One entry tells all that changed in a plan since its last review, whoever changed it. So it bears no author of its own, and the feed names the site.

use std::fmt::Write;

use crate::audience::history::{ChangeView, TouchView};
use crate::audience::project::View;
use crate::audience::view::RowView;
use crate::base::date::Date;
use crate::base::html::escape_into;
use crate::base::path::SitePath;
use crate::cards::here;
use crate::formats::artifact::Artifact;
use crate::formats::format::{Extra, Format};

pub static FORMAT: Format = Format { key: "feed", late: None, artifacts };

/// A feed is for what is new.
const ENTRIES: usize = 50;

/// Where the feed stands, if there is one.
fn place(view: &View<'_>) -> Option<SitePath> {
    view.frame.base_url.is_some().then(|| SitePath::fixed("feed.atom"))
}

/// The feed that pages lead to: one that has something to tell.
pub fn address(view: &View<'_>) -> Option<SitePath> {
    place(view).filter(|_| view.frame.commit().is_some())
}

fn artifacts<'a>(view: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    place(view).map(|path| Artifact::new(path, move || bytes(view))).into_iter().collect()
}

struct Entry<'a> {
    row: &'a RowView,
    last: TouchView,
    /// Since the last review; `None` where that is not known.
    changes: Option<&'a [ChangeView]>,
    /// The day of the last review.
    held: Option<Date>,
}

fn bytes(view: &View<'_>) -> Vec<u8> {
    let base = view.frame.base_url.as_deref().unwrap_or_default();
    let mut entries: Vec<Entry<'_>> = view
        .rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| {
            let changes = view.since_review(index).map(|(_, changes)| changes);
            Some(Entry { row, last: view.last_touch(index)?, changes, held: view.last_held(index) })
        })
        .collect();
    entries.sort_by(|a, b| (b.last.day, &a.row.slug).cmp(&(a.last.day, &b.row.slug)));
    let updated = entries.first().map_or(view.frame.as_of, |entry| entry.last.day);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let _ = writeln!(out, "<id>{}</id>", escaped(base));
    let _ = writeln!(out, "<title>{}: changes</title>", escaped(&view.frame.site_title));
    if view.frame.commit().is_none() {
        out.push_str("<subtitle>What changed is not known: this site was built without the history of the plans.</subtitle>\n");
    }
    let _ = writeln!(out, "<updated>{updated}T00:00:00Z</updated>\n<author><name>{}</name></author>", escaped(&view.frame.site_title));
    let _ = writeln!(
        out,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{0}feed.atom\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{0}changes/index.html\"/>",
        escaped(base)
    );
    let _ = writeln!(out, "<generator version=\"{}\">quarterdeck</generator>", view.frame.version);
    for entry in entries.iter().take(ENTRIES) {
        push_entry(&mut out, base, entry);
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

fn push_entry(out: &mut String, base: &str, entry: &Entry<'_>) {
    let Entry { row, last, changes, held } = entry;
    let listed = changes.unwrap_or_default();
    let url = escaped(&format!("{base}{}", here::account(&row.slug)));
    // one entry a plan and review: a later commit brings it up to date, and a reader shows it again by its day
    let (anchor, title) = match (changes, held) {
        (Some([]), Some(day)) => (format!("since-{day}"), format!("nothing changed since the review of {day}")),
        (_, Some(day)) => (format!("since-{day}"), format!("changes since the review of {day}")),
        (_, None) => ("changed".to_owned(), "changed before a first review".to_owned()),
    };
    let _ = writeln!(out, "<entry>\n<id>{url}#{anchor}</id>\n<title>{}: {title}</title>", escaped(&row.title));
    let _ = writeln!(out, "<updated>{}T00:00:00Z</updated>", last.day);
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>");
    let items: String = listed.iter().map(|change| format!("<li>{}</li>", escaped(&plain(&change.text)))).collect();
    let said = match (changes, held) {
        (Some([]), _) => "<p>Nothing changed since the last review.</p>".to_owned(),
        (Some(_), _) => format!("<ul>{items}</ul>"),
        (None, Some(day)) => format!("<p>What changed since the review of {day} is not known: no version of that day was committed.</p>"),
        (None, None) => "<p>No review was held yet, so there is nothing to compare with.</p>".to_owned(),
    };
    let _ = writeln!(out, "<content type=\"html\">{}</content>\n</entry>", escaped(&said));
}

/// Without the signs around names.
fn plain(text: &str) -> String {
    text.replace('*', "")
}

/// Text for XML: markup escaped, and what XML 1.0 cannot hold left out.
fn escaped(text: &str) -> String {
    let held: String = text.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')).collect();
    let mut out = String::with_capacity(held.len());
    escape_into(&mut out, &held);
    out
}
