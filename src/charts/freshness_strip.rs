//! Sections of a plan by the weeks in which they changed: what is looked after, and what was written once.

use crate::audience::history::{SectionHistory, TouchView};
use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::language::{phrase, value_word, word};
use crate::charts::chart::{Chart, Figure, Of, described, every, heading};
use crate::draw::label::{self, Weight};
use crate::draw::number::Tenths;
use crate::draw::scale::{Band, Time};
use crate::draw::svg::{Anchor, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "freshness_strip",
    of: Of::Account,
    title: "When sections changed",
    shows: "Per section of a plan the weeks of the last half year in which a commit changed its value",
    ids: &["K2"],
};

/// Weeks drawn, and weeks that count as recent in the title.
const WEEKS: usize = 26;
const RECENT: i64 = 13;
/// Sections drawn; the others stand in the table.
const ROWS: usize = 20;
/// Sections drawn where none changed in these weeks.
const UNMARKED: usize = 4;
const LEFT: Tenths = 1_640;
const ROW: Tenths = 190;

/// The sections in the given order, up to the as-of day (K2). `ids` makes the ids of the drawing unique on its page.
pub fn figure(sections: &[SectionHistory], as_of: Date, ids: &str) -> Figure {
    if sections.is_empty() {
        return Figure::empty(CHART.key, &word("No commit has changed a section yet"));
    }
    let title = title(sections, as_of);
    let description = describe(sections);
    Figure {
        key: CHART.key,
        subtitle: word("Weeks with a change, for half a year").into_owned(),
        drawing: draw(sections, as_of, ids, &title, &description),
        title,
        description,
        header: ["Sections", "Last changed", "By", "Commit"].map(heading).to_vec(),
        rows: rows(sections),
    }
}

/// A line for each commit that was the last one somewhere, with all sections that it changed last.
fn rows(sections: &[SectionHistory]) -> Vec<Vec<String>> {
    let mut rows: Vec<(&TouchView, String)> = Vec::new();
    for section in sections {
        match rows.iter_mut().find(|(last, _)| **last == section.last) {
            Some((_, titles)) => *titles = format!("{titles}, {}", value_word(&section.title)),
            None => rows.push((&section.last, value_word(&section.title).into_owned())),
        }
    }
    rows.into_iter().map(|(last, titles)| vec![titles, last.day.to_string(), last.who.clone(), last.commit.clone()]).collect()
}

/// The first day drawn.
fn first(as_of: Date) -> Date {
    as_of.plus_days(1 - 7 * i64::try_from(WEEKS).unwrap_or(0))
}

fn title(sections: &[SectionHistory], as_of: Date) -> String {
    let said = |it: &SectionHistory| format!("{}, {}", label::name(&value_word(&it.title)), it.last.day.long());
    let n = sections.len();
    let recent = sections.iter().filter(|it| as_of.days_since(it.last.day) < 7 * RECENT).count();
    let oldest = sections.iter().reduce(|best, it| if it.last.day < best.last.day { it } else { best });
    let newest = sections.iter().reduce(|best, it| if it.last.day > best.last.day { it } else { best });
    let Some((oldest, newest)) = oldest.zip(newest) else { return String::new() };
    match (recent, n) {
        (_, 1) => phrase("{} last changed on {}", &[&label::name(&value_word(&oldest.title)), &oldest.last.day.long()]),
        _ if oldest.last.day == newest.last.day => phrase("{} last changed on {}", &[&every(n, "sections"), &oldest.last.day.long()]),
        (0, n) => phrase("None of {n} sections changed in the last {RECENT} weeks; latest: {}", &[&n, &RECENT, &said(newest)]),
        (recent, n) if recent == n => phrase("{} changed in the last {RECENT} weeks; oldest: {}", &[&every(n, "sections"), &RECENT, &said(oldest)]),
        (recent, n) => phrase("{recent} of {n} sections changed in the last {RECENT} weeks; oldest: {}", &[&recent, &n, &RECENT, &said(oldest)]),
    }
}

