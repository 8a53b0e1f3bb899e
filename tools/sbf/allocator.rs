// What std calls the system's allocator, copied to std/src/sys/alloc/solana.rs. Programs bring their own
// `#[global_allocator]`; this one only lets std compile.

use crate::alloc::{GlobalAlloc, Layout, System};

#[stable(feature = "alloc_system_type", since = "1.28.0")]
unsafe impl GlobalAlloc for System {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        crate::ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
