//! The content hash of a value.

/// The first 32 hexadecimal digits of the BLAKE3 hash of the parts, each closed by a zero byte so that parts cannot flow together.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part);
        hasher.update(&[0]);
    }
    // not cut off a longer text, whose room it would keep
    hasher.finalize().to_hex().get(..32).unwrap_or_default().to_owned()
}

/// What a text is known by among others: the first half of its BLAKE3 hash.
pub fn known_by(text: &[u8]) -> [u8; 16] {
    let mut half = [0; 16];
    half.iter_mut().zip(blake3::hash(text).as_bytes()).for_each(|(to, from)| *to = *from);
    half
}
