//! `rename_all` takes one of serde's rules.

use metrics_core::{LabelSet, LabelValue};

#[derive(LabelValue)]
#[label(rename_all = "snakecase")] //~ ERROR
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
#[label(rename_all = "title case")] //~ ERROR
struct Request {
    from_cache: bool,
}

#[derive(LabelValue)]
#[label(rename_all = lowercase)] //~ ERROR
enum Tier {
    Edge,
    Core,
}

fn main() {}
