//! `/api/v1/groups/{group_id}` of v1: one group.

use protocol::{
    ConversationId, Message, ServerEvent,
    event::{Change, Changed},
    v1::{GroupCommand, GroupEvent},
};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{
    Context, chat, frame, refusal,
    sends::{Outcome, Sends},
    talk::{self, Answer, Voice, json},
    told::Told,
    upgrade, welcome,
};
use crate::{
    action::{
        listen::{self, Delivery},
        messages::{self, Wish},
    },
    door::{Request, Response},
    error::{Error, Result},
};

pub(super) async fn open(request: Request) -> Result<Response> {
    let caller = welcome(&request).await?;
    let id = request.param("id", "Group not found")?;
    // A chat is no group, and one of others is not there at all; neither is a public one that was not joined.
    let (ear, line, page) = listen::to_one(&request.app, &caller, id).await.map_err(|error| match error {
        Error::NotFound(_) | Error::Forbidden(_) => Error::not_found("Group not found"),
        error => error,
    })?;
    if !line.kind.is_group() {
        return Err(Error::not_found("Group not found"));
    }
    upgrade(request, caller, move |context, socket| async move {
        let newest = page.first().map_or(0, |message| message.seq);
        let messages = chat::history(&context.caller, page, Some(&line.title));
        let first = vec![json(&GroupEvent::History { messages })];
        let group = Group { context: &context, id, name: line.title, told: Told::new(newest) };
        talk::talk(&context, socket, ear, (group, first)).await;
    })
}

struct Group<'a> {
    context: &'a Context,
    id: ConversationId,
    name: String,
    told: Told,
}

impl Group<'_> {
    fn message(&mut self, message: &Message) -> Option<GroupEvent> {
        if !self.told.is_news(message.seq) || message.deleted {
            // v1 has no word for it.
            return None;
        }
        Some(GroupEvent::Message {
            id: message.id,
            seq: message.seq,
            group_id: message.conversation_id,
            sender_id: message.sender_id,
            sender_name: self.name.clone(),
            text: message.text.clone(),
            created_at: message.created_at,
            client_id: message.client_id,
        })
    }
}

impl Voice for Group<'_> {
    fn tell(&mut self, delivery: &Delivery) -> Option<Utf8Bytes> {
        let ServerEvent::Change(Change { changed, .. }) = &delivery.event else { return None };
        match changed {
            Changed::Message { message } => self.message(message).as_ref().map(json),
            Changed::Renamed { title } => {
                self.name.clone_from(title);
                None
            }
            _ => None,
        }
    }

    async fn hear(&mut self, text: &str, sends: &mut Sends) -> Answer {
        let GroupCommand::Post { text, sender_id, client_id } = match frame::read(text) {
            Ok(command) => command,
            Err(bad) => return Answer::Refuse(json(&GroupEvent::Error(refusal::bad(bad)))),
        };
        let Context { app, caller } = self.context;
        let wish = Wish { conversation: self.id, text, client_id, reply_to: None, forward_of: None };
        let posted = match messages::same_person(caller, sender_id) {
            Ok(()) => messages::submit(app, caller, wish).await,
            Err(error) => Err(error),
        };
        match posted {
            Ok(receipt) => {
                sends.push(client_id, receipt);
                Answer::Silence
            }
            Err(error) => Answer::json(&GroupEvent::Error(refusal::of(&error, client_id))),
        }
    }

    fn stored(&mut self, outcome: Outcome) -> Option<Utf8Bytes> {
        let (client_id, error) = outcome.refused()?;
        Some(json(&GroupEvent::Error(refusal::of(&error, client_id))))
    }
}
