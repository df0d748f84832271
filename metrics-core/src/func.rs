//! Metrics whose value is pulled at a scrape.

use std::fmt;

use crate::desc::{Desc, Kind, Str};
use crate::named::{NamedBuilder, Standalone};
use crate::sample::{Number, Sample, SampleError};
use crate::scrape::Scrape;

/// What a function of a metric returns: a number, an `Option` of one (`None`: there is no metric
/// at the moment), or a `Result` of these (K21).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the value of a metric",
    label = "not a number",
    note = "the function returns a number, or an `Option` or `Result` of one"
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
        impl Pulled for $number {
            fn pulled(self) -> Result<Option<Number>, SampleError> {
                Ok(Some($make(self)))
            }
        }
    )*};
}
pulled!(Number::from => u32 u64 f64);
pulled!(|n| Number::Integer(u64::from(n)) => u8 u16);
pulled!(|n| Number::Integer(n as u64) => usize);
pulled!(|n| Number::Float(f64::from(n)) => i8 i16 i32 f32);
pulled!(|n| Number::Float(n as f64) => i64 isize);

impl Pulled for Number {
    fn pulled(self) -> Result<Option<Number>, SampleError> {
        Ok(Some(self))
    }
}

impl<T: Pulled> Pulled for Option<T> {
    fn pulled(self) -> Result<Option<Number>, SampleError> {
        self.map_or(Ok(None), Pulled::pulled)
    }
}

impl<T: Pulled, E: Into<SampleError>> Pulled for Result<T, E> {
    fn pulled(self) -> Result<Option<Number>, SampleError> {
        self.map_err(Into::into)?.pulled()
    }
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident $kind:ident $sample:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name<F>(F);

        impl<T: Pulled, F: Fn() -> T + Send + Sync + 'static> $name<F> {
            /// Starts a metric with a name and the function that is asked for its value.
            #[track_caller]
            pub fn named(
                name: impl Into<Str>,
                help: impl Into<Str>,
                pull: F,
            ) -> NamedBuilder<Self> {
                NamedBuilder::new(name, help, Self(pull))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: Pulled, F: Fn() -> T + Send + Sync + 'static> Standalone for $name<F> {
            const KIND: Kind = Kind::$kind;
            const LABELS: &'static [&'static str] = &[];
            const FOREIGN: bool = true;

            fn write(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
                match (self.0)().pulled() {
                    Ok(Some(value)) => scrape.sample(desc, &[], $sample(value)),
                    Ok(None) => {}
                    Err(error) => scrape.error(desc, error),
                }
            }
        }

        impl<F> fmt::Debug for $name<F> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}
functions! {
    /// A counter whose value is pulled at every scrape (C7). That it only grows is not checked.
    ///
    /// Runs guarded against panics, and on any thread.
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
    CounterFn Counter Sample::Counter;
    /// A gauge whose value is pulled at every scrape (D4).
    ///
    /// Runs guarded against panics, and on any thread.
    ///
    /// ```
    /// use metrics_core::{Format, GaugeFn, Registry};
    ///
    /// let registry = Registry::new();
    /// registry.register(GaugeFn::named("cpus", "Processors.", || 2))?;
    /// assert!(registry.encode(Format::Text).into_string().ends_with("\ncpus 2\n"));
    /// # Ok::<(), metrics_core::RegisterError>(())
    /// ```
    GaugeFn Gauge |value: Number| Sample::Gauge(value.as_f64());
    /// A metric of which nothing is known, and whose value is pulled at every scrape (D5).
    ///
    /// Runs guarded against panics, and on any thread.
    UntypedFn Untyped |value: Number| Sample::Untyped(value.as_f64());
}
