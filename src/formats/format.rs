//! What a site format is: which files it makes from the view. Knows no format.

use serde_json::Value;

use crate::audience::project::View;
use crate::formats::artifact::Artifact;

/// What formats need besides the view.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extra<'a> {
    /// The effective schema of a plan, as it is printed.
    pub schema: Option<&'a Value>,
    /// How many pages the site has.
    pub pages: usize,
    /// How many files the catalogue holds before this format adds its own.
    pub files: usize,
}

/// One entry of the shelf.
pub struct Format {
    /// Kebab case, for tests and the manual.
    pub key: &'static str,
    /// Its addresses follow from its content, or it counts those files: they are known when it has been made. All of them begin like this.
    pub late: Option<&'static str>,
    pub artifacts: for<'a> fn(&'a View<'a>, &Extra<'a>) -> Vec<Artifact<'a>>,
}
