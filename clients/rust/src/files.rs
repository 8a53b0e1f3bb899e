//! Files of people's own: read up to a limit, and written so that neither a crash nor somebody else can do harm.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
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
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let part = Part::write(folder, &name.to_string_lossy(), bytes)?;
    fs::rename(&part.path, path)?;
    sync(folder)
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
    /// Writes it to the disk under a name of its own, so that two processes can store at once.
    fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Relaxed);
        let path = folder.join(format!(".{name}.{}.{number}.part", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = match options.open(&path) {
            // A process with the same number was stopped while it wrote this.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_file(&path)?;
                options.open(&path)
            }
            opened => opened,
        }?;
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
    let is_new = !folder.exists();
    builder.create(folder)?;
    if is_new {
        sync(folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
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

/// Puts the names in a folder on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::{
        os::unix::fs::{MetadataExt, PermissionsExt},
        sync::atomic::AtomicUsize,
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

    #[test]
    fn what_a_stopped_process_left_is_in_nobodys_way() {
        let folder = Folder::new();
        fs::create_dir(&folder.0).unwrap();
        let path = folder.0.join("one");
        for number in 0..1_000 {
            fs::write(folder.0.join(format!(".one.{}.{number}.part", std::process::id())), "half").unwrap();
        }
        store(&path, b"whole").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
    }
}
