//! The bank of pre-read questions that quarterdeck ships (S14): a file of the same form as a territory's `questions.yaml`.

use std::sync::{Arc, LazyLock};

use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::config::read;
use crate::config::settings::{BankQuestion, Settings};
use crate::parse::yaml;

const TEXT: &str = include_str!("questions.yaml");

/// Read by the reader of the territory's own; made when the first pack is.
static SHIPPED: LazyLock<Vec<BankQuestion>> = LazyLock::new(|| {
    let bytes: Arc<[u8]> = TEXT.as_bytes().into();
    let Some(path) = SourcePath::new("questions.yaml") else { return Vec::new() };
    let (tree, _) = yaml::read(&path, &bytes, ByteSpan::new(0, bytes.len()), yaml::TERRITORY);
    tree.map(|tree| read::questions(&path, &tree)).unwrap_or_default()
});

/// The questions to choose from: the territory's, else the built-in ones.
pub fn bank(settings: &Settings) -> &[BankQuestion] {
    settings.questions.as_deref().unwrap_or(&SHIPPED)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::model::account::Posture;
    use crate::scores;

    #[test]
    fn the_shipped_bank_is_sound() {
        let bank = bank(&Settings::default()).to_vec();
        let lines = TEXT.lines().filter(|line| line.starts_with("- {")).count();
        assert_eq!(bank.len(), lines, "every line is a question");
        assert!(bank.len() >= 60);
        let ids: BTreeSet<&str> = bank.iter().map(|question| question.id.as_str()).collect();
        assert_eq!(ids.len(), bank.len(), "ids are unique");
        let texts: BTreeSet<&str> = bank.iter().map(|question| question.text.as_str()).collect();
        assert_eq!(texts.len(), bank.len(), "texts are unique");
        let mut of_category: BTreeMap<&str, usize> = BTreeMap::new();
        for question in &bank {
            *of_category.entry(question.category.as_str()).or_default() += 1;
            assert!(crate::base::slug::Slug::new(&question.id).is_ok(), "{}", question.id);
            assert!(question.text.ends_with('?') && question.text.len() <= 120, "{}: {}", question.id, question.text.len());
            // a question that begins with a verb is answered by yes or no
            let first = question.text.split(' ').next().unwrap().to_lowercase();
            assert!(
                !["is", "are", "do", "does", "did", "can", "could", "will", "would", "have", "has", "should"].contains(&first.as_str()),
                "{}",
                question.text
            );
            for key in &question.when {
                assert!(keys().contains(&key.as_str()), "{}: {key}", question.id);
            }
        }
        assert_eq!(of_category.len(), 7, "{of_category:?}");
        assert!(of_category.values().all(|count| *count >= 8), "{of_category:?}");
        for posture in [Posture::Penetrate, Posture::GrowShare, Posture::Defend] {
            assert!(bank.iter().filter(|question| question.postures.contains(&posture)).count() >= 5, "{posture:?}");
        }
        for key in keys() {
            assert!(bank.iter().any(|question| question.when.iter().any(|it| it == key)), "nothing asks about {key}");
        }
    }

    fn keys() -> Vec<&'static str> {
        scores::KEYS.iter().copied().chain(scores::readiness::BLOCKS.iter().map(|block| block.key)).collect()
    }
}
