//! The value of a function metric is a number.

use metrics_core::{GaugeFn, Registry};

fn main() {
    let version = || "1.2";
    let _ = Registry::new().register(GaugeFn::named("version", "Ours.", version)); //~ ERROR
}
