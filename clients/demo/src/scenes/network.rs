//! The founder creates a network, and people open mailboxes on it.

use anyhow::Result;

use crate::{
    books,
    people::{ALL_READERS, Cast, NETWORK, Person},
    play::{Play, RULES},
    tables::thousands,
};

const SOL: u64 = 1_000_000_000;
/// The balance of a reader: enough for a mailbox, a submission and its answer.
const LITTLE: u64 = SOL / 50;

pub async fn play(play: &Play) -> Result<()> {
    play.scene("A network, and its people");
    play.teller.say(
        "Amounts are in lamports; 1,000,000,000 lamports are one SOL. Solana charges 5,000 for each signature. It also \
        takes a deposit for each account on the chain, called rent, which comes back when the account is closed.",
    );
    let Cast { founder, ada, bo, mal, ida, jan, readers, treasury, .. } = &play.cast;
    let funded = [(founder, SOL), (ada, 5 * SOL), (bo, 5 * SOL), (mal, 20 * SOL), (ida, SOL), (jan, SOL)];
    for (person, amount) in funded.into_iter().chain(readers.iter().map(|reader| (reader, LITTLE))) {
        play.stage.fund(&person.address(), amount)?;
    }
    let before = books::wallets(play).await?;
    play.journal.borrow_mut().balances.before = before;

    let (network, receipt) = play.client().create_network(&founder.wallet, NETWORK, treasury, &RULES).await?;
    anyhow::ensure!(network == play.network, "the network is not at the address derived from its founder and name");
    play.record(founder, "creates a network", 0, &receipt);
    for person in play.cast.members() {
        let key = person.secret.encryption_key();
        let (_, receipt) = play.client().open_mailbox(&person.wallet, &network, key).await?;
        play.record(person, "opens a mailbox", 0, &receipt);
        play.journal.borrow_mut().totals.mailboxes += 1;
    }

    play.teller.say(format!("The founder creates the network \"{NETWORK}\" ({network}) and sets its rules."));
    let row = |person: &Person, is: &str, amount| {
        vec![person.name.to_owned(), is.to_owned(), person.address().to_string(), thousands(amount)]
    };
    let mut rows = vec![
        row(ada, "Bo's friend", 5 * SOL),
        row(bo, "Ada's friend", 5 * SOL),
        row(mal, "sells magic beans", 20 * SOL),
        row(ida, "sends a newsletter", SOL),
        row(jan, "sends the same newsletter", SOL),
    ];
    rows.push(vec![ALL_READERS.into(), "receive both newsletters".into(), String::new(), thousands(LITTLE) + " each"]);
    play.teller.table(&["who", "role", "wallet", "balance"], rows);
    Ok(())
}
