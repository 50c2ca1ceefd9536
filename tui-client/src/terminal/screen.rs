//! A screen that writes nothing when nothing has changed, and everything that has in one piece.

use std::io::{self, BufWriter, Stdout, Write};

use ratatui::{
    Terminal,
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
};

/// What is drawn on.
pub type Screen = Terminal<Quiet<BufWriter<Stdout>>>;

/// A terminal that waits with a frame until it is whole shows no half of one.
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// Leaves out what changes nothing: the resets after an empty difference, and a cursor that stands where it stood.
pub struct Quiet<W: Write> {
    inner: CrosstermBackend<W>,
    cursor: Cursor,
    /// Something of the frame has been written.
    begun: bool,
}

/// The terminal's cursor as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cursor {
    /// Shown or not, where it is not known.
    Unknown,
    Hidden,
    Shown,
    At(Position),
}

impl<W: Write> Quiet<W> {
    /// Writes to a terminal of which nothing is known.
    pub const fn new(inner: CrosstermBackend<W>) -> Self {
        Self { inner, cursor: Cursor::Unknown, begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            self.inner.write_all(FRAME_BEGINS)?;
        }
        Ok(())
    }
}

impl<W: Write> Backend for Quiet<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.begin()?;
        // The letters take the cursor along.
        if matches!(self.cursor, Cursor::At(_)) {
            self.cursor = Cursor::Shown;
        }
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor == Cursor::Hidden {
            return Ok(());
        }
        self.begin()?;
        self.cursor = Cursor::Hidden;
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if matches!(self.cursor, Cursor::Shown | Cursor::At(_)) {
            return Ok(());
        }
        self.begin()?;
        self.cursor = Cursor::Shown;
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Asking the terminal would wait for its answer, and take it from among the keys.
        Ok(if let Cursor::At(position) = self.cursor { position } else { Position::ORIGIN })
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor == Cursor::At(position) {
            return Ok(());
        }
        self.begin()?;
        if self.cursor == Cursor::Shown {
            self.cursor = Cursor::At(position);
        }
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.begin()?;
        self.cursor = Cursor::Unknown;
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.begun {
            return Ok(());
        }
        self.begun = false;
        self.inner.write_all(FRAME_ENDS)?;
        Write::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use ratatui::{TerminalOptions, Viewport, layout::Rect, style::Style};

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Rc<RefCell<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written for each of these frames: their text, and where the cursor stands.
    fn written(frames: &[(&str, Option<u16>)]) -> Vec<usize> {
        let out = Written::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 20, 1));
        let backend = Quiet::new(CrosstermBackend::new(out.clone()));
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let lengths = frames.iter().map(|(text, cursor)| {
            out.0.borrow_mut().clear();
            terminal
                .draw(|frame| {
                    frame.buffer_mut().set_string(0, 0, text, Style::new());
                    if let Some(x) = cursor {
                        frame.set_cursor_position((*x, 0));
                    }
                })
                .unwrap();
            out.0.borrow().len()
        });
        lengths.collect()
    }

    #[test]
    fn nothing_is_written_when_nothing_has_changed() {
        assert_eq!(written(&[("one", Some(3)), ("one", Some(3)), ("one", Some(3))])[1..], [0, 0]);
        assert_eq!(written(&[("one", None), ("one", None)])[1..], [0]);
    }

    #[test]
    fn one_letter_takes_less_than_a_hundred_bytes() {
        let lengths = written(&[("one", Some(3)), ("ones", Some(4)), ("ones", Some(2)), ("ones", None)]);
        assert!(lengths[1..].iter().all(|length| (1..100).contains(length)), "{lengths:?}");
    }
}
