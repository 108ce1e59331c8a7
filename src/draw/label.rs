//! Text in drawings: its width from a table, wrapping, shortening, and places for labels that never overlap.

use std::borrow::Cow;

use crate::draw::number::{Tenths, below, whole};
use crate::draw::svg::Anchor;

/// Advance widths of ASCII from space to tilde, thousandths of an em: the widest of Inter, Arial and Roboto.
const REGULAR: [u16; 95] = [
    278, 296, 480, 636, 644, 987, 667, 306, 367, 367, 511, 665, 296, 461, 296, 413, 638, 562, 613, 622, 651, 598, 625, 568, 624, 625, 296, 309, 665, 665, 665,
    556, 1015, 699, 667, 732, 722, 667, 611, 778, 744, 278, 573, 680, 565, 908, 755, 778, 667, 778, 722, 667, 649, 742, 699, 994, 691, 688, 635, 367, 411, 367,
    474, 556, 333, 564, 615, 574, 615, 585, 375, 616, 597, 247, 247, 554, 247, 882, 596, 602, 615, 615, 382, 533, 333, 597, 568, 824, 552, 569, 556, 434, 339,
    434, 680,
];

/// The same for strong text.
const STRONG: [u16; 95] = [
    278, 333, 537, 646, 653, 1010, 722, 333, 375, 375, 549, 676, 326, 467, 326, 384, 667, 556, 626, 641, 671, 617, 645, 579, 646, 645, 333, 336, 676, 676, 676,
    611, 1008, 737, 722, 738, 722, 667, 611, 778, 746, 279, 582, 722, 611, 927, 761, 778, 667, 778, 722, 667, 664, 734, 737, 1029, 729, 722, 658, 375, 384,
    375, 584, 556, 358, 577, 627, 585, 627, 594, 394, 629, 618, 278, 278, 575, 278, 906, 617, 611, 627, 627, 402, 556, 360, 618, 593, 845, 575, 595, 569, 462,
    365, 462, 676,
];

/// The size of text in drawings, in units of the view box.
const SIZE: u32 = 12;
/// From the base line to the top of a label's box, and from there to its bottom.
const ASCENT: Tenths = 105;
/// From one line of a text to the next.
pub const LINE: Tenths = 140;

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Strong,
}

fn advance(c: char, weight: Weight) -> u32 {
    let table = match weight {
        Weight::Regular => &REGULAR,
        Weight::Strong => &STRONG,
    };
    let code = u32::from(c);
    if let Some(width) = code.checked_sub(32).and_then(|at| table.get(at as usize)) {
        return u32::from(*width);
    }
    match code {
        0xa0 => 278,
        0x2009 | 0x202f => 200,
        0x2013 | 0x2212 => 680,
        // signs that join the one before, or have no width at all
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f | 0x200b..=0x200f | 0x202a..=0x202e | 0x2066..=0x2069 => 0,
        0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xfeff | 0xe0100..=0xe01ef => 0,
        // capitals with an accent, Greek, Cyrillic, Hebrew, Arabic
        0xc0..=0xde => 780,
        0xdf..=0x24f => 640,
        0x370..=0x52f => 800,
        0x590..=0x6ff => 720,
        // East Asian and everything beyond: a whole em and a little
        0x1100..=0x11ff | 0x2e80..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xffef => 1020,
        0x1_0000.. => 1400,
        _ => 1000,
    }
}

/// The width of a text on one line.
pub fn width(text: &str, weight: Weight) -> Tenths {
    let em: u32 = text.chars().take(2_000).map(|c| advance(c, weight)).sum();
    i32::try_from((em * SIZE).div_ceil(100)).unwrap_or(i32::MAX)
}

fn joins(c: char) -> bool {
    c == '\u{200d}' || advance(c, Weight::Regular) == 0
}

