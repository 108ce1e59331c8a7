//! One finding: what is wrong, where, and what to write instead.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use crate::base::path::SourcePath;
use crate::base::span::{ByteSpan, Position};
use crate::diag::code::{Code, Level};
use crate::diag::fix::Fix;

/// A second place that explains the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub path: SourcePath,
    pub span: ByteSpan,
    pub message: Cow<'static, str>,
    pub start: Position,
    pub end: Position,
}

/// A mistake with a place. A copy is shared with the original until one of them is changed: a run over ten thousand plans hands on some sixty thousand,
/// and the next run over the same plans has most of them again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic(Arc<Details>);

/// What a finding says. `start` and `end` are filled by [`crate::diag::findings::locate`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub code: &'static Code,
    pub level: Level,
    pub path: SourcePath,
    /// The account that it belongs to, when it is one plan's.
    pub account: Option<Arc<str>>,
    pub span: ByteSpan,
    pub start: Position,
    pub end: Position,
    /// JSON pointer into the front matter or data, empty where there is none.
    pub pointer: Box<str>,
    /// The pointer with list positions replaced by ids, for the fingerprint; filled by the engine.
    pub identity: Box<str>,
    /// What is wrong: one lower-case sentence without a full stop, naming the value in backticks.
    pub message: Box<str>,
    /// What to do: imperative, or "did you mean …?".
    pub help: Option<Cow<'static, str>>,
    /// Allowed values and the like, each a line of its own under the snippet.
    pub notes: Vec<String>,
    pub labels: Vec<Label>,
    /// Apart, because few findings have one.
    pub fix: Option<Box<Fix>>,
}

impl Deref for Diagnostic {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Diagnostic {
    fn deref_mut(&mut self) -> &mut Details {
        Arc::make_mut(&mut self.0)
    }
}

impl Diagnostic {
    /// A finding at a place, at the code's own level.
    pub fn new(code: &'static Code, path: &SourcePath, span: ByteSpan, message: impl AsRef<str>) -> Self {
        Diagnostic(Arc::new(Details {
            code,
            level: code.level,
            path: path.clone(),
            account: None,
            span,
            start: Position::default(),
            end: Position::default(),
            pointer: Box::default(),
            identity: Box::default(),
            // copied, because a text that shrinks keeps the room that it was written in
            message: message.as_ref().into(),
            help: None,
            notes: Vec::new(),
            labels: Vec::new(),
            fix: None,
        }))
    }

    /// With the JSON pointer of the value that it is about.
    pub fn pointer(mut self, pointer: impl AsRef<str>) -> Self {
        self.pointer = pointer.as_ref().into();
        self
    }

    /// With what to do about it.
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With one more thing to know.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        let said = &mut self.notes;
        said.reserve_exact(1);
        said.push(note.into());
        self
    }

    /// With a second place, and what stands there.
    pub fn label(mut self, path: &SourcePath, span: ByteSpan, message: impl Into<Cow<'static, str>>) -> Self {
        let labels = &mut self.labels;
        // hardly any finding has two, and room for four would be most of its memory
        labels.reserve_exact(1);
        labels.push(Label { path: path.clone(), span, message: message.into(), start: Position::default(), end: Position::default() });
        self
    }

    /// At another level than its code has.
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// About an account, by its slug.
    pub fn account(mut self, account: impl Into<Arc<str>>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// With a proposed change.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(Box::new(fix));
        self
    }

    /// Does the finding make its section unreliable for the rules that reason about meaning?
    pub fn taints(&self) -> bool {
        use crate::diag::code::Category::{Dates, Reference, Schema, Syntax};
        // what a draft may leave empty is empty all the same
        (self.level == Level::Error || self.code.milder_in_draft) && matches!(self.code.category, Syntax | Schema | Reference | Dates)
    }

    /// The first part of the pointer: `/actions/2/due` lies in `actions`.
    pub fn section(&self) -> &str {
        self.pointer.strip_prefix('/').map_or("", |rest| rest.split('/').next().unwrap_or(""))
    }
}
