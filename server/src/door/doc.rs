//! What the documentation says of a route.

use std::borrow::Cow;

use utoipa::openapi::{RefOr, schema::Schema};

/// The documentation of one route.
#[derive(Clone, Debug, Default)]
pub struct Doc {
    /// What it does, in a few words.
    pub summary: &'static str,
    /// Whether it needs no session.
    pub public: bool,
    /// Its body.
    pub body: Option<Content>,
    /// Its query, as an object with a property for each parameter.
    pub query: Option<Content>,
    /// Its good answers: the status, and the JSON that comes with it.
    pub answers: Vec<(u16, Option<Content>)>,
    /// The statuses of its refusals, beside those that come with a session, a body or a query.
    pub errors: &'static [u16],
}

/// A type's JSON Schema, made when it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// The type's name.
    pub name: fn() -> Cow<'static, str>,
    /// Its schema.
    pub schema: fn() -> RefOr<Schema>,
    /// The schemas that its own refers to.
    pub parts: fn(&mut Vec<(String, RefOr<Schema>)>),
    /// Whether it is a list of them.
    pub list: bool,
}

impl Content {
    /// The schema of `T`.
    pub fn of<T: utoipa::ToSchema>() -> Self {
        Self { name: T::name, schema: T::schema, parts: T::schemas, list: false }
    }
}
