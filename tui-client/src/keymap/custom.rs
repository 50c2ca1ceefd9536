//! The keys that people have changed. What cannot be understood is reported and left out; the rest holds.

use std::collections::HashMap;

use super::{Action, Binding, Chord, Context, Found, Keymap, Mistake, Trouble};

/// What takes a key its meaning.
const NONE: &str = "none";

/// A line of the file: in this context these keys do that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebinding {
    /// The name of the context.
    pub context: String,
    /// The chord.
    pub keys: String,
    /// The name of the action, or `none`.
    pub action: String,
    /// Where it stands.
    pub line: usize,
}

/// The same, understood.
struct Change {
    context: Context,
    chord: Chord,
    action: Option<Action>,
    line: usize,
}

impl Keymap {
    /// With the keys that somebody has changed, and what is wrong with the changes.
    #[must_use]
    pub fn with(mut self, rebindings: &[Rebinding]) -> (Self, Vec<Trouble>) {
        let mut troubles = Vec::new();
        let mut changes: Vec<Change> = Vec::new();
        for rebinding in rebindings {
            let understood = self.understand(rebinding).and_then(|change| fresh(&changes, change));
            match understood {
                Ok(change) => changes.push(change),
                Err(mistake) => troubles.push(Trouble { line: rebinding.line, mistake }),
            }
        }
        let before = self.clone();
        for change in &changes {
            self.apply(change);
        }
        troubles.extend(changes.iter().filter_map(|change| self.conflict(change)));
        let now = self.reachable();
        let lost = before.reachable().into_iter().filter(|action| !now.contains(action));
        troubles.extend(lost.map(|action| {
            let took =
                |change: &&Change| before.find(change.context, change.chord.keys()) == Found::Action(action);
            let line = changes.iter().rfind(took).map_or(0, |change| change.line);
            Trouble { line, mistake: Mistake::Lost(action) }
        }));
        troubles.sort_by_key(|trouble| trouble.line);
        (self, troubles)
    }

    fn understand(&self, rebinding: &Rebinding) -> Result<Change, Mistake> {
        let context =
            Context::named(&rebinding.context).ok_or_else(|| Mistake::unknown_context(&rebinding.context))?;
        let chord: Chord = rebinding.keys.parse().map_err(|_| Mistake::BadKeys(rebinding.keys.clone()))?;
        let action = match rebinding.action.as_str() {
            NONE => None,
            name => Some(Action::named(name).ok_or_else(|| Mistake::unknown_action(name))?),
        };
        if let Some(action) = action {
            let homes = self.homes(action);
            if !homes.iter().any(|home| context.stack().contains(home)) {
                return Err(Mistake::Elsewhere(action, context, homes));
            }
        }
        let writes = chord.keys().first().is_some_and(|key| key.writes().is_some());
        if writes
            && action.is_some()
            && Context::places().any(|place| place.writes() && place.stack().contains(&context))
        {
            return Err(Mistake::Writes(chord));
        }
        Ok(Change { context, chord, action, line: rebinding.line })
    }

    /// Where an action means something.
    fn homes(&self, action: Action) -> Vec<Context> {
        let mut homes: Vec<Context> = self
            .bindings
            .iter()
            .filter(|binding| binding.action == action)
            .map(|binding| binding.context)
            .collect();
        homes.dedup();
        homes
    }

    fn apply(&mut self, change: &Change) {
        let here = |binding: &&mut Binding| binding.context == change.context;
        for binding in self.bindings.iter_mut().filter(here) {
            binding.chords.retain(|chord| *chord != change.chord);
        }
        let Some(action) = change.action else { return };
        // The new key is the one to show.
        match self.bindings.iter_mut().filter(here).find(|binding| binding.action == action) {
            Some(binding) => binding.chords.insert(0, change.chord.clone()),
            None => self.bindings.push(Binding {
                context: change.context,
                chords: vec![change.chord.clone()],
                action,
                footer: false,
            }),
        }
    }

    /// A chord that begins another one takes it its meaning.
    fn conflict(&self, change: &Change) -> Option<Trouble> {
        change.action?;
        let keys = change.chord.keys();
        let places = Context::places().filter(|place| place.stack().contains(&change.context));
        let mut others = places.flat_map(|place| self.within(place)).flat_map(|binding| &binding.chords);
        let other =
            others.find(|other| other.goes_on_after(keys) || change.chord.goes_on_after(other.keys()))?;
        let mistake = Mistake::Begins(change.chord.clone(), other.clone());
        Some(Trouble { line: change.line, mistake })
    }

