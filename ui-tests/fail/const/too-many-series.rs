//! The series of closed labels lie inside the struct, so they are not too many.

use metrics_core::{Collector, CounterVec, LabelSet};

#[derive(LabelSet)]
struct Features { //~ ERROR
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
}

static VISITS: Visits = Visits::new();

fn main() {
    let _ = &VISITS;
}
