//! The target of a request to a key of the table. Nothing is decoded, joined or repaired: addresses of a site are made of slugs, constants and
//! hashes, so one that would have to be decoded is none of them.

/// The key that a target asks for, without its query; `None` when it is no path from the root.
pub fn key(target: &str) -> Option<String> {
    let path = target.split('?').next().unwrap_or(target);
    let key = path.strip_prefix('/')?;
    let plain = key.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#' && byte != b'\\');
    plain.then(|| if key.is_empty() || key.ends_with('/') { format!("{key}index.html") } else { key.to_owned() })
}
