//! A client's cache and its rule: pure, the time is given. What breaks a promise is kept in [`Model::faults`].

mod answers;

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, Instant},
};

use protocol::{
    ClientCommand, Conversation, ConversationId, Epoch, RequestId, ServerEvent, UserId,
    event::{Change, Changed},
    limits::GAP_WAIT,
};
use uuid::Uuid;

use super::{
    outbox::ANSWER,
    room::{Fault, Room, Taken},
    trail::Trail,
};
use crate::{
    amend::Outcome,
    tally::{Broken, Count},
};

/// An event of membership that a client came to know: whose, at which version, and whether they were in it then.
pub(crate) type Witness = (ConversationId, UserId, i64, bool);

/// What a client knows.
#[derive(Debug)]
pub(crate) struct Model {
    /// Whose client.
    pub(crate) me: UserId,
    /// The conversations that are held.
    pub(crate) rooms: BTreeMap<ConversationId, Room>,
    /// Promises that the server broke, and in which conversation.
    pub(crate) faults: Vec<(Broken, ConversationId, String)>,
    /// What is to be counted.
    pub(crate) counted: Vec<Count>,
    /// What it learned of memberships.
    pub(crate) witnessed: Vec<Witness>,
    /// What became of its wishes to change messages.
    pub(crate) amended: Vec<(RequestId, Outcome)>,
    /// Live changes of groups and group chats: where, which version, when.
    pub(crate) heard: Vec<(ConversationId, i64, Duration)>,
    /// The last things that happened.
    pub(crate) trail: Trail,
    epoch: Option<Epoch>,
    asked: HashMap<RequestId, (ConversationId, Instant)>,
    /// The newest `fully_read` that was ever told, by conversation.
    fully_read: HashMap<ConversationId, i64>,
    greeted: bool,
    began: Instant,
}

impl Model {
    /// One that knows nothing.
    pub(crate) fn new(me: UserId, began: Instant) -> Self {
        Self {
            me,
            rooms: BTreeMap::new(),
            faults: Vec::new(),
            counted: Vec::new(),
            witnessed: Vec::new(),
            amended: Vec::new(),
            heard: Vec::new(),
            trail: Trail::default(),
            epoch: None,
            asked: HashMap::new(),
            fully_read: HashMap::new(),
            greeted: false,
            began,
        }
    }

    /// Notes something that happened.
    pub(crate) fn note(&mut self, conversation: Option<ConversationId>, what: String) {
        self.trail.note(self.began.elapsed(), conversation, what);
    }

    /// The connection is gone, and with it everything that was asked on it.
    pub(crate) fn disconnected(&mut self, why: &str) {
        self.note(None, format!("disconnected: {why}"));
        self.greeted = false;
        self.asked.clear();
        for room in self.rooms.values_mut() {
            room.early.clear();
            room.gap = None;
        }
    }

    /// It is connected and nothing is missing that it knows of.
    pub(crate) fn at_rest(&self) -> bool {
        self.greeted
            && self.asked.is_empty()
            && self.rooms.values().all(|room| room.early.is_empty() && room.gap.is_none() && room.version > 0)
    }

    /// What keeps it from rest, in words.
    pub(crate) fn restless(&self) -> String {
        let rooms = self.rooms.iter().filter(|(_, room)| room.gap.is_some() || room.version == 0);
        let rooms = rooms.fold(String::new(), |told, (id, room)| {
            format!(
                "{told}\n    {id} held {}, early {:?}{}",
                room.version,
                room.early.keys(),
                self.trail.about(*id)
            )
        });
        format!("greeted: {}, questions: {}{rooms}", self.greeted, self.asked.len())
    }

    /// A question that was asked long ago was never answered.
    pub(crate) fn overdue(&self, now: Instant) -> bool {
        self.asked.values().any(|(_, at)| now > *at + ANSWER)
    }

