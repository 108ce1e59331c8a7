//! People by influence and disposition: who decides, and who is on our side.

use crate::audience::view::PersonView;
use crate::base::language::{key, phrase, value_word, word};
use crate::charts::chart::{Chart, Figure, Of, count, described, every, heading, list};
use crate::draw::label::{self, Circle, Place, Placed, Placer, Rect, Weight};
use crate::draw::number::Tenths;
use crate::draw::scale::Band;
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "stakeholder_map",
    of: Of::Account,
    title: "Influence and disposition",
    shows: "People by influence and disposition, key decision makers marked",
    ids: &["K8", "M9", "M12", "M14"],
};

/// Columns from left to right: key, heading, mark.
const COLUMNS: [(&str, &str, Shape, &str); 5] = [
    ("unknown", key("Unknown"), Shape::Ring, "axis"),
    ("opponent", key("Opponent"), Shape::Triangle, "pt-bad"),
    ("neutral", key("Neutral"), Shape::Square, "pt-warn"),
    ("supporter", key("Supporter"), Shape::Circle, "pt"),
    ("champion", key("Champion"), Shape::Diamond, "pt"),
];

const LEFT: Tenths = 130;
const TOP: Tenths = 190;
const RADIUS: Tenths = 42;
/// The ring around a key decision maker.
const RING: Tenths = 80;
/// Between the marks of people at the same place.
const STEP: Tenths = 190;
const PER_LINE: usize = 3;
const ROW: Tenths = 400;
/// The widest names: whole ones first; one that finds no room is shortened.
const NAMES: [Tenths; 3] = [WIDTH, 1_300, 900];
/// From a mark to its own name, and to all others at least: a name stands nearest to its own.
const OWN: Tenths = 5;
const OTHERS: Tenths = 50;

/// Everyone as a mark; names where they have room (K8, M9–M14). `ids` makes the ids of the drawing unique on its page.
pub fn figure(people: &[PersonView], ids: &str) -> Figure {
    if people.is_empty() {
        return Figure::empty(CHART.key, &word("No people yet"));
    }
    let mut order: Vec<&PersonView> = people.iter().collect();
    order.sort_by(|a, b| b.kdm.cmp(&a.kdm).then_with(|| b.influence.cmp(&a.influence)).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id)));
    let title = title(people);
    let (drawing, description) = draw(&order, ids, &title);
    order.sort_by_key(|person| std::cmp::Reverse(person.influence));
    let mut rows: Vec<Vec<String>> = order.iter().map(|person| row(person)).collect();
    rows.push(vec![count(people.len(), "person", "people"), String::new(), spread(people), people.iter().filter(|person| person.kdm).count().to_string()]);
    Figure {
        key: CHART.key,
        title,
        subtitle: word("Disposition to the right, influence upwards; ringed: key decision maker (KDM)").into_owned(),
        drawing,
        description,
        header: ["Name", "Influence", "Disposition", "Key decision maker"].map(heading).to_vec(),
        rows,
    }
}

/// Who is on whose side, of those who decide: whom we won and who lost power since decides nothing (M9, M10).
fn title(people: &[PersonView]) -> String {
    let (deciders, gone): (Vec<&PersonView>, Vec<&PersonView>) = people.iter().filter(|person| person.kdm).partition(|person| person.in_power != Some("no"));
    match (deciders.len(), gone.len()) {
        (_, 0) => sides(people, &deciders),
        (0, _) => word("No key decision maker is in power any more").into_owned(),
        (_, 1) => phrase("{}; 1 more is no longer in power", &[&sides(people, &deciders)]),
        (_, n) => phrase("{}; {n} more are no longer in power", &[&sides(people, &deciders), &n]),
    }
}

fn sides(people: &[PersonView], deciders: &[&PersonView]) -> String {
    let n = deciders.len();
    let against = deciders.iter().filter(|person| person.disposition == "opponent").count();
    let ours = deciders.iter().filter(|person| matches!(person.disposition, "champion" | "supporter")).count();
    match (n, against, ours) {
        (0, _, _) if people.len() == 1 => word("The one person named is no key decision maker").into_owned(),
        (0, _, _) => phrase("None of {} people is a key decision maker", &[&people.len()]),
        (1, 1, _) => word("The one key decision maker opposes us").into_owned(),
        (1, _, 1) => word("The one key decision maker is on our side").into_owned(),
        (1, _, _) => word("The one key decision maker is not on our side yet").into_owned(),
        (n, _, ours) if ours == n => phrase("{} are on our side", &[&every(n, "key decision makers")]),
        (n, 0, 0) => phrase("None of {n} key decision makers is on our side yet", &[&n]),
        (n, 1, _) => phrase("1 of {n} key decision makers opposes us, {}", &[&n, &on_side(ours)]),
        (n, against, _) if against > 1 => phrase("{against} of {n} key decision makers oppose us, {}", &[&against, &n, &on_side(ours)]),
        (n, _, 1) => phrase("Only 1 of {n} key decision makers is on our side", &[&n]),
        (n, _, ours) => phrase("{ours} of {n} key decision makers are on our side", &[&ours, &n]),
    }
}

