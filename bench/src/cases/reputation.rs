//! Reputation: verdicts that move it, prices that count it, endorsements, and the token.

use bmail_sdk::{TOKEN_2022_ID, accounts::Verdict};
use bmail_testing::{Outcome, Person, Stage};
use standing::Parameters;

use super::{DAY, Note, SIZE};

const MILLION: u64 = 1_000_000;

/// A network gets a reputation, and two people standings.
pub fn found(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut Note) {
    let founder = stage.founder();
    note("reputation.create_reputation", stage.create_reputation(&founder).run().compute_units);
    note("reputation.open_standing", stage.open_standing(ada).run().compute_units);
    stage.open_standing(bo).run();
    note("reputation.seed", stage.seed(ada, 50 * MILLION).run().compute_units);
    stage.seed(bo, 50 * MILLION).run();
    stage.set_contact(ada, bo).contact(false).run();
    stage.advance(3 * DAY);
}

/// Verdicts between two who have standings, and what they wrote.
pub fn judge(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut Note) {
    note("mail.send.reputation_300", stage.send(ada, bo).size(SIZE).run().compute_units);
    for (case, verdict) in [
        ("mail.acknowledge.first_valuable_reputation", Verdict::Valuable),
        ("mail.acknowledge.valuable_reputation", Verdict::Valuable),
        ("mail.acknowledge.abstain_reputation", Verdict::Abstain),
        ("mail.acknowledge.spam_reputation", Verdict::Spam),
    ] {
        let message = stage.send(ada, bo).size(SIZE).run_and_find();
        stage.advance(DAY / 3);
        note(case, stage.judge(bo, message).verdict(verdict).run().compute_units);
    }
}

/// Somebody endorses somebody, again, is marked, and takes it back.
pub fn endorse(stage: &mut Stage, ada: &Person, bo: &Person, cy: &Person, note: &mut Note) {
    stage.open_standing(cy).run();
    note("reputation.endorse", stage.endorse(ada, cy, 10 * MILLION).run().compute_units);
    note("reputation.endorse.again", stage.endorse(ada, cy, 5 * MILLION).run().compute_units);
    let message = stage.send(cy, bo).size(SIZE).run_and_find();
    let marked = stage.judge(bo, message).verdict(Verdict::Spam).run();
    note("mail.acknowledge.spam_endorsed", marked.compute_units);
    let message = stage.send(ada, bo).size(SIZE).run_and_find();
    stage.judge(bo, message).verdict(Verdict::Spam).run();
    note("reputation.collect", stage.collect(ada, cy).run().compute_units);
    note("reputation.begin_unendorse", stage.begin_unendorse(ada, cy).run().compute_units);
    stage.advance(61 * DAY);
    note("reputation.finish_unendorse", stage.finish_unendorse(ada, cy).run().compute_units);
}

/// The token follows the standing up and down; and what Token-2022 takes of it.
pub fn sync(stage: &mut Stage, ada: &Person, bo: &Person, note: &mut Note) {
    stage.open_token_account(bo);
    let minted = stage.sync(bo).run();
    note("reputation.sync.mint", minted.compute_units);
    note("peer.token_2022_mint", taken_by_token_2022(&minted));
    let message = stage.send(bo, ada).size(SIZE).run_and_find();
    stage.judge(ada, message).verdict(Verdict::Spam).run();
    let burned = stage.sync(bo).run();
    note("reputation.sync.burn", burned.compute_units);
    note("peer.token_2022_burn", taken_by_token_2022(&burned));
    note("reputation.sync.same", stage.sync(bo).run().compute_units);
    note("reputation.close_standing", stage.close_standing(bo).run().compute_units);
}

/// The compute units of a transaction's one call of Token-2022, as its logs report them.
fn taken_by_token_2022(outcome: &Outcome) -> u64 {
    let prefix = format!("Program {TOKEN_2022_ID} consumed ");
    let mut reports = outcome.logs.iter().filter_map(|line| line.strip_prefix(&prefix)?.split(' ').next());
    reports.next().and_then(|units| units.parse().ok()).expect("a call of Token-2022")
}

/// The authority changes the parameters.
pub fn govern(stage: &mut Stage, note: &mut Note) {
    let founder = stage.founder();
    let proposed = stage.propose_parameters(&founder, &Parameters::PERSONAL).run();
    note("reputation.propose_parameters", proposed.compute_units);
    stage.advance(7 * DAY);
    note("reputation.apply_parameters", stage.apply_parameters().run().compute_units);
}
