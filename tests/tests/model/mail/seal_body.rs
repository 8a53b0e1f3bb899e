//! `seal_body`: an author completes an upload.

use bmail_sdk::instructions::mail as instructions;
use sha2::{Digest, Sha256};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct SealBody {
    pub body: Which,
}

impl Modeled for SealBody {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (who, _, body) = builder.body(self.body)?;
        builder.only(instructions::seal_body(&builder.chain(), &who.address(), &body))
    }

    fn choices() -> Weighted<Self> {
        (22, which().prop_map(|body| Self { body }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [author, body] = sent.addresses();
        let state = known(&model.bodies, body)?;
        let hash: [u8; 32] = Sha256::digest(&state.content).into();
        Reasons::default()
            .when(state.author != author, MailError::NotYourBody)
            .when(state.sealed, MailError::BodySealed)
            .when(hash != state.hash, MailError::WrongHash)
            .none()?;
        model.bodies.insert(body, Body { sealed: true, ..state });
        Ok(())
    }
}
