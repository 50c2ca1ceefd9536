//! Many rows as one parameter: a JSON array of objects, so that a statement over any number of rows is one constant
//! text, prepared once. Each field is named with its type: `source!(sqlite id: uuid, seq: int, text: text)` is the
//! `from` clause that yields them as columns.

use serde::Serialize;

/// The parameter.
pub fn rows<T: Serialize>(rows: &[T]) -> String {
    // Serialising plain structs of numbers and strings cannot fail.
    serde_json::to_string(rows).unwrap_or_else(|_| "[]".into())
}

macro_rules! column {
    (sqlite $name:ident uuid) => {
        concat!("unhex(value->>'", stringify!($name), "', '-') as ", stringify!($name))
    };
    (sqlite $name:ident int) => {
        concat!("value->>'", stringify!($name), "' as ", stringify!($name))
    };
    (sqlite $name:ident text) => {
        concat!("value->>'", stringify!($name), "' as ", stringify!($name))
    };
    (postgres $name:ident uuid) => {
        concat!("(value->>'", stringify!($name), "')::uuid as ", stringify!($name))
    };
    (postgres $name:ident int) => {
        concat!("(value->>'", stringify!($name), "')::bigint as ", stringify!($name))
    };
    (postgres $name:ident text) => {
        concat!("value->>'", stringify!($name), "' as ", stringify!($name))
    };
}
pub(in crate::store) use column;

macro_rules! source {
    ($db:tt $first:ident: $first_kind:tt $(, $name:ident: $kind:tt)*) => {
        concat!(
            "(select ", $crate::store::dialect::column!($db $first $first_kind),
            $(", ", $crate::store::dialect::column!($db $name $kind),)*
            " from ", $crate::store::dialect::each!($db), ")"
        )
    };
}
pub(in crate::store) use source;

macro_rules! each {
    (sqlite) => {
        "json_each($1)"
    };
    (postgres) => {
        "json_array_elements($1::json)"
    };
}
pub(in crate::store) use each;
