//! The look of the site: templates, style sheet, script. Replaceable file by file; knows nothing of plans.

pub mod assets;
pub mod colour;
pub mod embedded;
pub mod files;
pub mod forbidden;
mod guard;
pub mod logo;
pub mod manifest;
pub mod overrides;
pub mod strings;
pub mod template;
