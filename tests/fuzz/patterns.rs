//! Texts that took quadratic time in other readers, at any size: the target's name, and the text of about so many bytes.

type Pattern = (&'static str, fn(usize) -> String);

fn many(part: &str, size: usize) -> String {
    part.repeat(size / part.len())
}

pub static ALL: &[Pattern] = &[
    ("markdown", |n| many("[", n)),
    ("markdown", |n| many("![[]()", n)),
    ("markdown", |n| many("[a](", n)),
    ("markdown", |n| many("*a_ ", n)),
    ("markdown", |n| many("**a **", n)),
    ("markdown", |n| many("`a``", n)),
    ("markdown", |n| many("<!--", n)),
    ("markdown", |n| many("&lt;<a ", n)),
    ("markdown", |n| many("[a](<b", n)),
    ("markdown", |n| many("[^1]", n) + "\n\n[^1]: x"),
    ("markdown", |n| many("http://a", n)),
    ("markdown", |n| many("~~a", n)),
    ("markdown", |n| many("# a\n", n)),
    ("markdown", |n| many("| a ", n / 2) + "\n" + &many("|-", n / 2)),
    ("front-matter", |n| many("\n---\n# a\n", n)),
    ("front-matter", |n| format!("---{}", many("\u{1}", n))),
    ("front-matter", |n| format!("---\n{}", many("a: b\n", n))),
    ("yaml", |n| format!("a: \"{}", many("\"b\" ", n))),
    ("yaml", |n| format!("l: [{}", many("\"b\", ", n))),
    ("yaml", |n| format!("a: [{}c]\n", many("b, cd,", n))),
    ("yaml", |n| format!("a: {{{}}}\n", (0..n / 10).map(|at| format!("k{at}: v, ")).collect::<String>())),
    ("yaml", |n| many("[", n)),
    ("yaml", |n| many("? ", n)),
    ("yaml", |n| format!("{}x: @\n", many("\n", n))),
    ("yaml", |n| (0..n / 10).map(|at| format!("k{at}: \"v\"\n")).collect()),
    ("yaml", |n| format!("a: |\n{}\n\tb: c\n", many("  x\n", n))),
    ("csv", |n| many("\"", n)),
    ("csv", |n| many("\"a\"b,", n)),
    ("csv", |n| many(",", n)),
    ("csv", |n| many("\n", n)),
    ("suppression", |n| format!("---\n{}a: b\n---\n", many("# quarterdeck: ignore[a] -- b\n", n))),
    ("suppression", |n| format!("---\na: b\n---\n{}", many("<!-- quarterdeck: ignore[a] -- b -->\n", n))),
    ("secrets", |n| many("-----BEGIN RSA PRIVATE KEY-----\n", n)),
    ("secrets", |n| many("-----BEGIN ", n)),
    ("secrets", |n| many("ghp_", n)),
    ("secrets", |n| many("eyJ.", n)),
    ("secrets", |n| many("password:", n)),
    ("secrets", |n| many("password=/", n)),
    ("secrets", |n| many("://a:", n)),
    ("secrets", |n| many("{password: a", n)),
    ("secrets", |n| many("password:|\n  a\n", n)),
    ("secrets", |n| many("|password", n)),
];
