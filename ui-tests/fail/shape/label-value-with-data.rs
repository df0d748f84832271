//! The values of a closed label are a fixed list, so its variants carry no data.

use metrics_core::LabelValue;

#[derive(LabelValue)]
enum Status {
    Ok,
    Redirected(String), //~ ERROR
    Failed { code: u16 }, //~ ERROR
}

fn main() {}
