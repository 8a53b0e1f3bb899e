//! `reveal`: the sender of a posted message publishes its key.

use bmail_sdk::generated::mail::instructions::{self as generated, RevealInstructionArgs};

use crate::{
    mail::{
        letter::KEY,
        sending::{perhaps_another, some_bytes},
    },
    prelude::*,
};

#[derive(Clone, Copy, Debug)]
pub struct Reveal {
    pub message: Which,
    pub old_key: bool,
}

impl Modeled for Reveal {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (message, state) = builder.message(self.message)?;
        let to = builder.model.mailboxes.get(&state.recipient);
        let (key_version, encryption_key) =
            perhaps_another(to.map_or((1, [0; 32]), Mailbox::versioned_key), self.old_key);
        let sealed_key = borsh::from_slice(&some_bytes(state.sequence + 1, KEY)).expect("as many bytes as a key has");
        let accounts = generated::Reveal { sender: state.sender, recipient_mailbox: state.recipient, message };
        Some(vec![accounts.instruction(RevealInstructionArgs { key_version, encryption_key, sealed_key })])
    }

    fn choices() -> Weighted<Self> {
        (54, (waiting(), weighted(0.1)).prop_map(|(message, old_key)| Self { message, old_key }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [sender, mailbox, message] = sent.addresses();
        let RevealInstructionArgs { key_version, encryption_key, sealed_key } = sent.arguments();
        let sealed_key = borsh::to_vec(&sealed_key).expect("bytes");
        let sealed_to = (key_version, encryption_key);
        let to = known(&model.mailboxes, mailbox)?;
        let state = known(&model.messages, message)?;
        Reasons::default()
            .when(state.sender != sender, MailError::WrongSender)
            .when(state.revealed.is_some(), MailError::AlreadyRevealed)
            .when(!state.is_in_time(model.now), MailError::RevealTooLate)
            .when(state.recipient != mailbox, MailError::NotYourMessage)
            .when(to.versioned_key() != sealed_to, MailError::KeyChanged)
            .none()?;
        let deadline = Timestamp(model.now).after(Seconds(state.answering_period)).0;
        let revealed = Some((to.key_version, sealed_key.to_vec()));
        model.messages.insert(message, Message { deadline, revealed, ..state });
        Ok(())
    }
}
