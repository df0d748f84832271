use std::sync::{Arc, Mutex, Once};
use std::task::{Context, Waker};
use std::thread::sleep;
use std::time::{Duration, Instant};

use axum::Router;
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use metrics_core::http::{Handler, Response};
use metrics_core::{Collector, Counter, Format, Gatherers, Registry, Scraped, Traced, gatherer_fn};
use tower::{Service, ServiceExt};

use crate::support::{custom, failing, one, registry};

#[derive(Collector)]
#[collector(namespace = "derived", new)]
struct Derived {
    /// Things.
    things_total: Counter,
}

async fn get(handler: Handler) -> Response {
    ask(handler, Method::GET, "/metrics").await
}

async fn ask(handler: Handler, method: Method, path: &str) -> Response {
    let request = Request::builder().method(method).uri(path).body(()).unwrap();
    handler.oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    let body = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

/// Whether the answer is there at once, so no thread was needed.
fn is_immediate(handler: &Handler) -> bool {
    let answer = handler.clone().call(Request::new(()));
    let mut answer = Box::pin(answer);
    answer.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready()
}

#[tokio::test]
async fn serves_what_the_registry_encodes() {
    let registry = registry(one("a"));
    let response = get(Handler::new(Arc::clone(&registry))).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], Format::Text.content_type());
    let length = response.headers()["content-length"].to_str().unwrap().parse();
    let text = text(response).await;
    assert_eq!(length, Ok(text.len()));
    assert_eq!(text, registry.encode(Format::Text).into_string());
    assert!(text.ends_with("\na 1\n"), "{text}");
}

/// What is answered to an `Accept` header: the content type, and the body.
async fn accepting(handler: Handler, accept: &str) -> (String, Vec<u8>) {
    let request = Request::get("/metrics").header("accept", accept).body(()).unwrap();
    let response = handler.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let content_type = response.headers()["content-type"].to_str().unwrap().to_owned();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (content_type, body.to_vec())
}

const OPENMETRICS: &str = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";

