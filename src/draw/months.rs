//! The line below a drawing over time, with the names of months or years where there is room for them.

use crate::draw::label::{self, Placer, Weight};
use crate::draw::number::Tenths;
use crate::draw::scale::Time;
use crate::draw::svg::{Anchor, Svg};

/// Months, quarters or years that are named at the most.
const NAMED: usize = 6;

/// Draws the axis at `bottom`, and a line up to `top` for each that is named.
pub fn axis(svg: &mut Svg, placer: &mut Placer, time: &Time, top: Tenths, bottom: Tenths) {
    let months = time.months(NAMED);
    svg.line("axis", time.from, bottom, time.to, bottom);
    svg.uprights("grid-line", months.iter().map(|month| time.at(*month)), top, bottom);
    for month in months {
        let x = time.at(month);
        let name = if month.month() == 1 { month.year().to_string() } else { month.month_name().to_owned() };
        if let Some((x, y, anchor)) = placer.place(label::width(&name, Weight::Regular) + 40, &[(x, bottom + 145, Anchor::Middle)]) {
            svg.text("", x, y, anchor, &name);
        }
    }
}
