//! What a returned value says of the call: found by its type, through any alias.
//!
//! Generated code cannot name the type that a function returns: an alias may hide a `Result`, or
//! a boxed future. It asks a [`Kind`] of the type by a method that two traits have. The compiler
//! takes the one that is implemented with one reference more, if the type fits, and goes on to
//! the other one.

use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::{Pin, pin};

use super::outcome::{ErrorLabel, ErrorOf, Outcome, Verdict};
use super::watch::{Record, Watch};

/// A type, for a value that is not there yet.
#[doc(hidden)]
pub struct Kind<T>(PhantomData<fn() -> T>);

impl<T> Clone for Kind<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kind<T> {}

impl<T> Kind<T> {
    #[must_use]
    #[inline]
    #[doc(hidden)]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for Kind<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// What a future gives.
#[inline]
#[doc(hidden)]
#[must_use]
pub fn kind_of_output<F: Future>(_: &F) -> Kind<F::Output> {
    Kind::new()
}

/// Functions that put a body and its arguments together, and say what it returns.
///
/// The body takes arguments as parameters of its own, so that the compiler speaks of them as it
/// would without the attribute; and it is handed over at once, by which the compiler knows that
/// it is called only once, and may give away what it captured.
#[doc(hidden)]
pub mod bind {
    use super::Kind;

    macro_rules! bind {
        ($($bind:ident($($arg:ident: $ty:ident),*);)*) => {$(
            #[inline(always)]
            pub fn $bind<$($ty,)* R>(
                $($arg: $ty,)*
                body: impl FnOnce($($ty),*) -> R,
            ) -> (Kind<R>, impl FnOnce() -> R) {
                (Kind::new(), move || body($($arg),*))
            }
        )*};
    }
    bind! {
        bind0();
        bind1(a: A);
        bind2(a: A, b: B);
        bind3(a: A, b: B, c: C);
        bind4(a: A, b: B, c: C, d: D);
        bind5(a: A, b: B, c: C, d: D, e: E);
        bind6(a: A, b: B, c: C, d: D, e: E, f: F);
    }
}

/// Tells of a value how the call ended that gave it.
#[doc(hidden)]
pub struct Judge<T> {
    outcome: By<T>,
    error: fn(&T) -> usize,
}

enum By<T> {
    /// Nothing of this type is an error.
    Nothing,
    OkIf(fn(&T) -> bool),
    ErrorIf(fn(&T) -> bool),
}

impl<T> Judge<T> {
    #[inline]
    fn new(outcome: By<T>) -> Self {
        Self { outcome, error: |_| 0 }
    }

    /// The same, which also tells which error it is.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn with_error(self, error: fn(&T) -> usize) -> Self {
        Self { error, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn of(&self, value: &T) -> Verdict {
        let ok = |ok| if ok { Outcome::Ok } else { Outcome::Error };
        let outcome = match self.outcome {
            By::Nothing => Outcome::Ok,
            By::OkIf(is_ok) => ok(is_ok(value)),
            By::ErrorIf(is_error) => ok(!is_error(value)),
        };
        Verdict { outcome, error: (self.error)(value) }
    }
}

/// By the user's `ok_if`.
#[doc(hidden)]
#[inline]
pub fn ok_if<T>(_: Kind<T>, is_ok: fn(&T) -> bool) -> Judge<T> {
    Judge::new(By::OkIf(is_ok))
}

/// By the user's `error_if`.
#[doc(hidden)]
#[inline]
pub fn error_if<T>(_: Kind<T>, is_error: fn(&T) -> bool) -> Judge<T> {
    Judge::new(By::ErrorIf(is_error))
}

/// The `error` label of what is returned.
#[inline]
#[doc(hidden)]
#[must_use]
pub fn error_of<E, T: HasError<E>>(_: ErrorOf<E>, _: Kind<T>) -> fn(&T) -> usize {
    T::error_index
}

/// A value that may be the error `E`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no error that the label could tell",
    label = "the function does not return a `Result<_, {E}>`",
    note = "the label `error` is filled with the error that the function returns"
)]
#[doc(hidden)]
pub trait HasError<E> {
    fn error_index(&self) -> usize;
}

impl<T, E: ErrorLabel> HasError<E> for Result<T, E> {
    #[inline]
    fn error_index(&self) -> usize {
        self.as_ref().err().map_or(0, |error| 1 + error.index())
    }
}

/// A `Result` tells by itself whether it is an error.
#[doc(hidden)]
pub trait ResultOutput<T> {
    fn judge(&self) -> Judge<T>;

    /// How a call ends that is left by `?`.
    fn left(&self) -> Outcome;
}

