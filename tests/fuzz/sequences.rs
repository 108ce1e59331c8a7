//! Markdown in which a few signs come again and again: every short sequence of them that the dice throw, as often as fits, behind one another and behind a few
//! others. What takes a reader quadratic time is mostly of this kind.

use crate::mutate::Dice;

const SIGNS: [&str; 46] = [
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "`",
    "``",
    "```\n",
    "*",
    "**",
    "_",
    "~~",
    "<",
    "<a",
    "<b>",
    "</",
    "<!--",
    "<?",
    "<div>\n",
    "a=",
    "\"",
    "'",
    "&",
    "&#",
    "|",
    "|-",
    "\n",
    "\n\n",
    "\n  ",
    "  \n",
    "> ",
    "- ",
    "1. ",
    "#",
    "\t",
    "---\n",
    "[^a]",
    "[^a]: ",
    "[a]: ",
    "[a](b \"",
    "[a](b '",
    "![a](b (",
    "\\",
    "https://a",
    "x",
];

/// One to three signs.
fn short(dice: &mut Dice) -> String {
    (0..=dice.below(3)).map(|_| *dice.pick(&SIGNS)).collect()
}

/// A text of any size.
pub fn thrown(dice: &mut Dice) -> impl Fn(usize) -> String {
    let (kind, first, second) = (dice.below(3), short(dice), short(dice));
    let some = first.repeat(*dice.pick(&[5, 50]));
    let many = |part: &str, bytes: usize| part.repeat(bytes / part.len());
    move |size| match kind {
        0 => many(&(first.clone() + &second), size),
        1 => many(&first, size / 2) + &many(&second, size / 2),
        _ => some.clone() + &many(&second, size),
    }
}
