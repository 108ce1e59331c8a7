//! When to look at the tree: a pure machine of times and hints. Times are milliseconds of a clock that never goes back.

/// How long nothing must have happened.
const QUIET: u64 = 30;
/// How long a tree that never comes to rest is waited for.
const PATIENCE: u64 = 500;
/// From one look to the next once events were lost.
const SLOW: u64 = 5_000;
/// How long after a look at a few folders nothing must have happened before the whole tree is looked at, and how long that may be put off.
const CONFIRM: u64 = 1_000;
const PUT_OFF: u64 = 5_000;

/// What a look is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What hints have named is enough for the moment: the whole tree is looked at when it is quiet.
    Named,
    Whole,
}

/// What is known of the tree since it was last looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// The first and the last hint since then.
    hinted: Option<(u64, u64)>,
    /// From one look to the next, when hints are not to be relied on.
    every: Option<u64>,
    /// The first and the last look at a few folders since the whole tree was looked at.
    partly: Option<(u64, u64)>,
    looked: u64,
}

impl Pace {
    /// Something may have changed.
    pub fn hint(&mut self, now: u64) {
        let first = self.hinted.map_or(now, |(first, _)| first);
        self.hinted = Some((first, now));
    }

    /// Hints were lost: look soon, and from now on every five seconds too.
    pub fn lost(&mut self, now: u64) {
        self.hint(now);
        self.look_every(SLOW);
    }

    /// Looks at least so often, whatever is said.
    pub fn look_every(&mut self, milliseconds: u64) {
        self.every = Some(self.every.map_or(milliseconds, |every| every.min(milliseconds)));
    }

    /// A look has been at a few folders alone: the state of the whole tree still decides, so it is looked at before long.
    pub fn looked_partly(&mut self, now: u64) {
        let first = self.partly.map_or(now, |(first, _)| first);
        self.partly = Some((first, now));
    }

    /// When the next look is due; `None`: when something has happened.
    pub fn due_at(&self) -> Option<u64> {
        self.hinted_at().into_iter().chain(self.whole_at()).min()
    }

    fn hinted_at(&self) -> Option<u64> {
        self.hinted.map(|(first, last)| (last + QUIET).min(first + PATIENCE))
    }

    /// When the whole tree is due whatever has been said.
    fn whole_at(&self) -> Option<u64> {
        let regular = self.every.map(|every| self.looked + every);
        // while hints come, a look at what they name is sooner done
        let confirm = self.partly.map(|(first, last)| if self.hinted.is_some() { first + PUT_OFF } else { (last + CONFIRM).min(first + PUT_OFF) });
        regular.into_iter().chain(confirm).min()
    }

    /// Is it time? Then the caller looks, at no less than what is returned: hints that come from now on call for another look.
    pub fn due(&mut self, now: u64) -> Option<Scope> {
        let is_past = |at: Option<u64>| at.is_some_and(|at| at <= now);
        let scope = match (is_past(self.whole_at()), is_past(self.hinted_at())) {
            (true, _) => Scope::Whole,
            (false, true) => Scope::Named,
            (false, false) => return None,
        };
        self.hinted = None;
        if scope == Scope::Whole {
            self.looked_whole(now);
        }
        Some(scope)
    }

