//! The winners are paid, Eva's award earns reputation, her next letter costs less, and what the treasury gets of that
//! pays for other work.

use anyhow::{Context, Result};
use bmail_sdk::{accounts::Verdict, generated::bounty::errors::BountyError, instructions::mail::Draft};
use solana_pubkey::Pubkey;

use crate::{
    entrants::entrants,
    people::{Cast, Person},
    play::Play,
    tables::{factor, reputation, thousands},
};

const LETTER: &[u8] = b"Dear Ada, drawer nineteen is not empty, it is full of very small lentils. Eva";

pub async fn play(play: &Play, bounty: &Pubkey) -> Result<()> {
    play.scene("Work earns reputation, and reputation makes mail cheaper");
    let (ada, eva) = (&play.cast.ada, play.cast.eva());
    play.next_phase(bounty).await?;
    play.next_phase(bounty).await?;
    play.open_standing(eva).await?;
    let stranger = letter(play).await?;
    let mut rows = vec![row(play, eva, "before", &stranger).await?];
    pay(play, bounty).await?;
    let receipt = play.client().earn_reputation(&eva.wallet, bounty, &eva.address()).await?;
    play.record(eva, "earns reputation for the award", 0, &receipt);

    let (before, draft) = (play.stage.balance(&play.cast.treasury).await?, letter(play).await?);
    rows.push(row(play, eva, "with the award", &draft).await?);
    let sent = play.send(eva, &draft, "writes to Ada").await?;
    play.acknowledge(ada, &sent.message, Verdict::Valuable, "acknowledges it as valuable").await?;
    let cut = play.client().mailbox(&ada.mailbox).await?.cut;
    let receipt = play.client().sweep(&ada.wallet, &ada.mailbox).await?;
    play.record(ada, "sweeps her mailbox", cut, &receipt);
    let after = play.stage.balance(&play.cast.treasury).await?;
    anyhow::ensure!(draft.quote.postage < stranger.quote.postage, "an award does not make a letter cheaper");
    play.teller.say(
        "The day passes without a veto. Eva, Jan and Gus claim their awards. The part of an award that the treasury \
        paid earns its winner reputation. The part that Jan paid does not, because he could have paid it to himself. \
        Eva's next letter goes to Ada, who does not know her:",
    );
    play.teller.table(&["Eva to Ada", "reputation", "newcomer", "postage"], rows);
    play.teller.say(format!(
        "Eva sends it, Ada acknowledges it as valuable, and {} of the postage goes to the treasury. Mail fills the \
        treasury, the treasury pays for work, work earns reputation, and reputation makes mail cheaper.",
        thousands(after - before)
    ));
    end(play, bounty).await
}

/// Each winner claims the award. Checks that they get exactly the reward.
async fn pay(play: &Play, bounty: &Pubkey) -> Result<()> {
    let overview = play.client().bounty_overview(bounty).await?;
    let reward = overview.bounty.header.terms.reward;
    let winners: Vec<_> = overview.to_claim().map(|one| one.submission.submitter).collect();
    let entrants = entrants(&play.cast);
    for who in entrants.iter().map(|entrant| entrant.who).filter(|who| winners.contains(&who.address())) {
        let before = play.stage.balance(&who.address()).await?;
        let receipt = play.client().claim(&who.wallet, bounty, &who.address()).await?;
        let after = play.stage.balance(&who.address()).await?;
        anyhow::ensure!(after + receipt.network_fee == before + reward, "{} did not get {reward} lamports", who.name);
        play.record(who, "claims an award", reward, &receipt);
    }
    anyhow::ensure!(winners.len() == 3, "{} awards were claimed instead of three", winners.len());
    Ok(())
}

/// Everyone but Kim closes their submission. Mal's stake goes to the treasury, and the bond pays Finn.
async fn end(play: &Play, bounty: &Pubkey) -> Result<()> {
    let Cast { founder, mal, ida, jan, .. } = &play.cast;
    let before = play.stage.balance(&play.cast.treasury).await?;
    let entrants = entrants(&play.cast);
    let kim = play.cast.kim().address();
    let answers = play.client().stored_answers(bounty, &play.cast.eva().address()).await?;
    for who in entrants.iter().map(|entrant| entrant.who).filter(|who| who.address() != kim).chain([mal]) {
        let (_, submission) = play.client().submission_of(bounty, &who.address()).await?;
        let receipt = play.client().close_submission(&who.wallet, bounty, &who.address()).await?;
        let what = if submission.is_revealed() {
            "closes the submission"
        } else {
            "closes the submission, whose stake the treasury gets"
        };
        play.record(who, what, submission.stake, &receipt);
    }
    let after = play.stage.balance(&play.cast.treasury).await?;
    let bond = play.client().bounty_overview(bounty).await?.bond().context("the bounty has no bond")?;
    anyhow::ensure!(bond.held + bond.share == bond.promised, "the bond did not pay exactly one share");
    for (body, _) in answers {
        play.close_body(play.cast.eva(), &body).await?;
    }
    let receipt = play.client().withdraw_contribution(&jan.wallet, bounty, &jan.address()).await?;
    play.record(jan, "withdraws what is left of the contribution", 0, &receipt);
    let receipt = play.client().return_allocation(&founder.wallet, bounty).await?;
    play.record(founder, "returns what is left to the treasury", 0, &receipt);
    let early = play.client().close_bounty(&ida.wallet, bounty).await;
    let early = play.refused(ida, "closes the bounty too early", early, BountyError::BountyInUse)?;
    play.teller.say(format!(
        "Everyone who closes a submission gets its rent and stake back, and Eva also the rent of her answer. Only Mal gets \
        no stake back: his {} go to the treasury. Finn, whom too few reviewers have judged, also gets {} of Ida's bond. \
        Kim has not closed her submission, and until someone does, Ida cannot close the bounty: \"{early}.\"",
        thousands(after - before),
        thousands(bond.share)
    ));
    Ok(())
}

async fn letter(play: &Play) -> Result<Draft> {
    play.draft(play.cast.eva(), &play.cast.ada, LETTER).await
}

async fn row(play: &Play, sender: &Person, when: &str, draft: &Draft) -> Result<Vec<String>> {
    let has = reputation(play.reputation(sender).await?);
    Ok(vec![when.to_owned(), has, factor(draft.quote.newcomer), thousands(draft.quote.postage.0)])
}
