//! What can be done with a bounty now.

use crate::prelude::*;

impl Model {
    pub fn phase(&self, bounty: &Bounty) -> Phase {
        let Some(ends) = bounty.ends() else { return Phase::Draft };
        match ends.iter().filter(|end| **end <= self.now).count() {
            0 => Phase::Submitting,
            1 => Phase::Revealing,
            2 => Phase::Reviewing,
            3 => Phase::Challenging,
            _ => Phase::Settled,
        }
    }

    /// Whether contributors can still join and leave.
    pub fn is_draft(&self, bounty: &Bounty) -> bool {
        !bounty.cancelled && self.phase(bounty) == Phase::Draft
    }

    /// Whether no debt of the bounty can change any more.
    pub fn is_over(&self, bounty: &Bounty) -> bool {
        bounty.cancelled || self.phase(bounty) == Phase::Settled
    }

    /// Whether a bounty that was not cancelled is in this phase.
    pub fn is_in(&self, bounty: Pubkey, phase: Phase) -> bool {
        let state = &self.bounties[&bounty];
        !state.cancelled && self.phase(state) == phase
    }

    /// Whether a draft has what contributions need.
    pub fn can_be_funded(&self, bounty: Pubkey) -> bool {
        let state = &self.bounties[&bounty];
        self.is_in(bounty, Phase::Draft) && (!state.pays_tokens() || state.vault.is_some())
    }

    /// Whether a draft lacks nothing.
    pub fn can_be_opened(&self, bounty: Pubkey) -> bool {
        self.can_be_funded(bounty) && self.lacking(bounty) == 0
    }

    /// Why something that belongs in a phase cannot be done now.
    pub fn unless_in(&self, bounty: &Bounty, phase: Phase) -> Reasons {
        Reasons::default()
            .when(bounty.cancelled, BountyError::Cancelled)
            .when(self.phase(bounty) != phase, BountyError::WrongPhase)
    }

    /// Why an account cannot become one of the program's: its address, its content or its lamports are wrong.
    pub fn unless_new(&self, address: Pubkey, right: Pubkey, space: usize, owed: u64) -> Reasons {
        let is_blank = |new: &NewAccount| new.program == BOUNTY_ID && new.space == space;
        Reasons::default()
            .when(address != right, BountyError::WrongAddress)
            .when(!self.blanks.get(&address).is_some_and(is_blank), BountyError::NotNew)
            .when(self.balance(address) < self.rent(space).saturating_add(owed), BountyError::Underfunded)
    }

    /// Whether nobody can be owed any of what is left of the bond, though somebody still has something in the bounty.
    pub fn returns_bond(&self, address: Pubkey) -> bool {
        let (state, winners) = (&self.bounties[&address], self.winners(address));
        let waits = |one: &Submission| !state.cancelled && winners.contains(&one.number) && !one.paid;
        let is_over = self.is_over(state) && self.is_in_use(address);
        is_over && self.bond(state) > 0 && self.submissions_there(address).all(waits)
    }

    /// Whether anyone still has anything in the bounty.
    pub fn is_in_use(&self, bounty: Pubkey) -> bool {
        let has_submissions = self.submissions.values().any(|submission| submission.bounty == bounty);
        let has_contributions = self.contributions_to(bounty).next().is_some();
        has_submissions || has_contributions || self.bounties[&bounty].treasurys() > 0 || self.money(bounty).held > 0
    }
}
