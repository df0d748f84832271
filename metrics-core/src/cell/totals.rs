//! What is read from the cells of a histogram.

/// What was observed so far.
#[derive(Debug)]
pub(crate) struct Totals {
    pub(crate) sum: f64,
    /// Observations in each bucket, not cumulative; the last one is `+Inf`.
    pub(crate) buckets: Vec<u64>,
    /// Buckets that were read, and perhaps in the middle of an observation.
    noted: Vec<u64>,
}

impl Totals {
    /// Nothing, in that many buckets.
    pub(crate) fn new(buckets: usize) -> Self {
        Self { sum: 0.0, buckets: vec![0; buckets], noted: Vec::new() }
    }

    /// How many buckets there are.
    pub(super) fn len(&self) -> usize {
        self.buckets.len()
    }

    pub(super) fn add(&mut self, sum: f64, buckets: impl Iterator<Item = u64>) {
        self.sum += sum;
        for (total, bucket) in self.buckets.iter_mut().zip(buckets) {
            *total = total.wrapping_add(bucket);
        }
    }

    /// Takes off what was read earlier.
    pub(crate) fn take_off(&mut self, earlier: &Self) {
        self.sum -= earlier.sum;
        for (total, earlier) in self.buckets.iter_mut().zip(&earlier.buckets) {
            *total = total.wrapping_sub(*earlier);
        }
    }

    pub(super) fn note(&mut self, buckets: impl Iterator<Item = u64>) {
        self.noted.clear();
        self.noted.extend(buckets);
    }

    /// Adds what was noted last: it proved to be whole.
    pub(super) fn add_noted(&mut self, sum: f64) {
        self.sum += sum;
        for (total, bucket) in self.buckets.iter_mut().zip(&self.noted) {
            *total = total.wrapping_add(*bucket);
        }
    }
}
