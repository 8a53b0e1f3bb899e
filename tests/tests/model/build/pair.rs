//! Contacts, and closing correspondences.

use bmail_sdk::generated::mail::instructions::{self as generated, SetContactInstructionArgs};
use solana_system_interface::program::ID as SYSTEM;

use super::{Builder, pick};
use crate::{
    action::Action,
    choice::Whose,
    op::{Data, Op},
    roster::{Net, ROSTER, Who},
};

impl Builder<'_> {
    /// Builds an action on a correspondence. None for any other action.
    pub(super) fn of_pair(&self, action: &Action) -> Option<Op> {
        match *action {
            Action::SetContact { who, other, net, contact } => {
                let accounts = generated::SetContact {
                    owner: who.address(),
                    mailbox: who.mailbox(net),
                    other_mailbox: other.mailbox(net),
                    correspondence: who.pair(other, net),
                    system_program: SYSTEM,
                };
                let instruction = accounts.instruction(SetContactInstructionArgs { contact });
                Some(Op::new(Data::SetContact { contact }, instruction))
            }
            Action::CloseCorrespondence { pair, other_payer } => {
                let (who, other, net) = self.whose(pair)?;
                let correspondence = who.pair(other, net);
                let pair = self.model.pairs.get(&correspondence);
                let paid = pair.is_some_and(|pair| pair.sides[pair.payer].mailbox == who.mailbox(net));
                let payer = (paid == other_payer).then(|| other.address());
                let (owner, network) = (who.address(), net.address());
                let accounts = generated::CloseCorrespondence { owner, network, correspondence, payer };
                Some(Op::new(Data::CloseCorrespondence, accounts.instruction()))
            }
            _ => None,
        }
    }

    /// Two people and their network.
    pub(super) fn whose(&self, whose: Whose) -> Option<(Who, Who, Net)> {
        match whose {
            Whose::Of(who, other, net) => Some((who, other, net)),
            Whose::Oldest(index, by_other) => {
                let mut pairs: Vec<_> = self.model.pairs.values().collect();
                pairs.sort_by_key(|pair| pair.updated_at);
                let pair = pick(pairs.iter(), index)?;
                let [(net, who), (_, other)] = [0, 1].map(|side| ROSTER.owner(pair.sides[side].mailbox));
                Some(if by_other { (other, who, net) } else { (who, other, net) })
            }
        }
    }
}
