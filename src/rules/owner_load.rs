//! QD807: more plans than one person can build.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};
use crate::diag::diagnostic::Diagnostic;
use crate::model::account::Status;
use crate::parse::node::Node;
use crate::resolve::portfolio::Portfolio;
use crate::rules::rule::{Check, Rule};
use crate::source::layout::{PEOPLE, TERRITORY};
use std::collections::{BTreeMap, HashMap};

pub static RULE: Rule = Rule { code: &CODE, reads: &[], check: Check::Territory(check) };

pub static CODE: Code = Code {
    name: "owner-load",
    code: "QD807",
    category: Category::Territory,
    level: Level::Info,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["D8"],
    docs: Docs {
        what: "One person owns more plans to acquire or grow accounts that are not closed than `policy.owner_load` (3).",
        why: "A full plan takes days to think through and hours each month to keep. Beyond about three at once the urgent wins, and the plans are filled in rather than made.",
        fix: "Give some of the plans to another owner, or let the accounts with less potential wait.",
        bad: "\
=== quarterdeck.yaml
schema: quarterdeck-territory/1
name: Northeast Healthcare
currency: USD
fiscal_year_start: 10
program:
  sponsors: {sales: ines-okafor, marketing: lena-fischer}
  key_list_reviewed_on: 2026-09-01
policy:
  qualification: {min_growth_value: 250000}
  owner_load: 1
=== accounts/pine-valley/plan.md
---
schema: quarterdeck/1
account: pine-valley
status: draft
owner: maya-chen
period: FY2027-Q1
stance: grow
tier: C
posture: penetrate
growth_target: 300000
qualification:
  market_experience: {answer: yes}
  solves_problem: {answer: yes}
  growth_above_threshold: {answer: yes}
  share_below_limit: {answer: yes}
  strategic_market: {answer: no}
  icp_match: {answer: unknown}
icp: {scores: {opportunity_size: 2, company_size: 1}}
opportunities:
  - {id: bundle, name: Weekly bundle, amount: 300000, probability: 0.3, close_by: 2027-05-31, status: open}
selection: {on: 2026-09-04, by: ines-okafor, rationale: Four clinics that order every week.}
objectives:
  - {id: keep-clinics, text: Keep the four clinics at the renewal of May 2027, kind: defence, horizon: short, by: 2027-05-31}
  - {id: one-order, text: Bring the four clinics to one weekly order by 2028, kind: position, horizon: long, by: 2028-03-31}
actions:
  - {id: invite, objective: keep-clinics, text: Invite Alma Reyes to the depot in December, kind: relationship, owner: tomas-rivera, due: 2026-12-15, status: planned}
  - {id: terms, objective: one-order, text: Agree one weekly order with Alma Reyes and her two buyers, owner: tomas-rivera, due: 2027-03-15, status: planned}
benchmarks:
  - {id: orders, text: Orders per week, unit: orders, direction: down, baseline: {value: 4, on: 2026-09-30}, target: {value: 1, by: 2028-03-31}}
obstacles:
  - {id: two-systems, what: Two clinics order by telephone until the spring of 2027, trend: steady, impact: low}
asks: {none: Everything is in our own hands until the renewal.}
people:
  - {id: alma-reyes, name: Alma Reyes, title: Purchasing Manager, buying_role: economic, influence: 4, disposition: supporter}
team:
  - {person: priya-nair, function: operations}
commitment: {statement: We will keep all four clinics through 2027., by: [maya-chen], on: 2026-10-02}
---
",
        good: "\
=== quarterdeck.yaml
schema: quarterdeck-territory/1
name: Northeast Healthcare
currency: USD
fiscal_year_start: 10
program:
  sponsors: {sales: ines-okafor, marketing: lena-fischer}
  key_list_reviewed_on: 2026-09-01
policy:
  qualification: {min_growth_value: 250000}
  owner_load: 1
=== accounts/pine-valley/plan.md
---
schema: quarterdeck/1
account: pine-valley
status: draft
owner: tomas-rivera
period: FY2027-Q1
stance: grow
tier: C
posture: penetrate
growth_target: 300000
qualification:
  market_experience: {answer: yes}
  solves_problem: {answer: yes}
  growth_above_threshold: {answer: yes}
  share_below_limit: {answer: yes}
  strategic_market: {answer: no}
  icp_match: {answer: unknown}
icp: {scores: {opportunity_size: 2, company_size: 1}}
opportunities:
  - {id: bundle, name: Weekly bundle, amount: 300000, probability: 0.3, close_by: 2027-05-31, status: open}
selection: {on: 2026-09-04, by: ines-okafor, rationale: Four clinics that order every week.}
objectives:
  - {id: keep-clinics, text: Keep the four clinics at the renewal of May 2027, kind: defence, horizon: short, by: 2027-05-31}
  - {id: one-order, text: Bring the four clinics to one weekly order by 2028, kind: position, horizon: long, by: 2028-03-31}
actions:
  - {id: invite, objective: keep-clinics, text: Invite Alma Reyes to the depot in December, kind: relationship, owner: tomas-rivera, due: 2026-12-15, status: planned}
  - {id: terms, objective: one-order, text: Agree one weekly order with Alma Reyes and her two buyers, owner: tomas-rivera, due: 2027-03-15, status: planned}
benchmarks:
  - {id: orders, text: Orders per week, unit: orders, direction: down, baseline: {value: 4, on: 2026-09-30}, target: {value: 1, by: 2028-03-31}}
obstacles:
  - {id: two-systems, what: Two clinics order by telephone until the spring of 2027, trend: steady, impact: low}
asks: {none: Everything is in our own hands until the renewal.}
people:
  - {id: alma-reyes, name: Alma Reyes, title: Purchasing Manager, buying_role: economic, influence: 4, disposition: supporter}
team:
  - {person: priya-nair, function: operations}
commitment: {statement: We will keep all four clinics through 2027., by: [tomas-rivera], on: 2026-10-02}
---
",
    },
};

fn check(portfolio: &Portfolio, out: &mut Vec<Diagnostic>) {
    let mut load: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in portfolio.plans.iter().filter(|unit| !unit.file.tainted.contains("owner") && portfolio.copied(unit).is_none()) {
        let plan = portfolio.plan(unit);
        let open = plan.status.is_some_and(|status| status != Status::Closed);
        if let Some(owner) = plan.owner.as_deref().filter(|_| open && plan.is_full()) {
            *load.entry(owner).or_default() += 1;
        }
    }
    let most = portfolio.settings.policy.owner_load;
    load.retain(|_, plans| *plans > most);
    if load.is_empty() {
        return;
    }
    let people = portfolio.own_files.get(PEOPLE);
    let listed = people.into_iter().flat_map(|file| file.tree.root().items());
    let places: HashMap<&str, Node<'_>> = listed.filter_map(|person| person.get("id")).map(|id| (id.text(), id)).collect();
    for (owner, plans) in load {
        let message =
            format!("{} owns {plans} plans to acquire or grow accounts, and {most} are about what one person can build", portfolio.person_name(owner));
        let finding = match (people, places.get(owner), portfolio.own_files.get(TERRITORY)) {
            (Some(file), Some(id), _) => Diagnostic::new(&CODE, &file.path, id.span(), message).pointer(id.pointer()),
            (None, _, Some(file)) => Diagnostic::new(&CODE, &file.path, file.tree.key_of("/policy/owner_load"), message).pointer("/policy/owner_load"),
            _ => continue,
        };
        out.push(finding.help("give some of them to another owner, or let the accounts with less potential wait"));
    }
}
