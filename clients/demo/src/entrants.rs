//! The people who submit to the bounty, in the order in which they commit.

use bmail_sdk::{
    accounts::Opinion::{self, Accept, Reject},
    bounty::{SubmissionSecret, content_hash},
};
use solana_pubkey::Pubkey;

use crate::people::{Cast, Person};

/// A submitter, and the opinions of Ada, Bo and Dan; `None` stands for a reviewer who does not review.
pub struct Entrant<'a> {
    pub who: &'a Person,
    pub opinions: [Option<Opinion>; 3],
    pub text: &'static str,
}

impl Entrant<'_> {
    pub fn submission(&self, bounty: &Pubkey) -> SubmissionSecret {
        SubmissionSecret::from_keypair(&self.who.wallet, bounty, content_hash(self.text.as_bytes()))
    }
}

/// All entrants but Mal, who has no submission of his own.
pub fn entrants(cast: &Cast) -> [Entrant<'_>; 5] {
    let entrant = |who, text, opinions| Entrant { who, opinions, text };
    let (yes, no) = (Some(Accept), Some(Reject));
    [
        entrant(cast.eva(), "forty drawers, forty names, and a drawing of each", [yes, yes, None]),
        entrant(cast.finn(), "most of them are runner beans, more or less", [no, None, None]),
        entrant(&cast.jan, "forty names, by color and by who brought them", [yes, yes, None]),
        entrant(cast.gus(), "forty names in Latin", [yes, no, yes]),
        entrant(cast.kim(), "forty names, and how to cook them", [yes, None, yes]),
    ]
}
