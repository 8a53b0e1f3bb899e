//! What happened, and whether the books balance: everything that the JSON output has.

use std::collections::BTreeMap;

use bmail_sdk::Receipt;
use serde::Serialize;

use crate::books::Held;

/// One transaction.
#[derive(Serialize)]
pub struct Step {
    pub scene: &'static str,
    pub who: &'static str,
    pub what: String,
    /// Lamports of a message's fee, a contribution or an award that it moved.
    pub fee: u64,
    /// Lamports that the cluster charged.
    pub network_fee: u64,
    pub compute_units: u64,
    pub signature: String,
}

/// Something that was refused, as it had to be. Nothing was charged for it.
#[derive(Serialize)]
pub struct Refusal {
    pub scene: &'static str,
    pub who: &'static str,
    pub what: String,
    pub because: String,
}

/// What people did, to be compared with what the network's ledger says.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub mailboxes: u64,
    pub messages: u64,
    /// Lamports that verdicts earned the recipients.
    pub earned: u64,
    /// Lamports that they earned the network.
    pub cut: u64,
}

/// A community's week, in lamports but for the people.
#[derive(Clone, Copy, Default, Serialize)]
pub struct Week {
    pub earned: u64,
    pub spent: u64,
    pub own: u64,
    pub gross: u64,
    pub net: u64,
    pub invested: u64,
    pub mailboxes: u64,
    /// Whose owner has been there for a month, and has a reputation.
    pub established: u64,
}

/// Lamports, by whose or what they are.
pub type Balances = BTreeMap<&'static str, u64>;

/// What there was before the play, and what there is after it.
#[derive(Default, Serialize)]
pub struct Books {
    pub before: Balances,
    pub after: Balances,
}

/// The whole play.
#[derive(Default, Serialize)]
pub struct Journal {
    pub steps: Vec<Step>,
    pub refusals: Vec<Refusal>,
    pub totals: Totals,
    pub week: Week,
    pub balances: Books,
    /// What the program's accounts hold at the end, and for whom.
    pub held: Vec<Held>,
    /// Lamports that the cluster charged in all.
    pub network_fees: u64,
    /// Whether what was there before is what is there after and what the cluster charged, to the lamport.
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
        });
    }

    pub fn record_refusal(&mut self, who: &'static str, what: impl Into<String>, because: String) {
        self.refusals.push(Refusal { scene: self.scene, who, what: what.into(), because });
    }

    /// Compares what was there with what is.
    pub fn close(&mut self, after: Balances, held: Vec<Held>) {
        self.balances.after = after;
        self.held = held;
        let Books { before, after } = &self.balances;
        let (before, after): (u64, u64) = (before.values().sum(), after.values().sum());
        self.balanced = before == after + self.network_fees;
    }
}
