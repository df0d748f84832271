//! How the series of a family are laid out: label sets, metrics and stores, which name each
//! other.
//!
//! A closed label set has a constant number of series. They lie in an array that is indexed by
//! arithmetic, so a lookup takes no hash and no lock and allocates nothing. The metric chooses
//! what lies in the array ([`Metric::Flat`]), the label set how many there are and where
//! ([`ClosedSet::Array`]).

use std::marker::PhantomData;
use std::sync::OnceLock;

use crate::cell::{Flags, Float, Lanes, Mark, OnceBox, Sum};
use crate::desc::Kind;
use crate::label::{Domain, Label, Labels, cardinality};
use crate::message::Text;
use crate::sample::Sample;
use crate::spec::{Made, Spec};

/// The labels of one family, as a struct with a field for each. Derive it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a label set",
    label = "not a label set",
    note = "write `#[derive(LabelSet)]` on a struct with a field for each label",
    note = "a set that borrows is named with `'static` here: `CounterVec<Request<'static>>`"
)]
pub trait LabelSet: Sized + 'static {
    /// The set as a lookup takes it: with any lifetime in place of `'static`.
    type With<'a>;

    /// The names, in order of declaration.
    const NAMES: &'static [&'static str];

    /// The labels, in order of declaration.
    const LABELS: &'static [Label];

    /// How series of a metric are kept under this set.
    #[doc(hidden)]
    type Store<M: Metric>: Store<Self, M>;

    /// The identifiers of the fields, in order of declaration.
    #[doc(hidden)]
    const FIELDS: &'static [&'static str];

    /// The set before any label is given: has a method for each label.
    #[doc(hidden)]
    type Blank;

    #[doc(hidden)]
    const BLANK: Self::Blank;
}

/// A label set whose values can be read as texts.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a label set",
    label = "not a label set",
    note = "write `#[derive(LabelSet)]` on a struct with a field for each label"
)]
pub trait ReadLabels: LabelSet {
    /// Calls `read` with the values, in order of declaration.
    fn read_labels<R>(&self, read: impl FnOnce(&[&str]) -> R) -> R;
}

/// A label set whose labels are all closed.
#[doc(hidden)]
pub trait ClosedSet: LabelSet {
    /// How many combinations of values there are.
    const CARDINALITY: usize;

    /// Room for one `T` a combination.
    type Array<T: Empty>: Array<T>;

    /// Room for one flag a combination.
    type Flags: Array<Flags>;

