//! From the values that a lookup gives to those of all labels.

use std::borrow::Cow;

use super::error::LabelError;
use crate::desc::Desc;

/// What makes one value of many: run on every value that is given for a label (A10).
pub(super) type Constraint = Box<dyn for<'v> Fn(&'v str) -> Cow<'v, str> + Send + Sync>;

/// The labels of a family.
pub(super) struct Dimensions {
    pub(super) desc: Desc,
    /// For each label; empty if no label has one.
    pub(super) constraints: Box<[Option<Constraint>]>,
}

/// Labels that have their value already, by place.
pub(super) type Curried = Vec<(usize, Box<str>)>;

/// Values of up to so many labels are put together without allocating.
const FEW: usize = 8;

impl Dimensions {
    pub(super) fn len(&self) -> usize {
        self.desc.labels().len()
    }

    fn place(&self, label: &str) -> Option<usize> {
        self.desc.labels().position(|name| name == label)
    }

    /// The value as it counts for the label at that place (S62).
    fn constrained<'v>(&self, place: usize, value: &'v str) -> Cow<'v, str> {
        match self.constraints.get(place) {
            Some(Some(constraint)) => constraint(value),
            _ => Cow::Borrowed(value),
        }
    }

    /// Calls `read` with the values of all labels, given those that are not curried (S60).
    #[inline]
    pub(super) fn positional<R>(
        &self,
        curried: &Curried,
        values: &[&str],
        read: impl FnOnce(&[&str]) -> R,
    ) -> Result<R, LabelError> {
        self.check_count(curried, values.len())?;
        if curried.is_empty() && self.constraints.is_empty() {
            return Ok(read(values));
        }
        let mut values = values.iter();
        let value = |place| {
            if let Some(value) = curried_at(curried, place) {
                return Ok(Cow::Borrowed(value));
            }
            let value = values.next().copied().unwrap_or_default(); // they were counted
            Ok(self.constrained(place, value))
        };
        put_together(self.len(), value, read)
    }

    /// Calls `read` with the values of all labels, given those that are not curried, by name
    /// (S61).
    pub(super) fn by_name<R>(
        &self,
        curried: &Curried,
        labels: &[(&str, &str)],
        read: impl FnOnce(&[&str]) -> R,
    ) -> Result<R, LabelError> {
        self.check_count(curried, labels.len())?;
        let mut names = self.desc.labels();
        let value = |place| {
            let name = names.next().unwrap_or_default(); // one for each place
            let given = labels.iter().find(|(label, _)| *label == name);
            match (curried_at(curried, place), given) {
                (Some(_), Some(_)) => Err(self.already_curried(name)),
                (Some(value), None) => Ok(Cow::Borrowed(value)),
                (None, Some((_, value))) => Ok(self.constrained(place, value)),
                (None, None) => {
                    Err(LabelError::Missing { family: self.family(), label: name.to_owned() })
                }
            }
        };
        put_together(self.len(), value, read)
    }

    fn check_count(&self, curried: &Curried, given: usize) -> Result<(), LabelError> {
        let expected = self.len() - curried.len();
        if given == expected {
            return Ok(());
        }
        Err(LabelError::Cardinality { family: self.family(), expected, given })
    }

    /// The labels that are curried, and these as well (S63).
    pub(super) fn curry(
        &self,
        curried: &Curried,
        labels: &[(&str, &str)],
    ) -> Result<Curried, LabelError> {
        let mut curried = curried.clone();
        let mut unknown = Vec::new();
        for &(name, value) in labels {
            let Some(place) = self.place(name) else {
                unknown.push(name.to_owned());
                continue;
            };
            match curried.binary_search_by_key(&place, |(place, _)| *place) {
                Ok(_) => return Err(self.already_curried(name)),
                Err(at) => curried.insert(at, (place, self.constrained(place, value).into())),
            }
        }
        if unknown.is_empty() {
            return Ok(curried);
        }
        Err(LabelError::Unknown { family: self.family(), labels: unknown })
    }

    /// What series must have to match these labels (S65); nothing if none can. A label that is
    /// curried never matches.
    pub(super) fn pattern<'v>(
        &self,
        curried: &'v Curried,
        labels: &[(&str, &'v str)],
    ) -> Option<Vec<(usize, Cow<'v, str>)>> {
        let own = curried.iter().map(|(place, value)| Some((*place, Cow::Borrowed(&**value))));
        let given = labels.iter().map(|&(name, value)| {
            let place = self.place(name).filter(|place| curried_at(curried, *place).is_none())?;
            Some((place, self.constrained(place, value)))
        });
        own.chain(given).collect()
    }

    fn already_curried(&self, label: &str) -> LabelError {
        LabelError::AlreadyCurried { family: self.family(), label: label.to_owned() }
    }

    fn family(&self) -> Cow<'static, str> {
        self.desc.name_text()
    }
}

fn curried_at(curried: &Curried, place: usize) -> Option<&str> {
    let at = curried.binary_search_by_key(&place, |(place, _)| *place).ok()?;
    Some(&curried[at].1)
}

/// Calls `read` with `count` values, which are asked for in order.
fn put_together<'v, R>(
    count: usize,
    value: impl FnMut(usize) -> Result<Cow<'v, str>, LabelError>,
    read: impl FnOnce(&[&str]) -> R,
) -> Result<R, LabelError> {
    let mut values = (0..count).map(value);
    if count > FEW {
        let values = values.collect::<Result<Vec<_>, _>>()?;
        return Ok(read(&values.iter().map(|value| &**value).collect::<Vec<_>>()));
    }
    let mut few: [Cow<'_, str>; FEW] = Default::default();
    for (slot, value) in few.iter_mut().zip(&mut values) {
        *slot = value?;
    }
    let texts: [&str; FEW] = std::array::from_fn(|place| &*few[place]);
    Ok(read(&texts[..count]))
}
