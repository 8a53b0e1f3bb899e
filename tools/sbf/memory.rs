// memcpy, memmove, memset, memcmp and strlen, copied to compiler-builtins/src/mem/solana.rs. A syscall costs
// `max(10, n / 250)` compute units and a loop about one per instruction, so only short runs are done in place.
//
// SAFETY of all: the caller keeps C's contract (both runs are `n` bytes long and accessible); the virtual machine
// allows unaligned words.

use core::ffi::{c_char, c_int};

const SYSCALL_FROM: usize = 48;
const WORD: usize = 8;

unsafe extern "C" {
    fn sol_memmove_(dest: *mut u8, src: *const u8, n: u64);
    fn sol_memset_(s: *mut u8, c: u8, n: u64);
    fn sol_memcmp_(s1: *const u8, s2: *const u8, n: u64, result: *mut i32);
}

#[inline(always)]
pub unsafe fn copy_forward(dest: *mut u8, src: *const u8, n: usize) {
    // Not `sol_memcpy_`, which refuses the overlapping runs that `memmove` may bring here.
    if n >= SYSCALL_FROM {
        return sol_memmove_(dest, src, n as u64);
    }
    let mut i = 0;
    while i + WORD <= n {
        (dest.add(i) as *mut u64).write_unaligned((src.add(i) as *const u64).read_unaligned());
        i += WORD;
    }
    while i < n {
        *dest.add(i) = *src.add(i);
        i += 1;
    }
}

#[inline(always)]
pub unsafe fn copy_backward(dest: *mut u8, src: *const u8, n: usize) {
    if n >= SYSCALL_FROM {
        return sol_memmove_(dest, src, n as u64);
    }
    let mut i = n;
    while i >= WORD {
        i -= WORD;
        (dest.add(i) as *mut u64).write_unaligned((src.add(i) as *const u64).read_unaligned());
    }
    while i > 0 {
        i -= 1;
        *dest.add(i) = *src.add(i);
    }
}

#[inline(always)]
pub unsafe fn set_bytes(s: *mut u8, c: u8, n: usize) {
    if n >= SYSCALL_FROM {
        return sol_memset_(s, c, n as u64);
    }
    let mut i = 0;
    while i < n {
        *s.add(i) = c;
        i += 1;
    }
}

#[inline(always)]
pub unsafe fn compare_bytes(s1: *const u8, s2: *const u8, n: usize) -> c_int {
    if n >= SYSCALL_FROM {
        let mut result = 0;
        sol_memcmp_(s1, s2, n as u64, &mut result);
        return result;
    }
    let mut i = 0;
    while i + WORD <= n
        && (s1.add(i) as *const u64).read_unaligned() == (s2.add(i) as *const u64).read_unaligned()
    {
        i += WORD;
    }
    while i < n {
        let (a, b) = (*s1.add(i), *s2.add(i));
        if a != b {
            return a as c_int - b as c_int;
        }
        i += 1;
    }
    0
}

#[inline(always)]
pub unsafe fn c_string_length(mut s: *const c_char) -> usize {
    let mut n = 0;
    while *s != 0 {
        n += 1;
        s = s.add(1);
    }
    n
}
