//! Which CPU a thread runs on, and who else runs there.

use std::fs;
use std::sync::LazyLock;
use std::time::Instant;

use core_affinity::CoreId;

/// The CPUs that this process may use, as they were before anything was pinned.
static CPUS: LazyLock<Vec<CoreId>> =
    LazyLock::new(|| core_affinity::get_core_ids().unwrap_or_default());

/// How many CPUs there are; 0 where nobody knows, and then nothing is pinned.
pub(crate) fn count() -> usize {
    CPUS.len()
}

/// Keeps the calling thread on one CPU. Left alone, the scheduler at times lets two short-lived
/// threads take turns on the same one, and then nothing is contended.
pub(crate) fn pin(thread: usize) {
    if let Some(&cpu) = CPUS.get(thread % CPUS.len().max(1)) {
        core_affinity::set_for_current(cpu);
    }
}

/// CPU time since the system started, in jiffies (10 ms).
#[derive(Clone, Copy, Default)]
struct Used {
    /// By everybody here.
    all: u64,
    /// By this process.
    own: u64,
    /// By other guests of the host, while somebody here was waiting for it.
    stolen: u64,
}

impl Used {
    /// Nothing where there is no `/proc`.
    fn now() -> Self {
        let numbers = |text: &str, skip: usize| -> Vec<u64> {
            text.split_whitespace().skip(skip).filter_map(|word| word.parse().ok()).collect()
        };
        let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
        let system = numbers(stat.lines().next().unwrap_or_default(), 1);
        let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // Behind the name: the state, ten numbers, and then the time in user code and in the kernel.
        let process = numbers(stat.rsplit_once(')').map_or("", |(_, rest)| rest), 11);
        match (&*system, &*process) {
            ([user, nice, kernel, _, _, irq, softirq, stolen, ..], [own_user, own_kernel, ..]) => {
                Self {
                    all: user + nice + kernel + irq + softirq,
                    own: own_user + own_kernel,
                    stolen: *stolen,
                }
            }
            _ => Self::default(),
        }
    }
}

/// Watches who else uses the CPUs while a workload runs.
pub(crate) struct Watch {
    used: Used,
    since: Instant,
}

/// How much a run was disturbed, in percent of one CPU.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noise {
    /// CPU time that other processes here took.
    pub(crate) others: f64,
    /// CPU time that the host gave to somebody else.
    pub(crate) stolen: f64,
}

impl Watch {
    pub(crate) fn start() -> Self {
        Self { used: Used::now(), since: Instant::now() }
    }

    pub(crate) fn noise(&self) -> Noise {
        let now = Used::now();
        let all = now.all.saturating_sub(self.used.all);
        let own = now.own.saturating_sub(self.used.own);
        // A jiffy a second is one percent.
        let percent = |jiffies: u64| jiffies as f64 / self.since.elapsed().as_secs_f64();
        Noise {
            others: percent(all.saturating_sub(own)),
            stolen: percent(now.stolen.saturating_sub(self.used.stolen)),
        }
    }
}
