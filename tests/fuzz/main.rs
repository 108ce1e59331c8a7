//! Bytes that nobody would write, fed to everything that reads them. A seeded slice of each target in the normal run; `FUZZ_SECONDS=600 cargo test
//! --release --test fuzz` runs each for ten minutes, `FUZZ_TARGET=yaml` one of them, `FUZZ_SEED=7` another way. What fails, and what took longest, is written to
//! `target/fuzz/`; minimised by hand it belongs into `tests/fuzz/corpus/⟨target⟩/`, which every run begins with.

#[path = "../common/mod.rs"]
mod common;
mod mutate;
mod patterns;
mod seeds;
mod sequences;
mod targets;

use std::collections::{BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use mutate::{Dice, mutated, repeated};
use targets::{ALL, Target};

/// A build without optimisation, on a machine that does other things too.
const SLOWER: u32 = if cfg!(debug_assertions) { 12 } else { 1 };
/// The name of what `sequences` throws, among the targets.
const SEQUENCES: &str = "sequences";
/// Inputs that met something new and are changed further.
const POOL: usize = 4000;

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// One second for each 64 KiB that have begun.
fn allowed(bytes: usize) -> Duration {
    let parts = u32::try_from(bytes.div_ceil(64 << 10).max(1)).unwrap();
    Duration::from_secs(1) * parts * SLOWER
}

/// How long this thread has worked: others on the machine do not count.
fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

/// Runs a target once: its sign, and how long it took.
fn once(target: &Target, bytes: &[u8]) -> Result<(u64, Duration), String> {
    let (start, before) = (Instant::now(), worked());
    let ended = catch_unwind(AssertUnwindSafe(|| (target.run)(bytes)));
    let took = if target.threads { start.elapsed() } else { worked().saturating_sub(before) };
    match ended {
        Ok(sign) => Ok((sign, took)),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Err(said.unwrap_or_else(|| "a panic without words".to_owned()))
        }
    }
}

/// The same; too slow is wrong when it stays too slow.
fn fed(target: &Target, bytes: &[u8]) -> Result<(u64, Duration), String> {
    let (sign, mut took) = once(target, bytes)?;
    for _ in 0..3 {
        if took <= allowed(bytes.len()) {
            return Ok((sign, took));
        }
        took = took.min(once(target, bytes)?.1);
    }
    Err(format!("{took:?} for {} bytes", bytes.len()))
}

/// Twice the text takes at most 2.6 times the time, and some slack for what a clock cannot see.
fn grows_in_proportion(target: &Target, small: &[u8], large: &[u8]) -> Result<(), String> {
    let (mut quick, mut slow) = (Duration::MAX, Duration::MAX);
    for _ in 0..8 {
        quick = quick.min(once(target, small)?.1);
        slow = slow.min(once(target, large)?.1);
        if slow <= quick.mul_f64(2.6) + Duration::from_millis(3) * SLOWER {
            return Ok(());
        }
    }
    Err(format!("{slow:?} for {} bytes after {quick:?} for {}", large.len(), small.len()))
}

/// Writes down what failed, and tells where.
fn kept(target: &Target, bytes: &[u8], why: &str) -> ! {
    let folder = common::repository().join("target/fuzz");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{}-{:016x}", target.name, Dice(bytes.iter().fold(7, |sum, byte| sum * 31 % 0xFFFF_FFFF + u64::from(*byte))).next()));
    std::fs::write(&file, bytes).unwrap();
    panic!("{} fails on `{}`: {why}", target.name, file.display());
}

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let folder: PathBuf = common::repository().join("tests/fuzz/corpus").join(target.name);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// Names of fields and allowed values, as the schemas have them.
fn words() -> Vec<String> {
    fn collect(value: &serde_json::Value, words: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(map) => map.iter().for_each(|(key, value)| {
                words.insert(key.clone());
                collect(value, words);
            }),
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
            serde_json::Value::String(text) if text.len() < 30 => drop(words.insert(text.clone())),
            _ => {}
        }
    }
    let mut words = BTreeSet::new();
    let documents = quarterdeck::schema::core::documents().into_iter().chain(quarterdeck::config::schemas::documents());
    documents.for_each(|(_, schema)| collect(&schema, &mut words));
    words.into_iter().collect()
}

