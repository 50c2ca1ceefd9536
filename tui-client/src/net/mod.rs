//! The one owner of the session and the connection. It does what the update asks and tells what comes of it; it reconnects by
//! itself. Nothing here knows what is on the screen.

mod api;
mod ask;
mod backoff;
mod deeds;
mod dial;
mod door;
mod held;
mod live;
mod owner;
mod pulse;
mod tls;
mod told;
mod wire;

pub use api::Api;
pub use backoff::delay;
pub use door::Door;
pub use held::{Hold, settled};
pub use owner::{Start, run};
