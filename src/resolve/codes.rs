//! The kinds of mistake that only show when files are put together.

use crate::diag::code::{Category, Code, Docs, Fixable, Level};

/// QD005: a file that is not opened.
pub static FILE_REFUSED: Code = Code {
    name: "file-refused",
    code: "QD005",
    category: Category::Syntax,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A file of the territory was not opened: it is a symbolic link, not a regular file, not readable, or too large.",
        why: "A link can lead out of the territory and a device can stall the build, so nothing but regular files of a sensible size is read.",
        fix: "Replace the link by the file itself, move what is too large out of the territory, or make the file readable.",
        bad: "",
        good: "",
    },
};

/// QD206: two sources, one address.
pub static PATH_COLLISION: Code = Code {
    name: "path-collision",
    code: "QD206",
    category: Category::Reference,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "The name of an account folder or attachment cannot be an address, or two of them would be the same one.",
        why: "Every account has one page whose address is its folder's name. Names that differ only in letter case, or that some systems reserve, break a checkout or hide a plan.",
        fix: "Rename the folder or file: lower-case letters a to z, digits and single hyphens, at most 64 of them. Of two files whose names differ only in letter case, give one another name.",
        bad: "=== accounts/Acme Ltd/plan.md\n---\nschema: quarterdeck/1\n---\n",
        good: "",
    },
};

/// QD208: a file that nothing reads.
pub static STRAY_FILE: Code = Code {
    name: "stray-file",
    code: "QD208",
    category: Category::Reference,
    level: Level::Warn,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &[],
    docs: Docs {
        what: "A file below `accounts/` is neither a plan, nor a review, nor an attachment that is published, so nothing of it reaches the site. A plan under another name than `plan.md` is an error. Or a file has nearly the name of one that the territory is read from (`people.yml`, `data/Quota.csv`), is a table in data/ that nobody reads, or lies in `pages/` and is no page.",
        why: "A link to it works on the code host and is plain text on the site, and nobody notices before the meeting. Types that can carry scripts, SVG and HTML among them, are never published.",
        fix: "Rename a file to the name that is given. Call a plan `plan.md` and a review `reviews/⟨name⟩.md`. Put what the plan links to directly beside it, as a PDF, an image, a table or an office document; take away what nobody needs.",
        bad: "=== accounts/northwind-health/floor-plan.svg\n<svg/>\n",
        good: "=== accounts/northwind-health/floor-plan.pdf\n%PDF-1.7\n",
    },
};

/// QD600: a link into nothing.
pub static BROKEN_LINK: Code = Code {
    name: "broken-link",
    code: "QD600",
    category: Category::Link,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::Sometimes,
    ids: &[],
    docs: Docs {
        what: "A link in a narrative or an own page leads to a file or heading of the territory that does not exist, or an own page asks for a figure that there is not.",
        why: "A reader who follows it in a meeting finds nothing. Links to other sites are never tried.",
        fix: "Write the path from the file's own folder, for example `../other-account/plan.md#risks`; a figure as `![](figure:growth_gap)` in a paragraph of its own.",
        bad: "---\n## Situation\n\nSee the [floor plan](floor-plan.pdf).\n",
        good: "---\n## Situation\n\nSee [our risks](#risks).\n\n## Risks\n\nThe theatre contract ends in March.\n",
    },
};

/// QD800: a table that cannot be believed.
pub static DATA_ERROR: Code = Code {
    name: "data-error",
    code: "QD800",
    category: Category::Territory,
    level: Level::Error,
    milder_in_draft: false,
    clock: false,
    fixable: Fixable::No,
    ids: &["M4", "M23", "R2"],
    docs: Docs {
        what: "A table in data/ has a cell that cannot be read, names something unknown, or repeats a key: also a month beside its quarter, which a sum would count twice; or one of its columns is missing or stands twice. An account without a name is a warning, and a column of amounts such as `118.000`, which are read as 118 and may have been meant as thousands; and a fiscal quarter of which revenue.csv has no row of any account, between quarters of which it has rows of several.",
        why: "Figures that managers decide on come from these tables; a number that is silently skipped makes every sum wrong.",
        fix: "Correct the cell that the finding names, or the export that wrote it.",
        bad: "=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q1,about 50000\n",
        good: "=== data/quota.csv\naccount,period,amount\nnorthwind-health,FY2027-Q1,50000\n",
    },
};

/// All codes of this room.
pub const ALL: &[&Code] = &[&FILE_REFUSED, &PATH_COLLISION, &STRAY_FILE, &BROKEN_LINK, &DATA_ERROR];
