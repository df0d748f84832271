//! How numbers are written.

use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::sample::{Millis, Number};

/// Writes a sample's value: exact integers as integers, other numbers as the shortest text that
/// reads back the same (D15).
pub(super) fn value(out: &mut Vec<u8>, value: f64) {
    /// Below this, in size, a float without a fraction is an integer that no other float is
    /// near.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.is_nan() {
        out.extend_from_slice(b"NaN");
    } else if value.is_infinite() {
        out.extend_from_slice(if value > 0.0 { b"+Inf" } else { b"-Inf" });
    } else if value.trunc() == value && value.abs() < EXACT {
        #[allow(clippy::cast_possible_truncation)] // just checked
        out.extend_from_slice(itoa::Buffer::new().format(value as i64).as_bytes());
    } else {
        out.extend_from_slice(zmij::Buffer::new().format_finite(value).as_bytes());
    }
}

/// Writes a counter's value.
pub(super) fn number(out: &mut Vec<u8>, number: Number) {
    match number {
        Number::Integer(n) => count(out, n),
        Number::Float(f) => value(out, f),
    }
}

/// Writes a count.
pub(super) fn count(out: &mut Vec<u8>, count: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(count).as_bytes());
}

/// Writes an integer.
pub(super) fn integer(out: &mut Vec<u8>, integer: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(integer).as_bytes());
}

/// Writes the value of an `le` or `quantile` label, byte for byte as the Go client does (S112):
/// it is part of a series' identity.
///
/// The shortest digits; from 10^6 on and below 10^-4 with an exponent of a sign and at least two
/// digits.
pub(super) fn label(out: &mut Vec<u8>, value: f64) {
    if value.is_nan() || value.is_infinite() || value == 0.0 {
        return self::value(out, value);
    }
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        let _ = write!(out, "{value}");
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(out, "{mantissa}e{sign}{:02}", exponent.abs());
    }
}

/// Appends `.0` to what `write` wrote, if it has neither a point nor an exponent: what
/// OpenMetrics takes for a float (S116).
pub(super) fn with_point(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    write(out);
    if out[start..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'-') {
        out.extend_from_slice(b".0");
    }
}

/// Writes milliseconds as seconds, exactly.
pub(super) fn seconds(out: &mut Vec<u8>, Millis(millis): Millis) {
    if millis < 0 {
        out.push(b'-');
    }
    let millis = millis.unsigned_abs();
    let fraction = format!("{:03}", millis % 1000);
    let fraction = match fraction.trim_end_matches('0') {
        "" => "0",
        digits => digits,
    };
    let _ = write!(out, "{}.{fraction}", millis / 1000);
}

/// Writes a moment as seconds since the Unix epoch, of the same bits as the Go client's: its
/// nanoseconds become a float first, so the last digits are noise.
pub(super) fn moment(out: &mut Vec<u8>, moment: SystemTime) {
    let nanos = match moment.duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_nanos() as f64,
        Err(before) => -(before.duration().as_nanos() as f64),
    };
    with_point(out, |out| value(out, nanos / 1e9));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn d15_values_are_integers_or_shortest() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.0, "-1"),
            (1e6, "1000000"),
            (0.1, "0.1"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
        ] {
            assert_eq!(written(|out| value(out, number)), text);
        }
        for number in [1e300, 5e-324, 1.5e-7, 9_007_199_254_740_993.5, 123_456.789, -2.5e20] {
            assert_eq!(written(|out| value(out, number)).parse::<f64>().unwrap(), number);
        }
    }

    #[test]
    fn s116_floats_have_a_point() {
        for (number, text) in [
            (42.0, "42.0"),
            (-0.0, "0.0"),
            (-1.0, "-1.0"),
            (0.5, "0.5"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
        ] {
            assert_eq!(written(|out| with_point(out, |out| value(out, number))), text);
            assert_eq!(written(|out| with_point(out, |out| label(out, number))), text);
        }
        assert_eq!(written(|out| with_point(out, |out| label(out, 1e6))), "1e+06");
    }

    #[test]
    fn s117_seconds() {
        for (millis, text) in [
            (0, "0.0"),
            (10, "0.01"),
            (-1, "-0.001"),
            (-1500, "-1.5"),
            (1_395_066_363_123, "1395066363.123"),
            (i64::MIN, "-9223372036854775.808"),
        ] {
            assert_eq!(written(|out| seconds(out, Millis(millis))), text);
        }
    }

    #[test]
    fn s118_moments_have_the_noise_of_floats() {
        let after = |millis| UNIX_EPOCH + std::time::Duration::from_millis(millis);
        for (at, text) in [
            (after(0), "0.0"),
            (after(1_395_066_363_123), "1395066363.1230001"),
            (after(5_000), "5.0"),
            (UNIX_EPOCH - std::time::Duration::from_millis(1_500), "-1.5"),
        ] {
            assert_eq!(written(|out| moment(out, at)), text);
        }
    }

    #[test]
    fn s112_labels_are_written_as_go_does() {
        for (number, text) in [
            (100_000.0, "100000"),
            (999_999.0, "999999"),
            (1e6, "1e+06"),
            (1_234_567.0, "1.234567e+06"),
            (123_456.7, "123456.7"),
            (0.0001, "0.0001"),
            (1e-5, "1e-05"),
            (9_007_199_254_740_992.0, "9.007199254740992e+15"),
            (3.14e42, "3.14e+42"),
            (0.005, "0.005"),
            (-2.5, "-2.5"),
            (1e100, "1e+100"),
            (f64::INFINITY, "+Inf"),
            (-0.0, "0"),
        ] {
            assert_eq!(written(|out| label(out, number)), text);
        }
    }
}
