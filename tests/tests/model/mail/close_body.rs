//! `close_body`: the author gets the rent back.

use bmail_sdk::instructions::mail as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct CloseBody {
    pub body: Which,
}

impl Modeled for CloseBody {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (who, _, body) = builder.body(self.body)?;
        builder.only(instructions::close_body(&builder.chain(), &who.address(), &body, 0))
    }

    fn choices() -> Weighted<Self> {
        (11, which().prop_map(|body| Self { body }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [author, body] = sent.addresses();
        let state = known(&model.bodies, body)?;
        Reasons::default()
            .when(state.author != author, MailError::NotYourBody)
            .when(state.references > 0, MailError::BodyInUse)
            .none()?;
        model.bodies.remove(&body);
        model.pay_all(body, author);
        Ok(())
    }
}
