//! How all units are defined.

/// Defines a number with a unit: a struct that wraps an integer, and can be a field of an account or an argument of an
/// instruction. The crate that calls it has the features `anchor`, `borsh` and `idl-build`.
#[macro_export]
macro_rules! number {
    ($(#[$attribute:meta])* pub struct $unit:ident(pub $integer:ident);) => {
        $(#[$attribute])*
        #[repr(transparent)]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(
            feature = "anchor",
            derive(
                anchor_lang::AnchorDeserialize,
                anchor_lang::AnchorSerialize,
                bytemuck::Pod,
                bytemuck::Zeroable
            )
        )]
        #[cfg_attr(feature = "borsh", derive(borsh::BorshDeserialize, borsh::BorshSerialize))]
        pub struct $unit(pub $integer);

        #[cfg(feature = "idl-build")]
        #[doc(hidden)]
        impl anchor_lang::IdlAccountType for $unit {
            fn __register_idl_deps(_: &mut $crate::idl::Descriptions, types: &mut $crate::idl::Descriptions) {
                $crate::idl::inline(types, stringify!($unit), stringify!($integer));
            }
        }
    };
}