/// Cuts at `limit` bytes' worth of characters that fit, never between a letter and the signs on it.
fn cut(text: &str, mut fits: impl FnMut(char) -> bool) -> Cow<'_, str> {
    let mut end = None;
    let mut last_start = 0;
    for (at, c) in text.char_indices() {
        if !joins(c) {
            last_start = at;
        }
        if !fits(c) {
            end = Some(last_start);
            break;
        }
    }
    match end {
        None => Cow::Borrowed(text),
        Some(end) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or("").trim_end())),
    }
}

/// The text, or as much of it as fits into `room` with an ellipsis at its end.
pub fn fit(text: &str, room: Tenths, weight: Weight) -> Cow<'_, str> {
    if width(text, weight) <= room {
        return Cow::Borrowed(text);
    }
    let budget = u32::try_from(i64::from(room.max(0)) * 100 / i64::from(SIZE)).unwrap_or(0).saturating_sub(advance('…', weight));
    let mut used = 0;
    cut(text, |c| {
        used += advance(c, weight);
        used <= budget
    })
}

/// At most `limit` characters, for names inside sentences.
pub fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit {
        return Cow::Borrowed(text);
    }
    if text.chars().nth(limit).is_none() {
        return Cow::Borrowed(text);
    }
    let mut n = 1;
    cut(text, |_| {
        n += 1;
        n <= limit
    })
}

/// A name inside a sentence: shortened, and kept apart when it runs from right to left.
pub fn name(text: &str) -> Cow<'_, str> {
    let short = shorten(text, 48);
    let right_to_left =
        short.chars().any(|c| matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff));
    if right_to_left { Cow::Owned(format!("\u{2068}{short}\u{2069}")) } else { short }
}

/// Lines no wider than `room`, at most `limit` of them; what does not fit ends in an ellipsis.
pub fn wrap(text: &str, room: Tenths, limit: usize, weight: Weight) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split_whitespace();
    let mut line = String::new();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer, weight) <= room {
            line = longer;
            continue;
        }
        if lines.len() + 1 >= limit {
            let rest = words.next().map_or(longer.clone(), |next| format!("{longer} {next}"));
            line = rest;
            break;
        }
        lines.push(fit(&line, room, weight).into_owned());
        line = word.to_owned();
    }
    if !line.is_empty() {
        lines.push(fit(&line, room, weight).into_owned());
    }
    lines
}

/// A box in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    pub x: Tenths,
    pub y: Tenths,
    pub width: Tenths,
    pub height: Tenths,
}

impl Rect {
    /// The box around a point.
    pub fn around(x: Tenths, y: Tenths, half: Tenths) -> Rect {
        Rect { x: x - half, y: y - half, width: half * 2, height: half * 2 }
    }

    /// The box of a text of this width whose base line starts, ends or is centred at a point.
    pub fn of_text(x: Tenths, y: Tenths, anchor: Anchor, width: Tenths) -> Rect {
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2,
            Anchor::End => x - width,
        };
        Rect { x: left, y: y - ASCENT, width, height: LINE }
    }

    /// Does one cover any of the other? Boxes that only touch do not.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.x + other.width && other.x < self.x + self.width && self.y < other.y + other.height && other.y < self.y + self.height
    }

    /// Does the other lie within it?
    pub fn holds(&self, other: &Rect) -> bool {
        self.x <= other.x && self.y <= other.y && other.x + other.width <= self.x + self.width && other.y + other.height <= self.y + self.height
    }
}

/// A round mark in a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circle {
    pub x: Tenths,
    pub y: Tenths,
    pub radius: Tenths,
}

impl Circle {
    /// Does a box come nearer to it than `gap`?
    pub fn is_near(&self, rect: &Rect, gap: Tenths) -> bool {
        let far = |at: Tenths, from: Tenths, length: Tenths| i64::from(at - at.clamp(from, from.saturating_add(length.max(0))));
        let (across, up) = (far(self.x, rect.x, rect.width), far(self.y, rect.y, rect.height));
        across.pow(2) + up.pow(2) < i64::from(self.radius + gap).pow(2)
    }
}

