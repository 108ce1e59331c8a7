//! `review` at a terminal: the review pack from top to bottom. Text from outside is escaped.

use std::fmt::Write;

use crate::audience::judged::ReadinessView;
use crate::audience::pack::{MeetingView, ReviewPack, SlotScore};
use crate::audience::view::PlaceView;
use crate::base::amount::{Amount, in_percent};
use crate::base::console::{Style, escape};
use crate::base::count::count;
use crate::base::date::Date;

/// The whole pack; `today` is the as-of date.
pub fn text(pack: &ReviewPack, today: Date, style: Style) -> String {
    let Style { bold, dim, reset, .. } = style;
    let mut out = String::new();
    let (plan, row) = (&pack.plan, &pack.plan.row);
    let _ = writeln!(out, "{bold}{}{reset} {dim}({}, as of {today}){reset}", escape(&row.title), row.slug);
    verdict(&mut out, &plan.judged.readiness, style);
    meeting(&mut out, pack, style);
    gates(&mut out, &plan.judged.readiness, style);
    path(&mut out, &plan.judged.readiness, style);
    money(&mut out, pack, today, style);
    revenue(&mut out, pack, style);
    people(&mut out, pack, today, style);
    issues(&mut out, pack, style);
    asks(&mut out, pack, today, style);
    last(&mut out, pack, style);
    if !pack.to_schedule.is_empty() {
        head(&mut out, "Give these a review of their own", style);
        for it in pack.to_schedule.iter().filter_map(|at| plan.opportunities.get(*at)) {
            let _ = writeln!(out, "  {}, closes {}  {dim}{}{reset}", escape(&it.name), it.close_by, place(&it.place));
        }
    }
    agenda(&mut out, pack, style);
    questions(&mut out, pack, style);
    out
}

fn head(out: &mut String, title: &str, style: Style) {
    let _ = writeln!(out, "\n{}{title}{}", style.bold, style.reset);
}

fn place(place: &PlaceView) -> String {
    format!("{}:{}", escape(&place.path), place.line)
}

fn amount(amount: Amount, currency: &str) -> String {
    format!("{} {currency}", amount.in_whole())
}

/// Lines of two or three columns, the first two aligned.
fn columns(out: &mut String, lines: &[[String; 3]], style: Style) {
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [a, b, c] in lines {
        let line = if c.is_empty() { format!("{a:<first$}  {b}") } else { format!("{a:<first$}  {b:<second$}  {}{c}{}", style.dim, style.reset) };
        let _ = writeln!(out, "  {}", line.trim_end());
    }
}

fn verdict(out: &mut String, ready: &ReadinessView, style: Style) {
    let colour = match ready.verdict {
        "ready" => style.green,
        "ready-with-gaps" => style.yellow,
        _ => style.red,
    };
    let score = ready.score.value.map_or("undetermined".to_owned(), |value| format!("{} of 100", value.normalize()));
    let _ = writeln!(out, "{colour}{}{}, {}, readiness {score}", ready.verdict, style.reset, ready.level);
}

