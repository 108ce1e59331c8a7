//! The text of one file from standard input, read by the same limits as from a disk.

use std::io::{self, Read};

use crate::host::open::megabytes_over;
use crate::source::layout::Role;
use crate::source::snapshot::File;

/// Reads what stands in for a file of that role. At most one byte over the limit of the role is read; a longer text is refused as a longer file is.
///
/// # Errors
/// When standard input cannot be read.
pub fn read(role: &Role) -> io::Result<File> {
    let Some((most, what)) = role.limit() else { return Ok(File::Present) };
    let mut bytes = Vec::new();
    io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok(if size > most { File::Refused(megabytes_over(most, what)) } else { File::Bytes(bytes.into()) })
}
