//! `/metrics` for a web framework: a [`Handler`] is a [`tower_service::Service`].
//!
//! It knows the types of `http`, and nothing of a framework or an async runtime. With axum:
//!
//! ```
//! use std::sync::Arc;
//!
//! use axum::Router;
//! use metrics_core::http::Handler;
//! use metrics_core::{Collector, Counter, Registry};
//!
//! #[derive(Collector)]
//! #[collector(namespace = "shop", new)]
//! struct Metrics {
//!     /// Orders taken.
//!     orders_total: Counter,
//! }
//!
//! static METRICS: Metrics = Metrics::new();
//!
//! let registry = Arc::new(Registry::new());
//! registry.register(&METRICS)?;
//! let app: Router = Router::new().route_service("/metrics", Handler::new(registry));
//! # use axum::body::{Body, to_bytes};
//! # use tower::ServiceExt;
//! # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
//! # let body = runtime.block_on(async {
//! #     let response = app.oneshot(http::Request::get("/metrics").body(Body::empty())?).await?;
//! #     Ok::<_, Box<dyn std::error::Error>>(to_bytes(response.into_body(), 1000).await?)
//! # })?;
//! # assert!(body.ends_with(b"\nshop_orders_total 0\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With hyper it is `TowerToHyperService::new(Handler::new(registry))`, of `hyper_util`. A program
//! without a web server starts a `Server` instead (feature `server`).

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::thread;

use bytes::Bytes;
use futures_channel::oneshot;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, StatusCode};
use http_body_util::Full;
use tower_service::Service;

use crate::error::Errors;
use crate::exposition::Format;
use crate::exposition::negotiate::{Negotiated, negotiate};
use crate::gather::{Encoded, GatherError, Gatherer};

/// What a [`Handler`] answers. The body is in memory and its length is known.
pub type Response = http::Response<Full<Bytes>>;

/// Answers requests with what a registry collects.
///
/// Every request is a scrape, whatever its method and path (S140); the answer to `HEAD` has the
/// headers alone. A clone answers from the same registry and costs two reference counts.
///
/// # Formats
///
/// The answer is in the format that the request's `Accept` header wants most (S124–S127):
/// protobuf (with the feature `proto`), OpenMetrics, or text, which is also what is answered if
/// nothing else fits. Only protobuf carries native histograms, and text no exemplars.
///
/// # Blocking
///
/// A scrape of derived collectors takes microseconds and is done by [`call`](Service::call)
/// itself. One with a hand-written collector that is new, or was slow the last time, runs on a
/// thread of its own, so that a collector may sleep without holding up the executor. Any executor
/// will do. Nothing bounds how many of these run at once: as many as there are requests, so a
/// collector that never returns costs a thread for each.
///
/// # Errors
///
/// An error costs the metric that it is about (S25), and the others are served. Only if nothing is
/// left to serve, and something went wrong, is the answer `500` with the errors as its text
/// (S136). Whoever wants to know of the others says where they go, with
/// [`on_error`](Self::on_error). Panics are errors: no collector can end the program.
///
/// ```
/// use metrics_core::http::Handler;
///
/// let handler = Handler::new(metrics_core::default_registry())
///     .on_error(|errors| eprintln!("scraping our metrics: {errors}"));
/// ```
#[derive(Clone)]
pub struct Handler {
    gatherer: Arc<dyn Gatherer>,
    /// How OpenMetrics is written, if it is offered.
    openmetrics: Option<Format>,
    on_error: Option<Arc<OnError>>,
}

type OnError = dyn Fn(&Errors<GatherError>) + Send + Sync;

impl Handler {
    /// A handler for a registry, or any other gatherer: one that is owned, in an `Arc`, or a
    /// `&'static`.
    #[must_use]
    pub fn new(gatherer: impl Gatherer + 'static) -> Self {
        let openmetrics = Some(Format::OpenMetrics);
        Self { gatherer: Arc::new(gatherer), openmetrics, on_error: None }
    }

    /// Has everything that goes wrong in a scrape reported to `report`: to a log, a counter. A
    /// second call replaces the first.
    ///
    /// `report` runs after the scrape and before its answer, maybe on several threads at the same
    /// moment, and not if there are no errors. If it panics, the answer is `500`.
    #[must_use]
    pub fn on_error(
        mut self,
        report: impl Fn(&Errors<GatherError>) + Send + Sync + 'static,
    ) -> Self {
        self.on_error = Some(Arc::new(report));
        self
    }

