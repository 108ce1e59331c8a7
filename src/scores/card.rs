//! All scores of one plan as one value. Knows no other plan.

use std::collections::BTreeMap;

use crate::base::amount::Amount;
use crate::base::packed::Like;
use crate::model::account::Tier;
use crate::scores::icp_fit::IcpResult;
use crate::scores::qualification::QualificationResult;
use crate::scores::readiness::checklist::Checklist;
use crate::scores::readiness::result::Readiness;
use crate::scores::terms::Terms;
use crate::scores::value::ScoreValue;

/// All scores of one plan.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// In the order of the shelf; a score that does not apply is absent.
    pub scores: Vec<ScoreValue>,
    /// `None` where no question was answered and none need be.
    pub qualification: Option<QualificationResult>,
    /// `None` where the plan has no ICP scores.
    pub icp: Option<IcpResult>,
    pub readiness: Readiness,
    /// `Σ amount·probability` of open opportunities that close within 90 days (M17).
    pub value_at_stake_90d: Amount,
    /// `Σ amount·probability` of all open opportunities.
    pub weighted_open: Amount,
    /// `Σ amount` of all open opportunities.
    pub open: Amount,
    /// `Σ amount` of won opportunities.
    pub won: Amount,
    /// The same of those that were won in the fiscal year of today.
    pub won_this_year: Amount,
    /// Set when all plans are known (M16); `None` for a plan that is not active or in review.
    pub computed_tier: Option<Tier>,
    /// What the value at stake alone would give; another tier than the computed one where the relationship strength decides.
    pub tier_by_value: Option<Tier>,
}

/// The reasons of one plan, which those of others are like: the same sentences about other names and days.
pub struct Alike {
    /// By the score's key.
    terms: BTreeMap<&'static str, Like>,
    checklist: Like,
}

impl Scorecard {
    pub fn score(&self, key: &str) -> Option<&ScoreValue> {
        self.scores.iter().find(|score| score.key == key)
    }

    /// Lets the reasons of all scores go, most of what a card weighs, and keeps their values.
    pub fn let_reasons_go(&mut self) {
        self.scores.iter_mut().chain([&mut self.readiness.score]).for_each(|score| (score.terms, score.beside) = (Terms::default(), None));
        self.readiness.checklist = Checklist::default();
    }

    /// Keeps the reasons in less room: of most plans nobody asks for them, of others when their page is made.
    pub fn squeeze(&mut self, like: &Alike) {
        let nothing = Like::default();
        for score in self.scores.iter_mut().chain([&mut self.readiness.score]) {
            score.terms.squeeze(like.terms.get(score.key).unwrap_or(&nothing));
        }
        self.readiness.checklist.squeeze(&like.checklist);
    }

    /// How many reasons the scores have.
    pub fn reasons(&self) -> usize {
        self.scores.iter().chain([&self.readiness.score]).map(|score| score.terms.len()).sum()
    }

    /// What the reasons of other plans may be like.
    pub fn alike(&self) -> Alike {
        let terms = self.scores.iter().chain([&self.readiness.score]).map(|score| (score.key, score.terms.like())).collect();
        Alike { terms, checklist: self.readiness.checklist.like() }
    }
}
