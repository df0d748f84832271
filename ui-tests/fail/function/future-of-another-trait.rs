//! A future that is measured is another one than was returned, and has none of its other traits.
use metrics_core::instrumented;
use std::task::{Context, Poll};

trait Fused: Future {}

struct Ready;

impl Future for Ready {
    type Output = u8;

    fn poll(self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u8> {
        Poll::Ready(1)
    }
}

impl Fused for Ready {}

#[instrumented]
fn fused() -> impl Future<Output = u8> + Fused { //~ ERROR
    Ready
}

fn main() {
    let _ = fused();
}