/// The room that a name beside a mark needs: on the narrowest phones text is drawn a tenth larger than everything around it.
pub fn roomy(text: &str, weight: Weight) -> Tenths {
    let width = width(text, weight);
    width.saturating_add(width / 10)
}

/// Places of a label of this width on two base lines, above and below a mark at `x`, from the middle to the ends.
pub fn sliding(x: Tenths, above: Tenths, below: Tenths, width: Tenths) -> impl Iterator<Item = Place> {
    let steps = (0..=10).flat_map(|step| [10 - step, 10 + step]);
    steps.flat_map(move |twentieths| {
        let left = x - width * twentieths / 20;
        // whatever room is left over lies at the end that is away from the mark
        [above, below].map(|y| if twentieths > 10 { (left + width, y, Anchor::End) } else { (left, y, Anchor::Start) })
    })
}

/// How a label came off in a try: whole, shortened, or without a place.
pub type Placed<'t> = Option<(Place, Cow<'t, str>, bool)>;

/// How often labels are placed anew so that more of them find room.
const TRIES: usize = 6;

/// Labels first come, first served; those that came off badly are served first in the next try, and the best try counts. `attempt` serves them in
/// the order of the positions that it is given, and answers in the order of the labels; `worth` says how much a label counts.
pub fn settle<'t>(labels: usize, worth: impl Fn(usize) -> usize, mut attempt: impl FnMut(&[usize]) -> Vec<Placed<'t>>) -> Vec<Placed<'t>> {
    let bad = |placed: &Placed<'_>| match placed {
        None => 3,
        Some((_, _, true)) => 1,
        Some(_) => 0,
    };
    let mut order: Vec<usize> = (0..labels).collect();
    let mut best: (usize, Vec<Placed<'t>>) = (usize::MAX, Vec::new());
    for _ in 0..TRIES {
        let placed = attempt(&order);
        let cost: usize = placed.iter().enumerate().map(|(index, it)| bad(it) * worth(index)).sum();
        order.sort_by_key(|index| placed.get(*index).map_or(0, |placed| if bad(placed) > 0 { 0 } else { 1 }));
        if cost < best.0 {
            best = (cost, placed);
        }
        if best.0 == 0 {
            break;
        }
    }
    best.1
}

/// Where a label may stand: a point of its base line and the side from which it runs.
pub type Place = (Tenths, Tenths, Anchor);

/// Gives labels their places, first come first served, so that no two boxes overlap and none leaves the view.
#[derive(Clone, Debug)]
pub struct Placer {
    view: Rect,
    taken: Vec<Rect>,
}

impl Placer {
    pub fn new(view: Rect) -> Self {
        Placer { view, taken: Vec::new() }
    }

