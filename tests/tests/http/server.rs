use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use metrics_core::http::Handler;
use metrics_core::server::Server;
use metrics_core::{Collector, Format};
use tests::{fetch, request};

use crate::support::{custom, failing, one, registry};

fn start() -> Server {
    Server::start("127.0.0.1:0", registry(one("a"))).unwrap()
}

/// A collector that takes that long.
fn slow(time: Duration) -> impl Collector {
    custom("slow", move |desc, scrape| {
        sleep(time);
        scrape.gauge(desc, &[], 1.0);
    })
}

fn connect(server: &Server, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.local_addr()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

/// Reads what `/metrics` answers on a connection that stays open.
fn read_answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    while !answer.ends_with(b"\na 1\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    String::from_utf8(answer).unwrap()
}

/// How long it takes to end.
fn shutdown(server: Server) -> Duration {
    let start = Instant::now();
    server.shutdown();
    start.elapsed()
}

#[test]
fn serves_metrics_under_its_url() {
    let server = start();
    assert_eq!(server.url(), format!("http://{}/metrics", server.local_addr()));
    let fetched = fetch(&server.url()).unwrap();
    assert_eq!(fetched.status, 200);
    assert_eq!(fetched.header("content-type"), Some(Format::Text.content_type()));
    assert_eq!(fetched.body, "# HELP a Help.\n# TYPE a gauge\na 1\n");
}

#[test]
fn other_paths_lead_there() {
    let server = start();
    let root = fetch(&server.url().replace("metrics", "")).unwrap();
    assert_eq!(root.status, 200);
    assert!(root.body.contains("<a href=\"/metrics\">"), "{}", root.body);
    let missing = fetch(&server.url().replace("metrics", "metric")).unwrap();
    assert_eq!((missing.status, &*missing.body), (404, "try /metrics\n"));
    assert_eq!(fetch(&format!("{}?name=a", server.url())).unwrap().status, 200);
}

#[test]
fn head_has_the_length_and_no_body() {
    let server = start();
    for (path, length) in [("/metrics", "34"), ("/missing", "13")] {
        let head = request(server.local_addr(), &format!("HEAD {path} HTTP/1.0\r\n\r\n")).unwrap();
        assert_eq!(head.header("content-length"), Some(length));
        assert_eq!(head.body, "");
    }
}

#[test]
fn takes_a_handler_with_settings() {
    let handler = Handler::new(registry(failing("a"))).on_error(|_| {});
    let server = Server::start("127.0.0.1:0", handler).unwrap();
    assert_eq!(fetch(&server.url()).unwrap().status, 500);
}

#[test]
fn serves_many_clients() {
    let server = start();
    let url = server.url();
    scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..25).for_each(|_| assert_eq!(fetch(&url).unwrap().status, 200)));
        }
    });
}

#[test]
fn serves_many_requests_on_a_connection() {
    let server = start();
    let mut stream = connect(&server, "");
    for _ in 0..10 {
        stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
        assert!(read_answer(&mut stream).starts_with("HTTP/1.1 200 OK\r\n"));
    }
}

#[test]
fn a_clients_mistake_does_not_end_it() {
    let server = start();
    for text in ["\0\0\0\0\r\n\r\n", "GET /metrics HTTP/9.9\r\n\r\n", "{\"json\": true}\r\n\r\n"] {
        assert_eq!(request(server.local_addr(), text).unwrap().status, 400, "{text:?}");
    }
    let long = format!("GET /metrics HTTP/1.1\r\nA: {}\r\n\r\n", "a".repeat(1 << 20));
    // Refused, or reset before all was sent.
    assert!(request(server.local_addr(), &long).map_or(true, |refused| refused.status == 431));
    drop(connect(&server, ""));
    drop(connect(&server, "GET /met"));
    drop(connect(&server, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"));
    let _half = connect(&server, "GET /met");
    assert_eq!(fetch(&server.url()).unwrap().status, 200);
}

#[test]
fn a_slow_collector_does_not_hold_up_other_clients() {
    let server = Server::start("127.0.0.1:0", registry(slow(Duration::from_millis(800)))).unwrap();
    scope(|scope| {
        let scrape = scope.spawn(|| fetch(&server.url()).unwrap());
        sleep(Duration::from_millis(50));
        assert_eq!(fetch(&server.url().replace("metrics", "")).unwrap().status, 200);
        assert!(!scrape.is_finished());
        assert!(scrape.join().unwrap().body.ends_with("\nslow 1\n"));
    });
}

#[test]
fn shutdown_is_prompt_and_frees_the_port() {
    let server = start();
    let addr = server.local_addr();
    let mut unused = connect(&server, "");
    let mut idle = connect(&server, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
    read_answer(&mut idle);
    let took = shutdown(server);
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert_eq!(idle.read(&mut [0]).unwrap(), 0);
    // Closed, or reset if it was still waiting to be accepted.
    assert!(matches!(unused.read(&mut [0]), Ok(0) | Err(_)));
    assert_eq!(TcpStream::connect(addr).unwrap_err().kind(), ErrorKind::ConnectionRefused);
    drop(Server::start(addr, registry(one("a"))).unwrap());
    drop(Server::start(addr, registry(one("a"))).unwrap());
}

#[test]
fn shutdown_lets_an_answer_finish() {
    let server = Server::start("127.0.0.1:0", registry(slow(Duration::from_millis(500)))).unwrap();
    let mut stream = connect(&server, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
    sleep(Duration::from_millis(200));
    let took = shutdown(server);
    assert!(took > Duration::from_millis(100) && took < Duration::from_secs(2), "{took:?}");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("\nslow 1\n"), "{answer}");
}

#[test]
fn shutdown_does_not_wait_for_long() {
    let server = Server::start("127.0.0.1:0", registry(slow(Duration::from_secs(20)))).unwrap();
    let _half = connect(&server, "GET /met");
    let _scrape = connect(&server, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
    sleep(Duration::from_millis(100));
    let took = shutdown(server);
    assert!(took < Duration::from_secs(4), "{took:?}");
}

#[test]
fn an_address_in_use_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let error = Server::start(taken.local_addr().unwrap(), registry(one("a"))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
    assert!(Server::start("no address", registry(one("a"))).is_err());
}

#[test]
fn the_url_is_one_that_can_be_asked() {
    let server = Server::start("0.0.0.0:0", registry(one("a"))).unwrap();
    assert!(server.local_addr().ip().is_unspecified());
    assert!(server.url().starts_with("http://127.0.0.1:"), "{}", server.url());
    assert_eq!(fetch(&server.url()).unwrap().status, 200);
    // Not every machine has IPv6.
    let unspecified: SocketAddr = (Ipv6Addr::UNSPECIFIED, 0).into();
    if let Ok(server) = Server::start(unspecified, registry(one("a"))) {
        assert!(server.url().starts_with("http://[::1]:"), "{}", server.url());
        assert_eq!(fetch(&server.url()).unwrap().status, 200);
    }
}
