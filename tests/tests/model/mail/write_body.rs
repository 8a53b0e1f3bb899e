//! `write_body`: an author uploads a part.

use bmail_sdk::{generated::mail::instructions::WriteBodyInstructionArgs, instructions::mail as instructions};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct WriteBody {
    pub body: Which,
    pub part: Part,
}

#[derive(Clone, Copy, Debug)]
pub enum Part {
    All,
    FirstHalf,
    SecondHalf,
    /// Content that differs in its first byte.
    Wrong,
    /// One byte too far.
    Beyond,
}

impl Modeled for WriteBody {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (who, content, body) = builder.body(self.body)?;
        let content = who.content(content);
        let half = content.len() / 2;
        let (offset, chunk) = match self.part {
            Part::All => (0, content),
            Part::FirstHalf => (0, content[..half].to_vec()),
            Part::SecondHalf => (half, content[half..].to_vec()),
            Part::Wrong => (0, vec![content[0] ^ 1]),
            Part::Beyond => (1, content),
        };
        builder.only(instructions::write_body(&builder.chain(), &who.address(), &body, offset, &chunk))
    }

    fn choices() -> Weighted<Self> {
        let parts = vec![Part::All, Part::All, Part::FirstHalf, Part::SecondHalf, Part::Wrong, Part::Beyond];
        (33, (waiting(), select(parts)).prop_map(|(body, part)| Self { body, part }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [author, body] = sent.addresses();
        let WriteBodyInstructionArgs { offset, chunk } = sent.arguments();
        let offset = offset as usize;
        let mut state = known(&model.bodies, body)?;
        let place = state.content.get_mut(offset..offset + chunk.len());
        Reasons::default()
            .when(state.author != author, MailError::NotYourBody)
            .when(state.sealed, MailError::BodySealed)
            .when(place.is_none(), MailError::OutOfBounds)
            .none()?;
        place.expect("checked above").copy_from_slice(&chunk);
        model.bodies.insert(body, state);
        Ok(())
    }
}
