//! Vectors of key derivation.

use super::*;
use crate::SecretError;
use crate::sealing::derivation::{self, tests::malleated};
use crate::sealing::signing_text;
use solana_keypair::{Keypair, Signer};
use solana_signature::Signature;

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

/// What no key may be derived from.
#[derive(Serialize, Deserialize)]
pub(super) struct Underivable {
    name: String,
    wallet: String,
    network: String,
    version: u32,
    /// It is not the wallet's signature over the text of this network and version.
    signature: String,
}

pub(super) fn underivable() -> Vec<Underivable> {
    let (network, other) =
        (Pubkey::new_from_array(fixed("network one")), Keypair::new_from_array(fixed("other wallet")));
    let text = |version| signing_text(&network, version);
    let case = |name: &str, wallet: &[u8], signature: &[u8]| Underivable {
        name: name.into(),
        wallet: hex(wallet),
        network: hex(network.as_ref()),
        version: 1,
        signature: hex(signature),
    };
    let (own, one) = (wallet().pubkey().to_bytes(), std::array::from_fn::<u8, 64, _>(|place| u8::from(place == 0)));
    let signature = wallet().sign_message(text(1).as_bytes());
    vec![
        case("zeros", &own, &[0; 64]),
        case("of another wallet", &own, other.sign_message(text(1).as_bytes()).as_ref()),
        case("over the text of another version", &own, wallet().sign_message(text(2).as_bytes()).as_ref()),
        case("over another text", &own, wallet().sign_message(b"b-mail").as_ref()),
        case("with a scalar that is not canonical", &own, &malleated(*signature.as_array())),
        case("of a wallet of small order, which anyone can make", &one[..32], &one),
    ]
}

#[test]
fn nothing_is_derived_from_what_the_committed_vectors_refuse() {
    for Underivable { name, wallet, network, version, signature } in committed().underivable {
        let signature = Signature::from(unhex_array::<64>(&signature));
        let [wallet, network] = [wallet, network].map(|hex| Pubkey::new_from_array(unhex_array(&hex)));
        let derived = SecretKey::from_signature(&signature, &wallet, &network, version);
        assert_eq!(derived.unwrap_err(), SecretError::WrongSignature(wallet), "{name}");
    }
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
    let secret = SecretKey::from_signature(&signature, &wallet().pubkey(), network, version).unwrap();
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
