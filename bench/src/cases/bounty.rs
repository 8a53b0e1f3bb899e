//! Bounties: created, funded, opened, entered, judged and paid, with everything given back.

use bmail_sdk::accounts::Opinion;
use bmail_testing::{Harness, Person};
use bounty_core::Terms;
use units::Lamports;

use super::{Note, peers::by_hand};

const TERMS: Terms = Terms { threshold: 2, awards: 3, ..Terms::EXAMPLE };

/// A treasury, and a bounty won by three of its four submissions.
pub fn award(harness: &mut Harness, pair: usize, note: &mut Note) {
    let founder = harness.founder();
    note("bounty.create_treasury", harness.create_treasury(&founder).run().compute_units);
    note("bounty.contribute", harness.contribute(&founder, 1_000_000_000).run().compute_units);
    let mut person = |name: &str| harness.person(&format!("{name} {pair}"));
    let (issuer, patron) = (person("Issuer"), person("Patron"));
    let reviewers = ["Rex", "Ria", "Rob"].map(&mut person);
    let submitters = ["Sid", "Sue", "Sam", "Sky"].map(&mut person);
    let [rex, ria, rob] = &reviewers;

    let create = harness.create_bounty(&issuer, &[rex, ria, rob], &TERMS);
    let bounty = create.address();
    note("bounty.create.sol", create.run().compute_units);
    note("bounty.allocate", harness.allocate(bounty, 100_000_000).run().compute_units);
    let missing = TERMS.total() - 100_000_000;
    note("bounty.fund", harness.fund(&patron, bounty, missing / 2).run().compute_units);
    note("bounty.fund.again", harness.fund(&patron, bounty, missing - missing / 2).run().compute_units);
    note("bounty.open", harness.open(&issuer, bounty).run().compute_units);
    for submitter in &submitters {
        note("bounty.commit", harness.commit(submitter, bounty).run().compute_units);
    }
    harness.advance(TERMS.submit_period as i64);
    for submitter in &submitters {
        note("bounty.reveal", harness.reveal_submission(submitter, bounty).run().compute_units);
    }
    harness.advance(TERMS.reveal_period as i64);
    for (submitter, reviewer) in submitters.iter().flat_map(|s| reviewers[..2].iter().map(move |r| (s, r))) {
        let judged = harness.review(reviewer, submitter, bounty, Opinion::Accept).run();
        note("bounty.review", judged.compute_units);
    }
    harness.advance(TERMS.review_period as i64);
    note("bounty.veto", harness.veto(&submitters[0], bounty).run().compute_units);
    harness.advance(TERMS.challenge_period as i64);
    give_back(harness, bounty, (&issuer, &patron), &submitters, note);
}

fn give_back(
    harness: &mut Harness,
    bounty: solana_pubkey::Pubkey,
    (issuer, patron): (&Person, &Person),
    submitters: &[Person],
    note: &mut Note,
) {
    for submitter in &submitters[1..] {
        by_hand(harness, "peer.pinocchio.claim", note, |harness| harness.claim(submitter, bounty).run());
        note("bounty.claim.sol", harness.claim(submitter, bounty).run().compute_units);
    }
    for submitter in submitters {
        note("bounty.close_submission", harness.close_submission(submitter, bounty).run().compute_units);
    }
    note("bounty.withdraw_contribution", harness.withdraw_contribution(patron, bounty).run().compute_units);
    note("bounty.return_allocation", harness.return_allocation(bounty).run().compute_units);
    note("bounty.close_bounty", harness.close_bounty(issuer, bounty).run().compute_units);
    note("bounty.tally", harness.tally().run().compute_units);
}

/// A bounty with a bond, which pays because its reviewers stay silent.
pub fn silence(harness: &mut Harness, pair: usize, note: &mut Note) {
    let [issuer, rex, sid] = ["Issuer", "Rex", "Sid"].map(|name| harness.person(&format!("Silent {name} {pair}")));
    let terms = Terms { awards: 1, bond: Lamports(1_000_000), max_submissions: 10, ..Terms::EXAMPLE };
    let bounty = harness.create_bounty(&issuer, &[&rex], &terms).run_and_find();
    harness.fund(&issuer, bounty, terms.total()).run();
    note("bounty.open.bond", harness.open(&issuer, bounty).run().compute_units);
    harness.commit(&sid, bounty).run();
    harness.advance(terms.submit_period.into());
    harness.reveal_submission(&sid, bounty).run();
    harness.advance([terms.reveal_period, terms.review_period, terms.challenge_period].map(i64::from).iter().sum());
    note("bounty.close_submission.bond", harness.close_submission(&sid, bounty).run().compute_units);
}
