//! People who cannot pay.

use bmail_sdk::{ClientError, Reason};

use crate::{TEXT, harness::Harness};

/// Lamports that keep a wallet alive but pay for neither postage nor rent.
const LITTLE: u64 = 1_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_pay_is_told_to_add_lamports_and_keeps_them() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let draft = harness.draft(&ada, &bo, TEXT).await.unwrap();
    let dues = harness.message_rent(&draft).await + harness.correspondence_rent().await + draft.quote.postage.0;
    // Too little for the correspondence, for the message, and for the signature on top of both.
    let for_the_first = harness.correspondence_rent().await + LITTLE;
    for lamports in [LITTLE, for_the_first, dues, 1] {
        harness.fund(&ada.address(), lamports);
        let error = harness.client.send(&ada.wallet, &draft).await.unwrap_err();
        assert!(matches!(error, ClientError::Refused(Reason::InsufficientFunds)), "{lamports}: {error:?}");
        assert_eq!(harness.balance(&ada.address()).await, lamports);
    }
    assert_eq!(harness.client.inbox(&bo.mailbox).await.unwrap().entries, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_nothing_at_all_is_told_so_too() {
    let harness = Harness::open().await;
    let pauper = harness.newcomer();
    harness.fund(&pauper.address(), 0);
    let key = pauper.secret.encryption_key();
    let error = harness.client.open_mailbox(&pauper.wallet, &harness.network, key).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::InsufficientFunds)), "{error:?}");
}
