//! Everything at once: registrations, removals, replacements and scrapes of many threads.
//!
//! Each thread does a random list of steps, and knows of all that is its own what a scrape must say.
//! So every scrape is compared with what was done before it, and the last one with all that was
//! done. What threads share is checked for what must hold of it at any moment.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::SeqCst};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use metrics_core::{
    Candidate, Collector, CounterVec, Desc, DynRegisterer, Format, Gauge, GaugeVec, HistogramVec,
    LabelSet, LabelValue, Named, RegisterErrorKind, Registerer, Registry, Scrape,
    StripedCounterVec, Ticket, Wrapping, collector_fn,
};
use proptest::collection::vec;
use proptest::prelude::*;

const THREADS: usize = 4;

/// How long the threads of one case may take on a machine that has other things to do.
const LIMIT: Duration = Duration::from_secs(120);

#[derive(Clone, Copy, LabelValue)]
#[label(rename_all = "lowercase")]
enum Worker {
    T0,
    T1,
    T2,
    T3,
}

const WORKERS: [Worker; THREADS] = [Worker::T0, Worker::T1, Worker::T2, Worker::T3];

#[derive(LabelSet, Clone, Copy)]
struct Closed {
    worker: Worker,
    slot: bool,
}

#[derive(LabelSet, Clone, Copy)]
struct Open<'a> {
    #[label(unbounded)]
    key: &'a str,
}

#[derive(LabelSet, Clone, Copy)]
struct Bounded {
    #[label(max = 3)]
    key: u8,
}

#[derive(Collector)]
#[collector(new)]
struct Metrics {
    /// A closed family.
    closed: CounterVec<Closed>,
    /// An open family.
    open: CounterVec<Open<'static>>,
    /// Another one.
    striped: StripedCounterVec<Open<'static>>,
    /// Another one.
    #[metric(buckets = [0.5, 1])]
    observed: HistogramVec<Open<'static>>,
    /// A family that is replaced as a whole.
    replaced: GaugeVec<Open<'static>>,
    /// A family that all threads count in.
    bounded: CounterVec<Bounded>,
}

/// What a thread does. Numbers choose among what is its own.
#[derive(Clone, Debug)]
enum Step {
    Closed {
        slot: bool,
    },
    RemoveClosed {
        slot: bool,
    },
    Open {
        key: u8,
    },
    Striped {
        key: u8,
    },
    Observe {
        key: u8,
    },
    RemoveOpen {
        key: u8,
    },
    RemoveStriped {
        key: u8,
    },
    RemoveObserved {
        key: u8,
    },
    /// Updates through a handle of a series that is removed meanwhile.
    Orphan {
        key: u8,
    },
    RetainOthers,
    Bounded {
        key: u8,
    },
    Replace,
    Register {
        place: Place,
        name: u8,
    },
    Unregister {
        name: u8,
    },
    RegisterGroup,
    UnregisterGroup,
    RegisterNone,
    Circle,
    Scrape,
}

/// Where a collector is registered.
#[derive(Clone, Copy, Debug)]
enum Place {
    Outer,
    Inner,
    Wrapped,
    /// In a registry of its own.
    Nested,
    /// As a collector that describes nothing.
    Unchecked,
}

fn step() -> impl Strategy<Value = Step> {
    let key = || 0..3_u8;
    let place = prop_oneof![
        Just(Place::Outer),
        Just(Place::Inner),
        Just(Place::Wrapped),
        Just(Place::Nested),
        Just(Place::Unchecked)
    ];
    prop_oneof![
        2 => any::<bool>().prop_map(|slot| Step::Closed { slot }),
        1 => any::<bool>().prop_map(|slot| Step::RemoveClosed { slot }),
        2 => key().prop_map(|key| Step::Open { key }),
        2 => key().prop_map(|key| Step::Striped { key }),
        2 => key().prop_map(|key| Step::Observe { key }),
        1 => key().prop_map(|key| Step::RemoveOpen { key }),
        1 => key().prop_map(|key| Step::RemoveStriped { key }),
        1 => key().prop_map(|key| Step::RemoveObserved { key }),
        1 => key().prop_map(|key| Step::Orphan { key }),
        1 => Just(Step::RetainOthers),
        2 => any::<u8>().prop_map(|key| Step::Bounded { key }),
        2 => Just(Step::Replace),
        3 => (place, key()).prop_map(|(place, name)| Step::Register { place, name }),
        2 => key().prop_map(|name| Step::Unregister { name }),
        1 => Just(Step::RegisterGroup),
        1 => Just(Step::UnregisterGroup),
        1 => Just(Step::RegisterNone),
        1 => Just(Step::Circle),
        3 => Just(Step::Scrape),
    ]
}