fn meeting(out: &mut String, pack: &ReviewPack, style: Style) {
    let Some(meeting) = &pack.meeting else {
        head(out, "No review is planned", style);
        if let Some(proposal) = &pack.proposal {
            let _ = writeln!(out, "  write {}:", escape(&proposal.path));
            for line in proposal.text.lines() {
                let _ = writeln!(out, "    {}", escape(line));
            }
        }
        return;
    };
    let days = match meeting.days_until {
        0 => "today".to_owned(),
        1 => "in 1 day".to_owned(),
        n if n > 0 => format!("in {n} days"),
        n => format!("{} days ago", n.unsigned_abs()),
    };
    head(out, &format!("Review on {} ({}), {days}, {} minutes", meeting.date, meeting.date.weekday(), pack.minutes), style);
    let owner = &pack.plan.row.owner.name;
    let mut lines = Vec::new();
    let mut line = |label: &str, text: String| lines.push([label.to_owned(), text, String::new()]);
    line("purpose", if meeting.purpose.is_empty() { "not stated".to_owned() } else { meeting.purpose.join(", ") });
    if let Some(problem) = &meeting.problem {
        line("problem", escape(problem));
    }
    line("owner", escape(owner));
    line("manager", manager(pack, meeting));
    let attendees = meeting.attendees.iter().map(|it| match it.role {
        Some(role) => format!("{} ({role})", escape(&it.name)),
        None => escape(&it.name),
    });
    line("attendees", if meeting.attendees.is_empty() { "nobody named".to_owned() } else { attendees.collect::<Vec<_>>().join(", ") });
    if let Some(usual) = meeting.minutes_short_of {
        line("minutes", format!("{} of the {usual} that a tier A account gets", pack.minutes));
    } else if !meeting.minutes_stated {
        line("minutes", format!("{}, the territory's default", pack.minutes));
    }
    line(
        "pre-read",
        match meeting.pre_read_sent {
            Some(sent) if sent > meeting.pre_read_due => format!("sent {sent}, due {}: late", meeting.pre_read_due),
            Some(sent) => format!("sent {sent}, due {}", meeting.pre_read_due),
            None => format!("not sent, due {}", meeting.pre_read_due),
        },
    );
    lines.push(["file".to_owned(), place(&meeting.place), String::new()]);
    columns(out, &lines, style);
}

fn manager(pack: &ReviewPack, meeting: &MeetingView) -> String {
    let name = pack.plan.manager.as_ref().map(|manager| escape(&manager.name));
    match (name, meeting.manager_attends) {
        (None, _) => "not known".to_owned(),
        (Some(name), Some(false)) => format!("{name}, not among the attendees"),
        (Some(name), _) => name,
    }
}

fn gates(out: &mut String, ready: &ReadinessView, style: Style) {
    let met = ready.gates.iter().filter(|gate| gate.met).count();
    head(out, &format!("Gates: {met} of {} met", ready.gates.len()), style);
    let width = ready.gates.iter().map(|gate| gate.title.chars().count()).max().unwrap_or(0);
    let Style { dim, red, green, reset, .. } = style;
    for gate in &ready.gates {
        let (colour, word) = if gate.met { (green, "met  ") } else { (red, "unmet") };
        let (measured, place) = (escape(&gate.measured), place(&gate.place));
        let asks = if gate.met { String::new() } else { format!("wanted: {}; ", gate.required) };
        let _ = writeln!(out, "  {colour}{word}{reset}  {:<width$}  {measured}  {dim}{asks}{place}{reset}", gate.title);
    }
}

fn path(out: &mut String, ready: &ReadinessView, style: Style) {
    if ready.path_to_ready.is_empty() && ready.over().next().is_none() {
        return;
    }
    head(out, "Path to ready", style);
    let mut level = ready.level;
    for (index, step) in ready.path_to_ready.iter().enumerate() {
        let lifted = if step.unlocks == level { String::new() } else { format!(", then {}", step.unlocks) };
        level = step.unlocks;
        let _ = writeln!(out, "  {}. {}  {}{}{lifted}{}", index + 1, escape(&step.action), style.dim, place(&step.place), style.reset);
    }
    if ready.more_steps > 0 {
        let _ = writeln!(out, "  and {} more", ready.more_steps);
    }
    for check in ready.over() {
        let _ = writeln!(out, "  -  {}: {}  {}{}{}", check.title, escape(&check.because), style.dim, escape(&check.remedy), style.reset);
    }
}

