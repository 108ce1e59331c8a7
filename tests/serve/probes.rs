//! Raw requests as data, each with the status that it must get. Every answer carries the policies, and none speaks of machines.

use crate::common::Room;
use crate::preview::{HEADERS, Preview};

/// What comes after the request line of a good request.
const GOOD: &str = "Host: localhost:PORT\r\n\r\n";

fn probes() -> Vec<(String, u16)> {
    let mut all: Vec<(String, u16)> = Vec::new();
    // targets: an address is a key, and nothing else is in the table
    for (target, status) in [
        ("/", 200),
        ("/index.html", 200),
        ("/index.html?", 200),
        ("/index.html?x=../../etc/passwd", 200),
        ("/readiness/", 200),
        ("/readiness/index.html", 200),
        ("/data/accounts.csv", 200),
        ("/robots.txt", 200),
        ("/readiness", 404),
        ("/404", 404),
        ("/nothing.html", 404),
        ("/../quarterdeck.yaml", 404),
        ("/../../../../../../etc/passwd", 404),
        ("/accounts/../quarterdeck.yaml", 404),
        ("/./index.html", 404),
        ("/%2e%2e/quarterdeck.yaml", 404),
        ("/..%2fquarterdeck.yaml", 404),
        ("/%252e%252e%252fetc%252fpasswd", 404),
        ("/%2e%2e%5cquarterdeck.yaml", 404),
        ("/..;/quarterdeck.yaml", 404),
        ("/%c0%ae%c0%ae/etc/passwd", 404),
        ("/index%2ehtml", 404),
        ("/%00", 404),
        ("/index.html%00.css", 404),
        ("//index.html", 404),
        ("//", 404),
        ("///etc/passwd", 404),
        ("/readiness//index.html", 404),
        ("/INDEX.HTML", 404),
        ("/Readiness/", 404),
        ("/quarterdeck.yaml", 404),
        ("/people.yaml", 404),
        ("/accounts/northwind-health/plan.md", 404),
        ("/.git/config", 404),
        ("/.quarterdeck/", 404),
        ("/.quarterdeck/live.js", 404),
        ("/.quarterdeck/0123456789abcdef0123456789abcdef/events", 404),
        ("/.quarterdeck-site", 404),
        ("/C:/windows/win.ini", 404),
        ("/@fs/etc/passwd", 404),
        ("/index.html?.svg", 200),
        ("/index.html#x", 400),
        ("/..\\quarterdeck.yaml", 400),
        ("http://localhost:PORT/", 400),
        ("http://evil.example/", 400),
        ("localhost:PORT", 400),
        ("*", 400),
        ("index.html", 400),
    ] {
        all.push((format!("GET {target} HTTP/1.1\r\n{GOOD}"), status));
    }
    // names
    for (fields, status) in [
        ("Host: 127.0.0.1:PORT", 200),
        ("Host: [::1]:PORT", 200),
        ("Host: LOCALHOST:PORT", 200),
        ("host:localhost:PORT", 200),
        ("X: y", 421),
        ("Host:", 421),
        ("Host: localhost", 421),
        ("Host: localhost:1", 421),
        ("Host: evil.example", 421),
        ("Host: evil.example:PORT", 421),
        ("Host: localhost:PORT.evil.example", 421),
        ("Host: localhost.evil.example:PORT", 421),
        ("Host: 127.0.0.2:PORT", 421),
        ("Host: 0.0.0.0:PORT", 421),
        ("Host: [::]:PORT", 421),
        ("Host: user@localhost:PORT", 421),
        ("Host: localhost:PORT\r\nHost: localhost:PORT", 421),
        ("Host: localhost:PORT\r\nHost: evil.example", 421),
        ("Host: evil.example\r\nX-Forwarded-Host: localhost:PORT\r\nForwarded: host=localhost:PORT", 421),
        ("Host: localhost:PORT\r\nX-Forwarded-Host: evil.example", 200),
        // other sites
        ("Host: localhost:PORT\r\nOrigin: http://localhost:PORT", 200),
        ("Host: localhost:PORT\r\nOrigin: null", 403),
        ("Host: localhost:PORT\r\nOrigin: http://evil.example", 403),
        ("Host: localhost:PORT\r\nOrigin: http://localhost:1", 403),
        ("Host: localhost:PORT\r\nOrigin: https://localhost:PORT", 403),
        ("Host: localhost:PORT\r\nOrigin: http://127.0.0.1:PORT", 403),
        ("Host: localhost:PORT\r\nOrigin: http://localhost:PORT.evil.example", 403),
        ("Host: localhost:PORT\r\nSec-Fetch-Site: none", 200),
        ("Host: localhost:PORT\r\nSec-Fetch-Site: same-origin", 200),
        ("Host: localhost:PORT\r\nSec-Fetch-Site: same-site", 403),
        ("Host: localhost:PORT\r\nSec-Fetch-Site: cross-site", 403),
        ("Host: localhost:PORT\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document", 403),
        ("Host: localhost:PORT\r\nSec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site", 403),
        // bodies and smuggling
        ("Host: localhost:PORT\r\nContent-Length: 0", 200),
        ("Host: localhost:PORT\r\nContent-Length: 5", 413),
        ("Host: localhost:PORT\r\nContent-Length: 5\r\nContent-Length: 6", 400),
        ("Host: localhost:PORT\r\nContent-Length: 0\r\nContent-Length: 0", 400),
        ("Host: localhost:PORT\r\nContent-Length: -1", 400),
        ("Host: localhost:PORT\r\nTransfer-Encoding: chunked", 400),
        ("Host: localhost:PORT\r\nContent-Length: 3\r\nTransfer-Encoding: chunked", 400),
        ("Host: localhost:PORT\r\nTransfer-Encoding: xchunked", 400),
        ("Host: localhost:PORT\r\nTransfer-Encoding : chunked", 400),
        ("Host: localhost:PORT\r\n Transfer-Encoding: chunked", 400),
        ("Host: localhost:PORT\r\nA: b\r\n folded", 400),
        ("Host: localhost:PORT\r\nExpect: 100-continue", 417),
        // what is not asked for is not done
        ("Host: localhost:PORT\r\nRange: bytes=0-3", 200),
        ("Host: localhost:PORT\r\nUpgrade: websocket\r\nConnection: Upgrade", 200),
        ("Host: localhost:PORT\r\nIf-None-Match: *", 200),
    ] {
        all.push((format!("GET / HTTP/1.1\r\n{fields}\r\n\r\n"), status));
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "X"] {
        all.push((format!("{method} / HTTP/1.1\r\n{GOOD}"), 405));
    }
    // lines and versions
    for (request, status) in [
        ("GET / HTTP/1.0\r\nHost: localhost:PORT\r\n\r\n", 200),
        ("GET / HTTP/1.0\r\n\r\n", 421),
        ("GET /\r\n", 400),
        ("GET / HTTP/1.1\nHost: localhost:PORT\n\n", 400),
        ("GET / HTTP/1.1\r\nHost: localhost:PORT\n\r\n", 400),
        ("GET / HTTP/1.1\rHost: localhost:PORT\r\n\r\n", 400),
        ("GET /\0 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nA: b\0c\r\n\r\n", 400),
        ("GET  / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400),
        ("GET / HTTP/1.1 \r\nHost: localhost:PORT\r\n\r\n", 400),
        ("\r\nGET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400),
        ("GET / HTTP/1.2\r\nHost: localhost:PORT\r\n\r\n", 505),
        ("GET / HTTP/2.0\r\nHost: localhost:PORT\r\n\r\n", 505),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("GET / FTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400),
        ("\u{16}\u{3}\u{1}\u{2}", 400),
    ] {
        all.push((request.to_owned(), status));
    }
    let flood = |line: &str, n: usize| format!("GET / HTTP/1.1\r\nHost: localhost:PORT\r\n{}\r\n", line.repeat(n));
    all.push((flood("A: b\r\n", 99), 200));
    all.push((flood("A: b\r\n", 100), 431));
    all.push((flood("A: b\r\n", 3000), 431));
    all.push((flood(&format!("A: {}\r\n", "x".repeat(20_000)), 1), 431));
    all.push((format!("GET /{} HTTP/1.1\r\n{GOOD}", "x".repeat(20_000)), 431));
    all.push((format!("GET /{} HTTP/1.1\r\n{GOOD}", "../".repeat(2_000)), 404));
    all
}

#[test]
fn every_probe_gets_its_answer_with_the_policies_and_no_word_too_many() {
    let room = Room::new();
    let land = room.example("land");
    let preview = Preview::of(&land);
    let probes = probes();
    assert!(probes.len() >= 85, "{}", probes.len());
    let machine = [room.0.to_string_lossy().into_owned(), env!("CARGO_MANIFEST_DIR").to_owned(), "/src/".to_owned(), "root:".to_owned(), "panicked".to_owned()];
    for (request, expected) in &probes {
        let shown: String = request.chars().take(140).collect();
        let answer = preview.raw(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {shown:?}"));
        assert_eq!(answer.status, *expected, "{shown:?}: {}", answer.text().chars().take(200).collect::<String>());
        for (name, value) in HEADERS {
            let found: Vec<&str> = answer.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect();
            assert_eq!(found, [value], "{name} of {shown:?}");
        }
        assert!(!answer.fields.iter().any(|(name, _)| name.starts_with("access-control-") || name == "server"), "{:?}", answer.fields);
        assert_eq!(answer.field("allow"), (*expected == 405).then_some("GET, HEAD"), "{shown:?}");
        assert_eq!(answer.field("connection") == Some("close"), !matches!(expected, 200 | 404) || request.contains("HTTP/1.0"), "{shown:?}");
        let text = answer.text();
        if *expected != 200 {
            assert!(machine.iter().all(|word| !text.contains(word)), "{shown:?}: {text}");
        }
        if *expected == 404 {
            assert!(
                text.contains("There is no such page") && text.contains(" href=\"/readiness/index.html\""),
                "the site's own page, with links from the root"
            );
        }
    }
    assert_eq!(preview.said().lines().count(), 1, "requests say nothing at the terminal: {}", preview.said());
}

#[test]
fn types_follow_extensions_and_head_has_no_body() {
    let room = Room::new();
    let preview = Preview::of(&room.example("land"));
    for (address, media) in [
        ("index.html", "text/html; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("build.json", "application/json"),
        ("data/findings.sarif", "application/json"),
        ("data/accounts.csv", "text/csv; charset=utf-8"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
    ] {
        assert_eq!(preview.get(address).field("content-type"), Some(media), "{address}");
    }
    let page = preview.get("").text();
    for (extension, media) in [("css", "text/css; charset=utf-8"), ("js", "text/javascript; charset=utf-8"), ("svg", "image/svg+xml")] {
        let address = page.split('"').find(|word| word.starts_with("assets/") && word.ends_with(&format!(".{extension}"))).unwrap();
        assert_eq!(preview.get(address).field("content-type"), Some(media), "{address}");
    }
    let get = preview.get("");
    let head = preview.raw(b"HEAD / HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n").unwrap();
    assert_eq!((head.status, head.body.len(), head.field("content-length")), (200, 0, get.field("content-length")));
    // a listener of another site, or one that was typed, hears nothing
    let live = preview.live();
    for site in ["cross-site", "same-site", "none"] {
        let request = format!("GET /{live}events HTTP/1.1\r\nHost: localhost:PORT\r\nSec-Fetch-Site: {site}\r\n\r\n");
        assert_eq!(preview.raw(request.as_bytes()).unwrap().status, 403, "{site}");
    }
    assert_eq!(preview.get(&format!("{live}live.js")).status, 200);
    assert_eq!(preview.get(&format!("{live}other")).status, 404);
}
