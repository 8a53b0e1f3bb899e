//! `bmail reply`: answers a letter with a letter.

use bmail_mailstore::{Direction, Letter as Stored};
use bmail_sdk::letter::Letter;
use clap::Args;
use solana_pubkey::Pubkey;

use super::{
    read,
    send::{Conditions, Sent, send_all},
};
use crate::{
    compose::{self, Answered, Words},
    context::Context,
    failure::{Failure, Outcome},
    letters::Id,
    people::People,
    terminal::Look,
};

/// Answer a letter with a letter
#[derive(Args)]
#[command(
    after_help = "Example: bmail reply 12 -m \"With pleasure\"\n\nIt goes to the letter's sender, or to whom they ask \
                        answers to be sent. Your editor begins with what you answer."
)]
pub struct Reply {
    /// Its number, or its message's address
    id: Id,
    #[command(flatten)]
    words: Words,
    /// Also with -m or -f, put what you answer below your text
    #[arg(long)]
    quote: bool,
    #[command(flatten)]
    terms: Conditions,
}

impl Reply {
    pub async fn run(self, context: &Context) -> Outcome<Sent> {
        let session = context.session().await?;
        let stored = self.id.letter(&session.store)?;
        // What cannot be opened can be answered, too.
        let letter = read::text(&session, &stored).ok();
        let answered = answered(&stored, letter.as_ref(), &context.terminal.look);
        let to = recipient(&stored, letter.as_ref());
        if to == session.address() {
            return Err(Failure::usage("the answer would go to yourself: say to whom with `bmail send --reply-to`"));
        }
        if to != stored.facts.other {
            let people = People::of(context, &session.store)?;
            let [sender, to] = [&stored.facts.other, &to].map(|wallet| people.person(wallet).in_full());
            context.terminal.say(format!("{sender} asks for answers to be sent to {to}."));
        }
        let mut letter = self.words.letter(context, &answered)?;
        let is_edited = self.words.message.is_none() && self.words.file.is_none();
        if self.quote && !is_edited {
            letter.text = format!("{}{}", letter.text, answered.quoted).trim_end().to_owned();
        }
        send_all(context, &session, &[to], &compose::sealed(&letter)?, &self.terms, false).await
    }
}

/// To whom an answer goes.
fn recipient(stored: &Stored, letter: Option<&Letter>) -> Pubkey {
    let asked = letter.and_then(|letter| letter.reply_to).filter(|_| stored.facts.direction == Direction::Received);
    asked.unwrap_or(stored.facts.other)
}

/// What an answer begins with. It names nobody: one's own names for people are one's own.
fn answered(stored: &Stored, letter: Option<&Letter>, look: &Look) -> Answered {
    let who = if stored.facts.direction == Direction::Sent { "I" } else { "You" };
    let subject = match letter.map(|letter| letter.subject.trim()).unwrap_or_default() {
        "" => String::new(),
        subject if subject.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("re:")) => subject.to_owned(),
        subject => format!("Re: {subject}"),
    };
    let text =
        letter.map(
            |letter| if letter.text.is_empty() { letter.markdown.as_deref().unwrap_or_default() } else { &letter.text },
        );
    let quoted = match text.map(str::trim_end).unwrap_or_default() {
        "" => String::new(),
        text => {
            let lines = text.lines().map(|line| {
                if line.starts_with('>') || line.is_empty() { format!(">{line}") } else { format!("> {line}") }
            });
            format!(
                "\n\n{who} wrote on {}:\n{}\n",
                look.zone.minute(stored.facts.at),
                lines.collect::<Vec<_>>().join("\n")
            )
        }
    };
    Answered { message: Some(stored.facts.message), subject, quoted }
}

#[cfg(test)]
mod tests {
    use bmail_mailstore::{Facts, Head, Outcome, State};

    use super::*;
    use crate::when::Zone;

    fn stored(direction: Direction) -> Stored {
        let [message, network, other] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        let facts = Facts {
            message,
            network,
            direction,
            other,
            sequence: 1,
            at: 1_777_593_600,
            fee: 0,
            deadline: 0,
            outcome: Outcome::Open,
        };
        Stored { id: 1, facts, head: Head::default(), state: State::default() }
    }

    #[test]
    fn an_answer_names_the_message_and_quotes_its_text_without_ones_own_names() {
        let look = Look { width: 80, colors: false, zone: Zone::utc(), now: 0 };
        let letter =
            |subject: &str, text: &str| Letter { subject: subject.into(), text: text.into(), ..Letter::default() };
        let received = stored(Direction::Received);
        let lunch = answered(&received, Some(&letter("Lunch", "At noon?\n\n> Hungry")), &look);
        assert_eq!(lunch.message, Some(received.facts.message));
        assert_eq!(lunch.subject, "Re: Lunch");
        assert_eq!(lunch.quoted, "\n\nYou wrote on 2026-05-01 00:00:\n> At noon?\n>\n>> Hungry\n");
        let again = answered(&stored(Direction::Sent), Some(&letter("RE: Lunch", "x")), &look);
        assert_eq!(
            (again.subject.as_str(), again.quoted.as_str()),
            ("RE: Lunch", "\n\nI wrote on 2026-05-01 00:00:\n> x\n")
        );
        for letter in [None, Some(letter("", " \n"))] {
            let Answered { message, subject, quoted } = answered(&received, letter.as_ref(), &look);
            assert_eq!((message.is_some(), subject.as_str(), quoted.as_str()), (true, "", ""));
        }
    }

    #[test]
    fn an_answer_goes_where_the_sender_asks_but_ones_own_letter_asks_nothing() {
        let other = Pubkey::new_from_array([9; 32]);
        let letter = Letter { reply_to: Some(other), ..Letter::default() };
        let [received, sent] = [Direction::Received, Direction::Sent].map(stored);
        assert_eq!(recipient(&received, Some(&letter)), other);
        assert_eq!(recipient(&received, None), received.facts.other);
        assert_eq!(recipient(&sent, Some(&letter)), sent.facts.other);
    }
}