fn money(out: &mut String, pack: &ReviewPack, today: Date, style: Style) {
    let row = &pack.plan.row;
    head(out, "As, Bs and the money", style);
    let tier = match (row.tier, row.computed_tier) {
        (Some(tier), Some(computed)) if tier == computed => format!("tier {tier}, computed {computed}"),
        (Some(tier), Some(computed)) => format!("tier {tier}, but computed {computed}"),
        (Some(tier), None) => format!("tier {tier}, none computed"),
        (None, _) => "no tier".to_owned(),
    };
    let _ = writeln!(out, "  {tier}; {} at stake in 90 days", amount(row.value_at_stake_90d, &row.currency));
    if let Some(pace) = &pack.pace {
        let percent = in_percent(pace.ratio).round_dp(0).normalize();
        let _ = writeln!(
            out,
            "  {percent}% of quota pace in {}: {} sold of {}",
            pace.period,
            amount(pace.actual, &pack.tables_in),
            amount(pace.quota, &pack.tables_in)
        );
    }
    let lines: Vec<[String; 3]> = pack
        .closing
        .iter()
        .filter_map(|at| pack.plan.opportunities.get(*at))
        .map(|it| {
            let due = if it.close_by < today { "should have closed" } else { "closes" };
            let percent = in_percent(it.probability).normalize();
            let value = format!("{} of {} at {percent}%, {due} {}", amount(it.weighted, &row.currency), amount(it.amount, &row.currency), it.close_by);
            [escape(&it.name), value, place(&it.place)]
        })
        .collect();
    if lines.is_empty() {
        let _ = writeln!(out, "  no open deal closes in 90 days");
    }
    columns(out, &lines, style);
}

fn revenue(out: &mut String, pack: &ReviewPack, style: Style) {
    head(out, "Revenue", style);
    let currency = &pack.plan.row.currency;
    let shown = |amount: Option<Amount>| amount.map_or("unknown".to_owned(), |amount| self::amount(amount, currency));
    let lines: Vec<[String; 3]> = pack
        .revenue
        .iter()
        .map(|it| {
            let history = format!("{} in four quarters, {} before", self::amount(it.last_four, &pack.tables_in), self::amount(it.before, &pack.tables_in));
            let open = match it.unplaced.first() {
                Some(deal) => format!(": no unit and no sale says whether “{}” belongs here", escape(deal)),
                None => String::new(),
            };
            [escape(&it.name), format!("{history}; next 90 days {}, computed {}{open}", shown(it.typed), shown(it.computed)), String::new()]
        })
        .collect();
    if lines.is_empty() {
        let _ = writeln!(out, "  no revenue and no projection is known");
    }
    columns(out, &lines, style);
}

fn people(out: &mut String, pack: &ReviewPack, today: Date, style: Style) {
    head(out, "People: the key decision makers", style);
    let lines: Vec<[String; 3]> = pack
        .deciders
        .iter()
        .filter_map(|at| pack.plan.people.get(*at))
        .map(|it| {
            let met = match it.days_since_met {
                Some(0) => "met today".to_owned(),
                Some(1) => "met 1 day ago".to_owned(),
                // looked at as of a day before that
                Some(days) if days < 0 => format!("met on {}", today.plus_days(-days)),
                Some(days) => format!("met {days} days ago"),
                None => "never met".to_owned(),
            };
            let next = match &it.next_meeting {
                Some((on, _)) if *on < today => format!("meeting was set for {on}"),
                Some((on, _)) => format!("next {on}"),
                None => "no meeting set".to_owned(),
            };
            let power = match it.in_power {
                Some("no") => ", no longer in power",
                Some("yes") => "",
                _ => ", in power unknown",
            };
            let name = format!("{}, {}", escape(&it.name), escape(&it.title));
            [name, format!("{}{power}, {met}, {next}", it.disposition), place(&it.place)]
        })
        .collect();
    if lines.is_empty() {
        let _ = writeln!(out, "  no key decision maker is named");
    }
    columns(out, &lines, style);
}

fn issues(out: &mut String, pack: &ReviewPack, style: Style) {
    head(out, "Strategic issues", style);
    let Style { dim, reset, .. } = style;
    for it in pack.issues.iter().filter_map(|at| pack.plan.obstacles.get(*at)) {
        let since = it.since.map_or_else(String::new, |since| format!(" since {since}"));
        let _ = writeln!(out, "  {}{since}, {} impact: {}  {dim}{}{reset}", it.trend, it.impact, escape(&it.what), place(&it.place));
        let support = it.support_needed.as_deref().map_or("not stated".to_owned(), escape);
        let _ = writeln!(out, "    support needed: {support}");
    }
    if pack.issues.is_empty() {
        let _ = writeln!(out, "  no obstacle is named");
    }
}

