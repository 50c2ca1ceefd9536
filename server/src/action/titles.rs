//! What a conversation is called.

use std::sync::Arc;

use protocol::{
    ConversationId, UserId,
    event::{Change, Changed},
};

use super::{complete, members::lock, publish};
use crate::{
    app::App,
    domain::{name::Name, permission::Deed},
    error::Result,
    store::conversations,
};

/// Calls it something else. What it is called already changes nothing.
pub(super) async fn rename(app: &Arc<App>, caller: UserId, id: ConversationId, name: Name) -> Result<()> {
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let mut locked = lock(&app, id, caller, Deed::Rename).await?;
        if locked.name.as_deref() == Some(name.as_str()) {
            return Ok(());
        }
        let raised = conversations::raise(&mut locked.tx, id, 1, 0).await?;
        conversations::rename(&mut locked.tx, id, name.as_str(), raised.version).await?;
        locked.tx.commit().await?;
        let changed = Changed::Renamed { title: name.as_str().to_owned() };
        publish::change(&app, Change { conversation_id: id, version: raised.version, changed });
        Ok(())
    })
    .await
}
