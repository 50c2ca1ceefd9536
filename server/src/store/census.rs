//! Every statement by name, so that a test can prepare each on both databases.

use std::borrow::Cow;

use sqlx::{AssertSqlSafe, Either, Executor, SqlSafeStr, Statement as _};

use super::{
    Conn, Kind, accounts, amend, append, changes, conversations, dialect::Twin, known, members, mentions,
    messages, meta, notices, positions, presence, reactions, reads, search, seed, sessions, settings, stamps,
    verify,
};

/// A statement, and where it stands.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The module.
    pub module: &'static str,
    /// The constant.
    pub name: &'static str,
    /// What it says.
    pub sql: Cow<'static, str>,
}

/// Said to both alike.
const PLAIN: &[(&str, &[(&str, &str)])] = &[
    ("accounts", accounts::STATEMENTS),
    ("amend", amend::STATEMENTS),
    ("changes", changes::STATEMENTS),
    ("conversations", conversations::STATEMENTS),
    ("known", known::STATEMENTS),
    ("members", members::STATEMENTS),
    ("mentions", mentions::STATEMENTS),
    ("messages", messages::STATEMENTS),
    ("meta", meta::STATEMENTS),
    ("presence", presence::STATEMENTS),
    ("reactions", reactions::STATEMENTS),
    ("reads", reads::STATEMENTS),
    ("search", search::STATEMENTS),
    ("indexing", search::indexing::STATEMENTS),
    ("seed", seed::STATEMENTS),
    ("sessions", sessions::STATEMENTS),
    ("settings", settings::STATEMENTS),
    ("stamps", stamps::STATEMENTS),
    ("verify", verify::STATEMENTS),
];

/// Said to each in its own way.
const TWINS: &[(&str, &[(&str, Twin)])] = &[
    ("append", append::TWINS),
    ("members", members::TWINS),
    ("presence", presence::TWINS),
    ("search", search::TWINS),
    ("indexing", search::indexing::TWINS),
    ("seed", seed::TWINS),
    ("sessions", sessions::TWINS),
    ("stamps", stamps::TWINS),
];

/// All statements, as they are said to this database.
pub fn all(kind: Kind) -> Vec<Statement> {
    let mut all: Vec<Statement> = PLAIN
        .iter()
        .flat_map(|&(module, list)| {
            list.iter().map(move |&(name, sql)| Statement { module, name, sql: sql.into() })
        })
        .collect();
    all.extend(TWINS.iter().flat_map(|&(module, list)| {
        list.iter().map(move |&(name, twin)| {
            let sql = match kind {
                Kind::Sqlite => twin.sqlite,
                Kind::Postgres => twin.postgres,
            };
            Statement { module, name, sql: sql.into() }
        })
    }));
    match kind {
        Kind::Sqlite => all.extend(append::APPEND.sets.iter().map(|set| Statement {
            module: "append",
            name: "APPEND",
            sql: set.row.into(),
        })),
        Kind::Postgres => {
            all.push(Statement { module: "append", name: "APPEND", sql: append::APPEND.text().into() });
        }
    }
    all.extend(over_rows(kind));
    if kind == Kind::Postgres {
        all.extend(reads::RAISINGS.iter().map(|(_, raising)| {
            let sql = raising.free.text(kind, 1).to_string().into();
            Statement { module: "raising", name: "FREE", sql }
        }));
        all.push(Statement { module: "notices", name: "NOTIFY", sql: notices::NOTIFY.into() });
    }
    all
}

/// Those over many rows, here over one: as many parameters as columns, on either database.
fn over_rows(kind: Kind) -> Vec<Statement> {
    let mut all = Vec::new();
    let raisings = reads::RAISINGS.iter().map(|&(name, raising)| (name, &raising.all)).collect::<Vec<_>>();
    for (module, writings) in [("mentions", mentions::WRITINGS), ("reads", &raisings)] {
        all.extend(writings.iter().map(|&(name, writing)| {
            let sql = match kind {
                Kind::Sqlite => writing.row.into(),
                Kind::Postgres => writing.bulk.text(kind, 1).to_string().into(),
            };
            Statement { module, name, sql }
        }));
    }
    for (module, bulks) in [
        ("append", append::BULK),
        ("members", members::BULK),
        ("positions", positions::BULK),
        ("reads", reads::BULK),
    ] {
        all.extend(bulks.iter().map(|&(name, bulk)| {
            let sql = bulk.text(kind, 1).to_string().into();
            Statement { module, name, sql }
        }));
    }
    all
}

/// Asks the database whether it understands the statement; tells how many parameters it takes.
pub async fn prepare(conn: &mut Conn, sql: Cow<'static, str>) -> crate::error::Result<usize> {
    let count = |parameters: Option<Either<usize, usize>>| parameters.map_or(0, Either::into_inner);
    on!(
        conn,
        near => Ok(near.prepare(&sql)?.parameter_count()),
        raw => {
            let said = raw.prepare(AssertSqlSafe(sql).into_sql_str()).await;
            said.map(|said| count(said.parameters().map(|some| some.map_left(<[_]>::len))))
        }
    )
}

record! {
    /// A column of our tables.
    #[derive(PartialEq, Eq)]
    pub struct Column {
        /// The table's name.
        table_name: String,
        /// The column's name.
        column_name: String,
        /// It may not be null.
        required: bool,
    }
}

const COLUMNS: Twin = Twin {
    sqlite: "select t.name as table_name, c.name as column_name, c.\"notnull\" <> 0 as required
        from sqlite_schema t, pragma_table_info(t.name) c
        where t.type = 'table' and t.name not like 'sqlite%' and t.name not like '\\_sqlx%' escape '\\'
            and t.name not like 'search\\_index%' escape '\\'",
    postgres: "select table_name::text, column_name::text, is_nullable = 'NO' as required
        from information_schema.columns where table_schema = 'public' and table_name not like '\\_sqlx%'
            and table_name <> 'search_index'",
};

/// All columns of all tables, by name; but for the index of messages, which each database has in its own way.
pub async fn columns(conn: &mut Conn) -> crate::error::Result<Vec<Column>> {
    let sql = conn.say(COLUMNS);
    let mut columns: Vec<Column> = fetch_all!(conn, sql)?;
    columns.sort_by(|a, b| (&a.table_name, &a.column_name).cmp(&(&b.table_name, &b.column_name)));
    Ok(columns)
}
