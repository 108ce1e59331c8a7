//! The one listening socket of the house, on loopback alone and never anywhere else: HTTP/1.1 with a thread a connection, and limits on
//! everything that a client decides. What is answered is decided in `serve`; here bytes come in and go out.

mod connection;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};

use crate::serve::answer::{Ours, Table};

/// The port when nobody names one.
pub const PORT: u16 = 4747;
/// How many ports after a taken one are tried.
const NEXT: u16 = 20;
/// Connections at one time that ask for pages, or have not asked yet.
const CONNECTIONS: usize = 64;
/// Event streams besides them, so that however many listen, pages are served.
const STREAMS: usize = 16;
/// Above what a connection needs; pages are made on other threads.
const STACK: usize = 512 * 1024;

/// What is served: the newest state, and word of a newer one.
pub trait Served: Send + Sync {
    /// The site as one request sees it.
    fn table(&self) -> Arc<dyn Table + Send + Sync>;

    /// The newest notice as an event, with its number, once that is another than `known`; `None` when there was none for so long.
    fn notice(&self, known: u64, patience: Duration) -> Option<(u64, String)>;
}

/// The sockets of a server that has not begun.
pub struct Listeners {
    pub port: u16,
    /// The port that was wanted and is taken.
    pub taken: Option<u16>,
    sockets: Vec<TcpListener>,
}

/// Binds `wish`, where 0 is any port; without one, the usual port or one of the next.
///
/// # Errors
/// When the port is taken or may not be used.
pub fn bind(wish: Option<u16>) -> anyhow::Result<Listeners> {
    match wish {
        Some(0) => (0..NEXT).find_map(|_| both(0).ok()).ok_or_else(|| anyhow!("no port of this machine is free")),
        Some(port) => both(port).map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow!("port {port} is taken; name another with --port, or leave --port out and the next free one is used"),
            ErrorKind::PermissionDenied => anyhow!("port {port} may not be used by this user; name one above 1023 with --port"),
            _ => anyhow!("port {port} cannot be used: {error}"),
        }),
        None => {
            for port in PORT..=PORT + NEXT {
                match both(port) {
                    Ok(listeners) => return Ok(Listeners { taken: (port != PORT).then_some(PORT), ..listeners }),
                    Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                    Err(error) => return Err(anyhow!("port {port} cannot be used: {error}")),
                }
            }
            bail!("the ports {PORT} to {} are taken; name another with --port", PORT + NEXT)
        }
    }
}

/// One port on both loopback addresses: a browser takes `localhost` for either. A machine without IPv6 does without.
fn both(port: u16) -> std::io::Result<Listeners> {
    let four = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let port = four.local_addr()?.port();
    let mut sockets = vec![four];
    match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))) {
        Ok(six) => sockets.push(six),
        Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
        Err(_) => {}
    }
    Ok(Listeners { port, taken: None, sockets })
}

/// A token that nobody can guess: 128 bits from the system's own source, which a hasher's random keys are not meant to be.
///
/// # Errors
/// When the system has none.
pub fn token() -> anyhow::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes)).context("the system gives no random bytes (/dev/urandom)")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Counts what is open, and forgets it when it is dropped.
struct Open(Arc<AtomicUsize>);

impl Open {
    /// `None` when there are `most` already.
    fn one_more(count: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let open = Open(count.clone());
        (count.fetch_add(1, Ordering::AcqRel) < most).then_some(open)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Answers from now on, on threads of its own, until the program ends.
///
/// # Errors
/// When no thread can be started.
pub fn run(listeners: Listeners, ours: &Arc<Ours>, served: &Arc<dyn Served>) -> anyhow::Result<()> {
    let (connections, streams) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    for socket in listeners.sockets {
        let (ours, served, connections, streams) = (ours.clone(), served.clone(), connections.clone(), streams.clone());
        let accept = move || {
            for stream in socket.incoming() {
                let Ok(stream) = stream else {
                    // out of handles, most likely: a moment later some are free again
                    std::thread::sleep(Duration::from_millis(50));
                    continue;
                };
                let Some(open) = Open::one_more(&connections, CONNECTIONS) else {
                    connection::turn_away(stream);
                    continue;
                };
                let (ours, served, streams) = (ours.clone(), served.clone(), streams.clone());
                // a thread that cannot be started closes the connection, and a bug in one answer ends no other
                let talk = move || {
                    let _ = catch_unwind(AssertUnwindSafe(|| connection::talk(stream, open, &ours, &*served, &streams)));
                };
                let _ = std::thread::Builder::new().name("connection".to_owned()).stack_size(STACK).spawn(talk);
            }
        };
        std::thread::Builder::new().name("listener".to_owned()).spawn(accept).context("no thread can be started")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_said_and_the_next_one_found() {
        let held = bind(Some(0)).unwrap();
        let error = bind(Some(held.port)).err().unwrap().to_string();
        assert!(error.starts_with(&format!("port {} is taken; name another", held.port)), "{error}");
        assert_ne!(bind(Some(0)).unwrap().port, held.port);
        let first = bind(None).unwrap();
        let second = bind(None).unwrap();
        assert!(second.port > first.port && second.port <= PORT + NEXT && second.taken == Some(PORT));
        for listeners in [&held, &first, &second] {
            assert!(listeners.sockets.iter().all(|socket| socket.local_addr().unwrap().ip().is_loopback()));
        }
    }

    #[test]
    fn tokens_are_long_and_differ() {
        let (a, b) = (token().unwrap(), token().unwrap());
        assert!(a.len() == 32 && a != b && a.bytes().all(|byte| byte.is_ascii_hexdigit()), "{a} {b}");
    }
}