/// What all threads share.
struct World {
    outer: Arc<Registry>,
    /// Is in `outer`, with a prefix.
    inner: Arc<Registry>,
    metrics: Arc<Metrics>,
    /// Names of groups of which collectors were unregistered.
    dissolved: Mutex<BTreeSet<String>>,
    /// The number of a generation, a group or a name that nobody else has.
    next: AtomicU32,
    /// How often `bounded` was counted in.
    bounded: AtomicU64,
    /// Whether `replaced` was.
    replaced: AtomicBool,
}

type Series = BTreeMap<String, f64>;

impl World {
    fn new() -> Self {
        let (outer, inner) = (Arc::new(Registry::new()), Arc::new(Registry::new()));
        let metrics = Arc::new(Metrics::new());
        outer.register(Arc::clone(&metrics)).unwrap();
        outer.with_prefix("in_").register(Arc::clone(&inner)).unwrap();
        outer.register(Gauge::named(TAKEN, "help")).unwrap();
        Self {
            outer,
            inner,
            metrics,
            dissolved: Mutex::default(),
            next: AtomicU32::new(0),
            bounded: AtomicU64::new(0),
            replaced: AtomicBool::new(false),
        }
    }

    fn number(&self) -> u32 {
        self.next.fetch_add(1, SeqCst)
    }

    /// All series of a scrape, in which everything holds that must hold at any moment.
    fn scrape(&self) -> Series {
        let before = self.bounded.load(SeqCst);
        let was_replaced = self.replaced.load(SeqCst);
        let encoded = self.outer.encode(Format::Text);
        assert!(encoded.errors.is_empty(), "{}", encoded.errors);
        let text = encoded.into_string();
        let samples = text.lines().filter(|line| !line.starts_with('#'));
        let samples = samples.map(|line| {
            let (series, value) = line.rsplit_once(' ').expect("a sample has a value");
            (series.to_owned(), value.parse::<f64>().expect("the value is a number"))
        });
        let series: Series = samples.collect();

        assert!(!text.contains("never"), "a refused transaction left something: {text}");
        let generation: Vec<f64> = part(&series, "replaced{").map(|(_, value)| value).collect();
        match generation.first() {
            None => assert!(!was_replaced, "a gap between two generations: {text}"),
            Some(&first) => {
                let whole = vec![first; size(first).into()];
                assert_eq!(generation, whole, "a part of a generation, or parts of two: {text}");
            }
        }
        let mut groups: HashMap<&str, usize> = HashMap::new();
        for (name, _) in part(&series, "group_") {
            *groups.entry(name.trim_end_matches(['a', 'b', 'c'])).or_default() += 1;
        }
        let dissolved = self.dissolved.lock().unwrap();
        for (group, members) in groups {
            assert!(members == 3 || dissolved.contains(group), "{members} of {group}: {text}");
        }
        let counted: f64 = part(&series, "bounded{").map(|(_, value)| value).sum();
        assert!(counted >= before as f64, "{before} were counted: {text}");
        assert!(part(&series, "bounded{").count() <= 4, "{text}");
        series
    }
}

/// A metric that every refused transaction contradicts.
const TAKEN: &str = "taken";

/// How many series a generation has: not as many as the one before it.
fn size(generation: f64) -> u8 {
    (0..5).find(|&rest| generation % 5.0 == f64::from(rest)).map_or(5, |rest| rest + 1)
}

/// The series whose names begin with `start`.
fn part<'a>(series: &'a Series, start: &'a str) -> impl Iterator<Item = (&'a str, f64)> {
    let series = series.iter().map(|(series, &value)| (&**series, value));
    series.filter(move |(series, _)| series.starts_with(start))
}

/// One thread, and what a scrape must say of what is its own.
struct Actor<'a> {
    world: &'a World,
    /// `t0` and the like: part of the names and labels of all that is its own.
    me: String,
    worker: Worker,
    own: Series,
    /// What takes a collector back, by the last part of its name.
    registered: HashMap<u8, Registered>,
    group: Option<(String, Vec<Ticket>)>,
}

