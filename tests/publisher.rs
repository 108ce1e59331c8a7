//! The real program publishing while it is killed, while others publish into the same folder, and onto disks that are full: OUT is the old site
//! whole or the new one whole, the cause is named, and the next build needs no help. `PUBLISHER_KILLS` and `PUBLISHER_ROUNDS` ask for more.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::repo::{PLAN, Repo};
use common::{Ran, TODAY, command, finish, same, tree};

type Tree = BTreeMap<String, Vec<u8>>;

/// Territories that differ in their plan, so that each build has something to write.
struct Lands {
    repo: Repo,
    names: Vec<String>,
    sites: Vec<Tree>,
}

impl Lands {
    fn new(count: usize) -> Self {
        let repo = Repo::empty();
        let names: Vec<String> = (0..count).map(|number| format!("land-{number}")).collect();
        let mut lands = Lands { repo, names: names.clone(), sites: Vec::new() };
        for (number, name) in names.iter().enumerate() {
            lands.repo.fill(&format!("{name}/"));
            let plan = format!("{name}/{PLAN}");
            // from land to land the site has more bytes, and more files
            let text = lands.repo.room.read(&plan) + &format!("\n## Land {number}\n\n{}\n", format!("One more word {number}. ").repeat(300 * number));
            lands.repo.room.write(&plan, text);
            for page in 0..number {
                lands.repo.room.write(&format!("{name}/pages/page-{page}.md"), format!("# Page {page}\n\nText.\n"));
            }
            let site = lands.repo.at(&format!("site-of-{name}"));
            lands.start(number, &site).wait().unwrap();
            lands.sites.push(tree(&site));
        }
        assert!(lands.sites.windows(2).all(|pair| pair[0] != pair[1]));
        lands
    }

    fn build(&self, number: usize, out: &Path) -> Command {
        let mut command = command();
        command.arg("-C").arg(self.repo.at(&self.names[number])).args(["--no-history", "--as-of", TODAY, "-q", "build", "--out"]).arg(out);
        command
    }

