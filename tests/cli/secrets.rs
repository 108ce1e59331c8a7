//! Secrets are told and never shown.

use crate::common::repo::{PLAN, Repo};
use crate::common::{dated, tree};

/// Puts secrets into a plan, its table, its people and a page, and gives them.
fn leak(repo: &Repo) -> [String; 5] {
    let token = ["glpat", "-", "a1B2c3D4e5F6g7H8i9J0"].concat();
    let random = ["vG7pX2mQ9t", "Lr4Zc8Wb1Ny6Kd3Hs5"].concat();
    repo.edit(
        PLAN,
        &[("tier: A", &format!("tier: {token}")), ("motivation:", &format!("custom: {{crm_password: hunter-blue, portal: {random}}}\nmotivation:"))],
    );
    let text = repo.room.read(PLAN);
    repo.room.write(PLAN, format!("{text}\nThe portal is https://maya:s3cretly@portal.example.com/stock.\n"));
    repo.room.write("people.yaml", format!("# {token}\n{}", repo.room.read("people.yaml")));
    repo.room.write("pages/portal.md", "# Portal\n\napi_key: k-31337-blue\n");
    [token, random, "hunter-blue".to_owned(), "s3cretly".to_owned(), "k-31337-blue".to_owned()]
}

#[test]
fn no_report_shows_the_value() {
    let repo = Repo::new();
    let secrets = leak(&repo);
    for format in ["full", "concise", "json", "ndjson", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"] {
        let ran = dated(repo.path(), ["--no-history", "check", "--format", format]).ends(1);
        assert!(ran.out.contains("secret-found") || ran.out.contains("QD504"), "{format}: {}", ran.out);
        for secret in &secrets {
            assert!(!ran.out.contains(secret) && !ran.err.contains(secret), "{format} shows `{secret}`");
        }
    }
    let ran = dated(repo.path(), ["--no-history", "check", "--select", "secret-found", "--format", "concise"]).ends(1);
    assert_eq!(ran.out.matches("error[secret-found]").count(), 6, "{}", ran.out);
    let full = dated(repo.path(), ["--no-history", "check"]).ends(1).out;
    assert!(full.contains("https://maya:xxxxxxxx@portal.example.com") && full.contains("{crm_password: xxxxxxxxxxx,"), "{full}");
    assert!(full.contains("`xxxxxxxxxxxxxxxxxxxxxxxxxx` is not a tier"), "what other findings say of it is masked too: {full}");
}

#[test]
fn no_file_of_the_site_shows_the_value() {
    let repo = Repo::new();
    let secrets = leak(&repo);
    dated(repo.path(), ["--no-history", "build", "--out", "site"]).ends(0);
    let mut pages = 0;
    for (name, bytes) in tree(&repo.at("site")) {
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        pages += usize::from(shown.contains("https://maya:xxxxxxxx@portal.example.com"));
        assert_eq!(secrets.iter().find(|secret| shown.contains(secret.as_str())), None, "{name}");
    }
    assert!(pages > 0, "the text around it is there");
}

#[test]
fn commands_that_edit_a_plan_keep_its_secret_and_show_none() {
    let repo = Repo::new();
    repo.edit(PLAN, &[("stance: grow", "stance: Grow"), ("motivation:", "custom: {crm_password: hunter-blue}\nmotivation:")]);
    let before = repo.room.read(PLAN);
    let diff = dated(repo.path(), ["--no-history", "check", "--diff"]);
    assert!(diff.out.contains("+stance: grow") && !diff.out.contains("hunter-blue"), "{}", diff.out);
    dated(repo.path(), ["--no-history", "check", "--fix"]).ends(1);
    assert_eq!(repo.room.read(PLAN), before.replace("stance: Grow", "stance: grow"));
    dated(repo.path(), ["roll", "--to", "FY2030-Q1"]).ends(0);
    let rolled = repo.room.read(PLAN);
    assert!(rolled.contains("FY2030-Q1") && rolled.contains("{crm_password: hunter-blue}"), "{rolled}");
}

#[test]
fn the_gate_shows_the_line_of_a_plan_without_its_secret() {
    let repo = Repo::new();
    repo.git(&["branch", "base"]);
    repo.edit(PLAN, &[("\ntier: A", "\ntier: C # portal password=Hunter2!x")]);
    for format in ["full", "concise", "json", "ndjson", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"] {
        let ran = dated(repo.path(), ["gate", "--base", "base", "--format", format]).ends(1);
        assert!(!ran.out.contains("Hunter2") && !ran.err.contains("Hunter2"), "{format}: {}", ran.out);
        assert!(format != "full" || ran.out.contains("tier: C # portal password=xxxxxxxxx"), "{}", ran.out);
    }
}
