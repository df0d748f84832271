//! A server of its own for `/metrics`, for programs that have none.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener as StdListener, ToSocketAddrs};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tower_service::Service;

use crate::http::{Handler, Response};

/// How long a client may take to send the head of a request, and how long a connection may stand
/// idle between two: longer than Prometheus usually waits between scrapes.
const HEAD_TIMEOUT: Duration = Duration::from_secs(90);

/// How long answers that have begun may take once the server is told to end.
const GRACE: Duration = Duration::from_secs(2);

/// How long to wait when no connection can be accepted, as when all file descriptors are in use.
const BACK_OFF: Duration = Duration::from_millis(100);

/// A small server on a thread of its own that serves `/metrics`.
///
/// It speaks HTTP/1 to any number of clients, and answers as its [`Handler`] does. `/` is a page
/// with a link, any other path is `404`. Malformed requests, broken connections and a lack of file
/// descriptors do not end it; connections that send no request are closed after 90 seconds.
///
/// It ends when it is dropped, so a program keeps it, or [waits](Self::wait).
///
/// ```
/// use std::io::{Read, Write};
/// use std::net::TcpStream;
///
/// use metrics_core::server::Server;
/// use metrics_core::{Collector, Counter, Registry};
///
/// #[derive(Collector)]
/// #[collector(namespace = "shop", new)]
/// struct Metrics {
///     /// Orders taken.
///     orders_total: Counter,
/// }
///
/// static METRICS: Metrics = Metrics::new();
///
/// let registry = Registry::new();
/// registry.register(&METRICS)?;
/// let server = Server::start("127.0.0.1:0", registry)?;
/// METRICS.orders_total.inc();
///
/// let mut client = TcpStream::connect(server.local_addr())?;
/// client.write_all(b"GET /metrics HTTP/1.0\r\n\r\n")?;
/// let mut response = String::new();
/// client.read_to_string(&mut response)?;
/// assert!(response.starts_with("HTTP/1.0 200 OK\r\n"));
/// assert!(response.ends_with("\nshop_orders_total 1\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Server {
    addr: SocketAddr,
    /// Dropped to end the server.
    running: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Listens on an address, and serves what a registry collects: one that is owned, in an
    /// `Arc`, or a `&'static`; or a [`Handler`] with settings of its own.
    ///
    /// Clients can connect as soon as this returns. With port 0 the system chooses one; see
    /// [`url`](Self::url).
    ///
    /// # Errors
    ///
    /// If `addr` is no address, or none that can be listened on, or the system has no thread or
    /// file descriptor left.
    pub fn start(addr: impl ToSocketAddrs, handler: impl Into<Handler>) -> io::Result<Self> {
        let listener = StdListener::bind(addr)?;
        listener.set_nonblocking(true)?;
        let addr = listener.local_addr()?;
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = {
            let _context = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (running, ended) = oneshot::channel();
        let handler = handler.into();
        let thread = thread::Builder::new()
            .name("metrics-server".to_owned())
            .spawn(move || run(&runtime, listener, handler, ended))?;
        Ok(Self { addr, running: Some(running), thread: Some(thread) })
    }

    /// The address that it listens on.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.addr
    }

    /// Where the metrics are, as `http://127.0.0.1:9464/metrics`. A server that listens on all
    /// addresses is shown with the loopback one.
    #[must_use]
    pub fn url(&self) -> String {
        let mut addr = self.addr;
        match addr.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => addr.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => addr.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        format!("http://{addr}/metrics")
    }

    /// Ends the server, and returns when it has ended. Dropping it does the same.
    ///
    /// It accepts no more connections, closes the idle ones, and gives answers that have begun two
    /// seconds. It does not wait for a collector.
    pub fn shutdown(self) {
        drop(self);
    }

    /// Serves until the process ends.
    ///
    /// # Panics
    ///
    /// If the server's thread did, which is a mistake of this crate.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server's thread does not panic");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.running = None;
        if let Some(thread) = self.thread.take() {
            // A panic was printed where it happened.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("addr", &self.addr).finish_non_exhaustive()
    }
}

fn run(
    runtime: &Runtime,
    listener: TcpListener,
    handler: Handler,
    ended: oneshot::Receiver<Infallible>,
) {
    runtime.block_on(async {
        let open = Arc::new(GracefulShutdown::new());
        let accepting = tokio::spawn(accept(listener, handler, Arc::clone(&open)));
        // `Err`: the sender was dropped.
        let Err(_) = ended.await;
        accepting.abort();
        let _ = accepting.await;
        if let Some(open) = Arc::into_inner(open) {
            // What is still open after that is closed when the runtime is dropped.
            let _ = tokio::time::timeout(GRACE, open.shutdown()).await;
        }
    });
}

async fn accept(listener: TcpListener, handler: Handler, open: Arc<GracefulShutdown>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve(stream, handler.clone(), open.watcher()))),
            // The client was faster to leave.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(_) => tokio::time::sleep(BACK_OFF).await,
        }
    }
}

async fn serve(stream: TcpStream, handler: Handler, open: Watcher) {
    // If it fails, it costs a little time.
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(
            TokioIo::new(stream),
            service_fn(move |request| route(handler.clone(), request)),
        );
    // The client's mistakes are answered by hyper, and its leaving is no concern of ours.
    let _ = open.watch(connection).await;
}

async fn route(mut handler: Handler, request: Request<Incoming>) -> Result<Response, Infallible> {
    match request.uri().path() {
        "/metrics" => handler.call(request).await,
        "/" => Ok(page(StatusCode::OK, "text/html; charset=utf-8", INDEX)),
        _ => Ok(page(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "try /metrics\n")),
    }
}

const INDEX: &str = "<!DOCTYPE html>\n<title>Metrics</title>\n<a href=\"/metrics\">/metrics</a>\n";

fn page(status: StatusCode, content_type: &'static str, text: &'static str) -> Response {
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
