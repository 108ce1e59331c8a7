//! The content hash of a value.

/// The first 32 hexadecimal digits of the BLAKE3 hash of the parts, each closed by a zero byte so that parts cannot flow together.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
        hasher.update(&[0]);
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(32);
    hex
}
