//! The index of messages: FTS5 on SQLite, a `tsvector` with GIN on PostgreSQL. Both are given the same terms and told
//! nothing of languages; every term is quoted, so nothing that somebody types is an operator.

use std::fmt::Write;

use sqlx::{AssertSqlSafe, Executor};

use crate::{
    domain::search::Term,
    error::Result,
    store::{Conn, Kind, Raw},
};

/// A search that takes longer on PostgreSQL is given up; on SQLite only the number of steps is bounded.
const LONGEST: &str = "set local statement_timeout = 3000";

/// What the index is asked: one term of each of these.
pub(in crate::store) fn expression(kind: Kind, all: &[Vec<Term>]) -> String {
    let (and, or, quote, goes_on) = match kind {
        Kind::Sqlite => (" AND ", " OR ", '"', " *"),
        Kind::Postgres => (" & ", " | ", '\'', ":*"),
    };
    let mut text = String::new();
    for (at, any) in all.iter().enumerate() {
        text.push_str(if at == 0 { "(" } else { and });
        text.push_str(if at == 0 { "" } else { "(" });
        for (at, term) in any.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { or });
            // Terms are letters, digits and marks that are none of these. Writing to a string cannot fail.
            let word: String = term.text.chars().filter(|c| !matches!(c, '"' | '\'' | '\\')).collect();
            _ = write!(text, "{quote}{word}{quote}{}", if term.goes_on { goes_on } else { "" });
        }
        text.push(')');
    }
    text
}

impl Conn {
    /// What is asked from here on in this transaction must be answered soon.
    pub(in crate::store) async fn hurry(&mut self) -> Result<()> {
        if let Raw::Postgres(raw) = self.raw() {
            raw.execute(AssertSqlSafe(LONGEST)).await?;
        }
        Ok(())
    }
}

/// What is in the index under an expression, the newest first.
macro_rules! matching {
    (sqlite) => {
        "select rowid as key, conversation_id, seq from search_index
        where search_index match $1 and rowid >= $2 and rowid < $3 order by rowid desc limit $4"
    };
    (postgres) => {
        "select key, conversation_id, seq from search_index
        where terms @@ $1::text::tsquery and key >= $2 and key < $3 order by key desc limit $4"
    };
}
pub(in crate::store) use matching;

/// Puts in the rows of a source, but for keys that are taken.
macro_rules! put {
    (sqlite $source:expr) => {
        concat!(
            "insert or ignore into search_index (rowid, terms, conversation_id, seq)
            select n.key, n.terms, n.conversation_id, n.seq from ",
            $source,
            " as n order by n.key"
        )
    };
    (postgres $source:expr) => {
        concat!(
            "insert into search_index (key, terms, conversation_id, seq)
            select n.key, array_to_tsvector(string_to_array(n.terms, ' ')), n.conversation_id, n.seq from ",
            $source,
            " as n order by n.key on conflict do nothing"
        )
    };
}
pub(in crate::store) use put;

/// The name of the index's key.
macro_rules! key {
    (sqlite) => {
        "rowid"
    };
    (postgres) => {
        "key"
    };
}
pub(in crate::store) use key;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_quoted() {
        let term = |text: &str, goes_on| Term { text: text.into(), goes_on };
        let all = [vec![term("=run", false), term("ru", true)], vec![term("#a\"'\\", false)]];
        assert_eq!(expression(Kind::Sqlite, &all), "(\"=run\" OR \"ru\" *) AND (\"#a\")");
        assert_eq!(expression(Kind::Postgres, &all), "('=run' | 'ru':*) & ('#a')");
    }
}
