//! The queue of sends: whatever waits is committed as one group, published in its order, and each sender is answered
//! after that.

use std::sync::Arc;

use protocol::event::{Change, Changed};

use super::{publish, reads};
use crate::{
    app::App,
    error::Result,
    store::{
        append::{self, Draft, Outcome},
        queue::{Drafts, Sent, Waiting},
    },
};

/// Sends in one group: more would make the first wait too long.
const GROUP: usize = 128;
/// Takes what waits, group by group, until nobody can send any more and the queue is empty.
pub async fn run(app: Arc<App>, mut queue: Drafts) {
    let mut group: Vec<Waiting> = Vec::with_capacity(GROUP);
    loop {
        tokio::select! {
            biased;
            count = queue.recv_many(&mut group, GROUP) => if count == 0 { return },
            () = app.end.cancelled(), if !queue.is_closed() => {
                queue.close();
                continue;
            }
        }
        let (drafts, answers): (Vec<Draft>, Vec<_>) = group.drain(..).unzip();
        let outcomes = append::append(&app.store, &app.standings, &drafts).await;
        for (outcome, answer) in outcomes.into_iter().zip(answers) {
            // Whoever asked may be gone; the message is stored all the same.
            _ = answer.send(settle(&app, outcome));
        }
    }
}

fn settle(app: &Arc<App>, outcome: Outcome) -> Result<Sent> {
    match outcome {
        Outcome::New { message, read_before } => {
            let changed = Changed::Message { message: message.clone() };
            let (conversation_id, version) = (message.conversation_id, message.version);
            publish::change(app, Change { conversation_id, version, changed });
            reads::by_sending(app, &message, read_before);
            Ok((message, true))
        }
        Outcome::Repeated(message) => Ok((message, false)),
        Outcome::Refused(error) => Err(error),
    }
}
