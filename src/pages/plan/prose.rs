//! What the author wrote in words: the narrative, the company's own fields; and who links here.

use crate::base::html::{Href, Html};
use crate::base::path::{SitePath, SourcePath};
use crate::base::slug::Slug;
use crate::cards::{empty, here};
use crate::pages::plan::section::Holds;
use crate::pages::plan::sheet::Sheet;
use crate::parse::markdown::{self, LinkKind, Setting};
use crate::source::layout::{self, Role};

/// The Markdown below the front matter.
pub fn narrative(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    let text = &sheet.plan.narrative;
    if text.trim().is_empty() {
        let belongs = "Below the front matter: situation, customer goals and needs, strategy, relationship plan, growth plan, risks.";
        empty::empty(out, "No narrative yet.", belongs, None, "## Situation");
        return Holds::Nothing;
    }
    let setting = Setting { shift: 1, drop_title: Some(&sheet.plan.row.title) };
    let html = markdown::html(text, setting, &mut |target, kind| address(sheet, target, kind));
    out.open("div", &[("class", "narrative")]).push(&Html::verbatim(html)).close("div");
    Holds::Something
}

/// Where a relative link of the narrative leads on the site: another plan, an attachment, a review; `None` where nothing is published.
fn address(sheet: &Sheet<'_>, target: &str, kind: LinkKind) -> Option<String> {
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().filter(|path| !path.is_empty())?;
    let source = SourcePath::new(&sheet.plan.path)?.resolve(path)?;
    let row = &sheet.plan.row;
    match layout::role(&source) {
        Role::Plan { folder } => {
            let slug = Slug::new(&folder).ok().filter(|slug| *slug == row.slug || sheet.is_published(slug))?;
            let page = here::account(&slug);
            let href = match fragment.filter(|fragment| !fragment.is_empty()) {
                Some(fragment) => Href::to_anchor(sheet.here.page, &page, &format!("u-{fragment}")),
                None => sheet.here.to(&page),
            };
            Some(href.as_str().to_owned())
        }
        Role::Review { folder, .. } if folder == row.slug.as_str() => Some("#reviews".to_owned()),
        Role::Attachment { folder } if folder == row.slug.as_str() => {
            let name = source.as_str().strip_prefix("accounts/")?.strip_prefix(row.slug.as_str())?.strip_prefix('/')?;
            let file = sheet.plan.attachments.iter().find(|file| file.name == name)?;
            let published = SitePath::of_attachment(&row.slug, &file.stem, file.ext);
            (kind == LinkKind::Link || file.image).then(|| sheet.here.page.link_to(&published))
        }
        _ => None,
    }
}

/// Fields under `custom`.
pub fn custom(sheet: &Sheet<'_>, out: &mut Html) -> Holds {
    if sheet.plan.custom.is_empty() {
        return Holds::NotEvenThat;
    }
    out.open("dl", &[("class", "why")]);
    for (key, value) in &sheet.plan.custom {
        out.open("div", &[]).element("dt", &[], key).element("dd", &[], value).close("div");
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
    out.open("p", &[("class", "sm mut noprint")]).word("Referenced by ");
    for (index, (slug, title)) in sheet.plan.backlinks.iter().enumerate() {
        if index > 0 {
            out.text(", ");
        }
        out.link(&sheet.here.account(slug), &[], title);
    }
    out.text(".").close("p");
    out
}
