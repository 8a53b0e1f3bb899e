//! `reclaim`: the author of an unused account gets its lamports back.

use bmail_sdk::generated::mail::instructions::{self as generated, ReclaimInstructionArgs};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Reclaim(pub Leftover);

/// The unused account that someone reclaims.
#[derive(Clone, Copy, Debug)]
pub enum Leftover {
    Blank(usize),
    Message(Which),
    Body(Which),
}

impl Modeled for Reclaim {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let blanks = &builder.model.blanks;
        let (author, unused, seed) = match self.0 {
            Leftover::Blank(index) => {
                let new = blanks.values().nth(index % blanks.len().max(1))?;
                (new.author, new.address, new.seed.clone())
            }
            Leftover::Message(which) => {
                let (message, state) = builder.message(which)?;
                let (net, _) = ROSTER.owner(state.recipient);
                let own = ROSTER.mailbox(net.address(), state.sender)?;
                (state.sender, message, PROGRAMS.message(&state.sender, &own, state.sequence).1)
            }
            Leftover::Body(which) => {
                let (who, content, body) = builder.body(which)?;
                (who.address(), body, PROGRAMS.body(&who.address(), &who.hash(content)).1)
            }
        };
        let seed = seed.as_bytes().try_into().expect("seeds have 32 bytes");
        Some(vec![generated::Reclaim { author, unused }.instruction(ReclaimInstructionArgs { seed })])
    }

    fn choices() -> Weighted<Self> {
        let leftover = prop_oneof![
            6 => (0..MANY).prop_map(Leftover::Blank),
            1 => which().prop_map(Leftover::Message),
            1 => which().prop_map(Leftover::Body),
        ];
        (27, leftover.prop_map(Self).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [author, unused] = sent.addresses();
        let ReclaimInstructionArgs { seed } = sent.arguments();
        let seed = str::from_utf8(&seed).ok();
        let address = seed.and_then(|seed| Pubkey::create_with_seed(&author, seed, &MAIL_ID).ok());
        Reasons::default()
            .when(address != Some(unused), MailError::WrongAddress)
            .when(model.blanks.get(&unused).is_none_or(|new| new.program != MAIL_ID), MailError::NotNew)
            .none()?;
        model.blanks.remove(&unused);
        model.pay_all(unused, author);
        Ok(())
    }
}
