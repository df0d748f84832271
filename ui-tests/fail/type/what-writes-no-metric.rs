//! A metric that is written by hand writes itself, to what takes samples.

use metrics_core::{Scrape, collector_fn};

struct Disk;

fn main() {
    let _ = collector_fn(|scrape: &mut Scrape<'_>| scrape.metric(&Disk)); //~ ERROR
    let mut text = String::new();
    let _ = Scrape::to(&mut text); //~ ERROR
}
