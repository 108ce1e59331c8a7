//! `calendar.ics`, one of each plan and one of each owner: the dated things of a territory for calendar programs (RFC 5545). All days are whole
//! days, and nothing depends on the clock. Does not know what the dates mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::audience::events::{EventView, Moment};
use crate::audience::project::View;
use crate::base::date::Date;
use crate::base::slug::Slug;
use crate::cards::here;
use crate::formats::artifact::{Artifact, PART, Pass};
use crate::formats::format::{Extra, Format};

pub static FORMAT: Format = Format { key: "calendar", late: None, artifacts };

/// Octets of one line, its end not counted (RFC 5545 §3.1).
const LINE: usize = 75;

fn artifacts<'a>(view: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    let of: Arc<OnceLock<BTreeMap<&Slug, Vec<Moment>>>> = Arc::default();
    let pass: Arc<Pass<'a>> = Arc::new(move |out| write(view, &view.frame.site_title, view.moments(), &mut |part| out(0, part)));
    let mut made = vec![Artifact::new(here::calendar(), move || calendar(view, &view.frame.site_title, view.moments())).in_pass(&pass, 0)];
    for row in &view.rows {
        let of = of.clone();
        let bytes = move || calendar(view, &row.title, of.get_or_init(|| by_plan(view)).get(&row.slug).map_or(&[], Vec::as_slice));
        made.push(Artifact::new(here::plan_calendar(&row.slug), bytes));
    }
    for id in &view.frame.owners {
        let bytes = move || {
            let name = view.owner(id).map(|owner| owner.name).unwrap_or_default();
            calendar(view, &name, view.events_of(id.as_str()))
        };
        made.push(Artifact::new(here::owner_calendar(id), bytes));
    }
    made
}

/// Each plan's events.
fn by_plan<'a>(view: &'a View<'a>) -> BTreeMap<&'a Slug, Vec<Moment>> {
    let mut of: BTreeMap<&Slug, Vec<Moment>> = BTreeMap::new();
    for moment in view.moments() {
        if let Some(slug) = view.account_of_moment(moment) {
            of.entry(slug).or_default().push(*moment);
        }
    }
    of
}

/// One file. `whose` is the account, the person or the site.
fn calendar(view: &View<'_>, whose: &str, events: &[Moment]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(256 + 400 * events.len());
    write(view, whose, events, &mut |part| whole.extend_from_slice(part));
    whole
}

/// The same part by part.
fn write(view: &View<'_>, whose: &str, events: &[Moment], part: &mut dyn FnMut(&[u8])) {
    let mut out = String::new();
    let version = view.frame.version;
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0"] {
        push(&mut out, line);
    }
    push(&mut out, &format!("PRODID:-//quarterdeck//quarterdeck {version}//EN"));
    push(&mut out, "CALSCALE:GREGORIAN");
    push(&mut out, "METHOD:PUBLISH");
    let name = if whose == view.frame.site_title { whose.to_owned() } else { format!("{whose}, {}", view.frame.site_title) };
    push(&mut out, &format!("X-WR-CALNAME:{}", escaped(&name)));
    if events.is_empty() {
        // a calendar holds at least one component, and a file that a program follows must not vanish
        for line in ["BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000"] {
            push(&mut out, line);
        }
        push(&mut out, "END:STANDARD");
        push(&mut out, "END:VTIMEZONE");
    }
    let territory = view.territory_slug();
    let mut seen = BTreeSet::new();
    for event in events.iter().filter_map(|moment| view.event(moment)) {
        push_event(&mut out, view, &event, unique(&mut seen, uid(&event, &territory), &territory));
        if out.len() >= PART {
            part(out.as_bytes());
            out.clear();
        }
    }
    push(&mut out, "END:VCALENDAR");
    part(out.as_bytes());
}

/// The same thing keeps its name when its day moves. Between the parts stands a point, which neither kind nor slug holds: with a dash the action `a` of the
/// account `b-c` would be the action `a-b` of `c`.
fn uid(event: &EventView<'_>, territory: &str) -> String {
    match event.slug {
        Some(slug) => format!("{}.{}.{slug}@{territory}.quarterdeck", event.kind, event.id),
        None => format!("{}.{}@{territory}.quarterdeck", event.kind, event.id),
    }
}

/// An id that stands twice in a plan is a finding elsewhere; here the second gets a number.
fn unique(seen: &mut BTreeSet<String>, uid: String, territory: &str) -> String {
    let mut name = uid.clone();
    let mut number = 1;
    while !seen.insert(name.clone()) {
        number += 1;
        name = uid.replacen(&format!("@{territory}"), &format!("-{number}@{territory}"), 1);
    }
    name
}

fn push_event(out: &mut String, view: &View<'_>, event: &EventView<'_>, uid: String) {
    push(out, "BEGIN:VEVENT");
    push(out, &format!("UID:{}", escaped(&uid)));
    push(out, &format!("DTSTAMP:{}T000000Z", basic(view.frame.as_of)));
    push(out, &format!("DTSTART;VALUE=DATE:{}", basic(event.on)));
    push(out, &format!("DTEND;VALUE=DATE:{}", basic(event.on.plus_days(1))));
    let kind = event.word();
    let summary = if event.title.is_empty() { event.what.to_string() } else { format!("{}: {}", event.title, event.what) };
    push(out, &format!("SUMMARY:{}", escaped(&summary)));
    let said = if event.who.is_empty() { kind.to_owned() } else { format!("{kind}\n{}", event.who) };
    push(out, &format!("DESCRIPTION:{}", escaped(&said)));
    push(out, &format!("CATEGORIES:{}", escaped(kind)));
    if let (Some(base), Some(slug)) = (view.frame.base_url.as_deref(), event.slug) {
        // an address is no text: it is not escaped, and ours has no sign that would need it
        push(out, &format!("URL:{}{}#{}", clean(base), here::account(slug), event.anchor()));
    }
    push(out, "TRANSP:TRANSPARENT");
    push(out, "END:VEVENT");
}

fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// Text as a value (RFC 5545 §3.3.11): a line break becomes `\n`, and other control characters are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line with its end, folded where it is too long, between two characters.
fn push(out: &mut String, line: &str) {
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(letter);
        used += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests;
