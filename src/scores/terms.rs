//! The terms of one score as they are kept: packed, since ten thousand plans have half a million of them and few are ever shown.

use crate::base::packed::{Like, Packer, Stowed, Unpacker};
use crate::scores::value::{Measure, Term};

/// The terms of a score, made whole again one by one when somebody reads them.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    stowed: Stowed,
    count: u32,
}

impl Terms {
    /// Keeps the terms.
    pub fn new(terms: &[Term]) -> Self {
        let mut packer = Packer::new();
        for term in terms {
            packer.decimal(term.weight);
            packer.number(u64::from(term.share.is_some()) | u64::from(term.fixed.is_some()) << 1);
            packer.decimal(term.share.unwrap_or_default());
            if let Some(fixed) = term.fixed {
                packer.decimal(fixed);
            }
            packer.text(&term.label);
            packer.text(&term.because);
            packer.path(&term.path);
            packer.number(term.line.into());
            packer.text(&term.pointer);
        }
        Terms { stowed: packer.finish().into(), count: u32::try_from(terms.len()).unwrap_or(u32::MAX) }
    }

    pub fn len(&self) -> usize {
        self.count as usize
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Takes less room from now on.
    pub fn squeeze(&mut self, like: &Like) {
        self.stowed.squeeze(like);
    }

    /// What the terms of other plans may be like.
    pub fn like(&self) -> Like {
        self.stowed.like()
    }

    /// The terms in their order.
    pub fn iter(&self) -> impl Iterator<Item = Term> {
        let opened = self.stowed.open();
        let mut reader = opened.read();
        let term = |_| {
            let Measure { weight, share, fixed } = measure(&mut reader);
            let (label, because) = (reader.text().to_owned(), reader.text().to_owned());
            let path = reader.path()?.clone();
            let line = u32::try_from(reader.number()).unwrap_or(u32::MAX);
            Some(Term { label: label.into(), weight, share, fixed, because, path, line, pointer: reader.text().to_owned() })
        };
        (0..self.count).map_while(term).collect::<Vec<_>>().into_iter()
    }

    /// What each term weighs.
    pub fn measures(&self) -> Vec<Measure> {
        let opened = self.stowed.open();
        let mut reader = opened.read();
        let measure = |_| {
            let measure = measure(&mut reader);
            let _ = (reader.text(), reader.text(), reader.path(), reader.number(), reader.text());
            measure
        };
        (0..self.count).map(measure).collect()
    }
}

fn measure(reader: &mut Unpacker<'_>) -> Measure {
    let (weight, marks, share) = (reader.decimal(), reader.number(), reader.decimal());
    let fixed = (marks & 2 != 0).then(|| reader.decimal());
    Measure { weight, share: (marks & 1 != 0).then_some(share), fixed }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::base::path::SourcePath;

    #[test]
    fn gives_back_what_it_keeps() {
        let term = |label: &'static str, share: Option<&str>, line| Term {
            label: label.into(),
            weight: Decimal::new(75, 1),
            share: share.map(|share| share.parse().unwrap()),
            fixed: (line == 1).then(|| Decimal::from(-15)),
            because: format!("because of {label}"),
            path: SourcePath::new("accounts/a/plan.md").unwrap(),
            line,
            pointer: format!("/actions/{line}"),
        };
        let terms = [term("a", Some("0.6666666666666666666666666667"), 3), term("b", None, 70_000), term("", Some("0"), 1)];
        let mut kept = Terms::new(&terms);
        for _ in 0..2 {
            assert_eq!(kept.len(), 3);
            assert_eq!(kept.iter().map(|term| format!("{term:?}")).collect::<Vec<_>>(), terms.each_ref().map(|term| format!("{term:?}")));
            assert_eq!(kept.measures(), terms.each_ref().map(Term::measure));
            kept.squeeze(&kept.like());
        }
        assert!(Terms::default().is_empty() && Terms::default().iter().next().is_none());
    }
}
