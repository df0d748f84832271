//! One call per scrape.

#[derive(Collector)]
#[collector(namespace = "disk", snapshot = Self::ask)]
struct Disks {
    /// Times that the disks were looked at.
    looks_total: Counter,
}
