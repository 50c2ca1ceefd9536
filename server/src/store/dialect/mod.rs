//! The only place where SQLite and PostgreSQL differ: how they are opened, how many rows travel as one parameter, and how
//! what happens all the time is written.

mod bulk;
pub mod connect;
mod glance;
mod joint;
mod near;
mod reader;
mod rows;
mod scribe;
mod search;
mod writing;

pub(super) use bulk::{Bulk, Columns, MOST, Rows, Type, Value};
pub(super) use glance::{Glance, Seen, at, only_reads};
pub(super) use joint::{Joint, Set};
pub(super) use near::Near;
pub use rows::rows;
pub(super) use rows::{column, each, source};
pub(super) use scribe::{Scribe, Turn};
pub(super) use search::{expression, key, matching, put};
pub(super) use writing::{Part, Work, Writing};

use super::{Conn, Kind};

/// A statement that has to be said in two ways.
#[derive(Clone, Copy)]
pub struct Twin {
    /// To SQLite.
    pub sqlite: &'static str,
    /// To PostgreSQL.
    pub postgres: &'static str,
}

impl Conn {
    /// The way in which this database understands the statement.
    pub(super) const fn say(&self, twin: Twin) -> &'static str {
        match self.kind() {
            Kind::Sqlite => twin.sqlite,
            Kind::Postgres => twin.postgres,
        }
    }
}

/// Twins by name, for the census.
macro_rules! twins {
    ($($(#[$meta:meta])* $name:ident = $build:ident!($($part:tt)*);)*) => {
        $($(#[$meta])* pub(in crate::store) const $name: $crate::store::dialect::Twin = $crate::store::dialect::Twin {
            sqlite: $build!(sqlite $($part)*),
            postgres: $build!(postgres $($part)*),
        };)*
        /// For the census.
        pub(in crate::store) const TWINS: &[(&str, $crate::store::dialect::Twin)] = &[$((stringify!($name), $name),)*];
    };
}
pub(super) use twins;