fn on_side(n: usize) -> String {
    match n {
        0 => word("none is on our side").into_owned(),
        1 => word("1 is on our side").into_owned(),
        n => phrase("{n} are on our side", &[&n]),
    }
}

/// `1 opponent, 2 neutral, 1 champion`.
fn spread(people: &[PersonView]) -> String {
    let mut parts = Vec::new();
    for (index, (_, heading, _, _)) in COLUMNS.iter().enumerate() {
        let n = people.iter().filter(|person| column(person) == index).count();
        if n > 0 {
            parts.push(format!("{n} {}", word(heading).to_lowercase()));
        }
    }
    parts.join(", ")
}

fn column(person: &PersonView) -> usize {
    COLUMNS.iter().position(|column| column.0 == person.disposition).unwrap_or(0)
}

/// Row from the top: influence 5 is 0.
fn level(person: &PersonView) -> usize {
    usize::try_from(5 - person.influence.clamp(1, 5)).unwrap_or(0)
}

fn row(person: &PersonView) -> Vec<String> {
    let decides = word(if person.kdm { "yes" } else { "no" });
    vec![person.name.clone(), person.influence.to_string(), value_word(person.disposition).into_owned(), decides.into_owned()]
}

fn describe(order: &[&PersonView], unlabelled: &[String]) -> String {
    let person = |person: &&PersonView| {
        let decides = if person.kdm { word(", key decision maker") } else { "".into() };
        phrase("{}, {}, influence {}{}.", &[&person.name, &value_word(person.disposition), &person.influence, &decides])
    };
    let mut sentences = vec![described(order.iter().map(person))];
    match unlabelled {
        [] => {}
        names if names.len() <= 4 => sentences.push(phrase("Drawn without a name: {}.", &[&list(names)])),
        _ => sentences.push(word("Where names have no room, the table has them.").into_owned()),
    }
    sentences.join(" ")
}

/// The cells of the map: who stands in which, and how high each row must be for them.
struct Grid {
    columns: Band,
    /// How many people share a cell, by row and column.
    cells: [[usize; 5]; 5],
    /// Of each person, how many stand in the same cell before them.
    slots: Vec<usize>,
    /// The upper edge of each row, and the lower one of the last.
    tops: Vec<Tenths>,
    bottom: Tenths,
}

impl Grid {
    fn new(order: &[&PersonView]) -> Self {
        let mut cells = [[0_usize; 5]; 5];
        let mut slots = Vec::with_capacity(order.len());
        for person in order {
            let slot = cells.get_mut(level(person)).and_then(|row| row.get_mut(column(person)));
            slots.push(slot.map_or(0, |n| {
                *n += 1;
                *n - 1
            }));
        }
        let mut tops = Vec::with_capacity(6);
        let mut top = TOP;
        for row in &cells {
            tops.push(top);
            let lines = row.iter().copied().max().unwrap_or(0).div_ceil(PER_LINE);
            top += ROW.max(i32::try_from(lines).unwrap_or(1) * STEP + 40);
        }
        tops.push(top);
        Grid { columns: Band { from: LEFT, to: WIDTH, n: COLUMNS.len() }, cells, slots, tops, bottom: top }
    }

    /// The middle of a row.
    fn middle(&self, level: usize) -> Tenths {
        self.tops.get(level).zip(self.tops.get(level + 1)).map_or(TOP, |(a, b)| a.midpoint(*b))
    }

    /// Where the people stand.
    fn points(&self, order: &[&PersonView]) -> Vec<(Tenths, Tenths)> {
        let point = |(person, slot): (&&PersonView, &usize)| {
            let n = self.cells.get(level(person)).and_then(|row| row.get(column(person))).copied().unwrap_or(1);
            place(self.columns.middle(column(person)), self.middle(level(person)), *slot, n)
        };
        order.iter().zip(&self.slots).map(point).collect()
    }

    /// The box of all cells.
    fn outline(&self) -> Rect {
        Rect { x: LEFT, y: TOP - 60, width: self.columns.width(), height: self.bottom - TOP + 60 }
    }
}

