//! The rules change between a quote and a message: it is refused, nothing is charged, and then quoted anew.

use anyhow::Result;
use bmail_sdk::{Draft, generated::mail::errors::MailError};
use postage::Rules;
use units::Lamports;

use crate::{
    people::Cast,
    play::{Play, RULES},
    tables::{period, thousands},
};

const TEXT: &[u8] = b"Ida, the ladder is with the founder. Do not print that I said so. Ada";
/// Twice the price of a message of no bytes.
const DEARER: Rules = Rules { base_fee: Lamports(2 * RULES.base_fee.0), ..RULES };

pub async fn play(play: &Play) -> Result<()> {
    let Cast { founder, ada, mal, ida, .. } = &play.cast;
    play.scene("The rules change under a sender's feet");
    let receipt = play.client().propose_rules(&founder.wallet, &play.network, &DEARER).await?;
    play.record(founder, "proposes dearer rules", 0, &receipt);
    let early = play.client().apply_rules(&mal.wallet, &play.network).await;
    let early = play.refused(mal, "applies the rules too early", early, MailError::RulesNotDue)?;
    play.teller.say(format!(
        "The founder proposes to double the base of all prices. Everybody can see that, and for {} nobody can put it in \
        force: \"{early}.\"",
        period(RULES.rules_delay.0)
    ));

    play.stage.travel_to(play.client().network(&play.network).await?.rules_due_at)?;
    let quoted = play.draft(ada, ida, TEXT).await?;
    let receipt = play.client().apply_rules(&mal.wallet, &play.network).await?;
    play.record(mal, "applies the rules that are due", 0, &receipt);
    let before = play.stage.balance(&ada.address()).await?;
    let stale = play.client().send(&ada.wallet, &quoted).await;
    let stale = play.refused(ada, "writes to Ida at an outdated price", stale, MailError::RulesChanged)?;
    let after = play.stage.balance(&ada.address()).await?;
    anyhow::ensure!(before == after, "a refused message cost Ada {} lamports", before - after);
    play.teller.say(format!(
        "When it can be, Ada asks what a letter to Ida costs. Then Mal, as anybody may, puts the new rules in force, and \
        only then Ada sends her letter: \"{stale}.\" Her wallet had {} before and has {} after it: not even a signature \
        was paid for, because the SDK has a node try each transaction before it sends it. Had the rules changed a moment \
        later, the program would have refused her letter at the price of the signature alone.",
        thousands(before),
        thousands(after)
    ));

    let anew = play.draft(ada, ida, TEXT).await?;
    let sent = play.send(ada, &anew, "writes to Ida").await?;
    play.teller.say("She asks again, finds it worth the price, and sends:");
    let row = |draft: &Draft, what: &str, paid| {
        let quote = draft.quote;
        vec![
            format!("version {}", draft.rules_version),
            thousands(quote.base.0),
            thousands(quote.postage.0),
            what.to_owned(),
            thousands(paid),
        ]
    };
    let rows = [row(&quoted, "refused", before - after), row(&anew, "sent", sent.fee)];
    play.teller.table(&["rules", "base", "quoted", "what became of it", "postage charged"], rows);
    Ok(())
}
