//! Moments of exemplars: `<now>` if they are of today, which no two runs have in common.

use std::time::{SystemTime, UNIX_EPOCH};

use metrics_core::proto::Timestamp;

const NOW: &str = "<now>";
const DAY: u32 = 86_400;

/// The moment by the calendar (RFC 3339), if it is not now.
pub(super) fn spelled(moment: Timestamp) -> String {
    let Timestamp { seconds, nanos } = moment;
    if is_now(seconds as f64) {
        return NOW.to_owned();
    }
    let (days, second) = (seconds.div_euclid(DAY.into()), seconds.rem_euclid(DAY.into()));
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = format!(".{nanos:09}");
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// `OpenMetrics` in which the moments of exemplars are `<now>` if they are.
pub(super) fn in_text(openmetrics: &str) -> String {
    openmetrics.split('\n').map(in_line).collect::<Vec<_>>().join("\n")
}

fn in_line(line: &str) -> String {
    let exemplar = !line.starts_with('#') && line.contains(" # {");
    match line.rsplit_once(' ') {
        Some((rest, seconds)) if exemplar && seconds.parse().is_ok_and(is_now) => {
            format!("{rest} {NOW}")
        }
        _ => line.to_owned(),
    }
}

fn is_now(seconds: f64) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (now.as_secs_f64() - seconds).abs() < f64::from(DAY)
}

/// Year, month and day of a day since 1970-01-01. Years begin in March here, so that the day that
/// some have and others lack is the last one, and 400 of them have always as many days.
fn date(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let days = days + 719_468; // since 0000-03-01
    let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year = (day - day / 1_460 + day / 36_524 - day / (ERA - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + later, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_spelled_by_the_calendar() {
        let spelled = |seconds, nanos| spelled(Timestamp { seconds, nanos });
        assert_eq!(spelled(0, 0), "1970-01-01T00:00:00Z");
        assert_eq!(spelled(1_395_066_363, 123_000_000), "2014-03-17T14:26:03.123Z");
        assert_eq!(spelled(951_782_400, 1), "2000-02-29T00:00:00.000000001Z");
        assert_eq!(spelled(-1, 0), "1969-12-31T23:59:59Z");
        assert_eq!(spelled(4_107_542_400, 0), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn exemplars_of_now_are_said_to_be() {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
        let line = |moment: &dyn std::fmt::Display| format!("a_total 1 # {{t=\"x\"}} 1.0 {moment}");
        assert_eq!(in_text(&format!("{}\n# EOF\n", line(&now))), line(&NOW) + "\n# EOF\n");
        assert_eq!(in_text(&line(&1.395e9)), line(&1.395e9));
        let stamped = format!("a 1.0 {now}");
        assert_eq!(in_text(&stamped), stamped);
    }
}
