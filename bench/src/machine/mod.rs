//! The machine under the bench: its cores, its limits, and what a process costs on it. Linux answers from `/proc`;
//! elsewhere the bench runs unpinned and says so.

mod about;
mod busy;
mod cores;
mod files;
mod usage;

pub(crate) use about::About;
pub(crate) use busy::Busy;
pub(crate) use cores::Cores;
pub(crate) use files::{can_hold, raise_files};
pub(crate) use usage::{Memory, cpu_time, memory};
