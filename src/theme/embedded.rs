//! The built-in theme: the folder `themes/default`, inside the binary. Does not know which files mean what.

use std::borrow::Cow;

/// The folder that the manual shows, that `theme eject` copies and that pages are made with: one copy, three uses.
#[derive(rust_embed::RustEmbed)]
#[folder = "themes/default"]
struct Folder;

/// All built-in files: path inside the theme, bytes; in order of the paths.
pub fn files() -> Vec<(String, Cow<'static, [u8]>)> {
    let mut files: Vec<_> = Folder::iter().filter_map(|path| Folder::get(&path).map(|file| (path.replace('\\', "/"), file.data))).collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}
