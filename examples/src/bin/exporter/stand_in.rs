//! Answers as a memcached that somebody uses, so that there is something to see without one.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Instant;

/// Listens on a free port until the program ends.
pub(crate) fn start() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    let since = Instant::now();
    thread::spawn(move || {
        for client in listener.incoming() {
            // A client that leaves early is no concern of the next one.
            let _ = client.and_then(|client| answer(client, since));
        }
    });
    Ok(addr)
}

fn answer(mut client: TcpStream, since: Instant) -> io::Result<()> {
    let mut command = String::new();
    BufReader::new(&client).read_line(&mut command)?;
    if command != "stats\r\n" {
        return client.write_all(b"ERROR\r\n");
    }
    let uptime = since.elapsed().as_secs();
    let stats = [
        ("uptime", uptime),
        ("curr_connections", 1),
        ("curr_items", uptime.min(100)),
        ("bytes", uptime.min(100) * 512),
        ("evictions", uptime.saturating_sub(100)),
        ("get_hits", uptime * 9),
        ("get_misses", uptime),
        ("delete_hits", uptime / 2),
        ("delete_misses", uptime / 3),
    ];
    let lines = stats.map(|(name, value)| format!("STAT {name} {value}\r\n")).concat();
    client.write_all(format!("{lines}END\r\n").as_bytes())
}
