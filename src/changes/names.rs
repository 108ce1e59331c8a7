//! What ids are called: our people, brands and criteria as the territory names them, the plan's own things as it names them. Makes no sentence.

use crate::base::amount::Amount;
use crate::base::date::Date;
use crate::base::money;
use crate::changes::plain::Plain;
use crate::changes::version::Version;
use crate::changes::words::{clean, day, spelled, starred};
use crate::config::settings::Settings;

/// What sentences need and a plan does not hold.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    /// The territory's names of people, brands, products and criteria, and its currency.
    pub settings: &'a Settings,
    /// The as-of date: days near it are said without their year.
    pub today: Date,
}

/// The names for two versions.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    pub cx: Wording<'a>,
    pub old: &'a Version,
    pub new: &'a Version,
}

impl Wording<'_> {
    /// One of ours, by id; the id itself where nobody has it.
    pub fn person(&self, id: &str) -> String {
        clean(self.settings.person(id).map_or(id, |person| person.name.as_str()))
    }

    /// A day as [`crate::changes::words::day`] writes it.
    pub fn day(&self, date: Date) -> String {
        day(date, self.today)
    }

    /// A brand by its name, in italics.
    pub fn brand(&self, id: &str) -> String {
        starred(self.settings.brand(id).map_or(id, |brand| brand.name.as_str()))
    }

    /// A criterion by its title; of an id that is none, its words.
    pub fn criterion(&self, id: &str) -> String {
        self.settings.icp.criterion(id).map_or_else(|| format!("*{}*", spelled(id)), |criterion| starred(&criterion.label))
    }

    /// A product by its name, in italics.
    pub fn product(&self, id: &str) -> String {
        starred(self.settings.product_name(id))
    }

    /// A value of the format as a sentence says it: days as days, all else in its words.
    pub fn value(&self, value: &Plain) -> String {
        let shown = value.shown();
        Date::parse(&shown).map_or_else(|| spelled(&shown), |date| self.day(date))
    }

    /// The currency of a version: its own, else the territory's.
    pub fn currency<'a>(&'a self, version: &'a Version) -> &'a str {
        match version.fields.text("currency") {
            "" => &self.settings.currency,
            own => own,
        }
    }
}

impl Names<'_> {
    /// One of the customer's people, as the newer version names them.
    pub fn theirs(&self, id: &str) -> String {
        let name = |version: &Version| find(version, "people", id).map(|person| person.text("name").to_owned()).filter(|name| !name.is_empty());
        clean(&name(self.new).or_else(|| name(self.old)).unwrap_or_else(|| id.to_owned()))
    }

    /// A thing of a section by what its `key` says: `*Theatre pilot*`.
    pub fn thing(&self, section: &str, key: &str, id: &str) -> String {
        let text = |version: &Version| find(version, section, id).map(|thing| thing.text(key).to_owned()).filter(|text| !text.is_empty());
        starred(&text(self.new).or_else(|| text(self.old)).unwrap_or_else(|| id.to_owned()))
    }

    /// An amount in the new version's currency.
    pub fn money(&self, amount: Amount) -> String {
        money::in_full(amount, self.cx.currency(self.new))
    }

    pub fn old_money(&self, amount: Amount) -> String {
        money::in_full(amount, self.cx.currency(self.old))
    }
}

fn find<'a>(version: &'a Version, section: &str, id: &str) -> Option<&'a Plain> {
    version.section(section).items().iter().find(|item| item.text("id") == id)
}
