//! Markdown of the territory on a page, with its links to other files led to where those are published. Does not know what it says.

use crate::base::html::{Href, Html};
use crate::base::path::{SitePath, SourcePath};
use crate::base::slug::Slug;
use crate::cards::here::{self, Here};
use crate::parse::markdown::{self, Setting};
use crate::parse::outline::LinkKind;
use crate::source::layout::{self, Role};

/// One text and where it stands.
pub struct Text<'a> {
    /// The file that holds it.
    pub path: &'a str,
    pub text: &'a str,
    pub setting: Setting<'a>,
    /// CSS classes of the element around it.
    pub class: &'a str,
}

/// What the site has for a reader.
pub struct Site<'a> {
    /// Has the plan of an account a page?
    pub plan: &'a dyn Fn(&Slug) -> bool,
    /// An attachment of an account by its name: its address on the site, and whether it is an image.
    pub attachment: &'a dyn Fn(&Slug, &str) -> Option<(SitePath, bool)>,
}

/// Writes a text; `figures` gives what stands in place of a figure that it asks for.
pub fn narrative(out: &mut Html, here: Here<'_>, text: &Text<'_>, site: &Site<'_>, figures: &mut dyn FnMut(&str) -> Option<Html>) {
    let links = &mut |target: &str, kind: LinkKind| address(here, text.path, target, kind, site);
    let html = markdown::with_figures(text.text, text.setting, links, &mut |target| figures(target).map(Html::into_string));
    out.open("div", &[("class", text.class)]).push(&Html::verbatim(html)).close("div");
}

/// The address of a decoded relative target as it stands in the file `from`; `None` where nothing is published.
fn address(here: Here<'_>, from: &str, target: &str, kind: LinkKind, site: &Site<'_>) -> Option<String> {
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().filter(|path| !path.is_empty())?;
    let source = SourcePath::new(from)?.resolve(path)?;
    let published = |folder: &str| Slug::new(folder).ok().filter(|slug| (site.plan)(slug));
    let at_heading = |page: SitePath| match fragment.filter(|fragment| !fragment.is_empty()) {
        Some(fragment) => Href::to_anchor(here.page, &page, &format!("u-{fragment}")).as_str().to_owned(),
        None => here.to(&page).as_str().to_owned(),
    };
    match layout::role(&source) {
        Role::Plan { folder } => Some(at_heading(here::account(&published(&folder)?))),
        Role::Page { name } => {
            let slug = Slug::new(&name).ok()?;
            here.frame.pages.iter().any(|page| page.0 == slug).then(|| at_heading(here::own_page(&slug)))
        }
        Role::Review { folder, .. } => Some(here.account_at(&published(&folder)?, "reviews").as_str().to_owned()),
        Role::Attachment { folder } => {
            let slug = published(&folder)?;
            let name = source.as_str().strip_prefix("accounts/")?.strip_prefix(slug.as_str())?.strip_prefix('/')?;
            let (address, image) = (site.attachment)(&slug, name)?;
            (kind == LinkKind::Link || image).then(|| here.page.link_to(&address))
        }
        _ => None,
    }
}
