//! The actions of an account on a line of time: what is late, what waits for what, what comes next.

use std::collections::BTreeMap;

use crate::audience::view::ActionView;
use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::language::{phrase, value_word, word};
use crate::charts::chart::{Chart, Figure, Of, count, described, every, heading};
use crate::draw::label::{self, Placer, Rect, Weight};
use crate::draw::months;
use crate::draw::number::Tenths;
use crate::draw::scale::Time;
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "action_timeline",
    of: Of::Account,
    title: "Actions in time",
    shows: "The actions of an account by due date, what comes before what, today, and what is late",
    ids: &["K3", "K10"],
};

/// The height of a row, and what a second line of its text adds.
const ROW: Tenths = 210;
const SECOND: Tenths = 120;
const TOP: Tenths = 170;
/// Where time begins; what is to be done stands left of it.
const FROM: Tenths = 1_750;
const TO: Tenths = WIDTH - 490;
/// Of so many actions, the first ones that are open, the description tells; the table has all.
const SAID: usize = 1;
/// More actions stand in the table alone.
const ROWS: usize = 14;

/// The actions by day, those that are dropped left out (K10, K15). `ids` makes the ids of the drawing unique on its page. One action alone is no figure.
pub fn figure(actions: &[ActionView], today: Date, ids: &str) -> Figure {
    let mut order: Vec<&ActionView> = actions.iter().filter(|action| action.status != "dropped").collect();
    // of many, what is done gives way first, the oldest before the others
    order.sort_by_key(|action| (action.open, day(action)));
    let left = order.len().saturating_sub(ROWS);
    let shown: Vec<&ActionView> = {
        let (done, open): (Vec<&ActionView>, Vec<&ActionView>) = order.iter().partition(|action| !action.open);
        let kept = done.len().min(ROWS.saturating_sub(open.len()));
        let mut shown: Vec<&ActionView> = done.get(done.len() - kept..).unwrap_or_default().iter().chain(&open).copied().take(ROWS).collect();
        shown.sort_by_key(|action| day(action));
        shown
    };
    order.sort_by_key(|action| day(action));
    let (Some(time), true) = (time(&shown, today), order.len() > 1) else {
        return Figure::empty(CHART.key, &word("No actions to put in order"));
    };
    let title = title(&order, today);
    let description = described(
        order
            .iter()
            .filter(|action| action.open)
            .take(SAID)
            .map(|action| phrase("{day}: {action}, {state}.", &[&day(action).long(), &action.text, &state(action)])),
    );
    Figure {
        key: CHART.key,
        subtitle: word("Dot: done; ring: due; triangle: overdue; lines: after").into_owned(),
        drawing: draw(&shown, left, today, &time, ids, &title, &description),
        title,
        description,
        header: ["Action", "Day", "State", "After"].map(heading).to_vec(),
        rows: order.iter().map(|action| row(action)).collect(),
    }
}

/// When it was done, else when it is due.
fn day(action: &ActionView) -> Date {
    action.done_on.filter(|_| !action.open).unwrap_or(action.due)
}

fn state(action: &ActionView) -> String {
    match action.overdue_days {
        Some(days) => phrase("{state}, {days} overdue", &[&value_word(action.status), &count(usize::try_from(days).unwrap_or(0), "day", "days")]),
        None => value_word(action.status).into_owned(),
    }
}

fn row(action: &ActionView) -> Vec<String> {
    let after = if action.after.is_empty() { "–".to_owned() } else { action.after.join(", ") };
    vec![action.text.clone(), day(action).long(), state(action), after]
}

/// From the first to the last day, with today where it is not far from them.
fn time(shown: &[&ActionView], today: Date) -> Option<Time> {
    let days = || shown.iter().map(|action| day(action));
    let (first, last) = days().min().zip(days().max())?;
    let near = last.days_since(first).max(90);
    let include = today >= first.plus_days(-near) && today <= last.plus_days(near);
    let (first, last) = if include { (first.min(today), last.max(today)) } else { (first, last) };
    Some(Time { first, last, from: FROM, to: TO })
}

fn title(order: &[&ActionView], today: Date) -> String {
    let open: Vec<&&ActionView> = order.iter().filter(|action| action.open).collect();
    let late: Vec<&&&ActionView> = open.iter().filter(|action| action.overdue_days.is_some()).collect();
    let n = open.len();
    let waiting = open.iter().filter(|action| action.overdue_days.is_none() && action.after.iter().any(|id| late.iter().any(|it| it.id == *id))).count();
    let head = match (n, late.len()) {
        (0, _) => return phrase("{} are done", &[&every(order.len(), "actions")]),
        (1, 0) => word("1 action is open").into_owned(),
        (1, _) => word("The one open action is overdue").into_owned(),
        (n, 0) => phrase("None of {n} open actions is overdue", &[&n]),
        (n, late) if late == n => phrase("{} are overdue", &[&every(n, "open actions")]),
        (n, 1) => phrase("1 of {n} open actions is overdue", &[&n]),
        (n, late) => phrase("{late} of {n} open actions are overdue", &[&late, &n]),
    };
    if waiting > 0 {
        let waits = count(waiting, "other waits", "others wait");
        return if late.len() == 1 { phrase("{head}, and {} for it", &[&head, &waits]) } else { phrase("{head}, and {} for them", &[&head, &waits]) };
    }
    match open.iter().find(|action| action.due >= today) {
        Some(next) if late.is_empty() => phrase("{head}; the next is due on {}", &[&head, &next.due.long()]),
        _ => head,
    }
}

