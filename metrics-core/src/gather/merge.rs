//! What the collectors sent, as one set of families (S29–S47).

use std::collections::{HashMap, HashSet};

use super::batch::{Batch, Run};
use super::{Described, GatherError, GatherErrorKind, Origin, Scraped};
use crate::desc::{Desc, Kind};
use crate::error::Errors;
use crate::sample::{Family, Series};

pub(super) struct Merge<'a> {
    registered: Option<&'a Described>,
    families: Vec<Growing>,
    /// By their names as the formats write them (K15).
    by_name: HashMap<Box<str>, usize>,
    errors: Errors<GatherError>,
}

/// A family to which series are still added.
struct Growing {
    family: Family,
    /// The identities of its series; made when more than one collector supplies some, or a
    /// hand-written one does.
    seen: Option<HashSet<u64>>,
}

/// Who compares families of several gatherers.
const GATHERERS: &str = "Gatherers";

impl Growing {
    /// Whether nothing was ever added, nor refused.
    fn is_new(&self) -> bool {
        self.seen.is_none() && self.family.series.is_empty()
    }

    /// Adds a series, unless it is there.
    fn add(&mut self, series: Series, desc: &Desc) -> Result<(), GatherErrorKind> {
        self.see(&series, desc)?;
        self.family.series.push(series);
        Ok(())
    }

    /// Refuses a series that is not what was described. It counts as seen (S32).
    fn refuse(
        &mut self,
        series: &Series,
        desc: &Desc,
        kind: GatherErrorKind,
    ) -> Result<(), GatherErrorKind> {
        self.see(series, desc)?;
        Err(kind)
    }

    fn see(&mut self, series: &Series, desc: &Desc) -> Result<(), GatherErrorKind> {
        let known = &self.family.series;
        let seen = self.seen.get_or_insert_with(|| known.iter().map(Series::identity).collect());
        if seen.insert(series.identity()) {
            return Ok(());
        }
        Err(GatherErrorKind::Duplicate { desc: desc.clone(), labels: series.owned_labels() })
    }
}

impl<'a> Merge<'a> {
    pub(super) fn new(registered: Option<&'a Described>) -> Self {
        Self { registered, families: Vec::new(), by_name: HashMap::new(), errors: Errors::new() }
    }

    pub(super) fn add(&mut self, origin: Origin<'_>, batch: Batch) {
        for run in batch.runs {
            self.add_run(origin, run);
        }
        for error in batch.errors {
            self.errors.push(error);
        }
    }

    pub(super) fn finish(self) -> Scraped {
        let mut families: Vec<Family> =
            self.families.into_iter().map(|growing| growing.family).collect();
        // A family that lost all its metrics blocked others, but is not shown (S33).
        families.retain(|family| !family.series.is_empty());
        families.sort_by(|a, b| a.desc.name().cmp(b.desc.name()));
        for family in &mut families {
            family.series.sort_by(Series::order);
        }
        Scraped::new(families, self.errors)
    }

    /// Adds what another gatherer found; a family that does not fit is left out as a whole (S49).
    pub(super) fn add_scraped(&mut self, place: usize, scraped: Scraped) {
        for error in scraped.errors {
            self.errors.push(error.tagged(place));
        }
        for family in scraped.families {
            let Family { desc, kind, series } = family;
            let fail = |error| GatherError::new(GATHERERS, error).tagged(place);
            let at = match self.family(&desc, kind) {
                Ok(at) => at,
                Err(error) => {
                    self.errors.push(fail(error));
                    continue;
                }
            };
            let growing = &mut self.families[at];
            if growing.is_new() {
                // Its gatherer compared them with each other.
                growing.family.series = series;
                continue;
            }
            for series in series {
                if let Err(error) = growing.add(series, &desc) {
                    self.errors.push(fail(error));
                }
            }
        }
    }

    fn add_run(&mut self, origin: Origin<'_>, run: Run) {
        let Run { desc, kind, series, refused } = run;
        let place = match self.family(&desc, kind) {
            Ok(place) => place,
            Err(error) => {
                // Each of the metrics is dropped, and each is reported (S25).
                for _ in 0..series.len() + refused.len() {
                    self.errors.push(GatherError::new(origin.type_name, error.clone()));
                }
                return;
            }
        };
        for error in refused {
            self.errors.push(GatherError::new(origin.type_name, error));
        }
        // An unchecked collector describes nothing that could be held against it.
        let registered = self.registered.filter(|_| !origin.descs.is_empty());
        let undescribed = registered.is_some_and(|registered| {
            let described = (desc.id(), desc.dimension());
            !registered.contains(&described)
        });
        let growing = &mut self.families[place];
        if origin.is_trusted && growing.is_new() && !undescribed {
            growing.family.series = series;
            return;
        }
        for series in series {
            let outcome = if undescribed {
                let kind = GatherErrorKind::Unregistered { desc: desc.clone() };
                growing.refuse(&series, &desc, kind)
            } else if registered.is_some() && !series.agrees_with(&desc) {
                let (desc, labels) = (desc.clone(), series.owned_labels());
                let kind = GatherErrorKind::InconsistentLabels { desc: desc.clone(), labels };
                growing.refuse(&series, &desc, kind)
            } else {
                growing.add(series, &desc)
            };
            if let Err(error) = outcome {
                self.errors.push(GatherError::new(origin.type_name, error));
            }
        }
    }

    /// The family of this name, if the descriptor agrees with it (S30, S31).
    fn family(&mut self, desc: &Desc, kind: Kind) -> Result<usize, GatherErrorKind> {
        if let Some(&place) = self.by_name.get(desc.written_name()) {
            let family = &self.families[place].family;
            let existing = || family.desc.clone();
            if family.desc.name() != desc.name() {
                let (desc, existing) = (desc.clone(), existing());
                return Err(GatherErrorKind::NamesMeet { desc, existing });
            }
            if family.desc.help() != desc.help() {
                let (desc, existing) = (desc.clone(), existing());
                return Err(GatherErrorKind::InconsistentHelp { desc, existing });
            }
            if family.desc.unit() != desc.unit() {
                let (desc, existing) = (desc.clone(), existing());
                return Err(GatherErrorKind::InconsistentUnit { desc, existing });
            }
            if family.kind != kind {
                let (desc, known, existing) = (desc.clone(), family.kind, existing());
                return Err(GatherErrorKind::InconsistentKind { desc, kind, known, existing });
            }
            return Ok(place);
        }
        if let Some(existing) = self.suffix_collision(desc.written_name(), kind) {
            let (desc, existing) = (desc.clone(), existing.clone());
            return Err(GatherErrorKind::SuffixCollision { desc, existing });
        }
        let place = self.families.len();
        let family = Family { desc: desc.clone(), kind, series: Vec::new() };
        self.families.push(Growing { family, seen: None });
        self.by_name.insert(desc.written_name().into(), place);
        Ok(place)
    }

    /// The family whose samples would meet those of a new one (S35–S37).
    fn suffix_collision(&self, name: &str, kind: Kind) -> Option<&Desc> {
        let family = |name: &str| self.by_name.get(name).map(|&i| &self.families[i].family);
        let shorter = name.rfind('_').and_then(|at| {
            let (short, suffix) = name.split_at(at);
            family(short).filter(|family| family.kind.suffixes().contains(&suffix))
        });
        let longer =
            || kind.suffixes().iter().find_map(|suffix| family(format!("{name}{suffix}").as_str()));
        shorter.or_else(longer).map(|family| &family.desc)
    }
}