    fn start(&self, number: usize, out: &Path) -> Child {
        self.build(number, out).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Builds, and looks whether exactly this site lies there, alone.
    #[track_caller]
    fn publishes(&self, number: usize, out: &Path) {
        finish(self.build(number, out)).ends(0);
        same("the next build", &tree(out), &self.sites[number]);
        assert_eq!(beside(out), [out.file_name().unwrap().to_str().unwrap()]);
    }
}

/// The names in the folder around OUT.
fn beside(out: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(out.parent().unwrap()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn at_least(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// A small generator with a fixed seed (splitmix64): the same moments in every run, as far as a clock can repeat them.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % limit
    }
}

#[test]
fn a_killed_build_leaves_a_whole_site_and_blocks_nobody() {
    let lands = Lands::new(2);
    std::fs::create_dir(lands.repo.at("web")).unwrap();
    let out = lands.repo.at("web/site");
    let start = Instant::now();
    lands.publishes(0, &out);
    let usual = u64::try_from(start.elapsed().as_micros()).unwrap();
    let mut dice = Dice(20_261_122);
    let mut became = [0; 2];
    let mut strays = 0;
    for kill in 0..at_least("PUBLISHER_KILLS", 10) {
        let (old, new) = (kill % 2, (kill + 1) % 2);
        let mut child = lands.start(new, &out);
        // every second one in the last part of the run, where the site is written and swapped
        let moment = if dice.below(2) == 0 { dice.below(usual) } else { usual / 2 + dice.below(usual * 6 / 10) };
        std::thread::sleep(Duration::from_micros(moment));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = tree(&out);
        let number = [old, new].into_iter().find(|number| lands.sites[*number] == now);
        let number = number.unwrap_or_else(|| panic!("kill {kill} after {moment} µs left neither site: {:?}", now.keys().collect::<Vec<_>>()));
        became[usize::from(number == new)] += 1;
        strays += usize::from(beside(&out).len() > 1);
        lands.publishes(new, &out);
    }
    println!("after a kill: {} times the old site, {} times the new one; {strays} times something lay beside it", became[0], became[1]);
}

#[test]
fn what_a_killed_build_left_goes_although_its_site_is_up_to_date() {
    let lands = Lands::new(1);
    std::fs::create_dir(lands.repo.at("web")).unwrap();
    let out = lands.repo.at("web/site");
    lands.publishes(0, &out);
    // killed after the swap: what it replaced lies beside the new site, under a lock that nobody holds
    std::fs::create_dir_all(lands.repo.at("web/.quarterdeck-staging-site-1/site")).unwrap();
    for marker in [".quarterdeck-site", "site/.quarterdeck-site"] {
        lands.repo.room.write(&format!("web/.quarterdeck-staging-site-1/{marker}"), "");
    }
    lands.publishes(0, &out);
    lands.repo.room.write("web/.quarterdeck-lock-site", "");
    lands.publishes(0, &out);
}

#[test]
fn builds_at_once_leave_exactly_one_site() {
    let lands = Lands::new(3);
    std::fs::create_dir(lands.repo.at("web")).unwrap();
    let out = lands.repo.at("web/site");
    let mut last = [0; 3];
    for round in 0..at_least("PUBLISHER_ROUNDS", 5) {
        let children: Vec<Child> = (0..3).map(|number| lands.start((number + round) % 3, &out)).collect();
        for child in children {
            let ended = child.wait_with_output().unwrap();
            assert!(ended.status.success(), "round {round}: {}", String::from_utf8_lossy(&ended.stderr));
        }
        let now = tree(&out);
        let number = lands.sites.iter().position(|site| *site == now);
        last[number.unwrap_or_else(|| panic!("round {round} left none of the sites"))] += 1;
        assert_eq!(beside(&out), ["site"], "round {round}");
    }
    println!("the last of three builds at once: {last:?}");
}

/// Runs with a limit on the size of a file; `told` says whether the program hears of it as an error or is ended by the system.
fn limited(lands: &Lands, number: usize, out: &Path, blocks: u64, told: bool) -> Ran {
    let inner = lands.build(number, out);
    let mut command = Command::new("sh");
    let trap = if told { "trap '' XFSZ; " } else { "" };
    command.arg("-c").arg(format!("{trap}ulimit -c 0; ulimit -f {blocks}; exec \"$@\"")).arg("sh").arg(inner.get_program()).args(inner.get_args());
    finish(command)
}

#[test]
fn a_file_that_may_not_grow_leaves_the_old_site() {
    let lands = Lands::new(2);
    std::fs::create_dir(lands.repo.at("web")).unwrap();
    let out = lands.repo.at("web/site");
    lands.publishes(0, &out);
    let mut refused = 0;
    for blocks in [0, 1, 2, 5, 11, 24, 53, 117, 256, 1_000_000] {
        for told in [true, false] {
            let ran = limited(&lands, 1, &out, blocks, told);
            match ran.code {
                0 => {
                    same("within the limit", &tree(&out), &lands.sites[1]);
                    lands.publishes(0, &out);
                    continue;
                }
                2 if told => assert!(ran.err.contains("file too large") && ran.err.contains("the published site is unchanged"), "{}", ran.err),
                -1 if !told => {}
                code => panic!("{blocks} blocks, told {told}: {code}\n{}", ran.err),
            }
            refused += 1;
            same("beyond the limit", &tree(&out), &lands.sites[0]);
            if told {
                assert_eq!(beside(&out), ["site"]);
            }
        }
    }
    assert!(refused >= 8, "{refused}");
    lands.publishes(1, &out);
}

/// A disk of some KiB in a name space of its own, with the old site on it where it fits: `⟨exit code⟩ ⟨what lies there⟩`, then what was said.
const SMALL_DISK: &str = r#"
size=$1 disk=$2 old=$3 new=$4
shift 4
mount -t tmpfs -o "size=${size}k" none "$disk" || exit 77
mkdir "$disk/web"
if [ -n "$old" ]; then cp -R "$old" "$disk/web/site" || exit 78; fi
"$@" >"$disk.said" 2>&1
code=$?
there=other
[ -e "$disk/web/site" ] || there=nothing
[ -z "$old" ] || ! diff -r "$old" "$disk/web/site" >/dev/null || there=old
! diff -r "$new" "$disk/web/site" >/dev/null 2>&1 || there=new
strays=$(ls -A "$disk/web" | grep -vcx site)
echo "$code $there $strays"
cat "$disk.said"
"#;

/// The disk's answer; `None` where the old site does not fit, `Err` where nobody may make disks.
fn on_a_small_disk(lands: &Lands, kib: usize, old: Option<&Path>, new: &Path) -> Result<Option<(String, String)>, ()> {
    let disk = lands.repo.at("disk");
    std::fs::create_dir_all(&disk).unwrap();
    let inner = lands.build(1, &disk.join("web/site"));
    let mut command = Command::new("unshare");
    command.args(["-r", "-m", "sh", "-c", SMALL_DISK, "sh", &kib.to_string()]).arg(&disk).arg(old.unwrap_or(Path::new(""))).arg(new);
    command.arg(inner.get_program()).args(inner.get_args());
    let Ok(output) = command.stdin(Stdio::null()).output() else { return Err(()) };
    match output.status.code() {
        Some(0) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let (first, said) = text.split_once('\n').unwrap();
            Ok(Some((first.to_owned(), said.to_owned())))
        }
        Some(78) => Ok(None),
        _ => Err(()),
    }
}

#[test]
fn a_full_disk_is_named_and_leaves_the_old_site() {
    let lands = Lands::new(2);
    let site = |number: usize| -> PathBuf { lands.repo.at(&format!("site-of-land-{number}")) };
    let pages = |tree: &Tree| tree.values().map(|bytes| bytes.len().div_ceil(4096) * 4).sum::<usize>();
    let (old, new) = (pages(&lands.sites[0]), pages(&lands.sites[1]));
    let mut seen = BTreeMap::new();
    for step in 0..11 {
        for with_old in [true, false] {
            let kib = if with_old { old } else { 0 } + 64 + new * step / 8;
            let from = site(0);
            let Ok(ended) = on_a_small_disk(&lands, kib, with_old.then_some(&*from), &site(1)) else {
                println!("no disks can be made here");
                return;
            };
            let Some((first, said)) = ended else { continue };
            let expected = if with_old { "2 old 0" } else { "2 nothing 0" };
            assert!(first == "0 new 0" || first == expected, "{kib} KiB: {first}\n{said}");
            if first == expected {
                assert!(said.contains("the disk is full; the published site is unchanged"), "{kib} KiB: {said}");
            }
            *seen.entry(first).or_insert(0) += 1;
        }
    }
    println!("{seen:?}");
    assert!(seen.len() == 3, "some are too small and some are not: {seen:?}");
}
