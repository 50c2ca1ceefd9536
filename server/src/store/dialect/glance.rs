//! Asking by a connection of rusqlite's: at once, or on a thread that may wait.

use anyhow::anyhow;
use rusqlite::{
    CachedStatement, Connection, Row, Statement, ToSql,
    types::{FromSql, ToSqlOutput, Value as Bound},
};
use tokio::sync::oneshot;

use super::{Bulk, Value, near::Held};
use crate::{
    error::{Error, Result},
    store::Kind,
};

/// A connection that somebody has.
pub(in crate::store) struct Glance {
    /// None while it is asked on another thread, and for ever when that was given up.
    held: Option<Held>,
    is_long: bool,
}

impl Glance {
    pub(super) const fn new(held: Held, is_long: bool) -> Self {
        Self { held: Some(held), is_long }
    }

    /// What is asked from here on may.
    pub(in crate::store) const fn may_take_long(&mut self) {
        self.is_long = true;
    }

    fn conn(&self) -> Result<&Connection> {
        self.held.as_ref().ok_or(sqlx::Error::PoolClosed)?.conn()
    }

    /// The statement, understood.
    pub(in crate::store) fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>> {
        Ok(self.conn()?.prepare_cached(sql)?)
    }

    /// All rows of a statement.
    pub(in crate::store) fn all<T: Seen>(
        &mut self,
        sql: &'static str,
        binds: &[&dyn ToSql],
    ) -> Asked<'_, Vec<T>> {
        self.ask(binds, move |conn, binds| all(conn, sql, binds))
    }

    /// The first row of a statement, if there is one.
    pub(in crate::store) fn first<T: Seen>(
        &mut self,
        sql: &'static str,
        binds: &[&dyn ToSql],
    ) -> Asked<'_, Option<T>> {
        self.ask(binds, move |conn, binds| first(conn, sql, binds))
    }

    /// All rows of a [`Bulk`] statement.
    pub(in crate::store) fn all_of<T: Seen>(
        &mut self,
        bulk: &Bulk,
        values: &[Vec<Value<'_>>],
    ) -> Asked<'_, Vec<T>> {
        let sql = bulk.text(Kind::Sqlite, values.len());
        // What is missing to the number of rows that the text has stays null.
        let width = values.first().map_or(0, Vec::len);
        let missing = (values.len().next_power_of_two() - values.len()) * width;
        let null: &dyn ToSql = &None::<i64>;
        let mut binds: Vec<&dyn ToSql> = values.iter().flatten().map(|value| value as &dyn ToSql).collect();
        binds.resize(binds.len() + missing, null);
        self.ask(&binds, move |conn, binds| all(conn, &sql, binds))
    }

    fn ask<T: Send + 'static>(
        &mut self,
        binds: &[&dyn ToSql],
        question: impl FnOnce(&Connection, &[&dyn ToSql]) -> Result<T> + Send + 'static,
    ) -> Asked<'_, T> {
        if !self.is_long {
            return Asked::now(self.conn().and_then(|conn| question(conn, binds)));
        }
        let binds = match owned(binds) {
            Ok(binds) => binds,
            Err(error) => return Asked::now(Err(error)),
        };
        let Some(mut held) = self.held.take() else { return Asked::now(Err(sqlx::Error::PoolClosed.into())) };
        let reader = match held.reader() {
            Ok(reader) => reader,
            Err(error) => return Asked::now(Err(error)),
        };
        let (done, answer) = oneshot::channel();
        reader.ask(move || {
            let answer = held.conn().and_then(|conn| question(conn, &refer(&binds)));
            // When nobody waits for it any more, the connection is free again.
            _ = done.send((held, answer));
        });
        Asked(Answer::Apart(self, answer))
    }
}

/// An answer, or where it is waited for.
pub(in crate::store) struct Asked<'a, T>(Answer<'a, T>);

enum Answer<'a, T> {
    /// It is there.
    Now(Result<T>),
    /// On a thread that may wait.
    Apart(&'a mut Glance, oneshot::Receiver<(Held, Result<T>)>),
}

