//! Which sections of a plan differ between two versions, and which dates moved. Makes no sentences.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::changes::version::{Version, narrative};
use crate::model::past::SlipKind;
use crate::model::plan::Plan;
use crate::resolve::unit::Unit;

/// The key of the Markdown below the front matter.
pub const NARRATIVE: &str = "narrative";

/// The top-level keys whose value differs, in the newer file's order, then those that are gone, and `narrative`. Without an older version, all
/// that the newer one has. Of a version whose front matter cannot be read only the narrative is compared.
pub fn sections(old: Option<&Unit<Plan>>, new: &Unit<Plan>) -> Vec<String> {
    if old.is_some_and(|old| old.bytes == new.bytes) {
        return Vec::new();
    }
    let before = old.and_then(Version::read);
    let after = Version::read(new);
    let mut keys: Vec<String> = Vec::new();
    if let Some(after) = &after {
        let fields = before.as_ref().map(|before| &before.fields);
        let same = |key: &str| {
            fields.is_some_and(|fields| fields.part(key).same(after.fields.part(key)) && fields.get(key).is_some() == after.fields.get(key).is_some())
        };
        keys.extend(after.keys.iter().filter(|key| !same(key)).cloned());
        let gone = before.iter().flat_map(|before| before.fields.entries()).filter(|(key, _)| !after.keys.contains(key));
        keys.extend(gone.map(|(key, _)| key.clone()));
    }
    if old.map(narrative).unwrap_or_default() != narrative(new) {
        keys.push(NARRATIVE.to_owned());
    }
    keys
}

/// One date that moved: which, whose, from where and to where.
pub type Move = (SlipKind, String, Date, Date);

/// Every date that is another one.
pub fn moves(old: &Plan, new: &Plan) -> Vec<Move> {
    let due: BTreeMap<&str, Date> = old.actions.iter().map(|action| (action.id.as_str(), action.due)).collect();
    let close: BTreeMap<&str, Date> = old.opportunities.iter().map(|deal| (deal.id.as_str(), deal.close_by)).collect();
    let closes = new.opportunities.iter().map(|deal| (SlipKind::Close, &deal.id, close.get(deal.id.as_str()), deal.close_by));
    let dues = new.actions.iter().map(|action| (SlipKind::ActionDue, &action.id, due.get(action.id.as_str()), action.due));
    let moved = |(kind, id, before, now): (SlipKind, &String, Option<&Date>, Date)| {
        before.filter(|before| **before != now).map(|before| (kind, id.clone(), *before, now))
    };
    closes.chain(dues).filter_map(moved).collect()
}
