//! A ring of wallets that find each other's letters valuable.

use std::thread;

use bmail_sdk::accounts::Network;
use bmail_testing::{Harness, Outcome, Person, REPUTATION, events::MessageAcknowledged};
use reputation_core::{Parameters, minted};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use units::{Lamports, Q32};

const WALLETS: usize = 20;
const ROUNDS: usize = 1_000;
/// Each wallet's initial reputation, which gives its verdicts a weight of one half.
const SEED: u64 = 10 * REPUTATION;
/// How many letters or verdicts go into one transaction. Seven letters use 47 accounts; a transaction may use 64.
const TOGETHER: usize = 7;

/// The ring's approach.
struct Plan {
    name: &'static str,
    /// Hours between two rounds, in each of which every wallet writes one letter and acknowledges one.
    hours: i64,
    /// How many other wallets each wallet writes to in turn.
    partners: usize,
    /// Each wallet's minimum fee in lamports, most of which stays in the ring.
    min_fee: u64,
}

const PLANS: [Plan; 3] = [
    Plan { name: "neighbors, three letters a day", hours: 8, partners: 1, min_fee: 0 },
    Plan { name: "everyone, a costly letter a day", hours: 24, partners: 9, min_fee: 100_000_000 },
    Plan { name: "everyone, a costly letter a week", hours: 7 * 24, partners: 9, min_fee: 100_000_000 },
];

/// The results. Reputation is in millionths, valued at the time of each verdict; everything else is in lamports.
#[derive(Default)]
struct Account {
    treasury: u64,
    cluster: u64,
    lost: u64,
    minted: u64,
    left: u64,
}

struct Ring {
    harness: Harness,
    wallets: Vec<Person>,
    account: Account,
}

impl Ring {
    fn new(plan: &Plan) -> Self {
        let mut harness = Harness::new();
        harness.network();
        harness.reputation(Parameters::PERSONAL);
        harness.person("treasury");
        let wallets: Vec<_> = (0..WALLETS).map(|number| harness.citizen(&format!("wallet {number}"), SEED)).collect();
        wallets.iter().for_each(|wallet| drop(harness.set_mailbox(wallet).min_fee(plan.min_fee).run()));
        Self { harness, wallets, account: Account::default() }
    }

    fn run(&mut self, instructions: &[Instruction]) -> Outcome {
        let outcome = self.harness.execute(instructions).succeeded("a round");
        self.account.cluster += outcome.fee;
        outcome
    }

    /// Every wallet writes to the one this many places further, which finds the letter valuable.
    fn round(&mut self, distance: usize) {
        let places: Vec<_> = (0..WALLETS).collect();
        for places in places.chunks(TOGETHER) {
            let (mut letters, mut sent) = (Vec::new(), Vec::new());
            for place in places {
                let (from, to) = (&self.wallets[*place], &self.wallets[(place + distance) % WALLETS]);
                let mut call = self.harness.send(from, to);
                sent.push((to.clone(), call.address()));
                letters.extend(call.instructions());
            }
            self.run(&letters);
            self.acknowledge(&sent);
        }
    }

    fn acknowledge(&mut self, sent: &[(Person, Pubkey)]) {
        let verdicts: Vec<_> =
            sent.iter().map(|(to, message)| self.harness.judge(to, *message).instruction()).collect();
        let index = self.harness.index();
        for event in self.run(&verdicts).events::<MessageAcknowledged>() {
            self.account.treasury += event.cut;
            self.account.minted += index.effective(event.shares_after - event.shares_before).0;
        }
    }

    /// Everything that the ring owns, wherever it is held.
    fn wealth(&self) -> u64 {
        let all = self.harness.snapshot().total_lamports() as u64;
        let treasury = self.harness.account::<Network>(self.harness.network).treasury;
        all - [treasury, Person::named("fee payer").address()]
            .map(|other| self.harness.lamports(other))
            .iter()
            .sum::<u64>()
    }
}

fn run(plan: &Plan) -> Account {
    let mut ring = Ring::new(plan);
    let before = ring.wealth();
    for round in 0..ROUNDS {
        // Back and forth, because writing without being answered gets more and more expensive.
        let distance = 1 + round / 2 % plan.partners;
        ring.round(if round % 2 == 0 { distance } else { WALLETS - distance });
        ring.harness.advance(plan.hours * 3_600);
    }
    for wallet in ring.wallets.clone() {
        ring.harness.sweep(&wallet).run();
    }
    ring.account.lost = before - ring.wealth();
    ring.account.left = ring.wallets.iter().map(|wallet| ring.harness.reputation_of(wallet).0).sum();
    ring.account
}

#[test]
fn a_ring_of_twenty_wallets_that_praises_itself_for_a_thousand_rounds_earns_no_more_than_it_paid_for() {
    let accounts = thread::scope(|scope| {
        let runs = PLANS.each_ref().map(|plan| scope.spawn(|| run(plan)));
        runs.map(|run| run.join().unwrap())
    });
    println!(
        "{ROUNDS} rounds of {WALLETS} wallets  to the treasury  to the cluster      minted       bound        left"
    );
    println!("                                          (SOL)           (SOL)     (reputation)");
    for (plan, account) in PLANS.iter().zip(&accounts) {
        let Account { treasury, cluster, lost, minted: earned, left } = account;
        let bound = minted(Lamports(*treasury), Parameters::PERSONAL.rate, Q32::ZERO, Q32::ONE).0;
        let [sol, fees] = [treasury, cluster].map(|lamports| *lamports as f64 / 1e9);
        let [minted_, bound_, left_] = [*earned, bound, *left].map(|millionths| millionths as f64 / 1e6);
        println!("{:32}{sol:15.6} {fees:15.6} {minted_:11.3} {bound_:11.3} {left_:11.3}", plan.name);
        assert!(*earned <= bound && *earned > 0, "{}: {earned} of {bound}", plan.name);
        assert!(*left <= bound + WALLETS as u64 * SEED, "{}", plan.name);
        // The ring has lost every lamport that the treasury has, and has paid the cluster as well.
        assert!(lost == treasury && *treasury > 0 && *cluster > 0, "{}", plan.name);
    }
}

#[test]
fn a_ring_without_reputation_earns_none_whatever_it_pays() {
    let mut harness = Harness::new();
    harness.network();
    harness.reputation(Parameters::PERSONAL);
    let wallets: Vec<_> = (0..4).map(|number| harness.citizen(&format!("wallet {number}"), 0)).collect();
    wallets.iter().for_each(|wallet| drop(harness.set_mailbox(wallet).min_fee(1_000_000_000_000).run()));
    for (from, to) in (0..4).flat_map(|from| (1..4).map(move |further| (from, (from + further) % 4))) {
        let event = harness.exchange(&wallets[from], &wallets[to], bmail_sdk::accounts::Verdict::Valuable);
        assert_eq!((event.cut, event.shares_after), (240_000_000_000, 0));
    }
}
