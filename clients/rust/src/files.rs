//! Files of people's own: read up to a limit, and written so that neither a crash nor somebody else can do harm.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// The longest plan of a bounty, in bytes, and the longest text of its terms.
pub(crate) const MAX_PLAN: usize = 1024 * 1024;

/// Reads all bytes, at most `limit`. So a device or a pipe without an end costs no more memory than what can be used.
///
/// # Errors
/// [`io::ErrorKind::FileTooLarge`] if there are more, and those of the reader.
pub fn read_at_most(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(too_long(limit as u64)) } else { Ok(bytes) }
}

pub(crate) fn too_long(limit: u64) -> io::Error {
    let text = format!("it has more than {limit} bytes, of which none were used: give a shorter one");
    io::Error::new(io::ErrorKind::FileTooLarge, text)
}

/// Reads a file of at most `limit` bytes: see [`read_at_most`].
///
/// # Errors
/// Those of [`read_at_most`], and of opening a file.
pub fn read_file(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    read_at_most(File::open(path)?, limit)
}

/// Like [`read_file`], for text.
///
/// # Errors
/// Those of [`read_file`], and [`io::ErrorKind::InvalidData`] if it is not UTF-8.
pub fn read_text(path: &Path, limit: usize) -> io::Result<String> {
    String::from_utf8(read_file(path, limit)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Stores bytes in a file that only its owner can read, in place of what was there: all of them or, after a crash, what was
/// there. They are on the disk when this returns. It is for secrets that have to survive, such as a
/// [`Newsletter`](crate::instructions::mail::Newsletter).
///
/// # Errors
/// Those of writing a file. Then the file is as it was.
pub fn store(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let folder = parent(path);
    let part = Part::write(folder, &name.to_string_lossy(), bytes)?;
    fs::rename(&part.path, path)?;
    sync(folder)
}

/// What is stored at a path, held so that no other process uses it. It is released when this is dropped, or the process ends.
#[derive(Debug)]
pub struct Held {
    // The lock is the open file's.
    _lock: File,
}

/// Holds what is stored at a path, whether something is stored there yet or not. Hold it before you read it, and until you
/// have stored it for the last time: of two processes that read the same
/// [`Newsletter`](crate::instructions::mail::Newsletter), each would send all copies that it does not know of.
///
/// The lock is a file beside it, which stays.
///
/// # Errors
/// [`io::ErrorKind::WouldBlock`] if another process holds it, or this one, and those of opening a file.
pub fn hold(path: &Path) -> io::Result<Held> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let lock = options.open(parent(path).join(format!(".{}.lock", name.to_string_lossy())))?;
    lock.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => {
            let says = format!("another process uses {}: wait until it has ended, or stop it", path.display());
            io::Error::new(io::ErrorKind::WouldBlock, says)
        }
        TryLockError::Error(error) => error,
    })?;
    Ok(Held { _lock: lock })
}

/// Stores a note in a folder that only its owner can read, and creates the folder if necessary. It never replaces another
/// one: a note with this name and content stays, and one with another content is an error.
///
/// # Errors
/// Those of writing a file, [`io::ErrorKind::PermissionDenied`] if others can read the folder, and
/// [`io::ErrorKind::AlreadyExists`].
pub(crate) fn store_new(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    create_private(folder)?;
    let path = folder.join(name);
    let part = Part::write(folder, name, text.as_bytes())?;
    match fs::hard_link(&part.path, &path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if read_file(&path, text.len()).ok().as_deref() != Some(text.as_bytes()) {
                let says = format!("{} exists with another content, which may still be needed", path.display());
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, says));
            }
        }
        linked => linked?,
    }
    sync(folder)?;
    Ok(path)
}

/// A file that gets its name only when it is whole.
struct Part {
    path: PathBuf,
}

impl Part {
    /// Writes it to the disk under a name of its own, so that two processes can store at once. The name is random: processes
    /// on two machines that share a folder can have the same number. It replaces no file.
    fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<Self> {
        let path = folder.join(format!(".{name}.{:016x}.part", getrandom::u64().map_err(io::Error::other)?));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        let part = Self { path };
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(part)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After a rename, it is gone.
        let _ = fs::remove_file(&self.path);
    }
}

/// Creates a folder that only its owner can read. An existing one is refused if others can, rather than changed: it may be
/// theirs, too.
fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    // Those that are created, too: each has its name in the one above it.
    let new: Vec<_> =
        folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    builder.create(folder)?;
    for folder in new {
        sync(parent(folder))?;
    }
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(folder)?.permissions());
        if mode & 0o077 != 0 {
            let says = format!(
                "others can look into the folder {path}, and what is stored there is private: `chmod 700 {path}`, or name \
                 another folder",
                path = folder.display()
            );
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, says));
        }
    }
    Ok(())
}

/// The folder that has the name of a file or a folder.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Puts the names in a folder on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests;
