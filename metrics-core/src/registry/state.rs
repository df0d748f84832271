//! What a registry knows: its collectors, their descriptors, and all names that it ever saw.

use std::collections::HashMap;
use std::sync::Arc;

use super::error::{AlreadyRegistered, RegisterError, RegisterErrorKind};
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
    /// What is known of a name, by the name as the formats write it (K15). Outlives
    /// unregistration (S17).
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
    /// Whether the descriptors agree among themselves and with those that are known (S10). Gives
    /// the first one that is known, and the known one.
    pub(super) fn check_descs<'a>(
        &'a self,
        descs: &'a [Desc],
    ) -> Result<Option<(&'a Desc, &'a Desc)>, RegisterErrorKind> {
        let mut duplicate = None;
        for (i, desc) in descs.iter().enumerate() {
            if let Some(error) = desc.error() {
                let (desc, error) = (desc.clone(), error.clone());
                return Err(RegisterErrorKind::InvalidDesc { desc, error });
            }
            if let Some(existing) = self.descs.get(&desc.id()) {
                duplicate.get_or_insert((desc, existing));
            }
            let known = self.names.get(desc.written_name());
            if let Some(known) = known {
                known.agrees_with(desc)?;
            }
            if known.is_none_or(|known| known.live == 0 || known.kind.is_none()) {
                self.check_suffixes(desc)?;
            }
            agrees_with_earlier(desc, &descs[..i])?;
        }
        Ok(duplicate)
    }

    /// In the order of S10 and S11.
    fn check(&self, new: &Prepared) -> Result<(), RegisterErrorKind> {
        let descs = &new.subject.descs;
        let duplicate = self.check_descs(descs)?;
        if new.has_id
            && let Some(existing) = self.by_id.get(&new.subject.id)
        {
            return Err(RegisterErrorKind::AlreadyRegistered(AlreadyRegistered {
                existing: existing.core().clone(),
                new: new.subject.held.clone(),
                as_given: existing.held().clone(),
                ticket: Ticket::new(existing.id(), existing),
                descs: existing.descs().first().cloned().zip(descs.first().cloned()),
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
    /// Between hand-written collectors this is found by a scrape, as in the reference. Where a
    /// derived one is involved the kinds are known for sure, so it is found here already.
    fn check_suffixes(&self, desc: &Desc) -> Result<(), RegisterErrorKind> {
        let collides = |known: &&Known| {
            known.live > 0 && (known.desc.place().field.is_some() || desc.place().field.is_some())
        };
        let name = desc.written_name();
        let suffixes = desc.kind().map_or(&[][..], Kind::suffixes);
        let longer =
            suffixes.iter().filter_map(|suffix| self.names.get(format!("{name}{suffix}").as_str()));
        let shorter = name.rfind('_').and_then(|at| {
            let (name, suffix) = name.split_at(at);
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

    /// Adds all of the collectors, or if one is refused, none of them (K22). What is added goes into
    /// `commits`, where it outlives the lock of whoever calls this even if it is taken back.
    pub(super) fn add_all(
        &mut self,
        new: impl Iterator<Item = Prepared>,
        commits: &mut Vec<Commit>,
    ) -> Result<(), RegisterError> {
        for new in new {
            if let Err(kind) = self.check(&new) {
                commits.iter().rev().for_each(|commit| self.roll_back(commit));
                return Err(RegisterError::new(kind, new.subject.held));
            }
            commits.push(self.commit(new));
        }
        Ok(())
    }

    /// Adds a collector that was checked.
    fn commit(&mut self, new: Prepared) -> Commit {
        let Prepared { has_id, subject } = new;
        let member = Arc::new(Member::new(subject));
        let (mut new_names, mut new_kinds) = (Vec::new(), Vec::new());
        for desc in member.descs() {
            let is_new = self.descs.insert(desc.id(), desc.clone()).is_none();
            let known = self.names.entry(desc.written_name().into()).or_insert_with(|| {
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
    fn roll_back(&mut self, commit: &Commit) {
        self.remove(&commit.member, false);
        for desc in &commit.new_kinds {
            if let Some(known) = self.names.get_mut(desc.written_name()) {
                known.kind = None;
            }
        }
        for desc in &commit.new_names {
            self.names.remove(desc.written_name());
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
                && let Some(known) = self.names.get_mut(desc.written_name())
            {
                known.live -= 1;
                if forget && known.live == 0 {
                    self.names.remove(desc.written_name());
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
        one_name(desc, &self.desc)?;
        if self.desc.dimension() != desc.dimension() {
            return Err(RegisterErrorKind::InconsistentDesc {
                desc: desc.clone(),
                existing: self.desc.clone(),
            });
        }
        let Some((_, existing)) = &self.kind else { return Ok(()) };
        match other_kinds(desc, existing) {
            Some((kind, existing_kind)) => Err(RegisterErrorKind::InconsistentKind {
                desc: desc.clone(),
                kind,
                existing: existing.clone(),
                existing_kind,
            }),
            None => Ok(()),
        }
    }
}

fn agrees_with_earlier(desc: &Desc, earlier: &[Desc]) -> Result<(), RegisterErrorKind> {
    let same = |earlier: &&Desc| earlier.written_name() == desc.written_name();
    for existing in earlier.iter().filter(same) {
        one_name(desc, existing)?;
        if existing.dimension() != desc.dimension() || other_kinds(desc, existing).is_some() {
            return Err(RegisterErrorKind::InconsistentWithin {
                desc: desc.clone(),
                existing: existing.clone(),
            });
        }
    }
    Ok(())
}

/// The kinds of both, if they are known and differ.
fn other_kinds(desc: &Desc, existing: &Desc) -> Option<(Kind, Kind)> {
    desc.kind().zip(existing.kind()).filter(|(kind, existing)| kind != existing)
}

/// Of two descriptors whose names are written alike: whether that is one name (K15).
fn one_name(desc: &Desc, existing: &Desc) -> Result<(), RegisterErrorKind> {
    if desc.name() == existing.name() {
        return Ok(());
    }
    let (desc, existing) = (desc.clone(), existing.clone());
    Err(RegisterErrorKind::NamesMeet { desc, existing })
}
