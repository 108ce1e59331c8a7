//! Accounts by their share of sales, largest first, with the sum so far: how much hangs on how few.

use crate::base::language::{phrase, word};
use rust_decimal::Decimal;

use crate::audience::sales::SalesView;
use crate::base::amount::Amount;
use crate::base::html::Html;
use crate::charts::chart::{Chart, Figure, Of, count, heading};
use crate::draw::label::{self, Placer, Rect, Weight};
use crate::draw::number::{Tenths, fixed, percent, whole};
use crate::draw::scale::{Band, Linear};
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "concentration",
    of: Of::Territory,
    title: "Concentration of sales",
    shows: "Accounts by share of sales, largest first, the sum so far, and the index of concentration (HHI)",
    ids: &["K5"],
};

/// Accounts in the table, and about so many points of the line: of many accounts it leaves some out, but none of the first, where it bends.
const ROWS: usize = 15;
const POINTS: usize = 60;
/// A lower bar cannot be seen; so of many accounts not all have one.
const LOWEST: Tenths = 5;
/// How long the name of the largest may be.
const NAME: Tenths = 1_700;
const LEFT: Tenths = 480;
const TOP: Tenths = 60;
const BOTTOM: Tenths = 1_500;

/// One account: its share, and that of all up to it.
struct Share<'a> {
    title: &'a str,
    share: Decimal,
    so_far: Decimal,
}

/// All accounts with sales, largest first; `hhi` and `concentrated_from` are those of the territory (K5).
/// `ids` makes the ids of the drawing unique on its page.
pub fn figure(sales: &[SalesView], hhi: Option<Decimal>, concentrated_from: Decimal, ids: &str) -> Figure {
    let all: Amount = sales.iter().map(|account| account.sales).sum();
    let mut sum = Amount::ZERO;
    let shares = sales.iter().filter_map(|account| {
        sum = sum.plus(account.sales);
        Some(Share { title: &account.title, share: account.sales.ratio(all)?, so_far: sum.ratio(all)?.min(Decimal::ONE) })
    });
    let shares: Vec<Share> = shares.collect();
    let Some(first) = shares.first() else {
        return Figure::empty(CHART.key, &word("No sales in the last four fiscal quarters"));
    };
    let eighty = few(&shares);
    let n = shares.len();
    let make = word(if eighty == 1 { "makes" } else { "make" });
    let title = match hhi {
        _ if n == 1 => phrase("All sales hang on one account, {}", &[&label::name(first.title)]),
        Some(hhi) if hhi >= concentrated_from => phrase("Sales hang on few accounts: {eighty} of {n} {make} 80\u{a0}%", &[&eighty, &n, &make]),
        _ => phrase("Sales do not hang on few accounts: {eighty} of {n} {make} 80\u{a0}%", &[&eighty, &n, &make]),
    };
    let index = hhi.map(|hhi| phrase("; index of concentration (HHI) {} of 10,000, concentrated from {}", &[&fixed(hhi, 0), &fixed(concentrated_from, 0)]));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (rank, share) in shares.iter().take(ROWS).enumerate() {
        rows.push(vec![share.title.to_owned(), (rank + 1).to_string(), percent(share.share), percent(share.so_far)]);
    }
    // the others up to the mark of the drawing, and those after it
    let so_far = |rank: usize| if rank == n { Decimal::ONE } else { shares.get(rank.saturating_sub(1)).map_or(Decimal::ZERO, |share| share.so_far) };
    let mut from = ROWS;
    for to in [eighty, n] {
        if let Some(rest) = to.checked_sub(from).filter(|rest| *rest > 0) {
            let share = so_far(to).saturating_sub(so_far(from));
            rows.push(vec![phrase("{rest} more", &[&rest]), to.to_string(), percent(share), percent(so_far(to))]);
            from = to;
        }
    }
    let description = phrase("The largest of {n}: {}, {} of sales.", &[&n, &first.title, &percent(first.share)]);
    rows.push(vec![count(n, "account", "accounts"), n.to_string(), percent(Decimal::ONE), percent(Decimal::ONE)]);
    Figure {
        key: CHART.key,
        subtitle: phrase("Share of own sales of the last four fiscal quarters; line: the sum so far{}", &[&index.unwrap_or_default()]),
        drawing: draw(&shares, eighty, ids, &title, &description),
        title,
        description,
        header: ["Account", "Rank", "Share", "So far"].map(heading).to_vec(),
        rows,
    }
}

