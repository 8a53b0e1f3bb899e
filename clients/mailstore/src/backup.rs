//! A copy of everything, sealed as the store is, and how it gets into another store.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use crate::{
    Became, Contact, Gap, Intent, Key, Link, LinkIntent, Mailing, Note, Sketch, State, Store, StoreError, Tray, Upload,
    letters::set_outcome,
    notes::{Sealed, parse},
    store::{make_private, sync_folder},
    sync::Cursor,
};

/// The first bytes of an SQLite file.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";
/// How many letters are merged at once.
const PAGE: usize = 256;

/// What an import has brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Letters that were not here before.
    pub letters: usize,
    /// Contacts, intents and other notes that were not here, or were older here.
    pub notes: usize,
    /// Letters of a file that say nothing of which message they are.
    pub skipped: usize,
}

impl Store {
    /// Writes a copy of everything to a new file, which the owner's mailbox keys open, and nobody else. It is on the disk
    /// when this returns.
    ///
    /// # Errors
    /// [`StoreError::Io`] if the file exists, [`StoreError::Full`].
    pub fn export(&self, path: &Path) -> Result<(), StoreError> {
        if path.exists() {
            return Err(StoreError::io(path)(std::io::ErrorKind::AlreadyExists.into()));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let part = Part::new(folder, "export")?;
        self.connection().execute("VACUUM INTO ?1", [part.0.to_string_lossy()])?;
        let written = File::open(&part.0).and_then(|file| file.sync_all());
        written
            .and_then(|()| fs::rename(&part.0, path))
            .and_then(|()| sync_folder(folder))
            .map_err(StoreError::io(path))
    }

    /// Brings what an export has into this store, which may have anything already. Importing it again changes nothing. A
    /// `key` that opened the store it came from opens it.
    ///
    /// An intent that was not settled there becomes [`Became::Elsewhere`]: it is not sent from here, so that the two do not
    /// both pay for it.
    ///
    /// # Errors
    /// [`StoreError::NotAnExport`], and those of [`Store::open`]: it is of another cluster or wallet, newer, damaged, or
    /// sealed under another key. What was imported before an error stays.
    pub fn import(&self, path: &Path, key: Key<'_>) -> Result<Imported, StoreError> {
        let mut first = [0; SQLITE.len()];
        let read = File::open(path).map_err(StoreError::io(path))?.read_exact(&mut first);
        if read.is_err() || first != *SQLITE {
            return Err(StoreError::NotAnExport("export"));
        }
        // Opening may migrate it, and the export stays as it is.
        let folder = self.path().parent().unwrap_or(Path::new("."));
        let part = Part::new(folder, "import")?;
        fs::copy(path, &part.0).map_err(StoreError::io(path))?;
        let other = Self::open_file(part.0.clone(), self.owner(), key, None)?;
        let mut imported = Imported::default();
        self.merge_letters(&other, &mut imported)?;
        self.merge_notes::<Contact>(&other, &mut imported)?;
        self.merge_notes::<Sketch>(&other, &mut imported)?;
        self.merge_notes::<Link>(&other, &mut imported)?;
        self.merge_notes::<Tray>(&other, &mut imported)?;
        self.merge_notes::<Upload>(&other, &mut imported)?;
        self.merge_notes::<Mailing>(&other, &mut imported)?;
        self.merge_notes::<bmail_sdk::instructions::mail::Unrevealed>(&other, &mut imported)?;
        self.merge_notes::<Gap>(&other, &mut imported)?;
        self.merge_notes::<Cursor>(&other, &mut imported)?;
        self.merge_intents(&other, &mut imported)?;
        self.merge_link_intents(&other, &mut imported)?;
        Ok(imported)
    }

    fn merge_letters(&self, other: &Self, imported: &mut Imported) -> Result<(), StoreError> {
        let mut after = i64::MIN;
        loop {
            let page = other.letters_after(after, PAGE)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.id;
            let contents = page.iter().map(|letter| other.content_of(letter)).collect::<Result<Vec<_>, _>>()?;
            imported.letters += self.write(|transaction| {
                let mut new = 0;
                for (letter, content) in page.iter().zip(&contents) {
                    let here = self.letter_in(transaction, &letter.facts.message)?;
                    new += usize::from(here.is_none());
                    match content {
                        Some(content) => {
                            self.insert(transaction, &letter.facts, content, letter.head.clone())?;
                        }
                        None => self.insert_deleted(transaction, letter)?,
                    }
                    let state = here.map_or(letter.state, |here| State {
                        read: here.state.read || letter.state.read,
                        archived: here.state.archived || letter.state.archived,
                        ..here.state
                    });
                    self.set_state(transaction, &letter.facts.message, state)?;
                    set_outcome(transaction, &letter.facts.message, letter.facts.outcome)?;
                }
                Ok(new)
            })?;
        }
    }

    /// The later one of two stays.
    fn merge_notes<N: Note>(&self, other: &Self, imported: &mut Imported) -> Result<(), StoreError> {
        for json in other.sealed_notes(N::KIND)? {
            let theirs: Sealed<N> = parse(&json)?;
            let Some(note) = &theirs.note else { continue };
            let key = note.key();
            imported.notes += self.write(|transaction| {
                let ours = self.json_in(transaction, N::KIND, &self.sealer.tag(N::KIND, &key))?;
                let ours: Option<Sealed<N>> = ours.map(|json| parse(&json)).transpose()?;
                let is_later = ours.is_none_or(|ours| ours.changed < theirs.changed);
                if is_later {
                    self.write_note::<N>(transaction, &key, &theirs)?;
                }
                Ok(usize::from(is_later))
            })?;
        }
        Ok(())
    }

    /// Those that are made. The others are for the device that began them.
    fn merge_link_intents(&self, other: &Self, imported: &mut Imported) -> Result<(), StoreError> {
        for theirs in other.link_intents()?.into_iter().filter(|theirs| theirs.made.is_some()) {
            imported.notes += self.change(&theirs.id.key(), |ours: &mut Option<LinkIntent>| {
                let is_new = ours.as_ref().is_none_or(|ours| ours.made.is_none());
                if is_new {
                    *ours = Some(theirs.clone());
                }
                Ok(usize::from(is_new))
            })?;
        }
        Ok(())
    }

    /// What is settled stays settled. What is not is not sent from here.
    fn merge_intents(&self, other: &Self, imported: &mut Imported) -> Result<(), StoreError> {
        for mut intent in other.notes::<Intent>()? {
            if intent.is_pending() || matches!(intent.became, Became::Refused { .. }) {
                intent.became = Became::Elsewhere;
            }
            let id = intent.id;
            imported.notes += self.change(&id.key(), |ours: &mut Option<Intent>| {
                let is_new = match ours {
                    None => true,
                    Some(ours) => ours.became == Became::Elsewhere && intent.became != Became::Elsewhere,
                };
                if is_new {
                    *ours = Some(intent);
                }
                Ok(usize::from(is_new))
            })?;
        }
        Ok(())
    }
}

/// A file that is gone when this is, with what SQLite puts beside it.
struct Part(PathBuf);

impl Part {
    fn new(folder: &Path, what: &str) -> Result<Self, StoreError> {
        let number = u64::from_le_bytes(crate::sealer::random()?);
        let path = folder.join(format!(".bmail-{what}-{number:016x}.part"));
        if what == "import" {
            make_private(folder, &path)?;
        } else {
            private_file(&path)?;
        }
        Ok(Self(path))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            let _ = fs::remove_file(path); // after a rename, it is gone
        }
    }
}

/// An export's folder may be anyone's, such as that of a disk for backups.
fn private_file(path: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(StoreError::io(path))
}
