//! A metric of one's own has a family of its own.

use metrics_core::sample::{Sample, SampleError};
use metrics_core::{DynamicVec, Kind, OwnMetric, SeriesSlot, Written};

struct Peak;

impl OwnMetric for Peak {
    const KIND: Kind = Kind::Gauge;

    fn write(&self, slot: SeriesSlot<'_>) -> Result<Written, SampleError> {
        Ok(slot.sample(Sample::Gauge(1.0)))
    }
}

struct Queues {
    peaks: DynamicVec<Peak>, //~ ERROR
}

fn main() {}
