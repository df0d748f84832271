//! The inputs, which are the same for every library.

use std::array;
use std::sync::{Mutex, PoisonError};

/// The values of the first closed label.
pub(crate) const METHODS: [&str; 6] = ["get", "head", "post", "put", "delete", "patch"];

/// The values of the second one: 18 combinations with the first.
pub(crate) const KINDS: [&str; 3] = ["user", "internal", "network"];

/// The default bounds of the Go client.
pub(crate) const BUCKETS: [f64; 11] =
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Quantiles and their errors in rank: those that the Go client's documentation has.
pub(crate) const OBJECTIVES: [(f64, f64); 3] = [(0.5, 0.05), (0.9, 0.01), (0.99, 0.001)];

pub(crate) const NAME: &str = "http_requests_total";
/// For libraries that add `_total` themselves.
pub(crate) const NAME_WITHOUT_TOTAL: &str = "http_requests";
pub(crate) const HISTOGRAM: &str = "http_request_duration_seconds";
pub(crate) const HELP: &str = "Number of HTTP requests received";

/// How many values the open label has where series are looked up.
pub(crate) const ROUTES: usize = 1000;

/// All 18 combinations of the closed labels.
pub(crate) fn combinations() -> impl Iterator<Item = (usize, usize)> {
    (0..METHODS.len()).flat_map(|method| (0..KINDS.len()).map(move |kind| (method, kind)))
}

/// All combinations of these enums.
pub(crate) fn combinations_of<M: Copy, K: Copy>(
    methods: [M; METHODS.len()],
    kinds: [K; KINDS.len()],
) -> impl Iterator<Item = (M, K)> {
    combinations().map(move |(method, kind)| (methods[method], kinds[kind]))
}

/// Picks are read from tables, so that they cost each library the same few cycles.
pub(crate) const TABLE: usize = 4096;

/// Numbers without a pattern that a branch predictor could learn, the same in every run.
const fn random_table() -> [u32; TABLE] {
    let mut table = [0; TABLE];
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut i = 0;
    while i < TABLE {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        table[i] = (state >> 32) as u32;
        i += 1;
    }
    table
}

/// A constant, so that [`label_enums`] can make a table of enums of it.
pub(crate) const COMBINATIONS: [(u8, u8); TABLE] = {
    let random = random_table();
    let mut table = [(0, 0); TABLE];
    let mut i = 0;
    while i < TABLE {
        table[i] = ((random[i] % 6) as u8, ((random[i] / 6) % 3) as u8);
        i += 1;
    }
    table
};

static PLACES: [u16; TABLE] = {
    let random = random_table();
    let mut table = [0; TABLE];
    let mut i = 0;
    while i < TABLE {
        table[i] = (random[i] % ROUTES as u32) as u16;
        i += 1;
    }
    table
};

static SAMPLES: [f64; TABLE] = {
    let random = random_table();
    let mut table = [0.0; TABLE];
    let mut i = 0;
    while i < TABLE {
        // The 12 intervals between the bounds, each as likely as the others.
        let interval = (random[i] % 12) as usize;
        let low = if interval == 0 { 0.0 } else { BUCKETS[interval - 1] };
        let high = if interval == 11 { 20.0 } else { BUCKETS[interval] };
        let part = ((random[i] >> 8) % 1000) as f64 / 1000.0;
        table[i] = low + (high - low) * (part * 0.98 + 0.01);
        i += 1;
    }
    table
};

/// The closed labels of operation `i`: places in [`METHODS`] and [`KINDS`].
#[inline(always)]
pub(crate) fn combination(i: usize) -> (usize, usize) {
    static PICKS: [(u8, u8); TABLE] = COMBINATIONS;
    let (method, kind) = PICKS[i % TABLE];
    (method.into(), kind.into())
}

/// The value that operation `i` observes.
#[inline(always)]
pub(crate) fn sample(i: usize) -> f64 {
    SAMPLES[i % TABLE]
}

/// The values of the open label: 27 bytes each. Route `j` goes with method `j % 6`.
pub(crate) struct Routes([String; ROUTES]);

impl Routes {
    pub(crate) fn new() -> Self {
        Self(array::from_fn(|j| format!("/api/v1/tenants/{j:04}/orders")))
    }

    /// The method's place and the route of operation `i`.
    #[inline(always)]
    pub(crate) fn pick(&self, i: usize) -> (usize, &str) {
        let j = usize::from(PLACES[i % TABLE]);
        (j % METHODS.len(), &self.0[j])
    }

    /// Every pair once.
    pub(crate) fn all(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0.iter().enumerate().map(|(j, route)| (j % METHODS.len(), route.as_str()))
    }
}

/// Distinct values for the open label of new series: 27 bytes each. All libraries share them, as a
/// million are a lot.
pub(crate) fn new_routes(n: usize) -> &'static [String] {
    static MADE: Mutex<Vec<&[String]>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(routes) = made.iter().find_map(|routes| routes.get(..n)) {
        return routes;
    }
    let routes: Vec<String> = (0..n).map(|j| format!("/api/tenants/{j:07}/orders")).collect();
    made.push(routes.leak());
    made[made.len() - 1]
}

/// The sum of the samples in a text exposition whose lines begin with `name`.
pub(crate) fn sum_of(text: &str, name: &str) -> u64 {
    text.lines()
        .filter(|line| line.starts_with(name))
        .filter_map(|line| line.rsplit_once(' ')?.1.parse::<u64>().ok())
        .sum()
}

/// How many samples there are in a text exposition whose lines begin with `name`.
pub(crate) fn lines_of(text: &str, name: &str) -> usize {
    text.lines().filter(|line| line.starts_with(name)).count()
}

/// Declares the closed labels as enums with these attributes, and what [`label_picks`] does.
macro_rules! label_enums {
    ($(#[$attr:meta])*) => {
        $(#[$attr])*
        enum Method { Get, Head, Post, Put, Delete, Patch }

        $(#[$attr])*
        enum Kind { User, Internal, Network }

        data::label_picks!();
    };
}
pub(crate) use label_enums;

/// Lists the variants of the closed labels in the order of [`METHODS`] and [`KINDS`], and picks
/// those of an operation. As [`combination`] does, it reads a table, so that turning places into
/// enums is not part of what is measured.
macro_rules! label_picks {
    () => {
        const METHODS: [Method; 6] =
            [Method::Get, Method::Head, Method::Post, Method::Put, Method::Delete, Method::Patch];
        const KINDS: [Kind; 3] = [Kind::User, Kind::Internal, Kind::Network];

        #[inline(always)]
        fn pick(i: usize) -> (Method, Kind) {
            static PICKS: [(Method, Kind); data::TABLE] = {
                let mut picks = [(Method::Get, Kind::User); data::TABLE];
                let mut i = 0;
                while i < picks.len() {
                    let (method, kind) = data::COMBINATIONS[i];
                    picks[i] = (METHODS[method as usize], KINDS[kind as usize]);
                    i += 1;
                }
                picks
            };
            PICKS[i % data::TABLE]
        }
    };
}
pub(crate) use label_picks;