/// The fewest accounts that make 80 %.
fn few(shares: &[Share]) -> usize {
    shares.iter().position(|share| share.so_far >= Decimal::new(8, 1)).map_or(shares.len(), |at| at + 1)
}

fn draw(shares: &[Share], eighty: usize, ids: &str, title: &str, description: &str) -> Html {
    let mut svg = Svg::figure(BOTTOM + 70, ids, title, description);
    let scale = Linear::new(Decimal::ZERO, Decimal::ONE, BOTTOM, TOP);
    for (tick, class) in [(0, "axis"), (50, "grid-line"), (80, "thr"), (100, "grid-line")] {
        let tick = Decimal::new(tick, 2);
        svg.line(class, LEFT, scale.at(tick), WIDTH, scale.at(tick));
        svg.text("", LEFT - 50, scale.at(tick) + 40, Anchor::End, &percent(tick));
    }
    let places = Band { from: LEFT, to: WIDTH, n: shares.len() };
    let width = (places.width() * 7 / 10).clamp(10, 300);
    let mut placer = Placer::new(Rect { x: LEFT + 20, y: 0, width: WIDTH - LEFT - 20, height: BOTTOM });
    let mut line = vec![(LEFT, BOTTOM)];
    let (mut many, mut others) = (Vec::new(), Vec::new());
    let step = shares.len().div_ceil(POINTS);
    for (at, share) in shares.iter().enumerate() {
        let x = places.middle(at);
        let top = scale.at(share.share);
        if BOTTOM - top >= LOWEST {
            let columns = if at < eighty { &mut many } else { &mut others };
            let left = x - width / 2;
            // of several in the same place the first is the highest
            if columns.last().is_none_or(|(before, _)| whole(*before) < whole(left)) {
                columns.push((left, top));
            }
            placer.block(Rect { x: x - width / 2, y: top, width, height: BOTTOM - top });
        }
        let n = at + 1;
        if n > ROWS && n != eighty && n != shares.len() && n % step != 0 {
            continue;
        }
        let before = line.last().copied().unwrap_or((LEFT, BOTTOM));
        line.push((x, scale.at(share.so_far)));
        placer.block_line(before, (x, scale.at(share.so_far)));
    }
    svg.columns("f1", many, width, BOTTOM);
    svg.columns("f2", others, width, BOTTOM);
    svg.polyline("line1", &line);
    for tick in [50, 80, 100] {
        placer.block(Rect { x: LEFT, y: scale.at(Decimal::new(tick, 2)) - 5, width: WIDTH - LEFT, height: 10 });
    }
    let reached = shares.get(eighty.saturating_sub(1)).filter(|_| shares.len() > 1);
    if let Some(share) = reached {
        let (x, y) = (places.middle(eighty.saturating_sub(1)), scale.at(share.so_far));
        svg.mark(Shape::Circle, "pt", x, y, 32);
        placer.block(Rect::around(x, y, 45));
        let text = count(eighty, "account", "accounts");
        let tried = [(x + 60, y + 170, Anchor::Start), (x, y + 210, Anchor::Start), (x - 60, y - 60, Anchor::End), (WIDTH, y + 300, Anchor::End)];
        if let Some((x, y, anchor)) = placer.place(label::width(&text, Weight::Strong), &tried) {
            svg.text("label-strong", x, y, anchor, &text);
        }
    }
    if let Some(share) = shares.first() {
        let text = format!("{} {}", label::fit(share.title, NAME, Weight::Regular), percent(share.share));
        let (x, y) = (places.middle(0) + width / 2 + 30, scale.at(share.share));
        let tried: Vec<_> = [40, 90, 140, 0].into_iter().flat_map(|down| [(x, y + down, Anchor::Start), (x + 300, y + down, Anchor::Start)]).collect();
        if let Some((x, y, anchor)) = placer.place(label::width(&text, Weight::Regular), &tried) {
            svg.text("label", x, y, anchor, &text);
        }
    }
    svg.finish()
}
