//! Naming people: by id or by e-mail, as they come from outside.

use protocol::{User, UserId, limits::PARTICIPANTS, request::Participants};

use crate::{
    domain::email::Email,
    error::{Error, Result},
    store::{Conn, accounts},
};

/// Those who are named, without the caller and without repetition, in the order of naming.
pub(super) async fn others(conn: &mut Conn, caller: UserId, named: &Participants) -> Result<Vec<User>> {
    let each = named.each();
    if each.len() > PARTICIPANTS {
        let message = format!("At most {PARTICIPANTS} people can be named at once");
        return Err(Error::invalid("participants", "too_many", message));
    }
    let mut others: Vec<User> = Vec::with_capacity(each.len());
    for text in each {
        let found = match text.parse::<UserId>() {
            Ok(id) => accounts::resolve_id(conn, id).await?,
            // No address has it, and PostgreSQL knows no text with it.
            Err(_) if text.contains('\0') => None,
            Err(_) => accounts::resolve_email(conn, Email::folded(text).as_str()).await?,
        };
        let user = found.ok_or_else(|| Error::not_found("Some users not found"))?;
        if user.id != caller && !others.contains(&user) {
            others.push(user);
        }
    }
    Ok(others)
}
