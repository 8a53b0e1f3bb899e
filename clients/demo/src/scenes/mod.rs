//! The scenes, each of which can be read by itself.

pub mod award;
pub mod books;
pub mod bounty;
pub mod contacts;
pub mod economy;
pub mod first_letter;
pub mod friends;
pub mod leaving;
pub mod long_letter;
pub mod network;
pub mod newsletter;
pub mod prices;
pub mod reputation;
pub mod rules;
pub mod silence;
pub mod spam;
pub mod strict;
pub mod treasury;
pub mod vouching;
