//! `robots.txt`: plans are confidential, so nothing may be crawled. Pages say so themselves as well.

use crate::audience::project::View;
use crate::base::path::SitePath;
use crate::formats::artifact::Artifact;
use crate::formats::format::{Extra, Format};

pub static FORMAT: Format = Format { key: "robots", late: None, artifacts };

fn artifacts<'a>(_: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    vec![Artifact::ready(SitePath::fixed("robots.txt"), b"User-agent: *\nDisallow: /\n".to_vec())]
}
