//! Two variants of a label enum have different values.

use metrics_core::LabelValue;

#[derive(LabelValue)]
enum Method {
    #[label(rename = "get")]
    Get,
    #[label(rename = "get")] //~ ERROR
    Head,
    #[label(rename = "get")] //~ ERROR
    Options,
}

#[derive(LabelValue)]
#[label(rename_all = "lowercase")]
enum Status {
    NotFound,
    Notfound, //~ ERROR
    #[label(rename = "notfound")] //~ ERROR
    Missing,
}

fn main() {}
