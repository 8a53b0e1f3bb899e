//! Bodies, accounts that stay unused, and transfers.

use bmail_sdk::{
    MAIL_ID, NewAccount, PROGRAMS,
    accounts::StoredBody,
    generated::mail::instructions::{
        self as generated, OpenBodyInstructionArgs, ReclaimInstructionArgs, WriteBodyInstructionArgs,
    },
};
use solana_system_interface::instruction::transfer;

use super::Builder;
use crate::{
    choice::{Amount, Blank, Leftover, Part, Place, Which},
    op::{Data, Op},
    roster::{CONTENTS, ROSTER, Who},
};

impl Builder<'_> {
    pub(super) fn open_body(&mut self, who: Who, content: usize, empty: bool) -> Vec<Op> {
        let (author, hash) = (who.address(), who.hash(content));
        let (address, seed) = PROGRAMS.body(&author, &hash);
        self.focus.body = Some(address);
        let space = StoredBody::space(if empty { 0 } else { CONTENTS[content] });
        let new = NewAccount { author, address, seed, space, program: MAIL_ID };
        let mut ops = match self.model.blanks.contains_key(&address) {
            true => Vec::new(),
            false => self.create(&new, self.model.rent(space)),
        };
        let accounts = generated::OpenBody { author, body: address };
        ops.push(Op::new(Data::OpenBody { hash }, accounts.instruction(OpenBodyInstructionArgs { hash })));
        ops
    }

    pub(super) fn write_body(&mut self, which: Which, part: Part) -> Option<Op> {
        let (who, content, body) = self.body(which)?;
        let content = who.content(content);
        let half = content.len() / 2;
        let (offset, chunk) = match part {
            Part::All => (0, content),
            Part::FirstHalf => (0, content[..half].to_vec()),
            Part::SecondHalf => (half, content[half..].to_vec()),
            Part::Wrong => (0, vec![content[0] ^ 1]),
            Part::Beyond => (1, content),
        };
        let accounts = generated::WriteBody { author: who.address(), body };
        let args = WriteBodyInstructionArgs { offset: offset as u32, chunk: chunk.clone() };
        Some(Op::new(Data::WriteBody { offset, chunk }, accounts.instruction(args)))
    }

    pub(super) fn seal_body(&mut self, which: Which) -> Option<Op> {
        let (who, _, body) = self.body(which)?;
        let accounts = generated::SealBody { author: who.address(), body };
        Some(Op::new(Data::SealBody, accounts.instruction()))
    }

    pub(super) fn close_body(&mut self, which: Which) -> Option<Op> {
        let (who, _, body) = self.body(which)?;
        let accounts = generated::CloseBody { author: who.address(), body };
        Some(Op::new(Data::CloseBody, accounts.instruction()))
    }

    pub(super) fn prepare(&self, who: Who, blank: Blank, space: usize) -> Vec<Op> {
        let author = who.address();
        let (address, seed) = match blank {
            Blank::Body(content) => PROGRAMS.body(&author, &who.hash(content)),
            Blank::Message(net, ahead) => {
                let own = who.mailbox(net);
                let next = self.model.mailboxes.get(&own).map_or(0, |mailbox| mailbox.next_sequence);
                PROGRAMS.message(&author, &own, next + ahead)
            }
        };
        self.create(&NewAccount { author, address, seed, space, program: MAIL_ID }, self.model.rent(space))
    }

    pub(super) fn reclaim(&mut self, leftover: Leftover) -> Option<Op> {
        let blanks = &self.model.blanks;
        let (author, unused, seed) = match leftover {
            Leftover::Blank(index) => {
                let new = blanks.values().nth(index % blanks.len().max(1))?;
                (new.author, new.address, new.seed.clone())
            }
            Leftover::Message(which) => {
                let (message, state) = self.message(which)?;
                let (net, _) = ROSTER.owner(state.recipient);
                let own = ROSTER.mailbox(net.address(), state.sender)?;
                (state.sender, message, PROGRAMS.message(&state.sender, &own, state.sequence).1)
            }
            Leftover::Body(which) => {
                let (who, content, body) = self.body(which)?;
                (who.address(), body, PROGRAMS.body(&who.address(), &who.hash(content)).1)
            }
        };
        let seed = seed.as_bytes().try_into().expect("seeds have 32 bytes");
        let instruction = generated::Reclaim { author, unused }.instruction(ReclaimInstructionArgs { seed });
        Some(Op::new(Data::Reclaim { seed }, instruction))
    }

    pub(super) fn transfer(&mut self, from: Who, to: Place, amount: Amount) -> Option<Op> {
        let (from, to) = (from.address(), self.place(to)?);
        let lamports = self.amount(amount, Some(self.model.balance(from)));
        Some(Op::new(Data::Transfer { lamports }, transfer(&from, &to, lamports)))
    }
}
