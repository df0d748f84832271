//! What a family of labels that are known at run time only asks of its metric.

use std::fmt;
use std::ops::Deref;

use super::Shared;
use crate::desc::{Desc, Kind};
use crate::scrape::Scrape;
use crate::store::Metric;
use crate::vec::{Found, Keeping, OpenHandle, Series};

/// A metric that can be the series of a [`DynamicVec`](super::DynamicVec): any of the library's,
/// or one of your own ([`Own`](super::Own)).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the series of a family",
    label = "not one of the library's metrics",
    note = "one of your own: implement `OwnMetric` for it, and name the family `OwnVec<{Self}>`"
)]
pub trait DynamicMetric: Sized + 'static {
    /// What a lookup returns.
    type Ref<'a>;

    /// What holds the metric.
    #[doc(hidden)]
    type Cell: Send + Sync + 'static;

    /// What the series of a family share.
    #[doc(hidden)]
    type Config: Send + Sync + 'static;

    #[doc(hidden)]
    const KIND: Kind;

    #[doc(hidden)]
    const UNIT: &'static str;

    /// Whether it runs code that is not ours.
    #[doc(hidden)]
    const FOREIGN: bool;

    #[doc(hidden)]
    fn cell(config: &Self::Config) -> Self::Cell;

    /// Makes ready for other labels.
    #[doc(hidden)]
    fn reset(cell: &Self::Cell);

    /// Takes note that the series was removed.
    #[doc(hidden)]
    fn removed(cell: &Self::Cell);

    /// What a lookup returns that found this under these values.
    #[doc(hidden)]
    fn found<'a>(
        found: Found<'a, Self::Cell>,
        config: &Self::Config,
        desc: &Desc,
        values: &[&str],
    ) -> Self::Ref<'a>;

    #[doc(hidden)]
    fn write(cell: &Self::Cell, desc: &Desc, values: &[&str], scrape: &mut Scrape<'_>);
}

#[diagnostic::do_not_recommend]
impl<M: Metric> DynamicMetric for M {
    type Ref<'a> = Series<'a, M>;
    type Cell = M;
    type Config = M::Config;
    const KIND: Kind = M::KIND;
    const UNIT: &'static str = M::UNIT;
    const FOREIGN: bool = false;

    fn cell(config: &M::Config) -> M {
        M::series(*config)
    }

    fn reset(cell: &M) {
        cell.reset();
    }

    fn removed(_: &M) {}

    #[inline]
    fn found<'a>(found: Found<'a, M>, _: &M::Config, _: &Desc, _: &[&str]) -> Series<'a, M> {
        Series::new(found)
    }

    fn write(cell: &M, desc: &Desc, values: &[&str], scrape: &mut Scrape<'_>) {
        cell.read(|sample| scrape.sample(desc, values, sample));
    }
}

/// Holds on to a series of a [`DynamicVec`](super::DynamicVec), and on to the family: for a place
/// in a struct. Derefs to the metric. See [`DynamicVec::handle`](super::DynamicVec::handle).
pub struct DynamicHandle<M: Metric>(pub(super) Keeping<OpenHandle<'static, M>, Shared<M>>);

impl<M: Metric> Deref for DynamicHandle<M> {
    type Target = M;

    #[inline]
    fn deref(&self) -> &M {
        self.0.handle()
    }
}

impl<M: Metric + fmt::Debug> fmt::Debug for DynamicHandle<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynamicHandle").field(&**self).finish()
    }
}
