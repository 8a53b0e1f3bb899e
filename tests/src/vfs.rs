//! A file system of SQLite's that ends a process at a chosen write, as SIGKILL or a power cut would.
//!
//! It passes everything on to the system's own one. It remembers what was written and not synced since. A power cut keeps
//! any part of that: each write or none of it, or only its beginning, and files that were deleted may be back.

use std::{
    collections::{BTreeMap, HashMap},
    ffi::{CStr, c_char, c_int, c_void},
    fs::OpenOptions,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    ptr,
    sync::{
        Mutex, MutexGuard, Once, PoisonError,
        atomic::{AtomicPtr, Ordering::SeqCst},
    },
};

use rusqlite::ffi::{
    SQLITE_FULL, SQLITE_OK, sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find,
    sqlite3_vfs_register,
};

/// Its name.
pub const NAME: &str = "bmail-faulty";

/// What happens at the chosen write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process is killed. What it wrote is there.
    Kill,
    /// The power is cut. What was not synced may be there or not, as this seed has it.
    PowerCut(u64),
    /// The disk is full, from then on.
    Full,
}

#[derive(Default)]
struct State {
    writes: usize,
    fault: Option<(usize, Fault)>,
    /// Open files, each with its path and with its methods in the system's own file system.
    files: HashMap<usize, (PathBuf, usize)>,
    /// Our methods for each set of the system's: files that are locked have others than those that are not.
    methods: HashMap<usize, usize>,
    unsynced: BTreeMap<PathBuf, Vec<Write>>,
    deleted: Vec<(PathBuf, Vec<u8>)>,
}

/// A write that was not synced, and what was there before.
struct Write {
    offset: u64,
    before: Vec<u8>,
    length_before: u64,
    written: Written,
}

enum Written {
    Bytes(Vec<u8>),
    Length(u64),
}

static STATE: Mutex<Option<State>> = Mutex::new(None);
static SYSTEM: AtomicPtr<sqlite3_vfs> = AtomicPtr::new(ptr::null_mut());

/// Makes it known to SQLite, and has this fault happen at this write: the first is 1. Returns its name.
pub fn arm(at: usize, fault: Fault) -> &'static str {
    register();
    let mut state = locked();
    let state = state.get_or_insert_default();
    (state.writes, state.fault) = (0, Some((at, fault)));
    NAME
}

/// How many writes, syncs and deletions there were since it was armed.
pub fn writes() -> usize {
    locked().as_ref().map_or(0, |state| state.writes)
}

fn system() -> *mut sqlite3_vfs {
    SYSTEM.load(SeqCst)
}

/// The system's own methods of a file that we opened.
fn methods(file: *mut sqlite3_file) -> *const sqlite3_io_methods {
    let state = locked();
    let methods = state.as_ref().and_then(|state| state.files.get(&(file as usize))).map(|(_, methods)| *methods);
    methods.expect("the file is open") as *const sqlite3_io_methods
}

fn locked() -> MutexGuard<'static, Option<State>> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: the system's file system lives as long as the process, and a copy of it is the same one under another
        // name. The copy and its name are leaked, as SQLite asks. Nobody else writes these statics.
        unsafe {
            let system = sqlite3_vfs_find(ptr::null());
            SYSTEM.store(system, SeqCst);
            let mut ours = ptr::read(system);
            ours.zName = c"bmail-faulty".as_ptr();
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            sqlite3_vfs_register(Box::leak(Box::new(ours)), 0);
        }
    });
}

/// One write, sync or deletion. `true` if the disk is full.
fn point(torn: Option<(&Path, u64, &[u8])>) -> bool {
    let mut locked = locked();
    let state = locked.get_or_insert_default();
    state.writes += 1;
    match state.fault {
        Some((at, Fault::Full)) => state.writes >= at,
        Some((at, Fault::Kill)) if state.writes == at => kill(),
        Some((at, Fault::PowerCut(seed))) if state.writes == at => {
            if let Some((path, offset, bytes)) = torn {
                let write = Write {
                    offset,
                    before: Vec::new(),
                    length_before: u64::MAX,
                    written: Written::Bytes(bytes.to_vec()),
                };
                state.unsynced.entry(path.to_owned()).or_default().push(write);
            }
            state.cut(seed);
            kill()
        }
        _ => false,
    }
}

fn kill() -> ! {
    // SAFETY: this ends the process, and reads no memory.
    unsafe { libc::kill(libc::getpid(), libc::SIGKILL) };
    loop {
        std::thread::park();
    }
}