    /// The place of a combination: mixed radix, the first label being the most significant.
    fn index(labels: Self::With<'_>) -> usize;
}

/// A label set with at least one open label.
#[doc(hidden)]
pub trait OpenSet: LabelSet {
    /// Calls `read` with the combination of the closed labels (mixed radix, the first one being
    /// the most significant) and the texts of the open ones, in order of declaration.
    fn with_key<R>(labels: Self::With<'_>, read: impl FnOnce(u32, &[&str]) -> R) -> R;
}

/// A metric that can be a series of a family.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the series of a family",
    label = "not a metric",
    note = "families hold a `Counter`, `FloatCounter`, `Gauge` or `Histogram`; put all labels in one set"
)]
pub trait Metric: Sized + Send + Sync + 'static {
    /// What sort of values it holds.
    const KIND: Kind;

    /// What is measured, if the type says so; empty if not.
    #[doc(hidden)]
    const UNIT: &'static str = "";

    /// What the series of a family share: `()`, or a histogram's bounds.
    #[doc(hidden)]
    type Config: Copy + Send + Sync + 'static;

    /// What they share if it comes from the attributes of a derived field.
    #[doc(hidden)]
    type ConfigOf<S: Spec>: Made<Self::Config>;

    /// What they share in a family that states nothing.
    #[doc(hidden)]
    const DEFAULT_CONFIG: Self::Config;

    /// How series are kept under a closed set.
    #[doc(hidden)]
    type Flat<L: ClosedSet>: Store<L, Self>;

    /// Makes one series.
    #[doc(hidden)]
    fn series(config: Self::Config) -> Self;

    /// What it shares with the series of a family, if it is made the pattern of one.
    #[doc(hidden)]
    fn config(&self) -> Self::Config;

    /// Takes back all updates, but for those of other threads at this moment.
    #[doc(hidden)]
    fn reset(&self);

    /// Reads the value at this moment.
    #[doc(hidden)]
    fn read<R>(&self, read: impl FnOnce(Sample<'_>) -> R) -> R;
}

/// Where a family keeps its series.
#[doc(hidden)]
pub trait Store<L: LabelSet, M: Metric>: Send + Sync + Sized + 'static {
    const EMPTY: Self;

    /// A store without series, if it comes from the attributes of a derived field.
    type Of<S: Spec>: Made<Self>;

    /// What a lookup returns.
    type Ref<'a>: Copy
    where
        Self: 'a;

    /// What holds on to a series.
    type Handle<'a>
    where
        Self: 'a;

    /// What leads to a series, and borrows nothing.
    type Key: Send + Sync;

    fn with<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> Self::Ref<'a>;

    fn key(labels: L::With<'_>) -> Self::Key;

    /// [`with`](Self::with) by a key, `shift` combinations of closed labels further on.
    fn at<'a>(&'a self, key: &Self::Key, shift: usize, config: &M::Config) -> Self::Ref<'a>;

    fn handle<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> Self::Handle<'a>;

    /// Reads every series that is exported; the texts are in order of declaration.
    fn visit(&self, each: impl FnMut(&[&str], Sample<'_>));

    /// Removes a series; `false` if it is not exported.
    fn remove(&self, labels: L::With<'_>) -> bool;

    /// Removes the series that `keep` does not pick, and counts them.
    fn retain(&self, keep: impl FnMut(&Labels<'_>) -> bool) -> usize;

    /// Does what the attributes of a derived field ask for before a scrape.
    fn prepare<S: Spec>(&self, config: &M::Config);
}

/// A value that can be made in a constant.
#[doc(hidden)]
pub trait Empty: Send + Sync + 'static {
    const EMPTY: Self;
}

impl Empty for Flags {
    const EMPTY: Self = Self::new();
}

impl Empty for Sum {
    const EMPTY: Self = Self::new();
}

impl Empty for Float {
    const EMPTY: Self = Self::new();
}

impl Empty for Mark {
    const EMPTY: Self = Self::new();
}

impl Empty for Lanes {
    const EMPTY: Self = Self::new();
}

impl<T: Send + Sync + 'static> Empty for OnceLock<T> {
    const EMPTY: Self = Self::new();
}

impl<T: Send + Sync + 'static> Empty for OnceBox<T> {
    const EMPTY: Self = Self::new();
}

/// A fixed number of values.
#[doc(hidden)]
pub trait Array<T>: Send + Sync + 'static {
    const EMPTY: Self;

    /// # Panics
    ///
    /// If there are no more than `index` values.
    fn at(&self, index: usize) -> &T;
}

impl<T: Empty, const N: usize> Array<T> for [T; N] {
    const EMPTY: Self = [const { T::EMPTY }; N];

    #[inline]
    fn at(&self, index: usize) -> &T {
        &self[index]
    }
}

/// An array that is allocated at its first use: `#[label(boxed)]`.
#[doc(hidden)]
pub struct Boxed<T, const N: usize>(OnceLock<Box<[T]>>);

impl<T: Empty, const N: usize> Array<T> for Boxed<T, N> {
    const EMPTY: Self = Self(OnceLock::new());

    #[inline]
    fn at(&self, index: usize) -> &T {
        &self.0.get_or_init(|| (0..N).map(|_| T::EMPTY).collect())[index]
    }
}

/// How many series a closed family may hold inside its struct. Statics land in the data segment,
/// and a large value overflows the stack on its way into an `Arc`.
const MAX_INLINE: usize = 4096;

/// Refuses a closed set with more series than lie inside a struct.
///
/// # Panics
///
/// With the message for the user, to be seen as a compiler error.
#[doc(hidden)]
#[track_caller]
pub const fn check_cardinality(labels: &[Label]) {
    if cardinality(labels) <= MAX_INLINE {
        return;
    }
    let message = Text::new()
        .with("the labels ")
        .with_cardinalities(labels)
        .with(" make ")
        .number(cardinality(labels))
        .with(" series, and at most ")
        .number(MAX_INLINE)
        .with(" lie inside a struct\n  help: allocate them at the first use: `#[label(boxed)]` on the set")
        .with("\n  help: or make one of them an open label: text with `#[label(max = …)]`");
    panic!("{}", message.as_str());
}

/// How many words of flags that many combinations take.
#[must_use]
#[doc(hidden)]
pub const fn flag_words(cardinality: usize) -> usize {
    cardinality.div_ceil(FLAGS)
}

/// The series of a closed family whose cells are there from the start.
#[doc(hidden)]
pub struct Flat<L: ClosedSet, T: Empty> {
    touched: Touched<L>,
    cells: L::Array<T>,
}

/// Which series of a closed set are exported. On cache lines of its own: flags that lay beside
/// the cells would be fetched anew after every update.
#[repr(align(64))]
pub(crate) struct Touched<L: ClosedSet>(L::Flags);

const FLAGS: usize = u64::BITS as usize;

impl<L: ClosedSet> Touched<L> {
    pub(crate) const NONE: Self = Self(Array::EMPTY);

    #[inline]
    pub(crate) fn raise(&self, index: usize) {
        self.0.at(index / FLAGS).raise(index % FLAGS);
    }

    /// Raises the flags of all series.
    pub(crate) fn raise_all(&self) {
        (0..L::CARDINALITY).for_each(|index| self.raise(index));
    }

    /// Whether a series is exported; what was done before it was [raised](Self::raise) is then
    /// seen.
    #[inline]
    pub(crate) fn is_up(&self, index: usize) -> bool {
        self.0.at(index / FLAGS).is_up(index % FLAGS)
    }

    /// Whether the flag was up before.
    pub(crate) fn lower(&self, index: usize) -> bool {
        self.0.at(index / FLAGS).lower(index % FLAGS)
    }

    /// Calls `each` with the places whose flag is up, and the label values there.
    pub(crate) fn visit(&self, mut each: impl FnMut(usize, &[&str])) {
        let mut texts = Texts::<L>::new();
        for word in 0..flag_words(L::CARDINALITY) {
            let mut flags = self.0.at(word).get();
            while flags != 0 {
                let index = word * FLAGS + flags.trailing_zeros() as usize;
                flags &= flags - 1;
                each(index, texts.of(index));
            }
        }
    }

    /// Lowers the flags that `keep` does not pick, and counts them.
    pub(crate) fn retain(
        &self,
        mut keep: impl FnMut(&Labels<'_>) -> bool,
        mut remove: impl FnMut(usize),
    ) -> usize {
        let mut removed = 0;
        self.visit(|index, values| {
            if !keep(&Labels::new(L::NAMES, values)) && self.lower(index) {
                remove(index);
                removed += 1;
            }
        });
        removed
    }
}

impl<L: ClosedSet, M: Metric + Empty> Made<Flat<L, M>> for () {
    const MADE: Flat<L, M> = Flat::EMPTY;
}

impl<L: ClosedSet, M: Metric + Empty> Store<L, M> for Flat<L, M> {
    const EMPTY: Self = Self { touched: Touched::NONE, cells: <L::Array<M> as Array<M>>::EMPTY };

    type Of<S: Spec> = ();

    type Ref<'a> = &'a M;
    type Handle<'a> = &'a M;

    type Key = usize;

    #[inline]
    fn with<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> &'a M {
        self.at(&L::index(labels), 0, config)
    }

    #[inline]
    fn key(labels: L::With<'_>) -> usize {
        L::index(labels)
    }

    #[inline]
    fn at<'a>(&'a self, key: &usize, shift: usize, _: &M::Config) -> &'a M {
        let index = key + shift;
        self.touched.raise(index);
        self.cells.at(index)
    }

    fn handle<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> &'a M {
        self.with(labels, config)
    }

    fn visit(&self, mut each: impl FnMut(&[&str], Sample<'_>)) {
        self.touched.visit(|index, values| {
            self.cells.at(index).read(|sample| each(values, sample));
        });
    }

    fn remove(&self, labels: L::With<'_>) -> bool {
        let index = L::index(labels);
        let was_there = self.touched.lower(index);
        self.cells.at(index).reset();
        was_there
    }

    fn retain(&self, keep: impl FnMut(&Labels<'_>) -> bool) -> usize {
        self.touched.retain(keep, |index| self.cells.at(index).reset())
    }

    fn prepare<S: Spec>(&self, _: &M::Config) {
        if S::INIT_ALL {
            self.touched.raise_all();
        }
    }
}

/// The series of a closed family that are made at their first lookup, because all but their
/// place is shared or large.
#[doc(hidden)]
pub struct Lazy<L: ClosedSet, M: Metric> {
    touched: Touched<L>,
    cells: L::Array<OnceLock<M>>,
}

impl<L: ClosedSet, M: Metric> Made<Lazy<L, M>> for () {
    const MADE: Lazy<L, M> = Lazy::EMPTY;
}

impl<L: ClosedSet, M: Metric> Store<L, M> for Lazy<L, M> {
    const EMPTY: Self = Self { touched: Touched::NONE, cells: Array::EMPTY };

    type Of<S: Spec> = ();

    type Ref<'a> = &'a M;
    type Handle<'a> = &'a M;

    type Key = usize;

    #[inline]
    fn with<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> &'a M {
        self.at(&L::index(labels), 0, config)
    }

    #[inline]
    fn key(labels: L::With<'_>) -> usize {
        L::index(labels)
    }

    #[inline]
    fn at<'a>(&'a self, key: &usize, shift: usize, config: &M::Config) -> &'a M {
        let index = key + shift;
        self.touched.raise(index);
        self.cells.at(index).get_or_init(|| M::series(*config))
    }

    fn handle<'a>(&'a self, labels: L::With<'_>, config: &M::Config) -> &'a M {
        self.with(labels, config)
    }

    fn visit(&self, mut each: impl FnMut(&[&str], Sample<'_>)) {
        self.touched.visit(|index, values| {
            // The flag goes up before the series is made.
            if let Some(series) = self.cells.at(index).get() {
                series.read(|sample| each(values, sample));
            }
        });
    }

    fn remove(&self, labels: L::With<'_>) -> bool {
        let index = L::index(labels);
        let was_there = self.touched.lower(index);
        if let Some(series) = self.cells.at(index).get() {
            series.reset();
        }
        was_there
    }

    fn retain(&self, keep: impl FnMut(&Labels<'_>) -> bool) -> usize {
        self.touched.retain(keep, |index| {
            if let Some(series) = self.cells.at(index).get() {
                series.reset();
            }
        })
    }

    fn prepare<S: Spec>(&self, config: &M::Config) {
        if S::INIT_ALL {
            for index in 0..L::CARDINALITY {
                self.cells.at(index).get_or_init(|| M::series(*config));
            }
            self.touched.raise_all();
        }
    }
}

/// Turns places back into label values.
struct Texts<L>(Vec<&'static str>, PhantomData<fn() -> L>);

impl<L: ClosedSet> Texts<L> {
    fn new() -> Self {
        Self(vec![""; L::LABELS.len()], PhantomData)
    }

    fn of(&mut self, mut index: usize) -> &[&'static str] {
        for (text, label) in self.0.iter_mut().zip(L::LABELS).rev() {
            if let Domain::Closed(values) = label.domain {
                *text = values[index % values.len()];
                index /= values.len();
            }
        }
        &self.0
    }
}
