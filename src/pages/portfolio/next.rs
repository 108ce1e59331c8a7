//! What happens in the next ten days, or in the next three weeks when they are empty.

use crate::audience::events::EventView;
use crate::audience::narrow::Scope;
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::cards::here::{self, Here};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, state};

/// Days ahead: the usual stretch, and the one that is looked at when the first is empty.
const DAYS: [(i64, &str); 2] = [(10, key("Next ten days")), (21, key("Next three weeks"))];
/// So many rows at most.
const ROWS: usize = 10;

const COLUMNS: [Column; 5] = [
    column("when", "When", Sort::None).with("nw", ""),
    column("what", "What", Sort::None),
    column("account", "Account", Sort::None),
    column("who", "Who", Sort::None).with("nw", ""),
    column("state", "State", Sort::None).with("nw secondary", ""),
];

/// The block.
pub fn next(scope: &Scope<'_, '_>, here: &Here<'_>) -> Html {
    let today = here.frame.as_of;
    let within = |days: i64| scope.soon().filter(move |moment| today.plus_days(days) >= moment.on);
    let (days, title) = DAYS.into_iter().find(|(days, _)| within(*days).next().is_some()).unwrap_or(DAYS[1]);
    let mut out = Html::new();
    block::block(&mut out, "next", &word(title), block::says(word("Reviews, meetings, asks and actions that fall due")), |out| {
        let count = within(days).count();
        if count == 0 {
            out.open("div", &[("class", "empty")]).open("p", &[]).label("strong", &[], "Nothing is dated.");
            out.word(" Reviews, meetings, asks and actions of the next three weeks stand here.").close("p").close("div");
            return;
        }
        let mut table = Table::dated(out, "next-days", &word(title), &COLUMNS);
        for event in within(days).take(ROWS).filter_map(|moment| scope.view.event(moment)) {
            row(&mut table, here, &event);
        }
        table.close(false);
        if count > ROWS {
            out.element("p", &[("class", "mut sm")], &phrase("and {} more up to {}", &[&(count - ROWS), &today.plus_days(days).weekday()]));
        }
    });
    out
}

fn row(table: &mut Table<'_>, here: &Here<'_>, event: &EventView) {
    table.row(&[("data-account", event.slug.map_or("", |slug| slug.as_str()))]);
    table.cell(None, |out| {
        out.element("time", &[("datetime", &event.on.to_string())], &event.on.weekday());
    });
    table.cell(None, |out| {
        out.link(&here.event(event), &[], &here::what(event));
    });
    table.text(event.title).cell(None, |out| here.person_of(out, event.who_id, event.who));
    table.cell(None, |out| match event.verdict {
        Some(verdict) => state::verdict(verdict).write(out),
        None => {
            out.element("span", &[("class", "pill")], &word(event.word()));
        }
    });
    table.end_row();
}
