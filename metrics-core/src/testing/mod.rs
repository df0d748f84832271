//! For tests of metrics: what they hold, what an exposition of them says, and whether their names
//! follow the conventions. Nothing is served and nothing is global.
//!
//! Every question is asked of a [`Snapshot`], which is made of a collector ([`collect`]), a
//! registry ([`gather`]), one metric ([`metric`]) or the text of an exposition ([`parse`]).
//! Whatever goes wrong comes back as an [`Error`] whose `Debug` form is its message, so that
//! `unwrap` and `?` in a test print what there is to know.
//!
//! ```
//! use metrics_core::{Collector, Counter, Gauge, testing};
//!
//! #[derive(Collector)]
//! #[collector(namespace = "shop", new)]
//! struct Metrics {
//!     /// Orders taken.
//!     orders_total: Counter,
//!     /// Carts in use.
//!     carts: Gauge,
//! }
//!
//! let metrics = Metrics::new();
//! metrics.orders_total.add(3);
//!
//! let found = testing::collect(&metrics)?;
//! assert_eq!(found.count(), 2);
//! assert!(found.lint().is_empty(), "{:#?}", found.lint());
//!
//! let orders = found.only(["shop_orders_total"]);
//! assert_eq!(orders.value()?, 3.0);
//! orders.compare(
//!     r#"
//!         ## HELP shop_orders_total Orders taken.
//!         ## TYPE shop_orders_total counter
//!         shop_orders_total 3
//!     "#,
//! )?;
//! # Ok::<(), testing::Error>(())
//! ```

mod conventions;
mod diff;
mod error;
mod lint;

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::collector::{Collector, Family as MetricFamily};
use crate::desc::Desc;
use crate::exposition::parse::{self, ParsedFamily};
use crate::exposition::{Format, Names, text};
use crate::gather::{self, Gatherer, Scraped};
use crate::registry;
use crate::sample::{Family, Number, Series, Value};

pub use diff::{Difference, Line};
pub use error::Error;
pub use lint::{Problem, Rule};

/// What a collector has at this moment, collected as by a [pedantic](crate::Registry::pedantic)
/// registry of nothing else.
///
/// ```
/// use metrics_core::{Collector, Counter, testing};
///
/// #[derive(Collector)]
/// #[collector(new)]
/// struct Metrics {
///     /// Orders taken.
///     orders_total: Counter,
/// }
///
/// let metrics = Metrics::new();
/// metrics.orders_total.inc();
/// assert_eq!(testing::collect(&metrics)?.value()?, 1.0);
/// # Ok::<(), testing::Error>(())
/// ```
///
/// # Errors
///
/// If a registry would refuse the collector, or if anything goes wrong as it collects.
pub fn collect<C: Collector>(collector: &C) -> Result<Snapshot, Error> {
    let descs = registry::describe_alone(collector).map_err(Error::Describe)?;
    Snapshot::of(gather::scrape_one(collector, &descs))
}

/// What a registry, or any other gatherer, has at this moment.
///
/// ```
/// use metrics_core::{Registry, testing};
///
/// let registry = Registry::new();
/// assert_eq!(testing::gather(&registry)?.count(), 0);
/// # Ok::<(), testing::Error>(())
/// ```
///
/// # Errors
///
/// If anything goes wrong. What is found all the same is in [`Gatherer::scrape`].
pub fn gather(gatherer: &(impl Gatherer + ?Sized)) -> Result<Snapshot, Error> {
    Snapshot::of(gatherer.scrape())
}

/// What a metric, or a family of series, has at this moment, under a name and without help.
///
/// ```
/// use metrics_core::{Histogram, testing};
///
/// let sizes = Histogram::with_buckets(&[10.0]);
/// sizes.observe(4.0);
/// testing::metric("sizes", &sizes)?.compare(
///     r#"
///         ## TYPE sizes histogram
///         sizes_bucket{le="10"} 1
///         sizes_sum 4
///         sizes_count 1
///     "#,
/// )?;
/// # Ok::<(), testing::Error>(())
/// ```
///
/// # Errors
///
/// If the name is empty.
pub fn metric<M: MetricFamily>(
    name: impl Into<Cow<'static, str>>,
    metric: &M,
) -> Result<Snapshot, Error> {
    let desc = Desc::builder(name, "").kind(M::KIND).labels(M::TYPE.labels.iter().copied()).build();
    Snapshot::of(gather::scrape_family(metric, &desc))
}

