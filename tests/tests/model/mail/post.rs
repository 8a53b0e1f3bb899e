//! `post`: a message whose key is revealed later.

use bmail_sdk::generated::mail::instructions::{self as generated, PostInstructionArgs, SendInstructionArgs};

use crate::{
    mail::{
        letter::{KEY, Letter},
        sending::{Sending, sending},
    },
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct Post(pub Sending);

impl Modeled for Post {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        Some(self.0.build(builder, |accounts, args| {
            let SendInstructionArgs { max_fee, offer, sequence, rules_version, sealed, .. } = args;
            let ciphertext = sealed.get(KEY..).unwrap_or_default().to_vec();
            as_post(accounts).instruction(PostInstructionArgs { max_fee, offer, sequence, rules_version, ciphertext })
        }))
    }

    fn choices() -> Weighted<Self> {
        (136, sending().prop_map(Self).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let PostInstructionArgs { max_fee, offer, sequence, rules_version, ciphertext } = sent.arguments();
        let letter = Letter { max_fee, offer, sequence, rules_version, sealed: None, ciphertext: Some(ciphertext) };
        model.escrow(sent.addresses(), letter)
    }
}

/// The accounts of `post` are those of `send`.
fn as_post(accounts: generated::Send) -> generated::Post {
    let generated::Send { sender, network, sender_mailbox, recipient_mailbox, correspondence, .. } = accounts;
    let generated::Send { message, body, sender_standing, system_program, .. } = accounts;
    generated::Post {
        sender,
        network,
        sender_mailbox,
        recipient_mailbox,
        correspondence,
        message,
        body,
        sender_standing,
        system_program,
    }
}
