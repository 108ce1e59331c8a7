//! Small parts of pages, each of which writes itself into the typed writer. They know views and addresses, never a page.

pub mod block;
pub mod changes;
pub mod empty;
pub mod excerpt;
pub mod figure;
pub mod files;
pub mod filter;
pub mod finding;
pub mod findings;
pub mod glance;
pub mod here;
pub mod kpi;
pub mod narrative;
pub mod nav;
pub mod not_counted;
pub mod pager;
pub mod paper;
pub mod path;
pub mod score;
pub mod state;
pub mod table;
pub mod text;
