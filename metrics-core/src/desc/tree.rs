//! The descriptors of a derived collector, as a constant.

use super::{Desc, Kind, Place, Str};
use crate::label::Label;

/// The descriptors of a derived struct: its own fields, and the groups flattened into it.
///
/// A constant, and no part of it depends on the struct's parameters. Full names and hashes are
/// made once, at registration, where the prefixes of all groups are known.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    /// Namespace and subsystem, joined; empty for none.
    pub prefix: &'static str,
    /// Labels that all metrics in the tree have with the same value.
    pub const_labels: &'static [(&'static str, &'static str)],
    /// The struct's own metrics.
    pub own: &'static [FieldDesc],
    /// The flattened fields.
    pub groups: &'static [Group],
}

/// The descriptor of one field.
#[derive(Clone, Copy, Debug)]
pub struct FieldDesc {
    /// The last part of the family's name.
    pub name: &'static str,
    /// What the metric means.
    pub help: &'static str,
    /// The unit that is stated; empty for none.
    pub stated_unit: &'static str,
    /// The kind, be it stated or the type's.
    pub kind: Kind,
    /// What the field's type says besides.
    pub of: FieldType,
    /// Labels that this metric alone has with the same value for all series.
    pub const_labels: &'static [(&'static str, &'static str)],
    /// Where the field stands.
    pub place: Place,
}

/// What a type says of the metric that a field of it is.
#[derive(Clone, Copy, Debug)]
pub struct FieldType {
    /// The unit that it implies; empty for none.
    pub unit: &'static str,
    /// The variable labels, if it is a family.
    pub set: Option<&'static [Label]>,
    /// Their names.
    pub labels: &'static [&'static str],
}

impl FieldType {
    /// The type of a metric without variable labels.
    #[must_use]
    pub const fn single(unit: &'static str) -> Self {
        Self { unit, set: None, labels: &[] }
    }

    /// The type of a family.
    #[must_use]
    pub const fn family(
        unit: &'static str,
        set: &'static [Label],
        labels: &'static [&'static str],
    ) -> Self {
        Self { unit, set: Some(set), labels }
    }
}

impl FieldDesc {
    /// The unit; empty for none.
    #[must_use]
    pub const fn unit(&self) -> &'static str {
        if self.stated_unit.is_empty() { self.of.unit } else { self.stated_unit }
    }
}

/// A field that holds another derived collector.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What comes before the names in the group; empty for nothing.
    pub prefix: &'static str,
    /// Labels that all metrics in the group have with the same value.
    pub const_labels: &'static [(&'static str, &'static str)],
    /// The group's descriptors.
    pub tree: &'static Tree,
    /// Whether it is what a function returns, and no field.
    pub is_snapshot: bool,
    /// Where the flattened field stands.
    pub place: Place,
}

impl Tree {
    /// How many descriptors there are, those of all groups among them.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.offset(self.groups.len())
    }

    /// Whether there is no descriptor.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of a group's first descriptor among all of the tree's.
    #[must_use]
    pub const fn offset(&self, group: usize) -> usize {
        let mut count = self.own.len();
        let mut i = 0;
        while i < group {
            count += self.groups[i].tree.len();
            i += 1;
        }
        count
    }

    /// The full descriptors: the struct's own in order of declaration, then those of its
    /// groups.
    #[must_use]
    pub fn descs(&self) -> Vec<Desc> {
        let mut descs = Vec::with_capacity(self.len());
        self.expand("".into(), &mut Vec::new(), &mut descs);
        descs
    }

    fn expand(
        &self,
        prefix: Str,
        const_labels: &mut Vec<(&'static str, &'static str)>,
        descs: &mut Vec<Desc>,
    ) {
        let outer = const_labels.len();
        const_labels.extend(self.const_labels);
        let prefix = joined(prefix, self.prefix.into());
        for field in self.own {
            let builder = Desc::builder(joined(prefix.clone(), field.name.into()), field.help)
                .kind(field.kind)
                .unit(field.unit())
                .labels(field.of.labels.iter().copied())
                .const_labels(const_labels.iter().chain(field.const_labels).copied())
                .place(field.place);
            descs.push(builder.build());
        }
        for group in self.groups {
            let here = const_labels.len();
            const_labels.extend(group.const_labels);
            group.tree.expand(joined(prefix.clone(), group.prefix.into()), const_labels, descs);
            const_labels.truncate(here);
        }
        const_labels.truncate(outer);
    }
}

/// Joins two parts of a name with `_`; either may be empty.
fn joined(prefix: Str, rest: Str) -> Str {
    match (prefix.is_empty(), rest.is_empty()) {
        (true, _) => rest,
        (false, true) => prefix,
        (false, false) => format!("{prefix}_{rest}").into(),
    }
}
