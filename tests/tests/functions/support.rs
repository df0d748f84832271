//! What the tests of functions share.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use metrics_core::{Format, FunctionCollector, Registry};

/// How a call is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Ok,
    Error,
    Panic,
    /// Never: the future waits until it is dropped.
    Pending,
}

pub(crate) type Fallible<T> = Result<T, String>;

pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Ends so.
pub(crate) fn finish(end: End) -> Result<u8, String> {
    match end {
        End::Ok => Ok(1),
        End::Error => Err("as wished".to_owned()),
        End::Panic | End::Pending => panic!("as wished"),
    }
}

/// Ends so, after a moment.
pub(crate) async fn finish_later(end: End) -> Result<u8, String> {
    let mut polled = false;
    std::future::poll_fn(|_| {
        if polled && end != End::Pending {
            return Poll::Ready(());
        }
        polled = true;
        Poll::Pending
    })
    .await;
    finish(end)
}

/// Polls a future once.
pub(crate) fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls a future until it is done.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    loop {
        if let Poll::Ready(value) = poll(future.as_mut()) {
            return value;
        }
    }
}

/// Whether it panics.
pub(crate) fn panics<R>(run: impl FnOnce() -> R) -> bool {
    catch_unwind(AssertUnwindSafe(run)).is_err()
}

/// What a collector has of all its functions together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Calls {
    pub(crate) ok: u64,
    pub(crate) error: u64,
    pub(crate) panic: u64,
    pub(crate) cancelled: u64,
    pub(crate) timed: u64,
    pub(crate) in_flight: u64,
}

impl Calls {
    /// One call, which ended.
    pub(crate) const NONE: Self =
        Self { ok: 0, error: 0, panic: 0, cancelled: 0, timed: 0, in_flight: 0 };
    pub(crate) const ONE: Self = Self { timed: 1, ..Self::NONE };

    pub(crate) fn of(calls: &'static FunctionCollector) -> Self {
        let of = |name: &str, label: &str| {
            let text = text(calls);
            let lines = text.lines().filter(|line| {
                line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['{', ' ']))
                    && line.contains(label)
            });
            lines.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
        };
        let ended = |outcome: &str| of("function_calls_total", &format!("outcome=\"{outcome}\""));
        Self {
            ok: ended("ok"),
            error: ended("error"),
            panic: ended("panic"),
            cancelled: ended("cancelled"),
            timed: of("function_duration_seconds_count", ""),
            in_flight: of("function_in_flight", ""),
        }
    }
}

/// What a collector writes.
pub(crate) fn text(calls: &'static FunctionCollector) -> String {
    let registry = Registry::pedantic();
    registry.register(calls).unwrap();
    let encoded = registry.encode(Format::Text);
    assert!(encoded.errors.is_empty(), "{:?}", encoded.errors);
    encoded.into_string()
}
