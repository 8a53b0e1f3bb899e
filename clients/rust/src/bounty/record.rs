//! A note of what was committed to. It is for people: the chain and the submitter's secret are enough to reveal.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;

use super::SubmissionSecret;

/// Says which content a submitter committed to, and for which bounty. It is not needed to reveal.
///
/// Each record is a TOML file, named after the bounty and the submitter. It holds no salt. But the hash alone is enough
/// to check guesses of a short content, so keep the folder private until you have revealed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SubmissionRecord {
    /// The bounty.
    #[serde(with = "As::<DisplayFromStr>")]
    pub bounty: Pubkey,
    /// The submitter's wallet.
    #[serde(with = "As::<DisplayFromStr>")]
    pub submitter: Pubkey,
    /// SHA-256 of the content, in hexadecimal as `sha256sum` writes it.
    pub content_hash: String,
}

impl SubmissionRecord {
    /// Writes a record into a folder, and creates the folder if necessary. The record is on the disk when this returns.
    ///
    /// # Errors
    /// Those of writing a file.
    pub fn write(folder: &Path, submission: &SubmissionSecret) -> io::Result<PathBuf> {
        fs::create_dir_all(folder)?;
        let SubmissionSecret { bounty, submitter, .. } = submission;
        let hash: String = submission.content_hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let text = format!("bounty = \"{bounty}\"\nsubmitter = \"{submitter}\"\ncontent_hash = \"{hash}\"\n");
        let (path, part) = (path(folder, bounty, submitter), folder.join(format!("{bounty}-{submitter}.part")));
        let mut file = File::create(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // The file appears whole or not at all.
        fs::rename(part, &path)?;
        Ok(path)
    }

    /// Reads the record of a submitter's submission to a bounty.
    ///
    /// # Errors
    /// Those of reading a file, and [`io::ErrorKind::InvalidData`] if it is no record.
    pub fn read(folder: &Path, bounty: &Pubkey, submitter: &Pubkey) -> io::Result<Self> {
        let text = fs::read_to_string(path(folder, bounty, submitter))?;
        toml::from_str(&text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }
}

fn path(folder: &Path, bounty: &Pubkey, submitter: &Pubkey) -> PathBuf {
    folder.join(format!("{bounty}-{submitter}.toml"))
}
