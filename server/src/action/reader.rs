//! The queue of readings: whatever was read meanwhile is committed as one group, told, and answered.

use std::{collections::HashMap, sync::Arc, time::Instant};

use protocol::{ConversationId, ConversationKind, UserId};
use tokio::sync::oneshot;

use super::{conversations::MISSING, publish};
use crate::{
    app::App,
    domain::{
        permission::{self, Deed},
        role,
    },
    error::{Error, Result},
    store::{
        readings::{Key, Reading},
        reads::{self, Place, Span},
    },
};

/// After a group this many times its own duration passes before the next: readings repair themselves and must not
/// take the time of messages. Meanwhile they gather.
const REST: u32 = 9;

/// Takes what waits, group by group, until nobody can read any more and nothing is left.
pub async fn run(app: Arc<App>) {
    loop {
        let group = tokio::select! {
            group = app.readings.take() => group,
            () = app.end.cancelled() => {
                commit(&app, app.readings.close()).await;
                return;
            }
        };
        let began = Instant::now();
        commit(&app, group).await;
        tokio::select! {
            () = tokio::time::sleep(began.elapsed() * REST) => {}
            () = app.end.cancelled() => {}
        }
    }
}

async fn commit(app: &App, mut group: HashMap<Key, Reading>) {
    if group.is_empty() {
        return;
    }
    match raise(app, &mut group).await {
        Ok((raised, answers)) => {
            if let Err(error) = tell(app, &raised).await {
                tracing::warn!(%error, "readings could not be told");
            }
            for answer in answers.into_iter().flat_map(|(_, waiting)| waiting) {
                // Whoever asked may be gone.
                _ = answer.send(Ok(()));
            }
        }
        Err(error) => tracing::warn!(%error, readings = group.len(), "readings could not be stored"),
    }
    // Whoever is not answered by now hears that they may come again.
}

/// A reading that is stored.
struct Raised {
    place: Place,
    span: Span,
}

/// Who waits to hear that a reading is stored.
type Answers = Vec<(Key, Vec<oneshot::Sender<Result<()>>>)>;

/// Stores all that may be, and answers the rest, but for those who have to come again.
async fn raise(app: &App, group: &mut HashMap<Key, Reading>) -> Result<(Vec<Raised>, Answers)> {
    let keys: Vec<_> = group.keys().copied().collect();
    let places = reads::places(&mut app.store.read().await?, &keys).await?;
    let (mut raised, mut answers) = (Vec::new(), Vec::new());
    for place in places {
        let key = (place.conversation_id.into(), place.user_id.into());
        let Some(reading) = group.remove(&key) else { continue };
        match may(&place) {
            Ok(()) => {
                raised.extend(span(&place, &reading).map(|span| Raised { place, span }));
                answers.push((key, reading.waiting));
            }
            Err(refused) => refuse(reading, || refused_again(&refused)),
        }
    }
    for (_, reading) in group.drain() {
        refuse(reading, || Error::not_found(MISSING));
    }
    let news: Vec<_> = raised.iter().map(|raised| raised.span).collect();
    if news.iter().any(|span| span.to > span.stored) {
        let left = reads::raise_all(&app.store, &news).await?;
        raised.retain(|one| !left.contains(&(one.span.conversation, one.span.reader)));
        answers.retain(|(key, _)| !left.contains(key));
    }
    for Raised { span, .. } in &raised {
        app.standings.read(span.conversation, span.reader, span.to);
    }
    Ok((raised, answers))
}

fn may(place: &Place) -> Result<()> {
    permission::may(Deed::Read, place.kind()?, place.role.as_deref().and_then(role::parse), MISSING)
}

fn refused_again(error: &Error) -> Error {
    match error {
        Error::NotFound(what) => Error::NotFound(what.clone()),
        Error::Forbidden(why) => Error::Forbidden(why.clone()),
        other => Error::Internal(anyhow::anyhow!("{other}")),
    }
}

fn refuse(reading: Reading, error: impl Fn() -> Error) {
    for answer in reading.waiting {
        _ = answer.send(Err(error()));
    }
}

/// What became read; `None` when nothing did. Beyond the last message it means the last.
fn span(place: &Place, reading: &Reading) -> Option<Span> {
    let stored = place.read_seq?;
    let wanted = reading.wanted.min(place.last_seq);
    let (from, to) = match reading.sent {
        Some((from, to)) => (from.min(stored), to.max(wanted)),
        None => (stored, wanted),
    };
    let (conversation, reader) = (place.conversation_id.into(), place.user_id.into());
    (to > from).then_some(Span { conversation, reader, stored, from, to })
}

/// Who has read what in a conversation.
struct Room {
    kind: ConversationKind,
    readers: Vec<(UserId, i64)>,
}

/// Tells those who may see it, and the authors whose messages all have read now.
///
/// The readings must have been committed: of two last readers at once, each before its commit would see the other as
/// still behind, and nobody would be told. After it, the later one sees both; only one notes that it tells.
async fn tell(app: &App, raised: &[Raised]) -> Result<()> {
    let mut rooms: HashMap<ConversationId, Room> = HashMap::new();
    for Raised { place, span } in raised {
        let kind = place.kind()?;
        let room = rooms.entry(span.conversation).or_insert_with(|| Room { kind, readers: Vec::new() });
        room.readers.push((span.reader, span.to));
    }
    for (id, room) in rooms {
        publish::read(app, (id, room.kind), &room.readers).await?;
    }
    let spans: Vec<_> = raised.iter().map(|raised| raised.span).collect();
    let found = reads::newly_in_spans(&mut app.store.read_long().await?, &spans).await?;
    let titled = found.into_iter().map(|fact| {
        let other = |raised: &&Raised| {
            raised.span.conversation == fact.conversation && raised.span.reader != fact.sender
        };
        (fact, raised.iter().find(other).and_then(|raised| raised.place.title()))
    });
    publish::fully_read(app, titled.collect()).await
}
