//! A bounty before it is on the chain, read from a file.

use std::{
    io,
    path::{Path, PathBuf},
};

use bounty_core::{Terms, TermsError};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use units::{Lamports, Seconds};

use super::file::{BountyFile, Wallet};
use crate::{
    Programs,
    files::{MAX_PLAN, read_file, read_text},
    generated::bounty::instructions::CreateBountyInstructionArgs,
    text::{UriError, check_uri, shown, shown_lines},
};

/// The longest URI of the terms, in bytes.
pub(crate) const MAX_URI: usize = 200;

/// The promise of a bounty, and its reviewers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BountyPlan {
    /// A title for people. It is not stored on the chain.
    pub title: String,
    /// The token that the bounty pays in; `None` for SOL.
    pub mint: Option<Pubkey>,
    /// The terms. The reward is in lamports, or in base units of the token.
    pub terms: Terms,
    /// The hash of the terms' text: see [`terms_hash`].
    pub terms_hash: [u8; 32],
    /// The URI of the terms' text: up to 200 characters, see [`check_uri`]. May be empty.
    pub terms_uri: String,
    /// The reviewers: 1 to 7 different wallets, without the issuer.
    pub reviewers: Vec<Pubkey>,
}

/// A plan with an address, before anything is charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BountyDraft {
    /// The network.
    pub network: Pubkey,
    /// The issuer, who signs.
    pub issuer: Pubkey,
    /// The bounty's number. It keeps the addresses of an issuer's equal plans apart.
    pub number: u64,
    /// The plan.
    pub plan: BountyPlan,
}

