//! The text format OpenMetrics, version 1.0.0 (S114–S120).

use super::lines::{self, Dialect, Name, Names};
use super::{escape, number};
use crate::desc::Kind;
use crate::sample::{Family, Millis, Number};

/// What every exposition ends with.
pub(super) const END: &[u8] = b"# EOF\n";

/// Writes all lines of a family.
pub(super) fn write(out: &mut Vec<u8>, family: &Family, names: Names) {
    lines::write::<OpenMetrics<false>>(out, family, names);
}

/// As [`write`], with created timestamps.
pub(super) fn write_with_created(out: &mut Vec<u8>, family: &Family, names: Names) {
    lines::write::<OpenMetrics<true>>(out, family, names);
}

struct OpenMetrics<const CREATED: bool>;

impl<const CREATED: bool> Dialect for OpenMetrics<CREATED> {
    const EXEMPLARS: bool = true;
    const CREATED: bool = CREATED;

    /// A counter's family is named without the `_total` of its samples; one whose name lacks it
    /// is no counter to OpenMetrics (S114). The same goes for information, and `_info`.
    fn head(out: &mut Vec<u8>, family: &Family, mut name: Name<'_>) {
        let mut kind = family.kind.as_str();
        match family.kind {
            Kind::Counter => match name.text.strip_suffix("_total") {
                Some(short) => name.text = short,
                None => kind = UNKNOWN,
            },
            Kind::Untyped => kind = UNKNOWN,
            Kind::Info => match name.text.strip_suffix("_info") {
                Some(short) => name.text = short,
                None => kind = Kind::Gauge.as_str(),
            },
            _ => {}
        }
        name.metadata(out, "HELP", |out| escape::quoted(out, family.desc.help()));
        name.metadata(out, "TYPE", |out| out.extend_from_slice(kind.as_bytes()));
        // Its parsers refuse the whole exposition if a unit does not end its family's name, so
        // such a unit is left out (D15).
        if let Some(unit) = family.desc.unit()
            && name.text.strip_suffix(unit).is_some_and(|rest| rest.ends_with('_'))
        {
            name.metadata(out, "UNIT", |out| escape::quoted(out, unit));
        }
    }

    fn number(out: &mut Vec<u8>, value: Number) {
        number::with_point(out, |out| number::number(out, value));
    }

    fn bound(out: &mut Vec<u8>, bound: f64) {
        number::with_point(out, |out| number::label(out, bound));
    }

    fn timestamp(out: &mut Vec<u8>, at: Millis) {
        number::seconds(out, at);
    }
}

/// The kind of which nothing is known.
const UNKNOWN: &str = "unknown";
