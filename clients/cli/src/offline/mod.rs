//! Signing elsewhere: on a machine without a network, or by a multisig. In the words of the Solana command line.
//!
//! A command that is one transaction makes its plan for [`Signing::actor`] and gives it to [`carry_out`], which sends it,
//! prints what has to be signed, or prints what a multisig has to run.

pub mod explain;
mod shown;

use std::{path::Path, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::{Client, Lifetime, Plan, Receipt, instructions::Step};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use solana_keypair::Keypair;
use solana_message::{Hash, VersionedMessage};
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;

use self::explain::Explained;
use crate::{
    context::Context,
    failure::{Code, Failure, Outcome},
    keys,
};

/// How a transaction is signed, if not here and now.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "For commands that are one transaction")]
pub struct Signing {
    /// Sign it, and print the signatures instead of sending it
    #[arg(long, global = true)]
    pub sign_only: bool,
    /// With --sign-only, print the message to sign, for `bmail sign`
    #[arg(long, global = true)]
    pub dump_transaction_message: bool,
    /// The blockhash of the transaction, or the value of the nonce
    #[arg(long, global = true, value_name = "HASH")]
    pub blockhash: Option<Hash>,
    /// A signature that was made elsewhere
    #[arg(long, global = true, value_name = "PUBKEY=SIGNATURE")]
    pub signer: Vec<Signed>,
    /// A nonce account, so that there is time for signing
    #[arg(long, global = true, value_name = "ACCOUNT")]
    pub nonce: Option<Pubkey>,
    /// The key file of the nonce's authority, or its address if it signs elsewhere
    #[arg(long, global = true, value_name = "FILE_OR_PUBKEY")]
    pub nonce_authority: Option<String>,
    /// Act for this wallet, whose key is elsewhere
    #[arg(long = "as", global = true, value_name = "ADDRESS")]
    pub acting_for: Option<Pubkey>,
    /// Print the instructions, for a multisig's vault to run
    #[arg(long, global = true)]
    pub print_instructions: bool,
}

/// A signature, and who made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    pub signer: Pubkey,
    pub signature: Signature,
}

/// What became of a transaction that is signed elsewhere.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Carried {
    Landed(Landed),
    Message(TransactionMessage),
    Instructions(Instructions),
}

/// A transaction that was signed elsewhere, and has landed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Landed {
    pub signature: String,
    /// What its signatures and its priority cost, in lamports.
    pub network_fee_lamports: u64,
}

/// A transaction to sign, with the signatures that there are. The names are those of the Solana command line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransactionMessage {
    pub blockhash: String,
    /// The message in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `PUBKEY=SIGNATURE`.
    pub signers: Vec<String>,
    /// Who has not signed.
    pub absent: Vec<String>,
    /// Whose signature is not one of this message.
    pub bad_sig: Vec<String>,
}

/// What a multisig's vault has to run, in order, in one transaction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Instructions {
    pub instructions: Vec<Explained>,
}

impl FromStr for Signed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('=').and_then(|(signer, signature)| {
            Some(Self { signer: signer.parse().ok()?, signature: signature.parse().ok()? })
        });
        parsed.ok_or_else(|| format!("{text} is no signature: say PUBKEY=SIGNATURE, as --sign-only prints it"))
    }
}

impl Signing {
    /// Whether anything of it was said.
    pub fn is_given(&self) -> bool {
        self.is_prepared()
            || self.acting_for.is_some()
            || !self.signer.is_empty()
            || self.blockhash.is_some()
            || self.nonce.is_some()
            || self.nonce_authority.is_some()
    }

    /// Whether nothing is sent.
    fn is_prepared(&self) -> bool {
        self.sign_only || self.dump_transaction_message || self.print_instructions
    }

    /// Who acts: the wallet that was named, or that of the key file.
    ///
    /// # Errors
    /// If there is no key file.
    pub fn actor(&self, context: &Context) -> Outcome<Pubkey> {
        self.acting_for.map_or_else(|| Ok(context.wallet()?.pubkey()), Ok)
    }

    fn check(&self) -> Outcome<()> {
        let says = if self.dump_transaction_message && !self.sign_only {
            "--dump-transaction-message goes with --sign-only: nothing was sent"
        } else if self.nonce_authority.is_some() && self.nonce.is_none() {
            "--nonce-authority goes with --nonce: nothing was sent"
        } else if self.print_instructions && (self.sign_only || self.nonce.is_some() || self.blockhash.is_some()) {
            "--print-instructions goes with none of the other ways to sign: nothing was sent"
        } else {
            return Ok(());
        };
        Err(Failure::usage(says))
    }
}

