//! What a forwarded message bears: the words of another one, copied within the transaction that stores it, so that nobody
//! forwards what they may not read, or what nobody may read any more.

use std::collections::HashMap;

use protocol::Forwarded;

use super::{
    Draft, Outcome,
    statements::{ORIGINALS, Original, Question},
    steps::question,
};
use crate::{
    domain::{
        kind,
        permission::{self, Deed},
        role,
    },
    error::{Error, Result},
    store::{Conn, dialect::rows, messages},
};

const MISSING: &str = "Message not found";

/// The words of another message, and whose they are.
#[derive(Clone, Debug)]
pub(super) struct Copied {
    /// What it says.
    pub(super) text: String,
    /// Who said it first.
    pub(super) forwarded: Forwarded,
}

/// Copies what the drafts forward. One of which the original is not there, or not for its sender to read, is refused, unless
/// it has an outcome already.
pub(super) async fn copy(
    conn: &mut Conn,
    drafts: &[Draft],
    outcomes: &mut [Option<Outcome>],
) -> Result<HashMap<usize, Copied>> {
    let is_open = |(i, draft): &(usize, &Draft)| draft.forward_of.is_some() && outcomes[*i].is_none();
    let asked: Vec<Question> = drafts.iter().enumerate().filter(is_open).map(question).collect();
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = conn.say(ORIGINALS);
    let originals: Vec<Original> = fetch_all!(conn, sql, rows(&asked))?;
    let mut copies = HashMap::with_capacity(asked.len());
    for original in originals {
        let i = usize::try_from(original.i).unwrap_or_default();
        match original.copied() {
            Ok(copied) => _ = copies.insert(i, copied),
            Err(error) => outcomes[i] = Some(Outcome::Refused(error)),
        }
    }
    for Question { i, .. } in asked {
        if !copies.contains_key(&i) {
            outcomes[i].get_or_insert_with(|| Outcome::Refused(Error::not_found(MISSING)));
        }
    }
    Ok(copies)
}

impl Original {
    fn copied(self) -> Result<Copied> {
        let missing = || Error::not_found(MISSING);
        let kind = kind::parse(&self.kind).ok_or_else(missing)?;
        permission::may(Deed::Read, kind, self.role.as_deref().and_then(role::parse), MISSING)?;
        let text = self.text.ok_or_else(missing)?;
        let author = Forwarded { user_id: self.sender_id.into(), name: self.sender_name };
        let forwarded = messages::forwarded(self.forwarded_user_id, self.forwarded_name);
        Ok(Copied { text, forwarded: forwarded.map_or(author, |first| *first) })
    }
}
