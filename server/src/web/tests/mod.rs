//! Each page once, as a snapshot in both languages; and what people type never becomes markup.

mod contrast;
mod hostile;
mod pages;
mod sample;
mod words;
