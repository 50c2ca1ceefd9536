//! The macros that let one body serve both databases: `on!` for anything, `fetch_*!` and `execute!` for the usual,
//! `record!` for rows, `statements!` for constants that the census can list.

/// Asks by the near connection of SQLite, or runs the body with the bare connection of either database.
macro_rules! on {
    ($conn:expr, $near:ident => $seen:expr, $raw:ident => $body:expr) => {
        match $conn.raw() {
            $crate::store::Raw::Near($near) => $seen,
            $crate::store::Raw::Sqlite($raw) => $body.map_err($crate::error::Error::from),
            $crate::store::Raw::Postgres($raw) => $body.map_err($crate::error::Error::from),
        }
    };
}

/// All rows of a statement, as records or tuples.
macro_rules! fetch_all {
    ($conn:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!(
            $conn,
            near => {
                let asked = near.all($sql, &[$(&$bind),*]);
                asked.answer().await
            },
            raw => sqlx::query_as($sql)$(.bind($bind))*.fetch_all(&mut *raw).await
        )
    };
}

/// The only row of a statement, if there is one.
macro_rules! fetch_optional {
    ($conn:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!(
            $conn,
            near => {
                let asked = near.first($sql, &[$(&$bind),*]);
                asked.answer().await
            },
            raw => sqlx::query_as($sql)$(.bind($bind))*.fetch_optional(&mut *raw).await
        )
    };
}

/// The only row of a statement that always has one.
macro_rules! fetch_one {
    ($conn:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        fetch_optional!($conn, $sql $(, $bind)*).and_then(|row| row.ok_or_else(|| sqlx::Error::RowNotFound.into()))
    };
}

/// Does it, and tells how many rows it touched.
macro_rules! execute {
    ($conn:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!(
            $conn,
            _near => Err($crate::store::dialect::only_reads()),
            raw => sqlx::query($sql)$(.bind($bind))*.execute(&mut *raw).await.map(|done| done.rows_affected())
        )
    };
}

/// All rows of a [`Bulk`](crate::store::dialect::Bulk) statement, as records or tuples.
macro_rules! fetch_bulk {
    ($conn:expr, $bulk:expr, $rows:expr) => {
        match $conn.raw() {
            $crate::store::Raw::Near(near) => near.all_of(&$bulk, $rows).answer().await,
            $crate::store::Raw::Sqlite(raw) => {
                let all = $bulk.for_sqlite($rows).fetch_all(&mut *raw).await;
                all.and_then(|all| all.iter().map(sqlx::FromRow::from_row).collect())
                    .map_err($crate::error::Error::from)
            }
            $crate::store::Raw::Postgres(raw) => {
                let all = $bulk.for_postgres($rows).fetch_all(&mut *raw).await;
                all.and_then(|all| all.iter().map(sqlx::FromRow::from_row).collect())
                    .map_err($crate::error::Error::from)
            }
        }
    };
}

/// Runs a [`Bulk`](crate::store::dialect::Bulk) statement; tells how many rows it touched.
macro_rules! execute_bulk {
    ($conn:expr, $bulk:expr, $rows:expr) => {
        match $conn.raw() {
            $crate::store::Raw::Near(_) => Err($crate::store::dialect::only_reads()),
            $crate::store::Raw::Sqlite(raw) => {
                let done = $bulk.for_sqlite($rows).execute(&mut *raw).await;
                done.map(|done| done.rows_affected()).map_err($crate::error::Error::from)
            }
            $crate::store::Raw::Postgres(raw) => {
                let done = $bulk.for_postgres($rows).execute(&mut *raw).await;
                done.map(|done| done.rows_affected()).map_err($crate::error::Error::from)
            }
        }
    };
}

/// A row with named columns, readable from either database.
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $name { $($(#[$field_meta])* pub $field: $ty,)* }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            $($ty: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,)*
        {
            fn from_row(row: &'r R) -> sqlx::Result<Self> {
                Ok(Self { $($field: row.try_get(stringify!($field))?,)* })
            }
        }

        impl $crate::store::dialect::Seen for $name {
            const NAMES: &'static [&'static str] = &[$(stringify!($field)),*];

            fn seen(row: &rusqlite::Row<'_>, places: &[usize]) -> rusqlite::Result<Self> {
                let mut places = places.iter();
                Ok(Self { $($field: $crate::store::dialect::at(row, &mut places)?,)* })
            }
        }
    };
}

/// Statements by name, the same on both databases.
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$meta])* pub(in crate::store) const $name: &str = $sql;)*
        /// For the census.
        pub(in crate::store) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name),)*];
    };
}
