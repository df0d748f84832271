//! Collectors of plain data and of computed values: D12.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, SystemTime};

use metrics_core::{Collector, Counter, Describe, Format, Kind, LabelSet, LabelValue, Registry};

use crate::support::{errors, text};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, LabelValue)]
#[label(rename_all = "lowercase")]
enum Zone {
    Eu,
    Us,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, LabelSet)]
struct Host {
    zone: Zone,
    #[label(unbounded, rename = "host")]
    name: String,
    #[label(unbounded)]
    shard: u32,
    up: bool,
}

fn host(zone: Zone, name: &str, shard: u32) -> Host {
    Host { zone, name: name.to_owned(), shard, up: true }
}

/// An alias says as much as the type.
type Total = u64;

#[derive(Collector, Default)]
#[collector(namespace = "job")]
struct Job {
    /// Runs.
    #[metric(counter)]
    runs_total: Total,
    /// Balance.
    #[metric(counter, allow(missing_total))]
    balance: i64,
    /// Load.
    #[metric(gauge)]
    load: f64,
    /// Whether it runs.
    #[metric(gauge)]
    running: bool,
    /// Time since the start.
    #[metric(gauge)]
    uptime_seconds: Duration,
    /// Time spent.
    #[metric(counter)]
    busy_seconds_total: Mutex<Duration>,
    /// Bytes read.
    #[metric(counter, unit = "bytes")]
    read_bytes_total: AtomicU64,
    /// Temperature.
    #[metric(untyped)]
    temperature: Arc<AtomicI64>,
    /// Whether it is ready.
    #[metric(gauge, name = "ready", help = "Given.", const_labels(of = "all"))]
    is_ready: AtomicBool,
    /// Not there.
    #[metric(gauge)]
    missing: Option<f64>,
    /// The last success.
    #[metric(gauge)]
    last_success_timestamp_seconds: Option<SystemTime>,
    /// Crashes.
    #[metric(counter)]
    crashes_total: HashMap<Host, u64>,
    /// Memory.
    #[metric(gauge)]
    memory: RwLock<BTreeMap<Host, Option<f64>>>,
    /// Pairs.
    #[metric(gauge)]
    pairs_seconds: Vec<(Host, Duration)>,
    /// Updates.
    updates_total: Counter,
    #[metric(skip)]
    _name: String,
}

#[test]
fn d12_plain_data_is_collected() {
    let mut job = Job { runs_total: 3, balance: -2, load: 0.5, running: true, ..Job::default() };
    job.uptime_seconds = Duration::from_millis(1_500);
    *job.busy_seconds_total.get_mut().unwrap() = Duration::from_millis(250);
    job.read_bytes_total = AtomicU64::new(u64::MAX);
    job.last_success_timestamp_seconds = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(7));
    job.crashes_total.insert(host(Zone::Us, "b", 2), 5);
    job.crashes_total.insert(host(Zone::Eu, "a", 1), 4);
    job.memory.get_mut().unwrap().insert(host(Zone::Eu, "a", 1), Some(1e9));
    job.memory.get_mut().unwrap().insert(host(Zone::Eu, "gone", 1), None);
    let temperature = Arc::clone(&job.temperature);
    let registry = Registry::new();
    let job = registry.register(job).unwrap();
    temperature.store(-40, Ordering::Relaxed);
    job.is_ready.store(true, Ordering::Relaxed);
    job.updates_total.inc();
    assert_eq!(
        text(&registry),
        r#"# HELP job_balance Balance.
# TYPE job_balance counter
job_balance -2
# HELP job_busy_seconds_total Time spent.
# TYPE job_busy_seconds_total counter
job_busy_seconds_total 0.25
# HELP job_crashes_total Crashes.
# TYPE job_crashes_total counter
job_crashes_total{host="a",shard="1",up="true",zone="eu"} 4
job_crashes_total{host="b",shard="2",up="true",zone="us"} 5
# HELP job_last_success_timestamp_seconds The last success.
# TYPE job_last_success_timestamp_seconds gauge
job_last_success_timestamp_seconds 7
# HELP job_load Load.
# TYPE job_load gauge
job_load 0.5
# HELP job_memory Memory.
# TYPE job_memory gauge
job_memory{host="a",shard="1",up="true",zone="eu"} 1000000000
# HELP job_read_bytes_total Bytes read.
# TYPE job_read_bytes_total counter
job_read_bytes_total 18446744073709551615
# HELP job_ready Given.
# TYPE job_ready gauge
job_ready{of="all"} 1
# HELP job_running Whether it runs.
# TYPE job_running gauge
job_running 1
# HELP job_runs_total Runs.
# TYPE job_runs_total counter
job_runs_total 3
# HELP job_temperature Temperature.
# TYPE job_temperature untyped
job_temperature -40
# HELP job_updates_total Updates.
# TYPE job_updates_total counter
job_updates_total 1
# HELP job_uptime_seconds Time since the start.
# TYPE job_uptime_seconds gauge
job_uptime_seconds 1.5
"#
    );
}

