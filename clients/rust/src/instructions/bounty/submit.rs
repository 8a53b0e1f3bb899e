//! Submitting to a bounty: committing, revealing, and getting the stake back.

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use super::BountyAt;
use crate::{
    BuildError,
    accounts::{Bounty, StoredBody, Submission},
    format::Limits,
    generated::bounty::instructions::{CloseSubmissionBuilder, CommitBuilder, RevealBuilder},
    instructions::{Chain, NewAccount, Plan, Purpose, Step, mail},
};

/// What a submission holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StakeAt {
    /// Its stake, in lamports, if it goes back to the submitter.
    pub stake: u64,
    /// The other lamports of its account.
    pub rent: u64,
    /// What the bounty owes it of its bond, in lamports.
    pub bond: u64,
}

impl StakeAt {
    /// What a submission holds that is about to be closed, from its account with these lamports.
    pub fn new(bounty: &Bounty, submission: &Submission, lamports: u64) -> Self {
        let is_spam = submission.outcome(bounty.terms.threshold) == bounty_core::Outcome::Spam;
        let is_kept = bounty.cancelled != 0 || submission.is_revealed() && !is_spam;
        let rent = lamports.saturating_sub(submission.stake);
        Self { stake: if is_kept { submission.stake } else { 0 }, rent, bond: submission.owed_bond(&bounty.terms) }
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

/// Commits to a submission and stores its answer ([`SealedAnswer::to_bytes`](crate::bounty::SealedAnswer::to_bytes)) as a
/// body of the submitter's. The last transaction seals the body and commits, so that the reviewers find the body by the
/// submission's transactions. Those before it open the body, and write the chunks that are missing of it; `body` is what is
/// there already. If all of it fits in one transaction, it is one.
///
/// # Errors
/// [`BuildError::TooLong`], and [`BuildError::TooLongForProgram`] if the submitter is a program's address.
pub fn commit_with_answer(
    chain: &Chain,
    bounty: &BountyAt,
    submitter: &Pubkey,
    commitment: &[u8; 32],
    answer: &[u8],
    body: Option<&StoredBody>,
    limits: &Limits,
) -> Result<Plan, BuildError> {
    let written = body.map(|body| &body.content[..]);
    let (is_sealed, address) =
        (body.is_some_and(|body| body.header.sealed != 0), answer_body(chain, submitter, answer));
    let seal = if is_sealed { Plan::default() } else { mail::seal_body(chain, submitter, &address) };
    let last = Plan::together([seal, commit(chain, bounty, submitter, commitment)]);
    let plan = mail::write_missing(chain, submitter, answer, written, limits)?.then(last);
    if limits.fit(&plan.steps) {
        return Ok(Plan::together([plan]));
    }
    mail::check_each(&plan, limits)?;
    Ok(plan)
}

/// The address of the body that stores an answer.
pub fn answer_body(chain: &Chain, submitter: &Pubkey, answer: &[u8]) -> Pubkey {
    chain.programs.body(submitter, &Sha256::digest(answer).into()).0
}

/// Reveals the content's hash. Anyone who knows it and the salt may do this, such as a reviewer who has read the answer.
pub fn reveal(chain: &Chain, bounty: &Pubkey, submitter: &Pubkey, content_hash: &[u8; 32], salt: &[u8; 32]) -> Plan {
    let reveal = RevealBuilder::new()
        .bounty(*bounty)
        .submission(chain.programs.submission(submitter, bounty).0)
        .content_hash(*content_hash)
        .salt(*salt)
        .instruction();
    chain.step(reveal).into()
}

/// Closes a submission after its bounty is settled or cancelled, and returns its rent and stake to the submitter. Unless
/// the bounty is cancelled, the stake of spam, or of a submission that was not revealed, goes to the network's treasury.
/// If too few reviewers judged a revealed submission, its submitter also gets a share of the bond. Anyone may do this.
///
/// An award has to be claimed first. If it earns reputation and the winner has a standing, that has to be recorded first,
/// too ([`earn_reputation`](super::earn_reputation)).
pub fn close_submission(
    chain: &Chain,
    bounty: &Pubkey,
    network: &Pubkey,
    submitter: &Pubkey,
    StakeAt { stake, rent, bond }: StakeAt,
) -> Plan {
    let submission = chain.programs.submission(submitter, bounty).0;
    let close = CloseSubmissionBuilder::new()
        .bounty(*bounty)
        .submission(submission)
        .submitter(*submitter)
        .treasury(chain.programs.treasury(network).0)
        .standing(chain.programs.standing(network, submitter).0)
        .instruction();
    let step = chain.step(close).returning(Purpose::Rent, rent, submission, *submitter);
    let step = step.returning(Purpose::Stake, stake, submission, *submitter);
    step.returning(Purpose::Bond, bond, *bounty, *submitter).into()
}
