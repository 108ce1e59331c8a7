//! One connection: heads come in within their time, responses go out, and whoever goes away is noticed.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use super::{Open, STREAMS, Served};
use crate::serve::answer::{Ours, answer};
use crate::serve::head::MAX_HEAD;
use crate::serve::live::STILL_HERE;
use crate::serve::response::{Body, Response, Status};

/// From the first byte of a head to its last.
const HEAD: Duration = Duration::from_secs(5);
/// From one response to the next request.
const IDLE: Duration = Duration::from_secs(15);
/// For a client to take what it asked for.
const WRITE: Duration = Duration::from_secs(10);
/// Between two signs of life on a stream of events.
const BEAT: Duration = Duration::from_secs(10);
/// How soon a listener that went away is noticed.
const LOOK: Duration = Duration::from_millis(250);

/// Answers the requests of a connection one after the other. Its place is given back as soon as it listens, which has places of its own, or may not.
pub(super) fn talk(mut stream: TcpStream, place: Open, ours: &Ours, served: &dyn Served, streams: &Arc<AtomicUsize>) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(WRITE));
    let mut bytes = Vec::new();
    loop {
        let response = loop {
            // each request sees one state of the site
            if let Some((response, used)) = answer(&bytes, ours, &*served.table()) {
                bytes.drain(..used.min(bytes.len()));
                break response;
            }
            match more(&mut stream, &mut bytes) {
                Some(true) => {}
                Some(false) => return,
                None => break Response::refusal(Status::TIMEOUT),
            }
        };
        if response.body == Body::Events && !response.head_only {
            drop(place);
            match Open::one_more(streams, STREAMS) {
                Some(_open) => tell(&mut stream, &response, served),
                // its head was read to the end: nothing need be waited for
                None => turn_away(stream),
            }
            return;
        }
        if response.close {
            return finish(stream, &response);
        }
        if send(&mut stream, &response).is_err() {
            return;
        }
    }
}

/// Too many are here already.
pub(super) fn turn_away(mut stream: TcpStream) {
    // never waits: the thread that accepts has no time for it
    let _ = stream.set_nonblocking(true);
    let _ = send(&mut stream, &Response::refusal(Status::BUSY));
    let _ = stream.shutdown(Shutdown::Write);
}

/// Reads on until a head may be whole. `Some(false)`: the client has gone, or never began; `None`: it began and did not come to the end.
fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<bool> {
    let mut buffer = [0; 4096];
    let mut ends = Instant::now() + if bytes.is_empty() { IDLE } else { HEAD };
    loop {
        let left = ends.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return if bytes.is_empty() { Some(false) } else { None };
        }
        match stream.read(&mut buffer) {
            Ok(0) => return Some(false),
            Ok(n) => {
                if bytes.is_empty() {
                    ends = Instant::now() + HEAD;
                }
                bytes.extend_from_slice(buffer.get(..n).unwrap_or(&buffer));
                let new = bytes.len().saturating_sub(n + 3);
                let whole = bytes.get(new..).is_some_and(|tail| tail.windows(4).any(|four| four == b"\r\n\r\n"));
                // a head that is wrong from its first line on need not be waited for
                if whole || bytes.len() >= MAX_HEAD || !matches!(crate::serve::head::read(bytes), crate::serve::head::Reading::More) {
                    return Some(true);
                }
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted) => {}
            Err(_) => return Some(false),
        }
    }
}

fn send(stream: &mut TcpStream, response: &Response) -> std::io::Result<()> {
    let head = response.head().into_bytes();
    match &response.body {
        Body::Bytes(body) if !response.head_only => {
            if body.len() < 64 * 1024 {
                stream.write_all(&[&head, &**body].concat())
            } else {
                stream.write_all(&head)?;
                stream.write_all(body)
            }
        }
        _ => stream.write_all(&head),
    }
}

/// Sends the last response. What the client still sends is read for a moment: a connection that is closed on unread bytes takes the response with it.
fn finish(mut stream: TcpStream, response: &Response) {
    if send(&mut stream, response).is_err() || stream.shutdown(Shutdown::Write).is_err() {
        return;
    }
    let ends = Instant::now() + Duration::from_millis(500);
    let mut buffer = [0; 4096];
    for _ in 0..16 {
        let left = ends.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() || !matches!(stream.read(&mut buffer), Ok(1..)) {
            return;
        }
    }
}

/// Tells of every new state, until the listener has gone.
fn tell(stream: &mut TcpStream, response: &Response, served: &dyn Served) {
    if stream.write_all(response.head().as_bytes()).is_err() {
        return;
    }
    let mut known = 0;
    let mut said = Instant::now();
    loop {
        let event = match served.notice(known, LOOK) {
            Some((number, event)) => {
                known = number;
                event
            }
            None if said.elapsed() >= BEAT => STILL_HERE.to_owned(),
            None if gone(stream) => return,
            None => continue,
        };
        said = Instant::now();
        if stream.write_all(event.as_bytes()).is_err() {
            return;
        }
    }
}

/// A listener has nothing more to say; a stream that can be read has ended, or does not keep to that.
fn gone(stream: &TcpStream) -> bool {
    let _ = stream.set_nonblocking(true);
    let gone = !matches!(stream.peek(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock);
    let _ = stream.set_nonblocking(false);
    gone
}
