//! How everyone takes what bounties owe them.

use solana_pubkey::Pubkey;

use crate::{
    bounty,
    choice::{Entry, IT, Signs, WhichBounty, person},
    roster::Who,
    walk::Walk,
};

impl Walk<'_> {
    /// Ends every bounty: open ones end by themselves, and every other draft is cancelled. (Invariant 2.)
    pub(super) fn end_bounties(&mut self) {
        let ends = self.model.bounties.values().filter_map(|bounty| Some(bounty.ends()?[3]));
        let last = ends.max().unwrap_or(0);
        for index in 0..self.model.bounties.len() {
            let which = WhichBounty::There(index);
            let bounty = self.model.bounties.values().nth(index).expect("none has been closed");
            if self.model.is_draft(bounty) && index.is_multiple_of(2) {
                self.execute(bounty::Cancel { bounty: which, by: Signs::Issuer });
            }
        }
        self.wait(last);
        for (index, address) in self.model.bounties.keys().copied().collect::<Vec<_>>().into_iter().enumerate() {
            self.end_bounty(address, index);
        }
    }

    /// Winners take their awards before or after contributors take what is left.
    fn end_bounty(&mut self, address: Pubkey, index: usize) {
        self.find_bounty(address);
        if index.is_multiple_of(2) {
            self.give_back(address);
        }
        self.pay_awards(address);
        self.give_back(address);
        while let Some(submitter) = self.submitters(address).pop() {
            self.execute(bounty::CloseSubmission { entry: Entry::Of(IT, submitter), elsewhere: false });
        }
        if self.model.bounties[&address].vault.is_some() {
            self.execute(bounty::CloseVault { bounty: IT });
        }
        self.execute(bounty::CloseBounty { bounty: IT });
    }

    fn pay_awards(&mut self, address: Pubkey) {
        let winners = self.model.winners(address);
        for submitter in self.submitters(address) {
            let entry = Entry::Of(IT, submitter);
            let model = &self.model;
            let mut there = model.submissions.values().filter(|one| one.bounty == address);
            let own = there.find(|one| one.submitter == submitter.address()).expect("it is there");
            let wins = winners.contains(&own.number) && !model.bounties[&address].cancelled;
            if wins && !own.paid {
                self.execute(bounty::Claim { entry });
            }
            self.attempt(bounty::EarnReputation { entry, whose: None });
        }
    }

    fn give_back(&mut self, address: Pubkey) {
        let is_draft = self.model.is_draft(&self.model.bounties[&address]);
        let contributors = self.model.contributions_to(address).map(|(_, given)| person(given.contributor));
        for contributor in contributors.collect::<Vec<_>>() {
            let entry = Entry::Of(IT, contributor);
            self.execute(bounty::WithdrawContribution { entry, signed: is_draft });
        }
        if self.model.bounties[&address].treasurys() > 0 {
            let by = if is_draft { Signs::Authority } else { Signs::Nobody };
            self.execute(bounty::ReturnAllocation { bounty: IT, by });
        }
    }

    fn submitters(&self, address: Pubkey) -> Vec<Who> {
        let there = self.model.submissions.values().filter(|submission| submission.bounty == address);
        there.map(|submission| person(submission.submitter)).collect()
    }
}
