//! How a member's role is written in the store.

use protocol::Role;

/// As it is stored.
pub const fn text(role: Role) -> &'static str {
    match role {
        Role::Member => "member",
        Role::Admin => "admin",
        Role::Owner => "owner",
    }
}

/// From what is stored.
pub fn parse(text: &str) -> Option<Role> {
    Some(match text {
        "member" => Role::Member,
        "admin" => Role::Admin,
        "owner" => Role::Owner,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_comes_back_as_it_was_written() {
        for role in [Role::Member, Role::Admin, Role::Owner] {
            assert_eq!(parse(text(role)), Some(role));
        }
        assert_eq!(parse("king"), None);
    }
}
