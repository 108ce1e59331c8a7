//! The rules that reading a file can break: the text itself, its front matter, its YAML and its links. Knows nothing of plans.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};

/// The other recommended sections, so that an example of a text is complete.
macro_rules! body_rest {
    () => {
        "\n## Customer goals and needs\n\nFewer stock-outs in theatre supplies by June 2027.\n\n## Strategy\n\nOne theatre first, measured for twelve weeks.\n\n\
         ## Relationship plan\n\nRuth Adeyemi meets our COO on 9 December 2026.\n\n## Growth plan\n\nSurgical first, Diagnostics from April 2027.\n\n\
         ## Risks\n\nThe two-supplier policy of August 2026.\n"
    };
}

/// QD001: the file is not UTF-8 text.
pub static FILE_ENCODING: Code = Code {
    name: "file-encoding",
    code: "QD001",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "The file holds bytes that are not UTF-8 text, or a NUL byte.",
        why: "Nobody can say what such a text means: one machine shows `Zürich`, the next `ZÃ¼rich`. Nothing else in the file is checked until it is text.",
        fix: "Save the file again with the encoding UTF-8; in most editors it stands in the status line or in the save dialog.",
        bad: "title: Northwind\0 Health Group\n",
        good: "title: Northwind Health Group\n",
    },
};

/// QD002: there is no front matter at all.
pub static FRONT_MATTER_MISSING: Code = Code {
    name: "front-matter-missing",
    code: "QD002",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &[],
    docs: Docs {
        what: "The file does not begin with front matter: the block of fields between two lines `---`; or its first line is nearly `---`, or missing, and the fields follow.",
        why: "Owner, stance, objectives and actions are read from the front matter; without it there is only prose that nobody can score or follow up.",
        fix: "Begin the file with a line `---`, the fields, and another line `---`; `quarterdeck new` writes a skeleton for a new account. For a plan \
              `check --fix --unsafe` puts the skeleton before the text, with the account from the folder: who owns it, its period, its stance and its tier stay open, and `placeholder` and \
              `empty-value` say so. For a review there is no fix. A first line \
              such as `----` is written as `---`, and where the fields begin at once, a line `---` is put before them.",
        bad: "=== accounts/northwind-health/reviews/december.md\n# Review in December\n\nWe meet on 16 December.\n",
        good: "=== accounts/northwind-health/reviews/december.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\n\
               purpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\n---\n\nWe meet on 16 December.\n",
    },
};

/// QD003: something stands before the first `---`.
pub static FRONT_MATTER_POSITION: Code = Code {
    name: "front-matter-position",
    code: "QD003",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Safe,
    ids: &[],
    docs: Docs {
        what: "Blank lines or text stand before the line `---` that opens the front matter.",
        why: "Code hosts, editors and other tools look for front matter in the first line only and show the fields as running text otherwise.",
        fix: "Move the opening `---` to the first line of the file.",
        bad: "=== accounts/northwind-health/reviews/december.md\n\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\n\
              purpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\n---\n\nWe meet on 16 December.\n",
        good: "=== accounts/northwind-health/reviews/december.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\n\
               purpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\n---\n\nWe meet on 16 December.\n",
    },
};

/// QD004: the closing `---` is missing.
pub static FRONT_MATTER_UNCLOSED: Code = Code {
    name: "front-matter-unclosed",
    code: "QD004",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &[],
    docs: Docs {
        what: "The front matter is opened with `---` and never closed; or closed with something that is nearly `---`.",
        why: "Where the fields end and the text begins cannot be told, so nothing of the file can be read.",
        fix: "Put a line `---` after the last field, before the text.",
        bad: "=== accounts/northwind-health/reviews/december.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\n\
              purpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\n\n# Review in December\n\nWe meet on 16 December.\n",
        good: "=== accounts/northwind-health/reviews/december.md\n---\nschema: quarterdeck-review/1\ntype: account-plan\ndate: 2026-12-16\nstatus: planned\n\
               purpose: [strategy]\nminutes: 90\nattendees: [maya-chen, tomas-rivera]\n---\n\n# Review in December\n\nWe meet on 16 December.\n",
    },
};

