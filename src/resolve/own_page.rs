//! A page of the team's own after reading: its address, its title, its place in the list. Knows nothing of plans.

use crate::base::slug::Slug;
use crate::model::account::Visibility;
use crate::model::own_page::OwnPage;
use crate::resolve::unit::Unit;

/// One file of `pages/`.
#[derive(Clone, Debug)]
pub struct OwnPageUnit {
    pub slug: Slug,
    pub file: Unit<OwnPage>,
}

impl OwnPageUnit {
    /// What its author calls it: the field, else the first heading of level 1, else the file's name as words.
    pub fn title(&self) -> String {
        let field = self.file.value.as_ref().and_then(|page| page.title.clone()).filter(|title| !title.trim().is_empty());
        let heading =
            || self.file.outline.headings.iter().find(|heading| heading.level == 1 && !heading.text.trim().is_empty()).map(|it| it.text.trim().to_owned());
        field.or_else(heading).unwrap_or_else(|| {
            let mut words = self.slug.as_str().replace('-', " ");
            if let Some(first) = words.get_mut(0..1) {
                first.make_ascii_uppercase();
            }
            words
        })
    }

    /// Its place among the pages: those with a number first.
    pub fn order(&self) -> i64 {
        self.file.value.as_ref().and_then(|page| page.order).unwrap_or(i64::MAX)
    }

    /// Who may see it.
    pub fn visibility(&self) -> Option<Visibility> {
        self.file.value.as_ref().and_then(|page| page.visibility)
    }
}
