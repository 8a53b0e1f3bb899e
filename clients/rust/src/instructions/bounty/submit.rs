//! Submitting to a bounty: committing, revealing, and getting the stake back.

use solana_pubkey::Pubkey;

use super::BountyAt;
use crate::{
    accounts::{Bounty, Submission},
    generated::bounty::instructions::{CloseSubmissionBuilder, CommitBuilder, RevealBuilder},
    instructions::{Chain, NewAccount, Plan, Purpose, Step},
};

/// What a submission holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StakeAt {
    /// Its stake, in lamports, if it goes back to the submitter.
    pub stake: u64,
    /// The other lamports of its account.
    pub rent: u64,
}

impl StakeAt {
    /// What a submission holds that is about to be closed, from its account with these lamports.
    pub fn new(bounty: &Bounty, submission: &Submission, lamports: u64) -> Self {
        let is_spam = submission.outcome(bounty.terms.threshold) == bounty_core::Outcome::Spam;
        let is_kept = bounty.cancelled != 0 || submission.is_revealed() && !is_spam;
        let rent = lamports.saturating_sub(submission.stake);
        Self { stake: if is_kept { submission.stake } else { 0 }, rent }
    }
}

/// Commits to a submission. It gets the bounty's next number. The submitter pays the bounty's stake, and the rent.
pub fn commit(chain: &Chain, bounty: &BountyAt, submitter: &Pubkey, commitment: &[u8; 32]) -> Plan {
    let (address, seed) = chain.programs.submission(submitter, &bounty.address);
    let (space, program) = (Submission::LEN, chain.programs.bounty);
    let account = NewAccount { author: *submitter, address, seed, space, program };
    let commit = CommitBuilder::new()
        .submitter(*submitter)
        .bounty(bounty.address)
        .submission(address)
        .standing(chain.programs.standing(&bounty.network, submitter).0)
        .commitment(*commitment)
        .instruction();
    let step = Step::creating(chain.creation(account), vec![chain.programs.relocate(commit)]);
    step.holding(Purpose::Stake, bounty.terms.stake.0).into()
}

/// Reveals the content's hash. The content itself is not on the chain: send it to the reviewers.
pub fn reveal(chain: &Chain, bounty: &Pubkey, submitter: &Pubkey, content_hash: &[u8; 32], salt: &[u8; 32]) -> Plan {
    let reveal = RevealBuilder::new()
        .submitter(*submitter)
        .bounty(*bounty)
        .submission(chain.programs.submission(submitter, bounty).0)
        .content_hash(*content_hash)
        .salt(*salt)
        .instruction();
    chain.step(reveal).into()
}

/// Closes a submission after its bounty is settled or cancelled, and returns its rent and stake to the submitter. Unless
/// the bounty is cancelled, the stake of spam, or of a submission that was not revealed, goes to the network's treasury.
/// Anyone may do this.
///
/// An award has to be claimed first. If it earns reputation, record that first, too: it needs the submission's account.
pub fn close_submission(
    chain: &Chain,
    bounty: &Pubkey,
    network: &Pubkey,
    submitter: &Pubkey,
    StakeAt { stake, rent }: StakeAt,
) -> Plan {
    let submission = chain.programs.submission(submitter, bounty).0;
    let close = CloseSubmissionBuilder::new()
        .bounty(*bounty)
        .submission(submission)
        .submitter(*submitter)
        .treasury(chain.programs.treasury(network).0)
        .instruction();
    let step = chain.step(close).returning(Purpose::Rent, rent, submission, *submitter);
    step.returning(Purpose::Stake, stake, submission, *submitter).into()
}
