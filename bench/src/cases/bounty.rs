//! Bounties: made, funded, opened, answered, judged, paid, and everything given back.

use bmail_sdk::accounts::Opinion;
use bmail_testing::{Person, Stage};
use bounties::Terms;

use super::Note;

const TERMS: Terms = Terms { reviewers: 3, threshold: 2, awards: 3, ..Terms::EXAMPLE };

/// A treasury, and a bounty that three of four answers win.
pub fn award(stage: &mut Stage, pair: usize, note: &mut Note) {
    let founder = stage.founder();
    note("bounty.create_treasury", stage.create_treasury(&founder).run().compute_units);
    note("bounty.contribute", stage.contribute(&founder, 1_000_000_000).run().compute_units);
    let mut person = |name: &str| stage.person(&format!("{name} {pair}"));
    let (issuer, patron) = (person("Issuer"), person("Patron"));
    let reviewers = ["Rex", "Ria", "Rob"].map(&mut person);
    let submitters = ["Sid", "Sue", "Sam", "Sky"].map(&mut person);
    let [rex, ria, rob] = &reviewers;

    let create = stage.create_bounty(&issuer, &[rex, ria, rob], &TERMS);
    let bounty = create.address();
    note("bounty.create.sol", create.run().compute_units);
    note("bounty.allocate", stage.allocate(bounty, 100_000_000).run().compute_units);
    let missing = TERMS.total() - 100_000_000;
    note("bounty.fund", stage.fund(&patron, bounty, missing / 2).run().compute_units);
    note("bounty.fund.again", stage.fund(&patron, bounty, missing - missing / 2).run().compute_units);
    note("bounty.open", stage.open(&issuer, bounty).run().compute_units);
    for submitter in &submitters {
        note("bounty.commit", stage.commit(submitter, bounty).run().compute_units);
    }
    stage.advance(TERMS.periods.submit.0 as i64);
    for submitter in &submitters {
        note("bounty.reveal", stage.reveal_submission(submitter, bounty).run().compute_units);
    }
    stage.advance(TERMS.periods.reveal.0 as i64);
    for (submitter, reviewer) in submitters.iter().flat_map(|s| reviewers[..2].iter().map(move |r| (s, r))) {
        let judged = stage.review(reviewer, submitter, bounty, Opinion::Accept).run();
        note("bounty.review", judged.compute_units);
    }
    stage.advance(TERMS.periods.review.0 as i64);
    note("bounty.veto", stage.veto(&submitters[0], bounty).run().compute_units);
    stage.advance(TERMS.periods.challenge.0 as i64);
    give_back(stage, bounty, (&issuer, &patron), &submitters, note);
}

fn give_back(
    stage: &mut Stage,
    bounty: solana_pubkey::Pubkey,
    (issuer, patron): (&Person, &Person),
    submitters: &[Person],
    note: &mut Note,
) {
    for submitter in &submitters[1..] {
        note("bounty.claim.sol", stage.claim(submitter, bounty).run().compute_units);
    }
    for submitter in submitters {
        note("bounty.close_submission", stage.close_submission(submitter, bounty).run().compute_units);
    }
    note("bounty.withdraw_contribution", stage.withdraw_contribution(patron, bounty).run().compute_units);
    note("bounty.return_allocation", stage.return_allocation(bounty).run().compute_units);
    note("bounty.close_bounty", stage.close_bounty(issuer, bounty).run().compute_units);
    note("bounty.tally", stage.tally().run().compute_units);
}
