//! Files beside a plan that it may link to, published as they are. Which ones may be is decided in the view.

use crate::audience::project::View;
use crate::base::path::SitePath;
use crate::formats::artifact::Artifact;
use crate::formats::format::{Extra, Format};

pub static FORMAT: Format = Format { key: "attachments", late: None, artifacts };

fn artifacts<'a>(view: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    let mut made = Vec::new();
    let with = view.with_attachments();
    for row in view.rows.iter().filter(|row| with.contains(row.slug.as_str())) {
        for file in view.attachments(&row.slug) {
            let path = SitePath::of_attachment(&row.slug, &file.stem, file.ext);
            made.push(Artifact::new(path, move || view.attachment(&row.slug, &file.name).map(<[u8]>::to_vec).unwrap_or_default()));
        }
    }
    made
}
