//! Files that only their owner can read.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    path::Path,
};

use crate::StoreError;

/// Creates the folder and the file so that only their owner can read them, and refuses those that others can.
pub(crate) fn make_private(folder: &Path, path: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(StoreError::io(folder))?;
    check_private(folder, "700")?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(file) => file.sync_all().and_then(|()| sync_folder(folder)).map_err(StoreError::io(path)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => check_private(path, "600"),
        Err(error) => Err(StoreError::io(path)(error)),
    }
}

/// Puts the names in a folder on the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn check_private(path: &Path, mode: &'static str) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        let found = path.metadata().map_err(StoreError::io(path))?.permissions();
        if std::os::unix::fs::PermissionsExt::mode(&found) & 0o077 != 0 {
            return Err(StoreError::Exposed { path: path.to_owned(), mode });
        }
    }
    Ok(())
}
