//! Accounts by attractiveness and our position in them, with their potential: where to invest, and where to serve cheaply.

use crate::base::language::{key, phrase, word};
use std::borrow::Borrow;
use std::cmp::Reverse;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::audience::view::RowView;
use crate::base::amount::{Amount, half, in_percent};
use crate::base::html::Html;
use crate::base::money::money_short;
use crate::charts::chart::{Chart, Figure, Of, count, every, heading, list};
use crate::draw::label::{self, Circle, Place, Placer, Rect, Weight};
use crate::draw::number::{Tenths, fixed, percent};
use crate::draw::scale::Linear;
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "portfolio_matrix",
    of: Of::Territory,
    title: "Portfolio matrix",
    shows: "Per account its attractiveness (fit with the ideal customer) against our position (share of wallet and relationships), with its potential",
    ids: &["K5", "R2", "R11"],
};

/// Accounts that are drawn, and how many of them may have their names beside them.
const DRAWN: usize = 40;
const NAMED: usize = 12;
/// Accounts without a value that are named beneath.
const UNKNOWN: usize = 6;
/// A bubble of the greatest potential, and the smallest one.
const LARGEST: Tenths = 250;
const SMALLEST: Tenths = 40;
/// The plot, with its axes' words left and below.
const LEFT: Tenths = 290;
const TOP: Tenths = 20;
const BOTTOM: Tenths = 2_500;
/// From the edges of the plot to 0 and 100.
const INSET: Tenths = 130;
/// The widest names: whole ones first; one that finds no room is shortened.
const NAMES: [Tenths; 4] = [WIDTH, 1_900, 1_350, 950];
/// From a bubble to its own name, and to all others at least: a name stands nearest to its own.
const OWN: Tenths = 10;
const OTHERS: Tenths = 45;

/// The four fields: attractive or not, strong or not, and what to do there.
const FIELDS: [(bool, bool, &str); 4] =
    [(true, false, key("Invest selectively")), (true, true, key("Invest")), (false, false, key("Serve cheaply or retire")), (false, true, key("Maintain"))];

/// An account whose place is known.
struct Spot<'a> {
    row: &'a RowView,
    /// 0 to 100 each.
    attractive: Decimal,
    position: Decimal,
    share: Decimal,
    relations: Decimal,
    /// Is its money in another currency than that of the figure?
    foreign: bool,
}

impl Spot<'_> {
    fn field(&self) -> &'static str {
        let half = Decimal::from(50);
        let here = (self.attractive >= half, self.position >= half);
        FIELDS.iter().find(|field| (field.0, field.1) == here).map_or("", |field| field.2)
    }

    /// As far as it can be compared with that of others.
    fn potential(&self) -> Amount {
        if self.foreign { Amount::ZERO } else { self.row.potential.unwrap_or_default().max(Amount::ZERO) }
    }
}

/// What is known of a row, or what is missing.
fn spot<'r>(row: &'r RowView, currency: &str) -> Result<Spot<'r>, Vec<&'static str>> {
    let score = |key: &str| row.scores.get(key).copied().flatten().map(|value| value.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED));
    let (fit, relations, share) = (score("icp_fit"), score("relationship_strength"), row.share_of_wallet);
    if let (Some(attractive), Some(relations), Some(share)) = (fit, relations, share) {
        let share = share.clamp(Decimal::ZERO, Decimal::ONE);
        let position = half(in_percent(share).saturating_add(relations));
        let foreign = !row.currency.is_empty() && row.currency != currency;
        return Ok(Spot { row, attractive, position, share, relations, foreign });
    }
    let missing = [(key("fit"), fit.is_none()), (key("relationships"), relations.is_none()), (key("share of wallet"), share.is_none())];
    Err(missing.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect())
}