struct Registered {
    place: Place,
    ticket: Ticket,
    series: String,
}

impl<'a> Actor<'a> {
    fn new(world: &'a World, number: usize) -> Self {
        Self {
            world,
            me: format!("t{number}"),
            worker: WORKERS[number],
            own: Series::new(),
            registered: HashMap::new(),
            group: None,
        }
    }

    fn key(&self, key: u8) -> String {
        format!("{}_{key}", self.me)
    }

    fn of<'s>(&self, series: &'s Series) -> impl Iterator<Item = (&'s String, &'s f64)> + use<'s> {
        let (part, whole) = (format!("{}_", self.me), format!("\"{}\"", self.me));
        series.iter().filter(move |(name, _)| name.contains(&part) || name.contains(&whole))
    }

    fn compare(&self, series: &Series) {
        let found: Series = self.of(series).map(|(name, &value)| (name.clone(), value)).collect();
        assert_eq!(found, self.own, "what {} did", self.me);
    }

    fn count(&mut self, series: String) {
        *self.own.entry(series).or_default() += 1.0;
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Closed { .. }
            | Step::RemoveClosed { .. }
            | Step::Open { .. }
            | Step::RemoveOpen { .. }
            | Step::Striped { .. }
            | Step::RemoveStriped { .. }
            | Step::Observe { .. }
            | Step::RemoveObserved { .. }
            | Step::Orphan { .. }
            | Step::RetainOthers
            | Step::Bounded { .. }
            | Step::Replace => self.update(step),
            Step::Register { place, name } => self.register(place, name),
            Step::Unregister { name } => self.unregister(name),
            Step::RegisterGroup => self.register_group(),
            Step::UnregisterGroup => self.unregister_group(),
            Step::RegisterNone => self.register_none(),
            Step::Circle => self.register_circle(),
            Step::Scrape => self.compare(&self.world.scrape()),
        }
    }

    fn update(&mut self, step: &Step) {
        let metrics = &*self.world.metrics;
        let closed = |slot| Closed { worker: self.worker, slot };
        match *step {
            Step::Closed { slot } => {
                metrics.closed.with(closed(slot)).inc();
                self.count(format!("closed{{slot=\"{slot}\",worker=\"{}\"}}", self.me));
            }
            Step::RemoveClosed { slot } => {
                let series = format!("closed{{slot=\"{slot}\",worker=\"{}\"}}", self.me);
                let removed = metrics.closed.remove(closed(slot));
                assert_eq!(removed, self.own.remove(&series).is_some());
            }
            Step::Open { key } => {
                let key = self.key(key);
                metrics.open.with(Open { key: &key }).inc();
                self.count(format!("open{{key=\"{key}\"}}"));
            }
            Step::RemoveOpen { key } => {
                let key = self.key(key);
                let removed = metrics.open.remove(Open { key: &key });
                let series = format!("open{{key=\"{key}\"}}");
                assert_eq!(removed, self.own.remove(&series).is_some());
            }
            Step::Striped { key } => {
                let key = self.key(key);
                metrics.striped.with(Open { key: &key }).inc();
                self.count(format!("striped{{key=\"{key}\"}}"));
            }
            Step::RemoveStriped { key } => {
                let key = self.key(key);
                let removed = metrics.striped.remove(Open { key: &key });
                let series = format!("striped{{key=\"{key}\"}}");
                assert_eq!(removed, self.own.remove(&series).is_some());
            }
            Step::Observe { key } => {
                let key = self.key(key);
                metrics.observed.with(Open { key: &key }).observe(1.0);
                self.own.insert(format!("observed_bucket{{key=\"{key}\",le=\"0.5\"}}"), 0.0);
                self.count(format!("observed_bucket{{key=\"{key}\",le=\"1\"}}"));
                self.count(format!("observed_bucket{{key=\"{key}\",le=\"+Inf\"}}"));
                self.count(format!("observed_sum{{key=\"{key}\"}}"));
                self.count(format!("observed_count{{key=\"{key}\"}}"));
            }
            Step::RemoveObserved { key } => {
                let key = self.key(key);
                let removed = metrics.observed.remove(Open { key: &key });
                let label = format!("key=\"{key}\"");
                let before = self.own.len();
                let is_its =
                    |series: &str| series.starts_with("observed") && series.contains(&label);
                self.own.retain(|series, _| !is_its(series));
                assert_eq!(removed, self.own.len() < before);
            }
            Step::Orphan { key } => {
                let key = self.key(key);
                let (handle, series) = (
                    metrics.open.handle(Open { key: &key }),
                    metrics.open.with(Open { key: &key }),
                );
                assert!(metrics.open.remove(Open { key: &key }));
                handle.inc();
                series.inc();
                self.own.remove(&format!("open{{key=\"{key}\"}}"));
            }
            Step::RetainOthers => {
                let own = format!("{}_", self.me);
                let is_own = |key: Option<&str>| key.is_some_and(|key| key.starts_with(&own));
                let removed = metrics.open.retain(|labels| !is_own(labels.get("key")));
                let before = self.own.len();
                self.own.retain(|series, _| !series.starts_with("open{"));
                assert_eq!(removed, before - self.own.len());
            }
            Step::Bounded { key } => {
                metrics.bounded.with(Bounded { key }).inc();
                self.world.bounded.fetch_add(1, SeqCst);
            }
            Step::Replace => {
                let generation = f64::from(self.world.number());
                metrics.replaced.replace_all(|fresh| {
                    for key in 0..size(generation) {
                        fresh.with(Open { key: &key.to_string() }).set(generation);
                    }
                });
                self.world.replaced.store(true, SeqCst);
            }
            _ => unreachable!("{step:?} updates nothing"),
        }
    }

    /// Registers a gauge, or if it is there, finds out that it is.
    fn register(&mut self, place: Place, name: u8) {
        let World { outer, inner, .. } = self.world;
        if let Some(Registered { place, .. }) = self.registered.get(&name) {
            let again = match place {
                Place::Outer => outer.register(self.gauge("out", name, 0)),
                Place::Inner => inner.register(self.gauge("gauge", name, 0)),
                Place::Wrapped => self.wrap().register(self.gauge("gauge", name, 0)),
                Place::Nested | Place::Unchecked => return,
            };
            assert!(again.unwrap_err().already_registered().is_some());
            return;
        }
        let value = self.world.number();
        let key = self.key(name);
        let (ticket, series) = match place {
            Place::Outer => {
                let registration = outer.register(self.gauge("out", name, value));
                (registration.unwrap().ticket().clone(), format!("out_{key}"))
            }
            Place::Inner => {
                let registration = inner.register(self.gauge("gauge", name, value));
                (registration.unwrap().ticket().clone(), format!("in_gauge_{key}"))
            }
            Place::Wrapped => {
                let registration = self.wrap().register(self.gauge("gauge", name, value));
                let series = format!("wrapped_gauge_{key}{{worker=\"{}\"}}", self.me);
                (registration.unwrap().ticket().clone(), series)
            }
            Place::Nested => {
                let nested = Registry::new();
                nested.register(self.gauge("nested", name, value)).unwrap();
                let registration = outer.register(nested).unwrap();
                (registration.ticket().clone(), format!("nested_{key}"))
            }
            Place::Unchecked => {
                let desc = Desc::new(format!("loose_{key}"), "help");
                let collect =
                    move |scrape: &mut Scrape<'_>| scrape.gauge(&desc, &[], f64::from(value));
                let registration = outer.register(collector_fn(collect).described([])).unwrap();
                (registration.ticket().clone(), format!("loose_{key}"))
            }
        };
        self.own.insert(series.clone(), f64::from(value));
        self.registered.insert(name, Registered { place, ticket, series });
    }

    fn unregister(&mut self, name: u8) {
        let World { outer, inner, .. } = self.world;
        let Some(Registered { place, ticket, series }) = self.registered.remove(&name) else {
            assert!(!outer.unregister(&self.gauge("out", name, 0)));
            assert!(!self.wrap().unregister(&self.gauge("gauge", name, 0)));
            return;
        };
        assert!(match place {
            // By an equal one.
            Place::Outer => outer.unregister(&self.gauge("out", name, 0)),
            Place::Wrapped => self.wrap().unregister(&self.gauge("gauge", name, 0)),
            Place::Inner => inner.revoke(&ticket),
            Place::Nested | Place::Unchecked => outer.revoke(&ticket),
        });
        assert!(!outer.revoke(&ticket) && !inner.revoke(&ticket));
        self.own.remove(&series);
    }

    fn gauge(&self, prefix: &str, name: u8, value: u32) -> Named<Gauge> {
        let gauge = Gauge::named(format!("{prefix}_{}", self.key(name)), "help").build();
        gauge.set(f64::from(value));
        gauge
    }

    fn wrap(&self) -> Wrapping<&Arc<Registry>> {
        self.world.outer.with_labels([("worker", self.me.clone())]).with_prefix("wrapped_")
    }

    fn register_group(&mut self) {
        if self.group.is_some() {
            return;
        }
        let name = format!("group_{}_{}_", self.me, self.world.number());
        let members = ["a", "b", "c"].map(|member| format!("{name}{member}"));
        let candidates = members.clone().map(|name| Candidate::new(Gauge::named(name, "help")));
        let tickets = self.world.outer.register_all(candidates).unwrap();
        self.own.extend(members.map(|name| (name, 0.0)));
        self.group = Some((name, tickets));
    }

    fn unregister_group(&mut self) {
        let Some((name, tickets)) = self.group.take() else { return };
        self.world.dissolved.lock().unwrap().insert(name.clone());
        for ticket in &tickets {
            assert!(self.world.outer.revoke(ticket));
        }
        self.own.retain(|series, _| !series.starts_with(&name));
    }

    /// A transaction in which the last collector is refused.
    fn register_none(&self) {
        let name = format!("never_{}_{}", self.me, self.world.number());
        let error = self.world.outer.register_all([
            Candidate::new(Gauge::named(name, "help")),
            Candidate::new(Gauge::named(TAKEN, "other")),
        ]);
        let error = error.unwrap_err();
        assert!(matches!(error.kind(), RegisterErrorKind::InconsistentDesc { .. }), "{error}");
    }

    fn register_circle(&self) {
        let World { outer, inner, .. } = self.world;
        let between = Arc::new(Registry::new());
        between.register(Arc::clone(outer)).unwrap();
        for circle in [outer, &between] {
            let error = inner.register(Arc::clone(circle)).unwrap_err();
            assert!(matches!(error.kind(), RegisterErrorKind::Cycle), "{error}");
        }
    }
}

