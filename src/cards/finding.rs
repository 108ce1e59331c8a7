//! A finding as it stands in a page: level, rule, message, what to do, place. Does not know where it is shown.

use crate::audience::project::View;
use crate::audience::view::FindingView;
use crate::base::html::Html;
use crate::base::language::phrase;
use crate::cards::here::Here;
use crate::cards::{excerpt, state, text};
use crate::diag::code::{Code, Level};

/// One finding; `id` is its anchor, unique on the page.
pub fn finding(out: &mut Html, here: &Here<'_>, finding: &FindingView, id: Option<&str>) {
    let line = finding.place.line.to_string();
    let class = match finding.level {
        Level::Error => "finding error",
        Level::Warn => "finding warn",
        Level::Info | Level::Off => "finding info",
    };
    let mut attributes = vec![("class", class), ("data-rule", finding.code.name), ("data-path", &finding.place.path), ("data-line", line.as_str())];
    if let Some(id) = id {
        attributes.insert(1, ("id", id));
    }
    out.open("div", &attributes).open("p", &[]);
    state::level(finding.level).write(out);
    out.text(" ");
    rule(out, here, finding);
    out.close("p").open("p", &[]);
    text::message(out, &text::sentence(finding.message()));
    out.close("p").open("p", &[("class", "help")]);
    if let Some(help) = finding.help() {
        text::message(out, &text::sentence(help));
        out.text(" ");
    }
    here.place(out, &finding.place);
    out.close("p").close("div");
}

/// The rule's name, linked to its page.
pub fn rule(out: &mut Html, here: &Here<'_>, finding: &FindingView) {
    code(out, here, finding.code);
}

/// The same for a rule by itself.
pub fn code(out: &mut Html, here: &Here<'_>, code: &Code) {
    match here.rule(code) {
        Some(href) => out.open_link(&href, &[]).element("code", &[], code.name).close("a"),
        None => out.element("code", &[], code.name),
    };
}

/// The source lines of a finding with the caret, where there are some.
pub fn source(out: &mut Html, finding: &FindingView) {
    if let Some(view) = &finding.excerpt {
        let name = finding.place.path.rsplit('/').next().unwrap_or("");
        excerpt::excerpt(out, view, finding.help().unwrap_or(""), &phrase("Source, {name} line {}", &[&name, &finding.place.line]));
    }
}

/// The account that a finding belongs to, linked to the finding on its page; `–` for one of the territory's own files.
pub fn account(out: &mut Html, here: &Here<'_>, finding: &FindingView) {
    match &finding.slug {
        Some(slug) => out.link(&here.account_at(slug, &format!("f-{}-{}", finding.code.name, finding.place.line)), &[], &finding.account_title),
        None => out.text("–"),
    };
}

/// Who owns the plan that it is in, with the way to their page.
pub fn owner(out: &mut Html, here: &Here<'_>, view: &View<'_>, it: &FindingView) {
    match it.slug.as_ref().and_then(|slug| view.owner_of(slug)) {
        Some(owner) => here.person(out, owner),
        None => {
            out.text(&it.owner);
        }
    }
}
