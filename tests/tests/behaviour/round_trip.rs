//! What is written reads back the same, whatever it is: S107–S116, S128, D15.

use metrics_core::name::escape;
use metrics_core::sample::{Bucket, Millis, Number, Quantile, Sample};
use metrics_core::{Desc, Format, Registry, Scrape, Scraped, testing};
use proptest::prelude::*;
use proptest::{collection, num, option, sample};

use crate::support::Custom;

/// Any text: control characters, newlines and all.
const TEXT: &str = "(?s).{0,6}";
const LEGACY: &str = "[a-zA-Z_:][a-zA-Z0-9_:]{0,5}";

#[derive(Clone, Debug)]
enum Value {
    Counter(Number),
    Gauge(f64),
    Untyped(f64),
    Histogram { count: u64, sum: f64, buckets: Vec<Bucket> },
    Summary { count: u64, sum: f64, quantiles: Vec<Quantile> },
}

impl Value {
    fn sample(&self) -> Sample<'_> {
        match self {
            Self::Counter(value) => Sample::Counter(*value),
            Self::Gauge(value) => Sample::Gauge(*value),
            Self::Untyped(value) => Sample::Untyped(*value),
            Self::Histogram { count, sum, buckets } => {
                Sample::Histogram { count: *count, sum: *sum, buckets }
            }
            Self::Summary { count, sum, quantiles } => {
                Sample::Summary { count: *count, sum: *sum, quantiles }
            }
        }
    }
}

/// One family: series told apart by an index, and by a label with any value.
#[derive(Clone, Debug)]
struct Family {
    desc: Desc,
    series: Vec<(String, Value, Option<i64>)>,
}

impl Family {
    fn registry(&self) -> Registry {
        let registry = Registry::new();
        let Self { desc, series } = self.clone();
        let collect = move |scrape: &mut Scrape<'_>| {
            for (i, (label, value, at)) in series.iter().enumerate() {
                let values = [&*i.to_string(), label];
                match at {
                    None => scrape.sample(&desc, &values, value.sample()),
                    Some(at) => scrape.sample_at(&desc, &values, value.sample(), Millis(*at)),
                }
            }
        };
        registry.register(Custom::new(&[], collect)).unwrap();
        registry
    }
}

/// Numbers that increase.
fn increasing(numbers: impl Strategy<Value = f64>) -> impl Strategy<Value = Vec<f64>> {
    collection::vec(numbers, 0..4).prop_map(|mut numbers| {
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        numbers
    })
}

/// Values of one kind. Histograms and summaries are such as can be, or they would be refused (K17).
fn values() -> impl Strategy<Value = Vec<Value>> {
    let float = || num::f64::ANY;
    let counter =
        prop_oneof![any::<u64>().prop_map(Number::Integer), float().prop_map(Number::Float)];
    let bounds = increasing(num::f64::NORMAL | num::f64::ZERO | num::f64::SUBNORMAL);
    let histogram =
        (any::<u64>(), float(), bounds, any::<u64>()).prop_map(|(one, sum, bounds, other)| {
            let (count, cumulative_count) = (one.max(other), one.min(other));
            let bucket = |upper_bound| Bucket { upper_bound, cumulative_count };
            Value::Histogram { count, sum, buckets: bounds.into_iter().map(bucket).collect() }
        });
    let ranks = increasing(0.0..=1.0);
    let summary = (any::<u64>(), float(), ranks, float()).prop_map(|(count, sum, ranks, value)| {
        let quantile = |quantile| Quantile { quantile, value };
        Value::Summary { count, sum, quantiles: ranks.into_iter().map(quantile).collect() }
    });
    let some = 1..4;
    prop_oneof![
        collection::vec(counter.prop_map(Value::Counter), some.clone()),
        collection::vec(float().prop_map(Value::Gauge), some.clone()),
        collection::vec(float().prop_map(Value::Untyped), some.clone()),
        collection::vec(histogram, some.clone()),
        collection::vec(summary, some),
    ]
}

