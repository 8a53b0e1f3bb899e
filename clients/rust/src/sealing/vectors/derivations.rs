//! Vectors of key derivation.

use super::*;
use crate::sealing::{derivation, signing_text};
use solana_keypair::{Keypair, Signer};

#[derive(Serialize, Deserialize)]
pub(super) struct Derivation {
    name: String,
    /// "keypair" or "signature": the method as it stands in HKDF's info.
    method: String,
    /// The wallet's ed25519 secret seed; HKDF's input for the keypair method.
    wallet_seed: String,
    network: String,
    version: u32,
    /// For the signature method: what the wallet signs, as text, and the signature, HKDF's input.
    #[serde(skip_serializing_if = "Option::is_none")]
    signing_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<String>,
    /// HKDF's output, the input of DeriveKeyPair.
    key_material: String,
    /// Clamped, as RFC 9180 serializes it.
    secret_key: String,
    encryption_key: String,
}

pub(super) fn generate() -> Vec<Derivation> {
    let versions = [("first version", 1), ("rotated", 2), ("all bytes of the version", 0x0403_0201)];
    let mut derivations = Vec::new();
    for (name, version) in versions {
        for network in ["network one", "network two"] {
            let name = format!("{name}, {network}");
            let network = Pubkey::new_from_array(fixed(network));
            derivations.push(from_keypair(&name, &network, version));
            derivations.push(from_signature(&name, &network, version));
        }
    }
    derivations
}

fn wallet() -> Keypair {
    Keypair::new_from_array(fixed("wallet"))
}

fn from_keypair(name: &str, network: &Pubkey, version: u32) -> Derivation {
    let secret = SecretKey::from_keypair(&wallet(), network, version);
    let material = derivation::key_material(wallet().secret_bytes(), b"keypair", network, version);
    Derivation {
        name: format!("keypair, {name}"),
        method: "keypair".into(),
        wallet_seed: hex(wallet().secret_bytes()),
        network: hex(network.as_ref()),
        version,
        signing_text: None,
        signature: None,
        key_material: hex(material.as_slice()),
        secret_key: hex(&secret_bytes(&secret)),
        encryption_key: hex(&secret.encryption_key().to_bytes()),
    }
}

fn from_signature(name: &str, network: &Pubkey, version: u32) -> Derivation {
    let text = signing_text(network, version);
    let signature = wallet().sign_message(text.as_bytes());
    let secret = SecretKey::from_signature(&signature, network, version);
    let material = derivation::key_material(signature.as_ref(), b"signature", network, version);
    Derivation {
        name: format!("signature, {name}"),
        method: "signature".into(),
        signing_text: Some(text),
        signature: Some(hex(signature.as_ref())),
        key_material: hex(material.as_slice()),
        secret_key: hex(&secret_bytes(&secret)),
        encryption_key: hex(&secret.encryption_key().to_bytes()),
        ..from_keypair(name, network, version)
    }
}
