//! What the author wrote in words: the narrative, the company's own fields; and who links here.

use crate::base::html::Html;
use crate::base::language::key;
use crate::base::path::SitePath;
use crate::base::slug::Slug;
use crate::cards::empty;
use crate::cards::narrative::{self, Site, Text};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;
use crate::parse::markdown::Setting;

/// The Markdown below the front matter.
pub fn narrative(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let text = &sheet.plan.narrative;
    if text.trim().is_empty() {
        let belongs = key("Below the front matter: situation, customer goals and needs, strategy, relationship plan, growth plan, risks.");
        empty::empty(out, "No narrative yet.", belongs, None, "## Situation");
        return Holds::Nothing;
    }
    let setting = Setting { shift: 1, drop_title: Some(&sheet.plan.row.title) };
    let own = &sheet.plan.row.slug;
    let attachment = |slug: &Slug, name: &str| {
        let file = sheet.plan.attachments.iter().find(|file| slug == own && file.name == name)?;
        Some((SitePath::of_attachment(slug, &file.stem, file.ext), file.image))
    };
    let site = Site { plan: &|slug| slug == own || sheet.is_published(slug), attachment: &attachment };
    narrative::narrative(out, sheet.here, &Text { path: &sheet.plan.path, text, setting, class: "narrative" }, &site, &mut |_| None);
    Holds::Something
}

/// Fields under `custom`.
pub fn custom(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    if sheet.plan.custom.is_empty() {
        return Holds::NotEvenThat;
    }
    out.open("dl", &[("class", "why")]);
    for (name, value) in &sheet.plan.custom {
        out.open("div", &[]).element("dt", &[], name).element("dd", &[], value).close("div");
    }
    out.close("dl");
    Holds::Something
}

/// Other plans whose text links here.
pub fn backlinks(sheet: &Sheet<'_>) -> Html {
    let mut out = Html::new();
    if sheet.plan.backlinks.is_empty() {
        return out;
    }
    out.open("p", &[("class", "mut sm noprint")]).word("Referenced by ");
    for (index, (slug, title)) in sheet.plan.backlinks.iter().enumerate() {
        if index > 0 {
            out.text(", ");
        }
        out.link(&sheet.here.account(slug), &[], title);
    }
    // a name may end in a full stop of its own
    if !sheet.plan.backlinks.last().is_some_and(|(_, title)| title.ends_with('.')) {
        out.text(".");
    }
    out.close("p");
    out
}
