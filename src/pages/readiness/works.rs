//! How the score works, on the weakest plan as the example.

use crate::audience::view::PlanView;
use crate::base::html::Html;
use crate::base::language::{phrase, value_word};
use crate::base::path::SitePath;
use crate::cards::here::Here;
use crate::cards::{path, score, state, text};

/// One line to open, with the terms and the path to ready inside.
pub fn works(plan: &PlanView, here: &Here<'_>) -> Html {
    let ready = &plan.judged.readiness;
    let mut out = Html::new();
    out.open("details", &[("class", "block"), ("id", "works")]);
    out.element("summary", &[], &phrase("How the score works, with {} as the example", &[&plan.row.title]));
    out.open("p", &[])
        .word("Each of eleven blocks has a weight, split equally over the checks that apply. The score is the passed weight over the known weight: ");
    out.element("code", &[], ready.score.formula).text(". ").link(&here.account(&plan.row.slug), &[], &plan.row.title).word(" has ");
    match ready.score.value {
        Some(value) => out.element("b", &[], &text::points(value)).word(" of 100 points, is at level "),
        None => out.word("too little known for a score, is at level "),
    };
    out.element("b", &[], &value_word(ready.level)).word(" and is judged ");
    state::verdict(ready.verdict).write(&mut out);
    out.text(". ").link_word(&here.to(&SitePath::fixed("about/index.html")), &[], "All scores and weights").text(".").close("p");
    score::terms(&mut out, here, &ready.score);
    if !ready.path_to_ready.is_empty() {
        out.label("h3", &[], "Its path to ready").open("ol", &[("class", "path")]);
        let mut level = ready.level;
        for step in &ready.path_to_ready {
            out.open("li", &[]).open("span", &[]);
            text::message(&mut out, &text::sentence(&step.action));
            out.close("span");
            if step.unlocks != level {
                level = step.unlocks;
                out.element("span", &[("class", "gain")], &phrase("unlocks {}", &[&value_word(level)]));
            }
            out.open("p", &[]);
            here.place(&mut out, &step.place);
            out.close("p").close("li");
        }
        out.close("ol");
        if ready.more_steps > 0 {
            out.element("p", &[("class", "mut sm")], &phrase("and {} more", &[&ready.more_steps]));
        }
    }
    path::over(&mut out, ready);
    out.close("details");
    out
}
