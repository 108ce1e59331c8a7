//! What is published, by form. Knows the pages and the theme; does not write to disk and knows neither files nor folders of this machine.

pub mod artifact;
pub mod html;
