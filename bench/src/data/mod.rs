//! What the server finds when it starts: a fresh folder and database, people who are signed in, and conversations with
//! a past. Written straight into the store, so that ten thousand people cost a second and not ten thousand hashes.

mod home;
mod lay;
mod postgres;

pub(crate) use home::{Database, Home};
pub(crate) use lay::{Plan, Room, World, room_of, user_id};
