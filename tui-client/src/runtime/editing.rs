//! While the user writes in an editor of their own: it has the terminal, the connection goes on.

use std::{
    io,
    process::{ExitCode, ExitStatus},
    time::Duration,
};

use protocol::ConversationId;
use rustix::process::{Pid, Signal, kill_process};
use tokio::time::timeout;

use super::{
    Client, at,
    signals::{INTERRUPTED, Order, Signals},
};
use crate::{
    keymap::{Action, Edit},
    message::Event,
    outside::Outside,
    words::Word,
};

/// An editor that is told to end has this long for it.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What has ended the writing.
enum Ended {
    /// The editor itself.
    Editor(io::Result<ExitStatus>),
    /// A signal, which ends the client with this exit code.
    Signal(u8),
}

impl Client {
    /// Hands the terminal over and takes it back when the editor has ended. The exit code when a signal ends the client.
    pub(super) async fn edit_outside(
        &mut self,
        (id, text): (ConversationId, String),
        signals: &mut Signals,
    ) -> anyhow::Result<Option<ExitCode>> {
        self.guard.leave();
        let mut outside = match Outside::begin(&self.editor, &text) {
            Ok(outside) => outside,
            Err(error) => {
                self.step(Event::Edited(id, Err(error.to_string())))?;
                return self.resume().map(|()| None);
            }
        };
        let ended = self.while_written(&mut outside, signals).await;
        if !matches!(ended, Ok(Ended::Editor(_))) {
            end(&mut outside).await;
        }
        // Whatever has ended it: what stands there somebody has written.
        let written = outside.read().map_err(|error| error.to_string());
        let trouble = match &ended {
            Ok(Ended::Editor(Ok(status))) if status.success() => None,
            Ok(Ended::Editor(Ok(status))) => Some(status.to_string()),
            Ok(Ended::Editor(Err(error))) => Some(error.to_string()),
            Ok(Ended::Signal(_)) | Err(_) => Some(String::new()),
        };
        let (text, left) = match (written, trouble) {
            // One that dies may have emptied the file before it would have filled it.
            (Ok(text), Some(why)) if text.trim().is_empty() => (Err(why), None),
            (Ok(text), why) => (Ok(text), why),
            (Err(error), _) => (Err(error), None),
        };
        self.step(Event::Edited(id, text))?;
        if let Some(why) = left {
            let settings = &self.model.settings;
            let undo = settings.keymap.key_of(Action::Edit(Edit::Undo));
            let said = settings.lang.fill(Word::EditorLeft, &[&why, &undo]);
            self.step(Event::Notice(said))?;
        }
        if let Ended::Signal(code) = ended? {
            return Ok(Some(ExitCode::from(code)));
        }
        self.resume().map(|()| None)
    }

    async fn while_written(&mut self, outside: &mut Outside, signals: &mut Signals) -> anyhow::Result<Ended> {
        loop {
            tokio::select! {
                status = outside.child.wait() => return Ok(Ended::Editor(status)),
                order = signals.next() => match order {
                    // Meant for the editor, which hears it as well.
                    Order::End(INTERRUPTED) | Order::GoOn | Order::Resize => {}
                    Order::End(code) => return Ok(Ended::Signal(code)),
                    Order::Stop => drop(self.guard.suspend()?),
                },
                () = at(self.next_deadline()) => {
                    self.step(Event::Due)?;
                }
                Some(cached) = self.cached.recv() => {
                    self.hear(cached)?;
                }
                other = self.others.next() => {
                    self.hear_other(other)?;
                }
                told = self.line.news.recv() => match told {
                    Some(told) => {
                        self.learn(told)?;
                    }
                    None => anyhow::bail!("the connection's task has ended"),
                },
            }
        }
    }
}

/// Tells the editor to end: nobody will see it any more.
async fn end(outside: &mut Outside) {
    let pid = outside.child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    if let Some(pid) = pid {
        // It may have ended by itself.
        let _ = kill_process(pid, Signal::TERM);
    }
    let _ = timeout(LAST_WORDS, outside.child.wait()).await;
}
