//! What was said of a plan beside another one, kept with the plan: it holds as long as the ground and the other plan are what they were. A run after a save
//! says nearly all of it again. Whoever has nothing kept says the same.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::diag::diagnostic::Diagnostic;
use crate::resolve::ground::Ground;

/// A plan as it was read, known from every other; a copy is one of its own. Who remembers a plan by it holds nothing of the plan.
#[derive(Debug, Default)]
pub struct Mark(Arc<()>);

impl Clone for Mark {
    fn clone(&self) -> Self {
        Mark::default()
    }
}

/// Findings by what they are about in this plan and in the other.
#[derive(Debug)]
pub struct Told<K>(Mutex<Kept<K>>);

#[derive(Debug)]
struct Kept<K> {
    ground: Weak<()>,
    /// Each with the mark of the other plan. A weak count keeps its place in memory from being another plan's; one of the plan itself would keep the plan
    /// from letting its tree go.
    findings: HashMap<K, (Weak<()>, Diagnostic)>,
}

impl<K> Default for Told<K> {
    fn default() -> Self {
        Told(Mutex::new(Kept { ground: Weak::new(), findings: HashMap::new() }))
    }
}

/// What is kept belongs to one plan as it was read; a copy begins anew.
impl<K> Clone for Told<K> {
    fn clone(&self) -> Self {
        Told::default()
    }
}

impl<K: Eq + Hash> Told<K> {
    /// What was said about `key` and `other`, else what `say` says. It must follow from the key, the plan, the other plan and the ground alone, and not from the history.
    pub fn or_say(&self, ground: &Ground, other: &Mark, key: K, say: impl FnOnce() -> Diagnostic) -> Diagnostic {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::ptr::eq(kept.ground.as_ptr(), Arc::as_ptr(&ground.base)) {
            *kept = Kept { ground: Arc::downgrade(&ground.base), findings: HashMap::new() };
        }
        if let Some((of, finding)) = kept.findings.get(&key)
            && std::ptr::eq(of.as_ptr(), Arc::as_ptr(&other.0))
        {
            return finding.clone();
        }
        let finding = say();
        kept.findings.insert(key, (Arc::downgrade(&other.0), finding.clone()));
        finding
    }
}
