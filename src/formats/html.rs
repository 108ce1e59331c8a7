//! A page as bytes: its content, with the frame around it, through its template. Does not know what it shows.

use std::collections::BTreeSet;

use crate::base::path::SitePath;
use crate::base::rooted::rooted;
use crate::pages::not_found;
use crate::pages::page::Content;
use crate::pages::surround::Surround;
use crate::theme::template::{Rendered, TemplateFault, Templates, Trouble};

/// A finished page.
#[derive(Clone, Debug)]
pub struct PageBytes {
    pub path: SitePath,
    pub bytes: Vec<u8>,
    /// The territory's template failed here; the page was made with the built-in one.
    pub fault: Option<TemplateFault>,
}

/// Makes the page of the kind `page` at `path`.
pub fn page_bytes(templates: &Templates, surround: &Surround<'_>, page: &str, path: &SitePath, content: Content) -> Result<PageBytes, Box<TemplateFault>> {
    let values = surround.values(page, &content.title, content.nav, &content.crumbs, path);
    let Rendered { html, fault } = templates.render(&values, content.blocks)?;
    let root = surround.frame.missing_root.as_ref().filter(|_| path.as_str() == not_found::ADDRESS);
    let bytes = match root {
        Some(root) => rooted(html.as_bytes(), root),
        None => html.into_bytes(),
    };
    Ok(PageBytes { path: path.clone(), bytes, fault })
}

/// Each fault once, with the first page by address that met it: a broken template fails on every page, and pages are made in any order.
pub fn first_of_each(faults: impl IntoIterator<Item = TemplateFault>) -> Vec<TemplateFault> {
    let mut faults: Vec<TemplateFault> = faults.into_iter().collect();
    let address = |fault: &TemplateFault| match &fault.trouble {
        Trouble::Page(_, address) => address.clone(),
        Trouble::Unread | Trouble::Unknown(_) => String::new(),
    };
    faults.sort_by_cached_key(|fault| (fault.template.clone(), fault.line, fault.column, address(fault)));
    let mut seen = BTreeSet::new();
    faults.retain(|fault| seen.insert((fault.template.clone(), fault.line, fault.column, fault.message.clone())));
    faults
}
