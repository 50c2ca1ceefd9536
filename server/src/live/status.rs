//! `/api/v1/messenger/read/status` of v1: what is unread, and what is new.

use std::collections::BTreeMap;

use protocol::{
    Conversation, ConversationId, ServerEvent,
    event::{Change, Changed},
    v1::{StatusCommand, StatusEvent},
};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{
    Context, frame, refusal,
    sends::{Outcome, Sends},
    talk::{self, Answer, Voice, json},
    upgrade, welcome,
};
use crate::{
    action::{
        listen::{self, Delivery},
        reads,
    },
    door::{Request, Response},
    error::Result,
};

pub(super) async fn open(request: Request) -> Result<Response> {
    let caller = welcome(&request).await?;
    // Before the handshake: this socket begins with silence, so whatever comes after it must be told.
    let turn = listen::turn(&request.app).await?;
    let (ear, list) = listen::to_everything(&request.app, &caller).await?;
    drop(turn);
    upgrade(request, caller, move |context, socket| async move {
        let lines = list.iter().map(|line| (line.id, Line::of(line))).collect();
        if let Err(error) = reads::tell_pending(&context.app, &context.caller).await {
            tracing::warn!(%error, "what became fully read could not be told");
        }
        talk::talk(&context, socket, ear, (Status { context: &context, lines }, Vec::new())).await;
    })
}

/// What is unread of a conversation.
struct Line {
    is_chat: bool,
    last_seq: i64,
    read_seq: i64,
}

impl Line {
    const fn of(line: &Conversation) -> Self {
        Self { is_chat: line.kind.is_chat(), last_seq: line.last_seq, read_seq: line.read_seq }
    }
}

struct Status<'a> {
    context: &'a Context,
    lines: BTreeMap<ConversationId, Line>,
}

impl Status<'_> {
    fn unread(&self, chats: bool) -> StatusEvent {
        let unread =
            self.lines.iter().filter(|(_, line)| line.is_chat == chats && line.last_seq > line.read_seq);
        let ids = unread.map(|(id, _)| *id).collect();
        if chats {
            StatusEvent::UnreadChats { chat_ids: ids }
        } else {
            StatusEvent::UnreadGroups { group_ids: ids }
        }
    }

    fn changed(&mut self, change: &Change) -> Option<StatusEvent> {
        let Changed::Message { message } = &change.changed else { return None };
        let line = self.lines.get_mut(&change.conversation_id)?;
        if message.seq <= line.last_seq {
            return None;
        }
        line.last_seq = message.seq;
        if message.sender_id == self.context.caller.id() {
            line.read_seq = message.seq;
            return None;
        }
        let is_chat = line.is_chat;
        Some(self.unread(is_chat))
    }

    fn added(&mut self, conversation: &Conversation) -> StatusEvent {
        self.lines.insert(conversation.id, Line::of(conversation));
        let (id, name) = (conversation.id, conversation.title.clone());
        if conversation.kind.is_chat() {
            StatusEvent::NewChat { chat_id: id, chat_name: name }
        } else {
            StatusEvent::NewGroup { group_id: id, group_name: name }
        }
    }

    fn read(&mut self, id: ConversationId, seq: i64) {
        if let Some(line) = self.lines.get_mut(&id) {
            line.read_seq = line.read_seq.max(seq);
        }
    }
}

fn fully_read(event: &ServerEvent) -> Option<StatusEvent> {
    match event {
        ServerEvent::FullyRead { conversation_id, title, message_id, .. } => Some(StatusEvent::FullyRead {
            message_id: *message_id,
            chat_id: *conversation_id,
            chat_name: title.clone(),
        }),
        _ => None,
    }
}

impl Voice for Status<'_> {
    fn tell(&mut self, delivery: &Delivery) -> Option<Utf8Bytes> {
        let event = match &delivery.event {
            ServerEvent::Change(change) => self.changed(change),
            ServerEvent::ConversationAdded { conversation } => Some(self.added(conversation)),
            ServerEvent::ConversationRemoved { conversation_id } => {
                self.lines.remove(conversation_id);
                None
            }
            ServerEvent::Read { conversation_id, user_id, seq } if *user_id == self.context.caller.id() => {
                self.read(*conversation_id, *seq);
                None
            }
            event => fully_read(event),
        };
        event.as_ref().map(json)
    }

    async fn hear(&mut self, text: &str, _sends: &mut Sends) -> Answer {
        match frame::read(text) {
            Ok(StatusCommand::CheckUnread) => Answer::json(&self.unread(true)),
            Ok(StatusCommand::CheckGroups) => Answer::json(&self.unread(false)),
            Err(bad) => Answer::Refuse(json(&StatusEvent::Error(refusal::bad(bad)))),
        }
    }

    fn stored(&mut self, _outcome: Outcome) -> Option<Utf8Bytes> {
        None
    }
}
