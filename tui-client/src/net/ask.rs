//! What each request of the update becomes over HTTP.

use protocol::{
    Chat, ChatType, Conversation, ConversationId, ConversationKind, Found, Group, GroupType, Member, Message,
    Profile, Role, User, UserId, limits, request, route,
};

use super::api::Api;
use crate::{
    effect::{Request, page_size},
    message::{Failure, Net},
    model::{Entrance, Page},
};

impl Api {
    /// Asks, and gives the answer as news.
    pub(super) async fn answer(&self, request: Request) -> Net {
        match request {
            Request::History(id, page) => Net::History(id, page, self.history(id, page).await),
            Request::People(query) => {
                let found = self.find::<User>(route::USERS, &query).await;
                Net::People(query, found)
            }
            Request::Directory(query) => {
                let found = self.find::<Group>(route::GROUPS, &query).await;
                Net::Directory(query, found)
            }
            Request::Messages(query, within) => {
                let found = self.messages(&query, within).await;
                Net::Messages(query, found)
            }
            Request::CreateChat { people, name, group } => {
                let what = Entrance::Chat { people: people.clone(), name: name.clone() };
                Net::Entered(what, self.create_chat(people, name, group).await.map(Box::new))
            }
            Request::CreateGroup { name, public, people } => {
                let what = Entrance::Group(name.clone());
                Net::Entered(what, self.create_group(name, public, people).await.map(Box::new))
            }
            Request::Members(id, kind) => Net::Members(id, self.members(id, kind).await),
            Request::Invite(id, people) => Net::MembersChanged(id, self.invite(id, people).await),
            Request::Appoint(id, user_id, role) => {
                let changed = self.appoint(id, request::SetRole { user_id, role }).await;
                Net::MembersChanged(id, changed)
            }
            Request::Remove(id, kind, user_id) => {
                let changed = match self.remove(id, kind, user_id).await {
                    Ok(_) => self.members(id, kind).await,
                    Err(failure) => Err(failure),
                };
                Net::MembersChanged(id, changed)
            }
            Request::Rename(id, kind, name) => {
                let renamed = self.rename(id, kind, name).await;
                Net::Renamed(id, renamed.map(|conversation| conversation.title))
            }
            Request::ShowPresence(shows) => Net::Profile(self.show_presence(shows).await),
            Request::Join(id) => Net::Entered(Entrance::Joining(id), self.join(id).await.map(Box::new)),
            Request::Leave(id, kind) => Net::Left(id, self.leave(id, kind).await),
        }
    }

    /// Who is in a conversation.
    pub async fn members(&self, id: ConversationId, kind: ConversationKind) -> Result<Vec<Member>, Failure> {
        if kind.is_chat() {
            let url = self.door.url(&route::chat(id));
            let chat: Chat = self.ask(|http| http.get(url.clone())).await?;
            return Ok(chat.members);
        }
        let url = self.door.url(&route::group_members(id));
        self.ask(|http| http.get(url.clone())).await
    }

    async fn invite(&self, id: ConversationId, people: Vec<String>) -> Result<Vec<Member>, Failure> {
        let url = self.door.url(&route::group_members(id));
        let body = request::AddMembers { participants: request::Participants::List(people) };
        self.tell(|http| http.post(url.clone()).json(&body)).await?;
        self.ask(|http| http.get(url.clone())).await
    }

    async fn appoint(&self, id: ConversationId, body: request::SetRole) -> Result<Vec<Member>, Failure> {
        let url = self.door.url(&route::group_role(id));
        self.tell(|http| http.post(url.clone()).json(&body)).await?;
        let members = self.door.url(&route::group_members(id));
        self.ask(|http| http.get(members.clone())).await
    }

    async fn show_presence(&self, shows: bool) -> Result<Profile, Failure> {
        let url = self.door.url(route::ME);
        let body = request::ChangeProfile { shows_presence: Some(shows) };
        self.ask(|http| http.patch(url.clone()).json(&body)).await
    }

    async fn history(&self, id: ConversationId, page: Page) -> Result<Vec<Message>, Failure> {
        let mut query = request::History { limit: Some(page_size(page).into()), ..Default::default() };
        match page {
            Page::Newest => {}
            Page::Around(seq) => query.around = Some(seq.max(1)),
            Page::Before(seq) => query.before = Some(seq),
            Page::After(seq) => query.after = Some(seq),
        }
        let url = self.door.url(&route::history(id));
        self.ask(|http| http.get(url.clone()).query(&query)).await
    }

