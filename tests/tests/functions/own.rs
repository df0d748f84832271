//! Functions that are recorded in metrics of one's own.

use std::sync::Arc;

use metrics_core::{
    Counter, CounterVec, ErrorLabel, ErrorOf, FloatCounter, Gauge, GaugeVec, Histogram,
    HistogramVec, LabelSet, LabelValue, Outcome, StripedCounter, StripedCounterVec, StripedGauge,
    StripedHistogramVec, counted, in_flight, timed,
};

use crate::support::*;

#[derive(Clone, Copy, LabelValue)]
#[label(rename_all = "lowercase")]
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Request<'a> {
    method: Method,
    #[label(max = 100)]
    route: &'a str,
    outcome: Outcome,
    cached: bool,
}

#[derive(ErrorLabel)]
#[label(rename_all = "snake_case")]
enum OrderError {
    SoldOut {
        _item: String,
    },
    #[label(rename = "no")]
    Declined(#[allow(dead_code)] u32),
}

#[derive(LabelSet)]
struct Order {
    error: ErrorOf<OrderError>,
    outcome: Outcome,
    large: bool,
}

#[test]
fn single_metrics_need_no_labels() {
    static COUNTER: Counter = Counter::new();
    static FLOAT: FloatCounter = FloatCounter::new();
    static STRIPED: StripedCounter = StripedCounter::new();
    static TIMES: Histogram = Histogram::new();
    static RUNNING: Gauge = Gauge::new();
    static STRIPED_RUNNING: StripedGauge = StripedGauge::new();
    #[counted(COUNTER)]
    #[counted(FLOAT)]
    #[counted(STRIPED)]
    #[timed(TIMES)]
    #[in_flight(RUNNING)]
    #[in_flight(STRIPED_RUNNING)]
    fn measured(end: End) -> Fallible<u8> {
        assert_eq!((RUNNING.get(), STRIPED_RUNNING.get()), (1.0, 1.0));
        finish(end)
    }
    for end in [End::Ok, End::Error] {
        let _ = measured(end);
    }
    assert!(panics(|| measured(End::Panic)));
    assert_eq!((COUNTER.get(), FLOAT.get(), STRIPED.get()), (3, 3.0, 3));
    assert_eq!(TIMES.snapshot().count, 3);
    assert_eq!((RUNNING.get(), STRIPED_RUNNING.get()), (0.0, 0.0));
}

#[test]
fn metrics_of_self_and_behind_pointers_are_found() {
    struct Shop {
        orders: Arc<Counter>,
        seconds: Arc<Histogram>,
        open: Gauge,
        routes: Arc<CounterVec<Route>>,
    }
    #[derive(LabelSet)]
    struct Route {
        #[label(unbounded)]
        route: String,
    }
    impl Shop {
        #[counted(self.orders)]
        #[timed(self.seconds)]
        #[in_flight(self.open)]
        #[counted(self.routes, labels(route = format!("/{item}")))]
        fn order(&self, item: &str) -> usize {
            item.len()
        }
    }
    let shop = Shop {
        orders: Arc::default(),
        seconds: Arc::default(),
        open: Gauge::new(),
        routes: Arc::default(),
    };
    assert_eq!(shop.order("tea"), 3);
    assert_eq!((shop.orders.get(), shop.seconds.snapshot().count, shop.open.get()), (1, 1, 0.0));
    assert_eq!(shop.routes.with(Route { route: "/tea".to_owned() }).get(), 1);
}

#[test]
fn labels_are_taken_at_entry_and_borrow_nothing() {
    static REQUESTS: CounterVec<Request<'static>> = CounterVec::new();
    static SECONDS: HistogramVec<Request<'static>> = HistogramVec::new();
    #[counted(REQUESTS, labels(method = method, route = &route, cached = false, outcome))]
    #[timed(SECONDS, labels = Request { method, route: &route, outcome: Outcome::Ok, cached: true })]
    fn answer(mut route: String, method: Method, end: End) -> Fallible<String> {
        route.clear();
        finish(end).map(move |_| route)
    }
    let long = "/a-route-that-does-not-fit-into-what-is-kept-without-an-allocation".repeat(3);
    for (route, end) in [("/a", End::Ok), ("/a", End::Error), ("/b", End::Error), (&long, End::Ok)]
    {
        let _ = answer(route.to_owned(), Method::Get, end);
    }
    assert!(panics(|| answer("/a".to_owned(), Method::Post, End::Panic)));
    let count = |method, route, outcome| {
        REQUESTS.with(Request { method, route, outcome, cached: false }).get()
    };
    assert_eq!(count(Method::Get, "/a", Outcome::Ok), 1);
    assert_eq!(count(Method::Get, "/a", Outcome::Error), 1);
    assert_eq!(count(Method::Get, "/b", Outcome::Error), 1);
    assert_eq!(count(Method::Get, &long, Outcome::Ok), 1);
    assert_eq!(count(Method::Post, "/a", Outcome::Panic), 1);
    assert_eq!(count(Method::Post, "/a", Outcome::Ok), 0);
    let timed = |method, route| {
        SECONDS.with(Request { method, route, outcome: Outcome::Ok, cached: true }).snapshot().count
    };
    assert_eq!((timed(Method::Get, "/a"), timed(Method::Post, "/a")), (2, 1));
}

#[test]
fn errors_are_told_by_variant() {
    static ORDERS: CounterVec<Order> = CounterVec::new();
    static STRIPED: StripedCounterVec<Order> = StripedCounterVec::new();
    static SECONDS: StripedHistogramVec<Order> = StripedHistogramVec::new();
    type Ordered = Result<(), OrderError>;
    #[counted(ORDERS, labels(large = count > 10, error, outcome))]
    #[counted(STRIPED, labels(outcome, error, large = false))]
    #[timed(SECONDS, labels(outcome, error, large = true))]
    fn order(count: u32, end: fn() -> Ordered) -> Ordered {
        end()?;
        Ok(())
    }
    let _ = order(1, || Ok(()));
    let _ = order(11, || Err(OrderError::SoldOut { _item: "tea".to_owned() }));
    let _ = order(11, || Err(OrderError::Declined(7)));
    assert!(panics(|| order(11, || panic!("as wished"))));
    let none = ErrorOf::none();
    let (sold_out, declined) = (
        ErrorOf::new(&OrderError::SoldOut { _item: String::new() }),
        ErrorOf::new(&OrderError::Declined(0)),
    );
    for (error, outcome, large) in [
        (none, Outcome::Ok, false),
        (sold_out, Outcome::Error, true),
        (declined, Outcome::Error, true),
        (none, Outcome::Panic, true),
    ] {
        assert_eq!(ORDERS.with(Order { error, outcome, large }).get(), 1, "{error:?} {outcome:?}");
        assert_eq!(STRIPED.with(Order { error, outcome, large: false }).get(), 1);
        assert_eq!(SECONDS.with(Order { error, outcome, large: true }).snapshot().count, 1);
    }
    assert_eq!(declined.with_text(str::to_owned), "no");
    assert_eq!(format!("{sold_out:?}"), "ErrorOf(\"sold_out\")");
}

#[test]
fn futures_are_recorded_when_they_end() {
    static REQUESTS: CounterVec<Request<'static>> = CounterVec::new();
    static SECONDS: Histogram = Histogram::new();
    static RUNNING: GaugeVec<Running<'static>> = GaugeVec::new();
    #[derive(LabelSet)]
    struct Running<'a> {
        #[label(max = 100)]
        route: &'a str,
    }
    #[counted(REQUESTS, labels(method = Method::Get, route = route, outcome, cached = true))]
    #[timed(SECONDS)]
    #[in_flight(RUNNING, labels(route = route))]
    async fn answer(route: &str, end: End) -> Fallible<&str> {
        finish_later(end).await?;
        Ok(route)
    }
    #[counted(REQUESTS, labels(method = Method::Post, route = route, outcome, cached = true))]
    #[timed(SECONDS)]
    #[in_flight(RUNNING, labels(route = route))]
    fn boxed(route: &str, end: End) -> Boxed<'_, Fallible<&str>> {
        Box::pin(async move { finish_later(end).await.map(|_| route) })
    }
    #[counted(REQUESTS, labels(method = Method::Post, route = route, outcome, cached = false))]
    #[timed(SECONDS)]
    #[in_flight(RUNNING, labels(route = route))]
    fn future(route: &str, end: End) -> impl Future<Output = Fallible<&str>> + Send {
        async move { finish_later(end).await.map(|_| route) }
    }
    let running = || RUNNING.with(Running { route: "/a" }).get();
    let run = |make: &dyn Fn(&'static str, End) -> Boxed<'static, Fallible<&'static str>>| {
        for end in [End::Ok, End::Error] {
            let mut future = make("/a", end);
            assert_eq!(running(), 0.0);
            assert!(poll(future.as_mut()).is_pending());
            assert_eq!(running(), 1.0);
            let _ = block_on(future);
            assert_eq!(running(), 0.0);
        }
        assert!(panics(|| block_on(make("/a", End::Panic))));
        let mut dropped = make("/a", End::Pending);
        assert!(poll(dropped.as_mut()).is_pending());
        drop(dropped);
        assert_eq!(running(), 0.0);
        drop(make("/a", End::Ok));
    };
    run(&|route, end| Box::pin(answer(route, end)));
    run(&|route, end| boxed(route, end));
    run(&|route, end| Box::pin(future(route, end)));
    assert_eq!(SECONDS.snapshot().count, 12);
    for (method, cached) in [(Method::Get, true), (Method::Post, true), (Method::Post, false)] {
        for outcome in [Outcome::Ok, Outcome::Error, Outcome::Panic, Outcome::Cancelled] {
            let request = Request { method, route: "/a", outcome, cached };
            assert_eq!(REQUESTS.with(request).get(), 1, "{outcome:?}");
        }
    }
}