/// What an exposition says, in the text format 0.0.4. Order and spacing do not matter.
///
/// ```
/// use metrics_core::testing;
///
/// let found = testing::parse("up{job=\"shop\"} 1\n")?;
/// assert_eq!(found.value()?, 1.0);
///
/// let error = testing::parse("up{job=shop} 1\n").unwrap_err();
/// assert_eq!(error.to_string(), "line 1: expected a value in quotes and not 's'");
/// # Ok::<(), testing::Error>(())
/// ```
///
/// # Errors
///
/// If the text is not in that format: the first line that is not, and why.
pub fn parse(text: &str) -> Result<Snapshot, Error> {
    let families = parse::parse(text).map_err(Error::Parse)?.families;
    Ok(Snapshot { families, only: None })
}

/// What was collected, gathered or read at one moment.
///
/// Its `Display` form is an exposition in the text format, with names as they are, in quotes
/// where they need them.
#[derive(Clone)]
pub struct Snapshot {
    families: Vec<ParsedFamily>,
    /// The names of the families that are looked at; `None` for all.
    only: Option<Vec<String>>,
}

impl Snapshot {
    fn of(scraped: Scraped) -> Result<Self, Error> {
        let Scraped { families, errors, .. } = scraped;
        errors.into_result().map_err(Error::Collect)?;
        // The help of what was collected is set, even if it is empty (S31).
        let seen = |family| ParsedFamily { family, has_help: true };
        Ok(Self { families: families.into_iter().map(seen).collect(), only: None })
    }

