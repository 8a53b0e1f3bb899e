//! What the SDK refuses by itself: with a typed error, before anything is charged.

use bmail_sdk::{
    BuildError, ClientError, MAIL_ID, PROGRAMS, Reason,
    accounts::{DecodeError, Verdict},
    instructions::mail::MailboxSettings,
    sealing::{OpenError, SecretKey},
};
use postage::Rules;
use solana_pubkey::Pubkey;

use crate::{SOL, TEXT, harness::Harness};

/// Shows security.md: An account of another program or kind in place of the requested one.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_named_with_its_address() {
    let harness = Harness::open().await;
    let (ada, nobody) = (harness.resident().await, harness.newcomer());
    for (from, to) in [(&ada, &nobody), (&nobody, &ada)] {
        let error = harness.draft(from, to, TEXT).await.unwrap_err();
        let ClientError::Build(BuildError::NotFound { kind: "mailbox", address }) = error else { panic!("{error:?}") };
        assert_eq!(address, nobody.mailbox);
    }
    let error = harness.client.network(&nobody.address()).await.unwrap_err();
    assert!(
        matches!(error, ClientError::Build(BuildError::NotFound { kind: "network", .. })),
        "a wallet is not a network: {error:?}"
    );
    let error = harness.client.network(&MAIL_ID).await.unwrap_err();
    assert!(matches!(error, ClientError::Decode(DecodeError::WrongOwner(_))), "{error:?}");
    let error = harness.client.network(&ada.mailbox).await.unwrap_err();
    assert!(matches!(error, ClientError::Decode(DecodeError::WrongKind("network"))), "{error:?}");

    let unsent = PROGRAMS.message(&ada.address(), &ada.mailbox, 7).0;
    let client = &harness.client;
    for error in [
        client.read(&unsent, &ada.secret).await.unwrap_err(),
        client.acknowledge(&ada.wallet, &unsent, Verdict::Spam).await.unwrap_err(),
        client.expire(&ada.wallet, &unsent).await.unwrap_err(),
    ] {
        let ClientError::Build(BuildError::NotFound { kind: "message", address }) = error else { panic!("{error:?}") };
        assert_eq!(address, unsent);
    }
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
}

/// Shows mail.md: People cannot write to themselves.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_writes_to_themselves() {
    let harness = Harness::open().await;
    let ada = harness.resident().await;
    let error = harness.draft(&ada, &ada, TEXT).await.unwrap_err();
    assert!(matches!(error, ClientError::Build(BuildError::WriteToSelf)), "{error:?}");
}

/// Shows security.md: A name that cannot be seen, or that looks like another one.
/// Shows security.md: An address or a hash of zeros, which a program takes for none.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_no_network_should_have_is_refused_and_so_is_no_treasury() {
    let harness = Harness::open().await;
    let founder = harness.newcomer();
    let create = async |name, treasury| {
        harness.client.create_network(&founder.wallet, name, &treasury, &Rules::PERSONAL).await.unwrap_err()
    };
    for name in [
        "",
        "thirty-three bytes are one too many",
        "line\nfeed",
        "zero\0",
        " ",
        "\u{200b}",
        "\u{202e}sretteL",
        "\u{3164}",
        "lеtters",
    ] {
        let error = create(name, founder.address()).await;
        assert!(matches!(error, ClientError::Build(BuildError::Name(_))), "{name:?}: {error:?}");
    }
    let error = create("letters", Pubkey::default()).await;
    assert!(matches!(error, ClientError::Build(BuildError::Zeros("treasury"))), "{error:?}");
    assert_eq!(harness.balance(&founder.address()).await, 5 * SOL);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_exists_already_is_not_made_again() {
    let harness = Harness::open().await;
    let (ada, _) = harness.ada_and_bo().await;
    let key = SecretKey::from_keypair(&ada.wallet, &harness.network, 1).encryption_key();
    let again = harness.client.open_mailbox(&ada.wallet, &harness.network, key).await.unwrap_err();
    assert!(matches!(again, ClientError::Refused(Reason::AlreadyExists)), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_fits_no_transaction_is_not_even_quoted_and_the_error_says_how_much_to_shorten() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let first = harness.client.mailbox(&ada.mailbox).await.unwrap().next_sequence;
    let error = harness.draft(&ada, &bo, &noise(2_000)).await.unwrap_err();
    let ClientError::Build(BuildError::LetterTooLong { length, limit: 1_232 }) = error else { panic!("{error:?}") };
    assert!(length > 2_000);
    assert!(error.to_string().contains(&format!("{} more than fit: shorten its text", length - 1_232)));
    assert_eq!(harness.balance(&ada.address()).await, 5 * SOL);
    assert_eq!(harness.client.mailbox(&ada.mailbox).await.unwrap().next_sequence, first);
}

/// Shows mail.md: The content key is sealed to the recipient.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_another_secret_cannot_read() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let message = harness.send(&ada, &bo, TEXT).await;
    let next_version = SecretKey::from_keypair(&bo.wallet, &harness.network, 2);
    for secret in [&ada.secret, &next_version] {
        let error = harness.client.read(&message, secret).await.unwrap_err();
        assert!(matches!(error, ClientError::Open(OpenError::NotAuthentic)), "{error:?}");
    }
}

/// Shows security.md: Fake mailboxes that farm postage.
#[tokio::test(flavor = "multi_thread")]
async fn a_recipients_terms_are_in_the_quote() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let terms = MailboxSettings { min_fee: 77_777_777, min_reputation: 0, accepting: true };
    harness.client.set_mailbox(&bo.wallet, &harness.network, terms).await.unwrap();
    assert_eq!(harness.draft(&ada, &bo, TEXT).await.unwrap().quote.postage.0, terms.min_fee);
}

/// Incompressible bytes.
pub fn noise(length: usize) -> Vec<u8> {
    // The high byte of a 64-bit linear congruential generator (Knuth's constants).
    let next =
        |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(1_u64), next).map(|state| state.to_be_bytes()[0]).take(length).collect()
}
