//! The collector: one question to memcached a scrape, and all metrics from its answer.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use metrics_core::sample::Sample;
use metrics_core::{Collector, ConstDesc, Desc, Descs, Kind, Scrape, desc};

/// How long each step of a question may take: less than Prometheus waits for a scrape.
const TIMEOUT: Duration = Duration::from_secs(3);

/// More than this is no answer of a memcached.
const LONGEST_ANSWER: u64 = 1 << 16;

const UP: ConstDesc = desc!("memcached_up", "Whether memcached answered.", kind = Gauge);
const DURATION: ConstDesc = desc!(
    "memcached_scrape_duration_seconds",
    "How long memcached took to answer.",
    kind = Gauge,
    unit = "seconds",
);
const UPTIME: ConstDesc =
    desc!("memcached_uptime_seconds", "Time since the start.", kind = Gauge, unit = "seconds");
const CONNECTIONS: ConstDesc =
    desc!("memcached_current_connections", "Connections that are open.", kind = Gauge);
const ITEMS: ConstDesc = desc!("memcached_current_items", "Items that are stored.", kind = Gauge);
const BYTES: ConstDesc =
    desc!("memcached_current_bytes", "Memory that items take.", kind = Gauge, unit = "bytes");
const EVICTIONS: ConstDesc =
    desc!("memcached_evictions_total", "Items that made room for others.", kind = Counter);
const COMMANDS: ConstDesc = desc!(
    "memcached_commands_total",
    "Commands, by how they ended.",
    kind = Counter,
    labels(command, status),
);

/// A number that memcached knows, and the metric that is made of it.
struct Stat {
    /// The name in memcached's answer.
    key: &'static str,
    desc: ConstDesc,
    /// Values of the metric's labels.
    labels: &'static [&'static str],
}

const STATS: [Stat; 9] = [
    Stat { key: "uptime", desc: UPTIME, labels: &[] },
    Stat { key: "curr_connections", desc: CONNECTIONS, labels: &[] },
    Stat { key: "curr_items", desc: ITEMS, labels: &[] },
    Stat { key: "bytes", desc: BYTES, labels: &[] },
    Stat { key: "evictions", desc: EVICTIONS, labels: &[] },
    Stat { key: "get_hits", desc: COMMANDS, labels: &["get", "hit"] },
    Stat { key: "get_misses", desc: COMMANDS, labels: &["get", "miss"] },
    Stat { key: "delete_hits", desc: COMMANDS, labels: &["delete", "hit"] },
    Stat { key: "delete_misses", desc: COMMANDS, labels: &["delete", "miss"] },
];

/// Asks a memcached for its statistics.
///
/// Samples have no timestamps: they are of the moment of the scrape, and a memcached that goes away
/// takes its series with it.
pub(crate) struct Memcached {
    addr: String,
}

impl Memcached {
    /// `addr` is host and port, and is resolved anew for each scrape.
    pub(crate) fn new(addr: String) -> Self {
        Self { addr }
    }

    fn ask(&self) -> io::Result<Stats> {
        let mut stream = connect(&self.addr)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        stream.write_all(b"stats\r\n")?;
        Stats::read(BufReader::new(stream.take(LONGEST_ANSWER)))
    }
}

impl Collector for Memcached {
    /// Stated, so that the exporter starts although memcached is down.
    fn describe(&self, descs: &mut Descs) {
        descs.push(&UP);
        descs.push(&DURATION);
        for stat in STATS {
            descs.push(&stat.desc);
        }
    }

    fn collect(&self, scrape: &mut Scrape<'_>) {
        let start = Instant::now();
        let stats = self.ask();
        scrape.gauge(&DURATION, &[], start.elapsed().as_secs_f64());
        scrape.gauge(&UP, &[], if stats.is_ok() { 1.0 } else { 0.0 });
        for stat in STATS {
            // A metric that cannot be read is left out, and not zero: nothing is known of it.
            let value = match &stats {
                Ok(stats) => stats.number(stat.key),
                Err(error) => Err(format!("{}: {error}", self.addr)),
            };
            match value {
                Ok(value) => scrape.sample(&stat.desc, stat.labels, sample(&stat.desc, value)),
                Err(error) => scrape.error(&stat.desc, error),
            }
        }
    }
}

fn sample(desc: &Desc, value: u64) -> Sample<'static> {
    match desc.kind() {
        Some(Kind::Counter) => Sample::Counter(value.into()),
        _ => Sample::Gauge(value as f64),
    }
}

fn connect(addr: &str) -> io::Result<TcpStream> {
    let mut failed = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    for addr in addr.to_socket_addrs()? {
        match TcpStream::connect_timeout(&addr, TIMEOUT) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

/// An answer of memcached.
struct Stats(HashMap<String, String>);

impl Stats {
    /// Reads lines of `STAT name value` until there is one of `END`.
    fn read(answer: impl BufRead) -> io::Result<Self> {
        let mut stats = HashMap::new();
        for line in answer.lines() {
            let line = line?;
            if line == "END" {
                return Ok(Self(stats));
            }
            let stat = line.strip_prefix("STAT ").and_then(|stat| stat.split_once(' '));
            let Some((name, value)) = stat else {
                return Err(invalid(format!("not the answer of a memcached: {line:?}")));
            };
            stats.insert(name.to_owned(), value.to_owned());
        }
        Err(invalid("the answer has no end"))
    }

    fn number(&self, name: &str) -> Result<u64, String> {
        let value = self.0.get(name).ok_or_else(|| format!("there is no `{name}`"))?;
        value.parse().map_err(|error| format!("`{name}` is {value:?}: {error}"))
    }
}

fn invalid(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}
