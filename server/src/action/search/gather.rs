//! Where messages are looked for, and how long at most.

use protocol::{ConversationId, Timestamp};

use super::sight::Sight;
use crate::{
    domain::search::{Term, author, key, of_word, place},
    error::Result,
    store::{
        Conn,
        search::{self as store, Candidate, Progress, Range},
    },
};

/// Candidates that are asked of the index at once,
const CHUNK: i64 = 100;
/// and how often for one page.
const CHUNKS: usize = 10;
/// The index is told of so many places or authors; of more it is cheaper to look at what is found.
const ALTERNATIVES: usize = 500;
/// People of a name.
const NAMESAKES: i64 = 1_000;

/// Messages that are looked through because the index does not have them yet,
const TAIL: i64 = 2_000;
/// of one conversation,
const TAIL_OF_ONE: i64 = 500;
/// and in how many.
const TAILS: usize = 50;

/// What the index knows of.
#[derive(Default)]
pub(super) struct Indexed {
    pub(super) found: Vec<Candidate>,
    /// What is before this key was not looked at; all was when there is none.
    pub(super) end: Option<i64>,
}

/// What the index does not know of yet.
#[derive(Default)]
pub(super) struct Tail {
    pub(super) found: Vec<Candidate>,
    /// There is too much of it.
    pub(super) is_cut: bool,
}

/// Asks the index, until that is more than enough.
pub(super) async fn indexed(
    conn: &mut Conn,
    sight: &Sight<'_>,
    range: Range,
    enough: usize,
) -> Result<Indexed> {
    let mut gathered = Indexed::default();
    let Some(terms) = terms(conn, sight).await? else { return Ok(gathered) };
    let mut before = range.before;
    for _ in 0..CHUNKS {
        let chunk = store::indexed(conn, &terms, Range { before, ..range }, CHUNK).await?;
        let Some(last) = chunk.last().filter(|_| i64::try_from(chunk.len()) == Ok(CHUNK)) else {
            gathered.found.extend(chunk.into_iter().filter(|candidate| sight.sees(candidate)));
            return Ok(gathered);
        };
        before = last.key;
        gathered.found.extend(chunk.into_iter().filter(|candidate| sight.sees(candidate)));
        if gathered.found.len() > enough {
            break;
        }
    }
    gathered.end = Some(before);
    Ok(gathered)
}

/// One term of each of these is in all that may be found; nothing when nothing can be.
async fn terms(conn: &mut Conn, sight: &Sight<'_>) -> Result<Option<Vec<Vec<Term>>>> {
    let exact = |text| Term { text, goes_on: false };
    let mut all: Vec<Vec<Term>> = sight.query.words.iter().map(of_word).collect();
    if sight.query.mine {
        all.push(vec![exact(author(sight.caller.id()))]);
    }
    if let Some(name) = sight.query.from.first() {
        let named = store::authors(conn, sight.caller.id(), name, NAMESAKES).await?;
        let is_whole = i64::try_from(named.len()).is_ok_and(|count| count < NAMESAKES);
        let named = named.into_iter().filter(|(_, name)| sight.query.is_about(name));
        let authors: Vec<_> = named.map(|(id, _)| exact(author(id))).collect();
        if authors.is_empty() && is_whole {
            return Ok(None);
        }
        if is_whole && authors.len() <= ALTERNATIVES {
            all.push(authors);
        }
    }
    if sight.lines.is_empty() {
        return Ok(None);
    }
    if sight.lines.len() <= ALTERNATIVES || all.is_empty() {
        all.push(sight.lines.iter().map(|line| exact(place(line.id))).collect());
    }
    Ok(Some(all))
}

/// Looks through what was written or changed since the index was brought up to it, the liveliest conversations first.
pub(super) async fn tail(conn: &mut Conn, sight: &Sight<'_>, range: Range) -> Result<Tail> {
    let mut tail = Tail::default();
    let progress = store::progress(conn, sight.lines.iter().map(|line| line.id)).await?;
    let is_behind = |at: &&Progress| at.seq < at.last_seq || at.version < at.now;
    let behind: Vec<_> = progress.iter().filter(is_behind).collect();
    tail.is_cut = behind.len() > TAILS;
    let mut budget = TAIL;
    for at in behind.into_iter().take(TAILS) {
        let id = ConversationId::from(at.id);
        let most = budget.min(TAIL_OF_ONE);
        let new = store::after(conn, id, at.seq, most).await?;
        let changed = store::changed(conn, id, at.version, most).await?;
        let reached = |found: &[Candidate]| i64::try_from(found.len()).unwrap_or(most);
        tail.is_cut |= at.last_seq - at.seq > reached(&new) || reached(&changed) == most;
        budget -= (reached(&new) + reached(&changed)).min(budget);
        tail.found.extend(new.into_iter().chain(changed).filter_map(|mut candidate| {
            candidate.key = key(Timestamp::from_millis(candidate.created_at), candidate.id.into());
            let is_in = range.from <= candidate.key && candidate.key < range.before;
            (is_in && sight.sees(&candidate)).then_some(candidate)
        }));
    }
    Ok(tail)
}
