pub mod accounts;
pub mod errors;
pub mod instructions;
pub mod layout;
pub mod shared;
pub mod types;
