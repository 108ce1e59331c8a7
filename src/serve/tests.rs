//! Requests as data: bytes in, status or key out.

use std::sync::Arc;

use super::answer::{Ours, Page, Table, answer};
use super::head::{self, MAX_HEAD, Reading};
use super::response::{Body, POLICIES, Response};
use super::{address, live};

struct Small;

impl Table for Small {
    fn page(&self, key: &str) -> Page {
        match key {
            "index.html" => Page::Made(b"<html><head><title>x</title></head><body>home</body></html>".as_slice().into()),
            "a/index.html" | "a/b.csv" => Page::Made(key.as_bytes().into()),
            "404.html" => {
                Page::Made(b"<head></head><a href=\"a/b.html\">href=&quot;a</a><a href=\"#x\"><a href=\"https://x\"><img src=\"i.png\">".as_slice().into())
            }
            "broken.html" => Page::Failed("theme/templates/plan.html:3:7: <odd>".to_owned()),
            _ => Page::Missing,
        }
    }

    fn generation(&self) -> u64 {
        7
    }
}

fn ours() -> Ours {
    Ours { port: 4747, token: "t0k3n".to_owned() }
}

fn asked(request: &[u8]) -> Response {
    answer(request, &ours(), &Small).expect("a whole request").0
}

fn text(response: &Response) -> String {
    match &response.body {
        Body::Bytes(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
        Body::Events => "events".to_owned(),
    }
}

#[test]
fn heads_are_read_strictly() {
    let check = |bytes: &[u8], expected: Option<u16>| {
        let got = match head::read(bytes) {
            Reading::More => Some(0),
            Reading::Whole(_) => None,
            Reading::Refused(status) => Some(status.code),
        };
        assert_eq!(got, expected, "{}", String::from_utf8_lossy(&bytes[..bytes.len().min(120)]));
    };
    const WHOLE: Option<u16> = None;
    const MORE: Option<u16> = Some(0);
    check(b"", MORE);
    check(b"GET / HT", MORE);
    check(b"GET / HTTP/1.1\r\nHost: x\r\n", MORE);
    check(b"GET / HTTP/1.1\r\nHost: x\r\n\r", MORE);
    check(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", WHOLE);
    check(b"GET / HTTP/1.0\r\n\r\n", WHOLE);
    check(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\n", WHOLE);
    check(b"GET / HTTP/1.1\r\nA: \xff\r\n\r\n", WHOLE);
    check(b"GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", WHOLE);
    for odd in [
        &b"\r\nGET / HTTP/1.1\r\n\r\n"[..],
        b" GET / HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET /\r\n",
        b"GET  / HTTP/1.1\r\n",
        b"GET / /x HTTP/1.1\r\n",
        b"GET\t/ HTTP/1.1\r\n",
        b"GET / http/1.1\r\n",
        b"GET / HTTP/1.1\n",
        b"GET / HTTP/1.1\r\nHost: x\n\n",
        b"GET / HTTP/1.1\rHost: x\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n",
        b"GET / HTTP/1.1\r\nnocolon\r\n\r\n",
        b"GET / HTTP/1.1\r\n: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nA\0: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\ntransfer-ENCODING: identity\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: +0\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length:\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 0, 0\r\n\r\n",
    ] {
        check(odd, Some(400));
    }
    check(b"GET / HTTP/1.1\r\nContent-Length: 1\r\n\r\n", Some(413));
    check(b"GET / HTTP/1.1\r\nContent-Length: 99999999999999999999999999\r\n\r\n", Some(413));
    check(b"GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n", Some(417));
    check(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Some(505));
    check(b"GET / HTTP/1.2\r\n\r\n", Some(505));
    let flood = |line: String, n: usize| [b"GET / HTTP/1.1\r\n".to_vec(), line.repeat(n).into_bytes(), b"\r\n".to_vec()].concat();
    check(&flood("A: b\r\n".to_owned(), 100), WHOLE);
    check(&flood("A: b\r\n".to_owned(), 101), Some(431));
    check(&flood(format!("A: {}\r\n", "x".repeat(MAX_HEAD)), 1), Some(431));
    check(&vec![b'a'; MAX_HEAD], Some(431));
    check(&vec![b'a'; MAX_HEAD - 1], MORE);
    let full = flood(format!("A: {}\r\n", "x".repeat(MAX_HEAD - 23)), 1);
    assert_eq!(full.len(), MAX_HEAD);
    check(&full, WHOLE);
}

#[test]
fn every_prefix_and_every_flipped_byte_is_read_without_a_panic() {
    let request = b"GET /a/ HTTP/1.1\r\nHost: localhost:4747\r\nOrigin: http://localhost:4747\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 0\r\n\r\n";
    for end in 0..request.len() {
        assert_eq!(head::read(&request[..end]), Reading::More, "{end}");
        for flip in [0u8, b' ', b'\r', b'\n', b':', 0x7f, 0xff] {
            let mut bytes = request.to_vec();
            bytes[end] = flip;
            if let Some((response, used)) = answer(&bytes, &ours(), &Small) {
                assert!(used <= bytes.len() && response.status.code >= 200);
            }
        }
    }
}

#[test]
fn a_target_is_a_key_or_nothing() {
    let check = |target: &str, expected: Option<&str>| assert_eq!(address::key(target).as_deref(), expected, "{target}");
    check("/", Some("index.html"));
    check("/x/", Some("x/index.html"));
    check("/x", Some("x"));
    check("/x.html?a=/../b#", Some("x.html"));
    check("//", Some("/index.html"));
    check("/%2e%2e/", Some("%2e%2e/index.html"));
    check("/../../etc/passwd", Some("../../etc/passwd"));
    check("*", None);
    check("", None);
    check("http://localhost:4747/", None);
    check("/x#y", None);
    check("/a\\b", None);
    check("/\u{e9}", None);
}

#[test]
fn only_we_and_the_address_bar_may_ask() {
    let check = |fields: &str, expected: u16| assert_eq!(asked(format!("GET / HTTP/1.1\r\n{fields}\r\n").as_bytes()).status.code, expected, "{fields}");
    for host in ["localhost:4747", "127.0.0.1:4747", "[::1]:4747", "LocalHost:4747"] {
        check(&format!("Host: {host}\r\n"), 200);
        check(&format!("Host: {host}\r\nOrigin: http://{host}\r\n"), 200);
    }
    for host in
        ["", "localhost", "localhost:", "localhost:4748", "localhost:04747", "evil.example:4747", "127.0.0.1.evil.example:4747", "::1:4747", "0.0.0.0:4747"]
    {
        check(&format!("Host: {host}\r\n"), 421);
    }
    check("", 421);
    check("Host: localhost:4747\r\nHost: localhost:4747\r\n", 421);
    check("Host: evil.example\r\nX-Forwarded-Host: localhost:4747\r\n", 421);
    for origin in [
        "null",
        "http://evil.example",
        "https://localhost:4747",
        "http://localhost",
        "http://127.0.0.1:4747",
        "",
        "http://localhost:4747, http://localhost:4747",
    ] {
        check(&format!("Host: localhost:4747\r\nOrigin: {origin}\r\n"), 403);
    }
    check("Host: localhost:4747\r\nOrigin: http://localhost:4747\r\nOrigin: http://localhost:4747\r\n", 403);
    for (site, expected) in [("none", 200), ("same-origin", 200), ("same-site", 403), ("cross-site", 403), ("", 403), ("Same-Origin", 403)] {
        check(&format!("Host: localhost:4747\r\nSec-Fetch-Site: {site}\r\n"), expected);
    }
    let port_80 = Ours { port: 80, token: "t".to_owned() };
    assert_eq!(answer(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", &port_80, &Small).unwrap().0.status.code, 200);
}

#[test]
fn what_is_asked_for_is_what_comes() {
    let get = |target: &str, more: &str| asked(format!("GET {target} HTTP/1.1\r\nHost: localhost:4747\r\n{more}\r\n").as_bytes());
    let home = get("/", "");
    assert_eq!((home.status.code, home.media, home.close), (200, "text/html; charset=utf-8", false));
    assert!(text(&home).contains("<script src=\"/.quarterdeck/t0k3n/live.js\" data-generation=\"7\" defer></script></head><body>home"), "{}", text(&home));
    assert_eq!(text(&get("/a/b.csv", "")), "a/b.csv");
    assert!(text(&get("/a/", "")).starts_with("a/index.html<link"), "a page without a head still has the tag");
    assert!(get("/", "Connection: Keep-Alive, Close\r\n").close);
    assert!(asked(b"GET / HTTP/1.0\r\nHost: localhost:4747\r\n\r\n").close);
    let missing = get("/no/such", "");
    assert_eq!(missing.status.code, 404);
    assert!(text(&missing).ends_with("<a href=\"/a/b.html\">href=&quot;a</a><a href=\"#x\"><a href=\"https://x\"><img src=\"/i.png\">"), "{}", text(&missing));
    let failed = get("/broken.html", "");
    assert!(failed.status.code == 500 && text(&failed).contains("plan.html:3:7: &lt;odd&gt;"), "{}", text(&failed));
    assert_eq!(get("/.quarterdeck/t0k3n/events", "").body, Body::Events);
    assert_eq!(get("/.quarterdeck/t0k3n/events", "Sec-Fetch-Site: none\r\n").status.code, 403);
    assert_eq!(get("/.quarterdeck/wrong/events", "").status.code, 404);
    assert_eq!(get("/.quarterdeck//live.js", "").status.code, 404);
    assert_eq!(get("/.quarterdeck/t0k3n/live.js", "").media, "text/javascript; charset=utf-8");
    assert_eq!(live::asked(".quarterdeck//live.js", ""), None);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get"] {
        let refused = asked(format!("{method} / HTTP/1.1\r\nHost: localhost:4747\r\n\r\n").as_bytes());
        assert!(refused.status.code == 405 && refused.head().contains("\r\nAllow: GET, HEAD\r\n"), "{method}");
    }
    let head = asked(b"HEAD / HTTP/1.1\r\nHost: localhost:4747\r\n\r\n");
    assert!(head.head_only && head.head().contains(&format!("Content-Length: {}\r\n", text(&home).len())));
}

#[test]
fn every_head_carries_the_policies_and_no_cors() {
    for request in [
        "GET / HTTP/1.1\r\nHost: localhost:4747\r\n\r\n",
        "GET /none HTTP/1.1\r\nHost: localhost:4747\r\n\r\n",
        "x\n",
        "POST / HTTP/1.1\r\nHost: localhost:4747\r\n\r\n",
    ] {
        let head = asked(request.as_bytes()).head();
        for (name, value) in POLICIES {
            assert_eq!(head.matches(&format!("\r\n{name}: {value}\r\n")).count(), 1, "{name} in {head}");
        }
        assert!(!head.to_ascii_lowercase().contains("access-control"), "{head}");
        assert!(head.ends_with("\r\n\r\n") && head.is_ascii());
    }
}

#[test]
fn a_notice_is_one_event() {
    let fault = live::Fault { place: "quarterdeck.yaml:1:1".to_owned(), message: "two\nlines".to_owned(), help: None };
    let event = live::Notice { generation: 3, faults: vec![fault] }.event();
    assert_eq!(event, "data: {\"generation\":3,\"faults\":[{\"place\":\"quarterdeck.yaml:1:1\",\"message\":\"two\\nlines\",\"help\":null}]}\n\n");
    let page: Arc<[u8]> = b"no head".as_slice().into();
    assert!(live::with_tag(&page, "t", 1).starts_with(b"no head<link"));
}
