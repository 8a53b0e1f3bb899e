//! `send`: a message with its key.

use bmail_sdk::generated::mail::instructions::SendInstructionArgs;

use crate::{
    mail::{
        letter::{KEY, Letter},
        sending::{Sending, sending},
    },
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct Send(pub Sending);

impl Modeled for Send {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        Some(self.0.build(builder, |accounts, args| accounts.instruction(args)))
    }

    fn choices() -> Weighted<Self> {
        (204, sending().prop_map(Self).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let SendInstructionArgs { max_fee, offer, sequence, rules_version, key_version, encryption_key, sealed } =
            sent.arguments();
        let (key, ciphertext) = sealed.split_at_checked(KEY).unzip();
        let sealed = Some(((key_version, encryption_key), key.unwrap_or_default().to_vec()));
        let ciphertext = ciphertext.map(<[u8]>::to_vec);
        let letter = Letter { max_fee, offer, sequence, rules_version, sealed, ciphertext };
        model.escrow(sent.addresses(), letter)
    }
}
