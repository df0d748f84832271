//! Visitors: a few requests a second, so that the numbers move.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::Request;
use tokio::sync::Semaphore;
use tokio::time::{MissedTickBehavior, interval};
use tower::ServiceExt;

/// What visitors do, over and over.
const VISIT: [(&str, &str); 8] = [
    ("GET", "/products"),
    ("GET", "/search/tea"),
    ("POST", "/cart/tea"),
    ("GET", "/search/green%20tea"),
    ("POST", "/cart/coffee"),
    ("POST", "/cart/cup"),
    ("GET", "/favicon.ico"),
    ("POST", "/checkout"),
];

const EVERY: Duration = Duration::from_millis(125);

/// How many requests may be unanswered. While there are as many, no further ones are made.
const AT_ONCE: usize = 4;

/// Makes requests for ever, by calling the router: no network in between.
pub(crate) async fn run(app: Router) {
    let visitors = Arc::new(Semaphore::new(AT_ONCE));
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    for (method, path) in VISIT.into_iter().cycle() {
        ticks.tick().await;
        let Ok(visitor) = Arc::clone(&visitors).acquire_owned().await else { return };
        let request = Request::builder().method(method).uri(path).body(Body::empty());
        let request = request.expect("methods and paths are well-formed");
        let app = app.clone();
        tokio::spawn(async move {
            // The middleware has counted the answer; nobody reads it.
            let Ok(_response) = app.oneshot(request).await;
            drop(visitor);
        });
    }
}
