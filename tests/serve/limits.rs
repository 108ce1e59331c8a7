//! What a client cannot do: be slow, be many, listen without end.

use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::common::Room;
use crate::preview::{Answer, Preview};

#[test]
fn a_slow_head_is_ended_after_five_seconds_and_disturbs_nobody() {
    let room = Room::new();
    let preview = Preview::of(&room.example("land"));
    let mut slow = preview.connect();
    let begun = Instant::now();
    let writer = std::thread::spawn({
        let mut slow = slow.try_clone().unwrap();
        move || {
            for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\nC: d\r\n" {
                if slow.write_all(&[*byte]).is_err() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(200));
            }
        }
    });
    assert_eq!(preview.get("").status, 200, "others are answered meanwhile");
    let answer = Answer::read(&mut BufReader::new(&mut slow)).unwrap();
    assert_eq!(answer.status, 408);
    assert!((Duration::from_secs(5)..Duration::from_secs(8)).contains(&begun.elapsed()), "{:?}", begun.elapsed());
    writer.join().unwrap();
}

#[test]
fn requests_follow_each_other_on_one_connection_until_one_is_odd() {
    let room = Room::new();
    let preview = Preview::of(&room.example("land"));
    let mut reader = BufReader::new(preview.connect());
    let two = format!("GET /robots.txt HTTP/1.1\r\nHost: localhost:{0}\r\n\r\nGET /none HTTP/1.1\r\nHost: localhost:{0}\r\n\r\n", preview.port);
    reader.get_mut().write_all(two.as_bytes()).unwrap();
    assert_eq!(Answer::read(&mut reader).unwrap().status, 200);
    assert_eq!(Answer::read(&mut reader).unwrap().status, 404);
    // what would be a second request inside of a body is never looked at
    let smuggled =
        format!("GET / HTTP/1.1\r\nHost: localhost:{0}\r\nContent-Length: 60\r\n\r\nGET /robots.txt HTTP/1.1\r\nHost: localhost:{0}\r\n\r\n", preview.port);
    reader.get_mut().write_all(smuggled.as_bytes()).unwrap();
    assert_eq!(Answer::read(&mut reader).unwrap().status, 413);
    assert!(Answer::read(&mut reader).is_none(), "the connection has ended");
}

#[test]
fn the_sixty_fifth_connection_is_turned_away_and_a_free_place_is_given_again() {
    let room = Room::new();
    let preview = Preview::of(&room.example("land"));
    let held: Vec<TcpStream> = (0..64).map(|_| preview.connect()).collect();
    let turned = Answer::read(&mut BufReader::new(preview.connect())).unwrap();
    assert_eq!((turned.status, turned.field("x-frame-options")), (503, Some("DENY")));
    drop(held);
    let ends = Instant::now() + Duration::from_secs(10);
    while preview.raw(b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n").is_none_or(|answer| answer.status != 200) {
        assert!(Instant::now() < ends, "no place was freed");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn however_many_listen_pages_are_served() {
    let room = Room::new();
    let preview = Preview::of(&room.example("land"));
    let request = format!("GET /{}events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.live(), preview.port);
    let mut status = [0; 12];
    let mut asked = |wanted: &[u8; 12]| {
        let mut stream = preview.connect();
        stream.write_all(request.as_bytes()).unwrap();
        stream.read_exact(&mut status).unwrap();
        assert_eq!(&status, wanted);
        stream
    };
    let held: Vec<TcpStream> = (0..16).map(|_| asked(b"HTTP/1.1 200")).collect();
    // none of these is closed on this side
    let refused: Vec<TcpStream> = (0..184).map(|_| asked(b"HTTP/1.1 503")).collect();
    let pages: Vec<TcpStream> = (0..63).map(|_| preview.connect()).collect();
    assert_eq!(preview.raw(b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n").unwrap().status, 200, "streams take no place of a page");
    drop((held, refused, pages));
}

#[test]
fn listeners_are_counted_and_forgotten_when_they_leave() {
    let room = Room::new();
    let preview = Preview::of(&room.example("land"));
    let mut listeners: Vec<_> = (0..16).map(|_| preview.listen()).collect();
    assert!(listeners.iter_mut().all(|listener| listener.next()["generation"] == 1));
    let request = format!("GET /{}events HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", preview.live());
    assert_eq!(preview.raw(request.as_bytes()).unwrap().status, 503);
    drop(listeners);
    // that they left is seen one after the other: who asks too early is turned away and asks again
    let ends = Instant::now() + Duration::from_secs(20);
    let mut stream = loop {
        let mut stream = preview.connect();
        stream.write_all(request.replace("PORT", &preview.port.to_string()).as_bytes()).unwrap();
        let mut status = [0; 12];
        stream.read_exact(&mut status).unwrap();
        if &status == b"HTTP/1.1 200" {
            break stream;
        }
        assert!(Instant::now() < ends, "no place was freed");
        std::thread::sleep(Duration::from_millis(50));
    };
    // a sign of life on a quiet stream, so that nobody between takes it for dead
    let mut all = Vec::new();
    let mut buffer = [0; 1024];
    let begun = Instant::now();
    while !all.ends_with(b"\n\n:\n\n") {
        assert!(begun.elapsed() < Duration::from_secs(14), "no sign of life: {}", String::from_utf8_lossy(&all));
        let n = stream.read(&mut buffer).unwrap();
        all.extend_from_slice(&buffer[..n]);
    }
}
