//! Deeds that meet each other half-way: played step by step, over a database of their own.

mod listening;
mod settings;
mod telling;

use std::{
    sync::Arc,
    task::{Context, Waker},
};

use protocol::{
    ConversationId, GroupType, Message, ServerEvent, SessionId, Timestamp,
    request::{AddMembers, CreateGroup, Participants, Register, Rename},
};
use tempfile::TempDir;
use uuid::Uuid;

use super::{
    Caller, accounts, groups,
    listen::Ear,
    messages::{self, Wish},
};
use crate::{app::App, boot, clock::Clock, config::Config};

/// A server without doors.
struct House {
    app: Arc<App>,
    folder: TempDir,
}

impl House {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::defaults().unwrap().with("data_dir", folder.path().to_str().unwrap()).unwrap();
        Self { app: boot::open(config, Clock::system()).await.unwrap(), folder }
    }

    async fn close(self) {
        boot::close(self.app).await;
        self.folder.close().unwrap();
    }

    async fn person(&self, name: &str) -> Caller {
        let email = format!("{name}@example.com");
        let wish = Register { name: name.into(), email, password: "a long password".into() };
        let user = accounts::add(&self.app, wish).await.unwrap();
        Caller { user, session: SessionId::from(Uuid::now_v7()), until: Timestamp::from_millis(i64::MAX) }
    }

    async fn group(&self, of: &Caller, kind: GroupType, with: &[&Caller]) -> ConversationId {
        let wish = CreateGroup { name: "News".into(), group_type: kind, participants: named(with) };
        groups::create(&self.app, of, &wish).await.unwrap().id
    }

    async fn adds(&self, who: &Caller, id: ConversationId, whom: &Caller) {
        groups::add(&self.app, who, id, &AddMembers { participants: named(&[whom]) }).await.unwrap();
    }

    async fn renames(&self, who: &Caller, id: ConversationId, name: &str) {
        groups::rename(&self.app, who, id, &Rename { name: name.into() }).await.unwrap();
    }

    async fn posts(&self, who: &Caller, id: ConversationId, text: &str) -> Message {
        let (client_id, reply_to, forward_of) = (None, None, None);
        let wish = Wish { conversation: id, text: text.into(), client_id, reply_to, forward_of };
        messages::send(&self.app, who, wish).await.unwrap().0
    }
}

fn named(people: &[&Caller]) -> Participants {
    Participants::List(people.iter().map(|who| who.id().to_string()).collect())
}

/// What waits to be written.
fn waiting(ear: &Ear) -> Vec<ServerEvent> {
    let mut batch = Vec::new();
    _ = ear.poll_next(&mut Context::from_waker(Waker::noop()), &mut batch);
    batch.iter().map(|delivery| delivery.event.clone()).collect()
}

fn is_change(event: &ServerEvent) -> bool {
    matches!(event, ServerEvent::Change(_))
}
