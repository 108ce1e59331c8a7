//! What a site is made of. Knows neither files nor folders of this machine.

pub mod artifact;
