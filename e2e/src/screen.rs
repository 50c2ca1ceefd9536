//! The screen of a pseudo-terminal: what stands there, and all that was ever written to it.

use std::{
    io::Read,
    sync::{Arc, Condvar, Mutex},
    thread,
};

/// The client ends each change of the screen with it.
const DRAWN: &[u8] = b"\x1b[?2026l";

/// What a program has made of its terminal.
pub(crate) struct Screen {
    pub(crate) parser: vt100::Parser,
    /// Everything that was written to the terminal.
    pub(crate) bytes: Vec<u8>,
    /// The program has let go of the terminal.
    pub(crate) ended: bool,
}

impl Screen {
    /// All screens that stood there after so many bytes, in a window of the size that it has now.
    pub(crate) fn shown_after(&self, from: usize) -> Vec<String> {
        let (rows, cols) = self.parser.screen().size();
        let mut parser = vt100::Parser::new(rows, cols, 0);
        let (before, after) = self.bytes.split_at(from);
        parser.process(before);
        let ends = after
            .windows(DRAWN.len())
            .enumerate()
            .filter(|(_, bytes)| *bytes == DRAWN)
            .map(|(at, _)| at + DRAWN.len());
        let mut drawn = 0;
        let mut shown = Vec::new();
        for end in ends {
            parser.process(&after[drawn..end]);
            shown.push(parser.screen().contents());
            drawn = end;
        }
        shown
    }
}

/// Draws what comes, until nothing can come any more.
pub(crate) fn watch(mut output: Box<dyn Read + Send>, screen: Arc<(Mutex<Screen>, Condvar)>) {
    thread::spawn(move || {
        let (lock, changed) = &*screen;
        let mut buffer = [0; 4096];
        loop {
            let read = output.read(&mut buffer).unwrap_or(0);
            let mut screen = lock.lock().unwrap();
            screen.parser.process(&buffer[..read]);
            screen.bytes.extend_from_slice(&buffer[..read]);
            screen.ended = read == 0;
            changed.notify_all();
            if read == 0 {
                return;
            }
        }
    });
}
