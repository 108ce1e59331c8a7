//! Objects by their hash, through `git cat-file`, which stays open. Asks for at most a pipe's worth at a time, so that neither side waits for the other.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::Arc;

use super::program::Program;
use crate::source::history::{Oid, Unknown};

/// How many hashes go out before answers are read: 500 lines of 65 bytes fit any pipe.
const ASKED_AT_ONCE: usize = 500;
/// A version of a plan or review that is larger counts as unreadable, as a file would.
const MAX_BYTES: u64 = 512 << 20;

/// From so many objects on a second program is worth its start: most of the time is Git's own, and it works on one thread.
const WORTH_TWO: usize = 1_000;

/// One program, and a second one as soon as there is enough for two.
pub struct Objects {
    first: Pipe,
    second: Option<Pipe>,
}

impl Objects {
    /// # Errors
    /// When the program cannot be started.
    pub fn open(program: &Program) -> Result<Self, Unknown> {
        Ok(Objects { first: Pipe::open(program)?, second: None })
    }

    /// The bytes of each blob; `None` where there is another kind of object.
    ///
    /// # Errors
    /// When one is missing or damaged, or the program cannot be started.
    pub fn contents(&mut self, program: &Program, ids: &[Oid]) -> Result<Vec<Option<Arc<[u8]>>>, Unknown> {
        let lost = |Lost(what): Lost| program.missing(&what);
        if ids.len() < WORTH_TWO {
            return self.first.contents(ids).map_err(lost);
        }
        let second = match &mut self.second {
            Some(second) => second,
            none => none.insert(Pipe::open(program)?),
        };
        // neighbours in a tree are often kept as differences of each other, so that each half stays together
        let (near, far) = ids.split_at(ids.len() / 2);
        let (near, far) = rayon::join(|| self.first.contents(near), || second.contents(far));
        let mut found = near.map_err(lost)?;
        found.extend(far.map_err(lost)?);
        Ok(found)
    }
}

/// What could not be read.
struct Lost(String);

impl Lost {
    fn first_of(ids: &[Oid]) -> Self {
        Lost(ids.first().map_or_else(|| "an object".to_owned(), |id| format!("object {id}")))
    }
}

struct Pipe {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Pipe {
    fn open(program: &Program) -> Result<Self, Unknown> {
        let mut child = program.start(&["cat-file", "--batch"])?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Pipe { child, input, output: BufReader::with_capacity(1 << 17, output) }),
            _ => Err(program.missing("no object")),
        }
    }

    fn contents(&mut self, ids: &[Oid]) -> Result<Vec<Option<Arc<[u8]>>>, Lost> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(ASKED_AT_ONCE) {
            let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
            self.input.write_all(lines.as_bytes()).and_then(|()| self.input.flush()).map_err(|_| Lost::first_of(ids))?;
            for id in ids {
                found.push(self.answer(id)?);
            }
        }
        Ok(found)
    }

    /// `⟨id⟩ blob ⟨size⟩`, a line end, the bytes, a line end.
    fn answer(&mut self, id: &Oid) -> Result<Option<Arc<[u8]>>, Lost> {
        let lost = || Lost(format!("object {id}"));
        let mut head = Vec::new();
        self.output.by_ref().take(200).read_until(b'\n', &mut head).map_err(|_| lost())?;
        let head = String::from_utf8_lossy(&head);
        let mut words = head.split_whitespace();
        let (_, kind, size) = (words.next(), words.next(), words.next().and_then(|size| size.parse::<u64>().ok()));
        let Some(size) = size else { return Err(lost()) };
        if kind != Some("blob") || size > MAX_BYTES {
            std::io::copy(&mut self.output.by_ref().take(size + 1), &mut std::io::sink()).map_err(|_| lost())?;
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(size as usize);
        let mut end = [0];
        let read = self.output.by_ref().take(size).read_to_end(&mut bytes).and_then(|_| self.output.read_exact(&mut end));
        if read.is_err() || bytes.len() as u64 != size {
            return Err(lost());
        }
        Ok(Some(bytes.into()))
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
