//! Plain data as metrics: numbers and maps of numbers that a program keeps anyway (D12).

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16,
    AtomicU32, AtomicU64, AtomicUsize, Ordering,
};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, SystemTime};

use crate::desc::{Desc, FieldType};
use crate::func::{FunctionKind, Pulled};
use crate::locked::Lock;
use crate::sample::Number;
use crate::scrape::Scrape;
use crate::store::ReadLabels;
use crate::unit::{Seconds, Unit};

/// Data that a field of a derived collector may hold: one number, or one for each label set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not plain data",
    label = "not plain data",
    note = "plain data are numbers, `bool`, `Duration`, atomics, and maps from a label set to them, also in an `Option`, `Arc`, `Mutex` or `RwLock`"
)]
pub trait Data: Send + Sync + 'static {
    /// What the type implies.
    const TYPE: FieldType;

    /// Calls `each` with every value and the texts of its labels.
    fn read(&self, each: &mut dyn FnMut(&[&str], Number));
}

/// Data that is one number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a series",
    label = "not one number",
    note = "a map goes from a label set to numbers, `bool`, `Duration` or atomics; put all labels in one set"
)]
pub trait Single: Data {}

/// Data that can count.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a counter",
    label = "does not count",
    note = "counters are numbers, `Duration`, atomics, and maps from a label set to them, also in an `Option`, `Arc`, `Mutex` or `RwLock`"
)]
pub trait Count: Data {}

macro_rules! single {
    ($unit:expr => $($data:ty: $read:expr),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl Data for $data {
            const TYPE: FieldType = FieldType::single($unit);

            fn read(&self, each: &mut dyn FnMut(&[&str], Number)) {
                let read: fn(&Self) -> _ = $read;
                if let Ok(Some(number)) = read(self).pulled() {
                    each(&[], number);
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl Single for $data {}
    )*};
}

macro_rules! counts {
    ($($data:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Count for $data {}
    )*};
}

macro_rules! plain {
    ($($data:ty)*) => {
        single!("" => $($data: |number| *number),*);
        counts!($($data)*);
    };
}
plain!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize f32 f64);

macro_rules! atomics {
    ($($data:ty)*) => {
        single!("" => $($data: |number| number.load(Ordering::Relaxed)),*);
        counts!($($data)*);
    };
}
atomics!(AtomicU8 AtomicU16 AtomicU32 AtomicU64 AtomicUsize);
atomics!(AtomicI8 AtomicI16 AtomicI32 AtomicI64 AtomicIsize);

single! {"" =>
    bool: |flag| *flag,
    AtomicBool: |flag| flag.load(Ordering::Relaxed),
}
single! {Seconds::NAME =>
    Duration: |time| *time,
    SystemTime: |moment| *moment,
}
counts!(Duration);

macro_rules! maps {
    ($([$($generics:tt)*] $data:ty;)*) => {$(
        /// A family: the series are the entries.
        #[diagnostic::do_not_recommend]
        impl<L: ReadLabels + Send + Sync, V: Single, $($generics)*> Data for $data {
            const TYPE: FieldType = FieldType::family(V::TYPE.unit, L::LABELS, L::NAMES);

            fn read(&self, each: &mut dyn FnMut(&[&str], Number)) {
                for (labels, value) in self {
                    labels.read_labels(|texts| value.read(&mut |_, number| each(texts, number)));
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl<L: ReadLabels + Send + Sync, V: Single + Count, $($generics)*> Count for $data {}
    )*};
}
maps! {
    [S: Send + Sync + 'static] HashMap<L, V, S>;
    [] BTreeMap<L, V>;
}

/// A family: the series are the elements. Labels that occur twice are an error of the scrape.
#[diagnostic::do_not_recommend]
impl<L: ReadLabels + Send + Sync, V: Single> Data for Vec<(L, V)> {
    const TYPE: FieldType = FieldType::family(V::TYPE.unit, L::LABELS, L::NAMES);

    fn read(&self, each: &mut dyn FnMut(&[&str], Number)) {
        for (labels, value) in self {
            labels.read_labels(|texts| value.read(&mut |_, number| each(texts, number)));
        }
    }
}

#[diagnostic::do_not_recommend]
impl<L: ReadLabels + Send + Sync, V: Single + Count> Count for Vec<(L, V)> {}

macro_rules! around {
    ($($data:ty, |$outer:ident, $read:ident| $body:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Data> Data for $data {
            const TYPE: FieldType = T::TYPE;

            fn read(&self, each: &mut dyn FnMut(&[&str], Number)) {
                let $outer = self;
                let $read = |inner: &T| inner.read(each);
                $body
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: Single> Single for $data {}

        #[diagnostic::do_not_recommend]
        impl<T: Count> Count for $data {}
    )*};
}
around! {
    Option<T>, |option, read| if let Some(inner) = option { let mut read = read; read(inner) };
    Arc<T>, |shared, read| { let mut read = read; read(shared) };
    Box<T>, |boxed, read| { let mut read = read; read(boxed) };
    &'static T, |shared, read| { let mut read = read; read(shared) };
    Mutex<T>, |lock, read| lock.read_locked(read);
    RwLock<T>, |lock, read| lock.read_locked(read);
}

macro_rules! data_fields {
    ($($(#[$attr:meta])* $field:ident: $data:ident;)*) => {$(
        $(#[$attr])*
        #[doc(hidden)]
        pub trait $field {
            const TYPE: FieldType;

            fn emit<K: FunctionKind>(&self, desc: &Desc, scrape: &mut Scrape<'_>);
        }

        #[diagnostic::do_not_recommend]
        impl<T: $data> $field for T {
            const TYPE: FieldType = T::TYPE;

            fn emit<K: FunctionKind>(&self, desc: &Desc, scrape: &mut Scrape<'_>) {
                self.read(&mut |values, number| scrape.sample(desc, values, K::sample(number)));
            }
        }
    )*};
}
data_fields! {
    /// All that generated code asks of the type of a field with `gauge` or `untyped`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not plain data",
        label = "not plain data",
        note = "`gauge` and `untyped` are said of numbers, `bool`, `Duration`, atomics, and maps from a label set to them, also in an `Option`, `Arc`, `Mutex` or `RwLock`",
        note = "a metric such as `Gauge` has its kind in its type; what is computed from a field: `#[metric(gauge, value = …)]`"
    )]
    DataField: Data;
    /// All that generated code asks of the type of a field with `counter`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not plain data that counts",
        label = "does not count",
        note = "`counter` is said of numbers, `Duration`, atomics, and maps from a label set to them, also in an `Option`, `Arc`, `Mutex` or `RwLock`",
        note = "a metric such as `Counter` has its kind in its type; what is computed from a field: `#[metric(counter, value = …)]`"
    )]
    CounterField: Count;
}
