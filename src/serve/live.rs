//! What keeps an open page fresh: a script, a style sheet and a stream of events under an address that nobody can guess, and the tag that
//! brings them to a page. `build` knows nothing of them.

use serde::Serialize;

const SCRIPT: &[u8] = include_bytes!("live.js");
const STYLE: &[u8] = include_bytes!("live.css");

/// Where they stand; no address of a site begins so.
const FOLDER: &str = ".quarterdeck/";

/// What an address below our folder asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    File(&'static str, &'static [u8]),
    Events,
}

/// `None` when the key is none of ours, or names another run.
pub fn asked(key: &str, token: &str) -> Option<Asked> {
    let name = key.strip_prefix(FOLDER)?.strip_prefix(token).filter(|_| !token.is_empty())?.strip_prefix('/')?;
    match name {
        "live.js" => Some(Asked::File("live.js", SCRIPT)),
        "live.css" => Some(Asked::File("live.css", STYLE)),
        "events" => Some(Asked::Events),
        _ => None,
    }
}

/// A page with the tag before the end of its head, or at its end when a theme has left the head out. The number says of which site it is.
pub fn with_tag(page: &[u8], token: &str, generation: u64) -> Vec<u8> {
    let tag = format!(
        "<link rel=\"stylesheet\" href=\"/{FOLDER}{token}/live.css\"><script src=\"/{FOLDER}{token}/live.js\" data-generation=\"{generation}\" defer></script>"
    );
    const END: &[u8] = b"</head>";
    let at = page.windows(END.len()).position(|part| part == END).unwrap_or(page.len());
    let (before, after) = page.split_at_checked(at).unwrap_or((page, &[]));
    [before, tag.as_bytes(), after].concat()
}

/// A mistake that kept a site from being made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `path:line:column`, or less of it.
    pub place: String,
    pub message: String,
    pub help: Option<String>,
}

/// What a page is told: which site is served, and what kept the newest one from being it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    pub generation: u64,
    pub faults: Vec<Fault>,
}

impl Notice {
    /// As an event. JSON holds no line end of its own.
    pub fn event(&self) -> String {
        format!("data: {}\n\n", serde_json::to_string(self).unwrap_or_default())
    }
}

/// Keeps a connection open, and shows when nobody listens any more.
pub const STILL_HERE: &str = ":\n\n";