fn run(target: &Target, budget: Duration) {
    let start = Instant::now();
    let words = words();
    let mut dice = Dice(number("FUZZ_SEED", 20_261_122));
    let mut seen = HashSet::new();
    let mut pool: Vec<Vec<u8>> = Vec::new();
    let (mut slowest, mut slow) = (Duration::ZERO, Vec::new());
    for bytes in (target.seeds)().into_iter().chain(corpus(target)) {
        match fed(target, &bytes) {
            Ok((sign, _)) => drop(seen.insert(sign)),
            Err(why) => kept(target, &bytes, &why),
        }
        pool.push(bytes);
    }
    let mut runs = pool.len();
    while start.elapsed() < budget {
        let bytes = mutated(&mut dice, dice_pick(&pool, runs), dice_pick(&pool, runs / 7 + 3), &words, target.most);
        runs += 1;
        match fed(target, &bytes) {
            Ok((sign, took)) => {
                if took > slowest {
                    (slowest, slow) = (took, bytes.clone());
                }
                if seen.insert(sign) && pool.len() < POOL {
                    pool.push(bytes);
                }
            }
            Err(why) => kept(target, &bytes, &why),
        }
        // now and then a part of one so often that what is quadratic shows
        if runs.is_multiple_of(200) && !target.threads {
            let bytes = dice_pick(&pool, runs / 200);
            let from = dice.below(bytes.len());
            let part = from..(from + 1 + dice.below(40)).min(bytes.len());
            let sizes = [target.most / 4, target.most / 2].map(|size| repeated(bytes, part.clone(), size));
            if let Err(why) = grows_in_proportion(target, &sizes[0], &sizes[1]) {
                kept(target, &sizes[1], &why);
            }
        }
    }
    let folder = common::repository().join("target/fuzz");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{}-slowest", target.name)), slow).unwrap();
    println!("{:>13}: {runs} runs, {} kinds, the slowest {slowest:?}, {:?} in all", target.name, seen.len(), start.elapsed());
}

/// Goes through the pool by a fixed stride, so that old and new inputs are taken in turn.
fn dice_pick(pool: &[Vec<u8>], turn: usize) -> &[u8] {
    &pool[turn.wrapping_mul(2_654_435_761) % pool.len()]
}

#[test]
fn every_target_holds_on_a_seeded_slice() {
    let only = std::env::var("FUZZ_TARGET").ok();
    if only.as_deref() == Some(SEQUENCES) {
        return;
    }
    let budget = Duration::from_secs(number("FUZZ_SECONDS", 4));
    let wanted: Vec<&Target> = ALL.iter().filter(|target| only.as_deref().is_none_or(|only| only == target.name)).collect();
    assert!(!wanted.is_empty(), "there is no target {only:?}");
    wanted.into_iter().for_each(|target| run(target, budget));
}

#[test]
fn the_pathological_grow_in_proportion() {
    let mut wrong = Vec::new();
    for (name, pattern) in patterns::ALL {
        let target = ALL.iter().find(|target| target.name == *name).unwrap();
        let size = (target.most / 4).min(16 << 10);
        let [small, large] = [size, size * 2].map(|size| pattern(size).into_bytes());
        if let Err(why) = grows_in_proportion(target, &small, &large) {
            wrong.push(format!("{name} on `{}…`: {why}", String::from_utf8_lossy(&small[..40.min(small.len())])));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Markdown takes time in proportion, whatever comes again and again in it.
#[test]
fn what_comes_again_and_again_grows_in_proportion() {
    let target = Target { name: SEQUENCES, threads: false, run: targets::markdown_alone, seeds: Vec::new, most: 0 };
    if std::env::var("FUZZ_TARGET").is_ok_and(|only| only != target.name) {
        return;
    }
    let (start, budget) = (Instant::now(), Duration::from_secs(number("FUZZ_SECONDS", 4)));
    let size = if cfg!(debug_assertions) { 16 << 10 } else { 128 << 10 };
    let mut dice = Dice(number("FUZZ_SEED", 20_261_122));
    let mut runs = 0;
    while start.elapsed() < budget {
        let text = sequences::thrown(&mut dice);
        runs += 1;
        let grows = |size: usize| grows_in_proportion(&target, text(size).as_bytes(), text(2 * size).as_bytes());
        // a text that no longer fits into a cache takes longer once, one that takes quadratic time takes it at every size
        if let Err(why) = grows(size).or_else(|_| grows(2 * size)).or_else(|_| grows(4 * size)) {
            kept(&target, text(8 * size).as_bytes(), &why);
        }
    }
    println!("{:>13}: {runs} runs, {:?} in all", target.name, start.elapsed());
}

#[test]
fn a_target_that_fails_is_seen() {
    fn short(bytes: &[u8]) -> u64 {
        assert!(bytes.len() < 3, "three bytes");
        0
    }
    let boom = Target { name: "boom", threads: false, run: short, seeds: Vec::new, most: 8 };
    assert!(fed(&boom, b"ab").is_ok());
    assert_eq!(fed(&boom, b"abc").map(|_| ()), Err("three bytes".to_owned()));
    fn quadratic(bytes: &[u8]) -> u64 {
        let pairs = bytes.iter().flat_map(|a| bytes.iter().map(move |b| u64::from(*a ^ *b)));
        pairs.fold(0, |sum, pair| std::hint::black_box(sum ^ pair))
    }
    let slow = Target { name: "slow", threads: false, run: quadratic, seeds: Vec::new, most: 8 };
    // far beyond what a busy machine can hide
    let text = vec![b'a'; 6_000];
    assert!(grows_in_proportion(&slow, &text[..1_000], &text).is_err());
}
