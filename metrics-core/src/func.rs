//! Metrics whose value is pulled at a scrape.

use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, SystemTime};

use crate::desc::{Desc, Kind, Str};
use crate::error::panic_message;
use crate::gauge::since_epoch;
use crate::named::{NamedBuilder, Standalone};
use crate::sample::{Number, Sample, SampleError};
use crate::scrape::Scrape;

/// What a function of a metric returns: a number, an `Option` of one (`None`: there is no metric
/// at the moment), or a `Result` of these (K21).
///
/// A `bool` is 1 or 0, a `Duration` is in seconds, and a `SystemTime` the seconds since the Unix
/// epoch.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the value of a metric",
    label = "not a number",
    note = "a value is a number, a `bool` or a `Duration`, or an `Option` or `Result` of one"
)]
pub trait Pulled {
    /// The value.
    ///
    /// # Errors
    ///
    /// Why there is none. Reported with the scrape.
    fn pulled(self) -> Result<Option<Number>, SampleError>;
}

macro_rules! pulled {
    ($make:expr => $($number:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Pulled for $number {
            fn pulled(self) -> Result<Option<Number>, SampleError> {
                Ok(Some($make(self)))
            }
        }
    )*};
}
pulled!(Number::from => u8 u16 u32 u64 usize i32 f64);
pulled!(|n| Number::from(i32::from(n)) => i8 i16);
pulled!(|n| u64::try_from(n).map_or(Number::Float(n as f64), Number::Integer) => i64 isize);
pulled!(|n| Number::Float(f64::from(n)) => f32);
pulled!(|flag| Number::Integer(u64::from(flag)) => bool);
pulled!(|time: Duration| Number::Float(time.as_secs_f64()) => Duration);
pulled!(|moment| Number::Float(since_epoch(moment)) => SystemTime);

#[diagnostic::do_not_recommend]
impl Pulled for Number {
    fn pulled(self) -> Result<Option<Number>, SampleError> {
        Ok(Some(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Pulled> Pulled for Option<T> {
    fn pulled(self) -> Result<Option<Number>, SampleError> {
        self.map_or(Ok(None), Pulled::pulled)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Pulled, E: Into<SampleError>> Pulled for Result<T, E> {
    fn pulled(self) -> Result<Option<Number>, SampleError> {
        self.map_err(Into::into)?.pulled()
    }
}

/// A metric whose value is pulled at every scrape: [`CounterFn`], [`GaugeFn`] or [`UntypedFn`].
///
/// The function runs guarded against panics, and on any thread.
pub struct Function<K> {
    pull: Box<Pull>,
    kind: PhantomData<fn() -> K>,
}

type Pull = dyn Fn() -> Result<Option<Number>, SampleError> + Send + Sync;

/// A counter whose value is pulled at every scrape (C7). That it only grows is not checked.
///
/// ```
/// use std::fs;
/// use metrics_core::{CounterFn, Registry};
///
/// let registry = Registry::new();
/// let runs = || -> Result<u64, Box<dyn std::error::Error + Send + Sync>> {
///     Ok(fs::read_to_string("/var/lib/backup/runs")?.trim().parse()?)
/// };
/// registry.register(CounterFn::named("backup_runs_total", "Backups made.", runs))?;
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
pub type CounterFn = Function<kind::Counter>;

/// A gauge whose value is pulled at every scrape (D4).
///
/// ```
/// use metrics_core::{Format, GaugeFn, Registry};
///
/// let registry = Registry::new();
/// registry.register(GaugeFn::named("cpus", "Processors.", || 2))?;
/// assert!(registry.encode(Format::Text).into_string().ends_with("\ncpus 2\n"));
/// # Ok::<(), metrics_core::RegisterError>(())
/// ```
pub type GaugeFn = Function<kind::Gauge>;

/// A metric of which nothing is known, and whose value is pulled at every scrape (D5).
pub type UntypedFn = Function<kind::Untyped>;

impl<K: FunctionKind> Function<K> {
    /// Starts a metric with a name and the function that is asked for its value.
    #[track_caller]
    pub fn named<T: Pulled>(
        name: impl Into<Str>,
        help: impl Into<Str>,
        pull: impl Fn() -> T + Send + Sync + 'static,
    ) -> NamedBuilder<Self> {
        let pull = Box::new(move || pull().pulled());
        NamedBuilder::new(name, help, Self { pull, kind: PhantomData })
    }
}

#[diagnostic::do_not_recommend]
impl<K: FunctionKind> Standalone for Function<K> {
    type Parts = Self;
    const KIND: Kind = K::KIND;
    const UNIT: &'static str = "";
    const FOREIGN: bool = true;

    fn assemble(parts: Self, _: &Desc) -> Self {
        parts
    }

    fn write(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
        match (self.pull)() {
            Ok(Some(value)) => scrape.sample(desc, &[], K::sample(value)),
            Ok(None) => {}
            Err(error) => scrape.error(desc, error),
        }
    }
}

impl<K: FunctionKind> fmt::Debug for Function<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Function").field("kind", &K::KIND).finish_non_exhaustive()
    }
}

/// Writes the value that a field's attribute computes. If there is none because of an error or a
/// panic, that is reported, and costs this metric alone.
#[doc(hidden)]
pub fn computed<K: FunctionKind>(
    desc: &Desc,
    scrape: &mut Scrape<'_>,
    compute: impl FnOnce() -> Result<Option<Number>, SampleError>,
) {
    match catch_unwind(AssertUnwindSafe(compute)) {
        Ok(Ok(Some(value))) => scrape.sample(desc, &[], K::sample(value)),
        Ok(Ok(None)) => {}
        Ok(Err(error)) => scrape.error(desc, error),
        Err(panic) => scrape.error(desc, format!("panicked: {}", panic_message(panic))),
    }
}

/// What a function's value is a value of.
#[doc(hidden)]
pub trait FunctionKind: 'static {
    const KIND: Kind;

    fn sample(value: Number) -> Sample<'static>;
}

/// The kinds, as types.
#[doc(hidden)]
pub mod kind {
    use super::{FunctionKind, Kind, Number, Sample};

    macro_rules! kinds {
        ($($name:ident $sample:expr;)*) => {$(
            #[derive(Debug)]
            pub struct $name;

            impl FunctionKind for $name {
                const KIND: Kind = Kind::$name;

                fn sample(value: Number) -> Sample<'static> {
                    $sample(value)
                }
            }
        )*};
    }
    kinds! {
        Counter Sample::Counter;
        Gauge |value: Number| Sample::Gauge(value.as_f64());
        Untyped |value: Number| Sample::Untyped(value.as_f64());
    }
}
