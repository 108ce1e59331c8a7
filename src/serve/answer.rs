//! A request's bytes to a response. All that is decided about a request is decided here and in what it calls.

use std::sync::Arc;

use crate::base::rooted::{Root, rooted};
use crate::serve::head::{self, Reading};
use crate::serve::live::{self, Asked};
use crate::serve::response::{Body, EVENTS, HTML, Response, Status, TEXT, media};
use crate::serve::{address, gate};

/// What there is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Missing,
    Made(Arc<[u8]>),
    /// The reason, for the person who made the mistake.
    Failed(String),
}

/// The site as one request sees it.
pub trait Table {
    fn page(&self, key: &str) -> Page;

    /// The number of this state of the site.
    fn generation(&self) -> u64;
}

/// How the server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ours {
    pub port: u16,
    /// Part of the addresses that only our own pages know.
    pub token: String,
}

/// The response to the first request in `bytes`, and how many bytes that request had; `None` when it has not come whole.
pub fn answer(bytes: &[u8], ours: &Ours, table: &dyn Table) -> Option<(Response, usize)> {
    let head = match head::read(bytes) {
        Reading::More => return None,
        Reading::Refused(status) => return Some((Response::refusal(status), bytes.len())),
        Reading::Whole(head) => head,
    };
    if let Err(status) = gate::admit(&head, ours.port) {
        return Some((Response::refusal(status), bytes.len()));
    }
    let head_only = match head.method {
        "GET" => false,
        "HEAD" => true,
        _ => return Some((Response::refusal(Status::METHOD), bytes.len())),
    };
    let Some(key) = address::key(head.target) else { return Some((Response::refusal(Status::BAD), bytes.len())) };
    let response = match live::asked(&key, &ours.token) {
        Some(Asked::Events) if !gate::may_listen(&head) => Response::refusal(Status::FOREIGN),
        Some(Asked::Events) => Response { status: Status::GOOD, media: EVENTS, body: Body::Events, head_only, close: true },
        Some(Asked::File(name, bytes)) => whole(Status::GOOD, media(name), bytes.into()),
        None => page(&key, ours, table),
    };
    Some((Response { head_only, close: response.close || head.closes(), ..response }, head.length))
}

fn whole(status: Status, media: &'static str, bytes: Arc<[u8]>) -> Response {
    Response { status, media, body: Body::Bytes(bytes), head_only: false, close: false }
}

fn page(key: &str, ours: &Ours, table: &dyn Table) -> Response {
    let html = |status, bytes: &[u8]| whole(status, HTML, live::with_tag(bytes, &ours.token, table.generation()).into());
    match table.page(key) {
        Page::Made(bytes) if media(key) == HTML => html(Status::GOOD, &bytes),
        Page::Made(bytes) => whole(Status::GOOD, media(key), bytes),
        Page::Failed(reason) => {
            let mut text = crate::base::html::Html::new();
            text.open("h1", &[]).text(Status::FAILED.says).close("h1").open("pre", &[]).text(&reason).close("pre");
            let page =
                format!("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>500</title></head><body>{}</body></html>\n", text.as_str());
            html(Status::FAILED, page.as_bytes())
        }
        Page::Missing => match table.page("404.html") {
            Page::Made(bytes) => html(Status::MISSING, &rooted(&bytes, &Root::top())),
            Page::Missing | Page::Failed(_) => whole(Status::MISSING, TEXT, format!("404 Not Found: {}\n", Status::MISSING.says).into_bytes().into()),
        },
    }
}
