//! A small writer of SVG on top of the typed writer of HTML: shapes by class, lengths in tenths. Knows no colour.

use crate::base::html::Html;
use crate::draw::number::{Tenths, below, coord, whole};

/// The width of every view box, in tenths: text of 12 px then stays readable in the narrowest column (`site.md` §4).
pub const WIDTH: Tenths = 3800;

/// A drawing under way.
#[derive(Debug)]
pub struct Svg {
    html: Html,
    /// Drawings for readers stand on whole units: a tenth is not seen, and every digit is sent. Bars are stretched, and keep theirs.
    whole: bool,
}

/// From which side a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Marks that differ without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Circle,
    Square,
    Diamond,
    Triangle,
    /// A triangle that points downwards.
    Down,
    /// A circle whose class draws its edge only.
    Ring,
}

impl Svg {
    /// Begins a drawing for readers: its title and description have the ids `⟨ids⟩-t` and `-d`, so that `ids` is another one for each drawing of a page.
    pub fn figure(height: Tenths, ids: &str, title: &str, description: &str) -> Svg {
        let (title_id, description_id) = (format!("{ids}-t"), format!("{ids}-d"));
        let mut html = Html::with_capacity(4096);
        let view_box = format!("0 0 {} {}", &*coord(WIDTH), &*coord(height));
        let labelled = format!("{title_id} {description_id}");
        html.open("svg", &[("viewBox", &view_box), ("role", "img"), ("aria-labelledby", &labelled)]);
        html.element("title", &[("id", &title_id)], title).element("desc", &[("id", &description_id)], description);
        Svg { html, whole: true }
    }

    /// Begins a bar in a table's cell: hidden from screen readers, the numbers stand in the cell. Ends as any other drawing.
    pub fn bar() -> Svg {
        let mut html = Html::with_capacity(512);
        html.open("svg", &[("class", "bar"), ("viewBox", "0 0 1000 16"), ("preserveAspectRatio", "none"), ("aria-hidden", "true")]);
        Svg { html, whole: false }
    }

    fn base(&self, y: Tenths) -> Tenths {
        if self.whole { below(y) } else { y }
    }

    fn at(&self, length: Tenths) -> Tenths {
        if self.whole { whole(length) } else { length }
    }

