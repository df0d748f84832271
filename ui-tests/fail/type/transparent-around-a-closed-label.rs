//! What is transparent holds text or an integer: a closed label needs no wrap.

use metrics_core::LabelValue;

#[derive(LabelValue)]
enum Method {
    Get,
    Post,
}

#[derive(LabelValue)]
#[label(transparent)]
struct Verb(Method); //~ ERROR

#[derive(LabelValue)]
#[label(transparent)]
struct Bytes(Vec<u8>); //~ ERROR

fn main() {}
