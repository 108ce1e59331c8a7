//! The `git` program: found once, started with fixed arguments in an emptied environment, so that nothing that a repository names is ever run
//! (R-25). Says in our words why it could not be of use.

use std::env;
use std::ffi::{OsStr, OsString};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use std::io::{Read, Write};

use super::index;
use crate::base::console::pasted;
use crate::source::history::Unknown;

/// Settings that no repository may have its way with: programs that git would start, and files that it would wait for.
const SETTINGS: &[&str] = &[
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.editor=false",
    "core.askPass=false",
    "core.sshCommand=false",
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "core.alternateRefsCommand=false",
    "core.quotePath=true",
    "credential.helper=",
    "diff.external=",
    "diff.orderFile=/dev/null",
    "diff.renames=true",
    "gc.auto=0",
    "maintenance.auto=false",
    "gpg.program=false",
    "log.showSignature=false",
    "log.mailmap=false",
    "mailmap.file=/dev/null",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
];

/// How long the first answer may take: a repository whose settings include a pipe would keep us for ever.
const FIRST_ANSWER: Duration = Duration::from_secs(20);

/// The program, and the folder that holds `.git`.
pub struct Program {
    git: PathBuf,
    top: PathBuf,
}

impl Program {
    /// Finds `git` on the search path; only absolute entries count, so that no folder of a repository is one.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(top: &Path) -> Result<Self, Unknown> {
        let runs = |path: &PathBuf| path.metadata().is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0);
        let search = env::var_os("PATH").unwrap_or_else(|| OsString::from("/usr/local/bin:/usr/bin:/bin"));
        let git = env::split_paths(&search).filter(|folder| folder.is_absolute() && !folder.starts_with(top)).map(|folder| folder.join("git")).find(runs);
        let git = git.ok_or_else(|| Unknown::new("the program `git` was not found", "install git, or pass --no-history"))?;
        Ok(Program { git, top: top.to_owned() })
    }

    /// The folder that holds `.git`.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// A command line of constants and hashes. It is run where `.git` lies: a bare repository among the plans is never looked at.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.git);
        command.current_dir(&self.top).env_clear();
        // the user's own settings say whose repositories are safe; everything dangerous in them is overruled below
        for name in ["HOME", "XDG_CONFIG_HOME"] {
            if let Some(value) = env::var_os(name) {
                command.env(name, value);
            }
        }
        let ceiling = self.top.parent().map_or(OsStr::new("/"), Path::as_os_str);
        command.env("GIT_CEILING_DIRECTORIES", ceiling).env("LC_ALL", "C").env("TZ", "UTC");
        for (name, value) in [
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_ATTR_NOSYSTEM", "1"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_NO_REPLACE_OBJECTS", "1"),
            ("GIT_GRAFT_FILE", "/dev/null"),
            ("GIT_PROTOCOL_FROM_USER", "0"),
            ("GIT_TRACE2", "0"),
        ] {
            command.env(name, value);
        }
        command.args(["--no-pager", "--literal-pathspecs"]);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Starts a command that goes on answering.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(&self, arguments: &[&str]) -> Result<Child, Unknown> {
        self.command(arguments).stderr(Stdio::null()).spawn().map_err(|error| not_started(&error))
    }

    /// Runs a command to its end, and gives what it wrote.
    ///
    /// # Errors
    /// When it cannot be started, or says no.
    pub fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Unknown> {
        let child = self.command(arguments).spawn().map_err(|error| not_started(&error))?;
        self.finish(child, input, None)
    }

    /// The same for the first command that reads the index, which may be a pipe as well: it is ended when it does not begin to answer. `index` is
    /// another one than the repository's own, which Git keeps beside that.
    ///
    /// # Errors
    /// As above, and when it says nothing.
    pub fn run_on(&self, index: Option<&Path>, arguments: &[&str]) -> Result<Vec<u8>, Unknown> {
        let mut command = self.command(arguments);
        if let Some(index) = index {
            command.env(index::VARIABLE, index);
        }
        let child = command.spawn().map_err(|error| not_started(&error))?;
        self.finish(child, &[], Some(FIRST_ANSWER))
    }

    /// The first command of all: the same, but it is ended when no answer comes.
    ///
    /// # Errors
    /// When it cannot be started, says no, or says nothing.
    pub fn probe(&self, arguments: &[&str]) -> Result<Vec<u8>, Unknown> {
        let mut child = self.command(arguments).spawn().map_err(|error| not_started(&error))?;
        let start = Instant::now();
        while matches!(child.try_wait(), Ok(None)) {
            if start.elapsed() > FIRST_ANSWER {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Unknown::new("`git` does not answer in this repository", "look into `.git/config`, or pass --no-history"));
            }
            thread::sleep(Duration::from_millis(1));
        }
        self.finish(child, &[], None)
    }

    /// What a command writes to its end; its first byte, or its end, is awaited so long at most.
    fn finish(&self, mut child: Child, input: &[u8], patience: Option<Duration>) -> Result<Vec<u8>, Unknown> {
        let (mut stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut out = Vec::new();
        let (begun, first) = mpsc::channel::<()>();
        let (read, said, silent) = thread::scope(|scope| {
            let watch = patience.map(|patience| {
                let child = &mut child;
                scope.spawn(move || {
                    let silent = matches!(first.recv_timeout(patience), Err(RecvTimeoutError::Timeout));
                    if silent {
                        let _ = child.kill();
                    }
                    silent
                })
            });
            // a closed pipe is the program's way to say that it has read enough
            scope.spawn(move || stdin.as_mut().map(|stdin| stdin.write_all(input)));
            let said = scope.spawn(move || {
                let mut said = Vec::new();
                let _ = stderr.map(|stderr| stderr.take(64 * 1024).read_to_end(&mut said));
                said
            });
            let read = stdout.map_or(Ok(0), |mut stdout| {
                let mut first = [0];
                let n = stdout.read(&mut first);
                drop(begun);
                out.extend_from_slice(first.get(..n?).unwrap_or_default());
                stdout.read_to_end(&mut out)
            });
            (read, said.join().unwrap_or_default(), watch.is_some_and(|watch| watch.join().unwrap_or_default()))
        });
        let status = child.wait();
        if silent {
            return Err(Unknown::new("`git` does not say what is staged", "look at the index in `.git`: it must be a file"));
        }
        if read.is_err() || !status.is_ok_and(|status| status.success()) {
            return Err(self.refusal(&String::from_utf8_lossy(&said)));
        }
        Ok(out)
    }

    /// Why something that the repository must have is not there. Of a partial clone that is no damage: its objects are still where it came from,
    /// and we fetch none.
    pub fn missing(&self, what: &str) -> Unknown {
        if self.is_partial() {
            return left_out(what);
        }
        Unknown::new(format!("the repository is damaged: {what} cannot be read"), "run `git fsck`, fetch the missing objects, or pass --no-history")
    }

    /// Was the repository cloned without some of its objects?
    fn is_partial(&self) -> bool {
        // nothing of that name ends the program with a failure
        let asked = self.command(&["config", "--get-regexp", r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$"]).output();
        asked.is_ok_and(|output| !output.stdout.is_empty())
    }

    /// What git said, in our words.
    fn refusal(&self, said: &str) -> Unknown {
        let top = self.top.display();
        if said.contains("dubious ownership") {
            let reason = format!("the repository at `{top}` belongs to somebody else");
            return Unknown::new(reason, format!("if you trust it, run `git config --global --add safe.directory {}`", pasted(&self.top.to_string_lossy())));
        }
        if NOT_THERE.iter().any(|words| said.contains(words)) && self.is_partial() {
            return left_out("what an earlier version holds");
        }
        let line = said.lines().find(|line| line.contains("fatal:") || line.contains("error:")).unwrap_or("it gave no reason");
        let line: String = line.chars().take(200).collect();
        Unknown::new(format!("git cannot read the repository at `{top}`: {line}"), "run `git fsck` there, or pass --no-history")
    }
}

/// What git says of an object that is not there.
const NOT_THERE: &[&str] = &["unable to read", "Could not read", "could not read", "not a tree object", "missing", "promisor"];

fn left_out(what: &str) -> Unknown {
    let way_out = "run `git fetch --refetch --no-filter`; in a CI job fetch everything: `fetch-depth: 0` and no `filter` for actions/checkout, \
                   `GIT_DEPTH: 0` and no `--filter` for GitLab; or pass --no-history";
    Unknown::new(format!("this is a partial clone, and {what} was left out of it"), way_out)
}

fn not_started(error: &std::io::Error) -> Unknown {
    Unknown::new(format!("`git` could not be started: {error}"), "install git, or pass --no-history")
}
