//! Where the runtime crate is comes first.

use metrics_core::labels;

fn main() {
    let zone = "eu";
    let _ = labels! { zone, crate = ::metrics_core }; //~ ERROR
    let _ = labels! { crate = metrics_core, zone }; //~ ERROR
    let _ = labels! { crate = "metrics_core", zone }; //~ ERROR
    let _ = labels! { crate = ::metrics_core, crate = ::metrics_core, zone }; //~ ERROR
}
