//! What the terminal tells, in our words.

use crossterm::event::{
    Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};

use super::replies::{Read, Replies};
use crate::{
    keymap::{Code, Key},
    message::{Event, Mouse, MouseDeed},
};

/// Reads what the terminal tells.
#[derive(Debug, Default)]
pub struct Input {
    replies: Replies,
}

impl Input {
    /// What it means to us; nothing when it means nothing, or when the rest of it is still to come.
    pub fn read(&mut self, event: TerminalEvent) -> Vec<Event> {
        let other = match event {
            TerminalEvent::Key(key) => {
                return match translate_key(key).map(|key| self.replies.read(key)) {
                    None | Some(Read::Held) => Vec::new(),
                    Some(Read::Background(background)) => vec![Event::Background(background)],
                    Some(Read::Keys(keys)) => keys.into_iter().map(Event::Key).collect(),
                };
            }
            TerminalEvent::Paste(text) => Some(Event::Paste(text)),
            TerminalEvent::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
            TerminalEvent::FocusGained => Some(Event::Focus(true)),
            TerminalEvent::FocusLost => Some(Event::Focus(false)),
            TerminalEvent::Mouse(mouse) => translate_mouse(mouse).map(Event::Mouse),
        };
        self.give_up().into_iter().chain(other).collect()
    }

    /// The beginning of an answer is held back.
    pub const fn holds(&self) -> bool {
        self.replies.holds()
    }

    /// The rest of it does not come: it was none.
    pub fn give_up(&mut self) -> Vec<Event> {
        self.replies.give_up().into_iter().map(Event::Key).collect()
    }
}

fn translate_mouse(event: MouseEvent) -> Option<Mouse> {
    let deed = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseDeed::Press,
        MouseEventKind::Down(MouseButton::Right) => MouseDeed::Menu,
        MouseEventKind::Drag(MouseButton::Left) => MouseDeed::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseDeed::Release,
        MouseEventKind::ScrollUp => MouseDeed::WheelUp,
        MouseEventKind::ScrollDown => MouseDeed::WheelDown,
        _ => return None,
    };
    Some(Mouse { deed, column: event.column, row: event.row })
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    let ours = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
    if event.kind == KeyEventKind::Release || !ours.contains(event.modifiers) {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        KeyCode::Char(c) => {
            let lower = c.to_lowercase().next().unwrap_or(c);
            let c = if ctrl || alt { lower } else { c };
            return Some(Key { code: Code::Char(c), ctrl, alt, shift: false });
        }
        KeyCode::BackTab => return Some(Key { code: Code::Tab, ctrl, alt, shift: true }),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    Some(Key { code, ctrl, alt, shift })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_carries_its_own_shift_and_a_chord_has_none() {
        let key = |c, modifiers| translate_key(KeyEvent::new(KeyCode::Char(c), modifiers));
        assert_eq!(key('Q', KeyModifiers::SHIFT), Some(Key::plain(Code::Char('Q'))));
        assert_eq!(key('Q', KeyModifiers::CONTROL | KeyModifiers::SHIFT), Some(Key::ctrl(Code::Char('q'))));
        assert_eq!(key('Й', KeyModifiers::CONTROL), Some(Key::ctrl(Code::Char('й'))));
        assert_eq!(key('q', KeyModifiers::SUPER), None);
    }
}
