//! Reputation: verdicts that move it, prices that depend on it, endorsements, and the token.

use bmail_sdk::{TOKEN_2022_ID, accounts::Verdict};
use bmail_testing::{Harness, Outcome, Person};
use reputation_core::Parameters;

use super::{DAY, Note, SIZE};

const MILLION: u64 = 1_000_000;

/// A network gets a reputation, and two people get standings.
pub fn found(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    let founder = harness.founder();
    note("reputation.create_reputation", harness.create_reputation(&founder).run().compute_units);
    note("reputation.open_standing", harness.open_standing(ada).run().compute_units);
    harness.open_standing(bo).run();
    note("reputation.seed", harness.seed(ada, 50 * MILLION).run().compute_units);
    harness.seed(bo, 50 * MILLION).run();
    harness.set_contact(ada, bo).contact(false).run();
    harness.advance(3 * DAY);
}

/// Verdicts on messages between two people who have standings.
pub fn judge(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    note("mail.send.reputation_300", harness.send(ada, bo).size(SIZE).run().compute_units);
    for (case, verdict) in [
        ("mail.acknowledge.first_valuable_reputation", Verdict::Valuable),
        ("mail.acknowledge.valuable_reputation", Verdict::Valuable),
        ("mail.acknowledge.abstain_reputation", Verdict::Abstain),
        ("mail.acknowledge.spam_reputation", Verdict::Spam),
    ] {
        let message = harness.send(ada, bo).size(SIZE).run_and_find();
        harness.advance(DAY / 3);
        note(case, harness.judge(bo, message).verdict(verdict).run().compute_units);
    }
}

/// Someone endorses a person twice, is marked for spam, and takes the endorsement back.
pub fn endorse(harness: &mut Harness, ada: &Person, bo: &Person, cy: &Person, note: &mut Note) {
    harness.open_standing(cy).run();
    note("reputation.endorse", harness.endorse(ada, cy, 10 * MILLION).run().compute_units);
    note("reputation.endorse.again", harness.endorse(ada, cy, 5 * MILLION).run().compute_units);
    let message = harness.send(cy, bo).size(SIZE).run_and_find();
    let marked = harness.judge(bo, message).verdict(Verdict::Spam).run();
    note("mail.acknowledge.spam_endorsed", marked.compute_units);
    let message = harness.send(ada, bo).size(SIZE).run_and_find();
    harness.judge(bo, message).verdict(Verdict::Spam).run();
    note("reputation.collect", harness.collect(ada, cy).run().compute_units);
    note("reputation.begin_unendorse", harness.begin_unendorse(ada, cy).run().compute_units);
    harness.advance(61 * DAY);
    note("reputation.finish_unendorse", harness.finish_unendorse(ada, cy).run().compute_units);
}

/// The token follows the standing up and down. Also measures Token-2022's share of the compute units.
pub fn sync(harness: &mut Harness, ada: &Person, bo: &Person, note: &mut Note) {
    harness.open_token_account(bo);
    let minted = harness.sync(bo).run();
    note("reputation.sync.mint", minted.compute_units);
    note("peer.token_2022_mint", taken_by_token_2022(&minted));
    let message = harness.send(bo, ada).size(SIZE).run_and_find();
    harness.judge(ada, message).verdict(Verdict::Spam).run();
    let burned = harness.sync(bo).run();
    note("reputation.sync.burn", burned.compute_units);
    note("peer.token_2022_burn", taken_by_token_2022(&burned));
    note("reputation.sync.same", harness.sync(bo).run().compute_units);
    note("reputation.close_standing", harness.close_standing(bo).run().compute_units);
}

/// The compute units that a transaction's only call to Token-2022 consumed, read from its logs.
fn taken_by_token_2022(outcome: &Outcome) -> u64 {
    let prefix = format!("Program {TOKEN_2022_ID} consumed ");
    let mut figures = outcome.logs.iter().filter_map(|line| line.strip_prefix(&prefix)?.split(' ').next());
    figures.next().and_then(|units| units.parse().ok()).expect("a call of Token-2022")
}

/// The authority changes the parameters.
pub fn govern(harness: &mut Harness, note: &mut Note) {
    let founder = harness.founder();
    let proposed = harness.propose_parameters(&founder, &Parameters::PERSONAL).run();
    note("reputation.propose_parameters", proposed.compute_units);
    harness.advance(7 * DAY);
    note("reputation.apply_parameters", harness.apply_parameters().run().compute_units);
}
