//! Who cannot pay.

use bmail_sdk::{ClientError, Reason};

use crate::{TEXT, stage::Stage};

/// Lamports that keep a wallet alive, and pay neither postage nor rent.
const LITTLE: u64 = 1_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_pay_is_told_to_add_lamports_and_keeps_them() {
    let stage = Stage::open().await;
    let (ada, bo) = stage.ada_and_bo().await;
    let draft = stage.draft(&ada, &bo, TEXT).await.unwrap();
    let dues = stage.message_rent(&draft).await + stage.correspondence_rent().await + draft.quote.postage.0;
    // Too little for the correspondence, for the message, and for the signature after both.
    let for_the_first = stage.correspondence_rent().await + LITTLE;
    for lamports in [LITTLE, for_the_first, dues, 1] {
        stage.fund(&ada.address(), lamports);
        let error = stage.client.send(&ada.wallet, &draft).await.unwrap_err();
        assert!(matches!(error, ClientError::Refused(Reason::InsufficientFunds)), "{lamports}: {error:?}");
        assert_eq!(stage.balance(&ada.address()).await, lamports);
    }
    assert_eq!(stage.client.inbox(&bo.mailbox).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_nothing_at_all_is_told_so_too() {
    let stage = Stage::open().await;
    let pauper = stage.newcomer();
    stage.fund(&pauper.address(), 0);
    let key = pauper.secret.encryption_key();
    let error = stage.client.open_mailbox(&pauper.wallet, &stage.network, key).await.unwrap_err();
    assert!(matches!(error, ClientError::Refused(Reason::InsufficientFunds)), "{error:?}");
}
