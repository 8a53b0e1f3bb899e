//! The winners are paid, Eva's award earns reputation, her next letter costs less, and what the treasury gets of that pays
//! for other work.

use anyhow::Result;
use bmail_sdk::{Draft, accounts::Verdict, generated::bounty::errors::BountyError};
use solana_pubkey::Pubkey;

use crate::{
    people::{Cast, Person},
    play::Play,
    scenes::bounty::entries,
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
    play.record(eva, "takes the award to her standing", 0, &receipt);

    let (before, draft) = (play.stage.balance(&play.cast.treasury).await?, letter(play).await?);
    rows.push(row(play, eva, "with the award", &draft).await?);
    let sent = play.send(eva, &draft, "writes to Ada").await?;
    play.acknowledge(ada, &sent.message, Verdict::Valuable, "says it was valuable").await?;
    let receipt = play.client().sweep(&ada.wallet, &ada.mailbox).await?;
    play.record(ada, "sweeps her mailbox", 0, &receipt);
    let after = play.stage.balance(&play.cast.treasury).await?;
    anyhow::ensure!(draft.quote.postage < stranger.quote.postage, "an award does not make a letter cheaper");
    play.teller.say(
        "The veto's hour passes without one. Eva, Jan and Gus take their awards. What the treasury gave of an award earns \
        its winner reputation, what Jan gave does not: he could have given it to himself. Eva's next letter is to Ada, who \
        has never heard of her:",
    );
    play.teller.table(&["Eva to Ada", "reputation", "newcomer", "postage"], rows);
    play.teller.say(format!(
        "She sends it, Ada finds it valuable, and the treasury gets {} of the postage for other work: mail fills the \
        treasury, the treasury pays for work, work earns reputation, and reputation makes mail cheaper.",
        thousands(after - before)
    ));
    end(play, bounty).await
}

/// Pays each of the winners, and checks that they get the reward.
async fn pay(play: &Play, bounty: &Pubkey) -> Result<()> {
    let report = play.client().bounty_report(bounty).await?;
    let reward = report.bounty.header.terms.reward;
    let winners: Vec<_> = report.to_claim().map(|one| one.submission.submitter).collect();
    for entry in entries(&play.cast).iter().filter(|entry| winners.contains(&entry.who.address())) {
        let who = entry.who;
        let before = play.stage.balance(&who.address()).await?;
        let receipt = play.client().claim(&who.wallet, bounty, &who.address()).await?;
        let after = play.stage.balance(&who.address()).await?;
        anyhow::ensure!(after + receipt.network_fee == before + reward, "{} got another reward", who.name);
        play.record(who, "takes an award", reward, &receipt);
    }
    anyhow::ensure!(winners.len() == 3, "{} awards are paid, and not three", winners.len());
    Ok(())
}

/// All but Kim close their answers, and Mal's stake goes to the treasury.
async fn end(play: &Play, bounty: &Pubkey) -> Result<()> {
    let Cast { founder, mal, ida, jan, .. } = &play.cast;
    let before = play.stage.balance(&play.cast.treasury).await?;
    let entries = entries(&play.cast);
    let kim = play.cast.kim().address();
    for who in entries.iter().map(|entry| entry.who).filter(|who| who.address() != kim).chain([mal]) {
        let receipt = play.client().close_submission(&who.wallet, bounty, &who.address()).await?;
        play.record(who, "closes the answer", 0, &receipt);
    }
    let after = play.stage.balance(&play.cast.treasury).await?;
    let receipt = play.client().withdraw_contribution(&jan.wallet, bounty, &jan.address()).await?;
    play.record(jan, "has what is left of the contribution", 0, &receipt);
    let receipt = play.client().return_allocation(&founder.wallet, bounty).await?;
    play.record(founder, "brings what is left to the treasury", 0, &receipt);
    let early = play.client().close_bounty(&ida.wallet, bounty).await;
    let early = play.refused(ida, "closes the bounty too early", early, BountyError::BountyInUse)?;
    play.teller.say(format!(
        "Who closes an answer has its rent and stake back, but Mal: his stake, {}, is the treasury's now. Kim has not come \
        for hers, and until somebody closes her answer for her, Ida cannot close the bounty: \"{early}.\"",
        thousands(after - before)
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
