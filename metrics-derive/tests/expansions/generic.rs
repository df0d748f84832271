//! Parameters, on which some fields depend.

#[derive(Collector)]
struct Cache<K, M, const N: usize>
where
    K: Key,
{
    /// Look-ups.
    lookups_total: M,
    /// Entries.
    entries: Gauge,
    #[metric(skip)]
    key: PhantomData<[K; N]>,
}
