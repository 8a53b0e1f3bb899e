//! How fast the command answers. `make bench-inbox` runs it, on a machine that does nothing else.

use std::time::{Duration, Instant};

use bmail_mailstore::{Content, Direction, Facts, Key, Outcome, Owner, Store};
use bmail_sdk::{Client, sealing::SecretKey};
use solana_keypair::read_keypair_file;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::harness::{Localnet, Machine};

const LETTERS: u32 = 10_000;
const TIMES: usize = 21;
/// The limit of a list, as a median.
const LIMIT: Duration = Duration::from_millis(100);

#[test]
#[ignore = "make bench-inbox runs it"]
fn an_inbox_of_10000_letters_answers_within_100_milliseconds() {
    let localnet = Localnet::shared();
    let machine = Machine::set_up(localnet);
    fill(localnet, &machine);
    let list = &machine.json(&["inbox"])["strangers"];
    assert_eq!(list.as_array().unwrap().len(), 50);
    for (arguments, name) in [(&["inbox"][..], "with a look at the cluster"), (&["inbox", "--offline"], "without one")]
    {
        let mut times: Vec<_> = (0..TIMES)
            .map(|_| {
                let begin = Instant::now();
                assert_eq!(machine.run(arguments).code, 0);
                begin.elapsed()
            })
            .collect();
        times.sort_unstable();
        let (least, median, most) = (times[0], times[TIMES / 2], times[TIMES - 1]);
        println!("an inbox of {LETTERS} letters, {name}: {median:.0?} as a median ({least:.0?} to {most:.0?})");
        assert!(median < LIMIT, "it takes {median:?}, above {LIMIT:?}");
    }
}

/// Puts letters into the store that the command uses.
fn fill(localnet: &Localnet, machine: &Machine) {
    let set_up = machine.json(&["setup"]);
    let text = |name: &str| set_up[name].as_str().unwrap().to_owned();
    let (network, wallet): (Pubkey, Pubkey) = (text("network").parse().unwrap(), text("wallet").parse().unwrap());
    let keypair = read_keypair_file(text("keypair")).unwrap();
    assert_eq!(keypair.pubkey(), wallet);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let genesis = runtime.block_on(Client::connect(&localnet.url()).genesis()).unwrap();
    let secret = SecretKey::from_keypair(&keypair, &network, 1);
    let folder = machine.home().join(".local/share/bmail/mail");
    let store = Store::open(&folder, Owner { wallet, genesis }, Key { network, version: 1, secret: &secret }).unwrap();
    let letters: Vec<_> = (0..LETTERS)
        .map(|number| {
            let mut message = [3; 32];
            message[..4].copy_from_slice(&number.to_le_bytes());
            let facts = Facts {
                message: Pubkey::new_from_array(message),
                network,
                direction: Direction::Received,
                other: Pubkey::new_from_array([(number % 200) as u8; 32]),
                sequence: u64::from(number),
                at: i64::from(number),
                fee: 650_000,
                deadline: 0,
                outcome: Outcome::Valuable,
            };
            (facts, Content::Text(format!("Letter {number}, about beans and what they cost").into_bytes()))
        })
        .collect();
    for some in letters.chunks(1_000) {
        let _stored = store.keep(some).unwrap();
    }
}
