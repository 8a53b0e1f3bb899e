//! Treasuries and bounties.

mod create;
mod find;
mod fund;
mod next;
mod submit;
mod treasury;
mod vault;

use super::{Builder, alone, created, pick};
use crate::{action::Deed, op::Op};

impl Builder<'_> {
    pub(super) fn of_bounty(&mut self, deed: Deed) -> Option<Vec<Op>> {
        match deed {
            Deed::Create(offer) => Some(self.offer(offer)),
            Deed::Fund { who, bounty, gift, flaw } => self.fund(who, bounty, gift, flaw),
            Deed::Commit { entry, shown, flaw } => self.commit(entry, shown, flaw),
            Deed::Next { bounty, choice } => {
                let (bounty, _) = self.bounty(bounty)?;
                let deed = self.next(bounty, choice)?;
                self.of_bounty(deed)
            }
            Deed::Allocate { bounty, gift } => self.allocate_to(bounty, gift).map(alone),
            Deed::Withdraw { entry, signed } => self.withdraw(entry, signed).map(alone),
            Deed::ReturnAllocation { bounty, by } => self.return_allocation(bounty, by).map(alone),
            Deed::Open { bounty } => self.open_bounty(bounty).map(alone),
            Deed::Cancel { bounty, by } => self.cancel(bounty, by).map(alone),
            Deed::CreateVault { bounty } => self.create_vault(bounty).map(alone),
            Deed::CloseVault { bounty } => self.close_vault(bounty).map(alone),
            Deed::GiveCoins { who, bounty, amount } => self.give_coins(who, bounty, amount).map(alone),
            Deed::CloseBounty { bounty } => self.close_bounty(bounty).map(alone),
            Deed::Reveal { entry, shown } => self.show(entry, shown).map(alone),
            Deed::Review { entry, by, opinion } => self.review(entry, by, opinion).map(alone),
            Deed::Veto { entry } => self.veto(entry).map(alone),
            Deed::Claim { entry } => self.claim(entry).map(alone),
            Deed::Earn { entry, whose } => self.earn(entry, whose).map(alone),
            Deed::CloseSubmission { entry, elsewhere } => self.close_submission(entry, elsewhere).map(alone),
            of_treasury => self.of_treasury(of_treasury).map(alone),
        }
    }
}
