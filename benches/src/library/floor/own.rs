//! Each thread updates cells of its own by a plain load and store; a reader would add them up.

use std::array;
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

use super::lookup::Lookup;
use super::{Histogram, Padded, zeros};
use crate::data::{self, ROUTES, Routes};
use crate::library::{Library, Role};
use crate::work::Work;
use crate::work::update::Update;

pub(in crate::library) fn own_cells() -> Library {
    Library::new(Role::OwnFloor, "floor, own cells", "")
        .updates(Work::CounterInc, Inc::default)
        .updates(Work::CachedHandleInc, Inc::default)
        .updates(Work::LabelledIncEnum, Labelled::default)
        .updates(Work::LabelledIncDynamic, || {
            let routes = Routes::new();
            let cells = array::from_fn(|_| Padded(zeros(ROUTES)));
            Dynamic { lookup: Lookup::of(&routes), cells, routes }
        })
        .updates(Work::HistogramObserve, Observe::default)
        .updates(Work::HistogramObserve18, Observe18::default)
}

/// More than there are ever threads at once. Those of a round are given consecutive cells, so no
/// two of them share one; threads of earlier rounds have ended.
const CELLS: usize = 16;

static NEXT: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static CELL: Cell<usize> = const { Cell::new(usize::MAX) };
}

#[inline(always)]
fn cell() -> usize {
    let cell = CELL.get();
    if cell == usize::MAX { claim() } else { cell }
}

#[cold]
fn claim() -> usize {
    CELL.set(NEXT.fetch_add(1, Relaxed) % CELLS);
    CELL.get()
}

#[inline(always)]
fn add_one(cell: &AtomicU64) {
    cell.store(cell.load(Relaxed) + 1, Relaxed);
}

#[derive(Default)]
struct Inc([Padded<AtomicU64>; CELLS]);

impl Update for Inc {
    fn update(&self, _: usize) {
        add_one(&self.0[cell()].0);
    }

    fn total(&self) -> u64 {
        self.0.iter().map(|cell| cell.0.load(Relaxed)).sum()
    }
}

#[derive(Default)]
struct Labelled([Padded<[AtomicU64; 18]>; CELLS]);

impl Update for Labelled {
    fn update(&self, i: usize) {
        let (method, kind) = data::combination(i);
        add_one(&self.0[cell()].0[method * 3 + kind]);
    }

    fn total(&self) -> u64 {
        self.0.iter().flat_map(|cells| &cells.0).map(|cell| cell.load(Relaxed)).sum()
    }
}

struct Dynamic {
    lookup: Lookup,
    cells: [Padded<Vec<AtomicU64>>; CELLS],
    routes: Routes,
}

impl Update for Dynamic {
    fn update(&self, i: usize) {
        let (method, route) = self.routes.pick(i);
        add_one(&self.cells[cell()].0[self.lookup.find(method, route)]);
    }

    fn total(&self) -> u64 {
        self.cells.iter().flat_map(|cells| &cells.0).map(|cell| cell.load(Relaxed)).sum()
    }
}

#[derive(Default)]
struct Observe([Padded<Histogram>; CELLS]);

impl Update for Observe {
    fn update(&self, i: usize) {
        self.0[cell()].0.observe_alone(data::sample(i));
    }

    fn total(&self) -> u64 {
        self.0.iter().map(|histogram| histogram.0.count()).sum()
    }
}

#[derive(Default)]
struct Observe18([[Padded<Histogram>; 18]; CELLS]);

impl Update for Observe18 {
    fn update(&self, i: usize) {
        let (method, kind) = data::combination(i);
        self.0[cell()][method * 3 + kind].0.observe_alone(data::sample(i));
    }

    fn total(&self) -> u64 {
        self.0.iter().flatten().map(|histogram| histogram.0.count()).sum()
    }
}
