//! The macros of `metrics-core`. **Depend on `metrics-core`**, which re-exports them: what they
//! emit names that crate.
//!
//! # The rooms
//!
//! ```text
//! lib          entry points, and the reference that users read
//! collector/   parse → check → codegen: derive(Collector)
//! label_set    the same in one file: derive(LabelSet)
//! label_value  the same in one file: derive(LabelValue)
//! error_label  the same in one file: derive(ErrorLabel)
//! function/    parse → check → codegen: the attributes on functions
//! labels       the same in one file: labels!
//! desc         the same in one file: desc!
//! ```
//!
//! which share
//!
//! ```text
//! shape        what a derive may stand on
//! errors       mistakes: collected, told in one voice, emitted in one place
//! attr         the form of attributes, and the values they take
//! buckets      the value of `buckets`
//! quantiles    the value of `quantiles`
//! native       the value of `native`
//! numbers      numbers as they are written
//! names        rules of names and their case, on plain text
//! rules        rules of one metric, wherever it is stated
//! conventions  units and spelling, on plain text
//! lint         what is unconventional: allowed, warned of, or refused
//! variants     variants of an enum as the values of a label
//! docs         doc comments as help texts
//! durations    spans of time as they are written
//! generics     parameters of the user's type
//! tokens       pieces of code that several rooms emit
//! fallback     what is emitted beside an error
//! ```
//!
//! | to… | go to |
//! |---|---|
//! | add a key | the `Place` of the derive, its model, and `attr` for a new sort of value |
//! | refuse a combination | one function in `collector/check` |
//! | change a sentence | search for it: each stands once |
//! | change generated code | `codegen`, or the end of the derive's file |
//! | warn about a convention | `collector/lints`, and a name in `lint` |

#![forbid(unsafe_code)]

mod attr;
mod buckets;
mod collector;
mod conventions;
mod desc;
mod docs;
mod durations;
mod error_label;
mod errors;
#[cfg(test)]
mod expansions;
mod fallback;
mod function;
mod generics;
mod label_set;
mod label_value;
mod labels;
mod lint;
mod names;
mod native;
mod numbers;
mod quantiles;
mod rules;
mod shape;
mod tokens;
mod variants;

