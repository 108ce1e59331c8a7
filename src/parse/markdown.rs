//! stub
use crate::base::span::ByteSpan;
#[derive(Clone, Debug, Default)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    pub anchor: String,
    pub span: ByteSpan,
}
#[derive(Clone, Debug, Default)]
pub struct Outline {
    pub headings: Vec<Heading>,
}
