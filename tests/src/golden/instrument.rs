//! Metrics that are updated.

use metrics_core::{Desc, FloatCounter, Gauge, Histogram, Scrape};

use super::kinds;
use super::outcome::Failure;

/// An update.
#[derive(Clone, Copy, Debug)]
pub(super) enum Update {
    Inc,
    Dec,
    Add(f64),
    Sub(f64),
    Set(f64),
    Observe(f64),
}

/// A metric without a name.
pub(super) trait Instrument {
    fn update(&self, update: Update) -> Result<(), Failure>;

    fn write(&self, desc: &Desc, values: &[&str], scrape: &mut Scrape<'_>);
}

impl Instrument for FloatCounter {
    fn update(&self, update: Update) -> Result<(), Failure> {
        let refused = self.refused();
        match update {
            Update::Inc => self.inc(),
            Update::Add(value) => self.add(value),
            other => return Err(lacks("counter", other)),
        }
        if self.refused() == refused { Ok(()) } else { Err(kinds::counter_decrease()) }
    }

    fn write(&self, desc: &Desc, values: &[&str], scrape: &mut Scrape<'_>) {
        scrape.counter(desc, values, self.get());
    }
}

impl Instrument for Gauge {
    fn update(&self, update: Update) -> Result<(), Failure> {
        match update {
            Update::Inc => self.inc(),
            Update::Dec => self.dec(),
            Update::Add(value) => self.add(value),
            Update::Sub(value) => self.sub(value),
            Update::Set(value) => self.set(value),
            Update::Observe(_) => return Err(lacks("gauge", update)),
        }
        Ok(())
    }

    fn write(&self, desc: &Desc, values: &[&str], scrape: &mut Scrape<'_>) {
        scrape.gauge(desc, values, self.get());
    }
}

impl Instrument for Histogram {
    fn update(&self, update: Update) -> Result<(), Failure> {
        match update {
            Update::Observe(value) => self.observe(value),
            other => return Err(lacks("histogram", other)),
        }
        Ok(())
    }

    fn write(&self, desc: &Desc, values: &[&str], scrape: &mut Scrape<'_>) {
        let now = self.snapshot();
        scrape.histogram(desc, values, now.count, now.sum, &now.buckets);
    }
}

fn lacks(what: &str, update: Update) -> Failure {
    Failure::Senseless(format!("a {what} has no {update:?}"))
}
