//! Spans of time as they are written in attributes: `"90s"`, `"10m"`.

use std::time::Duration;

use proc_macro2::TokenStream;
use quote::quote;

/// What may stand behind the number, and how many milliseconds that is.
const UNITS: &[(&str, u64)] =
    &[("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

/// A number and a unit. `None` if it is anything else, or too much.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let (_, millis) = UNITS.iter().find(|(known, _)| *known == unit)?;
    let millis = number.parse::<u64>().ok()?.checked_mul(*millis)?;
    Some(Duration::from_millis(millis))
}

/// Code for a span of whole milliseconds.
pub(crate) fn tokens(span: Duration) -> TokenStream {
    let millis = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    quote!(::core::time::Duration::from_millis(#millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_unit() {
        assert_eq!(parse("250ms"), Some(Duration::from_millis(250)));
        assert_eq!(parse("90s"), Some(Duration::from_secs(90)));
        assert_eq!(parse("10m"), Some(Duration::from_secs(600)));
        assert_eq!(parse("36h"), Some(Duration::from_secs(129_600)));
        assert_eq!(parse("7d"), Some(Duration::from_secs(604_800)));
        assert_eq!(parse("0s"), Some(Duration::ZERO));
        for wrong in ["", "10", "m", "10 m", "1.5h", "-1s", "10min", "9999999999999999999d"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
