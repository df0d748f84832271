//! Two labels of a set have different names.

use metrics_core::LabelSet;

#[derive(LabelSet)]
struct Request {
    #[label(max = 300)]
    path: String,
    #[label(rename = "path", max = 300)] //~ ERROR
    route: String,
}

#[derive(LabelSet)]
#[label(rename_all = "camelCase")]
struct Reply {
    from_cache: bool,
    #[label(rename = "fromCache")] //~ ERROR
    cached: bool,
}

#[derive(LabelSet)]
struct Field {
    r#type: bool,
    #[label(rename = "type")] //~ ERROR
    kind: bool,
}

fn main() {}
