//! A note of what was committed to. It is for people: the chain and the submitter's secret are enough to reveal.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_with::{As, DisplayFromStr};
use solana_pubkey::Pubkey;

use super::SubmissionSecret;
use crate::files::{read_text, store_new};

/// More than a note has, in bytes.
const MAX_NOTE: usize = 4_096;

/// Says which content a submitter committed to, and for which bounty. It is not needed to reveal.
///
/// Each record is a TOML file, named after the bounty, the submitter and the content's hash: whoever tries to commit to
/// another content writes another record, and the first one stays. It holds no salt. But the hash alone is enough to check
/// guesses of a short content, so only the owner can read the file and its folder.
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
    /// The commitment, in hexadecimal. The submission on the chain has that of the content that it is to.
    pub commitment: String,
}

/// The records in a folder.
#[derive(Debug, Default)]
pub struct SubmissionRecords {
    /// Those that can be read.
    pub entries: Vec<SubmissionRecord>,
    /// The files that cannot, and why: [`io::ErrorKind::InvalidData`] if it is no record.
    pub gaps: Vec<(PathBuf, io::Error)>,
}

impl SubmissionRecord {
    /// Writes a record into a folder, and creates the folder if necessary. The record is on the disk when this returns.
    ///
    /// # Errors
    /// Those of writing a file, and [`io::ErrorKind::PermissionDenied`] if others than its owner can read the folder.
    pub fn write(folder: &Path, submission: &SubmissionSecret) -> io::Result<PathBuf> {
        let SubmissionSecret { bounty, submitter, .. } = submission;
        let (hash, commitment) = (hex(&submission.content_hash), hex(&submission.commitment()));
        let text = format!(
            "bounty = \"{bounty}\"\nsubmitter = \"{submitter}\"\ncontent_hash = \"{hash}\"\ncommitment = \"{commitment}\"\n"
        );
        store_new(folder, &format!("{}-{hash}.toml", beginning(bounty, submitter)), &text)
    }

    /// Reads the records of a submitter's submission to a bounty, sorted by the content's hash: one for each content that
    /// they tried to commit to. If there are several, [`SubmissionRecord::is_of`] says which one the submission is to. What
    /// cannot be read is named, and keeps no other one from being read.
    ///
    /// # Errors
    /// Those of listing a folder.
    pub fn read(folder: &Path, bounty: &Pubkey, submitter: &Pubkey) -> io::Result<SubmissionRecords> {
        let mut records = SubmissionRecords::default();
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(&beginning(bounty, submitter)) && name.ends_with(".toml") {
                let path = folder.join(&*name);
                match read_text(&path, MAX_NOTE).and_then(|text| Self::from_toml(&text)) {
                    Ok(record) => records.entries.push(record),
                    Err(error) => records.gaps.push((path, error)),
                }
            }
        }
        records.entries.sort_by(|one, other| one.content_hash.cmp(&other.content_hash));
        Ok(records)
    }

    fn from_toml(text: &str) -> io::Result<Self> {
        toml::from_str(text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// Whether a submission with this commitment is to this record's content.
    pub fn is_of(&self, commitment: &[u8; 32]) -> bool {
        self.commitment == hex(commitment)
    }
}

fn beginning(bounty: &Pubkey, submitter: &Pubkey) -> String {
    format!("{bounty}-{submitter}")
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
