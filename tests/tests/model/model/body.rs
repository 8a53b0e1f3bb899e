//! Bodies.

use bmail_sdk::{PROGRAMS, accounts::StoredBody};
use bmail_testing::MailError;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use super::{Body, Model, Prediction, Reasons, known};

impl Model {
    pub(super) fn open_body(&mut self, [author, body]: [Pubkey; 2], hash: [u8; 32]) -> Prediction {
        let space = self.blanks.get(&body).map_or(0, |new| new.space);
        let length = space.saturating_sub(StoredBody::space(0));
        Reasons::default()
            .when(PROGRAMS.body(&author, &hash).0 != body, MailError::WrongAddress)
            .when(space == 0, MailError::NotNew)
            .when(!(1..=postage::MAX_SIZE as usize).contains(&length), MailError::InvalidLength)
            .none()?;
        self.blanks.remove(&body);
        let state = Body { author, hash, references: 0, sealed: false, content: vec![0; length] };
        self.bodies.insert(body, state);
        Ok(())
    }

    pub(super) fn write_body(&mut self, [author, body]: [Pubkey; 2], offset: usize, chunk: &[u8]) -> Prediction {
        let mut state = known(&self.bodies, body)?;
        let place = state.content.get_mut(offset..offset + chunk.len());
        Reasons::default()
            .when(state.author != author, MailError::NotYourBody)
            .when(state.sealed, MailError::BodySealed)
            .when(place.is_none(), MailError::OutOfBounds)
            .none()?;
        place.expect("checked above").copy_from_slice(chunk);
        self.bodies.insert(body, state);
        Ok(())
    }

    pub(super) fn seal_body(&mut self, [author, body]: [Pubkey; 2]) -> Prediction {
        let state = known(&self.bodies, body)?;
        let hash: [u8; 32] = Sha256::digest(&state.content).into();
        Reasons::default()
            .when(state.author != author, MailError::NotYourBody)
            .when(state.sealed, MailError::BodySealed)
            .when(hash != state.hash, MailError::WrongHash)
            .none()?;
        self.bodies.insert(body, Body { sealed: true, ..state });
        Ok(())
    }

    pub(super) fn close_body(&mut self, [author, body]: [Pubkey; 2]) -> Prediction {
        let state = known(&self.bodies, body)?;
        Reasons::default()
            .when(state.author != author, MailError::NotYourBody)
            .when(state.references > 0, MailError::BodyInUse)
            .none()?;
        self.bodies.remove(&body);
        self.pay_all(body, author);
        Ok(())
    }
}