/// Carries out a plan of one transaction as the command line says: sends it, or prints what has to be signed or run.
///
/// # Errors
/// If it would be refused, a signature is missing or wrong, or it cannot be sent.
pub async fn carry_out(context: &Context, client: &Client, plan: Plan, actor: &Pubkey) -> Outcome<Carried> {
    let signing = &context.globals.signing;
    signing.check()?;
    let several =
        || Failure::usage("this takes several transactions, so it cannot be signed elsewhere: nothing was sent");
    let [step] = <[Step; 1]>::try_from(plan.steps).map_err(|_| several())?;
    if signing.print_instructions {
        let step = client.fitted(&step).await?;
        let instructions = step.instructions().iter().map(|one| explain::instruction(one, client.programs())).collect();
        return Ok(Carried::Instructions(Instructions { instructions }));
    }
    let keys = Keys::of(context, actor)?;
    let message = client.prepare(&step, &keys.payer, &lifetime(signing, client, &keys).await?).await?;
    let signed = Signatures::of(&message, &keys.here, &signing.signer);
    if signing.sign_only {
        return Ok(Carried::Message(signed.shown(&message, signing.dump_transaction_message)));
    }
    let transaction = signed.transaction(message)?;
    let Receipt { signature, network_fee, .. } = client.send_signed(&transaction).await?;
    Ok(Carried::Landed(Landed { signature: signature.to_string(), network_fee_lamports: network_fee }))
}

/// The blockhash or the nonce. Both are asked for if they were not said.
async fn lifetime(signing: &Signing, client: &Client, keys: &Keys) -> Outcome<Lifetime> {
    let Some(account) = &signing.nonce else {
        return Ok(Lifetime::Recent(match signing.blockhash {
            Some(blockhash) => blockhash,
            None => client.blockhash().await?,
        }));
    };
    let mut nonce = client.nonce(account).await?;
    let authority = keys.nonce_authority.unwrap_or(keys.actor);
    if nonce.authority != authority {
        let says = format!(
            "the authority of the nonce is {}, not {authority}: say --nonce-authority; nothing was sent",
            nonce.authority
        );
        return Err(Failure::usage(says));
    }
    if let Some(said) = signing.blockhash {
        if said != nonce.value && !signing.sign_only {
            return Err(bmail_sdk::ClientError::Expired.into());
        }
        nonce.value = said;
    }
    Ok(Lifetime::Durable(nonce))
}

/// Who signs, and the keys that are here.
struct Keys {
    actor: Pubkey,
    payer: Pubkey,
    nonce_authority: Option<Pubkey>,
    here: Vec<Keypair>,
}

impl Keys {
    fn of(context: &Context, actor: &Pubkey) -> Outcome<Self> {
        let mut here = Vec::new();
        if context.globals.signing.acting_for.is_none() {
            here.push(context.wallet()?);
        }
        let payer = match &context.globals.fee_payer {
            None => *actor,
            Some(path) => key_or_address(&path.to_string_lossy(), &mut here)?,
        };
        let authority = context.globals.signing.nonce_authority.as_ref();
        let nonce_authority = authority.map(|said| key_or_address(said, &mut here)).transpose()?;
        Ok(Self { actor: *actor, payer, nonce_authority, here })
    }
}

/// A key file, or the address of who signs elsewhere.
fn key_or_address(said: &str, here: &mut Vec<Keypair>) -> Outcome<Pubkey> {
    if let Some(address) = absent(Path::new(said)) {
        return Ok(address);
    }
    let keypair = keys::read(Path::new(said))?;
    let address = keypair.pubkey();
    here.push(keypair);
    Ok(address)
}

/// The address that stands for a key that is elsewhere; `None` if it is a file.
pub fn absent(said: &Path) -> Option<Pubkey> {
    if said.exists() { None } else { said.to_str()?.parse().ok() }
}

/// The signatures of a message, in the order in which it wants them.
pub struct Signatures {
    /// Each signer, and their signature if it is there.
    signers: Vec<(Pubkey, Option<Signature>)>,
    bad: Vec<Pubkey>,
    /// Those whose signatures were said, but who do not sign it.
    strangers: Vec<Pubkey>,
}

impl Signatures {
    /// Signs with the keys that are here, and checks what was signed elsewhere.
    pub fn of(message: &VersionedMessage, here: &[Keypair], elsewhere: &[Signed]) -> Self {
        let (bytes, count) = (message.serialize(), usize::from(message.header().num_required_signatures));
        let needed = message.static_account_keys().get(..count).unwrap_or_default();
        let mut bad = Vec::new();
        let signers = needed.iter().map(|signer| {
            let own = here.iter().find(|keypair| keypair.pubkey() == *signer).map(|key| key.sign_message(&bytes));
            let said = elsewhere.iter().find(|signed| signed.signer == *signer).map(|signed| signed.signature);
            let good = said.filter(|signature| signature.verify(signer.as_ref(), &bytes));
            if said.is_some() && good.is_none() && own.is_none() {
                bad.push(*signer);
            }
            (*signer, own.or(good))
        });
        let signers: Vec<_> = signers.collect();
        let strangers =
            elsewhere.iter().map(|signed| signed.signer).filter(|signer| !needed.contains(signer)).collect();
        Self { signers, bad, strangers }
    }

