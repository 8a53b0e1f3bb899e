//! The accounts: each as it has to be by itself, and whether they belong together.

use machine::{check, refuse, same, Codes, Header, Input, Record};

use crate::{
    arithmetic::{self, self_funded_part},
    layout::{Bounty, Contribution, Submission, WeeklyStats},
    refusal::Refusal as R,
    ID,
};

const SUBMISSION: Codes<R> = Codes {
    twice: R::SubmissionTwice,
    missing: R::SubmissionMissing,
    length: R::SubmissionLength,
    owner: R::SubmissionOwner,
    kind: R::SubmissionKind,
};
const WEEKS: Codes<R> = Codes {
    twice: R::WeeksTwice,
    missing: R::WeeksMissing,
    length: R::WeeksLength,
    owner: R::WeeksOwner,
    kind: R::WeeksKind,
};
/// The places of the contribution and of the token program among the accounts.
const CONTRIBUTION: u8 = 3;
const TOKEN_PROGRAM: u8 = 6;

pub struct Accounts {
    pub bounty: &'static mut Record<Bounty>,
    pub submission: &'static mut Record<Submission>,
    pub payee: &'static mut Header,
    contribution: &'static mut Header,
    pub weekly_stats: &'static mut Record<WeeklyStats>,
}

impl Accounts {
    /// Nobody has to sign: the money can only go to the winner.
    #[inline(always)]
    pub fn walk(input: &Input) -> Result<Self, R> {
        check!(input.account_count() >= 8, R::NotEnoughAccounts);
        // SAFETY: there are eight, and this is the only walk.
        let mut walk = unsafe { input.walk() };
        let program = input.program();
        let bounty = walk.any();
        bounty.writable(R::BountyTwice, R::BountyReadOnly)?;
        check!(bounty.data_len >= Record::<Bounty>::LEN, R::BountyTooShort);
        check!(same(&bounty.owner, &program), R::BountyOwner);
        // SAFETY: it has the bytes, which are nobody else's: it is the first account.
        let bounty = unsafe { bounty.record::<Bounty>() };
        check!(bounty.is_kind(), R::BountyKind);
        let submission = walk.record_mut(&program, R::SubmissionReadOnly, SUBMISSION)?;
        let payee = walk.any();
        payee.writable(R::PayeeTwice, R::PayeeReadOnly)?;
        let contribution = walk.any();
        check!(contribution.is_unique(), R::ContributionTwice);
        let weekly_stats = walk.record_mut(&program, R::WeeksReadOnly, WEEKS)?;
        // The last three are looked at no further: only tokens need them.
        walk.any().writable(R::VaultTwice, R::VaultReadOnly)?;
        let token_program = walk.repeatable();
        // It may be the contribution once more: neither is written.
        let is_free = token_program.is_unique() || token_program.place() == CONTRIBUTION;
        check!(is_free, R::TokenProgramTwice);
        // So may the submitter, for whom the program stands if they do not sign.
        let submitter = walk.any();
        let submitter = match submitter.place() {
            CONTRIBUTION => &*contribution,
            TOKEN_PROGRAM => &*token_program,
            _ => {
                check!(submitter.is_unique(), R::SubmitterTwice);
                &*submitter
            }
        };
        check!(same(&submitter.address, &program) || submitter.signs(), R::SubmitterUnsigned);
        // That it runs at its own address is looked at last: before, the compiler would compare with the constant.
        check!(same(&program, &ID), R::WrongProgram);
        Ok(Self { bounty, submission, payee, contribution, weekly_stats })
    }

    /// Whether they belong together, and the submission is to be paid.
    #[inline(always)]
    pub fn check(&self) -> Result<(), R> {
        let (bounty, submission) = (&self.bounty.fields, &self.submission.fields);
        check!(same(&self.weekly_stats.fields.network, &bounty.network), R::OtherNetwork);
        check!(same(&submission.bounty, &self.bounty.header.address), R::OtherBounty);
        check!(same(&bounty.mint, &[0; 4]), R::TokensLeftOut);
        check!(same(&submission.submitter, &self.payee.address), R::WrongSubmitter);
        check!(bounty.cancelled == 0, R::Cancelled);
        check!(submission.paid == 0, R::AlreadyPaid);
        let place = arithmetic::bit(bounty, submission.number).ok_or_else(|| refuse(R::NoSuchNumber))?;
        check!(bounty.accepted[place.0] & place.1 != 0, R::NotAccepted);
        check!(arithmetic::rank(bounty, place) < bounty.terms.awards.into(), R::NoAwardLeft);
        Ok(())
    }

    /// What of the reward the winner had contributed themselves: nothing where there is no contribution.
    #[inline(always)]
    pub fn own(&mut self, reward: u64) -> Result<u64, R> {
        if self.is_contribution() {
            return self.contributed(reward);
        }
        Ok(0)
    }

    /// Whether the account says what it is.
    #[inline(always)]
    fn is_contribution(&self) -> bool {
        let data = core::ptr::from_ref::<Header>(self.contribution).wrapping_add(1).cast::<u64>();
        // SAFETY: the data is behind the header, aligned, and has at least eight bytes.
        self.contribution.data_len >= 8 && unsafe { *data } != 0
    }

    #[inline(never)]
    fn contributed(&mut self, reward: u64) -> Result<u64, R> {
        check!(self.contribution.data_len >= Record::<Contribution>::LEN, R::ContributionTooShort);
        check!(same(&self.contribution.owner, &ID), R::ContributionOwner);
        // SAFETY: it has the bytes, and was not there before.
        let contribution = unsafe { self.contribution.record::<Contribution>() };
        check!(contribution.is_kind(), R::ContributionKind);
        check!(same(&contribution.fields.bounty, &self.bounty.header.address), R::ContributionToOtherBounty);
        check!(same(&contribution.fields.contributor, &self.payee.address), R::WrongContributor);
        Ok(self_funded_part(reward, contribution.fields.amount, self.bounty.fields.funded))
    }
}
