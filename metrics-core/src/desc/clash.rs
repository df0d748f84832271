//! Finds metrics whose names clash across flattened groups, in a constant.
//!
//! Names are compared by hashes that are carried down the prefixes; only when two are equal are
//! the names themselves put together. A clash inside one group is left to that group's own
//! check.

use super::check::disagreement;
use super::{FieldDesc, Group, Kind, Place, Tree};
use crate::message::Text;
use crate::name::equal;

/// Which of the groups have a name that the struct's own fields or a group before have, too. All
/// are told at once, so that every name is looked at only once.
#[must_use]
#[track_caller]
pub const fn meetings<const GROUPS: usize>(root: &Tree) -> [bool; GROUPS] {
    let mut meet = [false; GROUPS];
    let mut names = Names::of(root, 0);
    let mut i = 0;
    while i < GROUPS {
        let Group { prefix, tree, .. } = &root.groups[i];
        let prefix = Hash::NEW.joined(root.prefix).joined(prefix);
        names.owner += 1;
        names.met = false;
        names.add_tree(tree, tree.groups.len(), prefix);
        meet[i] = names.met;
        i += 1;
    }
    meet
}

/// Checks the names in a group against those of the struct's own fields and the groups before.
#[track_caller]
pub(super) const fn check_names(root: &Tree, group: usize) {
    let Group { prefix, tree, const_labels, .. } = &root.groups[group];
    let before = Taken { root, groups: group, names: Names::of(root, group) };
    let labels = Consts { outer: None, own: root.const_labels };
    before.check(tree, Hash::NEW.joined(root.prefix).joined(prefix), &labels.and(const_labels));
}

/// A name that a metric takes besides its own: a stem and what is appended.
pub(super) struct Claim<'a> {
    stem: &'a str,
    suffix: &'static str,
}

impl<'a> Claim<'a> {
    /// The `n`th such name of a field, without the prefixes.
    pub(super) const fn of(field: &'a FieldDesc, n: usize) -> Option<Self> {
        let suffixes = field.kind.suffixes();
        if n < suffixes.len() {
            return Some(Self { stem: field.name, suffix: suffixes[n] });
        }
        // OpenMetrics names the family of a counter, or of information, without the suffix, and
        // says when a metric began.
        let (stem, others): (_, &[&'static str]) = match (field.kind, field.name.as_bytes()) {
            (Kind::Counter, [stem @ .., b'_', b't', b'o', b't', b'a', b'l']) => {
                (stem.len(), &["_created", ""])
            }
            (Kind::Info, [stem @ .., b'_', b'i', b'n', b'f', b'o']) => (stem.len(), &[""]),
            (Kind::Histogram | Kind::Summary, _) => (field.name.len(), &["_created"]),
            _ => (0, &[]),
        };
        let n = n - suffixes.len();
        if stem == 0 || n >= others.len() {
            return None;
        }
        Some(Self { stem: field.name.split_at(stem).0, suffix: others[n] })
    }

    pub(super) const fn is(&self, name: &str) -> bool {
        name.len() == self.stem.len() + self.suffix.len()
            && match name.split_at_checked(self.stem.len()) {
                Some((stem, suffix)) => equal(stem, self.stem) && equal(suffix, self.suffix),
                None => false,
            }
    }

    /// The hash of the full name.
    const fn hash(&self, prefix: Hash) -> Hash {
        prefix.joined(self.stem).with(self.suffix)
    }

    /// Says that the metric `name` has this name, which is claimed by `of`.
    #[track_caller]
    pub(super) const fn collides(&self, name: &Text, of: &FieldDesc) -> ! {
        let kind = of.kind.as_str();
        let message = Text::new().with("metric `").with(name.as_str()).with("` collides with the ");
        let message = message.with(kind).with(" `").with(of.name);
        let message = if self.suffix.is_empty() {
            message
                .with("`, whose family OpenMetrics names without the suffix")
                .with("\n  help: choose a name that says what sets the two apart")
        } else {
            message
                .with(if equal(self.suffix, "_created") {
                    "`, whose beginning OpenMetrics writes by that name"
                } else {
                    "`, which writes samples of that name"
                })
                .with("\n  help: choose a name that does not end in `")
                .with(self.suffix)
                .with("`")
        };
        let message = message.with("\n  note: the ").with(kind).with(" is ").with_place(&of.place);
        panic!("{}", message.as_str());
    }
}

/// FNV-1a of a name, part by part.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    const NEW: Self = Self(0xcbf2_9ce4_8422_2325);

