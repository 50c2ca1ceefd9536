//! Full text: every word of a query begins a word of the message, in any of its forms, unless it is one letter; the newest comes first.

use protocol::{ConversationId, Message};
use rusqlite::{Connection, params, params_from_iter, types::Value};

use super::{Cache, Fault, conversations::key, messages::key_from};
use crate::{
    model::Query,
    text::{Term, fold},
};

/// Makes a message findable, or not any more when it was deleted.
pub(super) fn index(db: &Connection, key: i64, conversation: i64, message: &Message) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([key])?;
    if message.deleted {
        return Ok(());
    }
    db.prepare_cached("INSERT INTO words (rowid, text, sender, place) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![key, fold(&message.text), fold(&message.sender_name), place(conversation)])?;
    Ok(())
}

impl Cache {
    /// The newest messages that answer a query.
    pub fn search(&self, query: &Query, most: u32) -> Result<Vec<Message>, Fault> {
        let Some(places) = self.places(query.within.as_deref())? else { return Ok(Vec::new()) };
        let (from, to) = (
            query.after.map_or(i64::MIN, |time| key_from(time.millis())),
            query.before.map_or(i64::MAX, |time| key_from(time.millis()) - 1),
        );
        let wanted = expression(query, &places);
        let sql = if wanted.is_empty() {
            "SELECT body FROM messages WHERE key BETWEEN ?1 AND ?2 ORDER BY key DESC LIMIT ?3"
        } else {
            "SELECT body FROM words JOIN messages ON messages.key = words.rowid
             WHERE words.rowid BETWEEN ?1 AND ?2 AND words MATCH ?4 ORDER BY words.rowid DESC LIMIT ?3"
        };
        let mut values = vec![Value::Integer(from), Value::Integer(to), Value::Integer(most.into())];
        values.extend((!wanted.is_empty()).then_some(Value::Text(wanted)));
        let mut find = self.db.prepare_cached(sql)?;
        let mut rows = find.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?);
        }
        Ok(found)
    }

    /// The words of the conversations that are meant; nothing when none of them is known.
    fn places(&self, within: Option<&[ConversationId]>) -> Result<Option<Vec<String>>, Fault> {
        let Some(within) = within else { return Ok(Some(Vec::new())) };
        let mut places = Vec::new();
        for id in within {
            places.extend(key(&self.db, *id)?.map(place));
        }
        Ok(Some(places).filter(|places| !places.is_empty()))
    }
}

/// The query as SQLite wants it. Every word is quoted: nothing that somebody types is an operator.
fn expression(query: &Query, places: &[String]) -> String {
    let sought = Term::each(&query.words).into_iter();
    let words =
        sought.map(|word| format!("text : {}{}", quoted(&word.stem), if word.goes_on { " *" } else { "" }));
    let from = query.from.iter().map(|word| format!("sender : {} *", quoted(&fold(word))));
    let place = (!places.is_empty()).then(|| {
        let places: Vec<String> = places.iter().map(|place| quoted(place)).collect();
        format!("place : ({})", places.join(" OR "))
    });
    words.chain(from).chain(place).collect::<Vec<_>>().join(" AND ")
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// One word that stands for a conversation.
fn place(conversation: i64) -> String {
    format!("c{conversation}")
}
