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
mod tests {
    use std::{
        os::unix::fs::{MetadataExt, PermissionsExt},
        sync::atomic::{AtomicUsize, Ordering::Relaxed},
    };

    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            static NUMBER: AtomicUsize = AtomicUsize::new(0);
            let name = format!("bmail-files-{}-{}", std::process::id(), NUMBER.fetch_add(1, Relaxed));
            Self(std::env::temp_dir().join(name))
        }

        fn names(&self) -> Vec<String> {
            let names = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let mut names: Vec<_> = names.collect();
            names.sort_unstable();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    /// Shows security.md: Input without an end.
    #[test]
    fn what_has_no_end_is_read_up_to_the_limit_and_a_byte() {
        struct Endless(usize);
        impl Read for &mut Endless {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                self.0 += buffer.len();
                Ok(buffer.len())
            }
        }
        let mut endless = Endless(0);
        let error = read_at_most(&mut endless, 1_000).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert!(error.to_string().contains("more than 1000 bytes"), "{error}");
        assert_eq!(endless.0, 1_001);
        assert_eq!(read_at_most(&[7; 1_000][..], 1_000).unwrap(), [7; 1_000]);
        for device in ["/dev/zero", "/dev/urandom"] {
            assert_eq!(read_file(device.as_ref(), 10).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        }
        assert_eq!(read_file("/".as_ref(), 10).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }

    /// Shows security.md: Notes and stored state that a crash, a second run or another user could spoil.
    #[test]
    fn a_note_is_private_and_never_replaces_another_one() {
        let folder = Folder::new();
        let nested = folder.0.join("notes");
        let path = store_new(&nested, "one.toml", "first").unwrap();
        assert_eq!((mode(&folder.0), mode(&nested), mode(&path)), (0o700, 0o700, 0o600));
        assert_eq!(store_new(&nested, "one.toml", "first").unwrap(), path);
        for other in ["second", "f", "first and more"] {
            assert_eq!(store_new(&nested, "one.toml", other).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        }
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(Folder(nested).names(), ["one.toml"]);
    }

    /// Shows security.md: Notes and stored state that a crash, a second run or another user could spoil.
    #[test]
    fn a_folder_that_others_can_look_into_is_refused_and_left_as_it_is() {
        let folder = Folder::new();
        fs::create_dir(&folder.0).unwrap();
        for rights in [0o755, 0o750, 0o701] {
            fs::set_permissions(&folder.0, fs::Permissions::from_mode(rights)).unwrap();
            let error = store_new(&folder.0, "one.toml", "first").unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
            assert!(error.to_string().contains("chmod 700"), "{error}");
            assert_eq!((mode(&folder.0), folder.names().len()), (rights, 0));
        }
        fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700)).unwrap();
        store_new(&folder.0, "one.toml", "first").unwrap();
    }

    /// Shows security.md: Notes and stored state that a crash, a second run or another user could spoil.
    #[test]
    fn what_is_stored_again_is_private_and_whole_or_as_it_was() {
        let folder = Folder::new();
        fs::create_dir(&folder.0).unwrap();
        let path = folder.0.join("newsletter.json");
        fs::write(&path, "of another program").unwrap();
        store(&path, b"first").unwrap();
        store(&path, b"second").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"second".to_vec(), 0o600));
        assert_eq!(folder.names(), ["newsletter.json"]);
        // A folder stands in its place.
        fs::create_dir_all(folder.0.join("taken/by")).unwrap();
        store(&folder.0.join("taken"), b"third").unwrap_err();
        store(&folder.0.join("missing/newsletter.json"), b"third").unwrap_err();
        assert_eq!(folder.names(), ["newsletter.json", "taken"], "no temporary file is left");
    }

    /// Shows security.md: An interrupted newsletter that reaches a reader twice.
    #[test]
    fn what_one_process_holds_no_other_one_can_until_it_is_released() {
        let folder = Folder::new();
        fs::create_dir(&folder.0).unwrap();
        let path = folder.0.join("newsletter.json");
        let held = hold(&path).unwrap();
        // That it is stored anew does not release it.
        store(&path, b"first").unwrap();
        let error = hold(&path).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
        assert!(error.to_string().contains("newsletter.json"), "{error}");
        hold(&folder.0.join("another.json")).unwrap();
        drop(held);
        hold(&path).unwrap();
        assert_eq!(
            (fs::read(&path).unwrap(), mode(&folder.0.join(".newsletter.json.lock"))),
            (b"first".to_vec(), 0o600)
        );
    }

    /// Shows security.md: Notes and stored state that a crash, a second run or another user could spoil.
    #[test]
    fn what_another_process_writes_is_left_alone_and_in_nobodys_way() {
        let folder = Folder::new();
        fs::create_dir(&folder.0).unwrap();
        let path = folder.0.join("one");
        let others: Vec<_> = (0..50).map(|number| format!(".one.{}.{number}.part", std::process::id())).collect();
        others.iter().for_each(|name| fs::write(folder.0.join(name), "half").unwrap());
        store(&path, b"whole").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        let mut expected = [others.clone(), vec!["one".to_owned()]].concat();
        expected.sort_unstable();
        assert_eq!(folder.names(), expected);
        assert!(others.iter().all(|name| fs::read(folder.0.join(name)).unwrap() == b"half"));
    }

    #[test]
    fn two_parts_of_one_file_have_different_names_in_every_process() {
        let folder = Folder::new();
        fs::create_dir(&folder.0).unwrap();
        let parts: Vec<_> = (0..3).map(|_| Part::write(&folder.0, "one", b"half").unwrap()).collect();
        let process = std::process::id().to_string();
        assert_eq!(folder.names().len(), 3);
        assert!(parts.iter().all(|part| !part.path.to_string_lossy().contains(&format!(".{process}."))));
    }
}
