//! The planning year: five steps, how far each plan has come, and the yearly look at the list of key accounts (D5–D10, K2, K5, K13, M1).

use crate::audience::cycle::{CycleView, ProgressRow, StepRow};
use crate::audience::growth::MoveItem;
use crate::audience::project::View;
use crate::base::date::Date;
use crate::base::html::Html;
use crate::base::language::{key, phrase, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, figure, files, not_counted, pager, state, text};
use crate::charts::cycle_timeline;
use crate::pages::page::{Address, Content, Page, headed, in_parts};

/// The progress of all plans, in parts; the rest stands on the first.
pub static PAGE: Page = Page { key: "cycle", ids: &["K2", "K5", "K13", "R4", "D5", "D6", "D7", "D9", "D10", "M1"], addresses, firsts: Some(firsts), content };

/// So many proposals are listed.
const NAMES: usize = 25;

const STEPS: [Column; 5] = [
    column("on", "Day", Sort::None).with("nw", ""),
    column("step", "Step", Sort::None).with("wide", ""),
    column("state", "State", Sort::None).with("x", ""),
    column("owner", "Owner", Sort::None).with("", "Owner"),
    column("gap", "After the step before", Sort::None).with("x", "After"),
];
const PROGRESS: [Column; 7] = [
    column("account", "Account", Sort::Text),
    column("team", "Team", Sort::Number).with("x", "Team"),
    column("homework", "Homework", Sort::Number).with("", "Homework"),
    column("held", "Last review", Sort::Date).with("x nw", "Last review"),
    column("next", "Next review", Sort::Date).with("nw", "Next review"),
    column("committed", "Committed", Sort::Date).with("x nw", "Committed"),
    column("rush", "Last-minute edits", Sort::Number).with("", "Last-minute edits"),
];
const PROPOSALS: [Column; 3] = [
    column("account", "Account", Sort::Text),
    column("potential", "Potential", Sort::Number).with("x", "Potential"),
    column("why", "Why", Sort::None).with("wide", ""),
];

const FIRST: &str = "cycle/index.html";

fn addresses(view: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [view.cycle().progress.len()])
}

fn firsts(_: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let cycle = view.cycle();
    let mut body = Html::new();
    if at.part == 1 {
        steps(cycle, &here, &mut body);
    }
    progress(view, cycle, &here, at.part, &mut body);
    if at.part == 1 {
        key_list(cycle, &here, &mut body);
    }
    let (title, crumbs) = headed("Planning cycle", FIRST, at.part);
    Content { title, nav: "cycle", crumbs, blocks: vec![("lede", lede(view, cycle, &here)), ("body", body)] }
}

fn lede(view: &View<'_>, cycle: &CycleView, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    match cycle.steps.iter().find(|step| !step.passed) {
        Some(next) => {
            out.word("Next: ").label("b", &[], next.title).word(" on ");
            here.day(&mut out, next.on);
            match next.on.days_since(here.frame.as_of) {
                0 => out.word(", today."),
                days => out.text(&format!(", {}.", text::ago(-days))),
            };
        }
        None if cycle.steps.is_empty() => {
            out.word("The planning year has no dates yet.");
        }
        None => {
            out.word("All five steps of the planning year are behind us.");
        }
    }
    let all = cycle.progress.iter().filter(|row| row.done() == 4).count();
    if cycle.progress.is_empty() {
        out.word(" No plan is active or a draft.");
        not_counted::without(&mut out, here, view);
        return out;
    }
    out.text(" ").element("b", &[], &phrase("{all} of {}", &[&all, &cycle.progress.len()])).word(match (all, cycle.progress.len()) {
        (_, 1) => " plan has a team of more than one function, no homework left open, a review held or planned and a commitment of this year.",
        (1, _) => " plans has a team of more than one function, no homework left open, a review held or planned and a commitment of this year.",
        _ => " plans have a team of more than one function, no homework left open, a review held or planned and a commitment of this year.",
    });
    not_counted::without(&mut out, here, view);
    out
}