    /// Whether OpenMetrics is offered (L15). It is unless this says otherwise.
    #[must_use]
    pub fn openmetrics(mut self, offered: bool) -> Self {
        self.openmetrics = offered.then_some(Format::OpenMetrics);
        self
    }

    /// Offers OpenMetrics with [created timestamps](Format::OpenMetricsWithCreated) as samples of
    /// their own (L16).
    ///
    /// Each series with one costs a series more in Prometheus. With protobuf they come for free.
    #[must_use]
    pub fn openmetrics_with_created(mut self) -> Self {
        self.openmetrics = Some(Format::OpenMetricsWithCreated);
        self
    }

    fn begin(&self, asked: Asked) -> Answer {
        if !self.gatherer.may_block() {
            return Answer::ready(self.scrape(asked));
        }
        let (sender, receiver) = oneshot::channel();
        let handler = self.clone();
        // Whoever asked may be gone by then.
        let scrape = move || drop(sender.send(handler.scrape(asked)));
        match thread::Builder::new().name("metrics-scrape".to_owned()).spawn(scrape) {
            Ok(_) => Answer(State::Scraping(receiver, asked)),
            Err(_) => Answer::ready(self.scrape(asked)),
        }
    }

    fn scrape(&self, asked: Asked) -> Response {
        // Collectors are guarded one by one; this is for `on_error`, and for our own mistakes.
        let scraped = catch_unwind(AssertUnwindSafe(|| {
            let encoded = self.gatherer.encode(asked.wanted.format);
            if let Some(report) = &self.on_error
                && !encoded.errors.is_empty()
            {
                report(&encoded.errors);
            }
            encoded
        }));
        match scraped {
            Ok(encoded) => asked.answer(encoded),
            Err(_) => asked.failure(&"the scrape panicked"),
        }
    }
}

impl<B> Service<Request<B>> for Handler {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Answer {
        self.begin(Asked::by(&request, self.openmetrics))
    }
}

impl<G: Gatherer + 'static> From<G> for Handler {
    fn from(gatherer: G) -> Self {
        Self::new(gatherer)
    }
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handler").finish_non_exhaustive()
    }
}

/// What a request asks for.
#[derive(Clone, Copy, Debug)]
struct Asked {
    wanted: Negotiated,
    headers_only: bool,
}

impl Asked {
    fn by<B>(request: &Request<B>, openmetrics: Option<Format>) -> Self {
        // One that is no text wants nothing that we know.
        let accept = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok());
        let wanted = negotiate(accept.unwrap_or_default(), openmetrics);
        Self { wanted, headers_only: request.method() == Method::HEAD }
    }

    fn answer(self, encoded: Encoded) -> Response {
        let Encoded { body, families, errors } = encoded;
        if families == 0 && !errors.is_empty() {
            return self.failure(&errors);
        }
        self.respond(StatusCode::OK, self.wanted.content_type, body)
    }

    fn failure(self, why: &dyn fmt::Display) -> Response {
        let text = format!("An error has occurred while serving metrics:\n\n{why}\n");
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        self.respond(status, "text/plain; charset=utf-8", text.into_bytes())
    }

    fn respond(self, status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Response {
        let length = HeaderValue::from(body.len());
        let body = if self.headers_only { Vec::new() } else { body };
        let mut response = Response::new(Full::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CONTENT_LENGTH, length);
        response
    }
}

/// The future of a [`Handler`]'s answer. It never fails.
///
/// Dropping it does not end a scrape that has begun.
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Answer(State);

#[derive(Debug)]
enum State {
    /// `None` once it was taken.
    Ready(Option<Response>),
    Scraping(oneshot::Receiver<Response>, Asked),
}

impl Answer {
    fn ready(response: Response) -> Self {
        Self(State::Ready(Some(response)))
    }
}

impl Future for Answer {
    type Output = Result<Response, Infallible>;

    /// # Panics
    ///
    /// If it is polled again after it was ready.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let response = match &mut self.0 {
            State::Ready(response) => response.take().expect("polled after it was ready"),
            State::Scraping(receiver, asked) => ready!(Pin::new(receiver).poll(context))
                .unwrap_or_else(|_| asked.failure(&"the scrape did not finish")),
        };
        Poll::Ready(Ok(response))
    }
}
