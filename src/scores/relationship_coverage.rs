//! Do we know somebody in every role that decides, and does it not all hang on one person (K8, M14, S12)?

use rust_decimal::Decimal;

use crate::base::count::count;
use crate::base::language::key;
use crate::model::account::Posture;
use crate::model::person::{BuyingRole, Disposition, InPower, Person};
use crate::scores::score::{Score, ScoreCx};
use crate::scores::value::ScoreValue;

pub static SCORE: Score = Score {
    key: "relationship_coverage",
    title: "Relationship coverage",
    question: "Do we know somebody in every role that decides?",
    formula: "100 · required roles filled / required roles, less 15 for a single thread and 15 when one of ours owns every contact; at most 50 without the economic buyer",
    ids: &["K8", "M14", "S12"],
    compute,
};

/// A role that a posture asks for. *Champion* is filled by disposition, the others by `buying_role`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Buying(BuyingRole),
    Champion,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Buying(role) => role.as_str(),
            Role::Champion => "champion",
        }
    }

    /// Filled by a named person who is not known to be out of power.
    pub fn is_filled_by(self, person: &Person) -> bool {
        person.in_power != Some(InPower::No)
            && match self {
                Role::Buying(role) => person.buying_role == role,
                Role::Champion => person.disposition == Disposition::Champion,
            }
    }
}

/// All roles, by what they are called where weights are set.
pub const PARTS: [&str; 6] = ["economic", "technical", "user", "champion", "sponsor", "procurement"];
/// The postures that may have weights of their own.
pub const ROWS: [&str; 3] = ["penetrate", "grow-share", "defend"];

/// The roles that a posture asks for (S12).
pub fn roles(posture: Option<Posture>) -> &'static [Role] {
    use BuyingRole::{Economic, Procurement, Sponsor, Technical, User};
    use Role::{Buying, Champion};
    match posture {
        Some(Posture::Penetrate) => &[Buying(Economic), Buying(Technical), Buying(User), Champion],
        Some(Posture::GrowShare) => &[Buying(Economic), Buying(Technical), Buying(User), Champion, Buying(Sponsor)],
        Some(Posture::Defend) => &[Buying(Economic), Buying(Technical), Buying(User), Champion, Buying(Sponsor), Buying(Procurement)],
        None => &[Buying(Economic), Champion],
    }
}

/// How far up the ladder we are, in words: no contacts, contacts without a decision maker, decision makers without support, supportive decision makers.
pub fn ladder(people: &[Person]) -> &'static str {
    let kdms = || people.iter().filter(|person| person.kdm && person.in_power != Some(InPower::No));
    if people.is_empty() {
        "no contacts"
    } else if kdms().next().is_none() {
        "contacts, but no key decision maker"
    } else if kdms().any(Person::supports) {
        "supportive key decision makers"
    } else {
        "key decision makers, but none supportive"
    }
}

/// Does one of ours own every contact, and be it a single one?
pub fn one_owner(people: &[Person]) -> Option<&str> {
    let first = people.first()?.our_owner.as_deref()?;
    people.iter().all(|person| person.our_owner.as_deref() == Some(first)).then_some(first)
}

fn compute(cx: &ScoreCx<'_>) -> Option<ScoreValue> {
    let people = &cx.plan.people;
    let confidence_min = cx.settings().policy.confidence_min;
    if people.is_empty() {
        let term = cx.term("people", Decimal::ONE, None, "/people", "nobody is named");
        return Some(ScoreValue::weighted(SCORE.key, vec![term], confidence_min));
    }
    let roles = roles(cx.plan.posture);
    let row = cx.plan.posture.map(Posture::as_str);
    let weight = |role: Role| cx.settings().score_weights.in_row(SCORE.key, row, role.as_str(), Decimal::ONE);
    let filled = |role: Role| people.iter().position(|person| role.is_filled_by(person));
    let terms = roles.iter().map(|role| match filled(*role) {
        Some(index) => {
            let name = people.get(index).map_or("", |person| person.name.as_str());
            cx.term(role.as_str(), weight(*role), Some(Decimal::ONE), cx.item("people", index), name)
        }
        None => cx.term(role.as_str(), weight(*role), Some(Decimal::ZERO), "/people", "nobody"),
    });
    let terms = terms.collect();
    let deduction = Decimal::from(-15);
    let mut fixed = Vec::new();
    let n_supporters = people.iter().filter(|person| person.supports_in_power()).count();
    if n_supporters < cx.settings().policy.supporters_min {
        let because =
            format!("{} in power, {} are wanted", count(n_supporters, "champion or supporter", "champions or supporters"), cx.settings().policy.supporters_min);
        fixed.push(cx.fixed(key("single thread"), deduction, "/people", because));
    }
    if let Some(owner) = one_owner(people) {
        fixed.push(cx.fixed(key("one owner"), deduction, "/people", format!("{} owns every contact", cx.ground.person_name(owner))));
    }
    let most = match filled(Role::Buying(BuyingRole::Economic)) {
        Some(_) => (Decimal::ONE_HUNDRED, None),
        None => (Decimal::from(50), Some(cx.fixed(key("no economic buyer"), Decimal::ZERO, "/people", "without the economic buyer at most 50"))),
    };
    let mut score = ScoreValue::adjusted(SCORE.key, terms, fixed, most, confidence_min);
    let n_filled = roles.iter().filter(|role| filled(**role).is_some()).count();
    score.beside = Some(format!("{n_filled} of {}; {}", count(roles.len(), "role", "roles"), ladder(people)));
    Some(score)
}