#[test]
fn d12_descriptors_of_plain_data() {
    let descs = Job::descs();
    let find = |name: &str| descs.iter().find(|desc| desc.name() == name).unwrap();
    assert_eq!(find("job_runs_total").kind(), Some(Kind::Counter));
    assert_eq!(find("job_temperature").kind(), Some(Kind::Untyped));
    assert_eq!(find("job_uptime_seconds").unit(), Some("seconds"));
    assert_eq!(find("job_busy_seconds_total").unit(), Some("seconds"));
    assert_eq!(find("job_read_bytes_total").unit(), Some("bytes"));
    let labels: Vec<_> = find("job_memory").labels().collect();
    assert_eq!(labels, ["zone", "host", "shard", "up"]);
    assert_eq!(find("job_ready").const_labels().collect::<Vec<_>>(), [("of", "all")]);
}

#[test]
fn labels_that_occur_twice_are_an_error_and_cost_nothing_else() {
    let registry = Registry::new();
    let pairs = [1, 2].map(|seconds| (host(Zone::Eu, "a", 1), Duration::from_secs(seconds)));
    registry.register(Job { pairs_seconds: pairs.to_vec(), ..Job::default() }).unwrap();
    let encoded = registry.encode(Format::Text);
    assert_eq!(encoded.errors.len(), 1, "{}", encoded.errors);
    let text = encoded.into_string();
    assert!(
        text.contains("\njob_pairs_seconds{host=\"a\",shard=\"1\",up=\"true\",zone=\"eu\"} 1\n")
    );
    assert!(text.contains("\njob_runs_total 0\n"));
}

#[test]
fn a_struct_behind_a_lock_is_a_collector() {
    let registry = Registry::new();
    let job = Arc::new(Mutex::new(Job::default()));
    registry.register(Arc::clone(&job)).unwrap();
    job.lock().unwrap().runs_total += 1;
    assert!(text(&registry).contains("\njob_runs_total 1\n"));
    let poisons = Arc::clone(&job);
    let panicked = std::thread::spawn(move || {
        let _job = poisons.lock().unwrap();
        panic!("on purpose");
    });
    assert!(panicked.join().is_err());
    assert!(job.is_poisoned());
    assert!(text(&registry).contains("\njob_runs_total 1\n"));
}

#[derive(Collector)]
struct Parts {
    #[metric(flatten, prefix = "locked")]
    locked: Mutex<Part>,
    #[metric(flatten, prefix = "read", const_labels(lock = "rw"))]
    read: Arc<RwLock<Part>>,
    #[metric(flatten)]
    fixed: &'static Fixed,
}

#[derive(Collector, Default)]
struct Part {
    /// Items.
    #[metric(gauge)]
    items: usize,
}

#[derive(Collector)]
#[collector(new)]
struct Fixed {
    /// Calls.
    calls_total: Counter,
}

static FIXED: Fixed = Fixed::new();

#[test]
fn groups_may_be_locked_and_borrowed_for_ever() {
    let registry = Registry::new();
    let read = Arc::new(RwLock::new(Part::default()));
    let parts = Parts { locked: Mutex::default(), read: Arc::clone(&read), fixed: &FIXED };
    registry.register(parts).unwrap();
    read.write().unwrap().items = 7;
    let found = text(&registry);
    assert!(found.contains("\nlocked_items 0\n"), "{found}");
    assert!(found.contains("\nread_items{lock=\"rw\"} 7\n"), "{found}");
    assert!(found.contains("\ncalls_total 0\n"), "{found}");
}

#[derive(Collector)]
#[collector(namespace = "queue", new)]
struct Queue {
    /// Jobs that wait.
    #[metric(gauge, name = "length", value = self.jobs.lock().unwrap().len())]
    #[metric(gauge, name = "capacity", help = "Room.", value = self.capacity()?)]
    jobs: Mutex<Vec<u8>>,
    /// Whether there is a job.
    #[metric(gauge, value = self.mood.then_some(1.5_f32))]
    mood: bool,
    /// Never to be seen.
    #[metric(gauge, value = Err::<u8, String>(format!("no {}", "disk")))]
    broken: (),
    /// Never to be seen.
    #[metric(gauge, value = { assert!(!self.mood, "in a mood"); true })]
    panics: (),
    /// Jobs done.
    done_total: Counter,
}

impl Queue {
    fn capacity(&self) -> Result<u64, std::num::ParseIntError> {
        if self.mood { "12".parse() } else { Ok(0) }
    }
}

static QUEUE: Queue = Queue::new(Mutex::new(Vec::new()), true, (), ());

#[test]
fn d14_computed_values_and_what_goes_wrong_in_them() {
    let registry = Registry::new();
    registry.register(&QUEUE).unwrap();
    QUEUE.jobs.lock().unwrap().push(1);
    let body = registry.encode(Format::Text).into_string();
    for line in ["queue_length 1", "queue_capacity 12", "queue_mood 1.5", "queue_done_total 0"] {
        assert!(body.contains(&format!("\n{line}\n")), "{line} in\n{body}");
    }
    assert!(!body.contains("broken") && !body.contains("panics"), "{body}");
    let errors: Vec<_> = errors(&registry).iter().map(ToString::to_string).collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].contains("queue_broken") && errors[0].contains("no disk"), "{errors:?}");
    assert!(errors[1].contains("queue_panics") && errors[1].contains("in a mood"), "{errors:?}");
}
