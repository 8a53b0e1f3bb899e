//! What is said of a message that waits: never what it says.

use bmail_sdk::{lists::MessageHeader, text::shown};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solana_pubkey::Pubkey;

use crate::{amount::sol, output::Shown, people::People, terminal::Look, when::distance};

/// A mailbox that is watched.
#[derive(Clone, Debug)]
pub struct Watched {
    /// As it was said.
    pub name: String,
    pub wallet: Pubkey,
    pub mailbox: Pubkey,
}

/// A message that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// The message's address.
    pub message: String,
    /// To whom: their wallet.
    pub recipient: String,
    /// As they were called on the command line.
    pub recipient_name: String,
    /// Who sent it: their wallet.
    pub sender: String,
    /// Their verified name, or the ends of their address.
    pub sender_name: String,
    /// What it holds in escrow for its reader, in lamports, before the network's cut.
    pub postage_lamports: u64,
    /// The last moment to answer it, in unix seconds.
    pub deadline: i64,
    /// When it was sent, in unix seconds.
    pub at: i64,
}

impl Notice {
    pub fn of(header: &MessageHeader, watched: &Watched) -> Self {
        Self {
            message: header.address.to_string(),
            recipient: watched.wallet.to_string(),
            recipient_name: watched.name.clone(),
            sender: header.sender.to_string(),
            sender_name: header.sender.to_string(),
            postage_lamports: header.fee,
            deadline: header.deadline,
            at: header.sent_at,
        }
    }

    /// With the sender's name.
    pub fn named(self, name: Option<&str>, people: &People) -> Self {
        let Ok(sender) = self.sender.parse() else { return self };
        let sender_name = name.map_or_else(|| people.person(&sender).label, |name| shown(name).to_string());
        Self { sender_name, ..self }
    }

    pub fn title(&self) -> String {
        format!("Mail waits for {}", shown(&self.recipient_name))
    }

    /// In a sentence or two.
    pub fn words(&self, look: &Look) -> String {
        let pays = match self.postage_lamports {
            0 => "It is free of postage.".to_owned(),
            postage => format!("{} wait in escrow.", sol(postage)),
        };
        let (at, distance) = (look.zone.exact(self.deadline), distance(crate::when::now(), self.deadline));
        format!(
            "{} has written to {}. {pays} It can be answered until {at}, {distance}.",
            self.sender_name,
            shown(&self.recipient_name)
        )
    }

    /// As a command gets it in its environment.
    pub fn facts(&self, look: &Look) -> Vec<(&'static str, String)> {
        vec![
            ("BMAIL_EVENT", "waits".to_owned()),
            ("BMAIL_MESSAGE", self.message.clone()),
            ("BMAIL_RECIPIENT", self.recipient.clone()),
            ("BMAIL_SENDER", self.sender.clone()),
            ("BMAIL_SENDER_NAME", self.sender_name.clone()),
            ("BMAIL_POSTAGE_LAMPORTS", self.postage_lamports.to_string()),
            ("BMAIL_DEADLINE", self.deadline.to_string()),
            ("BMAIL_TEXT", self.words(look)),
        ]
    }
}

impl Shown for Notice {
    fn shown(&self, look: &Look) -> String {
        self.words(look)
    }
}
