//! Why a pattern of an overlay schema cannot be used, in our words. Knows no library.

/// What is wrong with a pattern that does not compile, as the end of a sentence.
pub fn fault(pattern: &str) -> &'static str {
    let (mut groups, mut class, mut signs, mut before) = (0_usize, false, pattern.char_indices(), None);
    let mut repeats_nothing = false;
    while let Some((at, sign)) = signs.next() {
        let rest = pattern.get(at..).unwrap_or("");
        match sign {
            '\\' => match signs.next() {
                None => return "it ends in a `\\`, behind which a sign must stand",
                Some((_, next)) if !class && (next.is_ascii_digit() || next == 'k') => return UNSUPPORTED,
                Some(_) => {}
            },
            ']' if class => class = false,
            _ if class => {}
            '[' => class = true,
            '(' if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|look| rest.starts_with(look)) => return UNSUPPORTED,
            '(' => groups += 1,
            ')' if groups == 0 => return "a `)` closes nothing",
            ')' => groups -= 1,
            '*' | '+' | '?' if matches!(before, None | Some('(' | '|')) && !(sign == '?' && before == Some('(')) => repeats_nothing = true,
            _ => {}
        }
        before = Some(sign);
    }
    match (class, groups) {
        (true, _) => "a `[` is not closed",
        (_, 1..) => "a `(` is not closed",
        _ if repeats_nothing => "there is nothing before a sign of repetition for it to repeat",
        _ => "it cannot be read, or allows more than can be held",
    }
}

const UNSUPPORTED: &str = "back-references and look-around are not supported";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_named_for_what_they_are() {
        let check = |pattern: &str, expected: &str| assert!(fault(pattern).contains(expected), "{pattern}: {}", fault(pattern));
        check("(", "`(` is not closed");
        check("a)", "closes nothing");
        check("[a-z", "`[` is not closed");
        check("[(]", "cannot be read");
        check("(?=a)", "look-around");
        check("(?<!a)b", "look-around");
        check("(a)\\1", "back-references");
        check("a\\", "ends in a");
        check("*a", "nothing before");
        check("a{2,1}", "cannot be read");
    }
}
