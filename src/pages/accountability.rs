//! Who did their part, and which plans keep to the rhythm, whatever they sell (D8, D11–D15).

use crate::audience::accountability::{AccountabilityView, Kept};
use crate::audience::project::View;
use crate::base::date::FiscalPeriod;
use crate::base::html::Html;
use crate::base::language::{key, phrase, value_word, word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::state::{self, State};
use crate::cards::table::{Column, Sort, Table, column};
use crate::cards::{block, empty, figure, files, not_counted, pager, text};
use crate::charts::chart::list;
use crate::charts::{function_coverage, streak_growth};
use crate::pages::page::{Address, Content, Page, headed, in_parts};

/// One page.
pub static PAGE: Page = Page { key: "accountability", ids: &["D8", "D11", "D12", "D13", "D14", "D15", "D16"], addresses, firsts: Some(firsts), content };

const PLANS: [Column; 5] = [
    column("account", "Account", Sort::Text),
    column("state", "State", Sort::Text).with("x", ""),
    column("owed", "What is owed", Sort::Text).with("", "Owed"),
    column("late", "Days late", Sort::Number).with("x", "Days late"),
    column("place", "Where", Sort::None).with("secondary", ""),
];
const PEOPLE: [Column; 7] = [
    column("person", "Person", Sort::Text),
    column("plans", "Plans owned", Sort::Number).with("x", "Plans"),
    column("hours", "Hours planned", Sort::Number).with("", "Hours"),
    column("actions", "Actions on time", Sort::Number).with("x", "Actions"),
    column("homework", "Homework on time", Sort::Number).with("", "Homework"),
    column("asks", "Asks answered", Sort::Number).with("x", "Asks"),
    column("reviews", "Reviews attended", Sort::Number).with("", "Reviews"),
];
const FUNCTIONS: [Column; 5] = [
    column("function", "Function", Sort::Text),
    column("actions", "Actions on time", Sort::Number).with("x", "Actions"),
    column("homework", "Homework on time", Sort::Number).with("", "Homework"),
    column("asks", "Asks answered", Sort::Number).with("x", "Asks"),
    column("reviews", "Reviews attended", Sort::Number).with("", "Reviews"),
];
const OVER: [Column; 5] = [
    column("account", "Account", Sort::Text),
    column("sold", "Sold", Sort::Number).with("x", "Sold"),
    column("quota", "Quota", Sort::Number).with("", "Quota"),
    column("periods", "Compared", Sort::Text).with("x", "Compared"),
    column("why", "What is missing", Sort::Text).with("", ""),
];

const FIRST: &str = "accountability/index.html";

fn addresses(view: &View<'_>) -> Vec<Address> {
    let it = view.accountability();
    in_parts(FIRST, [it.plans.len(), it.over_quota.len(), it.people.len()])
}

/// The other parts of one of the lists.
fn parts(out: &mut Html, here: &Here<'_>, part: usize, rows: usize) {
    pager::pager(out, here, part, rows, |part| SitePath::fixed(FIRST).page(part));
}

fn firsts(_: &View<'_>) -> Vec<Address> {
    in_parts(FIRST, [])
}

fn content(view: &View<'_>, at: &Address) -> Content {
    let here = Here { page: &at.path, frame: &view.frame };
    let it = view.accountability();
    let mut body = Html::new();
    if pager::holds(at.part, it.plans.len()) {
        plans(it, &here, at.part, &mut body);
    }
    if pager::holds(at.part, it.over_quota.len()) {
        over_quota(it, &here, at.part, &mut body);
    }
    if at.part == 1 {
        streaks(view, &mut body);
    }
    if pager::holds(at.part, it.people.len()) {
        people(it, &here, at.part, &mut body);
    }
    if at.part == 1 {
        functions(it, &here, &mut body);
    }
    let (title, crumbs) = headed("Accountability", FIRST, at.part);
    Content { title, nav: "accountability", crumbs, blocks: vec![("lede", lede(view, it, &here)), ("body", body)] }
}

fn lede(view: &View<'_>, it: &AccountabilityView, here: &Here<'_>) -> Html {
    let mut out = Html::new();
    // plans that owe nothing: neither active nor in review
    let others = view.rows.len().saturating_sub(it.live + view.unread());
    let of = |state: &str| it.states.iter().find(|(name, _)| *name == state).map_or(0, |(_, count)| *count);
    if it.live == 0 {
        out.word("No plan is active or in review");
    } else {
        out.element("b", &[], &phrase("{} of {}", &[&of("compliant"), &it.live]));
        out.word(match (of("compliant"), it.live) {
            (_, 1) => " plan keeps to the rhythm",
            (1, _) => " plans keeps to the rhythm",
            _ => " plans keep to the rhythm",
        });
    }
    for (state, said) in [("due", key("due")), ("warned", key("warned")), ("escalated", key("escalated")), ("waived", key("waived"))] {
        if of(state) > 0 {
            out.text(", ").element("b", &[], &of(state).to_string()).text(" ").word(said);
        }
    }
    out.text(".");
    if others > 0 {
        out.text(" ").text(&text::plural(others, "plan that is a draft or closed is left out.", "plans that are drafts or closed are left out."));
    }
    not_counted::without(&mut out, here, view);
    out.word(" Good sales do not excuse a missing plan.");
    out
}

fn mark(state: &str) -> State {
    match state {
        "compliant" => state::ON_TRACK.says("Keeps to it"),
        "waived" => state::NOTE.says("Waived"),
        "due" => state::WATCH.says("Due"),
        "warned" => state::WARNING.says("Warned"),
        _ => state::AT_RISK.says("Escalated"),
    }
}

fn plans(it: &AccountabilityView, here: &Here<'_>, part: usize, out: &mut Html) {
    let to = it.escalate_to.as_deref().map(|name| phrase(" to {name}", &[&name])).unwrap_or_default();
    let sub = phrase(
        "A review within the cadence, a plan for the current period, a commitment of this fiscal year; warned after {} days, escalated{to} after {}",
        &[&it.warn_after, &to, &it.escalate_after],
    );
    block::block(out, "plans", &word("Plans"), block::says(&sub), |out| {
        if it.plans.is_empty() {
            empty::empty(out, "No plan is active.", "Active plans and plans in review stand here with what they owe.", None, "status: active");
            return;
        }
        let mut table = Table::open(out, "compliance", &word("Compliance of each plan"), &PLANS, None);
        for row in pager::shown(part, &it.plans) {
            table.row(&[("data-account", row.slug.as_str()), ("data-owner", &row.owner.id)]).cell(Some(&row.title), |out| {
                out.link(&here.account(&row.slug), &[], &row.title).open("small", &[]);
                out.text(&row.owner.name);
                out.close("small");
            });
            table.cell(Some(row.state), |out| mark(row.state).write(out));
            table.cell(None, |out| match row.owed {
                Some((what, due)) => {
                    out.word(what).word(", due ");
                    here.day(out, due);
                }
                None => {
                    out.text("–");
                }
            });
            table.number(&row.days_late.to_string(), &if row.days_late > 0 { row.days_late.to_string() } else { "–".to_owned() });
            table.cell(None, |out| {
                if row.owed.is_some() {
                    here.near_place(out, &row.place);
                }
            });
            table.end_row();
        }
        table.close(false);
        parts(out, here, part, it.plans.len());
        files::table(out, here, "accountability-plans");
    });
}

fn over_quota(it: &AccountabilityView, here: &Here<'_>, part: usize, out: &mut Html) {
    let sub = phrase("Of {year}, in the periods that have both sales and a quota", &[&it.last_year]);
    block::block(out, "over-quota", &word("Over quota, without a plan that keeps to the rhythm"), block::says(sub), |out| {
        if it.over_quota.is_empty() {
            out.label("p", &[("class", "mut")], if it.over_unknown > 0 { "There is none of which it is known." } else { "There is none." });
            over_unknown(it, out);
            return;
        }
        let mut table = Table::open(out, "over", &word("Over quota without a plan"), &OVER, Some(("sold", true)));
        for row in pager::shown(part, &it.over_quota) {
            table.row(&[]).cell(Some(&row.account), |out| match &row.slug {
                Some(slug) => {
                    out.link(&here.account(slug), &[], &row.account);
                }
                None => {
                    out.text(&row.account);
                }
            });
            let (sold, quota) = (row.compared.sold, row.compared.quota);
            table.number(&sold.to_string(), &here.short(sold)).number(&quota.to_string(), &here.short(quota));
            table.cell(None, |out| {
                out.text(&named(&row.compared.periods));
                if !row.compared.unknown.is_empty() {
                    out.element("small", &[], &phrase("not known: {periods}", &[&named(&row.compared.unknown)]));
                }
            });
            table.text(&word(row.why)).end_row();
        }
        table.close(false);
        if part == 1 {
            over_unknown(it, out);
        }
        parts(out, here, part, it.over_quota.len());
        files::table(out, here, "accountability-over-quota");
    });
}

/// `FY2026-Q1, FY2026-Q4`.
fn named(periods: &[FiscalPeriod]) -> String {
    list(&periods.iter().map(FiscalPeriod::to_string).collect::<Vec<_>>())
}

/// Of how many nobody can say it.
fn over_unknown(it: &AccountabilityView, out: &mut Html) {
    if it.over_unknown > 0 {
        let accounts = text::plural(it.over_unknown, "account", "accounts");
        out.element(
            "p",
            &[("class", "mut sm")],
            &phrase("Of {accounts} without such a plan it is not known: no period of {year} has both.", &[&accounts, &it.last_year]),
        );
    }
}

/// Kept plans against the growth of their sales, without a claim of cause (D16); nothing without history.
fn streaks(view: &View<'_>, out: &mut Html) {
    let streaks = view.streaks();
    if streaks.is_empty() {
        return;
    }
    let sub = word("How many quarters in a row each plan was kept, and how its sales of four quarters grew over the four before");
    block::block(out, "streaks", &word("Kept plans and growth"), block::says(sub), |out| figure::figure(out, &streak_growth::figure(&streaks, "c-streaks")));
}

/// `3 of 4`, sorted by share; `–` where nothing was asked for.
fn kept(table: &mut Table<'_>, it: Kept) {
    if it.of == 0 {
        table.number("", "–");
        return;
    }
    let share = rust_decimal::Decimal::from(it.kept).checked_div(rust_decimal::Decimal::from(it.of)).unwrap_or_default();
    table.number(&share.round_dp(4).normalize().to_string(), &phrase("{} of {}", &[&it.kept, &it.of]));
}

fn people(it: &AccountabilityView, here: &Here<'_>, part: usize, out: &mut Html) {
    block::block(out, "people", &word("People"), block::says(word("Kept of what was due by the as-of date")), |out| {
        if it.people.is_empty() {
            empty::empty(out, "Nobody.", "people.yaml names who works here.", None, "- {id: maya-chen, name: Maya Chen, function: sales}");
            return;
        }
        let mut table = Table::open(out, "people-kept", &word("Accountability by person"), &PEOPLE, None);
        for row in pager::shown(part, &it.people) {
            table.row(&[("id", &format!("w-{}", row.person.id))]).cell(Some(&row.person.name), |out| {
                here.person(out, &row.person);
                out.element("small", &[], &row.function.map_or_else(|| word("function not known"), value_word));
            });
            table.number(&row.plans.to_string(), &row.plans.to_string());
            table.number(&row.hours.map(|hours| hours.to_string()).unwrap_or_default(), &row.hours.map_or_else(|| "–".to_owned(), text::money));
            for it in [row.actions, row.homework, row.asks, row.reviews] {
                kept(&mut table, it);
            }
            table.end_row();
        }
        table.close(false);
        parts(out, here, part, it.people.len());
        files::table(out, here, "accountability-people");
    });
}

fn functions(it: &AccountabilityView, here: &Here<'_>, out: &mut Html) {
    block::block(
        out,
        "functions",
        &word("Functions"),
        block::says(word("It is everyone's job: who is on the teams, and how effective their part was")),
        |out| {
            if it.functions.is_empty() {
                empty::empty(out, "None.", "people.yaml gives everybody a function.", None, "function: operations");
                return;
            }
            // how many plans each is on stands in the figure
            if it.live > 0 {
                figure::figure(out, &function_coverage::figure(&it.functions, it.live));
            }
            let mut table = Table::open(out, "functions-kept", &word("Accountability by function"), &FUNCTIONS, None);
            for row in &it.functions {
                table.row(&[]).cell(None, |out| {
                    out.text(&text::titled(row.function)).element("small", &[], &text::plural(row.people, "person", "people"));
                });
                for it in [row.actions, row.homework, row.asks, row.reviews] {
                    kept(&mut table, it);
                }
                table.end_row();
            }
            table.close(false);
            files::table(out, here, "accountability-functions");
        },
    );
}
