//! What people might do to gain or keep reputation. Each attempt is a test, and each fails.

mod cash_in;
mod cool_down;
mod decay;
mod dust;
mod elsewhere;
mod friends;
mod marks;
mod ring;
mod run_out;
mod shield;
mod whitewash;