    const fn with(self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut hash = self.0;
        let mut i = 0;
        while i < bytes.len() {
            hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
            i += 1;
        }
        Self(hash)
    }

    /// The hash of the name with one more part.
    const fn joined(self, part: &str) -> Self {
        if part.is_empty() || self.0 == Self::NEW.0 {
            self.with(part)
        } else {
            self.with("_").with(part)
        }
    }
}

/// The names of a tree and of its first `groups` groups.
struct Taken<'a> {
    root: &'a Tree,
    groups: usize,
    names: Names,
}

impl Taken<'_> {
    #[track_caller]
    const fn check(&self, tree: &Tree, prefix: Hash, labels: &Consts<'_>) {
        let mut i = 0;
        while i < tree.own.len() {
            let field = &tree.own[i];
            let name = prefix.joined(field.name);
            let here = labels.and(tree.const_labels);
            if self.names.has(name) {
                self.meet(field, name, &here.and(field.const_labels));
            }
            let mut c = 0;
            while let Some(claim) = Claim::of(field, c) {
                let claimed = claim.hash(prefix);
                if self.names.has(claimed) && self.owner(claimed).is_some() {
                    claim.collides(&full_name(self.root, claimed), field);
                }
                c += 1;
            }
            i += 1;
        }
        let mut i = 0;
        while i < tree.groups.len() {
            let here = labels.and(tree.const_labels);
            let Group { prefix: part, tree, const_labels, .. } = &tree.groups[i];
            self.check(tree, prefix.joined(part), &here.and(const_labels));
            i += 1;
        }
    }

    /// Says whose name, or whose samples, `field` meets, unless constant labels tell it apart from
    /// all metrics of its name.
    #[track_caller]
    const fn meet(&self, field: &FieldDesc, hash: Hash, labels: &Consts<'_>) {
        let claim = find_claim(self.root, self.groups, Hash::NEW, hash);
        if let Some((other, claim)) = claim {
            claim.collides(&full_name(self.root, hash), other);
        }
        let none = Consts { outer: None, own: &[] };
        let new = New { field, hash, labels };
        if let Some((other, difference)) = new.clash_in(self.root, self.groups, Hash::NEW, &none) {
            self.report(field, hash, other, difference);
        }
    }

    #[track_caller]
    const fn report(
        &self,
        field: &FieldDesc,
        hash: Hash,
        other: &FieldDesc,
        difference: Option<&str>,
    ) -> ! {
        let message = Text::new()
            .with("metric `")
            .with(full_name(self.root, hash).as_str())
            .with("` is declared twice");
        let message = match difference {
            Some(what) => message.with(", with another ").with(what),
            None => message,
        };
        let help = if self.root.groups[self.groups].is_snapshot {
            "\n  help: give one of them another name: `#[metric(name = \"…\")]`"
        } else {
            "\n  help: give this group a prefix of its own: `#[metric(flatten, prefix = \"…\")]`"
        };
        let message = message
            .with(help)
            .with("\n  note: the first is ")
            .with_place(&other.place)
            .with_way(self.way_to(hash))
            .with("\n  note: the second is ")
            .with_place(&field.place)
            .with_way(Some(&self.root.groups[self.groups]));
        panic!("{}", message.as_str());
    }

    /// The field whose group has the name with this hash; nothing for one of the struct's own.
    const fn way_to(&self, hash: Hash) -> Option<&Group> {
        let mut i = 0;
        while i < self.groups {
            let group = &self.root.groups[i];
            let Group { prefix, tree, .. } = group;
            let prefix = Hash::NEW.joined(self.root.prefix).joined(prefix);
            if find(tree, tree.groups.len(), prefix, hash).is_some() {
                return Some(group);
            }
            i += 1;
        }
        None
    }

    const fn owner(&self, hash: Hash) -> Option<&FieldDesc> {
        find(self.root, self.groups, Hash::NEW, hash)
    }
}

