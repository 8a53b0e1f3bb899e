//! `open_body`: an author begins an upload.

use bmail_sdk::{
    accounts::StoredBody, generated::mail::instructions::OpenBodyInstructionArgs, instructions::mail as instructions,
};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct OpenBody {
    pub who: Who,
    pub content: usize,
    pub empty: bool,
}

impl Modeled for OpenBody {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (author, hash) = (self.who.address(), self.who.hash(self.content));
        builder.focus.body = Some(PROGRAMS.body(&author, &hash).0);
        let size = if self.empty { 0 } else { CONTENTS[self.content] };
        let plan = instructions::open_body(&builder.chain(), &author, &hash, size).expect("people are no programs");
        builder.creating(plan, None)
    }

    fn choices() -> Weighted<Self> {
        let open = (who(), 0..CONTENTS.len(), weighted(0.1));
        (33, open.prop_map(|(who, content, empty)| Self { who, content, empty }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [author, body] = sent.addresses();
        let OpenBodyInstructionArgs { hash } = sent.arguments();
        let space = model.blanks.get(&body).map_or(0, |new| new.space);
        let length = space.saturating_sub(StoredBody::space(0));
        Reasons::default()
            .when(PROGRAMS.body(&author, &hash).0 != body, MailError::WrongAddress)
            .when(space == 0, MailError::NotNew)
            .when(!(1..=postage::MAX_SIZE as usize).contains(&length), MailError::InvalidLength)
            .none()?;
        model.blanks.remove(&body);
        let state = Body { author, hash, references: 0, sealed: false, content: vec![0; length] };
        model.bodies.insert(body, state);
        Ok(())
    }
}
