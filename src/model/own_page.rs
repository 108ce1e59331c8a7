//! A page of the team's own: `pages/<name>.md`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::account::Visibility;

/// A page of the team's own: the front matter of `pages/<name>.md`, which may be absent
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OwnPage {
    /// Default: the first heading of level 1, else the file's name
    #[schemars(length(min = 1))]
    pub title: Option<String>,
    /// Pages with a smaller number stand first under More; those without one last, by title
    pub order: Option<i64>,
    /// Who may see the page; default: team
    pub visibility: Option<Visibility>,
}