/// Every account that is not closed: those whose values are known are drawn, the others named beneath (domain, portfolio matrix).
/// `ids` makes the ids of the drawing unique on its page.
pub fn figure<R: Borrow<RowView>>(rows: &[R], currency: &str, ids: &str) -> Figure {
    let mut spots = Vec::new();
    let mut unknown = Vec::new();
    for row in rows.iter().map(Borrow::borrow).filter(|row| row.status != Some("closed")) {
        match spot(row, currency) {
            Ok(spot) => spots.push(spot),
            Err(missing) => unknown.push((row, missing)),
        }
    }
    if spots.is_empty() {
        let title = match unknown.len() {
            0 => word("No accounts to compare yet").into_owned(),
            1 => word("Of the one account fit, share of wallet or relationships are not known").into_owned(),
            n => phrase("Of none of {n} accounts fit, share of wallet and relationships are all known", &[&n]),
        };
        let fills = word("Fit comes from the levels of a plan's icp, share of wallet from data/wallet.csv, relationships from the people it names");
        return Figure { subtitle: fills.into_owned(), ..Figure::empty(CHART.key, &title) };
    }
    spots.sort_by(|a, b| Reverse(a.potential()).cmp(&Reverse(b.potential())).then_with(|| a.row.slug.cmp(&b.row.slug)));
    let fields = fields(&spots);
    let title = title(&spots, &fields);
    let description = describe(&fields, currency);
    let hidden = spots.len().saturating_sub(DRAWN);
    spots.truncate(DRAWN);
    let foreign = spots.iter().any(|spot| spot.foreign && spot.row.potential.is_some());
    let mut drawing = draw(&spots, ids, &title, &description);
    let beneath = beneath(&unknown, hidden, foreign);
    if !beneath.is_empty() {
        drawing.element("p", &[("class", "mut sm")], &beneath);
    }
    let sums = fields.iter().filter(|field| field.1 > 0).map(|(name, n, potential)| {
        let blank = String::new;
        vec![
            phrase("All: {}", &[&count(*n, "account", "accounts")]),
            word(name).into_owned(),
            blank(),
            blank(),
            blank(),
            blank(),
            money_short(*potential, currency),
        ]
    });
    Figure {
        key: CHART.key,
        subtitle: word("Upwards: fit with the ideal customer. To the right: our position, share of wallet and relationships by halves. Area: potential")
            .into_owned(),
        drawing,
        title,
        description,
        header: ["Account", "Field", "Fit", "Position", "Share of wallet", "Relationships", "Potential"].map(heading).to_vec(),
        rows: spots.iter().map(|spot| row(spot, currency)).chain(sums).collect(),
    }
}

/// Name of the field, accounts and their potential, in the order of the fields.
fn fields(spots: &[Spot]) -> Vec<(&'static str, usize, Amount)> {
    let of = |name: &'static str| {
        let here = || spots.iter().filter(|spot| spot.field() == name);
        (name, here().count(), here().map(Spot::potential).sum())
    };
    FIELDS.iter().map(|field| of(field.2)).collect()
}

