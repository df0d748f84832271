//! Exemplars: examples of what was counted or observed, with labels that lead to them.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::desc::Str;
use crate::message::Text;
use crate::name::{equal, is_legacy_label_name, is_reserved_label_name};

/// An example of what was counted or observed: its value, its moment, and labels that lead to it,
/// such as the id of a trace.
///
/// The labels are kept by name (K11). Their names and values may have 128 characters in all
/// (S73). A clone shares the labels.
///
/// ```
/// use metrics_core::Exemplar;
///
/// let exemplar = Exemplar::new(0.25, [("trace_id", "4bf92f35"), ("span_id", "00f067aa")])?;
/// let labels: Vec<_> = exemplar.labels().collect();
/// assert_eq!(labels, [("span_id", "00f067aa"), ("trace_id", "4bf92f35")]);
/// assert!(Exemplar::new(1.0, [("trace_id", "x".repeat(121))]).is_err());
/// # Ok::<(), metrics_core::ExemplarError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Exemplar {
    labels: Arc<[(Str, Str)]>,
    value: f64,
    at: SystemTime,
}

impl Exemplar {
    /// How many characters the names and values of the labels may have in all.
    pub const MAX_CHARS: usize = 128;

    /// An exemplar of this moment.
    ///
    /// # Errors
    ///
    /// If a label's name is empty, reserved or given twice, or if names and values have more than
    /// [`MAX_CHARS`](Self::MAX_CHARS) characters.
    pub fn new<N: Into<Str>, V: Into<Str>>(
        value: f64,
        labels: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, ExemplarError> {
        let mut labels: Vec<(Str, Str)> =
            labels.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        labels.sort();
        check(labels.iter().map(|(name, value)| (&**name, &**value)))?;
        Ok(Self { labels: labels.into(), value, at: SystemTime::now() })
    }

    /// An exemplar whose labels were not yet copied: nothing is allocated for a refused one of few
    /// labels.
    pub(crate) fn of(value: f64, labels: &[(&str, &str)]) -> Result<Self, ExemplarError> {
        let mut sorted = labels.to_vec();
        sorted.sort_unstable();
        check(sorted.iter().copied())?;
        let owned = |text: &str| Str::Owned(text.to_owned());
        let labels = sorted.into_iter().map(|(name, value)| (owned(name), owned(value)));
        Ok(Self { labels: labels.collect(), value, at: SystemTime::now() })
    }

    /// The exemplar with another moment.
    #[must_use]
    pub fn at(mut self, moment: SystemTime) -> Self {
        self.at = moment;
        self
    }

    /// The labels, by name.
    #[must_use]
    pub fn labels(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.labels.iter().map(|(name, value)| (&**name, &**value))
    }

    /// What was added or observed.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// When it was.
    #[must_use]
    pub fn moment(&self) -> SystemTime {
        self.at
    }
}

/// The names of exemplars' labels, which are known to the compiler: in a constant, a name that
/// would cost every exemplar (S73) is a compiler error. So is a value without a name where the names
/// are [given](Self::with) theirs.
///
/// ```
/// use metrics_core::{Counter, ExemplarLabels, Traced};
///
/// const SPAN: ExemplarLabels<2> = ExemplarLabels::new(["trace_id", "span_id"]);
///
/// static ORDERS: Traced<Counter> = Traced::new();
///
/// ORDERS.inc_with_exemplar(&SPAN.with(["4bf92f35", "00f067aa"]));
/// assert_eq!(ORDERS.refused_exemplars(), 0);
/// ```
///
/// ```compile_fail
/// # use metrics_core::ExemplarLabels;
/// const TRACE: ExemplarLabels<1> = ExemplarLabels::new(["trace-id"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExemplarLabels<const N: usize>([&'static str; N]);

impl<const N: usize> ExemplarLabels<N> {
    /// Labels of these names.
    ///
    /// # Panics
    ///
    /// If a name is no legacy label name (see [`name`](crate::name)), reserved or given twice, or if
    /// the names leave none of [`Exemplar::MAX_CHARS`] to a value. In a constant this is a compiler
    /// error.
    #[must_use]
    #[track_caller]
    pub const fn new(names: [&'static str; N]) -> Self {
        let (mut chars, mut i) = (0, 0);
        while i < N {
            let name = names[i];
            if !is_legacy_label_name(name) {
                let message = Text::new().with("`").with(name).with("` is not a label name");
                let message = message.with("\n  note: names match `[a-zA-Z_][a-zA-Z0-9_]*`");
                panic!("{}", message.as_str());
            }
            if is_reserved_label_name(name) {
                let message = Text::new().with("label `").with(name).with("` is reserved");
                let message =
                    message.with("\n  note: labels that begin with `__` are Prometheus' own");
                panic!("{}", message.as_str());
            }
            let mut j = 0;
            while j < i {
                if equal(names[j], name) {
                    let message = Text::new().with("label `").with(name).with("` is listed twice");
                    panic!("{}", message.as_str());
                }
                j += 1;
            }
            // ASCII, as every legacy name is.
            chars += name.len();
            i += 1;
        }
        if N > 0 && chars >= Exemplar::MAX_CHARS {
            let message = Text::new()
                .with("the names of an exemplar's labels have ")
                .number(chars)
                .with(" characters\n  help: shorter names\n  note: names and values have at most ")
                .number(Exemplar::MAX_CHARS)
                .with(" in all");
            panic!("{}", message.as_str());
        }
        Self(names)
    }

    /// The labels with these values, in the order of the names: what an update with an exemplar
    /// takes.
    #[must_use]
    pub fn with<'a>(&self, values: [&'a str; N]) -> [(&'a str, &'a str); N] {
        std::array::from_fn(|i| (self.0[i], values[i]))
    }
}

