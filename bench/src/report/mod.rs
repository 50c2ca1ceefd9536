//! Figures, each beside its baseline and its goal, as text, JSON and a table.

mod figure;
mod print;
mod table;

pub(crate) use figure::{Bound, Figure, Report, whole};
pub(crate) use print::{json, text};
pub(crate) use table::{into_page, page};
