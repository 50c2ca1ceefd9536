//! What the database says, read beside the servers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use protocol::{ClientId, ConversationId, Message, UserId};
use server::store::{conversations, members, messages, reactions, verify};
use uuid::Uuid;

use crate::{client::held::Held, database::Database, ledger::Place};

/// Messages read at once.
const PAGE: i64 = 2_000;

/// A conversation in the database.
#[derive(Debug, Default)]
pub(crate) struct Stored {
    /// Its counter of changes.
    pub(crate) version: i64,
    /// Its counter of messages.
    pub(crate) last_seq: i64,
    /// Its messages by place.
    pub(crate) messages: BTreeMap<i64, Held>,
    /// Who is in it.
    pub(crate) members: Vec<UserId>,
    /// Who has put which signs, by place.
    pub(crate) signs: BTreeMap<i64, BTreeSet<(UserId, String)>>,
    /// Who wrote the messages that call somebody, and whom they call; nobody in particular: everybody.
    pub(crate) calls: BTreeMap<i64, (UserId, Vec<Option<UserId>>)>,
}

/// A stored message, as far as the ledger can contradict it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Who wrote it.
    pub(crate) author: UserId,
    /// Where.
    pub(crate) conversation: ConversationId,
    /// Its id, `seq` and `version`.
    pub(crate) place: Place,
    /// What it says; nothing when it was taken back.
    pub(crate) text: String,
    /// It was taken back.
    pub(crate) deleted: bool,
    /// It was edited.
    pub(crate) edited: bool,
}

/// Everything.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    /// The conversations that have a member.
    pub(crate) rooms: BTreeMap<ConversationId, Stored>,
    /// The messages by the ids of those who sent them.
    pub(crate) by_client_id: HashMap<ClientId, Row>,
    /// The invariants that are broken, and by how many rows.
    pub(crate) broken: Vec<(&'static str, i64)>,
}

impl Truth {
    /// Reads it as of one moment.
    pub(crate) async fn read(database: &Database, ids: &[ConversationId]) -> anyhow::Result<Self> {
        let store = database.open().await?;
        let mut tx = store.snapshot().await?;
        let mut truth = Self { broken: verify::broken(&mut tx).await?, ..Self::default() };
        for &id in ids {
            let Some(facts) = conversations::facts(&mut tx, id).await? else { continue };
            let mut room = Stored {
                version: facts.version,
                last_seq: facts.last_seq,
                members: members::ids(&mut tx, id).await?,
                ..Stored::default()
            };
            let mut after = 0;
            loop {
                let page = messages::after(&mut tx, id, after, PAGE).await?;
                let Some(last) = page.last() else { break };
                after = last.seq;
                let client_ids: Vec<_> = page.iter().map(|row| ClientId::from(row.client_id)).collect();
                let seen = messages::seen_by(&mut tx, Uuid::nil().into(), page).await?;
                for sign in reactions::signs(&mut tx, id, &seen).await? {
                    room.signs.entry(sign.seq).or_default().insert((sign.user, sign.emoji));
                }
                for (client_id, message) in client_ids.into_iter().zip(seen) {
                    truth.takes(client_id, message, &mut room);
                }
            }
            truth.rooms.insert(id, room);
        }
        drop(tx);
        store.close().await;
        Ok(truth)
    }

    /// At which version each conversation is.
    pub(crate) fn versions(&self) -> BTreeMap<ConversationId, i64> {
        self.rooms.iter().map(|(id, room)| (*id, room.version)).collect()
    }

    fn takes(&mut self, client_id: ClientId, message: Message, room: &mut Stored) {
        room.messages.insert(message.seq, Held::of(&message, Uuid::nil().into()));
        if !message.mentions.is_empty() {
            let called = message.mentions.iter().map(|mention| mention.user_id).collect();
            room.calls.insert(message.seq, (message.sender_id, called));
        }
        let row = Row {
            author: message.sender_id,
            conversation: message.conversation_id,
            place: (message.id, message.seq, message.version),
            text: message.text,
            deleted: message.deleted,
            edited: message.edited_at.is_some(),
        };
        self.by_client_id.insert(client_id, row);
    }
}
