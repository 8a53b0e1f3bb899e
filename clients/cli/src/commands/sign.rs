//! `bmail sign`: shows what a prepared transaction does, and signs it. It asks no cluster.

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::{PROGRAMS, decode_message};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use solana_signer::Signer;

use crate::{
    context::Context,
    failure::{Failure, Outcome},
    input,
    offline::{
        Signatures, TransactionMessage,
        explain::{self, Explained},
    },
    output::Shown,
    terminal::Look,
};

/// More characters than a message has.
const LONGEST: usize = 16 * 1024;

/// Sign a transaction that was prepared elsewhere
#[derive(Args)]
#[command(after_help = "Example: bmail sign AQABA... -k cold.json\n\nThe message is what --sign-only \
                        --dump-transaction-message prints. It needs no network: what the transaction does is read from it, shown \
                        and asked about. The machine that prepared it sends it with --signer PUBKEY=SIGNATURE.")]
pub struct Sign {
    /// The message in base64; - is standard input
    #[arg(value_name = "MESSAGE")]
    message: String,
}

/// A message that was signed.
#[derive(Serialize, JsonSchema)]
pub struct SignedMessage {
    #[serde(flatten)]
    pub signed: TransactionMessage,
    /// What it does.
    pub instructions: Vec<Explained>,
}

impl Sign {
    pub fn run(self, context: &Context) -> Outcome<SignedMessage> {
        let text = match self.message.as_str() {
            "-" => {
                let bytes = input::standard_input(LONGEST)?;
                String::from_utf8_lossy(&bytes).into_owned()
            }
            message => message.to_owned(),
        };
        let no_message = || {
            Failure::usage(
                "this is no message of a transaction, or it is cut off; nothing was signed: copy what --sign-only \
                 --dump-transaction-message prints after `Transaction Message:`",
            )
        };
        let message = BASE64_STANDARD.decode(text.trim()).ok().and_then(|bytes| decode_message(&bytes));
        let message = message.ok_or_else(no_message)?;
        let wallet = context.wallet()?;
        let needed = usize::from(message.header().num_required_signatures);
        if !message.static_account_keys().iter().take(needed).any(|signer| *signer == wallet.pubkey()) {
            let says =
                format!("{} does not sign this transaction; nothing was signed: name the key with -k", wallet.pubkey());
            return Err(Failure::usage(says));
        }
        let instructions = explain::message(&message, &PROGRAMS);
        let payer = message.static_account_keys().first().copied().unwrap_or_default();
        let look = &context.terminal.look;
        let parts = instructions.iter().enumerate().map(|(place, one)| explain::shown(place, one, false, look));
        context.terminal.say(parts.collect::<Vec<_>>().join("\n\n"));
        context.terminal.say(format!("\nFees are paid by {payer}. Blockhash or nonce: {}", message.recent_blockhash()));
        if message.address_table_lookups().is_some_and(|lookups| !lookups.is_empty()) {
            context
                .terminal
                .say(look.red("It names accounts by a table that cannot be read here: do not sign it blindly."));
        }
        context.terminal.confirm(&format!("Sign it as {}?", wallet.pubkey()))?;
        let signed = Signatures::of(&message, &[wallet], &[]).shown(&message, false);
        Ok(SignedMessage { signed, instructions })
    }
}

impl Shown for SignedMessage {
    fn shown(&self, look: &Look) -> String {
        self.signed.shown(look)
    }
}
