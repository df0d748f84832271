//! Striped metrics in a derived collector.
#![cfg(all(feature = "derive", not(loom)))]

use metrics_core::{
    Collector, Format, LabelSet, LabelValue, Registry, StripedCounter, StripedCounterVec,
    StripedGauge, StripedGaugeVec, StripedHistogram, StripedHistogramVec,
};

#[derive(LabelValue, Clone, Copy)]
#[label(rename_all = "lowercase")]
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Call {
    method: Method,
}

#[derive(LabelSet)]
struct Request<'a> {
    method: Method,
    #[label(max = 2)]
    route: &'a str,
}

#[derive(Collector)]
#[collector(namespace = "shop", new)]
struct Metrics {
    /// Calls.
    calls_total: StripedCounterVec<Call>,
    /// In flight.
    in_flight: StripedGauge,
    /// In flight, by method.
    in_flight_by_method: StripedGaugeVec<Call>,
    /// Requests.
    requests_total: StripedCounterVec<Request<'static>>,
    /// Size.
    #[metric(buckets = [1.0, 2.0])]
    size: StripedHistogram,
    /// Size, by method.
    #[metric(buckets = exponential(1.0, 2.0, 2))]
    size_by_method: StripedHistogramVec<Call>,
    /// Starts.
    starts_total: StripedCounter,
}

static METRICS: Metrics = Metrics::new();

#[test]
fn striped_metrics_are_derived_and_exported_like_others() {
    let registry = Registry::new();
    registry.register(&METRICS).unwrap();
    for n in 0..3 {
        let update = move || {
            let method = if n == 0 { Method::Get } else { Method::Post };
            METRICS.calls_total.with(Call { method }).inc();
            METRICS.in_flight.add(0.5);
            METRICS.in_flight_by_method.with(Call { method }).inc();
            METRICS.requests_total.with(Request { method, route: "/cart" }).add(2);
            METRICS.size.observe(2.0);
            METRICS.size_by_method.with(Call { method }).observe(f64::from(n));
            METRICS.starts_total.inc();
        };
        std::thread::spawn(update).join().unwrap();
    }
    let scrape = registry.encode(Format::Text);
    let text = String::from_utf8(scrape.body.clone()).unwrap();
    let samples: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        samples,
        [
            r#"shop_calls_total{method="get"} 1"#,
            r#"shop_calls_total{method="post"} 2"#,
            "shop_in_flight 1.5",
            r#"shop_in_flight_by_method{method="get"} 1"#,
            r#"shop_in_flight_by_method{method="post"} 2"#,
            r#"shop_requests_total{method="get",route="/cart"} 2"#,
            r#"shop_requests_total{method="post",route="/cart"} 4"#,
            r#"shop_size_bucket{le="1"} 0"#,
            r#"shop_size_bucket{le="2"} 3"#,
            r#"shop_size_bucket{le="+Inf"} 3"#,
            "shop_size_sum 6",
            "shop_size_count 3",
            r#"shop_size_by_method_bucket{method="get",le="1"} 1"#,
            r#"shop_size_by_method_bucket{method="get",le="2"} 1"#,
            r#"shop_size_by_method_bucket{method="get",le="+Inf"} 1"#,
            r#"shop_size_by_method_sum{method="get"} 0"#,
            r#"shop_size_by_method_count{method="get"} 1"#,
            r#"shop_size_by_method_bucket{method="post",le="1"} 1"#,
            r#"shop_size_by_method_bucket{method="post",le="2"} 2"#,
            r#"shop_size_by_method_bucket{method="post",le="+Inf"} 2"#,
            r#"shop_size_by_method_sum{method="post"} 3"#,
            r#"shop_size_by_method_count{method="post"} 2"#,
            "shop_starts_total 3",
        ]
    );
}
