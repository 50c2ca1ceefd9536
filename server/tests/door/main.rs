//! The common door, knocked at over real connections.

mod docs;
mod house;
mod request;
mod running;
mod socket;