/// The day of an action beside its mark, or how late it is; nothing where there is no room. `now` is the line of today.
fn draw_day(svg: &mut Svg, placer: &mut Placer, action: &ActionView, (x, y): (Tenths, Tenths), now: Option<Tenths>, bottom: Tenths) {
    let (words, weight) = match action.overdue_days {
        Some(days) => (phrase("{late} late", &[&count(usize::try_from(days).unwrap_or(0), "day", "days")]), Weight::Strong),
        None => (day(action).short().replace('\u{a0}', " "), Weight::Regular),
    };
    // in its row, behind the line of today too: no other mark stands there
    let behind = now.filter(|now| x < *now).unwrap_or(x) + 40;
    let tried = [
        (x + 80, y + 40, Anchor::Start),
        (x - 80, y + 40, Anchor::End),
        (x + 80, y - 30, Anchor::Start),
        (x - 80, y - 30, Anchor::End),
        (behind.max(x + 80), y + 40, Anchor::Start),
    ];
    let width = label::width(&words, weight);
    // the line of today is crossed only where there is no other place
    let apart = |rect: &Rect| now.is_none_or(|now| !rect.overlaps(&Rect { x: now - 15, y: TOP, width: 30, height: bottom - TOP }));
    if let Some((x, y, anchor)) = placer.place_where((width, 1), &tried, apart).or_else(|| placer.place(width, &tried)) {
        svg.text(if weight == Weight::Strong { "label-bad" } else { "" }, x, y, anchor, &words);
    }
}

/// `left` is how many actions stand in the table alone.
fn draw(shown: &[&ActionView], left: usize, today: Date, time: &Time, ids: &str, title: &str, description: &str) -> Html {
    // what is still to be done has two lines
    let words: Vec<Vec<String>> = shown.iter().map(|action| label::wrap(&action.text, FROM - 100, if action.open { 2 } else { 1 }, Weight::Regular)).collect();
    let tall = |lines: &Vec<String>| if lines.len() > 1 { ROW + SECOND } else { ROW };
    let ends: Vec<Tenths> = words
        .iter()
        .scan(TOP, |end, lines| {
            *end += tall(lines);
            Some(*end)
        })
        .collect();
    let bottom = ends.last().copied().unwrap_or(TOP);
    let height = bottom + if left > 0 { 340 } else { 190 };
    let mut svg = Svg::figure(height, ids, title, description);
    let mut placer = Placer::new(Rect { x: FROM - 60, y: 0, width: WIDTH - FROM + 60, height: bottom + 190 });
    months::axis(&mut svg, &mut placer, time, TOP - 30, bottom);
    let now = (today >= time.first && today <= time.last).then(|| time.at(today));
    if let Some(x) = now {
        svg.line("thr", x, TOP - 30, x, bottom);
        let text = phrase("Today, {day}", &[&today.short().replace('\u{a0}', " ")]);
        let half = label::width(&text, Weight::Strong) / 2;
        svg.text("label-strong", x.min(WIDTH - half - 20), TOP - 60, Anchor::Middle, &text);
    }
    let at = |row: usize| ends.get(row).zip(words.get(row)).map_or(TOP, |(end, lines)| end - tall(lines) / 2);
    let mut elbows = Vec::new();
    let rows: BTreeMap<&str, usize> = shown.iter().enumerate().rev().map(|(row, action)| (action.id.as_str(), row)).collect();
    for (row, action) in shown.iter().enumerate() {
        for first in action.after.iter().filter_map(|id| rows.get(id.as_str())).filter(|first| **first != row) {
            let Some(before) = shown.get(*first) else { continue };
            let (from, to) = (time.at(day(before)), time.at(day(action)));
            let corner = (from, at(row));
            elbows.push(((from, at(*first)), (to, at(row))));
            let (top, end) = (at(*first).min(corner.1), at(*first).max(corner.1));
            placer.block(Rect { x: from - 15, y: top, width: 30, height: end - top });
            placer.block(Rect { x: from.min(to), y: corner.1 - 15, width: (to - from).abs(), height: 30 });
        }
        placer.block(Rect::around(time.at(day(action)), at(row), 60));
    }
    svg.elbows("line2", elbows);
    for (row, action) in shown.iter().enumerate() {
        let (x, y) = (time.at(day(action)), at(row));
        match (action.open, action.overdue_days) {
            (false, _) => svg.mark(Shape::Circle, "pt", x, y, 45),
            (true, Some(_)) => svg.mark(Shape::Triangle, "pt-bad", x, y, 50),
            // the ground of a ring hides the line that ends in it
            (true, None) => svg.mark(Shape::Circle, "due", x, y, 40),
        }
        let lines = words.get(row).map_or(&[][..], Vec::as_slice);
        let first = y + 40 - if lines.len() > 1 { label::LINE / 2 } else { 0 };
        for (line, text) in (0..).zip(lines) {
            svg.text("label", 0, first + line * label::LINE, Anchor::Start, text);
        }
        draw_day(&mut svg, &mut placer, action, (x, y), now, bottom);
    }
    if left > 0 {
        svg.text("", 0, bottom + 300, Anchor::Start, &phrase("and {left} more in the table", &[&left]));
    }
    svg.finish()
}
