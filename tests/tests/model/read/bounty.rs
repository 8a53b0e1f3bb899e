//! The bounty program's accounts as the model sees them.

use bmail_sdk::accounts::{self, Opinion};

use crate::model::{BountyAccount, Contribution, Money, Submission, Treasury};

impl From<accounts::Treasury> for Treasury {
    fn from(treasury: accounts::Treasury) -> Self {
        let accounts::Treasury { network, mint, limit, period, spent, spent_at, .. } = treasury;
        let proposed = (treasury.due_at != 0).then_some((treasury.pending_limit, treasury.due_at));
        Self { network, mint, limit, period, spent, spent_at, proposed }
    }
}

impl From<accounts::Bounty> for BountyAccount {
    fn from(bounty: accounts::Bounty) -> Self {
        let accounts::Bounty { network, issuer, terms_hash, reviewers, terms, accepted, .. } = bounty;
        let accounts::Bounty { held, funded, allocated, from_treasury, contributed_left, owed, .. } = bounty;
        let counts = [bounty.submissions, bounty.open_submissions, bounty.contributions];
        let is_accepted = |number: &u32| accepted[*number as usize / 64] >> (number % 64) & 1 != 0;
        Self {
            network,
            issuer,
            terms_hash,
            reviewers: reviewers[..bounty.reviewer_count.into()].to_vec(),
            terms,
            mint: bounty.mint,
            vault_bump: bounty.vault_bump,
            opened_at: (bounty.opened_at != 0).then_some(bounty.opened_at),
            cancelled: bounty.cancelled != 0,
            settled: bounty.settled != 0,
            accepted: (0..512).filter(is_accepted).collect(),
            bond: bounty.bond,
            money: Money { held, funded, allocated, from_treasury, contributed_left, owed },
            counts: counts.map(|count| count as usize),
        }
    }
}

impl From<accounts::Contribution> for Contribution {
    fn from(contribution: accounts::Contribution) -> Self {
        let accounts::Contribution { bounty, contributor, amount, .. } = contribution;
        Self { bounty, contributor, amount }
    }
}

impl From<accounts::Submission> for Submission {
    fn from(submission: accounts::Submission) -> Self {
        let accounts::Submission { bounty, submitter, commitment, content_hash, stake, number, .. } = submission;
        let said = [
            (Opinion::Accept, submission.accept),
            (Opinion::Reject, submission.reject),
            (Opinion::Spam, submission.spam),
        ];
        let at = |place: usize| said.into_iter().filter(move |(_, places)| places >> place & 1 != 0);
        Self {
            bounty,
            submitter,
            commitment,
            content_hash: (content_hash != [0; 32]).then_some(content_hash),
            stake,
            number,
            opinions: (0..8).flat_map(|place| at(place).map(move |(opinion, _)| (place, opinion))).collect(),
            paid: submission.paid != 0,
            earned: submission.earned != 0,
        }
    }
}