    /// Leaves the families of these names. They are full names, without `_bucket` and the like.
    #[must_use]
    pub fn only<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        keep(&mut self.families, &names);
        self.only = Some(names);
        self
    }

    /// How many series there are. A histogram is one.
    ///
    /// ```
    /// use metrics_core::testing;
    ///
    /// let found = testing::parse("a{b=\"1\"} 1\na{b=\"2\"} 1\nc 1\n")?;
    /// assert_eq!(found.count(), 3);
    /// assert_eq!(found.only(["a"]).count(), 2);
    /// # Ok::<(), testing::Error>(())
    /// ```
    #[must_use]
    pub fn count(&self) -> usize {
        self.families().map(|family| family.series.len()).sum()
    }

    /// The value of the only series, which is of a counter, a gauge or untyped (S151).
    ///
    /// ```
    /// use metrics_core::{Counter, testing};
    ///
    /// let orders = Counter::new();
    /// orders.add(2);
    /// assert_eq!(testing::metric("orders_total", &orders)?.value()?, 2.0);
    ///
    /// let error = testing::parse("a 1\nb 1\n")?.value().unwrap_err();
    /// assert_eq!(error.to_string(), "expected exactly one series and found 2: `a`, `b`");
    /// # Ok::<(), testing::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there are no series, or more than one, or if it is one of a histogram or a summary.
    pub fn value(&self) -> Result<f64, Error> {
        let mut all = self
            .families()
            .flat_map(|family| family.series.iter().map(move |series| (family, series)));
        let (Some((family, series)), None) = (all.next(), all.next()) else {
            let names = self
                .families()
                .flat_map(|family| family.series.iter().map(|series| name_of(family, series)));
            return Err(Error::NotOne { series: names.collect() });
        };
        match series.value {
            Value::Counter(value) => Ok(value.as_f64()),
            Value::Gauge(value) | Value::Untyped(value) => Ok(value),
            Value::Info => Ok(1.0),
            Value::Histogram { .. } | Value::Summary { .. } | Value::StateSet(_) => {
                let series = name_of(family, series);
                Err(Error::NotOneValue { series, kind: family.kind })
            }
        }
    }

    /// Compares with an exposition in the text format 0.0.4.
    ///
    /// Both sides are put in one form first (S149): spacing, the order of lines and of labels and
    /// the spelling of numbers do not matter, a missing `HELP` is an empty one, a missing `TYPE`
    /// is `untyped`, and `_bucket` may be left out in a histogram. [`only`](Self::only) holds for
    /// both sides. What the format does not write, such as units, is not compared (S150).
    ///
    /// ```
    /// use metrics_core::testing;
    ///
    /// let found = testing::parse("# TYPE a gauge\na 1\n")?;
    /// let error = found.compare("# TYPE a gauge\na 2\n").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the metrics differ from what was expected (`-` expected, `+` found):\n\
    ///      \x20 # HELP a \n\
    ///      \x20 # TYPE a gauge\n\
    ///      - a 2\n\
    ///      + a 1"
    /// );
    /// # Ok::<(), testing::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text cannot be read, or leaves out a part of a histogram or summary, or if there is
    /// a [`Difference`].
    pub fn compare(&self, expected: &str) -> Result<(), Error> {
        let parse::Parsed { mut families, incomplete } =
            parse::parse(expected).map_err(Error::Parse)?;
        if let Some(incomplete) = incomplete {
            return Err(Error::Parse(incomplete));
        }
        if let Some(names) = &self.only {
            keep(&mut families, names);
        }
        let expected = families.iter().map(|parsed| &parsed.family);
        match Difference::between(expected, self.families()) {
            None => Ok(()),
            Some(difference) => Err(Error::Differs(difference)),
        }
    }

    /// The exposition in a format.
    ///
    /// ```
    /// use metrics_core::{Format, Gauge, testing};
    ///
    /// let carts = testing::metric("carts", &Gauge::new())?;
    /// assert_eq!(carts.encode(Format::Text), b"# HELP carts \n# TYPE carts gauge\ncarts 0\n");
    /// # Ok::<(), testing::Error>(())
    /// ```
    #[must_use]
    pub fn encode(&self, format: Format) -> Vec<u8> {
        let families: Vec<Family> = self.families().cloned().collect();
        format.encode(&families)
    }

    /// What is unconventional in the names, the labels and the help, by the [rules](Rule) of
    /// promlint; ordered by metric and text.
    ///
    /// Only text can lack help: of what was collected, an empty one counts.
    ///
    /// ```
    /// use metrics_core::{Counter, testing};
    ///
    /// let problems = testing::metric("shop_orders", &Counter::new())?.lint();
    /// assert_eq!(problems.len(), 1);
    /// assert_eq!(problems[0].rule(), testing::Rule::CounterSuffix);
    /// assert_eq!(
    ///     problems[0].to_string(),
    ///     "shop_orders: the name of a counter should end in `_total`"
    /// );
    /// # Ok::<(), testing::Error>(())
    /// ```
    #[must_use]
    pub fn lint(&self) -> Vec<Problem> {
        lint::lint(&self.families)
    }

    fn families(&self) -> impl Iterator<Item = &Family> {
        self.families.iter().map(|parsed| &parsed.family)
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.families().try_for_each(|family| f.write_str(&written(family)))
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn keep(families: &mut Vec<ParsedFamily>, names: &[String]) {
    families.retain(|parsed| names.iter().any(|name| name == parsed.family.desc.name()));
}

/// A family in the text format, in the one form in which families are compared.
fn written(family: &Family) -> String {
    let mut family = family.as_gauges().into_owned();
    // Text does not keep the blanks before a help text.
    let help = family.desc.help().trim_start_matches([' ', '\t']).trim_end_matches('\r');
    if help != family.desc.help() {
        family.desc = Desc::builder(family.desc.name().to_owned(), help.to_owned()).build();
    }
    for series in &mut family.series {
        if let Value::Counter(value) = &mut series.value {
            *value = Number::Float(value.as_f64());
        }
    }
    family.series.sort_by(|a, b| a.order(b).then_with(|| a.names.cmp(&b.names)));
    let mut out = Vec::new();
    text::write(&mut out, &family, Names::Quoted);
    String::from_utf8_lossy(&out).into_owned()
}

/// A series as messages name it: `name{label="value"}`.
fn name_of(family: &Family, series: &Series) -> String {
    let mut name = family.desc.name().to_owned();
    let mut separator = '{';
    for (label, value) in series.labels() {
        name.push(separator);
        separator = ',';
        let _ = write!(name, "{label}={value:?}");
    }
    if separator == ',' {
        name.push('}');
    }
    name
}
