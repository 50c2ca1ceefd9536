//! The common door, knocked at over real connections.

mod house;
mod request;
mod running;
mod socket;
