//! The rules change between a quote and a message. The message is refused, nothing is charged, and Ada asks again.

use anyhow::Result;
use bmail_sdk::{generated::mail::errors::MailError, instructions::mail::Draft};
use postage::Rules;
use units::Lamports;

use crate::{
    people::Cast,
    play::{Play, RULES},
    tables::{period, thousands},
};

const TEXT: &[u8] = b"Ida, the ladder is with the founder. Do not print that I said so. Ada";
/// Rules with twice the base fee.
const DEARER: Rules = Rules { base_fee: Lamports(2 * RULES.base_fee.0), ..RULES };

pub async fn play(play: &Play) -> Result<()> {
    let Cast { founder, ada, mal, ida, .. } = &play.cast;
    play.scene("The rules change between a quote and a message");
    let receipt = play.client().propose_rules(&founder.wallet, &play.network, &DEARER).await?;
    play.record(founder, "proposes more expensive rules", 0, &receipt);
    let early = play.client().apply_rules(&mal.wallet, &play.network).await;
    let early = play.refused(mal, "applies the rules too early", early, MailError::RulesNotDue)?;
    play.teller.say(format!(
        "The founder proposes rules that double the base fee. The proposal is public, and nobody can apply it for {}: \
        \"{early}.\"",
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
        "After the hour, Ada asks for the price of a letter to Ida. Then Mal applies the new rules, as anyone may. Only \
        then does Ada send her letter: \"{stale}.\" Her wallet had {} before and has {} after. She did not even pay \
        for a signature, because the SDK simulates each transaction before it sends it. If the rules had changed a \
        moment later, the program would have refused the letter, and Ada would have paid for the signature alone.",
        thousands(before),
        thousands(after)
    ));

    let anew = play.draft(ada, ida, TEXT).await?;
    let sent = play.send(ada, &anew, "writes to Ida").await?;
    play.teller.say("Ada asks again, accepts the new price, and sends:");
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
    play.teller.table(&["rules", "base", "quoted", "result", "postage charged"], rows);
    Ok(())
}
