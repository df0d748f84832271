//! A closed set with many series, allocated at its first use.

#![deny(warnings)]

use metrics_core::{Collector, CounterVec, Format, HistogramVec, LabelSet, Registry};

#[derive(LabelSet)]
#[label(boxed)]
struct Features {
    search: bool,
    filters: bool,
    reviews: bool,
    wish_list: bool,
    vouchers: bool,
    gift_cards: bool,
    subscriptions: bool,
    referrals: bool,
    live_chat: bool,
    push: bool,
    offline: bool,
    dark_mode: bool,
    beta: bool,
}

#[derive(Collector)]
#[collector(new)]
struct Visits {
    /// Visits, by the features that were on.
    visits_total: CounterVec<Features>,
    /// How long they were.
    #[metric(max_series = 8192)]
    duration_seconds: HistogramVec<Features>,
}

static VISITS: Visits = Visits::new();

fn features(search: bool, beta: bool) -> Features {
    Features {
        search,
        filters: false,
        reviews: false,
        wish_list: false,
        vouchers: false,
        gift_cards: false,
        subscriptions: false,
        referrals: false,
        live_chat: false,
        push: false,
        offline: false,
        dark_mode: false,
        beta,
    }
}

fn main() {
    assert!(size_of::<Visits>() < 1024);
    let registry = Registry::new();
    registry.register(&VISITS).unwrap();
    VISITS.visits_total.with(features(true, true)).inc();
    VISITS.visits_total.with(features(false, true)).inc();
    VISITS.duration_seconds.with(features(false, false)).observe(1.0);
    let text = registry.encode(Format::Text).into_string();
    let counted = text.lines().filter(|line| line.starts_with("visits_total{")).count();
    assert_eq!(counted, 2);
}
