//! What the scores say of one plan, as shown. Used by `project` alone.

use crate::analysis::Analysis;
use crate::audience::judged::{AnswerView, BlockView, CheckView, GateView, IcpView, Judged, QualificationView, ReadinessView, ScoreView, StepView, TermView};
use crate::audience::view::PlaceView;
use crate::model::account::Qualification;
use crate::resolve::plan_unit::PlanUnit;
use crate::scores::card::Scorecard;
use crate::scores::readiness;
use crate::scores::readiness::result::Readiness;
use crate::scores::value::ScoreValue;

/// What the scores say of a plan.
pub fn judged(analysis: &Analysis<'_>, unit: &PlanUnit, card: &Scorecard) -> Judged {
    let portfolio = &analysis.portfolio;
    let plan = portfolio.plan(unit);
    let place = |pointer: &str| PlaceView { path: unit.file.path.shared(), line: unit.file.line(pointer) };
    Judged {
        qualification: card.qualification.as_ref().map(|result| QualificationView {
            yes: result.yes,
            no: result.no,
            unknown: result.unknown,
            not_applicable: result.not_applicable,
            verdict: result.verdict.as_str(),
            pass: portfolio.settings.policy.qualification_pass,
            questions: plan
                .qualification
                .as_ref()
                .unwrap_or(&Qualification::default())
                .questions()
                .into_iter()
                .map(|(key, question)| {
                    let (answer, evidence) = (question.map(|it| it.answer.as_str()), question.and_then(|it| it.evidence.clone()));
                    AnswerView { key, asks: Qualification::asks(key), answer, evidence, place: place(&format!("/qualification/{key}")) }
                })
                .collect(),
            would_settle: result.would_settle.iter().map(|key| Qualification::asks(key)).collect(),
        }),
        icp: card.icp.as_ref().map(|it| IcpView {
            value: it.value,
            matched: it.matched,
            criteria: it.criteria,
            confidence: it.confidence,
            band: it.band.map(|band| band.as_str()),
            expected_band: plan.icp.as_ref().and_then(|icp| icp.confirmed.as_ref()).and_then(|it| it.expected_band).map(|band| band.as_str()),
        }),
        scores: card.scores.iter().filter_map(|score| score_view(score, card_definition(score.key)?)).collect(),
        readiness: readiness_view(&card.readiness),
    }
}

fn card_definition(key: &str) -> Option<&'static crate::scores::score::Score> {
    crate::scores::ALL.iter().find(|score| score.key == key).copied()
}

fn score_view(score: &ScoreValue, definition: &crate::scores::score::Score) -> Option<ScoreView> {
    Some(ScoreView {
        key: definition.key,
        title: definition.title,
        question: definition.question,
        formula: definition.formula,
        value: score.value,
        confidence: score.confidence,
        beside: score.beside.clone(),
        terms: terms(score),
    })
}

fn terms(score: &ScoreValue) -> Vec<TermView> {
    score
        .terms
        .iter()
        .zip(score.statement())
        .map(|(term, points)| TermView {
            weight: term.weight,
            share: term.share,
            points: points.map(|points| points.given),
            lost: points.map(|points| points.lost),
            label: term.label.into_owned(),
            because: term.because,
            place: PlaceView { path: term.path.shared(), line: term.line },
            pointer: term.pointer,
        })
        .collect()
}

fn readiness_view(readiness: &Readiness) -> ReadinessView {
    ReadinessView {
        verdict: readiness.verdict().as_str(),
        level: readiness.level.as_str(),
        score: ScoreView {
            key: readiness::SCORE.key,
            title: readiness::SCORE.title,
            question: readiness::SCORE.question,
            formula: readiness::SCORE.formula,
            value: readiness.score.value,
            confidence: readiness.score.confidence,
            beside: readiness.score.beside.clone(),
            terms: terms(&readiness.score),
        },
        gates: readiness
            .gates()
            .into_iter()
            .map(|gate| GateView {
                key: gate.key,
                title: gate.title,
                met: gate.met,
                measured: gate.measured.into_owned(),
                required: gate.required,
                place: PlaceView { path: gate.path.shared(), line: gate.line },
            })
            .collect(),
        blocks: readiness
            .blocks()
            .into_iter()
            .map(|block| BlockView {
                key: block.key,
                title: block.title,
                weight: block.weight,
                checks: block
                    .checks
                    .into_iter()
                    .map(|check| CheckView {
                        key: check.key,
                        title: check.title,
                        passed: check.passed,
                        waived: check.waived,
                        because: check.because.into_owned(),
                        remedy: check.remedy.into_owned(),
                        over: check.over,
                        place: PlaceView { path: check.path.shared(), line: check.line },
                    })
                    .collect(),
            })
            .collect(),
        more_steps: readiness.more_steps(),
        path_to_ready: readiness
            .path_to_ready()
            .into_iter()
            .map(|step| StepView {
                action: step.action.into_owned(),
                place: PlaceView { path: step.path.shared(), line: step.line },
                unlocks: step.unlocks.as_str(),
            })
            .collect(),
    }
}