    /// A rectangle; nothing when it has no extent.
    pub fn rect(&mut self, class: &str, x: Tenths, y: Tenths, width: Tenths, height: Tenths) {
        if width > 0 && height > 0 {
            // the edges are rounded, so that neighbours still touch; what is there stays to be seen
            let (left, top) = (self.at(x), self.at(y));
            let (right, bottom) = (self.at(x.saturating_add(width)), self.at(y.saturating_add(height)));
            let least = if self.whole { 10 } else { 1 };
            let (x, y, width, height) = (coord(left), coord(top), coord((right - left).max(least)), coord((bottom - top).max(least)));
            self.html.shape("rect", &[("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)]);
        }
    }

    /// Columns of one class and width that stand on one line, by their upper left corners, as one path; one without height is seen all the same.
    pub fn columns(&mut self, class: &str, corners: impl IntoIterator<Item = (Tenths, Tenths)>, width: Tenths, bottom: Tenths) {
        let mut path = String::new();
        for (x, y) in corners {
            let (left, top) = (self.at(x), self.at(y));
            let (right, bottom) = (self.at(x.saturating_add(width)).max(left + 10), self.at(bottom).max(top + 10));
            path.push_str(&format!("M{},{}H{}V{}H{}z", &*coord(left), &*coord(top), &*coord(right), &*coord(bottom), &*coord(left)));
        }
        if !path.is_empty() {
            self.html.shape("path", &[("class", class), ("d", &path)]);
        }
    }

    /// Rectangles of one class and size, by their upper left corners, as one path.
    pub fn rects(&mut self, class: &str, corners: impl IntoIterator<Item = (Tenths, Tenths)>, width: Tenths, height: Tenths) {
        let (width, height) = (coord(self.at(width)), coord(self.at(height)));
        let mut path = String::new();
        for (x, y) in corners {
            let (x, y) = (coord(self.at(x)), coord(self.at(y)));
            path.push_str(&format!("M{},{}h{}v{}h-{}z", &*x, &*y, &*width, &*height, &*width));
        }
        if !path.is_empty() {
            self.html.shape("path", &[("class", class), ("d", &path)]);
        }
    }

    pub fn line(&mut self, class: &str, x1: Tenths, y1: Tenths, x2: Tenths, y2: Tenths) {
        let (x1, y1, x2, y2) = (coord(self.at(x1)), coord(self.at(y1)), coord(self.at(x2)), coord(self.at(y2)));
        self.html.shape("line", &[("class", class), ("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)]);
    }

    /// Upright lines of one class, as one path.
    pub fn uprights(&mut self, class: &str, xs: impl IntoIterator<Item = Tenths>, top: Tenths, bottom: Tenths) {
        let mut path = String::new();
        for x in xs {
            let (x, top, bottom) = (coord(self.at(x)), coord(self.at(top)), coord(self.at(bottom)));
            path.push_str(&format!("M{},{}V{}", &*x, &*top, &*bottom));
        }
        if !path.is_empty() {
            self.html.shape("path", &[("class", class), ("d", &path)]);
        }
    }

    /// Lines of one class that go up or down from a point, and from there level to another, as one path.
    pub fn elbows(&mut self, class: &str, turns: impl IntoIterator<Item = ((Tenths, Tenths), (Tenths, Tenths))>) {
        let mut path = String::new();
        for ((from, top), (to, bottom)) in turns {
            let (from, top, to, bottom) = (coord(self.at(from)), coord(self.at(top)), coord(self.at(to)), coord(self.at(bottom)));
            path.push_str(&format!("M{},{}V{}H{}", &*from, &*top, &*bottom, &*to));
        }
        if !path.is_empty() {
            self.html.shape("path", &[("class", class), ("d", &path)]);
        }
    }

    /// Level dashes of one class at one height, from and to, as one path: the class says how thick they are.
    pub fn dashes(&mut self, class: &str, y: Tenths, spans: impl IntoIterator<Item = (Tenths, Tenths)>) {
        let mut path = String::new();
        for (from, to) in spans {
            let (from, to, y) = (coord(self.at(from)), coord(self.at(to)), coord(self.at(y)));
            path.push_str(&format!("M{},{}H{}", &*from, &*y, &*to));
        }
        if !path.is_empty() {
            self.html.shape("path", &[("class", class), ("d", &path)]);
        }
    }

    pub fn polyline(&mut self, class: &str, points: &[(Tenths, Tenths)]) {
        self.points("polyline", class, points);
    }

    fn points(&mut self, tag: &'static str, class: &str, points: &[(Tenths, Tenths)]) {
        let mut text = String::with_capacity(points.len() * 12);
        for (x, y) in points {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&coord(self.at(*x)));
            text.push(',');
            text.push_str(&coord(self.at(*y)));
        }
        self.html.shape(tag, &[("class", class), ("points", &text)]);
    }

    /// A mark around a point; `radius` is that of a circle of equal weight.
    pub fn mark(&mut self, shape: Shape, class: &str, x: Tenths, y: Tenths, radius: Tenths) {
        // first the middle, then the corners around it, so that the mark stays even
        let (x, y) = (self.at(x), self.at(y));
        match shape {
            Shape::Circle | Shape::Ring => {
                let (x, y, radius) = (coord(x), coord(y), coord(radius));
                self.html.shape("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", &radius)]);
            }
            Shape::Square => {
                let half = radius * 9 / 10;
                self.rect(class, x - half, y - half, half * 2, half * 2);
            }
            Shape::Diamond => {
                let half = radius * 13 / 10;
                self.points("polygon", class, &[(x, y - half), (x + half, y), (x, y + half), (x - half, y)]);
            }
            Shape::Triangle | Shape::Down => {
                let half = if shape == Shape::Down { -radius } else { radius } * 12 / 10;
                self.points("polygon", class, &[(x, y - half), (x + half, y + half * 8 / 10), (x - half, y + half * 8 / 10)]);
            }
        }
    }

    /// A text on its base line; without a class it is quiet.
    pub fn text(&mut self, class: &str, x: Tenths, y: Tenths, anchor: Anchor, text: &str) {
        let (x, y) = (coord(self.at(x)), coord(self.base(y)));
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        match (class.is_empty(), anchor.is_empty()) {
            (true, true) => self.html.element("text", &[("x", &x), ("y", &y)], text),
            (true, false) => self.html.element("text", &[("x", &x), ("y", &y), ("text-anchor", anchor)], text),
            (false, true) => self.html.element("text", &[("class", class), ("x", &x), ("y", &y)], text),
            (false, false) => self.html.element("text", &[("class", class), ("x", &x), ("y", &y), ("text-anchor", anchor)], text),
        };
    }

    /// A state at the right edge: its shape in colour, then the word; both end at `x`.
    pub fn state(&mut self, class: &str, x: Tenths, y: Tenths, (glyph_class, glyph): (&str, &str), word: &str) {
        let (x, y) = (coord(self.at(x)), coord(self.base(y)));
        let plain = [("x", &*x), ("y", &*y), ("text-anchor", "end"), ("class", class)];
        let attributes = if class.is_empty() { plain.get(..3).unwrap_or(&plain) } else { &plain };
        let glyph_classes = [("class", glyph_class)];
        self.html
            .open("text", attributes)
            .element("tspan", if glyph_class.is_empty() { &[] } else { &glyph_classes }, glyph)
            .text("\u{a0}")
            .text(word)
            .close("text");
    }

    /// Ends the drawing.
    pub fn finish(mut self) -> Html {
        self.html.close("svg");
        self.html
    }
}
