//! Every type as a real Prometheus has it, over each format that it can ask for.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metrics_core::http::Handler;
use metrics_core::server::Server;
use metrics_core::{
    Collector, Counter, FloatCounter, Histogram, NativeHistogram, NativeOptions, Registry, Summary,
    Traced,
};
use tests::prometheus::{Exemplar, Prometheus};
use tests::{program, wait_for};

/// How long Prometheus may take on a machine that has other things to do.
const LIMIT: Duration = Duration::from_secs(60);

/// How many values each distribution has.
const COUNT: u32 = 10_000;

/// Metrics of a shop that is closed: nothing moves.
#[derive(Collector)]
#[collector(namespace = "shop")]
struct Shop {
    /// Orders.
    orders_total: Traced<Counter>,
    /// Turnover.
    turnover_total: Traced<FloatCounter>,
    /// Seconds until an order is packed.
    packing_seconds: Traced<Histogram>,
    /// Seconds until an answer.
    answer_seconds: Summary,
    /// Nobody answered.
    silence_seconds: Summary,
    /// Sizes of baskets.
    baskets: NativeHistogram,
    /// Gains and losses, coarsely.
    gains: NativeHistogram,
    /// Weights, in classic buckets as well.
    weights: NativeHistogram,
}

/// The value at a place from 1 on: over four orders of magnitude, many small and few large.
fn basket(place: u32) -> f64 {
    10_f64.powf(f64::from(place) * 4.0 / f64::from(COUNT))
}

impl Shop {
    /// One in which all happened that the tests ask for.
    fn closed() -> Self {
        let shop = Self {
            orders_total: Traced::new(),
            turnover_total: Traced::new(),
            packing_seconds: Traced::with_buckets(&[0.1, 1.0]),
            answer_seconds: Summary::with_objectives(&[(0.5, 0.05), (0.99, 0.001)]),
            silence_seconds: Summary::with_objectives(&[(0.5, 0.05)]),
            baskets: NativeHistogram::new(),
            gains: NativeHistogram::with_options(NativeOptions::new().bucket_factor(2.0)),
            weights: NativeHistogram::with_options(NativeOptions::new().buckets(&[1.0, 2.0])),
        };
        shop.orders_total.add(2);
        shop.orders_total.add_with_exemplar(3, &[("trace_id", "order")]);
        shop.turnover_total.add_with_exemplar(2.5, &[("trace_id", "turnover")]);
        shop.packing_seconds.observe_with_exemplar(0.05, &[("trace_id", "quick")]);
        shop.packing_seconds.observe_with_exemplar(7.0, &[("trace_id", "slow")]);
        for place in (1..=COUNT).rev() {
            shop.answer_seconds.observe(f64::from(place));
            shop.baskets.observe(basket(place));
        }
        for gain in [-8.0, -3.0, 0.0, 0.0, 3.0, 5.0, 100.0] {
            shop.gains.observe(gain);
        }
        shop.weights.observe(0.5);
        shop.weights.observe_with_exemplar(1.5, &[("trace_id", "heavy")]);
        shop
    }
}

/// A server and a Prometheus that scrapes it.
struct Scraped {
    prometheus: Prometheus,
    _server: Server,
    /// Just before the shop opened.
    before: SystemTime,
}

/// `None` if there is no Prometheus.
fn scraped(features: &[&str], handler: impl FnOnce(Handler) -> Handler) -> Option<Scraped> {
    let program = program("prometheus")?;
    let before = SystemTime::now();
    let registry = Arc::new(Registry::new());
    registry.register(Shop::closed()).unwrap();
    let server = Server::start("127.0.0.1:0", handler(Handler::new(registry))).unwrap();
    let target = server.local_addr().to_string();
    let prometheus = Prometheus::start_with(&program, &target, features);
    prometheus.wait_until_up();
    Some(Scraped { prometheus, _server: server, before })
}

impl Scraped {
    /// The value of the only series that a query finds.
    fn value(&self, query: &str) -> f64 {
        self.prometheus.query_until(query, |found| found.len() == 1)[0].value
    }

    /// Looks at what all formats carry.
    fn assert_common(&self) {
        assert_eq!(self.value("shop_orders_total"), 5.0);
        assert_eq!(self.value("shop_turnover_total"), 2.5);
        assert_eq!(self.value("shop_packing_seconds_bucket{le=\"+Inf\"}"), 2.0);
        assert_eq!(self.value("shop_packing_seconds_sum"), 7.05);
        // Summaries: the rank of a value is its place.
        for (rank, error) in [(0.5, 0.05), (0.99, 0.001)] {
            let found = self.value(&format!("shop_answer_seconds{{quantile=\"{rank}\"}}"));
            let off = found / f64::from(COUNT) - rank;
            assert!(off.abs() <= error, "{rank}: {found}");
        }
        assert_eq!(self.value("shop_answer_seconds_count"), f64::from(COUNT));
        assert_eq!(self.value("shop_answer_seconds_sum"), 50_005_000.0);
        assert!(self.value("shop_silence_seconds{quantile=\"0.5\"}").is_nan()); // G7
        assert_eq!(self.value("shop_silence_seconds_count"), 0.0);
    }

    /// Looks at the exemplars of counters and classic histograms.
    fn assert_exemplars(&self) {
        for (trace, name, le, value) in [
            ("order", "shop_orders_total", "", 3.0),
            ("turnover", "shop_turnover_total", "", 2.5),
            ("quick", "shop_packing_seconds_bucket", "0.1", 0.05),
            ("slow", "shop_packing_seconds_bucket", "+Inf", 7.0),
        ] {
            let found = self.exemplar(name, trace);
            assert_eq!((found.series_label("__name__"), found.value), (name, value));
            assert_eq!(found.series_label("le"), le);
            self.assert_recent(found.timestamp);
        }
    }

