//! People and conversations for a story, made by the store's own functions.

use protocol::{ConversationId, ConversationKind, Message, Role, Timestamp, UserId};
use server::store::{
    Store,
    accounts::{self, NewAccount},
    append::{self, Draft, Outcome, Standings},
    conversations::{self, NewConversation},
    members::{self, JoinedAt, Joining},
    reads::{self, Span},
    verify,
};
use uuid::Uuid;

/// When every story happens.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

pub(crate) fn later(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW.millis() + millis)
}

pub(crate) fn fresh<T: From<Uuid>>() -> T {
    Uuid::now_v7().into()
}

/// An account; the address is the name in lower case at example.com.
pub(crate) async fn person(store: &Store, name: &str) -> UserId {
    let id = fresh();
    let email = format!("{}@example.com", name.to_lowercase());
    let account = NewAccount { id, name, email: &email, password_hash: "$argon2id$none", created_at: NOW };
    let mut tx = store.begin().await.unwrap();
    assert!(accounts::insert(&mut tx, &account).await.unwrap());
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn people<const N: usize>(store: &Store, names: [&str; N]) -> [UserId; N] {
    let mut ids = [fresh(); N];
    for (id, name) in ids.iter_mut().zip(names) {
        *id = person(store, name).await;
    }
    ids
}

/// A conversation whose first member made it.
pub(crate) async fn conversation(store: &Store, kind: ConversationKind, who: &[UserId]) -> ConversationId {
    let pair = (kind == ConversationKind::PersonalChat).then(|| (who[0], who[1]));
    let name = kind.is_group().then_some("News");
    let new = NewConversation { id: fresh(), kind, name, pair, creator: who[0], created_at: NOW };
    let mut tx = store.begin().await.unwrap();
    assert!(conversations::insert(&mut tx, &new).await.unwrap());
    tx.commit().await.unwrap();
    let role = if pair.is_some() { Role::Member } else { Role::Owner };
    join(store, new.id, who[0], role).await;
    for &user in &who[1..] {
        join(store, new.id, user, Role::Member).await;
    }
    new.id
}

pub(crate) async fn chat(store: &Store, who: &[UserId]) -> ConversationId {
    conversation(store, ConversationKind::GroupChat, who).await
}

/// Becomes a member; tells the version that counts it.
pub(crate) async fn join(store: &Store, id: ConversationId, user: UserId, role: Role) -> i64 {
    let mut tx = store.begin().await.unwrap();
    let raised = conversations::raise(&mut tx, id, 1, 1).await.unwrap();
    let at = JoinedAt { time: NOW, last_seq: raised.last_seq };
    let one = std::iter::once((Joining { user, role }, raised.version));
    members::join(&mut tx, id, one, at).await.unwrap();
    tx.commit().await.unwrap();
    raised.version
}

pub(crate) async fn leave(store: &Store, id: ConversationId, user: UserId) -> i64 {
    let mut tx = store.begin().await.unwrap();
    let raised = conversations::raise(&mut tx, id, 1, -1).await.unwrap();
    assert!(members::leave(&mut tx, id, user, NOW, raised.version).await.unwrap());
    tx.commit().await.unwrap();
    raised.version
}

/// Gets another title; tells the version that counts it.
pub(crate) async fn rename(store: &Store, id: ConversationId, name: &str) -> i64 {
    let mut tx = store.begin().await.unwrap();
    let raised = conversations::raise(&mut tx, id, 1, 0).await.unwrap();
    conversations::rename(&mut tx, id, name, raised.version).await.unwrap();
    tx.commit().await.unwrap();
    raised.version
}

pub(crate) fn draft(conversation_id: ConversationId, sender_id: UserId, text: &str) -> Draft {
    Draft {
        id: fresh(),
        conversation_id,
        sender_id,
        client_id: fresh(),
        text: text.into(),
        mentions: Vec::new(),
        reply_to: None,
        forward_of: None,
        created_at: NOW,
    }
}

/// Says it, and it is stored.
pub(crate) async fn say(store: &Store, id: ConversationId, sender: UserId, text: &str) -> Message {
    match append::append(store, &Standings::default(), &[draft(id, sender, text)]).await.pop() {
        Some(Outcome::New { message, .. }) => message,
        other => panic!("{other:?}"),
    }
}

/// Reads up to a place; false when they had.
pub(crate) async fn read(store: &Store, id: ConversationId, user: UserId, seq: i64) -> bool {
    let position = async || {
        let member = members::one(&mut store.read().await.unwrap(), id, user).await.unwrap();
        member.map(|member| member.read_seq)
    };
    let before = position().await;
    let span = Span { conversation: id, reader: user, stored: 0, from: 0, to: seq };
    reads::raise_all(store, &[span]).await.unwrap();
    position().await > before
}

/// How far a member has read.
pub(crate) async fn has_read(store: &Store, id: ConversationId, user: UserId) -> i64 {
    members::one(&mut store.read().await.unwrap(), id, user).await.unwrap().unwrap().read_seq
}

/// Everything that holds in every database holds in this one.
pub(crate) async fn assert_sound(store: &Store) {
    let broken = verify::broken(&mut store.read().await.unwrap()).await.unwrap();
    assert_eq!(broken, []);
}
