//! Text as a search sees it: without accents and case, in words. The site's script folds and splits what a reader types in the same way.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Decomposed to plain letters, wide and narrow ones alike, without marks, in lower case.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // a trade mark would become letters of the word before it
    let plain = text.chars().map(|letter| if matches!(letter, '™' | '℠') { ' ' } else { letter });
    // the whole text at once, since a Greek sigma looks at what follows
    let lower = plain.nfkd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase();
    if lower.is_ascii() {
        return lower;
    }
    let mut out = String::with_capacity(lower.len());
    for letter in lower.chars() {
        match undecomposed(letter) {
            Some(letters) => out.push_str(letters),
            None => out.push(letter),
        }
    }
    out
}

/// What stands for a letter that no decomposition takes apart; the two small sigmas are one.
fn undecomposed(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// A file's name as systems see it that ignore case and how an accent is written: two names with one such form cannot lie side by side there.
pub fn alike(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// A letter of a script that puts no blanks between words: Thai and its neighbours, Chinese, Japanese.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}')
        || matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

/// Folded text without the blanks between letters of such a script: people write 佐藤 花子 and look for 佐藤花子, and lines end anywhere.
pub fn closed_up(folded: &str) -> Cow<'_, str> {
    if !folded.contains(is_unspaced) {
        return Cow::Borrowed(folded);
    }
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(at) = rest.find(|letter: char| letter.is_whitespace() || letter == '・') {
        let (before, blank) = rest.split_at(at);
        let after = blank.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '・');
        out.push_str(before);
        if !(out.ends_with(is_unspaced) && after.starts_with(is_unspaced)) {
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A word is as long as its first so many letters; what goes on is made of words that are written as one.
const LETTERS: usize = 64;

/// Runs of letters and digits; where a script has no blanks, each letter with the one behind it.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        let run = rest.get(rest.find(char::is_alphanumeric)?..)?;
        let mut letters = run.chars();
        let first = letters.next()?;
        let (end, next) = if is_unspaced(first) {
            let second = letters.next().filter(|letter| letter.is_alphanumeric() && is_unspaced(*letter));
            (first.len_utf8() + second.map_or(0, char::len_utf8), first.len_utf8())
        } else {
            let end = run.find(|letter: char| !letter.is_alphanumeric() || is_unspaced(letter)).unwrap_or(run.len());
            (end, end)
        };
        rest = run.get(next..)?;
        let word = run.get(..end)?;
        // no letter has less than a byte
        let cut = if word.len() <= LETTERS { None } else { word.char_indices().nth(LETTERS) };
        Some(cut.and_then(|(at, _)| word.get(..at)).unwrap_or(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        let check = |text: &str, expected: &str| assert_eq!(words(&closed_up(&fold(text))).collect::<Vec<_>>().join(" "), expected);
        check("Émeraude & Söhne", "emeraude sohne");
        check("O'Brien-Łukasz, 3 rooms", "o brien lukasz 3 rooms");
        check("ΑΣ Çelik", "ασ celik");
        check("Jörg Weiß, GROẞ, Straße", "jorg weiss gross strasse");
        check("Ægir Œuvre Østergård Đorđe Þór Diyarbakır", "aegir oeuvre ostergard dorde thor diyarbakir");
        check("Surgix™ m²", "surgix m2");
        check("", "");
    }

    #[test]
    fn wide_and_narrow_letters_are_the_plain_ones() {
        let check = |text: &str, plain: &str| assert_eq!(fold(text), fold(plain));
        check("ＡＢＣ１", "abc1");
        check("ﾊﾝｶｸ ﾊﾞｰ", "ハンカク バー");
        check("ﬁnal", "final");
    }

    #[test]
    fn a_script_without_blanks_is_read_in_pairs() {
        let check = |text: &str, expected: &str| assert_eq!(words(&closed_up(&fold(text))).collect::<Vec<_>>().join(" "), expected, "{text}");
        check("東京 病院", "東京 京病 病院 院");
        check("医", "医");
        check("Surgix製品3階", "surgix 製品 品 3 階");
        check("佐藤\u{3000}花子、ジョン・スミス", "佐藤 藤花 花子 子 シ\u{30e7} ョン ンス スミ ミス ス");
        check("手術\n室 A", "手術 術室 室 a");
        check("กรุงเทพ", "กร รง งเ เท ทพ พ");
        check("𠮷野家", "𠮷野 野家 家");
    }

    #[test]
    fn of_a_long_word_the_beginning_counts() {
        let check = |text: &str, length: usize| assert_eq!(words(&fold(text)).map(|word| word.chars().count()).collect::<Vec<_>>(), [length]);
        check(&"x".repeat(64), 64);
        check(&"x".repeat(79), 64);
        check(&"ж".repeat(79), 64);
    }
}
