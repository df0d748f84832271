//! What the attributes say, and what they leave as it was.

use std::panic::Location;

use metrics_core::{Format, FunctionCollector, default_registry, instrumented};

use crate::support::*;

/// What a collector has of one function, and of one outcome.
fn has(calls: &'static FunctionCollector, sample: &str) -> bool {
    text(calls).lines().any(|line| line == sample)
}

#[test]
fn the_default_registry_has_the_functions_without_set_up() {
    #[instrumented]
    fn listed_without_set_up() {}

    let listed = || default_registry().encode(Format::Text).into_string();
    assert!(!listed().contains("listed_without_set_up"));
    listed_without_set_up();
    assert!(listed().contains(
        "function_calls_total{function=\"listed_without_set_up\",module=\"functions::attributes\",outcome=\"ok\"} 1\n"
    ));
}

#[test]
fn outcomes_that_can_be_are_exported_from_the_first_call_on() {
    static PLAIN: FunctionCollector = FunctionCollector::new();
    static FALLIBLE: FunctionCollector = FunctionCollector::new();
    static ASYNC: FunctionCollector = FunctionCollector::new();
    #[instrumented(collector = PLAIN)]
    fn plain() {}
    #[instrumented(collector = FALLIBLE)]
    fn fallible() -> Fallible<()> {
        Ok(())
    }
    #[instrumented(collector = ASYNC)]
    async fn asynchronous() {}

    plain();
    let _ = fallible();
    block_on(asynchronous());
    let outcomes = |calls| {
        let text = text(calls);
        let lines = text.lines().filter(|line| line.starts_with("function_calls_total{"));
        let outcomes: Vec<String> =
            lines.map(|line| line.split('"').nth(5).unwrap().to_owned()).collect();
        outcomes
    };
    assert_eq!(outcomes(&PLAIN), ["ok", "panic"]);
    assert_eq!(outcomes(&FALLIBLE), ["error", "ok", "panic"]);
    assert_eq!(outcomes(&ASYNC), ["cancelled", "ok", "panic"]);
}

#[test]
fn functions_are_named_after_themselves_their_type_or_as_they_say() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    #[instrumented(collector = CALLS)]
    fn r#match() {}
    trait Open {
        fn reopen(&self);
    }
    struct Grid<const N: usize>;
    #[instrumented(collector = CALLS)]
    impl Grid<{ 1 + 1 }>
    where
        Self: Sized,
    {
        #![allow(unused_braces)]
        const CELLS: [u8; 2] = { [1, 2] };
        fn draw() -> [u8; 2] {
            Self::CELLS
        }
    }
    struct Shop<T>(T);
    #[instrumented(collector = CALLS)]
    #[allow(clippy::unused_self)]
    impl<T> Shop<T> {
        fn open(&self) {}
        #[instrumented(collector = CALLS, name = "closing time")]
        fn close(&self) {}
        #[instrumented(skip)]
        fn left_out(&self) {}
    }
    #[instrumented(collector = CALLS)]
    impl Open for &'_ Shop<u8>
    where
        Self: Sized,
    {
        fn reopen(&self) {}
    }

    r#match();
    let shop = Shop(7);
    shop.open();
    shop.close();
    shop.left_out();
    (&shop).reopen();
    Grid::draw();
    let text = text(&CALLS);
    let in_flight = text.lines().filter(|line| line.starts_with("function_in_flight{"));
    let names: Vec<&str> = in_flight.map(|line| line.split('"').nth(1).unwrap()).collect();
    assert_eq!(names, ["Grid::draw", "Shop::open", "Shop::reopen", "closing time", "match"]);
}

#[test]
fn functions_of_one_name_in_one_module_are_added_up() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    struct A;
    struct B;
    impl A {
        #[instrumented(collector = CALLS)]
        fn new() -> Self {
            Self
        }
    }
    impl B {
        #[instrumented(collector = CALLS)]
        fn new() -> Self {
            Self
        }
    }
    let (_, _, _) = (A::new(), B::new(), B::new());
    assert_eq!(Calls::of(&CALLS), Calls { ok: 3, timed: 3, ..Calls::NONE });
    let series =
        "function_calls_total{function=\"new\",module=\"functions::attributes\",outcome=\"ok\"} 3";
    assert!(has(&CALLS, series));
}

#[test]
fn functions_of_one_name_with_other_buckets_are_an_error_of_the_scrape() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    #[instrumented(collector = CALLS, name = "same", buckets = [1, 2])]
    fn a() {}
    #[instrumented(collector = CALLS, name = "same", buckets = [1, 3])]
    fn b() {}
    a();
    b();
    let registry = metrics_core::Registry::new();
    registry.register(&CALLS).unwrap();
    let encoded = registry.encode(Format::Text);
    assert!(encoded.errors.to_string().contains("functions named `same` in"));
    assert!(encoded.into_string().contains("function=\"same\""));
}

#[test]
fn buckets_are_those_that_are_stated() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    const HALVES: &[f64] = &[0.5, 1.5];
    #[instrumented(collector = CALLS, buckets = HALVES)]
    fn a() {}
    #[instrumented(collector = CALLS, buckets = exponential(0.001, 2, 3))]
    fn b() {}
    a();
    b();
    let text = text(&CALLS);
    assert!(text.contains("function=\"a\",module=\"functions::attributes\",le=\"1.5\"} 1\n"));
    assert!(text.contains("function=\"b\",module=\"functions::attributes\",le=\"0.004\"} 1\n"));
}

