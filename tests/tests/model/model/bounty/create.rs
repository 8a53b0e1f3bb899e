//! Creating, opening and cancelling a bounty.

use bmail_sdk::{
    PROGRAMS,
    accounts::{self, Terms},
};
use bmail_testing::BountyError;
use solana_pubkey::Pubkey;

use super::super::{Bounty, Model, Phase, Prediction, Reasons, known};
use crate::op::Promise;

const HOUR: u32 = 3_600;

impl Model {
    pub(super) fn create_bounty(&mut self, [issuer, treasury, bounty]: [Pubkey; 3], promise: &Promise) -> Prediction {
        let treasury_state = known(&self.treasuries, treasury)?;
        let network = treasury_state.network;
        let Promise { terms, mint, terms_hash, terms_uri, .. } = promise;
        let earns_in_tokens = terms.earns_reputation != 0 && *mint != Pubkey::default();
        let right = PROGRAMS.bounty(&issuer, &network, &promise.arguments()).0;
        self.unless_new(bounty, right, accounts::Bounty::LEN + terms_uri.len(), 0)
            .also(from_terms(terms, promise.reviewers().len()))
            .when(!treasury_state.is_for_sol(), BountyError::OtherMint)
            .when(!is_address(terms_uri) || earns_in_tokens, BountyError::InvalidTerms)
            .when(!promise.has_judges(issuer), BountyError::InvalidReviewers)
            .none()?;
        self.blanks.remove(&bounty);
        let state = Bounty {
            network,
            issuer,
            terms_hash: *terms_hash,
            reviewers: promise.reviewers(),
            terms: *terms,
            terms_uri: terms_uri.clone(),
            mint: *mint,
            vault: None,
            opened_at: None,
            cancelled: false,
            settled: false,
            allocated: 0,
            returned: false,
            vetoed: Default::default(),
            closed: Vec::new(),
            paid: Vec::new(),
            parts: Vec::new(),
            came: 0,
            went: 0,
        };
        self.bounties.insert(bounty, state);
        Ok(())
    }

    pub(super) fn open(&mut self, [issuer, bounty]: [Pubkey; 2]) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        self.unless_in(&state, Phase::Draft)
            .when(state.issuer != issuer, BountyError::NotIssuer)
            .when(self.lacking(bounty) > 0, BountyError::NotFunded)
            .none()?;
        self.bounties.insert(bounty, Bounty { opened_at: Some(self.now), ..state });
        Ok(())
    }

    pub(super) fn cancel(&mut self, [signer, network, bounty]: [Pubkey; 3]) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let state = known(&self.bounties, bounty)?;
        let is_authority = network_state.authority == signer;
        let has_begun = !self.submissions_to(bounty).is_empty();
        let may = if has_begun { is_authority } else { is_authority || state.issuer == signer };
        let is_late = has_begun && matches!(self.phase(&state), Phase::Challenging | Phase::Settled);
        Reasons::default()
            .when(state.network != network, BountyError::OtherNetwork)
            .when(state.cancelled, BountyError::Cancelled)
            .when(!may && !has_begun, BountyError::NotIssuer)
            .when(is_late || !may && has_begun, BountyError::TooLateToCancel)
            .none()?;
        self.bounties.insert(bounty, Bounty { cancelled: true, ..state });
        Ok(())
    }
}

impl Promise {
    fn reviewers(&self) -> Vec<Pubkey> {
        self.reviewers.iter().copied().take_while(|judge| *judge != Pubkey::default()).collect()
    }

    /// Whether the reviewers are different people, none of them the issuer, followed only by empty places.
    fn has_judges(&self, issuer: Pubkey) -> bool {
        let named: Vec<_> = self.reviewers.iter().filter(|judge| **judge != Pubkey::default()).collect();
        let mut different = named.clone();
        different.sort();
        different.dedup();
        different.len() == named.len() && named.len() == self.reviewers().len() && !named.contains(&&issuer)
    }
}

fn from_terms(terms: &Terms, reviewers: usize) -> Reasons {
    let Terms { reward, awards, threshold, .. } = *terms;
    let periods = [terms.submit_period, terms.reveal_period, terms.review_period, terms.challenge_period];
    let can_last = |period: &u32| (HOUR..=180 * 24 * HOUR).contains(period);
    let total = u128::from(reward) * u128::from(awards);
    let is_rewarding = total > 0 && awards <= 64 && u64::try_from(total).is_ok();
    Reasons::default()
        .when(!is_rewarding, BountyError::InvalidReward)
        .when(threshold == 0 || usize::from(threshold) > reviewers, BountyError::InvalidReviewers)
        .when(terms.stake.0 > 1 << 50, BountyError::InvalidStake)
        .when(!periods.iter().all(can_last), BountyError::InvalidPeriods)
        .when(terms.earns_reputation > 1 || terms.padding != [0; 5], BountyError::InvalidTerms)
}

/// Whether the URI is valid.
fn is_address(uri: &[u8]) -> bool {
    uri.len() <= 200 && uri.iter().all(|byte| (b'!'..=b'~').contains(byte))
}