/// The names that have room beside their marks, those of key decision makers first.
fn names<'p>(order: &[&'p PersonView], points: &[(Tenths, Tenths)], bottom: Tenths) -> Vec<Placed<'p>> {
    let placer = Placer::new(Rect { x: LEFT - 40, y: TOP - 60, width: WIDTH - LEFT + 40, height: bottom - TOP + 60 });
    let marks: Vec<Circle> =
        points.iter().zip(order).map(|((x, y), person)| Circle { x: *x, y: *y, radius: if person.kdm { RING } else { RADIUS + 10 } }).collect();
    let worth = |index: usize| if order.get(index).is_some_and(|person| person.kdm) { 2 } else { 1 };
    label::settle(order.len(), worth, |turns| {
        let mut placer = placer.clone();
        let mut placed = vec![None; order.len()];
        for index in turns {
            let (Some(person), Some((x, y)), Some(slot)) = (order.get(*index), points.get(*index), placed.get_mut(*index)) else { continue };
            let weight = if person.kdm { Weight::Strong } else { Weight::Regular };
            let clear = |rect: &Rect| marks.iter().enumerate().all(|(at, mark)| !mark.is_near(rect, if at == *index { OWN } else { OTHERS }));
            *slot = NAMES.into_iter().find_map(|room| {
                let text = label::fit(&person.name, room, weight);
                let width = label::roomy(&text, weight);
                let place = placer.place_where((width, 1), &places(*x, *y, width, person.kdm), clear)?;
                let cut = text != person.name;
                Some((place, text, cut))
            });
        }
        placed
    })
}

/// The drawing and the sentence that describes it.
fn draw(order: &[&PersonView], ids: &str, title: &str) -> (crate::base::html::Html, String) {
    let grid = Grid::new(order);
    let points = grid.points(order);
    let names = names(order, &points, grid.bottom);
    let unlabelled: Vec<String> = order.iter().zip(&names).filter(|(_, name)| name.is_none()).map(|(person, _)| person.name.clone()).collect();
    let description = describe(order, &unlabelled);
    let mut svg = Svg::figure(grid.bottom + 200, ids, title, &description);
    draw_grid(&mut svg, &grid);
    for ((x, y), person) in points.iter().zip(order) {
        if let Some((_, _, shape, class)) = COLUMNS.get(column(person)) {
            svg.mark(*shape, class, *x, *y, RADIUS);
        }
        if person.kdm {
            svg.mark(Shape::Ring, "line1", *x, *y, RING);
        }
    }
    for (person, name) in order.iter().zip(names) {
        let Some(((x, y, anchor), text, _)) = name else { continue };
        svg.text(if person.kdm { "label-strong" } else { "label" }, x, y, anchor, &text);
    }
    (svg.finish(), description)
}

/// The ground, its lines, and what both directions say.
fn draw_grid(svg: &mut Svg, grid: &Grid) {
    let (columns, bottom, ground) = (&grid.columns, grid.bottom, grid.outline());
    svg.rect("band", ground.x, ground.y, ground.width, ground.height);
    svg.uprights("grid-line", (1..COLUMNS.len()).map(|index| columns.middle(index)), TOP - 60, bottom);
    if bottom - TOP > 5 * ROW {
        for top in grid.tops.iter().skip(1).take(4) {
            svg.line("grid-line", LEFT, *top, WIDTH, *top);
        }
    }
    svg.line("axis", LEFT, bottom, WIDTH, bottom);
    svg.text("", 0, 105, Anchor::Start, &word("Influence ↑"));
    for influence in 1..=5_i64 {
        svg.text("", 0, grid.middle(usize::try_from(5 - influence).unwrap_or(0)) + 40, Anchor::Start, &influence.to_string());
    }
    for (index, (_, heading, _, _)) in COLUMNS.iter().enumerate() {
        svg.text("", columns.middle(index), bottom + 160, Anchor::Middle, &label::fit(&word(heading), columns.width(), Weight::Regular));
    }
}

/// The place of one of `n` people at the same influence and disposition: lines of three around the middle.
fn place(x: Tenths, y: Tenths, slot: usize, n: usize) -> (Tenths, Tenths) {
    let lines = n.div_ceil(PER_LINE);
    let line = slot / PER_LINE;
    let in_line = if line + 1 == lines { n - line * PER_LINE } else { PER_LINE };
    let offset = |index: usize, of: usize| (2 * i32::try_from(index).unwrap_or(0) - i32::try_from(of).unwrap_or(1) + 1) * STEP / 2;
    (x + offset(slot % PER_LINE, in_line), y + offset(line, lines))
}

/// Where the name of a mark may stand, best first; always beside its mark.
fn places(x: Tenths, y: Tenths, width: Tenths, kdm: bool) -> Vec<Place> {
    let r = if kdm { RING } else { RADIUS };
    let (up, down, side) = (y - r - 50, y + r + 125, r + 35);
    let (left, right) = (x - r, x + r);
    let inside = (x - width / 2).max(LEFT - 40).min(WIDTH - width);
    let beside = [
        (x, up, Anchor::Middle),
        (x, down, Anchor::Middle),
        (x + side, y + 40, Anchor::Start),
        (x - side, y + 40, Anchor::End),
        (right, up, Anchor::End),
        (left, up, Anchor::Start),
        (right, down, Anchor::End),
        (left, down, Anchor::Start),
        (inside, up, Anchor::Start),
        (inside, down, Anchor::Start),
        (x + side, y - 30, Anchor::Start),
        (x - side, y - 30, Anchor::End),
    ];
    beside.into_iter().chain(label::sliding(x, up, down, width)).collect()
}
