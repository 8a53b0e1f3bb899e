//! What is measured: each instruction in its cases, and the peers.

use std::{collections::BTreeMap, fs, path::PathBuf};

use bmail_sdk::accounts::Verdict;
use bmail_testing::{Person, Stage};
use solana_signer::Signer;

/// The size of message by which everything is compared.
pub const SIZE: usize = 300;
/// How many pairs of people a figure that depends on their addresses is the median of.
const PAIRS: usize = 31;
const DAY: i64 = 86_400;

/// The snapshot's figures, and the range of each case from best to worst.
pub struct Measured {
    /// `program.instruction.case`: compute units, the median; `program.size`: bytes.
    pub figures: BTreeMap<String, u64>,
    /// `program.instruction.case`: the least, the median and the most compute units.
    pub ranges: BTreeMap<String, [u64; 3]>,
}

/// Compute units of every instruction, in cases from the cheapest to the dearest.
pub fn measure() -> Measured {
    let mut samples = BTreeMap::<&str, Vec<u64>>::new();
    for pair in 0..PAIRS {
        let mut stage = Stage::new();
        let mut note = |case, units| samples.entry(case).or_default().push(units);
        let founder = stage.person(&format!("founder {pair}"));
        note("mail.create_network", stage.create_network(&founder).name("the allotments").run().compute_units);
        stage.network();
        let [ada, bo, cy] = ["Ada", "Bo", "Cy"].map(|name| stage.person(&format!("{name} {pair}")));
        for person in [&ada, &bo, &cy] {
            note("mail.open_mailbox", stage.open_mailbox(person).run().compute_units);
        }
        note("mail.set_mailbox", stage.set_mailbox(&cy).run().compute_units);
        note("mail.rotate_key", stage.rotate_key(&cy).run().compute_units);
        correspond(&mut stage, &ada, &bo, &mut note);
        pester(&mut stage, &ada, &cy, &mut note);
        peers(&mut stage, &ada, &bo, &mut note);
    }
    let ranges: BTreeMap<_, _> = samples.into_iter().map(|(case, units)| (case.to_owned(), range(units))).collect();
    let mut figures: BTreeMap<_, _> = ranges.iter().map(|(case, [_, median, _])| (case.clone(), *median)).collect();
    figures.insert("mail.size".to_owned(), program_size("mail"));
    Measured { figures, ranges }
}

/// Two people write to each other, and answer.
fn correspond(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut impl FnMut(&'static str, u64)) {
    note("mail.send.first_contact_300", stage.send(ada, bo).size(SIZE).run().compute_units);
    stage.send(bo, ada).size(SIZE).run();
    note("mail.send.known_1", stage.send(ada, bo).size(1).run().compute_units);
    stage.advance(DAY / 3);
    note("mail.send.known_300", stage.send(bo, ada).size(SIZE).run().compute_units);

    for (case, verdict) in [
        ("mail.acknowledge.valuable", Verdict::Valuable),
        ("mail.acknowledge.abstain", Verdict::Abstain),
        ("mail.acknowledge.spam", Verdict::Spam),
    ] {
        let message = stage.send(ada, bo).size(SIZE).run_and_find();
        note(case, stage.acknowledge(bo, message).verdict(verdict).run().compute_units);
    }
}

/// Somebody writes again and again to who does not answer; the last message's address was sent lamports before.
fn pester(stage: &mut Stage, ada: &Person, cy: &Person, note: &mut impl FnMut(&'static str, u64)) {
    for _ in 0..9 {
        stage.send(ada, cy).size(SIZE).run();
    }
    stage.advance(60);
    note("mail.send.unanswered_300", stage.send(ada, cy).size(SIZE).run().compute_units);
    stage.advance(60);
    let address = stage.send(ada, cy).address();
    stage.give(address, 1);
    note("mail.send.prefunded_300", stage.send(ada, cy).size(SIZE).run().compute_units);
    stage.advance(15 * DAY);
    note("mail.expire", stage.expire(address).run().compute_units);
}

/// The same bytes as a memo beside a transfer, and a transfer alone.
fn peers(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut impl FnMut(&'static str, u64)) {
    let transfer = solana_system_interface::instruction::transfer(&ada.address(), &bo.address(), 650_000);
    note("peer.transfer", stage.execute(std::slice::from_ref(&transfer)).succeeded("a transfer").compute_units);
    let text = "m".repeat(SIZE);
    let memo = spl_memo_interface::instruction::build_memo(
        &spl_memo_interface::v3::id(),
        text.as_bytes(),
        &[&ada.keypair.pubkey()],
    );
    note("peer.memo_transfer_300", stage.execute(&[transfer, memo]).succeeded("a memo").compute_units);
}

fn range(mut units: Vec<u64>) -> [u64; 3] {
    units.sort_unstable();
    [units[0], units[units.len() / 2], units[units.len() - 1]]
}

/// Bytes of a built program.
pub fn program_size(name: &str) -> u64 {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/deploy").join(name).with_extension("so");
    fs::metadata(&path).unwrap_or_else(|_| panic!("{} is missing: run `make build`", path.display())).len()
}
