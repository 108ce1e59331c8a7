//! Gates, checks and path of one plan as they are kept: packed, since a plan has fifty of them and few are ever shown.

use std::borrow::Cow;

use super::GateAndRemedy;
use super::blocks::BLOCKS;
use super::gates::GATES;
use crate::base::packed::{Like, Packer, Stowed, Unpacker};
use crate::base::path::SourcePath;
use crate::scores::readiness::result::{Gate, PathStep, ReadinessBlock, ReadinessCheck, ReadinessLevel};

/// How long the path goes on, the path, then the gates, then the blocks; what the tables say of gates and checks is named by its position there.
#[derive(Clone, Debug, Default)]
pub struct Checklist(Stowed);

const LEVELS: [ReadinessLevel; 4] = [ReadinessLevel::Basic, ReadinessLevel::Bronze, ReadinessLevel::Silver, ReadinessLevel::Gold];
const ANSWERS: [Option<bool>; 3] = [None, Some(false), Some(true)];

/// Path, line and pointer.
type Place = (SourcePath, u32, Cow<'static, str>);

impl Checklist {
    /// Keeps what was found. A gate or check that no table has is left out.
    pub(super) fn new(gates: &[GateAndRemedy], blocks: &[ReadinessBlock<'_>], path: &[PathStep<'_>], more: usize) -> Self {
        let mut packer = Packer::new();
        packer.count(more);
        packer.count(path.len());
        for step in path {
            packer.text(&step.action);
            put_place(&mut packer, &step.path, step.line, &step.pointer);
            packer.count(position(&LEVELS, |level| *level == step.unlocks).unwrap_or(0));
        }
        let gates: Vec<_> = gates.iter().filter_map(|(gate, _)| Some((position(&GATES, |kind| kind.key == gate.key)?, gate))).collect();
        packer.count(gates.len());
        for (kind, gate) in gates {
            packer.count(kind);
            packer.number(gate.met.into());
            packer.text(&gate.measured);
            put_place(&mut packer, &gate.path, gate.line, &gate.pointer);
        }
        let blocks: Vec<_> = blocks.iter().filter_map(|block| Some((position(&BLOCKS, |kind| kind.key == block.key)?, block))).collect();
        packer.count(blocks.len());
        for (at, block) in blocks {
            let kinds = BLOCKS.get(at).map_or(&[][..], |kind| kind.checks);
            let checks: Vec<_> = block.checks.iter().filter_map(|check| Some((position(kinds, |kind| kind.key == check.key)?, check))).collect();
            packer.count(at);
            packer.decimal(block.weight);
            packer.count(checks.len());
            for (kind, check) in checks {
                packer.count(kind);
                packer.count(position(&ANSWERS, |answer| *answer == check.passed).unwrap_or(0));
                packer.number(check.waived.into());
                packer.text(&check.because);
                put_place(&mut packer, &check.path, check.line, &check.pointer);
                packer.text(&check.remedy);
                packer.number(check.over.into());
            }
        }
        Checklist(packer.finish().into())
    }

    /// Takes less room from now on.
    pub fn squeeze(&mut self, like: &Like) {
        self.0.squeeze(like);
    }

    /// What the checklists of other plans may be like.
    pub fn like(&self) -> Like {
        self.0.like()
    }

    /// The shortest way to ready.
    pub fn path(&self) -> Vec<PathStep<'static>> {
        path(&mut self.0.open().read())
    }

    /// How many steps would follow those of the path.
    pub fn more_steps(&self) -> usize {
        self.0.open().read().count()
    }

    /// The gates in order.
    pub fn gates(&self) -> Vec<Gate<'static>> {
        let opened = self.0.open();
        let mut reader = opened.read();
        path(&mut reader);
        gates(&mut reader)
    }

    /// The blocks with their checks.
    pub fn blocks(&self) -> Vec<ReadinessBlock<'static>> {
        let opened = self.0.open();
        let mut reader = opened.read();
        path(&mut reader);
        gates(&mut reader);
        blocks(&mut reader)
    }
}

fn position<T>(list: &[T], wanted: impl Fn(&T) -> bool) -> Option<usize> {
    list.iter().position(wanted)
}

fn put_place(packer: &mut Packer, path: &SourcePath, line: u32, pointer: &str) {
    packer.path(path);
    packer.number(line.into());
    packer.text(pointer);
}

fn place(reader: &mut Unpacker<'_>) -> Option<Place> {
    let path = reader.path()?.clone();
    let line = u32::try_from(reader.number()).unwrap_or(u32::MAX);
    Some((path, line, text(reader)))
}

fn text(reader: &mut Unpacker<'_>) -> Cow<'static, str> {
    Cow::Owned(reader.text().to_owned())
}

fn path(reader: &mut Unpacker<'_>) -> Vec<PathStep<'static>> {
    let _more = reader.count();
    let count = reader.count();
    let step = |_| {
        let action = text(reader);
        let (path, line, pointer) = place(reader)?;
        Some(PathStep { action, path, line, pointer, unlocks: *LEVELS.get(reader.count())? })
    };
    (0..count).map_while(step).collect()
}

fn gates(reader: &mut Unpacker<'_>) -> Vec<Gate<'static>> {
    let count = reader.count();
    let gate = |_| {
        let kind = GATES.get(reader.count())?;
        let (met, measured) = (reader.number() == 1, text(reader));
        let (path, line, pointer) = place(reader)?;
        Some(Gate { key: kind.key, title: kind.title, met, measured, required: kind.required, path, line, pointer })
    };
    (0..count).map_while(gate).collect()
}

fn blocks(reader: &mut Unpacker<'_>) -> Vec<ReadinessBlock<'static>> {
    let count = reader.count();
    let block = |_| {
        let kind = BLOCKS.get(reader.count())?;
        let (weight, checks) = (reader.decimal(), reader.count());
        let check = |_| {
            let kind = kind.checks.get(reader.count())?;
            let passed = *ANSWERS.get(reader.count())?;
            let (waived, because) = (reader.number() == 1, text(reader));
            let (path, line, pointer) = place(reader)?;
            let (remedy, over) = (text(reader), reader.number() == 1);
            Some(ReadinessCheck { key: kind.key, title: kind.title, passed, waived, because, path, line, pointer, remedy, over })
        };
        Some(ReadinessBlock { key: kind.key, title: kind.title, weight, checks: (0..checks).map_while(check).collect() })
    };
    (0..count).map_while(block).collect()
}
