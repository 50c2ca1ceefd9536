//! Pure rules: who may do what, what a name, an address and a text are, and what reading adds up to. No clock, no
//! SQL, no HTTP, nothing async.

pub mod editing;
pub mod email;
pub mod emoji;
pub mod forwarding;
pub mod kind;
pub mod mention;
pub mod name;
pub mod password;
pub mod permission;
pub mod reading;
pub mod role;
pub mod search;
pub mod text;
