//! The network gets a reputation, Bo's verdict earns Ada some of it, and her wallet shows it.

use anyhow::Result;
use bmail_sdk::{PROGRAMS, accounts::Verdict, instructions::reputation::TokenTexts, pda};
use reputation_core::weight;
use units::{Reputation, Seconds};

use crate::{
    people::Cast,
    play::{PARAMETERS, Play},
    tables::{reputation, thousands},
};

/// One reputation, in millionths.
const ONE: u64 = 1_000_000;
/// Long enough that earlier messages hardly count for the rate.
const MONTH: Seconds = Seconds::days(30);
/// The reputation that the founder seeds Bo and Dan with.
const BOS: u64 = 50;
const DANS: u64 = 30;
/// The token's name and symbol.
const NAME: &str = "Green Thumbs";
const SYMBOL: &str = "THUMB";

const LETTER: &[u8] = b"Bo, eleven of the forty are runner beans. Plant them by the fence, they want to see the sea.";

pub async fn earn(play: &Play) -> Result<()> {
    play.scene("The network gets a reputation");
    play.stage.travel_to(play.client().now().await?.after(MONTH).0)?;
    found(play).await?;
    earn_by_letter(play).await
}

async fn found(play: &Play) -> Result<()> {
    let Cast { founder, bo, .. } = &play.cast;
    let token = TokenTexts { name: NAME.into(), symbol: SYMBOL.into(), uri: String::new() };
    let (_, receipt) = play.client().create_reputation(&founder.wallet, &play.network, &PARAMETERS, &token).await?;
    play.record(founder, "gives the network a reputation", 0, &receipt);
    for (citizen, amount) in [(bo, BOS), (play.cast.dan(), DANS)] {
        play.open_standing(citizen).await?;
        let amount = Reputation(amount * ONE);
        let receipt = play.client().seed(&founder.wallet, &play.network, &citizen.address(), amount).await?;
        play.record(founder, format!("seeds {} with reputation", citizen.name), 0, &receipt);
    }
    play.teller.say(format!(
        "A month later, the founder gives the network a reputation token, \"{NAME}\". Nobody can buy, sell or transfer \
        it. A sender earns it with mail that the recipient acknowledges as valuable, and loses it with spam. It halves \
        every year. A verdict counts for more if its giver has more reputation, so someone has to start: the founder \
        seeds Bo with {BOS} and Dan with {DANS}, out of a budget of {} that can never grow.",
        thousands(PARAMETERS.seed_budget.0 / ONE)
    ));
    Ok(())
}

async fn earn_by_letter(play: &Play) -> Result<()> {
    let (Cast { ada, bo, .. }, dan) = (&play.cast, play.cast.dan());
    play.open_standing(ada).await?;
    let bos = play.reputation(bo).await?;
    let mut rows = Vec::new();
    for person in [ada, bo, dan] {
        rows.push(vec![person.name.to_owned(), reputation(play.standing(person).await?.now.effective)]);
    }
    let sent = play.send(ada, &play.draft(ada, bo, LETTER).await?, "writes to Bo").await?;
    let cut = play.acknowledge(bo, &sent.message, Verdict::Valuable, "acknowledges it as valuable").await?.treasury;
    for (row, person) in rows.iter_mut().zip([ada, bo, dan]) {
        let standing = play.standing(person).await?;
        row.extend([standing.now, standing.in_30_days].map(|holdings| reputation(holdings.effective)));
    }
    play.teller.say(format!(
        "Ada opens a standing, which starts empty, and writes to Bo. The network's cut of her postage is {}. Bo \
        acknowledges the letter as valuable, so Ada earns reputation: one for each {} of the cut, times the weight of \
        Bo's verdict, {:.2}.",
        thousands(cut.0),
        thousands((ONE << 32) / PARAMETERS.rate.0),
        weight(bos, PARAMETERS.constant).to_f64()
    ));
    play.teller.table(&["reputation of", "before", "after Bo's verdict", "in 30 days"], rows);
    Ok(())
}

/// Ada's wallet shows her reputation.
pub async fn show(play: &Play) -> Result<()> {
    let ada = &play.cast.ada;
    let receipt = play.client().sync(&ada.wallet, &play.network, &ada.address()).await?;
    play.record(ada, "syncs her token with her standing", 0, &receipt);
    let account = pda::token_account(&ada.address(), &PROGRAMS.mint(&play.network).0).0;
    let shown = play.client().rpc().get_token_account_balance(&account).await?.ui_amount_string;
    play.teller.say(format!(
        "The standing is what counts. Wallets show the token, which anyone can sync with the standing. Ada syncs hers, \
        and her wallet shows {shown} {SYMBOL}. The number falls every day, because the token bears negative interest."
    ));
    Ok(())
}