impl<T> Asked<'_, T> {
    const fn now(answer: Result<T>) -> Self {
        Self(Answer::Now(answer))
    }

    /// The answer.
    pub(in crate::store) async fn answer(self) -> Result<T> {
        match self.0 {
            Answer::Now(answer) => answer,
            Answer::Apart(glance, answer) => {
                let gone = |_| Error::Internal(anyhow!("a question to the database came to nothing"));
                let (held, answer) = answer.await.map_err(gone)?;
                glance.held = Some(held);
                answer
            }
        }
    }
}

/// Parameters that can travel.
fn owned(binds: &[&dyn ToSql]) -> Result<Vec<Bound>> {
    let own = |bind: &&dyn ToSql| match bind.to_sql()? {
        ToSqlOutput::Borrowed(value) => Ok(value.try_into().map_err(rusqlite::Error::from)?),
        ToSqlOutput::Owned(value) => Ok(value),
        _ => Err(rusqlite::Error::InvalidQuery.into()),
    };
    binds.iter().map(own).collect()
}

fn refer(binds: &[Bound]) -> Vec<&dyn ToSql> {
    binds.iter().map(|bind| bind as &dyn ToSql).collect()
}

fn all<T: Seen>(conn: &Connection, sql: &str, binds: &[&dyn ToSql]) -> Result<Vec<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    bind(&mut statement, binds)?;
    let places = places::<T>(&statement)?;
    let mut rows = statement.raw_query();
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(T::seen(row, &places)?);
    }
    Ok(all)
}

fn first<T: Seen>(conn: &Connection, sql: &str, binds: &[&dyn ToSql]) -> Result<Option<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    bind(&mut statement, binds)?;
    let places = places::<T>(&statement)?;
    let mut rows = statement.raw_query();
    Ok(rows.next()?.map(|row| T::seen(row, &places)).transpose()?)
}

/// Binds by the number in `$N`, as sqlx does: to SQLite that is a name, and names are numbered as they come.
fn bind(statement: &mut Statement<'_>, binds: &[&dyn ToSql]) -> rusqlite::Result<()> {
    for index in 1..=statement.parameter_count() {
        let number = statement.parameter_name(index).and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let value = binds.get(number.unwrap_or(index).wrapping_sub(1));
        let value = value.ok_or(rusqlite::Error::InvalidParameterCount(binds.len(), index))?;
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

/// Where the columns stand that are called by name.
fn places<T: Seen>(statement: &Statement<'_>) -> rusqlite::Result<Vec<usize>> {
    let place = |(i, name): (usize, &&str)| {
        // Most statements name them in the order of the record.
        if statement.column_name(i).is_ok_and(|at| at == *name) {
            Ok(i)
        } else {
            statement.column_index(name)
        }
    };
    T::NAMES.iter().enumerate().map(place).collect()
}

/// What a row can be read as.
pub(in crate::store) trait Seen: Sized + Send + 'static {
    /// The columns, if they are called by name.
    const NAMES: &'static [&'static str];

    /// Reads one; where the columns stand is given in the order of their names.
    fn seen(row: &Row<'_>, places: &[usize]) -> rusqlite::Result<Self>;
}

macro_rules! tuples {
    ($(($($ty:ident $at:literal),*);)*) => {
        $(impl<$($ty: FromSql + Send + 'static),*> Seen for ($($ty,)*) {
            const NAMES: &'static [&'static str] = &[];

            fn seen(row: &Row<'_>, _places: &[usize]) -> rusqlite::Result<Self> {
                Ok(($(row.get($at)?,)*))
            }
        })*
    };
}

tuples! {
    (A 0);
    (A 0, B 1);
    (A 0, B 1, C 2);
    (A 0, B 1, C 2, D 3);
    (A 0, B 1, C 2, D 3, E 4);
}

/// A record's column.
pub(in crate::store) fn at<T: FromSql>(
    row: &Row<'_>,
    places: &mut std::slice::Iter<'_, usize>,
) -> rusqlite::Result<T> {
    row.get(places.next().copied().unwrap_or(usize::MAX))
}

/// A connection that only reads was asked to write.
pub(in crate::store) fn only_reads() -> Error {
    Error::Internal(anyhow!("a connection that only reads was asked to write"))
}