/// QD010: the YAML cannot be read.
pub static YAML_SYNTAX: Code = Code {
    name: "yaml-syntax",
    code: "QD010",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &[],
    docs: Docs {
        what: "The fields are not valid YAML: a quote that is never closed, a tab as indentation, a value that needs quotes, a line that is indented differently, a list item without its dash or with another sign in its place.",
        why: "One such character makes the whole file unreadable, so nothing else is reported for it until it is mended.",
        fix: "Mend the place that the finding points at. Put quotes around a text that contains `: ` or ` #`, or that begins with one of `@ % & * ! | > [ { \"`; indent with spaces.",
        bad: "title: \"Northwind Health Group\n",
        good: "title: \"Northwind Health Group\"\n",
    },
};

/// QD013: a key stands twice in one map.
pub static YAML_DUPLICATE_KEY: Code = Code {
    name: "yaml-duplicate-key",
    code: "QD013",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "The same key stands twice in one group of keys.",
        why: "Only one of the two values can count, and readers disagree about which; here the first is used. In real files every duplicate key was a mistake.",
        fix: "Delete one of the two lines, or rename the key that was meant to be another.",
        bad: "selection:\n  on: 2026-09-04\n  on: 2026-09-05\n  by: tomas-rivera\n  rationale: Second-largest hospital network in the region; two divisions buy nothing from us yet.\n",
        good: "selection:\n  on: 2026-09-04\n  by: tomas-rivera\n  rationale: Second-largest hospital network in the region; two divisions buy nothing from us yet.\n",
    },
};

/// QD014: YAML that plans do not use, or that is larger than any plan.
pub static YAML_UNSUPPORTED: Code = Code {
    name: "yaml-unsupported",
    code: "QD014",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &[],
    docs: Docs {
        what: "The YAML uses an anchor (`&x`), an alias (`*x`), a tag (`!x`), a merge key (`<<`), a directive (`%`), several documents or a key that is no text; or it is \
               larger or deeper than any plan.",
        why: "What stands in a plan must be readable where it stands. These forms hide a value in another place, and a few lines of them can stop a machine.",
        fix: "Write the value out at each place; put quotes around a text that only happens to begin with `&`, `*`, `!` or `%`. `check --fix --unsafe` writes out what an \
              alias or a merge key brings in and then takes the anchor away, as long as all of it stays under 64 KiB; a text that begins with `&` gets quotes.",
        bad: "owner: &lead maya-chen\n",
        good: "owner: maya-chen\n",
    },
};

/// QD016: ` #` in a value that was meant as text.
pub static COMMENT_IN_VALUE: Code = Code {
    name: "comment-in-value",
    code: "QD016",
    category: Category::Syntax,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Unsafe,
    ids: &[],
    docs: Docs {
        what: "A value without quotes goes on with ` #`, and YAML takes the rest of the line for a comment.",
        why: "`title: Win #1 lot` is read as `Win`: half of the sentence is lost without a word.",
        fix: "Put the whole value in quotes; if it is a comment, write a space after the `#`.",
        bad: "title: Northwind #1 account\n",
        good: "title: \"Northwind #1 account\"\n",
    },
};

/// QD018: blanks that end a line, or a last line that does not end.
pub static TRAILING_BLANKS: Code = Code {
    name: "trailing-blanks",
    code: "QD018",
    category: Category::Text,
    level: Level::Info,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Safe,
    ids: &[],
    docs: Docs {
        what: "Lines of the front matter end in blanks, or the last line of the file does not end.",
        why: "Nobody sees them, editors take them out or put them in, and then a review shows changes where nothing has changed.",
        fix: "Take the blanks out and end the last line; `check --fix` does.",
        bad: "title: Northwind Health Group  \n",
        good: "title: Northwind Health Group\n",
    },
};

/// QD019: two versions of the same lines.
pub static CONFLICT_MARKER: Code = Code {
    name: "conflict-marker",
    code: "QD019",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A conflict of a merge was committed with its marks: `<<<<<<<`, `=======` and `>>>>>>>`, each at the beginning of a line. Where it lies in the fields, nothing of the file is read.",
        why: "Both versions of what two people wrote stand in the plan, and the site would show both, with the marks. Which one holds only the two can say.",
        fix: "Keep the lines that are right and delete the three marks; `git log -p` shows who wrote which version.",
        bad: concat!(
            "---\n## Situation\n\n<<<<<<< HEAD\nNorthwind buys from three suppliers.\n=======\nNorthwind buys from two suppliers.\n>>>>>>> north\n",
            body_rest!()
        ),
        good: concat!("---\n## Situation\n\nNorthwind buys from two suppliers.\n", body_rest!()),
    },
};