    /// What a path finds for a query; all there is for an empty one.
    pub(super) async fn find<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        query: &str,
    ) -> Result<Vec<T>, Failure> {
        let url = self.door.url(path);
        // An empty value counts as none at the server's door; a space asks for all there is.
        let query = if query.is_empty() { " " } else { query };
        let search = request::Search { query: Some(query.to_owned()) };
        self.ask(|http| http.get(url.clone()).query(&search)).await
    }

    async fn messages(&self, query: &str, within: Option<ConversationId>) -> Result<Found, Failure> {
        let url = self.door.url(route::SEARCH);
        let limit = Some(limits::SEARCH_PAGE_MAX.into());
        let (q, chat_id) = (query.to_owned(), within);
        let search = request::SearchMessages { q, chat_id, limit, ..Default::default() };
        self.ask(|http| http.get(url.clone()).query(&search)).await
    }

    /// Makes a chat with these people, by ids or addresses; the one that there is, in a personal chat.
    pub async fn create_chat(
        &self,
        people: Vec<String>,
        name: Option<String>,
        group: bool,
    ) -> Result<Conversation, Failure> {
        let chat_type = if group { ChatType::Group } else { ChatType::Personal };
        let body = request::CreateChat { chat_type, participants: request::Participants::List(people), name };
        let url = self.door.url(route::CHAT_CREATE);
        let chat: Chat = self.ask(|http| http.post(url.clone()).json(&body)).await?;
        Ok(from_chat(chat, &self.user))
    }

    /// Makes a group with these people, by ids or addresses.
    pub async fn create_group(
        &self,
        name: String,
        public: bool,
        people: Vec<String>,
    ) -> Result<Conversation, Failure> {
        let group_type = if public { GroupType::Public } else { GroupType::Private };
        let body =
            request::CreateGroup { name, group_type, participants: request::Participants::List(people) };
        let url = self.door.url(route::GROUP_CREATE);
        self.ask(|http| http.post(url.clone()).json(&body)).await.map(from_group)
    }

    /// Joins a public group.
    pub async fn join(&self, id: ConversationId) -> Result<Conversation, Failure> {
        let join = self.door.url(&route::group_join(id));
        self.tell(|http| http.post(join.clone())).await?;
        let group = self.door.url(&route::group(id));
        self.ask(|http| http.get(group.clone())).await.map(from_group)
    }

    /// Puts somebody out of a group or a group chat.
    pub async fn remove(
        &self,
        id: ConversationId,
        kind: ConversationKind,
        user: UserId,
    ) -> Result<Conversation, Failure> {
        if kind.is_chat() {
            let url = self.door.url(&route::chat_member(id, user));
            let chat: Chat = self.ask(|http| http.delete(url.clone())).await?;
            return Ok(from_chat(chat, &self.user));
        }
        let url = self.door.url(&route::group_member(id, user));
        self.ask(|http| http.delete(url.clone())).await.map(from_group)
    }

    /// Calls a group or a group chat something else.
    pub async fn rename(
        &self,
        id: ConversationId,
        kind: ConversationKind,
        name: String,
    ) -> Result<Conversation, Failure> {
        let body = request::Rename { name };
        if kind.is_chat() {
            let url = self.door.url(&route::chat(id));
            let chat: Chat = self.ask(|http| http.patch(url.clone()).json(&body)).await?;
            return Ok(from_chat(chat, &self.user));
        }
        let url = self.door.url(&route::group(id));
        self.ask(|http| http.patch(url.clone()).json(&body)).await.map(from_group)
    }

    /// Leaves a group or a group chat.
    pub async fn leave(&self, id: ConversationId, kind: ConversationKind) -> Result<(), Failure> {
        let path = if kind.is_chat() { route::chat_leave(id) } else { route::group_leave(id) };
        let url = self.door.url(&path);
        self.tell(|http| http.post(url.clone())).await.map(drop)
    }
}

/// As `hello` would bring it; read positions of others are not known yet, the next hello or event tells them.
pub(super) fn from_chat(chat: Chat, me: &Profile) -> Conversation {
    let mine = chat.members.iter().find(|member| member.id == me.id);
    let role = mine.map_or(Role::Member, |member| member.role);
    let other = |member: &&Member| chat.chat_type == ChatType::Personal && member.id != me.id;
    let peer =
        chat.members.iter().find(other).map(|member| User { id: member.id, name: member.name.clone() });
    Conversation {
        id: chat.id,
        kind: chat.chat_type.into(),
        title: chat.title,
        peer,
        presence: chat.presence,
        created_at: chat.created_at,
        member_count: i64::try_from(chat.members.len()).unwrap_or(0),
        role,
        version: chat.version,
        last_seq: chat.last_seq,
        read_seq: chat.read_seq,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: chat.settings,
        last_message: chat.last_message,
    }
}

pub(super) fn from_group(group: Group) -> Conversation {
    Conversation {
        id: group.id,
        kind: group.group_type.into(),
        title: group.name,
        peer: None,
        presence: None,
        created_at: group.created_at,
        member_count: group.member_count,
        role: group.role.unwrap_or(Role::Member),
        version: group.version,
        last_seq: group.last_seq,
        read_seq: group.read_seq,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: group.settings,
        last_message: group.last_message,
    }
}
