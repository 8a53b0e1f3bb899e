//! Who has taken a link is told by what its transaction did, not by whom it names.

use std::time::Duration;

use bmail_sdk::{
    instructions::mail::{LINK_FEE, take_link},
    link::LinkError,
};
use solana_instruction::AccountMeta;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tokio::{sync::watch, time::sleep};

use super::{Made, OFFER, is};
use crate::{
    nodes::NO_HISTORY,
    once::UNKNOWN,
    proxy::Fate::{Arrives, Forged, RequestLost},
};

/// Lamports enough for an address that has none.
const GIFT: u64 = 1_000_000;

/// Cleo has the link, too. While Bo's transaction is lost, she takes it, in a transaction that names Bo. A stranger names all
/// of them afterwards.
///
/// Shows security.md: Naming somebody else as the one who has taken a link.
/// Shows letters.md: The first who takes it has it.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_only_named_has_not_taken_it() {
    let made = Made::with(OFFER).await;
    let (harness, (cleos, link)) = (&made.harness, made.reader());
    let [bo, cleo] = [Keypair::new().pubkey(), Keypair::new().pubkey()];
    let opened = cleos.open_link(&link).await.unwrap();

    let mut plan = take_link(&cleos.chain().await.unwrap(), &opened.at, &cleo, opened.sum, LINK_FEE).unwrap();
    let named = [bo, harness.network].map(|named| AccountMeta::new_readonly(named, false));
    plan.steps[0].actions.last_mut().unwrap().accounts.extend(named);

    let (tell, mut sent) = watch::channel(false);
    let bos = harness.client_through(move |method, _| match method {
        "sendTransaction" => {
            tell.send_replace(true);
            RequestLost
        }
        _ => Arrives,
    });
    let cleo_takes = async {
        sent.wait_for(|sent| *sent).await.unwrap();
        let key = link.key.keypair();
        cleos.execute(&plan, &[&key]).await.unwrap();
        harness.send_gift_naming(&link.message, GIFT, &[link.key.address(), bo], &[]).await;
    };
    let (bo_takes, ()) = tokio::join!(bos.take_link(&link, &bo, opened.sum), cleo_takes);
    is(bo_takes, LinkError::Gone);
    assert_eq!((harness.balance(&cleo).await, harness.balance(&bo).await), (opened.sum, 0));
}

/// Bo takes it, and hears nothing of his transaction. Strangers name the letter afterwards.
///
/// Shows security.md: Naming somebody else as the one who has taken a link.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_taken_it_is_told_though_the_confirmation_is_lost() {
    let made = Made::with(OFFER).await;
    let (harness, (client, link)) = (&made.harness, made.reader());
    let (bo, sum) = (Keypair::new().pubkey(), client.open_link(&link).await.unwrap().sum);
    let deaf = harness.client_through(|method, _| match method {
        "getSignatureStatuses" => Forged(UNKNOWN),
        _ => Arrives,
    });
    let named = async {
        while harness.balance(&bo).await == 0 {
            sleep(Duration::from_millis(100)).await;
        }
        for lamports in 1..=3 {
            harness.send_gift_naming(&link.message, GIFT + lamports, &[link.key.address(), bo], &[]).await;
        }
    };
    let (taken, ()) = tokio::join!(deaf.take_link(&link, &bo, sum), named);
    let receipt = taken.unwrap();
    assert_eq!((receipt.network_fee, harness.balance(&bo).await), (LINK_FEE, sum));
    let paid = harness.client.rpc().get_signatures_for_address(&bo).await.unwrap();
    assert_eq!(paid.last().unwrap().signature, receipt.signature.to_string());

    // A node without history cannot tell. It is not told that Bo has it.
    let forgetful = harness.client_through(|method, _| match method {
        "getSignaturesForAddress" => Forged(NO_HISTORY),
        _ => Arrives,
    });
    is(forgetful.take_link(&link, &bo, sum).await, LinkError::Gone);
}