fn asks(out: &mut String, pack: &ReviewPack, today: Date, style: Style) {
    head(out, "Asks", style);
    let lines: Vec<[String; 3]> = pack
        .asks
        .iter()
        .filter_map(|at| pack.plan.asks.get(*at))
        .map(|it| {
            let state = match it.status {
                "open" if it.by < today => format!("open, {} days overdue", today.days_since(it.by)),
                "open" => format!("open, by {}", it.by),
                other => other.to_owned(),
            };
            [state, format!("{} ({}, {})", escape(&it.what), escape(&it.from), it.kind), place(&it.place)]
        })
        .collect();
    match &pack.plan.no_asks {
        Some(reason) => drop(writeln!(out, "  nothing is asked for: {}", escape(reason))),
        None if lines.is_empty() => drop(writeln!(out, "  nobody has said what is needed")),
        None => {}
    }
    columns(out, &lines, style);
}

fn last(out: &mut String, pack: &ReviewPack, style: Style) {
    let Some(last) = &pack.last else { return head(out, "No review was held yet", style) };
    head(out, &format!("Decisions of {}", last.date), style);
    let lines: Vec<[String; 3]> = last
        .decisions
        .iter()
        .map(|it| {
            let state = match (it.overdue_days, it.by) {
                (Some(days), _) => format!("open, {} overdue", count(days, "day", "days")),
                (None, Some(by)) if it.status == "open" => format!("open, by {by}"),
                _ => it.status.to_owned(),
            };
            let owner = it.owner.as_deref().map_or_else(String::new, |owner| format!(" ({})", escape(owner)));
            [state, format!("{}{owner}", escape(&it.what)), place(&it.place)]
        })
        .collect();
    if lines.is_empty() {
        let _ = writeln!(out, "  nothing was decided  {}{}{}", style.dim, place(&last.place), style.reset);
    }
    columns(out, &lines, style);
}

fn agenda(out: &mut String, pack: &ReviewPack, style: Style) {
    head(out, &format!("Agenda of {} minutes", pack.minutes), style);
    let Style { dim, reset, .. } = style;
    let titles = pack.agenda.iter().map(|slot| slot.title.chars().count()).max().unwrap_or(0);
    for slot in &pack.agenda {
        let why = match (slot.score, &slot.because) {
            (SlotScore::Points(value), Some(because)) => format!("  {}; {}", value.normalize(), escape(because)),
            (SlotScore::Points(value), None) => format!("  {}", value.normalize()),
            (SlotScore::Undetermined, _) => "  undetermined".to_owned(),
            (SlotScore::Absent, _) => String::new(),
        };
        let line = format!("{:>2}:{:02}  {:>3} min  {:<titles$}{dim}{why}{reset}", slot.start / 60, slot.start % 60, slot.minutes, slot.title);
        let _ = writeln!(out, "  {}", line.trim_end());
    }
    if !pack.agenda_left_out.is_empty() {
        let _ = writeln!(out, "  too short for: {}", pack.agenda_left_out.join(", "));
    }
}

fn questions(out: &mut String, pack: &ReviewPack, style: Style) {
    head(out, "Questions to send in advance", style);
    for (index, question) in pack.questions.iter().enumerate() {
        let why = match (question.category, &question.because) {
            (None, _) => "of this review".to_owned(),
            (Some(category), Some(because)) => format!("{category}; {because}"),
            (Some(category), None) => category.to_owned(),
        };
        let _ = writeln!(out, "  {:>2}. {}  {}{}{}", index + 1, escape(&question.text), style.dim, escape(&why), style.reset);
    }
    if pack.questions.is_empty() {
        let _ = writeln!(out, "  questions.yaml has none that fit");
    }
}