fn describe(sections: &[SectionHistory]) -> String {
    described(sections.iter().map(|it| phrase("{} last changed on {} by {}.", &[&value_word(&it.title), &it.last.day, &it.last.who])))
}

/// The weeks in which a section changed, as runs: the first week and the one after the last, the oldest week being 0.
fn spans(section: &SectionHistory, as_of: Date) -> Vec<(usize, usize)> {
    let weeks = section.days.iter().filter_map(|day| {
        let ago = usize::try_from(as_of.days_since(*day)).ok()? / 7;
        WEEKS.checked_sub(1)?.checked_sub(ago)
    });
    let mut weeks: Vec<usize> = weeks.collect();
    weeks.sort_unstable();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for week in weeks {
        match spans.last_mut() {
            Some((_, end)) if week <= *end => *end = week + 1,
            _ => spans.push((week, week + 1)),
        }
    }
    spans
}

fn draw(sections: &[SectionHistory], as_of: Date, ids: &str, title: &str, description: &str) -> Html {
    // a row without a mark says no more than the table; where there is no mark at all the first sections stand for the others
    let marked: Vec<&SectionHistory> = sections.iter().filter(|section| !spans(section, as_of).is_empty()).take(ROWS).collect();
    let shown: Vec<&SectionHistory> = if marked.is_empty() { sections.iter().take(UNMARKED).collect() } else { marked };
    let left = sections.len().saturating_sub(shown.len());
    let bottom = ROW * i32::try_from(shown.len()).unwrap_or(0);
    let mut svg = Svg::figure(bottom + if left > 0 { 340 } else { 190 }, ids, title, description);
    let bands = (0..shown.len()).step_by(2).map(|index| (0, ROW * i32::try_from(index).unwrap_or(0)));
    svg.rects("band", bands, WIDTH, ROW);
    // lines of months end above the rows that have words instead of marks
    let marked = shown.iter().rposition(|section| !spans(section, as_of).is_empty()).map_or(0, |last| last + 1);
    months(&mut svg, as_of, ROW * i32::try_from(marked).unwrap_or(0), bottom);
    let weeks = Band { from: LEFT, to: WIDTH, n: WEEKS };
    let mut top = 0;
    for section in &shown {
        svg.text("label", 0, top + 140, Anchor::Start, &label::fit(&value_word(&section.title), LEFT - 60, Weight::Regular));
        let spans = spans(section, as_of);
        svg.dashes("weeks", top + 95, spans.iter().map(|(from, to)| (weeks.start(*from) + 10, weeks.start(*to) - 10)));
        if spans.is_empty() && section.last.day < as_of {
            svg.text("", LEFT + 30, top + 140, Anchor::Start, &format!("← {}", section.last.day.long()));
        }
        top += ROW;
    }
    svg.line("axis", LEFT, bottom, WIDTH, bottom);
    if left > 0 {
        svg.text("", 0, bottom + 300, Anchor::Start, &phrase("and {left} more in the table", &[&left]));
    }
    svg.finish()
}

/// A line where each month begins, and its name where it has room.
fn months(svg: &mut Svg, as_of: Date, end_of_lines: Tenths, bottom: Tenths) {
    let time = Time { first: first(as_of), last: as_of.plus_days(1), from: LEFT, to: WIDTH };
    let mut free = LEFT;
    let lines = time.months(WEEKS).into_iter().map(|day| time.at(day));
    if end_of_lines > 0 {
        svg.uprights("grid-line", lines, 0, end_of_lines);
    } else {
        svg.uprights("axis", lines, bottom, bottom + 30);
    }
    for day in time.months(WEEKS) {
        let x = time.at(day);
        let name = day.month_name();
        let end = x + label::width(name, Weight::Regular);
        if x >= free && end <= WIDTH {
            svg.text("", x, bottom + 155, Anchor::Start, name);
            free = end + 60;
        }
    }
}
