//! Twenty wallets of one person that acknowledge each other, played by the built programs.

use bmail_sdk::accounts::Mailbox;
use bmail_testing::{Harness, Person};
use postage::{Rules, SIGNATURE_FEE};
use reputation_core::{Parameters, minted, weight};
use units::{Lamports, Q32, Reputation};

use crate::{
    SIZE,
    document::Section,
    earning::cut,
    price::first_letter,
    tables::{digits, lamports, reputation, section, thousands, whole},
};

const WALLETS: usize = 20;
const DAY: i64 = 86_400;

/// The wallets, and the minimum fee of their mailboxes.
struct Ring {
    harness: Harness,
    wallets: Vec<Person>,
}

/// What they did, and what they gained and lost.
struct Spoils {
    letters: u64,
    postage: Lamports,
    /// What they have lost, including the cluster's fees. The rent that they get back is not lost.
    lost: Lamports,
    /// What the treasury received.
    cut: Lamports,
    minted: Reputation,
}

impl Ring {
    /// The first `seeded` of them have ten reputation each.
    fn new(seeded: usize, min_fee: u64, owns_the_treasury: bool) -> Self {
        let mut harness = Harness::new();
        let founder = harness.person("Founder");
        let treasury = harness.person(if owns_the_treasury { "wallet 0" } else { "treasury" });
        let call = harness.create_network(&founder).treasury(treasury.address());
        let network = call.address();
        call.run();
        harness.network = network;
        harness.reputation(Parameters::PERSONAL);
        let citizen = |number| {
            let seed = if number < seeded { whole(10).0 } else { 0 };
            let wallet = harness.citizen(&format!("wallet {number}"), seed);
            harness.set_mailbox(&wallet).min_fee(min_fee).run();
            wallet
        };
        let wallets = (0..WALLETS).map(citizen).collect();
        Self { harness, wallets }
    }

    /// A letter from each to each other one, on each day to the next one.
    fn play(mut self) -> Spoils {
        let before = self.owned();
        let (mut postage, mut minted) = (0, 0);
        for round in 1..WALLETS {
            for sender in 0..WALLETS {
                let (paid, earned) = self.letter(sender, (sender + round) % WALLETS);
                (postage, minted) = (postage + paid, minted + earned);
            }
            self.harness.advance(DAY);
        }
        let waiting = |wallet| self.harness.account::<Mailbox>(self.harness.mailbox_of(wallet)).cut;
        let cut = self.wallets.iter().map(waiting).sum();
        for wallet in &self.wallets {
            self.harness.sweep(wallet).run();
        }
        let letters = (WALLETS * (WALLETS - 1)) as u64;
        Spoils {
            letters,
            postage: Lamports(postage),
            // The harness pays the signatures. The wallets would pay one for each letter and one for each verdict.
            lost: Lamports(before - self.owned() + 2 * letters * SIGNATURE_FEE.0),
            cut: Lamports(cut),
            minted: Reputation(minted),
        }
    }

    /// Sends a letter that is acknowledged as valuable, and returns its cost and what it earned.
    fn letter(&mut self, from: usize, to: usize) -> (u64, u64) {
        let (from, to) = (&self.wallets[from], &self.wallets[to]);
        let paid = self.harness.quote(from, to, SIZE).postage.0;
        let message = self.harness.send(from, to).size(SIZE as usize).run_and_find();
        let before = self.harness.reputation_of(from).0;
        self.harness.judge(to, message).run();
        (paid, self.harness.reputation_of(from).0 - before)
    }

    /// What their wallets hold, plus the rent that their correspondences return.
    fn owned(&self) -> u64 {
        let wallets = self.wallets.iter().map(|wallet| self.harness.lamports(wallet.address())).sum::<u64>();
        let pairs = (0..WALLETS).flat_map(|one| (0..one).map(move |other| (one, other)));
        let pairs = pairs.map(|(one, other)| self.harness.correspondence_of(&self.wallets[one], &self.wallets[other]));
        wallets + pairs.map(|address| self.harness.lamports(address)).sum::<u64>()
    }
}

/// The price of one reputation, in SOL.
fn each(Lamports(lost): Lamports, Reputation(minted): Reputation) -> String {
    if minted == 0 { "none minted".into() } else { digits(lost as f64 / minted as f64 / 1_000.0) }
}

/// Five kinds of rings, and an honest person for comparison.
pub fn of_twenty() -> Section {
    const FEE: u64 = 100_000_000;
    let forms = [
        ("newcomers", 0, 0, false),
        ("one has 10", 1, 0, false),
        ("all have 10", WALLETS, 0, false),
        ("all have 10, and ask 0.1 SOL a letter", WALLETS, FEE, false),
        ("the same, and they own the treasury", WALLETS, FEE, true),
    ];
    let ring = |(name, seeded, min_fee, owns): (&str, usize, u64, bool)| {
        let spoils = Ring::new(seeded, min_fee, owns).play();
        let bound = minted(spoils.cut, Parameters::PERSONAL.rate, Q32::ZERO, Q32::ONE);
        vec![
            name.to_owned(),
            thousands(spoils.letters),
            lamports(spoils.postage),
            lamports(spoils.lost),
            reputation(spoils.minted),
            reputation(bound),
            each(spoils.lost, spoils.minted),
        ]
    };
    let mut rows = forms.map(ring).to_vec();
    rows.push(honest());
    section(
        "ring",
        format!(
            "A ring of {WALLETS} wallets that write to each other and acknowledge for {} days, each to each once\n\
             (played by the programs); and an honest person with as many readers who have 10. The loss includes\n\
             the cluster's fees:",
            WALLETS - 1
        ),
        &["ring", "letters", "postage", "lost", "minted", "rate x cut", "SOL per reputation"],
        rows,
    )
}

fn honest() -> Vec<String> {
    let letters = (WALLETS - 1) as u64;
    let weight = weight(whole(10), Parameters::PERSONAL.constant);
    let postage = Lamports(letters * first_letter(&Rules::PERSONAL, SIZE, Reputation(0)).postage.0);
    let paid = Lamports(postage.0 + letters * SIGNATURE_FEE.0);
    let earned = Reputation(letters * minted(cut(), Parameters::PERSONAL.rate, Q32::ZERO, weight).0);
    let bound = minted(Lamports(letters * cut().0), Parameters::PERSONAL.rate, Q32::ZERO, Q32::ONE);
    vec![
        "no ring: an honest newcomer".to_owned(),
        thousands(letters),
        lamports(postage),
        lamports(paid),
        reputation(earned),
        reputation(bound),
        each(paid, earned),
    ]
}
