//! The state that all scenes share. It knows none of them.

use std::cell::RefCell;

use anyhow::{Context, Result};
use bmail_sdk::{Client, Receipt};
use postage::Rules;
use reputation_core::{Parameters, Rate};
use solana_pubkey::Pubkey;
use units::{Reputation, Seconds};

use crate::{
    journal::{Journal, Named},
    movements,
    people::{Cast, Person},
    stage::Stage,
    teller::Teller,
};

/// The rules of personal mail, except that new rules can be applied after an hour, the shortest delay that the program
/// allows.
pub const RULES: Rules = Rules { rules_delay: Seconds(3_600), ..Rules::PERSONAL };

/// The parameters of personal mail, except for two rates: 12,500 lamports of the network's cut earn one reputation, and
/// so do 5,000,000 lamports that the treasury awards. So one letter and one award make a visible difference.
pub const PARAMETERS: Parameters = Parameters {
    rate: Rate::per_sol(Reputation(80_000_000_000)),
    award_rate: Rate::per_sol(Reputation(200_000_000)),
    ..Parameters::PERSONAL
};

pub struct Play {
    pub stage: Stage,
    pub cast: Cast,
    pub network: Pubkey,
    pub teller: Teller,
    pub journal: RefCell<Journal>,
}

impl Play {
    /// New people on a new stage. The teller prints only if `aloud`.
    pub fn new(stage: Stage, aloud: bool) -> Result<Self> {
        let (cast, network) = Cast::new()?;
        let named = |person: &Person| {
            let [wallet, mailbox, standing] =
                [person.address(), person.mailbox, person.standing].map(|address| address.to_string());
            Named { name: person.name, wallet, mailbox, standing }
        };
        let journal = Journal {
            validator: stage.url().to_owned(),
            network: network.to_string(),
            treasury: cast.treasury.to_string(),
            people: cast.people().map(named).collect(),
            ..Journal::default()
        };
        Ok(Self { stage, cast, network, teller: Teller { aloud }, journal: RefCell::new(journal) })
    }

    pub fn client(&self) -> &Client {
        &self.stage.client
    }

    /// Begins a scene.
    pub fn scene(&self, title: &'static str) {
        self.teller.heading(title);
        self.journal.borrow_mut().scene = title;
    }

    /// Adds to each step what its transaction moved.
    pub async fn trace(&self) -> Result<()> {
        let signatures: Vec<_> = self.journal.borrow().steps.iter().map(|step| step.signature.clone()).collect();
        for (at, signature) in signatures.iter().enumerate() {
            let record = self.stage.record(signature).await?;
            let traced = movements::trace(&record, &self.cast);
            let step = &mut self.journal.borrow_mut().steps[at];
            (step.accounts, step.movements) = traced.with_context(|| format!("{} {}", step.who, step.what))?;
        }
        Ok(())
    }

    /// Records a transaction that moved so many lamports of postage, a cut, a contribution, an award or a stake.
    pub fn record(&self, who: &Person, what: impl Into<String>, fee: u64, receipt: &Receipt) {
        self.journal.borrow_mut().record(who.name, what, fee, receipt);
    }
}
