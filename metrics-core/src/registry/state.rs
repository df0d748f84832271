//! What a registry knows: its collectors, their descriptors, and all names that it ever saw.

use std::collections::HashMap;
use std::sync::Arc;

use super::error::{AlreadyRegistered, RegisterErrorKind};
use super::registerer::Prepared;
use crate::desc::{Desc, Kind};
use crate::gather::Member;
use crate::held::Ticket;

#[derive(Default)]
pub(super) struct State {
    /// In order of registration; the unchecked ones among them (J21).
    pub(super) members: Vec<Arc<Member>>,
    by_id: HashMap<u64, Arc<Member>>,
    /// By their ids.
    pub(super) descs: HashMap<u64, Desc>,
    /// What is known of a name. Outlives unregistration (S17).
    names: HashMap<Box<str>, Known>,
}

/// What all metrics of a name must agree in.
pub(super) struct Known {
    desc: Desc,
    /// The first descriptor of the name that states its kind.
    kind: Option<(Kind, Desc)>,
    /// How many descriptors of the name are registered now.
    live: usize,
}

impl State {
    /// In the order of S10 and S11.
    pub(super) fn check(&self, new: &Prepared) -> Result<(), RegisterErrorKind> {
        let descs = &new.subject.descs;
        let mut duplicate = None;
        for (i, desc) in descs.iter().enumerate() {
            if let Some(error) = desc.error() {
                let (desc, error) = (desc.clone(), error.clone());
                return Err(RegisterErrorKind::InvalidDesc { desc, error });
            }
            if let Some(existing) = self.descs.get(&desc.id()) {
                duplicate.get_or_insert((desc, existing));
            }
            match self.names.get(desc.name()) {
                Some(known) => known.agrees_with(desc)?,
                None => self.check_suffixes(desc)?,
            }
            agrees_with_earlier(desc, &descs[..i])?;
        }
        if new.has_id
            && let Some(existing) = self.by_id.get(&new.subject.id)
        {
            let place = |descs: &[Desc]| descs.first().map(Desc::place);
            return Err(RegisterErrorKind::AlreadyRegistered(AlreadyRegistered {
                existing: existing.core().clone(),
                new: new.subject.held.clone(),
                as_given: existing.held().clone(),
                ticket: Ticket::new(existing.id(), existing),
                places: place(existing.descs()).zip(place(descs)).map(Box::new),
            }));
        }
        match duplicate {
            Some((desc, existing)) => {
                let (desc, existing) = (desc.clone(), existing.clone());
                Err(RegisterErrorKind::DuplicateDesc { desc, existing })
            }
            None => Ok(()),
        }
    }

    /// Whether the samples of a histogram or summary would meet another metric (S35, S36).
    ///
    /// Between hand-written collectors this is found by a scrape, as in the reference. What a
    /// derived one sends is not looked at again, so its names are looked at here.
    fn check_suffixes(&self, desc: &Desc) -> Result<(), RegisterErrorKind> {
        let collides = |known: &&Known| {
            known.live > 0 && (known.desc.place().field.is_some() || desc.place().field.is_some())
        };
        let suffixes = desc.kind().map_or(&[][..], Kind::suffixes);
        let longer = suffixes
            .iter()
            .filter_map(|suffix| self.names.get(format!("{}{suffix}", desc.name()).as_str()));
        let shorter = desc.name().rfind('_').and_then(|at| {
            let (name, suffix) = desc.name().split_at(at);
            let known = self.names.get(name)?;
            let (kind, _) = known.kind.as_ref()?;
            kind.suffixes().contains(&suffix).then_some(known)
        });
        match longer.chain(shorter).find(collides) {
            Some(known) => Err(RegisterErrorKind::SuffixCollision {
                desc: desc.clone(),
                existing: known.desc.clone(),
            }),
            None => Ok(()),
        }
    }

