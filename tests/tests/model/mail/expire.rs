//! `expire`: the sender of a message without an answer gets everything back.

use bmail_sdk::instructions::mail as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Expire {
    pub message: Which,
    pub other_body: bool,
}

impl Modeled for Expire {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (at, _) = builder.message_at(self.message, None, self.other_body)?;
        builder.only(instructions::expire(&builder.chain(), &at))
    }

    fn choices() -> Weighted<Self> {
        (54, (which(), weighted(0.05)).prop_map(|(message, other_body)| Self { message, other_body }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [message, sender, body] = sent.addresses();
        let state = known(&model.messages, message)?;
        optional(&model.bodies, body)?;
        Reasons::default()
            .when(state.sender != sender, MailError::WrongSender)
            .when(state.is_in_time(model.now), MailError::NotExpired)
            .when(state.body().unwrap_or(MAIL_ID) != body, MailError::WrongBody)
            .none()?;

        model.flows.returned += state.fee;
        model.end(message, state);
        if model.makes(Mistake::BodyKept) {
            model.bodies.entry(body).and_modify(|body| body.references += 1);
        }
        Ok(())
    }
}
