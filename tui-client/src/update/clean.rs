//! What the server says, made fit to be shown: done once, at the door, so that nothing inside needs to think of it.

use protocol::{Conversation, Group, Member, Message, ServerEvent, User, event::Change, event::Changed};

use crate::text::{gist, one_line, sanitise};

pub(super) fn message(message: &mut Message) {
    message.text = sanitise(&message.text);
    message.sender_name = one_line(&message.sender_name);
    if let Some(quote) = &mut message.quote {
        quote.text = gist(&quote.text);
        quote.sender_name = one_line(&quote.sender_name);
    }
    if let Some(first) = &mut message.forwarded {
        first.name = one_line(&first.name);
    }
    for reaction in &mut message.reactions {
        reaction.emoji = one_line(&reaction.emoji);
    }
}

pub(super) fn conversation(conversation: &mut Conversation) {
    conversation.title = one_line(&conversation.title);
    conversation.peer.iter_mut().for_each(user);
    if let Some(last) = &mut conversation.last_message {
        last.text = gist(&last.text);
        last.sender_name = one_line(&last.sender_name);
        if let Some(first) = &mut last.forwarded {
            first.name = one_line(&first.name);
        }
    }
}

pub(super) fn user(user: &mut User) {
    user.name = one_line(&user.name);
}

pub(super) fn member(member: &mut Member) {
    member.name = one_line(&member.name);
}

pub(super) fn group(group: &mut Group) {
    group.name = one_line(&group.name);
}

pub(super) fn event(event: &mut ServerEvent) {
    match event {
        ServerEvent::Hello { user, conversations, .. } => {
            user.name = one_line(&user.name);
            conversations.iter_mut().for_each(conversation);
        }
        ServerEvent::Change(one) => change(one),
        ServerEvent::ConversationAdded { conversation: added } => conversation(added),
        ServerEvent::Typing { user_name, .. } => *user_name = one_line(user_name),
        ServerEvent::FullyRead { title, .. } => *title = one_line(title),
        ServerEvent::Changes { items, .. } => items.iter_mut().for_each(change),
        ServerEvent::Reset { conversation: fresh, messages, .. } => {
            conversation(fresh);
            messages.iter_mut().for_each(message);
        }
        ServerEvent::ConversationRemoved { .. }
        | ServerEvent::Ack { .. }
        | ServerEvent::Done { .. }
        | ServerEvent::Error { .. }
        | ServerEvent::Presence { .. }
        | ServerEvent::Read { .. }
        | ServerEvent::Settings { .. }
        | ServerEvent::Reauth { .. }
        | ServerEvent::Authenticated { .. }
        | ServerEvent::Closing { .. }
        | ServerEvent::Unknown => {}
    }
}

fn change(change: &mut Change) {
    match &mut change.changed {
        Changed::Message { message: changed } => message(changed),
        Changed::MemberJoined { member, .. } => member.name = one_line(&member.name),
        Changed::Renamed { title } => *title = one_line(title),
        Changed::MemberLeft { .. } | Changed::Unknown => {}
    }
}
