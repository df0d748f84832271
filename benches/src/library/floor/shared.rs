//! Every thread updates the same atomics, and series lie in flat arrays.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::lookup::Lookup;
use super::{Histogram, Padded, zeros};
use crate::data::{self, ROUTES, Routes};
use crate::library::{Library, Role};
use crate::work::Work;
use crate::work::insert::Insert;
use crate::work::update::Update;

pub(in crate::library) fn shared() -> Library {
    Library::new(Role::SharedFloor, "floor, shared", "")
        .updates(Work::CounterInc, Inc::default)
        .updates(Work::CachedHandleInc, Inc::default)
        .updates(Work::LabelledIncEnum, Labelled::default)
        .updates(Work::LabelledIncDynamic, || {
            let routes = Routes::new();
            Dynamic { lookup: Lookup::of(&routes), cells: zeros(ROUTES), routes }
        })
        .updates(Work::HistogramObserve, Observe::default)
        .updates(Work::HistogramObserve18, Observe18::default)
        .inserts(|_| New::default())
}

#[derive(Default)]
struct Inc(AtomicU64);

impl Update for Inc {
    fn update(&self, _: usize) {
        self.0.fetch_add(1, Relaxed);
    }

    fn total(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

#[derive(Default)]
struct Labelled([Padded<AtomicU64>; 18]);

impl Update for Labelled {
    fn update(&self, i: usize) {
        let (method, kind) = data::combination(i);
        self.0[method * 3 + kind].0.fetch_add(1, Relaxed);
    }

    fn total(&self) -> u64 {
        self.0.iter().map(|cell| cell.0.load(Relaxed)).sum()
    }
}

struct Dynamic {
    lookup: Lookup,
    cells: Vec<AtomicU64>,
    routes: Routes,
}

impl Update for Dynamic {
    fn update(&self, i: usize) {
        let (method, route) = self.routes.pick(i);
        self.cells[self.lookup.find(method, route)].fetch_add(1, Relaxed);
    }

    fn total(&self) -> u64 {
        self.cells.iter().map(|cell| cell.load(Relaxed)).sum()
    }
}

#[derive(Default)]
struct Observe(Histogram);

impl Update for Observe {
    fn update(&self, i: usize) {
        self.0.observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        self.0.count()
    }
}

#[derive(Default)]
struct Observe18([Padded<Histogram>; 18]);

impl Update for Observe18 {
    fn update(&self, i: usize) {
        let (method, kind) = data::combination(i);
        self.0[method * 3 + kind].0.observe(data::sample(i));
    }

    fn total(&self) -> u64 {
        self.0.iter().map(|histogram| histogram.0.count()).sum()
    }
}

#[derive(Default)]
struct New(RefCell<(Lookup, Vec<AtomicU64>)>);

impl Insert for New {
    fn insert(&self, method: usize, route: &str) {
        let (lookup, cells) = &mut *self.0.borrow_mut();
        let place = lookup.find_or_insert(method, route);
        if place == cells.len() {
            cells.push(AtomicU64::new(0));
        }
        cells[place].fetch_add(1, Relaxed);
    }

    fn count(&self) -> usize {
        self.0.borrow().1.iter().filter(|cell| cell.load(Relaxed) == 1).count()
    }
}
