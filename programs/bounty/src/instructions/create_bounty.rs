//! Creating a bounty.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Terms;
use kit::{emit, init_seeded, require_funded, Account};

use crate::{
    seeds::{self, Promise},
    state::{Bounty, Treasury},
    tokens::is_sol,
    BountyCreated, BountyError,
};

#[derive(Accounts)]
pub struct CreateBounty {
    pub issuer: Signer,
    /// The network's treasury for SOL, which receives forfeited stakes.
    pub treasury: Account<Treasury>,
    /// A new account at the address derived from the issuer and the promise.
    #[account(mut)]
    pub bounty: UncheckedAccount,
}

/// The reviewers, followed by default addresses.
pub type Reviewers = [Address; 7];

impl CreateBounty {
    /// The number of reviewers. It is an error if one of them is listed twice or is the issuer.
    fn count(&self, reviewers: &Reviewers) -> Result<u8> {
        let nobody = Address::default();
        let count = reviewers.iter().position(|reviewer| *reviewer == nobody).unwrap_or(reviewers.len());
        let (named, rest) = reviewers.split_at(count);
        let stands_twice =
            |(place, one): (usize, &Address)| named.iter().skip(place.saturating_add(1)).any(|other| one == other);
        let twice = named.iter().enumerate().any(stands_twice);
        let issuer = named.iter().any(|reviewer| address_eq(reviewer, self.issuer.address()));
        let filled = rest.iter().all(|reviewer| *reviewer == nobody);
        require!(!twice && !issuer && filled, BountyError::InvalidReviewers);
        Ok(count as u8)
    }

    /// Returns the number of reviewers.
    #[inline(always)]
    fn validate(&self, promise: &Promise, terms_uri: &[u8]) -> Result<u8> {
        // terms
        let count = self.count(&promise.reviewers)?;
        promise.terms.validate(count).map_err(BountyError::from)?;
        let is_uri = terms_uri.len() <= Bounty::MAX_URI && terms_uri.iter().all(u8::is_ascii_graphic);
        // The issuer of a token can make it worth anything, so tokens earn no reputation.
        let may_earn = promise.terms.earns_reputation == 0 || is_sol(&promise.mint);
        require!(is_uri && may_earn, BountyError::InvalidTerms);

        // treasury: forfeited stakes are lamports, so without this treasury nobody could close a submission
        require!(self.treasury.is_for_sol(), BountyError::OtherMint);

        // bounty
        let space = Bounty::BEFORE_URI.saturating_add(terms_uri.len());
        let (view, issuer) = (self.bounty.account(), self.issuer.address());
        require_funded(view, issuer, &seeds::bounty(promise), &crate::ID, (space, 0)).map_err(BountyError::from)?;
        Ok(count)
    }

    #[inline(always)]
    pub fn run(
        &mut self,
        number: u64,
        terms: Terms,
        mint: Address,
        terms_hash: [u8; 32],
        reviewers: Reviewers,
        terms_uri: &[u8],
    ) -> Result<()> {
        let (network, issuer) = (self.treasury.network, *self.issuer.address());
        let count = self.validate(&Promise { network, number, terms, mint, terms_hash, reviewers }, terms_uri)?;

        let mut bounty = init_seeded::<Bounty>(self.bounty.account())?;
        Bounty::write_uri(&mut bounty, terms_uri)?;
        // Fields that are not set are zero, as the system program creates them: nothing is held, open or accepted.
        bounty.network = network;
        bounty.issuer = issuer;
        bounty.terms_hash = terms_hash;
        bounty.reviewers = reviewers;
        bounty.reviewer_count = count;
        bounty.terms = terms;
        bounty.mint = mint;
        emit(BountyCreated { bounty: *bounty.address(), network, issuer });
        Ok(())
    }
}