/// Constant labels, from the inside out.
#[derive(Clone, Copy)]
struct Consts<'a> {
    outer: Option<&'a Consts<'a>>,
    own: &'a [(&'static str, &'static str)],
}

impl<'a> Consts<'a> {
    const fn and(&'a self, own: &'a [(&'static str, &'static str)]) -> Self {
        Self { outer: Some(self), own }
    }

    const fn len(&self) -> usize {
        match self.outer {
            Some(outer) => self.own.len() + outer.len(),
            None => self.own.len(),
        }
    }

    const fn get(&self, name: &str) -> Option<&'static str> {
        let mut i = 0;
        while i < self.own.len() {
            if equal(self.own[i].0, name) {
                return Some(self.own[i].1);
            }
            i += 1;
        }
        match self.outer {
            Some(outer) => outer.get(name),
            None => None,
        }
    }

    /// Whether these are labels of the same names; `Some(true)` if their values differ, too.
    const fn differs(&self, other: &Self) -> Option<bool> {
        if self.len() != other.len() {
            return None;
        }
        let mut differs = false;
        let mut level = Some(self);
        while let Some(labels) = level {
            let mut i = 0;
            while i < labels.own.len() {
                let (name, value) = labels.own[i];
                match other.get(name) {
                    None => return None,
                    Some(other) => differs = differs || !equal(value, other),
                }
                i += 1;
            }
            level = labels.outer;
        }
        Some(differs)
    }
}

/// A metric of a name that is taken.
struct New<'a> {
    field: &'a FieldDesc,
    hash: Hash,
    labels: &'a Consts<'a>,
}

impl New<'_> {
    /// The first metric of this name that cannot be beside this one, and in what they differ if it
    /// is more than the values of constant labels.
    const fn clash_in<'t>(
        &self,
        tree: &'t Tree,
        groups: usize,
        prefix: Hash,
        labels: &Consts<'_>,
    ) -> Option<(&'t FieldDesc, Option<&'static str>)> {
        let (prefix, labels) = (prefix.joined(tree.prefix), labels.and(tree.const_labels));
        let mut i = 0;
        while i < tree.own.len() {
            let other = &tree.own[i];
            if prefix.joined(other.name).0 == self.hash.0 {
                match self.labels.differs(&labels.and(other.const_labels)) {
                    Some(true) => {
                        if let Some(what) = disagreement(self.field, other) {
                            return Some((other, Some(what)));
                        }
                    }
                    _ => return Some((other, None)),
                }
            }
            i += 1;
        }
        let mut i = 0;
        while i < groups {
            let Group { prefix: part, tree, const_labels, .. } = &tree.groups[i];
            let labels = labels.and(const_labels);
            let found = self.clash_in(tree, tree.groups.len(), prefix.joined(part), &labels);
            if found.is_some() {
                return found;
            }
            i += 1;
        }
        None
    }
}

impl Text {
    /// Says which field of the struct leads to a metric of a group.
    const fn with_way(self, way: Option<&Group>) -> Self {
        match way {
            Some(Group { is_snapshot: true, .. }) => self.with(", through the snapshot"),
            Some(Group { place: Place { field: Some(place), .. }, .. }) => {
                self.with(", through the field `").with(place.field).with("`")
            }
            _ => self,
        }
    }
}

/// The field whose full name has this hash, in a tree and its first `groups` groups.
const fn find(tree: &Tree, groups: usize, prefix: Hash, hash: Hash) -> Option<&FieldDesc> {
    let prefix = prefix.joined(tree.prefix);
    let mut i = 0;
    while i < tree.own.len() {
        if prefix.joined(tree.own[i].name).0 == hash.0 {
            return Some(&tree.own[i]);
        }
        i += 1;
    }
    let mut i = 0;
    while i < groups {
        let Group { prefix: part, tree, .. } = &tree.groups[i];
        let found = find(tree, tree.groups.len(), prefix.joined(part), hash);
        if found.is_some() {
            return found;
        }
        i += 1;
    }
    None
}

