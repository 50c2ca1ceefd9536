//! What was done to a text, so that it can be undone and done again. Letters typed one after the other are one step a word.

/// Steps that are remembered.
const STEPS: usize = 500;
/// Bytes of text in them, so that large pastes do not pile up.
const BYTES: usize = 1 << 20;

/// At one place some text has been replaced by another.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Where: a byte index.
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
    /// Where the caret stood before.
    pub(super) caret: usize,
    /// It may grow by the next one of its kind.
    pub(super) typed: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Past {
    pub(super) fn note(&mut self, step: Step) {
        self.undone.clear();
        if let Some(last) = self.done.last_mut()
            && last.typed
            && step.typed
            && last.takes_in(&step)
        {
            return;
        }
        self.done.push(step);
        self.bound();
    }

    /// The next step begins anew, whatever it is.
    pub(super) fn rest(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.typed = false;
        }
    }

    /// The step to undo.
    pub(super) fn back(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        Some(step)
    }

    /// The step to do again.
    pub(super) fn forth(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }

    fn bound(&mut self) {
        let mut bytes = 0;
        let fits = |step: &&Step| {
            bytes += step.removed.len() + step.inserted.len();
            bytes <= BYTES
        };
        // The newest is kept whatever its size: it is what somebody wants back.
        let kept = self.done.iter().rev().take_while(fits).count().clamp(1, STEPS);
        self.done.drain(..self.done.len().saturating_sub(kept));
    }
}

impl Step {
    /// Grows by a step that goes on where it ended, within a word.
    fn takes_in(&mut self, next: &Self) -> bool {
        let spaced = |text: &str| text.ends_with(char::is_whitespace);
        if self.removed.is_empty() && next.removed.is_empty() && next.at == self.at + self.inserted.len() {
            if spaced(&self.inserted) && !spaced(&next.inserted) {
                return false;
            }
            self.inserted.push_str(&next.inserted);
            return true;
        }
        let backwards = next.at + next.removed.len() == self.at;
        if self.inserted.is_empty() && next.inserted.is_empty() && backwards {
            self.at = next.at;
            self.removed.insert_str(0, &next.removed);
            return true;
        }
        false
    }
}
