//! Metrics that are updated.

use metrics_core::{
    Exemplar, FloatCounter, Gauge, Histogram, Metric, NativeHistogram, Summary, Traced,
};

use super::kinds;
use super::outcome::Failure;

/// An update.
#[derive(Clone, Copy, Debug)]
pub(super) enum Update<'a> {
    Inc,
    Dec,
    Add(f64),
    Sub(f64),
    Set(f64),
    Observe(f64),
    AddExemplar(f64, &'a [(&'a str, &'a str)]),
    ObserveExemplar(f64, &'a [(&'a str, &'a str)]),
}

/// A metric without a name.
pub(super) trait Instrument: Metric {
    fn update(&self, update: Update<'_>) -> Result<(), Failure>;
}

impl Instrument for FloatCounter {
    fn update(&self, update: Update<'_>) -> Result<(), Failure> {
        let refused = self.refused();
        match update {
            Update::Inc => self.inc(),
            Update::Add(value) => self.add(value),
            other => return Err(lacks("counter", other)),
        }
        if self.refused() == refused { Ok(()) } else { Err(kinds::counter_decrease()) }
    }
}

impl Instrument for Traced<FloatCounter> {
    fn update(&self, update: Update<'_>) -> Result<(), Failure> {
        let refused = (self.refused(), self.refused_exemplars());
        match update {
            Update::Inc => self.inc(),
            Update::Add(value) => self.add(value),
            Update::AddExemplar(value, labels) => self.add_with_exemplar(value, labels),
            other => return Err(lacks("counter", other)),
        }
        if self.refused() != refused.0 {
            return Err(kinds::counter_decrease());
        }
        kept(update, self.refused_exemplars() == refused.1)
    }
}

impl Instrument for Gauge {
    fn update(&self, update: Update<'_>) -> Result<(), Failure> {
        match update {
            Update::Inc => self.inc(),
            Update::Dec => self.dec(),
            Update::Add(value) => self.add(value),
            Update::Sub(value) => self.sub(value),
            Update::Set(value) => self.set(value),
            other => return Err(lacks("gauge", other)),
        }
        Ok(())
    }
}

impl Instrument for Histogram {
    fn update(&self, update: Update<'_>) -> Result<(), Failure> {
        match update {
            Update::Observe(value) => self.observe(value),
            other => return Err(lacks("histogram", other)),
        }
        Ok(())
    }
}

impl Instrument for Summary {
    fn update(&self, update: Update<'_>) -> Result<(), Failure> {
        match update {
            Update::Observe(value) => self.observe(value),
            other => return Err(lacks("summary", other)),
        }
        Ok(())
    }
}

macro_rules! histograms_with_exemplars {
    ($($histogram:ty)*) => {$(
        impl Instrument for $histogram {
            fn update(&self, update: Update<'_>) -> Result<(), Failure> {
                let refused = self.refused_exemplars();
                match update {
                    Update::Observe(value) => self.observe(value),
                    Update::ObserveExemplar(value, labels) => {
                        self.observe_with_exemplar(value, labels);
                    }
                    other => return Err(lacks("histogram", other)),
                }
                kept(update, self.refused_exemplars() == refused)
            }
        }
    )*};
}
histograms_with_exemplars!(Traced<Histogram> NativeHistogram);

/// Says why an exemplar was refused, if it was. The metric only counts them (D13).
fn kept(update: Update<'_>, kept: bool) -> Result<(), Failure> {
    match update {
        Update::AddExemplar(value, labels) | Update::ObserveExemplar(value, labels) if !kept => {
            let labels = labels.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
            Err(match Exemplar::new(value, labels) {
                Err(error) => Failure::refused(kinds::of_exemplar(&error), &error),
                Ok(exemplar) => Failure::Senseless(format!("{exemplar:?} was refused")),
            })
        }
        _ => Ok(()),
    }
}

fn lacks(what: &str, update: Update<'_>) -> Failure {
    Failure::Senseless(format!("a {what} has no {update:?}"))
}
