//! A label set is a struct whose fields have names, because the names become the labels'.

use metrics_core::LabelSet;

#[derive(LabelSet)]
enum Route { //~ ERROR
    Cart,
    Checkout,
}

#[derive(LabelSet)]
union Either { //~ ERROR
    secure: bool,
}

#[derive(LabelSet)]
struct Request(bool, bool); //~ ERROR

fn main() {}