/// What is wrong with an exemplar (S73).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExemplarError {
    /// A label has no name.
    EmptyLabelName,
    /// A label's name begins with `__`.
    ReservedLabelName(String),
    /// A label's name is given twice.
    DuplicateLabelName(String),
    /// Names and values have too many characters.
    TooLong {
        /// How many they have.
        chars: usize,
    },
}

impl fmt::Display for ExemplarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyLabelName => f.write_str("the name of an exemplar's label is empty"),
            Self::ReservedLabelName(name) => write!(
                f,
                "an exemplar's label `{name}` is reserved: names that begin with `__` are \
                 Prometheus' own"
            ),
            Self::DuplicateLabelName(name) => {
                write!(f, "an exemplar's label `{name}` is given twice")
            }
            Self::TooLong { chars } => write!(
                f,
                "the labels of an exemplar have {chars} characters, and at most {} are allowed",
                Exemplar::MAX_CHARS
            ),
        }
    }
}

impl std::error::Error for ExemplarError {}

/// Checks labels that are sorted.
fn check<'a>(labels: impl Iterator<Item = (&'a str, &'a str)>) -> Result<(), ExemplarError> {
    let (mut chars, mut before) = (0, None);
    for (name, value) in labels {
        if name.is_empty() {
            return Err(ExemplarError::EmptyLabelName);
        }
        if is_reserved_label_name(name) {
            return Err(ExemplarError::ReservedLabelName(name.to_owned()));
        }
        if before == Some(name) {
            return Err(ExemplarError::DuplicateLabelName(name.to_owned()));
        }
        before = Some(name);
        chars += name.chars().count() + value.chars().count();
    }
    if chars > Exemplar::MAX_CHARS { Err(ExemplarError::TooLong { chars }) } else { Ok(()) }
}

/// Room for one exemplar. The last one wins.
#[derive(Debug)]
pub(crate) struct Slot(Mutex<Option<Exemplar>>);

impl Slot {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// Puts an exemplar in, unless another thread is here: one of the two is lost anyway, and an
    /// update does not wait.
    pub(crate) fn put(&self, exemplar: Exemplar) {
        let before = match self.0.try_lock() {
            Ok(mut slot) => slot.replace(exemplar),
            Err(_) => Some(exemplar),
        };
        // The labels are given back while nothing is locked.
        drop(before);
    }

    pub(crate) fn get(&self) -> Option<Exemplar> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn clear(&self) {
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s73_names_and_values_have_128_characters_in_all() {
        let chars = |n: usize| Exemplar::new(1.0, [("t", "é".repeat(n - 1))]);
        assert!(chars(128).is_ok());
        assert_eq!(chars(129), Err(ExemplarError::TooLong { chars: 129 }));
        let several = Exemplar::of(1.0, &[("a", &"x".repeat(63)), ("b", &"x".repeat(64))]);
        assert_eq!(several, Err(ExemplarError::TooLong { chars: 129 }));
    }

    #[test]
    fn s73_names_are_those_of_labels() {
        let named = |names: &[&'static str]| Exemplar::new(1.0, names.iter().map(|n| (*n, "")));
        assert!(named(&[]).is_ok());
        assert!(named(&["1t", "größe"]).is_ok());
        assert_eq!(named(&[""]), Err(ExemplarError::EmptyLabelName));
        assert_eq!(named(&["__t"]), Err(ExemplarError::ReservedLabelName("__t".to_owned())));
        assert_eq!(named(&["b", "a", "b"]), Err(ExemplarError::DuplicateLabelName("b".to_owned())));
    }

    #[test]
    fn s73_names_that_the_compiler_checked_are_refused_for_their_values_alone() {
        const LONGEST: &str = match str::from_utf8(&[b't'; Exemplar::MAX_CHARS - 1]) {
            Ok(name) => name,
            Err(_) => unreachable!(),
        };
        let long = ExemplarLabels::new([LONGEST]);
        assert!(Exemplar::of(1.0, &long.with(["x"])).is_ok());
        assert!(Exemplar::of(1.0, &long.with(["xx"])).is_err());
        let labels = ExemplarLabels::new(["b", "a"]).with(["1", "2"]);
        assert_eq!(labels, [("b", "1"), ("a", "2")]);
        assert!(ExemplarLabels::new([]).with([]).is_empty());
        let too_long = std::panic::catch_unwind(|| ExemplarLabels::new([LONGEST, "t"]));
        assert!(too_long.is_err());
    }

    #[test]
    fn a_slot_that_is_read_loses_what_comes() {
        let slot = Slot::new();
        let exemplar = Exemplar::of(1.0, &[("a", "1")]).unwrap();
        let held = slot.0.lock().unwrap();
        slot.put(exemplar.clone());
        drop(held);
        assert_eq!(slot.get(), None);
        slot.put(exemplar.clone());
        assert_eq!(slot.get(), Some(exemplar));
        slot.clear();
        assert_eq!(slot.get(), None);
    }
}
