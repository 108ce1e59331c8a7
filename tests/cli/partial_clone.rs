//! A clone without some of its objects: what was left out is never taken for nothing, and nothing is fetched.

use std::fs;

use crate::common::repo::{MAYA, PLAN, Repo};
use crate::common::{Ran, dated};

/// The newest commit of a branch that lost its benchmarks, cloned without what `filter` leaves out.
fn cloned(below: &str, filter: &str) -> Repo {
    let repo = Repo::empty();
    repo.fill(below);
    repo.commit("2026-09-04", MAYA);
    repo.git(&["branch", "base"]);
    repo.edit(&format!("{below}{PLAN}"), &[("growth_target: 900000", "growth_target: 910000")]);
    repo.commit("2026-10-01", MAYA);
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.git(&["clone", "-q", &format!("--filter={filter}"), &format!("file://{}", repo.path().display()), "clone"]);
    repo
}

#[test]
fn what_was_left_out_of_a_clone_is_a_failure_with_a_way_out() {
    for below in ["", "teams/north/"] {
        for filter in ["tree:0", "tree:1", "blob:none"] {
            let repo = cloned(below, filter);
            let land = repo.at(&format!("clone/{below}"));
            let says = |ran: &Ran| {
                let all = ["this is a partial clone, and ", "`git fetch --refetch --no-filter`", "`fetch-depth: 0` and no `filter` for actions/checkout"];
                let said = all.iter().all(|words| ran.err.contains(words)) && !ran.err.contains("fsck") && ran.err.lines().count() == 1;
                assert!(said, "{below} {filter}: {}", ran.err);
            };
            let needed: [&[&str]; 5] = [
                &["gate", "--base", "origin/base"],
                &["check", "--since", "origin/base", "--new-only"],
                &["diff", "origin/base"],
                &["score", "--at", "origin/base"],
                &["check", "--since", "2026-09-05"],
            ];
            for arguments in needed {
                let ran = dated(&land, arguments).ends(2);
                assert!(ran.out.is_empty(), "{arguments:?} {filter}: {}", ran.out);
                says(&ran);
            }
            // what can do without says why it does
            let ran = dated(&land, ["check"]).ends(0);
            assert!(ran.err.starts_with("warning: no history: "), "{}", ran.err);
            says(&ran);
            // and what it names mends it
            repo.git(&["-C", "clone", "fetch", "-q", "--refetch", "--no-filter"]);
            dated(&land, ["gate", "--base", "origin/base"]).ends(0);
        }
    }
}

#[test]
fn a_base_before_the_territory_is_empty_and_a_lost_tree_is_not() {
    let repo = Repo::empty();
    repo.room.write("teams/south/notes", "ours");
    repo.commit("2026-09-01", MAYA);
    repo.git(&["branch", "base"]);
    repo.fill("teams/north/");
    repo.commit("2026-09-04", MAYA);
    let land = repo.at("teams/north");
    let ran = dated(&land, ["gate", "--base", "base"]).ends(0);
    assert!(ran.err.contains("– → "), "{}", ran.err);
    for name in ["base^{tree}", "base:teams"] {
        let tree = repo.git(&["rev-parse", name]);
        let object = repo.at(&format!(".git/objects/{}/{}", &tree[..2], &tree[2..]));
        let bytes = fs::read(&object).unwrap();
        fs::remove_file(&object).unwrap();
        let ran = dated(&land, ["gate", "--base", "base"]).ends(2);
        assert!(ran.out.is_empty() && ran.err.contains("`git fsck`") && !ran.err.contains("partial"), "{name}: {}", ran.err);
        fs::write(&object, bytes).unwrap();
    }
}