    /// The whole tree has been looked at.
    pub fn looked_whole(&mut self, now: u64) {
        self.looked = now;
        self.partly = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_follows_quiet_and_does_not_wait_for_ever() {
        let mut pace = Pace::default();
        assert_eq!(pace.due_at(), None);
        pace.hint(100);
        assert_eq!(pace.due(129), None);
        pace.hint(120);
        assert_eq!([149, 150, 151].map(|now| pace.due(now)), [None, Some(Scope::Named), None]);
        (200..2_000).step_by(10).for_each(|now| pace.hint(now));
        assert_eq!(pace.due_at(), Some(700));
        assert_eq!(pace.due(2_000), Some(Scope::Named));
        assert_eq!(pace.due_at(), None);
    }

    #[test]
    fn after_a_loss_the_tree_is_looked_at_every_five_seconds() {
        let mut pace = Pace::default();
        pace.lost(1_000);
        assert_eq!(pace.due(1_030), Some(Scope::Named));
        pace.looked_whole(1_030);
        assert_eq!([6_029, 6_030, 11_030].map(|now| pace.due(now)), [None, Some(Scope::Whole), Some(Scope::Whole)]);
        pace.look_every(1_000);
        pace.look_every(9_000);
        assert_eq!([12_029, 12_030].map(|now| pace.due(now)), [None, Some(Scope::Whole)]);
    }

    #[test]
    fn the_whole_tree_is_looked_at_after_looks_at_a_few_folders() {
        let mut pace = Pace::default();
        pace.hint(100);
        assert_eq!(pace.due(130), Some(Scope::Named));
        pace.looked_partly(130);
        assert_eq!([1_129, 1_130].map(|now| pace.due(now)), [None, Some(Scope::Whole)]);
        assert_eq!(pace.due_at(), None);
        // hints put it off, but not for ever
        for now in (2_000..9_000).step_by(500) {
            pace.hint(now);
            let scope = pace.due(now + 30);
            assert_eq!(scope, Some(if now == 7_000 { Scope::Whole } else { Scope::Named }), "{now}");
            if scope == Some(Scope::Named) {
                pace.looked_partly(now + 30);
            }
        }
    }

    /// A tree whose events come late, twice, in bursts, or not at all with word of the loss; looks take their time.
    fn simulate(seed: u64, events: u32) -> (u32, u32) {
        let mut state = seed | 1;
        let mut random = move |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) % below
        };
        let (mut now, mut written, mut seen, mut looks, mut lost) = (0u64, 0u32, 0u32, 0u32, false);
        let mut pace = Pace::default();
        let mut coming: Vec<(u64, bool)> = Vec::new();
        let mut left = events;
        loop {
            if left > 0 {
                // mostly bursts, at times a long rest
                now += if random(50) == 0 { random(3_000) } else { random(12) };
                left -= 1;
                if random(10) > 0 {
                    written += 1;
                }
                match random(200) {
                    0 => coming.push((now + 1 + random(40), true)),
                    _ => coming.push((now + random(5), false)),
                }
            } else {
                let next = coming.iter().map(|(at, _)| *at).chain(pace.due_at()).min();
                // at rest: nothing comes, and a look that is only regular finds nothing
                match next.filter(|_| !coming.is_empty() || pace.hinted.is_some() || seen != written) {
                    Some(at) => now = now.max(at),
                    None => break,
                }
            }
            coming.retain(|(at, loss)| {
                if *at > now {
                    return true;
                }
                if *loss {
                    pace.lost(*at)
                } else {
                    pace.hint(*at)
                }
                lost |= *loss;
                false
            });
            if let Some(scope) = pace.due(now) {
                looks += 1;
                // a look at a few folders may have missed everything
                if scope == Scope::Named && random(3) > 0 {
                    pace.looked_partly(now);
                    continue;
                }
                pace.looked_whole(now);
                // what is written while a look is under way may have been missed by it, and its hint comes afterwards
                seen = written;
                if left > 0 && random(3) == 0 {
                    now += random(60);
                    written += 1;
                    coming.push((now + random(5), false));
                }
            }
        }
        assert_eq!(seen, written, "seed {seed}: the last state was missed (events lost: {lost})");
        (looks, written)
    }

    #[test]
    fn no_last_state_is_missed_in_a_hundred_thousand_events() {
        let mut looks = 0;
        for seed in 1..=100 {
            looks += simulate(seed * 0x9E37_79B9, 1_000).0;
        }
        assert!(looks < 20_000, "bursts are one look: {looks}");
    }
}