    /// Keeps labels off a box.
    pub fn block(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Keeps labels off a line between two points.
    pub fn block_line(&mut self, from: (Tenths, Tenths), to: (Tenths, Tenths)) {
        for part in 1..6 {
            let x = from.0 + (to.0 - from.0) * part / 6;
            let y = from.1 + (to.1 - from.1) * part / 6;
            self.block(Rect::around(x, y, 15));
        }
    }

    /// The first of the places at which a label of this width is free; it is taken from then on. `None`: the label gives way.
    pub fn place(&mut self, width: Tenths, places: &[Place]) -> Option<Place> {
        self.place_where((width, 1), places, |_| true)
    }

    /// The same for a label of so many lines, whose box has to suit as well; the place is that of its first line.
    pub fn place_where(&mut self, (width, lines): (Tenths, Tenths), places: &[Place], suits: impl Fn(&Rect) -> bool) -> Option<Place> {
        for &(x, y, anchor) in places {
            // where it will be drawn
            let (x, y) = (whole(x), below(y));
            let rect = Rect { height: LINE * lines, ..Rect::of_text(x, y, anchor, width) };
            if self.view.holds(&rect) && suits(&rect) && !self.taken.iter().any(|other| other.overlaps(&rect)) {
                self.taken.push(rect);
                return Some((x, y, anchor));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_a_system_sans() {
        assert_eq!(width("", Weight::Regular), 0);
        assert_eq!(width("0000", Weight::Regular), 307);
        assert!(width("Helena Varga", Weight::Strong) > width("Helena Varga", Weight::Regular));
        assert_eq!(width("é", Weight::Regular), 77);
        assert_eq!(width("e\u{301}", Weight::Regular), width("e", Weight::Regular));
    }

    #[test]
    fn what_does_not_fit_is_shortened() {
        assert_eq!(fit("short", 1000, Weight::Regular), "short");
        let shown = fit("Universitätsklinikum Hamburg-Eppendorf", 1000, Weight::Regular);
        assert!(shown.ends_with('…') && width(&shown, Weight::Regular) <= 1000, "{shown}");
        assert_eq!(fit("abc", 0, Weight::Regular), "…");
        assert_eq!(shorten("e\u{301}e\u{301}e\u{301}e\u{301}", 4), "e\u{301}…");
        assert_eq!(shorten("abcd", 4), "abcd");
        assert_eq!(name("Beit"), "Beit");
        assert_eq!(name("בית"), "\u{2068}בית\u{2069}");
    }

    #[test]
    fn lines_are_wrapped_at_words() {
        assert_eq!(wrap("Share of theatre supplies bought from us", 1400, 2, Weight::Regular), ["Share of theatre", "supplies bought from us"]);
        let lines = wrap("one two three four five six seven eight nine ten", 700, 2, Weight::Regular);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, Weight::Regular) <= 700), "{lines:?}");
        assert!(lines.concat().ends_with('…'));
        assert_eq!(wrap("", 700, 2, Weight::Regular), Vec::<String>::new());
    }

    #[test]
    fn marks_are_round() {
        let mark = Circle { x: 100, y: 100, radius: 50 };
        let check =
            |x: Tenths, y: Tenths, gap: Tenths, near: bool| assert_eq!(mark.is_near(&Rect { x, y, width: 100, height: 20 }, gap), near, "{x} {y} {gap}");
        check(60, 90, 0, true);
        check(150, 90, 0, false);
        check(150, 90, 1, true);
        // beside a corner of the box around it
        check(140, 140, 0, false);
        check(130, 130, 0, true);
    }

    #[test]
    fn who_found_no_place_is_served_first_the_next_time() {
        let place = (0, 110, Anchor::Start);
        // one place for two, and the first would have another one
        let attempt = |order: &[usize]| {
            let mut placer = Placer::new(Rect { x: 0, y: 0, width: 600, height: 300 });
            let mut placed: Vec<Placed<'_>> = vec![None; 2];
            for index in order {
                let places: &[Place] = if *index == 0 { &[place, (0, 260, Anchor::Start)] } else { &[place] };
                placed[*index] = placer.place(600, places).map(|place| (place, Cow::Borrowed(""), false));
            }
            placed
        };
        assert_eq!(attempt(&[0, 1]).iter().flatten().count(), 1);
        assert_eq!(settle(2, |_| 1, attempt).iter().flatten().count(), 2);
        assert!(settle(0, |_| 1, |_| Vec::new()).is_empty());
    }

    #[test]
    fn labels_give_way() {
        let mut placer = Placer::new(Rect { x: 0, y: 0, width: 1000, height: 300 });
        let place = (0, 110, Anchor::Start);
        assert_eq!(placer.place(600, &[place]), Some(place));
        assert_eq!(placer.place(600, &[place]), None);
        assert_eq!(placer.place(600, &[place, (1000, 260, Anchor::End)]), Some((1000, 260, Anchor::End)));
        assert_eq!(placer.place(2000, &[place]), None);
    }
}
