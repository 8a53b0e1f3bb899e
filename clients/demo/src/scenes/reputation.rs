//! The network gets a reputation. Bo's verdict earns Ada some of it, and her next letter costs less.

use anyhow::Result;
use bmail_sdk::{TokenTexts, accounts::Verdict, pda};
use reputation_core::weight;
use units::{Reputation, Seconds};

use crate::{
    people::Cast,
    play::{PARAMETERS, Play},
    scenes::prices,
    tables::{reputation, thousands},
};

/// A reputation, in millionths.
const ONE: u64 = 1_000_000;
/// Long enough that nobody has written much lately.
const MONTH: Seconds = Seconds::days(30);
/// What the founder gives the first citizens.
const BOS: u64 = 50;
const DANS: u64 = 30;
/// What the token is called.
const NAME: &str = "Green Thumbs";
const SYMBOL: &str = "THUMB";

const LETTER: &[u8] = b"Bo, eleven of the forty are runner beans. Plant them by the fence, they want to see the sea.";

pub async fn play(play: &Play) -> Result<()> {
    play.scene("The network gets a reputation");
    play.stage.travel_to(play.client().now().await?.after(MONTH).0)?;
    found(play).await?;
    earn(play).await?;
    prices::play(play).await?;
    show(play).await
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
        play.record(founder, format!("gives {} reputation", citizen.name), 0, &receipt);
    }
    play.teller.say(format!(
        "A month later, the founder gives the network a reputation: \"{NAME}\", a token that nobody can buy, sell or give \
        away. Mail that its reader finds valuable earns it, spam burns it, and it halves every year. A verdict moves the \
        more of it, the more its giver has. Somebody has to be first: Bo gets {BOS} and Dan {DANS}, of {} that can be given \
        away in all, ever.",
        thousands(PARAMETERS.seed_budget.0 / ONE)
    ));
    Ok(())
}

async fn earn(play: &Play) -> Result<()> {
    let (Cast { ada, bo, .. }, dan) = (&play.cast, play.cast.dan());
    play.open_standing(ada).await?;
    let bos = play.reputation(bo).await?;
    let mut rows = Vec::new();
    for person in [ada, bo, dan] {
        rows.push(vec![person.name.to_owned(), reputation(play.report(person).await?.now.effective)]);
    }
    let sent = play.send(ada, &play.draft(ada, bo, LETTER).await?, "writes to Bo").await?;
    let cut = play.acknowledge(bo, &sent.message, Verdict::Valuable, "says it was valuable").await?.treasury;
    for (row, person) in rows.iter_mut().zip([ada, bo, dan]) {
        let report = play.report(person).await?;
        row.extend([report.now, report.in_30_days].map(|holdings| reputation(holdings.effective)));
    }
    play.teller.say(format!(
        "Ada opens a standing, which is empty, and writes to Bo. Of what she pays, the network keeps {}. Bo finds the \
        letter valuable, and that earns her reputation: one for each {} that the network keeps, times the weight of Bo's \
        word, {:.2}.",
        thousands(cut.0),
        thousands((ONE << 32) / PARAMETERS.rate.0),
        weight(bos, PARAMETERS.constant).to_f64()
    ));
    play.teller.table(&["reputation of", "before", "after Bo's verdict", "in 30 days"], rows);
    Ok(())
}

/// Ada's wallet shows what her standing says.
async fn show(play: &Play) -> Result<()> {
    let ada = &play.cast.ada;
    let receipt = play.client().sync(&ada.wallet, &play.network, &ada.address()).await?;
    play.record(ada, "brings her token to what her standing says", 0, &receipt);
    let account = pda::token_account(&ada.address(), &pda::mint(&play.network).0).0;
    let shown = play.client().rpc().get_token_account_balance(&account).await?.ui_amount_string;
    play.teller.say(format!(
        "What counts is the standing. Wallets see the token, which anybody can bring to it. Ada does, and her wallet shows \
        {shown} {SYMBOL}: less each day, because the token bears negative interest."
    ));
    Ok(())
}
