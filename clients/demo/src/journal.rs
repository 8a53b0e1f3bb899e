//! What happened, and whether the books balance.

use std::collections::BTreeMap;

use bmail_sdk::Receipt;
use serde::Serialize;

/// One transaction.
#[derive(Serialize)]
pub struct Step {
    pub who: &'static str,
    pub what: String,
    /// Lamports of a message's fee that it escrowed, paid out or refunded.
    pub fee: u64,
    /// Lamports that the cluster charged.
    pub network_fee: u64,
    pub compute_units: u64,
    pub signature: String,
}

/// Lamports, by whose or which they are.
pub type Balances = BTreeMap<String, u64>;

/// What there was before the play, and what there is after it.
#[derive(Default, Serialize)]
pub struct Books {
    pub before: Balances,
    pub after: Balances,
}

/// Everything that the JSON output has.
#[derive(Default, Serialize)]
pub struct Journal {
    pub steps: Vec<Step>,
    pub balances: Books,
    /// Lamports that the cluster charged in all.
    pub network_fees: u64,
    /// Whether what was there before is what is there after and what the cluster charged, to the lamport.
    pub balanced: bool,
}

impl Journal {
    pub fn record(&mut self, who: &'static str, what: impl Into<String>, fee: u64, receipt: &Receipt) {
        self.network_fees += receipt.network_fee;
        self.steps.push(Step {
            who,
            what: what.into(),
            fee,
            network_fee: receipt.network_fee,
            compute_units: receipt.compute_units,
            signature: receipt.signature.to_string(),
        });
    }

    /// Compares what was there with what is.
    pub fn close(&mut self, after: Balances) {
        self.balances.after = after;
        let Books { before, after } = &self.balances;
        let (before, after): (u64, u64) = (before.values().sum(), after.values().sum());
        self.balanced = before == after + self.network_fees;
    }
}
