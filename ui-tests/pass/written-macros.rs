//! `labels!` and `desc!`: wherever they may stand, whatever things are called there.

#![deny(warnings, clippy::pedantic, missing_docs, unused_qualifications)]
#![forbid(unsafe_code)]

use metrics_core::{ConstDesc, Gauge, LabelPairs, LabelValue, desc, labels};

const FREE: ConstDesc = desc!("free_bytes", "Room.", unit = "bytes", kind = Gauge, labels(disk));
static USED: ConstDesc = desc!("used_bytes", HELP, const_labels(type = "ssd"), labels(r#in,));
const HELP: &str = concat!("Room", " that is used.");
const PAIRS: LabelPairs<'static, 2> = labels! { zone: "eu", rack: "7" };
static NONE: LabelPairs<'static, 0> = labels! {};

#[derive(LabelValue)]
enum Method {
    Get,
}

/// A trait with a method by a name that the macro might call.
trait Everything {
    fn label_text(&self) {}
    fn get(&self) {}
    fn build(&self) {}
}
impl<T: ?Sized> Everything for T {}

macro_rules! family {
    ($name:literal, $help:expr, $($label:ident: $value:expr),*) => {
        (desc!($name, $help, labels($($label),*)), labels! { $($label: $value),* })
    };
}

fn pair<'a>(labels: &[(&'a str, &'a str)], at: usize) -> (&'a str, &'a str) {
    labels[at]
}

fn of_any(value: &impl LabelValue) -> String {
    let labels = labels! { value: *value, crate: true };
    labels[1].1.to_owned()
}

mod user {
    #![no_implicit_prelude]

    pub mod std {}
    pub mod core {}
    pub mod metrics_core {}

    pub fn written() -> (::metrics_core::ConstDesc, usize) {
        let zone = ::std::string::String::new();
        let labels = ::metrics_core::labels! { zone, shard: 7 };
        (::metrics_core::desc!("a_total", "A.", kind = Counter, labels(b)), labels.len())
    }
}

extern crate metrics_core as renamed;

fn main() {
    assert_eq!(FREE.name(), "free_bytes");
    assert_eq!(USED.labels().collect::<Vec<_>>(), ["in"]);
    assert_eq!(USED.const_labels().collect::<Vec<_>>(), [("type", "ssd")]);
    assert_eq!(USED.help(), "Room that is used.");
    assert_eq!(*PAIRS, [("rack", "7"), ("zone", "eu")]);
    assert_eq!(*NONE, []);

    // Bound to a variable, integers and enums live as long as it.
    let (zone, shard) = (String::from("eu"), 7_u8);
    let pairs = labels! { zone: &zone, shard, method: Method::Get, rack: 1 + 2, host: zone.as_str() };
    let (place, rest) = pairs.split_at(3);
    assert_eq!(place, [("host", "eu"), ("method", "Get"), ("rack", "3")]);
    assert_eq!(rest, [("shard", "7"), ("zone", "eu")]);
    assert_eq!(pair(&labels! { r#type: -1, fn: "main" }, 1), ("type", "-1"));
    assert_eq!(of_any(&zone), "eu");

    let (desc, labels) = family!("calls_total", "Calls.", method: Method::Get, zone: zone.clone());
    assert_eq!(desc.labels().len(), labels.len());
    let family = Gauge::named("load", "Load.").labels(["zone"]).build();
    family.with_labels(&labels! { zone }).unwrap().inc();
    assert_eq!(user::written().1, 2);
    let labels = labels! { crate = ::renamed, zone };
    let renamed = desc!(crate = ::renamed, "a_total", "A.", kind = Counter, labels(zone));
    assert_eq!(labels.len(), renamed.labels().len());
}