    /// What can be done with keys somewhere.
    fn reachable(&self) -> Vec<Action> {
        let mut firsts: HashMap<(Context, &Chord), Action> = HashMap::new();
        for place in Context::places() {
            for binding in self.within(place) {
                for chord in &binding.chords {
                    firsts.entry((place, chord)).or_insert(binding.action);
                }
            }
        }
        Action::all().filter(|action| firsts.values().any(|reached| reached == action)).collect()
    }
}

/// The same keys must not be given two meanings.
fn fresh(changes: &[Change], change: Change) -> Result<Change, Mistake> {
    let same = |other: &&Change| other.context == change.context && other.chord == change.chord;
    match changes.iter().find(same) {
        Some(other) => Err(Mistake::Twice(change.chord, other.line)),
        None => Ok(change),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        keymap::{Code, Key},
        words::Lang,
    };

    fn line(line: usize, context: &str, keys: &str, action: &str) -> Rebinding {
        Rebinding { context: context.into(), keys: keys.into(), action: action.into(), line }
    }

    fn with(lines: &[Rebinding]) -> (Keymap, Vec<String>) {
        let (keymap, troubles) = Keymap::default().with(lines);
        (
            keymap,
            troubles
                .iter()
                .map(|trouble| format!("{}: {}", trouble.line, trouble.mistake.say(Lang::En)))
                .collect(),
        )
    }

    fn does(keymap: &Keymap, context: Context, keys: &str) -> Found {
        keymap.find(context, keys.parse::<Chord>().unwrap().keys())
    }

    #[test]
    fn a_key_can_be_given_another_meaning_or_none() {
        let (keymap, troubles) = with(&[
            line(3, "chat", "Ctrl+G Ctrl+N", "next-unread"),
            line(4, "main", "F5", "none"),
            line(5, "main", "F11", "reconnect"),
        ]);
        assert_eq!(troubles, [""; 0]);
        assert_eq!(does(&keymap, Context::Chat, "Ctrl+G"), Found::Prefix);
        assert_eq!(does(&keymap, Context::Chat, "Ctrl+П Ctrl+Т"), Found::Action(Action::NextUnread));
        assert_eq!(does(&keymap, Context::List, "F5"), Found::Nothing);
        assert_eq!(keymap.key_of(Action::Reconnect), "F11");
        assert_eq!(
            keymap.continuations(Context::Chat, &[Key::ctrl(Code::Char('g'))]),
            [("Ctrl+N".into(), Action::NextUnread)]
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_what_to_do() {
        let (keymap, troubles) = with(&[
            line(1, "chta", "F11", "send"),
            line(2, "chat", "Ctr+G", "send"),
            line(3, "chat", "F11", "sned"),
            line(4, "list", "F11", "send"),
            line(5, "chat", "x", "send"),
            line(6, "list", "F11 a", "next-chat"),
            line(7, "list", "f11  A", "previous-chat"),
            line(8, "list", "F11 a", "previous-chat"),
            line(9, "main", "F11", "sign-out"),
            line(10, "chat", "Alt+U", "none"),
        ]);
        let expected = [
            "2: `Ctr+G` is no key; write it like Ctrl+X, Alt+Enter, F5, PgUp or `g g`",
            "3: `sned` is no action; perhaps `send` is meant. `messenger --keys` lists them",
            "4: `send` means nothing in [keys.list]; put it into: chat",
            "5: `x` begins with a letter that could no longer be written; hold Ctrl or Alt with it",
            "6: `F11` acts at once, so `F11 a` is never reached; choose another key or set one to \"none\"",
            "7: `F11` acts at once, so `F11 A` is never reached; choose another key or set one to \"none\"",
            "8: `F11 a` has a meaning already on line 6; remove one of the two",
            "9: `F11` acts at once, so `F11 a` is never reached; choose another key or set one to \"none\"",
            "10: no key leads to `first-unread` any more; give it one",
        ];
        assert!(
            troubles[0]
                .starts_with("1: `chta` is no context; perhaps `chat` is meant. There are: list, chat,")
        );
        assert_eq!(troubles[1..], expected);
        assert_eq!(does(&keymap, Context::Chat, "Enter"), Found::Action(Action::Send), "the rest holds");
    }
}
