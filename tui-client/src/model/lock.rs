//! The lock of the screen: whether it is shut, what is being written into its field, and when it shuts by itself.

use std::time::Duration;

use protocol::Timestamp;

use super::{Editor, Model, SignIn, later};

/// Fewer characters are guessed too easily.
pub const PASSPHRASE_CHARS: usize = 4;
/// The longest wait after a wrong passphrase.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The lock.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// The screen shows this alone.
    pub shut: Option<Shut>,
    /// When somebody last pressed a key.
    pub touched: Option<Timestamp>,
    /// It has been asked to shut since.
    pub asked: bool,
}

/// What is asked in the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// The passphrase, to open.
    #[default]
    Locked,
    /// A new passphrase.
    Choosing,
    /// The same once more.
    Repeating,
    /// Whether to sign out, since the passphrase is forgotten.
    Leaving,
}

/// A screen that shows nothing but a field.
#[derive(Clone, Default)]
pub struct Shut {
    /// What is asked.
    pub stage: Stage,
    /// What is written.
    pub field: Editor,
    /// What was written before it is repeated.
    pub first: String,
    /// It is being looked at.
    pub busy: bool,
    /// Why it did not work.
    pub error: Option<String>,
    /// How often a wrong one was written.
    pub wrong: u32,
    /// Until when no other is tried.
    pub wait: Option<Timestamp>,
}

impl std::fmt::Debug for Shut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shut").field("stage", &self.stage).field("wrong", &self.wrong).finish_non_exhaustive()
    }
}

impl Shut {
    /// Asks for this.
    pub fn asking(stage: Stage) -> Self {
        Self { stage, ..Self::default() }
    }

    /// What was written is wrong: the more often, the longer until the next try.
    pub fn refuse(&mut self, now: Timestamp, why: String) {
        let wait = Duration::from_secs(1 << self.wrong.min(5)).min(LONGEST_WAIT);
        self.wrong = self.wrong.saturating_add(1);
        self.wait = Some(later(now, wait));
        (self.busy, self.error, self.field) = (false, Some(why), Editor::default());
    }
}

impl Lock {
    /// When something is due: the next try, or shutting after so long without a key.
    pub fn due(&self, after: Option<Duration>) -> Option<Timestamp> {
        match &self.shut {
            Some(shut) => shut.wait,
            None => after.filter(|_| !self.asked).and_then(|after| Some(later(self.touched?, after))),
        }
    }
}

impl Model {
    /// After how long without a key the screen locks: while an account is shown, or has only been left for a form from which a key
    /// goes back to it.
    pub fn lock_after(&self) -> Option<Duration> {
        let guards = |form: &SignIn| form.came_from.is_some() && !form.busy;
        self.settings.preferences.lock_after().filter(|_| self.sign_in.as_ref().is_none_or(guards))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_try_waits_longer_up_to_half_a_minute() {
        let now = Timestamp::from_millis(0);
        let mut shut = Shut::asking(Stage::Locked);
        let waits: Vec<i64> = (0..8)
            .map(|_| {
                shut.refuse(now, String::new());
                shut.wait.unwrap().millis() / 1_000
            })
            .collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30, 30]);
    }
}