#[tokio::test]
async fn s125_answers_in_the_format_that_is_asked_for() {
    let registry = registry(one("a"));
    let handler = Handler::new(Arc::clone(&registry));
    let protobuf = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;\
                    encoding=delimited,*/*;q=0.1";
    for (accept, format) in [
        ("text/plain", Format::Text),
        (OPENMETRICS, Format::OpenMetrics),
        (protobuf, Format::Protobuf),
    ] {
        let (content_type, body) = accepting(handler.clone(), accept).await;
        assert_eq!(content_type, format.content_type());
        assert_eq!(body, registry.encode(format).body);
        assert!(!body.is_empty());
    }
}

#[tokio::test]
async fn l15_openmetrics_may_be_left_out() {
    let handler = Handler::new(registry(one("a"))).openmetrics(false);
    let (content_type, _) = accepting(handler, OPENMETRICS).await;
    assert_eq!(content_type, Format::Text.content_type());
}

#[tokio::test]
async fn l16_openmetrics_may_have_created_timestamps() {
    let jobs = Traced::<Counter>::named("jobs_total", "Jobs.").build();
    jobs.inc();
    let handler = Handler::new(registry(jobs)).openmetrics_with_created();
    let (content_type, body) = accepting(handler, OPENMETRICS).await;
    assert_eq!(content_type, Format::OpenMetrics.content_type());
    let body = String::from_utf8(body).unwrap();
    assert!(body.contains("\njobs_created "), "{body}");
}

#[tokio::test]
async fn serves_any_gatherer() {
    let both = Gatherers::new().with(registry(one("a"))).with(registry(one("b")));
    let response = get(Handler::new(both)).await;
    let body = text(response).await;
    assert!(body.contains("\na 1\n") && body.ends_with("\nb 1\n"), "{body}");
    let panics = gatherer_fn(|| -> Scraped { panic!("out of luck") });
    assert_eq!(get(Handler::new(panics)).await.status(), StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn takes_a_registry_that_is_owned_shared_or_static() {
    let owned = Registry::new();
    owned.register(one("a")).unwrap();
    assert!(text(get(Handler::new(owned)).await).await.ends_with("\na 1\n"));
    assert!(text(get(registry(one("a")).into()).await).await.ends_with("\na 1\n"));
    let handler = Handler::new(metrics_core::default_registry());
    metrics_core::default_registry().register(one("registered_later")).unwrap();
    assert!(text(get(handler).await).await.contains("\nregistered_later 1\n"));
}

#[tokio::test]
async fn an_empty_registry_is_an_empty_answer() {
    let response = get(Handler::new(Registry::new())).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(text(response).await, "");
}

#[tokio::test]
async fn s140_serves_any_method_and_path() {
    let handler = Handler::new(registry(one("a")));
    for (method, path) in [(Method::POST, "/"), (Method::OPTIONS, "*"), (Method::PUT, "/a?b=c")] {
        let response = ask(handler.clone(), method, path).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert!(text(response).await.ends_with("\na 1\n"));
    }
}

#[tokio::test]
async fn head_has_the_headers_of_get() {
    for handler in [Handler::new(registry(one("a"))), Handler::new(registry(failing("a")))] {
        let handler = handler.on_error(|_| {});
        let get = get(handler.clone()).await;
        let head = ask(handler, Method::HEAD, "/metrics").await;
        assert_eq!(head.status(), get.status());
        assert_eq!(head.headers(), get.headers());
        assert_eq!(text(head).await, "");
    }
}

#[tokio::test]
async fn an_error_is_reported_and_the_rest_is_served() {
    let registry = registry(one("a"));
    registry.register(failing("b")).unwrap();
    let reported = Arc::new(Mutex::new(Vec::new()));
    let report = Arc::clone(&reported);
    let handler = Handler::new(registry)
        .on_error(move |errors| report.lock().unwrap().push(errors.to_string()));
    let response = get(handler).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(text(response).await.ends_with("\na 1\n"));
    let reported = reported.lock().unwrap();
    assert_eq!(reported.len(), 1);
    assert!(reported[0].contains("no connection"), "{}", reported[0]);
}

#[tokio::test]
async fn s136_when_nothing_is_left_the_answer_is_the_errors() {
    let panicking = custom("a", |_, _| panic!("no connection"));
    let collectors: [Box<dyn Collector>; 2] = [Box::new(failing("a")), Box::new(panicking)];
    for collector in collectors {
        let reported = Arc::new(Mutex::new(0));
        let report = Arc::clone(&reported);
        let handler =
            Handler::new(registry(collector)).on_error(move |_| *report.lock().unwrap() += 1);
        let response = get(handler).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
        let text = text(response).await;
        let errors = text.strip_prefix("An error has occurred while serving metrics:\n\n");
        assert!(errors.is_some_and(|errors| errors.contains("no connection")), "{text}");
        assert_eq!(*reported.lock().unwrap(), 1);
    }
}

#[tokio::test]
async fn d14_a_panic_in_the_report_is_an_answer() {
    let handler = Handler::new(registry(failing("a"))).on_error(|_| panic!("the report panics"));
    for _ in 0..3 {
        // On a thread first, and then maybe inline.
        assert_eq!(get(handler.clone()).await.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_slow_collector_does_not_hold_up_the_executor() {
    let slow = custom("slow", |desc, scrape| {
        sleep(Duration::from_millis(500));
        scrape.gauge(desc, &[], 1.0);
    });
    let handler = Handler::new(registry(slow));
    // Twice: when nothing is known of the collector, and when it is known to be slow.
    for _ in 0..2 {
        let scrape = tokio::spawn(get(handler.clone()));
        tokio::task::yield_now().await;
        let start = Instant::now();
        tokio::time::sleep(Duration::from_millis(10)).await;
        assert!(start.elapsed() < Duration::from_millis(400), "{:?}", start.elapsed());
        assert!(!scrape.is_finished());
        assert!(text(scrape.await.unwrap()).await.ends_with("\nslow 1\n"));
    }
}

#[test]
fn derived_collectors_need_no_thread() {
    static DERIVED: Derived = Derived::new();
    assert!(is_immediate(&Handler::new(Registry::new())));
    let registry = Arc::new(Registry::new());
    registry.register(&DERIVED).unwrap();
    let handler = Handler::new(Arc::clone(&registry));
    assert!(is_immediate(&handler));
    let slow_once = Once::new();
    let by_hand = custom("by_hand", move |_, _| {
        slow_once.call_once(|| sleep(Duration::from_millis(200)));
    });
    registry.register(by_hand).unwrap();
    assert!(!is_immediate(&handler));
    // Once it was seen to be fast, it needs none either.
    tests::wait_for("answer without a thread", Duration::from_secs(10), || {
        is_immediate(&handler).then_some(()).ok_or_else(String::new)
    });
}

#[tokio::test]
async fn axum_routes_to_it() {
    let app: Router = Router::new().route_service("/metrics", Handler::new(registry(one("a"))));
    for (method, body) in
        [(Method::GET, "# HELP a Help.\n# TYPE a gauge\na 1\n"), (Method::HEAD, "")]
    {
        let request = Request::builder().method(method).uri("/metrics");
        let request = request.body(axum::body::Body::empty()).unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.headers()["content-type"], Format::Text.content_type());
        assert_eq!(response.headers()["content-length"], "34");
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(bytes, body);
    }
}

#[tokio::test]
async fn hyper_serves_it() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let service = TowerToHyperService::new(Handler::new(registry(one("a"))));
    tokio::spawn(async move {
        loop {
            let io = TokioIo::new(listener.accept().await.unwrap().0);
            tokio::spawn(http1::Builder::new().serve_connection(io, service.clone()));
        }
    });
    let ask = |method| {
        let request = format!("{method} /metrics HTTP/1.0\r\n\r\n");
        tokio::task::spawn_blocking(move || tests::request(addr, &request))
    };
    let got = ask("GET").await.unwrap().unwrap();
    assert_eq!((got.status, got.header("content-length")), (200, Some("34")));
    assert!(got.body.ends_with("\na 1\n"));
    let head = ask("HEAD").await.unwrap().unwrap();
    assert_eq!((head.status, head.header("content-length"), &*head.body), (200, Some("34"), ""));
}
