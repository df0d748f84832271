//! The text format, version 0.0.4 (S106–S113).

use super::lines::{self, Dialect, Name, Names};
use super::{escape, number};
use crate::sample::{Family, Millis, Number};

/// Writes all lines of a family.
pub(crate) fn write(out: &mut Vec<u8>, family: &Family, names: Names) {
    lines::write::<Text>(out, &family.as_gauges(), names);
}

struct Text;

impl Dialect for Text {
    fn head(out: &mut Vec<u8>, family: &Family, name: Name<'_>) {
        name.metadata(out, "HELP", |out| escape::line(out, family.desc.help()));
        name.metadata(out, "TYPE", |out| out.extend_from_slice(family.kind.as_str().as_bytes()));
    }

    fn number(out: &mut Vec<u8>, value: Number) {
        number::number(out, value);
    }

    fn bound(out: &mut Vec<u8>, bound: f64) {
        number::label(out, bound);
    }

    fn timestamp(out: &mut Vec<u8>, Millis(millis): Millis) {
        number::integer(out, millis);
    }
}
