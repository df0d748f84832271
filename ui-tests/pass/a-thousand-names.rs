//! More names in one tree than any service has: what the compiler does for each must not depend on
//! how many there are.

#![deny(warnings)]

use metrics_core::{Collector, Counter, Describe};

macro_rules! group {
    ($($field:ident)*) => {
        #[derive(Collector)]
        #[collector(allow(missing_total), new)]
        struct Group {
            $(
                /// One of many.
                $field: Counter,
            )*
        }
    };
}

macro_rules! groups {
    ($($field:ident $prefix:literal)*) => {
        #[derive(Collector)]
        #[collector(namespace = "large", new)]
        struct Large {
            $(
                #[metric(flatten, prefix = $prefix)]
                $field: Group,
            )*
        }
    };
}

group! {
    requests answers errors retries timeouts bytes_read bytes_written lookups hits misses
    evictions inserts updates deletes scans commits rollbacks locks waits wakes
    spawns joins panics restarts reloads opens closes reads writes flushes
    syncs sends receives drops accepts refusals redirects uploads downloads parses
    encodes decodes compressions checks repairs probes pings pongs ticks ends
}

groups! {
    a "a" b "b" c "c" d "d" e "e" f "f" g "g" h "h" i "i" j "j"
    k "k" l "l" m "m" n "n" o "o" p "p" q "q" r "r" s "s" t "t"
}

static LARGE: Large = Large::new();

fn main() {
    assert_eq!(Large::descs().len(), 1_000);
    LARGE.t.ends.inc();
}