impl<T, E> ResultOutput<Result<T, E>> for &Kind<Result<T, E>> {
    #[inline]
    fn judge(&self) -> Judge<Result<T, E>> {
        Judge::new(By::OkIf(Result::is_ok))
    }

    #[inline]
    fn left(&self) -> Outcome {
        Outcome::Error
    }
}

/// Any other value is none.
#[doc(hidden)]
pub trait AnyOutput<T> {
    fn judge(&self) -> Judge<T>;
    fn left(&self) -> Outcome;
}

impl<T> AnyOutput<T> for Kind<T> {
    #[inline]
    fn judge(&self) -> Judge<T> {
        Judge::new(By::Nothing)
    }

    #[inline]
    fn left(&self) -> Outcome {
        Outcome::Ok
    }
}

/// What is measured of a function: the call, or the future that it returns.
#[doc(hidden)]
pub struct Returns<T, O> {
    output: Kind<O>,
    _returned: Kind<T>,
}

impl<T, O> Returns<T, O> {
    #[inline]
    fn new() -> Self {
        Self { output: Kind::new(), _returned: Kind::new() }
    }

    /// What the call, or the future, gives.
    #[must_use]
    #[inline]
    #[doc(hidden)]
    pub fn output(&self) -> Kind<O> {
        self.output
    }
}

/// The measured part of a function whose value is there when it returns.
#[doc(hidden)]
pub trait AnyValue<T> {
    fn returns(&self) -> Returns<T, T>;
}

impl<T> AnyValue<T> for Kind<T> {
    #[inline]
    fn returns(&self) -> Returns<T, T> {
        Returns::new()
    }
}

impl<V> Returns<V, V> {
    #[inline(always)]
    #[doc(hidden)]
    #[allow(clippy::needless_pass_by_value)] // as with futures, which keep it
    pub fn run<R: Record>(
        self,
        begin: impl FnOnce() -> R,
        judge: Judge<V>,
        body: impl FnOnce() -> V,
    ) -> V {
        let watch = Watch::call(begin());
        let value = body();
        watch.end(judge.of(&value));
        value
    }
}

/// The future is measured, from its first poll on.
async fn measured<F: Future, R: Record>(
    begin: impl FnOnce() -> R,
    judge: Judge<F::Output>,
    future: F,
) -> F::Output {
    let mut watch = Watch::future(begin());
    let mut future = pin!(future);
    let value = poll_fn(|cx| watch.poll(future.as_mut(), cx)).await;
    watch.end(judge.of(&value));
    value
}

/// What is measured of a function that returns `impl Future`.
#[doc(hidden)]
pub struct Futures<F: Future>(Kind<F::Output>);

impl<F: Future> Futures<F> {
    #[must_use]
    #[inline]
    #[doc(hidden)]
    pub fn of(_: &Kind<F>) -> Self {
        Self(Kind::new())
    }

    #[must_use]
    #[inline]
    #[doc(hidden)]
    pub fn output(&self) -> Kind<F::Output> {
        self.0
    }

    #[inline]
    #[doc(hidden)]
    pub fn run<R: Record>(
        self,
        begin: impl FnOnce() -> R,
        judge: Judge<F::Output>,
        body: impl FnOnce() -> F,
    ) -> impl Future<Output = F::Output> {
        measured(begin, judge, body())
    }
}

/// A boxed future is exchanged for a box around it.
#[doc(hidden)]
pub trait BoxedFuture<T, O> {
    fn returns(&self) -> Returns<T, O>;
}

macro_rules! boxed_futures {
    ($($future:ty, [$($bound:tt)*], $around:expr;)*) => {$(
        impl<'a, O> BoxedFuture<$future, O> for &Kind<$future> {
            #[inline]
            fn returns(&self) -> Returns<$future, O> {
                Returns::new()
            }
        }

        impl<'a, O: 'a> Returns<$future, O> {
            #[inline]
            pub fn run<R: Record + $($bound)* 'a>(
                self,
                begin: impl FnOnce() -> R + $($bound)* 'a,
                judge: Judge<O>,
                body: impl FnOnce() -> $future,
            ) -> $future {
                $around(measured(begin, judge, body()))
            }
        }
    )*};
}
boxed_futures! {
    Pin<Box<dyn Future<Output = O> + 'a>>, [], Box::pin;
    Pin<Box<dyn Future<Output = O> + Send + 'a>>, [Send +], Box::pin;
    Pin<Box<dyn Future<Output = O> + Send + Sync + 'a>>, [Send + Sync +], Box::pin;
    Box<dyn Future<Output = O> + Unpin + 'a>, [], |future| Box::new(Box::pin(future));
    Box<dyn Future<Output = O> + Unpin + Send + 'a>, [Send +], |future| Box::new(Box::pin(future));
}
