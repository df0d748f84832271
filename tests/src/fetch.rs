//! A client for HTTP/1.0: the end of the connection is the end of the body.

use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

/// An answer.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The status code.
    pub status: u16,
    head: String,
    /// The body.
    pub body: String,
}

impl Fetched {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Gets `http://HOST:PORT/PATH`.
///
/// # Errors
///
/// If there is no such server, or it does not answer with HTTP and UTF-8 within 10 seconds.
pub fn fetch(url: &str) -> io::Result<Fetched> {
    let malformed = || io::Error::new(io::ErrorKind::InvalidInput, format!("URL: {url}"));
    let rest = url.strip_prefix("http://").ok_or_else(malformed)?;
    let (host, path) = rest.split_once('/').ok_or_else(malformed)?;
    request(host, &format!("GET /{path} HTTP/1.0\r\nHost: {host}\r\n\r\n"))
}

/// Text as a part of a path or a query.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        // Nothing fails that is written to a string.
        let _ = write!(encoded, "%{byte:02X}");
    }
    encoded
}

/// Sends a request as it is, and reads until the server closes the connection.
///
/// # Errors
///
/// As those of [`fetch`].
pub fn request(server: impl ToSocketAddrs, text: &str) -> io::Result<Fetched> {
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(text.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    parse(&answer).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, answer))
}

fn parse(answer: &str) -> Option<Fetched> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Fetched { status, head: head.to_owned(), body: body.to_owned() })
}
