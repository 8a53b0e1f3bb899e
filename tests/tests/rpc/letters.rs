//! Letters with a subject and files, sent in every way.

use bmail_sdk::{
    instructions::mail::{LongDraft, Mode, Newsletter, Text},
    letter::{Attachment, Delivery, Letter, Local, MailAddress, message_id, render},
    sealing::{Kind, Plaintext},
};
use solana_pubkey::Pubkey;

use crate::{
    harness::{Harness, Person},
    newsletter::deliver,
    refusals::noise,
};

fn letter(answered: Pubkey, size: usize) -> Letter {
    let mut letter = Letter::from("Dear Bo,\nhere is the plan.");
    letter.subject = "Re: the beds in the north".to_owned();
    letter.in_reply_to = Some(answered);
    letter.attachments.push(Attachment::new("plan.bin", "application/octet-stream", noise(size)));
    letter
}

impl Harness {
    async fn arrives(
        &self,
        from: &Person,
        to: &Person,
        text: impl Into<Text<'_>>,
        mode: Mode,
        expected: &Letter,
    ) -> Pubkey {
        let draft = self.client.draft(&from.address(), &self.network, &to.address(), text, mode).await.unwrap();
        let (message, _, _) = self.client.send_and_reveal(&from.wallet, &draft).await.unwrap();
        let received = self.client.read(&message, &to.secret).await.unwrap();
        assert_eq!((received.kind, received.letter().as_ref()), (Kind::Letter, Ok(expected)));
        assert_eq!((received.sender, received.recipient, received.message), (from.address(), to.address(), message));
        message
    }
}

/// Shows letters.md: What is built is read as the same letter.
/// Shows letters.md: A mail program sees whose letter it is, when it was sent, and what it answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_with_a_subject_and_a_file_arrives_at_once_posted_and_as_a_body() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let first = harness.send(&bo, &ada, b"The beds?").await;
    let short = letter(first, 40);
    let sealed: Plaintext = short.encode().unwrap();
    harness.arrives(&ada, &bo, &sealed, Mode::AtOnce, &short).await;
    let answer = harness.arrives(&ada, &bo, &sealed, Mode::Posted, &short).await;

    let long = letter(first, 4_000);
    let sealed = LongDraft::new(&harness.genesis().await, &ada.address(), &long.encode().unwrap()).unwrap();
    harness.client.upload(&ada.wallet, &sealed, &|_| ()).await.unwrap();
    harness.arrives(&ada, &bo, &sealed, Mode::AtOnce, &long).await;

    let received = harness.client.read(&answer, &bo.secret).await.unwrap();
    let [from, to] = [&ada, &bo]
        .map(|person| MailAddress { local: Local::Wallet(person.address()), network: "the-allotments".to_owned() });
    let delivery = Delivery {
        message: received.message,
        network: received.network,
        from: (None, &from),
        to: (None, &to),
        sent_at: received.sent_at,
        references: &[],
        reply_to: None,
    };
    let mail = String::from_utf8(render(&received.letter().unwrap(), &delivery).unwrap()).unwrap();
    assert!(
        mail.contains(&message_id(&first, &harness.network)) && mail.contains("Re: the beds in the north"),
        "{mail}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newsletter_can_be_a_letter() {
    let harness = Harness::open().await;
    let (ada, bo) = harness.ada_and_bo().await;
    let cleo = harness.resident().await;
    let news = Letter { subject: "News".to_owned(), list_id: "allotments".to_owned(), ..Letter::from("Rain.") };
    let long = LongDraft::new(&harness.genesis().await, &ada.address(), &news.encode().unwrap()).unwrap();
    harness.client.upload(&ada.wallet, &long, &|_| ()).await.unwrap();
    let readers = [bo.address(), cleo.address()];
    let mut newsletter = Newsletter::new(harness.network, long, readers).unwrap();
    deliver(&harness.client, &ada, &mut newsletter).await;
    for reader in [&bo, &cleo] {
        let message = harness.client.inbox(&reader.mailbox).await.unwrap().entries[0].address;
        assert_eq!(harness.client.read(&message, &reader.secret).await.unwrap().letter(), Ok(news.clone()));
    }
}
