//! Many rows as bound parameters, for the statements that run for every message: several times cheaper than JSON. The
//! rows are called `n`. PostgreSQL takes an array a column; SQLite a list of values, filled up with nulls to a power of
//! two, so that few texts are ever prepared. Nulls are nobody's key: the body must not find them. What only writes is
//! cheaper still on SQLite, as [`Writing`](super::Writing).

use std::{
    fmt::Write,
    sync::{Arc, OnceLock},
};

use sqlx::{AssertSqlSafe, Postgres, Sqlite, postgres::PgArguments, query::Query, sqlite::SqliteArguments};
use uuid::Uuid;

use crate::store::Kind;

/// Rows of one statement: on SQLite 256 × 4 columns stay below its 32,766 parameters.
pub(in crate::store) const MOST: usize = 256;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) enum Type {
    Uuid,
    Int,
    Text,
}

/// What a row has in a column.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) enum Value<'a> {
    Uuid(Option<Uuid>),
    Int(i64),
    Text(Option<&'a str>),
}

/// What rows consist of, by name.
pub(in crate::store) type Columns = &'static [(&'static str, Type)];

/// Rows of values, each in the order of the columns.
pub(in crate::store) type Rows<'a> = Vec<Vec<Value<'a>>>;

/// A statement over rows.
#[derive(Debug)]
pub(in crate::store) struct Bulk {
    columns: Columns,
    body: &'static str,
    /// Said to PostgreSQL alone, after the body.
    postgres_tail: &'static str,
    /// By the rows' number: its power of two on SQLite.
    texts: [OnceLock<Arc<str>>; MOST.ilog2() as usize + 1],
}

impl Bulk {
    pub(in crate::store) const fn new(columns: Columns, body: &'static str) -> Self {
        Self { columns, body, postgres_tail: "", texts: [const { OnceLock::new() }; _] }
    }

    pub(in crate::store) const fn on_postgres(mut self, tail: &'static str) -> Self {
        self.postgres_tail = tail;
        self
    }

    /// The statement over so many rows.
    pub(in crate::store) fn text(&self, kind: Kind, rows: usize) -> Arc<str> {
        match kind {
            Kind::Postgres => self.postgres().into(),
            Kind::Sqlite => {
                let power = rows.next_power_of_two().ilog2() as usize;
                let make = || self.sqlite(1 << power).into();
                self.texts.get(power).map_or_else(make, |text| Arc::clone(text.get_or_init(make)))
            }
        }
    }

    fn sqlite(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.columns.len()].join(", "));
        format!("with {} as (values {}) {}", named("n", self.columns), vec![row; rows].join(", "), self.body)
    }

    fn postgres(&self) -> String {
        format!("with {} {} {}", arrays("n", self.columns, 1), self.body, self.postgres_tail)
    }

    /// The statement with its rows, for SQLite.
    pub(in crate::store) fn for_sqlite<'q>(
        &self,
        rows: &[Vec<Value<'q>>],
    ) -> Query<'q, Sqlite, SqliteArguments> {
        self.bind(sqlx::query(AssertSqlSafe(self.text(Kind::Sqlite, rows.len()))), rows)
    }

    fn bind<'q>(
        &self,
        mut query: Query<'q, Sqlite, SqliteArguments>,
        rows: &[Vec<Value<'q>>],
    ) -> Query<'q, Sqlite, SqliteArguments> {
        for value in rows.iter().flatten() {
            query = match *value {
                Value::Uuid(id) => query.bind(id),
                Value::Int(number) => query.bind(number),
                Value::Text(text) => query.bind(text.map(str::to_owned)),
            };
        }
        let missing = rows.len().next_power_of_two() - rows.len();
        for _ in 0..missing * self.columns.len() {
            query = query.bind(None::<i64>);
        }
        query
    }

    /// The statement with its rows, for PostgreSQL.
    pub(in crate::store) fn for_postgres(
        &self,
        rows: &[Vec<Value<'_>>],
    ) -> Query<'static, Postgres, PgArguments> {
        let query = sqlx::query(AssertSqlSafe(self.text(Kind::Postgres, rows.len())));
        bind_arrays(query, self.columns, rows)
    }
}

fn named(name: &str, columns: Columns) -> String {
    let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
    format!("{name} ({})", names.join(", "))
}

/// Rows by this name, for PostgreSQL: an array a column, of which this is the number of the first.
pub(super) fn arrays(name: &str, columns: Columns, first: usize) -> String {
    let mut arrays = String::new();
    for (i, (_, kind)) in columns.iter().enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        // Writing to a string cannot fail.
        _ = write!(arrays, "{comma}${}::{}[]", first + i, kind.on_postgres());
    }
    format!("{} as (select * from unnest({arrays}))", named(name, columns))
}

/// Binds the rows as [`arrays`].
pub(super) fn bind_arrays(
    mut query: Query<'static, Postgres, PgArguments>,
    columns: Columns,
    rows: &[Vec<Value<'_>>],
) -> Query<'static, Postgres, PgArguments> {
    for (i, (_, kind)) in columns.iter().enumerate() {
        let column = rows.iter().map(|row| row[i]);
        query = match kind {
            Type::Uuid => query.bind(column.map(Value::uuid).collect::<Vec<_>>()),
            Type::Int => query.bind(column.map(Value::int).collect::<Vec<_>>()),
            Type::Text => query.bind(column.map(|value| value.text().map(str::to_owned)).collect::<Vec<_>>()),
        };
    }
    query
}

impl Type {
    const fn on_postgres(self) -> &'static str {
        match self {
            Self::Uuid => "uuid",
            Self::Int => "bigint",
            Self::Text => "text",
        }
    }
}

impl<'a> Value<'a> {
    const fn uuid(self) -> Option<Uuid> {
        if let Self::Uuid(id) = self { id } else { None }
    }

    const fn int(self) -> Option<i64> {
        if let Self::Int(number) = self { Some(number) } else { None }
    }

    const fn text(self) -> Option<&'a str> {
        if let Self::Text(text) = self { text } else { None }
    }
}
