//! Files that have no end, that others can look into, and that two processes write.

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
    assert_eq!((fs::read(&path).unwrap(), mode(&folder.0.join(".newsletter.json.lock"))), (b"first".to_vec(), 0o600));
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
