//! `/api/v1/ws`: one socket for everything that a client of ours needs.

use std::time::Duration;

use protocol::{AccessToken, ClientCommand, ClientId, RequestId, ServerEvent, request};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{
    Context,
    frame::{self, Bad},
    refusal,
    sends::{Outcome, Sends},
    talk::{self, Answer, Voice, json},
    upgrade, welcome,
};
use crate::{
    action::{
        amend::{self, Target},
        listen::{self, Delivery, Ear},
        messages::{self, Wish},
        reads, sessions, settings, sync,
    },
    door::{Request, Response, Socket},
    error::{Error, Result},
};

pub(super) async fn open(request: Request) -> Result<Response> {
    let caller = welcome(&request).await?;
    let wish: request::Listen = request.query()?;
    let looks = wish.away != Some(true);
    upgrade(request, caller, move |context, socket| converse(context, socket, looks))
}

async fn converse(context: Box<Context>, socket: Socket, looks: bool) {
    // Apart: an idle socket shall not hold what its beginning needs.
    let begun = match Box::pin(listen::turn(&context.app)).await {
        Ok(_turn) => Box::pin(begin(&context, looks)).await,
        Err(error) => Err(error),
    };
    match begun {
        Ok((ear, first)) => talk::talk(&context, socket, ear, (Own(&context), vec![first])).await,
        Err(error) => tracing::warn!(%error, "a socket could not be opened"),
    }
}

/// What the socket hears, and what it says first.
async fn begin(Context { app, caller }: &Context, looks: bool) -> Result<(Ear, Utf8Bytes)> {
    let (ear, list) =
        if looks { listen::to_everything(app, caller).await? } else { listen::aside(app, caller).await? };
    // What is told once is told to somebody who looks.
    if looks && let Err(error) = reads::tell_pending(app, caller).await {
        tracing::warn!(%error, "what became fully read could not be told");
    }
    Ok((ear, json(&listen::hello(app, caller, list))))
}

struct Own<'a>(&'a Context);

impl Voice for Own<'_> {
    fn tell(&mut self, delivery: &Delivery) -> Option<Utf8Bytes> {
        Some(delivery.json())
    }

    async fn hear(&mut self, text: &str, sends: &mut Sends) -> Answer {
        let command = match frame::read(text) {
            Ok(command) => command,
            Err(Bad { code, detail }) => {
                let (client_id, request_id, retry_after) = (None, None, None);
                let refusal = ServerEvent::Error { code, detail, client_id, request_id, retry_after };
                return Answer::Refuse(json(&refusal));
            }
        };
        let (client_id, request_id) = ids(&command);
        let answer = self.obey(command, sends).await;
        answer.unwrap_or_else(|error| Answer::Say(refused(&error, client_id, request_id)))
    }

    fn stored(&mut self, outcome: Outcome) -> Option<Utf8Bytes> {
        match outcome {
            Outcome::Message(client_id, Ok((message, _))) => Some(json(&ack(client_id?, &message))),
            Outcome::Message(client_id, Err(error)) => Some(refused(&error, client_id, None)),
            Outcome::Unread(request_id, error) => Some(refused(&error, None, request_id)),
        }
    }

    fn closing(&self, away: Duration) -> Option<Utf8Bytes> {
        let reason = "The server restarts".into();
        Some(json(&ServerEvent::Closing { reason, retry_after_ms: millis(away) }))
    }

    fn reauth(&self, left: Duration) -> Option<Utf8Bytes> {
        Some(json(&ServerEvent::Reauth { expires_in_ms: millis(left) }))
    }
}