    /// Adds a collector that was checked.
    pub(super) fn commit(&mut self, new: Prepared) -> Commit {
        let Prepared { has_id, subject, type_name } = new;
        let member = Arc::new(Member::new(subject, type_name));
        let (mut new_names, mut new_kinds) = (Vec::new(), Vec::new());
        for desc in member.descs() {
            let is_new = self.descs.insert(desc.id(), desc.clone()).is_none();
            let known = self.names.entry(desc.name().into()).or_insert_with(|| {
                new_names.push(desc.clone());
                Known { desc: desc.clone(), kind: None, live: 0 }
            });
            if let (None, Some(kind)) = (&known.kind, desc.kind()) {
                known.kind = Some((kind, desc.clone()));
                new_kinds.push(desc.clone());
            }
            known.live += usize::from(is_new);
        }
        if has_id {
            self.by_id.insert(member.id(), Arc::clone(&member));
        }
        self.members.push(Arc::clone(&member));
        Commit { member, new_names, new_kinds }
    }

    /// Takes back the latest commit (K22), with all that was learned by it (S13).
    pub(super) fn roll_back(&mut self, commit: &Commit) {
        self.remove(&commit.member, false);
        for desc in &commit.new_kinds {
            if let Some(known) = self.names.get_mut(desc.name()) {
                known.kind = None;
            }
        }
        for desc in &commit.new_names {
            self.names.remove(desc.name());
        }
    }

    /// The checked collector of this id.
    pub(super) fn by_id(&self, id: u64) -> Option<Arc<Member>> {
        self.by_id.get(&id).cloned()
    }

    /// Removes a collector; `false` if it is not there. What is known of a name stays (S17), unless
    /// this registry forgets.
    pub(super) fn remove(&mut self, member: &Arc<Member>, forget: bool) -> bool {
        let Some(at) = self.members.iter().position(|other| Arc::ptr_eq(other, member)) else {
            return false;
        };
        self.members.remove(at);
        if self.by_id.get(&member.id()).is_some_and(|other| Arc::ptr_eq(other, member)) {
            self.by_id.remove(&member.id());
        }
        for desc in member.descs() {
            if self.descs.remove(&desc.id()).is_some()
                && let Some(known) = self.names.get_mut(desc.name())
            {
                known.live -= 1;
                if forget && known.live == 0 {
                    self.names.remove(desc.name());
                }
            }
        }
        true
    }
}

/// A collector that was added, and what was learned by it.
pub(super) struct Commit {
    member: Arc<Member>,
    /// Of names that were not known before.
    new_names: Vec<Desc>,
    /// Of names whose kind was not known before.
    new_kinds: Vec<Desc>,
}

impl Commit {
    pub(super) fn ticket(&self) -> Ticket {
        Ticket::new(self.member.id(), &self.member)
    }
}

impl Known {
    fn agrees_with(&self, desc: &Desc) -> Result<(), RegisterErrorKind> {
        if self.desc.dimension() != desc.dimension() {
            return Err(RegisterErrorKind::InconsistentDesc {
                desc: desc.clone(),
                existing: self.desc.clone(),
            });
        }
        match &self.kind {
            Some((_, existing)) => agree_in_kind(desc, existing),
            None => Ok(()),
        }
    }
}

fn agrees_with_earlier(desc: &Desc, earlier: &[Desc]) -> Result<(), RegisterErrorKind> {
    for existing in earlier.iter().filter(|earlier| earlier.name() == desc.name()) {
        if existing.dimension() != desc.dimension() {
            return Err(RegisterErrorKind::InconsistentWithin {
                desc: desc.clone(),
                existing: existing.clone(),
            });
        }
        agree_in_kind(desc, existing)?;
    }
    Ok(())
}

fn agree_in_kind(desc: &Desc, existing: &Desc) -> Result<(), RegisterErrorKind> {
    match (desc.kind(), existing.kind()) {
        (Some(kind), Some(existing_kind)) if kind != existing_kind => {
            Err(RegisterErrorKind::InconsistentKind {
                desc: desc.clone(),
                kind,
                existing: existing.clone(),
                existing_kind,
            })
        }
        _ => Ok(()),
    }
}
