//! Files below `accounts/` that are neither plan nor review: which are published, and what is said of the others.

use crate::{check, findings, messages};

/// Files with some text in them, beside the standard plan unless the path says otherwise.
fn files(names: &[&str]) -> String {
    let whole = |name: &&str| if name.starts_with("accounts/") { (*name).to_owned() } else { format!("accounts/northwind-health/{name}") };
    names.iter().map(|name| format!("=== {}\nsomething\n", whole(name))).collect()
}

#[test]
fn files_of_a_published_type_and_name_are_silent() {
    check(&files(&["survey.pdf", "floor-plan.PNG", "2026-budget.xlsx", ".DS_Store", "Thumbs.db", "README.md", "accounts/README.md"]), &[]);
}

#[test]
fn a_name_that_is_no_address_is_said() {
    for name in ["Survey.pdf", "my plan.pdf", "a_b.png", "é.pdf", "console.Pdf.pdf"] {
        check(&files(&[name]), &[&format!("path-collision@{name}:1 (warn)")]);
    }
    let said = messages(&files(&["my plan.PDF"]));
    assert_eq!(
        said[0],
        "the file name `my plan` has characters other than a-z, 0-9 and hyphen, so the file is not published | \
         rename the file to `my-plan.pdf`, and links to it as well"
    );
    // a name that is taken is no proposal
    let said = messages(&files(&["my plan.pdf", "my-plan.pdf"]));
    assert!(said.len() == 1 && said[0].ends_with("| rename the file: a-z, 0-9 and single hyphens, at most 64 of them"), "{said:#?}");
}

#[test]
fn a_name_that_windows_refuses_is_an_error() {
    for name in ["con.pdf", "CON.tar.pdf", "nul", "LPT9.png", "com¹.png", "a:b.png", "a?b.png", "a\\b.txt", "trail."] {
        check(&files(&[name]), &["path-collision@"]);
        assert!(!findings(&files(&[name]))[0].ends_with("(warn)"), "{name}");
    }
    // also where it would not be published, and in the name of a folder
    check(&files(&["attachments/aux.pdf", "attachments/b.pdf", "a:b/c.pdf"]), &["path-collision@", "path-collision@", "stray-file@b.pdf:1"]);
    assert_eq!(
        messages(&files(&["a:b.png"])),
        [
            "the file name `a:b.png` has a character that Windows does not allow, so the territory cannot be checked out there | rename it to `a-b.png`, and links to it as well"
        ]
    );
    assert!(messages(&files(&["a:b.png", "a-b.png"]))[0].ends_with("| give it another name, of a-z, 0-9 and single hyphens"));
    check(&files(&["console.pdf", "com10.pdf", "nulls.png"]), &[]);
}

#[test]
fn two_names_for_one_address_are_a_collision() {
    check(&files(&["a.pdf", "A.pdf"]), &["path-collision@A.pdf:1"]);
    check(&files(&["a.pdf", "a.PDF"]), &["path-collision@a.PDF:1"]);
    check(&files(&["plan-b.svg", "Plan-B.svg"]), &["path-collision@Plan-B.svg:1", "stray-file@plan-b.svg:1"]);
    // one letter, and a letter with an accent put on it
    check(&files(&["caf\u{e9}.pdf", "cafe\u{301}.pdf"]), &["path-collision@"]);
    assert_eq!(
        messages(&files(&["a.pdf", "A.pdf"])),
        ["the files `A.pdf` and `a.pdf` differ only in letter case, so they cannot both be published | give one of them another name, or take one away"]
    );
}

#[test]
fn a_type_that_is_never_published_is_said() {
    for name in ["x.svg", "x.html", "x.xml", "x.zip", "notes", "notes.md"] {
        check(&files(&[name]), &[&format!("stray-file@{name}:1")]);
    }
    let said = |name: &str| messages(&files(&[name])).remove(0);
    assert_eq!(said("x.svg"), "`x.svg` is not published: a file of the type `svg` can carry scripts | save it as a PDF or a PNG and link to that");
    assert!(said("x.zip").starts_with("`x.zip` is not published: `zip` is none of the types that are | "), "{}", said("x.zip"));
    assert!(said("x.zip").contains("png") && said("x.zip").contains("pdf"), "{}", said("x.zip"));
    assert!(said("notes.md").ends_with("| write it into the plan, or into `reviews/` when it tells of a meeting"), "{}", said("notes.md"));
}

#[test]
fn a_plan_under_another_name_is_an_error_unless_the_plan_is_there() {
    for name in ["Plan.md", "plan.markdown", "plan.yaml", "PLAN.MD"] {
        check(&files(&[&format!("accounts/other/{name}"), "accounts/other/survey.pdf"]), &[&format!("stray-file@{name}:1 (error)")]);
    }
    assert_eq!(
        messages(&files(&["accounts/other/Plan.md"])),
        ["the plan of `other` is called `Plan.md`, and only `plan.md` is read | rename the file to `plan.md`"]
    );
    check(&files(&["plan.markdown"]), &["stray-file@plan.markdown:1"]);
    check(&files(&["Plan.md"]), &["path-collision@Plan.md:1"]);
}

#[test]
fn files_in_a_place_where_nothing_is_read_are_said_once_a_folder() {
    check(&files(&["attachments/a.pdf", "attachments/b.pdf", "attachments/deep/c.pdf"]), &["stray-file@a.pdf:1", "stray-file@c.pdf:1"]);
    assert_eq!(
        messages(&files(&["attachments/a.pdf", "attachments/b.pdf"])),
        ["the 2 files in `attachments/` are not published: only files directly beside the plan are | move them to accounts/northwind-health/"]
    );
    check(&files(&["reviews/foo.txt"]), &["stray-file@foo.txt:1"]);
    assert!(messages(&files(&["reviews/foo.markdown"]))[0].ends_with("| rename the file to `foo.md`"));
    check(&files(&["accounts/notes.txt"]), &["stray-file@notes.txt:1"]);
    assert_eq!(
        messages(&files(&["accounts/pine-valley.md"])),
        ["`pine-valley.md` lies in `accounts/` itself, where only folders are read | move it to accounts/pine-valley/plan.md, if it is that account's plan"]
    );
}

#[test]
fn a_folder_without_a_plan_is_said_once() {
    check(&files(&["accounts/other/a.pdf", "accounts/other/B.svg", "accounts/other/reviews/2026-11-02.md"]), &["stray-file@B.svg:1"]);
    let said = messages(&files(&["accounts/other/a.pdf", "accounts/other/reviews/2026-11-02.md"]));
    assert_eq!(
        said,
        [
            "the folder `accounts/other` holds 2 files and no `plan.md`, so nothing in it is read | take the folder away, or write the plan with `quarterdeck new other --stance STANCE`"
        ]
    );
    // the account list has the stance
    let listed = "=== data/accounts.csv\naccount,name,segment,region,stance,potential,parent\nother,Other,,,retain,900,\n";
    assert!(messages(&(files(&["accounts/other/a.pdf"]) + listed)).iter().any(|said| said.ends_with("write the plan with `quarterdeck new other`")));
    // a plan that has no address has its finding
    check(&files(&["accounts/Other One/plan.md", "accounts/Other One/a b.pdf"]), &["path-collision@"]);
}
