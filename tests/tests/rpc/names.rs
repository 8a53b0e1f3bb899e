//! Names of the Solana Name Service, from accounts as it lays them out.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use bmail_sdk::names::sns::{self, CHOICES, PROGRAM, REVERSE, ROOT, account_of, choice_of, reverse_of};
use solana_pubkey::Pubkey;

use crate::{
    SOL,
    harness::{Harness, programs},
    proxy::Fate::Arrives,
};

const NOBODY: Pubkey = Pubkey::new_from_array([0; 32]);

impl Harness {
    /// Registers a name: its account, with an owner, and the account that says which name it is.
    fn register_name(&self, name: &str, owner: &Pubkey) {
        let account = account_of(name);
        let data = [ROOT.as_ref(), owner.as_ref(), NOBODY.as_ref(), b"whatever the owner stores"].concat();
        self.forge(&account, SOL, &data, &PROGRAM);
        let length = u32::try_from(name.len()).unwrap().to_le_bytes();
        let data = [NOBODY.as_ref(), REVERSE.as_ref(), REVERSE.as_ref(), &length, name.as_bytes(), &[0; 8]].concat();
        self.forge(&reverse_of(&account), SOL, &data, &PROGRAM);
    }

    /// Makes a name the primary one of a wallet.
    fn choose_name(&self, wallet: &Pubkey, name: &str) {
        self.forge(&choice_of(wallet), SOL, &[&[1], account_of(name).as_ref()].concat(), &CHOICES);
    }
}

/// Shows letters.md: A verified name is one that the wallet has chosen and owns
/// Shows security.md: A name that is not the wallet's
#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_shown_if_the_wallet_has_chosen_it_and_owns_it() {
    let harness = Harness::open().await;
    harness.deploy(PROGRAM, programs()[0].1.clone());
    let [ada, bo, cleo, dan, eva] = [(); 5].map(|()| Pubkey::new_unique());
    harness.register_name("ada", &ada);
    harness.choose_name(&ada, "ada");
    // Bo owns a name and has chosen none, Cleo has chosen Ada's, and Dan one that he has sold.
    harness.register_name("bo", &bo);
    harness.choose_name(&cleo, "ada");
    harness.register_name("dan", &bo);
    harness.choose_name(&dan, "dan");
    // What another program has made at the right address is no choice, and no name.
    harness.register_name("eva", &eva);
    harness.forge(&choice_of(&eva), SOL, &[&[1], account_of("eva").as_ref()].concat(), &PROGRAM);
    let names = harness.client.verified_names([ada, bo, cleo, dan, eva]).await.unwrap();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), [(ada, "ada.sns".to_owned())]);

    harness.choose_name(&eva, "eva");
    assert_eq!(harness.client.verified_names([eva]).await.unwrap()[&eva], "eva.sns");
    let account = harness.client.rpc().get_account(&account_of("eva")).await.unwrap();
    harness.forge(&account_of("eva"), SOL, &account.data, &CHOICES);
    assert!(harness.client.verified_names([eva]).await.unwrap().is_empty());
}

/// Shows letters.md: On a cluster without the name service, nothing is asked
#[tokio::test(flavor = "multi_thread")]
async fn without_the_name_service_nothing_is_asked_but_once_whether_it_is_there() {
    let harness = Harness::open().await;
    let requests = Arc::new(AtomicUsize::new(0));
    let count = requests.clone();
    let client = harness.client_through(move |_, _| {
        count.fetch_add(1, Relaxed);
        Arrives
    });
    for _ in 0..3 {
        assert!(client.verified_names([Pubkey::new_unique()]).await.unwrap().is_empty());
    }
    assert_eq!(requests.load(Relaxed), 1);
    // With it, many wallets take two requests for each fifty; none of these has chosen a name.
    harness.deploy(PROGRAM, programs()[0].1.clone());
    let client = harness.connect();
    let wallets: Vec<_> = (0..120).map(|_| Pubkey::new_unique()).collect();
    harness.register_name("last", &wallets[119]);
    harness.choose_name(&wallets[119], "last");
    let names = client.verified_names(wallets.iter().copied()).await.unwrap();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), [(wallets[119], format!("last{}", sns::SUFFIX))]);
}