    /// The exemplar of such a trace.
    fn exemplar(&self, query: &str, trace: &str) -> Exemplar {
        wait_for(trace, LIMIT, || {
            let mut found = self.prometheus.exemplars(query)?;
            let at = found.iter().position(|exemplar| exemplar.label("trace_id") == trace);
            at.map(|at| found.swap_remove(at)).ok_or_else(|| format!("{found:?}"))
        })
    }

    /// A moment since the shop opened, in seconds. Formats keep milliseconds.
    fn assert_recent(&self, seconds: f64) {
        let moment = |at: SystemTime| at.duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
        let since = moment(self.before) - 0.001..=moment(SystemTime::now());
        assert!(since.contains(&seconds), "{seconds} is not in {since:?}");
    }

    fn assert_no_series(&self, query: &str) {
        assert_eq!(self.prometheus.query(query), Ok(Vec::new()), "{query}");
    }
}

#[test]
fn over_protobuf_prometheus_has_native_histograms_and_exemplars() {
    let Some(scraped) = scraped(&["native-histograms", "exemplar-storage"], |handler| handler)
    else {
        return;
    };
    scraped.assert_common();
    scraped.assert_exemplars();

    // S84: a bucket of schema 3 is at most that much wider than the one before.
    let base = 2_f64.powf(1.0 / 8.0);
    for place in [1, 100, 2_500, 5_000, 9_000, 9_900, 9_999, COUNT] {
        let rank = f64::from(place) / f64::from(COUNT);
        let found = scraped.value(&format!("histogram_quantile({rank}, shop_baskets)"));
        let expected = basket(place);
        let factor = found / expected;
        assert!(factor < base && factor > 1.0 / base, "{rank}: {found} for {expected}");
    }
    assert_eq!(scraped.value("histogram_count(shop_baskets)"), f64::from(COUNT));
    let sum = scraped.value("histogram_sum(shop_baskets)");
    let expected: f64 = (1..=COUNT).rev().map(basket).sum();
    assert!((sum / expected - 1.0).abs() < 1e-9, "{sum} for {expected}");
    let below = scraped.value("histogram_fraction(0, 100, shop_baskets)");
    assert!((below - 0.5).abs() < 0.01, "{below}");

    // Both signs, the zero bucket and gaps between spans: 7 observations in -8…100.
    assert_eq!(scraped.value("histogram_count(shop_gains)"), 7.0);
    assert_eq!(scraped.value("histogram_sum(shop_gains)"), 97.0);
    let found = scraped.prometheus.api("query?query=shop_gains").unwrap();
    let buckets = found["result"][0]["histogram"][1]["buckets"].as_array().unwrap().clone();
    let buckets: Vec<_> = buckets
        .iter()
        .map(|bucket| [1, 2, 3].map(|at| bucket[at].as_str().unwrap().parse::<f64>().unwrap()))
        .collect();
    let zero = 2_f64.powi(-128);
    assert_eq!(
        buckets,
        [
            [-8.0, -4.0, 1.0],
            [-4.0, -2.0, 1.0],
            [-zero, zero, 2.0],
            [2.0, 4.0, 1.0],
            [4.0, 8.0, 1.0],
            [64.0, 128.0, 1.0],
        ]
    );

    // This Prometheus drops classic buckets beside native ones, but for their exemplars.
    assert_eq!(scraped.value("histogram_count(shop_weights)"), 2.0);
    scraped.assert_no_series("shop_weights_bucket");
    assert_eq!(scraped.exemplar("shop_weights", "heavy").value, 1.5);
    // It knows created timestamps of protobuf not yet, and makes no series of them.
    scraped.assert_no_series("{__name__=~\".*_created\"}");
}

#[test]
fn over_openmetrics_prometheus_has_exemplars_and_created_series() {
    let Some(scraped) = scraped(&["exemplar-storage"], Handler::openmetrics_with_created) else {
        return;
    };
    scraped.assert_common();
    scraped.assert_exemplars();
    for name in [
        "shop_orders_created",
        "shop_turnover_created",
        "shop_packing_seconds_created",
        "shop_answer_seconds_created",
        "shop_baskets_created",
        "shop_weights_created",
    ] {
        scraped.assert_recent(scraped.value(name));
    }
    // It never began (C5).
    scraped.assert_no_series("shop_silence_seconds_created");
    // The classic part of native histograms, with its exemplars (F11).
    assert_eq!(scraped.value("shop_weights_bucket{le=\"1.0\"}"), 1.0);
    assert_eq!(scraped.exemplar("shop_weights_bucket", "heavy").series_label("le"), "2.0");
    assert_eq!(scraped.value("shop_baskets_count"), f64::from(COUNT));
    scraped.assert_no_series("histogram_count(shop_baskets)");
}

#[test]
fn over_text_prometheus_has_the_values() {
    let Some(scraped) = scraped(&["exemplar-storage"], |handler| handler.openmetrics(false)) else {
        return;
    };
    scraped.assert_common();
    assert_eq!(scraped.value("shop_weights_bucket{le=\"2\"}"), 2.0);
    assert_eq!(scraped.value("shop_baskets_bucket{le=\"+Inf\"}"), f64::from(COUNT));
    assert_eq!(scraped.prometheus.exemplars("shop_orders_total"), Ok(Vec::new()));
    scraped.assert_no_series("{__name__=~\".*_created\"}");
}