/// The field that claims the name with this hash besides its own.
const fn find_claim(
    tree: &Tree,
    groups: usize,
    prefix: Hash,
    hash: Hash,
) -> Option<(&FieldDesc, Claim<'_>)> {
    let prefix = prefix.joined(tree.prefix);
    let mut i = 0;
    while i < tree.own.len() {
        let field = &tree.own[i];
        let mut c = 0;
        while let Some(claim) = Claim::of(field, c) {
            if claim.hash(prefix).0 == hash.0 {
                return Some((field, claim));
            }
            c += 1;
        }
        i += 1;
    }
    let mut i = 0;
    while i < groups {
        let Group { prefix: part, tree, .. } = &tree.groups[i];
        let found = find_claim(tree, tree.groups.len(), prefix.joined(part), hash);
        if found.is_some() {
            return found;
        }
        i += 1;
    }
    None
}

/// The name that has this hash.
const fn full_name(root: &Tree, hash: Hash) -> Text {
    match name_in(root, Hash::NEW, Text::new(), hash) {
        Some(name) => name,
        None => Text::new().with("…"),
    }
}

#[allow(clippy::large_types_passed_by_value)] // never at run time
const fn name_in(tree: &Tree, prefix: Hash, text: Text, hash: Hash) -> Option<Text> {
    let (prefix, text) = (prefix.joined(tree.prefix), text.joined(tree.prefix));
    let mut i = 0;
    while i < tree.own.len() {
        if prefix.joined(tree.own[i].name).0 == hash.0 {
            return Some(text.joined(tree.own[i].name));
        }
        i += 1;
    }
    let mut i = 0;
    while i < tree.groups.len() {
        let Group { prefix: part, tree, .. } = &tree.groups[i];
        let found = name_in(tree, prefix.joined(part), text.joined(part), hash);
        if found.is_some() {
            return found;
        }
        i += 1;
    }
    None
}

/// Hashes of the names that are taken, those that are claimed besides a metric's own among them: an
/// open-addressed table.
struct Names {
    slots: [u64; Self::SLOTS],
    count: usize,
    /// By whom each was taken first.
    owners: [u16; Self::SLOTS],
    /// Who takes names now, and whether one was another's.
    owner: u16,
    met: bool,
}

impl Names {
    const SLOTS: usize = 8192;

    #[allow(clippy::large_stack_arrays)] // never at run time
    const fn of(root: &Tree, groups: usize) -> Self {
        let (slots, owners) = ([0; Self::SLOTS], [0; Self::SLOTS]);
        let mut names = Self { slots, count: 0, owners, owner: 0, met: false };
        names.add_tree(root, groups, Hash::NEW);
        names
    }

    const fn add_tree(&mut self, tree: &Tree, groups: usize, prefix: Hash) {
        let prefix = prefix.joined(tree.prefix);
        let mut i = 0;
        while i < tree.own.len() {
            let name = prefix.joined(tree.own[i].name);
            self.add(name);
            let mut c = 0;
            while let Some(claim) = Claim::of(&tree.own[i], c) {
                self.add(claim.hash(prefix));
                c += 1;
            }
            i += 1;
        }
        let mut i = 0;
        while i < groups {
            let Group { prefix: part, tree, .. } = &tree.groups[i];
            self.add_tree(tree, tree.groups.len(), prefix.joined(part));
            i += 1;
        }
    }

    #[track_caller]
    const fn add(&mut self, hash: Hash) {
        let slot = self.slot_of(hash);
        if self.slots[slot] == 0 {
            self.slots[slot] = hash.0;
            self.owners[slot] = self.owner;
            self.count += 1;
            assert!(
                self.count < Self::SLOTS * 3 / 4,
                "too many metrics for one collector\n  help: register its groups on their own"
            );
        } else if self.owners[slot] != self.owner {
            self.met = true;
        }
    }

    const fn has(&self, hash: Hash) -> bool {
        self.slots[self.slot_of(hash)] != 0
    }

    #[allow(clippy::cast_possible_truncation)] // only the lower bits matter
    const fn slot_of(&self, hash: Hash) -> usize {
        let mut slot = hash.0 as usize % Self::SLOTS;
        while self.slots[slot] != 0 && self.slots[slot] != hash.0 {
            slot = (slot + 1) % Self::SLOTS;
        }
        slot
    }
}
