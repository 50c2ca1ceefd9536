//! `/api/v1/ws`: one socket for everything that a client of ours needs.

use std::sync::Arc;

use protocol::{ClientCommand, ClientId, RequestId, ServerEvent};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{
    Context,
    frame::{self, Bad},
    refusal,
    talk::{self, Answer, Voice, json},
    upgrade, welcome,
};
use crate::{
    action::{
        listen::{self, Delivery},
        messages::{self, Wish},
        reads, sync,
    },
    door::{Request, Response, Socket},
    error::{Error, Result},
};

pub(super) async fn open(request: Request) -> Result<Response> {
    let caller = welcome(&request).await?;
    upgrade(request, caller, converse)
}

async fn converse(context: Context, socket: Socket) {
    let Context { app, caller } = &context;
    let heard = listen::to_everything(app, caller).await;
    let (ear, list) = match heard {
        Ok(heard) => heard,
        Err(error) => {
            tracing::warn!(%error, "a socket could not be opened");
            return;
        }
    };
    let mut first = vec![json(&listen::hello(app, caller, list))];
    match reads::pending(app, caller).await {
        Ok(events) => first.extend(events.iter().map(json)),
        Err(error) => tracing::warn!(%error, "what became fully read could not be told"),
    }
    talk::talk(app, socket, ear, (Own(&context), first)).await;
}

struct Own<'a>(&'a Context);

impl Voice for Own<'_> {
    async fn tell(&mut self, delivery: &Arc<Delivery>) -> Option<Utf8Bytes> {
        Some(delivery.json())
    }

    async fn hear(&mut self, text: &str) -> Answer {
        match frame::read(text) {
            Ok(command) => self.obey(command).await,
            Err(Bad { code, detail }) => {
                let (client_id, request_id) = (None, None);
                Answer::Refuse(json(&ServerEvent::Error { code, detail, client_id, request_id }))
            }
        }
    }
}

impl Own<'_> {
    async fn obey(&self, command: ClientCommand) -> Answer {
        let Context { app, caller } = self.0;
        match command {
            ClientCommand::Send { conversation_id, client_id, text, reply_to } => {
                let wish = Wish { conversation: conversation_id, text, client_id: Some(client_id), reply_to };
                let sent = messages::send(app, caller, wish).await;
                answer(sent.map(|(message, _)| Some(ack(client_id, &message))), Some(client_id), None)
            }
            ClientCommand::Typing { conversation_id } => {
                let told = messages::typing(app, caller, conversation_id).await;
                answer(told.map(|()| None), None, None)
            }
            ClientCommand::Read { conversation_id, seq, request_id } => {
                let read = reads::read(app, caller, conversation_id, seq).await;
                answer(read.map(|()| None), None, request_id)
            }
            ClientCommand::Sync { conversation_id, since, request_id } => {
                let changes = sync::sync(app, caller, conversation_id, since, request_id).await;
                answer(changes.map(Some), None, Some(request_id))
            }
        }
    }
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

fn answer(
    outcome: Result<Option<ServerEvent>, Error>,
    client_id: Option<ClientId>,
    request_id: Option<RequestId>,
) -> Answer {
    match outcome {
        Ok(None) => Answer::Silence,
        Ok(Some(event)) => Answer::json(&event),
        Err(error) => {
            let refusal = refusal::of(&error, client_id);
            let (code, detail) = (refusal.code, refusal.detail);
            Answer::json(&ServerEvent::Error { code, detail, client_id, request_id })
        }
    }
}
