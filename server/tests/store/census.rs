//! Every statement is understood by both databases and takes as many parameters on each; the schemas are twins.

use std::collections::BTreeMap;

use server::store::{
    Kind, Store,
    census::{self, Statement},
};

use crate::database::{fresh, on_both};

on_both! {
    async fn every_statement_is_understood(store: &Store) {
        let mut conn = store.read().await.unwrap();
        let mut wrong = Vec::new();
        for statement in census::all(store.kind()) {
            if let Err(error) = census::prepare(&mut conn, statement.sql).await {
                wrong.push(format!("{}::{}: {error:?}", statement.module, statement.name));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[tokio::test]
async fn both_databases_take_the_same_parameters_and_have_the_same_columns() {
    let mut counts: [BTreeMap<(&str, &str), usize>; 2] = Default::default();
    let mut columns = Vec::new();
    for (i, kind) in [Kind::Sqlite, Kind::Postgres].into_iter().enumerate() {
        let database = fresh(kind).await;
        let mut conn = database.store.read().await.unwrap();
        let alone = |statement: &Statement| ["NOTIFY", "FREE"].contains(&statement.name);
        // What is said to PostgreSQL alone has no twin.
        for statement in census::all(kind).into_iter().filter(|statement| !alone(statement)) {
            let count = census::prepare(&mut conn, statement.sql).await.unwrap();
            // What PostgreSQL is told at once, SQLite may be told in several statements of one name.
            *counts[i].entry((statement.module, statement.name)).or_default() += count;
        }
        columns.push(census::columns(&mut conn).await.unwrap());
        drop(conn);
        database.store.close().await;
    }
    assert_eq!(counts[0], counts[1]);
    assert_eq!(columns[0], columns[1]);
}
