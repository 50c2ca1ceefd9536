//! `/api/v1/chats/chat/{chat_id}` of v1: one chat.

use protocol::{
    ConversationId, Message, ServerEvent, UserId,
    event::{Change, Changed},
    v1::{ChatCommand, ChatEvent, HistoryMessage},
};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{
    Context, frame, refusal,
    sends::{Outcome, Sends},
    talk::{self, Answer, Voice, json},
    told::Told,
    upgrade, welcome,
};
use crate::{
    action::{
        Caller,
        listen::{self, Delivery},
        messages::{self, Wish},
        reads,
    },
    door::{Request, Response},
    error::{Error, Result},
};

pub(super) async fn open(request: Request) -> Result<Response> {
    let caller = welcome(&request).await?;
    let id = request.param("chat_id", "Chat not found")?;
    // Before the handshake, so that a chat of others is refused like one that is not there.
    let (ear, line, page) = listen::to_one(&request.app, &caller, id).await?;
    if !line.kind.is_chat() {
        return Err(Error::not_found("Chat not found"));
    }
    upgrade(request, caller, move |context, socket| async move {
        let (chat, first) = Chat::open(&context, id, page);
        talk::talk(&context, socket, ear, (chat, first)).await;
    })
}

struct Chat<'a> {
    context: &'a Context,
    id: ConversationId,
    told: Told,
    /// The message that each place has, for `read`, which v1 says by id.
    ids: Vec<(i64, protocol::MessageId)>,
}

/// Places whose message is remembered for `read`.
const REMEMBERED: usize = 500;

impl<'a> Chat<'a> {
    fn open(context: &'a Context, id: ConversationId, page: Vec<Message>) -> (Self, Vec<Utf8Bytes>) {
        let newest = page.first().map_or(0, |message| message.seq);
        let ids = page.iter().rev().map(|message| (message.seq, message.id)).collect();
        let messages = history(&context.caller, page, None);
        (Self { context, id, told: Told::new(newest), ids }, vec![json(&ChatEvent::History { messages })])
    }

    fn message(&mut self, message: &Message) -> Option<ChatEvent> {
        // What came with the history, or has been changed since, is not news.
        if !self.told.is_news(message.seq) || message.deleted {
            // v1 has no word for it.
            return None;
        }
        self.ids.push((message.seq, message.id));
        if self.ids.len() > 2 * REMEMBERED {
            self.ids.drain(..REMEMBERED);
        }
        Some(ChatEvent::Message {
            id: message.id,
            seq: message.seq,
            chat_id: message.conversation_id,
            sender_id: message.sender_id,
            sender_name: message.sender_name.clone(),
            text: message.text.clone(),
            created_at: message.created_at,
            is_read: false,
            client_id: message.client_id,
        })
    }

    fn read(&self, user_id: UserId, seq: i64) -> Option<ChatEvent> {
        let &(_, message_id) = self.ids.iter().find(|(place, _)| *place == seq)?;
        Some(ChatEvent::Read { message_id, user_id, seq })
    }

    async fn obey(&self, command: ChatCommand, sends: &mut Sends) -> Result<()> {
        let Context { app, caller } = self.context;
        match command {
            ChatCommand::Message { text, sender_id, client_id } => {
                messages::same_person(caller, sender_id)?;
                let wish = Wish { conversation: self.id, text, client_id, reply_to: None, forward_of: None };
                sends.push(client_id, messages::submit(app, caller, wish).await?);
                Ok(())
            }
            ChatCommand::Typing { sender_id } => {
                messages::same_person(caller, sender_id)?;
                messages::typing(app, caller, self.id).await
            }
            ChatCommand::Read { message_id, user_id } => {
                messages::same_person(caller, user_id)?;
                let receipt = reads::submit_message(app, caller, self.id, message_id).await?;
                sends.push_reading(None, receipt);
                Ok(())
            }
        }
    }
}

impl Voice for Chat<'_> {
    fn tell(&mut self, delivery: &Delivery) -> Option<Utf8Bytes> {
        let event = match &delivery.event {
            ServerEvent::Change(Change { changed: Changed::Message { message }, .. }) => {
                self.message(message)
            }
            ServerEvent::Typing { user_id, user_name, .. } => Some(ChatEvent::Typing {
                chat_id: self.id,
                sender_id: *user_id,
                sender_name: user_name.clone(),
            }),
            ServerEvent::Read { user_id, seq, .. } => self.read(*user_id, *seq),
            _ => None,
        };
        event.as_ref().map(json)
    }

    async fn hear(&mut self, text: &str, sends: &mut Sends) -> Answer {
        let command: ChatCommand = match frame::read(text) {
            Ok(command) => command,
            Err(bad) => return Answer::Refuse(json(&ChatEvent::Error(refusal::bad(bad)))),
        };
        let client_id = match &command {
            ChatCommand::Message { client_id, .. } => *client_id,
            _ => None,
        };
        match self.obey(command, sends).await {
            Ok(()) => Answer::Silence,
            Err(error) => Answer::json(&ChatEvent::Error(refusal::of(&error, client_id))),
        }
    }

    fn stored(&mut self, outcome: Outcome) -> Option<Utf8Bytes> {
        let (client_id, error) = outcome.refused()?;
        Some(json(&ChatEvent::Error(refusal::of(&error, client_id))))
    }
}

/// A page as v1 shows it. `author` is who speaks instead of the senders: in a group, the group.
pub(super) fn history(caller: &Caller, page: Vec<Message>, author: Option<&str>) -> Vec<HistoryMessage> {
    let message = |message: Message| HistoryMessage {
        id: message.id,
        chat_id: message.conversation_id,
        seq: message.seq,
        sender_id: message.sender_id,
        sender_email: (message.sender_id == caller.id()).then(|| caller.user.email.clone()),
        sender_name: author.map_or(message.sender_name, str::to_owned),
        text: message.text,
        created_at: message.created_at,
        is_read: message.is_read,
    };
    // v1 has no word for a message that was taken back.
    page.into_iter().filter(|message| !message.deleted).map(message).collect()
}