    /// Hears an event; what it returns is said.
    pub(crate) fn hear(&mut self, event: ServerEvent, now: Instant) -> Vec<ClientCommand> {
        match event {
            ServerEvent::Hello { epoch, conversations, .. } => self.hello(epoch, &conversations, now),
            ServerEvent::Change(change) => {
                self.change(change, now);
                Vec::new()
            }
            ServerEvent::ConversationAdded { conversation } => {
                self.note(Some(conversation.id), "added".into());
                self.added(&conversation, now)
            }
            ServerEvent::ConversationRemoved { conversation_id } => {
                self.note(Some(conversation_id), "removed".into());
                self.forget(conversation_id);
                Vec::new()
            }
            ServerEvent::Read { conversation_id, user_id, seq } => {
                self.read(conversation_id, user_id, seq);
                Vec::new()
            }
            ServerEvent::FullyRead { conversation_id, seq, .. } => {
                self.fully_read(conversation_id, seq);
                Vec::new()
            }
            ServerEvent::Changes { request_id, items, version, more, .. } => {
                self.changes((request_id, more), items, version, now)
            }
            ServerEvent::Reset { request_id, conversation, messages } => {
                self.reset(request_id, &conversation, &messages);
                Vec::new()
            }
            ServerEvent::Done { request_id, version, .. } => {
                self.amended.push((request_id, Outcome::Done(version)));
                Vec::new()
            }
            ServerEvent::Error { code, request_id: Some(request), .. } => {
                self.unanswered(request, code, now);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// What to ask because time has passed: gaps that did not close by themselves.
    pub(crate) fn due(&mut self, now: Instant) -> Vec<ClientCommand> {
        let asked: Vec<ConversationId> = self.asked.values().map(|(id, _)| *id).collect();
        let due: Vec<ConversationId> = self
            .rooms
            .iter()
            .filter(|(id, room)| !asked.contains(id) && room.gap.is_some_and(|since| now >= since + GAP_WAIT))
            .map(|(id, _)| *id)
            .collect();
        if self.greeted { due.into_iter().map(|id| self.ask(id, now)).collect() } else { Vec::new() }
    }

    fn hello(&mut self, epoch: Epoch, list: &[Conversation], now: Instant) -> Vec<ClientCommand> {
        self.note(None, format!("hello with {} conversations", list.len()));
        self.greeted = true;
        if self.epoch.replace(epoch).is_some_and(|old| old != epoch) {
            self.rooms.clear();
        }
        self.rooms.retain(|id, _| list.iter().any(|line| line.id == *id));
        for line in list {
            let held = self.rooms.get(&line.id).map_or(0, |room| room.version);
            if held > line.version {
                let what = format!("hello says version {}, and {held} is held", line.version);
                self.fault(line.id, Broken::Lost, what);
            }
        }
        list.iter().filter_map(|line| self.line(line, now)).collect()
    }

    /// Told late, it may be older than what is held already.
    fn added(&mut self, line: &Conversation, now: Instant) -> Vec<ClientCommand> {
        if self.rooms.get(&line.id).is_some_and(|room| room.version >= line.version) {
            return Vec::new();
        }
        self.line(line, now).into_iter().collect()
    }

    /// A line of a list: what is held of it is kept if it can be caught up with.
    fn line(&mut self, line: &Conversation, now: Instant) -> Option<ClientCommand> {
        self.witnessed.push((line.id, self.me, line.version, true));
        let room = self.rooms.entry(line.id).or_insert_with(|| Room::new(line));
        room.refresh(line);
        let behind = room.version < line.version;
        let what = format!("listed at version {}, held {}", line.version, room.version);
        self.note(Some(line.id), what);
        behind.then(|| self.ask(line.id, now))
    }

    fn ask(&mut self, id: ConversationId, now: Instant) -> ClientCommand {
        let request_id = RequestId::from(Uuid::new_v4());
        let since = self.rooms.get(&id).map_or(0, |room| room.version);
        self.asked.insert(request_id, (id, now));
        self.counted.push(Count::Syncs);
        self.note(Some(id), format!("sync since {since}"));
        ClientCommand::Sync { conversation_id: id, since, request_id }
    }

    fn change(&mut self, change: Change, now: Instant) {
        let (id, version, me) = (change.conversation_id, change.version, self.me);
        self.counted.push(Count::Deliveries);
        self.witness(&change);
        let Some(room) = self.rooms.get_mut(&id) else {
            return self.fault(id, Broken::Leaked, format!("change {version} of a conversation not told of"));
        };
        let told = room.told;
        room.told = version.max(told);
        let foreign_id = matches!(&change.changed, Changed::Message { message }
            if message.client_id.is_some() && message.sender_id != me);
        let (taken, faults) = room.live(change, me, now);
        let held = room.version;
        if !room.kind.is_chat() || room.member_count > 2 {
            self.heard.push((id, version, self.began.elapsed()));
        }
        self.note(Some(id), format!("change {version}: {taken:?}, held {held}"));
        if foreign_id {
            self.fault(id, Broken::Leaked, format!("the client_id of somebody else's message in {version}"));
        }
        if version <= told {
            let what = format!("change {version} came on a connection that had told {told}");
            self.fault(id, Broken::Doubled, what);
        }
        if taken == Taken::Ignored {
            self.counted.push(Count::Ignored);
        }
        self.faulty(id, faults);
    }

    fn witness(&mut self, change: &Change) {
        match &change.changed {
            Changed::MemberJoined { member, .. } => {
                self.witnessed.push((change.conversation_id, member.id, change.version, true));
            }
            Changed::MemberLeft { user_id, .. } => {
                self.witnessed.push((change.conversation_id, *user_id, change.version, false));
            }
            _ => {}
        }
    }

    fn forget(&mut self, id: ConversationId) {
        self.rooms.remove(&id);
        self.asked.retain(|_, (asked, _)| *asked != id);
    }

    fn faulty(&mut self, id: ConversationId, faults: Vec<Fault>) {
        for (what, detail) in faults {
            self.fault(id, what, detail);
        }
    }

    fn fault(&mut self, id: ConversationId, what: Broken, detail: String) {
        self.note(Some(id), format!("FAULT: {detail}"));
        self.faults.push((what, id, detail));
    }
}

#[cfg(test)]
mod tests;
