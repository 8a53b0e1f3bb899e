//! The programs' addresses. Programs and clients take them from here only. `make keys` rewrites this file.
#![no_std]

/// The mail program.
pub const MAIL: &str = "6GLTsGLLe2PA9PQVv2mhTkdAD2FA9g3z1W4SWa7VwMJi";
/// The reputation program.
pub const REPUTATION: &str = "7ApFyrjxWbwV6b9HAV1oeC2QP7gbW1xc43MnyetjbHjL";
/// The bounty program.
pub const BOUNTY: &str = "2mtqjx9JJ6un443QvWuyFddQ2HmQRVd5VLzUCtHmAjmU";
