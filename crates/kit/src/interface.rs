//! Heads: the first fields of an account, as other programs read them. The program that owns the account asserts at
//! compile time that its account begins with the head.

use sha2_const_stable::Sha256;

/// The discriminator that Anchor gives to an account type with this name.
pub const fn account_discriminator(name: &str) -> [u8; 8] {
    let hash = Sha256::new().update(b"account:").update(name.as_bytes()).finalize();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    [a, b, c, d, e, f, g, h]
}

/// Compares bytes at compile time.
pub const fn are_equal(mut one: &[u8], mut other: &[u8]) -> bool {
    loop {
        match (one, other) {
            ([first, rest @ ..], [second, others @ ..]) if *first == *second => (one, other) = (rest, others),
            ([], []) => return true,
            _ => return false,
        }
    }
}

/// Makes a struct the head of another program's account. Anchor then checks the owner and the discriminator when it
/// loads the account. The head adds nothing to an IDL.
#[macro_export]
macro_rules! head {
    ($head:ident of $account:literal, owned by $owner:expr) => {
        impl anchor_lang::Owner for $head {
            const OWNER: anchor_lang::prelude::Address = $owner;
        }

        impl anchor_lang::Discriminator for $head {
            const DISCRIMINATOR: &'static [u8] = &$crate::account_discriminator($account);
        }

        impl anchor_lang::IdlAccountType for $head {}
    };
}

/// Asserts at compile time that an account begins with its head: both have the same discriminator, and each field has
/// the same offset in both. All fields of the head must be listed.
#[macro_export]
macro_rules! assert_begins_with {
    ($account:path, $head:path { $($field:ident),+ $(,)? }) => {
        const _: () = {
            let _ = |head: $head| {
                let $head { $($field: _),+ } = head;
            };
            assert!($crate::are_equal(
                <$account as anchor_lang::Discriminator>::DISCRIMINATOR,
                <$head as anchor_lang::Discriminator>::DISCRIMINATOR,
            ));
            $(assert!(core::mem::offset_of!($account, $field) == core::mem::offset_of!($head, $field));)+
        };
    };
}
