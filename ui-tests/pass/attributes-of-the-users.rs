//! Attributes that stand beside those of the derives.

#![deny(warnings, clippy::pedantic, clippy::nursery)]
#![allow(clippy::multiple_crate_versions)]

use metrics_core::{ClosedLabel, Collector, Counter, CounterVec, Describe, LabelSet, LabelValue};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, LabelValue)]
#[repr(u16)]
#[non_exhaustive]
#[label(rename_all = "lowercase")]
enum Status {
    #[doc(alias = "200")]
    Ok = 200,
    #[deprecated = "use `Ok`"]
    #[allow(dead_code)]
    Created = 201,
    #[allow(dead_code)]
    Gone = 410,
}

#[must_use]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, LabelSet)]
#[repr(C)]
struct Reply {
    #[doc(alias = "code")]
    status: Status,
    #[cfg_attr(all(), allow(dead_code))]
    secure: bool,
}

#[must_use = "metrics are registered"]
#[non_exhaustive]
#[repr(C, align(64))]
#[cfg_attr(all(), derive(Collector), collector(new))]
#[derive(Debug)]
struct Http {
    /// Replies sent.
    #[cfg_attr(all(), metric(name = "replies_total"))]
    #[allow(clippy::struct_field_names)]
    by_status: CounterVec<Reply>,
    #[doc(hidden)]
    #[metric(help = "Requests dropped.")]
    drops_total: Counter,
}

fn main() {
    assert_eq!(Status::VALUES, ["ok", "created", "gone"]);
    let http = Http::new();
    http.by_status.with(Reply { status: Status::Ok, secure: true }).inc();
    http.drops_total.inc();
    let names: Vec<_> = Http::descs().iter().map(|desc| desc.name().to_owned()).collect();
    assert_eq!(names, ["replies_total", "drops_total"]);
    assert_eq!(align_of::<Http>(), 64);
}