impl Own<'_> {
    /// What is rare waits for the database apart: each frame is given room for as much as can be waited for here.
    async fn obey(&self, command: ClientCommand, sends: &mut Sends) -> Result<Answer> {
        let Context { app, caller } = self.0;
        match command {
            ClientCommand::Send { conversation_id: conversation, client_id, text, reply_to, forward_of } => {
                let wish = Wish { conversation, text, client_id: Some(client_id), reply_to, forward_of };
                sends.push(Some(client_id), messages::submit(app, caller, wish).await?);
                Ok(Answer::Silence)
            }
            ClientCommand::Typing { conversation_id } => {
                messages::typing(app, caller, conversation_id).await.map(|()| Answer::Silence)
            }
            ClientCommand::Read { conversation_id, seq, request_id } => {
                sends.push_reading(request_id, reads::submit(app, caller, conversation_id, seq)?);
                Ok(Answer::Silence)
            }
            ClientCommand::Sync { conversation_id, since, request_id } => {
                sends.settle().await;
                let answer = Box::pin(sync::sync(app, caller, conversation_id, since, request_id)).await?;
                Ok(Answer::json(&answer))
            }
            ClientCommand::Edit { conversation_id, message_id, text, request_id } => {
                sends.settle().await;
                let target = Target { conversation: Some(conversation_id), message: message_id };
                Ok(done(request_id, &Box::pin(amend::edit(app, caller, target, &text)).await?))
            }
            ClientCommand::Delete { conversation_id, message_id, request_id } => {
                sends.settle().await;
                let target = Target { conversation: Some(conversation_id), message: message_id };
                Ok(done(request_id, &Box::pin(amend::delete(app, caller, target)).await?))
            }
            ClientCommand::React { conversation_id, message_id, emoji, set, request_id } => {
                let target = Target { conversation: Some(conversation_id), message: message_id };
                let reacting = amend::react(app, caller, target, &emoji, set.into());
                Ok(done(request_id, &Box::pin(reacting).await?))
            }
            ClientCommand::Set { conversation_id, wish, request_id } => {
                sends.settle().await;
                let said = Box::pin(settings::change(app, caller, conversation_id, wish)).await?;
                Ok(Answer::json(&settings::event(conversation_id, said, Some(request_id))))
            }
            ClientCommand::Auth { access_token: AccessToken(token), request_id } => {
                let good_for = Box::pin(sessions::renew(app, caller, &token)).await?;
                let event = ServerEvent::Authenticated { request_id, expires_in_ms: millis(good_for) };
                Ok(Answer::Renewed(good_for, json(&event)))
            }
        }
    }
}

/// What the answer to a command bears, so that the client knows what is answered.
const fn ids(command: &ClientCommand) -> (Option<ClientId>, Option<RequestId>) {
    match command {
        ClientCommand::Send { client_id, .. } => (Some(*client_id), None),
        ClientCommand::Typing { .. } => (None, None),
        ClientCommand::Read { request_id, .. } => (None, *request_id),
        ClientCommand::Sync { request_id, .. }
        | ClientCommand::Auth { request_id, .. }
        | ClientCommand::Edit { request_id, .. }
        | ClientCommand::Delete { request_id, .. }
        | ClientCommand::React { request_id, .. }
        | ClientCommand::Set { request_id, .. } => (None, Some(*request_id)),
    }
}

fn done(request_id: RequestId, message: &protocol::Message) -> Answer {
    let (conversation_id, version) = (message.conversation_id, message.version);
    Answer::json(&ServerEvent::Done { request_id, conversation_id, version })
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn ack(client_id: ClientId, message: &protocol::Message) -> ServerEvent {
    ServerEvent::Ack {
        client_id,
        conversation_id: message.conversation_id,
        message_id: message.id,
        seq: message.seq,
        version: message.version,
        created_at: message.created_at,
    }
}

fn refused(error: &Error, client_id: Option<ClientId>, request_id: Option<RequestId>) -> Utf8Bytes {
    let refusal = refusal::of(error, client_id);
    let (code, detail, retry_after) = (refusal.code, refusal.detail, error.retry_after());
    json(&ServerEvent::Error { code, detail, client_id, request_id, retry_after })
}

#[cfg(test)]
mod tests {
    use super::converse;

    /// How much room a call of it keeps until it is done.
    fn held<A, B, C, F: Future>(_: impl Fn(A, B, C) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn the_task_of_an_idle_socket_is_small() {
        let bytes = held(converse);
        assert!(bytes <= 1 << 10, "{bytes}: what is large and rare is awaited in a box");
    }
}