fn steps(cycle: &CycleView, here: &Here<'_>, out: &mut Html) {
    let title = cycle.period.map_or(word("Five steps").into_owned(), |period| phrase("Five steps to {period}", &[&period]));
    block::block(out, "steps", &title, block::says(word("Each needs time after the one before: no fire drill")), |out| {
        if cycle.steps.is_empty() {
            let example = "steps:\n  - {id: team, on: 2026-05-04, owner: ines-okafor}\n  - {id: kickoff, on: 2026-05-18, min_days_after_previous: 10}";
            empty::empty(
                out,
                "No cycle yet.",
                "cycle.yaml names the five steps with day and owner: team, kickoff, homework, meeting, finalise.",
                None,
                example,
            );
            return;
        }
        figure::figure(out, &cycle_timeline::figure(&cycle.steps, here.frame.as_of, "c-cycle"));
        if let (Some(first), Some(last), Some(days)) = (cycle.steps.first(), cycle.steps.last(), cycle.build_days()) {
            let days = text::plural(usize::try_from(days).unwrap_or(0), "day", "days");
            let day = |on: Date| {
                let mut out = Html::new();
                text::date(&mut out, on);
                out
            };
            out.open("p", &[]);
            out.sentence("{days} are planned for building a plan, from {first} to {last}.", &[Html::strong(&days), day(first.on), day(last.on)]);
            out.close("p");
        }
        let mut table = Table::dated(out, "cycle-steps", &word("Steps of the planning cycle"), &STEPS);
        let next = cycle.steps.iter().position(|step| !step.passed);
        for (index, step) in cycle.steps.iter().enumerate() {
            one_step(step, next == Some(index), here, &mut table);
        }
        table.close(false);
        files::table(out, here, "cycle-steps");
    });
}

fn one_step(step: &StepRow, next: bool, here: &Here<'_>, table: &mut Table<'_>) {
    table.row(&[("id", &format!("step-{}", step.key))]).cell(None, |out| here.day(out, step.on));
    table.text(&word(step.title));
    table.cell(None, |out| match (step.passed, next) {
        (true, _) => state::MET.says("Past").write(out),
        (false, true) => state::WATCH.says("Next").write(out),
        (false, false) => state::UNKNOWN.says("To come").write(out),
    });
    table.text(step.owner.as_ref().map_or("–", |owner| &owner.name));
    table.cell(None, |out| match step.gap {
        Some(gap) if gap < step.min_gap => {
            let wanted = phrase("{} of {} wanted", &[&gap, &text::plural(usize::try_from(step.min_gap).unwrap_or(0), "day", "days")]);
            out.element("span", &[("class", "pill warn")], &wanted);
        }
        Some(gap) => {
            out.text(&text::plural(usize::try_from(gap).unwrap_or(0), "day", "days"));
        }
        None => {
            out.text("–");
        }
    });
    table.end_row();
}

fn progress(view: &View<'_>, cycle: &CycleView, here: &Here<'_>, part: usize, out: &mut Html) {
    let rows = &cycle.progress;
    let days = text::plural(usize::try_from(cycle.last_days).unwrap_or(0), "day", "days");
    let drills = match rows.iter().filter(|row| row.rush.as_ref().is_some_and(|rush| rush.fire_drill)).count() {
        _ if !cycle.history => word("without history nobody knows which were written in a rush").into_owned(),
        0 => phrase("none was written in a rush, with most of its edits in the last {days} before the newest deadline", &[&days]),
        n => phrase(
            "{} in a rush, with most of the edits in the last {days} before the newest deadline",
            &[&text::plural(n, "was written", "were written"), &days],
        ),
    };
    let sub = phrase("By what its file says; those that have come least far first; {drills}", &[&drills]);
    block::block(out, "progress", &word("How far each plan has come"), block::says(&sub), |out| {
        if rows.is_empty() {
            not_counted::nothing(out, here, &view.rows, key("Each plan shows its team, homework, reviews and commitment here."));
            return;
        }
        let mut table = Table::open(out, "progress-table", &word("Progress of each plan"), &PROGRESS, None);
        for row in pager::shown(part, rows) {
            table.row(&[("data-account", row.slug.as_str()), ("data-owner", &row.owner.id)]).cell(Some(&row.title), |out| {
                out.link(&here.account_at(&row.slug, "team"), &[], &row.title).open("small", &[]);
                out.text(&row.owner.name);
                out.close("small");
            });
            let team = match row.functions {
                0 => word("nobody").into_owned(),
                functions => format!("{}, {}", text::plural(row.team, "person", "people"), text::plural(functions, "function", "functions")),
            };
            table.number(&row.functions.to_string(), &team);
            table.number(
                &row.homework.0.to_string(),
                &if row.homework.1 == 0 { word("none set").into_owned() } else { phrase("{} of {}", &[&row.homework.0, &row.homework.1]) },
            );
            for date in [row.reviews.0, row.reviews.1, row.committed] {
                table.cell(Some(&date.map(|date| date.to_string()).unwrap_or_default()), |out| match date {
                    Some(date) => here.day(out, date),
                    None => {
                        out.text("–");
                    }
                });
            }
            rush(row, here, &mut table);
            table.end_row();
        }
        table.close(false);
        pager::pager(out, here, part, rows.len(), |part| SitePath::fixed(FIRST).page(part));
        files::table(out, here, "cycle-progress");
    });
}

