//! Groups, with a prefix and without.

#[derive(Collector)]
#[collector(new)]
struct Service {
    #[metric(flatten, prefix = "pool")]
    pool: Pool,
    #[metric(flatten, argument, const_labels(role = "standby"))]
    standby: Option<Arc<Standby>>,
}