#[test]
fn ok_if_and_error_if_tell_what_an_error_is() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    #[instrumented(collector = CALLS, ok_if = Option::is_some)]
    fn found(value: Option<u8>) -> Option<u8> {
        value
    }
    #[instrumented(collector = CALLS, error_if = |status| *status >= 500)]
    async fn status(status: u16) -> u16 {
        status
    }
    #[instrumented(collector = CALLS, ok_if = |result| result.as_ref().is_ok_and(|n| *n > 0))]
    fn boxed(value: u8) -> Boxed<'static, Fallible<u8>> {
        Box::pin(async move { Ok(value) })
    }
    let _ = (found(Some(1)), found(None));
    let _ = (block_on(status(200)), block_on(status(500)));
    let _ = (block_on(boxed(1)), block_on(boxed(0)));
    assert_eq!(Calls::of(&CALLS), Calls { ok: 3, error: 3, timed: 6, ..Calls::NONE });
}

#[test]
fn a_call_in_a_destructor_of_a_panic_did_not_panic() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    struct Tidy;
    impl Drop for Tidy {
        fn drop(&mut self) {
            #[instrumented(collector = CALLS)]
            fn tidy() {}
            tidy();
        }
    }
    assert!(panics(|| {
        let _tidy = Tidy;
        panic!("on the way out")
    }));
    assert_eq!(Calls::of(&CALLS), Calls { ok: 1, timed: 1, ..Calls::NONE });
}

#[test]
fn callers_stay_where_they_are() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    #[instrumented(collector = CALLS)]
    #[track_caller]
    fn fallible() -> Fallible<u32> {
        let find = |n: u32| -> Fallible<u32> {
            if n == 0 {
                return Err("its own `return`".to_owned());
            }
            Ok(n)
        };
        for n in 0..3 {
            if find(n) == Ok(2) {
                return Ok(Location::caller().line());
            }
        }
        find(0)
    }
    #[instrumented(collector = CALLS)]
    #[track_caller]
    fn plain() -> u32 {
        Location::caller().line()
    }
    #[instrumented(collector = CALLS, ok_if = |line| *line == 0)]
    #[track_caller]
    fn judged() -> u32 {
        Location::caller().line()
    }
    #[metrics_core::counted(COUNT)]
    #[track_caller]
    #[allow(clippy::unnecessary_wraps)]
    fn counted() -> Fallible<u32> {
        Ok(Location::caller().line())
    }
    static COUNT: metrics_core::Counter = metrics_core::Counter::new();
    assert_eq!(fallible(), Ok(line!()));
    assert_eq!(plain(), line!());
    assert_eq!(judged(), line!());
    assert_eq!(counted(), Ok(line!()));
    assert_eq!(Calls::of(&CALLS), Calls { ok: 2, error: 1, timed: 3, ..Calls::NONE });
}

#[test]
fn threads_that_call_together_are_all_counted() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    #[instrumented(collector = CALLS)]
    fn counted() -> Fallible<()> {
        Ok(())
    }
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| (0..1_000).for_each(|_| drop(counted())));
        }
    });
    assert_eq!(Calls::of(&CALLS), Calls { ok: 20_000, timed: 20_000, ..Calls::NONE });
}

#[test]
fn attributes_stand_on_each_other() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    static TIMES: metrics_core::Histogram = metrics_core::Histogram::new();
    static COUNT: metrics_core::Counter = metrics_core::Counter::new();
    static MORE: metrics_core::Counter = metrics_core::Counter::new();
    #[instrumented(collector = CALLS)]
    #[metrics_core::timed(TIMES)]
    #[metrics_core::counted(COUNT)]
    #[metrics_core::counted(MORE)]
    fn once(value: &mut Vec<u8>) -> Fallible<&mut u8> {
        value.push(1);
        value.last_mut().ok_or_else(String::new)
    }
    assert!(once(&mut Vec::new()).is_ok());
    assert_eq!(Calls::of(&CALLS), Calls { ok: 1, ..Calls::ONE });
    assert_eq!((TIMES.snapshot().count, COUNT.get(), MORE.get()), (1, 1, 1));
}

#[test]
fn the_runtime_crate_may_have_another_path() {
    static CALLS: FunctionCollector = FunctionCollector::new();
    #[instrumented(collector = CALLS, crate = crate::attributes::facade::metrics)]
    fn renamed() -> Fallible<()> {
        Ok(())
    }
    assert!(renamed().is_ok());
    assert_eq!(Calls::of(&CALLS), Calls { ok: 1, ..Calls::ONE });
}

/// Row 157: attributes of others, above and below.
mod among_others {
    use metrics_core::{FunctionCollector, instrumented};

    static CALLS: FunctionCollector = FunctionCollector::new();

    #[instrumented(collector = CALLS)]
    #[test]
    fn above_test() {}

    #[test]
    #[instrumented(collector = CALLS)]
    fn below_test() -> Result<(), String> {
        Ok(())
    }

    #[instrumented(collector = CALLS)]
    #[tokio::test]
    async fn above_tokio_test() {
        tokio::task::yield_now().await;
    }

    #[tokio::test]
    #[instrumented(collector = CALLS)]
    async fn below_tokio_test() -> Result<(), String> {
        tokio::task::yield_now().await;
        Ok(())
    }
}

mod facade {
    pub(super) use metrics_core as metrics;
}
