//! What happened, and whether the books balance. This is what `--json` prints.

use std::collections::BTreeMap;

use bmail_sdk::Receipt;
use serde::Serialize;

use crate::{
    held::Held,
    movements::{Movement, Place},
};

/// A person, with what the chain knows of them.
#[derive(Serialize)]
pub struct Named {
    pub name: &'static str,
    pub wallet: String,
    pub mailbox: String,
    pub standing: String,
}

/// One transaction.
#[derive(Serialize)]
pub struct Step {
    pub scene: &'static str,
    pub who: &'static str,
    pub what: String,
    /// Lamports of postage, a cut, a contribution, an award or a stake that the transaction moved.
    pub fee: u64,
    /// Lamports that the cluster charged.
    pub network_fee: u64,
    pub compute_units: u64,
    pub signature: String,
    /// The accounts that the transaction names, except for programs.
    pub accounts: Vec<Place>,
    /// All lamports and tokens that it moved.
    pub movements: Vec<Movement>,
}

/// A call that a program refused, as it should. Nothing was charged.
#[derive(Serialize)]
pub struct Refusal {
    pub scene: &'static str,
    pub who: &'static str,
    pub what: String,
    pub because: String,
}

/// What people did, to compare with the network's ledger.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub mailboxes: u64,
    pub messages: u64,
    /// Lamports that verdicts paid to recipients.
    pub earned: u64,
    /// Lamports that verdicts paid to the network.
    pub cut: u64,
}

/// A community's week. All amounts are lamports.
#[derive(Clone, Copy, Default, Serialize)]
pub struct WeekTotals {
    pub earned: u64,
    pub spent: u64,
    pub self_funded: u64,
    pub gross: u64,
    pub net: u64,
    pub invested: u64,
    pub mailboxes: u64,
    /// Mailboxes whose owner has been there for a month and has a reputation.
    pub established: u64,
}

/// Lamports, by owner or kind.
pub type Balances = BTreeMap<&'static str, u64>;

/// The balances before and after the play, of people and of what the programs hold.
#[derive(Default, Serialize)]
pub struct Books {
    pub before: Balances,
    pub after: Balances,
}

/// The whole play.
#[derive(Default, Serialize)]
pub struct Journal {
    /// Where the validator listens, while it runs.
    pub validator: String,
    pub network: String,
    pub treasury: String,
    pub people: Vec<Named>,
    pub steps: Vec<Step>,
    pub refusals: Vec<Refusal>,
    pub totals: Totals,
    pub week: WeekTotals,
    pub balances: Books,
    /// What the programs' accounts hold at the end, and for whom.
    pub held: Vec<Held>,
    /// Lamports that the cluster charged in all.
    pub network_fees: u64,
    /// Whether the balances before equal the balances after plus what the cluster charged, to the lamport.
    pub balanced: bool,
    #[serde(skip)]
    pub scene: &'static str,
}

impl Journal {
    pub fn record(&mut self, who: &'static str, what: impl Into<String>, fee: u64, receipt: &Receipt) {
        self.network_fees += receipt.network_fee;
        self.steps.push(Step {
            scene: self.scene,
            who,
            what: what.into(),
            fee,
            network_fee: receipt.network_fee,
            compute_units: receipt.compute_units,
            signature: receipt.signature.to_string(),
            accounts: Vec::new(),
            movements: Vec::new(),
        });
    }

    pub fn record_refusal(&mut self, who: &'static str, what: impl Into<String>, because: String) {
        self.refusals.push(Refusal { scene: self.scene, who, what: what.into(), because });
    }

    /// Sets the final balances, and checks that the books balance.
    pub fn close(&mut self, after: Balances, held: Vec<Held>) {
        self.balances.after = after;
        self.held = held;
        let Books { before, after } = &self.balances;
        let (before, after): (u64, u64) = (before.values().sum(), after.values().sum());
        self.balanced = before == after + self.network_fees;
    }
}
