//! The HTML door: pages for browsers. They only show what the actions give; every deed is a form that the JSON door
//! answers with a redirect, so the pages work without any script, and `static/` makes them live.

pub mod frame;
pub mod language;
pub mod moment;
pub mod page;
pub mod template;
pub mod text;
pub mod words;

#[cfg(test)]
mod tests;