/// How much of the work before the newest deadline lay in its last days (D7).
fn rush(row: &ProgressRow, here: &Here<'_>, table: &mut Table<'_>) {
    let Some(rush) = &row.rush else {
        table.number("", "–");
        return;
    };
    table.cell(Some(&rush.last.to_string()), |out| {
        let share = phrase("{} of {}", &[&rush.last, &rush.edits]);
        if rush.fire_drill {
            out.open("span", &[("class", "pill warn")]).word("In a rush").close("span").open("small", &[]).text(&share);
            out.word(" before ");
            here.day(out, rush.deadline);
            out.close("small");
        } else {
            out.text(&share);
        }
    });
}

fn key_list(cycle: &CycleView, here: &Here<'_>, out: &mut Html) {
    block::block(out, "key-accounts", &word("The list of key accounts"), block::says(word("Once a year: who comes on it, who goes, by the criteria")), |out| {
        out.open("p", &[]);
        match cycle.key_list {
            Some(date) => {
                out.word("Last looked at on ");
                text::date(out, date);
                out.text(".");
            }
            None => text::words(out, &word("Nobody has dated a look at it yet (`program.key_list_reviewed_on`).")),
        }
        if let Some(key) = cycle.share {
            let share = key.share().map(text::percent).unwrap_or_default();
            let wanted = phrase("{} to {}", &[&text::percent(cycle.wanted.0), &text::percent(cycle.wanted.1)]);
            out.text(&phrase(
                " {} of {} have a plan: {share}; {wanted} are wanted.",
                &[&key.plans, &text::plural(key.accounts, "account", "accounts"), &share, &wanted],
            ));
        }
        out.close("p");
        proposals("additions", "To be added", &cycle.additions, here, out);
        proposals("drops", "To be dropped", &cycle.drops, here, out);
        if !(cycle.additions.is_empty() && cycle.drops.is_empty()) {
            files::table(out, here, "cycle-proposals");
        }
    });
}

fn proposals(key: &str, title: &'static str, items: &[MoveItem], here: &Here<'_>, out: &mut Html) {
    out.label("h3", &[], title);
    if items.is_empty() {
        out.label("p", &[("class", "mut")], "The criteria propose nobody.");
        return;
    }
    let mut table = Table::open(out, key, &word(title), &PROPOSALS, None);
    for item in items.iter().take(NAMES) {
        table.row(&[]).cell(Some(&item.account), |out| match &item.slug {
            Some(slug) => {
                out.link(&here.account_at(slug, "qualification"), &[], &item.account);
            }
            None => {
                out.text(&item.account);
            }
        });
        let worth = item.worth.map(|worth| worth.to_string()).unwrap_or_default();
        table.number(&worth, &item.worth.map_or_else(|| "–".to_owned(), |worth| here.short(worth)));
        table.text(&text::sentence(&item.why)).end_row();
    }
    table.close(false);
    if let Some(more) = items.len().checked_sub(NAMES).filter(|more| *more > 0) {
        out.element("p", &[("class", "mut sm")], &phrase("{} follow.", &[&text::plural(more, "more account", "more accounts")]));
    }
}
