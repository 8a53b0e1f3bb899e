//! A bounty before it is on the chain.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use bounty_core::{Terms, TermsError};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use units::{Lamports, Seconds};

use super::file::{BountyFile, Wallet};
use crate::{generated::bounty::instructions::CreateBountyInstructionArgs, pda};

/// The longest URI of the terms.
const MAX_URI: usize = 200;

/// What a bounty will promise, and who judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BountyPlan {
    /// What people call it. It is nowhere on the chain.
    pub title: String,
    /// The token in which it pays; nothing for SOL.
    pub mint: Option<Pubkey>,
    /// The promise. The reward is in lamports, or in base units of the token.
    pub terms: Terms,
    /// SHA-256 of the terms' text, to the byte.
    pub terms_hash: [u8; 32],
    /// Where the text can be read: a URI of up to 200 visible characters of ASCII, or none.
    pub terms_uri: String,
    /// Who judges: 1 to 7 different wallets, and not the issuer.
    pub reviewers: Vec<Pubkey>,
}

/// A plan with its place, before anything is charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BountyDraft {
    /// The network.
    pub network: Pubkey,
    /// Who will sign.
    pub issuer: Pubkey,
    /// Its number among those of the issuer.
    pub number: u64,
    /// What it is to be.
    pub plan: BountyPlan,
}

/// Why a file is no plan of a bounty. Each says what would be one.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A file cannot be read.
    #[error("{path} cannot be read: {error}; check the path", path = .0.display(), error = .1)]
    Read(PathBuf, io::Error),
    /// It is not written as it should be: a field is wrong, missing or unknown. The text shows the place.
    #[error(transparent)]
    Syntax(#[from] toml::de::Error),
    /// It says nothing of the terms, or says them twice.
    #[error("write the terms into the field terms, or name the file that has them in terms_file: one of the two")]
    Text,
    /// The reward is not in what the bounty pays in.
    #[error(
        "reward is in SOL, as \"0.25\", where there is no mint, and a whole number of the token's base units where there is \
         one: write it so"
    )]
    Reward,
    /// Tokens are to earn reputation.
    #[error("earns_reputation: a token is worth what its issuer says, so it earns none: leave it out, or the mint")]
    Reputation,
    /// The place of the terms is not usable.
    #[error(
        "terms_uri has at most 200 characters, all of them visible ASCII: escape the others, or choose a shorter one"
    )]
    Uri,
    /// Somebody stands twice among the reviewers.
    #[error("reviewers has {0} twice: name each wallet once")]
    Reviewer(Pubkey),
    /// A number is out of bounds.
    #[error(transparent)]
    Terms(#[from] TermsError),
}

impl BountyPlan {
    /// Reads a plan from a TOML file. The documentation has one, in `docs/examples/bounty.toml`.
    pub fn read(path: &Path) -> Result<Self, PlanError> {
        let text = fs::read_to_string(path).map_err(|error| PlanError::Read(path.to_owned(), error))?;
        Self::from_toml(&text, path.parent().unwrap_or(Path::new("")))
    }

    /// Reads a plan from TOML. The path in `terms_file` begins in `folder`.
    pub fn from_toml(text: &str, folder: &Path) -> Result<Self, PlanError> {
        let file: BountyFile = toml::from_str(text)?;
        let terms_text = match (&file.terms, &file.terms_file) {
            (Some(terms), None) => terms.clone().into_bytes(),
            (None, Some(path)) => {
                let path = folder.join(path);
                fs::read(&path).map_err(|error| PlanError::Read(path, error))?
            }
            _ => return Err(PlanError::Text),
        };
        let plan = file.plan(Sha256::digest(terms_text).into())?;
        plan.validate()?;
        Ok(plan)
    }

    /// Refuses what the program would refuse of any issuer.
    ///
    /// # Errors
    /// [`PlanError::Reputation`], [`PlanError::Uri`], [`PlanError::Reviewer`], [`PlanError::Terms`].
    pub fn validate(&self) -> Result<(), PlanError> {
        self.terms.validate(u8::try_from(self.reviewers.len()).unwrap_or(u8::MAX))?;
        if self.mint.is_some() && self.terms.earns_reputation != 0 {
            return Err(PlanError::Reputation);
        }
        if self.terms_uri.len() > MAX_URI || !self.terms_uri.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(PlanError::Uri);
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

impl BountyDraft {
    /// Where the bounty will be.
    pub fn address(&self) -> Pubkey {
        self.place().0
    }

    /// Where it will be, and the seed that places it there.
    pub(crate) fn place(&self) -> (Pubkey, String) {
        pda::bounty(&self.issuer, &self.network, &self.promise())
    }

    /// What the program is told.
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
        // Periods that no bounty can have are cut to what fits, which is refused.
        let seconds = |period: Seconds| u32::try_from(period.0).unwrap_or(u32::MAX);
        let terms = Terms {
            reward: self.reward.units(self.mint.is_none()).ok_or(PlanError::Reward)?,
            stake: Lamports(self.stake),
            min_reputation: self.min_reputation,
            submit_period: seconds(self.submit_period),
            reveal_period: seconds(self.reveal_period),
            review_period: seconds(self.review_period),
            challenge_period: seconds(self.challenge_period),
            awards: self.awards,
            threshold: self.threshold,
            earns_reputation: self.earns_reputation.into(),
            padding: [0; 5],
        };
        let (mint, reviewers) = (self.mint.map(|Wallet(address)| address), self.reviewers);
        let reviewers = reviewers.into_iter().map(|Wallet(address)| address).collect();
        let Self { title, terms_uri, .. } = self;
        Ok(BountyPlan { title, mint, terms, terms_hash, terms_uri, reviewers })
    }
}
