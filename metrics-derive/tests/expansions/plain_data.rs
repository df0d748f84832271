//! Plain data, and a value that is computed.

#[derive(Collector)]
struct Worker {
    /// Jobs that wait.
    #[metric(gauge, value = self.queue.lock().unwrap().len())]
    queue: Mutex<Vec<u32>>,
    /// Whether jobs are taken.
    #[metric(gauge)]
    open: bool,
}
