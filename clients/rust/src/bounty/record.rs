//! A note of what was committed to, beside what the chain and the submitter's secret say.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_with::{DisplayFromStr, serde_as};
use solana_pubkey::Pubkey;

use super::Answer;

/// That somebody committed to a content: what tells which file is to be revealed to which bounty. Nothing in it is needed
/// to reveal.
///
/// A file for each, named after the bounty and the submitter, in TOML. It holds no salt; but whoever reads the hash can
/// check guesses of a short content, so keep the folder to yourself until you have revealed.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SubmissionRecord {
    /// To which bounty.
    #[serde_as(as = "DisplayFromStr")]
    pub bounty: Pubkey,
    /// Who submits.
    #[serde_as(as = "DisplayFromStr")]
    pub submitter: Pubkey,
    /// SHA-256 of the content, in hexadecimal as `sha256sum` writes it.
    pub content_hash: String,
}

impl SubmissionRecord {
    /// Notes an answer in a folder, which is made if it is not there. It is on the disk when this returns.
    pub fn write(folder: &Path, answer: &Answer) -> io::Result<PathBuf> {
        fs::create_dir_all(folder)?;
        let Answer { bounty, submitter, .. } = answer;
        let hash: String = answer.content_hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let text = format!("bounty = \"{bounty}\"\nsubmitter = \"{submitter}\"\ncontent_hash = \"{hash}\"\n");
        let (path, part) = (path(folder, bounty, submitter), folder.join(format!("{bounty}-{submitter}.part")));
        let mut file = File::create(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // Whole or not at all.
        fs::rename(part, &path)?;
        Ok(path)
    }

    /// What was noted of a submitter's answer to a bounty.
    pub fn read(folder: &Path, bounty: &Pubkey, submitter: &Pubkey) -> io::Result<Self> {
        let text = fs::read_to_string(path(folder, bounty, submitter))?;
        toml::from_str(&text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }
}

fn path(folder: &Path, bounty: &Pubkey, submitter: &Pubkey) -> PathBuf {
    folder.join(format!("{bounty}-{submitter}.toml"))
}
