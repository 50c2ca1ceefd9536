//! The terminal: taken over while the client runs, given back as it was found, whatever ends or stops the client.

mod answers;
mod bytes;
mod csi;
mod function;
mod letters;
mod paste;
mod probe;
mod rest;
mod screen;
#[cfg(test)]
mod tests;

use std::{
    io::{self, BufWriter, Write},
    panic,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

use crossterm::{
    clipboard::CopyToClipboard,
    cursor::Show,
    event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange},
    execute,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{Terminal, backend::CrosstermBackend};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};

pub use bytes::Input;
pub use screen::{Quiet, Screen};

/// Asks for the background's colour.
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";
/// The window's title is put aside, and back.
const TITLE_ASIDE: &[u8] = b"\x1b[22;2t";
const TITLE_BACK: &[u8] = b"\x1b[23;2t";
/// Asks whether it counts clusters of characters, or would.
const ASK_CLUSTERS: &[u8] = b"\x1b[?2027$p";
const CLUSTERS_ON: &[u8] = b"\x1b[?2027h";
const CLUSTERS_OFF: &[u8] = b"\x1b[?2027l";
/// It tells when its colours become dark or light.
const COLOURS_TOLD: &[u8] = b"\x1b[?2031h";
const COLOURS_UNTOLD: &[u8] = b"\x1b[?2031l";
/// It counts clusters because we have asked it to.
static CLUSTERS: AtomicBool = AtomicBool::new(false);
/// Clicks, drags and the wheel, in coordinates without a limit; not every movement.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// What the terminal may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bears {
    /// About its modes.
    pub questions: bool,
    /// To draw samples, and where its cursor stands after them.
    pub samples: bool,
}

/// Gives the terminal back when it goes out of scope.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal over, with the mouse if it is wanted.
    pub fn take(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        let guard = Self { mouse };
        guard.enter()?;
        Ok(guard)
    }

    /// A screen to draw on.
    pub fn screen(&self) -> io::Result<Screen> {
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        Terminal::new(Quiet::new(CrosstermBackend::new(out)))
    }

    /// Asks the terminal all that there is to ask: what it can do, what background it has if that matters, and on a screen of a
    /// size that is still empty how wide it draws what is doubtful. The answers come among the keys, if they come; nobody waits
    /// for them.
    pub fn ask(&self, background: bool, bears: Bears, size: (u16, u16)) -> io::Result<()> {
        let background = if background { ASK_BACKGROUND } else { b"" };
        let clusters = if bears.questions { ASK_CLUSTERS } else { b"" };
        let samples = if bears.samples { probe::question(size) } else { String::new() };
        say(&[background, clusters, samples.as_bytes()].concat())
    }

    /// Asks the terminal what background it has.
    pub fn ask_background(&self) -> io::Result<()> {
        say(ASK_BACKGROUND)
    }

    /// Lets the terminal count clusters of characters until it is given back.
    pub fn use_clusters(&self) -> io::Result<()> {
        CLUSTERS.store(true, Ordering::Relaxed);
        say(CLUSTERS_ON)
    }

    /// Takes the mouse or leaves it to the terminal.
    pub fn set_mouse(&mut self, mouse: bool) -> io::Result<()> {
        self.mouse = mouse;
        say(if mouse { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Gives the terminal back and stops, with everything that was started together with the client, until a shell
    /// continues it; [`resume`](Self::resume) belongs after it. False when there is no shell that would, and nothing was done.
    pub fn suspend(&self) -> io::Result<bool> {
        // Whoever belongs to the one who began the session, as in a window of its own, would stand still for ever.
        if getpgrp() == getsid(None)? {
            return Ok(false);
        }
        restore();
        // Not the stop that can be caught: that is how this wish may have come.
        kill_current_process_group(Signal::STOP)?;
        Ok(true)
    }

    /// Gives the terminal to another program; [`resume`](Self::resume) belongs after it.
    pub fn leave(&self) {
        restore();
    }

    /// Takes the terminal over again: whoever had it meanwhile may have changed anything.
    pub fn resume(&self) -> io::Result<()> {
        // It is believed to be raw when the process was stopped without being asked.
        let _ = disable_raw_mode();
        self.enter()
    }

    fn enter(&self) -> io::Result<()> {
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange)?;
        say(TITLE_ASIDE)?;
        say(COLOURS_TOLD)?;
        if CLUSTERS.load(Ordering::Relaxed) {
            say(CLUSTERS_ON)?;
        }
        if self.mouse { say(MOUSE_ON) } else { Ok(()) }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Asks the terminal to put a text onto the clipboard of the machine that it runs on.
pub fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// Says how the terminal's window is to be called; the title is one line without anything that steers a terminal.
pub fn call_window(title: &str) -> io::Result<()> {
    say(format!("\x1b]2;{title}\x1b\\").as_bytes())
}

/// Writes to the terminal beside the screen: what does not change any cell of it.
pub fn say(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(bytes)?;
    out.flush()
}

fn restore() {
    // Each step is tried even when one before it failed.
    let _ = say(MOUSE_OFF);
    let _ = say(TITLE_BACK);
    let _ = say(COLOURS_UNTOLD);
    if CLUSTERS.load(Ordering::Relaxed) {
        let _ = say(CLUSTERS_OFF);
    }
    let mut out = io::stdout();
    let _ = execute!(out, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// A panic's words must appear on the shell's screen, not on ours.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            restore();
            report(info);
        }));
    });
}