/// Why a file is not a valid plan. Each text says what would be valid.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A file cannot be read.
    #[error("{} cannot be read: {}; check the path", shown(&.0.to_string_lossy()).to_string(), .1)]
    Read(PathBuf, io::Error),
    /// A field is wrong, missing or unknown. The text shows where. Somebody else may have written the file.
    #[error("{}", shown_lines(&.0.to_string()).to_string())]
    Syntax(#[from] toml::de::Error),
    /// The terms are missing, or given twice.
    #[error("the terms must be given exactly once: write them in the field terms, or name their file in terms_file")]
    Text,
    /// The reward is not in the unit that the bounty pays in.
    #[error(
        "reward has the wrong form: without a mint, write SOL such as \"0.25\"; with a mint, write a whole number of \
        the token's base units"
    )]
    Reward,
    /// Awards in a token would earn reputation.
    #[error(
        "earns_reputation does not go with a mint, because the programs do not know what a token is worth: remove one \
        of the two fields"
    )]
    Reputation,
    /// The URI of the terms is invalid.
    #[error("terms_uri: {0}")]
    Uri(#[from] UriError),
    /// A field is all zeros. To the programs, that means none.
    #[error("{0} is all zeros, which the programs take for none: give the real one, or leave it out")]
    Zeros(&'static str),
    /// The issuer is among the reviewers.
    #[error("reviewers lists {0}, the issuer, who cannot judge their own bounty: choose somebody else")]
    Issuer(Pubkey),
    /// A reviewer is listed twice.
    #[error("reviewers lists {0} twice: list each wallet once")]
    Reviewer(Pubkey),
    /// A number is out of bounds.
    #[error(transparent)]
    Terms(#[from] TermsError),
}

impl BountyPlan {
    /// Reads a plan from a TOML file. `docs/examples/bounty.toml` is an example.
    ///
    /// # Errors
    /// [`PlanError::Read`], and those of [`BountyPlan::from_toml`].
    pub fn read(path: &Path) -> Result<Self, PlanError> {
        let text = read_text(path, MAX_PLAN).map_err(|error| PlanError::Read(path.to_owned(), error))?;
        Self::from_toml(&text, path.parent().unwrap_or(Path::new("")))
    }

    /// Reads a plan from TOML. The path in `terms_file` is relative to `folder`. Both have at most a MiB.
    ///
    /// # Errors
    /// Any [`PlanError`].
    pub fn from_toml(text: &str, folder: &Path) -> Result<Self, PlanError> {
        let file: BountyFile = toml::from_str(text)?;
        let terms_text = match (&file.terms, &file.terms_file) {
            (Some(terms), None) => terms.clone().into_bytes(),
            (None, Some(path)) => {
                let path = folder.join(path);
                read_file(&path, MAX_PLAN).map_err(|error| PlanError::Read(path, error))?
            }
            _ => return Err(PlanError::Text),
        };
        let plan = file.plan(terms_hash(&terms_text))?;
        plan.validate()?;
        Ok(plan)
    }

    /// Checks what the program checks, except that the issuer is not a reviewer ([`BountyDraft::validate`]), and that
    /// nothing in it would be taken for none.
    ///
    /// # Errors
    /// [`PlanError::Zeros`], [`PlanError::Reputation`], [`PlanError::Uri`], [`PlanError::Reviewer`], [`PlanError::Terms`].
    pub fn validate(&self) -> Result<(), PlanError> {
        self.terms.validate(u8::try_from(self.reviewers.len()).unwrap_or(u8::MAX))?;
        if self.mint.is_some() && self.terms.earns_reputation != 0 {
            return Err(PlanError::Reputation);
        }
        check_uri(&self.terms_uri, MAX_URI)?;
        // The default address ends the reviewers on the chain, and as a mint it means SOL.
        let zeros = [
            ("a reviewer", self.reviewers.contains(&Pubkey::default())),
            ("mint", self.mint == Some(Pubkey::default())),
            ("terms_hash", self.terms_hash == [0; 32]),
        ];
        if let Some((what, _)) = zeros.into_iter().find(|(_, is_zeros)| *is_zeros) {
            return Err(PlanError::Zeros(what));
        }
        let mut rest = &self.reviewers[..];
        while let [reviewer, others @ ..] = rest {
            if others.contains(reviewer) {
                return Err(PlanError::Reviewer(*reviewer));
            }
            rest = others;
        }
        Ok(())
    }
}

/// The hash of the terms' text: SHA-256 of its bytes, with a line feed in place of each carriage return and line feed. So
/// it does not depend on the editor or the version control that stored the text.
pub fn terms_hash(text: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut lines = text.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_none() {
            hash.update(line);
        } else {
            hash.update(line.strip_suffix(b"\r").unwrap_or(line));
            hash.update(b"\n");
        }
    }
    hash.finalize().into()
}

impl BountyDraft {
    /// Checks what the program checks, and that nothing in it would be taken for none.
    ///
    /// # Errors
    /// [`PlanError::Issuer`], and those of [`BountyPlan::validate`].
    pub fn validate(&self) -> Result<(), PlanError> {
        self.plan.validate()?;
        if self.plan.reviewers.contains(&self.issuer) { Err(PlanError::Issuer(self.issuer)) } else { Ok(()) }
    }

    /// The address of the bounty.
    pub fn address(&self, programs: &Programs) -> Pubkey {
        self.place(programs).0
    }

    /// The address of the bounty, and its seed.
    pub(crate) fn place(&self, programs: &Programs) -> (Pubkey, String) {
        programs.bounty(&self.issuer, &self.network, &self.promise())
    }

    /// The arguments of `create_bounty`.
    pub(crate) fn promise(&self) -> CreateBountyInstructionArgs {
        let BountyPlan { mint, terms, terms_hash, terms_uri, reviewers, .. } = &self.plan;
        let mut judges = [Pubkey::default(); 7];
        for (judge, reviewer) in judges.iter_mut().zip(reviewers) {
            *judge = *reviewer;
        }
        CreateBountyInstructionArgs {
            number: self.number,
            terms: *terms,
            mint: mint.unwrap_or_default(),
            terms_hash: *terms_hash,
            reviewers: judges,
            terms_uri: terms_uri.clone().into_bytes(),
        }
    }
}

impl BountyFile {
    fn plan(self, terms_hash: [u8; 32]) -> Result<BountyPlan, PlanError> {
        // A period that does not fit becomes the largest number, which validation refuses.
        let seconds = |period: Seconds| u32::try_from(period.0).unwrap_or(u32::MAX);
        let terms = Terms {
            reward: self.reward.units(self.mint.is_none()).ok_or(PlanError::Reward)?,
            stake: Lamports(self.stake),
            bond: Lamports(self.bond),
            min_reputation: self.min_reputation,
            submit_period: seconds(self.submit_period),
            reveal_period: seconds(self.reveal_period),
            review_period: seconds(self.review_period),
            challenge_period: seconds(self.challenge_period),
            max_submissions: self.max_submissions,
            awards: self.awards,
            threshold: self.threshold,
            earns_reputation: self.earns_reputation.into(),
            padding: [0; 3],
        };
        let (mint, reviewers) = (self.mint.map(|Wallet(address)| address), self.reviewers);
        let reviewers = reviewers.into_iter().map(|Wallet(address)| address).collect();
        let Self { title, terms_uri, .. } = self;
        Ok(BountyPlan { title, mint, terms, terms_hash, terms_uri, reviewers })
    }
}
