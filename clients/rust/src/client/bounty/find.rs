//! Looking up bounties, submissions and contributions: one of them, or all of one person or network.

use bounty_core::{MAX_REVIEWERS, Phase};
use futures_util::{StreamExt, TryStreamExt, stream};
use solana_pubkey::Pubkey;

use crate::{
    Client, ClientError,
    accounts::{Contribution, Listing, StoredBounty, Submission, Unreadable},
    bounty::BountyOverview,
    client::read::{MAX_ACCOUNTS, decode},
    generated::bounty::layout::fields,
};

/// How many lists are requested at the same time.
const IN_FLIGHT: usize = 4;

/// Bounties with their addresses.
pub type Bounties = Listing<(Pubkey, StoredBounty)>;

impl Client {
    /// A bounty.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is none.
    pub async fn bounty(&self, address: &Pubkey) -> Result<StoredBounty, ClientError> {
        self.existing(address).await
    }

    /// A bounty with its submissions and contributions, and what each role can do with it now.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no bounty.
    pub async fn bounty_overview(&self, address: &Pubkey) -> Result<BountyOverview, ClientError> {
        let bounty = self.bounty(address).await?;
        let authority = self.network(&bounty.header.network).await?.authority;
        let submissions = self.accounts_with(fields::submission::BOUNTY, address).await?;
        let contributions = self.accounts_with(fields::contribution::BOUNTY, address).await?;
        let now = self.now().await?;
        Ok(BountyOverview::new((*address, bounty), authority, submissions, contributions, now))
    }

    /// A submitter's submission to a bounty, with its address.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is none.
    pub async fn submission_of(
        &self,
        bounty: &Pubkey,
        submitter: &Pubkey,
    ) -> Result<(Pubkey, Submission), ClientError> {
        let address = self.programs.submission(submitter, bounty).0;
        Ok((address, self.existing(&address).await?))
    }

    /// All bounties of a network, in any phase. The last one to open comes first, and drafts come last.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn bounties(&self, network: &Pubkey) -> Result<Bounties, ClientError> {
        self.bounties_with(fields::bounty::NETWORK, network).await
    }

    /// The bounties of a network that take submissions now. The first one to close comes first.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn open_bounties(&self, network: &Pubkey) -> Result<Bounties, ClientError> {
        let (mut bounties, now) = (self.bounties(network).await?, self.now().await?);
        bounties.entries.retain(|(_, bounty)| is_in(bounty, now, Phase::Submitting..=Phase::Submitting));
        bounties.entries.sort_by_key(|(_, bounty)| bounty.header.ends_at(now));
        Ok(bounties)
    }

    /// The bounties of an issuer, on any network.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn bounties_by(&self, issuer: &Pubkey) -> Result<Bounties, ClientError> {
        self.bounties_with(fields::bounty::ISSUER, issuer).await
    }

    /// The bounties that a reviewer reviews or will review, on any network: those that are open, up to the end of the
    /// review period.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn bounties_to_review(&self, reviewer: &Pubkey) -> Result<Bounties, ClientError> {
        // A reviewer can be in any of the places, and a filter checks only one place.
        let places =
            (0..usize::from(MAX_REVIEWERS)).map(|place| fields::bounty::REVIEWERS + place * size_of::<Pubkey>());
        let lists = places.map(|place| self.bounties_with(place, reviewer));
        let lists: Vec<_> = stream::iter(lists).buffered(IN_FLIGHT).try_collect().await?;
        let (mut bounties, now) = (Bounties::default(), self.now().await?);
        for list in lists {
            bounties.entries.extend(list.entries);
            bounties.gaps.extend(list.gaps);
        }
        bounties.entries.retain(|(_, bounty)| is_in(bounty, now, Phase::Submitting..=Phase::Reviewing));
        sort(&mut bounties);
        Ok(bounties.with_each_gap_once())
    }

    /// The bounties that a submitter has submitted to, each with the submission.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn bounties_submitted_to(
        &self,
        submitter: &Pubkey,
    ) -> Result<Listing<(Pubkey, StoredBounty, Submission)>, ClientError> {
        let submissions = self.accounts_with(fields::submission::SUBMITTER, submitter).await?;
        self.with_bounties(submissions, |one: &Submission| one.bounty).await
    }

    /// The bounties that a contributor has contributed to, each with the contribution.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn bounties_contributed_to(
        &self,
        contributor: &Pubkey,
    ) -> Result<Listing<(Pubkey, StoredBounty, Contribution)>, ClientError> {
        let contributions = self.accounts_with(fields::contribution::CONTRIBUTOR, contributor).await?;
        self.with_bounties(contributions, |one: &Contribution| one.bounty).await
    }

    async fn bounties_with(&self, offset: usize, address: &Pubkey) -> Result<Bounties, ClientError> {
        let mut bounties = self.accounts_with(offset, address).await?;
        sort(&mut bounties);
        Ok(bounties)
    }

    /// Each part with its bounty. The bounty exists as long as one of its parts does, unless both were closed just now.
    async fn with_bounties<T>(
        &self,
        parts: Listing<(Pubkey, T)>,
        bounty_of: impl Fn(&T) -> Pubkey,
    ) -> Result<Listing<(Pubkey, StoredBounty, T)>, ClientError> {
        let addresses: Vec<_> = parts.entries.iter().map(|(_, part)| bounty_of(part)).collect();
        let mut accounts = Vec::new();
        for some in addresses.chunks(MAX_ACCOUNTS) {
            accounts.extend(self.accounts_at(some).await?);
        }
        let mut found = Listing { entries: Vec::new(), gaps: parts.gaps, is_whole: parts.is_whole };
        for (((_, part), address), account) in parts.entries.into_iter().zip(addresses).zip(accounts) {
            match decode::<StoredBounty>(&self.programs, account.as_ref()) {
                Ok(None) => {}
                Ok(Some(bounty)) => found.entries.push((address, bounty, part)),
                Err(error) => found.gap(Unreadable { address, error }),
            }
        }
        Ok(found.with_each_gap_once())
    }
}

fn is_in(bounty: &StoredBounty, now: units::Timestamp, phases: std::ops::RangeInclusive<Phase>) -> bool {
    bounty.header.cancelled == 0 && phases.contains(&bounty.header.phase(now))
}

/// The last one to open comes first.
fn sort(bounties: &mut Bounties) {
    bounties.entries.sort_by_key(|(address, bounty)| (std::cmp::Reverse(bounty.header.opened_at), *address));
}
