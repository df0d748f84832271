//! The allocator of this program: the system's, which counts what each thread asks it for.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ops::{AddAssign, Sub};

#[global_allocator]
static COUNTING: Counting = Counting;

struct Counting;

thread_local! {
    // Constants without a destructor: to use them allocates nothing, at any time of a thread's life.
    static BYTES: Cell<u64> = const { Cell::new(0) };
    static COUNT: Cell<u64> = const { Cell::new(0) };
    static LIVE: Cell<i64> = const { Cell::new(0) };
}

/// What a thread has asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spent {
    /// Bytes of all allocations.
    pub(crate) bytes: u64,
    /// How many allocations there were.
    pub(crate) count: u64,
    /// Bytes taken and not given back.
    pub(crate) live: i64,
}

impl Spent {
    /// What the calling thread has asked for so far.
    pub(crate) fn so_far() -> Self {
        Self { bytes: BYTES.get(), count: COUNT.get(), live: LIVE.get() }
    }
}

impl Sub for Spent {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            bytes: self.bytes - before.bytes,
            count: self.count - before.count,
            live: self.live - before.live,
        }
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, more: Self) {
        self.bytes += more.bytes;
        self.count += more.count;
        self.live += more.live;
    }
}

fn took(bytes: usize) {
    BYTES.set(BYTES.get() + bytes as u64);
    COUNT.set(COUNT.get() + 1);
    LIVE.set(LIVE.get() + bytes.cast_signed() as i64);
}

fn gave(bytes: usize) {
    LIVE.set(LIVE.get() - bytes.cast_signed() as i64);
}

// SAFETY: every call is passed on to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: the caller keeps the same promises to us.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        gave(layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // Counted as a new block: a buffer that grows costs its whole new size.
        took(new_size);
        gave(layout.size());
        // SAFETY: as above.
        unsafe { System.realloc(ptr, layout, new_size) }
    }
}

/// Gives free memory back to the system, so that whoever allocates next pays for fresh pages, as
/// in a process of its own, and not in the holes that the library before left.
pub(crate) fn trim() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: has no preconditions.
    unsafe {
        libc::malloc_trim(0);
    }
}
