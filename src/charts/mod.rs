//! The shelf of figures. To add one: its file, its `mod`, its line in `ALL`.

pub mod chart;
