//! What is published, by form. Knows the pages and the theme; does not write to disk.

pub mod html;
