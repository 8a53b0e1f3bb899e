//! The play: five scenes, told as they happen.

use anyhow::Result;
use bmail_sdk::accounts::Verdict;
use postage::{Quote, Rules, Verdict as Judgement, settle};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    journal::{Balances, Journal},
    people::Person,
    stage::Stage,
    tables::{self, heading, lamports},
};

const SOL: u64 = 1_000_000_000;
const RULES: Rules = Rules::PERSONAL;
/// How many messages the stranger sends, and how many of them Bo reads.
const SPAM: usize = 20;
const READ: usize = 15;

struct Play<'a> {
    stage: &'a Stage,
    journal: Journal,
    tell: bool,
    founder: Keypair,
    network: Pubkey,
    people: [Person; 3],
}

/// Plays everything and closes the books.
pub async fn play(stage: &Stage, text: &[u8], tell: bool) -> Result<Journal> {
    let mut play = Play::open(stage, tell).await?;
    play.first_letter(text).await?;
    play.friends().await?;
    play.spam().await?;
    play.silence().await?;
    play.close().await
}

impl<'a> Play<'a> {
    /// Founds a network and opens three mailboxes.
    async fn open(stage: &'a Stage, tell: bool) -> Result<Self> {
        let [founder, ada, bo, mal, treasury] = std::array::from_fn(|_| Keypair::new());
        let mut journal = Journal::default();
        for (name, wallet, sol) in [("founder", &founder, 1), ("Ada", &ada, 5), ("Bo", &bo, 5), ("Mal", &mal, 20)] {
            stage.fund(&wallet.pubkey(), sol * SOL)?;
            journal.balances.before.insert(name.to_owned(), stage.client.rpc().get_balance(&wallet.pubkey()).await?);
        }

        let (network, receipt) =
            stage.client.create_network(&founder, "the allotments", &treasury.pubkey(), &RULES).await?;
        journal.record("founder", "founds a network", 0, &receipt);
        let people = [("Ada", ada), ("Bo", bo), ("Mal", mal)].map(|(name, key)| Person::new(name, key, network));
        for person in &people {
            let receipt = person.open_mailbox(stage).await?;
            journal.record(person.name, "opens a mailbox", 0, &receipt);
        }
        if tell {
            heading("A network, and three people on it");
            println!("network {network}, with the default rules of personal mail");
            for person in &people {
                println!("{:<7} {}", person.name, person.address());
            }
        }
        Ok(Self { stage, journal, tell, founder, network, people })
    }

    /// Ada writes to Bo, who reads, answers and says that it was valuable.
    async fn first_letter(&mut self, text: &[u8]) -> Result<()> {
        let [ada, bo, _] = &self.people;
        let draft = ada.draft(self.stage, bo, text).await?;
        if self.tell {
            heading("Ada writes to Bo: what it will cost, before it is charged");
            tables::breakdown(&draft);
        }
        let held = [ada.balance(self.stage).await?, bo.balance(self.stage).await?];
        let (message, receipt) = ada.send(self.stage, &draft).await?;
        let fee = draft.quote.postage.0;
        self.journal.record("Ada", "writes to Bo", fee, &receipt);

        let letter = bo.read(self.stage, &message).await?;
        anyhow::ensure!(letter.text == text, "Bo did not read what Ada wrote");
        let answer = b"Dear Ada, forty kinds! Gloves, kettle and Bo will be there at nine.";
        let reply = bo.draft(self.stage, ada, answer).await?;
        let (answered, receipt) = bo.send(self.stage, &reply).await?;
        self.journal.record("Bo", "answers", reply.quote.postage.0, &receipt);

        let earned = settle(draft.quote.postage, RULES.terms(), Judgement::Valuable).recipient.0;
        let receipt = bo.acknowledge(self.stage, &message, Verdict::Valuable).await?;
        self.journal.record("Bo", "says it was valuable", earned, &receipt);
        let earned_back = settle(reply.quote.postage, RULES.terms(), Judgement::Valuable).recipient.0;
        let receipt = ada.acknowledge(self.stage, &answered, Verdict::Valuable).await?;
        self.journal.record("Ada", "says it was valuable", earned_back, &receipt);

        if self.tell {
            println!("\nBo decrypts: {}", String::from_utf8_lossy(&letter.text));
            println!("Ada decrypts: {}", String::from_utf8_lossy(answer));
            println!("Both say that it was valuable, and earn what the other paid, less the network's tenth:");
            let now = [ada.balance(self.stage).await?, bo.balance(self.stage).await?];
            let row = |who: usize, paid, earned| {
                vec![
                    self.people[who].name.into(),
                    lamports(paid),
                    lamports(earned),
                    tables::change(held[who], now[who]),
                ]
            };
            tables::print(
                &["", "postage paid", "earned", "wallet"],
                [row(0, fee, earned_back), row(1, reply.quote.postage.0, earned)],
            );
            println!("(Beside postage, the first to write lends the rent of their correspondence.)");
        }
        Ok(())
    }

