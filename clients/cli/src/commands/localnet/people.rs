//! The network and the people of a local network. Their keys stay, so a network that is started again has its addresses.

use std::{collections::BTreeMap, path::Path};

use bmail_sdk::{Client, instructions::reputation::TokenTexts, pda::network_name, sealing::SecretKey};
use postage::Rules;
use reputation_core::Parameters;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::{Reputation, Seconds};

use super::validator::Validator;
use crate::{
    config::{LocalNetwork, LocalPerson},
    context::Context,
    failure::{Code, Outcome},
    keys,
};

const NAME: &str = "the commons";
const PEOPLE: [&str; 2] = ["ada", "bo"];
const SOL: u64 = 1_000_000_000;
/// The reputation that the founder seeds each with, in its smallest units: 20.
const SEED: Reputation = Reputation(20_000_000);
/// Rules can change after an hour, so that this can be tried.
const RULES: Rules = Rules { rules_delay: Seconds(3_600), ..Rules::PERSONAL };

/// Founds the network, and opens a mailbox and a standing for everybody.
///
/// # Errors
/// If a key cannot be read or written, or the validator refuses something.
pub async fn found(context: &Context, validator: &Validator) -> Outcome<LocalNetwork> {
    let folder = context.paths.localnet_keys();
    let client = Client::connect(&validator.url).with_websocket(&validator.websocket);
    let founder = key(&folder.join("founder.json"))?;
    validator.fund(&founder.pubkey(), 100 * SOL)?;
    let name = network_name(NAME).expect("it is a plain name");
    let treasury = client.programs().treasury(&client.programs().network(&founder.pubkey(), &name).0).0;
    let (network, _) = client.create_network(&founder, NAME, &treasury, &RULES).await?;
    let token = TokenTexts { name: "Commons".into(), symbol: "COM".into(), uri: String::new() };
    client.create_reputation(&founder, &network, &Parameters::PERSONAL, &token).await?;
    client.create_treasury(&founder, &network, SOL, Seconds::days(7)).await?;
    let mut people = BTreeMap::new();
    for name in PEOPLE {
        let path = folder.join(format!("{name}.json"));
        let wallet = key(&path)?;
        validator.fund(&wallet.pubkey(), 10 * SOL)?;
        join(&client, &founder, &wallet, &network).await?;
        people.insert(name.to_owned(), LocalPerson { wallet: wallet.pubkey().to_string(), keypair: path });
    }
    Ok(LocalNetwork {
        url: validator.url.clone(),
        websocket: validator.websocket.clone(),
        network: network.to_string(),
        name: NAME.to_owned(),
        process: std::process::id(),
        people,
    })
}

async fn join(client: &Client, founder: &Keypair, wallet: &Keypair, network: &Pubkey) -> Outcome<()> {
    let key = SecretKey::from_keypair(wallet, network, 1).encryption_key();
    client.open_mailbox(wallet, network, key).await?;
    client.open_standing(wallet, network).await?;
    client.seed(founder, network, &wallet.pubkey(), SEED).await?;
    Ok(())
}

/// The key in a file; a new one if there is none.
fn key(path: &Path) -> Outcome<Keypair> {
    match keys::read(path) {
        Err(failure) if failure.code == Code::NotSetUp => {
            let keypair = Keypair::new();
            keys::write(path, &keypair)?;
            Ok(keypair)
        }
        read => read,
    }
}