fn family(names: &'static str) -> impl Strategy<Value = Family> {
    let more = collection::vec((TEXT, option::of(any::<i64>())), 3);
    (names, names, TEXT, values(), more).prop_filter_map(
        "a name is refused",
        |(name, label, help, values, more)| {
            let is_reserved = matches!(&*label, "le" | "quantile");
            let desc = Desc::builder(name, help).labels(["index".to_owned(), label]).build();
            let series =
                values.into_iter().zip(more).map(|(value, (label, at))| (label, value, at));
            let series = series.collect();
            (desc.error().is_none() && !is_reserved).then_some(Family { desc, series })
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(family in family(TEXT)) {
        let found = testing::gather(&family.registry()).unwrap();
        let text = found.to_string();
        found.compare(&text).unwrap();
        prop_assert_eq!(testing::parse(&text).unwrap().to_string(), text);
        prop_assert_eq!(found.count(), family.series.len());
    }

    #[test]
    fn the_text_format_reads_back_the_same(family in family(LEGACY)) {
        let registry = family.registry();
        let text = registry.encode(Format::Text).into_string();
        testing::gather(&registry).unwrap().compare(&text).unwrap();
    }

    #[test]
    fn families_as_messages_come_back_the_same(family in family(TEXT)) {
        let gathered = family.registry().gather();
        prop_assert!(gathered.errors.is_empty(), "{}", gathered.errors);
        let back = Scraped::from(gathered.families.clone()).into_gathered();
        prop_assert!(back.errors.is_empty(), "{}", back.errors);
        // As text, in which NaN is equal to itself.
        prop_assert_eq!(format!("{:?}", back.families), format!("{:?}", gathered.families));
    }

    #[test]
    fn a_changed_text_is_refused_or_read(
        family in family(TEXT),
        place in any::<sample::Index>(),
        removed in 0..3_usize,
        put in "[ \t\n\"{}=,#\\\\a1é]{0,2}",
    ) {
        let text = testing::gather(&family.registry()).unwrap().to_string();
        let chars: Vec<char> = text.chars().collect();
        let at = place.index(chars.len());
        let (head, tail) = (&chars[..at], &chars[(at + removed).min(chars.len())..]);
        let text: String = head.iter().copied().chain(put.chars()).chain(tail.iter().copied()).collect();
        if let Ok(read) = testing::parse(&text) {
            // What was read is an exposition again.
            testing::parse(&read.to_string()).unwrap();
            let _ = read.lint();
        }
    }

    #[test]
    fn no_text_is_too_strange(text in "(# (HELP|TYPE) |[a-z_\"{}=,#\\\\ \t\n1.e+]|(?s).){0,40}") {
        let _ = testing::parse(&text);
    }

    #[test]
    fn values_and_bounds_read_back_to_the_bit(
        bound in num::f64::NORMAL | num::f64::ZERO | num::f64::SUBNORMAL | num::f64::INFINITE,
        sum in num::f64::ANY,
    ) {
        let desc = Desc::builder("h", "").build();
        let registry = Registry::new();
        let collect = move |scrape: &mut Scrape<'_>| {
            let buckets = [Bucket { upper_bound: bound, cumulative_count: 1 }];
            scrape.histogram(&desc, &[], 1, sum, &buckets);
        };
        registry.register(Custom::new(&[], collect)).unwrap();
        for format in [Format::Text, Format::OpenMetrics] {
            let text = registry.encode(format).into_string();
            let between = |start: &str, end: &str| -> f64 {
                let rest = &text[text.find(start).unwrap() + start.len()..];
                rest[..rest.find(end).unwrap()].parse().unwrap()
            };
            let read = [(between("le=\"", "\""), bound), (between("\nh_sum ", "\n"), sum)];
            for (read, value) in read {
                // The sign of zero and what NaN carries are not written (S112).
                prop_assert!(read == value || read.is_nan() && value.is_nan(), "{text}");
            }
        }
    }

    #[test]
    fn s128_escaping_is_done_once_and_for_all(name in TEXT) {
        prop_assume!(!name.is_empty());
        let escaped = escape(&name);
        prop_assert!(metrics_core::name::is_legacy_metric_name(&escaped), "{escaped}");
        prop_assert_eq!(&escape(&escaped), &escaped);
        prop_assert_eq!(escaped.chars().count(), name.chars().count());
    }
}