/// Where most of the potential lies; without potential, where most accounts stand.
fn title(spots: &[Spot], fields: &[(&'static str, usize, Amount)]) -> String {
    let n = spots.len();
    if let [only] = spots {
        return phrase("{} stands in “{}”", &[&label::name(&only.row.title), &word(only.field())]);
    }
    let all: Amount = fields.iter().map(|field| field.2).sum();
    let richest = fields.iter().max_by(|a, b| a.2.cmp(&b.2).then(a.1.cmp(&b.1)));
    let Some((name, here, potential)) = richest else { return String::new() };
    let accounts = match (*here, n) {
        (here, n) if here == n => phrase("{} stand", &[&every(n, "accounts")]),
        (1, n) => phrase("1 of {n} accounts stands", &[&n]),
        (here, n) => phrase("{here} of {n} accounts stand", &[&here, &n]),
    };
    match potential.ratio(all) {
        Some(share) if *here < n => phrase("{accounts} in “{name}” with {} of the potential", &[&accounts, &word(name), &percent(share)]),
        _ => phrase("{accounts} in “{name}”", &[&accounts, &word(name)]),
    }
}

fn describe(fields: &[(&'static str, usize, Amount)], currency: &str) -> String {
    let told = fields.iter().filter(|field| field.1 > 0);
    let told = told
        .map(|(name, n, potential)| phrase("{name}: {}, potential {}.", &[&word(name), &count(*n, "account", "accounts"), &money_short(*potential, currency)]));
    told.collect::<Vec<_>>().join(" ")
}

/// What is not drawn, and why.
fn beneath(unknown: &[(&RowView, Vec<&'static str>)], hidden: usize, foreign: bool) -> String {
    let mut sentences = Vec::new();
    if foreign {
        sentences.push(word("A potential in another currency has no area and is in no sum.").into_owned());
    }
    if hidden > 0 {
        sentences.push(phrase("{} with less potential not drawn.", &[&count(hidden, "account", "accounts")]));
    }
    if !unknown.is_empty() {
        let mut named: Vec<String> = unknown
            .iter()
            .take(UNKNOWN)
            .map(|(row, missing)| format!("{} ({})", label::name(&row.title), list(&missing.iter().map(|it| word(it).into_owned()).collect::<Vec<_>>())))
            .collect();
        if unknown.len() > UNKNOWN {
            named.push(phrase("{} more", &[&(unknown.len() - UNKNOWN)]));
        }
        sentences.push(phrase("Not drawn, because values are not known: {}.", &[&list(&named)]));
    }
    sentences.join(" ")
}

fn row(spot: &Spot, currency: &str) -> Vec<String> {
    vec![
        spot.row.title.clone(),
        word(spot.field()).into_owned(),
        fixed(spot.attractive, 0),
        fixed(spot.position, 0),
        percent(spot.share),
        fixed(spot.relations, 0),
        spot.row.potential.map_or_else(|| "–".to_owned(), |potential| money_short(potential, if spot.foreign { &spot.row.currency } else { currency })),
    ]
}

/// So that areas are as potentials are: the root of the share of the greatest one.
fn radius(potential: Amount, greatest: Amount) -> Tenths {
    let share = potential.ratio(greatest).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE);
    let square = share.saturating_mul(Decimal::from(i64::from(LARGEST) * i64::from(LARGEST))).to_u64().unwrap_or(0);
    i32::try_from(square.isqrt()).unwrap_or(LARGEST).max(SMALLEST)
}

fn draw(spots: &[Spot], ids: &str, title: &str, description: &str) -> Html {
    let mut svg = Svg::figure(BOTTOM + 330, ids, title, description);
    let across = Linear::new(Decimal::ZERO, Decimal::ONE_HUNDRED, LEFT + INSET, WIDTH - INSET);
    let up = Linear::new(Decimal::ZERO, Decimal::ONE_HUNDRED, BOTTOM - INSET, TOP + INSET);
    let half = Decimal::from(50);
    let (middle, centre) = (across.at(half), up.at(half));
    // the field in which to invest is the one that stands out
    svg.rect("band", middle, TOP, WIDTH - middle, centre - TOP);
    svg.line("grid-line", middle, TOP, middle, BOTTOM);
    svg.line("grid-line", LEFT, centre, WIDTH, centre);
    svg.line("axis", LEFT, TOP, LEFT, BOTTOM);
    svg.line("axis", LEFT, BOTTOM, WIDTH, BOTTOM);
    let mut placer = Placer::new(Rect { x: LEFT + 20, y: TOP, width: WIDTH - LEFT - 20, height: BOTTOM - TOP });
    for (attractive, strong, name) in FIELDS {
        let (x, anchor) = if strong { (WIDTH - 60, Anchor::End) } else { (LEFT + 60, Anchor::Start) };
        let y = if attractive { TOP + 145 } else { BOTTOM - 60 };
        let said = word(name);
        let name = label::fit(&said, (WIDTH - LEFT) / 2 - 80, Weight::Regular);
        svg.text("", x, y, anchor, &name);
        placer.block(Rect::of_text(x, y, anchor, label::width(&name, Weight::Regular)));
    }
    for tick in [0, 50, 100].map(Decimal::from) {
        let text = fixed(tick, 0);
        svg.text("", LEFT - 50, up.at(tick) + 40, Anchor::End, &text);
        svg.text("", across.at(tick), BOTTOM + 150, Anchor::Middle, &text);
    }
    svg.text("", LEFT, BOTTOM + 300, Anchor::Start, &word("Position: weak"));
    svg.text("", WIDTH, BOTTOM + 300, Anchor::End, &word("strong"));
    let greatest = spots.iter().map(Spot::potential).max().unwrap_or_default();
    let bubbles: Vec<Circle> =
        spots.iter().map(|spot| Circle { x: across.at(spot.position), y: up.at(spot.attractive), radius: radius(spot.potential(), greatest) }).collect();
    for (spot, bubble) in spots.iter().zip(&bubbles) {
        let (shape, class) = if spot.row.potential.is_some() && !spot.foreign { (Shape::Circle, "f3") } else { (Shape::Ring, "axis") };
        svg.mark(shape, class, bubble.x, bubble.y, bubble.radius);
    }
    // names stand off the lines between the fields as long as there is another place
    let lines = [Rect { x: middle - 15, y: TOP, width: 30, height: BOTTOM - TOP }, Rect { x: LEFT, y: centre - 15, width: WIDTH - LEFT, height: 30 }];
    let named = spots.get(..NAMED.min(spots.len())).unwrap_or_default();
    let settled = label::settle(
        named.len(),
        |_| 1,
        |order| {
            let mut placer = placer.clone();
            let mut placed = vec![None; named.len()];
            for index in order {
                let (Some(spot), Some(own), Some(slot)) = (named.get(*index), bubbles.get(*index), placed.get_mut(*index)) else { continue };
                let clear = |rect: &Rect| bubbles.iter().enumerate().all(|(at, bubble)| !bubble.is_near(rect, if at == *index { OWN } else { OTHERS }));
                *slot = written(&spot.row.title).flat_map(|name| [(name.clone(), true), (name, false)]).find_map(|(name, alone)| {
                    let (width, count) = (name.iter().map(|line| label::roomy(line, Weight::Regular)).max()?, i32::try_from(name.len()).ok()?);
                    let suits = |rect: &Rect| clear(rect) && !(alone && lines.iter().any(|line| line.overlaps(rect)));
                    let place = placer.place_where((width, count), &places(own, width, count), suits)?;
                    let cut = name.concat().ends_with('…');
                    Some((place, name.join("\n").into(), cut))
                });
            }
            placed
        },
    );
    for ((x, y, anchor), name, _) in settled.into_iter().flatten() {
        for (line, text) in (0..).zip(name.lines()) {
            svg.text("label", x, y + line * label::LINE, anchor, text);
        }
    }
    svg.finish()
}

/// How a name may be written, best first: whole, whole in two lines, shortened.
fn written(name: &str) -> impl Iterator<Item = Vec<String>> {
    let half = label::wrap(name, label::width(name, Weight::Regular) * 6 / 10, 2, Weight::Regular);
    let whole = half.len() == 2 && half.iter().all(|line| !line.ends_with('…'));
    let one = |room: Tenths| vec![label::fit(name, room, Weight::Regular).into_owned()];
    let [full, shorter @ ..] = NAMES.map(one);
    std::iter::once(full).chain(whole.then_some(half)).chain(shorter)
}

/// Where the name of a bubble may stand, best first; always at its edge. The last of several lines stands above it, the first below.
fn places(bubble: &Circle, width: Tenths, lines: Tenths) -> Vec<Place> {
    let Circle { x, y, radius } = *bubble;
    let side = radius + 30;
    let near = side * 7 / 10;
    let more = (lines - 1) * label::LINE;
    let (above, below, middle) = (y - radius - 45 - more, y + radius + 125, y + 40 - more / 2);
    let beside = [
        (x + side, middle, Anchor::Start),
        (x - side, middle, Anchor::End),
        (x, above, Anchor::Middle),
        (x, below, Anchor::Middle),
        (x + near, y - near - more, Anchor::Start),
        (x + near, y + near + 80, Anchor::Start),
        (x - near, y - near - more, Anchor::End),
        (x - near, y + near + 80, Anchor::End),
    ];
    beside.into_iter().chain(label::sliding(x, above, below, width)).collect()
}