#[test]
fn values_past_a_bound_are_folded() {
    #[derive(LabelSet)]
    struct Visit<'a> {
        #[label(max = 1)]
        page: &'a str,
        outcome: Outcome,
    }
    static VISITS: CounterVec<Visit<'static>> = CounterVec::new();
    #[counted(VISITS, labels(page = page, outcome))]
    fn visit(page: &str) -> usize {
        page.len()
    }
    for page in ["a", "b", "c"] {
        visit(page);
    }
    assert_eq!(VISITS.with(Visit { page: "a", outcome: Outcome::Ok }).get(), 1);
    assert_eq!(VISITS.with(Visit { page: "other", outcome: Outcome::Ok }).get(), 2);
}

#[test]
fn sets_may_be_generic_and_have_raw_names() {
    #[derive(LabelSet)]
    struct Typed<'a, T: metrics_core::OpenLabel> {
        #[label(unbounded)]
        r#type: T,
        #[label(unbounded)]
        name: &'a str,
        #[label(unbounded)]
        other: &'a str,
    }
    static TYPED: CounterVec<Typed<'static, u64>> = CounterVec::new();
    #[counted(TYPED, labels(r#type = 7, name = &name, other = other))]
    fn typed(name: String, other: &str) {
        let _ = (name, other);
    }
    typed("a".to_owned(), "b");
    assert_eq!(TYPED.with(Typed { r#type: 7, name: "a", other: "b" }).get(), 1);
}
