//! The index of a table: which entries may have a hash.
//!
//! Arrays of links to entries, each with six bits of its entry's hash. Some bits of a hash lead
//! to an array, others to a place in it, and from there to the next free place. A full array is
//! copied into a larger one, and from a certain size it is split in two: one insert moves a
//! bounded number of links. Readers go on with the old array meanwhile; it is never freed while
//! the table lives, and serves a later split.
//!
//! A reader may miss what is being moved. What it finds it compares with the key, so it is never
//! misled.
#![allow(unsafe_code)]

use std::slice;

use super::entry::Entry;
use crate::cell::{Link, Tagged, Version};

/// The tag of an array that is split when it is full: of 5120 links.
const SPLIT_TAG: usize = 9;

/// Bits of a hash that lead to an array; from then on arrays grow.
const MAX_DEPTH: u32 = 16;

/// What readers see of the index.
pub(super) struct Slots<M> {
    /// The array, while there is only one.
    only: Link<Block<M>>,
    /// The arrays, as soon as there are several.
    directory: Link<Directory<M>>,
    /// Changes while links are moved within an array, or an array is put to a new use.
    version: Version,
}

/// Eight links, aligned so that a pointer to an array leaves room for its size.
#[repr(align(64))]
struct Block<M>(#[allow(dead_code)] [Link<Entry<M>>; 8]); // read through `links`

#[repr(align(64))]
struct Directory<M> {
    depth: u32,
    arrays: Box<[Link<Block<M>>]>,
}

/// What only the writer sees of the index.
pub(super) struct Parts<M> {
    all: Vec<Part<M>>,
    /// For each place in the directory, its part.
    of: Vec<usize>,
    /// Arrays that no part uses, but perhaps a reader.
    spare: Vec<Tagged<Block<M>>>,
    /// Directories that were replaced.
    replaced: Vec<Tagged<Directory<M>>>,
    /// How many links were moved by growing.
    #[cfg(test)]
    pub(super) moved: usize,
}

struct Part<M> {
    array: Tagged<Block<M>>,
    used: usize,
    /// How many bits of the hash are the same in the whole part.
    depth: u32,
}

/// The sizes of arrays, by their tags. Only the last ones are for more than 2^28 series.
const SIZES: [usize; 20] = {
    let mut sizes = [8; 20];
    sizes[1] = 16;
    let mut tag = 2;
    while tag < sizes.len() {
        sizes[tag] = 40 << (tag - 2);
        tag += 1;
    }
    sizes
};

/// The tag of the smallest array that holds that many links.
const fn tag_for(links: usize) -> usize {
    let mut tag = 0;
    while max_used(SIZES[tag]) < links {
        tag += 1;
    }
    tag
}

/// How many links an array holds before it is full: 13 of 16.
const fn max_used(size: usize) -> usize {
    size * 13 / 16
}

/// Where in an array of that size the search for a hash begins.
#[inline]
fn home(hash: u32, size: usize) -> usize {
    ((hash & 0xFFFF) as usize * size) >> 16
}

/// The bits of a hash that stand beside a link.
#[inline]
fn mark(hash: u32) -> usize {
    (hash >> 16) as usize
}

fn new_array<M>(tag: usize) -> Tagged<Block<M>> {
    let blocks = SIZES[tag] / 8;
    let array: Box<[Block<M>]> = (0..blocks).map(|_| Block([const { Link::null() }; 8])).collect();
    Tagged::new(Box::into_raw(array).cast(), tag)
}

/// # Safety
///
/// The array is one of [`new_array`] that lives for `'a`.
#[inline]
unsafe fn links<'a, M>(array: Tagged<Block<M>>) -> &'a [Link<Entry<M>>] {
    // SAFETY: an array is `SIZES[tag] / 8` blocks of eight links each, without padding, and the
    // pointer is to all of them. Links are changed through shared references only.
    unsafe { slice::from_raw_parts(array.pointer().cast(), SIZES[array.tag()]) }
}

impl<M> Slots<M> {
    pub(super) const fn new() -> Self {
        Self { only: Link::null(), directory: Link::null(), version: Version::new() }
    }

    /// The entries that may have this hash, in order of their places. Ends at the first free
    /// place.
    #[inline(always)]
    pub(super) fn find<'t, R>(
        &'t self,
        hash: u32,
        mut is_it: impl FnMut(&'t Entry<M>) -> Option<R>,
    ) -> Option<R> {
        let directory = self.directory.load();
        let array = if directory.is_null() {
            let only = self.only.load();
            if only.is_null() {
                return None;
            }
            only
        } else {
            // SAFETY: directories are freed with the index, not before.
            let directory = unsafe { &*directory.pointer() };
            directory.arrays[(hash >> (32 - directory.depth)) as usize].load()
        };
        // SAFETY: arrays are freed with the index, not before.
        let links: &'t [Link<Entry<M>>] = unsafe { links(array) };
        let mark = mark(hash) & 0b11_1111;
        let mut place = home(hash, links.len());
        for _ in 0..links.len() {
            let link = links[place].load();
            if link.is_null() {
                return None;
            }
            if link.tag() == mark {
                // SAFETY: entries are freed with the table, which owns the index, not before.
                let entry: &'t Entry<M> = unsafe { &*link.pointer() };
                if let Some(found) = is_it(entry) {
                    return Some(found);
                }
            }
            place += 1;
            if place == links.len() {
                place = 0;
            }
        }
        None
    }

    /// As [`find`](Self::find); a miss is an error if something was moved meanwhile, so that
    /// what is there may have been missed.
    pub(super) fn find_settled<'t, R>(
        &'t self,
        hash: u32,
        is_it: impl FnMut(&'t Entry<M>) -> Option<R>,
    ) -> Result<Option<R>, Moved> {
        let version = self.version.begin().ok_or(Moved)?;
        match self.find(hash, is_it) {
            Some(found) => Ok(Some(found)),
            None if self.version.is_still(version) => Ok(None),
            None => Err(Moved),
        }
    }

    /// Adds an entry, by the hash in its record.
    pub(super) fn insert(&self, parts: &mut Parts<M>, entry: &Entry<M>) {
        let hash = entry.record.hash();
        let mut part = self.part(parts, hash);
        while parts.all[part].used >= max_used(SIZES[parts.all[part].array.tag()]) {
            self.grow(parts, part);
            part = self.part(parts, hash);
        }
        parts.all[part].used += 1;
        put(parts.all[part].array, entry, hash);
    }

    /// Removes an entry that is in the index.
    pub(super) fn remove(&self, parts: &mut Parts<M>, entry: &Entry<M>) {
        let hash = entry.record.hash();
        let part = self.part(parts, hash);
        parts.all[part].used -= 1;
        // SAFETY: arrays are freed with the index.
        let links = unsafe { links(parts.all[part].array) };
        let after = |place: usize| if place + 1 == links.len() { 0 } else { place + 1 };
        let mut free = home(hash, links.len());
        while !std::ptr::eq(links[free].own().pointer(), entry) {
            free = after(free);
        }
        self.version.open();
        // Whoever stands behind the free place and may stand in it moves there.
        let mut place = after(free);
        loop {
            let link = links[place].own();
            if link.is_null() {
                break;
            }
            // SAFETY: entries are freed with the table.
            let home = home(unsafe { &*link.pointer() }.record.hash(), links.len());
            let from_home = |to: usize| (to + links.len() - home) % links.len();
            if from_home(free) < from_home(place) {
                links[free].store(link);
                free = place;
            }
            place = after(place);
        }
        links[free].store(Tagged::NULL);
        self.version.close();
    }

    /// The part that a hash belongs to.
    fn part(&self, parts: &mut Parts<M>, hash: u32) -> usize {
        if parts.all.is_empty() {
            let array = new_array(0);
            parts.all.push(Part { array, used: 0, depth: 0 });
            parts.of.push(0);
            self.only.store(array);
        }
        parts.of[place_in_directory(hash, parts.depth())]
    }

    fn grow(&self, parts: &mut Parts<M>, part: usize) {
        self.version.open();
        let Part { array, used, depth } = parts.all[part];
        if array.tag() < SPLIT_TAG || depth == MAX_DEPTH {
            let larger = parts.array(tag_for(used + 1));
            move_links(array, |_| larger);
            parts.all[part].array = larger;
        } else {
            let bit = 1 << (31 - depth);
            let mut upper = 0;
            // SAFETY: arrays are freed with the index.
            for link in unsafe { links(array) } {
                let link = link.own();
                // SAFETY: entries are freed with the table.
                if !link.is_null() && unsafe { &*link.pointer() }.record.hash() & bit != 0 {
                    upper += 1;
                }
            }
            let room = |links: usize| tag_for(links).max(SPLIT_TAG);
            let low = parts.array(room(used - upper));
            let high = parts.array(room(upper));
            move_links(array, |hash| if hash & bit == 0 { low } else { high });
            if depth == parts.depth() {
                parts.of = parts.of.iter().flat_map(|&part| [part, part]).collect();
            }
            let new = parts.all.len();
            parts.all[part] = Part { array: low, used: used - upper, depth: depth + 1 };
            parts.all.push(Part { array: high, used: upper, depth: depth + 1 });
            // The places of the part are a run; its upper half is the new part's.
            let first = parts.of.iter().position(|&other| other == part).unwrap_or(0);
            let run = parts.of[first..].iter().take_while(|&&other| other == part).count();
            parts.of[first + run / 2..first + run].fill(new);
        }
        #[cfg(test)]
        {
            parts.moved += used;
        }
        self.publish(parts);
        parts.spare.push(array);
        self.version.close();
    }

    /// Shows the parts to readers.
    fn publish(&self, parts: &mut Parts<M>) {
        if parts.depth() == 0 {
            return self.only.store(parts.all[0].array);
        }
        let current = self.directory.own();
        let array = |place: usize| parts.all[parts.of[place]].array;
        // SAFETY: directories are freed with the index, not before.
        if !current.is_null() && unsafe { &*current.pointer() }.depth == parts.depth() {
            // SAFETY: the same.
            let current = unsafe { &*current.pointer() };
            for (place, link) in current.arrays.iter().enumerate() {
                if link.own().pointer() != array(place).pointer() {
                    link.store(array(place));
                }
            }
            return;
        }
        let arrays: Box<[Link<Block<M>>]> =
            (0..parts.of.len()).map(|place| Link::of(array(place))).collect();
        let directory = Box::new(Directory { depth: parts.depth(), arrays });
        self.directory.store(Tagged::new(Box::into_raw(directory), 0));
        if !current.is_null() {
            parts.replaced.push(current);
        }
    }

    /// Frees the index.
    ///
    /// # Safety
    ///
    /// The index is not used any more, and these are its parts.
    pub(super) unsafe fn free(&mut self, parts: &mut Parts<M>) {
        let used = parts.all.drain(..).map(|part| part.array);
        for array in used.chain(parts.spare.drain(..)) {
            let blocks = SIZES[array.tag()] / 8;
            let array = std::ptr::slice_from_raw_parts_mut(array.pointer(), blocks);
            // SAFETY: from `new_array`, and the only part or spare array with this pointer.
            drop(unsafe { Box::from_raw(array) });
        }
        let current = Some(self.directory.own()).filter(|directory| !directory.is_null());
        for directory in parts.replaced.drain(..).chain(current) {
            // SAFETY: from `Box::into_raw`, and either replaced or current.
            drop(unsafe { Box::from_raw(directory.pointer()) });
        }
    }
}

/// What was looked for may have been missed.
pub(super) struct Moved;

impl<M> Parts<M> {
    pub(super) const fn new() -> Self {
        Self {
            all: Vec::new(),
            of: Vec::new(),
            spare: Vec::new(),
            replaced: Vec::new(),
            #[cfg(test)]
            moved: 0,
        }
    }

    /// How many bits of a hash lead to a part.
    fn depth(&self) -> u32 {
        self.of.len().max(1).ilog2()
    }

    /// An empty array.
    fn array(&mut self, tag: usize) -> Tagged<Block<M>> {
        let Some(spare) = self.spare.iter().position(|array| array.tag() == tag) else {
            return new_array(tag);
        };
        let array = self.spare.swap_remove(spare);
        // SAFETY: arrays are freed with the index.
        for link in unsafe { links(array) } {
            link.store(Tagged::NULL);
        }
        array
    }
}

fn place_in_directory(hash: u32, depth: u32) -> usize {
    if depth == 0 { 0 } else { (hash >> (32 - depth)) as usize }
}

/// Puts all links of an array into others.
fn move_links<M>(array: Tagged<Block<M>>, into: impl Fn(u32) -> Tagged<Block<M>>) {
    // SAFETY: arrays are freed with the index.
    for link in unsafe { links(array) } {
        let link = link.own();
        if !link.is_null() {
            // SAFETY: entries are freed with the table.
            let entry = unsafe { &*link.pointer() };
            let hash = entry.record.hash();
            put(into(hash), entry, hash);
        }
    }
}

/// Puts an entry into the first free place for its hash; there is one.
fn put<M>(array: Tagged<Block<M>>, entry: &Entry<M>, hash: u32) {
    // SAFETY: arrays are freed with the index.
    let links = unsafe { links(array) };
    let mut place = home(hash, links.len());
    while !links[place].own().is_null() {
        place = if place + 1 == links.len() { 0 } else { place + 1 };
    }
    links[place].store(Tagged::new(std::ptr::from_ref(entry).cast_mut(), mark(hash)));
}

impl<M> Clone for Part<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Part<M> {}

/// The most links that one insert moves, while there are fewer than 2^16 arrays.
#[cfg(test)]
pub(super) const MAX_MOVED: usize = max_used(SIZES[SPLIT_TAG]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_fit_their_blocks_and_leave_room() {
        assert_eq!(SIZES[SPLIT_TAG], 5120);
        assert!(SIZES.iter().all(|size| size % 8 == 0 && max_used(*size) < *size));
        assert_eq!(
            (tag_for(1), tag_for(7), tag_for(max_used(SIZES[SPLIT_TAG]))),
            (0, 1, SPLIT_TAG)
        );
    }
}
