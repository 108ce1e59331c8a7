//! The five steps of the planning year on a line of time, with today, and where one follows too soon on the one before.

use crate::audience::cycle::StepRow;
use crate::base::amount::grouped;
use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::language::{phrase, word};
use crate::charts::chart::{Chart, Figure, Of, count, every, heading};
use crate::draw::label::{self, Placer, Rect, Weight};
use crate::draw::months;
use crate::draw::number::Tenths;
use crate::draw::scale::Time;
use crate::draw::svg::{Anchor, Shape, Svg, WIDTH};

/// Its place on the shelf.
pub const CHART: Chart = Chart {
    key: "cycle_timeline",
    of: Of::Territory,
    title: "The planning year",
    shows: "The steps of the planning cycle on a line of time with today; a step that follows too soon on the one before is marked",
    ids: &["D7", "D9"],
};

const ROW: Tenths = 230;
const TOP: Tenths = 170;
/// Where time begins; the names of the steps stand left of it.
const FROM: Tenths = 1_380;
const TO: Tenths = WIDTH - 480;

/// The steps in their order (D7, D9). `ids` makes the ids of the drawing unique on its page.
pub fn figure(steps: &[StepRow], today: Date, ids: &str) -> Figure {
    let Some(time) = time(steps, today) else {
        return Figure::empty(CHART.key, &word("The planning year has no dates yet"));
    };
    let title = title(steps, today);
    let said: Vec<String> = steps.iter().map(|step| format!("{}: {}", word(step.title), step.on.long())).collect();
    let description = format!("{}.", said.join("; "));
    Figure {
        key: CHART.key,
        subtitle: word("Filled: past; ring: to come; dashed: sooner after the step before than is wanted").into_owned(),
        drawing: draw(steps, today, &time, ids, &title, &description),
        title,
        description,
        header: ["Step", "Day", "Days after the one before", "Wanted at least", "State"].map(heading).to_vec(),
        rows: steps.iter().map(row).collect(),
    }
}

/// From the first to the last step, with today where it is not far from them.
fn time(steps: &[StepRow], today: Date) -> Option<Time> {
    let days = || steps.iter().map(|step| step.on);
    let (first, last) = days().min().zip(days().max())?;
    let near = last.days_since(first).max(90);
    let include = today >= first.plus_days(-near) && today <= last.plus_days(near);
    let (first, last) = if include { (first.min(today), last.max(today)) } else { (first, last) };
    Some(Time { first, last, from: FROM, to: TO })
}

fn too_soon(step: &StepRow) -> bool {
    step.gap.is_some_and(|gap| gap < step.min_gap)
}

fn title(steps: &[StepRow], today: Date) -> String {
    let past = steps.iter().filter(|step| step.passed).count();
    let head = match steps.iter().filter(|step| !step.passed).min_by_key(|step| step.on) {
        Some(next) => {
            let days = usize::try_from(next.on.days_since(today)).unwrap_or(0);
            let when = if days == 0 { word("today").into_owned() } else { phrase("in {}", &[&count(days, "day", "days")]) };
            phrase("{past} of {} are past; next, {when}: {}", &[&past, &count(steps.len(), "step", "steps"), &when, &word(next.title)])
        }
        None => {
            let last = steps.iter().map(|step| step.on).max().unwrap_or(today);
            let ago = count(usize::try_from(today.days_since(last)).unwrap_or(0), "day", "days");
            if steps.len() == 1 {
                phrase("The one step is past, {ago} ago", &[&ago])
            } else {
                phrase("{} are past, the last {ago} ago", &[&every(steps.len(), "steps"), &ago])
            }
        }
    };
    match steps.iter().filter(|step| too_soon(step)).count() {
        0 => head,
        1 => phrase("{head}; 1 step follows too soon", &[&head]),
        n => phrase("{head}; {n} steps follow too soon", &[&head, &n]),
    }
}

fn row(step: &StepRow) -> Vec<String> {
    let days = |days: i64| grouped(&days.to_string());
    let state = word(if step.passed { "past" } else { "to come" });
    let soon = if too_soon(step) { word(", too soon") } else { "".into() };
    vec![word(step.title).into_owned(), step.on.long(), step.gap.map_or_else(|| "–".to_owned(), days), days(step.min_gap), format!("{state}{soon}")]
}

fn draw(steps: &[StepRow], today: Date, time: &Time, ids: &str, title: &str, description: &str) -> Html {
    let rows = i32::try_from(steps.len()).unwrap_or(0);
    let bottom = TOP + rows.saturating_mul(ROW);
    let mut svg = Svg::figure(bottom + 180, ids, title, description);
    let mut placer = Placer::new(Rect { x: 0, y: 0, width: WIDTH, height: bottom + 180 });
    months::axis(&mut svg, &mut placer, time, TOP - 30, bottom);
    if today >= time.first && today <= time.last {
        let x = time.at(today);
        svg.line("thr", x, TOP - 30, x, bottom);
        let text = phrase("Today, {day}", &[&today.short().replace('\u{a0}', " ")]);
        let half = label::width(&text, Weight::Strong) / 2;
        svg.text("label-strong", x.min(WIDTH - half - 10), TOP - 60, Anchor::Middle, &text);
    }
    let at = |row: usize| TOP + ROW / 2 + ROW.saturating_mul(i32::try_from(row).unwrap_or(0));
    for (index, (before, step)) in steps.iter().zip(steps.iter().skip(1)).enumerate() {
        let (from, x, y) = (time.at(before.on), time.at(step.on), at(index + 1));
        svg.polyline(if too_soon(step) { "line2 thr" } else { "line2" }, &[(from, at(index)), (from, y), (x, y)]);
    }
    for (index, step) in steps.iter().enumerate() {
        let (x, y) = (time.at(step.on), at(index));
        match (step.passed, too_soon(step)) {
            (true, false) => svg.mark(Shape::Circle, "pt", x, y, 45),
            (true, true) => svg.mark(Shape::Circle, "pt-bad", x, y, 45),
            // the ground of a ring hides the line that ends in it
            (false, _) => {
                svg.mark(Shape::Circle, "band", x, y, 45);
                svg.mark(Shape::Ring, "line1", x, y, 40);
            }
        }
        svg.text("label", 0, y + 40, Anchor::Start, &label::fit(&word(step.title), FROM - 100, Weight::Regular));
        let day = step.on.short().replace('\u{a0}', " ");
        let width = label::width(&day, Weight::Regular);
        let tried = [(x + 80, y + 40, Anchor::Start), (x - 80, y - 30, Anchor::End), (x - 80, y + 40, Anchor::End), (x + 80, y - 40, Anchor::Start)];
        if let Some((x, y, anchor)) = placer.place(width, &tried) {
            svg.text("", x, y, anchor, &day);
        }
    }
    svg.finish()
}