    /// As the Solana command line prints it.
    pub fn shown(&self, message: &VersionedMessage, with_message: bool) -> TransactionMessage {
        let signers = self.signers.iter().filter_map(|(signer, signature)| Some(format!("{signer}={}", (*signature)?)));
        let absent =
            self.signers.iter().filter(|(signer, signature)| signature.is_none() && !self.bad.contains(signer));
        TransactionMessage {
            blockhash: message.recent_blockhash().to_string(),
            message: with_message.then(|| BASE64_STANDARD.encode(message.serialize())),
            signers: signers.collect(),
            absent: absent.map(|(signer, _)| signer.to_string()).collect(),
            bad_sig: self.bad.iter().map(ToString::to_string).collect(),
        }
    }

    /// The transaction, if everybody has signed.
    fn transaction(self, message: VersionedMessage) -> Outcome<VersionedTransaction> {
        let list = |all: &[Pubkey]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ");
        if !self.bad.is_empty() {
            let says = format!(
                "the signature of {} is not one of this transaction, so nothing was sent: sign what the same command prints \
                 with --sign-only --dump-transaction-message, with the same --nonce, --fee-payer and \
                 --with-compute-unit-price, as long as nothing of it has changed on the cluster",
                list(&self.bad)
            );
            return Err(Failure::new(Code::Refused, says));
        }
        if !self.strangers.is_empty() {
            let says = format!("{} does not sign this transaction, so nothing was sent", list(&self.strangers));
            return Err(Failure::usage(says));
        }
        let missing: Vec<_> =
            self.signers.iter().filter(|(_, signature)| signature.is_none()).map(|(signer, _)| *signer).collect();
        if !missing.is_empty() {
            let says = format!(
                "the signature of {} is missing, so nothing was sent: get it from the same command with --sign-only \
                 --dump-transaction-message and `bmail sign`, and say --signer PUBKEY=SIGNATURE",
                list(&missing)
            );
            return Err(Failure::new(Code::Refused, says));
        }
        let signatures = self.signers.into_iter().filter_map(|(_, signature)| signature).collect();
        Ok(VersionedTransaction { signatures, message })
    }
}

#[cfg(test)]
mod tests {
    use solana_message::v0;

    use super::*;

    fn message(signers: &[&Keypair]) -> VersionedMessage {
        let accounts = signers.iter().map(|one| solana_instruction::AccountMeta::new_readonly(one.pubkey(), true));
        let instruction = solana_instruction::Instruction {
            program_id: Pubkey::new_unique(),
            accounts: accounts.collect(),
            data: vec![7],
        };
        let payer = signers[0].pubkey();
        VersionedMessage::V0(v0::Message::try_compile(&payer, &[instruction], &[], Hash::default()).unwrap())
    }

    #[test]
    fn a_transaction_is_sent_only_with_all_signatures_and_each_of_this_message() {
        let (ada, bo, cy) = (Keypair::new(), Keypair::new(), Keypair::new());
        let (ours, other) = (message(&[&ada, &bo]), message(&[&bo, &ada]));
        let signed = |by: &Keypair, message: &VersionedMessage| Signed {
            signer: by.pubkey(),
            signature: by.sign_message(&message.serialize()),
        };
        let sent = |here: &[&Keypair], elsewhere: &[Signed]| {
            let here: Vec<_> = here.iter().map(|key| key.insecure_clone()).collect();
            Signatures::of(&ours, &here, elsewhere).transaction(ours.clone())
        };
        let whole = sent(&[&ada], &[signed(&bo, &ours)]).unwrap();
        assert!(
            whole
                .signatures
                .iter()
                .zip(ours.static_account_keys())
                .all(|(signature, signer)| { signature.verify(signer.as_ref(), &ours.serialize()) })
        );
        assert!(sent(&[&bo], &[signed(&ada, &ours)]).is_ok());
        for (here, elsewhere, says) in [
            (vec![&ada], vec![], "is missing"),
            (vec![], vec![signed(&bo, &ours)], "is missing"),
            (vec![&ada], vec![signed(&bo, &other)], "not one of this transaction"),
            (vec![&ada, &bo], vec![signed(&cy, &ours)], "does not sign"),
        ] {
            let failure = sent(&here, &elsewhere).unwrap_err();
            assert!(
                failure.message.contains(says) && failure.message.contains("nothing was sent"),
                "{}",
                failure.message
            );
        }
        let shown = Signatures::of(&ours, &[], &[signed(&bo, &other)]).shown(&ours, true);
        assert_eq!((shown.absent, shown.bad_sig), (vec![ada.pubkey().to_string()], vec![bo.pubkey().to_string()]));
        assert_eq!(BASE64_STANDARD.decode(shown.message.unwrap()).unwrap(), ours.serialize());
    }

    #[test]
    fn a_signature_is_an_address_and_a_signature() {
        for text in ["", "=", "x=y", "11111111111111111111111111111111", "11111111111111111111111111111111="] {
            assert!(text.parse::<Signed>().is_err(), "{text}");
        }
    }
}
