//! A set whose series lie in a table.

#[derive(LabelValue)]
#[label(transparent)]
struct Tenant(Arc<str>);

#[derive(LabelSet)]
struct Order<'a> {
    #[label(max = 100)]
    tenant: &'a Tenant,
    #[label(rename = "type", unbounded)]
    sort: &'a str,
    paid: bool,
}
