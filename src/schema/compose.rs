//! stub
#[derive(Clone, Debug)]
pub struct EffectiveSchema;