/// Does the steps of all threads at once, while one more scrapes all the time.
fn run(steps: &[Vec<Step>]) {
    let world = World::new();
    let done = AtomicBool::new(false);
    let actors = thread::scope(|scope| {
        let watching = scope.spawn(|| {
            while !done.load(SeqCst) {
                world.scrape();
            }
        });
        let acting = steps.iter().enumerate().map(|(number, steps)| {
            let mut actor = Actor::new(&world, number);
            scope.spawn(move || {
                for step in steps {
                    actor.step(step);
                }
                actor
            })
        });
        let acting: Vec<_> = acting.collect();
        let actors: Vec<_> = acting.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, SeqCst);
        watching.join().and_then(|()| actors.into_iter().collect::<thread::Result<Vec<_>>>())
    });
    let actors = actors.unwrap_or_else(|panic| resume_unwind(panic));

    // Nothing is lost, and nothing is there that nobody made.
    let series = world.scrape();
    let mut known = 1;
    for actor in actors {
        actor.compare(&series);
        known += actor.own.len();
    }
    assert_eq!(part(&series, TAKEN).count(), 1);
    let counted: f64 = part(&series, "bounded{").map(|(_, value)| value).sum();
    assert_eq!(counted, world.bounded.load(SeqCst) as f64);
    known += part(&series, "bounded{").count() + part(&series, "replaced{").count();
    assert_eq!(series.len(), known, "{series:#?}");
}

proptest! {
    // What fails depends on time as well, so there is nothing to be kept for the next run.
    #![proptest_config(ProptestConfig {
        cases: 32,
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn many_threads_lose_nothing_and_see_nothing_by_halves(
        steps in vec(vec(step(), 20..60), THREADS)
    ) {
        let (sender, finished) = channel();
        let running = thread::spawn(move || {
            run(&steps);
            sender.send(())
        });
        match finished.recv_timeout(LIMIT) {
            Err(RecvTimeoutError::Timeout) => panic!("a deadlock: not done in {LIMIT:?}"),
            // It panicked, and its message is on stderr.
            Err(RecvTimeoutError::Disconnected) => {
                let panic = running.join().expect_err("it ended without a word");
                resume_unwind(panic);
            }
            Ok(()) => {}
        }
    }
}
