//! A value that is too much or too little: a number out of range, a text or a list of the wrong length.

use serde_json::Value;

use super::Subject;
use crate::base::amount::Amount;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::node::Kind;
use crate::schema::codes::{EMPTY_VALUE, VALUE_RANGE};
use crate::schema::money::is_money;
use crate::schema::noun;

impl Subject<'_> {
    fn limit(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.holder.get(*key)).map(Value::to_string)
    }

    pub(super) fn out_of_range(&self) -> Diagnostic {
        let (low, high) = (self.limit(&["minimum", "exclusiveMinimum"]), self.limit(&["maximum", "exclusiveMaximum"]));
        let far = |limit: &Option<String>| limit.as_ref().is_none_or(|text| text.len() > 12);
        let message = match (&low, &high) {
            (Some(low), Some(high)) if !far(&Some(low.clone())) && !far(&Some(high.clone())) => format!("`{}` is not between {low} and {high}", self.shown),
            (Some(low), _) if !far(&Some(low.clone())) => format!("`{}` is less than {low}", self.shown),
            (_, Some(high)) if !far(&Some(high.clone())) => format!("`{}` is more than {high}", self.shown),
            _ => format!("`{}` is out of range", self.shown),
        };
        let found = self.of(&VALUE_RANGE, message);
        let amount = Amount::parse(self.node.text());
        let percent = Amount::parse("0.01").unwrap_or_default();
        match amount {
            // less than 2 is a share that is too large, and hardly a percentage
            Some(amount) if high.as_deref() == Some("1") && amount.0 >= 2.into() && amount.0 <= 100.into() => {
                let share = amount.times(percent.0);
                found.help(format!("write {share}: shares and probabilities are numbers from 0 to 1"))
            }
            _ if high.as_deref() == Some("1") && low.as_deref() == Some("0") => found.help("write a number between 0 and 1, for example 0.25 for 25 %"),
            Some(amount) if low.as_deref() == Some("0") && amount.0.is_sign_negative() && is_money(self.node) => found.help("write the amount without a minus"),
            _ => found,
        }
    }

    pub(super) fn wrong_length(&self) -> Diagnostic {
        let length = self.node.text().chars().count();
        match (self.limit(&["maxLength"]), self.limit(&["minLength"])) {
            (Some(most), _) if most.parse().is_ok_and(|most: usize| length > most) => {
                self.of(&VALUE_RANGE, format!("{} has {length} characters, and {most} are allowed", self.named()))
            }
            (_, Some(least)) => self.of(&VALUE_RANGE, format!("{} has {length} characters, and needs {least} at least", self.named())),
            _ => self.of(&VALUE_RANGE, format!("{} is too long or too short", self.named())),
        }
    }

    pub(super) fn wrong_count(&self) -> Diagnostic {
        let count = self.node.children().count();
        let what = if self.node.kind() == Kind::Seq { noun::of_items(&self.field) } else { "keys" };
        if count == 0 {
            return self.owner(&EMPTY_VALUE, format!("{} is empty", self.named())).help(format!("list at least one of its {what}"));
        }
        let most = self.limit(&["maxItems", "maxProperties"]).filter(|most| most.parse().is_ok_and(|most: usize| count > most));
        match (most, self.limit(&["minItems", "minProperties"])) {
            (Some(most), _) => self.owner(&VALUE_RANGE, format!("{} has {count} {what}, and {most} are allowed", self.named())),
            (None, Some(least)) => self.owner(&VALUE_RANGE, format!("{} has {count} {what}, and needs {least} at least", self.named())),
            _ => self.owner(&VALUE_RANGE, format!("{} has too many or too few {what}", self.named())),
        }
    }
}
