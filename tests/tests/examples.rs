//! The small examples as their users run them. The quickstart is run by `end_to_end`.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use tests::{Example, Folder, Process, build_example, promtool, value};

const LIMIT: Duration = Duration::from_secs(60);

fn start(name: &str, args: &[&str]) -> Example {
    Example::start(&build_example(name, env!("CARGO_TARGET_TMPDIR")), args)
}

/// The series of an exposition, without their values.
fn series(exposition: &str) -> Vec<&str> {
    let samples = exposition.lines().filter(|line| !line.starts_with('#'));
    samples.filter_map(|line| line.rsplit_once(' ')).map(|(series, _)| series).collect()
}

fn assert_conventional(exposition: &str) {
    if let Some(remarks) = promtool::remarks(exposition) {
        assert_eq!(remarks, "", "promtool remarks on\n{exposition}");
    }
}

#[test]
fn the_cluster_manager_is_assessed_once_a_scrape() {
    let example = start("cluster_manager", &["127.0.0.1:0"]);
    let first = example.exposition();
    assert_eq!(
        series(&first),
        [
            "clustermanager_oom_crashes_total{host=\"bar.example.org\",zone=\"ca\"}",
            "clustermanager_oom_crashes_total{host=\"bar.example.org\",zone=\"db\"}",
            "clustermanager_oom_crashes_total{host=\"foo.example.org\",zone=\"ca\"}",
            "clustermanager_oom_crashes_total{host=\"foo.example.org\",zone=\"db\"}",
            "clustermanager_ram_usage_bytes{host=\"bar.example.org\",zone=\"ca\"}",
            "clustermanager_ram_usage_bytes{host=\"bar.example.org\",zone=\"db\"}",
            "clustermanager_ram_usage_bytes{host=\"foo.example.org\",zone=\"ca\"}",
            "clustermanager_ram_usage_bytes{host=\"foo.example.org\",zone=\"db\"}",
        ]
    );
    for line in [
        "# HELP clustermanager_oom_crashes_total Number of OOM crashes.",
        "# TYPE clustermanager_oom_crashes_total counter",
        "# HELP clustermanager_ram_usage_bytes RAM usage as reported to the cluster manager.",
        "# TYPE clustermanager_ram_usage_bytes gauge",
    ] {
        assert!(first.lines().any(|other| other == line), "{line}: {first}");
    }
    assert_conventional(&first);

    // Every assessment finds one more crash. One was made to describe the collector.
    let assessed = [first, example.exposition(), example.exposition()];
    for (before, exposition) in (1..).zip(&assessed) {
        for zone in ["ca", "db"] {
            for (host, crashes, ram) in [("foo", 42, 3_221_225_472_u32), ("bar", 2001, 805_306_368)]
            {
                let of = |metric| {
                    let series = format!(
                        "clustermanager_{metric}{{host=\"{host}.example.org\",zone=\"{zone}\"}}"
                    );
                    value(exposition, &series)
                };
                assert_eq!(of("oom_crashes_total"), f64::from(crashes + before));
                // Of the same assessment.
                let used = f64::from(ram) - 1024.0 * f64::from(before);
                assert_eq!(of("ram_usage_bytes"), used);
            }
        }
    }
}

#[test]
fn the_derived_cluster_manager_says_the_same_as_the_one_by_hand() {
    let by_hand = start("cluster_manager", &["127.0.0.1:0"]);
    let derived = start("cluster_manager_derived", &["127.0.0.1:0"]);
    // The one by hand made its first assessment to describe the collector.
    let first = derived.exposition();
    assert_eq!(
        value(&first, "clustermanager_oom_crashes_total{host=\"foo.example.org\",zone=\"ca\"}"),
        42.0
    );
    for _ in 0..3 {
        assert_eq!(derived.exposition(), by_hand.exposition());
    }
}

#[test]
fn already_registered_goes_on_with_the_existing_counter() {
    let binary = build_example("already_registered", env!("CARGO_TARGET_TMPDIR"));
    let folder = Folder::new();
    let mut command = Command::new(binary);
    let mut process = Process::start(command.stdin(Stdio::null()), &folder.join("log"));
    let lines = [(); 3].map(|()| process.line(LIMIT));
    assert_eq!(
        lines,
        [
            "# HELP requests_total The total number of requests served.",
            "# TYPE requests_total counter",
            "requests_total 3",
        ]
    );
    assert!(process.wait(LIMIT).success(), "{}", process.log());
    assert_conventional(&format!("{}\n", lines.join("\n")));
}

/// A memcached that gives one answer to every `stats`.
struct Memcached {
    addr: String,
    asked: Arc<AtomicUsize>,
}

