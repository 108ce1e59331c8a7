//! SHA-1 (FIPS 180-4), because Git names most contents by it. Nothing that has to be safe rests on it: who wants two texts with one name can have them.

/// The 20 bytes of the hash of the parts, one after another.
pub fn sha1(parts: &[&[u8]]) -> [u8; 20] {
    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    let mut open: Vec<u8> = Vec::with_capacity(128);
    let mut length: u64 = 0;
    for part in parts {
        length = length.wrapping_add(part.len() as u64);
        let (begin, rest) = part.split_at(if open.is_empty() { 0 } else { part.len().min(64 - open.len()) });
        open.extend_from_slice(begin);
        if open.len() == 64 {
            block(&mut state, &open);
            open.clear();
        }
        if open.is_empty() {
            let mut blocks = rest.chunks_exact(64);
            blocks.by_ref().for_each(|whole| block(&mut state, whole));
            open.extend_from_slice(blocks.remainder());
        }
    }
    open.push(0x80);
    while open.len() % 64 != 56 {
        open.push(0);
    }
    open.extend_from_slice(&length.wrapping_mul(8).to_be_bytes());
    open.chunks_exact(64).for_each(|whole| block(&mut state, whole));
    let mut out = [0; 20];
    out.chunks_exact_mut(4).zip(state).for_each(|(bytes, word)| bytes.copy_from_slice(&word.to_be_bytes()));
    out
}

fn block(state: &mut [u32; 5], bytes: &[u8]) {
    // the last sixteen words of the schedule, the next one in the place of the oldest
    let mut words = [0_u32; 16];
    for (word, four) in words.iter_mut().zip(bytes.chunks_exact(4)) {
        *word = four.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for round in 0..80 {
        let at = |back: usize| words.get((round + 16 - back) % 16).copied().unwrap_or(0);
        let word = if round < 16 { at(16) } else { (at(3) ^ at(8) ^ at(14) ^ at(16)).rotate_left(1) };
        if let Some(slot) = words.get_mut(round % 16) {
            *slot = word;
        }
        let (mixed, constant) = match round {
            0..20 => ((b & c) | (!b & d), 0x5a82_7999),
            20..40 => (b ^ c ^ d, 0x6ed9_eba1),
            40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6_u32),
        };
        let next = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e).wrapping_add(constant).wrapping_add(word);
        (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
    }
    state.iter_mut().zip([a, b, c, d, e]).for_each(|(word, more)| *word = word.wrapping_add(more));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standard() {
        let check = |parts: &[&[u8]], expected: &str| {
            let hex: String = sha1(parts).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(hex, expected, "{parts:?}");
        };
        check(&[b"abc"], "a9993e364706816aba3e25717850c26c9cd0d89d");
        check(&[], "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        check(&[b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"], "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        let million = vec![b'a'; 1_000_000];
        let expected = "34aa973cd4c4daa4f61eeb2bdbad27316534016f";
        check(&[&million], expected);
        // wherever it is cut
        for at in [1, 55, 63, 64, 65, 128, 999_999] {
            let (begin, rest) = million.split_at(at);
            check(&[begin, rest], expected);
            check(&[&begin[..1], &begin[1..], b"", rest], expected);
        }
    }
}
