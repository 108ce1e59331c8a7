//! The shortest way to ready: edits tried one after the other by scoring again (`domain.md` §6).

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::GateAndRemedy;
use crate::base::amount::{Amount, in_percent};
use crate::config::settings::Policy;
use crate::scores::readiness::result::{PathStep, ReadinessBlock, ReadinessCheck};
use crate::scores::value::tenths;

/// How many steps are shown.
const STEPS: usize = 5;

/// One check, as the level counts it.
#[derive(Clone, Copy, Debug)]
pub struct Tick {
    pub weight: Decimal,
    pub passed: Option<bool>,
    pub waived: bool,
}

impl Tick {
    /// Failing without a waiver.
    pub fn fails(&self) -> bool {
        self.passed == Some(false) && !self.waived
    }
}

/// The value of the readiness, as `ScoreValue::weighted` gives it.
fn value(ticks: &[Tick], confidence_min: Decimal) -> Option<Decimal> {
    let sum = |wanted: fn(&Tick) -> bool| ticks.iter().filter(|tick| wanted(tick)).map(|tick| Amount(tick.weight)).sum::<Amount>().0;
    let (all, known, passed) = (sum(|_| true), sum(|tick| tick.passed.is_some()), sum(|tick| tick.passed == Some(true)));
    known.checked_div(all).filter(|confidence| *confidence >= confidence_min)?;
    passed.checked_div(known).map(|share| tenths(in_percent(share)))
}

/// Unmet gates in their order, then failing checks by the weight that one edit gains, heaviest first. What no edit mends any more is no step, and
/// keeps the level down that the steps reach. Beside the steps stands how many more would follow them.
pub fn path<'a>(gates: &'a [GateAndRemedy], blocks: &'a [ReadinessBlock<'_>], mut ticks: Vec<Tick>, policy: &Policy) -> (Vec<PathStep<'a>>, usize) {
    let checks: Vec<&ReadinessCheck<'_>> = blocks.iter().flat_map(|block| &block.checks).collect();
    // one edit mends all checks with its remedy
    let mut edits: BTreeMap<&str, (Amount, Vec<usize>)> = BTreeMap::new();
    for (index, (check, tick)) in checks.iter().zip(&ticks).enumerate().filter(|(_, (check, tick))| tick.fails() && !check.over) {
        let edit = edits.entry(&*check.remedy).or_insert((Amount::ZERO, Vec::new()));
        edit.0 = edit.0.plus(Amount(tick.weight));
        edit.1.push(index);
    }
    let mut unmet: Vec<&GateAndRemedy> = gates.iter().filter(|(gate, _)| !gate.met).collect();
    unmet.reverse();
    let mut steps = Vec::new();
    while steps.len() < STEPS {
        let (action, path, line, pointer) = match unmet.pop() {
            Some((gate, remedy)) => (remedy.as_str(), &gate.path, gate.line, &gate.pointer),
            None => {
                let heaviest = edits.iter().min_by_key(|(_, (weight, indexes))| (std::cmp::Reverse(*weight), indexes.first().copied()));
                let Some(check) = heaviest.and_then(|(_, (_, indexes))| checks.get(*indexes.first()?)) else { break };
                (&*check.remedy, &check.path, check.line, &check.pointer)
            }
        };
        // and all gates
        unmet.retain(|(_, remedy)| remedy != action);
        for index in edits.remove(action).map(|(_, indexes)| indexes).unwrap_or_default() {
            if let Some(tick) = ticks.get_mut(index) {
                tick.passed = Some(true);
            }
        }
        let unlocks = super::level(unmet.is_empty(), value(&ticks, policy.confidence_min), ticks.iter().any(Tick::fails), policy.ready_at);
        steps.push(PathStep { action: action.into(), path: path.clone(), line, pointer: (&**pointer).into(), unlocks });
    }
    let left: BTreeSet<&str> = unmet.iter().map(|(_, remedy)| remedy.as_str()).chain(edits.into_keys()).collect();
    (steps, left.len())
}
