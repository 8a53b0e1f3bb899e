//! `bmail backup`, `bmail export` and `bmail import`: copies of all mail, sealed or for other mail programs.
//!
//! `backup` and `export` without `--mbox` write the same: a copy that is sealed as the mail store is, which one's keys open,
//! and nobody else. `backup` also takes a folder, and names the file by its moment there, as a timer needs it.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use bmail_mailstore::{Imported, Key, StoreError};
use bmail_sdk::sealing::SecretKey;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    context::{Context, Session},
    failure::{Failure, Outcome},
    output::Shown,
    terminal::Look,
};

/// The first bytes of a sealed copy.
const SEALED: &[u8] = b"SQLite format 3\0";

/// Write a sealed copy of all your mail
#[derive(Args)]
#[command(
    after_help = "Example: bmail backup /media/disk\n\nYour wallet opens it, and nobody else: `bmail import` reads it \
                        back. It is what `bmail export` writes."
)]
pub struct Backup {
    /// A new file, or a folder
    to: PathBuf,
    /// Do not ask which cluster answers
    #[arg(long)]
    offline: bool,
}

/// Write a copy of all your mail, sealed or for other mail programs
#[derive(Args)]
#[command(after_help = "Example: bmail export mail.mbox --mbox")]
pub struct Export {
    /// A new file
    to: PathBuf,
    /// As other mail programs read it (mbox): in the clear
    #[arg(long)]
    mbox: bool,
    /// Do not ask which cluster answers
    #[arg(long)]
    offline: bool,
}

/// Read back what `backup` or `export` wrote
#[derive(Args)]
#[command(
    after_help = "Example: bmail import mail.bmail\n\nWhat is here stays; importing twice changes nothing. A letter that \
                        was begun on the other device is not sent from here: see `bmail outbox`."
)]
pub struct Import {
    /// The file
    from: PathBuf,
    /// Do not ask which cluster answers
    #[arg(long)]
    offline: bool,
}

/// A copy that was written.
#[derive(Serialize, JsonSchema)]
pub struct Written {
    /// The file.
    pub file: String,
    /// Whether nobody else can read it.
    pub is_sealed: bool,
    /// How many letters are in it; none if it has everything.
    pub letters: Option<usize>,
}

/// What was read back.
#[derive(Serialize, JsonSchema)]
pub struct ReadBack {
    /// Letters that were not here before.
    pub letters: usize,
    /// Contacts, letters to send and other notes that were not here before.
    pub notes: usize,
    /// Letters of the file that do not say which message they are.
    pub skipped: usize,
}

async fn session(context: &Context, offline: bool) -> Outcome<Session> {
    if offline { context.session_offline() } else { context.session().await }
}

impl Backup {
    pub async fn run(self, context: &Context) -> Outcome<Written> {
        let session = session(context, self.offline).await?;
        let moment = context.terminal.look.zone.minute(context.terminal.look.now).replace([' ', ':'], "-");
        let path = match self.to.is_dir() {
            true => self.to.join(format!("{}.{moment}.bmail", session.address())),
            false => self.to,
        };
        sealed(&session, &path)
    }
}

impl Export {
    pub async fn run(self, context: &Context) -> Outcome<Written> {
        let session = session(context, self.offline).await?;
        if !self.mbox {
            return sealed(&session, &self.to);
        }
        let file = new_file(&self.to).map_err(Failure::file(&self.to))?;
        let mut writer = BufWriter::new(file);
        let letters = session.store.export_mbox(&mut writer)?;
        let written = writer.flush().and_then(|()| writer.get_ref().sync_all());
        written.map_err(Failure::file(&self.to))?;
        Ok(Written { file: self.to.display().to_string(), is_sealed: false, letters: Some(letters) })
    }
}

fn sealed(session: &Session, path: &Path) -> Outcome<Written> {
    session.store.export(path).map_err(|error| match error {
        StoreError::Io { path, error } => Failure::file(&path)(error),
        error => error.into(),
    })?;
    Ok(Written { file: path.display().to_string(), is_sealed: true, letters: None })
}

/// A file that only its owner can read. It replaces none.
fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

impl Import {
    pub async fn run(self, context: &Context) -> Outcome<ReadBack> {
        let session = session(context, self.offline).await?;
        let mut file = File::open(&self.from).map_err(Failure::file(&self.from))?;
        let mut beginning = Vec::new();
        let read = Read::by_ref(&mut file).take(SEALED.len() as u64).read_to_end(&mut beginning);
        read.map_err(Failure::file(&self.from))?;
        let imported = match beginning == SEALED {
            true => self.sealed(&session)?,
            false => session.store.import_mbox(BufReader::new(beginning.as_slice().chain(file)))?,
        };
        let Imported { letters, notes, skipped } = imported;
        Ok(ReadBack { letters, notes, skipped })
    }

    /// Opens a sealed copy with whichever key of the wallet's opens it.
    fn sealed(&self, session: &Session) -> Outcome<Imported> {
        let import = |network, version| {
            let secret = SecretKey::from_keypair(&session.wallet, &network, version);
            session.store.import(&self.from, Key { network, version, secret: &secret })
        };
        match import(session.network, 1) {
            Err(StoreError::WrongKey { known }) => {
                let mut opened = known.iter().map(|(network, version)| import(*network, *version));
                let opened = opened.find(|opened| !matches!(opened, Err(StoreError::WrongKey { .. })));
                Ok(opened.unwrap_or_else(|| Err(StoreError::WrongKey { known: known.clone() }))?)
            }
            imported => Ok(imported?),
        }
    }
}

impl Shown for Written {
    fn shown(&self, look: &Look) -> String {
        match (self.is_sealed, self.letters) {
            (true, _) => format!("All your mail is in {}, sealed: `bmail import` reads it back.", self.file),
            (false, letters) => format!(
                "{} letters are in {}. {}",
                letters.unwrap_or_default(),
                self.file,
                look.yellow("It is in the clear: whoever has the file can read them.")
            ),
        }
    }
}

impl Shown for ReadBack {
    fn shown(&self, _: &Look) -> String {
        let Self { letters, notes, skipped } = self;
        let skipped = match skipped {
            0 => String::new(),
            count => format!(" {count} do not say which message they are, and were left out."),
        };
        format!("New here: {letters} letters, and {notes} names and other notes.{skipped}")
    }
}