/// QD503: characters that nobody sees.
pub static HIDDEN_CHARACTERS: Code = Code {
    name: "hidden-characters",
    code: "QD503",
    category: Category::Text,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Safe,
    ids: &["R-34"],
    docs: Docs {
        what: "A text holds characters that are invisible or that turn the direction of writing around, or a field begins or ends with a no-break space. The fields are read as if it were not there. In running text it is a warning.",
        why: "Reviewers see something else than what is stored: two ids can look alike and differ, and a sentence can read the other way round.",
        fix: "Delete the hidden character; they mostly come from copying out of chats, web pages, PDFs and office programs.",
        bad: "title: Northwind\u{200b} Health Group\n",
        good: "title: Northwind Health Group\n",
    },
};

/// QD504: a password, a key or a token.
pub static SECRET_FOUND: Code = Code {
    name: "secret-found",
    code: "QD504",
    category: Category::Text,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A plan, a review, a page, a file of the territory or a table holds a private key, a token of a cloud or a code host, an address with a password in it, a value under a key like `password`, or among the fields a value that only a machine writes. Reports and the site show `xxx` in its place.",
        why: "Whoever reads the repository can use it, and Git keeps it after it was deleted.",
        fix: "Withdraw the secret where it was issued; then take it out and write where it is kept instead.",
        bad: "custom: {crm_password: hunter2-blue}\n",
        good: "custom: {crm_login: in the vault of the region}\n",
    },
};

/// QD505: a text that would take minutes to read.
pub static TANGLED_TEXT: Code = Code {
    name: "tangled-text",
    code: "QD505",
    category: Category::Text,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A text has quotes or lists more than 100 deep, or a link whose title is not closed for thousands of lines. It is not read as Markdown.",
        why: "Nobody writes this, but a program can, and reading it would hold up everybody's build for minutes. The site shows the text as it is written; its headings, \
              links and comments do not count.",
        fix: "Take signs away from the beginning of the line, or close the title of the link with the sign that opens it.",
        bad: concat!(
            "---\n## Situation\n\n",
            ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> Two contracts end in 2027.\n",
            body_rest!()
        ),
        good: concat!("---\n## Situation\n\n> Two contracts end in 2027.\n", body_rest!()),
    },
};

/// QD602: HTML in the text.
pub static RAW_HTML: Code = Code {
    name: "raw-html",
    code: "QD602",
    category: Category::Link,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["R-07"],
    docs: Docs {
        what: "The text contains an HTML tag. It is shown as it is written, not obeyed.",
        why: "HTML in a text can run programs in the reader's browser; so none is let through, and Markdown has a form for what is usually meant.",
        fix: "Use Markdown: `**bold**`, `*italic*`, a backslash at the end of a line for `<br>`, a table with `|`; write `\\<` where the sign itself is meant.",
        bad: concat!("---\n## Situation\n\nNorthwind buys from three suppliers.<br>Two of the contracts end in 2027.\n", body_rest!()),
        good: concat!("---\n## Situation\n\nNorthwind buys from three suppliers.\\\nTwo of the contracts end in 2027.\n", body_rest!()),
    },
};

/// QD603: a link that must not be followed.
pub static UNSAFE_URL: Code = Code {
    name: "unsafe-url",
    code: "QD603",
    category: Category::Link,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["R-16"],
    docs: Docs {
        what: "A link or an image leads to something else than `https:`, `http:`, `mailto:` or a file of the territory.",
        why: "Addresses such as `javascript:` or `data:` run programs in the browser of whoever clicks. The site shows the link as plain text.",
        fix: "Link to the page with `https://…`, or put the file beside the plan and link to it by its name.",
        bad: concat!("---\n## Situation\n\nThe figures stand in the [price list](javascript:open('list')) of June 2026.\n", body_rest!()),
        good: concat!("---\n## Situation\n\nThe figures stand in the [price list](https://wiki.example.com/list) of June 2026.\n", body_rest!()),
    },
};

/// All rules of this room, in the order of their codes.
pub const ALL: &[&Code] = &[
    &FILE_ENCODING,
    &FRONT_MATTER_MISSING,
    &FRONT_MATTER_POSITION,
    &FRONT_MATTER_UNCLOSED,
    &YAML_SYNTAX,
    &YAML_DUPLICATE_KEY,
    &YAML_UNSUPPORTED,
    &COMMENT_IN_VALUE,
    &TRAILING_BLANKS,
    &CONFLICT_MARKER,
    &HIDDEN_CHARACTERS,
    &SECRET_FOUND,
    &TANGLED_TEXT,
    &RAW_HTML,
    &UNSAFE_URL,
];