impl Memcached {
    fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        // Ends with the test's process.
        thread::spawn(move || {
            for mut client in listener.incoming().flatten() {
                let mut command = String::new();
                BufReader::new(&client).read_line(&mut command).unwrap();
                assert_eq!(command, "stats\r\n");
                counter.fetch_add(1, Relaxed);
                client.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { addr, asked }
    }

    fn exporter(&self) -> Example {
        start("exporter", &["127.0.0.1:0", &self.addr])
    }
}

const COMMANDS: [&str; 4] = [
    "memcached_commands_total{command=\"delete\",status=\"hit\"}",
    "memcached_commands_total{command=\"delete\",status=\"miss\"}",
    "memcached_commands_total{command=\"get\",status=\"hit\"}",
    "memcached_commands_total{command=\"get\",status=\"miss\"}",
];

#[test]
fn the_exporter_asks_once_a_scrape() {
    let memcached = Memcached::answering(
        "STAT pid 1\r\nSTAT version 1.6.38\r\nSTAT uptime 7\r\nSTAT curr_connections 2\r\n\
         STAT curr_items 3\r\nSTAT bytes 400\r\nSTAT evictions 5\r\nSTAT get_hits 60\r\n\
         STAT get_misses 7\r\nSTAT delete_hits 8\r\nSTAT delete_misses 9\r\nEND\r\n",
    );
    let example = memcached.exporter();
    assert_eq!(memcached.asked.load(Relaxed), 0, "nothing is asked before the first scrape");
    for scrapes in 1..=3 {
        let exposition = example.exposition();
        assert_eq!(memcached.asked.load(Relaxed), scrapes);
        let commands = COMMANDS.into_iter().zip([8.0, 9.0, 60.0, 7.0]);
        let others = [
            ("memcached_up", 1.0),
            ("memcached_uptime_seconds", 7.0),
            ("memcached_current_connections", 2.0),
            ("memcached_current_items", 3.0),
            ("memcached_current_bytes", 400.0),
            ("memcached_evictions_total", 5.0),
        ];
        for (series, known) in commands.chain(others) {
            assert_eq!(value(&exposition, series), known, "{series}");
        }
        let took = value(&exposition, "memcached_scrape_duration_seconds");
        assert!(took > 0.0 && took < 3.0, "{took}");
        assert_eq!(series(&exposition).len(), 11);
        assert_conventional(&exposition);
    }
    assert_eq!(example.process.log(), "");
}

#[test]
fn the_exporter_leaves_out_what_it_cannot_read() {
    let memcached = Memcached::answering(
        "STAT uptime 7\r\nSTAT curr_connections 2\r\nSTAT curr_items many\r\nSTAT bytes 400\r\n\
         STAT evictions 5\r\nSTAT get_hits 60\r\nSTAT get_misses 7\r\nSTAT delete_hits -1\r\nEND\r\n",
    );
    let example = memcached.exporter();
    let exposition = example.exposition();
    assert_eq!(
        series(&exposition),
        [
            COMMANDS[2],
            COMMANDS[3],
            "memcached_current_bytes",
            "memcached_current_connections",
            "memcached_evictions_total",
            "memcached_scrape_duration_seconds",
            "memcached_up",
            "memcached_uptime_seconds",
        ]
    );
    assert_eq!(value(&exposition, "memcached_up"), 1.0);
    let log = example.process.log();
    assert!(log.contains("3 error(s)"), "{log}");
    for (metric, why) in [
        ("memcached_current_items", "`curr_items` is \"many\""),
        ("memcached_commands_total", "`delete_hits` is \"-1\""),
        ("memcached_commands_total", "there is no `delete_misses`"),
    ] {
        let said = log.lines().any(|line| line.contains(metric) && line.contains(why));
        assert!(said, "{metric}: {why}: {log}");
    }
}

#[test]
fn the_exporter_outlives_what_it_exports() {
    let is_down = |example: &Example, why: &str| {
        let exposition = example.exposition();
        let left = ["memcached_scrape_duration_seconds", "memcached_up"];
        assert_eq!(series(&exposition), left, "{why}");
        assert_eq!(value(&exposition, "memcached_up"), 0.0, "{why}");
        let log = example.process.log();
        assert!(log.contains("9 error(s)") && log.contains(why), "{why}: {log}");
    };
    for (answer, why) in [
        ("", "the answer has no end"),
        ("STAT uptime 7\r\n", "the answer has no end"),
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "not the answer of a memcached"),
    ] {
        is_down(&Memcached::answering(answer).exporter(), why);
    }
    // Nobody listens there.
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    is_down(&start("exporter", &["127.0.0.1:0", &free.unwrap().to_string()]), "refused");
}

#[test]
fn the_exporter_starts_a_stand_in_when_it_is_told_of_no_memcached() {
    let example = start("exporter", &["127.0.0.1:0"]);
    let exposition = example.exposition();
    assert_eq!(value(&exposition, "memcached_up"), 1.0);
    assert_eq!(series(&exposition).len(), 11);
    assert_eq!(example.process.log(), "");
}
