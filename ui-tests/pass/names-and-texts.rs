//! Where names, help texts and units come from.

#![deny(warnings)]

use metrics_core::{Collector, Counter, CounterVec, Describe, Gauge, Histogram, Kind, LabelSet};

#[derive(LabelSet)]
struct Request {
    secure: bool,
}

type Requests = CounterVec<Request>;

#[derive(Collector)]
#[collector(namespace = "shop", subsystem = "http")]
#[collector(const_labels(zone = "eu", tier = "edge"))]
struct Http {
    /// Requests finished.
    requests_total: Requests,
    /// Time to answer,
    /// without the network.
    ///
    /// Begins with the first byte.
    #[metric(unit = "seconds")]
    duration_seconds: Histogram,
    #[metric(name = "sent_bytes_total", help = "Bytes \"sent\".", unit = "bytes")]
    sent: Counter,
    #[doc = "Requests being served."]
    in_flight_requests: Gauge,
    /** Requests retried. */
    retries_total: Counter,
    #[doc = concat!("Requests", " ", "refused.")]
    refusals_total: Counter,
    #[metric(help = "Requests dropped.")]
    /// What no one needs to know.
    drops_total: Counter,
}

fn main() {
    let descs = Http::descs();
    let names: Vec<_> = descs.iter().map(|desc| desc.name()).collect();
    assert_eq!(
        names,
        [
            "shop_http_requests_total",
            "shop_http_duration_seconds",
            "shop_http_sent_bytes_total",
            "shop_http_in_flight_requests",
            "shop_http_retries_total",
            "shop_http_refusals_total",
            "shop_http_drops_total",
        ]
    );
    let kinds: Vec<_> = descs[..5].iter().filter_map(|desc| desc.kind()).collect();
    let (counter, gauge) = (Kind::Counter, Kind::Gauge);
    assert_eq!(kinds, [counter, Kind::Histogram, counter, gauge, counter]);
    assert_eq!(descs[0].help(), "Requests finished.");
    assert!(descs[1].help().starts_with("Time to answer,"), "{}", descs[1].help());
    assert_eq!(descs[2].help(), "Bytes \"sent\".");
    assert_eq!(descs[3].help(), "Requests being served.");
    assert_eq!(descs[4].help(), "Requests retried.");
    assert_eq!(descs[5].help(), "Requests refused.");
    assert_eq!(descs[6].help(), "Requests dropped.");
    assert_eq!(descs[0].unit(), None);
    assert_eq!(descs[1].unit(), Some("seconds"));
    assert_eq!(descs[2].unit(), Some("bytes"));
    assert_eq!(descs[0].labels().collect::<Vec<_>>(), ["secure"]);
    assert_eq!(descs[1].const_labels().collect::<Vec<_>>(), [("tier", "edge"), ("zone", "eu")]);
    let place = descs[1].place();
    assert!(place.file.ends_with("names-and-texts.rs"), "{place}");
    assert_eq!(place.field.unwrap().field, "duration_seconds");
}
