//! Ada's first letter and her long letter.

use anyhow::Result;
use bmail_sdk::{BuildError, ClientError, instructions::mail::Mode};

use crate::{people::Cast, play::Play};

/// Ada's first letter, unless the caller gives a text.
const PARAGRAPH: &str = "Dear Bo, the seed library opens on Saturday at nine, in the old fire station. We have beans \
    of forty kinds and nobody who can tell them apart, so we thought of you. Bring gloves, and the kettle if it still \
    works. There will be soup. Yours, Ada";
/// Bytes of Ada's long letter, unless the caller gives a text.
const LONG: usize = 40 * 1024;

pub struct Letters {
    pub first: Vec<u8>,
    pub long: Vec<u8>,
}

/// The caller's text becomes the first letter if it fits in a transaction, and the long letter if it does not.
pub async fn choose(play: &Play, given: Option<Vec<u8>>) -> Result<Letters> {
    let (first, long) = (PARAGRAPH.into(), noise(LONG));
    let Some(given) = given else { return Ok(Letters { first, long }) };
    let Cast { ada, bo, .. } = &play.cast;
    match play.client().draft(&ada.address(), &play.network, &bo.address(), &given, Mode::AtOnce).await {
        Ok(_) => Ok(Letters { first: given, long }),
        Err(ClientError::Build(BuildError::LetterTooLong { .. })) => Ok(Letters { first, long: given }),
        Err(error) => Err(error.into()),
    }
}

/// Bytes that do not compress, like those of a photograph.
fn noise(length: usize) -> Vec<u8> {
    // The high byte of a 64-bit linear congruential generator (Knuth's constants).
    let next =
        |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(1_u64), next).map(|state| state.to_be_bytes()[0]).take(length).collect()
}