impl State {
    /// Leaves on the disk what a power cut may leave there.
    fn cut(&self, seed: u64) {
        let mut dice = Dice(seed);
        for (path, content) in &self.deleted {
            if dice.roll(2) == 0 && !path.exists() {
                let _ = std::fs::write(path, content);
            }
        }
        for (path, writes) in &self.unsynced {
            let Ok(file) = OpenOptions::new().write(true).read(true).open(path) else { continue };
            for write in writes.iter().rev().filter(|write| write.length_before != u64::MAX) {
                file.write_all_at(&write.before, write.offset).expect("the disk is writable");
                file.set_len(write.length_before).expect("the disk is writable");
            }
            for write in writes {
                match (&write.written, dice.roll(4)) {
                    (_, 0) => {}
                    (Written::Length(length), _) => file.set_len(*length).expect("the disk is writable"),
                    (Written::Bytes(bytes), roll) => {
                        let sectors = bytes.len().div_ceil(512).max(1) as u64;
                        let kept = if roll == 1 { 512 * dice.roll(sectors) as usize } else { bytes.len() };
                        file.write_all_at(&bytes[..kept.min(bytes.len())], write.offset).expect("the disk is writable");
                    }
                }
            }
        }
        for (path, _) in self.files.values() {
            if path.to_string_lossy().ends_with(".bmail") {
                let _ = std::fs::remove_file(format!("{}-shm", path.display())); // shared memory is on no disk
            }
        }
    }
}

/// Numbers that follow from a seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    /// A number below this one.
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below.max(1)
    }
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives us what its own file system takes. The methods are leaked, so they live as long as the process.
    unsafe {
        let opened = (*system()).xOpen.expect("it opens files")(system(), name, file, flags, out);
        if opened != SQLITE_OK || (*file).pMethods.is_null() || name.is_null() {
            return opened;
        }
        let (mut state, theirs) = (locked(), (*file).pMethods);
        let state = state.get_or_insert_default();
        let ours = *state.methods.entry(theirs as usize).or_insert_with(|| {
            let mut ours = ptr::read(theirs);
            ours.iVersion = ours.iVersion.min(2); // no memory maps, which write without us
            ours.xWrite = Some(write);
            ours.xTruncate = Some(truncate);
            ours.xSync = Some(sync);
            ours.xClose = Some(close);
            std::ptr::from_ref(Box::leak(Box::new(ours))) as usize
        });
        (*file).pMethods = ours as *const sqlite3_io_methods;
        let path = PathBuf::from(CStr::from_ptr(name).to_string_lossy().into_owned());
        state.files.insert(file as usize, (path, theirs as usize));
        opened
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    offset: sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives us a file that we opened, and as many bytes as it says.
    unsafe {
        let new = std::slice::from_raw_parts(bytes.cast::<u8>(), length as usize);
        let path = path_of(file);
        if point(Some((&path, offset as u64, new))) {
            return SQLITE_FULL;
        }
        remember(file, path, offset as u64, new.len(), Written::Bytes(new.to_vec()));
        (*methods(file)).xWrite.expect("it writes")(file, bytes, length, offset)
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    // SAFETY: SQLite gives us a file that we opened.
    unsafe {
        let (path, now) = (path_of(file), size(file));
        if point(None) {
            return SQLITE_FULL;
        }
        let rest = now.saturating_sub(length as u64) as usize;
        remember(file, path, length as u64, rest, Written::Length(length as u64));
        (*methods(file)).xTruncate.expect("it truncates")(file, length)
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: SQLite gives us a file that we opened.
    unsafe {
        let path = path_of(file);
        if point(None) {
            return SQLITE_FULL;
        }
        let synced = (*methods(file)).xSync.expect("it syncs")(file, flags);
        if synced == SQLITE_OK {
            locked().get_or_insert_default().unsynced.remove(&path);
        }
        synced
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite gives us a file that we opened.
    unsafe {
        let close = (*methods(file)).xClose.expect("it closes");
        locked().get_or_insert_default().files.remove(&(file as usize));
        close(file)
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: SQLite gives us the name of a file.
    unsafe {
        let path = PathBuf::from(CStr::from_ptr(name).to_string_lossy().into_owned());
        point(None);
        let content = std::fs::read(&path).unwrap_or_default();
        {
            let mut state = locked();
            let state = state.get_or_insert_default();
            state.unsynced.remove(&path);
            state.deleted.push((path, content));
            if sync_folder != 0 {
                state.deleted.clear();
            }
        }
        (*system()).xDelete.expect("it deletes files")(system(), name, sync_folder)
    }
}

fn path_of(file: *mut sqlite3_file) -> PathBuf {
    locked().get_or_insert_default().files.get(&(file as usize)).map(|(path, _)| path.clone()).unwrap_or_default()
}

/// # Safety
/// The file is one that we opened.
unsafe fn size(file: *mut sqlite3_file) -> u64 {
    let mut size = 0;
    // SAFETY: see above.
    unsafe { (*methods(file)).xFileSize.expect("it has sizes")(file, &mut size) };
    size as u64
}

/// Notes what a write is going to replace. SQLite's own file reads it: another one of this process would, when it is closed,
/// give up the locks on it.
///
/// # Safety
/// The file is one that we opened.
unsafe fn remember(file: *mut sqlite3_file, path: PathBuf, offset: u64, length: usize, written: Written) {
    // SAFETY: see above.
    let length_before = unsafe { size(file) };
    let there = length_before.saturating_sub(offset).min(length as u64) as usize;
    let mut before = vec![0; there];
    if there > 0 {
        // SAFETY: see above, and there is room for what is read.
        unsafe {
            (*methods(file)).xRead.expect("it reads")(file, before.as_mut_ptr().cast(), there as c_int, offset as i64);
        }
    }
    let write = Write { offset, before, length_before, written };
    locked().get_or_insert_default().unsynced.entry(path).or_default().push(write);
}
