//! Text as a search sees it: without accents and case, in words. The site's script folds what a reader types in the same way.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Decomposed, without marks, in lower case.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // the whole text at once, since a Greek sigma looks at what follows
    text.nfd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase()
}

/// A file's name as systems see it that ignore case and how an accent is written: two names with one such form cannot lie side by side there.
pub fn alike(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// Runs of letters and digits.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        let check = |text: &str, expected: &str| assert_eq!(words(&fold(text)).collect::<Vec<_>>().join(" "), expected);
        check("Émeraude & Söhne", "emeraude sohne");
        check("O'Brien-Łukasz, 3 rooms", "o brien łukasz 3 rooms");
        check("ΑΣ Çelik", "ας celik");
        check("", "");
        check("東京 病院", "東京 病院");
    }
}
