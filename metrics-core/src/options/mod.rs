//! What summaries and native histograms are told: values that can be made in constants.

mod native;
mod summary;

use std::time::{SystemTime, UNIX_EPOCH};

pub use native::{NativeError, NativeOptions};
#[doc(hidden)]
pub use native::{check_factor, check_max_zero_threshold, check_zero_threshold};
pub use summary::{ObjectiveError, SummaryOptions};

/// Says what time it is.
pub(crate) type Clock = fn() -> SystemTime;

/// A moment as nanoseconds since the Unix epoch. There are enough until the year 2554.
pub(crate) fn nanos(moment: SystemTime) -> u64 {
    let since = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
