//! Where a card is written: the page's address and the frame. Turns things into relative links; knows only addresses of the contract.

use std::borrow::Cow;

use crate::audience::events::EventView;
use crate::audience::view::{Frame, Named, PlaceView};
use crate::base::date::Date;
use crate::base::html::{Href, Html};
use crate::base::language::{phrase, value_word};
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::text;
use crate::diag::code::Code;
use crate::source::layout;

/// The page that is being written.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    pub page: &'a SitePath,
    pub frame: &'a Frame,
}

impl Here<'_> {
    /// The link to another page.
    pub fn to(&self, target: &SitePath) -> Href {
        Href::to(self.page, target)
    }

    /// The link to an account's page.
    pub fn account(&self, slug: &Slug) -> Href {
        self.to(&account(slug))
    }

    /// The link to an anchor on an account's page.
    pub fn account_at(&self, slug: &Slug, anchor: &str) -> Href {
        Href::to_anchor(self.page, &account(slug), anchor)
    }

    /// A person's name, which leads to their page where they have one.
    pub fn person(&self, out: &mut Html, person: &Named) {
        self.person_of(out, &person.id, &person.name);
    }

    /// The same from id and name.
    pub fn person_of(&self, out: &mut Html, id: &str, name: &str) {
        self.quiet(out, Slug::new(id).ok().filter(|slug| self.frame.owners.contains(slug)).map(|slug| owner(&slug)), name);
    }

    /// The name of a segment, which leads to its page where it has one.
    pub fn segment(&self, out: &mut Html, name: &str) {
        self.quiet(out, self.frame.segments.get(name).map(segment), name);
    }

    /// A name that leads to its page, unless it stands there.
    fn quiet(&self, out: &mut Html, target: Option<SitePath>, name: &str) {
        match target.filter(|target| target != self.page) {
            Some(target) => out.link(&self.to(&target), &[("class", "who")], name),
            None => out.text(name),
        };
    }

    /// The link to where an event stands: on the account's page, a step of the cycle on the page of the cycle.
    pub fn event(&self, event: &EventView<'_>) -> Href {
        let page = event.slug.map_or_else(|| SitePath::fixed("cycle/index.html"), account);
        Href::to_anchor(self.page, &page, &event.anchor())
    }

    /// The link to the page of a rule that has findings.
    pub fn rule(&self, code: &Code) -> Option<Href> {
        Some(self.to(&SitePath::of_name("findings", &Slug::new(code.name).ok()?, "html")))
    }

    /// Where a place can be edited, when `site.edit_url` says so. `{path}` and `{line}` in it are filled in; else both are appended.
    pub fn edit(&self, place: &PlaceView) -> Option<Href> {
        let url = self.frame.edit_url.as_deref()?;
        let path = encoded(&place.path);
        let line = place.line.max(1).to_string();
        let filled = if url.contains("{path}") {
            url.replace("{path}", &path).replace("{line}", &line)
        } else {
            format!("{}/{path}#L{line}", url.trim_end_matches('/'))
        };
        Href::external(&filled)
    }

    /// `file:line` with the whole path.
    pub fn place(&self, out: &mut Html, place: &PlaceView) {
        self.place_as(out, place, &place.path);
    }

    /// `file:line` with the path inside the account's folder.
    pub fn near_place(&self, out: &mut Html, place: &PlaceView) {
        let inside = layout::split_account(&place.path).map_or(&*place.path, |(_, inside)| inside);
        self.place_as(out, place, inside);
    }

    fn place_as(&self, out: &mut Html, place: &PlaceView, path: &str) {
        if place.path.is_empty() {
            return;
        }
        let shown = if place.line > 0 { format!("{path}:{}", place.line) } else { path.to_owned() };
        match self.edit(place) {
            Some(href) => {
                out.open_link(&href, &[("class", "place")]).element("code", &[], &shown).close("a");
            }
            None => {
                out.element("code", &[("class", "place")], &shown);
            }
        }
    }

    /// A date, with its year only when that is another than today's.
    pub fn day(&self, out: &mut Html, date: Date) {
        text::day(out, date, self.frame.as_of);
    }

    /// An amount in the territory's currency, for headlines.
    pub fn short(&self, amount: crate::base::amount::Amount) -> String {
        text::money_short(amount, &self.frame.currency)
    }
}

/// What happens on a day, as it is called: our words for a review, a meeting about nothing that is named and a step of the cycle, people's own for
/// all else.
pub fn what<'e>(event: &'e EventView<'_>) -> Cow<'e, str> {
    match (event.kind, &event.what) {
        ("review" | "cycle", Cow::Borrowed(what)) => value_word(what),
        ("meeting", what) => match what.strip_prefix("Meeting with ") {
            Some(person) => Cow::Owned(phrase("Meeting with {person}", &[&person])),
            None => Cow::Borrowed(&event.what),
        },
        _ => Cow::Borrowed(&event.what),
    }
}

/// The address of an account's page.
pub fn account(slug: &Slug) -> SitePath {
    SitePath::of_slug("accounts", slug, "index.html")
}

/// The address of a person's page.
pub fn owner(id: &Slug) -> SitePath {
    SitePath::of_slug("owners", id, "index.html")
}

/// The address of a segment's page.
pub fn segment(slug: &Slug) -> SitePath {
    SitePath::of_slug("segments", slug, "index.html")
}

/// The address of a page of the team's own.
pub fn own_page(slug: &Slug) -> SitePath {
    SitePath::of_name("pages", slug, "html")
}

/// The calendar of one plan.
pub fn plan_calendar(slug: &Slug) -> SitePath {
    SitePath::of_slug("accounts", slug, "plan.ics")
}

/// The calendar of one person.
pub fn owner_calendar(id: &Slug) -> SitePath {
    SitePath::of_slug("owners", id, "calendar.ics")
}

/// The calendar of the whole territory.
pub fn calendar() -> SitePath {
    SitePath::fixed("calendar.ics")
}

/// Percent-encodes a path, slashes kept.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
