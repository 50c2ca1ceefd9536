//! While the user writes in an editor of their own: it has the terminal, the connection goes on.

use std::process::ExitCode;

use protocol::ConversationId;

use super::{
    Client, at,
    signals::{INTERRUPTED, Order, Signals},
};
use crate::{message::Event, outside::Outside};

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
            Err(error) => return self.edited(id, Err(error.to_string())).map(|()| None),
        };
        let status = loop {
            tokio::select! {
                status = outside.child.wait() => break status,
                order = signals.next() => match order {
                    // Meant for the editor, which hears it as well.
                    Order::End(INTERRUPTED) | Order::GoOn | Order::Resize => {}
                    Order::End(code) => return Ok(Some(ExitCode::from(code))),
                    Order::Stop => self.guard.suspend()?,
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
        };
        let written = match status {
            Ok(status) if status.success() => outside.read().map_err(|error| error.to_string()),
            Ok(status) => Err(status.to_string()),
            Err(error) => Err(error.to_string()),
        };
        self.edited(id, written).map(|()| None)
    }

    fn edited(&mut self, id: ConversationId, written: Result<String, String>) -> anyhow::Result<()> {
        self.step(Event::Edited(id, written))?;
        self.resume()
    }
}
