//! This very program by its content: what one build of it worked out, another may see otherwise.

use std::fs::File;

/// `None` when the running program cannot be read.
pub fn hash() -> Option<blake3::Hash> {
    let program = File::open(std::env::current_exe().ok()?).ok()?;
    let mut hasher = blake3::Hasher::new();
    std::io::copy(&mut &program, &mut hasher).ok()?;
    Some(hasher.finalize())
}
