//! The terminal client. A pure core in the middle, the world around it:
//!
//! ```text
//!   keys, resizes ─┐                                  ┌─> net: HTTP and the socket
//!   news of net  ──┼─> Message ─> update ─> Effects ──┤
//!   news of cache ─┤                                  ├─> cache: the disk
//!   deadlines    ──┘               │                  └─> quit, redraw
//!                               Model ─> view ─> screen
//! ```
//!
//! * [`keymap`], [`words`], [`text`], [`matching`], [`theme`]: keys, words, text and looks as data.
//! * [`model`], [`layout`]: what there is, and where it stands on the screen.
//! * [`message`], [`effect`], [`update`]: what happens, and what is to be done about it. No I/O, no clock, no randomness.
//! * [`view`]: draws the model. `ratatui` is used only here, in the runtime and in the terminal guard.
//! * [`cache`]: what is known without a network, on a thread of its own.
//! * [`cli`], [`follow`]: the client as a command; [`plain`]: line by line; [`demo`]: without a server.
//! * [`net`]: the one owner of session and connection.
//! * [`log`]: what the client writes down of itself; no text of anybody gets there.
//! * [`runtime`], [`terminal`], [`desk`], [`config`], [`outside`]: the only loop, the guard of the terminal, what the desktop does
//!   for us, the settings, the user's editor.

pub mod cache;
pub mod cli;
pub mod config;
pub mod demo;
pub mod desk;
pub mod effect;
pub mod follow;
pub mod keymap;
pub mod layout;
pub mod log;
pub mod matching;
pub mod message;
pub mod model;
pub mod net;
pub mod outside;
pub mod plain;
pub mod runtime;
pub mod session;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod update;
pub mod view;
pub mod words;