    /// Ada and Bo go on writing in turns.
    async fn friends(&mut self) -> Result<()> {
        let mut rows = Vec::new();
        for turn in 0..8 {
            let [ada, bo, _] = &self.people;
            let (from, to) = if turn % 2 == 0 { (ada, bo) } else { (bo, ada) };
            let draft = from.draft(self.stage, to, b"And another thing about beans: they climb.").await?;
            let (message, sent) = from.send(self.stage, &draft).await?;
            self.journal.record(from.name, format!("writes to {}", to.name), draft.quote.postage.0, &sent);
            let receipt = to.acknowledge(self.stage, &message, Verdict::Valuable).await?;
            let earned = settle(draft.quote.postage, RULES.terms(), Judgement::Valuable).recipient.0;
            self.journal.record(to.name, "says it was valuable", earned, &receipt);
            rows.push(vec![
                format!("{} to {}", from.name, to.name),
                format!("{:.0}%", 100.0 * draft.quote.balance.to_f64()),
                format!("x {:.3}", draft.quote.friend.to_f64()),
                lamports(draft.quote.postage.0),
                lamports(earned),
                lamports(sent.compute_units),
            ]);
        }
        if self.tell {
            heading("Friends who write in turns pay less and less");
            tables::print(&["", "answered", "friend", "postage", "earned", "compute units"], rows);
        }
        Ok(())
    }

    /// Mal sends one message after the other to Bo, who marks what he reads as spam and leaves the rest.
    async fn spam(&mut self) -> Result<()> {
        let mut rows = Vec::new();
        let mut lost = 0;
        for number in 1..=SPAM {
            let [_, bo, mal] = &self.people;
            let draft = mal.draft(self.stage, bo, format!("Offer {number}: magic beans, act now!").as_bytes()).await?;
            let fee = draft.quote.postage;
            let (message, receipt) = mal.send(self.stage, &draft).await?;
            self.journal.record("Mal", format!("offer {number} to Bo"), fee.0, &receipt);
            let (bo_gets, treasury_gets, back) = if number <= READ {
                let settled = settle(fee, RULES.terms(), Judgement::Spam);
                let receipt = bo.acknowledge(self.stage, &message, Verdict::Spam).await?;
                self.journal.record("Bo", format!("marks offer {number} as spam"), settled.recipient.0, &receipt);
                lost += fee.0;
                (lamports(settled.recipient.0), lamports(settled.treasury.0), "rent".to_owned())
            } else {
                ("unread".to_owned(), "unread".to_owned(), format!("rent, {} in time", lamports(fee.0)))
            };
            let factors = factors(&draft.quote);
            rows.push(vec![number.to_string(), factors, lamports(fee.0), bo_gets, treasury_gets, back]);
        }
        if self.tell {
            heading("A stranger sends twenty messages in a row");
            tables::print(
                &["offer", "rate x repeat", "Mal pays", "Bo earns", "the network earns", "Mal gets back"],
                rows,
            );
            println!("Lost to verdicts of spam: {} lamports ({:.3} SOL).", lamports(lost), lost as f64 / SOL as f64);
        }
        Ok(())
    }

    /// A message that nobody answers is refunded, as are those of Mal that Bo left unread.
    async fn silence(&mut self) -> Result<()> {
        let [ada, bo, _] = &self.people;
        let draft = ada.draft(self.stage, bo, b"Are you there? It has started to rain.").await?;
        let (message, receipt) = ada.send(self.stage, &draft).await?;
        self.journal.record("Ada", "writes to Bo, who has gone away", draft.quote.postage.0, &receipt);
        let deadline = bo.read(self.stage, &message).await?.deadline;
        let early = ada.expire(self.stage, &message).await;
        let Err(refusal) = early else { anyhow::bail!("a message expired before its deadline") };
        self.stage.travel_to(deadline + 1)?;

        let mut refunded = 0;
        for (unanswered, stored) in self.stage.client.inbox(&bo.mailbox()).await? {
            let receipt = ada.expire(self.stage, &unanswered).await?;
            refunded += stored.header.fee;
            self.journal.record("Ada", "expires an unanswered message", stored.header.fee, &receipt);
        }
        if self.tell {
            heading("Fourteen days pass, and nobody answers");
            println!("Before the deadline: {refusal}");
            let (own, all) = (lamports(draft.quote.postage.0), lamports(refunded));
            println!("After it, anybody may refund what was left: {own} lamports to Ada, {all} with Mal's.");
        }
        Ok(())
    }

    /// Counts what everybody has, and what the program holds for them.
    async fn close(mut self) -> Result<Journal> {
        let mut after = Balances::new();
        let rpc = self.stage.client.rpc();
        after.insert("founder".to_owned(), rpc.get_balance(&self.founder.pubkey()).await?);
        for person in &self.people {
            after.insert(person.name.to_owned(), person.balance(self.stage).await?);
        }
        after.insert("rent of the network".to_owned(), rpc.get_balance(&self.network).await?);
        let (mut rent, mut cut) = (0, 0);
        for person in &self.people {
            let mailbox = self.stage.client.mailbox(&person.mailbox()).await?;
            cut += mailbox.cut;
            rent += rpc.get_balance(&person.mailbox()).await? - mailbox.cut;
        }
        after.insert("rent of mailboxes".to_owned(), rent);
        after.insert("the network's cut, in mailboxes".to_owned(), cut);
        after.insert("rent of correspondences".to_owned(), self.correspondences().await?);
        self.journal.close(after);
        if self.tell {
            heading("The books");
            tables::books(&self.journal);
            println!("Every lamport is accounted for: {}.", if self.journal.balanced { "yes" } else { "NO" });
        }
        Ok(self.journal)
    }

    async fn correspondences(&self) -> Result<u64> {
        let [ada, bo, mal] = self.people.each_ref().map(Person::mailbox);
        let mut rent = 0;
        for (one, other) in [(ada, bo), (bo, mal)] {
            rent += self.stage.client.rpc().get_balance(&bmail_sdk::pda::correspondence(&one, &other).0).await?;
        }
        Ok(rent)
    }
}

fn factors(quote: &Quote) -> String {
    format!("{:.2} x {:.2}", quote.rate.to_f64(), quote.repeat.to_f64())
}
