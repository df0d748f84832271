//! A set whose series lie in an array.

#[derive(LabelValue)]
#[label(rename_all = "lowercase")]
enum Method {
    Get,
    Post,
}

#[derive(LabelSet)]
struct Request {
    method: Method,
    cached: bool,
}
