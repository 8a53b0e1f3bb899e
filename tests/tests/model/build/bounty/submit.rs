//! Submissions, from the commitment to the award.

use bmail_sdk::{
    BOUNTY_ID, NewAccount, PROGRAMS, REPUTATION_ID, TOKEN_2022_ID,
    accounts::{self, Opinion},
    generated::bounty::instructions::{
        self as generated, CommitInstructionArgs, RevealInstructionArgs, ReviewInstructionArgs,
    },
};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use super::{
    Builder,
    find::{coins, network_of, standing_of},
    treasury::op,
};
use crate::{
    choice::{Entry, NewFlaw, Shown, Signs},
    model::commitment,
    op::{BountyData, Op},
    roster::{Net, Who},
};

impl Builder<'_> {
    /// Creates the submission's account and commits.
    pub(super) fn commit(&mut self, entry: Entry, shown: Shown, flaw: Option<NewFlaw>) -> Option<Vec<Op>> {
        let (bounty, state, author) = self.submitter(entry)?;
        let (address, seed) = PROGRAMS.submission(&author, &bounty);
        let space = accounts::Submission::LEN;
        let new = NewAccount { author, address, seed, space, program: BOUNTY_ID };
        let mut ops = self.account_for(new, state.terms.stake.0, flaw);
        let others = self.model.submissions.values().filter(|other| other.bounty == bounty);
        let (content_hash, salt) = content(author, shown);
        let commitment = match shown {
            Shown::Copied => others.map(|other| other.commitment).next()?,
            _ => commitment(&content_hash, &salt, author, bounty),
        };
        let standing = standing_of(&state, author)?;
        let accounts = generated::Commit { submitter: author, bounty, submission: address, standing };
        let instruction = accounts.instruction(CommitInstructionArgs { commitment });
        ops.push(op(BountyData::Commit { commitment }, instruction));
        Some(ops)
    }

    pub(super) fn show(&mut self, entry: Entry, shown: Shown) -> Option<Op> {
        let (bounty, _, submitter) = self.submitter(entry)?;
        let (content_hash, salt) = content(submitter, shown);
        let accounts = generated::Reveal { submitter, bounty, submission: PROGRAMS.submission(&submitter, &bounty).0 };
        let instruction = accounts.instruction(RevealInstructionArgs { content_hash, salt });
        Some(op(BountyData::Reveal { content_hash, salt }, instruction))
    }

    pub(super) fn review(&mut self, entry: Entry, by: Who, opinion: Opinion) -> Option<Op> {
        let (bounty, _, submitter) = self.submitter(entry)?;
        let submission = PROGRAMS.submission(&submitter, &bounty).0;
        let accounts = generated::Review { reviewer: by.address(), bounty, submission };
        let instruction = accounts.instruction(ReviewInstructionArgs { opinion });
        Some(op(BountyData::Review { opinion }, instruction))
    }

    pub(super) fn veto(&mut self, entry: Entry) -> Option<Op> {
        let (bounty, state, submitter) = self.submitter(entry)?;
        let (authority, submission) =
            (self.signer(Signs::Authority, &state)?, PROGRAMS.submission(&submitter, &bounty).0);
        let accounts = generated::Veto { authority, network: state.network, bounty, submission };
        Some(op(BountyData::Veto, accounts.instruction()))
    }

    pub(super) fn claim(&mut self, entry: Entry) -> Option<Op> {
        let (bounty, state, submitter) = self.submitter(entry)?;
        let accounts = generated::Claim {
            bounty,
            submission: PROGRAMS.submission(&submitter, &bounty).0,
            payee: if state.pays_tokens() { coins(submitter) } else { submitter },
            contribution: PROGRAMS.contribution(&submitter, &bounty).0,
            weekly_stats: network_of(&state)?.weekly_stats(),
            vault: PROGRAMS.vault(&bounty).0,
            token_program: TOKEN_2022_ID,
        };
        Some(op(BountyData::Claim, accounts.instruction()))
    }

    pub(super) fn earn(&mut self, entry: Entry, whose: Option<Who>) -> Option<Op> {
        let (bounty, state, submitter) = self.submitter(entry)?;
        let net = network_of(&state)?;
        let accounts = generated::EarnReputation {
            bounty,
            submission: PROGRAMS.submission(&submitter, &bounty).0,
            awards: net.awards(),
            reputation: net.reputation(),
            standing: standing_of(&state, whose.map_or(submitter, Who::address))?,
            reputation_program: REPUTATION_ID,
        };
        Some(op(BountyData::Earn, accounts.instruction()))
    }

    pub(super) fn close_submission(&mut self, entry: Entry, elsewhere: bool) -> Option<Op> {
        let (bounty, state, submitter) = self.submitter(entry)?;
        let other = Net::all().find(|net| elsewhere && net.address() != state.network);
        let accounts = generated::CloseSubmission {
            bounty,
            submission: PROGRAMS.submission(&submitter, &bounty).0,
            submitter,
            treasury: other.or(network_of(&state))?.chest(),
        };
        Some(op(BountyData::CloseSubmission, accounts.instruction()))
    }
}

/// The hash of someone's submission, and a salt.
fn content(submitter: Pubkey, shown: Shown) -> ([u8; 32], [u8; 32]) {
    let hash: [u8; 32] = Sha256::digest(submitter).into();
    match shown {
        Shown::Right | Shown::Copied => (hash, [1; 32]),
        Shown::Other => (hash, [2; 32]),
        Shown::Zeros => ([0; 32], [1; 32]),
    }
}
