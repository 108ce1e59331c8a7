//! A running preview: asked by raw bytes, listened to, and ended with the test.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::common::{TODAY, command, same, tree};

/// Longer than anything takes on a busy machine.
const LONG: Duration = Duration::from_secs(30);

/// The policies of `safety.md` §5, word for word.
pub const HEADERS: [(&str, &str); 9] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ("cache-control", "no-store"),
    ("x-robots-tag", "noindex, nofollow"),
];

pub struct Preview {
    child: Child,
    pub port: u16,
    said: Arc<Mutex<String>>,
}

/// A response, its field names in lower case.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Reads one response; `None` when the connection ends without one.
    pub fn read(reader: &mut impl BufRead) -> Option<Answer> {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("no status line: {line:?}"));
        let mut fields = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            fields.push((name.to_lowercase(), value.to_owned()));
        }
        let mut answer = Answer { status, fields, body: Vec::new() };
        if let Some(length) = answer.field("content-length").map(|length| length.parse().unwrap()) {
            answer.body = vec![0; length];
            // the answer to HEAD has a length and no body
            if reader.read_exact(&mut answer.body).is_err() {
                answer.body.clear();
            }
        }
        Some(answer)
    }
}

impl Preview {
    /// Serves a territory on any free port, as of the day of all tests.
    pub fn of(folder: &Path) -> Preview {
        Preview::with(folder, &["--port", "0", "--no-history"])
    }

    pub fn with(folder: &Path, arguments: &[&str]) -> Preview {
        let mut command = command();
        command.current_dir(folder).args(["serve", "--as-of", TODAY]).args(arguments);
        Preview::start(command)
    }

    pub fn start(mut command: Command) -> Preview {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (mut stderr, copy) = (child.stderr.take().unwrap(), said.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = stderr.read(&mut buffer) {
                copy.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..n]));
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("http://localhost:").and_then(|rest| rest.trim_end_matches('/').parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address: {line:?} {}", said.lock().unwrap()));
        let preview = Preview { child, port, said };
        preview.wait_for("Ctrl-C ends it");
        preview
    }

    /// What was said at the terminal.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        let ends = Instant::now() + LONG;
        while !self.said().contains(text) {
            assert!(Instant::now() < ends, "`{text}` was not said:\n{}", self.said());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream
    }

    /// Sends bytes, in which `PORT` is our port, and reads the first response.
    pub fn raw(&self, request: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        let _ = stream.write_all(&filled(request, self.port));
        Answer::read(&mut BufReader::new(stream))
    }

    pub fn get(&self, address: &str) -> Answer {
        self.raw(format!("GET /{address} HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n").as_bytes()).unwrap()
    }

    /// The folder of the live files, from the tag of a page.
    pub fn live(&self) -> String {
        let page = self.get("").text();
        let at = page.find("/.quarterdeck/").expect("a page has the tag");
        page[at + 1..].split_inclusive('/').take(2).collect()
    }

    pub fn listen(&self) -> Listener {
        let mut stream = self.connect();
        let live = self.live();
        write!(stream, "GET /{live}events HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\n\r\n", self.port).unwrap();
        let mut reader = BufReader::new(stream);
        let head = Answer::read(&mut reader).unwrap();
        assert_eq!((head.status, head.field("content-type")), (200, Some("text/event-stream")));
        Listener { reader }
    }

    /// Every file of the site that a clean build of the same territory makes is served with the same bytes, but for the tag.
    #[track_caller]
    pub fn serves_what_is_built(&self, what: &str, folder: &Path, out: &Path, arguments: &[&str]) {
        let _ = std::fs::remove_dir_all(out);
        let mut build = command();
        build.current_dir(folder).args(["build", "-q", "--as-of", TODAY, "--out"]).arg(out).args(arguments);
        crate::common::finish(build).ends(0);
        let mut built = tree(out);
        built.remove(".quarterdeck-site");
        let mut reader = BufReader::new(self.connect());
        let served: BTreeMap<String, Vec<u8>> = built
            .keys()
            .map(|address| {
                // in one piece: small pieces wait for each other on the way
                let request = format!("GET /{address} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
                reader.get_mut().write_all(request.as_bytes()).unwrap();
                let answer = Answer::read(&mut reader).unwrap();
                assert_eq!(answer.status, 200, "{what}: {address}");
                (address.clone(), if address.ends_with(".html") { untagged(&answer.body) } else { answer.body })
            })
            .collect();
        same(what, &built, &served);
    }

    /// Sends a signal, and gives the exit code.
    pub fn end(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
        let begun = Instant::now();
        let status = self.child.wait().unwrap();
        assert!(begun.elapsed() < Duration::from_secs(2), "it ends at once");
        status.code()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !std::thread::panicking() {
            assert!(!self.said().contains("panicked"), "{}", self.said());
        }
    }
}

fn filled(request: &[u8], port: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = request;
    while let Some((first, after)) = rest.split_first() {
        match rest.strip_prefix(b"PORT") {
            Some(after) => {
                bytes.extend_from_slice(port.to_string().as_bytes());
                rest = after;
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

/// A page without the tag of the preview, which must be there.
#[track_caller]
fn untagged(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(page.to_vec()).unwrap();
    let begin = text.find("<link rel=\"stylesheet\" href=\"/.quarterdeck/").expect("a page has the tag");
    let end = begin + text[begin..].find("</script>").unwrap() + "</script>".len();
    assert!(text[end..].starts_with("</head>"), "the tag is the last of the head");
    [&text[..begin], &text[end..]].concat().into_bytes()
}

/// Somebody who listens to notices.
pub struct Listener {
    reader: BufReader<TcpStream>,
}

impl Listener {
    /// The next notice within the time.
    pub fn next_within(&mut self, patience: Duration) -> Option<serde_json::Value> {
        let ends = Instant::now() + patience;
        loop {
            let left = ends.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            self.reader.get_ref().set_read_timeout(Some(left)).unwrap();
            let mut line = String::new();
            match self.reader.read_line(&mut line) {
                Ok(0) => panic!("the stream ended"),
                Ok(_) => {
                    if let Some(data) = line.strip_prefix("data: ") {
                        return Some(serde_json::from_str(data).unwrap());
                    }
                }
                Err(_) => return None,
            }
        }
    }

    #[track_caller]
    pub fn next(&mut self) -> serde_json::Value {
        self.next_within(LONG).expect("a notice")
    }

    /// Nothing is told for so long.
    #[track_caller]
    pub fn silence(&mut self, milliseconds: u64) {
        if let Some(notice) = self.next_within(Duration::from_millis(milliseconds)) {
            panic!("a notice too many: {notice}");
        }
    }
}
