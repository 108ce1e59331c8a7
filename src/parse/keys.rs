//! The keys of one map and where each stood first. Knows no parser.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::base::span::ByteSpan;

/// Up to so many keys a map is searched from end to end; beyond, by hash.
const FEW: usize = 16;

/// The keys seen so far.
#[derive(Clone, Debug, Default)]
pub struct Keys<'a> {
    few: Vec<(Cow<'a, str>, ByteSpan)>,
    many: HashMap<Cow<'a, str>, ByteSpan>,
}

impl<'a> Keys<'a> {
    /// Is it the key that the map begins with?
    pub fn begin_with(&self, key: &str) -> bool {
        self.few.first().is_some_and(|(first, _)| first == key)
    }

    /// Notes a key, or gives the place where it stands already.
    pub fn note(&mut self, key: Cow<'a, str>, place: ByteSpan) -> Option<ByteSpan> {
        let first = self.few.iter().find(|(known, _)| *known == key).map(|(_, place)| *place).or_else(|| self.many.get(&key).copied());
        if first.is_none() {
            if self.few.len() < FEW {
                self.few.push((key, place));
            } else {
                self.many.insert(key, place);
            }
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_first_place_of_each_key() {
        let mut keys = Keys::default();
        for round in 0..2 {
            for n in 0..40 {
                let place = ByteSpan::new(100 * round + n, 100 * round + n + 1);
                let first = (round > 0).then(|| ByteSpan::new(n, n + 1));
                assert_eq!(keys.note(Cow::Owned(format!("k{n}")), place), first);
            }
        }
    }
}
