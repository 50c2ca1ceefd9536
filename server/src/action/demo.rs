//! Demo data: three people who have begun to talk. Made once, however often it is asked for.

use std::sync::Arc;

use protocol::{
    ChatType, GroupType, Profile, SessionId, Timestamp,
    request::{CreateChat, CreateGroup, Participants},
};
use uuid::Uuid;

use super::{
    Caller, accounts, chats, groups,
    messages::{self, Wish},
};
use crate::{
    app::App,
    domain::{email::Email, name::Name},
    error::{Error, Result},
    store::accounts as store,
};

/// A demo account.
pub struct Person {
    /// Their name.
    pub name: &'static str,
    /// The address they sign in with.
    pub email: &'static str,
    /// Their password, shorter than anybody else's may be.
    pub password: &'static str,
}

/// Everybody in the demo.
pub const PEOPLE: [Person; 3] = [
    Person { name: "Андрей", email: "a@example.com", password: "pass1" },
    Person { name: "Борис", email: "b@example.com", password: "pass2" },
    Person { name: "Саша", email: "s@example.com", password: "pass3" },
];

const GROUP: &str = "Test Group";

/// Makes what is missing of the people, their chat and their group.
pub async fn seed(app: &Arc<App>) -> Result<()> {
    let [andrey, boris, sasha] = &PEOPLE;
    let andrey = person(app, andrey).await?;
    let boris = person(app, boris).await?;
    let sasha = person(app, sasha).await?;
    let with = |caller: &Caller| Participants::List(vec![caller.user.email.clone()]);

    let wish = CreateChat { chat_type: ChatType::Personal, participants: with(&boris), name: None };
    let (chat, _) = chats::create(app, &andrey, &wish).await?;
    say(app, &andrey, chat.id, "Привет, Борис!", 1).await?;
    say(app, &boris, chat.id, "Привет, Андрей! Как дела?", 2).await?;

    let known = groups::list(app, &andrey).await?.into_iter().find(|group| group.name == GROUP);
    let group = match known {
        Some(group) => group,
        None => {
            let wish =
                CreateGroup { name: GROUP.into(), group_type: GroupType::Public, participants: with(&sasha) };
            groups::create(app, &andrey, &wish).await?
        }
    };
    say(app, &andrey, group.id, "Добро пожаловать в группу!", 3).await
}

async fn person(app: &Arc<App>, person: &Person) -> Result<Caller> {
    let (name, email) = (Name::parse("name", person.name)?, Email::parse(person.email)?);
    let known = store::by_email(&mut app.store.read().await?, email.as_str()).await?;
    let user = match known {
        Some(account) => account.profile(),
        None => {
            let made = accounts::create(app, &name, &email, person.password.into()).await?;
            made.ok_or_else(|| Error::Conflict("The demo accounts are being made already".into()))?
        }
    };
    Ok(nobody_s_device(user))
}

/// Seeding acts for people without signing them in.
fn nobody_s_device(user: Profile) -> Caller {
    Caller { user, session: SessionId::from(Uuid::nil()), until: Timestamp::from_millis(i64::MAX) }
}

/// Says it once: the same client id is the same message.
async fn say(
    app: &Arc<App>,
    caller: &Caller,
    conversation: protocol::ConversationId,
    text: &str,
    n: u128,
) -> Result<()> {
    let client_id = Some(Uuid::from_u128(n).into());
    let wish = Wish { conversation, text: text.into(), client_id, reply_to: None, forward_of: None };
    messages::send(app, caller, wish).await?;
    Ok(())
}
