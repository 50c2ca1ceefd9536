//! What the three doors (`http`, `live`, `web`) share: how a connection is taken, how a request is read and matched
//! with a handler, who may not even knock, and how an answer or a refusal is written. No rule of the messenger is here.
//!
//! A door is a list of [`Route`]s. A [`Table`] of all of them stands behind one warp filter; the [`accept`] loop puts
//! that behind a listener.

pub mod accept;
pub mod asset;
mod body;
mod caller;
mod cookies;
mod decode;
mod doc;
mod face;
mod fields;
mod filter;
mod form;
mod head;
mod next;
mod origin;
mod patience;
mod problem;
pub mod reply;
mod request;
mod route;
mod secure;
mod table;
mod upgrade;

pub use accept::serve;
pub use cookies::{ACCESS, REFRESH, clear_cookie, set_cookie};
pub use doc::{Content, Doc};
pub use face::Face;
pub use head::{Credential, Head};
pub use next::local_path;
pub use reply::Response;
pub use request::Request;
pub use route::{Route, Way};
pub(crate) use secure::content_policy;
pub use table::{ErrorPage, Table};
pub use upgrade::{Socket, Upgrade};
