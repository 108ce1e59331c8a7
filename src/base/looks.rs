//! What a text looks like to a reader, whatever letters it is written with (Unicode Technical Standard 39, §4: the skeleton), in small letters.

use std::sync::LazyLock;

use unicode_security::skeleton;

/// What each letter of ASCII looks like. Most names are of these alone, and each stands for itself whatever its neighbours are.
static LETTERS: LazyLock<Vec<String>> = LazyLock::new(|| (0..128u8).map(|letter| of_any(&char::from(letter).to_string())).collect());

fn letters(ascii: &str) -> impl Iterator<Item = &'static str> {
    let letters = &*LETTERS;
    ascii.bytes().filter_map(|letter| letters.get(usize::from(letter))).map(String::as_str)
}

/// What a text looks like: two texts that look the same come to the same.
pub fn looks(text: &str) -> String {
    if text.is_ascii() { letters(text).collect() } else { of_any(text) }
}

/// A number for it, mostly another for another; of ASCII without writing it out.
pub fn number(text: &str) -> u64 {
    if text.is_ascii() { folded(letters(text).flat_map(str::bytes)) } else { folded(of_any(text).bytes()) }
}

/// FNV-1a, of 64 bits.
fn folded(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |number, byte| (number ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

fn of_any(text: &str) -> String {
    skeleton(text).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn letters_of_ascii_stand_for_themselves(text in "[ -~]{0,24}") {
            proptest::prop_assert_eq!(looks(&text), of_any(&text));
        }

        #[test]
        fn a_number_is_that_of_the_looks(text in "[ -~\u{430}-\u{44f}]{0,12}") {
            proptest::prop_assert_eq!(number(&text), folded(looks(&text).bytes()));
        }
    }
}
