//! The quickstart as its user runs it, scraped by a real Prometheus.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use tests::prometheus::Prometheus;
use tests::{
    Example, Folder, Process, build_example, encode, fetch, note, program, promtool, value,
};

const LIMIT: Duration = Duration::from_secs(60);

/// The quickstart's product whose name is hard to write.
const POSTER: &str = "poster \"C:\\>\n# EOF\"";

/// The binary of the quickstart, built as it is now.
static BINARY: LazyLock<PathBuf> =
    LazyLock::new(|| build_example("quickstart", env!("CARGO_TARGET_TMPDIR")));

fn start() -> Example {
    Example::start(&BINARY, &["--listen", "127.0.0.1:0"])
}

#[test]
fn prometheus_reads_what_the_quickstart_exposes() {
    let Some(program) = program("prometheus") else { return };
    let quickstart = start();
    // Known only to this test, so it moves no more.
    let term = "grüner \\n \"tee\"\n# HELP";
    for _ in 0..3 {
        let found = fetch(&format!("{}/search/{}", quickstart.url, encode(term)));
        assert_eq!(found.expect("it answers").status, 200);
    }
    let prometheus = Prometheus::start(&program, quickstart.address());
    prometheus.wait_until_up();

    // What does not move is what the exposition says, and what the shop is known to say.
    let exposition = quickstart.exposition();
    for (series, known) in [
        ("shop_products_loaded_total", 4.0),
        ("shop_cart_limit_items", 8.0),
        ("shop_stock_items{product=\"poster \\\"C:\\\\>\\n# EOF\\\"\"}", 3.0),
        ("shop_searches_total{term=\"grüner \\\\n \\\"tee\\\"\\n# HELP\"}", 3.0),
        ("shop_searches_total{term=\"coffee\"}", 0.0),
    ] {
        assert_eq!(value(&exposition, series), known, "{series}");
        // A selector of PromQL escapes as the exposition does.
        let found = prometheus.query_until(series, |found| found.len() == 1);
        assert_eq!(found[0].value, known, "{series}");
        assert_eq!(found[0].label("job"), "tested");
    }

    // Label values come back as they were.
    let stock = prometheus.query("shop_stock_items").unwrap();
    let poster = stock.iter().find(|sample| sample.label("product") == POSTER);
    assert_eq!(poster.map(|sample| sample.value), Some(3.0), "{stock:?}");
    let searches = prometheus.query("shop_searches_total").unwrap();
    assert!(searches.iter().any(|sample| sample.label("term") == term), "{searches:?}");

    // Every histogram is whole in every scrape, while it is observed into.
    let differences = "shop_http_duration_seconds_count \
                       - ignoring(le) shop_http_duration_seconds_bucket{le=\"+Inf\"}";
    let found = prometheus.query_until(differences, |found| found.len() >= 5);
    assert!(found.iter().all(|sample| sample.value == 0.0), "{found:?}");
    // The tier is a constant label.
    assert!(found.iter().all(|sample| sample.label("tier") == "edge"), "{found:?}");

    // Every sample that is exposed is read, and the shop is alive.
    prometheus.query_until("scrape_samples_scraped", |found| {
        let exposed = quickstart.exposition();
        let exposed = exposed.lines().filter(|line| !line.starts_with('#')).count();
        found.len() == 1 && found[0].value == exposed as f64
    });
    let answered = "sum(shop_http_requests_total)";
    let before = prometheus.query_until(answered, |found| found.len() == 1);
    prometheus.query_until(answered, |found| found[0].value > before[0].value);

    // Types and help texts. Prometheus asks for OpenMetrics, where a counter's family lacks the
    // suffix (S114).
    for (family, kind, help) in [
        ("shop_orders", "counter", "Orders, by how they ended."),
        ("shop_http_in_flight_requests", "gauge", "Requests being answered now."),
        ("shop_payment_pool_wait_seconds", "histogram", "Time until a connection was free."),
        ("shop_stock_items", "gauge", "Items in stock, by product."),
    ] {
        let metadata = prometheus.api(&format!("metadata?metric={family}")).unwrap();
        assert_eq!(metadata[family][0]["type"], kind);
        assert_eq!(metadata[family][0]["help"], help);
    }
}

#[test]
fn promtool_accepts_what_the_quickstart_exposes() {
    let Some(remarks) = promtool::remarks(&start().exposition()) else { return };
    if !remarks.is_empty() {
        note(&format!("promtool remarks:\n{remarks}"));
    }
}

#[cfg(unix)]
#[test]
fn the_quickstart_ends_when_it_is_asked_to() {
    let mut quickstart = start();
    assert_ne!(quickstart.exposition(), "");
    assert!(quickstart.process.terminate(LIMIT).success());
}

#[test]
fn the_quickstart_refuses_what_it_does_not_understand() {
    for args in [&["--listen", "here"][..], &["--listen"], &["--port", "1"]] {
        let folder = Folder::new();
        let mut command = Command::new(&*BINARY);
        command.args(args).stdin(Stdio::null());
        let mut process = Process::start(&mut command, &folder.join("log"));
        assert_eq!(process.wait(LIMIT).code(), Some(2));
        assert!(process.log().contains("usage: quickstart"), "{}", process.log());
    }
}
