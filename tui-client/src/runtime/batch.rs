//! Keys that are there at once belong together: so many at once are a paste, when the terminal does not say so itself.

use crate::{keymap::Key, message::Event};

/// The same events, keys that follow each other as one.
pub(super) fn together(events: Vec<Event>) -> Vec<Event> {
    let mut all = Vec::new();
    let mut keys: Vec<Key> = Vec::new();
    for event in events {
        if let Event::Key(key) = event {
            keys.push(key);
        } else {
            all.extend(run(std::mem::take(&mut keys)));
            all.push(event);
        }
    }
    all.extend(run(keys));
    all
}

fn run(keys: Vec<Key>) -> Option<Event> {
    match keys.as_slice() {
        [] => None,
        [key] => Some(Event::Key(*key)),
        _ => Some(Event::Keys(keys)),
    }
}
