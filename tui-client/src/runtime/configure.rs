//! The settings while the client runs: written by it, read again when their file has changed.

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::{Client, Next};
use crate::{
    config::{Source, Watch},
    log,
    message::Event,
    model::Setting,
};

/// The file of settings.
pub(super) struct Watched {
    source: Source,
    watch: Option<Watch>,
    changed: UnboundedSender<()>,
    /// Told whenever it may have changed.
    pub(super) changes: UnboundedReceiver<()>,
}

impl Watched {
    pub(super) fn new(source: Source) -> Self {
        let (changed, changes) = mpsc::unbounded_channel();
        Self { source, watch: None, changed, changes }
    }

    /// Watches it, as soon as there is a folder to watch.
    fn watch(&mut self) {
        if self.watch.is_none() {
            let changed = self.changed.clone();
            self.watch = self.source.watch(move || {
                // Nobody listens any more only when the client is stopping.
                let _ = changed.send(());
            });
        }
    }
}

impl Client {
    /// Watches the file, and says what is wrong in it.
    pub(super) fn begin_watching(&mut self) -> anyhow::Result<()> {
        self.file.watch();
        if let Some(problem) = self.model.settings.problems.first().cloned() {
            self.step(Event::Notice(problem))?;
        }
        Ok(())
    }

    /// Writes a setting, and obeys it.
    pub(super) fn set(&mut self, setting: Setting, chosen: &str) -> anyhow::Result<()> {
        match self.file.source.save(setting, chosen, self.model.settings.lang) {
            Ok(()) => self.reload()?,
            Err(why) => self.step(Event::Notice(why))?,
        };
        // Its folder may be there only now.
        self.file.watch();
        Ok(())
    }

    /// Reads the settings again, and obeys what has changed.
    pub(super) fn reload(&mut self) -> anyhow::Result<Next> {
        let held = &self.model.settings;
        let fresh = self.file.source.settings(&held.preferences);
        if fresh.preferences == held.preferences && fresh.problems == held.problems {
            return Ok(Next::Again);
        }
        if fresh.mouse != held.mouse {
            self.guard.set_mouse(fresh.mouse)?;
        }
        if fresh.look.follows() {
            self.guard.ask_background()?;
        }
        self.desk = self.file.source.desk(&fresh);
        log::set_level(self.file.source.log_level(&fresh));
        let next = self.step(Event::Configured(Box::new(fresh)))?;
        self.watch_others()?;
        Ok(next)
    }
}
