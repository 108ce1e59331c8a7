//! Responses: status, type, the fixed policies, and the head as text.

use std::sync::Arc;

/// Sent with every response, errors too (`safety.md` §5). There is no CORS field, ever.
pub const POLICIES: &[(&str, &str)] = &[
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex, nofollow"),
];

/// A status with the sentence that a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    pub code: u16,
    pub reason: &'static str,
    pub says: &'static str,
}

const fn status(code: u16, reason: &'static str, says: &'static str) -> Status {
    Status { code, reason, says }
}

impl Status {
    pub const GOOD: Status = status(200, "OK", "");
    pub const BAD: Status = status(400, "Bad Request", "this is no request that quarterdeck understands");
    pub const FOREIGN: Status = status(
        403,
        "Forbidden",
        "the request comes from another site; the preview answers only to itself, so type the address or copy it into the address bar",
    );
    pub const MISSING: Status = status(404, "Not Found", "there is no such page");
    pub const METHOD: Status = status(405, "Method Not Allowed", "the preview can be read and nothing else");
    pub const TIMEOUT: Status = status(408, "Request Timeout", "the request did not come to its end in five seconds");
    pub const TOO_LARGE: Status = status(413, "Content Too Large", "no request has a body here");
    pub const EXPECTATION: Status = status(417, "Expectation Failed", "no request has a body here");
    pub const MISDIRECTED: Status =
        status(421, "Misdirected Request", "the preview answers to localhost, 127.0.0.1 and [::1] with its own port, and to no other name");
    pub const HEAD_TOO_LARGE: Status = status(431, "Request Header Fields Too Large", "the head of the request is too large");
    pub const FAILED: Status = status(500, "Internal Server Error", "this page could not be made");
    pub const BUSY: Status = status(503, "Service Unavailable", "too many connections are open");
    pub const VERSION: Status = status(505, "HTTP Version Not Supported", "the preview speaks HTTP/1.1");
}

/// What follows a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    Bytes(Arc<[u8]>),
    /// A stream of events that lasts as long as somebody listens.
    Events,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub status: Status,
    pub media: &'static str,
    pub body: Body,
    /// The head alone is wanted.
    pub head_only: bool,
    /// The connection ends after it.
    pub close: bool,
}

impl Response {
    /// A refusal, as plain text. The connection ends: what else has come over it cannot be trusted.
    pub fn refusal(status: Status) -> Self {
        let text = format!("{} {}: {}\n", status.code, status.reason, status.says);
        Response { status, media: TEXT, body: Body::Bytes(text.into_bytes().into()), head_only: false, close: true }
    }

    /// The head as it goes over the wire.
    pub fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\nContent-Type: {}\r\n", self.status.code, self.status.reason, self.media);
        match &self.body {
            Body::Bytes(bytes) => head.push_str(&format!("Content-Length: {}\r\n", bytes.len())),
            Body::Events => {}
        }
        if self.status == Status::METHOD {
            head.push_str("Allow: GET, HEAD\r\n");
        }
        head.push_str(if self.close { "Connection: close\r\n" } else { "Connection: keep-alive\r\n" });
        for (name, value) in POLICIES {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        head
    }
}

pub const TEXT: &str = "text/plain; charset=utf-8";
pub const HTML: &str = "text/html; charset=utf-8";
pub const EVENTS: &str = "text/event-stream";

/// The type of a file by its extension; browsers are told not to guess.
pub fn media(address: &str) -> &'static str {
    let name = address.rsplit('/').next().unwrap_or(address);
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "sarif" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "txt" | "md" => TEXT,
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