use function::Macro;
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a collector of a struct of metrics.
///
/// Each field is one metric family, and its doc comment is the help text. What you write is what
/// you query: the family's name is the namespace, the subsystem, the prefixes of the groups that
/// it lies in and the field's name, joined by `_`, and nothing is appended.
///
/// # Example
///
/// ```
/// use metrics_core::{Collector, Counter, CounterVec, Format, Gauge, Histogram, LabelSet, Registry};
///
/// #[derive(LabelSet)]
/// struct Cache {
///     hit: bool,
/// }
///
/// #[derive(Collector)]
/// #[collector(namespace = "shop", const_labels(tier = "edge"), new)]
/// struct ShopMetrics {
///     /// Orders taken.
///     orders_total: Counter,
///     /// Look-ups in the cache of prices.
///     lookups_total: CounterVec<Cache>,
///     /// Time it takes to reserve an order's items.
///     #[metric(unit = "seconds", buckets = exponential(0.001, 2, 14))]
///     reserve_duration_seconds: Histogram,
///     #[metric(flatten, prefix = "queue")]
///     queue: QueueMetrics,
/// }
///
/// #[derive(Collector)]
/// #[collector(new)]
/// struct QueueMetrics {
///     /// Orders that wait.
///     length: Gauge,
/// }
///
/// static SHOP: ShopMetrics = ShopMetrics::new();
///
/// let registry = Registry::new();
/// registry.register(&SHOP)?;
/// SHOP.orders_total.inc();
/// SHOP.lookups_total.with(Cache { hit: true }).inc();
/// SHOP.queue.length.set(3.0);
///
/// let scrape = String::from_utf8(registry.encode(Format::Text).body).unwrap();
/// assert!(scrape.contains("shop_orders_total{tier=\"edge\"} 1\n"));
/// assert!(scrape.contains("shop_lookups_total{hit=\"true\",tier=\"edge\"} 1\n"));
/// assert!(scrape.contains("shop_queue_length{tier=\"edge\"} 3\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
///
/// # Container attributes
///
/// `#[collector(…)]` on the struct:
///
/// | key | meaning |
/// |---|---|
/// | `namespace = "…"` | stands before all names |
/// | `subsystem = "…"` | stands between the namespace and the names |
/// | `const_labels(tier = "edge", …)` | labels that all metrics have with these values |
/// | `new` | makes `const fn new()`, with the struct's visibility; `new(pub(crate))` narrows it |
/// | `snapshot = Self::assess` | a function of `&Self` that is called once a scrape, and whose result is collected: see below |
/// | `allow(missing_total, …)` | lints that are not to be told of any field; see [Lints](#lints) |
/// | `strict` | makes errors of the lints |
/// | `crate = ::path` | where the runtime crate is, if it is not `::metrics_core` |
///
/// # Field attributes
///
/// `#[metric(…)]` on a field. On each that is a metric, also of plain data and of what is computed:
///
/// | key | meaning |
/// |---|---|
/// | `name = "…"` | replaces the field's name as the last part of the metric's |
/// | `help = "…"` | the help text; wins over the doc comment |
/// | `unit = "…"` | the unit; the name must end in it (or in it and `_total`). A type such as `Histogram<Seconds>` or `Duration` states it already |
/// | `const_labels(code = "ok", …)` | labels that this metric alone has with these values. Metrics of one struct may have one name if these tell them apart |
/// | `allow(missing_total, …)` | lints that are not to be told of this metric; see [Lints](#lints) |
///
/// On a metric or a family:
///
/// | key | meaning |
/// |---|---|
/// | `buckets = …` | the bounds of a histogram that the derived `new` makes: a list `[0.1, 1, 2.5]`; `linear(start, width, count)`, `exponential(start, factor, count)` or `exponential_range(min, max, count)`, with numbers written out; or a constant of type `&'static [f64]` |
/// | `quantiles = [(0.5, 0.05), …]` | the quantiles of a summary that `new` makes, each a rank and its error in rank; or a constant of type `&'static [(f64, f64)]` |
/// | `max_age = "10m"`, `age_buckets = 5` | with `quantiles`: how far they look back, and in how many steps |
/// | `native = 1.1` | the factor of a native histogram that `new` makes: how much wider a bucket is at most than the one before it. `buckets` beside it are its classic ones |
/// | `native(…)` | the same with more: `factor = 1.1`, `max_buckets = 160`, `zero_threshold = 1e-9`, `max_zero_threshold = 0.001`, `min_reset = "1h"`, `max_exemplars = 10`, `exemplar_ttl = "5m"` |
/// | `max_series = N` | at most `N` series. Further labels share the series whose open labels have the value of their `overflow`. If all labels are closed, the compiler checks that there are no more than `N` |
/// | `ttl = "10m"` | of a family with an open label: a scrape removes the series that did not change for this long, as far as scrapes can tell. What they saw takes some 40 bytes a series |
/// | `init = all` | of a family with closed labels: every scrape has all series, also those that were never asked for |
///
/// On others:
///
/// | key | meaning |
/// |---|---|
/// | `counter`, `gauge`, `untyped` | the field is plain data, of this kind: see below |
/// | `value = …` | with a kind: a metric whose value is computed at each scrape: see below |
/// | `flatten` | the field is not a metric but a group: another derived collector, or an `Option`, `Arc`, `Box`, `Mutex`, `RwLock` or `&'static` of one |
/// | `prefix = "…"` | with `flatten`: stands before the names in the group |
/// | `const_labels(pool = "main", …)` | with `flatten`: labels that all metrics in the group have with these values |
/// | `argument` | with `flatten`: `new` takes the group as an argument, instead of making it |
/// | `skip` | the field has nothing to do with metrics; `new` takes it as an argument |
///
/// Which labels exemplars have is said where they are made: their names are an [`ExemplarLabels`],
/// which the compiler checks in a constant.
///
/// # Plain data, computed values, snapshots
///
/// A field with a kind is a number, a `bool` (1 or 0), a `Duration` (in seconds), a `SystemTime`
/// (seconds since the Unix epoch), an atomic of std, or a `HashMap`, `BTreeMap` or `Vec<(_, _)>`
/// from a label set to these; also in an `Option`, `Arc`, `Box`, `Mutex` or `RwLock`. The whole
/// struct may be registered behind a lock, too. A lock that is poisoned is read all the same.
///
/// An attribute with `value` is a metric of its own, so a field may have several. The expression
/// may name `self`, and gives what the function of a [`GaugeFn`] may return: a number, an `Option`
/// or a `Result` of one. It may use `?`. An error or a panic in it is reported with the scrape, and
/// costs this metric alone. If all attributes of a field have `value`, the field itself is no
/// metric.
///
/// What `snapshot` names takes `&Self` and returns another derived collector, usually of plain
/// data, or an `Option` or `Result` of one. Its metrics are those of this struct as well: names,
/// const labels and checks are as for a flattened group.
///
/// A collector with `value` or `snapshot` runs your code in a scrape: guarded against panics, and
/// beside the others once it takes a millisecond.
///
/// ```
/// use std::collections::HashMap;
/// use std::sync::Mutex;
/// use metrics_core::{Collector, Counter, Format, LabelSet, Registry};
///
/// #[derive(Collector)]
/// #[collector(namespace = "worker", snapshot = Self::ask)]
/// struct Worker {
///     /// Jobs that wait.
///     #[metric(gauge, name = "queue_length", value = self.queue.lock().unwrap().len())]
///     queue: Mutex<Vec<u32>>,
///     /// Whether jobs are taken.
///     #[metric(gauge)]
///     open: bool,
///     /// Times that the disks were looked at.
///     looks_total: Counter,
/// }
///
/// #[derive(Collector)]
/// struct Disks {
///     /// Room that is left.
///     #[metric(gauge, unit = "bytes")]
///     free_bytes: HashMap<Disk, u64>,
/// }
///
/// #[derive(PartialEq, Eq, Hash, LabelSet)]
/// struct Disk {
///     #[label(unbounded)]
///     disk: String,
/// }
///
/// impl Worker {
///     fn ask(&self) -> Result<Disks, std::io::Error> {
///         self.looks_total.inc();
///         Ok(Disks { free_bytes: HashMap::from([(Disk { disk: "sda".into() }, 1 << 30)]) })
///     }
/// }
///
/// let registry = Registry::new();
/// let queue = Mutex::new(vec![1, 2]);
/// registry.register(Worker { queue, open: true, looks_total: Counter::new() })?;
/// let scrape = registry.encode(Format::Text).into_string();
/// assert!(scrape.contains("\nworker_queue_length 2\n"));
/// assert!(scrape.contains("\nworker_open 1\n"));
/// assert!(scrape.contains("\nworker_free_bytes{disk=\"sda\"} 1073741824\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
///
/// [`ExemplarLabels`]: https://docs.rs/metrics-core/latest/metrics_core/struct.ExemplarLabels.html
/// [`GaugeFn`]: https://docs.rs/metrics-core/latest/metrics_core/type.GaugeFn.html
///
/// # Lints
///
/// What is allowed but unconventional is a warning of the compiler, at the name that is meant. What
/// a field's type decides is decided by the type, not by its spelling: aliases are seen through. Where
/// an attribute states the kind, that one counts. Each attribute with `value` has an `allow` of its
/// own.
///
/// | lint | what it finds |
/// |---|---|
/// | `missing_total` | a counter whose name does not end in `_total` |
/// | `total_of_other` | another metric whose name does |
/// | `reserved_suffix` | a name that ends in `_bucket`, `_count`, `_sum`, `_created` or `_info`, as other samples do |
/// | `type_in_name` | `requests_counter` |
/// | `base_unit` | `milliseconds` and the like, where `seconds` are meant to be used |
/// | `abbreviated_unit` | `_ms`, `_kb` and the like |
/// | `camel_case` | a metric or label in camelCase |
/// | `colon` | a name with `:`, as those of recording rules |
/// | `repeated_namespace` | `app_app_requests` |
/// | `scraper_label` | the labels `job` and `instance`, which Prometheus sets |
/// | `reserved_label` | the labels `le` and `quantile` |
/// | `many_buckets` | more than 100 buckets |
/// | `empty_value` | a label value that is empty, which is no label |
/// | `unused_allow` | an `allow` of what does not occur |
///
/// # What is generated
///
/// - `Collector`, so that the struct can be registered, and `Describe`, so that its descriptors
///   can be had without a value of it. They know the kind of every metric and the line where it
///   stands.
/// - `new`, if it was asked for. It takes the fields that are no metrics of ours (plain data, those
///   with `skip` or `argument`, those from which values are computed), in the order of their
///   declaration. Everything in it is a constant, so that it can be the value of a
///   `static`.
/// - Checks that run when your crate is compiled: names and labels that clash, within the struct
///   and through flattened groups; labels that a histogram or summary writes itself; bounds that do
///   not increase, quantiles that are none, factors that are not above 1.
///
/// The struct may have type and const parameters, which must be `Send + Sync + 'static`. What
/// depends on them is checked when the struct is used with concrete types.
#[proc_macro_derive(Collector, attributes(collector, metric))]
pub fn derive_collector(input: TokenStream) -> TokenStream {
    collector::expand(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes the labels of a family of a struct: one label for each field, named like it.
///
/// A label is *closed* or *open*. A closed label's values are all known to the compiler: an enum
/// with `#[derive(LabelValue)]`, or a `bool`. An open one is text or an integer, and must say how
/// many values it may have. If all labels are closed, the series of a family lie in an array,
/// and looking one up is arithmetic.
///
/// # Example
///
/// ```
/// use metrics_core::{CounterVec, LabelSet, LabelValue};
///
/// #[derive(LabelValue)]
/// #[label(rename_all = "lowercase")]
/// enum Method {
///     Get,
///     Post,
/// }
///
/// #[derive(LabelSet)]
/// struct Request<'a> {
///     method: Method,
///     #[label(max = 300)]
///     route: &'a str,
/// }
///
/// // A family names the set with `'static`; a look-up may borrow for as long as it likes.
/// static REQUESTS: CounterVec<Request<'static>> = CounterVec::new();
///
/// let route = String::from("/cart");
/// REQUESTS.with(Request { method: Method::Get, route: &route }).inc();
/// # assert_eq!(REQUESTS.with(Request { method: Method::Get, route: "/cart" }).get(), 1);
/// # let _ = Method::Post;
/// ```
///
/// # Container attributes
///
/// `#[label(…)]` on the struct:
///
/// | key | meaning |
/// |---|---|
/// | `rename_all = "…"` | the case of the names: `snake_case`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE`, `lowercase` or `UPPERCASE` |
/// | `boxed` | allocates the series of a closed set at the first use: needed above 4096 |
/// | `crate = ::path` | where the runtime crate is, if it is not `::metrics_core` |
///
/// # Field attributes
///
/// `#[label(…)]` on a field:
///
/// | key | meaning |
/// |---|---|
/// | `rename = "…"` | the label's name |
/// | `max = N` | an open label, with at most `N` values in one family; further ones are folded into one |
/// | `overflow = "…"` | with `max`: what the further ones are folded into, `other` if not given |
/// | `unbounded` | an open label with any number of values |
///
/// # What is generated
///
/// `LabelSet`, and the layout of the series. The struct may have lifetimes; a set with an open
/// label may have type parameters, too.
#[proc_macro_derive(LabelSet, attributes(label))]
pub fn derive_label_set(input: TokenStream) -> TokenStream {
    label_set::expand(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes the value of a label of an enum without data, or of a struct around one value.
///
/// # Example
///
/// ```
/// use metrics_core::{ClosedLabel, LabelValue};
///
/// #[derive(LabelValue)]
/// #[label(rename_all = "snake_case")]
/// enum Outcome {
///     Ok,
///     NotFound,
///     #[label(rename = "error")]
///     Failed,
/// }
/// assert_eq!(Outcome::VALUES, ["ok", "not_found", "error"]);
/// # let _ = (Outcome::Ok, Outcome::NotFound, Outcome::Failed);
///
/// #[derive(LabelValue)]
/// #[label(transparent)]
/// struct Shard(u16);
/// assert_eq!(Shard(7).with_text(str::to_owned), "7");
/// ```
///
/// # Container attributes
///
/// `#[label(…)]` on the enum or struct:
///
/// | key | meaning |
/// |---|---|
/// | `rename_all = "…"` | the case of the values: `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `kebab-case` or `SCREAMING-KEBAB-CASE` |
/// | `transparent` | a struct with one field has that field's values |
/// | `crate = ::path` | where the runtime crate is, if it is not `::metrics_core` |
///
/// # Field attributes
///
/// `#[label(…)]` on a variant:
///
/// | key | meaning |
/// |---|---|
/// | `rename = "…"` | the value; without it and `rename_all` it is the variant's name as written |
///
/// # What is generated
///
/// For an enum, `LabelValue` and `ClosedLabel`: a closed label. For a struct around text or an
/// integer, `LabelValue` and `OpenLabel`: an open one.
#[proc_macro_derive(LabelValue, attributes(label))]
pub fn derive_label_value(input: TokenStream) -> TokenStream {
    label_value::expand(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a label of an error: its variants, with or without data, are the values.
///
/// A function with `#[counted(…, labels(error))]` fills a label of the type `ErrorOf<E>` with the
/// error that it returns.
///
/// # Example
///
/// ```
/// use metrics_core::{ErrorLabel, LabelValue, ErrorOf};
///
/// #[derive(ErrorLabel)]
/// #[label(rename_all = "snake_case")]
/// enum OrderError {
///     SoldOut { item: String },
///     Declined(u32),
/// }
///
/// let error = OrderError::SoldOut { item: "tea".to_owned() };
/// assert_eq!(ErrorOf::new(&error).with_text(str::to_owned), "sold_out");
/// assert_eq!(ErrorOf::<OrderError>::none().with_text(str::to_owned), "none");
/// # let _ = OrderError::Declined(7);
/// ```
///
/// # Container attributes
///
/// `#[label(…)]` on the enum:
///
/// | key | meaning |
/// |---|---|
/// | `rename_all = "…"` | the case of the values, as for `LabelValue` |
/// | `crate = ::path` | where the runtime crate is, if it is not `::metrics_core` |
///
/// # Field attributes
///
/// `#[label(…)]` on a variant:
///
/// | key | meaning |
/// |---|---|
/// | `rename = "…"` | the value |
#[proc_macro_derive(ErrorLabel, attributes(label))]
pub fn derive_error_label(input: TokenStream) -> TokenStream {
    error_label::expand(&parse_macro_input!(input as DeriveInput)).into()
}

/// Measures a function, with no set-up: how often it is called and how the calls end, how long
/// they take, and how many are running.
///
/// The families are `function_calls_total{function,module,outcome}`, where the outcome is `ok`,
/// `error`, `panic` or `cancelled`; `function_duration_seconds`; and `function_in_flight`. A
/// function is listed at its first call in the collector of the default registry, or in one that
/// the attribute names.
///
/// It goes on functions of any kind but `const fn` and those that return `!`: async ones, methods,
/// and all functions of an `impl` block at once. Of an `async fn`, or a function that returns
/// `impl Future` or a boxed future (as `async_trait` makes it), the future is measured, from its
/// first poll on: one that is never polled was no call, and one that is dropped before its end is
/// `cancelled`. A future of a type with a name of its own cannot be measured; then it is the call
/// that makes it.
///
/// An `Err` is an error, through any alias of `Result`.
///
/// # Example
///
/// ```
/// use metrics_core::{Format, default_registry, instrumented};
///
/// #[instrumented]
/// fn parse(text: &str) -> Result<u8, std::num::ParseIntError> {
///     let number: u8 = text.parse()?;
///     Ok(number)
/// }
///
/// let (_, _) = (parse("7"), parse("x"));
/// let text = default_registry().encode(Format::Text).into_string();
/// // function_calls_total{function="parse",module="…",outcome="error"} 1
/// assert!(text.lines().any(|line| {
///     line.starts_with("function_calls_total{function=\"parse\",")
///         && line.ends_with(",outcome=\"error\"} 1")
/// }));
/// ```
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "…"` | the label `function`; otherwise the function's name, and in an `impl` block `Type::name` |
/// | `ok_if = f` | a call is `ok` if `f` says so of what it returned, which `f` takes by reference, and an `error` if not |
/// | `error_if = f` | the other way round |
/// | `buckets = …` | the bounds of the durations, as of a field of a collector |
/// | `collector = JOBS` | a `static` of type `FunctionCollector` |
/// | `crate = ::path` | where the runtime crate is, if it is not `::metrics_core` |
/// | `skip` | alone, on a function of a measured `impl` block: leaves it out |
///
/// # Costs
///
/// Two looks at the clock, and some additions to cells of the thread's own. A thread that calls
/// the function first in its slot (see `StripedCounter`) allocates these; the function's first
/// call takes a lock. A returned box is put into another one, unless the body is nothing but
/// `Box::pin(async move { … })`.
///
/// In a `#[track_caller]` function a `return` that stands in a macro counts as `?` does: as an
/// error, if the function returns a `Result`.
#[proc_macro_attribute]
pub fn instrumented(args: TokenStream, item: TokenStream) -> TokenStream {
    function::expand(Macro::Instrumented, args.into(), item.into()).into()
}

/// Counts the calls of a function in a counter of your own, each at its end.
///
/// # Example
///
/// ```
/// use metrics_core::{CounterVec, LabelSet, Outcome, counted};
///
/// #[derive(LabelSet)]
/// struct Order<'a> {
///     #[label(max = 100)]
///     item: &'a str,
///     outcome: Outcome,
/// }
///
/// static ORDERS: CounterVec<Order<'static>> = CounterVec::new();
///
/// #[counted(ORDERS, labels(item = &item, outcome))]
/// fn order(item: String, count: u32) -> Result<(), String> {
///     if count > 10 { Err(item) } else { Ok(()) }
/// }
///
/// let _ = order("tea".to_owned(), 11);
/// assert_eq!(ORDERS.with(Order { item: "tea", outcome: Outcome::Error }).get(), 1);
/// ```
///
/// The metric stands first: any expression, such as `METRICS.orders_total`, or `self.orders_total`
/// in a method. It is borrowed for as long as the call takes.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `labels(name = value, …)` | the labels of the series; values may use the arguments, are taken before the body runs, and borrow nothing while it does |
/// | `labels(…, outcome)` | a label of the type `Outcome`, which is known at the end |
/// | `labels(…, error)` | a label of the type `ErrorOf<E>`, for a function that returns a `Result<_, E>` |
/// | `labels = Set { … }` | the whole set |
/// | `ok_if = f`, `error_if = f` | what the outcome is, as for [`macro@instrumented`] |
/// | `crate = ::path` | where the runtime crate is, if it is not `::metrics_core` |
///
/// It goes where [`macro@instrumented`] goes, but for `impl` blocks.
#[proc_macro_attribute]
pub fn counted(args: TokenStream, item: TokenStream) -> TokenStream {
    function::expand(Macro::Counted, args.into(), item.into()).into()
}

/// Observes how long the calls of a function take, in seconds, in a histogram of your own.
///
/// # Example
///
/// ```
/// use metrics_core::{HistogramVec, LabelSet, timed};
///
/// #[derive(LabelSet)]
/// struct Render {
///     cached: bool,
/// }
///
/// static RENDER_SECONDS: HistogramVec<Render> = HistogramVec::new();
///
/// #[timed(RENDER_SECONDS, labels(cached = page.is_some()))]
/// fn render(page: Option<String>) -> String {
///     page.unwrap_or_default()
/// }
///
/// render(None);
/// assert_eq!(RENDER_SECONDS.with(Render { cached: false }).snapshot().count, 1);
/// ```
///
/// # Keys
///
/// Those of [`macro@counted`].
#[proc_macro_attribute]
pub fn timed(args: TokenStream, item: TokenStream) -> TokenStream {
    function::expand(Macro::Timed, args.into(), item.into()).into()
}

/// Holds in a gauge of your own how many calls of a function are running.
///
/// # Example
///
/// ```
/// use metrics_core::{Gauge, in_flight};
///
/// static WORKERS: Gauge = Gauge::new();
///
/// #[in_flight(WORKERS)]
/// fn work() -> f64 {
///     WORKERS.get()
/// }
///
/// assert_eq!(work(), 1.0);
/// assert_eq!(WORKERS.get(), 0.0);
/// ```
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `labels(name = value, …)` | the labels of the series, as for [`macro@counted`] |
/// | `labels = Set { … }` | the whole set |
/// | `crate = ::path` | where the runtime crate is, if it is not `::metrics_core` |
#[proc_macro_attribute]
pub fn in_flight(args: TokenStream, item: TokenStream) -> TokenStream {
    function::expand(Macro::InFlight, args.into(), item.into()).into()
}

/// Labels with values that are known at run time: sorted pairs of names and texts.
///
/// Names are checked by the compiler: that they are label names, not reserved, and each given once.
/// A value is anything that is a `LabelValue`: text, an integer, a `bool`, a derived enum. A name
/// alone stands for the variable of that name.
///
/// # Example
///
/// ```
/// use metrics_core::{Format, Gauge, Registerer, Registry, labels};
///
/// let (zone, shard) = (String::from("eu"), 7);
///
/// let registry = Registry::new();
/// let load = Gauge::named("load", "Load.").labels(["shard", "zone"]);
/// let load = registry.with_labels(labels! { tier: "edge" }).register(load)?;
/// load.with_labels(&labels! { zone, shard: shard + 1 })?.set(0.5);
///
/// let scrape = registry.encode(Format::Text).into_string();
/// assert!(scrape.contains("load{shard=\"8\",tier=\"edge\",zone=\"eu\"} 0.5\n"));
/// assert_eq!(load.remove_matching(&labels! { zone }), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What it makes
///
/// A `LabelPairs<'_, N>`, sorted by name. `&labels! { … }` is a slice `&[(&str, &str)]`, as
/// `DynamicVec::with_labels`, `curry` and `remove_matching` take it, and `MetricSlot::labelled`.
/// By value it is an iterator of pairs, as wraps and `const_labels` take it; that copies the values.
///
/// Nothing is allocated, unless a value is no text and is written in more than 40 bytes. Variables
/// and fields are borrowed. Values are evaluated in the order of the names. With string literals
/// alone it is a constant.
///
/// # Another name of the crate
///
/// `labels! { crate = ::path, zone: zone }` says where the runtime crate is, if it is not
/// `::metrics_core`.
#[proc_macro]
pub fn labels(input: TokenStream) -> TokenStream {
    labels::expand(input.into()).into()
}

/// A descriptor that is a constant, for a collector that is written by hand.
///
/// It is checked by the compiler: the names of the metric and its labels, that none is reserved or
/// given twice, or both constant and variable, or written by a metric of that kind itself, and that
/// the name ends in the unit.
///
/// # Example
///
/// ```
/// use metrics_core::{Collector, ConstDesc, Descs, Scrape, desc};
///
/// struct Disks;
///
/// const FREE: ConstDesc = desc!(
///     "disk_free_bytes",
///     "Room that is left.",
///     kind = Gauge,
///     unit = "bytes",
///     labels(disk),
///     const_labels(zone = "eu"),
/// );
///
/// impl Collector for Disks {
///     fn describe(&self, descs: &mut Descs) {
///         descs.push(&FREE);
///     }
///
///     fn collect(&self, scrape: &mut Scrape<'_>) {
///         scrape.gauge(&FREE, &["sda"], 1e9);
///     }
/// }
/// # use metrics_core::{Format, Registry};
/// # let registry = Registry::new();
/// # registry.register(Disks)?;
/// # let scrape = registry.encode(Format::Text).into_string();
/// # assert!(scrape.contains("disk_free_bytes{disk=\"sda\",zone=\"eu\"} 1000000000\n"), "{scrape}");
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
///
/// # Arguments
///
/// The full name, a string literal; the help text, which may be any constant `&'static str`; then, in
/// any order:
///
/// | key | meaning |
/// |---|---|
/// | `kind = Counter` | the kind, as the enum `Kind` has it |
/// | `unit = "…"` | the unit; the name must end in it (or in it and `_total`) |
/// | `labels(host, …)` | names of the variable labels, in the order in which values will be given |
/// | `const_labels(tier = "edge", …)` | labels that every series has with these values |
///
/// Before all of them `crate = ::path` says where the runtime crate is, if it is not
/// `::metrics_core`.
///
/// # What it makes
///
/// A `ConstDesc`, which may be the value of a `const` or a `static` and is used like the `Desc` that
/// it stands for. The conventions of names, which are lints on a derived struct, are not looked at:
/// `testing::lint` knows them.
#[proc_macro]
pub fn desc(input: TokenStream) -> TokenStream {
    desc::expand(input.into()).into()
}
